// Wall-clock times of a zone as instants. Pure.
#pragma once
#include "domain/Instant.h"

#include <QDate>
#include <QDateTime>
#include <QTime>
#include <QTimeZone>

namespace slipway {

// Whether the system knows such a zone by an IANA name, be it one of those like "Etc/UTC" that no place has.
// Rules such as "UTC+3" are none: their signs are read wrong too easily.
bool isTimeZone(const QByteArray &name);

// The first of two where the clocks are set back, the next that exists where they jump over it.
Instant instantOf(QDate date, QTime time, const QTimeZone &zone);
// The same, but the last of two.
Instant lastInstantOf(QDate date, QTime time, const QTimeZone &zone);
QDateTime localTime(Instant at, const QTimeZone &zone); // to the millisecond

} // namespace slipway
