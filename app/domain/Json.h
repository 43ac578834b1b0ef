// Small helpers around Qt's JSON: canonical bytes, parsing with a place in the message, and key literals.
#pragma once
#include "domain/Problem.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>

namespace slipway {

// One line, keys sorted by Qt, no spaces: the same value always gives the same bytes.
QByteArray toBytes(const QJsonObject &object);
QByteArray toBytes(const QJsonArray &array);

// Refuses anything but one object; names the byte offset. `what` says whose JSON it is ("the request body").
Result<QJsonObject> objectFromBytes(const QByteArray &bytes, const QString &what);

QJsonArray toJson(const QStringList &list);
QStringList stringsFromJson(const QJsonValue &value);

} // namespace slipway
