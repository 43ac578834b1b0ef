#include "service/support/BreachCause.h"

#include "service/support/Sla.h"

#include <algorithm>

namespace slipway {

namespace {

QString calledIn(const std::vector<CasePage> &pages)
{
    QStringList people;
    for (const CasePage &page : pages) {
        if (page.accepted && !page.bounced && !people.contains(page.to))
            people.append(page.to);
    }
    return people.join(QStringLiteral(", "));
}

QString unanswered(const std::vector<CasePage> &pages)
{
    if (pages.empty())
        return QStringLiteral("Nobody was paged: nobody was on duty or could be reached");
    const QString people = calledIn(pages);
    if (!people.isEmpty())
        return QStringLiteral("Nobody acknowledged: %1 had been paged").arg(people);
    const auto refused = std::find_if(pages.begin(), pages.end(),
                                      [](const CasePage &page) { return page.refused || page.bounced; });
    return refused == pages.end() ? QStringLiteral("No page had been taken by a server yet")
                                  : QStringLiteral("No page arrived: %1").arg(refused->why.left(200));
}

} // namespace

QString causeOfBreach(const Case &about, const CaseClock &clock, const std::vector<CasePage> &pages)
{
    std::vector<CasePage> since;
    std::copy_if(pages.begin(), pages.end(), std::back_inserter(since),
                 [&](const CasePage &page) { return page.runId == about.runId; });
    if (clock.name != clockName::resolution && !about.acknowledged)
        return unanswered(since);
    if (clock.name == clockName::firstResponse)
        return QStringLiteral("%1 had acknowledged at %2 and didn't answer")
            .arg(about.acknowledgedBy, toText(*about.acknowledged));
    const QString what = clock.name == clockName::resolution ? QStringLiteral("solve it")
                                                             : QStringLiteral("answer what was written last");
    if (about.state == CaseState::WaitingForRelease)
        return QStringLiteral("It waited for a release");
    return about.owner.isEmpty() ? QStringLiteral("Nobody had taken it to %1").arg(what)
                                 : QStringLiteral("%1 had it and didn't %2").arg(about.owner, what);
}

} // namespace slipway
