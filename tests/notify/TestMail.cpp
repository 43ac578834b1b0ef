// Mail on its way from the spool to a smarthost that is there, away, in a bad mood, or never heard of it; and
// the carrier killed in the middle. The program is the carrier, too, to be killed.
#include "domain/Json.h"
#include "notify/SmtpCatcher.h"
#include "notify/TakenMail.h"
#include "service/ipc/Process.h"
#include "service/notify/MailCarrier.h"
#include "service/notify/SmtpSender.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <set>

using namespace slipway;
using namespace slipway::testing;
using namespace std::chrono_literals;

namespace {

QByteArray numbered(int number)
{
    const QByteArray text = QByteArray::number(number);
    return taken("shop@northwind.example", {"orders@northwind.example"},
                 "Subject: order " + text + "\r\n\r\nNumber " + text + "\r\n");
}

SmtpServer serverAt(int port)
{
    SmtpServer server;
    server.at = {QStringLiteral("127.0.0.1"), port};
    return server;
}

MailCarrier::Options quickly(int port)
{
    MailCarrier::Options options;
    options.collect = [] {};
    options.smarthost = [port] { return port ? std::optional(serverAt(port)) : std::nullopt; };
    options.tell = [](const NewEvent &) {};
    static const SystemClock clock;
    options.clock = &clock;
    options.beat = 10ms;
    options.firstPause = 20ms;
    options.longestPause = 100ms;
    return options;
}

// --carry FOLDER PORT: until it is killed.
int carry(const QString &folder, int port)
{
    MailSpool spool(folder);
    MailCarrier carrier(spool, folder, quickly(port));
    carrier.start();
    for (;;)
        ::pause();
}

} // namespace

#define CHECK(expression)                                                                                    \
    do {                                                                                                     \
        const auto result_ = (expression);                                                                   \
        QVERIFY2(result_, result_ ? "" : qPrintable(result_.error().text()));                                \
    } while (false)

class TestMail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void arrivesAsItWas();
    void waitsForTheSmarthost();
    void keptWithoutSmarthost();
    void killedBeforeTheAnswer();
    void refusedForGood();
    void oneRecipientIsRefused();
    void laterIsLater();
    void notForEver();
    void lockedOutIsNobodysFault();
    void refusalsAreCounted();
    void noneWaitsForAnothersFlood();

private:
    MailCarrier::Options options(int port)
    {
        auto made = quickly(port);
        made.tell = [this](const NewEvent &event) {
            const std::lock_guard lock(m_mutex);
            m_events.append(event.kind);
            m_last = event;
        };
        return made;
    }
    QStringList events() const
    {
        const std::lock_guard lock(m_mutex);
        return m_events;
    }
    QString reasonOf(const QString &id) const
    {
        const auto bytes = readFile(m_folder->filePath(QStringLiteral("refused/%1.json").arg(id)));
        const auto object = objectFromBytes(bytes.value_or("{}"), QStringLiteral("reason"));
        return object ? object->value(QLatin1String("reason")).toString() : QString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MailSpool> m_spool;
    mutable std::mutex m_mutex;
    QStringList m_events;
    NewEvent m_last;
};

void TestMail::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_spool = std::make_unique<MailSpool>(m_folder->path());
    CHECK(m_spool->prepare());
    m_events.clear();
}

void TestMail::arrivesAsItWas()
{
    SmtpCatcher catcher;
    QVERIFY(catcher.start());
    CHECK(m_spool->keep(1, taken("", {"a@b.example", "c@d.example"}, "Subject: both\r\n\r\n.dot\r\n..\r\n")));
    MailCarrier carrier(*m_spool, m_folder->path(), options(catcher.port()));
    carrier.start();
    QTRY_VERIFY(m_spool->waiting().empty());
    const CaughtMail mail = catcher.caught().front();
    QCOMPARE(mail.from, QByteArray());
    QCOMPARE(mail.to, (QList<QByteArray>{"a@b.example", "c@d.example"}));
    QVERIFY(mail.data.endsWith("Subject: both\r\n\r\n.dot\r\n..\r\n"));
    QVERIFY(!mail.header("Message-ID").isEmpty());
    QVERIFY(!mail.data.contains("X-Envelope"));
    QTRY_COMPARE(carrier.status().sent, qint64(1));
    QVERIFY(events().isEmpty());
}

void TestMail::waitsForTheSmarthost()
{
    SmtpCatcher catcher;
    QVERIFY(catcher.start());
    catcher.stop(); // its port is known, nobody listens
    for (int i = 0; i < 20; ++i)
        CHECK(m_spool->keep(1 + i % 3, numbered(i)));
    {
        MailCarrier carrier(*m_spool, m_folder->path(), options(catcher.port()));
        carrier.start();
        QTRY_COMPARE(events(), QStringList{QStringLiteral("mail.waits")});
        QTest::qWait(300); // several more attempts
        QCOMPARE(events().size(), qsizetype(1));
        QVERIFY(!carrier.status().problem.isEmpty());
        QCOMPARE(carrier.status().waiting, 20);
    }
    QVERIFY(!MailCarrier::statusIn(m_folder->path()).problem.isEmpty());
    QCOMPARE(m_spool->waiting().size(), std::size_t(20));
    MailCarrier carrier(*m_spool, m_folder->path(), options(catcher.port()));
    carrier.start();
    QVERIFY(catcher.start());
    QTRY_VERIFY(m_spool->waiting().empty());
    QTRY_COMPARE(events(), (QStringList{QStringLiteral("mail.waits"), QStringLiteral("mail.flows")}));
    QCOMPARE(catcher.caught().size(), std::size_t(20));
    QVERIFY(catcher.connections() <= 3); // one for many
    QVERIFY(MailCarrier::statusIn(m_folder->path()).problem.isEmpty());
}

void TestMail::keptWithoutSmarthost()
{
    std::atomic<int> port = 0;
    auto settings = options(0);
    settings.smarthost = [&port] { return port ? std::optional(serverAt(port)) : std::nullopt; };
    CHECK(m_spool->keep(1, numbered(1)));
    MailCarrier carrier(*m_spool, m_folder->path(), settings);
    carrier.start();
    QTRY_COMPARE(events(), QStringList{QStringLiteral("mail.waits")});
    QVERIFY(carrier.status().problem.contains(QLatin1String("outbound.json")));
    SmtpCatcher catcher;
    QVERIFY(catcher.start());
    port = catcher.port();
    QTRY_COMPARE(catcher.caught().size(), std::size_t(1));
    QTRY_COMPARE(events().last(), QStringLiteral("mail.flows"));
}

// Killed when the server has the message and its answer isn't there yet, again and again: nothing is lost,
// and what comes twice can be told.
void TestMail::killedBeforeTheAnswer()
{
    constexpr int many = 12;
    std::atomic<int> complete = 0;
    std::atomic<int> silentAt = 3;
    SmtpCatcher catcher;
    catcher.answer = [&](const QByteArray &line) -> QByteArray {
        if (line != "." || ++complete != silentAt)
            return {};
        silentAt.wait(complete); // until the client is dead
        return "250 too late";
    };
    QVERIFY(catcher.start());
    for (int i = 0; i < many; ++i)
        CHECK(m_spool->keep(1, numbered(i)));
    const QStringList child{QCoreApplication::applicationFilePath(), QStringLiteral("--carry"),
                            m_folder->path(), QString::number(catcher.port())};
    int kills = 0;
    for (const int next : {3, 5, 6}) {
        complete = 0;
        silentAt = next;
        const auto process = spawn(child);
        CHECK(process);
        QTRY_VERIFY(complete == next);
        ::kill(process->pid, SIGKILL);
        CHECK(endProcess(*process, 0s));
        silentAt = 0;
        silentAt.notify_all();
        ++kills;
    }
    silentAt = -1;
    const auto last = spawn(child);
    CHECK(last);
    QTRY_VERIFY(m_spool->waiting().empty());
    CHECK(endProcess(*last, 1s));
    std::set<QByteArray> ids;
    std::set<QByteArray> subjects;
    for (const CaughtMail &mail : catcher.caught()) {
        ids.insert(mail.header("Message-ID"));
        subjects.insert(mail.header("Subject"));
    }
    QCOMPARE(subjects.size(), std::size_t(many));
    QCOMPARE(ids.size(), std::size_t(many));
    QCOMPARE(catcher.caught().size(), std::size_t(many + kills));
}

void TestMail::refusedForGood()
{
    SmtpCatcher catcher;
    catcher.answer = [](const QByteArray &line) -> QByteArray {
        return line == "." ? "554 5.7.1 This is spam" : "";
    };
    QVERIFY(catcher.start());
    CHECK(m_spool->keep(7, numbered(1)));
    MailCarrier carrier(*m_spool, m_folder->path(), options(catcher.port()));
    carrier.start();
    QTRY_COMPARE(events(), QStringList{QStringLiteral("mail.refused")});
    QVERIFY(m_spool->waiting().empty());
    QCOMPARE(m_spool->refused().size(), std::size_t(1));
    QCOMPARE(reasonOf(m_spool->refused().front().id), QStringLiteral("554 5.7.1 This is spam"));
    QCOMPARE(m_last.subject, QStringLiteral("slot/7"));
    QCOMPARE(m_last.payload.value(QLatin1String("why")).toString(), QStringLiteral("554 5.7.1 This is spam"));
    QCOMPARE(catcher.caught().size(), std::size_t(1)); // never tried again
}

void TestMail::oneRecipientIsRefused()
{
    SmtpCatcher catcher;
    catcher.answer = [](const QByteArray &line) -> QByteArray {
        return line.startsWith("RCPT") && line.contains("gone@") ? "550 5.1.1 No such user" : "";
    };
    QVERIFY(catcher.start());
    CHECK(m_spool->keep(2, taken("a@b.example", {"one@d.example", "gone@d.example", "two@d.example"},
                                 "Subject: all\r\n\r\nx\r\n")));
    MailCarrier carrier(*m_spool, m_folder->path(), options(catcher.port()));
    carrier.start();
    QTRY_VERIFY(m_spool->waiting().empty() && m_spool->refused().size() == 1);
    QTRY_COMPARE(catcher.caught().size(), std::size_t(2));
    std::set<QByteArray> reached;
    for (const CaughtMail &mail : catcher.caught())
        reached.insert(mail.to.value(0));
    QCOMPARE(reached, (std::set<QByteArray>{"one@d.example", "two@d.example"}));
    QCOMPARE(reasonOf(m_spool->refused().front().id), QStringLiteral("550 5.1.1 No such user"));
}

void TestMail::laterIsLater()
{
    std::atomic<int> times = 0;
    SmtpCatcher catcher;
    catcher.answer = [&](const QByteArray &line) -> QByteArray {
        return line.contains("grey@") && line.startsWith("RCPT") && ++times <= 3 ? "451 4.7.1 Greylisted"
                                                                                 : "";
    };
    QVERIFY(catcher.start());
    CHECK(m_spool->keep(2, taken("a@b.example", {"grey@d.example"}, "Subject: grey\r\n\r\nx\r\n")));
    CHECK(m_spool->keep(2, numbered(1)));
    MailCarrier carrier(*m_spool, m_folder->path(), options(catcher.port()));
    carrier.start();
    QTRY_VERIFY(m_spool->waiting().empty());
    QCOMPARE(times, 4);
    QCOMPARE(catcher.caught().front().header("Subject"),
             QByteArray("order 1")); // it didn't hold up the other
    QVERIFY(!events().contains(QStringLiteral("mail.refused")));
}

// What is turned away again and again is given up after days, and it is said which message that was. One of
// its recipients was reached, and one that is younger goes on.
void TestMail::notForEver()
{
    std::atomic<int> times = 0;
    SmtpCatcher catcher;
    catcher.answer = [&](const QByteArray &line) -> QByteArray {
        if (!line.startsWith("RCPT") || !line.contains("grey@"))
            return {};
        ++times;
        return "451 4.7.1 Greylisted";
    };
    QVERIFY(catcher.start());
    CHECK(m_spool->keep(2, taken("a@b.example", {"grey@d.example", "white@d.example"},
                                 "Message-ID: <old@b.example>\r\nSubject: grey\r\n\r\nx\r\n")));
    ManualClock clock(SystemClock().now());
    auto settings = options(catcher.port());
    settings.clock = &clock;
    MailCarrier carrier(*m_spool, m_folder->path(), settings);
    carrier.start();
    QTRY_VERIFY_WITH_TIMEOUT(times > 3 && m_spool->waiting().size() == 1, 20000);
    clock.advance(std::chrono::days(5) - std::chrono::minutes(10));
    const int before = times;
    QTRY_VERIFY_WITH_TIMEOUT(times > before + 2, 20000);
    QCOMPARE(m_spool->waiting().size(), std::size_t(1));
    QCOMPARE(catcher.caught().size(), std::size_t(1));
    QVERIFY(events().isEmpty());

    clock.advance(std::chrono::minutes(11));
    QTRY_COMPARE_WITH_TIMEOUT(events(), QStringList{QStringLiteral("mail.expired")}, 20000);
    QVERIFY(m_spool->waiting().empty());
    QCOMPARE(m_spool->refused().size(), std::size_t(1));
    const QString reason = reasonOf(m_spool->refused().front().id);
    QVERIFY2(reason.contains(QLatin1String("5d")) && reason.contains(QLatin1String("451 4.7.1 Greylisted")),
             qPrintable(reason));
    QCOMPARE(m_last.subject, QStringLiteral("slot/2"));
    QCOMPARE(m_last.payload.value(QLatin1String("message_id")).toString(), QStringLiteral("<old@b.example>"));
    QCOMPARE(stringsFromJson(m_last.payload.value(QLatin1String("to"))),
             QStringList{QStringLiteral("grey@d.example")});
    QCOMPARE(m_last.payload.value(QLatin1String("why")).toString(), QStringLiteral("451 4.7.1 Greylisted"));
    QTRY_COMPARE(carrier.status().expired, qint64(1));
    QCOMPARE(carrier.status().refused, qint64(0));
}

// A server that wants a sign-in refuses us, not the message.
void TestMail::lockedOutIsNobodysFault()
{
    std::atomic<bool> locked = true;
    SmtpCatcher catcher;
    catcher.answer = [&](const QByteArray &line) -> QByteArray {
        return locked && line.startsWith("MAIL") ? "530 5.7.0 Authentication required" : "";
    };
    QVERIFY(catcher.start());
    CHECK(m_spool->keep(2, numbered(1)));
    MailCarrier carrier(*m_spool, m_folder->path(), options(catcher.port()));
    carrier.start();
    QTRY_COMPARE(events(), QStringList{QStringLiteral("mail.waits")});
    QVERIFY(m_spool->refused().empty());
    QVERIFY(carrier.status().problem.contains(QLatin1String("Authentication required")));
    locked = false;
    QTRY_COMPARE(catcher.caught().size(), std::size_t(1));
}

void TestMail::refusalsAreCounted()
{
    SmtpCatcher catcher;
    catcher.answer = [](const QByteArray &line) -> QByteArray {
        return line.startsWith("MAIL") ? "550 5.7.1 Not you" : "";
    };
    QVERIFY(catcher.start());
    for (int i = 0; i < 60; ++i)
        CHECK(m_spool->keep(2, numbered(i)));
    MailCarrier carrier(*m_spool, m_folder->path(), options(catcher.port()));
    carrier.start();
    QTRY_COMPARE_WITH_TIMEOUT(m_spool->refused().size(), std::size_t(60), 30000);
    QTRY_COMPARE(carrier.status().refused, qint64(60));
    QVERIFY2(events().size() <= 2, qPrintable(events().join(QLatin1Char(' '))));
}

void TestMail::noneWaitsForAnothersFlood()
{
    SmtpCatcher catcher;
    QVERIFY(catcher.start());
    for (int i = 0; i < 300; ++i)
        CHECK(m_spool->keep(2, numbered(i)));
    CHECK(m_spool->keep(9, taken("a@b.example", {"c@d.example"}, "Subject: alone\r\n\r\nx\r\n")));
    MailCarrier carrier(*m_spool, m_folder->path(), options(catcher.port()));
    carrier.start();
    QTRY_VERIFY_WITH_TIMEOUT(m_spool->waiting().empty(), 20'000);
    const auto all = catcher.caught();
    QCOMPARE(all.size(), std::size_t(301));
    const auto place = std::find_if(all.begin(), all.end(),
                                    [](const CaughtMail &mail) { return mail.header("Subject") == "alone"; });
    QVERIFY(place - all.begin() < 3);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--carry"))
        return carry(arguments.value(2), arguments.value(3).toInt());
    TestMail test;
    return QTest::qExec(&test, argc, argv);
}

#include "TestMail.moc"
