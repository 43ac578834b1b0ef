#include "service/notify/SmtpSender.h"

#include "service/ipc/Process.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cstring>
#include <curl/curl.h>
#include <mutex>

namespace slipway {

namespace {

constexpr long connectSeconds = 15;
constexpr long keptSeconds = 20;    // servers close what is idle for longer
constexpr long answerSeconds = 120; // for one answer of the server

void startCurl()
{
    static std::once_flag once;
    std::call_once(once, [] { ::curl_global_init(CURL_GLOBAL_DEFAULT); });
}

struct FreeList
{
    void operator()(curl_slist *list) const { ::curl_slist_free_all(list); }
};

} // namespace

struct SmtpSender::Handle
{
    CURL *curl = ::curl_easy_init();
    std::array<char, CURL_ERROR_SIZE> trouble{}; // in curl's words
    ~Handle() { ::curl_easy_cleanup(curl); }
};

// What curl's callbacks see of one message on its way.
struct SmtpSender::Transfer
{
    const QByteArray &data;
    std::stop_token stop;
    qsizetype at = 0;
    QByteArray command = {}; // the verb of ours that the last answer was to
    QByteArray answer = {};  // the last line the server said
    bool isOver = false;

    std::size_t read(char *space, std::size_t room)
    {
        const auto count = std::min(room, static_cast<std::size_t>(data.size() - at));
        std::memcpy(space, data.constData() + at, count);
        at += static_cast<qsizetype>(count);
        return count;
    }
    void note(curl_infotype kind, const char *bytes, std::size_t size)
    {
        const QByteArray text = QByteArray(bytes, static_cast<qsizetype>(size)).trimmed();
        // After a refusal curl takes its leave: what is said to that isn't about the message any more.
        if (kind == CURLINFO_HEADER_OUT)
            isOver = text == "QUIT";
        if (isOver)
            return;
        if (kind == CURLINFO_HEADER_OUT) {
            command = text.left(4).toUpper();
            answer.clear();
        } else if (kind == CURLINFO_HEADER_IN) {
            answer = text;
        } else if (kind == CURLINFO_DATA_OUT) {
            command = "BODY";
            answer.clear();
        }
    }
    // The server has begun to take this message: an answer is about it, not about us.
    bool isAboutMessage() const { return command == "MAIL" || isMidway(); }
    // The sender is the same in all messages; what comes after isn't.
    bool isMidway() const { return command == "RCPT" || command == "DATA" || command == "BODY"; }
};

SmtpSender::SmtpSender(SmtpServer server, Duration patience)
    : m_server(std::move(server)), m_patience(patience)
{
    startCurl();
    m_handle = std::make_unique<Handle>();
}

SmtpSender::~SmtpSender() = default;

SmtpOutcome SmtpSender::judge(const Transfer &transfer) const
{
    using Kind = SmtpOutcome::Kind;
    const int response = transfer.answer.left(3).toInt();
    const QString said = QString::fromUtf8(transfer.answer.left(500));
    // What it said last explains it only if that was a refusal; a bad certificate is seen after a "220".
    const QString why = response >= 400 ? said : QString::fromUtf8(m_handle->trouble.data());
    // 421: it closes; 530 to 538: it wants a sign-in or a secure connection, whatever the message is.
    const bool aboutUs = response == 421 || (response >= 530 && response <= 538);
    if (!transfer.isAboutMessage() || said.isEmpty() || aboutUs)
        return {Kind::Away, why, false, transfer.isMidway(), response >= 500};
    return {response >= 500 && response < 600 ? Kind::Refused : Kind::Later, why, transfer.command == "RCPT"};
}

// Where to, how, and for how long; nothing of one message.
Result<void> SmtpSender::prepare()
{
    CURL *curl = m_handle->curl;
    ::curl_easy_reset(curl); // the connection stays
    const bool isTls = m_server.security == SmtpServer::Security::Tls;
    const bool isPlain = m_server.security == SmtpServer::Security::None;
    const QByteArray url = (isTls ? "smtps://" : "smtp://") + m_server.at.text().toLatin1();
    ::curl_easy_setopt(curl, CURLOPT_URL, url.constData());
    ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    ::curl_easy_setopt(curl, CURLOPT_PROXY, ""); // no variable of our surroundings has a say
    ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, keptSeconds);
    ::curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connectSeconds);
    ::curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, answerSeconds);
    ::curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS,
                       static_cast<long>(m_patience / std::chrono::milliseconds(1)));
    ::curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L); // a name server that is silent isn't waited for longer
    ::curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, m_handle->trouble.data());
    if (!m_server.caFile.isEmpty())
        ::curl_easy_setopt(curl, CURLOPT_CAINFO, QFile::encodeName(m_server.caFile).constData());
    ::curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(isPlain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (m_server.user.isEmpty())
        return {};
    const auto password = readFile(m_server.passwordFile, 4096);
    if (!password)
        return Failure(password.error());
    ::curl_easy_setopt(curl, CURLOPT_USERNAME, m_server.user.toUtf8().constData());
    ::curl_easy_setopt(curl, CURLOPT_PASSWORD, password->trimmed().constData());
    return {};
}

SmtpOutcome SmtpSender::send(const MailMessage &message, const std::stop_token &stop)
{
    if (auto prepared = prepare(); !prepared)
        return {SmtpOutcome::Kind::Away, prepared.error().text(), false};
    CURL *curl = m_handle->curl;
    Transfer transfer{message.data, stop};
    const QByteArray from = message.from.toLatin1();
    ::curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.constData());
    std::unique_ptr<curl_slist, FreeList> recipients;
    for (const QString &recipient : message.to)
        recipients.reset(::curl_slist_append(recipients.release(), recipient.toLatin1().constData()));
    ::curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
    ::curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    ::curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.data.size()));
    ::curl_easy_setopt(curl, CURLOPT_READDATA, &transfer);
    ::curl_easy_setopt(
        curl, CURLOPT_READFUNCTION, +[](char *space, std::size_t size, std::size_t count, void *to) {
            return static_cast<Transfer *>(to)->read(space, size * count);
        });
    ::curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    ::curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
    ::curl_easy_setopt(
        curl, CURLOPT_XFERINFOFUNCTION, +[](void *to, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
            return static_cast<Transfer *>(to)->stop.stop_requested() ? 1 : 0;
        });
    ::curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L); // what is said on the way is told to nobody else
    ::curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &transfer);
    ::curl_easy_setopt(
        curl, CURLOPT_DEBUGFUNCTION,
        +[](CURL *, curl_infotype kind, char *bytes, std::size_t size, void *to) {
            static_cast<Transfer *>(to)->note(kind, bytes, size);
            return 0;
        });
    m_handle->trouble[0] = 0;
    const CURLcode code = ::curl_easy_perform(curl);
    if (code == CURLE_OK)
        return {SmtpOutcome::Kind::Taken, QString::fromUtf8(transfer.answer.left(500)), false};
    if (m_handle->trouble[0] == 0)
        qstrncpy(m_handle->trouble.data(), ::curl_easy_strerror(code), m_handle->trouble.size());
    // It may have said a lot by then, a byte at a time; that isn't about this message.
    if (code == CURLE_OPERATION_TIMEDOUT)
        return {SmtpOutcome::Kind::Away, QString::fromUtf8(m_handle->trouble.data()), false,
                transfer.isMidway()};
    return judge(transfer);
}

} // namespace slipway
