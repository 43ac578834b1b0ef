#include "models/ShellLine.h"

#include <QRegularExpression>
#include <QStringList>

namespace slipway {

namespace {

const QString endMark = QStringLiteral("END");

const QRegularExpression &program()
{
    static const QRegularExpression expression(QStringLiteral("^([a-z-]+ \"\\$\\()?slipwayctl(?= [a-z])"));
    return expression;
}

// Whether a quote is open at its end. Slipway's lines quote by single ones, and escape those.
bool endsQuoted(const QString &line, bool isQuoted)
{
    for (qsizetype at = 0; at < line.size(); ++at) {
        if (line.at(at) == QLatin1Char('\''))
            isQuoted = !isQuoted;
        else if (!isQuoted && line.at(at) == QLatin1Char('\\'))
            ++at;
    }
    return isQuoted;
}

} // namespace

QString shellQuoted(const QString &word)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:@%+=,-]+$"));
    if (plain.match(word).hasMatch())
        return word;
    QString quoted = word;
    quoted.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QLatin1Char('\'') + quoted + QLatin1Char('\'');
}

// The mark of its end is one that isn't a line of it.
QString fedLine(const QString &command, const QString &text)
{
    const QStringList lines = text.split(QLatin1Char('\n'));
    QString end = endMark;
    for (int count = 2; lines.contains(end); ++count)
        end = endMark + QString::number(count);
    const QString ending = text.endsWith(QLatin1Char('\n')) ? QString() : QStringLiteral("\n");
    return command + QStringLiteral(" <<'") + end + QStringLiteral("'\n") + text + ending + end +
           QLatin1Char('\n');
}

QString placedLine(const QString &text, const QString &place)
{
    if (place.isEmpty() || !program().match(text).hasMatch())
        return text;
    static const QRegularExpression feeding(QStringLiteral(" <<'([A-Z0-9]+)'$"));
    QStringList placed;
    bool isQuoted = false;
    QString fedUntil; // empty: nothing is fed
    for (QString line : text.split(QLatin1Char('\n'))) {
        if (!fedUntil.isEmpty()) {
            if (line == fedUntil)
                fedUntil.clear();
            placed.append(line);
            continue;
        }
        const bool wasQuoted = isQuoted;
        isQuoted = endsQuoted(line, wasQuoted);
        if (!isQuoted)
            fedUntil = feeding.match(line).captured(1);
        const auto match = program().match(line);
        if (!wasQuoted && !match.hasMatch() && !line.isEmpty())
            return text; // it only begins like one
        if (!wasQuoted && match.hasMatch())
            line.insert(match.capturedEnd(), QLatin1Char(' ') + place);
        placed.append(line);
    }
    return isQuoted || !fedUntil.isEmpty() ? text : placed.join(QLatin1Char('\n'));
}

} // namespace slipway
