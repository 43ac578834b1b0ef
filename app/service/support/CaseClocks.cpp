// Of the support desk: what a case is and waits for, and what is told of its clocks.
#include "service/store/CatalogRepository.h"
#include "service/support/BreachCause.h"
#include "service/support/CaseCourse.h"
#include "service/support/CaseDesk.h"
#include "service/support/CaseSearch.h"
#include "service/support/SlaRepository.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr qsizetype mostTags = 20;
constexpr qsizetype longestTag = 40;

Failure over(const Case &about)
{
    return fail(Problem::Kind::Conflict,
                QStringLiteral("Case %1 is %2").arg(about.id).arg(toText(about.state)),
                QStringLiteral("Open it again first: slipwayctl case reopen %1.").arg(about.id));
}

Result<QStringList> cleanTags(const QStringList &tags)
{
    QStringList clean;
    for (const QString &tag : tags) {
        const QString text = tag.simplified();
        if (!text.isEmpty() && !clean.contains(text))
            clean.append(text);
        if (text.size() > longestTag || clean.size() > mostTags)
            return fail(
                Problem::Kind::Invalid, QStringLiteral("\"%1\" is one tag too much").arg(text.left(60)),
                QStringLiteral("Use at most %1 tags of at most %2 characters.").arg(mostTags).arg(longestTag),
                QStringLiteral("/tags"));
    }
    return clean;
}

Result<void> rename(Transaction &transaction, Case &about, const QString &subject)
{
    if (subject.simplified().isEmpty())
        return fail(Problem::Kind::Invalid, QStringLiteral("The case has no subject"),
                    QStringLiteral("Say in a few words what it is about."), QStringLiteral("/subject"));
    about.subject = subject.simplified().left(longestSubject);
    return CaseSearch::add(transaction, about);
}

// What is to be told of its clocks by then, and why a promise wasn't kept as the case stands now.
Result<void> noteBy(Transaction &transaction, Case &about, Instant by)
{
    const bool isDue = std::any_of(about.clocks.begin(), about.clocks.end(), [by](const CaseClock &clock) {
        return clock.notice && *clock.notice <= by;
    });
    if (!isDue)
        return {};
    const auto agreement = SlaRepository::agreementFor(transaction, about.plan, about.customer);
    const auto pages = CaseRepository::pagesOf(transaction, about.id);
    if (!agreement || !pages)
        return Failure(agreement ? pages.error() : agreement.error());
    for (const SlaNotice &notice : takeNotices(about.clocks, *agreement, by)) {
        CaseClock &clock = about.clocks[notice.clock];
        QJsonObject payload{{QStringLiteral("clock"), clock.name},
                            {QStringLiteral("target"), toText(clock.target)}};
        if (notice.percent < 100) {
            payload.insert(QStringLiteral("percent"), notice.percent);
        } else {
            clock.cause = causeOfBreach(about, clock, *pages);
            payload.insert(QStringLiteral("cause"), clock.cause);
            payload.insert(QStringLiteral("acknowledged"), about.acknowledged.has_value());
        }
        transaction.append(caseEvent(QStringLiteral("service"),
                                     notice.percent < 100 ? "case.warning" : "case.breached", about,
                                     payload));
    }
    return {};
}

Result<void> noteOne(Transaction &transaction, qint64 id)
{
    auto about = CaseRepository::find(transaction, id);
    if (!about)
        return Failure(about.error());
    if (auto noted = noteBy(transaction, *about, transaction.now()); !noted)
        return noted;
    return CaseRepository::update(transaction, *about);
}

} // namespace

NewEvent caseEvent(const QString &actor, const char *kind, const Case &about, QJsonObject payload)
{
    payload.insert(QStringLiteral("case"), about.id);
    return {actor, QLatin1String(kind), about.handle(), payload};
}

Result<Case> CaseDesk::triage(qint64 id, const Triage &wish, const QString &actor)
{
    const auto tags = cleanTags(wish.tags.value_or(QStringList()));
    if (!tags)
        return Failure(tags.error());
    return change(id, [&](Transaction &transaction, Case &about) -> Result<void> {
        QJsonObject changed;
        if (wish.subject) {
            if (auto renamed = rename(transaction, about, *wish.subject); !renamed)
                return renamed;
            changed.insert(QStringLiteral("subject"), about.subject);
        }
        if (wish.application) {
            if (!wish.application->isEmpty()) {
                if (const auto known = CatalogRepository::application(transaction, *wish.application); !known)
                    return Failure(known.error().at(QStringLiteral("/application")));
            }
            about.application = *wish.application;
            changed.insert(QStringLiteral("application"), about.application);
        }
        if (wish.tags) {
            about.tags = *tags;
            changed.insert(QStringLiteral("tags"), about.tags.join(QStringLiteral(", ")));
        }
        if (wish.severity && *wish.severity != about.severity) {
            const auto agreement = SlaRepository::agreementFor(transaction, about.plan, about.customer);
            if (!agreement)
                return Failure(agreement.error());
            about.severity = *wish.severity;
            if (auto reckoned = reckonCase(transaction, about, *agreement, actor); !reckoned)
                return reckoned;
            changed.insert(QStringLiteral("severity"), toText(about.severity));
        }
        transaction.append(caseEvent(actor, "case.triaged", about, changed));
        return {};
    });
}

Result<Case> CaseDesk::wait(qint64 id, CaseState forWhat, const QString &actor, const QString &release)
{
    return change(id, [&](Transaction &transaction, Case &about) -> Result<void> {
        if (isOver(about.state))
            return over(about);
        if (about.state == forWhat && release.isEmpty())
            return {};
        if (forWhat == CaseState::WaitingForRelease) {
            if (auto awaited = awaitRelease(transaction, about, release, actor); !awaited)
                return awaited;
        }
        const auto agreement = SlaRepository::agreementFor(transaction, about.plan, about.customer);
        if (!agreement)
            return Failure(agreement.error());
        about.state = forWhat;
        if (forWhat == CaseState::WaitingForCustomer)
            pauseClocks(about.clocks, transaction.now());
        else
            resumeClocks(about.clocks, *agreement, transaction.now());
        QJsonObject payload{{QStringLiteral("state"), toText(forWhat)}};
        if (!release.isEmpty())
            payload.insert(QStringLiteral("reference"), release);
        transaction.append(caseEvent(actor, "case.waiting", about, payload));
        return m_pager.acknowledge(transaction, about, actor);
    });
}

Result<Case> CaseDesk::resume(qint64 id, const QString &actor)
{
    return change(id, [&](Transaction &transaction, Case &about) -> Result<void> {
        return about.state == CaseState::Open ? Result<void>() : workAgain(transaction, about, actor);
    });
}

Result<void> CaseDesk::workAgain(Transaction &transaction, Case &about, const QString &actor)
{
    const auto agreement = SlaRepository::agreementFor(transaction, about.plan, about.customer);
    if (!agreement)
        return Failure(agreement.error());
    if (isOver(about.state))
        beginResolution(about.clocks, *agreement, about.severity, transaction.now());
    else
        resumeClocks(about.clocks, *agreement, transaction.now());
    transaction.append(caseEvent(actor, isOver(about.state) ? "case.reopened" : "case.resumed", about));
    about.state = CaseState::Open;
    return m_pager.acknowledge(transaction, about, actor);
}

// What is done at the very moment of a target is in time: only what lies before has passed.
Result<void> CaseDesk::noteAhead(Transaction &transaction, Case &about)
{
    return noteBy(transaction, about, transaction.now() - Duration(1));
}

Result<void> CaseDesk::finish(Transaction &transaction, Case &about, CaseState state, const QString &actor)
{
    const auto agreement = SlaRepository::agreementFor(transaction, about.plan, about.customer);
    if (!agreement)
        return Failure(agreement.error());
    resumeClocks(about.clocks, *agreement, transaction.now());
    if (auto noted = noteAhead(transaction, about); !noted)
        return noted;
    about.state = state;
    markResolved(about.clocks, *agreement, transaction.now());
    transaction.append(caseEvent(actor, state == CaseState::Solved ? "case.solved" : "case.closed", about));
    return {};
}

Result<void> CaseDesk::noteClocks()
{
    const auto due =
        m_store.read([&](Reader &reader) { return CaseRepository::toTellBy(reader, m_store.clock().now()); });
    if (!due || due->empty())
        return due ? Result<void>() : Failure(due.error());
    return m_store.write([&](Transaction &transaction) -> Result<void> {
        for (const qint64 id : *due) {
            if (auto noted = noteOne(transaction, id); !noted)
                return noted;
        }
        return {};
    });
}

} // namespace slipway
