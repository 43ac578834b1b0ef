#include "service/release/CodeRecord.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace slipway {

Result<void> writeManifest(const QString &file, const Manifest &manifest)
{
    if (!QDir().mkpath(QFileInfo(file).path())) {
        return fail(Problem::Kind::Unavailable, QStringLiteral("A folder of the release can't be made"),
                    QStringLiteral("Look at its rights and at the free space of the disk."), file);
    }
    return writeFileAtomically(file,
                               toBytes(QJsonObject{{QStringLiteral("digest"), manifest.digest},
                                                   {QStringLiteral("files"), manifest.files},
                                                   {QStringLiteral("bytes"), manifest.bytes},
                                                   {QStringLiteral("entries"), manifest.entries}}),
                               0600);
}

Result<Manifest> readManifest(const QString &file)
{
    const auto bytes = readFile(file);
    if (!bytes)
        return Failure(bytes.error());
    const auto object = objectFromBytes(*bytes, QStringLiteral("the manifest"));
    if (!object)
        return Failure(object.error().at(file));
    return Manifest{object->value(QStringLiteral("digest")).toString(),
                    object->value(QStringLiteral("files")).toInteger(),
                    object->value(QStringLiteral("bytes")).toInteger(),
                    object->value(QStringLiteral("entries")).toObject()};
}

QStringList differences(const Manifest &before, const Manifest &after, int limit)
{
    std::vector<std::pair<QString, QString>> found; // path, what
    for (auto entry = before.entries.begin(); entry != before.entries.end(); ++entry) {
        const auto other = after.entries.find(entry.key());
        if (other == after.entries.end())
            found.emplace_back(entry.key(), QStringLiteral("gone"));
        else if (other.value() != entry.value())
            found.emplace_back(entry.key(), QStringLiteral("changed"));
    }
    for (auto entry = after.entries.begin(); entry != after.entries.end(); ++entry) {
        if (!before.entries.contains(entry.key()))
            found.emplace_back(entry.key(), QStringLiteral("added"));
    }
    std::sort(found.begin(), found.end());
    QStringList lines;
    for (const auto &[path, what] : found) {
        if (lines.size() == limit) {
            lines.append(QStringLiteral("and %1 more").arg(qsizetype(found.size()) - limit));
            break;
        }
        lines.append(what + QLatin1Char(' ') + path);
    }
    return lines;
}

} // namespace slipway
