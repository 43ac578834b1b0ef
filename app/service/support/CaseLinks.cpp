#include "service/support/CaseLinks.h"

#include "domain/Catalog.h"
#include "domain/Json.h"
#include "domain/Release.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Ledger.h"

#include <algorithm>

namespace slipway {

namespace {

// What `awaited` says of a link.
constexpr int isAwaited = 1;
constexpr int hasOpened = 2; // it was awaited, and the case came back because it went live

Failure nothingThere(const CaseReference &reference)
{
    switch (reference.kind) {
    case CaseReference::Kind::Release:
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no release %1").arg(reference.name()),
                    QStringLiteral("`slipwayctl release list` shows those there are."));
    case CaseReference::Kind::Appliance:
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no appliance %1").arg(reference.name()),
                    QStringLiteral(
                        "`slipwayctl app show --json` tells those of an application, with their numbers."));
    case CaseReference::Kind::Application: // the catalog says so
    case CaseReference::Kind::Event:
        break;
    }
    return fail(Problem::Kind::NotFound, QStringLiteral("The ledger has no entry %1").arg(reference.name()),
                QStringLiteral("`slipwayctl ledger tail` shows the last ones, with their numbers."));
}

QString customerOf(const QString &handle)
{
    return handle.section(QLatin1Char('/'), 0, 0);
}

Result<LinkTarget> releaseTarget(Reader &reader, const CaseReference &reference)
{
    std::optional<LinkTarget> found;
    const auto read = reader.query(
        QStringLiteral("SELECT application, pipeline, state FROM release WHERE id = ?"), {reference.number()},
        [&](const Row &row) -> Result<void> {
            const QString application = row.text("application");
            found = LinkTarget{
                QStringLiteral("%1 of %2 (%3)").arg(reference.name(), application, row.text("pipeline")),
                row.text("state"),
                customerOf(application),
                reference.text,
                {}};
            return {};
        });
    if (!read)
        return Failure(read.error());
    return found ? Result<LinkTarget>(std::move(*found)) : nothingThere(reference);
}

Result<LinkTarget> applianceTarget(Reader &reader, const CaseReference &reference)
{
    std::optional<LinkTarget> found;
    const auto read = reader.query(
        QStringLiteral(
            "SELECT a.name AS appliance, a.state AS state, e.name AS environment, e.role AS role, c.slug || "
            "'/' "
            "|| p.slug AS application FROM appliance a JOIN environment e ON e.id = a.environment_id JOIN "
            "application p ON p.id = e.application_id JOIN customer c ON c.id = p.customer_id WHERE a.id = "
            "?"),
        {reference.number()}, [&](const Row &row) -> Result<void> {
            const QString application = row.text("application");
            const QString name = row.text("appliance");
            const QString environment = row.text("environment");
            const bool isRetired = row.text("role") == toText(EnvironmentRole::Retired);
            found = LinkTarget{QStringLiteral("%1 of %2 (%3)").arg(name, environment, application),
                               isRetired ? toText(EnvironmentRole::Retired) : row.text("state"),
                               customerOf(application),
                               QStringLiteral("application/%1/%2/%3").arg(application, environment, name),
                               {}};
            return {};
        });
    if (!read)
        return Failure(read.error());
    return found ? Result<LinkTarget>(std::move(*found)) : nothingThere(reference);
}

// Its state is its production's.
Result<LinkTarget> applicationTarget(Reader &reader, const CaseReference &reference)
{
    const auto application = CatalogRepository::application(reader, reference.name());
    if (!application)
        return Failure(application.error());
    const Environment *production = application->environmentOf(EnvironmentRole::Production);
    return LinkTarget{QStringLiteral("%1 (%2)").arg(application->name, reference.name()),
                      production ? production->state : QString(),
                      application->customer,
                      reference.text,
                      {}};
}

// What it is about says whose it is.
Result<QString> customerOfSubject(Reader &reader, const Event &event)
{
    if (event.subject.startsWith(QLatin1String("case/"))) {
        QString customer;
        const auto read =
            reader.query(QStringLiteral("SELECT customer FROM support_case WHERE id = ?"),
                         {event.subject.mid(5).toLongLong()}, [&](const Row &row) -> Result<void> {
                             customer = row.text("customer");
                             return {};
                         });
        return read ? Result<QString>(customer) : Failure(read.error());
    }
    const auto subject = caseReferenceFromText(event.subject);
    if (!subject || subject->kind == CaseReference::Kind::Event)
        return QString();
    if (subject->kind == CaseReference::Kind::Application)
        return customerOf(subject->name());
    const auto target = CaseLinks::target(reader, *subject);
    if (!target)
        return target.error().kind == Problem::Kind::NotFound ? Result<QString>(QString())
                                                              : Failure(target.error());
    return target->customer;
}

Result<LinkTarget> eventTarget(Reader &reader, const CaseReference &reference)
{
    const auto events = Ledger::since(reader, reference.number() - 1, 1);
    if (!events)
        return Failure(events.error());
    if (events->empty() || events->front().seq != reference.number())
        return nothingThere(reference);
    const Event &event = events->front();
    const auto customer = customerOfSubject(reader, event);
    if (!customer)
        return Failure(customer.error());
    return LinkTarget{QStringLiteral("%1 about %2 by %3").arg(event.kind, event.subject, event.actor),
                      {},
                      *customer,
                      reference.text,
                      event.toJson()};
}

QJsonObject toldOf(const CaseLink &link, const LinkTarget *target, bool isWaiting)
{
    const QString text = link.target.text;
    return {{QStringLiteral("reference"), text},
            {QStringLiteral("kind"), toText(link.target.kind)},
            {QStringLiteral("title"), target ? target->title : text},
            {QStringLiteral("state"), target ? target->state : QStringLiteral("gone")},
            {QStringLiteral("customer"), target ? target->customer : QString()},
            {QStringLiteral("place"), target ? target->place : text},
            {QStringLiteral("event"),
             target && !target->event.isEmpty() ? QJsonValue(target->event) : QJsonValue()},
            {QStringLiteral("awaited"), link.awaited && isWaiting},
            {QStringLiteral("by"), link.by},
            {QStringLiteral("at"), toText(link.at)}};
}

bool isSettled(const QString &text)
{
    const auto state = releaseStateFromText(text);
    return state && (*state == ReleaseState::Live || isEnd(*state));
}

// Nothing while the release can still be waited for. Who ended it, and when, is what the ledger says.
Result<std::optional<AwaitedEnd>> endOf(Reader &reader, const QString &reference)
{
    std::optional<AwaitedEnd> end;
    const qint64 id = reference.section(QLatin1Char('/'), 1).toLongLong();
    const auto read =
        reader.query(QStringLiteral("SELECT application, state, updated FROM release WHERE id = ?"), {id},
                     [&](const Row &row) -> Result<void> {
                         const auto at = row.instant("updated");
                         if (at && isSettled(row.text("state")))
                             end = AwaitedEnd{id, row.text("application"), row.text("state"), {}, *at};
                         return at ? Result<void>() : Failure(at.error());
                     });
    if (!read || !end)
        return read ? Result<std::optional<AwaitedEnd>>(end) : Failure(read.error());
    const auto told = reader.query(
        QStringLiteral(
            "SELECT actor, at FROM event WHERE subject = ? AND kind = ? ORDER BY seq DESC LIMIT 1"),
        {reference, QString(QLatin1String("release.") + end->state)}, [&](const Row &row) -> Result<void> {
            end->actor = row.text("actor");
            end->at = row.optionalInstant("at").value_or(end->at);
            return {};
        });
    return told ? Result<std::optional<AwaitedEnd>>(end) : Failure(told.error());
}

} // namespace

Result<std::vector<CaseLink>> CaseLinks::of(Reader &reader, qint64 ofCase)
{
    std::vector<CaseLink> links;
    const auto read = reader.query(
        QStringLiteral("SELECT reference, author, at, awaited FROM case_link WHERE case_id = ? ORDER BY id"),
        {ofCase}, [&](const Row &row) -> Result<void> {
            const auto target = caseReferenceFromText(row.text("reference"));
            const auto at = row.instant("at");
            if (!target || !at)
                return Failure(target ? at.error() : target.error());
            links.push_back({ofCase, *target, row.text("author"), *at, row.integer("awaited") == isAwaited});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return links;
}

Result<bool> CaseLinks::add(Transaction &transaction, const CaseLink &link)
{
    const auto added = transaction.execute(
        QStringLiteral("INSERT INTO case_link (case_id, kind, reference, author, at) VALUES (?, ?, ?, ?, ?) "
                       "ON CONFLICT (case_id, reference) DO NOTHING"),
        {link.caseId, toText(link.target.kind), link.target.text, link.by, toText(link.at)});
    return added ? Result<bool>(*added == 1) : Failure(added.error());
}

Result<bool> CaseLinks::remove(Transaction &transaction, qint64 ofCase, const QString &reference)
{
    const auto removed = transaction.execute(
        QStringLiteral("DELETE FROM case_link WHERE case_id = ? AND reference = ?"), {ofCase, reference});
    return removed ? Result<bool>(*removed == 1) : Failure(removed.error());
}

Result<void> CaseLinks::setAwaited(Transaction &transaction, qint64 ofCase, const QStringList &references)
{
    const auto cleared = transaction.execute(
        QStringLiteral("UPDATE case_link SET awaited = 0 WHERE case_id = ? AND awaited = 1"), {ofCase});
    if (!cleared)
        return Failure(cleared.error());
    for (const QString &reference : references) {
        const auto set = transaction.execute(
            QStringLiteral("UPDATE case_link SET awaited = 1 WHERE case_id = ? AND reference = ?"),
            {ofCase, reference});
        if (!set)
            return Failure(set.error());
    }
    return {};
}

Result<CaseReference> CaseLinks::named(Reader &reader, const QString &text)
{
    const QStringList parts = text.trimmed().split(QLatin1Char('/'));
    if (parts.size() != 5 || parts.front() != QLatin1String("application"))
        return caseReferenceFromText(text);
    const auto id = reader.integer(
        QStringLiteral(
            "SELECT a.id FROM appliance a JOIN environment e ON e.id = a.environment_id JOIN "
            "application p ON p.id = e.application_id JOIN customer c ON c.id = p.customer_id WHERE "
            "c.slug = ? AND p.slug = ? AND e.name = ? AND a.name = ?"),
        {parts[1], parts[2], parts[3], parts[4]});
    if (!id)
        return Failure(id.error());
    if (*id == 0)
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no appliance %1").arg(text.trimmed()),
                    QStringLiteral("`slipwayctl app show` shows those of an application."));
    return CaseReference{CaseReference::Kind::Appliance, QStringLiteral("appliance/%1").arg(*id)};
}

Result<LinkTarget> CaseLinks::target(Reader &reader, const CaseReference &reference)
{
    switch (reference.kind) {
    case CaseReference::Kind::Release:
        return releaseTarget(reader, reference);
    case CaseReference::Kind::Appliance:
        return applianceTarget(reader, reference);
    case CaseReference::Kind::Application:
        return applicationTarget(reader, reference);
    case CaseReference::Kind::Event:
        break;
    }
    return eventTarget(reader, reference);
}

bool CaseLinks::isOf(const Case &about, const LinkTarget &target)
{
    return about.customer.isEmpty() || target.customer.isEmpty() || about.customer == target.customer;
}

// What has gone since stays linked: it is said that it isn't there any more. Its number may be another
// customer's by now.
Result<QJsonArray> CaseLinks::told(Reader &reader, const Case &about)
{
    const auto links = of(reader, about.id);
    if (!links)
        return Failure(links.error());
    QJsonArray all;
    for (const CaseLink &link : *links) {
        const auto found = target(reader, link.target);
        if (!found && found.error().kind != Problem::Kind::NotFound)
            return Failure(found.error());
        const bool isThere = found && isOf(about, *found);
        all.append(toldOf(link, isThere ? &*found : nullptr, about.state == CaseState::WaitingForRelease));
    }
    return all;
}

Result<qint64> CaseLinks::unfinishedRelease(Reader &reader, const QString &application)
{
    return reader.integer(
        QStringLiteral("SELECT max(id) FROM release WHERE application = ? AND state NOT IN ('finalized', "
                       "'rolled-back', 'aborted', 'failed')"),
        {application});
}

bool CaseLinks::isUnderWay(const LinkTarget &release)
{
    return !isSettled(release.state);
}

Result<std::vector<qint64>> CaseLinks::waitedLongEnough(Reader &reader)
{
    std::vector<qint64> ids;
    const auto read = reader.query(
        QStringLiteral(
            "SELECT l.case_id AS id, l.reference AS reference FROM case_link l JOIN support_case c "
            "ON c.id = l.case_id WHERE l.awaited = 1 AND c.state = 'waiting-for-release' ORDER BY "
            "l.case_id, l.id"),
        {}, [&](const Row &row) -> Result<void> {
            const qint64 id = row.integer("id");
            if (!ids.empty() && ids.back() == id)
                return {};
            const auto end = endOf(reader, row.text("reference"));
            if (end && *end)
                ids.push_back(id);
            return end ? Result<void>() : Failure(end.error());
        });
    if (!read)
        return Failure(read.error());
    return ids;
}

Result<std::vector<AwaitedEnd>> CaseLinks::awaitedEnds(Reader &reader, qint64 ofCase)
{
    std::vector<AwaitedEnd> ends;
    const auto links = of(reader, ofCase);
    if (!links)
        return Failure(links.error());
    for (const CaseLink &link : *links) {
        const auto end =
            link.awaited ? endOf(reader, link.target.text) : Result<std::optional<AwaitedEnd>>(std::nullopt);
        if (!end)
            return Failure(end.error());
        if (*end)
            ends.push_back(**end);
    }
    return ends;
}

Result<void> CaseLinks::setOpenedBy(Transaction &transaction, qint64 ofCase, qint64 release)
{
    const auto set = transaction.execute(
        QStringLiteral("UPDATE case_link SET awaited = ? WHERE case_id = ? AND reference = ?"),
        {hasOpened, ofCase, CaseReference::ofRelease(release).text});
    return set ? Result<void>() : Failure(set.error());
}

// Few releases are rolled back: it begins with those, and not with the links of all cases.
Result<std::vector<qint64>> CaseLinks::openedInVain(Reader &reader)
{
    std::vector<qint64> ids;
    const auto read = reader.query(
        QStringLiteral("SELECT DISTINCT l.case_id AS id FROM release r CROSS JOIN case_link l WHERE r.state "
                       "= 'rolled-back' AND l.reference = 'release/' || CAST(r.id AS TEXT) AND l.awaited = ? "
                       "ORDER BY l.case_id"),
        {hasOpened}, [&](const Row &row) -> Result<void> {
            ids.push_back(row.integer("id"));
            return {};
        });
    if (!read)
        return Failure(read.error());
    return ids;
}

Result<std::vector<AwaitedEnd>> CaseLinks::takeRolledBack(Transaction &transaction, qint64 ofCase)
{
    QStringList references;
    const auto read = transaction.query(
        QStringLiteral("SELECT reference FROM case_link WHERE case_id = ? AND awaited = ? ORDER BY id"),
        {ofCase, hasOpened}, [&](const Row &row) -> Result<void> {
            references.append(row.text("reference"));
            return {};
        });
    if (!read)
        return Failure(read.error());
    std::vector<AwaitedEnd> ends;
    for (const QString &reference : references) {
        const auto end = endOf(transaction, reference);
        if (!end)
            return Failure(end.error());
        if (!*end || (*end)->state != toText(ReleaseState::RolledBack))
            continue;
        const auto told = transaction.execute(
            QStringLiteral("UPDATE case_link SET awaited = 0 WHERE case_id = ? AND reference = ?"),
            {ofCase, reference});
        if (!told)
            return Failure(told.error());
        ends.push_back(**end);
    }
    return ends;
}

} // namespace slipway
