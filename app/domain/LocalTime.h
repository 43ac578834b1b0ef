// Wall-clock times of a zone as instants. Pure.
#pragma once
#include "domain/Instant.h"

#include <QDate>
#include <QDateTime>
#include <QTime>
#include <QTimeZone>

namespace slipway {

// The first of two where the clocks are set back, the next that exists where they jump over it.
Instant instantOf(QDate date, QTime time, const QTimeZone &zone);
// The same, but the last of two.
Instant lastInstantOf(QDate date, QTime time, const QTimeZone &zone);
QDateTime localTime(Instant at, const QTimeZone &zone); // to the millisecond

} // namespace slipway
