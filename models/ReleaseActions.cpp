#include "models/ReleaseActions.h"
#include "models/ShellLine.h"

#include <QRegularExpression>

#include <algorithm>

namespace slipway {

namespace {

// What the service says that a release waits for; words of its protocol, the same in every language.
const QString resumes = QStringLiteral("somebody resumes it");
const QString approvalName = QStringLiteral("approval");
const QString finalizeName = QStringLiteral("finalize");

struct AwaitedSignOff
{
    QString by;
    QString name;
};

std::optional<AwaitedSignOff> awaitedOf(const StepRow &step)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\S+) signs off (.+)$"));
    if (step.state != QLatin1String("waiting") || !step.activity.isEmpty() || step.isStuck())
        return std::nullopt;
    const auto match = pattern.match(step.waitsFor);
    if (!match.hasMatch())
        return std::nullopt;
    return AwaitedSignOff{match.captured(1), match.captured(2)};
}

bool isOneOf(const QString &word, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&word](const char *one) { return word == QLatin1String(one); });
}

// It may have had effects that aren't undone.
bool hasBegun(const StepRow &step)
{
    return isOneOf(step.state, {"running", "done", "failed", "unknown", "undoing"});
}

class Allowed
{
public:
    Allowed(const ReleaseRow &release, const std::vector<StepRow> &steps, Role role, const QString &user)
        : m_release(release),
          m_steps(steps),
          m_role(role),
          m_user(user),
          m_isBack(isBackWay(steps)),
          m_isLive(release.state == QLatin1String("live")),
          m_isPaused(release.waitsFor == resumes)
    {
    }

    std::vector<ReleaseAction> all()
    {
        const bool operates = m_role == Role::Operations || m_role == Role::Admin;
        const bool known = isOneOf(m_release.state, {"draft", "waiting", "running", "frozen", "live"});
        if (!known || (!operates && m_role != Role::Customer))
            return {};
        if (operates && m_isPaused)
            addResume();
        if (operates)
            addDecisions();
        addSignOffs(operates);
        if (operates)
            addTurns();
        const auto primary = std::find_if(m_actions.begin(), m_actions.end(), [](const ReleaseAction &one) {
            return !isOneOf(one.verb, {"skip", "pause", "abort", "rollback"});
        });
        // A step that is tried again by itself asks for nobody.
        if (primary != m_actions.end() && !isTriedAgain(primary->step))
            primary->primary = true;
        return std::move(m_actions);
    }

private:
    static ReleaseAction actionOf(const char *verb)
    {
        ReleaseAction action;
        action.verb = QLatin1String(verb);
        return action;
    }
    void add(ReleaseAction action) { m_actions.push_back(std::move(action)); }

    bool isOfPhase(const StepRow &step) const { return step.isBack() == m_isBack; }

    // A group that goes back, or an undoing that failed, lies with a person only once it says for what.
    static bool asksForDecision(const StepRow &step)
    {
        return !step.waitsFor.isEmpty() && (step.isStuck() || step.state == QLatin1String("undoing"));
    }

    bool isTriedAgain(const QString &id) const
    {
        return std::any_of(m_steps.begin(), m_steps.end(), [&](const StepRow &step) {
            return step.id == id && isOfPhase(step) && step.state == QLatin1String("failed") && step.due;
        });
    }

    // Requests are held, or were let go to the other side: what is done now is seen outside.
    bool touchesProduction() const
    {
        if (m_isLive || m_isBack || m_release.state == QLatin1String("frozen"))
            return true;
        return std::any_of(m_steps.begin(), m_steps.end(),
                           [](const StepRow &step) { return !step.enters.isEmpty() && hasBegun(step); });
    }
    Blast reach() const { return touchesProduction() ? Blast::Production : Blast::Nothing; }

    // What it does itself, and what follows by itself once it is done: up to the next wait.
    Blast reachFrom(const StepRow &step) const
    {
        if (touchesProduction())
            return Blast::Production;
        auto next = std::find_if(m_steps.begin(), m_steps.end(),
                                 [&](const StepRow &one) { return one.id == step.id && isOfPhase(one); });
        for (; next != m_steps.end() && isOfPhase(*next); ++next) {
            if (!next->enters.isEmpty() || next->commits)
                return Blast::Production;
            if (next->id != step.id && waitsForSomebody(m_release, *next))
                break;
        }
        return Blast::Nothing;
    }

    // As heavy as what it goes on into; where somebody is waited for first, nothing comes of it yet.
    void addResume()
    {
        ReleaseAction resume = actionOf("resume");
        const auto next = std::find_if(m_steps.begin(), m_steps.end(), [this](const StepRow &step) {
            return isOfPhase(step) && !isOneOf(step.state, {"done", "skipped", "undone"});
        });
        if (next != m_steps.end() && !waitsForSomebody(m_release, *next))
            resume.blast = reachFrom(*next);
        add(resume);
    }

    void addDecisions()
    {
        for (const StepRow &step : m_steps) {
            const bool again = step.state == QLatin1String("failed") && step.due;
            if (!isOfPhase(step) || (!asksForDecision(step) && !again))
                continue;
            ReleaseAction retry = actionOf("retry");
            retry.step = step.id;
            retry.blast = reachFrom(step);
            add(retry);
            if (again || isOwnApproval(step))
                continue;
            ReleaseAction skip = actionOf("skip");
            skip.step = step.id;
            skip.needsReason = true;
            skip.blast = reachFrom(step);
            add(skip);
        }
    }

    // Who started a release doesn't approve it, by skipping neither.
    bool isOwnApproval(const StepRow &step) const { return step.id == approvalName && isRequester(); }

    void addSignOffs(bool operates)
    {
        for (const StepRow &step : m_steps) {
            const auto awaited = isOfPhase(step) ? awaitedOf(step) : std::nullopt;
            if (!awaited)
                continue;
            addSignOff(step, *awaited);
            if (operates)
                addSkipOf(step, *awaited);
        }
    }

    // Going on without somebody's word, as hard as what that word stands before. To skip the finalizing would
    // be to finalize.
    void addSkipOf(const StepRow &step, const AwaitedSignOff &awaited)
    {
        if (awaited.name == finalizeName || (awaited.name == approvalName && isRequester()))
            return;
        ReleaseAction skip = actionOf("skip");
        skip.step = step.id;
        skip.needsReason = true;
        skip.blast = Blast::Production;
        add(skip);
    }

    bool isRequester() const { return !m_user.isEmpty() && m_user == m_release.requestedBy; }

    void addSignOff(const StepRow &step, const AwaitedSignOff &awaited)
    {
        const bool asThemselves = awaited.by == toText(m_role);
        if (!asThemselves && m_role != Role::Admin)
            return;
        ReleaseAction action = actionOf("signoff");
        action.step = step.id;
        action.signOff = awaited.name;
        action.as = awaited.by;
        action.takesNote = true;
        const bool byOperations = awaited.by == toText(Role::Operations);
        if (awaited.name == approvalName) {
            if (isRequester())
                return;
            if (byOperations)
                action.verb = QStringLiteral("approve");
        } else if (awaited.name == finalizeName && byOperations) {
            if (!m_isLive || m_isPaused)
                return;
            action.verb = QStringLiteral("finalize");
            action.blast = Blast::Irreversible;
        }
        // A word after which production is swapped is as heavy as swapping it.
        if (action.blast == Blast::Nothing)
            action.blast = reachFrom(step);
        add(action);
    }

    void addTurns()
    {
        const bool underWay = std::any_of(m_steps.begin(), m_steps.end(), [this](const StepRow &step) {
            return isOfPhase(step) && isOneOf(step.state, {"running", "undoing"}) && !asksForDecision(step);
        });
        const bool runs = isOneOf(m_release.state, {"running", "frozen"});
        if (!m_isPaused && (runs || (underWay && m_release.state != QLatin1String("draft"))))
            add(actionOf("pause"));
        if (m_isLive ? canRollBack() : canAbort()) {
            ReleaseAction turn = actionOf(m_isLive ? "rollback" : "abort");
            turn.needsReason = true;
            turn.blast = reach();
            add(turn);
        }
    }

    bool canAbort() const
    {
        return std::none_of(m_steps.begin(), m_steps.end(), [this](const StepRow &step) {
            return isOfPhase(step) && step.commits && isOneOf(step.state, {"running", "done", "unknown"});
        });
    }

    bool canRollBack() const
    {
        return std::none_of(m_steps.begin(), m_steps.end(),
                            [](const StepRow &step) { return step.finalizes && hasBegun(step); });
    }

    const ReleaseRow &m_release;
    const std::vector<StepRow> &m_steps;
    const Role m_role;
    const QString m_user;
    const bool m_isBack;
    const bool m_isLive;
    const bool m_isPaused;
    std::vector<ReleaseAction> m_actions;
};

} // namespace

bool waitsForSomebody(const ReleaseRow &release, const StepRow &step)
{
    const bool isLeftOut =
        step.id == approvalName && !release.inputs.value(QLatin1String("approval")).toBool();
    return step.activity.isEmpty() && !isLeftOut && !isOneOf(step.state, {"done", "skipped"});
}

bool isBackWay(const std::vector<StepRow> &steps)
{
    return std::any_of(steps.begin(), steps.end(), [](const StepRow &step) {
        return step.isBack() && !isOneOf(step.state, {"", "pending", "undone"});
    });
}

std::vector<ReleaseAction> actionsOf(const ReleaseRow &release, const std::vector<StepRow> &steps, Role role,
                                     const QString &user)
{
    return Allowed(release, steps, role, user).all();
}

QString startLine(const QString &application)
{
    return application.isEmpty() ? QString()
                                 : QStringLiteral("slipwayctl release start ") + shellQuoted(application);
}

QString historyLine(const QString &subject)
{
    if (subject.isEmpty())
        return {};
    return QStringLiteral("slipwayctl ledger tail --subject %1 --limit 50").arg(shellQuoted(subject));
}

QString commandLineOf(const ReleaseRow &release, const ReleaseAction &action, const QString &reasonOrNote)
{
    QStringList words{QStringLiteral("slipwayctl"), QStringLiteral("release"), action.verb,
                      QString::number(release.id)};
    // With the equals sign, so that a text that begins with a dash is taken for what it is.
    const auto add = [&words](const char *option, const QString &text) {
        const QString name = QLatin1String(option);
        words.append(text.startsWith(QLatin1Char('-')) ? name + QLatin1Char('=') + text : name);
        if (!text.startsWith(QLatin1Char('-')))
            words.append(text);
    };
    const bool names = isOneOf(action.verb, {"signoff", "retry", "skip"});
    if (action.verb == QLatin1String("signoff") && !action.as.isEmpty())
        add("--as", action.as);
    if (names && !action.step.isEmpty())
        add("--step", action.step);
    if (action.needsReason)
        add("--reason", reasonOrNote);
    else if (action.takesNote && !reasonOrNote.isEmpty())
        add("--note", reasonOrNote);
    for (QString &word : words)
        word = shellQuoted(word);
    return words.join(QLatin1Char(' '));
}

} // namespace slipway
