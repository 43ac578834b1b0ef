// Who is on duty: turns, overrides, and the nights on which the clocks change.
#include "service/support/Rota.h"

#include <QJsonDocument>
#include <QTest>

using namespace slipway;

namespace {

Instant at(const char *text)
{
    return *instantFromText(QString::fromLatin1(text));
}

Rota weekly(const char *zone = "Europe/Berlin")
{
    RotaLayer layer;
    layer.zone = zone;
    layer.first = QDate(2026, 1, 5);
    layer.people = {QStringLiteral("eva"), QStringLiteral("jan"), QStringLiteral("kim")};
    return Rota::of(layer, QStringLiteral("max"));
}

} // namespace

class TestRota : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void turns_data()
    {
        QTest::addColumn<QByteArray>("when");
        QTest::addColumn<QString>("onDuty");
        QTest::addColumn<QString>("alternate");
        const auto row = [](const char *name, const char *when, const char *onDuty, const char *alternate) {
            QTest::newRow(name) << QByteArray(when) << QString::fromLatin1(onDuty)
                                << QString::fromLatin1(alternate);
        };
        row("the first minute", "2026-01-05T08:00:00Z", "eva", "jan");
        row("a second before", "2026-01-05T07:59:59.999999Z", "kim", "eva");
        row("the last second of a week", "2026-01-12T07:59:59Z", "eva", "jan");
        row("handed over", "2026-01-12T08:00:00Z", "jan", "kim");
        row("round again", "2026-01-26T08:00:00Z", "eva", "jan");
        row("long before", "2025-12-30T12:00:00Z", "kim", "eva");
        row("in summer it is an hour earlier in UTC", "2026-06-29T07:00:00Z", "jan", "kim");
        row("and not before", "2026-06-29T06:59:59Z", "eva", "jan");
    }

    void turns()
    {
        QFETCH(QByteArray, when);
        QFETCH(QString, onDuty);
        QFETCH(QString, alternate);
        const Rota rota = weekly();
        QCOMPARE(rota.onDuty(at(when)), onDuty);
        QCOMPARE(rota.alternate(at(when)), alternate);
    }

    // Every moment has exactly one person, and each turn is as long as the calendar says, for a year in every
    // kind of zone.
    void everybodyGetsTheirTurn_data()
    {
        QTest::addColumn<QByteArray>("zone");
        for (const char *zone : {"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                                 "Asia/Kolkata", "Pacific/Apia", "America/St_Johns"})
            QTest::newRow(zone) << QByteArray(zone);
    }

    void everybodyGetsTheirTurn()
    {
        QFETCH(QByteArray, zone);
        for (const QTime hour : {QTime(9, 0), QTime(2, 30), QTime(0, 0)}) {
            Rota rota = weekly(zone.constData());
            rota.layers.front().first = QDate(2011, 12, 26);
            rota.layers.front().handOver = hour;
            Instant now = at("2011-12-28T12:00:00Z");
            const Instant end = at("2013-01-10T00:00:00Z");
            QString before = rota.onDuty(now);
            while (now < end) {
                const auto change = rota.nextChange(now);
                QVERIFY(change && *change > now);
                const auto length = *change - now;
                QVERIFY2(length <= std::chrono::hours(7 * 24 + 25), qPrintable(toText(*change)));
                QCOMPARE(rota.onDuty(*change - std::chrono::microseconds(1)), before);
                const QString next = rota.onDuty(*change);
                QCOMPARE(rota.layers.front().people.indexOf(next),
                         (rota.layers.front().people.indexOf(before) + 1) %
                             rota.layers.front().people.size());
                before = next;
                now = *change;
            }
        }
    }

    void timesThatComeTwiceOrNever_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QDate>("day");
        QTest::addColumn<QTime>("time");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("twice: the first") << QByteArray("Europe/Berlin") << QDate(2026, 10, 25)
                                          << QTime(2, 30) << QByteArray("2026-10-25T00:30:00.000000Z");
        QTest::newRow("never: the jump") << QByteArray("Europe/Berlin") << QDate(2026, 3, 29) << QTime(2, 30)
                                         << QByteArray("2026-03-29T01:00:00.000000Z");
        QTest::newRow("half an hour") << QByteArray("Australia/Lord_Howe") << QDate(2026, 4, 5)
                                      << QTime(1, 45) << QByteArray("2026-04-04T14:45:00.000000Z");
        QTest::newRow("a zone of half hours") << QByteArray("Asia/Kolkata") << QDate(2026, 3, 29)
                                              << QTime(2, 30) << QByteArray("2026-03-28T21:00:00.000000Z");
        QTest::newRow("a day that never was") << QByteArray("Pacific/Apia") << QDate(2011, 12, 30)
                                              << QTime(9, 0) << QByteArray("2011-12-30T10:00:00.000000Z");
    }

    void timesThatComeTwiceOrNever()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QDate, day);
        QFETCH(QTime, time);
        QFETCH(QByteArray, expected);
        QCOMPARE(toText(instantOf(day, time, QTimeZone(zone))), QString::fromLatin1(expected));
    }

    void overridesCount()
    {
        Rota rota = weekly();
        rota.overrides = {
            {1, QStringLiteral("kim"), at("2026-01-06T00:00:00Z"), at("2026-01-07T00:00:00Z"), {}},
            {2, QStringLiteral("jan"), at("2026-01-06T12:00:00Z"), at("2026-01-06T13:00:00Z"), {}}};
        QCOMPARE(rota.onDuty(at("2026-01-06T11:59:59Z")), QStringLiteral("kim"));
        QCOMPARE(rota.onDuty(at("2026-01-06T12:00:00Z")), QStringLiteral("jan")); // made last
        QCOMPARE(rota.alternate(at("2026-01-06T12:00:00Z")), QStringLiteral("eva"));
        QCOMPARE(rota.onDuty(at("2026-01-06T13:00:00Z")), QStringLiteral("kim"));
        QCOMPARE(rota.onDuty(at("2026-01-07T00:00:00Z")), QStringLiteral("eva"));
        QCOMPARE(toText(*rota.nextChange(at("2026-01-05T09:00:00Z"))),
                 QStringLiteral("2026-01-06T00:00:00.000000Z"));
    }

    // Who is replaced is known to be away: they are called second only where nobody else is.
    void whoIsReplacedIsntTheAlternate_data()
    {
        QTest::addColumn<QStringList>("people");
        QTest::addColumn<QStringList>("overrides"); // as they were made
        QTest::addColumn<QString>("onDuty");
        QTest::addColumn<QString>("alternate");
        QTest::addColumn<bool>("isReplaced");
        const auto row = [](const char *name, const char *people, const char *overrides, const char *onDuty,
                            const char *alternate, bool isReplaced = false) {
            QTest::newRow(name) << QString::fromLatin1(people).split(QLatin1Char(' '))
                                << QString::fromLatin1(overrides).split(QLatin1Char(' '), Qt::SkipEmptyParts)
                                << QString::fromLatin1(onDuty) << QString::fromLatin1(alternate)
                                << isReplaced;
        };
        row("nobody is replaced", "eva jan kim", "", "eva", "jan");
        row("by the next", "eva jan kim", "jan", "jan", "kim");
        row("by the one after", "eva jan kim", "kim", "kim", "jan");
        row("by somebody from outside", "eva jan kim", "max", "max", "jan");
        row("by themselves", "eva jan kim", "eva", "eva", "jan");
        row("of two, by the other", "eva jan", "jan", "jan", "eva", true);
        row("of two, from outside", "eva jan", "max", "max", "jan");
        row("alone, from outside", "eva", "max", "max", "eva", true);
        row("alone, by themselves", "eva", "eva", "eva", "");
        row("and they are replaced, too", "eva jan kim lou", "jan kim", "kim", "lou");
        row("all of them", "eva jan kim", "jan kim", "kim", "eva", true);
        row("they are back", "eva jan kim", "jan eva", "eva", "kim");
    }
    void whoIsReplacedIsntTheAlternate()
    {
        QFETCH(QStringList, people);
        QFETCH(QStringList, overrides);
        QFETCH(QString, onDuty);
        QFETCH(QString, alternate);
        QFETCH(bool, isReplaced);
        Rota rota = weekly();
        rota.layers.front().people = people;
        const Instant begins = at("2026-01-06T00:00:00Z");
        const Instant ends = at("2026-01-07T00:00:00Z");
        for (const QString &person : overrides)
            rota.overrides.push_back({qint64(rota.overrides.size()) + 1, person, begins, ends, {}});
        QCOMPARE(rota.onDuty(begins), onDuty);
        QCOMPARE(rota.alternate(begins), alternate);
        QCOMPARE(rota.peopleOf(DutyRank::Alternate, begins),
                 alternate.isEmpty() ? QStringList() : QStringList(alternate));
        const DutyShift shift = rota.shifts(begins, ends).front();
        QCOMPARE(shift.ends, ends);
        QCOMPARE(shift.alternate, alternate);
        QCOMPARE(shift.isAlternateReplaced, isReplaced);
        // Before and after it is as the turns say.
        QCOMPARE(rota.onDuty(ends), QStringLiteral("eva"));
        QCOMPARE(rota.alternate(ends), people.value(1));
        QVERIFY(!rota.shifts(ends, ends + std::chrono::hours(1)).front().isAlternateReplaced);
    }

    // Whatever the rota: one shift begins where the other ends, and in each it is as onDuty() and alternate()
    // say, from its first moment to its last.
    void shifts_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("count");
        QTest::newRow("turns and overrides")
            << QByteArray("2026-01-05T00:00:00Z") << QByteArray("2026-01-19T00:00:00Z") << 9;
        QTest::newRow("within one") << QByteArray("2026-01-08T00:00:00Z")
                                    << QByteArray("2026-01-08T00:15:00Z") << 1;
        QTest::newRow("the clocks go back")
            << QByteArray("2026-10-19T22:00:00Z") << QByteArray("2026-10-26T23:00:00Z") << 2;
    }

    void shifts()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(int, count);
        Rota rota = weekly();
        rota.overrides = {
            {1,
             QStringLiteral("jan"),
             at("2026-01-06T10:15:00Z"),
             at("2026-01-06T10:30:00Z"),
             {}}, // replaced
            {2, QStringLiteral("kim"), at("2026-01-06T00:00:00Z"), at("2026-01-07T00:00:00Z"), {}},
            {3, QStringLiteral("jan"), at("2026-01-06T12:00:00Z"), at("2026-01-06T13:00:00Z"), {}}};
        const auto found = rota.shifts(at(from.constData()), at(to.constData()));
        QCOMPARE(int(found.size()), count);
        QCOMPARE(found.front().begins, at(from.constData()));
        QCOMPARE(found.back().ends, at(to.constData()));
        for (std::size_t i = 0; i < found.size(); ++i) {
            QVERIFY(found[i].begins < found[i].ends);
            QVERIFY(i == 0 || found[i].begins == found[i - 1].ends);
            for (const Instant moment : {found[i].begins, found[i].ends - std::chrono::microseconds(1)}) {
                QCOMPARE(found[i].onDuty, rota.onDuty(moment));
                QCOMPARE(found[i].alternate, rota.alternate(moment));
            }
        }
    }

    void shiftsTellWhatIsOtherwise()
    {
        Rota rota = weekly();
        rota.overrides = {{7, QStringLiteral("kim"), at("2026-01-06T00:00:00Z"), at("2026-01-07T00:00:00Z"),
                           QStringLiteral("dentist")}};
        const auto found = rota.shifts(at("2026-01-05T12:00:00Z"), at("2026-01-08T00:00:00Z"));
        QCOMPARE(int(found.size()), 3);
        QCOMPARE(found[0].override, 0);
        QCOMPARE(found[1].override, 7);
        QCOMPARE(found[1].onDuty, QStringLiteral("kim"));
        QCOMPARE(found[1].turn, QStringLiteral("eva"));
        QCOMPARE(found[1].reason, QStringLiteral("dentist"));
        // Nobody takes turns: what isn't covered is a gap.
        rota.layers.clear();
        const auto gaps = rota.shifts(at("2026-01-05T12:00:00Z"), at("2026-01-08T00:00:00Z"));
        QCOMPARE(int(gaps.size()), 3);
        QVERIFY(gaps[0].onDuty.isEmpty() && gaps[2].onDuty.isEmpty());
        QCOMPARE(gaps[1].onDuty, QStringLiteral("kim"));
    }

    void ranks()
    {
        const Rota rota = weekly();
        const Instant now = at("2026-01-06T00:00:00Z");
        QCOMPARE(rota.peopleOf(DutyRank::OnDuty, now), QStringList(QStringLiteral("eva")));
        QCOMPARE(rota.peopleOf(DutyRank::Alternate, now), QStringList(QStringLiteral("jan")));
        QCOMPARE(rota.peopleOf(DutyRank::Group, now), rota.people());
        QCOMPARE(rota.peopleOf(DutyRank::Manager, now), QStringList(QStringLiteral("max")));
        QVERIFY(Rota().peopleOf(DutyRank::OnDuty, now).isEmpty());
        QVERIFY(Rota().peopleOf(DutyRank::Alternate, now).isEmpty());
        Rota alone = weekly();
        alone.layers.front().people = {QStringLiteral("eva")};
        QVERIFY(alone.alternate(now).isEmpty());
        QVERIFY(!alone.nextChange(now));
    }

    void wrongOnesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *json, const char *where) {
            QTest::newRow(where) << QByteArray(json) << QString::fromLatin1(where);
        };
        row("{'first':'2026-01-05','people':['eva'],'zone':'Mars/Base'}", "/zone");
        row("{'people':['eva']}", "/first");
        row("{'first':'2026-01-05','people':['eva'],'hand_over':'25:00'}", "/hand_over");
        row("{'first':'2026-01-05','people':['eva'],'days':0}", "/days");
        row("{'first':'2026-01-05','people':[]}", "/people");
        row("{'first':'2026-01-05','people':['eva'],'pople':[]}", "/pople");
    }

    void wrongOnesAreNamed()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, where);
        const auto rota = Rota::fromJson(QJsonDocument::fromJson(json.replace('\'', '"')).object());
        QVERIFY(!rota);
        QCOMPARE(rota.error().where, where);
    }

    void itComesBackAsItWas()
    {
        const Rota rota = weekly();
        const auto again = Rota::fromJson(rota.toJson());
        QVERIFY(again);
        QVERIFY(*again == rota);
    }
};

QTEST_GUILESS_MAIN(TestRota)

#include "TestRota.moc"
