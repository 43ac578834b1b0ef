#include "service/support/CaseRepository.h"

#include "domain/Json.h"
#include "service/store/Cursor.h"
#include "service/store/Like.h"
#include "service/support/CaseRows.h"

#include <QJsonDocument>

namespace slipway {

namespace {

const auto caseColumns = QStringLiteral(
    "SELECT id, subject, state, severity, customer, application, contact, owner, plan, tags, created, "
    "updated, acknowledged, acknowledged_by, run_id, revision FROM support_case ");

Result<Case> caseFrom(const Row &row)
{
    const auto state = caseStateFromText(row.text("state"));
    const auto severity = severityFromText(row.text("severity"));
    const auto created = row.instant("created");
    const auto updated = row.instant("updated");
    if (!state || !severity || !created || !updated)
        return fail(Problem::Kind::Internal,
                    QStringLiteral("Case %1 can't be read from the store").arg(row.integer("id")));
    Case found;
    found.id = row.integer("id");
    found.subject = row.text("subject");
    found.state = *state;
    found.severity = *severity;
    found.customer = row.text("customer");
    found.application = row.text("application");
    found.contact = row.text("contact");
    found.owner = row.text("owner");
    found.plan = row.text("plan");
    found.tags = row.text("tags").split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    found.created = *created;
    found.updated = *updated;
    found.acknowledged = row.optionalInstant("acknowledged");
    found.acknowledgedBy = row.text("acknowledged_by");
    found.runId = row.integer("run_id");
    found.revision = row.integer("revision");
    return found;
}

// [["2026-11-24T10:00:00.000000Z","2026-11-24T11:30:00.000000Z"],…]
QString textOf(const std::vector<ClockPause> &pauses)
{
    QJsonArray list;
    for (const ClockPause &pause : pauses)
        list.append(QJsonArray{toText(pause.from), toText(pause.to)});
    return QString::fromUtf8(toBytes(list));
}

Result<std::vector<ClockPause>> pausesFrom(const QString &text)
{
    std::vector<ClockPause> pauses;
    for (const QJsonValue &value : QJsonDocument::fromJson(text.toUtf8()).array()) {
        const auto from = instantFromText(value.toArray().at(0).toString());
        const auto to = instantFromText(value.toArray().at(1).toString());
        if (!from || !to)
            return Failure((from ? to : from).error());
        pauses.push_back({*from, *to});
    }
    return pauses;
}

Result<void> readClocks(Reader &reader, Case &into)
{
    return reader.query(
        QStringLiteral(
            "SELECT name, round, started, target, met, breached, paused, promised, pauses, paused_before, "
            "paused_for, told, notice, cause FROM case_clock WHERE case_id = ? ORDER BY started, target, "
            "name"),
        {into.id}, [&](const Row &row) -> Result<void> {
            const auto started = row.instant("started");
            const auto target = row.instant("target");
            auto pauses = pausesFrom(row.text("pauses"));
            if (!started || !target || !pauses)
                return Failure(!pauses ? pauses.error() : (started ? target : started).error());
            CaseClock clock;
            clock.name = row.text("name");
            clock.round = static_cast<int>(row.integer("round"));
            clock.started = *started;
            clock.target = *target;
            clock.met = row.optionalInstant("met");
            clock.breached = row.optionalInstant("breached");
            clock.paused = row.optionalInstant("paused");
            clock.promised = Duration(row.integer("promised"));
            clock.pauses = std::move(*pauses);
            clock.pausedBefore = Duration(row.integer("paused_before"));
            clock.pausedFor = Duration(row.integer("paused_for"));
            clock.told = static_cast<int>(row.integer("told"));
            clock.notice = row.optionalInstant("notice");
            clock.cause = row.text("cause");
            into.clocks.push_back(std::move(clock));
            return {};
        });
}

Result<void> writeClocks(Transaction &transaction, const Case &of)
{
    for (const CaseClock &clock : of.clocks) {
        const auto written = transaction.execute(
            QStringLiteral(
                "INSERT INTO case_clock (case_id, name, round, started, target, met, breached, paused, "
                "promised, pauses, paused_before, paused_for, told, notice, cause) VALUES (?, ?, ?, ?, ?, ?, "
                "?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id, name, round) DO UPDATE SET target = "
                "excluded.target, met = excluded.met, breached = excluded.breached, paused = "
                "excluded.paused, promised = excluded.promised, pauses = excluded.pauses, paused_for = "
                "excluded.paused_for, told = excluded.told, notice = excluded.notice, cause = "
                "excluded.cause"),
            {of.id, clock.name, clock.round, toText(clock.started), toText(clock.target),
             timeOrNull(clock.met), timeOrNull(clock.breached), timeOrNull(clock.paused),
             static_cast<qint64>(clock.promised.count()), textOf(clock.pauses),
             static_cast<qint64>(clock.pausedBefore.count()), static_cast<qint64>(clock.pausedFor.count()),
             clock.told, timeOrNull(clock.notice), clock.cause});
        if (!written)
            return Failure(written.error());
    }
    return {};
}

const auto pageColumns =
    QStringLiteral("SELECT id, case_id, run_id, step, person, method, address, due, claimed, sent, accepted, "
                   "refused, bounced, why, withdrawn, acknowledged, attempts FROM case_page ");

Result<std::vector<CasePage>> pagesWhere(Reader &reader, const QString &where, const QVariantList &values)
{
    std::vector<CasePage> pages;
    const auto read = reader.query(pageColumns + where, values, [&](const Row &row) -> Result<void> {
        const auto due = row.instant("due");
        if (!due)
            return Failure(due.error());
        CasePage page;
        page.id = row.integer("id");
        page.caseId = row.integer("case_id");
        page.runId = row.integer("run_id");
        page.step = row.text("step");
        page.to = row.text("person");
        page.method = row.text("method");
        page.address = row.text("address");
        page.due = *due;
        page.claimed = row.optionalInstant("claimed");
        page.sent = row.optionalInstant("sent");
        page.accepted = row.optionalInstant("accepted");
        page.refused = row.optionalInstant("refused");
        page.bounced = row.optionalInstant("bounced");
        page.why = row.text("why");
        page.withdrawn = row.optionalInstant("withdrawn");
        page.acknowledged = row.optionalInstant("acknowledged");
        page.attempts = static_cast<int>(row.integer("attempts"));
        pages.push_back(std::move(page));
        return {};
    });
    if (!read)
        return Failure(read.error());
    return pages;
}

} // namespace

Result<qint64> CaseRepository::lastId(Reader &reader)
{
    return reader.integer(QStringLiteral("SELECT max(id) FROM support_case"));
}

Result<void> CaseRepository::add(Transaction &transaction, const Case &added)
{
    const auto written = transaction.execute(
        QStringLiteral(
            "INSERT INTO support_case (id, subject, state, severity, customer, application, contact, owner, "
            "plan, tags, created, updated, acknowledged, acknowledged_by, run_id, revision, deadline) VALUES "
            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {added.id, added.subject, toText(added.state), toText(added.severity), added.customer,
         added.application, added.contact, added.owner, added.plan, added.tags.join(QLatin1Char('\n')),
         toText(added.created), toText(added.updated), timeOrNull(added.acknowledged), added.acknowledgedBy,
         added.runId, added.revision, deadlineOf(added)});
    if (!written)
        return Failure(written.error());
    return writeClocks(transaction, added);
}

Result<std::vector<Case>> CaseRepository::where(Reader &reader, const QString &rows,
                                                const QVariantList &values)
{
    std::vector<Case> cases;
    const auto read = reader.query(caseColumns + rows, values, [&](const Row &row) -> Result<void> {
        auto one = caseFrom(row);
        if (!one)
            return Failure(one.error());
        cases.push_back(std::move(*one));
        return {};
    });
    if (!read)
        return Failure(read.error());
    for (Case &one : cases) {
        if (auto clocks = readClocks(reader, one); !clocks)
            return Failure(clocks.error());
    }
    return cases;
}

// Text order is time order, and without a deadline it comes last.
QString CaseRepository::deadlineOf(const Case &of)
{
    const auto deadline = of.deadline();
    return deadline ? toText(*deadline) : QStringLiteral("9999-12-31T23:59:59.999999Z");
}

Result<Case> CaseRepository::find(Reader &reader, qint64 id)
{
    auto found = where(reader, QStringLiteral("WHERE id = ?"), {id});
    if (!found)
        return Failure(found.error());
    if (found->empty())
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no case %1").arg(id),
                    QStringLiteral("\"slipwayctl case list\" shows those there are."));
    return std::move(found->front());
}

Result<void> CaseRepository::update(Transaction &transaction, Case &changed)
{
    changed.updated = transaction.now();
    ++changed.revision;
    const auto written = transaction.execute(
        QStringLiteral(
            "UPDATE support_case SET subject = ?, state = ?, severity = ?, customer = ?, application = ?, "
            "contact = ?, owner = ?, plan = ?, tags = ?, updated = ?, acknowledged = ?, acknowledged_by = ?, "
            "run_id = ?, revision = ?, deadline = ? WHERE id = ?"),
        {changed.subject, toText(changed.state), toText(changed.severity), changed.customer,
         changed.application, changed.contact, changed.owner, changed.plan,
         changed.tags.join(QLatin1Char('\n')), toText(changed.updated), timeOrNull(changed.acknowledged),
         changed.acknowledgedBy, changed.runId, changed.revision, deadlineOf(changed), changed.id});
    return written ? writeClocks(transaction, changed) : Failure(written.error());
}

Result<void> CaseRepository::removeClocks(Transaction &transaction, qint64 ofCase,
                                          const std::vector<CaseClock> &clocks)
{
    for (const CaseClock &clock : clocks) {
        const auto removed = transaction.execute(
            QStringLiteral("DELETE FROM case_clock WHERE case_id = ? AND name = ? AND round = ?"),
            {ofCase, clock.name, clock.round});
        if (!removed)
            return Failure(removed.error());
    }
    return {};
}

Result<std::vector<qint64>> CaseRepository::toTellBy(Reader &reader, Instant at)
{
    std::vector<qint64> ids;
    const auto read = reader.query(
        QStringLiteral("SELECT DISTINCT case_id FROM case_clock WHERE notice <= ? ORDER BY case_id"),
        {toText(at)}, [&](const Row &row) -> Result<void> {
            ids.push_back(row.integer("case_id"));
            return {};
        });
    if (!read)
        return Failure(read.error());
    return ids;
}

Result<std::optional<Instant>> CaseRepository::nextNotice(Reader &reader)
{
    return earliest(reader,
                    QStringLiteral("SELECT min(notice) AS at FROM case_clock WHERE notice IS NOT NULL"));
}

Result<OpenTargets> CaseRepository::openTargets(Reader &reader, Instant now)
{
    OpenTargets targets;
    const auto read = reader.query(
        QStringLiteral("SELECT clock.case_id AS id, subject, name, target FROM support_case "
                       "JOIN case_clock clock ON clock.case_id = support_case.id WHERE state IN ('new', "
                       "'open', 'waiting-for-customer', 'waiting-for-release') AND met IS NULL AND paused IS "
                       "NULL ORDER BY target, clock.case_id"),
        {}, [&](const Row &row) -> Result<void> {
            const auto at = row.instant("target");
            if (!at)
                return Failure(at.error());
            const OpenTargets::Target target{row.integer("id"), row.text("subject"), row.text("name"), *at};
            auto &place = *at > now ? targets.next : targets.firstPast;
            if (!place)
                place = target;
            targets.past += *at > now ? 0 : 1;
            return {};
        });
    if (!read)
        return Failure(read.error());
    return targets;
}

QJsonObject OpenTargets::Target::toJson() const
{
    return {{QStringLiteral("case"), caseId},
            {QStringLiteral("subject"), subject},
            {QStringLiteral("clock"), clock},
            {QStringLiteral("target"), toText(at)}};
}

Result<CaseMessage> CaseRepository::addMessage(Transaction &transaction, const CaseMessage &message)
{
    const auto id = transaction.insert(
        QStringLiteral(
            "INSERT INTO case_message (case_id, kind, author, at, text, message_id, machine) VALUES (?, ?, "
            "?, ?, ?, ?, ?) RETURNING id"),
        {message.caseId, toText(message.kind), message.author, toText(message.at), message.text,
         message.messageId, message.machine ? 1 : 0});
    if (!id)
        return Failure(id.error());
    CaseMessage added = message;
    added.id = *id;
    return added;
}

Result<void> CaseRepository::setMessageId(Transaction &transaction, qint64 message, const QString &messageId)
{
    return done(transaction.execute(QStringLiteral("UPDATE case_message SET message_id = ? WHERE id = ?"),
                                    {messageId, message}));
}

Result<std::vector<CaseMessage>> CaseRepository::messages(Reader &reader, qint64 id)
{
    std::vector<CaseMessage> messages;
    const auto read = reader.query(
        QStringLiteral(
            "SELECT id, case_id, kind, author, at, text, message_id, machine FROM case_message WHERE "
            "case_id = ? ORDER BY id"),
        {id}, [&](const Row &row) -> Result<void> {
            const auto kind = caseMessageKindFromText(row.text("kind"));
            const auto at = row.instant("at");
            if (!kind || !at)
                return fail(Problem::Kind::Internal,
                            QStringLiteral("A message of case %1 can't be read").arg(id));
            messages.push_back({row.integer("id"), id, *kind, row.text("author"), *at, row.text("text"),
                                row.text("message_id"), row.flag("machine")});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return messages;
}

Result<qint64> CaseRepository::caseOfMail(Reader &reader, const QStringList &messageIds)
{
    for (const QString &id : messageIds) {
        const auto found = reader.integer(
            QStringLiteral("SELECT case_id FROM case_message WHERE message_id = ? ORDER BY id DESC LIMIT 1"),
            {id});
        if (!found || *found > 0)
            return found;
    }
    return 0;
}

Result<CasePage> CaseRepository::addPage(Transaction &transaction, const CasePage &page, qint64 run,
                                         int attempt)
{
    const auto id = transaction.insert(
        QStringLiteral(
            "INSERT INTO case_page (case_id, run_id, step, attempt, person, method, address, due, why, "
            "attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0) RETURNING id"),
        {page.caseId, run, page.step, attempt, page.to, page.method, page.address, toText(page.due),
         page.why});
    if (!id)
        return Failure(id.error());
    CasePage added = page;
    added.id = *id;
    return added;
}

Result<std::vector<CasePage>> CaseRepository::pagesOf(Reader &reader, qint64 id)
{
    return pagesWhere(reader, QStringLiteral("WHERE case_id = ? ORDER BY id"), {id});
}

Result<std::vector<CasePage>> CaseRepository::pagesOfStep(Reader &reader, qint64 run, const QString &step,
                                                          int attempt)
{
    return pagesWhere(reader, QStringLiteral("WHERE run_id = ? AND step = ? AND attempt = ? ORDER BY id"),
                      {run, step, attempt});
}

Result<Page<CasePage>> CaseRepository::pages(Reader &reader, const PageRequest &request, qint64 ofCase)
{
    QString where;
    QVariantList values;
    if (ofCase > 0) {
        where += QStringLiteral(" AND case_id = ?");
        values.append(ofCase);
    }
    if (!request.q.isEmpty()) {
        where += QStringLiteral(" AND lower(person || ' ' || address) LIKE lower(?) ESCAPE '\\'");
        values.append(likeAnywhere(request.q));
    }
    return newestFirst<CasePage>(request, where, values, [&](const QString &rows, const QVariantList &bound) {
        return pagesWhere(reader, rows, bound);
    });
}

Result<CasePage> CaseRepository::page(Reader &reader, qint64 id)
{
    auto found = pagesWhere(reader, QStringLiteral("WHERE id = ?"), {id});
    if (!found)
        return Failure(found.error());
    if (found->empty())
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no page %1").arg(id),
                    QStringLiteral("\"slipwayctl page list\" shows those there are."));
    return std::move(found->front());
}

Result<void> CaseRepository::updatePage(Transaction &transaction, const CasePage &page)
{
    return done(transaction.execute(
        QStringLiteral(
            "UPDATE case_page SET claimed = ?, sent = ?, accepted = ?, refused = ?, bounced = ?, why = ?, "
            "withdrawn = ?, acknowledged = ?, attempts = ? WHERE id = ?"),
        {timeOrNull(page.claimed), timeOrNull(page.sent), timeOrNull(page.accepted), timeOrNull(page.refused),
         timeOrNull(page.bounced), page.why, timeOrNull(page.withdrawn), timeOrNull(page.acknowledged),
         page.attempts, page.id}));
}

} // namespace slipway
