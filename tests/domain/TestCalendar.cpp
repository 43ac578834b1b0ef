// Hours that count: weekdays, holidays, zones, the nights on which the clocks change.
#include "domain/Calendar.h"
#include "domain/Csv.h"
#include "domain/LocalTime.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

Calendar calendarOf(const char *json)
{
    const auto read =
        Calendar::fromJson(QJsonDocument::fromJson(QByteArray(json).replace('\'', '"')).object());
    return read ? *read : Calendar{QByteArrayLiteral("broken"), {}, {}};
}

Instant at(const char *text)
{
    return instantFromText(QString::fromLatin1(text)).value_or(Instant());
}

const Calendar office =
    calendarOf("{'zone':'Europe/Berlin','hours':{'mon':['09:00-12:00','13:00-17:00'],'tue':['09:00-17:00'],"
               "'wed':['09:00-17:00'],'thu':['09:00-17:00'],'fri':['09:00-15:00']},"
               "'holidays':[{'date':'2026-12-25','name':'Christmas'}]}");

} // namespace

class TestCalendar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<qint64>("minutes");
        QTest::addColumn<QString>("reached");
        const auto row = [](const char *name, const char *from, qint64 minutes, const char *reached) {
            QTest::newRow(name) << QString::fromLatin1(from) << minutes << QString::fromLatin1(reached);
        };
        // Winter in Berlin is an hour before UTC.
        row("within a day", "2026-11-24T09:00:00.000000Z", 120, "2026-11-24T11:00:00.000000Z");
        row("over lunch", "2026-11-23T10:30:00.000000Z", 60, "2026-11-23T12:30:00.000000Z");
        row("at lunch", "2026-11-23T11:20:00.000000Z", 60, "2026-11-23T13:00:00.000000Z");
        row("to the very end of a day", "2026-11-24T14:00:00.000000Z", 120, "2026-11-24T16:00:00.000000Z");
        row("over night", "2026-11-24T15:00:00.000000Z", 120, "2026-11-25T09:00:00.000000Z");
        row("before it opens", "2026-11-24T03:00:00.000000Z", 60, "2026-11-24T09:00:00.000000Z");
        row("over the weekend", "2026-11-27T13:30:00.000000Z", 60, "2026-11-30T08:30:00.000000Z");
        row("over a holiday", "2026-12-24T15:30:00.000000Z", 60, "2026-12-28T08:30:00.000000Z");
        row("nothing", "2026-11-28T03:00:00.000000Z", 0, "2026-11-28T03:00:00.000000Z");
        // In summer two: the hours are the wall clock's.
        row("in summer", "2026-07-07T03:00:00.000000Z", 60, "2026-07-07T08:00:00.000000Z");
    }
    void counts()
    {
        QFETCH(QString, from);
        QFETCH(qint64, minutes);
        QFETCH(QString, reached);
        const Instant begins = *instantFromText(from);
        const Instant ends = office.after(begins, std::chrono::minutes(minutes));
        QCOMPARE(toText(ends), reached);
        QCOMPARE(office.between(begins, ends), Duration(std::chrono::minutes(minutes)));
    }

    void anHourTwiceCountsTwice()
    {
        const Calendar night = calendarOf("{'zone':'Europe/Berlin','hours':{'sun':['01:00-04:00']}}");
        // 25 October 2026: at 03:00 the clocks are set back to 02:00.
        QCOMPARE(night.between(at("2026-10-24T12:00:00.000000Z"), at("2026-10-25T12:00:00.000000Z")),
                 Duration(4h));
        // 29 March 2026: from 02:00 they jump to 03:00.
        QCOMPARE(night.between(at("2026-03-28T12:00:00.000000Z"), at("2026-03-29T12:00:00.000000Z")),
                 Duration(2h));
        const Calendar within = calendarOf("{'zone':'Europe/Berlin','hours':{'sun':['02:00-02:30']}}");
        // Begins with the first 02:00, ends with the last 02:30.
        QCOMPARE(within.between(at("2026-10-24T12:00:00.000000Z"), at("2026-10-25T12:00:00.000000Z")),
                 Duration(90min));
        QCOMPARE(within.between(at("2026-03-28T12:00:00.000000Z"), at("2026-03-29T12:00:00.000000Z")),
                 Duration(0));
    }

    void zonesByName()
    {
        for (const char *name : {"UTC", "Etc/UTC", "Europe/Berlin", "Australia/Lord_Howe"})
            QVERIFY2(isTimeZone(name), name);
        for (const char *name : {"", "Mars/Olympus", "UTC+3x", "Etc/Nowhere", "../etc/passwd"})
            QVERIFY2(!isTimeZone(name), name);
    }

    void zonesOfHalfHoursAndSkippedDays()
    {
        const Calendar howe = calendarOf("{'zone':'Australia/Lord_Howe','hours':{'mon':['09:00-17:00']}}");
        QCOMPARE(howe.between(at("2026-01-01T00:00:00.000000Z"), at("2026-02-01T00:00:00.000000Z")),
                 Duration(4 * 8h));
        // Samoa left out the whole 30 December 2011, a Friday.
        const Calendar samoa = calendarOf("{'zone':'Pacific/Apia','hours':{'fri':['09:00-17:00']}}");
        QCOMPARE(samoa.between(at("2011-12-26T12:00:00.000000Z"), at("2012-01-05T00:00:00.000000Z")),
                 Duration(0));
        QCOMPARE(samoa.between(at("2011-12-18T12:00:00.000000Z"), at("2011-12-26T12:00:00.000000Z")),
                 Duration(8h));
    }

    void aroundTheClockIsEveryHour()
    {
        const Calendar always = calendarOf("{'zone':'Europe/Berlin'}");
        QVERIFY(always.isAroundTheClock());
        QCOMPARE(always.after(at("2026-10-24T12:00:00.000000Z"), 24h), at("2026-10-25T12:00:00.000000Z"));
    }

    void afterAndBetweenAgree()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 500; ++i) {
            const Instant from =
                at("2026-01-01T00:00:00.000000Z") + Duration(random.bounded(366LL * 24 * 3600) * 1'000'000LL);
            const Duration counted(random.bounded(1LL, 80LL * 3600) * 1'000'000LL);
            const Instant ends = office.after(from, counted);
            QCOMPARE(office.between(from, ends), counted);
            QCOMPARE(office.between(from, ends - 1us), counted - 1us); // the first such moment
            const Instant half = from + (ends - from) / 2;
            QCOMPARE(office.between(from, half) + office.between(half, ends), counted);
        }
    }

    void readsWhatItWrites()
    {
        const auto again = Calendar::fromJson(office.toJson());
        QVERIFY(again);
        QCOMPARE(*again, office);
        const Calendar theirs = calendarOf("{'hours':{'mon':['00:00-24:00']}}");
        QCOMPARE(theirs.inZone("Asia/Tokyo").zone, QByteArray("Asia/Tokyo"));
        QCOMPARE(office.inZone("Asia/Tokyo").zone, QByteArray("Europe/Berlin"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *json, const char *where) {
            QTest::newRow(json) << QByteArray(json).replace('\'', '"') << QString::fromLatin1(where);
        };
        row("{'zone':'Europe/Atlantis'}", "/zone");
        row("{'colour':'red'}", "/colour");
        row("{'hours':{'monday':['09:00-17:00']}}", "/hours/monday");
        row("{'hours':{'mon':['17:00-09:00']}}", "/hours/mon");
        row("{'hours':{'mon':['09:00-24:01']}}", "/hours/mon");
        row("{'hours':{'mon':['09:60-10:00']}}", "/hours/mon");
        row("{'hours':{'mon':'always'}}", "/hours/mon");
        row("{'hours':{'mon':['09:00-12:00','11:00-13:00']}}", "/hours/mon");
        row("{'hours':{'mon':[]}}", "/hours");
        row("{'holidays':[{'date':'2026-02-30'}]}", "/holidays");
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, where);
        const auto read = Calendar::fromJson(QJsonDocument::fromJson(json).object());
        QVERIFY(!read);
        QCOMPARE(read.error().where, where);
        QVERIFY(!read.error().hint.isEmpty());
    }

    void cellsOfCsv()
    {
        QCOMPARE(csvLine({QStringLiteral("a"), QStringLiteral("b,\"c\""), QString()}),
                 QStringLiteral("a,\"b,\"\"c\"\"\","));
        QCOMPARE(csvLine({QStringLiteral("=1+1"), QStringLiteral("-3.5"), QStringLiteral("@x")}),
                 QStringLiteral("'=1+1,-3.5,'@x"));
    }
};

QTEST_GUILESS_MAIN(TestCalendar)
#include "TestCalendar.moc"
