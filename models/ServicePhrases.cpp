#include "models/ServicePhrases.h"

#include "models/ModelText.h"
#include "models/PhraseTables.h"
#include "models/ServiceWords.h"

#include <QCache>
#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace slipway {

namespace {

constexpr qsizetype longest = 2000; // what is longer is nobody's sentence
constexpr int mostBlanks = 9;
constexpr qsizetype enough = 13; // characters of its own by which a sentence is known: " is paged by "
constexpr qsizetype mostRemembered = 256 * 1024; // characters

struct Matcher
{
    const char *text = nullptr;
    QString key; // the longest of what stands between its blanks
    QRegularExpression pattern;
    std::vector<int> blanks; // the number of each capture
    QString worded;
    qsizetype own = 0; // characters that aren't blanks
};

// "%1"; "%00" and "%2F" are an escape that a sentence speaks of. None: 0.
int blankAt(QStringView text, qsizetype at)
{
    if (at + 1 >= text.size() || text[at] != QLatin1Char('%'))
        return 0;
    const bool isEscape = at + 2 < text.size() && text[at + 2].isLetterOrNumber();
    return isEscape ? 0 : text[at + 1].digitValue();
}

QStringList partsBetweenBlanks(const QString &text)
{
    QStringList parts{QString()};
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (blankAt(text, i) <= 0) {
            parts.last() += text[i];
            continue;
        }
        parts.append(QString());
        ++i;
    }
    return parts;
}

// What a blank takes. People have names of several words, but "%1 of %2 is %3" isn't to take just any
// sentence; and no name goes on into the next one. What is quoted may have borders in it, unless quotes are,
// too.
QString takenBy(QStringView text, qsizetype at, qsizetype own, bool isWorded)
{
    const bool isQuoted = at > 0 && text[at - 1] == QLatin1Char('"');
    if (isWorded)
        return QStringLiteral("(.*?)");
    if (isQuoted)
        return QStringLiteral("([^\"]*?|(?:(?!; ).)*?)");
    if (at > 0)
        return QStringLiteral("((?:(?!; |[.!?] [A-Z]).)*?)");
    const QString name =
        own < enough ? QStringLiteral("\\S+") : QStringLiteral("(?:(?!; |: |[.!?] [A-Z]).)+?");
    return QStringLiteral("(%1(?: \\([^()]*\\))?)").arg(name);
}

Matcher matcherOf(const Phrase &phrase)
{
    Matcher made;
    made.text = phrase.text;
    made.worded = QLatin1String(phrase.worded);
    const QString text = QString::fromUtf8(phrase.text);
    for (const QString &part : partsBetweenBlanks(text)) {
        made.own += part.size();
        if (part.size() > made.key.size())
            made.key = part;
    }
    QString pattern = QStringLiteral("\\A");
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int blank = blankAt(text, i);
        if (blank <= 0) {
            pattern += QRegularExpression::escape(text.mid(i, 1));
            continue;
        }
        const bool isAgain = std::find(made.blanks.begin(), made.blanks.end(), blank) != made.blanks.end();
        pattern += isAgain ? QStringLiteral(".*?")
                           : takenBy(text, i, made.own, made.worded.contains(QChar(u'0' + blank)));
        if (!isAgain)
            made.blanks.push_back(blank);
        ++i;
    }
    made.pattern =
        QRegularExpression(pattern + QStringLiteral("\\z"), QRegularExpression::DotMatchesEverythingOption);
    return made;
}

// Those with most words of their own first: "Release %1 of %2 is %3" before "%1 of %2 is %3".
std::vector<Matcher> makeMatchers()
{
    std::vector<Matcher> all;
    for (const auto &table : phraseTables())
        std::transform(table.begin(), table.end(), std::back_inserter(all), matcherOf);
    std::stable_sort(all.begin(), all.end(),
                     [](const Matcher &one, const Matcher &other) { return one.own > other.own; });
    return all;
}

// Roles, states, times, findings, or a sentence within the sentence, with the name of an appliance before it
// or without. Shorter than what it stood in.
QString partWords(const QString &part)
{
    for (const auto words : {roleWords, signOffWords, stateWord, waitWords}) {
        if (const QString said = words(part); said != part)
            return said;
    }
    if (const QString said = checkWords(part); said != part)
        return said;
    static const QRegularExpression named(QStringLiteral("\\A([a-z0-9-]+: )(.+)\\z"),
                                          QRegularExpression::DotMatchesEverythingOption);
    const auto match = named.match(part);
    return match.hasMatch() ? match.captured(1) + checkWords(match.captured(2)) : part;
}

struct Found
{
    const Matcher *matcher = nullptr; // none: it is nobody's sentence
    QStringList captured;             // the whole first
};

QString filled(const Found &found)
{
    const Matcher &matcher = *found.matcher;
    std::array<QString, mostBlanks + 1> values;
    for (std::size_t i = 0; i < matcher.blanks.size(); ++i) {
        const int blank = matcher.blanks[i];
        const QString value = found.captured.value(static_cast<qsizetype>(i) + 1);
        values[static_cast<std::size_t>(blank)] =
            matcher.worded.contains(QChar(u'0' + blank)) ? partWords(value) : value;
    }
    // In one go: what was filled in may look like a blank itself.
    const QString words = QCoreApplication::translate("ServicePhrases", matcher.text);
    QString text;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const int blank = blankAt(words, i);
        if (blank <= 0) {
            text += words[i];
            continue;
        }
        text += values[static_cast<std::size_t>(blank)];
        ++i;
    }
    return text;
}

Found searched(const QString &said)
{
    static const std::vector<Matcher> matchers = makeMatchers();
    for (const Matcher &one : matchers) {
        if (!said.contains(one.key)) // cheaper; and a pattern that is never tried is never compiled
            continue;
        if (const auto match = one.pattern.match(said); match.hasMatch())
            return {&one, match.capturedTexts()};
    }
    return {};
}

// Lists say the same again with every change. What was found is remembered, not its words, which are of the
// language of the moment.
std::optional<QString> sentenceWords(const QString &said)
{
    thread_local QCache<QString, Found> remembered(mostRemembered);
    Found found;
    if (const Found *known = remembered.object(said)) {
        found = *known;
    } else {
        found = searched(said);
        remembered.insert(said, new Found(found), said.size() + 1);
    }
    return found.matcher ? std::optional(filled(found)) : std::nullopt;
}

} // namespace

QString phraseWords(const QString &said)
{
    if (said.isEmpty() || said.size() > longest)
        return said;
    if (const auto whole = sentenceWords(said))
        return *whole;
    // Several findings come as one problem, and what helps against each as one hint.
    static const QRegularExpression border(QStringLiteral("; |(?<=[.!?]) "));
    QString words;
    qsizetype from = 0;
    for (auto borders = border.globalMatch(said); borders.hasNext();) {
        const auto next = borders.next();
        const QString piece = said.mid(from, next.capturedStart() - from);
        words += sentenceWords(piece).value_or(piece) + next.captured();
        from = next.capturedEnd();
    }
    const QString last = said.mid(from);
    return from == 0 ? said : words + sentenceWords(last).value_or(last);
}

Problem problemWords(Problem problem)
{
    problem.what = phraseWords(problem.what);
    problem.hint = phraseWords(problem.hint);
    return problem;
}

} // namespace slipway
