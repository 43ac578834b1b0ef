#include "service/support/PlatformCases.h"

#include "domain/Json.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Ledger.h"
#include "service/support/CaseLinks.h"
#include "service/support/SlaRepository.h"

#include <algorithm>

namespace slipway {

namespace {

const QString actor = QStringLiteral("service");
const QString settingName = QStringLiteral("platform-cases");
const QString seenField = QStringLiteral("seen");
constexpr int perRound = 1000;

struct Known
{
    qint64 caseId = 0;
    QString name;
    QString application;
    Instant since;
    std::optional<Instant> back;
};

Result<std::vector<Known>> troubles(Reader &reader, const QString &where, const QVariantList &values)
{
    std::vector<Known> found;
    const auto read = reader.query(
        QStringLiteral("SELECT case_id, name, application, since, back FROM platform_trouble ") + where,
        values, [&](const Row &row) -> Result<void> {
            const auto since = row.instant("since");
            if (!since)
                return Failure(since.error());
            found.push_back({row.integer("case_id"), row.text("name"), row.text("application"), *since,
                             row.optionalInstant("back")});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return found;
}

Result<void> note(Transaction &transaction, const Case &about, const QString &text)
{
    const auto added = CaseRepository::addMessage(
        transaction, {0, about.id, CaseMessage::Kind::Note, actor, transaction.now(), text, {}, true});
    return added ? Result<void>() : Failure(added.error());
}

bool isHeard(const Event &event)
{
    return event.kind == QLatin1String("appliance.down") || event.kind == QLatin1String("appliance.up");
}

// A case of the platform's that isn't over, and that what goes down now belongs to.
Result<qint64> caseFor(Reader &reader, const QString &application, Instant since)
{
    return reader.integer(
        QStringLiteral(
            "SELECT max(t.case_id) FROM platform_trouble t JOIN support_case c ON c.id = t.case_id "
            "WHERE c.state NOT IN ('solved', 'closed') AND (t.since >= ? OR (t.application = ? AND "
            "t.back IS NULL))"),
        {toText(since - PlatformCases::together), application});
}

QString awayText(Duration away)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(away);
    return toText(std::max<Duration>(seconds, std::chrono::seconds(1)));
}

} // namespace

Result<qint64> PlatformCases::seen() const
{
    return m_store.read([&](Reader &reader) -> Result<qint64> {
        const auto setting = CatalogRepository::setting(reader, settingName);
        if (!setting)
            return Failure(setting.error());
        if (setting->contains(seenField))
            return setting->value(seenField).toInteger();
        const auto head = Ledger::head(reader);
        return head ? Result<qint64>(head->seq) : Failure(head.error());
    });
}

Result<void> PlatformCases::round()
{
    if (!m_seen) {
        const auto last = seen();
        if (!last)
            return Failure(last.error());
        m_seen = *last;
    }
    const auto events =
        m_store.read([&](Reader &reader) { return Ledger::since(reader, *m_seen, perRound); });
    if (!events)
        return Failure(events.error());
    if (std::any_of(events->begin(), events->end(), isHeard)) {
        const auto heard = m_store.write([&](Transaction &transaction) -> Result<void> {
            for (const Event &event : *events) {
                if (!isHeard(event))
                    continue;
                if (auto one = hear(transaction, event); !one)
                    return one;
            }
            return CatalogRepository::setSetting(transaction, actor, settingName,
                                                 {{seenField, events->back().seq}});
        });
        if (!heard)
            return heard;
    }
    if (!events->empty())
        m_seen = events->back().seq;
    return pageForThoseStillDown();
}

Result<void> PlatformCases::hear(Transaction &transaction, const Event &event)
{
    const auto payload = objectFromBytes(event.payload, QStringLiteral("an event"));
    if (!payload)
        return Failure(payload.error());
    const auto at = instantFromText(payload->value(QLatin1String("at")).toString());
    const Instant since = at.value_or(event.at);
    if (event.kind == QLatin1String("appliance.up"))
        return cameBack(transaction, event.subject, since);
    const auto environment = CatalogRepository::environment(
        transaction, payload->value(QLatin1String("environment_id")).toInteger());
    // A test environment is the customer's to break, and what is gone is nobody's trouble any more.
    if (!environment || environment->role != EnvironmentRole::Production)
        return {};
    const QString service = payload->value(QLatin1String("service")).toString();
    const QString ended = payload->value(QLatin1String("ended")).toString();
    return wentDown(transaction,
                    {event.subject,
                     QStringLiteral("%1 of %2")
                         .arg(payload->value(QLatin1String("appliance")).toString(), environment->name),
                     payload->value(QLatin1String("application")).toString(), since,
                     ended.isEmpty() ? service : QStringLiteral("%1: %2").arg(service, ended)});
}

Result<void> PlatformCases::wentDown(Transaction &transaction, const Trouble &trouble)
{
    const auto belongs = caseFor(transaction, trouble.application, trouble.since);
    if (!belongs)
        return Failure(belongs.error());
    Case about;
    if (*belongs > 0) {
        auto found = CaseRepository::find(transaction, *belongs);
        if (!found)
            return Failure(found.error());
        about = std::move(*found);
        // Of several customers it is none of theirs alone.
        const QString customer = trouble.application.section(QLatin1Char('/'), 0, 0);
        if (about.customer != customer)
            about.customer.clear();
        if (about.application != trouble.application)
            about.application.clear();
    } else {
        about.subject = QStringLiteral("%1 (%2) went down").arg(trouble.name, trouble.application);
        about.severity = Severity::Critical;
        about.application = trouble.application;
        about.customer = trouble.application.section(QLatin1Char('/'), 0, 0);
        about.tags = {QStringLiteral("platform")};
        if (auto filed = m_desk.file(transaction, about, actor); !filed)
            return filed;
    }
    const auto kept = transaction.execute(
        QStringLiteral(
            "INSERT INTO platform_trouble (subject, case_id, name, application, since) VALUES (?, ?, "
            "?, ?, ?)"),
        {trouble.subject, about.id, trouble.name, trouble.application, toText(trouble.since)});
    if (!kept)
        return Failure(kept.error());
    if (auto told = note(transaction, about,
                         QStringLiteral("%1 (%2) went down at %3. %4")
                             .arg(trouble.name, trouble.application, toText(trouble.since), trouble.detail));
        !told)
        return told;
    if (auto linked = link(transaction, about, trouble); !linked)
        return linked;
    return CaseRepository::update(transaction, about);
}

// A release of that application that isn't over is the first thing that somebody looks at.
Result<void> PlatformCases::link(Transaction &transaction, const Case &about, const Trouble &trouble)
{
    const auto appliance = caseReferenceFromText(trouble.subject);
    if (appliance) {
        if (auto tied = m_desk.tie(transaction, about, *appliance, actor); !tied)
            return tied;
    }
    const auto release = CaseLinks::unfinishedRelease(transaction, trouble.application);
    if (!release || *release == 0)
        return release ? Result<void>() : Failure(release.error());
    return m_desk.tie(transaction, about, CaseReference::ofRelease(*release), actor);
}

Result<void> PlatformCases::cameBack(Transaction &transaction, const QString &subject, Instant at)
{
    // It may have gone down more than once without a word of its coming back, and belong to more than one
    // case.
    const auto down =
        troubles(transaction, QStringLiteral("WHERE subject = ? AND back IS NULL ORDER BY id"), {subject});
    if (!down || down->empty())
        return down ? Result<void>() : Failure(down.error());
    const auto marked = transaction.execute(
        QStringLiteral("UPDATE platform_trouble SET back = ? WHERE subject = ? AND back IS NULL"),
        {toText(at), subject});
    if (!marked)
        return Failure(marked.error());
    qint64 told = 0;
    for (const Known &trouble : *down) {
        if (trouble.caseId == told)
            continue;
        told = trouble.caseId;
        if (auto one = tellBack(transaction, told, trouble.name, trouble.since, at); !one)
            return one;
    }
    return {};
}

Result<void> PlatformCases::tellBack(Transaction &transaction, qint64 id, const QString &name, Instant since,
                                     Instant at)
{
    auto about = CaseRepository::find(transaction, id);
    const auto left = troubles(transaction, QStringLiteral("WHERE case_id = ? AND back IS NULL"), {id});
    if (!about || !left)
        return Failure(about ? left.error() : about.error());
    if (auto told =
            note(transaction, *about,
                 QStringLiteral("%1 is back at %2, after %3.%4")
                     .arg(name, toText(at), awayText(at - since),
                          left->empty() ? QStringLiteral(" Nothing else of this case is down.") : QString()));
        !told)
        return told;
    // Whoever has been called looks at it and says that it is over.
    const bool isUntouched = about->runId == 0 && !about->acknowledged && about->owner.isEmpty();
    if (left->empty() && isUntouched && !isOver(about->state)) {
        if (auto finished = m_desk.finish(transaction, *about, CaseState::Solved, actor); !finished)
            return finished;
    }
    return CaseRepository::update(transaction, *about);
}

Result<void> PlatformCases::pageForThoseStillDown()
{
    const Instant by = m_store.clock().now() - grace;
    const auto due = m_store.read([&](Reader &reader) {
        return troubles(
            reader,
            QStringLiteral("WHERE back IS NULL AND since <= ? AND case_id IN (SELECT id FROM "
                           "support_case WHERE run_id = 0 AND acknowledged IS NULL AND state = 'new') "
                           "ORDER BY case_id, id"),
            {toText(by)});
    });
    if (!due)
        return Failure(due.error());
    qint64 paged = 0;
    for (const Known &trouble : *due) {
        if (trouble.caseId == paged)
            continue;
        paged = trouble.caseId;
        if (auto begun = m_desk.page(paged, actor); !begun)
            return Failure(begun.error());
    }
    return {};
}

} // namespace slipway
