#include "service/platform/sandbox/RecipeCheck.h"

#include "domain/Json.h"
#include "service/engine/SchemaCheck.h"
#include "service/engine/YamlReader.h"
#include "service/ipc/Process.h"
#include "service/platform/sandbox/ApplianceClass.h"
#include "service/platform/sandbox/SpecBuilder.h"
#include "service/platform/sandbox/Variables.h"

#include <QDir>
#include <QFileInfo>

#include <map>

void slipwayInitResources();

namespace slipway {

namespace {

const QString root = QStringLiteral("/recipe");

Failure wrong(const QString &what, const QString &hint, const QString &pointer)
{
    return fail(Problem::Kind::Invalid, what, hint, root + pointer);
}

QString textOf(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

QString pointerTo(const QString &parent, const QString &key)
{
    return parent + QLatin1Char('/') + pointerToken(key);
}

Result<void> checkForm(const QJsonObject &recipe)
{
    slipwayInitResources();
    const auto bytes = readFile(QStringLiteral(":/slipway/schemas/application.json"));
    if (!bytes)
        return Failure(bytes.error());
    const auto schema = objectFromBytes(*bytes, QStringLiteral("the schema of recipes"));
    if (!schema)
        return Failure(schema.error());
    const auto complaints = checkAgainstSchema(*schema, recipe);
    if (!complaints)
        return Failure(complaints.error());
    if (complaints->empty())
        return {};
    const SchemaComplaint &first = complaints->front();
    return wrong(first.what, first.hint, first.pointer);
}

// Of a recipe whose form is right.
class RecipeReader
{
public:
    RecipeReader(const DataFolder &folder, const QJsonObject &recipe)
        : m_share(folder.runtime() + QStringLiteral("/share/")), m_recipe(recipe)
    {
    }

    Result<void> check()
    {
        const QJsonArray entries = m_recipe.value(QLatin1String("appliances")).toArray();
        for (qsizetype i = 0; i < entries.size(); ++i) {
            const QString pointer = QStringLiteral("/appliances/%1").arg(i);
            if (auto added = add(entries.at(i).toObject(), pointer); !added)
                return added;
        }
        for (qsizetype i = 0; i < entries.size(); ++i) {
            const QString pointer = QStringLiteral("/appliances/%1/parameters").arg(i);
            if (auto known = checkParameters(entries.at(i).toObject(), pointer); !known)
                return known;
        }
        if (auto known = checkFront(); !known)
            return known;
        const QJsonObject version = m_recipe.value(QLatin1String("version")).toObject();
        if (!version.isEmpty()) {
            const auto known = checkKnown(textOf(version, "appliance"), QStringLiteral("/version/appliance"));
            if (!known)
                return known;
        }
        return checkContent();
    }

private:
    Result<void> add(const QJsonObject &entry, const QString &pointer);
    Result<void> checkParameters(const QJsonObject &entry, const QString &pointer) const;
    Result<void> checkFront() const;
    Result<void> checkContent() const;
    Result<void> checkKnown(const QString &name, const QString &pointer) const;
    Result<ApplianceClass> classNamed(const QString &name, const QString &pointer) const;

    QString m_share;
    const QJsonObject &m_recipe;
    std::map<QString, ApplianceClass> m_classes; // by appliance
    std::map<QString, QString> m_doors;          // socket → the appliance that listens there
};

Result<ApplianceClass> RecipeReader::classNamed(const QString &name, const QString &pointer) const
{
    const QDir classes(m_share + QStringLiteral("classes"));
    if (!classes.exists(name)) {
        const QStringList known = classes.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        return wrong(QStringLiteral("There is no appliance class \"%1\"").arg(name),
                     QStringLiteral("There are: %1.").arg(known.join(QStringLiteral(", "))), pointer);
    }
    auto kind = ApplianceClass::load(classes.filePath(name));
    if (!kind)
        return kind;
    if (const QStringList missing = kind->missing(); !missing.isEmpty()) {
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("The class %1 needs %2").arg(name, missing.join(QStringLiteral(", "))),
                    QStringLiteral("Install %1.").arg(kind->packages.join(QLatin1Char(' '))), root + pointer);
    }
    return kind;
}

Result<void> RecipeReader::add(const QJsonObject &entry, const QString &pointer)
{
    const QString name = textOf(entry, "name");
    const QString place = pointer + QStringLiteral("/name");
    for (const char *taken : {"doors", "peer", "localhost"}) {
        if (name == QLatin1String(taken))
            return wrong(QStringLiteral("No appliance can be called \"%1\"").arg(name),
                         QStringLiteral("Give it another name."), place);
    }
    if (m_classes.contains(name))
        return wrong(QStringLiteral("Two appliances are called \"%1\"").arg(name),
                     QStringLiteral("Give each a name of its own."), place);
    auto kind = classNamed(textOf(entry, "class"), pointer + QStringLiteral("/class"));
    if (!kind)
        return Failure(kind.error());
    for (const QJsonValue &service : kind->document.value(QLatin1String("services")).toArray()) {
        for (const QString &socket : stringsFromJson(service.toObject().value(QLatin1String("sockets")))) {
            // A door with the appliance's name in it is its own.
            if (!socket.startsWith(QLatin1String("${doors}/")) || socket.contains(QLatin1String("${name}")))
                continue;
            const auto [other, isNew] = m_doors.emplace(socket, name);
            if (!isNew)
                return wrong(QStringLiteral("\"%1\" and \"%2\" would listen at the same door")
                                 .arg(other->second, name),
                             QStringLiteral("An environment has one appliance of such a class."), pointer);
        }
    }
    m_classes.emplace(name, std::move(*kind));
    return {};
}

Result<void> RecipeReader::checkKnown(const QString &name, const QString &pointer) const
{
    if (m_classes.contains(name))
        return {};
    QStringList names;
    for (const auto &[known, kind] : m_classes)
        names.append(known);
    return wrong(QStringLiteral("The recipe has no appliance \"%1\"").arg(name.left(80)),
                 QStringLiteral("It has: %1.").arg(names.join(QStringLiteral(", "))), pointer);
}

Result<void> RecipeReader::checkParameters(const QJsonObject &entry, const QString &pointer) const
{
    const ApplianceClass &kind = m_classes.at(textOf(entry, "name"));
    QJsonObject parameters = kind.document.value(QLatin1String("parameters")).toObject();
    const QJsonObject given = entry.value(QLatin1String("parameters")).toObject();
    const VariableLookup isVariable = [&kind](const QString &name) -> std::optional<QString> {
        const QLatin1String secret("secret.");
        const bool known = name.startsWith(secret) ? kind.secrets.contains(name.mid(secret.size()))
                                                   : SpecBuilder::variables().contains(name);
        return known ? std::optional(name) : std::nullopt;
    };
    for (auto it = given.begin(); it != given.end(); ++it) {
        const QString place = pointerTo(pointer, it.key());
        if (!parameters.contains(it.key())) {
            const QString known = parameters.keys().join(QStringLiteral(", "));
            return wrong(
                QStringLiteral("The class %1 has no parameter \"%2\"").arg(kind.name, it.key().left(80)),
                known.isEmpty() ? QStringLiteral("Leave it out.") : QStringLiteral("It has: %1.").arg(known),
                place);
        }
        if (const auto text = expandVariables(it.value(), isVariable, place); !text)
            return wrong(text.error().what, text.error().hint, place);
        parameters.insert(it.key(), it.value());
    }
    for (const QString &name : stringsFromJson(kind.document.value(QLatin1String("refers")))) {
        if (auto known = checkKnown(parameters.value(name).toString(), pointerTo(pointer, name)); !known)
            return known;
    }
    return {};
}

Result<void> RecipeReader::checkFront() const
{
    if (!m_recipe.contains(QLatin1String("front")))
        return {};
    const QString place = QStringLiteral("/front");
    const QString front = textOf(m_recipe, "front");
    if (auto known = checkKnown(front, place); !known)
        return known;
    const auto door = m_doors.find(QStringLiteral("${doors}/http.sock"));
    if (door == m_doors.end() || door->second != front)
        return wrong(
            QStringLiteral("\"%1\" of class %2 doesn't serve the site").arg(front, m_classes.at(front).name),
            door == m_doors.end() ? QStringLiteral("Add an appliance that does, of class nginx or archive.")
                                  : QStringLiteral("Name \"%1\".").arg(door->second),
            place);
    return {};
}

Result<void> RecipeReader::checkContent() const
{
    const QJsonObject content = m_recipe.value(QLatin1String("content")).toObject();
    for (auto it = content.begin(); it != content.end(); ++it) {
        const QString place = pointerTo(QStringLiteral("/content"), it.key());
        if (auto known = checkKnown(it.key(), place); !known)
            return known;
        const ApplianceClass &kind = m_classes.at(it.key());
        if (stringsFromJson(kind.document.value(QLatin1String("code"))).isEmpty())
            return wrong(QStringLiteral("The class %1 has no place for content").arg(kind.name),
                         QStringLiteral("Leave it out."), place);
        if (!QFileInfo(m_share + it.value().toString()).isDir())
            return wrong(
                QStringLiteral("No content \"%1\" comes with Slipway").arg(it.value().toString().left(80)),
                QStringLiteral("Leave it out, and bring the code once the application is there."), place);
    }
    return {};
}

} // namespace

Result<void> checkRecipe(const DataFolder &folder, const QJsonObject &recipe)
{
    if (auto right = checkForm(recipe); !right)
        return right;
    return RecipeReader(folder, recipe).check();
}

} // namespace slipway
