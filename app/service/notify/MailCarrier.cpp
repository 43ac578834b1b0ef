#include "service/notify/MailCarrier.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"
#include "service/notify/SmtpSender.h"

#include <QtGlobal>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t mostInRound = 100; // then it looks again at settings and doors
constexpr Duration longList = std::chrono::seconds(10);
const QString actor = QStringLiteral("mail");
const QString subject = QStringLiteral("mail");

} // namespace

MailCarrier::MailCarrier(MailSpool &spool, const QString &folder, Options options)
    : m_spool(spool), m_statusFile(folder + QStringLiteral("/status.json")), m_options(std::move(options))
{
    Q_ASSERT(m_options.clock);
    m_status.problem = statusIn(folder).problem; // told already
}

MailCarrier::~MailCarrier()
{
    stop();
}

void MailCarrier::start()
{
    m_thread = std::jthread([this](const std::stop_token &stop) { loop(stop); });
}

void MailCarrier::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

MailCarrier::Status MailCarrier::status() const
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

MailCarrier::Status MailCarrier::statusIn(const QString &folder)
{
    Status status;
    const MailSpool spool(folder);
    const auto waiting = spool.waiting();
    status.waiting = static_cast<int>(waiting.size());
    if (!waiting.empty())
        status.oldest = waiting.front().since;
    status.refused = static_cast<qint64>(spool.refused().size());
    const auto bytes = readFile(folder + QStringLiteral("/status.json"), 65536);
    const auto object =
        bytes ? objectFromBytes(*bytes, QStringLiteral("status.json")) : Result<QJsonObject>(QJsonObject());
    if (object)
        status.problem = object->value(QLatin1String("problem")).toString();
    return status;
}

void MailCarrier::complain(const Result<void> &result) const
{
    if (!result)
        qWarning("slipwayd: mail: %s", qUtf8Printable(result.error().text()));
}

void MailCarrier::loop(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        if (round(stop))
            continue;
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, m_options.beat, [] { return false; });
    }
}

// One of each environment after the other: none waits because another sends a lot.
std::vector<MailSpool::Entry> MailCarrier::inTurn(std::vector<MailSpool::Entry> entries) const
{
    std::map<int, int> seen;
    std::vector<std::pair<int, MailSpool::Entry>> ranked;
    for (MailSpool::Entry &entry : entries) {
        const int rank = seen[entry.slot]++;
        ranked.emplace_back(rank, std::move(entry));
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto &one, const auto &other) { return one.first < other.first; });
    std::vector<MailSpool::Entry> result;
    for (auto &[rank, entry] : ranked)
        result.push_back(std::move(entry));
    return result;
}

bool MailCarrier::round(const std::stop_token &stop)
{
    m_options.collect();
    const auto server = m_options.smarthost();
    if (server != m_server) {
        m_server = server;
        m_sender = server ? std::make_unique<SmtpSender>(*server) : nullptr;
        m_away = {};
        m_later.clear();
    }
    tellRefusals();
    // What can't go on is only counted, and a large folder not each time.
    const Moment began = std::chrono::steady_clock::now();
    if ((!m_sender || began < m_away.until) && began < m_listAgain)
        return false;
    const auto waiting = m_spool.waiting();
    m_listAgain = began + (waiting.size() > mostInRound ? longList : Duration(0));
    {
        const std::lock_guard lock(m_mutex);
        m_status.waiting = static_cast<int>(waiting.size());
        m_status.oldest = waiting.empty() ? std::nullopt : std::optional(waiting.front().since);
    }
    if (waiting.empty())
        m_later.clear();
    if (!m_sender) {
        setProblem(waiting.empty() ? QString() : QStringLiteral("No smarthost is set in outbound.json"), {});
        return false;
    }
    std::size_t tried = 0;
    for (const MailSpool::Entry &entry : inTurn(waiting)) {
        const Moment now = std::chrono::steady_clock::now();
        if (stop.stop_requested() || now < m_away.until)
            return false;
        if (tried == mostInRound)
            return true;
        if (const auto found = m_later.find(entry.id); found != m_later.end() && now < found->second.until)
            continue;
        ++tried;
        const auto message = m_spool.read(entry.id);
        if (!message) {
            complain(Failure(message.error()));
            m_later[entry.id] = longer(m_later[entry.id]);
            continue;
        }
        const SmtpOutcome outcome = m_sender->send(*message, stop);
        if (stop.stop_requested() && outcome.kind == SmtpOutcome::Kind::Away)
            return false;
        carry(entry, *message, outcome);
    }
    return false;
}

void MailCarrier::carry(const MailSpool::Entry &entry, const MailMessage &message, const SmtpOutcome &outcome)
{
    const bool canSplit = outcome.ofRecipient && message.to.size() > 1;
    switch (outcome.kind) {
    case SmtpOutcome::Kind::Away:
        m_away = longer(m_away);
        setProblem(outcome.why, m_server->at.text());
        return;
    case SmtpOutcome::Kind::Taken: {
        complain(m_spool.remove(entry.id));
        m_later.erase(entry.id);
        const std::lock_guard lock(m_mutex);
        ++m_status.sent;
        break;
    }
    case SmtpOutcome::Kind::Later:
        // One of the recipients holds up the others only until then.
        if (canSplit)
            complain(m_spool.split(entry.id));
        else
            postpone(entry, message, outcome.why);
        break;
    case SmtpOutcome::Kind::Refused:
        // Perhaps only one of its recipients is: each is tried alone.
        if (canSplit) {
            complain(m_spool.split(entry.id));
            break;
        }
        complain(m_spool.refuse(entry.id, outcome.why));
        m_later.erase(entry.id);
        noteRefused(entry.slot, outcome.why);
        break;
    }
    m_away = {};
    setProblem({}, m_server->at.text());
}

void MailCarrier::postpone(const MailSpool::Entry &entry, const MailMessage &message, const QString &why)
{
    if (m_options.clock->now() - entry.since >= m_options.giveUpAfter)
        expire(entry, message, why);
    else
        m_later[entry.id] = longer(m_later[entry.id]);
}

// Not counted with others but told by itself: somebody waits for this message.
void MailCarrier::expire(const MailSpool::Entry &entry, const MailMessage &message, const QString &why)
{
    const QString reason =
        QStringLiteral("Given up after %1: %2").arg(slipway::toText(m_options.giveUpAfter), why);
    if (auto put = m_spool.refuse(entry.id, reason); !put) {
        complain(put);
        m_later[entry.id] = longer(m_later[entry.id]);
        return;
    }
    m_later.erase(entry.id);
    {
        const std::lock_guard lock(m_mutex);
        ++m_status.expired;
    }
    m_options.tell({actor,
                    QStringLiteral("mail.expired"),
                    QStringLiteral("slot/%1").arg(entry.slot),
                    {{QStringLiteral("message"), entry.id},
                     {QStringLiteral("message_id"), message.id()},
                     {QStringLiteral("from"), message.from},
                     {QStringLiteral("to"), toJson(message.to)},
                     {QStringLiteral("since"), slipway::toText(entry.since)},
                     {QStringLiteral("why"), why},
                     {QStringLiteral("kept_in"), QStringLiteral("mail/refused")}}});
}

MailCarrier::Pause MailCarrier::longer(const Pause &before) const
{
    const Duration length = std::clamp(before.length * 2, m_options.firstPause, m_options.longestPause);
    return {std::chrono::steady_clock::now() + length, length};
}

// Told when mail begins to wait and when it flows again, however many messages that concerns.
void MailCarrier::setProblem(const QString &problem, const QString &smarthost)
{
    QString before;
    int waiting = 0;
    {
        const std::lock_guard lock(m_mutex);
        before = std::exchange(m_status.problem, problem);
        waiting = m_status.waiting;
    }
    if (before == problem)
        return;
    complain(writeFileAtomically(m_statusFile,
                                 toBytes(QJsonObject{{QStringLiteral("problem"), problem}}) + '\n', 0600));
    if (problem.isEmpty())
        qInfo("slipwayd: mail flows again");
    else
        qWarning("slipwayd: mail waits: %s", qUtf8Printable(problem));
    if (before.isEmpty() == problem.isEmpty())
        return; // it waits for another reason
    m_options.tell({actor,
                    problem.isEmpty() ? QStringLiteral("mail.flows") : QStringLiteral("mail.waits"),
                    subject,
                    {{QStringLiteral("why"), problem},
                     {QStringLiteral("smarthost"), smarthost},
                     {QStringLiteral("waiting"), waiting}}});
}

void MailCarrier::noteRefused(int slot, const QString &why)
{
    const std::lock_guard lock(m_mutex);
    Refusals &refusals = m_refusals[slot];
    ++refusals.count;
    refusals.why = why;
    ++m_status.refused;
}

void MailCarrier::tellRefusals()
{
    std::vector<NewEvent> events;
    {
        const std::lock_guard lock(m_mutex);
        const Moment now = std::chrono::steady_clock::now();
        for (auto &[slot, refusals] : m_refusals) {
            if (refusals.count == 0 || (refusals.told && now < *refusals.told + m_options.eventsEvery))
                continue;
            events.push_back({actor,
                              QStringLiteral("mail.refused"),
                              QStringLiteral("slot/%1").arg(slot),
                              {{QStringLiteral("messages"), std::exchange(refusals.count, 0)},
                               {QStringLiteral("why"), refusals.why},
                               {QStringLiteral("kept_in"), QStringLiteral("mail/refused")}}});
            refusals.told = now;
        }
    }
    for (const NewEvent &event : events)
        m_options.tell(event);
}

} // namespace slipway
