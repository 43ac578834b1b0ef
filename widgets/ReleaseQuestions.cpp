#include "widgets/ReleaseQuestions.h"

#include "models/ServiceWords.h"
#include "models/ShellLine.h"
#include "widgets/ReleaseFacts.h"

#include <QCoreApplication>

#include <algorithm>

namespace slipway {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(ReleaseQuestions)

public:
    Words(const ReleaseRow &release, const std::vector<StepRow> &steps, const ReleaseAction &action)
        : m_release(release), m_steps(steps), m_action(action)
    {
    }

    QString title() const;
    QStringList changes() const;
    QString wayBack() const;
    static QString label(const QString &verb);
    static QString hint(const QString &verb);
    static QString checked(const Guardrail &guardrail);

private:
    QStringList undone() const;
    QStringList wayBackSteps() const;
    QString heldFor() const;
    QStringList followsByItself() const;
    bool isSignOff() const;

    const ReleaseRow &m_release;
    const std::vector<StepRow> &m_steps;
    const ReleaseAction &m_action;
};

bool is(const QString &verb, const char *name)
{
    return verb == QLatin1String(name);
}

QString titleOf(const std::vector<StepRow> &steps, const QString &id)
{
    const auto found =
        std::find_if(steps.begin(), steps.end(), [&id](const StepRow &step) { return step.id == id; });
    return found == steps.end() || found->title.isEmpty() ? id : found->title;
}

QString Words::label(const QString &verb)
{
    if (is(verb, "approve"))
        return tr("Approve");
    if (is(verb, "retry"))
        return tr("Try again");
    if (is(verb, "skip"))
        return tr("Skip");
    if (is(verb, "pause"))
        return tr("Pause");
    if (is(verb, "resume"))
        return tr("Go on");
    if (is(verb, "abort"))
        return tr("Abort");
    if (is(verb, "rollback"))
        return tr("Roll back");
    if (is(verb, "finalize"))
        return tr("Finalize");
    return is(verb, "signoff") ? tr("Sign off") : verb;
}

QString Words::hint(const QString &verb)
{
    if (is(verb, "signoff"))
        return tr("Says that what it waits for is as it should be; the release goes on.");
    if (is(verb, "approve"))
        return tr("Says, as somebody else than who started it, that it may go on.");
    if (is(verb, "retry"))
        return tr("Does the step once more.");
    if (is(verb, "skip"))
        return tr("Goes on without the step.");
    if (is(verb, "pause"))
        return tr("The step under way ends; no further one is started.");
    if (is(verb, "resume"))
        return tr("Starts the next step.");
    if (is(verb, "abort"))
        return tr("Takes back what was done. Production goes on serving as before.");
    if (is(verb, "rollback"))
        return tr("Back to the old side, with every write made since.");
    return is(verb, "finalize") ? tr("Gives up the way back; the old side is removed.") : QString();
}

QString Words::title() const
{
    const QString &verb = m_action.verb;
    const QString number = QString::number(m_release.id);
    const QString step = titleOf(m_steps, m_action.step);
    if (is(verb, "signoff"))
        return tr("Sign off %1 of release %2 of %3")
            .arg(signOffWords(m_action.signOff), number, m_release.application);
    if (is(verb, "approve"))
        return tr("Approve release %1 of %2").arg(number, m_release.application);
    if (is(verb, "retry"))
        return tr("Try “%1” of release %2 again").arg(step, number);
    if (is(verb, "skip"))
        return tr("Skip “%1” of release %2").arg(step, number);
    if (is(verb, "abort"))
        return tr("Abort release %1 of %2").arg(number, m_release.application);
    if (is(verb, "rollback"))
        return tr("Roll back release %1 of %2").arg(number, m_release.application);
    if (is(verb, "finalize"))
        return tr("Finalize release %1 of %2").arg(number, m_release.application);
    return tr("%1: release %2 of %3").arg(label(verb), number, m_release.application);
}

// Newest first, as it will be taken back.
QStringList Words::undone() const
{
    QStringList titles;
    for (auto step = m_steps.rbegin(); step != m_steps.rend(); ++step) {
        const bool has = step->state == QLatin1String("done") || step->state == QLatin1String("running") ||
                         step->state == QLatin1String("failed") || step->state == QLatin1String("unknown");
        if (has && !step->isBack() && !step->activity.isEmpty())
            titles.append(tr("Taken back: %1").arg(step->title));
    }
    return titles;
}

QString Words::heldFor() const
{
    const QString hold = m_release.inputs.value(QStringLiteral("hold")).toString();
    return hold.isEmpty() ? tr("Requests are held for a moment.")
                          : tr("Requests are held for %1 at most.").arg(hold);
}

bool Words::isSignOff() const
{
    return std::any_of(m_steps.begin(), m_steps.end(), [this](const StepRow &step) {
        return step.id == m_action.step && step.activity.isEmpty() && !step.isStuck();
    });
}

// From the step on up to the hold, unless it waits for somebody before.
QStringList Words::followsByItself() const
{
    const StepRow *due = nextStep(m_steps, hasTurnedBack(m_steps));
    const QString first = m_action.step.isEmpty() && due ? due->id : m_action.step; // about none: what is due
    auto next = std::find_if(m_steps.begin(), m_steps.end(),
                             [&first](const StepRow &step) { return step.id == first; });
    if (next == m_steps.end())
        return {};
    const QString phase = next->phase;
    for (; next != m_steps.end() && next->phase == phase; ++next) {
        if (isHoldStart(*next))
            return {tr("It goes on by itself into the cutover."), heldFor()};
        if (next->id != first && waitsForSomebody(m_release, *next))
            break;
    }
    return {};
}

QStringList Words::wayBackSteps() const
{
    QStringList lines{tr("The old side serves again, with every write made since the swap.")};
    lines.append(heldFor());
    lines.append(tr("The new side is taken out and stopped; its data is kept on the side that serves."));
    return lines;
}

QStringList Words::changes() const
{
    const QString &verb = m_action.verb;
    if (is(verb, "abort")) {
        const QStringList steps = undone();
        return QStringList{tr("The release ends. Production goes on serving as before."),
                           tr("The candidate is taken down with its test environment.")} +
               steps;
    }
    if (is(verb, "rollback"))
        return wayBackSteps();
    if (is(verb, "finalize"))
        return {tr("The old side is removed with all its data."),
                tr("The release ends as finalized; the next one can be started.")};
    if (is(verb, "skip")) {
        const QString step = titleOf(m_steps, m_action.step);
        return QStringList{(isSignOff()
                                ? tr("Nobody signs off “%1”. What comes after it goes on without.")
                                : tr("“%1” isn't done. What comes after it goes on as if it had been."))
                               .arg(step)} +
               followsByItself();
    }
    if (is(verb, "retry"))
        return QStringList{tr("“%1” is done once more.").arg(titleOf(m_steps, m_action.step))} +
               followsByItself();
    const StepRow *next = nextStep(m_steps, hasTurnedBack(m_steps));
    QStringList lines;
    for (const StepRow &step : m_steps) {
        const bool follows = next && step.phase == next->phase && step.state == QLatin1String("pending");
        if (follows && lines.size() < 3)
            lines.append(tr("Next: %1").arg(step.title));
    }
    lines.prepend(hint(verb));
    lines.removeAll(QString());
    if (is(verb, "signoff") || is(verb, "approve") || is(verb, "resume"))
        lines += followsByItself();
    return lines;
}

QString Words::wayBack() const
{
    const QString &verb = m_action.verb;
    if (is(verb, "finalize"))
        return tr("There is no way back after this. Until then the release can be rolled back.");
    if (is(verb, "rollback"))
        return tr("There is no way back from the way back: release again from a fresh clone.");
    if (is(verb, "abort"))
        return tr("An aborted release can't be taken up again; start another one.");
    const bool isGivenUp = std::any_of(m_steps.begin(), m_steps.end(), [](const StepRow &step) {
        return isPointOfNoReturn(step) && !step.state.isEmpty() && step.state != QLatin1String("pending");
    });
    if (isGivenUp)
        return tr("There is none any more: it is being finalized.");
    const bool isBack = hasTurnedBack(m_steps);
    const bool swapped = std::any_of(m_steps.begin(), m_steps.end(), [](const StepRow &step) {
        return isSwap(step) && !step.isBack() && step.state == QLatin1String("done");
    });
    if (isBack)
        return tr("It is on its way back already.");
    return swapped ? tr("Roll back, until it is finalized.")
                   : tr("Abort, until the swap; roll back, until it is finalized.");
}

QString Words::checked(const Guardrail &guardrail)
{
    return (guardrail.isGood ? tr("%1: %2") : tr("✕ not as it should be: %1: %2"))
        .arg(checkWords(guardrail.check), checkWords(guardrail.shortDetail()));
}

// The line with a place for the reason: the sheet puts in what is typed, quoted.
QString lineWithPlace(const ReleaseRow &release, const ReleaseAction &action)
{
    const QString mark = QStringLiteral("REASON-GOES-HERE");
    QString line = commandLineOf(release, action, action.needsReason || action.takesNote ? mark : QString());
    return line.replace(shellQuoted(mark), QStringLiteral("%1"));
}

} // namespace

QString actionLabel(const std::vector<StepRow> &steps, const ReleaseAction &action)
{
    const QString word = Words::label(action.verb);
    if (is(action.verb, "signoff") && !action.signOff.isEmpty()) {
        return action.as.isEmpty()
                   ? Words::tr("Sign off %1").arg(signOffWords(action.signOff))
                   : Words::tr("Sign off %1 as %2").arg(signOffWords(action.signOff), roleWords(action.as));
    }
    if ((is(action.verb, "retry") || is(action.verb, "skip")) && !action.step.isEmpty())
        return Words::tr("%1: %2").arg(word, titleOf(steps, action.step));
    return word;
}

QString actionHint(const std::vector<StepRow> &, const ReleaseAction &action)
{
    return Words::hint(action.verb);
}

bool isAsked(const ReleaseAction &action)
{
    return action.needsReason || action.blast != Blast::Nothing;
}

QString previewedStep(const std::vector<StepRow> &steps, const ReleaseAction &action)
{
    if (is(action.verb, "retry"))
        return action.step;
    if (is(action.verb, "finalize")) {
        const auto found = std::find_if(steps.begin(), steps.end(), isPointOfNoReturn);
        return found == steps.end() ? QString() : found->id;
    }
    if (is(action.verb, "signoff") || is(action.verb, "approve") || is(action.verb, "resume")) {
        // What goes on is the first step that has something to do.
        const bool back = hasTurnedBack(steps);
        const auto found = std::find_if(steps.begin(), steps.end(), [back](const StepRow &step) {
            return step.isBack() == back && step.state == QLatin1String("pending") &&
                   !step.activity.isEmpty();
        });
        return found == steps.end() ? QString() : found->id;
    }
    return {};
}

Question questionFor(const ReleaseRow &release, const std::vector<StepRow> &steps,
                     const ReleaseAction &action, const QStringList &preview)
{
    const Words words(release, steps, action);
    Question question;
    question.title = words.title();
    question.changes = words.changes() + preview;
    question.changes.removeDuplicates();
    // They were looked at before the swap: of what serves now they say nothing.
    const bool isOld = release.state == QLatin1String("live") || hasTurnedBack(steps);
    for (const Guardrail &guardrail : isOld ? std::vector<Guardrail>() : guardrailsOf(steps))
        question.checks.append(Words::checked(guardrail));
    question.wayBack = words.wayBack();
    question.production = action.blast != Blast::Nothing;
    if (question.production)
        question.typed = release.application;
    if (action.needsReason)
        question.reasonLabel = Words::tr("Why, for the record");
    else if (action.takesNote)
        question.reasonLabel = Words::tr("Note, for the record");
    question.reasonNeeded = action.needsReason;
    question.confirm = actionLabel(steps, action);
    question.commandLine = lineWithPlace(release, action);
    return question;
}

} // namespace slipway
