// The words for what can be done to a release: what a sheet lists, what has to be typed, and the command.
#include "widgets/ReleaseFacts.h"
#include "widgets/ReleaseQuestions.h"
#include "widgets/SampleRelease.h"

#include <QTest>

using namespace slipway;

namespace {

std::vector<StepRow> rows(const QJsonArray &list)
{
    std::vector<StepRow> steps;
    for (const QJsonValue &value : list)
        steps.push_back(StepRow::fromJson(value.toObject()));
    return steps;
}

ReleaseRow release(const QString &state)
{
    QJsonObject object = fake::release(214, QStringLiteral("northwind/shop"), state);
    object.insert(QStringLiteral("inputs"), QJsonObject{{QStringLiteral("hold"), QStringLiteral("3s")}});
    return ReleaseRow::fromJson(object);
}

ReleaseAction action(const QString &verb, Blast blast = Blast::Nothing, const QString &step = {})
{
    ReleaseAction made;
    made.verb = verb;
    made.step = step;
    made.blast = blast;
    return made;
}

} // namespace

class TestReleaseQuestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksByBlastRadius_data();
    void asksByBlastRadius();
    void listsWhatChanges_data();
    void listsWhatChanges();
    void showsThePreview();
    void listsTheGuardrails();
    void commandHasAPlaceForTheReason();
    void labels_data();
    void labels();
    void productionIsTouched_data();
    void productionIsTouched();
    void heldSteps();
    void refusedGuardrail();
    void spans_data();
    void spans();
};

void TestReleaseQuestions::asksByBlastRadius_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<int>("blast");
    QTest::addColumn<bool>("needsReason");
    QTest::addColumn<bool>("asked");
    QTest::addColumn<QString>("typed");
    const QString none;
    const QString shop = QStringLiteral("northwind/shop");
    QTest::newRow("a click") << QStringLiteral("pause") << int(Blast::Nothing) << false << false << none;
    QTest::newRow("a reason") << QStringLiteral("abort") << int(Blast::Nothing) << true << true << none;
    QTest::newRow("production") << QStringLiteral("rollback") << int(Blast::Production) << true << true
                                << shop;
    QTest::newRow("no way back") << QStringLiteral("finalize") << int(Blast::Irreversible) << false << true
                                 << shop;
}

void TestReleaseQuestions::asksByBlastRadius()
{
    QFETCH(QString, verb);
    QFETCH(int, blast);
    QFETCH(bool, needsReason);
    ReleaseAction made = action(verb, Blast(blast));
    made.needsReason = needsReason;
    QTEST(isAsked(made), "asked");
    const Question question = questionFor(release(QStringLiteral("live")), {}, made, {});
    QTEST(question.typed, "typed");
    QCOMPARE(question.production, Blast(blast) != Blast::Nothing);
    QCOMPARE(question.reasonNeeded, needsReason);
    QCOMPARE(!question.reasonLabel.isEmpty(), needsReason);
    QVERIFY(!question.title.isEmpty());
    QVERIFY(!question.changes.isEmpty());
    QVERIFY(!question.wayBack.isEmpty());
    QVERIFY(!question.confirm.isEmpty());
}

void TestReleaseQuestions::listsWhatChanges_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("wayBack");
    QTest::newRow("abort takes back, newest first")
        << QStringLiteral("abort") << QString() << QStringLiteral("candidate")
        << QStringLiteral("Taken back: Let the customer in") << QStringLiteral("An aborted release");
    QTest::newRow("rollback names the hold")
        << QStringLiteral("rollback") << QString() << QStringLiteral("finalize") << QStringLiteral("3s")
        << QStringLiteral("no way back");
    QTest::newRow("finalize removes")
        << QStringLiteral("finalize") << QString() << QStringLiteral("finalize")
        << QStringLiteral("The old side is removed") << QStringLiteral("There is no way back");
    QTest::newRow("skip names the step")
        << QStringLiteral("skip") << QStringLiteral("verify") << QStringLiteral("verify")
        << QStringLiteral("Compare both sides") << QStringLiteral("Abort, until the swap");
    QTest::newRow("skip of a sign-off says so")
        << QStringLiteral("skip") << QStringLiteral("candidate") << QStringLiteral("candidate")
        << QStringLiteral("Nobody signs off") << QStringLiteral("Abort, until the swap");
    QTest::newRow("retry says what follows by itself")
        << QStringLiteral("retry") << QStringLiteral("catch-up") << QStringLiteral("catch-up")
        << QStringLiteral("It goes on by itself into the cutover.\nRequests are held for 3s at most.")
        << QStringLiteral("Abort, until the swap");
    QTest::newRow("going on says what follows by itself")
        << QStringLiteral("resume") << QString() << QStringLiteral("catch-up")
        << QStringLiteral("It goes on by itself into the cutover.\nRequests are held for 3s at most.")
        << QStringLiteral("Abort, until the swap");
    QTest::newRow("retry of the finalizing knows no way back")
        << QStringLiteral("retry") << QStringLiteral("retire") << QStringLiteral("retire")
        << QStringLiteral("is done once more") << QStringLiteral("There is none any more");
    QTest::newRow("sign-off says what goes on")
        << QStringLiteral("signoff") << QStringLiteral("candidate") << QStringLiteral("candidate")
        << QStringLiteral("Next: Write down the code") << QStringLiteral("Abort, until the swap");
    QTest::newRow("sign-off says what follows by itself")
        << QStringLiteral("signoff") << QStringLiteral("candidate") << QStringLiteral("candidate")
        << QStringLiteral("It goes on by itself into the cutover.")
        << QStringLiteral("Abort, until the swap");
}

void TestReleaseQuestions::listsWhatChanges()
{
    QFETCH(QString, verb);
    QFETCH(QString, step);
    QFETCH(QString, at);
    QFETCH(QString, says);
    QFETCH(QString, wayBack);
    const auto steps = rows(sample::steps(at, QStringLiteral("waiting")));
    const Question question =
        questionFor(release(QStringLiteral("waiting")), steps, action(verb, Blast::Production, step), {});
    const QString changes = question.changes.join(QLatin1Char('\n'));
    QVERIFY2(changes.contains(says), qPrintable(changes));
    QVERIFY2(question.wayBack.contains(wayBack), qPrintable(question.wayBack));
    if (verb == QLatin1String("abort")) // what was done last is taken back first
        QVERIFY(changes.indexOf(QStringLiteral("Let the customer in")) <
                changes.indexOf(QStringLiteral("Clone production")));
}

void TestReleaseQuestions::showsThePreview()
{
    const auto steps = rows(sample::steps(QStringLiteral("finalize"), QStringLiteral("waiting")));
    const ReleaseAction finalize =
        action(QStringLiteral("finalize"), Blast::Irreversible, QStringLiteral("finalize"));
    QCOMPARE(previewedStep(steps, finalize), QStringLiteral("retire"));
    const QString line = QStringLiteral("shop-2 and its 2 volumes are removed.");
    QVERIFY(questionFor(release(QStringLiteral("live")), steps, finalize, {line}).changes.contains(line));
    QCOMPARE(previewedStep(steps, action(QStringLiteral("retry"), Blast::Nothing, QStringLiteral("wake"))),
             QStringLiteral("wake"));
    QCOMPARE(previewedStep(rows(sample::steps(QStringLiteral("candidate"), QStringLiteral("waiting"))),
                           action(QStringLiteral("signoff"))),
             QStringLiteral("manifest"));
}

void TestReleaseQuestions::listsTheGuardrails()
{
    const ReleaseAction retry =
        action(QStringLiteral("retry"), Blast::Production, QStringLiteral("catch-up"));
    const auto before = rows(sample::steps(QStringLiteral("catch-up"), QStringLiteral("waiting")));
    const Question question = questionFor(release(QStringLiteral("waiting")), before, retry, {});
    QCOMPARE(question.checks.size(), 7);
    QVERIFY(question.checks.contains(QStringLiteral("health of shop-1: 1.4.2")));
    // After the swap they say nothing of what serves now.
    const auto after = rows(sample::steps(QStringLiteral("finalize"), QStringLiteral("waiting")));
    for (const char *verb : {"rollback", "finalize"})
        QVERIFY(questionFor(release(QStringLiteral("live")), after,
                            action(QLatin1String(verb), Blast::Irreversible), {})
                    .checks.isEmpty());
}

void TestReleaseQuestions::commandHasAPlaceForTheReason()
{
    ReleaseAction rollback = action(QStringLiteral("rollback"), Blast::Production);
    rollback.needsReason = true;
    const Question question = questionFor(release(QStringLiteral("live")), {}, rollback, {});
    QCOMPARE(question.commandLine, QStringLiteral("slipwayctl release rollback 214 --reason %1"));
    const Question pause =
        questionFor(release(QStringLiteral("running")), {}, action(QStringLiteral("pause")), {});
    QCOMPARE(pause.commandLine, QStringLiteral("slipwayctl release pause 214"));
}

void TestReleaseQuestions::labels_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("label");
    for (const auto &[verb, label] : {std::pair{"signoff", "Sign off"},
                                      {"approve", "Approve"},
                                      {"retry", "Try again"},
                                      {"skip", "Skip"},
                                      {"pause", "Pause"},
                                      {"resume", "Go on"},
                                      {"abort", "Abort"},
                                      {"rollback", "Roll back"},
                                      {"finalize", "Finalize"},
                                      {"teleport", "teleport"}})
        QTest::newRow(verb) << QString::fromLatin1(verb) << QString::fromLatin1(label);
}

void TestReleaseQuestions::labels()
{
    QFETCH(QString, verb);
    QTEST(actionLabel({}, action(verb)), "label");
    const auto steps = rows(sample::steps(QStringLiteral("verify"), QStringLiteral("failed")));
    QCOMPARE(actionLabel(steps, action(QStringLiteral("retry"), Blast::Nothing, QStringLiteral("verify"))),
             QStringLiteral("Try again: Compare both sides"));
}

void TestReleaseQuestions::productionIsTouched_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("at");
    QTest::addColumn<bool>("touches");
    QTest::newRow("test environment") << QStringLiteral("waiting") << QStringLiteral("candidate") << false;
    QTest::newRow("before the hold") << QStringLiteral("running") << QStringLiteral("probe") << false;
    QTest::newRow("held") << QStringLiteral("frozen") << QStringLiteral("drain") << true;
    QTest::newRow("holding, not yet said") << QStringLiteral("running") << QStringLiteral("hold") << true;
    QTest::newRow("live") << QStringLiteral("live") << QStringLiteral("finalize") << true;
    QTest::newRow("over") << QStringLiteral("finalized") << QStringLiteral("retire") << false;
}

void TestReleaseQuestions::productionIsTouched()
{
    QFETCH(QString, state);
    QFETCH(QString, at);
    QTEST(touchesProduction(release(state), rows(sample::steps(at, QStringLiteral("running")))), "touches");
}

void TestReleaseQuestions::heldSteps()
{
    const auto steps = rows(sample::stepsBack(QStringLiteral("back-hold"), QStringLiteral("running")));
    QStringList held;
    for (const StepRow &step : steps) {
        if (isHeldStep(steps, step))
            held.append(step.id);
    }
    QCOMPARE(
        held.join(QLatin1Char(' ')),
        QStringLiteral(
            "hold drain quiesce last-sync verify start-private swap back-hold back-last-sync back-swap"));
    QVERIFY(hasTurnedBack(steps));
    QVERIFY(touchesProduction(release(QStringLiteral("running")), steps));
}

void TestReleaseQuestions::refusedGuardrail()
{
    auto steps = rows(sample::steps(QStringLiteral("last-look"), QStringLiteral("failed")));
    for (StepRow &step : steps) {
        if (step.id == QLatin1String("last-look"))
            step.problem = Problem{
                Problem::Kind::Conflict,
                QStringLiteral("shop-1 isn't healthy: 502"),
                {},
                {}}.toJson();
    }
    const auto found = guardrailsOf(steps);
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY(!found.front().isGood);
    QCOMPARE(found.front().detail, QStringLiteral("shop-1 isn't healthy: 502"));
}

void TestReleaseQuestions::spans_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("ms") << qint64(812) << QStringLiteral("812 ms");
    QTest::newRow("s") << qint64(3400) << QStringLiteral("3.4 s");
    QTest::newRow("min") << qint64(250'000) << QStringLiteral("4 min 10 s");
    QTest::newRow("h") << qint64(7'500'000) << QStringLiteral("2 h 5 min");
}

void TestReleaseQuestions::spans()
{
    QFETCH(qint64, ms);
    QTEST(spanText(std::chrono::milliseconds(ms)), "text");
}

QTEST_MAIN(TestReleaseQuestions)
#include "TestReleaseQuestions.moc"
