// From a profile to a session: with a kept token, without one, refused, and an own service that ends.
#include "console/Connection.h"
#include "console/MemoryHome.h"
#include "domain/Json.h"
#include "models/FakeService.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;

namespace {

// A connection to the fake service, whatever its profile says of where that is.
struct Counter
{
    explicit Counter(const Profile &profile)
        : connection(profile, tokens, QStringLiteral("/nowhere/service.log")),
          session(
              service,
              [this] {
                  asked = connection.endpoint();
                  return Endpoint{service.endpoint().url, asked.token};
              },
              service.parts()),
          signInNeeded(&connection, &Connection::signInNeeded),
          told(&connection, &Connection::told),
          gone(&connection, &Connection::serviceGone),
          failed(&connection, &Connection::serviceFailed)
    {
        service.fillWorld();
    }
    MemoryHome home;
    TokenStore tokens{home};
    FakeService service;
    Endpoint asked;
    Connection connection;
    Session session;
    QSignalSpy signInNeeded;
    QSignalSpy told;
    QSignalSpy gone;
    QSignalSpy failed;
};

Profile serverProfile()
{
    Profile profile;
    profile.name = QStringLiteral("prod.example");
    profile.server = QUrl(QStringLiteral("https://prod.example"));
    return profile;
}

const Problem expired{Problem::Kind::Unauthenticated, QStringLiteral("The token has expired"), {}, {}};

} // namespace

class TestConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qunsetenv("SLIPWAY_DATA"); }
    void init() { qunsetenv("SLIPWAY_TOKEN"); }

    void aKeptTokenIsEnough()
    {
        Counter desk(serverProfile());
        desk.home.tokens.insert(serverProfile().key(), "slw_kept");
        desk.connection.open(desk.session);
        QTRY_VERIFY(desk.session.isLive());
        QCOMPARE(desk.asked.token, QByteArray("slw_kept"));
        QCOMPARE(desk.asked.url, serverProfile().server);
        QVERIFY(desk.signInNeeded.isEmpty());
    }

    // What a copied line of slipwayctl needs to reach the same service.
    void thePlace()
    {
        QCOMPARE(Counter(serverProfile()).connection.place(), QStringLiteral("--url https://prod.example"));
        QCOMPARE(Counter(Profile()).connection.place(), QString());
        Profile own;
        own.data = QStringLiteral("/srv/my slipway");
        QCOMPARE(Counter(own).connection.place(), QStringLiteral("--data '/srv/my slipway'"));
        qputenv("SLIPWAY_DATA", "/srv/other"); // here, and not where the line is typed
        QCOMPARE(Counter(Profile()).connection.place(), QStringLiteral("--data /srv/other"));
        qunsetenv("SLIPWAY_DATA");
    }

    void withoutOneSomebodySignsIn()
    {
        Counter desk(serverProfile());
        QSignalSpy changed(&desk.connection, &Connection::profileChanged);
        desk.connection.open(desk.session);
        QTRY_COMPARE(desk.signInNeeded.count(), 1);
        QVERIFY(desk.service.requests.empty());
        desk.connection.signedIn(QStringLiteral("eva"), "slw_new");
        QTRY_VERIFY(desk.session.isLive());
        QCOMPARE(desk.asked.token, QByteArray("slw_new"));
        QCOMPARE(desk.home.tokens.value(serverProfile().key()), QByteArray("slw_new"));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(desk.connection.profile().user, QStringLiteral("eva"));
    }

    void aLockedKeychainIsSaidAndTheSessionGoesOn()
    {
        Counter desk(serverProfile());
        desk.home.isLocked = true;
        desk.connection.open(desk.session);
        QTRY_COMPARE(desk.signInNeeded.count(), 1);
        QCOMPARE(desk.told.count(), 1);
        desk.connection.signedIn(QStringLiteral("eva"), "slw_session");
        QTRY_VERIFY(desk.session.isLive());
        QTRY_COMPARE(desk.told.count(), 2);
    }

    void anExpiredTokenIsForgottenAndAskedForAnew()
    {
        Counter desk(serverProfile());
        desk.home.tokens.insert(serverProfile().key(), "slw_old");
        desk.service.refuse(expired);
        desk.connection.open(desk.session);
        QTRY_COMPARE(desk.signInNeeded.count(), 1);
        QTRY_VERIFY(desk.home.tokens.isEmpty());
        desk.service.beHonest();
        desk.connection.signedIn(QStringLiteral("eva"), "slw_new");
        QTRY_VERIFY(desk.session.isLive());
        QCOMPARE(desk.signInNeeded.count(), 1);
    }

    void aRefusedTokenOfTheEnvironmentTakesTheKeptOneNotAway()
    {
        qputenv("SLIPWAY_TOKEN", "slw_given");
        Counter desk(serverProfile());
        desk.home.tokens.insert(serverProfile().key(), "slw_kept");
        desk.service.refuse(expired);
        desk.connection.open(desk.session);
        QTRY_COMPARE(desk.signInNeeded.count(), 1);
        QCOMPARE(desk.asked.token, QByteArray("slw_given"));
        QTest::qWait(50); // a keychain answers later
        QCOMPARE(desk.home.tokens.value(serverProfile().key()), QByteArray("slw_kept"));
        desk.service.beHonest();
        desk.connection.signedIn(QStringLiteral("eva"), "slw_new");
        QTRY_VERIFY(desk.session.isLive());
        QCOMPARE(desk.asked.token, QByteArray("slw_new"));
        QTRY_COMPARE(desk.home.tokens.value(serverProfile().key()), QByteArray("slw_new"));
        // The kept one is refused now, and it is the one that goes.
        desk.service.refuse(expired);
        desk.connection.tryAgain();
        QTRY_COMPARE(desk.signInNeeded.count(), 2);
        QTRY_VERIFY(desk.home.tokens.isEmpty());
        qunsetenv("SLIPWAY_TOKEN");
    }

    void signedOut()
    {
        Counter desk(serverProfile());
        desk.home.tokens.insert(serverProfile().key(), "slw_kept");
        desk.connection.open(desk.session);
        QTRY_VERIFY(desk.session.isLive());
        desk.connection.signOut();
        QVERIFY(!desk.session.isLive());
        QCOMPARE(desk.signInNeeded.count(), 1);
        QVERIFY(desk.connection.endpoint().token.isEmpty());
        QTRY_VERIFY(desk.home.tokens.isEmpty());
    }

    void theOwnServiceIsUsedAndMissedOnce()
    {
        QTemporaryDir folder;
        // A process called as the service is.
        QVERIFY(QFile::link(QStringLiteral("/bin/sleep"), folder.filePath(QStringLiteral("slipwayd"))));
        QProcess process;
        process.start(folder.filePath(QStringLiteral("slipwayd")), {QStringLiteral("600")});
        QVERIFY(process.waitForStarted());
        write(folder, "slipwayd.pid", QByteArray::number(process.processId()));
        write(folder, "client.json",
              toBytes(QJsonObject{{QStringLiteral("url"), QStringLiteral("http://127.0.0.1:9")},
                                  {QStringLiteral("token"), QStringLiteral("slw_local")},
                                  {QStringLiteral("folder"), QStringLiteral("f")}}));
        Profile own;
        own.name = own.data = folder.path();
        Counter desk(own);
        desk.connection.open(desk.session);
        QTRY_VERIFY(desk.session.isLive());
        QCOMPARE(desk.asked.token, QByteArray("slw_local"));
        QCOMPARE(desk.asked.folder, QByteArray("f"));
        desk.service.goAway();
        QTRY_VERIFY(!desk.session.isLive());
        QVERIFY(desk.gone.isEmpty());
        process.kill();
        QVERIFY(process.waitForFinished());
        QTRY_COMPARE(desk.gone.count(), 1);
        QVERIFY(desk.signInNeeded.isEmpty());
    }

    // Those who wait see that nobody answers, and are connected once somebody does.
    void anOwnServiceThatCantBeUsedIsSaidAndTriedAgain()
    {
        QTemporaryDir folder;
        QTemporaryDir another;
        QVERIFY(QFile::link(QStringLiteral("/bin/sleep"), folder.filePath(QStringLiteral("slipwayd"))));
        QProcess process;
        process.start(folder.filePath(QStringLiteral("slipwayd")), {QStringLiteral("600")});
        QVERIFY(process.waitForStarted());
        write(folder, "slipwayd.pid", QByteArray::number(process.processId()));
        QJsonObject client{{QStringLiteral("url"), QStringLiteral("http://127.0.0.1:9")},
                           {QStringLiteral("token"), QStringLiteral("slw_local")},
                           {QStringLiteral("data"), another.path()},
                           {QStringLiteral("folder"), QStringLiteral("f")}};
        write(folder, "client.json", toBytes(client));
        Profile own;
        own.name = own.data = folder.path();
        Counter desk(own);
        desk.service.goAway();
        desk.connection.open(desk.session);
        QTRY_COMPARE_WITH_TIMEOUT(desk.failed.count(), 1, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.session.problem().what.isEmpty(), 20000);
        QCOMPARE(desk.session.state(), Session::State::Connecting);
        client.remove(QStringLiteral("data"));
        write(folder, "client.json", toBytes(client));
        desk.service.comeBack();
        desk.connection.tryAgain();
        QTRY_VERIFY_WITH_TIMEOUT(desk.session.isLive(), 20000);
        QVERIFY(desk.gone.isEmpty()); // it never was there
        process.kill();
        QVERIFY(process.waitForFinished());
    }

private:
    static void write(const QTemporaryDir &folder, const char *name, const QByteArray &bytes)
    {
        QFile file(folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "TestConnection.moc"
