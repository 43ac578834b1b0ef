// Holidays of an iCalendar file (RFC 5545): its events of whole days, recurring ones from a year before
// `today` to ten years after it.
#pragma once
#include "domain/Calendar.h"

#include <QByteArray>

namespace slipway {

Result<std::vector<Calendar::Holiday>> holidaysIn(const QByteArray &file, QDate today);

} // namespace slipway
