// Which buttons a release has, by its state, its steps and who looks; and the command line of each, read by
// the parser of slipwayctl after a real shell has split it.
#ifndef Q_MOC_RUN // which stumbles over coroutines
#include "ctl/CommandLine.h"
#endif
#include "models/ReleaseActions.h"
#include "models/ShellLine.h"

#include <QProcess>
#include <QTest>

using namespace slipway;

namespace {

using Steps = std::vector<StepRow>;

StepRow step(const char *id, const char *state, const char *waitsFor = "")
{
    StepRow row;
    row.id = QLatin1String(id);
    row.phase = QStringLiteral("forward");
    row.activity = QStringLiteral("data.follow");
    row.state = QLatin1String(state);
    row.waitsFor = QLatin1String(waitsFor);
    return row;
}

StepRow wait(const char *id, const char *state, const char *waitsFor = "")
{
    StepRow row = step(id, state, waitsFor);
    row.activity.clear();
    return row;
}

StepRow back(StepRow row)
{
    row.phase = QStringLiteral("rollback");
    return row;
}

StepRow holding(StepRow row)
{
    row.enters = QStringLiteral("frozen");
    return row;
}

StepRow committing(StepRow row)
{
    row.commits = true;
    return row;
}

StepRow finalizing(StepRow row)
{
    row.finalizes = true;
    return row;
}

StepRow due(StepRow row)
{
    row.due = Instant(std::chrono::seconds(1'800'000'000));
    return row;
}

StepRow ill(StepRow row)
{
    row.problem = {{QStringLiteral("detail"), QStringLiteral("It broke")}};
    return row;
}

// One line of the table for each: "retry sync*", with a star where it is primary, "!" where production is
// touched, "!!" where there is no way back.
QStringList linesOf(const std::vector<ReleaseAction> &actions)
{
    QStringList lines;
    for (const ReleaseAction &action : actions) {
        QString line = action.verb;
        if (!action.step.isEmpty())
            line += QLatin1Char(' ') + action.step;
        if (!action.as.isEmpty() && action.verb == QLatin1String("signoff"))
            line += QStringLiteral(" as ") + action.as;
        if (action.blast != Blast::Nothing)
            line += action.blast == Blast::Production ? QStringLiteral("!") : QStringLiteral("!!");
        lines.append(action.primary ? line + QLatin1Char('*') : line);
    }
    return lines;
}

constexpr const char *customerSigns = "customer signs off readiness";
constexpr const char *operationsApproves = "operations signs off approval";
constexpr const char *operationsFinalizes = "operations signs off finalize";
constexpr const char *decision = "operations: retry, skip or abort \"Sync\"";
constexpr const char *paused = "somebody resumes it";

void row(const char *name, const char *state, const char *waitsFor, const Steps &steps, const char *role,
         const char *expected, const char *user = "omar")
{
    QTest::newRow(name) << QString(QLatin1String(state)) << QString(QLatin1String(waitsFor)) << steps
                        << QString(QLatin1String(role)) << QString(QLatin1String(user))
                        << QString(QLatin1String(expected));
}

Steps candidateAwaited()
{
    return {step("clone", "done"), wait("candidate", "waiting", customerSigns),
            committing(step("swap", "pending"))};
}

void beforeTheCutover()
{
    const Steps candidate = candidateAwaited();
    row("scheduled", "draft", "2026-11-27T04:00:00.000000Z", {step("clone", "pending")}, "operations",
        "abort");
    row("running", "running", "", {step("clone", "running")}, "operations", "pause, abort");
    row("running, an admin", "running", "", {step("clone", "running")}, "admin", "pause, abort");
    row("for the customer, operations", "waiting", customerSigns, candidate, "operations",
        "skip candidate!, abort");
    row("for the customer, an admin", "waiting", customerSigns, candidate, "admin",
        "signoff candidate as customer!*, skip candidate!, abort");
    row("for the customer, the customer", "waiting", customerSigns, candidate, "customer",
        "signoff candidate as customer!*");
    const Steps approval{wait("approval", "waiting", operationsApproves)};
    row("approval by another", "waiting", operationsApproves, approval, "operations",
        "approve approval*, skip approval!, abort");
    row("approval by oneself", "waiting", operationsApproves, approval, "operations", "abort", "eva");
    row("approval by oneself, an admin", "waiting", operationsApproves, approval, "admin", "abort", "eva");
    row("approval, a customer", "waiting", operationsApproves, approval, "customer", "");
    row("any other sign-off", "waiting", "operations signs off data is fine",
        {wait("look", "waiting", "operations signs off data is fine")}, "operations",
        "signoff look as operations*, skip look!, abort", "eva");
    row("two sign-offs at once", "waiting", customerSigns,
        {wait("a", "waiting", customerSigns), wait("b", "waiting", "operations signs off b")}, "admin",
        "signoff a as customer*, skip a!, signoff b as operations, skip b!, abort");
}

void whenSomethingFails()
{
    row("failed", "waiting", decision, {ill(step("sync", "failed", decision))}, "operations",
        "retry sync*, skip sync, abort");
    row("unknown", "waiting", decision, {step("sync", "unknown", decision)}, "admin",
        "retry sync*, skip sync, abort");
    row("turned back to", "waiting", decision, {ill(step("catch-up", "waiting", decision))}, "operations",
        "retry catch-up*, skip catch-up, abort");
    row("turned back to a wait", "waiting", decision, {ill(wait("ready", "waiting", decision))}, "operations",
        "retry ready*, skip ready, abort");
    row("can't be undone", "waiting", "operations: retry or skip undoing \"Hold\"",
        {holding(step("hold", "undoing", "operations: retry or skip undoing \"Hold\""))}, "operations",
        "retry hold!*, skip hold!, abort!");
    row("about to turn back", "running", "", {ill(step("sync", "failed")), step("hold", "undoing")},
        "operations", "pause, abort");
    row("being looked at", "running", "", {step("sync", "unknown")}, "operations", "pause, abort");
    row("one waits, one is stuck", "waiting", decision,
        {wait("ready", "waiting", customerSigns), ill(step("sync", "failed", decision))}, "admin",
        "retry sync*, skip sync, signoff ready as customer, skip ready!, abort");
    const Steps toTheHold{step("clone", "done"), wait("ready", "done"),
                          ill(step("catch-up", "waiting", decision)), step("probe", "pending"),
                          holding(step("hold", "undone"))};
    row("the hold follows by itself", "waiting", decision, toTheHold, "operations",
        "retry catch-up!*, skip catch-up!, abort");
    row("somebody is asked before the hold", "waiting", decision,
        {ill(step("clone", "failed", decision)), wait("ready", "pending"), holding(step("hold", "pending"))},
        "operations", "retry clone*, skip clone, abort");
    row("the swap itself", "waiting", decision, {ill(committing(step("swap", "failed", decision)))},
        "operations", "retry swap!*, skip swap!, abort");
    row("tried again by itself", "running", "another try of \"Wake\" at …",
        {due(step("wake", "failed", "another try of \"Wake\" at …"))}, "operations",
        "retry wake, pause, abort");
    row("stuck, a customer", "waiting", decision, {ill(step("sync", "failed", decision))}, "customer", "");
    row("the approval is stuck, by oneself", "waiting", decision, {ill(wait("approval", "failed", decision))},
        "operations", "retry approval*, abort", "eva");
}

void fromTheHoldOn()
{
    const StepRow swapped = committing(step("swap", "done"));
    row("frozen", "frozen", "", {holding(step("hold", "done")), committing(step("swap", "pending"))},
        "operations", "pause, abort!");
    row("the swap is under way", "frozen", "",
        {holding(step("hold", "done")), committing(step("swap", "running"))}, "operations", "pause");
    row("is it swapped?", "waiting", decision,
        {holding(step("hold", "done")), committing(step("swap", "unknown", decision))}, "operations",
        "retry swap!*, skip swap!");
    row("held again after it was undone", "waiting", decision,
        {ill(step("catch-up", "waiting", decision)), holding(step("hold", "undone"))}, "operations",
        "retry catch-up!*, skip catch-up!, abort");
    const Steps live{swapped, wait("finalize", "waiting", operationsFinalizes),
                     finalizing(step("retire", "pending"))};
    row("live", "live", operationsFinalizes, live, "operations", "finalize finalize!!*, rollback!");
    row("live, who started it", "live", operationsFinalizes, live, "operations",
        "finalize finalize!!*, rollback!", "eva");
    row("live, an admin", "live", operationsFinalizes, live, "admin", "finalize finalize!!*, rollback!");
    row("live, the customer", "live", operationsFinalizes, live, "customer", "");
    row("live, not yet to be finalized", "live", "", {swapped, step("follow-back", "running")}, "operations",
        "pause, rollback!");
    row("live, stuck", "live", decision,
        {swapped, ill(step("follow-back", "failed", decision)), wait("finalize", "pending")}, "operations",
        "retry follow-back!*, skip follow-back!, rollback!");
    row("live and paused", "live", paused, live, "operations", "resume*, rollback!");
    row("live and paused, the old side isn't ready", "live", paused,
        {swapped, step("follow-back", "pending"), wait("finalize", "pending")}, "operations",
        "resume!*, rollback!");
    row("being finalized", "live", "",
        {swapped, wait("finalize", "done"), finalizing(step("retire", "running"))}, "operations", "pause");
    row("finalizing is stuck", "live", decision,
        {swapped, ill(finalizing(step("retire", "failed", decision)))}, "operations",
        "retry retire!*, skip retire!");
    row("signed, not begun", "live", "",
        {swapped, wait("finalize", "done"), finalizing(step("retire", "pending"))}, "operations",
        "rollback!");
}

void pausedBackAndEnded()
{
    const Steps candidate = candidateAwaited();
    const StepRow swapped = committing(step("swap", "done"));
    row("paused", "waiting", paused, {step("clone", "running")}, "operations", "resume*, abort");
    const StepRow hold = holding(step("hold", "pending"));
    row("paused before the cutover", "waiting", paused,
        {step("clone", "done"), step("check", "pending"), hold}, "operations", "resume!*, abort");
    row("paused while a step ends, the cutover follows", "waiting", paused, {step("clone", "running"), hold},
        "operations", "resume!*, abort");
    row("paused, somebody signs before the cutover", "waiting", paused,
        {step("clone", "pending"), wait("candidate", "pending"), hold}, "operations", "resume*, abort");
    row("paused while it is signed", "waiting", paused, candidate, "admin",
        "resume*, signoff candidate as customer!, skip candidate!, abort");
    row("paused, the customer", "waiting", paused, candidate, "customer", "signoff candidate as customer!*");
    row("on its way back", "running", "", {swapped, back(step("back-catch-up", "running"))}, "operations",
        "pause, abort!");
    row("back, stuck", "waiting", decision,
        {ill(step("follow-back", "failed")), swapped, ill(back(step("back-sync", "failed", decision)))},
        "operations", "retry back-sync!*, skip back-sync!, abort!");
    row("back, frozen", "frozen", "",
        {swapped, back(step("back-hold", "done")), committing(back(step("back-swap", "pending")))},
        "operations", "pause, abort!");
    row("back, swapped", "running", "",
        {swapped, committing(back(step("back-swap", "done"))), back(step("back-rest", "running"))},
        "operations", "pause");
    row("the way back was given up", "live", operationsFinalizes,
        {swapped, wait("finalize", "waiting", operationsFinalizes), back(step("back-catch-up", "undone")),
         back(step("back-hold", "pending"))},
        "operations", "finalize finalize!!*, rollback!");
    for (const char *end : {"finalized", "rolled-back", "aborted", "failed"})
        row(end, end, "", {step("sync", "failed"), wait("a", "waiting", customerSigns)}, "admin", "");
    row("a state nobody knows", "levitating", customerSigns, candidate, "admin", "");
    row("nothing is known", "", "", {}, "admin", "");
}

} // namespace

Q_DECLARE_METATYPE(Steps)

class TestReleaseActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byState_data();
    void byState();
    void nobodyElseHasAny_data();
    void nobodyElseHasAny();
    void whatIsAskedFor();
    void commandLines_data();
    void commandLines();
    void quoting();
};

void TestReleaseActions::byState_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("waitsFor");
    QTest::addColumn<Steps>("steps");
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("expected");
    beforeTheCutover();
    whenSomethingFails();
    fromTheHoldOn();
    pausedBackAndEnded();
}

void TestReleaseActions::byState()
{
    QFETCH(QString, state);
    QFETCH(QString, waitsFor);
    QFETCH(Steps, steps);
    QFETCH(QString, role);
    QFETCH(QString, user);
    QFETCH(QString, expected);
    ReleaseRow release;
    release.id = 214;
    release.state = state;
    release.waitsFor = waitsFor;
    release.requestedBy = QStringLiteral("eva");
    const auto actions = actionsOf(release, steps, *roleFromText(role), user);
    QCOMPARE(linesOf(actions).join(QStringLiteral(", ")), expected);
    QVERIFY(std::count_if(actions.begin(), actions.end(), [](auto &one) { return one.primary; }) <= 1);
}

void TestReleaseActions::nobodyElseHasAny_data()
{
    byState_data();
}

// Support and sales look on, whatever it waits for.
void TestReleaseActions::nobodyElseHasAny()
{
    QFETCH(QString, state);
    QFETCH(QString, waitsFor);
    QFETCH(Steps, steps);
    ReleaseRow release;
    release.state = state;
    release.waitsFor = waitsFor;
    QVERIFY(actionsOf(release, steps, Role::Support).empty());
    QVERIFY(actionsOf(release, steps, Role::Sales).empty());
}

void TestReleaseActions::whatIsAskedFor()
{
    ReleaseRow release;
    release.state = QStringLiteral("live");
    release.waitsFor = QLatin1String(operationsFinalizes);
    const Steps steps{ill(step("sync", "failed", decision)), step("clone", "running"),
                      wait("finalize", "waiting", operationsFinalizes),
                      wait("look", "waiting", "operations signs off look")};
    for (const ReleaseAction &action : actionsOf(release, steps, Role::Operations)) {
        const bool asks = action.verb == QLatin1String("skip") || action.verb == QLatin1String("rollback") ||
                          action.verb == QLatin1String("abort");
        QCOMPARE(action.needsReason, asks);
        QCOMPARE(action.takesNote, !action.signOff.isEmpty());
    }
    release.state = QStringLiteral("waiting");
    const auto aborts = actionsOf(release, steps, Role::Operations);
    QCOMPARE(aborts.back().verb, QStringLiteral("abort"));
    QVERIFY(aborts.back().needsReason);
}

void TestReleaseActions::commandLines_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("line"); // empty: whatever it is, it is read as it was meant
    const auto row = [](const char *name, const char *verb, const QString &text, const char *line = "") {
        QTest::newRow(name) << QString(QLatin1String(verb)) << text << QString(QLatin1String(line));
    };
    row("pause", "pause", {}, "slipwayctl release pause 214");
    row("resume", "resume", {}, "slipwayctl release resume 214");
    row("retry", "retry", {}, "slipwayctl release retry 214 --step sync");
    row("approve", "approve", {}, "slipwayctl release approve 214");
    row("signoff", "signoff", QStringLiteral("fine"),
        "slipwayctl release signoff 214 --as customer --step sync --note fine");
    row("finalize", "finalize", QStringLiteral("all well"),
        "slipwayctl release finalize 214 --note 'all well'");
    row("skip", "skip", QStringLiteral("it's done"),
        "slipwayctl release skip 214 --step sync --reason 'it'\\''s done'");
    row("rollback", "rollback", QStringLiteral("no"), "slipwayctl release rollback 214 --reason no");
    row("abort", "abort", QStringLiteral("no"), "slipwayctl release abort 214 --reason no");
    row("no reason yet", "rollback", {}, "slipwayctl release rollback 214 --reason ''");
    row("for a shell", "rollback", QStringLiteral("$(reboot) `ls` \"x\" \\ !! ~ * ; & |"));
    row("two lines", "rollback", QStringLiteral("first\nsecond\n"));
    row("a dash", "rollback", QStringLiteral("-5 degrees"));
    row("an option", "approve", QStringLiteral("--step"));
    row("an equals sign", "rollback", QStringLiteral("a=b"));
    row("other scripts", "rollback", QString::fromUtf8("Größe ‏שלום‎ 👍"));
}

void TestReleaseActions::commandLines()
{
    QFETCH(QString, verb);
    QFETCH(QString, text);
    QFETCH(QString, line);
    ReleaseRow release;
    release.id = 214;
    ReleaseAction action;
    action.verb = verb;
    action.step = QStringLiteral("sync");
    action.as = QStringLiteral("customer");
    action.needsReason =
        verb == QLatin1String("skip") || verb == QLatin1String("rollback") || verb == QLatin1String("abort");
    action.takesNote = verb == QLatin1String("signoff") || verb == QLatin1String("approve") ||
                       verb == QLatin1String("finalize");
    const QString made = commandLineOf(release, action, text);
    if (!line.isEmpty())
        QCOMPARE(made, line);
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("printf '%s\\0' ") + made});
    QVERIFY(shell.waitForFinished());
    QList<QByteArray> words = shell.readAllStandardOutput().split('\0');
    words.removeLast();
    std::vector<char *> arguments;
    for (QByteArray &word : words)
        arguments.push_back(word.data());
    const auto commands = releaseCommands();
    const Invocation read = readCommandLine(static_cast<int>(arguments.size()), arguments.data(), commands);
    QVERIFY2(read.command, qPrintable(made));
    QCOMPARE(QString(QLatin1String(read.command->name)), verb);
    QCOMPARE(read.arguments.number("id"), 214);
    const bool names =
        verb == QLatin1String("skip") || verb == QLatin1String("retry") || verb == QLatin1String("signoff");
    QCOMPARE(read.arguments.text("step"), names ? QStringLiteral("sync") : QString());
    QCOMPARE(read.arguments.text("reason"), action.needsReason ? text : QString());
    QCOMPARE(read.arguments.text("note"), action.takesNote ? text : QString());
}

void TestReleaseActions::quoting()
{
    QCOMPARE(shellQuoted(QStringLiteral("northwind/shop")), QStringLiteral("northwind/shop"));
    QCOMPARE(shellQuoted(QString()), QStringLiteral("''"));
    QCOMPARE(shellQuoted(QStringLiteral("a b")), QStringLiteral("'a b'"));
    QCOMPARE(shellQuoted(QStringLiteral("~")), QStringLiteral("'~'"));
    QCOMPARE(shellQuoted(QStringLiteral("it's")), QStringLiteral("'it'\\''s'"));
}

QTEST_GUILESS_MAIN(TestReleaseActions)
#include "TestReleaseActions.moc"
