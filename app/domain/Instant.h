// A point in time: UTC, to the microsecond; on the wire and in the store ISO 8601 with six decimals and a Z,
// so that text order is time order.
#pragma once
#include "domain/Problem.h"

#include <chrono>

namespace slipway {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;
using Duration = std::chrono::microseconds;

QString toText(Instant instant); // 2026-11-23T18:05:22.123456Z, or the nearest with a year of four digits
Result<Instant> instantFromText(QStringView text);

// "250ms", "10s", "5m", "2h", "1d", "1h30m"; a bare number is refused.
Result<Duration> durationFromText(QStringView text);
QString toText(Duration duration);

} // namespace slipway
