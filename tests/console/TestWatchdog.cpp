// The watchdog sees a window's thread that is blocked, and one that isn't.
#include "console/Watchdog.h"

#include <QTest>

#include <chrono>
#include <thread>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

// Blocks like bad code would.
void block(std::chrono::milliseconds time)
{
    std::this_thread::sleep_for(time);
}

} // namespace

class TestWatchdog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itCountsWhileEventsAreHandled()
    {
        Watchdog watchdog;
        QTRY_VERIFY(watchdog.figures().count >= 5);
        qint64 sum = 0;
        for (const qint64 bin : watchdog.figures().bins)
            sum += bin;
        QVERIFY(sum >= 5);
    }

    void aBlockedThreadIsMeasured()
    {
        std::vector<Duration> told;
        Watchdog watchdog([&](Duration took) { told.push_back(took); });
        QTRY_VERIFY(watchdog.figures().count >= 1);
        watchdog.reset();
        block(400ms);
        // Also before it goes on: that is when somebody wants to know.
        QVERIFY(watchdog.figures().longest >= 300ms);
        QTRY_VERIFY(!told.empty());
        QVERIFY(told.front() >= 300ms);
        const Watchdog::Figures figures = watchdog.figures();
        QVERIFY(figures.longest >= 300ms);
        QVERIFY(figures.bins[6] + figures.bins[7] + figures.bins[8] >= 1); // above 200 ms
        QVERIFY2(figures.text().contains(QStringLiteral("ms")), qPrintable(figures.text()));
    }

    void aNewMeasurementBeginsAtNothing()
    {
        Watchdog watchdog;
        QTRY_VERIFY(watchdog.figures().count >= 1);
        block(60ms); // and the question that waits meanwhile isn't answered yet
        QVERIFY(watchdog.figures().longest >= 40ms);
        const auto before = std::chrono::steady_clock::now();
        watchdog.reset();
        const Watchdog::Figures figures = watchdog.figures();
        const auto passed = std::chrono::steady_clock::now() - before;
        QCOMPARE(figures.count, 0);
        for (const qint64 bin : figures.bins)
            QCOMPARE(bin, 0);
        // Of whole microseconds, cut off at both ends.
        QVERIFY2(figures.longest <= passed + 1us, qPrintable(figures.text()));
    }

    void itEndsWhileTheThreadIsBlocked()
    {
        for (int i = 0; i < 20; ++i) {
            Watchdog watchdog;
            block(2ms);
        }
        QCoreApplication::processEvents();
    }
};

QTEST_GUILESS_MAIN(TestWatchdog)
#include "TestWatchdog.moc"
