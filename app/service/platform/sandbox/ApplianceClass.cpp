#include "service/platform/sandbox/ApplianceClass.h"

#include "domain/Json.h"
#include "service/engine/SchemaCheck.h"
#include "service/engine/YamlReader.h"
#include "service/ipc/Process.h"
#include "service/platform/sandbox/Variables.h"

#include <QFile>
#include <QFileInfo>

void slipwayInitResources();

namespace slipway {

namespace {

constexpr QLatin1String secretPrefix("secret.");

void collectSecrets(const QString &text, QStringList &into)
{
    for (const QString &name : variablesOf(text)) {
        if (name.startsWith(secretPrefix) && !into.contains(name.mid(secretPrefix.size())))
            into.append(name.mid(secretPrefix.size()));
    }
}

// Paths stay below the appliance's home; a template that shows a secret is for the owner only.
Result<void> checkFiles(const YamlDocument &yaml, const QJsonArray &files, const QString &folder,
                        QStringList &secrets)
{
    for (qsizetype i = 0; i < files.size(); ++i) {
        const QJsonObject file = files.at(i).toObject();
        const QString pointer = QStringLiteral("/files/%1").arg(i);
        const auto text =
            readFile(folder + QLatin1Char('/') + file.value(QLatin1String("template")).toString());
        if (!text)
            return Failure(text.error().at(yaml.where(pointer + QStringLiteral("/template"))));
        QStringList found;
        collectSecrets(QString::fromUtf8(*text), found);
        if (!found.isEmpty() && file.value(QLatin1String("mode")).toString() != QLatin1String("0600")) {
            return fail(
                Problem::Kind::Invalid,
                QStringLiteral("The template shows the secret %1 but its mode isn't 0600").arg(found.first()),
                QStringLiteral("Set mode: \"0600\"."), yaml.where(pointer));
        }
        for (const QString &name : found) {
            if (!secrets.contains(name))
                secrets.append(name);
        }
    }
    return {};
}

Result<QJsonObject> classSchema()
{
    slipwayInitResources();
    const auto bytes = readFile(QStringLiteral(":/slipway/schemas/class.json"));
    if (!bytes)
        return Failure(bytes.error());
    return objectFromBytes(*bytes, QStringLiteral("the schema of classes"));
}

Result<std::pair<ApplianceClass, YamlDocument>> parse(const QByteArray &bytes, const QString &source)
{
    auto yaml = readYaml(bytes, source);
    if (!yaml)
        return Failure(yaml.error());
    const auto schema = classSchema();
    if (!schema)
        return Failure(schema.error());
    const auto complaints = checkAgainstSchema(*schema, yaml->root);
    if (!complaints)
        return Failure(complaints.error());
    if (!complaints->empty()) {
        const SchemaComplaint &first = complaints->front();
        return fail(Problem::Kind::Invalid, first.what, first.hint,
                    first.aboutKey ? yaml->whereKey(first.pointer) : yaml->where(first.pointer));
    }
    ApplianceClass parsed;
    parsed.document = yaml->root.toObject();
    parsed.name = parsed.document.value(QLatin1String("name")).toString();
    parsed.needs = stringsFromJson(parsed.document.value(QLatin1String("needs")));
    parsed.packages = stringsFromJson(parsed.document.value(QLatin1String("packages")));
    collectSecrets(QString::fromUtf8(bytes), parsed.secrets);
    return std::pair(std::move(parsed), std::move(*yaml));
}

} // namespace

Result<ApplianceClass> ApplianceClass::fromYaml(const QByteArray &yaml, const QString &source)
{
    auto parsed = parse(yaml, source);
    if (!parsed)
        return Failure(parsed.error());
    return std::move(parsed->first);
}

Result<ApplianceClass> ApplianceClass::load(const QString &folder)
{
    const QString source = folder + QStringLiteral("/class.yaml");
    const auto bytes = readFile(source);
    if (!bytes) {
        return fail(Problem::Kind::NotFound,
                    QStringLiteral("There is no appliance class %1").arg(QFileInfo(folder).fileName()),
                    QStringLiteral("Name one of the classes that come with Slipway."), source);
    }
    auto parsed = parse(*bytes, source);
    if (!parsed)
        return Failure(parsed.error());
    auto &[kind, yaml] = *parsed;
    kind.folder = folder;
    if (auto checked =
            checkFiles(yaml, kind.document.value(QLatin1String("files")).toArray(), folder, kind.secrets);
        !checked)
        return Failure(checked.error());
    return std::move(kind);
}

QStringList ApplianceClass::missing() const
{
    QStringList absent;
    for (const QString &program : needs) {
        if (!QFileInfo::exists(program))
            absent.append(program);
    }
    return absent;
}

} // namespace slipway
