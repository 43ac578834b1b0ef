#include "service/api/pages/PageWords.h"

#include <QDateTime>
#include <QRegularExpression>

#include <optional>

namespace slipway {

namespace {

constexpr qsizetype mostOfAHeader = 500;

// What a browser says of a language: how much it is wanted, and how early that is said.
struct Wish
{
    double weight = 0;
    qsizetype place = 0;
    bool isNamed = false; // rather than "*"
};

Wish wishFor(const QByteArray &header, const QByteArray &language)
{
    Wish wish;
    const QList<QByteArray> parts = header.left(mostOfAHeader).toLower().split(',');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QList<QByteArray> fields = parts[i].split(';');
        const QByteArray name = fields[0].trimmed();
        const bool isNamed = name == language || name.startsWith(language + '-');
        if ((!isNamed && name != "*") || wish.isNamed)
            continue;
        double weight = 1;
        for (const QByteArray &field : fields.mid(1)) {
            if (field.trimmed().startsWith("q="))
                weight = field.trimmed().mid(2).toDouble(); // what is no number wants nothing
        }
        wish = {weight, i, isNamed};
    }
    return wish;
}

bool prefersGerman(const QByteArray &header)
{
    const Wish german = wishFor(header, "de");
    const Wish english = wishFor(header, "en");
    if (german.weight != english.weight)
        return german.weight > english.weight;
    return german.weight > 0 && german.place < english.place;
}

// What LinkDesk and the desk behind it refuse, in their words.
struct Refusal
{
    const char16_t *said;
    const char16_t *german;
};
constexpr Refusal refusals[] = {
    {u"This link leads nowhere", u"Dieser Link führt nirgendwohin"},
    {u"Open it as it stands in the message, whole.",
     u"Öffnen Sie ihn so, wie er in der Nachricht steht, ganz."},
    {u"This link has expired", u"Dieser Link ist abgelaufen"},
    {u"Write to the support desk by mail.", u"Schreiben Sie dem Support eine Mail."},
    {u"Look at the case again.", u"Sehen Sie sich den Fall noch einmal an."},
    {u"Nobody here is called \"%1\"", u"Hier heißt niemand „%1“"},
    {u"Go back, load the page again and choose somebody else.",
     u"Gehen Sie zurück, laden Sie die Seite neu und wählen Sie jemand anderen."},
    {u"These are too many files, or too large ones", u"Das sind zu viele Dateien, oder zu große"},
    {u"Nothing was sent. Go back and choose at most %1 files, %2 MB in all; the rest can go with another "
     u"message.",
     u"Es wurde nichts gesendet. Gehen Sie zurück und wählen Sie höchstens %1 Dateien, zusammen %2 MB; der "
     u"Rest kann mit einer weiteren Nachricht gehen."},
    {u"People have been paged anew since", u"Seither wurde von Neuem gerufen"},
    {u"The case is %1", u"Der Fall ist nicht mehr offen"},
    {u"Nothing is said", u"Es ist nichts gesagt"},
    {u"Write a few words.", u"Schreiben Sie ein paar Worte."},
    {u"This can't be taken", u"Das lässt sich nicht annehmen"},
    {u"At most %1 characters, sent from the page itself.",
     u"Höchstens %1 Zeichen, von der Seite selbst gesendet."},
};

QString patternOf(QStringView said)
{
    QString pattern = QRegularExpression::escape(said);
    for (const QString &blank : {QStringLiteral("%1"), QStringLiteral("%2")})
        pattern.replace(QRegularExpression::escape(blank), QStringLiteral("(.{0,60})"));
    return QRegularExpression::anchoredPattern(pattern);
}

std::optional<QString> inGerman(const QString &said)
{
    for (const Refusal &one : refusals) {
        const auto match = QRegularExpression(patternOf(one.said)).match(said);
        if (!match.hasMatch())
            continue;
        // The second first: what was filled in may hold a blank of its own.
        QString german = QString::fromUtf16(one.german);
        german.replace(QLatin1String("%2"), match.captured(2));
        return german.replace(QLatin1String("%1"), match.captured(1));
    }
    return std::nullopt;
}

} // namespace

PageWords::PageWords(const QByteArray &acceptLanguage)
    : m_texts(prefersGerman(acceptLanguage) ? &germanTexts : &englishTexts),
      m_locale(m_texts == &germanTexts ? QLocale(QLocale::German, QLocale::Germany) : QLocale::c())
{
}

QString PageWords::moment(Instant at) const
{
    const qint64 seconds = std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
    return m_locale.toString(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC),
                             m_texts->momentFormat.toString());
}

QString PageWords::size(qint64 bytes) const
{
    return m_locale.formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString PageWords::severity(Severity severity) const
{
    switch (severity) {
    case Severity::Critical:
        return m_texts->critical.toString();
    case Severity::High:
        return m_texts->high.toString();
    case Severity::Normal:
        return m_texts->normal.toString();
    case Severity::Low:
        break;
    }
    return m_texts->low.toString();
}

QString PageWords::clock(const QString &name) const
{
    if (name == QLatin1String("first-response"))
        return m_texts->firstResponse.toString();
    if (name == QLatin1String("next-response"))
        return m_texts->nextResponse.toString();
    return m_texts->resolution.toString();
}

QString PageWords::ended(CaseState state) const
{
    return (state == CaseState::Solved ? m_texts->solved : m_texts->closed).toString();
}

QString PageWords::status(CaseState state) const
{
    switch (state) {
    case CaseState::New:
        return m_texts->isNew.toString();
    case CaseState::Open:
        return m_texts->isOpen.toString();
    case CaseState::WaitingForCustomer:
        return m_texts->waitsForCustomer.toString();
    case CaseState::WaitingForRelease:
        return m_texts->waitsForRelease.toString();
    case CaseState::Solved:
        return m_texts->isSolved.toString();
    case CaseState::Closed:
        break;
    }
    return m_texts->isClosed.toString();
}

Problem PageWords::told(const Problem &problem) const
{
    if (m_texts == &englishTexts)
        return problem;
    Problem words = problem;
    words.what = inGerman(problem.what).value_or(m_texts->notFromHere.toString());
    words.hint = inGerman(problem.hint).value_or(QString());
    return words;
}

} // namespace slipway
