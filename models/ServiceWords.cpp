#include "models/ServiceWords.h"

#include "domain/Instant.h"
#include "models/ModelText.h"
#include "models/ServicePhrases.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace slipway {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ServiceWords)
};

// Titles and descriptions of the pipelines that come along.
constexpr const char *titles[] = {
    QT_TRANSLATE_NOOP("ServiceWords", "Swap a tested copy into production"),
    QT_TRANSLATE_NOOP("ServiceWords", "Longest hold"),
    QT_TRANSLATE_NOOP("ServiceWords", "Site-down page"),
    QT_TRANSLATE_NOOP("ServiceWords", "Approval by a second person"),
    QT_TRANSLATE_NOOP("ServiceWords", "Note"),
    QT_TRANSLATE_NOOP("ServiceWords", "Clone production into a test environment"),
    QT_TRANSLATE_NOOP("ServiceWords", "Let the customer in"),
    QT_TRANSLATE_NOOP("ServiceWords", "The customer brings the candidate and signs off that it is ready"),
    QT_TRANSLATE_NOOP("ServiceWords", "Write down the code that was signed off"),
    QT_TRANSLATE_NOOP("ServiceWords", "A second person approves"),
    QT_TRANSLATE_NOOP("ServiceWords", "Check that nothing stands in the way"),
    QT_TRANSLATE_NOOP("ServiceWords", "Close the customer's access"),
    QT_TRANSLATE_NOOP("ServiceWords", "Let the copy follow production"),
    QT_TRANSLATE_NOOP("ServiceWords", "Bring over what has changed meanwhile"),
    QT_TRANSLATE_NOOP("ServiceWords", "Check once more that nothing stands in the way"),
    QT_TRANSLATE_NOOP("ServiceWords", "Ask from outside"),
    QT_TRANSLATE_NOOP("ServiceWords", "Bring over what the last seconds wrote"),
    QT_TRANSLATE_NOOP("ServiceWords", "Hold requests"),
    QT_TRANSLATE_NOOP("ServiceWords", "Answer what is under way"),
    QT_TRANSLATE_NOOP("ServiceWords", "Quiet the writers"),
    QT_TRANSLATE_NOOP("ServiceWords", "Bring over the last changes"),
    QT_TRANSLATE_NOOP("ServiceWords", "Compare both sides"),
    QT_TRANSLATE_NOOP("ServiceWords", "Start the new side in private"),
    QT_TRANSLATE_NOOP("ServiceWords", "Swap and let requests go"),
    QT_TRANSLATE_NOOP("ServiceWords", "The new side is production"),
    QT_TRANSLATE_NOOP("ServiceWords", "The old side stands by and follows"),
    QT_TRANSLATE_NOOP("ServiceWords", "Look at what was seen from outside"),
    QT_TRANSLATE_NOOP("ServiceWords", "Operations finalizes"),
    QT_TRANSLATE_NOOP("ServiceWords", "Remove the old side"),
    QT_TRANSLATE_NOOP("ServiceWords", "Check that nothing stands in the way back"),
    QT_TRANSLATE_NOOP("ServiceWords", "Bring over what was written since the swap"),
    QT_TRANSLATE_NOOP("ServiceWords", "Start the earlier side in private"),
    QT_TRANSLATE_NOOP("ServiceWords", "Swap back and let requests go"),
    QT_TRANSLATE_NOOP("ServiceWords", "The earlier side is production again"),
    QT_TRANSLATE_NOOP("ServiceWords", "Stop the side that was taken out"),
    QT_TRANSLATE_NOOP("ServiceWords", "Page until somebody answers"),
    QT_TRANSLATE_NOOP("ServiceWords", "Somebody answers"),
    QT_TRANSLATE_NOOP("ServiceWords", "Page whoever is on duty"),
    QT_TRANSLATE_NOOP("ServiceWords", "Wait for an answer"),
    QT_TRANSLATE_NOOP("ServiceWords", "Page them again"),
    QT_TRANSLATE_NOOP("ServiceWords", "Wait until it is done again"),
    QT_TRANSLATE_NOOP("ServiceWords", "Page the alternate"),
    QT_TRANSLATE_NOOP("ServiceWords", "Page everybody on the rota"),
    QT_TRANSLATE_NOOP("ServiceWords", "Page the manager"),
    QT_TRANSLATE_NOOP("ServiceWords", "Twenty steps that do nothing"),
    QT_TRANSLATE_NOOP("ServiceWords", "Requests wait at most this long; 3s, or 30s with the site-down page."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "Visitors see the site-down page during the cutover instead of waiting."),
    QT_TRANSLATE_NOOP("ServiceWords",
                      "Somebody of operations who didn't start the release approves it before the cutover."),
};

struct Named
{
    const char *name; // the service's
    const char *words;
};
constexpr Named names[] = {
    {"customer", QT_TRANSLATE_NOOP("ServiceWords", "customer")},
    {"operations", QT_TRANSLATE_NOOP("ServiceWords", "operations")},
    {"support", QT_TRANSLATE_NOOP("ServiceWords", "support")},
    {"sales", QT_TRANSLATE_NOOP("ServiceWords", "sales")},
    {"admin", QT_TRANSLATE_NOOP("ServiceWords", "admin")},
};
constexpr Named signOffs[] = {
    {"readiness", QT_TRANSLATE_NOOP("ServiceWords", "readiness")},
    {"approval", QT_TRANSLATE_NOOP("ServiceWords", "approval")},
    {"finalize", QT_TRANSLATE_NOOP("ServiceWords", "finalize")},
};
constexpr Named checks[] = {
    {"the way back", QT_TRANSLATE_NOOP("ServiceWords", "the way back")},
    {"nothing else in flight", QT_TRANSLATE_NOOP("ServiceWords", "nothing else in flight")},
    {"lock held", QT_TRANSLATE_NOOP("ServiceWords", "lock held")},
    {"production as it was cloned", QT_TRANSLATE_NOOP("ServiceWords", "production as it was cloned")},
    {"both addresses lead where they should",
     QT_TRANSLATE_NOOP("ServiceWords", "both addresses lead where they should")},
};

// What follows on the words that are the same every time, as one piece or several.
struct Pattern
{
    const char *pattern;
    const char *words;
};
constexpr Pattern waits[] = {
    {"^somebody resumes it$", QT_TRANSLATE_NOOP("ServiceWords", "somebody resumes it")},
    {"^the brake is taken off$", QT_TRANSLATE_NOOP("ServiceWords", "the brake is taken off")},
    {"^the signal (.+)$", QT_TRANSLATE_NOOP("ServiceWords", "the signal %1")},
    {"^the event (.+)$", QT_TRANSLATE_NOOP("ServiceWords", "the event %1")},
    {"^operations: retry, skip or abort \"(.+)\"$",
     QT_TRANSLATE_NOOP("ServiceWords", "operations: retry, skip or abort \"%1\"")},
    {"^operations: retry or abort \"(.+)\"$",
     QT_TRANSLATE_NOOP("ServiceWords", "operations: retry or abort \"%1\"")},
    {"^operations: retry or skip undoing \"(.+)\"$",
     QT_TRANSLATE_NOOP("ServiceWords", "operations: retry or skip undoing \"%1\"")},
    {"^operations: retry or skip \"(.+)\", which does not stop$",
     QT_TRANSLATE_NOOP("ServiceWords", "operations: retry or skip \"%1\", which does not stop")},
    {"^operations: retry or skip \"(.+)\"$",
     QT_TRANSLATE_NOOP("ServiceWords", "operations: retry or skip \"%1\"")},
    {"^operations: is \"(.+)\" done\\? Skip it if so, retry it if not$",
     QT_TRANSLATE_NOOP("ServiceWords", "operations: is \"%1\" done? Skip it if so, retry it if not")},
};
constexpr Pattern details[] = {
    {"^disk of (.+)$", QT_TRANSLATE_NOOP("ServiceWords", "disk of %1")},
    {"^health of (.+)$", QT_TRANSLATE_NOOP("ServiceWords", "health of %1")},
    {"^(\\d+) MB free, (\\d+) MB needed$", QT_TRANSLATE_NOOP("ServiceWords", "%1 MB free, %2 MB needed")},
    {"^held by run (\\d+)$", QT_TRANSLATE_NOOP("ServiceWords", "held by run %1")},
    {"^no other release of (.+)$", QT_TRANSLATE_NOOP("ServiceWords", "no other release of %1")},
};
constexpr Pattern doubts[] = {
    {"^nobody known writes from there$", QT_TRANSLATE_NOOP("ServiceWords", "nobody known writes from there")},
    {"^the sender can't be read$", QT_TRANSLATE_NOOP("ServiceWords", "the sender can't be read")},
    {"^a delivery report$", QT_TRANSLATE_NOOP("ServiceWords", "a delivery report")},
    {"^the sender's domain doesn't stand for it: (.+)$",
     QT_TRANSLATE_NOOP("ServiceWords", "the sender's domain doesn't stand for it: %1")},
    {"^taken for spam: (.+)$", QT_TRANSLATE_NOOP("ServiceWords", "taken for spam: %1")},
};

template <std::size_t Count>
std::optional<QString> named(const Named (&all)[Count], const QString &word)
{
    const auto found = std::find_if(std::begin(all), std::end(all),
                                    [&word](const Named &one) { return word == QLatin1String(one.name); });
    if (found == std::end(all))
        return std::nullopt;
    return Words::tr(found->words);
}

template <std::size_t Count>
std::optional<QString> matched(const Pattern (&all)[Count], const QString &text)
{
    for (const Pattern &one : all) {
        const auto match = QRegularExpression(QLatin1String(one.pattern)).match(text);
        if (!match.hasMatch())
            continue;
        QString words = Words::tr(one.words);
        if (match.lastCapturedIndex() == 1)
            return words.arg(titleWords(match.captured(1)));
        return match.lastCapturedIndex() == 2 ? words.arg(match.captured(1), match.captured(2)) : words;
    }
    return std::nullopt;
}

constexpr qsizetype longest = 2000; // what is longer is nobody's closed set

} // namespace

QString titleWords(const QString &title)
{
    const auto found = std::find_if(std::begin(titles), std::end(titles),
                                    [&title](const char *one) { return title == QLatin1String(one); });
    return found == std::end(titles) ? title : Words::tr(*found);
}

QString roleWords(const QString &role)
{
    return named(names, role).value_or(role);
}

QString signOffWords(const QString &name)
{
    return named(signOffs, name).value_or(name);
}

QString checkWords(const QString &text)
{
    if (text.size() > longest)
        return text;
    if (const auto whole = named(checks, text))
        return *whole;
    const auto detail = matched(details, text);
    return detail ? *detail : phraseWords(text);
}

QString waitWords(const QString &waitsFor)
{
    if (waitsFor.isEmpty() || waitsFor.size() > longest)
        return waitsFor;
    static const QRegularExpression signs(QStringLiteral("^(\\S+) signs off (.+)$"));
    static const QRegularExpression again(
        QStringLiteral("^another try of \"(.+)\" at (\\S+) \\((\\d+) of (\\d+)\\)$"));
    if (const auto match = signs.match(waitsFor); match.hasMatch())
        return Words::tr("%1 signs off %2")
            .arg(roleWords(match.captured(1)), signOffWords(match.captured(2)));
    if (const auto match = again.match(waitsFor); match.hasMatch()) {
        const auto at = instantFromText(match.captured(2));
        return Words::tr("another try of \"%1\" at %2 (%3 of %4)")
            .arg(titleWords(match.captured(1)), at ? shortTime(*at) : match.captured(2), match.captured(3),
                 match.captured(4));
    }
    if (const auto at = instantFromText(waitsFor))
        return shortTime(*at);
    return matched(waits, waitsFor).value_or(waitsFor);
}

QString doubtWords(const QString &why)
{
    return why.size() > longest ? why : matched(doubts, why).value_or(why);
}

} // namespace slipway
