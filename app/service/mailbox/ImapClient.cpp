#include "service/mailbox/ImapClient.h"

#include "service/mailbox/ImapAnswers.h"
#include "service/mailbox/ImapSession.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <mutex>
#include <string_view>

namespace slipway {

namespace {

constexpr qint64 longestList = 64 * 1024 * 1024;

template <auto free>
struct Free
{
    template <class T>
    void operator()(T *what) const
    {
        free(what);
    }
};
using SetPtr = std::unique_ptr<mailimap_set, Free<::mailimap_set_free>>;
using FetchTypePtr = std::unique_ptr<mailimap_fetch_type, Free<::mailimap_fetch_type_free>>;

// What libetpan reads and writes through.
ImapWire &wireOf(mailstream_low *low)
{
    return *static_cast<ImapWire *>(low->data);
}

using Cancel = struct ::mailstream_cancel; // libetpan doesn't show it

// Reading and writing is all it is asked for: our wire knows when to stop.
mailstream_low_driver &wireDriver()
{
    static mailstream_low_driver driver = [] {
        mailstream_low_driver made{};
        made.mailstream_read = [](mailstream_low *low, void *space, std::size_t room) {
            const qint64 count = wireOf(low).read(static_cast<char *>(space), static_cast<qint64>(room));
            return static_cast<ssize_t>(count);
        };
        made.mailstream_write = [](mailstream_low *low, const void *bytes, std::size_t count) {
            const qint64 written =
                wireOf(low).write(static_cast<const char *>(bytes), static_cast<qint64>(count));
            return static_cast<ssize_t>(written);
        };
        made.mailstream_close = [](mailstream_low *) { return 0; };
        made.mailstream_get_fd = [](mailstream_low *) { return -1; };
        made.mailstream_free = [](mailstream_low *low) { ::free(low); }; // libetpan's malloc() made it
        made.mailstream_cancel = [](mailstream_low *) {};
        made.mailstream_get_cancel = [](mailstream_low *) { return static_cast<Cancel *>(nullptr); };
        made.mailstream_get_certificate_chain = [](mailstream_low *) {
            return static_cast<carray *>(nullptr);
        };
        made.mailstream_setup_idle = made.mailstream_unsetup_idle =
            made.mailstream_interrupt_idle = [](mailstream_low *) { return -1; };
        return made;
    }();
    return driver;
}

SetPtr setOf(const std::vector<MailUid> &uids)
{
    SetPtr set(::mailimap_set_new_empty());
    for (auto at = uids.begin(); at != uids.end();) {
        auto end = at + 1;
        while (end != uids.end() && *end == *(end - 1) + 1)
            ++end;
        ::mailimap_set_add_interval(set.get(), *at, *(end - 1));
        at = end;
    }
    return set;
}

void startLibrary()
{
    // Mail stays in memory; above its ceiling libetpan would put it into files of /tmp.
    static std::once_flag once;
    std::call_once(once, [] { ::mmap_string_set_ceil(512 * 1024 * 1024); });
}

} // namespace

ImapClient::ImapClient(Mailbox mailbox, Patience patience, std::stop_token stop)
    : m_mailbox(std::move(mailbox)), m_patience(patience), m_stop(std::move(stop))
{
    startLibrary();
}

ImapClient::~ImapClient()
{
    if (m_wire)
        m_wire->begin(std::chrono::seconds(1), std::chrono::seconds(1), 64 * 1024);
    m_session.reset();
}

void ImapClient::begin(qint64 most, qint64 bytes)
{
    m_wire->begin(m_patience.answer + std::chrono::seconds(bytes / m_patience.slowest), m_patience.answer,
                  most);
}

QString ImapClient::said() const
{
    const char *response = m_session->imap->imap_response;
    return response != nullptr ? QString::fromUtf8(response).trimmed().left(200) : QString();
}

// The wire knows best; else it is the server that refused.
Failure ImapClient::failed(int code, const QString &what) const
{
    if (m_wire->problem())
        return Failure(*m_wire->problem());
    if (code == MAILIMAP_ERROR_PARSE || code == MAILIMAP_ERROR_PROTOCOL || code == MAILIMAP_ERROR_FATAL)
        return fail(Problem::Kind::Unavailable, what + QStringLiteral(": it doesn't speak IMAP as it should"),
                    QStringLiteral("Is it an IMAP server, and is the port right?"), m_mailbox.place());
    const QString words = said();
    return fail(Problem::Kind::Unavailable,
                words.isEmpty() ? what : QStringLiteral("%1: it says \"%2\"").arg(what, words), {},
                m_mailbox.place());
}

Result<void> ImapClient::open(const SecretValue &secret)
{
    auto wire = ImapWire::open(m_mailbox, m_patience.connect, m_stop);
    if (!wire)
        return Failure(wire.error());
    m_wire = std::move(*wire);
    m_wire->begin(m_patience.connect, m_patience.connect, 64 * 1024);
    if (m_mailbox.security == Mailbox::Security::Tls) {
        if (auto secured = m_wire->secure(m_mailbox); !secured)
            return secured;
    }
    m_session = std::make_unique<Session>();
    begin();
    mailstream *stream = ::mailstream_new(::mailstream_low_new(m_wire.get(), &wireDriver()), imapBufferBytes);
    const int greeted = ::mailimap_connect(m_session->imap, stream);
    if (!isFine(greeted))
        return failed(greeted, QStringLiteral("The mail server turns us away"));
    if (m_mailbox.security == Mailbox::Security::StartTls) {
        if (auto secured = startTls(); !secured)
            return secured;
    }
    if (greeted == MAILIMAP_NO_ERROR_AUTHENTICATED)
        return {};
    return m_mailbox.signIn == Mailbox::SignIn::OAuth2 ? signInBy(secret) : signIn(secret);
}

Result<void> ImapClient::learnAbilities()
{
    begin();
    mailimap_capability_data *capabilities = nullptr;
    const int asked = ::mailimap_capability(m_session->imap, &capabilities);
    if (!isFine(asked))
        return failed(asked, QStringLiteral("The mail server doesn't say what it can do"));
    ::mailimap_capability_data_free(capabilities);
    return {};
}

Result<void> ImapClient::startTls()
{
    const int code = ::mailimap_starttls(m_session->imap);
    if (!isFine(code))
        return failed(code, QStringLiteral("The mail server doesn't do STARTTLS"));
    // What somebody on the way said in plain text must not count as said under TLS.
    m_session->imap->imap_stream->read_buffer_len = 0;
    if (auto secured = m_wire->secure(m_mailbox); !secured)
        return secured;
    return learnAbilities(); // nor does what it can do
}

Result<void> ImapClient::signIn(const SecretValue &password)
{
    const auto isLine = std::none_of(password.bytes().begin(), password.bytes().end(),
                                     [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (!isLine)
        return fail(
            Problem::Kind::Invalid, QStringLiteral("The password of the mailbox is more than one line"),
            QStringLiteral("Set it again: slipwayctl mailbox set %1 --password.").arg(m_mailbox.name));
    begin();
    const int code = ::mailimap_login(m_session->imap, m_mailbox.user.toUtf8().constData(), password.text());
    if (isFine(code))
        return learnAbilities();
    if (m_wire->problem())
        return Failure(*m_wire->problem());
    return fail(
        Problem::Kind::Unauthenticated,
        QStringLiteral("The mail server doesn't let \"%1\" in: it says \"%2\"").arg(m_mailbox.user, said()),
        QStringLiteral("Set the user and the password that it knows: slipwayctl mailbox set %1 --password.")
            .arg(m_mailbox.name),
        m_mailbox.place());
}

Result<ImapFolder> ImapClient::select(const QString &folder, bool toLook)
{
    begin();
    const QByteArray name = imapName(folder);
    const int code = toLook ? ::mailimap_examine(m_session->imap, name.constData())
                            : ::mailimap_select(m_session->imap, name.constData());
    if (!isFine(code))
        return failed(code, QStringLiteral("The folder \"%1\" can't be opened").arg(folder));
    const mailimap_selection_info *info = m_session->imap->imap_selection_info;
    if (info == nullptr || info->sel_uidvalidity == 0)
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("The mail server gives its mail no numbers that last"),
                    QStringLiteral("It can't be used: UIDVALIDITY is missing."), m_mailbox.place());
    return ImapFolder{info->sel_uidvalidity, info->sel_uidnext, info->sel_exists,
                      info->sel_perm == MAILIMAP_MAILBOX_READONLY};
}

bool ImapClient::canIdle() const
{
    return ::mailimap_has_idle(m_session->imap) != 0;
}

Result<std::vector<MailUid>> ImapClient::behind(MailUid last)
{
    begin(longestList);
    m_wire->guard().clearNews();
    mailimap_search_key *key =
        ::mailimap_search_key_new_uid(::mailimap_set_new_interval(last + 1, 0)); // 0: "*"
    clist *found = nullptr;
    const int code = ::mailimap_uid_search(m_session->imap, nullptr, key, &found);
    ::mailimap_search_key_free(key);
    if (!isFine(code))
        return failed(code, QStringLiteral("The mail server doesn't say what is new"));
    std::vector<MailUid> uids;
    forEach<quint32>(found, [&](quint32 uid) {
        if (uid > last) // "*" is the last mail, also where it isn't new
            uids.push_back(uid);
    });
    if (found != nullptr)
        ::mailimap_search_result_free(found);
    std::sort(uids.begin(), uids.end());
    uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
    return uids;
}

Result<std::vector<ImapHead>> ImapClient::heads(const std::vector<MailUid> &uids)
{
    begin(longestList);
    const FetchTypePtr wanted(::mailimap_fetch_type_new_fetch_att_list_empty());
    for (mailimap_fetch_att *part :
         {::mailimap_fetch_att_new_uid(), ::mailimap_fetch_att_new_rfc822_size(),
          ::mailimap_fetch_att_new_internaldate(), ::mailimap_fetch_att_new_flags()})
        ::mailimap_fetch_type_new_fetch_att_list_add(wanted.get(), part);
    clist *found = nullptr;
    const int code = ::mailimap_uid_fetch(m_session->imap, setOf(uids).get(), wanted.get(), &found);
    if (!isFine(code))
        return failed(code, QStringLiteral("The mail server doesn't list its mail"));
    std::vector<ImapHead> heads;
    forEach<mailimap_msg_att>(found, [&](const mailimap_msg_att &mail) {
        const ImapHead head = headOf(mail);
        if (std::binary_search(uids.begin(), uids.end(), head.uid))
            heads.push_back(head);
    });
    if (found != nullptr)
        ::mailimap_fetch_list_free(found);
    // The server may tell of a mail's flags on its own, too.
    std::sort(heads.begin(), heads.end(), [](const ImapHead &a, const ImapHead &b) {
        return std::pair(a.uid, -a.size) < std::pair(b.uid, -b.size);
    });
    const auto isSame = [](const ImapHead &a, const ImapHead &b) { return a.uid == b.uid; };
    heads.erase(std::unique(heads.begin(), heads.end(), isSame), heads.end());
    return heads;
}

Result<std::vector<ImapMail>> ImapClient::fetch(const std::vector<ImapHead> &heads)
{
    std::vector<MailUid> uids;
    qint64 bytes = 0;
    for (const ImapHead &head : heads) {
        uids.push_back(head.uid);
        bytes += head.size;
    }
    begin(bytes + bytes / 8 + 1024 * 1024, bytes);
    const FetchTypePtr wanted(::mailimap_fetch_type_new_fetch_att_list_empty());
    ::mailimap_fetch_type_new_fetch_att_list_add(wanted.get(), ::mailimap_fetch_att_new_uid());
    ::mailimap_fetch_type_new_fetch_att_list_add(
        wanted.get(), ::mailimap_fetch_att_new_body_peek_section(::mailimap_section_new(nullptr)));
    clist *found = nullptr;
    const int code = ::mailimap_uid_fetch(m_session->imap, setOf(uids).get(), wanted.get(), &found);
    if (!isFine(code))
        return failed(code, QStringLiteral("The mail server doesn't hand out its mail"));
    std::vector<ImapMail> mails;
    forEach<mailimap_msg_att>(found, [&](const mailimap_msg_att &mail) {
        const MailUid uid = headOf(mail).uid;
        auto body = bodyOf(mail);
        if (body && std::binary_search(uids.begin(), uids.end(), uid))
            mails.push_back({uid, std::move(*body)});
    });
    if (found != nullptr)
        ::mailimap_fetch_list_free(found);
    std::sort(mails.begin(), mails.end(), [](const ImapMail &a, const ImapMail &b) { return a.uid < b.uid; });
    return mails;
}

Result<void> ImapClient::markSeen(const std::vector<MailUid> &uids)
{
    if (uids.empty())
        return {};
    begin();
    mailimap_flag_list *flags = ::mailimap_flag_list_new_empty();
    ::mailimap_flag_list_add(flags, ::mailimap_flag_new_seen());
    mailimap_store_att_flags *change = ::mailimap_store_att_flags_new_add_flags_silent(flags);
    const int code = ::mailimap_uid_store(m_session->imap, setOf(uids).get(), change);
    ::mailimap_store_att_flags_free(change);
    return isFine(code) ? Result<void>() : failed(code, QStringLiteral("Taken mail can't be marked as seen"));
}

Result<void> ImapClient::move(const std::vector<MailUid> &uids, const QString &folder)
{
    if (uids.empty())
        return {};
    const QByteArray name = imapName(folder);
    const SetPtr set = setOf(uids);
    mailimap *imap = m_session->imap;
    const bool canMove = ::mailimap_has_extension(imap, "MOVE") != 0;
    const auto put = [&] {
        begin();
        return canMove ? ::mailimap_uid_move(imap, set.get(), name.constData())
                       : ::mailimap_uid_copy(imap, set.get(), name.constData());
    };
    int code = put();
    if (!isFine(code) && !m_wire->problem()) {
        begin();
        if (isFine(::mailimap_create(imap, name.constData())))
            code = put();
    }
    if (!isFine(code))
        return failed(code, QStringLiteral("Taken mail can't be moved to \"%1\"").arg(folder));
    if (canMove)
        return {};
    begin();
    mailimap_flag_list *flags = ::mailimap_flag_list_new_empty();
    ::mailimap_flag_list_add(flags, ::mailimap_flag_new_deleted());
    mailimap_store_att_flags *change = ::mailimap_store_att_flags_new_add_flags_silent(flags);
    code = ::mailimap_uid_store(imap, set.get(), change);
    ::mailimap_store_att_flags_free(change);
    // Only these are expunged: what others have marked as deleted is theirs.
    if (isFine(code) && ::mailimap_has_uidplus(imap) != 0)
        code = ::mailimap_uid_expunge(imap, set.get());
    return isFine(code) ? Result<void>() : failed(code, QStringLiteral("Moved mail can't be deleted"));
}

Result<void> ImapClient::idle(Duration patience)
{
    begin();
    if (!isFine(::mailimap_send_current_tag(m_session->imap)) || !say("IDLE"))
        return failed(MAILIMAP_ERROR_STREAM, QStringLiteral("The mail server went away"));
    if (auto begun = awaitGoAhead(); !begun)
        return begun;
    // It may have told before it said that it will.
    if (!m_wire->guard().hasNews() && m_session->imap->imap_stream->read_buffer_len == 0)
        m_wire->waitForNews(patience);
    begin();
    const int ended = ::mailimap_idle_done(m_session->imap);
    return isFine(ended) ? Result<void>() : failed(ended, QStringLiteral("The mail server went away"));
}

// Not left to libetpan: it waits for ever where news come before "+".
Result<void> ImapClient::awaitGoAhead()
{
    for (;;) {
        const auto line = hear(QStringLiteral("The mail server doesn't tell of new mail"));
        if (!line)
            return Failure(line.error());
        if (line->startsWith('+'))
            return {};
        if (!line->startsWith("* ") || line->startsWith("* BYE"))
            return fail(Problem::Kind::Unavailable,
                        QStringLiteral("The mail server doesn't tell of new mail: it says \"%1\"")
                            .arg(QString::fromUtf8(line->left(200))),
                        {}, m_mailbox.place());
    }
}

Result<void> ImapClient::poll()
{
    begin();
    const int code = ::mailimap_noop(m_session->imap);
    return isFine(code) ? Result<void>() : failed(code, QStringLiteral("The mail server went away"));
}

} // namespace slipway
