// Of the support desk: what cases are linked to, and the releases that they wait for.
#include "domain/Release.h"
#include "service/support/CaseDesk.h"
#include "service/support/CaseLinks.h"
#include "service/support/SlaRepository.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t mostLinks = 50;
const QString service = QStringLiteral("service");

NewEvent linkEvent(const QString &actor, const char *kind, const Case &about, const CaseReference &reference)
{
    return caseEvent(actor, kind, about, {{QStringLiteral("reference"), reference.text}});
}

// One that belongs to somebody else than who asked would tell each of the other.
Result<LinkTarget> targetFor(Reader &reader, const Case &about, const CaseReference &reference)
{
    auto target = CaseLinks::target(reader, reference);
    if (!target)
        return target;
    if (!CaseLinks::isOf(about, *target))
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("%1 is %2's, and case %3 is %4's")
                        .arg(reference.text, target->customer, QString::number(about.id), about.customer),
                    QStringLiteral("Link what belongs to the customer of the case."));
    return target;
}

QString endWords(const AwaitedEnd &end)
{
    const QString what = end.state == QLatin1String("live") ? QStringLiteral("went live")
                         : end.state == QLatin1String("finalized")
                             ? QStringLiteral("went live and was finalized")
                         : end.state == QLatin1String("rolled-back") ? QStringLiteral("was rolled back")
                         : end.state == QLatin1String("aborted")     ? QStringLiteral("was aborted")
                                                                     : QStringLiteral("failed");
    return QStringLiteral("Release %1 of %2 %3 at %4%5.")
        .arg(QString::number(end.release), end.application, what, toText(end.at),
             end.actor.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(end.actor));
}

// Linked releases that can be waited for.
Result<QStringList> underWay(Reader &reader, qint64 ofCase)
{
    const auto links = CaseLinks::of(reader, ofCase);
    if (!links)
        return Failure(links.error());
    QStringList found;
    for (const CaseLink &link : *links) {
        if (link.target.kind != CaseReference::Kind::Release)
            continue;
        const auto target = CaseLinks::target(reader, link.target);
        if (!target)
            return Failure(target.error());
        if (CaseLinks::isUnderWay(*target))
            found.append(link.target.text);
    }
    return found;
}

} // namespace

Result<Case> CaseDesk::link(qint64 id, const QString &reference, const QString &actor)
{
    return change(id, [&](Transaction &transaction, Case &about) -> Result<void> {
        const auto wanted = CaseLinks::named(transaction, reference);
        if (!wanted)
            return Failure(wanted.error().at(QStringLiteral("/to")));
        const auto links = CaseLinks::of(transaction, about.id);
        if (!links)
            return Failure(links.error());
        if (links->size() >= mostLinks)
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("Case %1 has %2 links already").arg(about.id).arg(mostLinks),
                        QStringLiteral("Remove one that isn't needed."), QStringLiteral("/to"));
        if (const auto target = targetFor(transaction, about, *wanted); !target)
            return Failure(target.error().at(QStringLiteral("/to")));
        return tie(transaction, about, *wanted, actor);
    });
}

// A case that waits for a release, and for none that is known, waits for the first that is linked.
Result<void> CaseDesk::tie(Transaction &transaction, const Case &about, const CaseReference &reference,
                           const QString &actor)
{
    const auto added = CaseLinks::add(transaction, {about.id, reference, actor, transaction.now(), false});
    if (!added || !*added)
        return added ? Result<void>() : Failure(added.error());
    transaction.append(linkEvent(actor, "case.linked", about, reference));
    if (about.state != CaseState::WaitingForRelease)
        return {};
    const auto links = CaseLinks::of(transaction, about.id);
    const auto releases = links ? underWay(transaction, about.id) : Failure(links.error());
    if (!releases)
        return Failure(releases.error());
    const bool isWaitedFor =
        std::any_of(links->begin(), links->end(), [](const CaseLink &link) { return link.awaited; });
    return isWaitedFor || !releases->contains(reference.text)
               ? Result<void>()
               : CaseLinks::setAwaited(transaction, about.id, {reference.text});
}

Result<Case> CaseDesk::unlink(qint64 id, const QString &reference, const QString &actor)
{
    return change(id, [&](Transaction &transaction, Case &about) -> Result<void> {
        const auto wanted = CaseLinks::named(transaction, reference);
        if (!wanted)
            return Failure(wanted.error().at(QStringLiteral("/to")));
        const auto removed = CaseLinks::remove(transaction, about.id, wanted->text);
        if (!removed)
            return Failure(removed.error());
        if (!*removed)
            return fail(Problem::Kind::NotFound,
                        QStringLiteral("Case %1 isn't linked to %2").arg(QString::number(id), wanted->text),
                        QStringLiteral("\"slipwayctl case show %1\" lists its links.").arg(id));
        transaction.append(linkEvent(actor, "case.unlinked", about, *wanted));
        return {};
    });
}

// Without a name: for whichever of those it is linked to comes to an end first.
Result<void> CaseDesk::awaitRelease(Transaction &transaction, const Case &about, const QString &release,
                                    const QString &actor)
{
    const auto place = QStringLiteral("/for");
    if (release.isEmpty()) {
        const auto releases = underWay(transaction, about.id);
        return releases ? CaseLinks::setAwaited(transaction, about.id, *releases) : Failure(releases.error());
    }
    const auto wanted = caseReferenceFromText(release);
    if (!wanted)
        return Failure(wanted.error().at(place));
    const auto target = targetFor(transaction, about, *wanted);
    if (!target)
        return Failure(target.error().at(place));
    if (!CaseLinks::isUnderWay(*target))
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("Release %1 is %2: there is nothing to wait for")
                        .arg(wanted->name(), target->state),
                    QStringLiteral("Name one that is under way, or answer the customer."), place);
    if (auto tied = tie(transaction, about, *wanted, actor); !tied)
        return tied;
    return CaseLinks::setAwaited(transaction, about.id, {wanted->text});
}

Result<void> CaseDesk::hearReleases()
{
    using Hear = Result<void> (CaseDesk::*)(Transaction &, Case &);
    const auto hear = [this](const Result<std::vector<qint64>> &ids, Hear each) -> Result<void> {
        if (!ids)
            return Failure(ids.error());
        for (const qint64 id : *ids) {
            const auto heard = change(
                id, [&](Transaction &transaction, Case &about) { return (this->*each)(transaction, about); });
            if (!heard)
                return Failure(heard.error());
        }
        return {};
    };
    const auto ready = m_store.read([](Reader &reader) { return CaseLinks::waitedLongEnough(reader); });
    if (auto heard = hear(ready, &CaseDesk::comeBack); !heard)
        return heard;
    const auto inVain = m_store.read([](Reader &reader) { return CaseLinks::openedInVain(reader); });
    return hear(inVain, &CaseDesk::hearRollback);
}

// Somebody may have opened it by now.
Result<void> CaseDesk::comeBack(Transaction &transaction, Case &about)
{
    const auto ends = CaseLinks::awaitedEnds(transaction, about.id);
    if (!ends)
        return Failure(ends.error());
    if (about.state != CaseState::WaitingForRelease || ends->empty())
        return {};
    const auto noted =
        noteEnds(transaction, about, *ends,
                 QStringLiteral("This case waited for it: the customer hasn't been told yet."));
    if (!noted)
        return noted;
    if (auto cleared = CaseLinks::setAwaited(transaction, about.id, {}); !cleared)
        return cleared;
    for (const AwaitedEnd &end : *ends) {
        if (end.state != toText(ReleaseState::Live))
            continue;
        if (auto kept = CaseLinks::setOpenedBy(transaction, about.id, end.release); !kept)
            return kept;
    }
    return openFor(transaction, about, ends->front(), false);
}

// It came back because a release went live, and that was taken back. Whoever has closed it since is done.
Result<void> CaseDesk::hearRollback(Transaction &transaction, Case &about)
{
    const auto ends = CaseLinks::takeRolledBack(transaction, about.id);
    if (!ends || ends->empty())
        return ends ? Result<void>() : Failure(ends.error());
    const auto noted =
        noteEnds(transaction, about, *ends,
                 QStringLiteral("This case had come back because it went live: what the customer was told "
                                "about that doesn't hold any more."));
    if (!noted)
        return noted;
    const bool isOpen = about.state == CaseState::Open || about.state == CaseState::New;
    if (isOpen || about.state == CaseState::Closed) {
        transaction.append(caseEvent(service, "case.noted", about));
        return {};
    }
    if (auto cleared = CaseLinks::setAwaited(transaction, about.id, {}); !cleared)
        return cleared;
    return openFor(transaction, about, ends->front(), true);
}

Result<void> CaseDesk::noteEnds(Transaction &transaction, const Case &about,
                                const std::vector<AwaitedEnd> &ends, const QString &meaning)
{
    QStringList words;
    for (const AwaitedEnd &end : ends)
        words.append(endWords(end));
    words.append(meaning);
    const auto noted = CaseRepository::addMessage(transaction, {0,
                                                                about.id,
                                                                CaseMessage::Kind::Note,
                                                                service,
                                                                transaction.now(),
                                                                words.join(QLatin1Char(' ')),
                                                                {},
                                                                true});
    return noted ? Result<void>() : Failure(noted.error());
}

// Nobody has answered anything by this: who is being paged goes on being paged.
Result<void> CaseDesk::openFor(Transaction &transaction, Case &about, const AwaitedEnd &end, bool wasLive)
{
    const auto agreement = SlaRepository::agreementFor(transaction, about.plan, about.customer);
    if (!agreement)
        return Failure(agreement.error());
    const bool wasOver = isOver(about.state);
    if (wasOver)
        beginResolution(about.clocks, *agreement, about.severity, transaction.now());
    else
        resumeClocks(about.clocks, *agreement, transaction.now());
    about.state = CaseState::Open;
    transaction.append(caseEvent(service, wasOver ? "case.reopened" : "case.resumed", about,
                                 {{QStringLiteral("release"), end.release},
                                  {QStringLiteral("outcome"), end.state},
                                  {QStringLiteral("was_live"), wasLive},
                                  {QStringLiteral("owner"), about.owner}}));
    return {};
}

} // namespace slipway
