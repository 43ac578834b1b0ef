// Holidays of an iCalendar file (RFC 5545): its events of whole days that weren't cancelled, not before a
// year before `today`; rules are followed until ten years after it. Of a recurring event those days count
// that were added, too; those that were moved count where they are now.
#pragma once
#include "domain/Calendar.h"

#include <QByteArray>

namespace slipway {

Result<std::vector<Calendar::Holiday>> holidaysIn(const QByteArray &file, QDate today);

} // namespace slipway
