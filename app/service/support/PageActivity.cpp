#include "service/support/PageActivity.h"

#include "service/support/CaseRepository.h"

namespace slipway {

namespace {

Result<Pager::Call> callOf(const StepContext &context)
{
    const auto rank = dutyRankFromText(context.with.value(QLatin1String("to")).toString());
    if (!rank)
        return Failure(rank.error().at(QStringLiteral("/with/to")));
    const QString named = context.with.value(QLatin1String("due")).toString();
    const auto due =
        instantFromText(named.isEmpty() ? context.inputs.value(QLatin1String("opened")).toString() : named);
    if (!due)
        return Failure(due.error().at(QStringLiteral("/with/due")));
    const QJsonValue level = context.with.value(QLatin1String("level"));
    if (!level.isUndefined() && level.toInt() < 1)
        return fail(Problem::Kind::Invalid, QStringLiteral("A level is 1 or more"),
                    QStringLiteral("1 is the first method of whoever is paged."),
                    QStringLiteral("/with/level"));
    return Pager::Call{context.inputs.value(QLatin1String("case")).toInteger(),
                       context.runId,
                       context.step,
                       context.attempt,
                       *rank,
                       *due,
                       context.with.value(QLatin1String("method")).toString(),
                       level.toInt(1)};
}

QJsonObject outputOf(const std::vector<CasePage> &pages)
{
    QJsonArray ids;
    QJsonArray people;
    for (const CasePage &page : pages) {
        ids.append(page.id);
        people.append(page.to);
    }
    return {{QStringLiteral("pages"), ids}, {QStringLiteral("people"), people}};
}

} // namespace

Result<QStringList> PageActivity::preview(const StepContext &context)
{
    const auto call = callOf(context);
    if (!call)
        return Failure(call.error());
    const auto callees = m_store.read([&](Reader &reader) -> Result<Callees> {
        const auto about = CaseRepository::find(reader, call->caseId);
        return about ? Pager::calleesFor(reader, *about, *call, m_store.clock().now())
                     : Failure(about.error());
    });
    if (!callees)
        return Failure(callees.error());
    QStringList lines;
    for (const QString &person : callees->unreached)
        lines.append(QStringLiteral("%1 can't be reached").arg(person));
    for (const DutyRank rank : callees->nobody)
        lines.append(
            QStringLiteral("Nobody is %1 now: whoever comes next is paged at once").arg(toText(rank)));
    for (const Callee &one : callees->people) {
        QStringList ways;
        for (const ContactMethod &way : one.ways)
            ways.append(toText(way.kind));
        lines.append(
            QStringLiteral("%1 is paged by %2").arg(one.person, ways.join(QStringLiteral(", then "))));
    }
    return lines;
}

Result<Observation> PageActivity::observe(const StepContext &context)
{
    const auto pages = m_store.read([&](Reader &reader) {
        return CaseRepository::pagesOfStep(reader, context.runId, context.step, context.attempt);
    });
    if (!pages)
        return Failure(pages.error());
    return pages->empty() ? Observation::notDone() : Observation::done(outputOf(*pages));
}

Result<QJsonObject> PageActivity::apply(const StepContext &context)
{
    const auto call = callOf(context);
    if (!call)
        return Failure(call.error());
    const auto pages = m_store.write(
        [&](Transaction &transaction) { return m_pager.call(transaction, *call); }, Store::Priority::Urgent);
    if (!pages)
        return Failure(pages.error());
    if (!pages->empty())
        m_mailWaits();
    return outputOf(*pages);
}

} // namespace slipway
