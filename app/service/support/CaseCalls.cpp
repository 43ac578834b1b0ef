// Of the support desk: for what people are paged who had heard before.
#include "service/support/CaseDesk.h"

#include <algorithm>

namespace slipway {

namespace {

// Until when an answer is owed; nothing was promised: the end of time.
QString answerDue(const Case &about)
{
    std::optional<Instant> due;
    for (const CaseClock &clock : about.clocks) {
        if (clock.name != clockName::resolution && !clock.met)
            due = std::min(due.value_or(clock.target), clock.target);
    }
    return due ? toText(*due) : QStringLiteral("9999-12-31T23:59:59.999999Z");
}

} // namespace

Result<void> CaseDesk::callAnew(Transaction &transaction, Case &about, const QString &actor)
{
    auto definition = process(transaction);
    if (!definition)
        return Failure(definition.error());
    StartRun run;
    run.definition = std::move(*definition);
    run.subject = about.handle();
    run.actor = actor;
    run.instead = about.runId;
    run.inputs = {{QStringLiteral("case"), about.id},
                  {QStringLiteral("severity"), toText(about.severity)},
                  {QStringLiteral("opened"), toText(transaction.now())},
                  {QStringLiteral("first_response"), answerDue(about)}};
    const auto started = m_engine.startRun(transaction, run);
    if (!started)
        return Failure(started.error());
    about.runId = *started;
    about.acknowledged.reset();
    about.acknowledgedBy.clear();
    return {};
}

Result<void> CaseDesk::asked(Transaction &transaction, Case &about)
{
    const bool wasOver = isOver(about.state);
    const auto agreement = wasOver ? SlaRepository::agreementOf(transaction, about.customer)
                                   : SlaRepository::agreementFor(transaction, about.plan, about.customer);
    if (!agreement)
        return Failure(agreement.error());
    const std::size_t before = about.clocks.size();
    if (wasOver) { // what was promised is promised again
        about.plan = agreement->plan;
        beginClocks(about.clocks, *agreement, about.severity, transaction.now());
    } else {
        resumeClocks(about.clocks, *agreement, transaction.now());
        markAsked(about.clocks, *agreement, about.severity, transaction.now());
    }
    about.state = CaseState::Open;
    const QString customer = QStringLiteral("customer:") + about.customer;
    if (wasOver)
        transaction.append(caseEvent(customer, "case.reopened", about));
    const bool isBeingCalled = about.runId != 0 && !about.acknowledged;
    const bool isDue = about.clocks.size() > before && !isBeingCalled;
    return wasOver || isDue ? callAnew(transaction, about, customer) : Result<void>();
}

} // namespace slipway
