// ${name} in class files, templates and recipes. An unknown name is an error, "$${" stands for "${".
#pragma once
#include "domain/Problem.h"

#include <QJsonValue>

#include <functional>
#include <map>
#include <optional>

namespace slipway {

using Variables = std::map<QString, QString>;
using VariableLookup = std::function<std::optional<QString>(const QString &name)>;

VariableLookup lookupIn(const Variables &variables);
// `where` names the text in a problem; the line within it is added.
Result<QString> expandVariables(const QString &text, const VariableLookup &lookup, const QString &where);
// Every string of a JSON value; keys stay.
Result<QJsonValue> expandVariables(const QJsonValue &value, const VariableLookup &lookup,
                                   const QString &where);
// The names that occur in `text`.
QStringList variablesOf(const QString &text);

} // namespace slipway
