// The inputs of a process as the fields of a form, made from its JSON Schema. Pure.
#pragma once
#include "domain/Problem.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

#include <vector>

namespace slipway {

struct InputField
{
    enum class Kind { Text, Choice, Number, Whole, YesNo, Json };
    QString name;
    QString title;
    QString description;
    Kind kind = Kind::Text;
    bool required = false;
    QJsonValue preset; // default
    QStringList choices;
    std::optional<double> least;
    std::optional<double> most;
    std::optional<int> longest;
    bool operator==(const InputField &) const = default;
};

std::vector<InputField> fieldsOf(const QJsonObject &schema);
// What was typed, as the schema wants it; names the field where it can't be.
Result<QJsonValue> valueOf(const InputField &field, const QString &typed);

} // namespace slipway
