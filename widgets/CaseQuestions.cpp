#include "widgets/CaseQuestions.h"

#include "models/CaseActions.h"
#include "widgets/EventWords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace slipway {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CaseQuestions)
};

constexpr std::size_t mostNamed = 12;

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

} // namespace

bool isAsked(const QString &verb, std::size_t count)
{
    return verb == QLatin1String("assign") || verb == QLatin1String("close") ||
           (verb == QLatin1String("solve") && count > 1);
}

QString caseLabel(const QString &verb)
{
    const std::array<std::pair<const char *, QString>, 7> labels{{{"acknowledge", Words::tr("Acknowledge")},
                                                                  {"take", Words::tr("Take")},
                                                                  {"assign", Words::tr("Give to…")},
                                                                  {"solve", Words::tr("Solve")},
                                                                  {"close", Words::tr("Close…")},
                                                                  {"wait", Words::tr("Wait")},
                                                                  {"resume", Words::tr("Reopen")}}};
    for (const auto &[known, label] : labels) {
        if (verb == QLatin1String(known))
            return label;
    }
    return verb;
}

QString caseHint(const QString &verb)
{
    const std::array<std::pair<const char *, QString>, 7> hints{
        {{"acknowledge", Words::tr("You have heard: nobody else is paged. The case stays with whom it is.")},
         {"take", Words::tr("You work at it: it is yours, and nobody else is paged.")},
         {"assign", Words::tr("Somebody else works at it.")},
         {"solve", Words::tr("What was asked for is done; its clocks stop.")},
         {"close", Words::tr("Nothing more is to be done; its clocks stop.")},
         {"wait",
          Words::tr("It waits for the customer; what is guaranteed until it is solved stands still.")},
         {"resume", Words::tr("It is open again, be it waiting or over, and its clocks go on.")}}};
    for (const auto &[known, hint] : hints) {
        if (verb == QLatin1String(known))
            return hint;
    }
    return {};
}

Question caseQuestion(const QString &verb, const std::vector<const CaseRow *> &about)
{
    Question question;
    const int count = static_cast<int>(about.size());
    question.changes = namesOf(about);
    if (verb == QLatin1String("assign")) {
        question.title = count == 1 ? Words::tr("Give case %1 to somebody").arg(about.front()->id)
                                    : Words::tr("Give %n cases to somebody", nullptr, count);
        question.reasonLabel = Words::tr("Who works at it (name of a user)");
        question.reasonNeeded = true;
        question.confirm = Words::tr("Give it");
    } else if (verb == QLatin1String("solve")) {
        question.title = Words::tr("Solve %n cases", nullptr, count);
        question.confirm = Words::tr("Solve them");
    } else {
        question.title = count == 1 ? Words::tr("Close case %1").arg(about.front()->id)
                                    : Words::tr("Close %n cases", nullptr, count);
        question.confirm = Words::tr("Close");
    }
    if (verb != QLatin1String("assign")) {
        question.checks = {Words::tr("The customer isn't written to.")};
        question.wayBack = Words::tr("An answer of the customer opens it again.");
    }
    if (count == 1) {
        CaseAction action;
        action.verb = verb;
        question.commandLine = commandLineOf(*about.front(), action, {});
        question.commandLine.replace(QLatin1String(" NAME"), QLatin1String(" %1"));
    }
    return question;
}

QString doneWords(const CaseBatch::Outcome &outcome)
{
    const int count = static_cast<int>(outcome.done.size());
    if (outcome.verb == QLatin1String("take"))
        return Words::tr("%n cases are yours.", nullptr, count);
    if (outcome.verb == QLatin1String("assign"))
        return Words::tr("%n cases have their owner.", nullptr, count);
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
