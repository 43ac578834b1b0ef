#include "service/mailbox/MailboxWatch.h"

#include "domain/Pause.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace slipway {

QJsonObject MailboxStatus::toJson() const
{
    return {{QStringLiteral("connected"), isConnected},
            {QStringLiteral("idle"), isConnected && canIdle},
            {QStringLiteral("since"), since ? QJsonValue(slipway::toText(*since)) : QJsonValue()},
            {QStringLiteral("problem"), problem},
            {QStringLiteral("hint"), hint},
            {QStringLiteral("warning"), warning},
            {QStringLiteral("taken"), taken}};
}

MailboxWatch::MailboxWatch(Store &store, const SecretStore &secrets, AccessTokens &tokens, Mailbox mailbox,
                           MailboxReader::Take take, MailboxOptions options, std::function<void()> changed)
    : m_store(store),
      m_secrets(secrets),
      m_tokens(tokens),
      m_mailbox(std::move(mailbox)),
      m_options(options),
      m_changed(std::move(changed)),
      m_reader(store, m_mailbox, std::move(take), options.limits)
{
    m_reader.onProgress([this] { noteProgress(); });
}

MailboxWatch::~MailboxWatch()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void MailboxWatch::start()
{
    m_thread = std::jthread([this](const std::stop_token &stop) { loop(stop); });
}

MailboxStatus MailboxWatch::status() const
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

void MailboxWatch::loop(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        const auto ended = session(stop);
        if (ended || stop.stop_requested())
            return;
        setProblem(ended.error());
        if (pauseFor(pauseAfter(ended.error()), stop))
            return;
    }
}

// Ends well only by a stop.
Result<void> MailboxWatch::session(const std::stop_token &stop)
{
    const auto opened = signedIn(m_mailbox, m_secrets, m_tokens, m_options.patience, stop);
    if (!opened)
        return Failure(opened.error());
    ImapClient &client = **opened;
    if (auto begun = m_reader.begin(client); !begun)
        return begun;
    setConnected(client.canIdle());
    while (!stop.stop_requested()) {
        if (auto read = m_reader.round(client); !read)
            return read;
        setWell();
        const Duration now = m_store.clock().monotonic();
        if (!m_triedLeft || now - *m_triedLeft >= m_options.leftAgain) {
            m_triedLeft = now;
            if (auto again = m_reader.again(client); !again)
                return again;
        }
        noteProgress();
        const auto waited = client.canIdle() ? client.idle(m_options.idle)
                            : pauseFor(std::chrono::seconds(m_mailbox.pollSeconds), stop) ? Result<void>()
                                                                                          : client.poll();
        if (!waited)
            return waited;
    }
    return {};
}

void MailboxWatch::setConnected(bool canIdle)
{
    {
        const std::lock_guard lock(m_mutex);
        m_status.isConnected = true;
        m_status.canIdle = canIdle;
        m_status.since = m_store.clock().now();
        m_status.warning = m_reader.warning();
        m_status.left = m_reader.left();
    }
    m_changed();
}

// Only now: a server that lets us in may still not hand out its mail.
void MailboxWatch::setWell()
{
    if (std::exchange(m_failures, 0) == 0)
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_status.problem.clear();
        m_status.hint.clear();
    }
    if (std::exchange(m_isTold, false))
        tell(QStringLiteral("mailbox.flows"), {});
    m_changed();
}

// A server that is started again is back at the next try: that isn't worth telling.
void MailboxWatch::setProblem(const Problem &problem)
{
    bool isNew = false;
    {
        const std::lock_guard lock(m_mutex);
        isNew = m_status.problem != problem.what;
        if (m_status.isConnected || !m_status.since)
            m_status.since = m_store.clock().now();
        m_status.isConnected = false;
        m_status.problem = problem.what;
        m_status.hint = problem.hint;
    }
    ++m_failures;
    if (isNew)
        qWarning("slipwayd: mailbox %s: %s", qUtf8Printable(m_mailbox.name), qUtf8Printable(problem.text()));
    if (m_failures >= 2 && !m_isTold) {
        m_isTold = true;
        tell(QStringLiteral("mailbox.waits"), problem.what);
    }
    m_changed();
}

void MailboxWatch::noteProgress()
{
    bool isOther = false;
    {
        const std::lock_guard lock(m_mutex);
        isOther = m_status.warning != m_reader.warning() || m_status.left != m_reader.left();
        m_status.taken = m_reader.taken();
        m_status.warning = m_reader.warning();
        m_status.left = m_reader.left();
    }
    if (isOther)
        m_changed();
}

void MailboxWatch::tell(const QString &kind, const QString &why)
{
    const auto written = m_store.write([&](Transaction &transaction) -> Result<void> {
        QJsonObject payload{{QStringLiteral("host"), m_mailbox.host}};
        if (!why.isEmpty())
            payload.insert(QStringLiteral("why"), why);
        transaction.append(
            {QStringLiteral("service"), kind, QStringLiteral("mailbox/") + m_mailbox.name, payload});
        return {};
    });
    if (!written)
        qWarning("slipwayd: %s", qUtf8Printable(written.error().text()));
}

Duration MailboxWatch::pauseAfter(const Problem &problem)
{
    const bool isRefused = problem.kind == Problem::Kind::Unauthenticated;
    const Duration longest = isRefused ? m_options.refusedPause : m_options.longestPause;
    m_pause = m_failures <= 1 ? m_options.firstPause : std::min(m_pause * 2, longest);
    // Many that lost the same server don't come back in the same moment.
    return m_pause * (75 + QRandomGenerator::global()->bounded(51)) / 100;
}

} // namespace slipway
