// What a form of ours sends: names and values, each name once. Pure.
#pragma once
#include <QByteArray>
#include <QString>

#include <map>
#include <optional>

namespace slipway {

// Nothing for what isn't application/x-www-form-urlencoded, whole and in UTF-8.
std::optional<std::map<QString, QString>> formFieldsFrom(const QByteArray &body);

} // namespace slipway
