#include "ctl/Output.h"

#include "domain/Json.h"

#include <cstdio>

namespace slipway {

namespace {

void write(std::FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

// What came from elsewhere must not steer the terminal. kept: controls that may stay.
QString printable(QString text, QLatin1String kept = {})
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control && !kept.contains(c))
            c = QLatin1Char(' ');
    }
    return text;
}

} // namespace

void printLine(const QString &line)
{
    write(stdout, printable(line, QLatin1String("\n\t")).toUtf8() + '\n');
}

void printJson(const QJsonObject &object)
{
    write(stdout, toBytes(object) + '\n');
}

void printNote(const QString &line)
{
    write(stderr, printable(line).toUtf8() + '\n');
}

void printProblem(const Problem &problem)
{
    write(stderr, "slipwayctl: " + printable(problem.text()).toUtf8() + '\n');
}

void Table::print() const
{
    if (m_rows.empty())
        return;
    std::vector<qsizetype> widths(static_cast<std::size_t>(m_titles.size()), 0);
    std::vector<QStringList> lines{m_titles};
    lines.insert(lines.end(), m_rows.begin(), m_rows.end());
    for (const QStringList &line : lines) {
        for (qsizetype i = 0; i < line.size(); ++i) {
            qsizetype &width = widths[static_cast<std::size_t>(i)];
            width = std::max(width, line[i].size());
        }
    }
    for (const QStringList &line : lines) {
        QString text;
        for (qsizetype i = 0; i < line.size(); ++i) {
            const bool isLast = i + 1 == line.size();
            const QString value = printable(line[i]);
            text += isLast ? value : value.leftJustified(widths[static_cast<std::size_t>(i)] + 2);
        }
        printLine(text);
    }
}

QString shortTime(const QString &text)
{
    return text.left(19).replace(QLatin1Char('T'), QLatin1Char(' '));
}

QString cell(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    case QJsonValue::Double:
        return QString::number(value.toDouble(), 'g', 15);
    case QJsonValue::String:
        return value.toString();
    default:
        return {};
    }
}

} // namespace slipway
