// What ReleasePane puts at the keyboard and into the palette, and the numbers of the probe.
#include "models/ShellLine.h"
#include "widgets/Allowed.h"
#include "widgets/DowntimeStrip.h"
#include "widgets/ElidedLabel.h"
#include "widgets/LinkedCasesLine.h"
#include "widgets/LogView.h"
#include "widgets/NextPanel.h"
#include "widgets/ReleaseButtons.h"
#include "widgets/ReleaseFacts.h"
#include "widgets/ReleasePane.h"
#include "widgets/ReleaseQuestions.h"
#include "widgets/StepGraphView.h"

#include <QLocale>
#include <QTabWidget>
#include <QToolButton>

#include <algorithm>

namespace slipway {

void ReleasePane::addActions()
{
    addVerb("signoff", tr("Sign off"), Qt::CTRL | Qt::Key_Return);
    addVerb("approve", tr("Approve"), Qt::CTRL | Qt::SHIFT | Qt::Key_Return);
    addVerb("retry", tr("Try the step again"), Qt::CTRL | Qt::SHIFT | Qt::Key_T);
    addVerb("skip", tr("Skip the step"), Qt::CTRL | Qt::SHIFT | Qt::Key_K);
    addVerb("pause", tr("Pause the release"), Qt::CTRL | Qt::SHIFT | Qt::Key_P);
    addVerb("resume", tr("Go on with the release"), Qt::CTRL | Qt::SHIFT | Qt::Key_G);
    addVerb("abort", tr("Abort the release"), Qt::CTRL | Qt::SHIFT | Qt::Key_X);
    addVerb("rollback", tr("Roll back the release"), Qt::CTRL | Qt::SHIFT | Qt::Key_B);
    addVerb("finalize", tr("Finalize the release"), Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    addOther(
        "release.steps", tr("Go to the steps"), [this] { m_graph->setFocus(Qt::ShortcutFocusReason); },
        Qt::CTRL | Qt::Key_1);
    addOther(
        "release.note", tr("Write the note"), [this] { m_next->focusNote(); }, Qt::CTRL | Qt::Key_2);
    addOther(
        "release.log", tr("Search the log"), [this] { focusSearch(); }, Qt::CTRL | Qt::Key_3);
    addOther(
        "release.report", tr("Show the report"), [this] { m_tabs->setCurrentIndex(1); }, Qt::CTRL | Qt::Key_4,
        [this] { return QStringLiteral("slipwayctl release report %1").arg(release()); });
    addOther(
        "release.follow", tr("Follow the log"), [this] { m_logView->setFollowing(true); },
        Qt::CTRL | Qt::Key_End);
    addOther(
        "release.copyReport", tr("Copy the report"), [this] { copyReport(); }, {},
        [this] { return QStringLiteral("slipwayctl release report %1").arg(release()); });
    addOther(
        "release.history", tr("History of the release"),
        [this] { m_desk.navigator.open(QStringLiteral("activity/release/%1").arg(release())); },
        Qt::CTRL | Qt::SHIFT | Qt::Key_H,
        [this] { return historyLine(QStringLiteral("release/%1").arg(release())); });
    m_linkAction = addOther(
        "release.link", tr("Link the release to a case…"), [this] { linkToCase(); },
        Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    addOther(
        "release.application", tr("Show the application of the release"),
        [this] { m_desk.navigator.open(QStringLiteral("application/") + m_watch->release().application); },
        {},
        [this] {
            return QStringLiteral("slipwayctl app show ") + shellQuoted(m_watch->release().application);
        });
}

void ReleasePane::addVerb(const char *verb, const QString &text, const QKeySequence &shortcut)
{
    const QString name = QLatin1String(verb);
    QAction *action = m_desk.actions.add(
        this, QStringLiteral("release.") + name, tr("Release"), text,
        [this, name] {
            if (const ReleaseAction *allowed = actionFor(name))
                perform(ReleaseAction(*allowed));
        },
        shortcut,
        [this, name] {
            const ReleaseAction *allowed = actionFor(name);
            return allowed ? lineOf(*allowed) : QString();
        });
    action->setAutoRepeat(false); // a key held down is one press
    addAction(action);
}

QAction *ReleasePane::addOther(const char *id, const QString &text, std::function<void()> run,
                               const QKeySequence &shortcut, std::function<QString()> commandLine)
{
    QAction *action = m_desk.actions.add(this, QLatin1String(id), tr("Release"), text, std::move(run),
                                         shortcut, std::move(commandLine));
    addAction(action);
    m_others.append(action);
    return action;
}

const ReleaseAction *ReleasePane::actionFor(const QString &verb) const
{
    const std::vector<ReleaseAction> &shown = m_next->buttons()->actions();
    const auto found = std::find_if(shown.begin(), shown.end(),
                                    [&verb](const ReleaseAction &action) { return action.verb == verb; });
    return found == shown.end() ? nullptr : &*found;
}

void ReleasePane::refreshActions()
{
    const bool usable = m_desk.session.isLive() && !m_watch->isBusy();
    // A sheet tells at once what would change: it has to be there by then.
    for (const ReleaseAction &action : m_next->buttons()->actions()) {
        const QString step = isAsked(action) ? previewedStep(m_watch->steps(), action) : QString();
        if (!step.isEmpty())
            m_watch->preview(step);
    }
    for (QAction *action : actions()) {
        if (m_others.contains(action)) {
            action->setVisible(m_watch->isLoaded());
            continue;
        }
        const ReleaseAction *allowed = actionFor(action->objectName().section(QLatin1Char('.'), 1));
        action->setVisible(allowed != nullptr);
        action->setEnabled(allowed && usable);
        if (allowed)
            action->setText(actionLabel(m_watch->steps(), *allowed).left(80));
    }
    const bool mayLink = m_watch->isLoaded() && isAllowed(m_desk.session, QLatin1String("linkCase"));
    m_linkAction->setVisible(mayLink && m_desk.session.isLive());
    m_linkButton->setVisible(mayLink);
    m_linkButton->setEnabled(m_desk.session.isLive());
}

void ReleasePane::linkToCase()
{
    if (m_watch->isLoaded() && m_desk.session.isLive())
        m_cases->ask(QStringLiteral("release/%1").arg(release()),
                     m_watch->release().application.section(QLatin1Char('/'), 0, 0));
}

// Where requests were first held, on the probe's own clock.
static std::optional<qint64> heldAt(const ReleaseWatch &watch)
{
    if (!watch.probeStart())
        return {};
    std::optional<Instant> held;
    QString holds;
    for (const StepRow &step : watch.steps()) {
        const bool began = step.started && *step.started >= *watch.probeStart();
        if (isHoldStart(step) && began) {
            held = step.started;
            holds = step.id;
        } else if (began && step.after.contains(holds)) {
            held = step.started; // it takes a moment until the gateway holds them: that step follows on it
            holds.clear();
        }
    }
    if (!held)
        return {};
    return std::chrono::duration_cast<std::chrono::milliseconds>(*held - *watch.probeStart()).count();
}

void ReleasePane::refreshProbe()
{
    m_strip->setSlices(m_watch->probe(), heldAt(*m_watch));
    refreshStrip();
    qint64 asked = 0;
    qint64 failed = 0;
    double worst = 0;
    for (const auto &slice : m_watch->probe()) {
        asked += slice.answered + slice.failed;
        failed += slice.failed;
        worst = std::max(worst, slice.worstMs);
    }
    const QLocale locale;
    QStringList words;
    const QJsonValue held = m_watch->release().measured.value(QStringLiteral("held_ms"));
    const QString longest = m_watch->release().inputs.value(QStringLiteral("hold")).toString();
    if (m_watch->release().state == QLatin1String("frozen")) // now, whatever was measured before
        words.append(tr("▲ Requests are being held, for %1 at most").arg(longest));
    else if (held.isDouble())
        words.append(tr("Requests were held for %1 (at most %2)")
                         .arg(spanText(std::chrono::milliseconds(held.toInteger())), longest));
    if (asked > 0) {
        words.append(tr("%1 asked from outside").arg(locale.toString(asked)));
        words.append(tr("%1 failed").arg(locale.toString(failed)));
        words.append(tr("slowest %1").arg(spanText(std::chrono::milliseconds(qRound64(worst)))));
    }
    m_numbers->setText(words.join(QStringLiteral(" · ")));
    m_numbers->setVisible(!words.isEmpty());
}

} // namespace slipway
