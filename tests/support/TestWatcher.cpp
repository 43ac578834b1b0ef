// A watcher outside is told that paging goes on, by servers that are real, and misbehave; and is told nothing
// once it doesn't.
#include "domain/Json.h"
#include "service/secrets/MemorySecrets.h"
#include "service/support/WatcherDesk.h"
#include "support/OneServer.h"
#include "support/SupportFixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

using namespace slipway;
using namespace slipway::test;

namespace {

const QString admin = QStringLiteral("admin");

QJsonObject url(const OneServer &server)
{
    return {{QStringLiteral("url"), server.url() + QStringLiteral("?S3CRET")}};
}

} // namespace

class TestWatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<SupportFixture>();
        m_behind = Duration();
        QDir(m_desk->folder.path()).mkdir(QStringLiteral("mail"));
        make();
    }
    void cleanup()
    {
        m_watcher.reset();
        m_secrets = {};
        m_desk.reset();
    }

    void itIsCalled()
    {
        OneServer server([](const QByteArray &) { return http(200); });
        QJsonObject body = url(server);
        body.insert(QStringLiteral("token"), QStringLiteral("T0KEN"));
        QVERIFY(m_watcher->set(body, admin));
        QTRY_COMPARE(server.count(), 1);
        const QByteArray request = server.requests().at(0);
        QVERIFY(request.startsWith("POST /eva?S3CRET HTTP/1.1\r\n"));
        QVERIFY(request.contains("Authorization: Bearer T0KEN\r\n"));
        QVERIFY(request.contains("\"state\":\"alive\""));
        QTRY_VERIFY(!way().value(QStringLiteral("accepted_at")).isNull());
        // Of the address only where it leads, wherever one looks.
        const QJsonObject shown = must(m_watcher->show());
        QCOMPARE(shown.value(QStringLiteral("url")).toString(), server.url().chopped(4));
        QCOMPARE(shown.value(QStringLiteral("token")), QJsonValue(true));
        QFile status(statusFile());
        QVERIFY(status.open(QIODevice::ReadOnly));
        const QByteArray everything = toBytes(shown) + status.readAll() + ledger() + m_watcher->metrics();
        QVERIFY(!everything.contains("S3CRET") && !everything.contains("T0KEN"));
        QCOMPARE(m_desk->count("watcher.set"), 1);
        QVERIFY(m_watcher->metrics().contains("slipway_watcher_up{way=\"url\"} 1\n"));
    }

    void byGetToo()
    {
        OneServer server([](const QByteArray &) { return http(204); });
        QJsonObject body = url(server);
        body.insert(QStringLiteral("method"), QStringLiteral("GET"));
        QVERIFY(m_watcher->set(body, admin));
        QTRY_COMPARE(server.count(), 1);
        QVERIFY(server.requests().at(0).startsWith("GET /eva?S3CRET HTTP/1.1\r\n"));
    }

    void againAndAgain()
    {
        OneServer server([](const QByteArray &) { return http(200); });
        QJsonObject body = url(server);
        body.insert(QStringLiteral("every_seconds"), 5);
        QElapsedTimer took;
        took.start();
        QVERIFY(m_watcher->set(body, admin));
        QTRY_COMPARE_WITH_TIMEOUT(server.count(), 2, 15000);
        QVERIFY(took.elapsed() >= 4900);
    }

    void serversMisbehave_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("isHeard");
        QTest::newRow("a long answer") << http(200, {}, QByteArray(2'000'000, 'x')) << true;
        QTest::newRow("404") << http(404) << false;
        QTest::newRow("500") << http(500) << false;
        QTest::newRow("a redirect") << http(301, "Location: https://elsewhere.example/\r\n") << false;
        QTest::newRow("hangs up") << QByteArray() << false;
        QTest::newRow("half an answer")
            << QByteArray("HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nha") << false;
        QTest::newRow("no HTTP") << QByteArray("220 mail.example ESMTP\r\n") << false;
    }

    void serversMisbehave()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, isHeard);
        OneServer server([&](const QByteArray &) { return answer; });
        QVERIFY(m_watcher->set(url(server), admin));
        const QJsonObject tested = must(m_watcher->test());
        QCOMPARE(tested.value(QStringLiteral("ok")).toBool(), isHeard);
        const QJsonObject told = tested.value(QStringLiteral("ways")).toArray().at(0).toObject();
        QCOMPARE(told.value(QStringLiteral("problem")).toString().isEmpty(), isHeard);
        QVERIFY(!toBytes(tested).contains("S3CRET"));
    }

    // However often it fails, that is said once, and once that it is over.
    void aFailureIsSaidOnce()
    {
        std::atomic<bool> isIll = true;
        OneServer server([&](const QByteArray &) { return http(isIll ? 500 : 200); });
        QVERIFY(m_watcher->set(url(server), admin));
        QTRY_VERIFY(server.count() >= 4);
        QTRY_COMPARE(m_desk->count("watcher.unreachable"), 1);
        QVERIFY(way().value(QStringLiteral("problem")).toString().contains(QStringLiteral("500")));
        QVERIFY(!WatcherDesk::statusIn(statusFile())
                     .at(0)
                     .toObject()
                     .value(QStringLiteral("problem"))
                     .toString()
                     .isEmpty());
        QVERIFY(m_watcher->metrics().contains("slipway_watcher_up{way=\"url\"} 0\n"));
        isIll = false;
        QTRY_COMPARE(m_desk->count("watcher.reached"), 1);
        QCOMPARE(m_desk->count("watcher.unreachable"), 1);
        QTRY_VERIFY(WatcherDesk::statusIn(statusFile())
                        .at(0)
                        .toObject()
                        .value(QStringLiteral("problem"))
                        .toString()
                        .isEmpty());
    }

    // It is the silence that raises the alarm.
    void whileItStandsStillNothingIsTold()
    {
        OneServer server([](const QByteArray &) { return http(200); });
        m_behind = 11s;
        QVERIFY(m_watcher->set(url(server), admin));
        QTRY_VERIFY(way().value(QStringLiteral("silent")).toBool());
        QTest::qWait(300); // many looks
        QCOMPARE(server.count(), 0);
        QVERIFY(m_watcher->metrics().contains("slipway_watcher_up{way=\"url\"} 0\n"));
        m_behind = 1s;
        QTRY_COMPARE(server.count(), 1);
        QTRY_VERIFY(!way().value(QStringLiteral("silent")).toBool());
    }

    void oneWayDoesNotHoldUpTheOther()
    {
        OneServer server({}, true);
        QJsonObject body = url(server);
        body.insert(QStringLiteral("mail"), QStringLiteral("watch@p.example"));
        QVERIFY(m_watcher->set(body, admin));
        const QString folder = m_desk->folder.filePath(QStringLiteral("mail/watch@p.example"));
        const auto files = [&] { return QDir(folder).entryList(QDir::Files); };
        QTRY_COMPARE(int(files().size()), 1);
        QFile mail(folder + QLatin1Char('/') + files().at(0));
        QVERIFY(mail.open(QIODevice::ReadOnly));
        const QByteArray text = mail.readAll();
        QVERIFY(text.contains("\r\nAuto-Submitted: auto-generated\r\n"));
        QVERIFY(text.startsWith("From: support@p.example\r\nTo: watch@p.example\r\n"));
        QTRY_COMPARE(m_desk->count("watcher.unreachable"), 1); // by url
    }

    void mailThatCannotGoIsSaid()
    {
        QVERIFY(QDir(m_desk->folder.filePath(QStringLiteral("mail"))).removeRecursively());
        QVERIFY(m_watcher->set({{QStringLiteral("mail"), QStringLiteral("watch@p.example")}}, admin));
        QTRY_COMPARE(m_desk->count("watcher.unreachable"), 1);
        QVERIFY(way().value(QStringLiteral("problem")).toString().contains(QStringLiteral("outbound.json")));
    }

    void endingDoesNotWaitForAnybody()
    {
        OneServer server({}, true);
        make(1min);
        QVERIFY(m_watcher->set(url(server), admin));
        QTRY_COMPARE(server.count(), 1);
        QElapsedTimer took;
        took.start();
        m_watcher->stop();
        QVERIFY2(took.elapsed() < 4000, qPrintable(QString::number(took.elapsed())));
    }

    void aRestartGoesOn()
    {
        OneServer server([](const QByteArray &) { return http(200); });
        QVERIFY(m_watcher->set(url(server), admin));
        QTRY_COMPARE(server.count(), 1);
        make();
        QTRY_COMPARE(server.count(), 2);
        QCOMPARE(m_desk->count("watcher.set"), 1);
    }

    void whatIsNotSaidStays()
    {
        OneServer server([](const QByteArray &) { return http(200); });
        QJsonObject body = url(server);
        body.insert(QStringLiteral("token"), QStringLiteral("T0KEN"));
        body.insert(QStringLiteral("mail"), QStringLiteral("watch@p.example"));
        must(m_watcher->set(body, admin));
        const QJsonObject shown = must(m_watcher->set({{QStringLiteral("every_seconds"), 7}}, admin));
        QCOMPARE(shown.value(QStringLiteral("url")).toString(), server.url().chopped(4));
        QCOMPARE(shown.value(QStringLiteral("mail")).toString(), QStringLiteral("watch@p.example"));
        QCOMPARE(shown.value(QStringLiteral("token")), QJsonValue(true));
        QCOMPARE(shown.value(QStringLiteral("every_seconds")).toInt(), 7);
        // A token doesn't go along to another address.
        OneServer other([](const QByteArray &) { return http(200); });
        QCOMPARE(must(m_watcher->set(url(other), admin)).value(QStringLiteral("token")), QJsonValue(false));
        QTRY_VERIFY(other.count() >= 1);
        QVERIFY(!other.requests().at(0).contains("T0KEN"));
        // Without an address there is no secret.
        QVERIFY(m_watcher->set({{QStringLiteral("url"), QString()}}, admin));
        QVERIFY(!m_secrets->get(OutsideWatcher::secret));
    }

    void wrongOnesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *json, const char *where) {
            QTest::newRow(json) << QByteArray(json) << QString::fromLatin1(where);
        };
        row("{}", "/url");
        row("{'url':''}", "/url");
        row("{'url':'S3CRET'}", "/url");
        row("{'url':'ftp://x.example/S3CRET'}", "/url");
        row("{'url':'http://x.example/S3CRET'}", "/url"); // everybody could read it
        row("{'mail':'nobody'}", "/mail");
        row("{'mail':'a@b.example','token':'S3CRET'}", "/token");
        row("{'mail':'a@b.example','method':'HEAD'}", "/method");
        row("{'mail':'a@b.example','every_seconds':4}", "/every_seconds");
        row("{'mail':'a@b.example','every_seconds':86401}", "/every_seconds");
        row("{'mail':'a@b.example','every_seconds':'often'}", "/every_seconds");
    }

    void wrongOnesAreNamed()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, where);
        const auto set =
            m_watcher->set(must(objectFromBytes(json.replace('\'', '"'), QStringLiteral("it"))), admin);
        QVERIFY(!set);
        QCOMPARE(set.error().where, where);
        QVERIFY(!set.error().text().contains(QStringLiteral("S3CRET")));
        QCOMPARE(m_desk->count("watcher.set"), 0);
        QVERIFY(!m_secrets->get(OutsideWatcher::secret));
        QVERIFY(must(m_watcher->show()).value(QStringLiteral("every_seconds")).isNull());
    }

    void removed()
    {
        OneServer server([](const QByteArray &) { return http(500); });
        QVERIFY(!m_watcher->remove(admin));
        must(m_watcher->set(url(server), admin));
        QTRY_VERIFY(server.count() >= 2);
        QVERIFY(m_watcher->remove(admin));
        const int called = server.count();
        QVERIFY(!m_secrets->get(OutsideWatcher::secret));
        QVERIFY(WatcherDesk::statusIn(statusFile()).isEmpty());
        QVERIFY(m_watcher->metrics().isEmpty());
        QCOMPARE(m_desk->count("watcher.removed"), 1);
        QVERIFY(m_watcher->test().error().kind == Problem::Kind::NotFound);
        QVERIFY(m_watcher->remove(admin).error().kind == Problem::Kind::NotFound);
        QCOMPARE(server.count(), called);
    }

    void aSecretThatIsGoneIsSaid()
    {
        OneServer server([](const QByteArray &) { return http(200); });
        must(m_watcher->set(url(server), admin));
        QVERIFY(m_secrets->remove(OutsideWatcher::secret));
        const QJsonObject tested = must(m_watcher->test());
        QVERIFY(!tested.value(QStringLiteral("ok")).toBool());
        QVERIFY(m_secrets->put(OutsideWatcher::secret, "S3CRET, not JSON"));
        QVERIFY(!toBytes(must(m_watcher->test())).contains("S3CRET"));
        QVERIFY(m_watcher->set(url(server), admin)); // mends it
        QVERIFY(must(m_watcher->test()).value(QStringLiteral("ok")).toBool());
    }

private:
    QString statusFile() const { return m_desk->folder.filePath(QStringLiteral("watcher.json")); }

    // As the service starts it.
    void make(Duration patience = 300ms)
    {
        m_watcher.reset();
        if (!m_secrets)
            m_secrets = std::make_unique<MemorySecrets>();
        WatcherDesk::Options options;
        options.look = 20ms;
        options.retry = 30ms;
        options.patience = patience;
        m_watcher = std::make_unique<WatcherDesk>(
            *m_desk->store, *m_secrets, [this] { return m_behind.load(); }, [] { return std::nullopt; },
            m_desk->folder.filePath(QStringLiteral("mail")), statusFile(), options);
        must(m_watcher->start());
    }
    QJsonObject way() const
    {
        return must(m_watcher->show()).value(QStringLiteral("ways")).toArray().at(0).toObject();
    }
    QByteArray ledger() const
    {
        QByteArray all;
        must(m_desk->store->read([&](Reader &reader) {
            return reader.query(QStringLiteral("SELECT subject, payload FROM event"), {},
                                [&](const Row &row) -> Result<void> {
                                    all += (row.text("subject") + row.text("payload")).toUtf8();
                                    return {};
                                });
        }));
        return all;
    }

    std::unique_ptr<SupportFixture> m_desk;
    std::unique_ptr<MemorySecrets> m_secrets;
    std::unique_ptr<WatcherDesk> m_watcher;
    std::atomic<Duration> m_behind{Duration()};
};

QTEST_GUILESS_MAIN(TestWatcher)
#include "TestWatcher.moc"
