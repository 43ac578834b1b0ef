// Of the support desk: for what people are paged who had heard before.
#include "service/support/CaseCourse.h"
#include "service/support/CaseDesk.h"
#include "service/support/DutyRepository.h"

#include <algorithm>

namespace slipway {

namespace {

bool isBeingCalled(const Case &about)
{
    return about.runId != 0 && !about.acknowledged;
}

Failure unknownPerson(const QString &name, const std::vector<DutyPerson> &people)
{
    QStringList names;
    for (const DutyPerson &person : people)
        names.append(person.name);
    return fail(Problem::Kind::Invalid,
                QStringLiteral("Nobody on the rota is called \"%1\"").arg(name.left(60)),
                names.isEmpty() ? QStringLiteral("Nobody is known yet: slipwayctl duty set FILE.")
                                : QStringLiteral("Use one of: %1.").arg(names.join(QStringLiteral(", "))),
                QStringLiteral("/owner"));
}

// What waited for the customer doesn't any more. A clock that begins later finds that in the ledger.
void goOn(Transaction &transaction, Case &about, const Agreement &agreement)
{
    resumeClocks(about.clocks, agreement, transaction.now());
    if (about.state == CaseState::WaitingForCustomer)
        transaction.append(caseEvent(QStringLiteral("service"), "case.resumed", about));
}

} // namespace

QString CaseDesk::answerDue(const Case &about)
{
    std::optional<Instant> due;
    for (const CaseClock &clock : about.clocks) {
        if (clock.name != clockName::resolution && !clock.met)
            due = std::min(due.value_or(clock.target), clock.target);
    }
    return due ? toText(*due) : QStringLiteral("9999-12-31T23:59:59.999999Z");
}

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
        goOn(transaction, about, *agreement);
        markAsked(about.clocks, *agreement, about.severity, transaction.now());
    }
    about.state = CaseState::Open;
    const QString customer = QStringLiteral("customer:") + about.customer;
    if (wasOver)
        transaction.append(caseEvent(customer, "case.reopened", about));
    const bool isDue = about.clocks.size() > before && !isBeingCalled(about);
    return wasOver || isDue ? callAnew(transaction, about, customer) : Result<void>();
}

Result<void> CaseDesk::unasked(Transaction &transaction, Case &about, const CaseBefore &before,
                               const QString &actor)
{
    ReckonedClocks reckoned;
    Clocks kept;
    for (const CaseClock &clock : about.clocks)
        (before.lacks(clock) ? reckoned.stopped : kept).push_back(clock);
    about.clocks = std::move(kept);
    if (auto told = tellClocks(transaction, about, reckoned, actor); !told)
        return told;
    if (isOver(before.state)) {
        about.plan = before.plan;
        return finishHeard(transaction, about, before.state, actor);
    }
    const bool waitsForCustomer = before.state == CaseState::WaitingForCustomer;
    if (waitsForCustomer) // all the time
        pauseClocks(about.clocks, before.until);
    about.state = before.state;
    if (waitsForCustomer || before.state == CaseState::WaitingForRelease)
        transaction.append(
            caseEvent(actor, "case.waiting", about, {{QStringLiteral("state"), toText(about.state)}}));
    // Who was called before it, or was given the case since, is called for something else.
    return about.runId == before.run || before.isAssigned ? Result<void>()
                                                          : m_pager.acknowledge(transaction, about, actor);
}

// A name that nobody has is kept as a note: it isn't for the customer. Nobody has the case then, and people
// go on being paged.
Result<void> CaseDesk::assign(Transaction &transaction, Case &about, const CasePage &page, const QString &to,
                              const QString &actor)
{
    const auto known = DutyRepository::person(transaction, to);
    if (!known)
        return Failure(known.error());
    if (!*known)
        return write(transaction, about,
                     QStringLiteral("assign %1: nobody on the rota is called that").arg(to), actor);
    if (auto heard = m_pager.acknowledge(transaction, about, actor, page.id); !heard)
        return heard;
    return give(transaction, about, to, actor);
}

// Whoever takes it has heard. Whoever is given it hasn't: they are asked first, and then the others again.
// Whose it is already is left alone while people are called for it, and where they have heard themselves; who
// takes what is theirs only hears once more.
Result<void> CaseDesk::give(Transaction &transaction, Case &about, const QString &to, const QString &actor)
{
    const bool isLeftAlone = to == actor
                                 ? about.state != CaseState::New
                                 : !about.acknowledged || about.acknowledgedBy == to || isOver(about.state);
    const bool isRepeat = about.owner == to && isLeftAlone;
    about.owner = to;
    if (about.state == CaseState::New)
        about.state = CaseState::Open;
    if (!isRepeat)
        transaction.append(caseEvent(actor, to == actor ? "case.taken" : "case.assigned", about,
                                     {{QStringLiteral("owner"), to}}));
    if (to == actor)
        return m_pager.acknowledge(transaction, about, actor);
    if (isRepeat || isOver(about.state))
        return {};
    if (auto heard = m_pager.acknowledge(transaction, about, actor); !heard)
        return heard;
    if (auto called = callAnew(transaction, about, actor); !called)
        return called;
    return m_pager.callOwner(transaction, about);
}

Result<Case> CaseDesk::own(qint64 id, const QString &owner, const QString &actor)
{
    return change(id, [&](Transaction &transaction, Case &about) -> Result<void> {
        const auto people = DutyRepository::people(transaction);
        if (!people)
            return Failure(people.error());
        const bool isKnown = std::any_of(people->begin(), people->end(),
                                         [&](const DutyPerson &person) { return person.name == owner; });
        return isKnown || owner == actor ? give(transaction, about, owner, actor)
                                         : unknownPerson(owner, *people);
    });
}

Result<void> CaseDesk::undelivered(Transaction &transaction, Case &about, const Undelivered &what)
{
    if (auto noted = noteAhead(transaction, about); !noted)
        return noted;
    const auto messages = CaseRepository::messages(transaction, about.id);
    if (!messages)
        return Failure(messages.error());
    const auto last = std::find_if(messages->rbegin(), messages->rend(), [](const CaseMessage &message) {
        return message.kind == CaseMessage::Kind::Staff;
    });
    const auto reply = std::find_if(last, messages->rend(), [&](const CaseMessage &message) {
        return message.kind == CaseMessage::Kind::Staff && (what.reply == 0 || message.id == what.reply);
    });
    const QString which = reply == messages->rend()
                              ? QStringLiteral("A reply")
                              : QStringLiteral("The reply of %1").arg(toText(reply->at));
    const bool isLate = what.fate == Undelivered::Fate::Late;
    const QString text = isLate ? QStringLiteral("%1 hasn't reached %2 yet, and is still tried: %3")
                                : QStringLiteral("%1 didn't reach %2: %3");
    const QString service = QStringLiteral("service");
    if (auto told = write(transaction, about, text.arg(which, about.contact, what.why), service); !told)
        return told;
    transaction.append(caseEvent(service, "case.undeliverable", about,
                                 {{QStringLiteral("to"), about.contact}, {QStringLiteral("why"), what.why}}));
    if (what.fate == Undelivered::Fate::GivenUp)
        return {};
    if (what.fate == Undelivered::Fate::Lost && reply != messages->rend()) {
        if (auto marked = CaseRepository::markBounced(transaction, reply->messageId); !marked)
            return marked;
    }
    // What was said after it may have arrived.
    const bool isLast = reply == last && reply != messages->rend();
    return owedAgain(transaction, about, isLast ? std::optional(reply->at) : std::nullopt);
}

Result<void> CaseDesk::owedAgain(Transaction &transaction, Case &about, const std::optional<Instant> &said)
{
    const auto agreement = SlaRepository::agreementFor(transaction, about.plan, about.customer);
    if (!agreement)
        return Failure(agreement.error());
    const QString service = QStringLiteral("service");
    if (isOver(about.state)) {
        beginResolution(about.clocks, *agreement, about.severity, transaction.now());
        transaction.append(caseEvent(service, "case.reopened", about));
    } else {
        goOn(transaction, about, *agreement);
    }
    if (said)
        markUnanswered(about.clocks, *agreement, *said);
    about.state = CaseState::Open;
    if (isBeingCalled(about))
        return {};
    // What else has gone out is written down in the same commit, and mustn't fail with this. But where it is
    // for the moment, as while the service ends, the reply goes out again: else nobody would hear of it.
    const auto called = callAnew(transaction, about, service);
    return called || called.error().kind == Problem::Kind::Unavailable
               ? called
               : write(transaction, about,
                       QStringLiteral("Nobody could be paged for that: %1").arg(called.error().text()),
                       service);
}

Result<void> CaseDesk::arrived(Transaction &transaction, Case &about, Instant said)
{
    if (auto noted = noteAhead(transaction, about); !noted)
        return noted;
    markArrived(about.clocks, said, transaction.now());
    return write(transaction, about,
                 QStringLiteral("The reply that was late has reached %1 after all").arg(about.contact),
                 QStringLiteral("service"));
}

} // namespace slipway
