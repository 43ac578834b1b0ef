#include "widgets/DefinitionFile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QStringDecoder>

namespace slipway {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(DefinitionFile)
};

} // namespace

Result<QString> readDefinition(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return fail(Problem::Kind::NotFound, Words::tr("The file can't be read"), file.errorString(), path);
    const QByteArray bytes = file.read(longestDefinition + 1);
    if (bytes.size() > longestDefinition)
        return fail(Problem::Kind::Invalid, Words::tr("The file is too large for a definition"),
                    Words::tr("A definition has 1 MiB at most."), path);
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder.decode(bytes);
    if (decoder.hasError() || text.contains(QChar(0)))
        return fail(Problem::Kind::Invalid, Words::tr("The file isn't text in UTF-8"),
                    Words::tr("Choose a definition in YAML."), path);
    if (text.trimmed().isEmpty())
        return fail(Problem::Kind::Invalid, Words::tr("The file is empty"),
                    Words::tr("Choose a definition in YAML."), path);
    return text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
}

QString nameInDefinition(const QString &yaml)
{
    static const QRegularExpression line(QStringLiteral("^name:[ \\t]*[\"']?([A-Za-z0-9_.-]{1,100})"),
                                         QRegularExpression::MultilineOption);
    return line.match(yaml).captured(1);
}

LineChanges lineChanges(const QString &before, const QString &after)
{
    QHash<QString, int> counts;
    for (const QString &line : before.split(QLatin1Char('\n')))
        --counts[line];
    for (const QString &line : after.split(QLatin1Char('\n')))
        ++counts[line];
    LineChanges changes;
    for (const int count : std::as_const(counts)) {
        changes.come += std::max(count, 0);
        changes.go += std::max(-count, 0);
    }
    return changes;
}

} // namespace slipway
