#include "widgets/CaseQuestions.h"

#include "models/CaseActions.h"
#include "models/DutyRows.h"
#include "widgets/ApplicationField.h"
#include "widgets/EventWords.h"
#include "widgets/ReleaseFacts.h"

#include <QCompleter>
#include <QCoreApplication>
#include <QLineEdit>

#include <algorithm>

namespace slipway {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CaseQuestions)
};

constexpr std::size_t mostNamed = 12;
constexpr std::size_t mostTold = 6; // of which is said what becomes of their clocks

QString moreWords(int count)
{
    return Words::tr("and %n more", nullptr, count);
}

QStringList namesOf(const std::vector<const CaseRow *> &about)
{
    QStringList lines;
    const std::size_t named = std::min(about.size(), mostNamed);
    for (std::size_t i = 0; i < named; ++i) {
        const CaseRow &one = *about[i];
        lines.append(QStringLiteral("#%1 %2 (%3)")
                         .arg(QString::number(one.id), quietWord(one.subject, 80),
                              quietWord(one.customer.isEmpty() ? one.contact : one.customer, 40)));
    }
    if (about.size() > named)
        lines.append(moreWords(static_cast<int>(about.size() - named)));
    return lines;
}

QString changeWords(const ClockChange &change)
{
    const QString name = clockWord(change.name);
    const QString before = timeText(*change.before);
    const QString after = timeText(*change.after);
    switch (change.kind) {
    case ClockChange::Kind::Sooner:
        return Words::tr("%1: due %2 rather than %3, %4 sooner")
            .arg(name, after, before, longSpan(*change.before - *change.after));
    case ClockChange::Kind::Later:
        return Words::tr("%1: due %2 rather than %3, %4 later")
            .arg(name, after, before, longSpan(*change.after - *change.before));
    case ClockChange::Kind::Missed:
        return Words::tr("%1: was due by %2, which has passed: it is missed at once").arg(name, after);
    case ClockChange::Kind::Saved:
        return Words::tr("%1: due %2, so that it isn't missed any more").arg(name, after);
    case ClockChange::Kind::Same:
        break;
    }
    return Words::tr("%1: due %2, as now").arg(name, before);
}

Question severityQuestion(const std::vector<const CaseRow *> &about, Instant now, const SlaTerms *terms)
{
    const int count = static_cast<int>(about.size());
    Question question;
    question.title = count == 1 ? Words::tr("Change the severity of case %1").arg(about.front()->id)
                                : Words::tr("Change the severity of %n cases", nullptr, count);
    question.reasonLabel = Words::tr("Severity");
    question.confirm = Words::tr("Change it");
    const QString first = about.front()->severity;
    const bool isSame = std::all_of(about.begin(), about.end(),
                                    [&first](const CaseRow *one) { return one->severity == first; });
    question.chosen = isSame ? first : QString();
    for (const char *severity : {"critical", "high", "normal", "low"}) {
        const theme::Look look = theme::lookOf(QLatin1String(severity));
        question.choices.push_back({QLatin1String(severity),
                                    QString(look.shape) + QLatin1Char(' ') + look.word,
                                    severityChanges(about, QLatin1String(severity), terms, now)});
    }
    question.checks = {Words::tr("Nobody is paged anew for it.")};
    return question;
}

// Those that go live or end yet.
void addReleases(Question &question, const std::vector<ReleaseRow> &releases)
{
    for (const ReleaseRow &release : releases) {
        if (release.state == QLatin1String("live"))
            continue;
        question.choices.push_back(
            {QStringLiteral("release/%1").arg(release.id),
             Words::tr("release %1 of %2")
                 .arg(QString::number(release.id), quietWord(release.application, 60)),
             {Words::tr("It is linked to that release; all its clocks go on."),
              Words::tr(
                  "It is open again by itself, with a note, once that is live, rolled back, given up or "
                  "failed.")}});
    }
}

Question waitQuestion(const std::vector<const CaseRow *> &about, const std::vector<ReleaseRow> &releases)
{
    const int count = static_cast<int>(about.size());
    Question question;
    question.title = count == 1 ? Words::tr("Let case %1 wait").arg(about.front()->id)
                                : Words::tr("Let %n cases wait", nullptr, count);
    question.reasonLabel = Words::tr("What it waits for");
    question.confirm = Words::tr("Let it wait");
    question.choices = {{QStringLiteral("customer"),
                         Words::tr("the customer"),
                         {Words::tr("What is guaranteed until it is solved stands still."),
                          Words::tr("It is open again with the customer's next word.")}},
                        {QStringLiteral("release"),
                         Words::tr("a release"),
                         {Words::tr("All its clocks go on."),
                          Words::tr("It is open again when a release that it is linked to goes live or comes "
                                    "to nothing, when somebody opens it, or the customer writes.")}}};
    addReleases(question, releases);
    question.checks = {Words::tr("Nobody else is paged for it, and the customer isn't written to.")};
    return question;
}

Question assignQuestion(const std::vector<const CaseRow *> &about, const QStringList &people)
{
    const int count = static_cast<int>(about.size());
    Question question;
    question.title = count == 1 ? Words::tr("Give case %1 to somebody").arg(about.front()->id)
                                : Words::tr("Give %n cases to somebody", nullptr, count);
    question.reasonLabel = Words::tr("Who works at it (name of a user)");
    question.reasonNeeded = true;
    question.confirm = Words::tr("Give it");
    question.reasonField = [people](QWidget *parent) {
        auto *edit = new QLineEdit(parent);
        auto *completer = new QCompleter(people, edit);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        edit->setCompleter(completer);
        edit->setPlaceholderText(people.mid(0, 6).join(QStringLiteral(", ")));
        return edit;
    };
    return question;
}

Question applicationQuestion(const std::vector<const CaseRow *> &about, Session &session)
{
    const int count = static_cast<int>(about.size());
    Question question;
    question.title = count == 1 ? Words::tr("Say which application case %1 is about").arg(about.front()->id)
                                : Words::tr("Say which application %n cases are about", nullptr, count);
    question.reasonLabel = Words::tr("Application, such as northwind/shop");
    question.reason = count == 1 ? about.front()->application : QString();
    question.reasonNeeded = true;
    question.confirm = Words::tr("Say so");
    question.checks = {Words::tr("Its clocks stay as they are.")};
    question.reasonField = [&session](QWidget *parent) { return new ApplicationField(session, parent); };
    return question;
}

Question endQuestion(const QString &verb, const std::vector<const CaseRow *> &about)
{
    const int count = static_cast<int>(about.size());
    Question question;
    if (verb == QLatin1String("solve")) {
        question.title = Words::tr("Solve %n cases", nullptr, count);
        question.confirm = Words::tr("Solve them");
    } else {
        question.title = count == 1 ? Words::tr("Close case %1").arg(about.front()->id)
                                    : Words::tr("Close %n cases", nullptr, count);
        question.confirm = Words::tr("Close");
    }
    question.checks = {Words::tr("The customer isn't written to.")};
    question.wayBack = Words::tr("An answer of the customer opens it again.");
    return question;
}

} // namespace

bool isAsked(const QString &verb, std::size_t count)
{
    static const QStringList always{QStringLiteral("assign"), QStringLiteral("close"), QStringLiteral("wait"),
                                    QStringLiteral("severity"), QStringLiteral("application")};
    return always.contains(verb) || (verb == QLatin1String("solve") && count > 1);
}

std::vector<std::pair<int, QString>> caseKeys()
{
    return {{Qt::Key_A, QStringLiteral("take")},     {Qt::Key_C, QStringLiteral("close")},
            {Qt::Key_S, QStringLiteral("severity")}, {Qt::Key_P, QStringLiteral("application")},
            {Qt::Key_W, QStringLiteral("wait")},     {Qt::Key_T, QStringLiteral("assign")}};
}

QString caseLabel(const QString &verb)
{
    const std::pair<const char *, QString> labels[]{{"acknowledge", Words::tr("Acknowledge")},
                                                    {"take", Words::tr("Take")},
                                                    {"assign", Words::tr("Give to…")},
                                                    {"solve", Words::tr("Solve")},
                                                    {"close", Words::tr("Close…")},
                                                    {"wait", Words::tr("Wait…")},
                                                    {"resume", Words::tr("Reopen")},
                                                    {"severity", Words::tr("Severity…")},
                                                    {"application", Words::tr("Application…")},
                                                    {"link", Words::tr("Link…")}};
    for (const auto &[known, label] : labels) {
        if (verb == QLatin1String(known))
            return label;
    }
    return verb;
}

QString caseHint(const QString &verb)
{
    const std::pair<const char *, QString> hints[]{
        {"acknowledge", Words::tr("You have heard: nobody else is paged. The case stays with whom it is.")},
        {"take", Words::tr("You work at it: it is yours, and nobody else is paged.")},
        {"assign", Words::tr("Somebody else works at it.")},
        {"solve", Words::tr("What was asked for is done; its clocks stop.")},
        {"close", Words::tr("Nothing more is to be done; its clocks stop.")},
        {"wait", Words::tr("It waits for the customer or for a release; the sheet says what its clocks do.")},
        {"resume", Words::tr("It is open again, be it waiting or over, and its clocks go on.")},
        {"severity", Words::tr("How bad it is; the sheet says what that does to its clocks.")},
        {"application", Words::tr("Which application it is about.")},
        {"link", Words::tr("It has to do with a release, an appliance or an entry of the ledger.")}};
    for (const auto &[known, hint] : hints) {
        if (verb == QLatin1String(known))
            return hint;
    }
    return {};
}

QStringList severityChanges(const std::vector<const CaseRow *> &about, const QString &severity,
                            const SlaTerms *terms, Instant now)
{
    QStringList lines;
    std::size_t told = 0;
    for (const CaseRow *one : about) {
        const auto changes = terms ? terms->changesBy(*one, severity, now) : std::nullopt;
        if (!changes)
            return {Words::tr("What that does to the clocks isn't known: the service hasn't told what is "
                              "agreed.")};
        if (about.size() > 1 && told++ == mostTold) {
            lines.append(moreWords(static_cast<int>(about.size() - mostTold)));
            break;
        }
        QStringList words;
        for (const ClockChange &change : *changes)
            words.append(changeWords(change));
        if (words.isEmpty())
            words.append(Words::tr("No clock runs: nothing else changes"));
        if (about.size() > 1)
            lines.append(QStringLiteral("#%1 ").arg(one->id) + words.front());
        else
            lines = words;
    }
    return lines;
}

Question caseQuestion(const QString &verb, const std::vector<const CaseRow *> &about, Session &session,
                      const DeskBook &book, const std::vector<ReleaseRow> &releases)
{
    Question question = verb == QLatin1String("severity")
                            ? severityQuestion(about, session.serviceTime(), book.terms())
                        : verb == QLatin1String("wait")        ? waitQuestion(about, releases)
                        : verb == QLatin1String("assign")      ? assignQuestion(about, book.people())
                        : verb == QLatin1String("application") ? applicationQuestion(about, session)
                                                               : endQuestion(verb, about);
    question.changes = namesOf(about);
    CaseAction action;
    action.verb = verb;
    const QString mark = QStringLiteral("SAID-GOES-HERE");
    QStringList lines;
    for (const CaseRow *one : about)
        lines.append(commandLineOf(*one, action, mark).replace(mark, QLatin1String("%1")));
    question.commandLine = lines.join(QLatin1Char('\n'));
    return question;
}

QString nowWords(const QString &verb, const CaseRow &now)
{
    if (verb == QLatin1String("severity"))
        return Words::tr("Case %1: its severity is “%2” now.")
            .arg(QString::number(now.id), theme::lookOf(now.severity).word);
    if (verb == QLatin1String("application"))
        return now.application.isEmpty() ? Words::tr("Case %1 is about no application now.").arg(now.id)
                                         : Words::tr("Case %1 is about %2 now.")
                                               .arg(QString::number(now.id), quietWord(now.application, 80));
    if (verb == QLatin1String("assign"))
        return Words::tr("Case %1 is %2's now.").arg(QString::number(now.id), quietWord(now.owner, 60));
    return Words::tr("Case %1 is “%2” now.").arg(QString::number(now.id), theme::lookOf(now.state).word);
}

QString doneWords(const CaseBatch::Outcome &outcome)
{
    const int count = static_cast<int>(outcome.done.size());
    if (outcome.verb == QLatin1String("take"))
        return Words::tr("%n cases are yours.", nullptr, count);
    if (outcome.verb == QLatin1String("assign"))
        return Words::tr("%n cases have their owner.", nullptr, count);
    if (outcome.verb == QLatin1String("severity"))
        return Words::tr("%n cases have their severity.", nullptr, count);
    if (outcome.verb == QLatin1String("application"))
        return Words::tr("%n cases have their application.", nullptr, count);
    if (outcome.verb == QLatin1String("wait"))
        return Words::tr("%n cases wait.", nullptr, count);
    if (outcome.verb == QLatin1String("undo"))
        return Words::tr("%n cases are as they were.", nullptr, count);
    if (outcome.verb == QLatin1String("solve"))
        return Words::tr("%n cases are solved.", nullptr, count);
    return Words::tr("%n cases are closed.", nullptr, count);
}

QString stoppedWords(const CaseRow &before, const CaseRow &after)
{
    QStringList lines;
    for (const ClockRow &clock : after.clocks) {
        const auto was = std::find_if(before.clocks.begin(), before.clocks.end(), [&](const ClockRow &one) {
            return one.name == clock.name && one.started == clock.started;
        });
        if (!clock.met || was == before.clocks.end() || was->met)
            continue;
        const QString time = countdown(clock.left(*clock.met));
        lines.append(
            clock.pressure(*clock.met) == Pressure::Met
                ? Words::tr("The clock “%1” is stopped, %2 before its time.").arg(clockWord(clock.name), time)
                : Words::tr("The clock “%1” is stopped, %2 too late.").arg(clockWord(clock.name), time));
    }
    return lines.join(QLatin1Char(' '));
}

} // namespace slipway
