// Conditions see data and nothing else, and end in time.
#include "service/engine/Conditions.h"
#include "service/engine/Moment.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>
#include <ctime>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace slipway;

namespace {

QJsonObject sample()
{
    QJsonArray big;
    for (int i = 0; i < 2000; ++i)
        big.append(i);
    return {{QStringLiteral("inputs"), QJsonObject{{QStringLiteral("size"), 4},
                                                   {QStringLiteral("name"), QStringLiteral("shop")},
                                                   {QStringLiteral("list"), QJsonArray{1, 2, 3}},
                                                   {QStringLiteral("big"), big}}},
            {QStringLiteral("steps"),
             QJsonObject{{QStringLiteral("copy"), QJsonObject{{QStringLiteral("files"), 12}}}}}};
}

constexpr Duration limit = std::chrono::milliseconds(100);

// Processor time of this process so far, in ms: what a busy machine does in between doesn't count.
double processorTime()
{
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// Stops this process for a while from outside, as a machine does that has no turn left for it.
void losesItsTurn(std::chrono::milliseconds length)
{
    const pid_t self = ::getpid();
    const pid_t other = ::fork();
    QVERIFY(other >= 0);
    if (other == 0) {
        ::kill(self, SIGSTOP);
        std::this_thread::sleep_for(length);
        ::kill(self, SIGCONT);
        ::_exit(0);
    }
}

} // namespace

class TestConditions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTimeIsData_data()
    {
        QTest::addColumn<QString>("at");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("condition");
        const auto row = [](const char *at, const char *zone, const char *condition) {
            QTest::newRow(condition) << QString::fromLatin1(at) << QByteArray(zone)
                                     << QString::fromLatin1(condition);
        };
        row("2026-10-25T00:30:00Z", "Europe/Berlin", "now.hour == 2 && now.weekday == 'sun'");
        row("2026-10-25T01:30:00Z", "Europe/Berlin", "now.hour == 2 && remaining.first_response == 30");
        row("2026-10-25T02:30:01Z", "", "now.hour == 2 && remaining.first_response == -31");
        row("2026-10-25T18:29:59Z", "Asia/Kolkata", "now.hour == 23 && now.weekday == 'sun'");
        row("2026-10-25T18:30:00Z", "Asia/Kolkata", "now.hour == 0 && now.weekday == 'mon'");
    }
    void theTimeIsData()
    {
        QFETCH(QString, at);
        QFETCH(QByteArray, zone);
        QFETCH(QString, condition);
        QVERIFY(moment::isAskedFor(condition));
        const QJsonObject inputs{{QStringLiteral("first_response"), QStringLiteral("2026-10-25T02:00:00Z")}};
        const auto decided = holds(condition, moment::of(inputs, *instantFromText(at), zone), limit);
        QVERIFY(decided);
        QVERIFY(*decided);
    }

    void decides_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<bool>("expected");
        QTest::newRow("number") << "inputs.size > 3" << true;
        QTest::newRow("text") << "inputs.name == 'shop' && inputs.size !== 5" << true;
        QTest::newRow("steps") << "steps.copy.files >= 13" << false;
        QTest::newRow("undefined is false") << "steps.nothing" << false;
        QTest::newRow("list") << "inputs.list.some(x => x == 2)" << true;
        QTest::newRow("reduce") << "inputs.list.reduce((a, b) => a + b, 0) == 6" << true;
        QTest::newRow("includes") << "inputs.name.includes('ho')" << true;
        QTest::newRow("quote with brace") << "inputs.name != '{;='" << true;
        QTest::newRow("math") << "Math.max(1, inputs.size) == 4" << true;
        QTest::newRow("two lines") << "inputs.size > 3 &&\n inputs.size < 5" << true;
    }

    void decides()
    {
        QFETCH(QString, expression);
        QFETCH(bool, expected);
        QVERIFY(checkCondition(expression));
        const auto value = holds(expression, sample(), limit);
        QVERIFY2(value.has_value(), value ? "" : qPrintable(value.error().text()));
        QCOMPARE(*value, expected);
    }

    void seesNoWorld_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"Date",
                                 "Math.random",
                                 "eval",
                                 "Function",
                                 "RegExp",
                                 "Promise",
                                 "Proxy",
                                 "Reflect",
                                 "Array",
                                 "Symbol",
                                 "console",
                                 "Qt",
                                 "require",
                                 "setTimeout",
                                 "XMLHttpRequest",
                                 "print",
                                 "gc",
                                 "'a'.repeat",
                                 "'a'.replace",
                                 "'a'.match",
                                 "[].fill",
                                 "(x => x).constructor",
                                 "(x => x)['const' + 'ructor']",
                                 "[].constructor",
                                 "''.constructor",
                                 "Object.constructor",
                                 "Object.create",
                                 "[].__proto__.fill",
                                 "[].concat",
                                 "(x => x).call"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void seesNoWorld()
    {
        QFETCH(QString, name);
        const auto value = holds(QStringLiteral("typeof (%1) == 'undefined'").arg(name), sample(), limit);
        // Either it isn't there, or the text is no condition at all.
        if (value)
            QVERIFY2(*value, qPrintable(name + QStringLiteral(" is visible")));
        else
            QCOMPARE(value.error().kind, Problem::Kind::Invalid);
    }

    void refusesStatements_data()
    {
        QTest::addColumn<QString>("expression");
        for (const char *text : {"",
                                 "   ",
                                 "inputs.size = 3",
                                 "inputs.size += 3",
                                 "inputs.size++",
                                 "--inputs.size",
                                 "1; 2",
                                 "1)(2",
                                 "(function () { return 1 })()",
                                 "(() => { while (true) {} })()",
                                 "`x`",
                                 "1 // one",
                                 "1 /* one */",
                                 "'open",
                                 "inputs.",
                                 "a b",
                                 "if (1) 2",
                                 "[...inputs.list]",
                                 "inputs.size >>>= 1",
                                 "\\u0065val('1')",
                                 "x **= 2",
                                 "x ||= 2",
                                 "await 1",
                                 "yield 1",
                                 ") + (",
                                 "1), (2"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void refusesStatements()
    {
        QFETCH(QString, expression);
        QVERIFY(!checkCondition(expression));
        QVERIFY(!holds(expression, sample(), limit));
    }

    void isInterrupted()
    {
        const double before = processorTime();
        const auto value = holds(QStringLiteral("inputs.big.some(a => inputs.big.some(b => inputs.big.some("
                                                "c => a + b + c < 0)))"),
                                 sample(), limit);
        QVERIFY(!value);
        QCOMPARE(value.error().kind, Problem::Kind::Timeout);
        QVERIFY2(processorTime() - before < 2000, qPrintable(QString::number(processorTime() - before)));
    }

    void endlessRecursionEnds()
    {
        const double before = processorTime();
        QVERIFY(!holds(QStringLiteral("(f => f(f))(f => f(f))"), sample(), limit));
        QVERIFY(processorTime() - before < 2000);
    }

    void isNotToBlameForABusyMachine()
    {
        const QString work = QStringLiteral("inputs.big.some(a => inputs.list.some(b => a + b < 0))");
        losesItsTurn(std::chrono::milliseconds(400));
        // Longer than the other process needs to begin; nearly all of it is evaluating.
        for (const double end = processorTime() + 300; processorTime() < end;) {
            const auto value = holds(work, sample(), std::chrono::milliseconds(200));
            QVERIFY2(value, value ? "" : qPrintable(value.error().text()));
        }
        QVERIFY(::wait(nullptr) > 0);
    }

    void givesValues()
    {
        const auto value = evaluate(QStringLiteral("inputs.list.map(x => x * 2)"), sample(), limit);
        QVERIFY(value);
        QCOMPARE(value->toArray(), (QJsonArray{2, 4, 6}));
    }

    void leavesNothingBehind()
    {
        QVERIFY(holds(QStringLiteral("Object.keys(inputs).length == 4"), sample(), limit).value());
        QVERIFY(!holds(QStringLiteral("undeclared"), sample(), limit));
        QVERIFY(holds(QStringLiteral("Object.keys(inputs).length == 4"), sample(), limit).value());
    }
};

QTEST_GUILESS_MAIN(TestConditions)
#include "TestConditions.moc"
