// Words and times as models show them.
#pragma once
#include "domain/Instant.h"

namespace slipway {

QString stateWord(const QString &state); // translated; one that is unknown stays the word that came
QString shortTime(Instant instant);      // the day and the time, in local time and as the locale writes it
QString exactTime(Instant instant);      // with milliseconds

} // namespace slipway
