#include "console/Profiles.h"

#include "client/LocalService.h"
#include "console/CommandLine.h"
#include "domain/Json.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <algorithm>

namespace slipway {

namespace {

const QString connectionKey = QStringLiteral("connection");
const QString usualName = QStringLiteral("default");

// A token that was got over TLS never goes out in the clear: the name, and with it the key of the token, is
// its host's for https and says the scheme for any other. One that was kept before stays what it was called.
Profile ofServer(const QUrl &server, const std::vector<Profile> &known)
{
    const QString host = server.authority();
    const auto kept = std::find_if(known.begin(), known.end(), [&](const Profile &p) {
        return p.server == server && (p.name == host || p.name == server.toString());
    });
    if (kept != known.end())
        return *kept;
    const bool isTaken = std::any_of(known.begin(), known.end(), [&](const Profile &p) {
        return p.name == host && p.server.scheme() != server.scheme();
    });
    const bool isSafe = server.scheme() == QLatin1String("https");
    Profile profile;
    profile.server = server;
    profile.name = isSafe && !isTaken ? host : server.toString();
    return profile;
}

QString hashOf(const QString &text)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(12));
}

} // namespace

QString Profile::key() const
{
    // Readable where it can be, and never a path or too long for a file's name.
    QString readable;
    for (const QChar c : name.left(40)) {
        const bool isPlain = c.unicode() < 128 && (c.isLetterOrNumber() || c == QLatin1Char('-'));
        readable.append(isPlain ? c : QLatin1Char('_'));
    }
    return readable == name && !name.isEmpty() ? name : readable + QLatin1Char('-') + hashOf(name);
}

QJsonObject Profile::toJson() const
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("server"), server.toString()},
            {QStringLiteral("data"), data},
            {QStringLiteral("demo"), demo},
            {QStringLiteral("user"), user}};
}

Profile Profile::fromJson(const QJsonObject &object)
{
    Profile profile;
    profile.name = object.value(QStringLiteral("name")).toString();
    profile.server = QUrl(object.value(QStringLiteral("server")).toString(), QUrl::StrictMode);
    profile.data = object.value(QStringLiteral("data")).toString();
    profile.demo = object.value(QStringLiteral("demo")).toBool();
    profile.user = object.value(QStringLiteral("user")).toString();
    return profile;
}

QString Profiles::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/slipway");
}

QString Profiles::settingsFile(const Profile &profile) const
{
    return m_folder + QLatin1Char('/') + profile.key() + QStringLiteral(".json");
}

std::vector<Profile> Profiles::all() const
{
    std::vector<Profile> found;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const auto object = objectFromBytes(file.readAll(), name);
        if (!object || !object->value(connectionKey).isObject())
            continue;
        const Profile profile = Profile::fromJson(object->value(connectionKey).toObject());
        if (!profile.name.isEmpty() && settingsFile(profile) == folder.filePath(name))
            found.push_back(profile);
    }
    std::sort(found.begin(), found.end(), [](const Profile &a, const Profile &b) { return a.name < b.name; });
    return found;
}

Result<Profile> Profiles::chosen(const CommandLine &line) const
{
    const std::vector<Profile> known = all();
    const auto named = [&](const QString &name) {
        return std::find_if(known.begin(), known.end(), [&](const Profile &p) { return p.name == name; });
    };
    if (!line.profile.isEmpty()) {
        if (const auto found = named(line.profile); found != known.end())
            return *found;
        QStringList names;
        for (const Profile &profile : known)
            names.append(profile.name);
        return fail(Problem::Kind::NotFound,
                    QStringLiteral("There is no connection \"%1\"").arg(line.profile.left(200)),
                    names.isEmpty() ? QStringLiteral("None was kept yet; use --server URL.")
                                    : QStringLiteral("There are: %1.").arg(names.join(QStringLiteral(", "))));
    }
    if (!line.server.isEmpty())
        return ofServer(line.server, known);
    Profile profile;
    profile.demo = line.demo;
    const QString usual = LocalService::defaultFolder();
    profile.data = line.data.isEmpty() ? QDir(usual).absolutePath() : line.data;
    const bool isUsual = profile.data == QDir(usual).absolutePath();
    profile.name = isUsual ? usualName : profile.data;
    return profile;
}

} // namespace slipway
