// Whoever sets the wall clock is noticed at once.
#include "daemon/ClockWatch.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <cerrno>
#include <sys/timex.h>

using namespace slipway;

namespace {

constexpr int toldWithin = 10000; // ms

// Really sets it, by a billionth of a second; false for who mustn't.
bool setTheClock()
{
    timex step{};
    step.modes = ADJ_SETOFFSET | ADJ_NANO;
    step.time.tv_usec = 1; // ns
    return ::clock_adjtime(CLOCK_REALTIME, &step) >= 0;
}

} // namespace

class TestClockWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachChangeIsTold()
    {
        std::atomic<int> told{0};
        ClockWatch watch([&told] { ++told; });
        watch.start();
        for (int times = 1; times <= 3; ++times) {
            if (!setTheClock() && errno == EPERM)
                QSKIP("only who has CAP_SYS_TIME may set the clock");
            QTRY_VERIFY_WITH_TIMEOUT(told >= times, toldWithin);
        }
    }

    void itEndsWhenItIsToldTo()
    {
        ClockWatch watch([] {});
        watch.stop(); // and was never started
        QElapsedTimer took;
        took.start();
        watch.start();
        watch.start(); // once is enough
        watch.stop();
        QVERIFY(took.elapsed() < toldWithin);
    }

    // From the thread that is told the clock may be set again: it is told once more, and nothing stands
    // still.
    void whatComesWhileItTellsIsToldToo()
    {
        std::atomic<int> told{0};
        std::atomic<bool> may{true};
        ClockWatch watch([&] {
            if (++told == 1)
                may = setTheClock();
        });
        watch.start();
        if (!setTheClock() && errno == EPERM)
            QSKIP("only who has CAP_SYS_TIME may set the clock");
        QTRY_VERIFY_WITH_TIMEOUT(told >= 2, toldWithin);
        QVERIFY(may);
    }
};

QTEST_GUILESS_MAIN(TestClockWatch)

#include "TestClockWatch.moc"
