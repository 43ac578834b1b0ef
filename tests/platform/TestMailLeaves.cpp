// Mail of real environments: what is sent while one is live reaches the smarthost, what is caught or smuggled
// in while it is quiet never does, whatever anybody inside lays into the door.
#include "Harness.h"

#include "domain/Json.h"
#include "notify/SmtpCatcher.h"
#include "service/notify/MailCarrier.h"

#include <QDir>

using namespace slipway;
using namespace slipway::test;

namespace {

class SpoolSink final : public MailSink
{
public:
    explicit SpoolSink(MailSpool &spool) : m_spool(spool) {}
    int room(int slot) override { return m_spool.room(slot); }
    Result<void> keep(int slot, const QByteArray &taken) override
    {
        return m_spool.keep(slot, taken).map([](bool) {});
    }

private:
    MailSpool &m_spool;
};

} // namespace

class TestMailLeaves : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_harness.reset(); }
    void cleanup();
    void quietMailStaysForGood();
    void takesMailAtTheUsualPort();
    void liveMailReachesTheSmarthost();
    void fallingQuietTakesWhatWasSent();
    void tricksAtTheDoor_data();
    void tricksAtTheDoor();
    void supersededControllersChangeNothing();
    void removedEnvironmentsMailIsKept();

private:
    void send(int slot, const QString &subject) const;
    void inside(int slot, const QString &command) const;
    void setQuiet(const Environment &environment, bool quiet) const;
    QStringList subjects() const; // of what waits
    Platform &platform() const { return m_harness->platform(); }

    QTemporaryDir m_mail;
    MailSpool m_spool{m_mail.path()};
    SpoolSink m_sink{m_spool};
    std::unique_ptr<Harness> m_harness;
    Environment m_one = Harness::environment(1);
};

void TestMailLeaves::initTestCase()
{
    m_harness = std::make_unique<Harness>(&m_sink);
    m_harness->addPlainClass();
    VERIFY_OK(m_spool.prepare());
    VERIFY_OK(platform().create(Harness::plain(), m_one, {}));
    VERIFY_OK(platform().start(m_one, {}));
}

void TestMailLeaves::cleanup()
{
    for (const MailSpool::Entry &entry : m_spool.waiting())
        VERIFY_OK(m_spool.remove(entry.id));
}

void TestMailLeaves::inside(int slot, const QString &command) const
{
    const auto [exit, output] =
        m_harness->inside(slot, {QStringLiteral("/bin/sh"), QStringLiteral("-c"), command});
    QVERIFY2(exit == 0, qPrintable(output));
}

// Falling quiet and waking up replaces the receiver: for a moment it isn't there, as any mail server may be.
void TestMailLeaves::send(int slot, const QString &subject) const
{
    const QString code =
        QStringLiteral("import smtplib\n"
                       "with smtplib.SMTP('127.0.0.1', 2525, timeout=5) as s:\n"
                       "    s.sendmail('shop@northwind.example', ['orders@northwind.example'],\n"
                       "               'Subject: %1\\r\\n\\r\\n.a dot\\r\\n')")
            .arg(subject);
    QString output;
    const bool sent = QTest::qWaitFor(
        [&] {
            const auto ran =
                m_harness->inside(slot, {QStringLiteral("/usr/bin/python3"), QStringLiteral("-c"), code});
            output = ran.second;
            return ran.first == 0;
        },
        10'000);
    QVERIFY2(sent, qPrintable(output));
}

void TestMailLeaves::setQuiet(const Environment &environment, bool quiet) const
{
    VERIFY_OK(platform().setQuiet(environment, quiet, {}));
}

QStringList TestMailLeaves::subjects() const
{
    QStringList list;
    for (const MailSpool::Entry &entry : m_spool.waiting()) {
        const auto message = m_spool.read(entry.id);
        const QByteArray data = message ? message->data : QByteArray();
        const qsizetype at = data.indexOf("Subject: ") + 9;
        list.append(QString::fromUtf8(data.mid(at, data.indexOf("\r\n", at) - at)));
    }
    list.sort();
    return list;
}

void TestMailLeaves::quietMailStaysForGood()
{
    setQuiet(m_one, true);
    send(1, QStringLiteral("caught"));
    // Somebody inside doesn't care for the receiver and writes into the door.
    inside(1, QStringLiteral("mkdir -p /srv/doors/mail; printf 'X-Envelope-From: <a@b.example>\\r\\n"
                             "X-Envelope-To: <c@d.example>\\r\\nSubject: smuggled\\r\\n\\r\\nx\\r\\n' "
                             "> /srv/doors/mail/1.eml"));
    QVERIFY(platform().collectMail().empty());
    QCOMPARE(subjects(), QStringList());
    setQuiet(m_one, false);
    QVERIFY(platform().collectMail().empty());
    QCOMPARE(subjects(), QStringList());
    send(1, QStringLiteral("live"));
    QVERIFY(platform().collectMail().empty());
    QCOMPARE(subjects(), QStringList{QStringLiteral("live")});
    inside(1, QStringLiteral("grep -q 'Subject: caught' /srv/.slipway/caught/*.eml"));
}

void TestMailLeaves::takesMailAtTheUsualPort()
{
    setQuiet(m_one, false);
    const auto [exit, start] = m_harness->inside(
        1, {QStringLiteral("/bin/cat"), QStringLiteral("/proc/sys/net/ipv4/ip_unprivileged_port_start")});
    if (start.trimmed() != QLatin1String("0"))
        QSKIP("low ports can't be had here");
    const bool sent = QTest::qWaitFor(
        [&] {
            return m_harness
                       ->inside(1, {QStringLiteral("/usr/bin/python3"), QStringLiteral("-c"),
                                    QStringLiteral("import smtplib\n"
                                                   "with smtplib.SMTP('localhost', timeout=5) as s:\n"
                                                   "    s.sendmail('a@b.example', ['c@d.example'],\n"
                                                   "               'Subject: usual\\r\\n\\r\\nx')")})
                       .first == 0;
        },
        10'000);
    QVERIFY(sent);
    QVERIFY(platform().collectMail().empty());
    QCOMPARE(subjects(), QStringList{QStringLiteral("usual")});
}

void TestMailLeaves::liveMailReachesTheSmarthost()
{
    setQuiet(m_one, false);
    slipway::testing::SmtpCatcher smarthost;
    QVERIFY(smarthost.start());
    smarthost.stop();
    SmtpServer server;
    server.at = {QStringLiteral("127.0.0.1"), smarthost.port()};
    const SystemClock clock;
    MailCarrier::Options options;
    options.clock = &clock;
    options.collect = [this] { (void)platform().collectMail(); };
    options.smarthost = [server] { return std::optional(server); };
    options.tell = [](const NewEvent &) {};
    options.beat = options.firstPause = options.longestPause = std::chrono::milliseconds(20);
    MailCarrier carrier(m_spool, m_mail.path(), options);
    carrier.start();
    send(1, QStringLiteral("first"));
    QTRY_COMPARE(subjects(), QStringList{QStringLiteral("first")});
    QTRY_VERIFY(!carrier.status().problem.isEmpty());
    QVERIFY(smarthost.start());
    send(1, QStringLiteral("second"));
    QTRY_COMPARE(smarthost.caught().size(), std::size_t(2));
    const auto mail = smarthost.caught().front();
    QCOMPARE(mail.header("Subject"), QByteArray("first"));
    QCOMPARE(mail.from, QByteArray("shop@northwind.example"));
    QCOMPARE(mail.to, QList<QByteArray>{"orders@northwind.example"});
    QVERIFY(mail.data.endsWith("\r\n\r\n.a dot\r\n"));
    QTRY_COMPARE(subjects(), QStringList());
}

void TestMailLeaves::fallingQuietTakesWhatWasSent()
{
    setQuiet(m_one, false);
    send(1, QStringLiteral("just before"));
    setQuiet(m_one, true);
    QCOMPARE(subjects(), QStringList{QStringLiteral("just before")});
    send(1, QStringLiteral("after"));
    QVERIFY(platform().collectMail().empty());
    QCOMPARE(subjects(), QStringList{QStringLiteral("just before")});
}

void TestMailLeaves::tricksAtTheDoor_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("link to a file") << QStringLiteral("ln -s /etc/passwd x.eml");
    QTest::newRow("link out of the door") << QStringLiteral("ln -s ../../../slipway.db x.eml");
    QTest::newRow("pipe") << QStringLiteral("mkfifo x.eml");
    QTest::newRow("folder") << QStringLiteral("mkdir x.eml");
    QTest::newRow("too large") << QStringLiteral("truncate -s 40M x.eml");
    QTest::newRow("two names") << QStringLiteral("echo x > y; ln y x.eml");
    QTest::newRow("a linked folder") << QStringLiteral(
        "cd ..; rm -rf mail; mkdir -p other; echo x > other/1.eml; ln -s other mail");
    QTest::newRow("no folder") << QStringLiteral("cd ..; rm -rf mail; echo x > mail");
}

void TestMailLeaves::tricksAtTheDoor()
{
    QFETCH(QString, command);
    setQuiet(m_one, false);
    const QString clean = QStringLiteral("cd /srv/doors; rm -rf mail other; mkdir mail");
    inside(1, clean);
    inside(1, QStringLiteral("cd /srv/doors/mail; ") + command);
    QCOMPARE(platform().collectMail().size(), std::size_t(1));
    QCOMPARE(subjects(), QStringList());
    QVERIFY(m_spool.refused().empty());
    // It neither keeps the environment from falling quiet nor from waking up, and nothing of it is sent.
    setQuiet(m_one, true);
    setQuiet(m_one, false);
    QVERIFY(platform().collectMail().empty());
    send(1, QStringLiteral("honest"));
    QVERIFY(platform().collectMail().empty());
    QCOMPARE(subjects(), QStringList{QStringLiteral("honest")});
}

void TestMailLeaves::supersededControllersChangeNothing()
{
    setQuiet(m_one, true);
    Work current;
    current.token = 20;
    Work old;
    old.token = 19;
    VERIFY_OK(platform().setQuiet(m_one, true, current));
    QVERIFY(!platform().setQuiet(m_one, false, old));
    send(1, QStringLiteral("still quiet"));
    inside(1, QStringLiteral("echo x > /srv/doors/mail/1.eml"));
    QVERIFY(platform().collectMail().empty());
    QCOMPARE(subjects(), QStringList());
    QVERIFY(m_spool.refused().empty());
}

void TestMailLeaves::removedEnvironmentsMailIsKept()
{
    const Environment other = Harness::environment(2);
    VERIFY_OK(platform().create(Harness::plain(), other, {}));
    VERIFY_OK(platform().setQuiet(other, false, {}));
    send(2, QStringLiteral("last words"));
    VERIFY_OK(platform().destroy(other, {}));
    QCOMPARE(subjects(), QStringList{QStringLiteral("last words")});
    QVERIFY(!QFileInfo::exists(m_harness->folder().file(QStringLiteral("run/env-2.mail"))));
}

SLIPWAY_PLATFORM_TEST_MAIN(TestMailLeaves)
#include "TestMailLeaves.moc"
