// The inputs of a process as the fields of a form, made from its JSON Schema. Pure.
#pragma once
#include "domain/Problem.h"

#include <QJsonArray>
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
    QJsonValue preset = QJsonValue::Undefined; // default
    QStringList choices;
    QJsonArray values; // what each of the choices stands for
    std::optional<double> least;
    std::optional<double> most;
    std::optional<int> longest;
    bool operator==(const InputField &) const = default;
};

// Those that must be given first, then by title.
std::vector<InputField> fieldsOf(const QJsonObject &schema);
// What a field shows at first: its preset as somebody would type it.
QString typedOf(const InputField &field);
// What was typed, as the schema wants it; names the field where it can't be. Undefined: nothing was typed
// and nothing has to be, so that the field is left out and the process takes its own preset.
Result<QJsonValue> valueOf(const InputField &field, const QString &typed);

} // namespace slipway
