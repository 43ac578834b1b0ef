// The clocks of a case: absolute targets, pauses, and what counts as kept.
#include "service/support/Sla.h"

#include <QTest>

using namespace slipway;
using namespace std::chrono_literals;

class TestSla : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void targetsAreAbsolute()
    {
        const auto clocks = clocksFor(SlaPolicy::twoHours(), Severity::Critical, opened);
        QCOMPARE(clocks.size(), 2U);
        QCOMPARE(clocks[0].name, QStringLiteral("first-response"));
        QCOMPARE(clocks[0].target, opened + 2h);
        QCOMPARE(clocks[1].target, opened + 8h);
        QCOMPARE(clocksFor(SlaPolicy::twoHours(), Severity::Low, opened).size(),
                 1U); // no resolution is promised
        QVERIFY(clocksFor(SlaPolicy(), Severity::Critical, opened).empty());
    }

    void aResponseInTimeKeepsIt()
    {
        auto clocks = clocksFor(SlaPolicy::twoHours(), Severity::Critical, opened);
        markResponded(clocks, opened + 2h);
        QCOMPARE(clocks[0].state(), CaseClock::State::Met);
        QCOMPARE(clocks[1].state(), CaseClock::State::Running);
        markResponded(clocks, opened + 3h); // the first counts
        QCOMPARE(*clocks[0].met, opened + 2h);
        QVERIFY(markBreached(clocks, opened + 7h).isEmpty());
    }

    void aLateResponseIsABreach()
    {
        auto clocks = clocksFor(SlaPolicy::twoHours(), Severity::Critical, opened);
        QVERIFY(markBreached(clocks, opened + 2h - 1us).isEmpty());
        QCOMPARE(markBreached(clocks, opened + 2h), QStringList(QStringLiteral("first-response")));
        QVERIFY(markBreached(clocks, opened + 3h).isEmpty()); // told once
        markResponded(clocks, opened + 4h);
        QCOMPARE(clocks[0].state(), CaseClock::State::Breached);
        QCOMPARE(*clocks[0].met, opened + 4h);
    }

    void aResponseThatNobodyNotedWasLateIsABreach()
    {
        auto clocks = clocksFor(SlaPolicy::twoHours(), Severity::Critical, opened);
        markResponded(clocks, opened + 2h + 1us);
        QCOMPARE(clocks[0].state(), CaseClock::State::Breached);
    }

    void aPauseMovesTheTarget()
    {
        auto clocks = clocksFor(SlaPolicy::twoHours(), Severity::Critical, opened);
        markResponded(clocks, opened + 1h);
        pauseClocks(clocks, opened + 1h);
        QCOMPARE(clocks[1].state(), CaseClock::State::Paused);
        QVERIFY(markBreached(clocks, opened + 100h).isEmpty());
        pauseClocks(clocks, opened + 2h); // paused already: from when it was
        resumeClocks(clocks, opened + 31h);
        QCOMPARE(clocks[1].target, opened + 38h);
        QCOMPARE(clocks[1].state(), CaseClock::State::Running);
        resumeClocks(clocks, opened + 32h);
        QCOMPARE(clocks[1].target, opened + 38h);
        QCOMPARE(markBreached(clocks, opened + 38h), QStringList(QStringLiteral("resolution")));
    }

    void solvedWhilePausedIsKept()
    {
        auto clocks = clocksFor(SlaPolicy::twoHours(), Severity::Critical, opened);
        markResponded(clocks, opened + 1h);
        pauseClocks(clocks, opened + 1h);
        markResolved(clocks, opened + 200h);
        QCOMPARE(clocks[1].state(), CaseClock::State::Met);
    }

private:
    const Instant opened = Instant(1'700'000'000s);
};

QTEST_GUILESS_MAIN(TestSla)

#include "TestSla.moc"
