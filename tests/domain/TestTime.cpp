#include "domain/Clock.h"
#include "domain/Instant.h"

#include <QtTest>

#include <random>
#include <thread>

using namespace slipway;
using namespace std::chrono_literals;

class TestTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durationsAreRead_data();
    void durationsAreRead();
    void wrongDurationsAreRefused_data();
    void wrongDurationsAreRefused();
    void durationsComeBack();
    void instantsAreRead_data();
    void instantsAreRead();
    void wrongInstantsAreRefused_data();
    void wrongInstantsAreRefused();
    void instantsComeBackAndTextOrderIsTimeOrder();
    void aManualClockStandsStill();
    void theSystemsClockGoes();
};

void TestTime::durationsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("microseconds");
    const auto row = [](const char *text, Duration duration) {
        QTest::newRow(text) << QString::fromUtf8(text) << qint64(duration.count());
    };
    row("0s", 0s);
    row("1us", 1us);
    row("250ms", 250ms);
    row("10s", 10s);
    row("5m", 5min);
    row("2h", 2h);
    row("1d", 24h);
    row("1h30m", 90min);
    row("1m30s", 90s);
    row("1m1ms", 60001ms);
    row(" 10s ", 10s);
    row("90m", 90min);
    row("30m1h", 90min);
    row("9223372036854775807us", Duration(std::numeric_limits<qint64>::max()));
}

void TestTime::durationsAreRead()
{
    QFETCH(QString, text);
    QFETCH(qint64, microseconds);
    const auto duration = durationFromText(text);
    QVERIFY2(duration.has_value(), qUtf8Printable(text));
    QCOMPARE(duration->count(), microseconds);
}

void TestTime::wrongDurationsAreRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             " ",
                             "10",
                             "s",
                             "ms",
                             "-5s",
                             "+5s",
                             "1.5s",
                             "5 s",
                             "10s5",
                             "10sx",
                             "10S",
                             "1w",
                             "0x10s",
                             "1e3s",
                             "s10",
                             "9223372036854775808us",
                             "9223372036854775807ms",
                             "106751991168d",
                             "9223372036854775807us1us",
                             "99999999999999999999s",
                             "١s",
                             "1s\n2s",
                             "5s-1s"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestTime::wrongDurationsAreRefused()
{
    QFETCH(QString, text);
    const auto duration = durationFromText(text);
    QVERIFY(!duration);
    QCOMPARE(duration.error().kind, Problem::Kind::Invalid);
    QVERIFY(!duration.error().hint.isEmpty());
}

void TestTime::durationsComeBack()
{
    std::mt19937_64 random(1);
    for (int i = 0; i < 5000; ++i) {
        const Duration duration(static_cast<qint64>(random() >> (1 + i % 63)));
        const auto back = durationFromText(toText(duration));
        QVERIFY2(back.has_value(), qUtf8Printable(toText(duration)));
        QCOMPARE(back->count(), duration.count());
    }
}

void TestTime::instantsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("2026-11-23T18:05:22Z", "2026-11-23T18:05:22.000000Z");
    row("2026-11-23T18:05:22.1Z", "2026-11-23T18:05:22.100000Z");
    row("2026-11-23T18:05:22.123456Z", "2026-11-23T18:05:22.123456Z");
    row("2026-11-23T18:05:22.123456789Z", "2026-11-23T18:05:22.123456Z");
    row("2026-11-23T20:05:22.5+02:00", "2026-11-23T18:05:22.500000Z");
    row("2026-11-23T12:35:22-05:30", "2026-11-23T18:05:22.000000Z");
    row("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z");
    row("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000Z");
}

void TestTime::instantsAreRead()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto instant = instantFromText(text);
    QVERIFY2(instant.has_value(), qUtf8Printable(text));
    QCOMPARE(toText(*instant), expected);
}

void TestTime::wrongInstantsAreRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             "now",
                             "2026-11-23",
                             "18:05:22Z",
                             "2026-11-23T18:05:22",
                             "2026-11-23T18:05:22.5",
                             "2026-02-30T18:05:22Z",
                             "2026-13-01T18:05:22Z",
                             "2026-11-23T25:05:22Z",
                             "2026-11-23T18:61:22Z",
                             "2026-11-23T18:05:22Zx",
                             "1700000000",
                             "2026-11-23T18:05:22 ",
                             "2026-11-23T18:05:22.Z",
                             "9999-12-31T24:00:00Z",
                             "9999-12-31T23:00:00-02:00",
                             "0001-01-01T00:00:00+01:00",
                             "2026-02-29T18:05:22.123456Z",
                             "2026-00-23T18:05:22.123456Z",
                             "2026-11-23T18:60:22.123456Z",
                             "2026-11-23T18:05:22.12x456Z",
                             "2026-11-23T18:05:22.123456z ",
                             "0000-11-23T18:05:22.123456Z"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestTime::wrongInstantsAreRefused()
{
    QFETCH(QString, text);
    const auto instant = instantFromText(text);
    QVERIFY(!instant);
    QCOMPARE(instant.error().kind, Problem::Kind::Invalid);
}

void TestTime::instantsComeBackAndTextOrderIsTimeOrder()
{
    std::mt19937_64 random(2);
    std::uniform_int_distribution<qint64> microseconds(-2'000'000'000'000'000, 250'000'000'000'000'000);
    Instant before = Instant(Duration(0));
    for (int i = 0; i < 5000; ++i) {
        const Instant instant{Duration(microseconds(random))};
        const auto back = instantFromText(toText(instant));
        QVERIFY2(back.has_value(), qUtf8Printable(toText(instant)));
        QCOMPARE(back->time_since_epoch().count(), instant.time_since_epoch().count());
        QCOMPARE(toText(before) < toText(instant), before < instant);
        before = instant;
        const qint64 ms = std::chrono::floor<std::chrono::milliseconds>(instant).time_since_epoch().count();
        const QDateTime same = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
        QCOMPARE(toText(instant).left(23), same.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")));
    }
    QCOMPARE(toText(Instant::max()), QStringLiteral("9999-12-31T23:59:59.999999Z"));
    QCOMPARE(toText(Instant::min()), QStringLiteral("0001-01-01T00:00:00.000000Z"));
}

void TestTime::aManualClockStandsStill()
{
    ManualClock clock;
    const Instant start = clock.now();
    const Duration running = clock.monotonic();
    QCOMPARE(clock.now(), start);
    clock.advance(5s);
    QCOMPARE(clock.now(), start + 5s);
    QCOMPARE(clock.monotonic(), running + 5s);
    clock.jump(-1h);
    QCOMPARE(clock.now(), start + 5s - 1h);
    QCOMPARE(clock.monotonic(), running + 5s);
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 1000; ++j)
                clock.advance(1us);
        });
    }
    threads.clear();
    QCOMPARE(clock.monotonic(), running + 5s + 4000us);
}

void TestTime::theSystemsClockGoes()
{
    const SystemClock clock;
    const Duration before = clock.monotonic();
    const auto apart =
        clock.now() -
        Instant(std::chrono::floor<Duration>(std::chrono::system_clock::now().time_since_epoch()));
    QVERIFY(apart < 1s && apart > -1s);
    QVERIFY(clock.monotonic() >= before);
}

QTEST_GUILESS_MAIN(TestTime)
#include "TestTime.moc"
