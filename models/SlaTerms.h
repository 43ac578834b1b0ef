// What is agreed on answers, as the service told it, and what another severity would do to the clocks of a
// case. Pure: reckoned as the service reckons, from what it told.
#pragma once
#include "domain/Calendar.h"
#include "models/CaseRows.h"

#include <map>

namespace slipway {

struct ClockChange
{
    enum class Kind {
        Same,
        Sooner,
        Later,
        Missed, // its new target has passed already
        Saved,  // it was missed; its new target lies ahead
    };
    Kind kind = Kind::Same;
    QString name; // of the clock
    std::optional<Instant> before;
    std::optional<Instant> after;
    bool operator==(const ClockChange &) const = default;
};

class SlaTerms
{
public:
    static SlaTerms fromJson(const QJsonObject &object); // of GET /sla

    // Of every clock that isn't met; nothing where the plan of the case isn't known.
    std::optional<std::vector<ClockChange>> changesBy(const CaseRow &about, const QString &severity,
                                                      Instant now) const;

private:
    struct Plan
    {
        QString calendar;
        std::map<std::pair<QString, QString>, Duration> promises; // by severity and clock
    };
    Calendar calendarOf(const Plan &plan, const QString &customer) const;

    std::map<QString, Plan> m_plans;
    std::map<QString, Calendar> m_calendars;
    std::map<QString, QByteArray> m_zones; // of customers
};

} // namespace slipway
