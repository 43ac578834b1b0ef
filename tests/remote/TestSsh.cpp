// Commands over SSH against a real sshd: what arrives, what is refused, and what is known when something
// breaks in between.
#include "remote/SshServer.h"
#include "service/remote/ShellCommand.h"
#include "service/remote/SshPool.h"
#include "service/secrets/MemorySecrets.h"

#include <QTest>

#include <atomic>
#include <netinet/in.h>
#include <sys/socket.h>

using namespace slipway;
using namespace slipway::test;

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

SshCall callOf(const QStringList &arguments)
{
    SshCall call;
    call.command = *shellCommand(arguments);
    call.timeout = seconds(30);
    return call;
}

SshCall script(const QString &text)
{
    return callOf({QStringLiteral("sh"), QStringLiteral("-c"), text});
}

#define OK(expression)                                                                                       \
    do {                                                                                                     \
        const auto &outcome = (expression);                                                                  \
        QVERIFY2(outcome.has_value(), outcome ? "" : qUtf8Printable(outcome.error().text()));                \
    } while (false)

} // namespace

class TestSsh : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<SshServer>();
        m_host = m_server->host();
        m_secrets = std::make_unique<MemorySecrets>();
        m_pool = std::make_unique<SshPool>(*m_secrets);
        OK(m_secrets->put(m_host.secret, m_server->privateKey()));
    }
    void cleanup()
    {
        m_pool.reset();
        m_server.reset();
    }

    void aCommandAndHowItEnds()
    {
        const auto fine = run(script(QStringLiteral("echo out; echo err >&2; exit 3")));
        OK(fine);
        QCOMPARE(fine->exitCode, 3);
        QCOMPARE(fine->output, "out\n");
        QCOMPARE(fine->error, "err\n");
        const auto nothing = run(callOf({QStringLiteral("true")}));
        OK(nothing);
        QCOMPARE(nothing->exitCode, 0);
        const auto missing = run(callOf({QStringLiteral("no-such-program")}));
        OK(missing);
        QCOMPARE(missing->exitCode, 127);
        const auto killed = run(script(QStringLiteral("kill -KILL $$")));
        OK(killed);
        QVERIFY(killed->exitCode != 0);
        // Nobody is asked for input.
        const auto reader = run(callOf({QStringLiteral("cat")}));
        OK(reader);
        QCOMPARE(reader->output, QByteArray());
        QCOMPARE(m_server->signIns(), 1);
    }

    void argumentsArriveByteForByte_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char *name, const QStringList &arguments) {
            QTest::newRow(name) << arguments;
        };
        row("plain", {QStringLiteral("a"), QStringLiteral("b c")});
        row("empty", {QString(), QStringLiteral("x"), QString()});
        row("quotes", {QStringLiteral("it's"), QStringLiteral("\"x\""), QStringLiteral("'"),
                       QStringLiteral("''"), QStringLiteral("`id`")});
        row("newlines", {QStringLiteral("a\nb\n"), QStringLiteral("\r\n"), QStringLiteral("\t")});
        row("dollars", {QStringLiteral("$HOME"), QStringLiteral("${x}"), QStringLiteral("$(id)")});
        row("backslashes", {QStringLiteral("\\"), QStringLiteral("\\n"), QStringLiteral("a\\\\b\\")});
        row("globs", {QStringLiteral("*"), QStringLiteral("~"), QStringLiteral("?[a]"),
                      QStringLiteral("{a,b}"), QStringLiteral("!x")});
        row("operators", {QStringLiteral(";"), QStringLiteral("&&"), QStringLiteral("|"),
                          QStringLiteral("> /dev/null"), QStringLiteral("# no")});
        row("options", {QStringLiteral("-n"), QStringLiteral("--"), QStringLiteral("A=b")});
        row("unicode",
            {QStringLiteral("grüße — 漢字"), QStringLiteral("\u00a0"), QStringLiteral("\x01\x7f")});
        row("long", {QString(100'000, QLatin1Char('x'))});
        QStringList many;
        for (int i = 0; i < 3000; ++i)
            many.append(QString::number(i));
        row("many", many);
    }

    void argumentsArriveByteForByte()
    {
        QFETCH(QStringList, arguments);
        const auto end =
            run(callOf(QStringList{QStringLiteral("/usr/bin/printf"), QStringLiteral("%s\\0")} + arguments));
        OK(end);
        QCOMPARE(end->exitCode, 0);
        QByteArray expected;
        for (const QString &argument : arguments)
            expected += argument.toUtf8() + '\0';
        QCOMPARE(end->output, expected);
    }

    void whatNoCommandCanCarry()
    {
        QVERIFY(!shellCommand({}));
        QVERIFY(!shellCommand({QString()}));
        QVERIFY(!shellCommand({QStringLiteral("echo"), QString(QChar(0))}));
        const auto large = shellCommand({QStringLiteral("echo"), QString(200'000, QLatin1Char('x'))});
        QVERIFY(!large);
        QCOMPARE(large.error().kind, Problem::Kind::TooLarge);
    }

    void anUnknownHostKeyIsRefused()
    {
        const QString fingerprint = fingerprintOf(m_host.hostKey);
        m_host.hostKey.clear();
        const auto refused = run(callOf({QStringLiteral("true")}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Problem::Kind::Conflict);
        QVERIFY2(refused.error().what.contains(fingerprint), qUtf8Printable(refused.error().text()));
        QCOMPARE(m_server->signIns(), 0);
    }

    void aChangedHostKeyIsRefused()
    {
        OK(run(callOf({QStringLiteral("true")})));
        m_server->stop();
        m_server->makeHostKey();
        m_server->start();
        const auto refused = run(callOf({QStringLiteral("true")}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Problem::Kind::Conflict);
        QVERIFY(refused.error().what.contains(fingerprintOf(m_host.hostKey)));
        QVERIFY(refused.error().what.contains(fingerprintOf(m_server->host().hostKey)));
        QVERIFY(!refused.error().hint.isEmpty());
        QCOMPARE(m_server->signIns(), 0);
    }

    void everyKindOfKey_data()
    {
        QTest::addColumn<QString>("type");
        for (const char *type : {"ed25519", "ecdsa", "rsa"})
            QTest::newRow(type) << QString::fromLatin1(type);
    }

    void everyKindOfKey()
    {
        QFETCH(QString, type);
        m_server->stop();
        m_server->makeHostKey(type);
        m_server->makeLoginKey(type);
        m_server->start();
        m_host = m_server->host();
        OK(m_secrets->put(m_host.secret, m_server->privateKey()));
        OK(run(callOf({QStringLiteral("true")})));
        const auto shown =
            SshSession::hostKeyAt(m_host.address, m_host.port, RemoteWait(std::stop_token(), seconds(10)));
        OK(shown);
        QCOMPARE(*shown, m_host.hostKey);
    }

    // With a host key of another kind there is nothing to compare, and it is still told what is shown.
    void aHostKeyOfAnotherKindIsRefused()
    {
        m_server->stop();
        m_server->makeHostKey(QStringLiteral("ecdsa"));
        m_server->start();
        const auto refused = run(callOf({QStringLiteral("true")}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Problem::Kind::Conflict);
        QVERIFY(refused.error().what.contains(fingerprintOf(m_server->host().hostKey)));
    }

    void theKeyIsShownBeforeAnybodySignsIn()
    {
        const auto shown =
            SshSession::hostKeyAt(m_host.address, m_host.port, RemoteWait(std::stop_token(), seconds(10)));
        OK(shown);
        QCOMPARE(*shown, m_host.hostKey);
    }

    void aWrongKeyIsRefused()
    {
        SshServer other;
        OK(m_secrets->put(m_host.secret, other.privateKey()));
        const auto refused = run(callOf({QStringLiteral("true")}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Problem::Kind::Forbidden);
        QVERIFY2(refused.error().hint.contains(QStringLiteral("ssh-ed25519 AAAA")),
                 qUtf8Printable(refused.error().text()));
        OK(m_secrets->put(m_host.secret, "nonsense"));
        const auto useless = run(callOf({QStringLiteral("true")}));
        QVERIFY(!useless);
        QCOMPARE(useless.error().kind, Problem::Kind::Invalid);
        QVERIFY(!useless.error().text().contains(QStringLiteral("nonsense")));
        OK(m_secrets->remove(m_host.secret));
        QCOMPARE(run(callOf({QStringLiteral("true")})).error().kind, Problem::Kind::NotFound);
    }

    void nobodyThere()
    {
        m_server->stop();
        const auto refused = run(callOf({QStringLiteral("true")}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Problem::Kind::Unavailable);
        QVERIFY(refused.error().where.contains(QStringLiteral("web1")));
        m_server->start();
        OK(run(callOf({QStringLiteral("true")})));
    }

    // Somebody takes the connection and says nothing.
    void connectingHasALimit()
    {
        const FileDescriptor mute(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        QCOMPARE(::bind(mute.get(), reinterpret_cast<sockaddr *>(&address), size), 0);
        QCOMPARE(::listen(mute.get(), 4), 0);
        QCOMPARE(::getsockname(mute.get(), reinterpret_cast<sockaddr *>(&address), &size), 0);
        m_host.port = ::ntohs(address.sin_port);
        SshPool pool(*m_secrets, {milliseconds(300), seconds(60)});
        const auto late = pool.run(m_host, callOf({QStringLiteral("true")}));
        QVERIFY(!late);
        QCOMPARE(late.error().kind, Problem::Kind::Timeout);
        std::stop_source stop;
        SshCall call = callOf({QStringLiteral("true")});
        call.stop = stop.get_token();
        std::jthread other([&] { stop.request_stop(); });
        const auto stopped = m_pool->run(m_host, call);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, Problem::Kind::Cancelled);
    }

    void aCommandHasALimit()
    {
        const QString file = m_server->path("pid");
        SshCall call = script(QStringLiteral("echo $$ > %1; exec sleep 60").arg(file));
        call.timeout = milliseconds(1500);
        const auto late = run(call);
        QVERIFY(!late);
        QCOMPARE(late.error().kind, Problem::Kind::Timeout);
        QVERIFY2(late.error().what.contains(QStringLiteral("ended there")),
                 qUtf8Printable(late.error().text()));
        const auto gone = run(script(QStringLiteral("kill -0 $(cat %1)").arg(file)));
        OK(gone);
        QVERIFY(gone->exitCode != 0);
    }

    void aCommandIsCancelled()
    {
        m_server->makePipe("runs");
        SshCall call = script(QStringLiteral("echo $$ > %1; exec sleep 60").arg(m_server->path("runs")));
        std::stop_source stop;
        call.stop = stop.get_token();
        QByteArray pid;
        std::jthread other([&] {
            pid = lineFrom(m_server->path("runs"));
            stop.request_stop();
        });
        const auto began = std::chrono::steady_clock::now();
        const auto stopped = run(call);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, Problem::Kind::Cancelled);
        QVERIFY(std::chrono::steady_clock::now() - began < seconds(20));
        other.join();
        const auto gone = run(script(QStringLiteral("kill -0 %1").arg(QString::fromLatin1(pid))));
        OK(gone);
        QVERIFY(gone->exitCode != 0);
    }

    void theServerDiesMeanwhile()
    {
        m_server->makePipe("runs");
        std::jthread other([&] {
            lineFrom(m_server->path("runs"));
            m_server->stop();
        });
        const auto lost = run(script(QStringLiteral("echo once >> %1; echo > %2; exec sleep 60")
                                         .arg(m_server->path("journal"), m_server->path("runs"))));
        other.join();
        QVERIFY(!lost);
        QCOMPARE(lost.error().kind, Problem::Kind::Unavailable);
        QVERIFY(lost.error().what.contains(QStringLiteral("not known")));
        m_server->start();
        const auto journal = run(callOf({QStringLiteral("cat"), m_server->path("journal")}));
        OK(journal);
        QCOMPARE(journal->output, "once\n"); // and not again
    }

    void anIdleConnectionThatDiedIsMadeAnew()
    {
        OK(run(callOf({QStringLiteral("true")})));
        m_server->dropConnections();
        OK(run(callOf({QStringLiteral("true")})));
        QVERIFY(m_server->waitForSignIns(2));
        m_server->stop();
        m_server->start();
        OK(run(callOf({QStringLiteral("true")})));
        m_pool->forget(m_host.name);
        OK(run(callOf({QStringLiteral("true")})));
        QVERIFY(m_server->waitForSignIns(2));
    }

    void muchOutputIsBounded()
    {
        SshCall call = script(QStringLiteral("head -c 60000000 /dev/zero; yes x | head -c 3000000 >&2; "
                                             "echo last words >&2; exit 4"));
        const auto end = run(call);
        OK(end);
        QCOMPARE(end->exitCode, 4);
        QCOMPARE(end->output.size(), call.mostOutput);
        QVERIFY(end->isCut);
        QCOMPARE(end->error.size(), call.mostError);
        QVERIFY(end->error.endsWith("last words\n"));
        const auto whole = run(script(QStringLiteral("head -c 200000 /dev/zero")));
        OK(whole);
        QCOMPARE(whole->output.size(), 200'000);
        QVERIFY(!whole->isCut);
    }

    void whatStaysInTheBackgroundIsNotWaitedFor()
    {
        const auto began = std::chrono::steady_clock::now();
        const auto end = run(script(QStringLiteral("sleep 60 & echo started")));
        OK(end);
        QCOMPARE(end->exitCode, 0);
        QCOMPARE(end->output, "started\n");
        QVERIFY(std::chrono::steady_clock::now() - began < seconds(20));
    }

    void oneConnectionForMany()
    {
        std::atomic<int> right{0};
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&, i] {
                for (int j = 0; j < 15; ++j) {
                    const QString word = QStringLiteral("%1-%2").arg(i).arg(j);
                    const auto end = run(callOf({QStringLiteral("echo"), word}));
                    right += end && end->output == word.toUtf8() + '\n' ? 1 : 0;
                }
            });
        }
        threads.clear();
        QCOMPARE(right.load(), 120);
        QCOMPARE(m_server->signIns(), 1);
    }

    void whoWaitsForAConnectionCanStop()
    {
        m_server->makePipe("runs");
        std::stop_source stopFirst;
        std::jthread first([&] {
            SshCall call = script(QStringLiteral("echo > %1; exec sleep 60").arg(m_server->path("runs")));
            call.stop = stopFirst.get_token();
            static_cast<void>(run(call));
        });
        lineFrom(m_server->path("runs"));
        SshCall call = callOf({QStringLiteral("true")});
        call.timeout = milliseconds(200);
        const auto late = run(call);
        QVERIFY(!late);
        QCOMPARE(late.error().kind, Problem::Kind::Timeout);
        QVERIFY(late.error().what.contains(QStringLiteral("not sent")));
        stopFirst.request_stop();
    }

private:
    Result<SshEnd> run(const SshCall &call) { return m_pool->run(m_host, call); }

    std::unique_ptr<SshServer> m_server;
    std::unique_ptr<MemorySecrets> m_secrets;
    std::unique_ptr<SshPool> m_pool;
    Host m_host;
};

QTEST_GUILESS_MAIN(TestSsh)
#include "TestSsh.moc"
