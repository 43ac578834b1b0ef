// What DATA/outbound.json may say, what is said about what it may not, and which settings are in force then.
#include "service/ipc/OutboundFile.h"
#include "service/ipc/Process.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;

class TestOutboundFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void says_data();
    void says();
    void isReadAgain();
};

void TestOutboundFile::says_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("wrongAt"); // "-": nothing is
    const auto row = [](const char *name, const QByteArray &bytes, const char *wrongAt) {
        QTest::newRow(name) << bytes << QString::fromLatin1(wrongAt);
    };
    row("nothing", "{}", "-");
    row("all", R"({"mail": {"smarthost": "Mail.Example.net:587", "security": "starttls", "user": "a",
                  "password_file": "/p", "ca_file": "/c"}, "allow": ["10.0.0.1:5432", "[::1]:80", "a-b.example:1"]})",
        "-");
    row("no JSON", "{", "");
    row("a list", "[]", "");
    row("unknown", R"({"mails": {}})", "/mails");
    row("unknown below", R"({"mail": {"smarthost": "a:1", "port": "1"}})", "/mail/port");
    row("no object", R"({"mail": "a:25"})", "/mail");
    row("no smarthost", R"({"mail": {}})", "/mail/smarthost");
    row("no port", R"({"mail": {"smarthost": "a"}})", "/mail/smarthost");
    row("number", R"({"mail": {"smarthost": 25}})", "/mail/smarthost");
    row("security", R"({"mail": {"smarthost": "a:25", "security": "ssl"}})", "/mail/security");
    row("half a sign-in", R"({"mail": {"smarthost": "a:25", "user": "b"}})", "/mail");
    row("open sign-in", R"({"mail": {"smarthost": "a:25", "user": "b", "password_file": "/p"}})",
        "/mail/security");
    row("certificates for nothing", R"({"mail": {"smarthost": "a:25", "ca_file": "/c"}})", "/mail/ca_file");
    row("allow all", R"({"allow": "*"})", "/allow");
    row("allow any port", R"({"allow": ["a:1", "b:*"]})", "/allow/1");
    row("allow a number", R"({"allow": [1]})", "/allow/0");
    row("port 0", R"({"allow": ["a:0"]})", "/allow/0");
    row("port too high", R"({"allow": ["a:65536"]})", "/allow/0");
    row("line end in a name", R"({"allow": ["a\nb:1"]})", "/allow/0");
    row("path", R"({"allow": ["http://a:1"]})", "/allow/0");
}

void TestOutboundFile::says()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, wrongAt);
    const auto settings = OutboundSettings::fromBytes(bytes);
    QCOMPARE(settings.has_value(), wrongAt == QLatin1String("-"));
    if (!settings && !wrongAt.isEmpty())
        QCOMPARE(settings.error().where, wrongAt);
    if (!settings)
        QVERIFY(!settings.error().what.isEmpty());
    if (settings && settings->smarthost) {
        QCOMPARE(settings->smarthost->at.text(), QStringLiteral("mail.example.net:587"));
        QCOMPARE(settings->smarthost->caFile, QStringLiteral("/c"));
        QCOMPARE(settings->allow.at(1).text(), QStringLiteral("[::1]:80"));
    }
}

void TestOutboundFile::isReadAgain()
{
    QTemporaryDir folder;
    QDir(folder.path()).mkdir(QStringLiteral("run"));
    const QString path = folder.filePath(QStringLiteral("outbound.json"));
    const auto write = [&](const QByteArray &bytes) { QVERIFY(writeFileAtomically(path, bytes)); };
    OutboundFile file(folder.path());
    QCOMPARE(file.current(), OutboundSettings());
    QVERIFY(!file.problem());
    write(R"({"allow": ["a:1"]})");
    QCOMPARE(file.current().allow.size(), std::size_t(1));
    write(R"({"allow": ["a:1", "b"]})");
    QCOMPARE(file.current().allow.size(), std::size_t(1)); // as before
    const auto problem = file.problem();
    QVERIFY(problem);
    QVERIFY(problem->where.contains(path) && problem->where.contains(QLatin1String("/allow/1")));
    QVERIFY(!problem->hint.isEmpty());
    QVERIFY(!OutboundFile::readFrom(folder.path()));
    OutboundFile restarted(folder.path());
    QCOMPARE(restarted.current().allow.size(), std::size_t(1)); // also after a restart
    QVERIFY(restarted.problem());
    QVERIFY(QFile::remove(path));
    QCOMPARE(file.current(), OutboundSettings());
    QVERIFY(!file.problem());
}

QTEST_GUILESS_MAIN(TestOutboundFile)
#include "TestOutboundFile.moc"
