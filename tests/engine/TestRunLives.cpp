// Thousands of random lives of random runs, in which a few things must never happen.
#include "RunWorld.h"

#include <QRandomGenerator>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

namespace {

// One random definition and everything that may happen to it.
class Life
{
public:
    explicit Life(quint32 seed) : m_random(seed), m_world(define()) {}

    QString live()
    {
        advance();
        for (int i = 0; i < 120 && m_flaw.isEmpty(); ++i)
            somethingHappens();
        for (int i = 0; i < 400 && m_flaw.isEmpty() && !model().isOver(); ++i)
            somethingGood();
        if (m_flaw.isEmpty() && !model().isOver())
            m_flaw =
                QStringLiteral("never ends: %1 %2, %3")
                    .arg(toText(model().state), model().waitsFor, m_world.given().join(QLatin1Char(',')));
        if (m_flaw.isEmpty())
            checkTheEnd();
        return m_flaw;
    }

    // What happened, and how things stand at the end of it.
    QString story() const
    {
        QStringList lines = m_story;
        lines.append(QStringLiteral("%1, %2, back to %3; tasks: %4")
                         .arg(toText(model().state), toText(model().goal), model().target,
                              m_world.given().join(text(", "))));
        for (const StepModel &step : model().steps)
            lines.append(
                QStringLiteral("%1 %2 held %3 begun %4 doing %5 after %6 back to %7")
                    .arg(step.id, toText(step.state))
                    .arg(step.held)
                    .arg(step.begun)
                    .arg(int(step.doing))
                    .arg(m_world.definition->step(toText(step.phase), step.id)->after.join(text(" ")),
                         m_world.definition->step(toText(step.phase), step.id)->onFailure.target));
        return lines.join(QLatin1Char('\n'));
    }
    RunState end() const { return m_world.machine.model().state; }

private:
    const RunModel &model() const { return m_world.machine.model(); }
    int upTo(int bound) { return static_cast<int>(m_random.bounded(bound)); }
    bool oneIn(int bound) { return upTo(bound) == 0; }

    Definition define()
    {
        Definition definition;
        const int count = 2 + upTo(7);
        const int commit = oneIn(2) ? upTo(count) : -1;
        for (int i = 0; i < count; ++i) {
            StepDefinition step = doing(QStringLiteral("s%1").arg(i));
            for (int j = 0; j < i; ++j) {
                if (oneIn(3) || (j == i - 1 && oneIn(2)) || i == commit)
                    step.after.append(QStringLiteral("s%1").arg(j));
            }
            if (commit >= 0 && i > commit)
                step.after = {QStringLiteral("s%1").arg(commit)};
            if (i != commit && oneIn(5)) {
                step.activity.clear();
                step.wait = Wait{Wait::For::Signal, QStringLiteral("go%1").arg(i), {}, {}, {}, {}};
            }
            if (oneIn(6))
                step.when = oneIn(3) ? text("no") : text("yes");
            if (i == commit)
                step.commits = true;
            if (oneIn(4))
                step.onFailure.mode = OnFailure::Mode::Abort;
            else if (oneIn(2) && (commit < 0 || i <= commit))
                step = backTo(step, step.after.isEmpty() ? step.id : step.after[upTo(int(step.after.size()))],
                              upTo(3));
            definition.steps.push_back(step);
        }
        if (commit >= 0)
            definition.rollback = {backTo(doing(text("r0")), text("r0"), 1),
                                   committing(backTo(doing(text("r1"), {text("r0")}), text("r0"), 1))};
        return definition;
    }

    void advance()
    {
        const RunModel before = model();
        const auto known = m_world.tasks.size();
        const qsizetype told = m_world.changes.size();
        m_world.advance();
        for (const QString &change : m_world.changes.mid(told))
            m_story.append(QStringLiteral("  ") + change);
        for (auto i = known; i < m_world.tasks.size(); ++i)
            checkTask(m_world.tasks[i], before);
        if (before.isOver() && (m_world.changes.size() != told || m_world.tasks.size() != known))
            m_flaw = text("something happens after the end");
        if (!model().isOver() && m_world.tasks.empty() && model().waitsFor.isEmpty())
            m_flaw = text("stands still and waits for nobody");
    }

    void checkTask(const Task &task, const RunModel &before)
    {
        const StepModel *step = model().find(task.phase, task.step);
        const StepDefinition *definition = m_world.definition->step(toText(task.phase), task.step);
        const QString attempt =
            QStringLiteral("%1/%2/%3").arg(int(task.phase)).arg(task.step).arg(step->attempt);
        if (task.kind == Kind::Apply) {
            for (const QString &after : definition->after) {
                if (!isSettled(model().find(task.phase, after)->state))
                    m_flaw = QStringLiteral("%1 starts before %2").arg(task.step, after);
            }
            if (m_applied.contains(attempt))
                m_flaw = QStringLiteral("%1 is applied twice").arg(attempt);
            m_applied.insert(attempt);
            if (before.paused && model().paused)
                m_flaw = QStringLiteral("%1 starts while paused").arg(task.step);
            if (m_world.brake)
                m_flaw = QStringLiteral("%1 starts on the brake").arg(task.step);
            if (definition->when == QLatin1String("no"))
                m_flaw = QStringLiteral("%1 starts though its condition is false").arg(task.step);
        } else if (task.kind == Kind::Undo) {
            checkUndo(task, before, *step, *definition);
        }
    }

    void checkUndo(const Task &task, const RunModel &before, const StepModel &step,
                   const StepDefinition &definition)
    {
        if (definition.commits)
            m_flaw = QStringLiteral("the commit %1 is undone").arg(task.step);
        const int undos = int(std::count_if(m_world.tasks.begin(), m_world.tasks.end(),
                                            [](const Task &one) { return one.kind == Kind::Undo; }));
        if (undos > 1)
            m_flaw = text("two things are undone at once");
        for (const QString &other : m_dependents(task)) {
            const StepModel *after = model().find(task.phase, other);
            const StepDefinition *of = m_world.definition->step(toText(task.phase), other);
            if (after->begun && !of->commits)
                m_flaw = QStringLiteral("%1 is undone before %2, which came after it").arg(task.step, other);
        }
        if (!step.begun)
            m_flaw = QStringLiteral("%1 is undone and was never begun").arg(task.step);
        // What was being undone already when the whole run was given up comes to its end first.
        const bool fresh = before.find(task.phase, task.step)->state != State::Undoing;
        for (const StepModel &other : model().steps) {
            const bool both =
                fresh && model().goal == Goal::GiveUp && other.phase == step.phase && other.begun;
            if (both && step.completion > 0 && other.completion > step.completion)
                m_flaw = QStringLiteral("%1 is undone before %2, which ended later").arg(task.step, other.id);
        }
    }

    QStringList m_dependents(const Task &task) const
    {
        QStringList list;
        const auto &section =
            task.phase == Phase::Rollback ? m_world.definition->rollback : m_world.definition->steps;
        for (const StepDefinition &step : section) {
            if (step.after.contains(task.step))
                list.append(step.id);
        }
        return list;
    }

    Observation::Answer anyAnswer() { return Observation::Answer(upTo(3)); }

    void somethingHappens()
    {
        const int what = upTo(24);
        m_world.now += 1s;
        if (what < 14 && !m_world.tasks.empty()) {
            const auto at = m_world.tasks.begin() + upTo(int(m_world.tasks.size()));
            const Task task = *at;
            m_world.tasks.erase(at);
            const bool good = !oneIn(4);
            m_story.append(QStringLiteral("answer %1 %2 %3").arg(task.step).arg(int(task.kind)).arg(good));
            m_world.answer(task, good, anyAnswer());
        } else if (what == 14) {
            m_story.append(text("crash"));
            m_world.crash();
        } else if (what == 15) {
            static_cast<void>(m_world.machine.retry({}, eva));
        } else if (what == 16 || what == 17) {
            static_cast<void>(
                m_world.machine.signal(QStringLiteral("go%1").arg(upTo(8)), eva, {}, m_world.now));
        } else if (what == 18) {
            static_cast<void>(model().paused ? m_world.machine.resume(eva) : m_world.machine.pause(eva));
        } else if (what == 19) {
            m_world.brake = !m_world.brake;
            m_story.append(m_world.brake ? text("brake on") : text("brake off"));
        } else if (what == 20 && oneIn(5)) {
            m_story.append(text("abort"));
            static_cast<void>(m_world.machine.abort(eva, text("x"), m_world.now));
        } else if (what == 21) {
            m_story.append(text("roll back"));
            static_cast<void>(m_world.machine.rollBack(eva, text("x")));
        } else if (what == 22) {
            m_story.append(text("skip"));
            static_cast<void>(
                m_world.machine.skip(QStringLiteral("s%1").arg(upTo(8)), eva, text("x"), m_world.now));
        }
        advance();
    }

    // From here on everything works and everybody helps.
    void somethingGood()
    {
        m_world.brake = false;
        if (model().paused)
            static_cast<void>(m_world.machine.resume(eva));
        if (!m_world.tasks.empty()) {
            const Task task = m_world.tasks.front();
            m_world.tasks.erase(m_world.tasks.begin());
            m_story.append(QStringLiteral("good %1").arg(task.step));
            m_world.answer(task, true, Observation::Answer::Done);
        } else {
            for (const StepModel &step : std::vector<StepModel>(model().steps)) {
                if (step.held)
                    static_cast<void>(m_world.machine.retry(step.id, eva));
            }
            for (int i = 0; i < 8; ++i)
                static_cast<void>(
                    m_world.machine.signal(QStringLiteral("go%1").arg(i), eva, {}, m_world.now));
        }
        advance();
    }

    void checkTheEnd()
    {
        const bool committed =
            std::any_of(model().steps.begin(), model().steps.end(), [&](const StepModel &step) {
                const StepDefinition *of = m_world.definition->step(toText(step.phase), step.id);
                return step.phase == Phase::Forward && of->commits && step.state == State::Done;
            });
        if (model().state == RunState::Aborted) {
            if (committed)
                m_flaw = text("aborted after the commit");
            for (const StepModel &step : model().steps) {
                if (step.begun)
                    m_flaw = QStringLiteral("aborted, and %1 is left").arg(step.id);
            }
        }
        if (model().state == RunState::RolledBack && !committed && m_story.filter(text("skip")).isEmpty())
            m_flaw = text("rolled back without a commit");
        m_world.machine.recovered(m_world.now);
        advance();
        if (m_world.machine.retry({}, eva) || m_world.machine.abort(eva, text("x"), m_world.now) ||
            m_world.machine.rollBack(eva, text("x")) || m_world.machine.pause(eva))
            m_flaw = text("a command is taken after the end");
    }

    QRandomGenerator m_random;
    World m_world;
    QSet<QString> m_applied;
    QString m_flaw;
    QStringList m_story;
};

} // namespace

class TestRunLives : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lives_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 8; ++seed)
            QTest::addRow("%u", seed) << seed;
    }

    void lives()
    {
        QFETCH(quint32, seed);
        QMap<RunState, int> ends;
        for (quint32 i = 0; i < 600; ++i) {
            Life life(seed * 100'000 + i);
            const QString flaw = life.live();
            QVERIFY2(
                flaw.isEmpty(),
                qPrintable(QStringLiteral("%1: %2\n%3").arg(seed * 100'000 + i).arg(flaw, life.story())));
            ++ends[life.end()];
        }
        // A property that is never put to the test proves nothing.
        QVERIFY(ends.value(RunState::Done) > 20 && ends.value(RunState::Aborted) > 20 &&
                ends.value(RunState::RolledBack) > 10);
    }
};

QTEST_GUILESS_MAIN(TestRunLives)
#include "TestRunLives.moc"
