// Running time in a span: by table, and as a property of any course of states.
#include "service/usage/RunningTime.h"

#include <QTest>

#include <random>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

// The span is from 100 to 200; everything is in seconds.
Instant at(int second)
{
    return Instant(std::chrono::seconds(second));
}

struct Change
{
    int at = 0;
    bool runs = false;
};

Duration timeOf(const std::vector<Change> &changes, const Span &span, int now)
{
    RunningTime time(span);
    for (const Change &change : changes)
        time.change(at(change.at), change.runs);
    return time.until(at(now));
}

} // namespace

class TestRunningTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counted_data()
    {
        QTest::addColumn<std::vector<Change>>("changes");
        QTest::addColumn<int>("now");
        QTest::addColumn<int>("seconds");
        const auto row = [](const char *name, std::vector<Change> changes, int now, int seconds) {
            QTest::newRow(name) << std::move(changes) << now << seconds;
        };
        row("never", {}, 150, 0);
        row("within", {{110, true}, {130, false}}, 150, 20);
        row("still, and the span isn't over", {{110, true}}, 150, 40);
        row("still, and the span is over", {{110, true}}, 900, 90);
        row("since before it", {{10, true}, {130, false}}, 150, 30);
        row("all of it", {{10, true}}, 900, 100);
        row("only before it", {{10, true}, {90, false}}, 150, 0);
        row("up to its beginning", {{10, true}, {100, false}}, 150, 0);
        row("from its end", {{200, true}}, 900, 0);
        row("twice", {{110, true}, {120, false}, {130, true}, {150, false}}, 200, 30);
        row("said twice", {{110, true}, {120, true}, {130, false}, {140, false}}, 200, 20);
        row("for no time", {{110, true}, {110, false}}, 200, 0);
        row("clock set back while it ran", {{110, true}, {105, false}}, 200, 0);
        row("clock set back while it stood", {{110, true}, {150, false}, {120, true}, {160, false}}, 200, 50);
        row("now is before its start", {{110, true}}, 105, 0);
    }
    void counted()
    {
        QFETCH(std::vector<Change>, changes);
        QFETCH(int, now);
        QFETCH(int, seconds);
        QCOMPARE(timeOf(changes, {at(100), at(200)}, now), Duration(std::chrono::seconds(seconds)));
    }

    // Parts of a span make up the whole, and no span counts more than it has.
    void partsMakeUpTheWhole()
    {
        std::mt19937 random(20261128);
        std::uniform_int_distribution<int> second(0, 300);
        for (int round = 0; round < 2000; ++round) {
            std::vector<Change> changes(static_cast<std::size_t>(second(random) % 12));
            for (Change &change :
                 changes) // some of them out of order, as a clock that was set back leaves them
                change = {second(random), second(random) % 2 == 0};
            const int middle = 100 + second(random) % 100;
            const int now = second(random);
            const Duration whole = timeOf(changes, {at(100), at(200)}, now);
            QCOMPARE(timeOf(changes, {at(100), at(middle)}, now) +
                         timeOf(changes, {at(middle), at(200)}, now),
                     whole);
            QVERIFY(whole >= 0s && whole <= 100s);
        }
    }
};

QTEST_GUILESS_MAIN(TestRunningTime)
#include "TestRunningTime.moc"
