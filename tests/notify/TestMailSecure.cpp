// Mail to a real server that wants a secure connection and a sign-in: it is signed in to where its
// certificate is good, nothing is said to one whose isn't, and the password stands nowhere but in its file.
#include "domain/Json.h"
#include "notify/TakenMail.h"
#include "service/ipc/Process.h"
#include "service/notify/MailCarrier.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <mutex>

using namespace slipway;
using namespace slipway::testing;
using namespace std::chrono_literals;
using Security = SmtpServer::Security;

namespace {

const QByteArray user = "shop";
const QByteArray password = "Kn0cking-0n-Heaven";

std::mutex saidMutex;
QByteArray said; // by the carrier, to whoever reads its log

void listenIn(QtMsgType, const QMessageLogContext &, const QString &text)
{
    const std::lock_guard lock(saidMutex);
    said += text.toUtf8() + '\n';
}

} // namespace

class TestMailSecure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void signsIn_data();
    void signsIn();
    void staysAway_data();
    void staysAway();

private:
    QString file(const QString &name) const { return m_house.filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QVERIFY(writeFileAtomically(file(name), bytes, 0600));
    }
    void makeCertificate(const QString &name, const QString &is) const;
    SmtpServer serve(Security offered, const QString &certificate);
    MailCarrier::Options options(const SmtpServer &server);
    QStringList kept(const QString &kind) const
    {
        return QDir(m_inbox->path()).entryList({kind + QStringLiteral("-*")}, QDir::Files);
    }
    void passwordIsNowhere(const QByteArray &given);

    QTemporaryDir m_house; // certificates, the password
    std::unique_ptr<QTemporaryDir> m_inbox;
    std::unique_ptr<QTemporaryDir> m_spoolFolder;
    std::unique_ptr<QProcess> m_server;
    SystemClock m_clock;
    std::mutex m_mutex;
    QByteArray m_events;
};

void TestMailSecure::makeCertificate(const QString &name, const QString &is) const
{
    const auto made = runProcess(
        {QStringLiteral("/usr/bin/openssl"), QStringLiteral("req"), QStringLiteral("-x509"),
         QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
         QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"), QStringLiteral("-days"),
         QStringLiteral("2"), QStringLiteral("-subj"), QStringLiteral("/CN=smarthost"),
         QStringLiteral("-addext"), QStringLiteral("subjectAltName=") + is, QStringLiteral("-keyout"),
         file(name + QStringLiteral(".key")), QStringLiteral("-out"), file(name + QStringLiteral(".pem"))},
        30s);
    QVERIFY2(made && made->exitCode == 0, made ? made->error.constData() : qPrintable(made.error().text()));
    write(name + QStringLiteral(".both"),
          *readFile(file(name + QStringLiteral(".key"))) + *readFile(file(name + QStringLiteral(".pem"))));
}

void TestMailSecure::initTestCase()
{
    makeCertificate(QStringLiteral("right"), QStringLiteral("IP:127.0.0.1"));
    makeCertificate(QStringLiteral("strange"), QStringLiteral("IP:127.0.0.1"));
    makeCertificate(QStringLiteral("elsewhere"), QStringLiteral("DNS:mail.example.net"));
    write(QStringLiteral("trusted.pem"),
          *readFile(file(QStringLiteral("right.pem"))) + *readFile(file(QStringLiteral("elsewhere.pem"))));
    write(QStringLiteral("sign-in"), user + '\n' + password + '\n');
    write(QStringLiteral("password"), password + '\n');
    qInstallMessageHandler(listenIn);
}

void TestMailSecure::cleanup()
{
    if (m_server) {
        m_server->kill();
        m_server->waitForFinished(10000);
    }
}

// What a carrier has to know of it; port 0 when it isn't there.
SmtpServer TestMailSecure::serve(Security offered, const QString &certificate)
{
    m_inbox = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<QProcess>();
    const char *security = offered == Security::None       ? "none"
                           : offered == Security::StartTls ? "starttls"
                                                           : "tls";
    m_server->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_server->start(QStringLiteral("/usr/bin/python3"),
                    {QStringLiteral(SLIPWAY_SMTP_SERVER), QStringLiteral("--folder"), m_inbox->path(),
                     QStringLiteral("--security"), QLatin1String(security), QStringLiteral("--certificate"),
                     file(certificate + QStringLiteral(".both")), QStringLiteral("--sign-in"),
                     file(QStringLiteral("sign-in"))});
    QByteArray line;
    while (!line.endsWith('\n') && m_server->waitForReadyRead(30000))
        line += m_server->readLine();
    SmtpServer server;
    server.at = {QStringLiteral("127.0.0.1"), line.trimmed().mid(6).toInt()};
    server.user = QString::fromLatin1(user);
    server.passwordFile = file(QStringLiteral("password"));
    server.caFile = file(QStringLiteral("trusted.pem"));
    return server;
}

MailCarrier::Options TestMailSecure::options(const SmtpServer &server)
{
    m_events.clear();
    MailCarrier::Options options;
    options.collect = [] {};
    options.smarthost = [server] { return server; };
    options.tell = [this](const NewEvent &event) {
        const std::lock_guard lock(m_mutex);
        m_events += event.kind.toUtf8() + ' ' + toBytes(event.payload) + '\n';
    };
    options.clock = &m_clock;
    options.beat = 10ms;
    options.firstPause = 20ms;
    options.longestPause = 100ms;
    return options;
}

// Not in what was written, told or said, in none of the forms in which it is sent.
void TestMailSecure::passwordIsNowhere(const QByteArray &given)
{
    QByteArray all;
    {
        const std::lock_guard lock(m_mutex);
        all = m_events;
    }
    {
        const std::lock_guard lock(saidMutex);
        all += said;
    }
    QDir folder(m_spoolFolder->path());
    for (const QString &name : {QStringLiteral("."), QStringLiteral("queue"), QStringLiteral("refused")}) {
        for (const QFileInfo &entry : QDir(folder.filePath(name)).entryInfoList(QDir::Files))
            all += *readFile(entry.filePath());
    }
    QVERIFY(!all.isEmpty());
    const QByteArray zero(1, '\0');
    for (const QByteArray &form : {given, given.toBase64(), (zero + user + zero + given).toBase64()})
        QVERIFY2(!all.contains(form), all.constData());
}

void TestMailSecure::signsIn_data()
{
    QTest::addColumn<Security>("security");
    QTest::newRow("STARTTLS") << Security::StartTls;
    QTest::newRow("TLS from the beginning") << Security::Tls;
}

void TestMailSecure::signsIn()
{
    QFETCH(Security, security);
    SmtpServer server = serve(security, QStringLiteral("right"));
    QVERIFY(server.at.port > 0);
    server.security = security;
    m_spoolFolder = std::make_unique<QTemporaryDir>();
    MailSpool spool(m_spoolFolder->path());
    QVERIFY(spool.prepare());
    for (int i = 0; i < 3; ++i)
        QVERIFY(spool.keep(1, taken("shop@northwind.example", {"orders@northwind.example"},
                                    "Subject: order " + QByteArray::number(i) + "\r\n\r\nx\r\n")));
    MailCarrier carrier(spool, m_spoolFolder->path(), options(server));
    carrier.start();
    QTRY_VERIFY2_WITH_TIMEOUT(spool.waiting().empty(), qPrintable(carrier.status().problem), 30000);
    carrier.stop();
    QCOMPARE(carrier.status().sent, qint64(3));
    QCOMPARE(kept(QStringLiteral("mail")).size(), qsizetype(3));
    QCOMPARE(kept(QStringLiteral("sign-in")).size(), qsizetype(1)); // one connection for all
    for (const QString &name : kept(QStringLiteral("mail"))) {
        const auto mail = objectFromBytes(*readFile(m_inbox->filePath(name)), name);
        QVERIFY(mail);
        QVERIFY(mail->value(QLatin1String("secure")).toBool());
        QCOMPARE(mail->value(QLatin1String("user")).toString(), QString::fromLatin1(user));
        QCOMPARE(mail->value(QLatin1String("from")).toString(), QStringLiteral("shop@northwind.example"));
    }
}

void TestMailSecure::staysAway_data()
{
    QTest::addColumn<Security>("offered");
    QTest::addColumn<Security>("wanted");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, Security offered, Security wanted, const char *certificate,
                        const QByteArray &given, const char *why) {
        QTest::newRow(name) << offered << wanted << QString::fromLatin1(certificate) << given
                            << QString::fromLatin1(why);
    };
    row("nobody's certificate", Security::StartTls, Security::StartTls, "strange", password, "certificate");
    row("nobody's certificate, TLS", Security::Tls, Security::Tls, "strange", password, "certificate");
    row("another's certificate", Security::StartTls, Security::StartTls, "elsewhere", password, "127.0.0.1");
    row("another's certificate, TLS", Security::Tls, Security::Tls, "elsewhere", password, "127.0.0.1");
    row("in the open", Security::None, Security::StartTls, "right", password, "STARTTLS");
    row("wrong password", Security::StartTls, Security::StartTls, "right", "Wr0ng-" + password, "535");
}

// Mail waits, and it is said why. Who isn't who they say hears no name, no password and no message.
void TestMailSecure::staysAway()
{
    QFETCH(Security, offered);
    QFETCH(Security, wanted);
    QFETCH(QString, certificate);
    QFETCH(QByteArray, given);
    QFETCH(QString, why);
    SmtpServer server = serve(offered, certificate);
    QVERIFY(server.at.port > 0);
    server.security = wanted;
    write(QStringLiteral("password"), given + '\n');
    m_spoolFolder = std::make_unique<QTemporaryDir>();
    MailSpool spool(m_spoolFolder->path());
    QVERIFY(spool.prepare());
    QVERIFY(spool.keep(1, taken("a@b.example", {"c@d.example"}, "Subject: x\r\n\r\nx\r\n")));
    MailCarrier carrier(spool, m_spoolFolder->path(), options(server));
    carrier.start();
    QTRY_VERIFY_WITH_TIMEOUT(!carrier.status().problem.isEmpty(), 30000);
    carrier.stop();
    const QString problem = carrier.status().problem;
    QVERIFY2(problem.contains(why), qPrintable(problem));
    QCOMPARE(spool.waiting().size(), std::size_t(1));
    QVERIFY(spool.refused().empty());
    QCOMPARE(kept(QStringLiteral("mail")), QStringList());
    if (given == password)
        QCOMPARE(kept(QStringLiteral("sign-in")), QStringList());
    passwordIsNowhere(given);
    write(QStringLiteral("password"), password + '\n');
}

QTEST_GUILESS_MAIN(TestMailSecure)
#include "TestMailSecure.moc"
