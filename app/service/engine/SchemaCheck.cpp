#include "service/engine/SchemaCheck.h"

#include "service/engine/YamlReader.h"

#include <QHash>
#include <QJsonArray>
#include <QStringList>

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace slipway {

namespace {

QString pointerOf(const std::vector<std::string> &context)
{
    QString pointer;
    for (const std::string &part : context) {
        QString token = QString::fromStdString(part);
        if (token.startsWith(QLatin1Char('[')) && token.endsWith(QLatin1Char(']')))
            token = token.mid(1, token.size() - 2);
        else
            continue; // "<root>"
        pointer += QLatin1Char('/') + pointerToken(token);
    }
    return pointer;
}

QString unescaped(QString token)
{
    token.replace(QLatin1String("~1"), QLatin1String("/"));
    token.replace(QLatin1String("~0"), QLatin1String("~"));
    return token;
}

// The part of the schema that describes the value at `pointer`; follows local references.
QJsonObject schemaAt(const QJsonObject &root, const QString &pointer)
{
    const auto resolved = [&root](QJsonObject schema) {
        const QString reference = schema.value(QLatin1String("$ref")).toString();
        if (reference.startsWith(QLatin1String("#/definitions/")))
            schema = root.value(QLatin1String("definitions")).toObject().value(reference.mid(14)).toObject();
        return schema;
    };
    QJsonObject schema = root;
    const QStringList tokens = pointer.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (const QString &token : tokens) {
        const QJsonObject properties = schema.value(QLatin1String("properties")).toObject();
        const QString name = unescaped(token);
        if (properties.contains(name))
            schema = properties.value(name).toObject();
        else if (schema.contains(QLatin1String("items")))
            schema = schema.value(QLatin1String("items")).toObject();
        else
            schema = schema.value(QLatin1String("additionalProperties")).toObject();
        schema = resolved(schema);
    }
    return schema;
}

QString typeWords(const QJsonValue &type)
{
    static const QHash<QString, QString> words{
        {QStringLiteral("string"), QStringLiteral("text")},
        {QStringLiteral("integer"), QStringLiteral("a whole number")},
        {QStringLiteral("number"), QStringLiteral("a number")},
        {QStringLiteral("boolean"), QStringLiteral("true or false")},
        {QStringLiteral("array"), QStringLiteral("a list")},
        {QStringLiteral("object"), QStringLiteral("a mapping (name: value)")},
        {QStringLiteral("null"), QStringLiteral("empty")}};
    if (type.isString())
        return words.value(type.toString(), type.toString());
    QStringList list;
    for (const QJsonValue &one : type.toArray())
        list.append(words.value(one.toString(), one.toString()));
    return list.join(QStringLiteral(" or "));
}

// What is called by its name in a message: the last token, or the whole document.
QString nameOf(const QString &pointer)
{
    if (pointer.isEmpty())
        return QStringLiteral("The document");
    const QString token = unescaped(pointer.mid(pointer.lastIndexOf(QLatin1Char('/')) + 1));
    bool isIndex = false;
    const int index = token.toInt(&isIndex);
    if (!isIndex)
        return QStringLiteral("\"%1\"").arg(token);
    const QString list = pointer.left(pointer.lastIndexOf(QLatin1Char('/')));
    return QStringLiteral("Entry %1 of %2").arg(index + 1).arg(nameOf(list).toLower());
}

QString quoted(const QString &text)
{
    const qsizetype first = text.indexOf(QLatin1Char('\''));
    const qsizetype last = text.lastIndexOf(QLatin1Char('\''));
    return first < 0 || last <= first ? QString() : text.mid(first + 1, last - first - 1);
}

// valijson reports every level above a failure once more; only the innermost says something.
bool isEcho(const QString &text)
{
    return text.startsWith(QLatin1String("Failed to validate"));
}

QJsonValue valueAt(QJsonValue value, const QString &pointer)
{
    const QStringList tokens = pointer.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (const QString &token : tokens)
        value =
            value.isArray() ? value.toArray().at(token.toInt()) : value.toObject().value(unescaped(token));
    return value;
}

// valijson names only the first of the unknown keys.
void complainOfKeys(const QJsonObject &schema, const QJsonObject &object, const QString &pointer,
                    std::vector<SchemaComplaint> &complaints)
{
    const QJsonObject known = schema.value(QLatin1String("properties")).toObject();
    const QString names = known.keys().join(QStringLiteral(", "));
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (known.contains(member.key()))
            continue;
        complaints.push_back(
            {pointer + QLatin1Char('/') + pointerToken(member.key()),
             QStringLiteral("\"%1\" is not known here").arg(member.key().left(60)),
             names.isEmpty() ? QStringLiteral("Leave it out.") : QStringLiteral("Known are: %1.").arg(names),
             true});
    }
}

// What is too small or too large, too short or too long, or has too few or too many entries; nothing where
// that isn't what is said.
QString boundWords(const QJsonObject &schema, const QString &text, const QString &name)
{
    const bool isLow = text.contains(QLatin1String("greater")) || text.contains(QLatin1String("fewer"));
    const auto bound = [&](const char *low, const char *high) {
        return QString::number(schema.value(QLatin1String(isLow ? low : high)).toDouble(), 'g', 15);
    };
    if (text.startsWith(QLatin1String("Expected number"))) {
        return QStringLiteral("%1 has to be %2")
            .arg(name, (isLow ? QStringLiteral("at least %1") : QStringLiteral("at most %1"))
                           .arg(bound("minimum", "maximum")));
    }
    const bool isText = text.startsWith(QLatin1String("String should be no "));
    if (!isText && !text.startsWith(QLatin1String("Array should contain no ")))
        return {};
    const QString count = isText ? bound("minLength", "maxLength") : bound("minItems", "maxItems");
    if (isLow && count == QLatin1String("1"))
        return QStringLiteral("%1 is empty").arg(name);
    if (isText)
        return (isLow ? QStringLiteral("%1 has to have at least %2 characters")
                      : QStringLiteral("%1 has to have at most %2 characters"))
            .arg(name, count);
    return (isLow ? QStringLiteral("%1 has to have at least %2 entries")
                  : QStringLiteral("%1 has to have at most %2 entries"))
        .arg(name, count);
}

SchemaComplaint complaintOf(const QJsonObject &root, const QJsonObject &schema, const QString &pointer,
                            const QString &text)
{
    SchemaComplaint complaint;
    complaint.pointer = pointer;
    complaint.hint = schema.value(QLatin1String("description")).toString();
    const QString name = nameOf(pointer);
    if (text.startsWith(QLatin1String("Value type"))) {
        complaint.what =
            QStringLiteral("%1 has to be %2").arg(name, typeWords(schema.value(QLatin1String("type"))));
    } else if (text.startsWith(QLatin1String("Missing required"))) {
        const QString missing = quoted(text);
        complaint.what = QStringLiteral("\"%1\" is missing").arg(missing);
        complaint.hint = schemaAt(root, pointer + QLatin1Char('/') + pointerToken(missing))
                             .value(QLatin1String("description"))
                             .toString();
    } else if (text.startsWith(QLatin1String("Failed to match against any enum"))) {
        QStringList allowed;
        for (const QJsonValue &one : schema.value(QLatin1String("enum")).toArray())
            allowed.append(one.toVariant().toString());
        complaint.what =
            QStringLiteral("%1 has to be one of: %2").arg(name, allowed.join(QStringLiteral(", ")));
    } else if (const QString bound = boundWords(schema, text, name); !bound.isEmpty()) {
        complaint.what = bound;
    } else if (text.startsWith(QLatin1String("Failed to match regex"))) {
        complaint.what = QStringLiteral("%1 isn't written as it has to be").arg(name);
    } else {
        complaint.what = QStringLiteral("%1: %2").arg(name, text);
    }
    return complaint;
}

} // namespace

Result<std::vector<SchemaComplaint>> checkAgainstSchema(const QJsonObject &schema, const QJsonValue &value)
{
    try {
        valijson::Schema compiled;
        valijson::SchemaParser parser;
        const QJsonValue schemaValue(schema);
        parser.populateSchema(valijson::adapters::QtJsonAdapter(schemaValue), compiled);
        valijson::Validator validator(valijson::Validator::kStrongTypes);
        valijson::ValidationResults results;
        std::vector<SchemaComplaint> complaints;
        if (validator.validate(compiled, valijson::adapters::QtJsonAdapter(value), &results))
            return complaints;
        valijson::ValidationResults::Error error;
        while (results.popError(error)) {
            const QString text = QString::fromStdString(error.description);
            const QString pointer = pointerOf(error.context);
            const QJsonObject here = schemaAt(schema, pointer);
            if (text.startsWith(QLatin1String("Object contains a property")))
                complainOfKeys(here, valueAt(value, pointer).toObject(), pointer, complaints);
            else if (!isEcho(text))
                complaints.push_back(complaintOf(schema, here, pointer, text));
        }
        if (complaints.empty())
            complaints.push_back({QString(), QStringLiteral("It does not fit the schema"), {}, false});
        return complaints;
    } catch (const std::exception &error) {
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("The schema cannot be used: %1").arg(QString::fromUtf8(error.what())),
                    QStringLiteral("Write it as JSON Schema."));
    }
}

} // namespace slipway
