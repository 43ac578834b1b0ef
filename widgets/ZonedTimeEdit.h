// A time of day in another time zone: what is typed is the wall clock there, whatever the clocks here do.
#pragma once
#include "domain/Instant.h"

#include <QDateTimeEdit>
#include <QTimeZone>

namespace slipway {

class ZonedTimeEdit : public QDateTimeEdit
{
    Q_OBJECT

public:
    explicit ZonedTimeEdit(QWidget *parent = nullptr);
    void setMoment(Instant moment, const QTimeZone &zone);
    Instant moment() const; // one that comes twice: the first; one that never comes: the next that exists
    const QTimeZone &zone() const { return m_zone; }
    QString note() const; // that the clocks change just then; else empty

private:
    QTimeZone m_zone = QTimeZone::utc();
};

} // namespace slipway
