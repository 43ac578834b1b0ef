#include "service/support/DutyOutlook.h"

#include "service/support/PageRepository.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t mostTold = 5; // gaps
constexpr Duration lately = std::chrono::hours(24 * 7);

// A gap that goes over from one layer's edge to the next is one.
void addGap(std::vector<DutyOutlook::Gap> &gaps, const DutyShift &shift)
{
    if (!gaps.empty() && gaps.back().ends == shift.begins)
        gaps.back().ends = shift.ends;
    else
        gaps.push_back({shift.begins, shift.ends});
}

void addAway(std::vector<DutyOutlook::Away> &away, const DutyShift &shift)
{
    if (!away.empty() && away.back().ends == shift.begins && away.back().person == shift.alternate)
        away.back().ends = shift.ends;
    else
        away.push_back({shift.alternate, shift.begins, shift.ends});
}

QStringList calledBy(const Rota &rota, const std::vector<DutyShift> &shifts)
{
    QStringList called = rota.people();
    called.append(rota.manager);
    for (const DutyShift &shift : shifts)
        called.append(shift.onDuty);
    called.removeDuplicates();
    called.removeAll(QString());
    return called;
}

QString calendarProblem(const Rota &rota, const QString &calendar, Instant at)
{
    const auto known = rota.holidays.find(calendar);
    if (known == rota.holidays.end() || known->second.empty())
        return QStringLiteral("No holidays are known of the calendar \"%1\", by which a layer goes")
            .arg(calendar);
    const QDate last = known->second.back();
    if (instantOf(last.addDays(1), QTime(0, 0), QTimeZone::utc()) > at + DutyOutlook::horizon)
        return {};
    return QStringLiteral(
               "The holidays of the calendar \"%1\", by which a layer goes, are known only until %2")
        .arg(calendar, last.toString(Qt::ISODate));
}

bool isRefused(const std::vector<PageRepository::Refusal> &refusals, const QString &person,
               const ContactMethod &way)
{
    return std::any_of(refusals.begin(), refusals.end(), [&](const PageRepository::Refusal &one) {
        return one.person == person && one.method == toText(way.kind) && one.place == way.place();
    });
}

} // namespace

DutyOutlook DutyOutlook::of(const Rota &rota, Instant at, const Reach &whyNot)
{
    DutyOutlook outlook;
    outlook.at = at;
    const auto shifts = rota.shifts(at, at + horizon);
    for (const DutyShift &shift : shifts) {
        if (shift.onDuty.isEmpty())
            addGap(outlook.gaps, shift);
        else if (shift.isAlternateReplaced)
            addAway(outlook.away, shift);
    }
    for (const QString &person : calledBy(rota, shifts)) {
        const QString why = whyNot(person);
        if (why.isEmpty())
            continue;
        const auto first = std::find_if(shifts.begin(), shifts.end(),
                                        [&](const DutyShift &shift) { return shift.onDuty == person; });
        outlook.unreachable.push_back(
            {person, why, first == shifts.end() ? std::nullopt : std::optional(first->begins)});
    }
    for (const QString &calendar : rota.calendars()) {
        if (const QString problem = calendarProblem(rota, calendar, at); !problem.isEmpty())
            outlook.calendars.append(problem);
    }
    return outlook;
}

Result<DutyOutlook> DutyOutlook::read(Reader &reader, const Rota &rota, Instant at, const Unusable &unusable)
{
    const auto people = DutyRepository::people(reader);
    const auto refusals = PageRepository::refusedSince(reader, at - lately);
    if (!people || !refusals)
        return Failure(people ? refusals.error() : people.error());
    return of(rota, at, [&](const QString &name) {
        const auto person = std::find_if(people->begin(), people->end(),
                                         [&](const DutyPerson &one) { return one.name == name; });
        const auto ways = person == people->end() ? std::vector<ContactMethod>() : person->ways();
        if (ways.empty())
            return QStringLiteral("no address is known");
        const bool isReached = std::any_of(ways.begin(), ways.end(), [&](const ContactMethod &way) {
            return unusable(way).isEmpty() && !isRefused(*refusals, name, way);
        });
        return isReached ? QString() : QStringLiteral("no method of theirs works");
    });
}

QStringList DutyOutlook::problems() const
{
    QStringList problems;
    for (std::size_t i = 0; i < gaps.size() && i < mostTold; ++i)
        problems.append(gaps[i].ends >= at + horizon
                            ? QStringLiteral("Nobody is on duty from %1 on").arg(toText(gaps[i].begins))
                            : QStringLiteral("Nobody is on duty from %1 to %2")
                                  .arg(toText(gaps[i].begins), toText(gaps[i].ends)));
    if (gaps.size() > mostTold)
        problems.append(QStringLiteral("Nobody is on duty %1 times more until %2")
                            .arg(gaps.size() - mostTold)
                            .arg(toText(gaps.back().ends)));
    // Of a rota of two, everybody's absence is one of these.
    if (!away.empty())
        problems.append(
            QStringLiteral("From %1 to %2 the alternate is %3, who is replaced then: there is nobody else")
                .arg(toText(away.front().begins), toText(away.front().ends), away.front().person));
    if (away.size() > 1)
        problems.append(QStringLiteral("There is nobody else %1 times more until %2")
                            .arg(away.size() - 1)
                            .arg(toText(away.back().ends)));
    for (const Unreachable &one : unreachable)
        problems.append(one.since ? QStringLiteral("%1 can't be reached: %2; on duty from %3")
                                        .arg(one.person, one.why, toText(*one.since))
                                  : QStringLiteral("%1 can't be reached: %2").arg(one.person, one.why));
    return problems + calendars;
}

QByteArray DutyOutlook::metrics() const
{
    const auto seconds = [](Duration span) {
        return QByteArray::number(qint64(span / std::chrono::seconds(1)));
    };
    Duration uncovered{};
    for (const Gap &gap : gaps)
        uncovered += gap.ends - gap.begins;
    QByteArray text =
        "# HELP slipway_duty_uncovered_seconds Time of the next 90 days in which nobody is on duty.\n"
        "# TYPE slipway_duty_uncovered_seconds gauge\n"
        "slipway_duty_uncovered_seconds " +
        seconds(uncovered) + "\n";
    if (!gaps.empty())
        text += "# HELP slipway_duty_next_gap_seconds Until nobody is on duty; 0: it is so now.\n"
                "# TYPE slipway_duty_next_gap_seconds gauge\n"
                "slipway_duty_next_gap_seconds " +
                seconds(gaps.front().begins - at) + "\n";
    text += "# HELP slipway_duty_unreachable_people People of the rota whom no method reaches.\n"
            "# TYPE slipway_duty_unreachable_people gauge\n"
            "slipway_duty_unreachable_people " +
            QByteArray::number(qint64(unreachable.size())) + "\n";
    return text;
}

} // namespace slipway
