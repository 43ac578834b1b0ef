#include "service/engine/Definition.h"

#include "domain/Json.h"
#include "service/engine/DefinitionCheck.h"
#include "service/engine/DefinitionReader.h"
#include "service/engine/Repetition.h"
#include "service/engine/SchemaCheck.h"

#include <QCryptographicHash>
#include <QFile>

void slipwayInitResources();

namespace slipway {

QString toText(Definition::For purpose)
{
    return purpose == Definition::For::Case ? QStringLiteral("case") : QStringLiteral("release");
}

namespace {

Result<QJsonObject> processSchema()
{
    slipwayInitResources();
    QFile file(QStringLiteral(":/slipway/schemas/process.json"));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Problem::Kind::Internal,
                    QStringLiteral("The schema of definitions is not in this build"));
    return objectFromBytes(file.readAll(), QStringLiteral("The schema of definitions"));
}

QString hintOf(const SchemaComplaint &complaint)
{
    return complaint.hint.isEmpty() ? QStringLiteral("Correct the value there.") : complaint.hint;
}

std::vector<Problem> schemaProblems(const YamlDocument &document)
{
    const auto schema = processSchema();
    if (!schema)
        return {schema.error()};
    const auto complaints = checkAgainstSchema(*schema, document.root);
    if (!complaints)
        return {complaints.error()};
    std::vector<Problem> problems;
    for (const SchemaComplaint &complaint : *complaints)
        problems.push_back(
            {Problem::Kind::Invalid, complaint.what,
             complaint.aboutKey ? document.whereKey(complaint.pointer) : document.where(complaint.pointer),
             hintOf(complaint)});
    return problems;
}

QJsonObject inputSchema(const Definition &definition)
{
    QJsonObject schema = definition.inputs;
    schema.insert(QStringLiteral("type"), QStringLiteral("object"));
    if (!schema.contains(QLatin1String("properties")))
        schema.insert(QStringLiteral("properties"), QJsonObject());
    if (!schema.contains(QLatin1String("additionalProperties")))
        schema.insert(QStringLiteral("additionalProperties"), false);
    return schema;
}

QJsonObject withDefaults(const Definition &definition, QJsonObject inputs)
{
    const QJsonObject properties = definition.inputs.value(QLatin1String("properties")).toObject();
    for (auto property = properties.begin(); property != properties.end(); ++property) {
        const QJsonValue fallback = property.value().toObject().value(QLatin1String("default"));
        if (!inputs.contains(property.key()) && !fallback.isUndefined())
            inputs.insert(property.key(), fallback);
    }
    return inputs;
}

// A default that its own schema refuses would fail every start.
void checkDefaults(const Definition &definition, const YamlDocument &document, std::vector<Problem> &problems)
{
    QJsonObject schema = inputSchema(definition);
    schema.remove(QStringLiteral("required"));
    const auto complaints = checkAgainstSchema(schema, withDefaults(definition, {}));
    if (!complaints) {
        problems.push_back(complaints.error().at(document.where(QStringLiteral("/inputs"))));
        return;
    }
    for (const SchemaComplaint &complaint : *complaints)
        problems.push_back({Problem::Kind::Invalid,
                            QStringLiteral("A default does not fit: %1").arg(complaint.what),
                            document.where(QStringLiteral("/inputs/properties") + complaint.pointer +
                                           QStringLiteral("/default")),
                            hintOf(complaint)});
}

} // namespace

bool Wait::isReckoned() const
{
    const QString text = until.trimmed();
    return !text.isEmpty() && !durationFromText(text) && !instantFromText(text);
}

const StepDefinition *Definition::step(const QString &phase, const QString &id) const
{
    const auto &list = phase == QLatin1String("rollback") ? rollback : steps;
    for (const StepDefinition &step : list) {
        if (step.id == id)
            return &step;
    }
    return nullptr;
}

ParsedDefinition parseDefinition(const QByteArray &yaml, const QString &source,
                                 const ActivityRegistry *registry)
{
    ParsedDefinition parsed;
    const auto document = readYaml(yaml, source);
    if (!document) {
        parsed.problems.push_back(document.error());
        return parsed;
    }
    parsed.problems = schemaProblems(*document);
    // What a section of the wrong form would mean is a guess: the meaning is looked at once the form is
    // right.
    if (!parsed.problems.empty())
        return parsed;
    Definition definition = readDefinition(*document, parsed.problems);
    definition.yaml = yaml;
    definition.digest =
        QString::fromLatin1(QCryptographicHash::hash(yaml, QCryptographicHash::Sha256).toHex());
    checkDefinition(definition, *document, registry, parsed.problems);
    checkDefaults(definition, *document, parsed.problems);
    if (!parsed.problems.empty())
        return parsed;
    definition.steps = withRepetitions(definition.steps);
    definition.rollback = withRepetitions(definition.rollback);
    parsed.definition = std::move(definition);
    return parsed;
}

Result<QJsonObject> checkInputs(const Definition &definition, const QJsonObject &inputs)
{
    const QJsonObject filled = withDefaults(definition, inputs);
    const auto complaints = checkAgainstSchema(inputSchema(definition), filled);
    if (!complaints)
        return Failure(complaints.error());
    if (complaints->empty())
        return filled;
    QStringList all;
    for (const SchemaComplaint &complaint : *complaints)
        all.append(complaint.what);
    return fail(Problem::Kind::Invalid,
                QStringLiteral("The inputs do not fit \"%1\": %2")
                    .arg(definition.name, all.join(QStringLiteral("; "))),
                complaints->front().hint, QStringLiteral("/inputs") + complaints->front().pointer);
}

} // namespace slipway
