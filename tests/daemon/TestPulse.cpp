// How `slipwayd --watch` feels whether a service lives: by its file, and by HTTP from servers that misbehave.
#include "daemon/Pulse.h"
#include "service/support/Heartbeat.h"
#include "support/OneServer.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

class TestPulse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBeatThatChangesIsLife()
    {
        QTemporaryDir folder;
        QDir(folder.path()).mkdir(QStringLiteral("run"));
        Heartbeat heart(Heartbeat::fileIn(folder.path()), 0s);
        heart.beat(1h, 0s); // maybe from before this machine was started
        FilePulse pulse(folder.path());
        QVERIFY(!pulse.look(5s, 1s));
        heart.beat(1h + 1s, 0s);
        QCOMPARE(pulse.look(6s, 1s), std::optional<Duration>(6s));
        QVERIFY(!pulse.look(7s, 1s));
    }

    void answers_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<qint64>("seen"); // seconds of the clock; -1: nothing
        const auto row = [](const char *name, const QByteArray &answer, qint64 seen) {
            QTest::newRow(name) << answer << seen;
        };
        const auto health = [](const QByteArray &age) {
            return R"({"healthy":true,"parts":{"paging":{"healthy":true,"beat_age_ms":)" + age + "}}}";
        };
        row("well", http(200, {}, health("1000")), 99);
        row("another part is ill", http(503, {}, health("0")), 100);
        row("it stands still", http(503, {}, health("40000")), 60);
        row("an age from the future", http(200, {}, health("-5000")), 100);
        row("an older version", http(200, {}, R"({"healthy":true,"parts":{}})"), -1);
        row("somebody else", http(200, {}, "<html>It works!</html>"), -1);
        row("a proxy without a service", http(502, {}, "Bad gateway"), -1);
        row("a redirect", http(302, "Location: http://127.0.0.1:1/\r\n"), -1);
        row("hangs up", {}, -1);
        row("half an answer", "HTTP/1.1 200 X\r\nContent-Length: 900\r\n\r\n" + health("0"), -1);
        row("without end", http(200, {}, QByteArray(2'000'000, 'x')), -1);
        row("no HTTP", "220 mail.example ESMTP\r\n", -1);
    }

    void answers()
    {
        QFETCH(QByteArray, answer);
        QFETCH(qint64, seen);
        OneServer server([&](const QByteArray &) { return answer; });
        UrlPulse pulse(server.url().toUtf8());
        const auto looked = pulse.look(100s, 5s);
        QCOMPARE(looked, seen < 0 ? std::nullopt : std::optional<Duration>(seen * 1s));
        QVERIFY(server.requests().at(0).startsWith("GET /eva HTTP/1.1\r\n"));
        QVERIFY(!pulse.why().isEmpty());
    }

    void nobodyIsWaitedForLong()
    {
        OneServer server({}, true);
        UrlPulse pulse(server.url().toUtf8());
        QElapsedTimer took;
        took.start();
        QVERIFY(!pulse.look(100s, 300ms));
        QVERIFY(took.elapsed() < 3000);
        QVERIFY(!pulse.why().isEmpty());
        UrlPulse nobody("http://127.0.0.1:1/healthz");
        QVERIFY(!nobody.look(100s, 300ms));
    }
};

QTEST_GUILESS_MAIN(TestPulse)
#include "TestPulse.moc"
