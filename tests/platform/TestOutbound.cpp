// The way out of real environments: shut from outside while one is quiet, open once it is live, and leading
// only where it may. Programs inside find it by the variables that programs look for.
#include "Harness.h"

#include "domain/Json.h"
#include "guardian/EchoServer.h"
#include "service/ipc/Process.h"

#include <future>
#include <unistd.h>

using namespace slipway;
using namespace slipway::test;
using slipway::testing::EchoServer;

class TestOutbound : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_harness.reset(); }
    void quietIsRefused();
    void liveReachesWhatIsAllowed();
    void programsFindTheWay();
    void nothingElseIsReached_data();
    void nothingElseIsReached();
    void listIsReadAgain();
    void endsWhenItFallsQuiet_data();
    void endsWhenItFallsQuiet();
    void cantBeOpenedFromInside();
    void supersededControllersOpenNothing();
    void survivesInit();
    void goesWithTheEnvironment();

private:
    QString python(int slot, const QString &code) const
    {
        return m_harness->inside(slot, {QStringLiteral("/usr/bin/python3"), QStringLiteral("-c"), code})
            .second;
    }
    // What comes back from `host`:`port` through the tunnel for "hello", or how it was refused.
    QString tunnel(int slot, const QString &host, int port) const
    {
        return python(slot, QStringLiteral("import socket, sys\n"
                                           "s = socket.create_connection(('127.0.0.1', 3128), 10)\n"
                                           "s.sendall(b'CONNECT %1:%2 HTTP/1.1\\r\\n\\r\\nhello')\n"
                                           "s.shutdown(socket.SHUT_WR)\n"
                                           "print(s.makefile('rb').read().decode())")
                                .arg(host)
                                .arg(port));
    }
    void allow(const QList<int> &ports) const;
    void setQuiet(const Environment &environment, bool quiet) const
    {
        VERIFY_OK(m_harness->platform().setQuiet(environment, quiet, {}));
    }

    std::unique_ptr<Harness> m_harness;
    EchoServer m_partner;   // is allowed
    EchoServer m_forbidden; // isn't
    Environment m_one = Harness::environment(1);
    Environment m_two = Harness::environment(2);
};

void TestOutbound::allow(const QList<int> &ports) const
{
    QJsonArray list;
    for (const int port : ports)
        list.append(QStringLiteral("127.0.0.1:%1").arg(port));
    VERIFY_OK(writeFileAtomically(m_harness->folder().file(QStringLiteral("outbound.json")),
                                  toBytes(QJsonObject{{QStringLiteral("allow"), list}})));
}

void TestOutbound::initTestCase()
{
    m_harness = std::make_unique<Harness>();
    m_harness->addPlainClass();
    for (const Environment &environment : {m_one, m_two}) {
        VERIFY_OK(m_harness->platform().create(Harness::plain(), environment, {}));
        VERIFY_OK(m_harness->platform().start(environment, {}));
    }
    allow({m_partner.port()});
}

void TestOutbound::quietIsRefused()
{
    setQuiet(m_one, true);
    const auto before = m_harness->platform().incidents(0);
    VERIFY_OK(before);
    const QString answer = tunnel(1, QStringLiteral("127.0.0.1"), m_partner.port());
    QVERIFY2(answer.startsWith(QLatin1String("HTTP/1.1 403 This environment is quiet")), qPrintable(answer));
    QVERIFY(answer.contains(QLatin1String("production")));
    const QString direct =
        python(1, QStringLiteral("import socket\n"
                                 "socket.socket(socket.AF_UNIX).connect('/srv/doors/out.sock')"));
    QVERIFY2(direct.contains(QLatin1String("Error")), qPrintable(direct));
    QCOMPARE(m_partner.visitors(), 0);
    // It is counted, and told with the next answer of init.
    VERIFY_OK(m_harness->client(1).ask(QStringLiteral("status")));
    const auto after = m_harness->platform().incidents(before->next);
    VERIFY_OK(after);
    QCOMPARE(after->items.size(), std::size_t(1));
    QCOMPARE(after->items.front().kind, QStringLiteral("outbound.refused"));
    QCOMPARE(after->items.front().slot, 1);
    QCOMPARE(after->items.front().payload.value(QLatin1String("refused")).toInt(), 1);
}

void TestOutbound::liveReachesWhatIsAllowed()
{
    setQuiet(m_one, false);
    const QString answer = tunnel(1, QStringLiteral("127.0.0.1"), m_partner.port());
    QVERIFY2(answer.startsWith(QLatin1String("HTTP/1.1 200 ")) && answer.contains(QLatin1String("hello")),
             qPrintable(answer));
    const QString twice = tunnel(1, QStringLiteral("localhost"), m_partner.port()); // the same target by name
    QVERIFY2(twice.startsWith(QLatin1String("HTTP/1.1 200 ")), qPrintable(twice));
    // The other one is still quiet.
    QVERIFY(
        tunnel(2, QStringLiteral("127.0.0.1"), m_partner.port()).startsWith(QLatin1String("HTTP/1.1 403 ")));
}

void TestOutbound::programsFindTheWay()
{
    const QString proxies =
        python(1, QStringLiteral("import urllib.request as r\n"
                                 "print(r.getproxies()['http'], r.getproxies()['https'],\n"
                                 "      r.proxy_bypass('app'), r.proxy_bypass('127.0.0.1'))"));
    QCOMPARE(proxies.trimmed(), QStringLiteral("http://127.0.0.1:3128 http://127.0.0.1:3128 True True"));
    const QString refused =
        python(1, QStringLiteral("import urllib.request\n"
                                 "try: urllib.request.urlopen('https://10.1.2.3/', timeout=10)\n"
                                 "except OSError as e: print(e)"));
    QVERIFY2(refused.contains(QLatin1String("403 10.1.2.3:443 is not public")), qPrintable(refused));
    const QString plain =
        python(1, QStringLiteral("import urllib.request\n"
                                 "try: urllib.request.urlopen('http://10.1.2.3/', timeout=10)\n"
                                 "except OSError as e: print(e.code, e.read().decode())"));
    QVERIFY2(plain.contains(QLatin1String("outbound.json")), qPrintable(plain));
}

void TestOutbound::nothingElseIsReached_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    const DataFolder &folder = m_harness->folder();
    const int port = m_forbidden.port();
    QTest::newRow("the API") << folder.apiAddress() << folder.apiPort();
    QTest::newRow("another one's public address") << folder.publicAddress(2) << DataFolder::httpPort;
    QTest::newRow("its own public address") << folder.publicAddress(1) << DataFolder::httpPort;
    QTest::newRow("another one's door") << folder.publicAddress(2) << DataFolder::sshPort;
    QTest::newRow("an appliance of another one") << folder.privateAddress(2, 0) << 8000;
    for (const char *host : {"127.0.0.1", "127.0.0.2", "127.1", "2130706433", "0x7f000001", "0.0.0.0", "0",
                             "localhost", "[::1]", "[::]", "[::ffff:127.0.0.1]"})
        QTest::newRow(host) << QString::fromLatin1(host) << port;
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    QTest::newRow("this machine's name") << QString::fromLocal8Bit(name.data()) << port;
    QTest::newRow("metadata of clouds") << QStringLiteral("169.254.169.254") << 80;
    QTest::newRow("private") << QStringLiteral("10.0.0.1") << 80;
}

void TestOutbound::nothingElseIsReached()
{
    QFETCH(QString, host);
    QFETCH(int, port);
    setQuiet(m_one, false);
    const EchoServer api(m_harness->folder().apiAddress().toLatin1(), m_harness->folder().apiPort());
    const EchoServer other(m_harness->folder().publicAddress(2).toLatin1(), DataFolder::httpPort);
    QVERIFY(api.port() && other.port());
    const QString answer = tunnel(1, host, port);
    // A name that this machine doesn't know leads nowhere either.
    QVERIFY2(answer.startsWith(QLatin1String("HTTP/1.1 403 ")) ||
                 answer.contains(QLatin1String("isn't found")),
             qPrintable(answer));
    QCOMPARE(api.visitors() + other.visitors() + m_forbidden.visitors(), 0);
}

void TestOutbound::listIsReadAgain()
{
    setQuiet(m_one, false);
    EchoServer second;
    QVERIFY(tunnel(1, QStringLiteral("127.0.0.1"), second.port()).startsWith(QLatin1String("HTTP/1.1 403 ")));
    allow({m_partner.port(), second.port()});
    QVERIFY(tunnel(1, QStringLiteral("127.0.0.1"), second.port()).startsWith(QLatin1String("HTTP/1.1 200 ")));
    VERIFY_OK(
        writeFileAtomically(m_harness->folder().file(QStringLiteral("outbound.json")), "{\"allow\": [1]}"));
    QVERIFY(tunnel(1, QStringLiteral("127.0.0.1"), second.port()).startsWith(QLatin1String("HTTP/1.1 200 ")));
    allow({m_partner.port()});
    QVERIFY(tunnel(1, QStringLiteral("127.0.0.1"), second.port()).startsWith(QLatin1String("HTTP/1.1 403 ")));
}

void TestOutbound::endsWhenItFallsQuiet_data()
{
    QTest::addColumn<bool>("standby");
    QTest::newRow("quiet") << false;
    QTest::newRow("standby") << true;
}

void TestOutbound::endsWhenItFallsQuiet()
{
    QFETCH(bool, standby);
    setQuiet(m_one, false);
    QTRY_COMPARE(m_partner.present(), 0);
    auto inside = std::async(std::launch::async, [this] {
        return python(1, QStringLiteral("import socket\n"
                                        "s = socket.create_connection(('127.0.0.1', 3128), 10)\n"
                                        "s.sendall(b'CONNECT 127.0.0.1:%1 HTTP/1.1\\r\\n\\r\\nhello')\n"
                                        "s.settimeout(20)\n"
                                        "try:\n"
                                        "    while s.recv(1000): pass\n"
                                        "    print('ended')\n"
                                        "except TimeoutError: print('still open')\n"
                                        "except OSError: print('ended')")
                             .arg(m_partner.port()));
    });
    QTRY_COMPARE_WITH_TIMEOUT(m_partner.present(), 1, 10'000);
    if (standby)
        VERIFY_OK(m_harness->platform().standBy(m_one, {}));
    else
        setQuiet(m_one, true);
    QTRY_COMPARE_WITH_TIMEOUT(m_partner.present(), 0, 2000);
    QCOMPARE(inside.get().trimmed(), QStringLiteral("ended"));
    QVERIFY(!m_harness->keeper().egress().isOpen(1));
    const int before = m_partner.visitors();
    QVERIFY(
        tunnel(1, QStringLiteral("127.0.0.1"), m_partner.port()).startsWith(QLatin1String("HTTP/1.1 403 ")));
    QCOMPARE(m_partner.visitors(), before);
    VERIFY_OK(m_harness->platform().start(m_one, {}));
}

// Whatever somebody inside puts there leads only to themselves.
void TestOutbound::cantBeOpenedFromInside()
{
    setQuiet(m_one, true);
    const int before = m_partner.visitors();
    python(1, QStringLiteral("import os, socket\n"
                             "try: os.unlink('/srv/doors/out.sock')\n"
                             "except OSError: pass\n"
                             "os.symlink('../2/out.sock', '/srv/doors/out.sock')"));
    setQuiet(m_two, false);
    tunnel(1, QStringLiteral("127.0.0.1"), m_partner.port());
    QCOMPARE(m_partner.visitors(), before);
    const QString own = python(
        1, QStringLiteral("import os, socket, threading\n"
                          "os.unlink('/srv/doors/out.sock')\n"
                          "l = socket.socket(socket.AF_UNIX); l.bind('/srv/doors/out.sock'); l.listen()\n"
                          "s = socket.create_connection(('127.0.0.1', 3128), 10)\n"
                          "s.sendall(b'CONNECT 127.0.0.1:%1 HTTP/1.1\\r\\n\\r\\n')\n"
                          "c, _ = l.accept(); print(c.recv(100))\n"
                          "try: socket.create_connection(('127.0.0.1', %1), 2)\n"
                          "except OSError as e: print('no way')\n")
               .arg(m_partner.port()));
    QVERIFY2(own.contains(QLatin1String("no way")), qPrintable(own));
    QCOMPARE(m_partner.visitors(), before);
    setQuiet(m_two, true);
    setQuiet(m_one, false); // and it doesn't keep the door from being opened when its time comes
    QVERIFY(
        tunnel(1, QStringLiteral("127.0.0.1"), m_partner.port()).startsWith(QLatin1String("HTTP/1.1 200 ")));
}

void TestOutbound::supersededControllersOpenNothing()
{
    Work current;
    current.token = 20;
    Work old;
    old.token = 19;
    VERIFY_OK(m_harness->platform().setQuiet(m_one, true, current));
    QVERIFY(!m_harness->platform().setQuiet(m_one, false, old));
    QVERIFY(!m_harness->keeper().egress().isOpen(1));
    VERIFY_OK(m_harness->platform().setQuiet(m_one, false, current));
    QVERIFY(!m_harness->platform().setQuiet(m_one, true, old));
    QVERIFY(m_harness->keeper().egress().isOpen(1));
}

void TestOutbound::survivesInit()
{
    VERIFY_OK(m_harness->keeper().environment(1, false, {}));
    VERIFY_OK(m_harness->keeper().environment(1, true, {}));
    const bool reaches = QTest::qWaitFor(
        [&] {
            return tunnel(1, QStringLiteral("127.0.0.1"), m_partner.port())
                .startsWith(QLatin1String("HTTP/1.1 200 "));
        },
        10'000);
    QVERIFY(reaches);
}

void TestOutbound::goesWithTheEnvironment()
{
    setQuiet(m_two, false);
    QVERIFY(m_harness->keeper().egress().isOpen(2));
    VERIFY_OK(m_harness->platform().destroy(m_two, {}));
    QVERIFY(!m_harness->keeper().egress().isOpen(2));
    VERIFY_OK(m_harness->platform().create(Harness::plain(), m_two, {}));
    QVERIFY(!m_harness->keeper().egress().isOpen(2)); // whoever has its place next begins quiet
}

SLIPWAY_PLATFORM_TEST_MAIN(TestOutbound)
#include "TestOutbound.moc"
