// Pages by webhook, push and command against servers and programs that are real, and misbehave.
#include "domain/Json.h"
#include "service/secrets/MemorySecrets.h"
#include "service/support/MethodCourier.h"
#include "support/OneServer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

namespace {

PageErrand errand(ContactMethod::Kind kind, const QString &url)
{
    ContactMethod method;
    method.kind = kind;
    method.url = url;
    Case about;
    about.id = 12;
    about.subject = QStringLiteral("Störung\r\nX-Evil: 1");
    about.severity = Severity::Critical;
    about.customer = QStringLiteral("northwind");
    CasePage page;
    page.id = 7;
    page.to = QStringLiteral("eva");
    return PageErrand::of(method, about, page, QStringLiteral("Es ist langsam"),
                          QStringLiteral("https://desk.example/p/7"));
}

} // namespace

class TestCourier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWebhookIsGivenThePage()
    {
        OneServer server([](const QByteArray &) { return http(204); });
        auto page = errand(ContactMethod::Kind::Webhook, {});
        page.method.urlSecret = QStringLiteral("eva-hook");
        page.method.tokenSecret = QStringLiteral("eva-token");
        QVERIFY(m_secrets.put(QStringLiteral("eva-hook"),
                              (server.url() + QStringLiteral("?key=S3CRET\n")).toUtf8()));
        QVERIFY(m_secrets.put(QStringLiteral("eva-token"), "T0KEN\n"));
        QCOMPARE(m_courier.deliver(page, {}).kind, SmtpOutcome::Kind::Taken);
        const QByteArray request = server.requests().at(0);
        QVERIFY(request.startsWith("POST /eva?key=S3CRET HTTP/1.1\r\n"));
        QVERIFY(request.contains("Authorization: Bearer T0KEN\r\n"));
        QVERIFY(request.contains("Idempotency-Key: page-7-0\r\n"));
        const QJsonObject body =
            objectFromBytes(request.mid(request.indexOf("\r\n\r\n") + 4), QStringLiteral("it")).value();
        QCOMPARE(body, page.page);
        QVERIFY(!page.toBytes().contains("S3CRET") && !page.toBytes().contains("T0KEN"));
    }

    void aPushIsTextWithHeaders()
    {
        OneServer server([](const QByteArray &) { return http(200); });
        QCOMPARE(m_courier.deliver(errand(ContactMethod::Kind::Push, server.url()), {}).kind,
                 SmtpOutcome::Kind::Taken);
        const QByteArray request = server.requests().at(0);
        QVERIFY(request.contains("\r\nPriority: 5\r\n"));
        QVERIFY(request.contains("\r\nClick: https://desk.example/p/7\r\n"));
        QVERIFY(request.contains("\r\nTitle: =?UTF-8?B?"));
        QVERIFY(!request.contains("X-Evil"));
        QVERIFY(request.contains("Es ist langsam"));
    }

    void serversMisbehave_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const QByteArray &answer, SmtpOutcome::Kind kind) {
            QTest::newRow(name) << answer << static_cast<int>(kind);
        };
        row("200", http(200), SmtpOutcome::Kind::Taken);
        row("a long answer", http(200, {}, QByteArray(2'000'000, 'x')), SmtpOutcome::Kind::Taken);
        row("400", http(400), SmtpOutcome::Kind::Refused);
        row("404", http(404), SmtpOutcome::Kind::Refused);
        row("429", http(429), SmtpOutcome::Kind::Later);
        row("500", http(500), SmtpOutcome::Kind::Later);
        row("hangs up", {}, SmtpOutcome::Kind::Later);
        row("half an answer", "HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nhalf", SmtpOutcome::Kind::Later);
        row("no HTTP", "220 mail.example ESMTP\r\n", SmtpOutcome::Kind::Later);
    }

    void serversMisbehave()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, kind);
        OneServer server([&](const QByteArray &) { return answer; });
        const SmtpOutcome outcome = m_courier.deliver(errand(ContactMethod::Kind::Webhook, server.url()), {});
        QCOMPARE(static_cast<int>(outcome.kind), kind);
        QCOMPARE(outcome.why.isEmpty(), outcome.kind == SmtpOutcome::Kind::Taken);
        QVERIFY2(!outcome.why.contains(QStringLiteral("127.0.0.1")), qPrintable(outcome.why));
    }

    void redirectsArentFollowed()
    {
        OneServer elsewhere([](const QByteArray &) { return http(200); });
        OneServer server(
            [&](const QByteArray &) { return http(307, "Location: " + elsewhere.url().toUtf8() + "\r\n"); });
        QCOMPARE(m_courier.deliver(errand(ContactMethod::Kind::Push, server.url()), {}).kind,
                 SmtpOutcome::Kind::Refused);
        QVERIFY(elsewhere.requests().empty());
    }

    void whatHangsIsLeft()
    {
        OneServer server({}, true);
        const MethodCourier hasty(
            m_secrets, [] { return QStringList(); }, 200ms);
        QCOMPARE(const_cast<MethodCourier &>(hasty)
                     .deliver(errand(ContactMethod::Kind::Webhook, server.url()), {})
                     .kind,
                 SmtpOutcome::Kind::Later);
        // And at once when the service ends.
        std::stop_source stop;
        stop.request_stop();
        QElapsedTimer took;
        took.start();
        QCOMPARE(m_courier.deliver(errand(ContactMethod::Kind::Webhook, server.url()), stop.get_token()).kind,
                 SmtpOutcome::Kind::Later);
        QVERIFY(took.elapsed() < 4000);
    }

    void aSecretMayNotLeadPlainlyAway()
    {
        QVERIFY(m_secrets.put(QStringLiteral("far"), "http://hooks.example/S3CRET"));
        auto page = errand(ContactMethod::Kind::Webhook, {});
        page.method.urlSecret = QStringLiteral("far");
        const SmtpOutcome outcome = m_courier.deliver(page, {});
        QCOMPARE(outcome.kind, SmtpOutcome::Kind::Refused);
        QVERIFY(!outcome.why.contains(QStringLiteral("S3CRET")));
        page.method.urlSecret = QStringLiteral("gone");
        QCOMPARE(m_courier.deliver(page, {}).kind, SmtpOutcome::Kind::Refused);
    }

    void onlyAllowedProgramsRun()
    {
        const QString program = script("cat >\"$1\"; env >>\"$1\"\n");
        const QString file = m_folder.filePath(QStringLiteral("out put; touch $HOME"));
        auto page = errand(ContactMethod::Kind::Command, {});
        page.method.command = {program, file};
        m_allowed.clear();
        const SmtpOutcome refused = m_courier.deliver(page, {});
        QCOMPARE(refused.kind, SmtpOutcome::Kind::Refused);
        QVERIFY(refused.why.contains(program) && !QFile::exists(file));
        m_allowed = {program};
        QCOMPARE(m_courier.deliver(page, {}).kind, SmtpOutcome::Kind::Taken);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray line = written.readLine();
        QCOMPARE(objectFromBytes(line.trimmed(), QStringLiteral("it")).value(), page.page);
        const QByteArray rest = written.readAll();
        QVERIFY(rest.contains("SLIPWAY_PAGE=page-7-0\n") && rest.contains("SLIPWAY_PERSON=eva\n"));
        QVERIFY(!rest.contains("HOME="));
    }

    void programsEndBadly_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        QTest::newRow("for good") << QByteArray("exit 1\n") << static_cast<int>(SmtpOutcome::Kind::Refused);
        QTest::newRow("for now") << QByteArray("exit 75\n") << static_cast<int>(SmtpOutcome::Kind::Later);
        QTest::newRow("hangs") << QByteArray("sleep 60\n") << static_cast<int>(SmtpOutcome::Kind::Later);
        QTest::newRow("hangs, and says nothing more")
            << QByteArray("exec >&- 2>&-; sleep 60\n") << static_cast<int>(SmtpOutcome::Kind::Later);
        QTest::newRow("talks without end")
            << QByteArray("yes\n") << static_cast<int>(SmtpOutcome::Kind::Later);
    }

    void programsEndBadly()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, kind);
        MethodCourier hasty(
            m_secrets, [this] { return m_allowed; }, 300ms);
        auto page = errand(ContactMethod::Kind::Command, {});
        page.method.command = {script(text)};
        m_allowed = page.method.command;
        QElapsedTimer took;
        took.start();
        QCOMPARE(static_cast<int>(hasty.deliver(page, {}).kind), kind);
        QVERIFY(took.elapsed() < 10'000);
    }

private:
    QString script(const QByteArray &text)
    {
        const QString name = m_folder.filePath(QStringLiteral("page%1").arg(++m_scripts));
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no script");
        file.write("#!/bin/sh\n" + text);
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return name;
    }

    QTemporaryDir m_folder;
    int m_scripts = 0;
    QStringList m_allowed;
    MemorySecrets m_secrets;
    MethodCourier m_courier{m_secrets, [this] { return m_allowed; }, 5s};
};

QTEST_GUILESS_MAIN(TestCourier)

#include "TestCourier.moc"
