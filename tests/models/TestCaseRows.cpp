// What a case says of its guarantees at a moment, the order of work, and which buttons it has. Tables.
#ifndef Q_MOC_RUN // which stumbles over coroutines
#include "ctl/CommandLine.h"
#endif
#include "models/CaseActions.h"
#include "models/FakeCases.h"
#include "models/SlaTerms.h"

#include <QJsonArray>
#include <QProcess>
#include <QTest>

#include <algorithm>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

const Instant now(std::chrono::seconds(1'795'744'800));

ClockRow clockOf(Duration whole, Duration left)
{
    ClockRow clock;
    clock.name = QStringLiteral("first-response");
    clock.target = now + left;
    clock.started = *clock.target - whole;
    return clock;
}

CaseRow caseOf(qint64 id, std::vector<ClockRow> clocks)
{
    CaseRow row;
    row.id = id;
    row.state = QStringLiteral("new");
    row.clocks = std::move(clocks);
    return row;
}

QStringList verbsOf(const std::vector<CaseAction> &actions)
{
    QStringList verbs;
    for (const CaseAction &action : actions)
        verbs.append(action.primary ? action.verb.toUpper() : action.verb);
    return verbs;
}

bool isRoute(const QString &id)
{
    const auto all = routes();
    return std::any_of(all.begin(), all.end(),
                       [&](const Route &route) { return id == QLatin1String(route.id); });
}

// By the parser of slipwayctl, after a real shell has split it.
Invocation readLine(const QString &line)
{
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("printf '%s\\0' ") + line});
    shell.waitForFinished();
    QList<QByteArray> words = shell.readAllStandardOutput().split('\0');
    words.removeLast();
    std::vector<char *> arguments;
    for (QByteArray &word : words)
        arguments.push_back(word.data());
    return readCommandLine(static_cast<int>(arguments.size()), arguments.data(), allCommands());
}

} // namespace

class TestCaseRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pressure_data()
    {
        QTest::addColumn<int>("wholeMinutes");
        QTest::addColumn<int>("leftSeconds");
        QTest::addColumn<QString>("pressure");
        QTest::newRow("just begun") << 120 << 7200 << QStringLiteral("running");
        QTest::newRow("a second before soon") << 120 << 1801 << QStringLiteral("running");
        QTest::newRow("a quarter is left") << 120 << 1800 << QStringLiteral("soon");
        QTest::newRow("of days not more than an hour is soon")
            << 3 * 1440 << 3601 << QStringLiteral("running");
        QTest::newRow("an hour of days") << 3 * 1440 << 3600 << QStringLiteral("soon");
        QTest::newRow("the last second") << 120 << 1 << QStringLiteral("soon");
        QTest::newRow("over now") << 120 << 0 << QStringLiteral("breached");
        QTest::newRow("long over") << 120 << -9000 << QStringLiteral("breached");
    }

    void pressure()
    {
        QFETCH(int, wholeMinutes);
        QFETCH(int, leftSeconds);
        QFETCH(QString, pressure);
        const ClockRow clock = clockOf(std::chrono::minutes(wholeMinutes), std::chrono::seconds(leftSeconds));
        QCOMPARE(toText(clock.pressure(now)), pressure);
    }

    void whatIsMetOrPausedStandsStill()
    {
        ClockRow clock = clockOf(2h, -1min);
        clock.met = now - 2min;
        QCOMPARE(clock.pressure(now), Pressure::Met);
        QCOMPARE(clock.left(now), clock.left(now + 5h));
        clock.met = now;
        QCOMPARE(clock.pressure(now), Pressure::MetLate);
        clock.met.reset();
        clock.paused = now - 20min;
        QCOMPARE(clock.pressure(now), Pressure::Paused);
        QCOMPARE(clock.left(now + 1h), Duration(19min));
        clock.paused.reset();
        clock.target = now + 1h;
        clock.breached = now; // the service has noted it: its clock counts, not ours
        QCOMPARE(clock.pressure(now), Pressure::Breached);
    }

    void countdown_data()
    {
        QTest::addColumn<int>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("rounded up") << 500 << QStringLiteral("0:00:01");
        QTest::newRow("none") << 0 << QStringLiteral("0:00:00");
        QTest::newRow("over, rounded down") << -1999 << QStringLiteral("0:00:01");
        QTest::newRow("an hour and more") << 3'723'000 << QStringLiteral("1:02:03");
        QTest::newRow("days in hours") << 260'000'000 << QStringLiteral("72:13:20");
    }

    void countdown()
    {
        QFETCH(int, ms);
        QFETCH(QString, text);
        QCOMPARE(slipway::countdown(std::chrono::milliseconds(ms)), text);
    }

    void theNearestIsLookedAtFirst()
    {
        ClockRow met = clockOf(2h, -1h);
        met.met = now - 90min;
        ClockRow paused = clockOf(2h, 1min);
        paused.paused = now;
        const ClockRow running = clockOf(72h, 70h);
        QCOMPARE(caseOf(1, {met, paused, running}).nearest()->target, running.target);
        QCOMPARE(caseOf(1, {met, paused}).nearest()->target, paused.target);
        QVERIFY(!caseOf(1, {met, paused}).deadline());
        QCOMPARE(caseOf(1, {met}).nearest()->target, met.target);
        QVERIFY(!caseOf(1, {}).nearest());
    }

    void onlyTheNewestRoundIsShown()
    {
        const auto clock = [](int round, const char *met) {
            return QJsonObject{
                {QStringLiteral("name"), QStringLiteral("next-response")},
                {QStringLiteral("round"), round},
                {QStringLiteral("target"), QStringLiteral("2026-11-27T02:0%1:00.000000Z").arg(round)},
                {QStringLiteral("met"), *met ? QJsonValue(QLatin1String(met)) : QJsonValue()}};
        };
        const char *met = "2026-11-27T02:00:00.000000Z";
        const CaseRow row = CaseRow::fromJson(
            {{QStringLiteral("id"), 1},
             {QStringLiteral("clocks"), QJsonArray{clock(1, met), clock(3, ""), clock(2, met)}}});
        QCOMPARE(row.clocks.size(), std::size_t(1));
        QCOMPARE(row.clocks.front().round, 3);
        QVERIFY(row.deadline().has_value());
    }

    void theOrderOfWork()
    {
        std::vector<CaseRow> rows{caseOf(1, {}), caseOf(2, {clockOf(2h, 1h)}), caseOf(3, {clockOf(2h, -1h)}),
                                  caseOf(4, {}), caseOf(5, {clockOf(2h, 1h)})};
        std::sort(rows.begin(), rows.end(), isMoreUrgent);
        std::vector<qint64> ids;
        for (const CaseRow &row : rows)
            ids.push_back(row.id);
        QCOMPARE(ids, (std::vector<qint64>{3, 2, 5, 1, 4}));
    }

    void nonsenseIsReadTolerantly()
    {
        const CaseRow row = CaseRow::fromJson(
            {{QStringLiteral("id"), QStringLiteral("x")},
             {QStringLiteral("state"), QStringLiteral("hovering")},
             {QStringLiteral("clocks"), QJsonArray{1, QJsonObject(), QStringLiteral("a")}}});
        QCOMPARE(row.id, 0);
        QVERIFY(!row.isOver());
        QCOMPARE(row.clocks.size(), std::size_t(1));
        QCOMPARE(row.clocks.front().pressure(now), Pressure::Running);
        QVERIFY(!row.deadline());
    }

    void buttonsByState_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("owner");
        QTest::addColumn<bool>("acknowledged");
        QTest::addColumn<bool>("paged");
        QTest::addColumn<int>("role");
        QTest::addColumn<QString>("verbs");
        const auto support = static_cast<int>(Role::Support);
        const auto row = [](const char *name, const char *state, const char *owner, bool acknowledged,
                            bool paged, int role, const char *verbs) {
            QTest::newRow(name) << QString::fromLatin1(state) << QString::fromLatin1(owner) << acknowledged
                                << paged << role << QString::fromLatin1(verbs);
        };
        row("new and paged", "new", "", false, true, support,
            "acknowledge TAKE assign wait solve close severity application link");
        row("new and not yet paged", "new", "", false, false, support,
            "TAKE assign wait solve close severity application link");
        row("heard, nobody's", "open", "", true, true, support,
            "TAKE assign wait solve close severity application link");
        row("another's", "open", "jan", true, true, support,
            "take assign wait solve close severity application link");
        row("mine", "open", "eva", true, true, support, "assign wait SOLVE close severity application link");
        row("given to me", "open", "eva", false, true, support,
            "acknowledge TAKE assign wait solve close severity application link");
        row("solved", "solved", "eva", true, true, support, "resume close link");
        row("closed", "closed", "eva", true, true, support, "resume link");
        row("waits for the customer", "waiting-for-customer", "eva", true, true, support,
            "assign resume SOLVE close severity application link");
        row("sales only look", "new", "", false, true, static_cast<int>(Role::Sales), "");
    }

    void buttonsByState()
    {
        QFETCH(QString, state);
        QFETCH(QString, owner);
        QFETCH(bool, acknowledged);
        QFETCH(bool, paged);
        QFETCH(int, role);
        QFETCH(QString, verbs);
        CaseRow about = caseOf(12, {});
        about.state = state;
        about.owner = owner;
        if (acknowledged)
            about.acknowledged = now;
        std::vector<PageRow> pages(paged ? 2 : 0);
        for (std::size_t i = 0; i < pages.size(); ++i)
            pages[i].id = static_cast<qint64>(i) + 7;
        const auto actions = actionsOf(about, pages, static_cast<Role>(role), QStringLiteral("eva"));
        QStringList expected = verbs.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        for (const char *verb : {"wait", "resume"}) { // which the service may not know
            if (!isRoute(QLatin1String(verb) + QStringLiteral("Case")))
                expected.removeAll(QLatin1String(verb));
        }
        QCOMPARE(verbsOf(actions), expected);
        if (!actions.empty() && actions.front().verb == QLatin1String("acknowledge"))
            QCOMPARE(actions.front().page, 8); // the newest
    }

    void theWayBack_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("owner");
        QTest::addColumn<QString>("command"); // empty: there is none
        QTest::addColumn<QString>("said");
        const auto row = [](const char *verb, const char *state, const char *owner, const char *command,
                            const char *said) {
            QTest::addRow("%s, %s", verb, state)
                << QString::fromLatin1(verb) << QString::fromLatin1(state) << QString::fromLatin1(owner)
                << QString::fromLatin1(command) << QString::fromLatin1(said);
        };
        row("severity", "new", "", "triage", "normal");
        row("application", "new", "", "triage", "northwind/shop");
        row("assign", "new", "", "", ""); // to nobody
        row("assign", "open", "jan", "assign", "jan");
        row("wait", "new", "", "", ""); // nobody is paged for it any more
        row("wait", "open", "jan", "resume", "");
        row("wait", "waiting-for-release", "jan", "wait", "release");
        row("resume", "waiting-for-customer", "jan", "wait", "customer");
        row("resume", "solved", "jan", "", ""); // its clocks have begun anew
        row("close", "open", "jan", "", "");
        row("take", "open", "jan", "", "");
    }

    void theWayBack()
    {
        QFETCH(QString, verb);
        QFETCH(QString, state);
        QFETCH(QString, owner);
        QFETCH(QString, command);
        QFETCH(QString, said);
        CaseRow before = caseOf(12, {});
        before.state = state;
        before.owner = owner;
        before.severity = QStringLiteral("normal");
        before.application = QStringLiteral("northwind/shop");
        const auto back = wayBackOf(verb, before);
        QCOMPARE(back.has_value(), !command.isEmpty());
        if (!back)
            return;
        QCOMPARE(back->command, command);
        const QJsonObject body = back->body;
        QCOMPARE(body.isEmpty() ? QString() : body.begin().value().toString(), said);
        CaseRow after = before;
        QVERIFY(isAsItWas(before, after));
        after.severity = QStringLiteral("low");
        QVERIFY(!isAsItWas(before, after));
    }

    void anotherSeverity_data()
    {
        using Kind = ClockChange::Kind;
        QTest::addColumn<QString>("clock");
        QTest::addColumn<int>("startedMinutesAgo");
        QTest::addColumn<int>("pausedForMinutes");
        QTest::addColumn<int>("targetInMinutes"); // as it is now
        QTest::addColumn<QString>("severity");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("afterInMinutes");
        const auto row = [](const char *name, const char *clock, int started, int paused, int target,
                            const char *severity, Kind kind, int after) {
            QTest::newRow(name) << QString::fromLatin1(clock) << started << paused << target
                                << QString::fromLatin1(severity) << int(kind) << after;
        };
        row("sooner", "first-response", 10, 0, 110, "critical", Kind::Sooner, 20);
        row("later", "first-response", 10, 0, 110, "low", Kind::Later, 470);
        row("the same", "first-response", 10, 0, 110, "normal", Kind::Same, 110);
        row("over already", "first-response", 60, 0, 60, "critical", Kind::Missed, -30);
        row("in time again", "first-response", 130, 0, -10, "low", Kind::Saved, 350);
        row("missed either way", "first-response", 600, 0, -480, "high", Kind::Same, -510);
        row("with its pauses", "resolution", 600, 60, 3780, "critical", Kind::Missed, -60);
        row("nothing is promised: as it was", "resolution", 60, 0, 4260, "low", Kind::Same, 4260);
    }

    void anotherSeverity()
    {
        QFETCH(QString, clock);
        QFETCH(int, startedMinutesAgo);
        QFETCH(int, pausedForMinutes);
        QFETCH(int, targetInMinutes);
        QFETCH(QString, severity);
        QFETCH(int, kind);
        QFETCH(int, afterInMinutes);
        ClockRow row;
        row.name = clock;
        row.started = now - std::chrono::minutes(startedMinutesAgo);
        row.target = now + std::chrono::minutes(targetInMinutes);
        row.pausedFor = std::chrono::minutes(pausedForMinutes);
        row.promised = *row.target - *row.started - row.pausedFor;
        CaseRow about = caseOf(12, {row});
        about.plan = QStringLiteral("2h");
        const SlaTerms terms = SlaTerms::fromJson(FakeCases::sla());
        const auto changes = terms.changesBy(about, severity, now);
        QVERIFY(changes.has_value());
        QCOMPARE(changes->size(), std::size_t(1));
        QCOMPARE(int(changes->front().kind), kind);
        QCOMPARE(*changes->front().after - now, Duration(std::chrono::minutes(afterInMinutes)));
        about.plan = QStringLiteral("gold");
        QVERIFY(!terms.changesBy(about, severity, now)); // better nothing than something wrong
        about.plan = QStringLiteral("2h");
        about.clocks.front().met = now;
        QVERIFY(terms.changesBy(about, severity, now)->empty());
    }

    // In the hours of the calendar, in the customer's zone: 22:00Z on a Friday is Friday 23:00 in Berlin.
    void inHoursThatCount()
    {
        QJsonObject sla = FakeCases::sla();
        QJsonObject policy = sla.value(QStringLiteral("policies")).toArray().first().toObject();
        policy.insert(QStringLiteral("calendar"), QStringLiteral("office"));
        sla.insert(QStringLiteral("policies"), QJsonArray{policy});
        const QJsonArray day{QStringLiteral("09:00-17:00")};
        sla.insert(
            QStringLiteral("calendars"),
            QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("office")},
                                   {QStringLiteral("hours"), QJsonObject{{QStringLiteral("mon"), day}}}}});
        sla.insert(QStringLiteral("agreements"),
                   QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("northwind")},
                                          {QStringLiteral("plan"), QStringLiteral("2h")},
                                          {QStringLiteral("zone"), QStringLiteral("Europe/Berlin")}}});
        ClockRow clock;
        clock.name = QStringLiteral("first-response");
        clock.started = *instantFromText(u"2026-11-27T22:00:00Z");
        clock.target = *instantFromText(u"2026-11-30T10:00:00Z");
        CaseRow about = caseOf(12, {clock});
        about.plan = QStringLiteral("2h");
        about.customer = QStringLiteral("northwind");
        const auto changes =
            SlaTerms::fromJson(sla).changesBy(about, QStringLiteral("critical"), *clock.started + 1h);
        QVERIFY(changes && changes->size() == 1);
        QCOMPARE(toText(*changes->front().after), QStringLiteral("2026-11-30T08:30:00.000000Z"));
        sla.insert(QStringLiteral("calendars"), QJsonArray());
        QVERIFY(!SlaTerms::fromJson(sla).changesBy(about, QStringLiteral("critical"), now));
    }

    void roundsAndFiles()
    {
        const auto clock = [](int round, const char *started) {
            return QJsonObject{{QStringLiteral("name"), QStringLiteral("next-response")},
                               {QStringLiteral("round"), round},
                               {QStringLiteral("promised"), QStringLiteral("2h30m")},
                               {QStringLiteral("paused_for"), QStringLiteral("5m")},
                               {QStringLiteral("started"), QLatin1String(started)}};
        };
        const CaseRow row =
            CaseRow::fromJson({{QStringLiteral("id"), 12},
                               {QStringLiteral("clocks"),
                                QJsonArray{clock(2, "2026-11-27T11:00:00Z"), clock(3, "2026-11-27T12:00:00Z"),
                                           clock(1, "2026-11-27T10:00:00Z")}}});
        QCOMPARE(row.clocks.size(), std::size_t(1));
        QCOMPARE(row.clocks.front().round, 3);
        QCOMPARE(row.clocks.front().promised, Duration(150min));
        QCOMPARE(row.clocks.front().pausedFor, Duration(5min));
        QCOMPARE(row.earlier.size(), std::size_t(2));
        QCOMPARE(row.earlier.front().round, 1);
        QCOMPARE(row.earlier.back().round, 2);
        const MessageRow message = MessageRow::fromJson(
            {{QStringLiteral("id"), 1},
             {QStringLiteral("attachments"),
              QJsonArray{QJsonObject{{QStringLiteral("mail"), 7},
                                     {QStringLiteral("number"), 2},
                                     {QStringLiteral("name"), QStringLiteral("log.txt")},
                                     {QStringLiteral("type"), QStringLiteral("text/plain")},
                                     {QStringLiteral("size"), 12345}},
                         QJsonObject(), QStringLiteral("nonsense")}}});
        QCOMPARE(message.files.size(), std::size_t(1)); // what can't be asked for isn't offered
        QCOMPARE(message.files.front().name, QStringLiteral("log.txt"));
        QCOMPARE(message.files.front().size, 12345);
    }

    void linesAreCommands_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QString>("parameter");
        QTest::addColumn<QString>("value");
        const auto action = [](const char *verb, const char *read, const char *parameter = "",
                               const QString &value = {}) {
            const CaseAction wanted{QLatin1String(verb), 12, false};
            QTest::newRow(verb) << commandLineOf(caseOf(12, {}), wanted, value) << QString::fromLatin1(read)
                                << QString::fromLatin1(parameter) << value;
        };
        action("acknowledge", "ack");
        action("take", "take");
        action("assign", "assign", "to", QStringLiteral("jan"));
        action("severity", "triage", "severity", QStringLiteral("critical"));
        action("application", "triage", "application", QStringLiteral("northwind/shop & co"));
        action("wait", "wait", "for", QStringLiteral("release"));
        action("solve", "close");
        action("close", "close");
        if (isRoute(QStringLiteral("waitCase"))) {
            action("wait", "wait");
            action("resume", "reopen");
        }
        const auto said = [](const char *name, const QString &text, bool isNote) {
            QTest::newRow(name) << replyLine(12, isNote, text)
                                << (isNote ? QStringLiteral("note") : QStringLiteral("reply"))
                                << QStringLiteral("text") << text;
        };
        said("reply", QStringLiteral("It's up\nagain"), false);
        said("note", QStringLiteral("disk full"), true);
        said("a dash", QStringLiteral("-5 degrees"), false);
        said("an option", QStringLiteral("--json"), true);
        said("for a shell", QStringLiteral("$(reboot) `ls` \"x\" \\ !! ~ * ; & |"), false);
    }

    void filesAreInTheCommand()
    {
        const QStringList paths{QStringLiteral("/tmp/-it's a log.txt"), QStringLiteral("-x")};
        const Invocation read = readLine(replyLine(12, false, QStringLiteral("--json"), paths));
        QCOMPARE(read.arguments.all("attach"), paths);
        QCOMPARE(read.arguments.text("text"), QStringLiteral("--json"));
        const FileRow file{0, 0, 12, 3, QStringLiteral("a b.txt"), {}, 0};
        const Invocation fetched = readLine(attachmentLine(file));
        QCOMPARE(fetched.arguments.text("file"), QStringLiteral("3"));
        QCOMPARE(fetched.arguments.text("output"), QStringLiteral("a b.txt"));
    }

    void aNewCaseIsACommand()
    {
        const Invocation read = readLine(newCaseLine({{QStringLiteral("subject"), QStringLiteral("-x it's")},
                                                      {QStringLiteral("text"), QStringLiteral("two\nlines")},
                                                      {QStringLiteral("severity"), QStringLiteral("high")}}));
        QVERIFY(read.command);
        QCOMPARE(read.arguments.text("subject"), QStringLiteral("-x it's"));
        QCOMPARE(read.arguments.text("text"), QStringLiteral("two\nlines"));
        QCOMPARE(read.arguments.text("severity"), QStringLiteral("high"));
        QVERIFY(!read.arguments.has("contact"));
    }

    void linesAreCommands()
    {
        QFETCH(QString, line);
        QFETCH(QString, verb);
        QFETCH(QString, parameter);
        QFETCH(QString, value);
        const Invocation read = readLine(line);
        QVERIFY2(read.command, qPrintable(line));
        QCOMPARE(QString(QLatin1String(read.command->name)), verb);
        QCOMPARE(read.arguments.text("id"), QStringLiteral("12"));
        if (!parameter.isEmpty())
            QCOMPARE(read.arguments.text(parameter.toLatin1().constData()), value);
    }
};

QTEST_GUILESS_MAIN(TestCaseRows)
#include "TestCaseRows.moc"
