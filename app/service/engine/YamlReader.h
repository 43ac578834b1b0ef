// Reads one YAML document into JSON and remembers where each value stood, so that a complaint can name line
// and column. No anchors, no aliases, no duplicate keys; size, depth and number of values are bounded.
#pragma once
#include "domain/Problem.h"

#include <QHash>
#include <QJsonValue>

namespace slipway {

struct YamlPlace
{
    int line = 1;
    int column = 1;
    bool operator==(const YamlPlace &) const = default;
};

struct YamlDocument
{
    static constexpr qsizetype maximumBytes = 1024 * 1024;
    static constexpr int maximumDepth = 32;
    static constexpr int maximumValues = 50'000;

    QString source;
    QJsonValue root;
    QHash<QString, YamlPlace> values; // by JSON pointer
    QHash<QString, YamlPlace> keys;   // by JSON pointer of the value the key names

    // "file:line:column" of the value, or of the nearest value around it.
    QString where(const QString &pointer) const;
    // The same for a key: where the name itself stands.
    QString whereKey(const QString &pointer) const;
};

Result<YamlDocument> readYaml(const QByteArray &bytes, const QString &source);

// One token of a JSON pointer, escaped.
QString pointerToken(const QString &name);

} // namespace slipway
