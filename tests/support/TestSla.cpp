// The clocks of a case: absolute targets, pauses, rounds, warnings, and what counts as kept.
#include "service/support/BreachCause.h"
#include "service/support/Sla.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

const Instant opened = Instant(1'700'000'000s); // 2023-11-14T22:13:20Z, a Tuesday

Agreement aroundTheClock()
{
    return {QStringLiteral("2h"), SlaPolicy::twoHours(), {}};
}

Agreement officeHours()
{
    Agreement agreement = aroundTheClock();
    agreement.calendar.zone = "UTC";
    for (auto &day : agreement.calendar.week)
        day = {{9 * 60, 17 * 60}};
    return agreement;
}

Clocks begun(const Agreement &agreement = aroundTheClock(), Severity severity = Severity::Critical)
{
    Clocks clocks;
    beginClocks(clocks, agreement, severity, opened);
    return clocks;
}

// Of a case that nobody has answered yet.
const CaseCourse unanswered{opened, false, opened, {}, {}};

QStringList told(const std::vector<SlaNotice> &notices, const Clocks &clocks)
{
    QStringList list;
    for (const SlaNotice &notice : notices)
        list.append(QStringLiteral("%1 %2").arg(clocks[notice.clock].name).arg(notice.percent));
    return list;
}

} // namespace

class TestSla : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void targetsAreAbsolute()
    {
        const Clocks clocks = begun();
        QCOMPARE(clocks.size(), 2U);
        QCOMPARE(clocks[0].name, clockName::firstResponse);
        QCOMPARE(clocks[0].target, opened + 2h);
        QCOMPARE(clocks[1].name, clockName::resolution);
        QCOMPARE(clocks[1].target, opened + 8h);
        QCOMPARE(begun(aroundTheClock(), Severity::Low).size(), 1U); // no resolution is promised
    }

    void targetsCountInTheirHours()
    {
        const Clocks clocks = begun(officeHours()); // at night
        QCOMPARE(toText(clocks[0].target), QStringLiteral("2023-11-15T11:00:00.000000Z"));
        QCOMPARE(toText(clocks[1].target), QStringLiteral("2023-11-15T17:00:00.000000Z"));
    }

    void aResponseInTimeKeepsIt()
    {
        Clocks clocks = begun();
        markResponded(clocks, opened + 2h);
        QCOMPARE(clocks[0].state(), CaseClock::State::Met);
        QCOMPARE(clocks[1].state(), CaseClock::State::Running);
        markResponded(clocks, opened + 3h); // the first counts
        QCOMPARE(*clocks[0].met, opened + 2h);
        QCOMPARE(told(takeNotices(clocks, aroundTheClock(), opened + 7h), clocks),
                 QStringList(QStringLiteral("resolution 80"))); // nothing of the first
    }

    void aLateResponseIsABreach()
    {
        Clocks clocks = begun();
        takeNotices(clocks, aroundTheClock(), opened + 2h - 1us);
        QCOMPARE(clocks[0].state(), CaseClock::State::Running);
        QCOMPARE(told(takeNotices(clocks, aroundTheClock(), opened + 2h), clocks),
                 QStringList(QStringLiteral("first-response 100")));
        QVERIFY(takeNotices(clocks, aroundTheClock(), opened + 3h).empty()); // told once
        markResponded(clocks, opened + 4h);
        QCOMPARE(clocks[0].state(), CaseClock::State::Breached);
        QCOMPARE(*clocks[0].met, opened + 4h);
        Clocks unnoticed = begun();
        markResponded(unnoticed, opened + 2h + 1us);
        QCOMPARE(unnoticed[0].state(), CaseClock::State::Breached);
    }

    void warningsComeOnceAndInOrder()
    {
        Clocks clocks = begun();
        QCOMPARE(*clocks[0].notice, opened + 1h);
        QVERIFY(takeNotices(clocks, aroundTheClock(), opened + 1h - 1us).empty());
        QCOMPARE(told(takeNotices(clocks, aroundTheClock(), opened + 1h), clocks),
                 QStringList(QStringLiteral("first-response 50")));
        QCOMPARE(*clocks[0].notice, opened + 96min);
        QVERIFY(takeNotices(clocks, aroundTheClock(), opened + 1h).empty());
        // Slept through: the last of them alone.
        Clocks late = begun();
        QCOMPARE(told(takeNotices(late, aroundTheClock(), opened + 100min), late),
                 QStringList(QStringLiteral("first-response 80")));
        QCOMPARE(told(takeNotices(late, aroundTheClock(), opened + 100h), late),
                 QStringList({QStringLiteral("first-response 100"), QStringLiteral("resolution 100")}));
    }

    void aPauseMovesTheTarget()
    {
        Clocks clocks = begun();
        markResponded(clocks, opened + 1h);
        pauseClocks(clocks, opened + 1h);
        QCOMPARE(clocks[1].state(), CaseClock::State::Paused);
        QVERIFY(takeNotices(clocks, aroundTheClock(), opened + 100h).empty());
        pauseClocks(clocks, opened + 2h); // paused already: from when it was
        resumeClocks(clocks, aroundTheClock(), opened + 31h);
        QCOMPARE(clocks[1].target, opened + 38h);
        QCOMPARE(clocks[1].state(), CaseClock::State::Running);
        resumeClocks(clocks, aroundTheClock(), opened + 32h);
        QCOMPARE(clocks[1].target, opened + 38h);
        QCOMPARE(told(takeNotices(clocks, aroundTheClock(), opened + 38h), clocks),
                 QStringList(QStringLiteral("resolution 100")));
    }

    void onlyTheSolutionCanWait()
    {
        Clocks clocks = begun();
        pauseClocks(clocks, opened + 1h); // nobody has answered: that is still owed
        QCOMPARE(clocks[0].state(), CaseClock::State::Running);
        QCOMPARE(clocks[1].state(), CaseClock::State::Paused);
    }

    void aPauseOutsideTheHoursIsNone()
    {
        Clocks clocks = begun(officeHours());
        pauseClocks(clocks, opened);
        resumeClocks(clocks, officeHours(), opened + 10h); // 08:13: they haven't opened yet
        QCOMPARE(toText(clocks[1].target), QStringLiteral("2023-11-15T17:00:00.000000Z"));
        pauseClocks(clocks, opened + 12h); // 10:13
        resumeClocks(clocks, officeHours(), opened + 13h);
        QCOMPARE(toText(clocks[1].target), QStringLiteral("2023-11-16T10:00:00.000000Z"));
    }

    void solvedWhilePausedIsKept()
    {
        Clocks clocks = begun();
        markResponded(clocks, opened + 1h);
        pauseClocks(clocks, opened + 1h);
        markResolved(clocks, aroundTheClock(), opened + 200h);
        QCOMPARE(clocks[1].state(), CaseClock::State::Met);
        QCOMPARE(clocks[1].target, opened + 207h);
    }

    void whatIsAskedNextIsPromisedToo()
    {
        Clocks clocks = begun();
        markAsked(clocks, aroundTheClock(), Severity::Critical, opened + 10min);
        QCOMPARE(clocks.size(), 2U); // the first answer is still owed
        markResponded(clocks, opened + 20min);
        markAsked(clocks, aroundTheClock(), Severity::Critical, opened + 1h);
        markAsked(clocks, aroundTheClock(), Severity::Critical, opened + 2h); // the oldest counts
        QCOMPARE(clocks.size(), 3U);
        QCOMPARE(clocks[2].name, clockName::nextResponse);
        QCOMPARE(clocks[2].target, opened + 3h);
        markResponded(clocks, opened + 2h);
        markAsked(clocks, aroundTheClock(), Severity::Critical, opened + 5h);
        QCOMPARE(clocks[3].round, 2);
        QCOMPARE(clocks[2].state(), CaseClock::State::Met); // what was, stays
        QCOMPARE(clocks[3].state(), CaseClock::State::Running);
    }

    void anotherPromiseKeepsPauses()
    {
        Clocks clocks = begun();
        markResponded(clocks, opened + 30min);
        pauseClocks(clocks, opened + 1h);
        resumeClocks(clocks, aroundTheClock(), opened + 4h);
        reckonClocks(clocks, aroundTheClock(), Severity::High, unanswered, opened + 5h);
        QCOMPARE(clocks[1].target, opened + 27h); // a day and three hours
        QCOMPARE(clocks[0].target, opened + 2h);  // met: it stays as it was
    }

    void aPauseCountsInTheHoursOfNow()
    {
        Clocks clocks = begun();
        markResponded(clocks, opened + 1h);
        pauseClocks(clocks, opened + 1h);
        resumeClocks(clocks, aroundTheClock(), opened + 13h); // 11:13:20, in the morning
        QCOMPARE(clocks[1].pausedFor, Duration(12h));
        const Instant target = clocks[1].target;
        reckonClocks(clocks, officeHours(), Severity::Critical, unanswered, opened + 14h);
        QCOMPARE(clocks[1].pausedFor, Duration(2h + 13min + 20s)); // since nine
        QCOMPARE(toText(clocks[1].target), QStringLiteral("2023-11-16T11:13:20.000000Z"));
        reckonClocks(clocks, aroundTheClock(), Severity::Critical, unanswered, opened + 14h);
        QCOMPARE(clocks[1].target, target);
        clocks[1].pausedBefore = 1h; // of a pause whose times nobody kept
        reckonClocks(clocks, officeHours(), Severity::Critical, unanswered, opened + 14h);
        QCOMPARE(toText(clocks[1].target), QStringLiteral("2023-11-16T12:13:20.000000Z"));
    }

    void whatIsPromisedOnlyNowRunsSinceThen()
    {
        Clocks clocks = begun(aroundTheClock(), Severity::Low);
        QCOMPARE(clocks.size(), 1U);
        const auto reckoned =
            reckonClocks(clocks, aroundTheClock(), Severity::Critical, unanswered, opened + 9h);
        QCOMPARE(reckoned.begun, QStringList(clockName::resolution));
        QVERIFY(reckoned.stopped.empty());
        QCOMPARE(clocks.size(), 2U); // an answer was owed already
        QCOMPARE(clocks[1].started, opened);
        QCOMPARE(clocks[1].target, opened + 8h);
        QVERIFY(!clocks[1].breached); // not before it is told
        QCOMPARE(told(takeNotices(clocks, aroundTheClock(), opened + 9h), clocks),
                 QStringList({QStringLiteral("first-response 100"), QStringLiteral("resolution 100")}));
        QVERIFY(reckonClocks(clocks, aroundTheClock(), Severity::Critical, unanswered, opened + 9h)
                    .begun.isEmpty());
    }

    void whatBeginsLateWasPausedToo()
    {
        Clocks clocks = begun(aroundTheClock(), Severity::Low);
        markResponded(clocks, opened + 1h);
        CaseCourse course{opened, true, {}, {{opened + 1h, opened + 21h}}, {}};
        reckonClocks(clocks, aroundTheClock(), Severity::Critical, course, opened + 22h);
        QCOMPARE(clocks[1].target, opened + 28h);
        QCOMPARE(clocks[1].pausedFor, Duration(20h));
        clocks.pop_back();
        course.waits = opened + 22h; // and is paused now
        reckonClocks(clocks, aroundTheClock(), Severity::Critical, course, opened + 30h);
        QCOMPARE(clocks[1].state(), CaseClock::State::Paused);
        resumeClocks(clocks, aroundTheClock(), opened + 32h);
        QCOMPARE(clocks[1].target, opened + 38h);
    }

    void whatIsOwedDependsOnWhatWasSaid()
    {
        Agreement none = aroundTheClock();
        none.policy.promises = {{Severity::Low, 0h, 0h, 72h}};
        const auto begunBy = [&](const CaseCourse &course, Clocks clocks) {
            return reckonClocks(clocks, aroundTheClock(), Severity::Low, course, opened + 1h).begun;
        };
        Clocks silent;
        beginClocks(silent, none, Severity::Low, opened);
        QCOMPARE(silent.size(), 1U);
        QCOMPARE(begunBy(unanswered, silent), QStringList(clockName::firstResponse));
        QVERIFY(begunBy({opened, true, {}, {}, {}}, silent).isEmpty());  // it was answered
        QVERIFY(begunBy({opened, false, {}, {}, {}}, silent).isEmpty()); // nobody has asked
        const CaseCourse again{opened, true, opened + 30min, {}, {}};
        QCOMPARE(begunBy(again, silent), QStringList(clockName::nextResponse));
        reckonClocks(silent, aroundTheClock(), Severity::Low, again, opened + 1h);
        QCOMPARE(silent.back().target, opened + 24h + 30min); // since it was asked
    }

    void whatIsntPromisedAnyMoreStops()
    {
        Clocks clocks = begun();
        markResponded(clocks, opened + 1h);
        takeNotices(clocks, aroundTheClock(), opened + 9h);
        QCOMPARE(clocks[1].state(), CaseClock::State::Breached);
        const auto reckoned =
            reckonClocks(clocks, aroundTheClock(), Severity::Low, {opened, true, {}, {}, {}}, opened + 10h);
        QCOMPARE(reckoned.stopped.size(), 1U);
        QCOMPARE(reckoned.stopped.front().name, clockName::resolution);
        QCOMPARE(clocks.size(), 1U); // what was met stays
        QVERIFY(takeNotices(clocks, aroundTheClock(), opened + 100h).empty());
    }

    void aPromiseThatGrowsHealsABreach()
    {
        Clocks clocks = begun();
        takeNotices(clocks, aroundTheClock(), opened + 9h);
        QCOMPARE(clocks[1].state(), CaseClock::State::Breached);
        reckonClocks(clocks, aroundTheClock(), Severity::High, unanswered, opened + 10h);
        QCOMPARE(clocks[1].state(), CaseClock::State::Running);
        QCOMPARE(clocks[0].state(), CaseClock::State::Breached); // two hours as before
        QCOMPARE(told(takeNotices(clocks, aroundTheClock(), opened + 24h), clocks),
                 QStringList(QStringLiteral("resolution 100")));
    }

    // What passes while it is paused is no time of its own.
    void aPromiseThatShrinksInAPauseSwallowsNoWarning()
    {
        Clocks clocks = begun(aroundTheClock(), Severity::Normal);
        markResponded(clocks, opened + 1h);
        pauseClocks(clocks, opened + 1h);
        reckonClocks(clocks, aroundTheClock(), Severity::High, {opened, true, {}, {}, opened + 1h},
                     opened + 70h);
        QCOMPARE(clocks[1].promised, Duration(24h));
        QCOMPARE(clocks[1].told, 0);
        QVERIFY(!clocks[1].notice);
        resumeClocks(clocks, aroundTheClock(), opened + 70h);
        for (const auto &[after, percent] : {std::pair(11h, 50), std::pair(19h, 80), std::pair(23h, 100)})
            QCOMPARE(told(takeNotices(clocks, aroundTheClock(), opened + 70h + after), clocks),
                     QStringList(QStringLiteral("resolution %1").arg(percent)));
    }

    // Whatever happens, a target is the promise and the pauses after the beginning.
    void targetsAddUp()
    {
        QRandomGenerator random(3);
        for (int i = 0; i < 200; ++i) {
            const Agreement agreement = i % 2 == 0 ? aroundTheClock() : officeHours();
            Clocks clocks = begun(agreement);
            Instant now = opened;
            for (int step = 0; step < 20; ++step) {
                now += Duration(random.bounded(1LL, 7200LL) * 1'000'000LL);
                switch (random.bounded(5)) {
                case 0:
                    pauseClocks(clocks, now);
                    break;
                case 1:
                    resumeClocks(clocks, agreement, now);
                    break;
                case 2:
                    markResponded(clocks, now);
                    break;
                case 3:
                    markAsked(clocks, agreement, Severity::Critical, now);
                    break;
                default:
                    takeNotices(clocks, agreement, now);
                }
                for (const CaseClock &clock : clocks) {
                    QCOMPARE(clock.target,
                             agreement.calendar.after(clock.started, clock.promised + clock.pausedFor));
                    QVERIFY(!clock.notice || *clock.notice <= clock.target);
                    QVERIFY(!clock.notice || !clock.met);
                }
            }
        }
    }

    void policiesReadWhatTheyWrite()
    {
        const auto again = SlaPolicy::fromJson(SlaPolicy::twoHours().toJson());
        QVERIFY(again);
        QCOMPARE(*again, SlaPolicy::twoHours());
    }

    void policiesRefuse_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *json, const char *where) {
            QTest::newRow(json) << QByteArray(json).replace('\'', '"') << QString::fromLatin1(where);
        };
        row("{}", "/promises");
        row("{'colour':1}", "/colour");
        row("{'promises':[{'severity':'dire','first_response':'2h'}]}", "/promises/0/severity");
        row("{'promises':[{'severity':'low','first_response':'soon'}]}", "/promises/0/first_response");
        row("{'promises':[{'severity':'low','first_response':'0s'}]}", "/promises/0/first_response");
        row("{'promises':[{'severity':'low','first_response':'400d'}]}", "/promises/0/first_response");
        row("{'promises':[{'severity':'low','within':'2h'}]}", "/promises/0/within");
        row("{'promises':[{'severity':'low'},{'severity':'low'}]}", "/promises/1/severity");
        row("{'promises':[{'severity':'low'}],'warnings':[80,50]}", "/warnings");
        row("{'promises':[{'severity':'low'}],'warnings':[100]}", "/warnings");
    }
    void policiesRefuse()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, where);
        const auto read = SlaPolicy::fromJson(QJsonDocument::fromJson(json).object());
        QVERIFY(!read);
        QCOMPARE(read.error().where, where);
    }

    void causes()
    {
        Case about;
        about.runId = 5;
        Clocks clocks = begun();
        CasePage page;
        page.runId = 5;
        page.to = QStringLiteral("eva");
        QVERIFY(causeOfBreach(about, clocks[0], {}).contains(QStringLiteral("Nobody was paged")));
        QVERIFY(causeOfBreach(about, clocks[0], {page}).contains(QStringLiteral("taken by a server")));
        page.refused = opened;
        page.why = QStringLiteral("550 no such user");
        QVERIFY(causeOfBreach(about, clocks[0], {page}).contains(page.why));
        page.accepted = opened;
        QVERIFY(causeOfBreach(about, clocks[0], {page}).contains(QStringLiteral("eva had been paged")));
        page.bounced = opened;
        QVERIFY(causeOfBreach(about, clocks[0], {page}).contains(page.why));
        page.bounced.reset();
        CaseClock next = clocks[0]; // people are paged for it, too
        next.name = clockName::nextResponse;
        QVERIFY(causeOfBreach(about, next, {page}).contains(QStringLiteral("eva had been paged")));
        about.acknowledged = opened;
        about.acknowledgedBy = QStringLiteral("jan");
        QVERIFY(causeOfBreach(about, clocks[0], {page}).startsWith(QStringLiteral("jan had acknowledged")));
        QVERIFY(causeOfBreach(about, clocks[1], {page}).contains(QStringLiteral("Nobody had taken it")));
        about.owner = QStringLiteral("kim");
        QVERIFY(causeOfBreach(about, clocks[1], {page}).startsWith(QStringLiteral("kim had it")));
        about.state = CaseState::WaitingForRelease;
        QVERIFY(causeOfBreach(about, clocks[1], {page}).contains(QStringLiteral("release")));
    }
};

QTEST_GUILESS_MAIN(TestSla)

#include "TestSla.moc"
