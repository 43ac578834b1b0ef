// What `when` of a process for cases sees of the time at which it is asked. It gets that as data, so that a
// condition has no clock of its own: now.hour (0 to 23), now.weekday ("mon" to "sun"), and
// remaining.first_response, the whole minutes until the promised first answer, negative once that has passed.
#pragma once
#include "domain/Instant.h"

#include <QJsonObject>
#include <QStringList>

namespace slipway::moment {

// {"now":{…},"remaining":{…}}; an empty zone is UTC.
QJsonObject of(const QJsonObject &inputs, Instant at, const QByteArray &zone);
// Whether the expression may see any of it.
bool isAskedFor(const QString &expression);
// Of "now" or "remaining"; nothing of any other name.
QStringList membersOf(const QString &name);

} // namespace slipway::moment
