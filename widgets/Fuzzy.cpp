#include "widgets/Fuzzy.h"

#include <QString>

#include <algorithm>

namespace slipway {

namespace {

constexpr qsizetype longest = 200; // of a text that is looked at

// One word of what was typed.
std::optional<int> scoreOfWord(QStringView word, QStringView text)
{
    const qsizetype whole = text.indexOf(word, 0, Qt::CaseInsensitive);
    if (whole >= 0) {
        const bool begins = whole == 0 || !text.at(whole - 1).isLetterOrNumber();
        return 100 + (begins ? 60 : 0) + (whole == 0 ? 40 : 0) -
               static_cast<int>(std::min<qsizetype>(whole, 40));
    }
    int score = 0;
    qsizetype at = 0;
    qsizetype before = -2;
    for (const QChar wanted : word) {
        const qsizetype found = text.indexOf(wanted, at, Qt::CaseInsensitive);
        if (found < 0)
            return std::nullopt;
        const bool begins = found == 0 || !text.at(found - 1).isLetterOrNumber();
        score += begins                ? 10
                 : found == before + 1 ? 6
                                       : -static_cast<int>(std::min<qsizetype>(found - at, 5));
        before = found;
        at = found + 1;
    }
    // Letters strewn over a long text are no match that anybody meant.
    return score > 0 ? std::optional(score) : std::nullopt;
}

} // namespace

std::optional<int> fuzzyScore(QStringView pattern, QStringView text)
{
    text = text.left(longest);
    int score = 0;
    for (const QStringView word : pattern.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto one = scoreOfWord(word, text);
        if (!one)
            return std::nullopt;
        score += *one;
    }
    return score - static_cast<int>(text.size() / 16);
}

} // namespace slipway
