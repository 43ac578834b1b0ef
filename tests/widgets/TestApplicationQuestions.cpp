// What can be done to an application and its environments, what is asked before, and the command that does
// it.
#include "ctl/ReadByCtl.h"
#include "widgets/ApplicationQuestions.h"

#include <QTest>

using namespace slipway;

namespace {

EnvironmentRow environment(const char *name, const char *role, const char *state)
{
    EnvironmentRow row;
    row.name = QLatin1String(name);
    row.role = QLatin1String(role);
    row.state = QLatin1String(state);
    return row;
}

ApplicationRow application(std::vector<EnvironmentRow> environments)
{
    ApplicationRow row;
    row.handle = QStringLiteral("northwind/shop");
    row.customer = QStringLiteral("northwind");
    row.environments = std::move(environments);
    return row;
}

} // namespace

class TestApplicationQuestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatWasNeverBuiltIsRemovedAsAWhole_data()
    {
        QTest::addColumn<bool>("alone");
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("state");
        QTest::addColumn<bool>("possible");
        const auto row = [](const char *name, bool alone, const char *role, const char *state,
                            bool possible) {
            QTest::newRow(name) << alone << QString::fromLatin1(role) << QString::fromLatin1(state)
                                << possible;
        };
        row("its building failed", true, "production", "failed", true);
        row("it is being built", true, "production", "creating", false);
        row("it runs", true, "production", "running", false);
        row("it is stopped", true, "production", "stopped", false);
        row("it has a test environment", false, "production", "failed", false);
        row("a test environment", false, "test", "failed", false);
    }

    void onlyWhatWasNeverBuiltIsRemovedAsAWhole()
    {
        QFETCH(bool, alone);
        QFETCH(QString, role);
        QFETCH(QString, state);
        QFETCH(bool, possible);
        const EnvironmentRow chosen = environment("shop-1", role.toLatin1(), state.toLatin1());
        std::vector<EnvironmentRow> all{chosen};
        if (!alone)
            all.push_back(environment("shop-2", "test", "running"));
        const ApplicationRow app = application(all);
        QCOMPARE(isPossible(ApplicationVerb::Discard, app, &chosen), possible);
        // One key removes what can be removed: never two things.
        QVERIFY(!(possible && isPossible(ApplicationVerb::Remove, app, &chosen)));
    }

    void theCommandsAreRead_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("environment");
        const auto row = [](const char *name, ApplicationVerb verb, const char *command,
                            const char *environment) {
            QTest::newRow(name) << static_cast<int>(verb) << QString::fromLatin1(command)
                                << QString::fromLatin1(environment);
        };
        row("clone", ApplicationVerb::Clone, "app clone", "");
        row("start", ApplicationVerb::Start, "app start", "shop-1");
        row("stop", ApplicationVerb::Stop, "app stop", "shop-1");
        row("remove", ApplicationVerb::Remove, "app remove", "shop-1");
        row("discard", ApplicationVerb::Discard, "app remove", "");
    }

    void theCommandsAreRead()
    {
        QFETCH(int, verb);
        QFETCH(QString, command);
        QFETCH(QString, environment);
        const EnvironmentRow row = ::environment("shop-1", "production", "failed");
        const ApplicationRow app = application({row});
        const ReadLine read = readByCtl(commandLineOf(static_cast<ApplicationVerb>(verb), app, &row));
        QCOMPARE(read.command, command);
        QCOMPARE(read.arguments.text("app"), app.handle);
        QCOMPARE(read.arguments.text("environment"), environment);
    }

    void whatWouldHaveToBeAskedHasNoUndo()
    {
        const EnvironmentRow production = environment("shop-1", "production", "stopped");
        const EnvironmentRow test = environment("shop-2", "test", "stopped");
        QVERIFY(undoOf(ApplicationVerb::Stop, &production) == ApplicationVerb::Start);
        QVERIFY(undoOf(ApplicationVerb::Start, &test) == ApplicationVerb::Stop);
        QVERIFY(!undoOf(ApplicationVerb::Start, &production));
        QVERIFY(!undoOf(ApplicationVerb::Remove, &test));
        QVERIFY(!undoOf(ApplicationVerb::Discard, &production));
        QVERIFY(!undoOf(ApplicationVerb::Clone, nullptr));
    }
};

QTEST_GUILESS_MAIN(TestApplicationQuestions)

#include "TestApplicationQuestions.moc"
