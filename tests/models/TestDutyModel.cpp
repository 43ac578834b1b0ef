// The rota over a fake service: weeks of a time zone, who replaces whom, the week by person kept by the feed,
// what counts down, and the plan of a case.
#include "models/DutyModel.h"
#include "models/DutyWatch.h"
#include "models/FakeDuty.h"
#include "models/PlanModel.h"
#include "models/Roles.h"
#include "models/SessionFixture.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

Instant at(const char *text)
{
    return *instantFromText(QString::fromLatin1(text));
}

const QTimeZone berlin("Europe/Berlin");

} // namespace

class TestDutyModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany)); }
    void init()
    {
        m_fixture = std::make_unique<SessionFixture>();
        m_duty = std::make_unique<FakeDuty>(m_fixture->service);
    }
    void cleanup()
    {
        m_fixture.reset();
        m_duty.reset();
    }

    void weeks_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QDate>("day");
        QTest::addColumn<QDate>("first");
        QTest::addColumn<QByteArray>("begins");
        QTest::addColumn<QList<int>>("hours");
        const QList<int> plain{24, 24, 24, 24, 24, 24, 24};
        QTest::newRow("plain") << QByteArray("Europe/Berlin") << QDate(2026, 11, 27) << QDate(2026, 11, 23)
                               << QByteArray("2026-11-22T23:00:00.000000Z") << plain;
        QTest::newRow("back") << QByteArray("Europe/Berlin") << QDate(2026, 10, 25) << QDate(2026, 10, 19)
                              << QByteArray("2026-10-18T22:00:00.000000Z")
                              << QList<int>{24, 24, 24, 24, 24, 24, 25};
        QTest::newRow("forward") << QByteArray("Europe/Berlin") << QDate(2026, 3, 23) << QDate(2026, 3, 23)
                                 << QByteArray("2026-03-22T23:00:00.000000Z")
                                 << QList<int>{24, 24, 24, 24, 24, 24, 23};
        QTest::newRow("half an hour")
            << QByteArray("Asia/Kolkata") << QDate(2026, 11, 27) << QDate(2026, 11, 23)
            << QByteArray("2026-11-22T18:30:00.000000Z") << plain;
        // The day begins at one o'clock there: midnight doesn't exist.
        QTest::newRow("no midnight") << QByteArray("America/Asuncion") << QDate(2023, 10, 1)
                                     << QDate(2023, 9, 25) << QByteArray("2023-09-25T04:00:00.000000Z")
                                     << QList<int>{24, 24, 24, 24, 24, 24, 23};
    }
    void weeks()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QDate, day);
        QFETCH(QDate, first);
        QFETCH(QByteArray, begins);
        QFETCH(QList<int>, hours);
        const DutyWeek week = DutyWeek::of(day, QTimeZone(zone));
        QCOMPARE(week.first, first);
        QCOMPARE(toText(week.edges.front()), QString::fromLatin1(begins));
        for (int i = 0; i < 7; ++i)
            QCOMPARE(week.hours(i), hours.at(i));
        QVERIFY(week.has(week.edges.front()) && !week.has(week.edges.back()));
        QCOMPARE(DutyWeek::at(week.edges.front() + 30min, QTimeZone(zone)).first, first);
    }

    void wallClocks_data()
    {
        QTest::addColumn<QDateTime>("wall");
        QTest::addColumn<QByteArray>("moment");
        const auto wall = [](int month, int day, int hour, int minute) {
            return QDateTime(QDate(2026, month, day), QTime(hour, minute), Qt::UTC);
        };
        QTest::newRow("winter") << wall(11, 27, 3, 0) << QByteArray("2026-11-27T02:00:00.000000Z");
        QTest::newRow("twice: the first") << wall(10, 25, 2, 30) << QByteArray("2026-10-25T00:30:00.000000Z");
        QTest::newRow("never: the jump") << wall(3, 29, 2, 30) << QByteArray("2026-03-29T01:00:00.000000Z");
    }
    void wallClocks()
    {
        QFETCH(QDateTime, wall);
        QFETCH(QByteArray, moment);
        QCOMPARE(toText(momentOf(wall, berlin)), QString::fromLatin1(moment));
    }

    void quartersOfAnHour()
    {
        QCOMPARE(snapped(at("2026-11-27T02:07:29Z"), berlin), at("2026-11-27T02:00:00Z"));
        QCOMPARE(snapped(at("2026-11-27T02:07:30Z"), berlin), at("2026-11-27T02:15:00Z"));
        // Of the wall clock there, where offsets have quarters themselves.
        QCOMPARE(snapped(at("2026-11-27T02:05:00Z"), QTimeZone("Asia/Kathmandu")),
                 at("2026-11-27T02:00:00Z"));
    }

    void spans()
    {
        QCOMPARE(longSpan(40s), QStringLiteral("40 s"));
        QCOMPARE(longSpan(15min), QStringLiteral("15 min"));
        QCOMPARE(longSpan(135min), QStringLiteral("2 h 15 min"));
        QCOMPARE(longSpan(62h), QStringLiteral("2 d 14 h"));
        QCOMPARE(exactSpan(14min + 32s), QStringLiteral("0:14:32"));
        QCOMPARE(exactSpan(27h + 999ms), QStringLiteral("27:00:00"));
    }

    void whoIsReplaced()
    {
        const std::vector<ShiftRow> shifts = shiftsFromJson(m_duty->shifts);
        const auto over = [&](const char *person, const char *from, const char *to) {
            return replacedBy(QString::fromLatin1(person), at(from), at(to), shifts);
        };
        const QString eva = QStringLiteral("eva");
        QVERIFY(over("eva", "2026-11-27T00:00:00Z", "2026-11-27T06:00:00Z").empty());
        QCOMPARE(over("jan", "2026-11-28T10:00:00Z", "2026-11-28T20:00:00Z"),
                 (std::vector<Replaced>{{eva, 4h}, {QStringLiteral("kim"), 6h}}));
        QCOMPARE(over("kim", "2026-11-28T10:00:00Z", "2026-11-28T20:00:00Z"),
                 (std::vector<Replaced>{{eva, 4h}}));
        ShiftRow gap;
        gap.begins = at("2026-11-27T00:00:00Z");
        gap.ends = at("2026-11-28T00:00:00Z");
        QCOMPARE(replacedBy(eva, gap.begins + 1h, gap.ends + 1h, {gap}),
                 (std::vector<Replaced>{{QString(), 23h}}));
    }

    void turnsAreWhole()
    {
        const auto shift = [](const char *from, const char *to, const char *who) {
            ShiftRow row;
            row.begins = at(from);
            row.ends = at(to);
            row.onDuty = QString::fromLatin1(who);
            return row;
        };
        const ShiftRow first = shift("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "eva");
        const ShiftRow more = shift("2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z", "eva");
        const ShiftRow gap = shift("2026-11-03T00:00:00Z", "2026-11-04T00:00:00Z", "");
        const ShiftRow again = shift("2026-11-04T00:00:00Z", "2026-11-05T00:00:00Z", "eva");
        const ShiftRow other = shift("2026-11-05T00:00:00Z", "2026-11-06T00:00:00Z", "jan");
        const ShiftRow both = shift("2026-11-01T00:00:00Z", "2026-11-03T00:00:00Z", "eva");
        QCOMPARE(turnsOf({first, more, gap, again, other}), (std::vector<ShiftRow>{both, again, other}));
        QVERIFY(turnsOf({}).empty());
    }

    void theWeekByPerson()
    {
        DutyModel model(m_fixture->session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        load(model);
        QCOMPARE(model.people(), QStringList({QStringLiteral("eva"), QStringLiteral("jan"),
                                              QStringLiteral("kim"), QStringLiteral("max")}));
        QCOMPARE(model.week().first, QDate(2026, 11, 23));
        const auto *asked = m_fixture->service.last("GET", QStringLiteral("/api/v1/duty/shifts"));
        QVERIFY(asked->argument(QStringLiteral("from")) < toText(model.week().edges.front()));
        QVERIFY(asked->argument(QStringLiteral("to")) > toText(model.week().edges.back()));
        QCOMPARE(int(model.shifts().size()), 4); // Kim's, Eva's, the override, Eva's again
        QCOMPARE(model.index(0).data(StateRole).toString(), QStringLiteral("on-duty"));
        QVERIFY(
            model.index(2).data(DetailRole).toString().contains(QStringLiteral("instead of eva (dentist)")));
        QVERIFY(model.index(2)
                    .data(DetailRole)
                    .toString()
                    .startsWith(QStringLiteral(
                        "On duty from Mo. 16 Nov., 09:00 to Mo. 23 Nov., 09:00"))); // not cut by the week
        QCOMPARE(model.index(3).data(DetailRole).toString(), QStringLiteral("Not on duty in this week"));
        QVERIFY(model.problems().isEmpty());
        model.showWeek(QDate(2026, 12, 3));
        QTRY_COMPARE(model.week().first, QDate(2026, 11, 30));
        QVERIFY(!model.isThisWeek());
        model.showToday();
        QTRY_COMPARE(model.week().first, QDate(2026, 11, 23));
        QVERIFY(model.isThisWeek());
    }

    void gapsAndPeopleWithoutAddressAreSaid()
    {
        m_duty->addGap(QStringLiteral("2026-11-24T08:00:00.000000Z"),
                       QStringLiteral("2026-11-25T08:00:00.000000Z"));
        m_duty->shifts.append(FakeDuty::shift(QStringLiteral("2026-11-25T08:00:00.000000Z"),
                                              QStringLiteral("2026-11-25T09:00:00.000000Z"), {}, {}));
        m_duty->duty.insert(QStringLiteral("alternate"), QString());
        m_duty->duty.insert(
            QStringLiteral("problems"),
            QJsonArray{QStringLiteral("There is no alternate"),
                       QStringLiteral("Nobody is on duty from 2026-11-24T08:00:00.000000Z on"),
                       QStringLiteral("kim can't be reached: no method of theirs works"),
                       QStringLiteral("kim's mail goes nowhere: no mail server is named in outbound.json")});
        DutyModel model(m_fixture->session);
        load(model);
        QCOMPARE(int(model.gaps().size()), 1); // one after the other is one
        QCOMPARE(model.gaps().front().ends, at("2026-11-25T09:00:00Z"));
        const QString all = model.problems().join(QLatin1Char('\n'));
        QVERIFY2(all.contains(QStringLiteral("Nobody is on duty from")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("There is no alternate")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("kim can't be reached: no method")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("kim's mail goes nowhere")), qPrintable(all));
        QCOMPARE(model.problems().size(), 4); // each once
    }

    void anAlternateWhoIsReplacedIsSaid()
    {
        QJsonObject shift = FakeDuty::shift(QStringLiteral("2026-11-24T08:00:00.000000Z"),
                                            QStringLiteral("2026-11-25T08:00:00.000000Z"),
                                            QStringLiteral("jan"), QStringLiteral("eva"));
        m_duty->shifts = QJsonArray{shift};
        DutyModel model(m_fixture->session);
        load(model);
        QVERIFY(model.problems().isEmpty());
        shift.insert(QStringLiteral("alternate_replaced"), true);
        m_duty->shifts = QJsonArray{shift};
        DutyModel again(m_fixture->session);
        load(again);
        QCOMPARE(int(again.problems().size()), 1);
        QVERIFY2(again.problems().front().contains(QStringLiteral("the alternate is eva")),
                 qPrintable(again.problems().front()));
    }

    void theFeedKeepsIt()
    {
        DutyModel model(m_fixture->session);
        load(model);
        m_duty->duty.insert(QStringLiteral("on_duty"), QStringLiteral("kim"));
        QSignalSpy loaded(&model, &DutyModel::loaded);
        m_fixture->service.tell(QStringLiteral("release.live"), QStringLiteral("release/1"));
        m_fixture->service.tell(QStringLiteral("duty.override"), QStringLiteral("duty/rota"));
        m_fixture->service.tell(QStringLiteral("duty.override"), QStringLiteral("duty/rota"));
        QTRY_COMPARE(model.now().onDuty, QStringLiteral("kim"));
        QTRY_COMPARE(loaded.count(), 1);
        model.setActive(false);
        const std::size_t asked = m_fixture->asked(QStringLiteral("duty"));
        m_fixture->service.tell(QStringLiteral("duty.rota"), QStringLiteral("duty/rota"));
        QTest::qWait(500); // longer than it waits for more
        QCOMPARE(m_fixture->asked(QStringLiteral("duty")), asked);
        model.setActive(true);
        QTRY_COMPARE(loaded.count(), 2);
    }

    void aRefusalIsSaidAndTriedAgain()
    {
        DutyModel model(m_fixture->session);
        QSignalSpy failed(&model, &DutyModel::failed);
        bool refuses = true;
        const QJsonObject duty = m_duty->duty;
        m_fixture->service.on("GET", QStringLiteral("/api/v1/duty"), [&](const FakeService::Request &) {
            return refuses
                       ? FakeService::Reply::refusal({Problem::Kind::Forbidden, QStringLiteral("No"), {}, {}})
                       : FakeService::Reply::json(duty);
        });
        model.setActive(true);
        QVERIFY(m_fixture->connect());
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(model.hasFailed());
        refuses = false;
        model.tryAgain();
        QTRY_VERIFY(model.isLoaded());
        QVERIFY(!model.hasFailed());
    }

    void nonsenseIsNoShift()
    {
        m_duty->shifts = {QStringLiteral("x"), QJsonObject{{QStringLiteral("begins"), 7}},
                          FakeDuty::shift(QStringLiteral("2026-11-25T08:00:00.000000Z"),
                                          QStringLiteral("2026-11-24T08:00:00.000000Z"), {}, {})};
        QVERIFY(shiftsFromJson(m_duty->shifts).empty());
        QVERIFY(DutyNow::fromJson({{QStringLiteral("rota"), QStringLiteral("x")}}).people.isEmpty());
        QVERIFY(DutyNow::fromJson({{QStringLiteral("rota"),
                                    QJsonObject{{QStringLiteral("zone"), QStringLiteral("Mars/Base")}}}})
                    .timeZone()
                    .isValid());
    }

    void whoIsOnDutyNowIsAskedWhenATurnEnds()
    {
        DutyWatch watch(m_fixture->session);
        QVERIFY(m_fixture->connect());
        QTRY_VERIFY(watch.isKnown());
        QCOMPARE(watch.now().onDuty, QStringLiteral("eva"));
        const std::size_t asked = m_fixture->asked(QStringLiteral("duty"));
        watch.look();
        QCOMPARE(m_fixture->asked(QStringLiteral("duty")), asked);
        m_duty->duty.insert(QStringLiteral("on_duty"), QStringLiteral("jan"));
        m_fixture->service.clock.jump(at("2026-11-30T08:00:00Z") - m_fixture->service.clock.now());
        watch.look();
        QTRY_COMPARE(watch.now().onDuty, QStringLiteral("jan"));
        watch.look(); // the end that has passed is still said: it isn't asked without end
        QTest::qWait(50);
        QCOMPARE(m_fixture->asked(QStringLiteral("duty")), asked + 1);
    }

    void targetsFollowTheCases()
    {
        DutyWatch watch(m_fixture->session);
        QVERIFY(m_fixture->connect());
        QTRY_VERIFY(watch.areTargetsKnown());
        QVERIFY(!watch.next());
        m_duty->targets.insert(QStringLiteral("next"),
                               FakeDuty::target(12, QStringLiteral("2026-11-27T02:30:00.000000Z")));
        m_fixture->service.tell(QStringLiteral("case.opened"), QStringLiteral("case/12"));
        QTRY_VERIFY(watch.next());
        QCOMPARE(watch.next()->caseId, 12);
        m_duty->targets = {{QStringLiteral("next"), QJsonValue()},
                           {QStringLiteral("past"), 1},
                           {QStringLiteral("first_past"),
                            FakeDuty::target(12, QStringLiteral("2026-11-27T02:30:00.000000Z"))}};
        m_fixture->service.clock.advance(31min);
        watch.look();
        QTRY_COMPARE(watch.past(), 1);
        QVERIFY(!watch.next());
        QCOMPARE(watch.firstPast()->caseId, 12);
    }

    void thePlanOfACase()
    {
        const auto step = [](const char *when, const char *id, const char *to, const QJsonArray &people) {
            return QJsonObject{{QStringLiteral("at"), QLatin1String(when)},
                               {QStringLiteral("step"), QLatin1String(id)},
                               {QStringLiteral("to"), QLatin1String(to)},
                               {QStringLiteral("people"), people},
                               {QStringLiteral("when"), QString()}};
        };
        m_duty->plan = {
            step("2026-10-25T00:30:00.000000Z", "on-duty", "on-duty", {QStringLiteral("eva")}),
            step("2026-10-25T01:30:00.000000Z", "alternate", "alternate", {QStringLiteral("jan")}),
            step("2026-10-25T02:30:00.000000Z", "manager", "manager", {})};
        PlanModel model(m_fixture->session);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(m_fixture->connect());
        QSignalSpy answered(&model, &PlanModel::answered);
        model.ask({at("2026-10-25T00:30:00Z"), {}, {}}, berlin);
        QVERIFY(answered.wait());
        QCOMPARE(model.rowCount(), 3);
        const auto shown = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(shown(0, PlanModel::After), QStringLiteral("+0:00:00"));
        QCOMPARE(shown(1, PlanModel::After), QStringLiteral("+1:00:00"));
        // 02:30 twice in that night: told apart by the zone's abbreviation.
        QVERIFY2(shown(0, PlanModel::Time).contains(QStringLiteral("02:30:00 CEST")),
                 qPrintable(shown(0, PlanModel::Time)));
        QVERIFY2(shown(1, PlanModel::Time).contains(QStringLiteral("02:30:00 CET")),
                 qPrintable(shown(1, PlanModel::Time)));
        QCOMPARE(shown(2, PlanModel::People), QStringLiteral("✕ nobody can be reached"));
        QCOMPARE(model.index(2, 0).data(StateRole).toString(), QStringLiteral("nobody"));
        QCOMPARE(model.inWords(),
                 QStringLiteral("eva is called first, after 0:00:00; the last call goes out after 1:00:00."));
        QVERIFY(model.targetWords().isEmpty());
        // What is guaranteed stands among them, by time.
        m_duty->promised = {
            QJsonObject{{QStringLiteral("name"), QStringLiteral("first-response")},
                        {QStringLiteral("target"), QStringLiteral("2026-10-25T02:00:00.000000Z")}},
            QJsonObject{{QStringLiteral("name"), QStringLiteral("resolution")},
                        {QStringLiteral("target"), QStringLiteral("nonsense")}}};
        model.ask({at("2026-10-25T00:30:00Z"), QStringLiteral("northwind"), QStringLiteral("high")}, berlin);
        QVERIFY(answered.wait());
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(shown(2, PlanModel::After), QStringLiteral("+1:30:00"));
        QCOMPARE(shown(2, PlanModel::People), QStringLiteral("⚑ first response is due"));
        QCOMPARE(shown(2, PlanModel::Step), QStringLiteral("2h"));
        QCOMPARE(model.index(2, 0).data(StateRole).toString(), QStringLiteral("soon"));
        QCOMPARE(model.targetWords(),
                 QStringLiteral("Guaranteed by the plan “2h”: first response after 1:30:00."));
        QVERIFY(model.inWords().startsWith(QStringLiteral("eva is called first")));
        const QJsonObject asked =
            m_fixture->service.last("POST", QStringLiteral("/api/v1/duty:simulate"))->body;
        QCOMPARE(asked.value(QStringLiteral("customer")).toString(), QStringLiteral("northwind"));
        QCOMPARE(asked.value(QStringLiteral("severity")).toString(), QStringLiteral("high"));
        m_duty->plan = {};
        model.ask({at("2026-10-25T00:30:00Z"), {}, {}}, berlin);
        QVERIFY(answered.wait());
        QCOMPARE(model.inWords(), QStringLiteral("Nobody would be paged."));
    }

private:
    void load(DutyModel &model)
    {
        model.setActive(true);
        QVERIFY(m_fixture->connect());
        QTRY_VERIFY(model.isLoaded());
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<FakeDuty> m_duty;
};

QTEST_GUILESS_MAIN(TestDutyModel)
#include "TestDutyModel.moc"
