#include "widgets/ZonedTimeEdit.h"

#include "models/DutyRows.h"

namespace slipway {

ZonedTimeEdit::ZonedTimeEdit(QWidget *parent) : QDateTimeEdit(parent)
{
    setTimeSpec(Qt::UTC); // no hour of it is left out: what is missing there is found when it is read
    setCalendarPopup(true);
    setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
}

void ZonedTimeEdit::setMoment(Instant moment, const QTimeZone &zone)
{
    m_zone = zone;
    const QDateTime there = zonedTime(moment, zone);
    setDateTime(QDateTime(there.date(), QTime(there.time().hour(), there.time().minute()), Qt::UTC));
}

Instant ZonedTimeEdit::moment() const
{
    return momentOf(dateTime(), m_zone);
}

QString ZonedTimeEdit::note() const
{
    const QDateTime there = zonedTime(moment(), m_zone);
    const QString typed = dateTime().time().toString(QStringLiteral("HH:mm"));
    if (there.time() != dateTime().time() || there.date() != dateTime().date())
        return tr("The clocks jump over %1 in this night: %2 is meant, the first time that exists.")
            .arg(typed, there.time().toString(QStringLiteral("HH:mm")));
    for (const auto step : {std::chrono::minutes(30), std::chrono::minutes(60)}) {
        const QDateTime again = zonedTime(moment() + step, m_zone);
        if (again.time() == there.time())
            return tr("%1 comes twice in this night: the first is meant.").arg(typed);
    }
    return {};
}

} // namespace slipway

#include "moc_ZonedTimeEdit.cpp"
