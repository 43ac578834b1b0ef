#include "models/InputForm.h"

#include "models/ServiceWords.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <optional>

namespace slipway {

namespace {

constexpr double largestWhole = 9'007'199'254'740'992.0; // beyond it JSON's numbers skip some

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(slipway::InputForm)
};

Failure wrong(const InputField &field, const QString &what, const QString &hint)
{
    return fail(Problem::Kind::Invalid, what, hint, QStringLiteral("/inputs/") + field.name);
}

QString shown(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isUndefined())
        return {};
    // Of any JSON value, not only of those that a document may be.
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

InputField::Kind kindOf(const QJsonObject &schema)
{
    if (schema.value(QLatin1String("enum")).isArray())
        return InputField::Kind::Choice;
    QString type = schema.value(QLatin1String("type")).toString();
    const QJsonArray several = schema.value(QLatin1String("type")).toArray();
    if (several.size() == 1)
        type = several.at(0).toString();
    if (type == QLatin1String("string"))
        return InputField::Kind::Text;
    if (type == QLatin1String("boolean"))
        return InputField::Kind::YesNo;
    if (type == QLatin1String("integer"))
        return InputField::Kind::Whole;
    if (type == QLatin1String("number"))
        return InputField::Kind::Number;
    return InputField::Kind::Json;
}

InputField fieldOf(const QString &name, const QJsonObject &schema, bool required)
{
    InputField field;
    field.name = name;
    field.title = titleWords(schema.value(QLatin1String("title")).toString(name));
    field.description = titleWords(schema.value(QLatin1String("description")).toString());
    field.kind = kindOf(schema);
    field.required = required;
    field.preset = schema.value(QLatin1String("default"));
    if (field.preset.isNull()) // `default:` and nothing behind it
        field.preset = QJsonValue(QJsonValue::Undefined);
    field.values = schema.value(QLatin1String("enum")).toArray();
    for (const QJsonValue &value : field.values)
        field.choices.append(shown(value));
    const auto number = [&schema](QLatin1String key) {
        const QJsonValue value = schema.value(key);
        return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
    };
    field.least = number(QLatin1String("minimum"));
    field.most = number(QLatin1String("maximum"));
    if (const auto longest = number(QLatin1String("maxLength")); longest && *longest <= 1e9)
        field.longest = static_cast<int>(*longest);
    return field;
}

// As a program writes it, or as people here do. Nobody groups digits: 1,250 is one and a quarter to some.
std::optional<double> numberOf(const QString &typed)
{
    for (QLocale locale : {QLocale::c(), QLocale()}) {
        locale.setNumberOptions(QLocale::RejectGroupSeparator);
        bool isNumber = false;
        const double number = locale.toDouble(typed, &isNumber);
        if (isNumber)
            return std::isfinite(number) ? std::optional(number) : std::nullopt;
    }
    return std::nullopt;
}

Result<QJsonValue> readNumber(const InputField &field, const QString &typed)
{
    const auto number = numberOf(typed);
    if (!number)
        return wrong(field, Words::tr("\"%1\" is not a number").arg(typed), Words::tr("Type digits."));
    const bool isWhole = std::trunc(*number) == *number && std::abs(*number) <= largestWhole;
    if (field.kind == InputField::Kind::Whole && !isWhole)
        return wrong(field, Words::tr("\"%1\" is not a whole number").arg(typed),
                     Words::tr("Type digits only."));
    const QLocale local;
    if (field.least && *number < *field.least)
        return wrong(field, Words::tr("%1 is too small").arg(typed),
                     Words::tr("The least is %1.").arg(local.toString(*field.least, 'g', 15)));
    if (field.most && *number > *field.most)
        return wrong(field, Words::tr("%1 is too large").arg(typed),
                     Words::tr("The most is %1.").arg(local.toString(*field.most, 'g', 15)));
    if (field.kind == InputField::Kind::Whole)
        return QJsonValue(static_cast<qint64>(*number));
    return QJsonValue(*number);
}

Result<QJsonValue> readYesNo(const InputField &field, const QString &typed)
{
    const QString word = typed.toLower();
    if (word == QLatin1String("true") || word == QLatin1String("yes") || word == Words::tr("yes"))
        return QJsonValue(true);
    if (word == QLatin1String("false") || word == QLatin1String("no") || word == Words::tr("no"))
        return QJsonValue(false);
    return wrong(field, Words::tr("\"%1\" is neither yes nor no").arg(typed), Words::tr("Choose one."));
}

Result<QJsonValue> readJson(const InputField &field, const QString &typed)
{
    QJsonParseError error;
    const QJsonArray list = QJsonDocument::fromJson('[' + typed.toUtf8() + ']', &error).array();
    if (error.error != QJsonParseError::NoError || list.size() != 1)
        return wrong(field, Words::tr("This is not JSON"),
                     Words::tr("Type one value, such as {\"size\": 3} or [1, 2]."));
    return list.at(0);
}

Result<QJsonValue> readText(const InputField &field, const QString &typed)
{
    // The schema counts characters, QString halves of some.
    const qsizetype length = field.longest ? typed.toUcs4().size() : 0;
    if (field.longest && length > *field.longest)
        return wrong(field,
                     Words::tr("The text is too long by %n characters", nullptr,
                               static_cast<int>(length - *field.longest)),
                     Words::tr("At most %n characters.", nullptr, *field.longest));
    return QJsonValue(typed);
}

} // namespace

std::vector<InputField> fieldsOf(const QJsonObject &schema)
{
    const QJsonArray required = schema.value(QLatin1String("required")).toArray();
    const QJsonObject properties = schema.value(QLatin1String("properties")).toObject();
    std::vector<InputField> fields;
    for (auto it = properties.begin(); it != properties.end(); ++it)
        fields.push_back(fieldOf(it.key(), it.value().toObject(), required.contains(it.key())));
    std::stable_sort(fields.begin(), fields.end(), [](const InputField &a, const InputField &b) {
        if (a.required != b.required)
            return a.required;
        return a.title.compare(b.title, Qt::CaseInsensitive) < 0;
    });
    return fields;
}

QString typedOf(const InputField &field)
{
    return shown(field.preset);
}

Result<QJsonValue> valueOf(const InputField &field, const QString &typed)
{
    const QString text = field.kind == InputField::Kind::Text ? typed : typed.trimmed();
    if (text.isEmpty() && !field.required)
        return QJsonValue(QJsonValue::Undefined);
    if (text.trimmed().isEmpty() && field.required)
        return wrong(field, Words::tr("\"%1\" is missing").arg(field.title),
                     Words::tr("It has to be given."));
    switch (field.kind) {
    case InputField::Kind::Text:
        return readText(field, text);
    case InputField::Kind::Choice: {
        const qsizetype place = field.choices.indexOf(text);
        if (place < 0)
            return wrong(field, Words::tr("\"%1\" is not one of the choices").arg(text),
                         Words::tr("Choose one of: %1.").arg(field.choices.join(QStringLiteral(", "))));
        return place < field.values.size() ? field.values.at(place) : QJsonValue(text);
    }
    case InputField::Kind::Number:
    case InputField::Kind::Whole:
        return readNumber(field, text);
    case InputField::Kind::YesNo:
        return readYesNo(field, text);
    case InputField::Kind::Json:
        return readJson(field, text);
    }
    return QJsonValue(text);
}

} // namespace slipway
