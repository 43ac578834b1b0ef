#include "service/support/CallRule.h"

#include <algorithm>

namespace slipway {

namespace {

bool isAnyOf(const QStringList &people, const QStringList &called)
{
    return std::any_of(people.begin(), people.end(),
                       [&](const QString &person) { return called.contains(person); });
}

} // namespace

WaysOf waysOf(std::vector<DutyPerson> people)
{
    return [people = std::move(people)](const QString &name) {
        const auto person = std::find_if(people.begin(), people.end(),
                                         [&](const DutyPerson &one) { return one.name == name; });
        return person == people.end() ? std::vector<ContactMethod>() : person->ways();
    };
}

QStringList Callees::names() const
{
    QStringList names;
    for (const Callee &one : people)
        names.append(one.person);
    return names;
}

bool Callees::areReachedOtherwise() const
{
    return std::any_of(people.begin(), people.end(), [](const Callee &one) {
        return std::any_of(one.ways.begin(), one.ways.end(),
                           [](const ContactMethod &way) { return !way.isMail(); });
    });
}

Callees calleesOf(const Rota &rota, DutyRank rank, Instant at, const WaysOf &ways)
{
    Callees callees;
    for (int next = static_cast<int>(rank); next <= static_cast<int>(DutyRank::Manager); ++next) {
        for (const QString &person : rota.peopleOf(static_cast<DutyRank>(next), at)) {
            if (auto theirs = ways(person); !theirs.empty())
                callees.people.push_back({person, std::move(theirs)});
            else
                callees.unreached.append(person);
        }
        if (!callees.people.empty())
            break;
        callees.nobody.push_back(static_cast<DutyRank>(next));
    }
    return callees;
}

// Whoever was called and can be reached may still answer; others are called now. Who works at the case may
// have been called before whoever is on duty.
DutyRank rankInstead(const Rota &rota, const QStringList &called, Instant at)
{
    const QStringList onDuty = rota.peopleOf(DutyRank::OnDuty, at);
    if (!onDuty.isEmpty() && !isAnyOf(onDuty, called))
        return DutyRank::OnDuty;
    return isAnyOf(rota.peopleOf(DutyRank::Alternate, at), called) ? DutyRank::Group : DutyRank::Alternate;
}

} // namespace slipway
