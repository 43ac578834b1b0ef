// Code inside an environment tries hard to get out, and whoever was let in leaves nothing behind.
#include "Harness.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"

#include <QDir>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace slipway;
using namespace slipway::test;

class TestSeparation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_harness.reset(); }
    void insideSeesOnlyItself_data();
    void insideSeesOnlyItself();
    void connectsToNobodyOutside();
    void othersFilesAreOutOfReach();
    void letsInByKeyOnly();
    void forwardsNothing_data();
    void forwardsNothing();
    void leavesNothingBehind();
    void refusesWhereNothingSeparates();
    void removesWhatWasLeftBehind();

private:
    std::pair<int, QString> python(const QString &code) const
    {
        return m_harness->inside(2, {QStringLiteral("/usr/bin/python3"), QStringLiteral("-c"), code});
    }
    Finished ssh(const QStringList &options, const QStringList &command, const QString &key = {}) const;

    std::unique_ptr<Harness> m_harness;
    QTemporaryDir m_keys;
    QStringList m_public;
    const QString m_secret = QStringLiteral("secret-%1").arg(::getpid());
    SshEndpoint m_door;
    Environment m_production = Harness::environment(1);
    Environment m_test = Harness::environment(2);
};

Finished TestSeparation::ssh(const QStringList &options, const QStringList &command, const QString &key) const
{
    QStringList arguments{QStringLiteral("/usr/bin/ssh"),
                          QStringLiteral("-F"),
                          QStringLiteral("none"),
                          QStringLiteral("-i"),
                          key.isEmpty() ? m_keys.filePath(QStringLiteral("key")) : key,
                          QStringLiteral("-p"),
                          QString::number(m_door.port)};
    for (const char *option : {"StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "BatchMode=yes",
                               "IdentitiesOnly=yes", "LogLevel=ERROR", "ConnectTimeout=20"})
        arguments << QStringLiteral("-o") << QLatin1String(option);
    arguments << options << m_door.user + QLatin1Char('@') + m_door.host << command;
    const auto finished = runProcess(arguments, std::chrono::seconds(40));
    return finished ? *finished : Finished{-1, {}, finished.error().text().toUtf8()};
}

void TestSeparation::initTestCase()
{
    m_harness = std::make_unique<Harness>();
    m_harness->addPlainClass();
    for (const Environment &environment : {m_production, m_test}) {
        VERIFY_OK(m_harness->platform().create(Harness::plain(), environment, {}));
        VERIFY_OK(m_harness->platform().start(environment, {}));
    }
    QVERIFY(writeFileAtomically(m_harness->folder().database(), "a secret of the store", 0600));
    QCOMPARE(m_harness
                 ->inside(1, {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                              QStringLiteral("echo %1 > /srv/app/photos/secret").arg(m_secret)})
                 .first,
             0);
    for (const char *name : {"key", "other"}) {
        const QString file = m_keys.filePath(QLatin1String(name));
        QVERIFY(runProcess({QStringLiteral("/usr/bin/ssh-keygen"), QStringLiteral("-q"), QStringLiteral("-t"),
                            QStringLiteral("ed25519"), QStringLiteral("-N"), QString(), QStringLiteral("-f"),
                            file},
                           std::chrono::seconds(10)));
    }
    m_public = {
        QString::fromLatin1(readFile(m_keys.filePath(QStringLiteral("key.pub"))).value_or("")).trimmed()};
    // Addresses move with swaps: this isn't the one that its slot began with.
    m_test.address = m_harness->folder().publicAddress(9);
    const auto door = m_harness->platform().openAccess(m_test, m_public, {});
    VERIFY_OK(door);
    QCOMPARE(door->host, m_test.address);
    m_door = *door;
}

void TestSeparation::insideSeesOnlyItself_data()
{
    QTest::addColumn<QString>("code"); // exits 0 when it got what it must not get
    const QString data = m_harness->folder().path();
    const auto row = [](const char *name, const QString &code) { QTest::newRow(name) << code; };
    row("store", QStringLiteral("open('%1/slipway.db').read()").arg(data));
    row("data folder", QStringLiteral("import os; os.listdir('%1')").arg(data));
    row("other environment", QStringLiteral("import os; os.listdir('%1/env/1')").arg(data));
    row("other environment's door", QStringLiteral("import os; os.listdir('%1/doors/1')").arg(data));
    row("init's root", QStringLiteral("import os; os.listdir('/proc/1/root')"));
    row("init's descriptors", QStringLiteral("import os; os.listdir('/proc/1/fd')"));
    row("init's memory", QStringLiteral("open('/proc/1/mem', 'rb').read(1)"));
    row("init's state folder through /proc", QStringLiteral("import os; os.listdir('/proc/1/fd/5')"));
    row("ptrace of init",
        QStringLiteral(
            "import ctypes, sys; sys.exit(0 if ctypes.CDLL(None).ptrace(16, 1, 0, 0) == 0 else 1)"));
    row("signal outside", QStringLiteral("import os; os.kill(%1, 0)").arg(::getpid()));
    row("many processes",
        QStringLiteral("import os, sys; sys.exit(0 if "
                       "len([p for p in os.listdir('/proc') if p.isdigit()]) > 20 else 1)"));
    row("own user namespace",
        QStringLiteral(
            "import ctypes, sys; sys.exit(0 if ctypes.CDLL(None).unshare(0x10000000) == 0 else 1)"));
    row("mount", QStringLiteral("import ctypes, sys; sys.exit(0 if "
                                "ctypes.CDLL(None).mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0 else 1)"));
    row("settings of the network",
        QStringLiteral("open('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'w').write('1024')"));
    row("down with the network",
        QStringLiteral("import fcntl, socket, struct; fcntl.ioctl(socket.socket(), 0x8914, "
                       "struct.pack('16sh14x', b'lo', 0))"));
    row("write to /usr", QStringLiteral("open('/usr/bin/x', 'w')"));
    row("write to /etc", QStringLiteral("open('/etc/x', 'w')"));
    row("write to sshd's keys", QStringLiteral("open('/etc/slipway/authorized_keys', 'a')"));
    row("write to the runtime", QStringLiteral("open('/run/slipway/share/x', 'w')"));
    row("shadow", QStringLiteral("open('/etc/shadow').read()"));
    row("host's home", QStringLiteral("import os; os.listdir('/root')"));
    row("capabilities",
        QStringLiteral("import sys; sys.exit(0 if any(l.startswith('CapEff') and int(l.split()[1], 16) "
                       "for l in open('/proc/self/status')) else 1)"));
    row("new privileges", QStringLiteral("import sys; sys.exit(1 if any(l.split() == ['NoNewPrivs:', '1'] "
                                         "for l in open('/proc/self/status')) else 0)"));
}

void TestSeparation::insideSeesOnlyItself()
{
    QFETCH(QString, code);
    const auto [exit, output] = python(code);
    QVERIFY2(exit == 1, qPrintable(QStringLiteral("%1: %2").arg(exit).arg(output)));
}

void TestSeparation::connectsToNobodyOutside()
{
    // Listeners that everybody on the machine could reach, by address and by abstract name.
    const QString address = m_harness->folder().publicAddress(60);
    const FileDescriptor tcp(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in name{};
    name.sin_family = AF_INET;
    ::inet_pton(AF_INET, address.toLatin1().constData(), &name.sin_addr);
    QCOMPARE(::bind(tcp.get(), reinterpret_cast<sockaddr *>(&name), sizeof name), 0);
    QCOMPARE(::listen(tcp.get(), 4), 0);
    socklen_t size = sizeof name;
    ::getsockname(tcp.get(), reinterpret_cast<sockaddr *>(&name), &size);
    const FileDescriptor hidden(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un abstract{};
    abstract.sun_family = AF_UNIX;
    const QByteArray text = "slipway-test-" + QByteArray::number(::getpid());
    std::copy(text.begin(), text.end(), abstract.sun_path + 1);
    const auto length =
        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + static_cast<std::size_t>(text.size()));
    QCOMPARE(::bind(hidden.get(), reinterpret_cast<sockaddr *>(&abstract), length), 0);
    QCOMPARE(::listen(hidden.get(), 4), 0);

    auto [exit, output] = python(QStringLiteral("import socket; socket.create_connection(('%1', %2), 2)")
                                     .arg(address)
                                     .arg(ntohs(name.sin_port)));
    QVERIFY2(exit == 1 && output.contains(QLatin1String("Error")), qPrintable(output));
    std::tie(exit, output) =
        python(QStringLiteral("import socket; socket.socket(socket.AF_UNIX).connect('\\0%1')")
                   .arg(QString::fromLatin1(text)));
    QVERIFY2(exit == 1 && output.contains(QLatin1String("Error")), qPrintable(output));
    // And no way to anywhere else.
    std::tie(exit, output) =
        python(QStringLiteral("import socket; socket.create_connection(('192.0.2.1', 80), 2)"));
    QVERIFY2(exit == 1 && output.contains(QLatin1String("unreachable")), qPrintable(output));
}

// Wherever it looks, production's secret isn't there; and files of both have owners of their own.
void TestSeparation::othersFilesAreOutOfReach()
{
    const auto [exit, output] =
        m_harness->inside(2, {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                              QStringLiteral("grep -rl %1 /srv /tmp /run /etc /dev/shm 2>/dev/null; "
                                             "find / -xdev -name 'slipway.db' 2>/dev/null; true")
                                  .arg(m_secret)});
    QCOMPARE(exit, 0);
    QVERIFY2(output.trimmed().isEmpty(), qPrintable(output));
    // A link in live data leads nowhere outside, on neither side of a copy.
    QCOMPARE(m_harness
                 ->inside(1, {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                              QStringLiteral("ln -s %1/slipway.db /srv/app/photos/link; "
                                             "ln -s /srv/.slipway /srv/app/photos/own; "
                                             "mkdir -p /srv/app/photos/d; echo inner > /srv/app/photos/d/f")
                                  .arg(m_harness->folder().path())})
                 .first,
             0);
    QCOMPARE(m_harness
                 ->inside(2, {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                              QStringLiteral("mkdir -p /srv/victim; ln -s /srv/victim /srv/app/photos/d")})
                 .first,
             0);
    VERIFY_OK(m_harness->platform().follow(m_test, m_production, {}));
    QVERIFY(
        m_harness->inside(2, {QStringLiteral("/bin/cat"), QStringLiteral("/srv/app/photos/link")}).first !=
        0);
    QVERIFY(m_harness
                ->inside(2, {QStringLiteral("/usr/bin/test"), QStringLiteral("-e"),
                             QStringLiteral("/srv/victim/f")})
                .first != 0);
    QCOMPARE(m_harness->inside(2, {QStringLiteral("/bin/cat"), QStringLiteral("/srv/app/photos/d/f")}).second,
             QStringLiteral("inner\n"));
    VERIFY_OK(m_harness->platform().unfollow(m_test, m_production, {}));
}

void TestSeparation::letsInByKeyOnly()
{
    const auto in = ssh({}, {QStringLiteral("id -un; pwd; echo from-ssh > app/code/VERSION")});
    QVERIFY2(in.exitCode == 0, in.error.constData());
    QCOMPARE(in.output, QByteArray("shop\n/srv\n"));
    QCOMPARE(m_harness->platform().health(m_test)->version, QStringLiteral("from-ssh"));
    const auto other = ssh({}, {QStringLiteral("id")}, m_keys.filePath(QStringLiteral("other")));
    QVERIFY(other.exitCode != 0 && other.error.contains("Permission denied"));
    const auto copied = runProcess(
        {QStringLiteral("/usr/bin/scp"), QStringLiteral("-F"), QStringLiteral("none"), QStringLiteral("-q"),
         QStringLiteral("-o"), QStringLiteral("StrictHostKeyChecking=no"), QStringLiteral("-o"),
         QStringLiteral("UserKnownHostsFile=/dev/null"), QStringLiteral("-o"),
         QStringLiteral("BatchMode=yes"), QStringLiteral("-i"), m_keys.filePath(QStringLiteral("key")),
         QStringLiteral("-P"), QString::number(m_door.port), m_keys.filePath(QStringLiteral("key.pub")),
         QStringLiteral("%1@%2:app/code/uploaded").arg(m_door.user, m_door.host)},
        std::chrono::seconds(40));
    QVERIFY(copied);
    QVERIFY2(copied->exitCode == 0, copied->error.constData());
    QVERIFY(m_harness->inside(2, {QStringLiteral("/bin/cat"), QStringLiteral("/srv/app/code/uploaded")})
                .second.contains(m_public.first()));
}

void TestSeparation::forwardsNothing_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("command");
    const QString fails = QStringLiteral("-oExitOnForwardFailure=yes");
    QTest::newRow("local") << QStringList{QStringLiteral("-W"), QStringLiteral("127.0.0.1:2525")}
                           << QString();
    QTest::newRow("local to a socket")
        << QStringList{QStringLiteral("-W"), QStringLiteral("/srv/doors/ssh.sock")} << QString();
    QTest::newRow("remote") << QStringList{fails, QStringLiteral("-R"),
                                           QStringLiteral("127.0.0.1:9999:127.0.0.1:22")}
                            << QStringLiteral("true");
    QTest::newRow("remote from a socket")
        << QStringList{fails, QStringLiteral("-R"), QStringLiteral("/srv/forwarded:127.0.0.1:22")}
        << QStringLiteral("true");
    QTest::newRow("agent") << QStringList{QStringLiteral("-A")}
                           << QStringLiteral("test -n \"$SSH_AUTH_SOCK\"");
    QTest::newRow("X11") << QStringList{QStringLiteral("-X")} << QStringLiteral("test -n \"$DISPLAY\"");
    QTest::newRow("variables") << QStringList{QStringLiteral("-oSetEnv=LD_PRELOAD=/srv/x.so")}
                               << QStringLiteral("test -n \"$LD_PRELOAD\"");
}

void TestSeparation::forwardsNothing()
{
    QFETCH(QStringList, options);
    QFETCH(QString, command);
    const auto refused = ssh(options, command.isEmpty() ? QStringList() : QStringList{command});
    QVERIFY2(refused.exitCode != 0, refused.output.constData());
}

void TestSeparation::leavesNothingBehind()
{
    const auto left = ssh(
        {}, {QStringLiteral(
                "setsid nohup sleep 4711 >/dev/null 2>&1 </dev/null & "
                "(sh -c 'sleep 4712 & exec sleep 4713' >/dev/null 2>&1 </dev/null &); sleep 0.3; echo ok")});
    QVERIFY2(left.output.contains("ok"), left.error.constData());
    const QStringList look{
        QStringLiteral("/bin/sh"), QStringLiteral("-c"),
        QStringLiteral("cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c 'sleep 471[123]'")};
    QVERIFY(m_harness->inside(2, look).second.trimmed() != QLatin1String("0"));
    VERIFY_OK(m_harness->platform().closeAccess(m_test, {}));
    QCOMPARE(
        m_harness
            ->inside(2, {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                         QStringLiteral("cat /proc/[0-9]*/cmdline | tr '\\0' '\\n' | grep -cx '471[123]'")})
            .second.trimmed(),
        QStringLiteral("0"));
    QVERIFY(ssh({}, {QStringLiteral("id")}).exitCode != 0);
    QVERIFY(QTest::qWaitFor([&] { return m_harness->platform().health(m_test)->healthy; }, 10'000));
}

void TestSeparation::refusesWhereNothingSeparates()
{
    SandboxPlatform unseparated(m_harness->folder(), m_harness->keeper(), false);
    const auto refused = unseparated.openAccess(m_test, m_public, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Problem::Kind::Forbidden);
    const auto options =
        m_harness->platform().openAccess(m_test, {QStringLiteral("command=\"sh\" ssh-ed25519 AAAA")}, {});
    QVERIFY(!options);
}

// What is locked, very deep, full of links, or made by the service where a door's folder was removed inside:
// nothing keeps an environment from being removed, and nothing outside of it goes with it.
void TestSeparation::removesWhatWasLeftBehind()
{
    const Environment hostile = Harness::environment(3);
    VERIFY_OK(m_harness->platform().create(Harness::plain(), hostile, {}));
    QTemporaryDir outside;
    QVERIFY(::chmod(outside.path().toLocal8Bit().constData(), 0777) == 0);
    QVERIFY(writeFileAtomically(outside.filePath(QStringLiteral("kept")), "kept", 0666));
    const auto [exit, output] =
        m_harness->inside(3, {QStringLiteral("/usr/bin/python3"), QStringLiteral("-c"),
                              QStringLiteral(R"(
import os, shutil
shutil.rmtree('/srv/doors/peer/app')
for link in ('/srv/app/link', '/srv/doors/link', '/srv/doors/peer/link'):
    os.symlink('%1', link)
os.makedirs('/srv/locked/inner/most')
open('/srv/locked/inner/file', 'w').close()
os.symlink('%1', '/srv/locked/inner/link')
open('/srv/.removed-0', 'w').close()
os.makedirs('/srv/.removed-1/full')
os.makedirs('/srv/doors/peer/locked/x')
os.chmod('/srv/doors/peer/locked', 0)
os.chmod('/srv/locked/inner', 0)
os.chmod('/srv/locked', 0)
os.makedirs('/srv/deep')
os.chdir('/srv/deep')
for i in range(5000):
    os.mkdir('d')
    os.chdir('d')
)")
                                  .arg(outside.path())});
    QVERIFY2(exit == 0, qPrintable(output));
    // As the guardian does it for a link that follows.
    const QString door = m_harness->folder().doors(3) + QStringLiteral("/peer/app");
    QVERIFY(::mkdir(door.toLocal8Bit().constData(), 0711) == 0);
    QVERIFY(::chmod(door.toLocal8Bit().constData(), 02711) == 0);
    const auto listener = listenAt(door + QStringLiteral("/.s.PGSQL.5432"), 0666);
    VERIFY_OK(listener);

    VERIFY_OK(m_harness->platform().destroy(hostile, {}));
    for (const QString &gone : {m_harness->folder().environment(3), m_harness->folder().doors(3),
                                m_harness->folder().environment(3) + QStringLiteral(".state")})
        QVERIFY2(!QFileInfo::exists(gone), qPrintable(gone));
    QCOMPARE(readFile(outside.filePath(QStringLiteral("kept"))).value_or(""), QByteArray("kept"));
    QVERIFY(QFileInfo::exists(m_harness->folder().environment(2)));
    VERIFY_OK(m_harness->platform().destroy(hostile, {}));
}

SLIPWAY_PLATFORM_TEST_MAIN(TestSeparation)
#include "TestSeparation.moc"
