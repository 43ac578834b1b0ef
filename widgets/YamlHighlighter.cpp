#include "widgets/YamlHighlighter.h"

#include "widgets/Theme.h"

#include <QRegularExpression>

#include <algorithm>

namespace slipway {

namespace {

constexpr qsizetype longestLine = 5000; // beyond that colours help nobody

qsizetype indentOf(const QString &line)
{
    qsizetype at = 0;
    while (at < line.size() && line[at] == QLatin1Char(' '))
        ++at;
    return at;
}

// Where a quoted string ends, the quote included.
qsizetype endOfString(const QString &line, qsizetype from)
{
    const QChar quote = line[from];
    for (qsizetype at = from + 1; at < line.size(); ++at) {
        if (quote == QLatin1Char('"') && line[at] == QLatin1Char('\\'))
            ++at;
        else if (line[at] == quote)
            return at + 1;
    }
    return line.size();
}

bool isBoundary(const QString &line, qsizetype at)
{
    static const QString marks = QStringLiteral(" {}[],:");
    return at < 0 || at >= line.size() || marks.contains(line[at]);
}

// After a colon, a dash, a comma or a bracket: a number in the middle of words is one of them.
bool beginsValue(const QString &line, qsizetype at)
{
    static const QString marks = QStringLiteral(":-,[{");
    qsizetype before = at - 1;
    while (before >= 0 && line[before] == QLatin1Char(' '))
        --before;
    return isBoundary(line, at - 1) && (before < 0 || marks.contains(line[before]));
}

} // namespace

YamlHighlighter::YamlHighlighter(QTextDocument *document) : QSyntaxHighlighter(document) {}

void YamlHighlighter::recolour()
{
    rehighlight();
}

std::vector<YamlHighlighter::Span> YamlHighlighter::spansOf(const QString &line, bool isText)
{
    static const QRegularExpression key(QStringLiteral("\\G[A-Za-z_][\\w./-]*(?=\\s*:(\\s|$))"));
    static const QRegularExpression number(
        QStringLiteral("\\G(\\d[\\w.]*|true|false|null|~)(?=\\s*([,}\\]]|$|\\s#))"));
    std::vector<Span> spans;
    qsizetype at = 0;
    while (at < line.size()) {
        const QChar c = line[at];
        const auto take = [&](qsizetype length, Part part) {
            spans.push_back({at, length, part});
            at += length;
        };
        if (c == QLatin1Char('$') && line.mid(at, 2) == QLatin1String("${")) {
            const qsizetype end = line.indexOf(QLatin1Char('}'), at);
            take((end < 0 ? line.size() : end + 1) - at, Part::Expression);
        } else if (isText) {
            ++at;
        } else if (c == QLatin1Char('#') && isBoundary(line, at - 1)) {
            take(line.size() - at, Part::Comment);
        } else if ((c == QLatin1Char('"') || c == QLatin1Char('\'')) && isBoundary(line, at - 1)) {
            const qsizetype end = endOfString(line, at);
            while (at < end) {
                const qsizetype inside = line.indexOf(QLatin1String("${"), at);
                if (inside < 0 || inside >= end) {
                    take(end - at, Part::String);
                    break;
                }
                if (inside > at)
                    take(inside - at, Part::String);
                const qsizetype close = line.indexOf(QLatin1Char('}'), at);
                take((close < 0 || close >= end ? end : close + 1) - at, Part::Expression);
            }
        } else if (isBoundary(line, at - 1) && key.match(line, at).hasMatch()) {
            const QString word = key.match(line, at).captured();
            take(word.size(), Part::Key);
            if (word == QLatin1String("when") && line.trimmed().startsWith(QLatin1String("when"))) {
                const qsizetype colon = line.indexOf(QLatin1Char(':'), at);
                at = colon + 1;
                take(line.size() - at, Part::Expression);
            }
        } else if (beginsValue(line, at) && number.match(line, at).hasMatch()) {
            take(number.match(line, at).capturedLength(), Part::Number);
        } else if (QStringLiteral("{}[],").contains(c) ||
                   (c == QLatin1Char('-') && at == indentOf(line) && isBoundary(line, at + 1))) {
            take(1, Part::Mark);
        } else {
            ++at;
        }
    }
    return spans;
}

QTextCharFormat YamlHighlighter::formatOf(Part part) const
{
    QTextCharFormat format;
    switch (part) {
    case Part::Key:
        format.setForeground(theme::colour(theme::Tone::Busy));
        break;
    case Part::String:
        format.setForeground(theme::colour(theme::Tone::Good));
        break;
    case Part::Expression:
        format.setForeground(theme::colour(theme::Tone::Waiting));
        format.setFontWeight(QFont::DemiBold);
        break;
    case Part::Number:
        format.setForeground(theme::colour(theme::Tone::Warning));
        break;
    case Part::Comment:
    case Part::Mark:
        format.setForeground(theme::colour(theme::Tone::Idle));
        break;
    case Part::Text:
        break;
    }
    return format;
}

// The state of a line is the indentation of the block of text it lies in, plus one; 0: in none.
void YamlHighlighter::highlightBlock(const QString &line)
{
    static const QRegularExpression opens(QStringLiteral("(:|^\\s*-)\\s+[|>][+-]?\\d?\\s*$"));
    if (line.size() > longestLine)
        return;
    const int before = std::max(0, previousBlockState());
    const int indent = static_cast<int>(indentOf(line));
    const bool isBlank = indent == line.size();
    const bool isText = before > 0 && (isBlank || indent >= before);
    if (isText)
        setCurrentBlockState(before);
    else
        setCurrentBlockState(opens.match(line).hasMatch() ? indent + 1 : 0);
    for (const Span &span : spansOf(line, isText))
        setFormat(static_cast<int>(span.start), static_cast<int>(span.length), formatOf(span.part));
}

} // namespace slipway
