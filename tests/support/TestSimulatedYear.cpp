// A year of paging in seconds: at moments at which clocks change, days are skipped, or somebody sets the
// clock or closes the lid. No page is missing, none goes out twice, and each is due at its moment to the
// microsecond.
#include "service/support/SlaDesk.h"
#include "support/SupportFixture.h"

#include <QRandomGenerator>
#include <QTimeZone>

#include <set>

using namespace slipway;
using namespace slipway::test;

namespace {

const QStringList people{QStringLiteral("eva"), QStringLiteral("jan")};

// Of the rota, which hands over at nine.
struct Turns
{
    QByteArray zone;
    QDate first{2023, 11, 13}; // a Monday
    int days = 7;
};

Instant at(int year, unsigned month, unsigned day, int hour, int minute = 0)
{
    return Instant(std::chrono::sys_days(std::chrono::year(year) / month / day) + std::chrono::hours(hour) +
                   std::chrono::minutes(minute));
}

// Reckoned by Qt's time zones and the calendar on the wall, not by the rota.
int turnAt(const Turns &turns, Instant when)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(when.time_since_epoch() / 1ms, Qt::UTC)
                                .toTimeZone(QTimeZone(turns.zone));
    const QDateTime wall(local.date(), local.time(), Qt::UTC);
    const QDateTime first(turns.first, QTime(9, 0), Qt::UTC);
    return static_cast<int>(first.secsTo(wall) / (qint64(turns.days) * 24 * 3600));
}

struct Expected
{
    Duration after;
    QStringList whom;
};

// As paging-2h is shipped.
std::vector<Expected> stepsFrom(const Turns &turns, Instant opened)
{
    const auto one = [&](Duration after, int next) {
        return Expected{after, {people[(turnAt(turns, opened + after) + next) % 2]}};
    };
    return {one(0min, 0), one(5min, 0), one(10min, 1), {20min, people}, {30min, {QStringLiteral("max")}}};
}

void setRotaIn(SupportFixture &f, const Turns &turns)
{
    RotaLayer layer;
    layer.zone = turns.zone;
    layer.first = turns.first;
    layer.hours = turns.days * 24;
    layer.people = people;
    must(f.store->write([&](Transaction &transaction) {
        return DutyRepository::setRota(transaction, QStringLiteral("test"),
                                       Rota::of(layer, QStringLiteral("max")));
    }));
}

QStringList paged(const SupportFixture &f)
{
    QStringList names;
    for (const QString &mail : f.server.recipients())
        names.append(mail.section(QLatin1Char('@'), 0, 0));
    return names;
}

} // namespace

class TestSimulatedYear : public QObject
{
    Q_OBJECT

    // Nobody answers a case that comes now: who is called, and when.
    static void goUnanswered(SupportFixture &f, const Turns &turns)
    {
        const Instant opened = f.clock.now();
        f.server.taken.clear();
        const qint64 id = f.request().caseId;
        QStringList called;
        std::vector<Instant> due;
        for (const Expected &step : stepsFrom(turns, opened)) {
            if (step.after > 0min) {
                f.travel(opened + step.after - 1us - f.clock.now());
                QVERIFY(!must(f.post->round()));
                f.travel(1us);
            }
            QVERIFY2(f.untilTaken(static_cast<std::size_t>(called.size() + step.whom.size())),
                     qPrintable(toText(opened)));
            QStringList now = paged(f).mid(called.size());
            now.sort();
            QCOMPARE(now, step.whom);
            called += now;
            due.insert(due.end(), static_cast<std::size_t>(step.whom.size()), opened + step.after);
        }
        const std::vector<CasePage> pages = f.pages(id);
        QCOMPARE(pages.size(), due.size());
        for (std::size_t i = 0; i < due.size(); ++i) {
            QCOMPARE(toText(pages[i].due), toText(due[i]));
            QCOMPARE(*pages[i].latenessMs(), 0);
        }
        must(f.desk->end(id, CaseState::Closed, QStringLiteral("eva")));
        QVERIFY(f.untilEnded(f.find(id).runId));
        f.travel(5min);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), due.size());
    }

    // Cases that come at these moments, each after the one before is over; how many there were.
    static int goThrough(const std::set<Instant> &moments, const Turns &turns)
    {
        SupportFixture f;
        if (*moments.begin() < f.clock.now())
            f.setBack(*moments.begin());
        setRotaIn(f, turns);
        int cases = 0;
        for (const Instant moment : moments) {
            if (moment < f.clock.now()) // another case of that hour is on its way
                continue;
            f.travel(moment - f.clock.now());
            goUnanswered(f, turns);
            if (QTest::currentTestFailed())
                return cases;
            ++cases;
        }
        return cases;
    }

    // Two hours for an answer and eight for a solution, within these.
    static void setAgreement(SupportFixture &f, const Calendar &office)
    {
        const auto set = [&f](SlaKind kind, const char *name, const QJsonObject &body) {
            must(SlaDesk(*f.store).set(kind, QLatin1String(name), body, QStringLiteral("admin"),
                                       SlaDesk::Mode::Do));
        };
        const QJsonObject promise{{QStringLiteral("severity"), QStringLiteral("normal")},
                                  {QStringLiteral("first_response"), QStringLiteral("2h")},
                                  {QStringLiteral("resolution"), QStringLiteral("8h")}};
        set(SlaKind::Calendar, "office", office.toJson());
        set(SlaKind::Policy, "gold",
            {{QStringLiteral("calendar"), QStringLiteral("office")},
             {QStringLiteral("promises"), QJsonArray{promise}}});
        set(SlaKind::Agreement, "northwind", {{QStringLiteral("plan"), QStringLiteral("gold")}});
    }

    // Whatever is left of a case of a moment ago goes out, and all of it but once.
    static void allOnce(SupportFixture &f, qint64 id, Instant opened)
    {
        QVERIFY(f.untilTaken(6));
        f.travel(3h);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), 6U);
        QStringList steps;
        for (const CasePage &page : f.pages(id))
            steps.append(QStringLiteral("%1 %2").arg((page.due - opened) / 1min).arg(page.to));
        steps.sort();
        QStringList wanted;
        for (const Expected &step : stepsFrom({"UTC"}, opened)) {
            for (const QString &who : step.whom)
                wanted.append(QStringLiteral("%1 %2").arg(step.after / 1min).arg(who));
        }
        wanted.sort();
        QCOMPARE(steps, wanted);
    }

private Q_SLOTS:
    void aYear_data()
    {
        QTest::addColumn<QByteArray>("zone");
        for (const char *zone : {"Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe"})
            QTest::newRow(zone) << QByteArray(zone);
    }

    void aYear()
    {
        QFETCH(QByteArray, zone);
        std::set<Instant> moments{
            at(2028, 2, 28, 23, 50), at(2028, 2, 29, 12),     at(2028, 2, 29, 23, 45), // leap day
            at(2028, 3, 26, 0, 45),  at(2028, 3, 26, 1),                               // Berlin: 2 to 3
            at(2028, 10, 29, 0, 15), at(2028, 10, 29, 0, 55),                          // 3 to 2
            at(2028, 4, 1, 14, 45),  at(2028, 9, 30, 15, 15), // Lord Howe: by half an hour
            at(2028, 1, 3, 7, 52),   at(2028, 3, 27, 6, 52),  // Berlin's Monday at nine, in winter and summer
            at(2028, 4, 3, 3, 22),                            // Kolkata's
            at(2028, 4, 2, 22, 22),  at(2028, 10, 1, 21, 52), // Lord Howe's
        };
        QRandomGenerator random(2028);
        for (int day = 0; day < 366; day += 9)
            moments.insert(at(2027, 12, 1, 0) + std::chrono::days(day) +
                           std::chrono::microseconds(random.bounded(86'400) * 1'000'003LL));
        QVERIFY(goThrough(moments, {zone}) >= 50);
    }

    // Samoa went from Thursday, 29 December 2011, to Saturday, the 31st, when it was ten in UTC. Whoever's
    // turn that Friday was has what is left of it: from the jump until nine.
    void aDayThatNeverWas_data()
    {
        QTest::addColumn<int>("days");
        QTest::newRow("turns of a week") << 7;
        QTest::newRow("turns of a day") << 1;
    }

    void aDayThatNeverWas()
    {
        QFETCH(int, days);
        const Turns turns{"Pacific/Apia", QDate(2011, 12, 19), days};
        const std::set<Instant> moments{
            at(2011, 12, 28, 18, 52), at(2011, 12, 29, 18, 52), // Thursday, shortly before nine
            at(2011, 12, 30, 9, 10),  at(2011, 12, 30, 9, 52),  // until the jump, and over it
            at(2011, 12, 30, 12),     at(2011, 12, 30, 18, 52), // Saturday, before nine
            at(2011, 12, 31, 18, 52), at(2012, 1, 1, 18, 52),   // Sunday's nine, and Monday's
        };
        QCOMPARE(goThrough(moments, turns), static_cast<int>(moments.size()));
    }

    void theTargetsOfADayThatNeverWas()
    {
        SupportFixture f;
        f.setBack(at(2011, 12, 30, 2)); // Thursday, four in the afternoon
        Calendar office;
        office.zone = "Pacific/Apia";
        for (std::size_t day = 0; day < 5; ++day)
            office.week[day] = {{9 * 60, 17 * 60}};
        setAgreement(f, office);
        const Instant opened = f.clock.now();
        const qint64 id = f.request().caseId;
        const Clocks clocks = f.find(id).clocks;
        QCOMPARE(clocks.size(), 2U);
        // One hour is left of Thursday; there is no Friday; Monday begins at nine.
        QCOMPARE(toText(clocks[0].target), toText(at(2012, 1, 1, 20)));
        QCOMPARE(toText(clocks[1].target), toText(at(2012, 1, 2, 2)));
        QStringList told;
        for (Instant now = opened; now < at(2012, 1, 2, 3); now += 6min) {
            f.travel(now - f.clock.now());
            const int before = f.count("case.warning") + f.count("case.breached");
            must(f.desk->noteClocks());
            for (int i = before; i < f.count("case.warning") + f.count("case.breached"); ++i)
                told.append(toText(now).left(16));
        }
        // Half of two hours, four fifths, all of them; of the solution half, four fifths, all.
        QCOMPARE(told, QStringList({QStringLiteral("2011-12-30T03:00"), QStringLiteral("2012-01-01T19:36"),
                                    QStringLiteral("2012-01-01T20:00"), QStringLiteral("2012-01-01T22:00"),
                                    QStringLiteral("2012-01-02T00:24"), QStringLiteral("2012-01-02T02:00")}));
    }

    // The customer is waited for from Thursday to Monday: what stands still is what there was of hours.
    void aPauseOverADayThatNeverWas()
    {
        SupportFixture f;
        f.setBack(at(2011, 12, 30, 2));
        Calendar office;
        office.zone = "Pacific/Apia";
        for (auto &day : office.week)
            day = {{9 * 60, 17 * 60}};
        setAgreement(f, office);
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.travel(30min);
        must(f.desk->reply(id, QStringLiteral("Which page?"), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        f.travel(at(2012, 1, 1, 19, 30) - f.clock.now()); // Monday, half past nine
        f.take(f.answerTo(QStringLiteral("maria@northwind.example"), "The first\n"));
        // Half an hour had passed on Thursday: the other seven and a half end on Monday at five.
        QCOMPARE(toText(f.find(id).clocks[1].target), toText(at(2012, 1, 2, 3)));
    }

    void theClockIsSetForward()
    {
        SupportFixture f;
        const Instant opened = f.clock.now();
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.travel(7min);
        QVERIFY(f.untilTaken(2));
        f.clock.jump(1h);
        f.engine->clockChanged();
        allOnce(f, id, opened);
    }

    // It was an hour ahead while the case came, and is put right.
    void theClockIsSetBack()
    {
        SupportFixture f;
        const Instant opened = f.clock.now();
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.travel(7min);
        QVERIFY(f.untilTaken(2));
        f.clock.jump(-1h);
        f.engine->clockChanged();
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), 2U);
        f.travel(1h + 3min);
        QVERIFY(f.untilTaken(3));
        f.travel(20min);
        allOnce(f, id, opened);
    }

    // A page that waits while the clock is set doesn't wait for an hour.
    void theClockIsSetBackBehindAPage()
    {
        SupportFixture f;
        const Instant opened = f.clock.now();
        const qint64 id = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] { return !f.pages(id).empty(); }));
        f.clock.jump(-1h);
        QVERIFY(f.untilTaken(1));
        f.travel(1h + 30min);
        allOnce(f, id, opened);
    }

    void forwardAndBackAgain()
    {
        SupportFixture f;
        const Instant opened = f.clock.now();
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.clock.jump(1h);
        f.engine->clockChanged();
        QVERIFY(f.untilTaken(6));
        f.clock.jump(-1h);
        f.engine->clockChanged();
        f.travel(1h);
        allOnce(f, id, opened);
    }

    // Closed for eight hours two minutes after the case came; once as it was, once with the service started
    // anew.
    void theLidIsClosed_data()
    {
        QTest::addColumn<bool>("restarts");
        QTest::newRow("wakes up") << false;
        QTest::newRow("is started again") << true;
    }

    void theLidIsClosed()
    {
        QFETCH(bool, restarts);
        SupportFixture f;
        const Instant opened = f.clock.now();
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.travel(2min);
        if (restarts)
            f.closeService();
        f.clock.advance(8h);
        if (restarts)
            f.openService();
        f.engine->clockChanged();
        QVERIFY(f.untilTaken(6));
        for (const CasePage &page : f.pages(id)) {
            const Duration late = page.due == opened ? Duration(0) : opened + 2min + 8h - page.due;
            QCOMPARE(*page.latenessMs(), late / 1ms);
        }
        allOnce(f, id, opened);
    }
};

QTEST_GUILESS_MAIN(TestSimulatedYear)

#include "TestSimulatedYear.moc"
