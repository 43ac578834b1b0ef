// Signing in to a mail server with an access token, as servers do it and as they shouldn't; and the settings
// and secrets that it takes.
#include "mailbox/MailboxFixture.h"
#include "mailbox/OddServer.h"
#include "support/OneServer.h"

#ifdef __SANITIZE_ADDRESS__
// libetpan forgets a greeting that turns us away.
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:mailimap_greeting_new\n";
}
#endif

using namespace slipway;
using namespace slipway::test;

namespace {

const QString url = QStringLiteral("https://127.0.0.1:1/token"); // nobody is there

struct OAuthFixture : MailboxFixture
{
    OAuthFixture()
        : endpoint([this](const QByteArray &) {
              return http(200, {},
                          "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"t" +
                              QByteArray::number(++fetched) + "\"}");
          })
    {
    }
    QJsonObject settings(int port, const QString &tokenUrl) const
    {
        return {
            {QStringLiteral("host"), QStringLiteral("127.0.0.1")}, {QStringLiteral("port"), port},
            {QStringLiteral("security"), QStringLiteral("none")},  {QStringLiteral("user"), user},
            {QStringLiteral("sign_in"), QStringLiteral("oauth2")}, {QStringLiteral("token_url"), tokenUrl},
            {QStringLiteral("client_id"), QStringLiteral("desk")}};
    }
    void setToken(int port)
    {
        must(mailboxes->set(name, settings(port, endpoint.url()),
                            {{}, SecretValue("hush"), SecretValue("r1")}, QStringLiteral("anna")));
    }
    // `secrets`: the password, the client's secret and the refresh token.
    Result<QJsonObject> change(const QJsonObject &body,
                               const std::array<const char *, 3> &given = {"", "", ""})
    {
        return mailboxes->set(name, body,
                              {SecretValue(given[0]), SecretValue(given[1]), SecretValue(given[2])},
                              QStringLiteral("anna"));
    }
    QByteArray kept() const { return secrets.get(QStringLiteral("mailbox.support"))->bytes().toByteArray(); }

    QString user = QStringLiteral("desk@provider.example");
    std::atomic<int> fetched = 0;
    OneServer endpoint;
};

QByteArray able(const QByteArray &what)
{
    return "* CAPABILITY IMAP4rev1 IDLE " + what + "\r\n% OK done\r\n";
}

} // namespace

class TestOAuthSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asTheServerKnowsIt_data()
    {
        QTest::addColumn<QByteArray>("able");
        QTest::addColumn<QByteArray>("mechanism");
        QTest::addColumn<QByteArray>("response");
        const QByteArray google("user=de,sk=1@x\x01"
                                "auth=Bearer t1\x01\x01");
        const QByteArray bearer("n,a=de=2Csk=3D1@x,\x01host=127.0.0.1\x01port=PORT\x01"
                                "auth=Bearer t1\x01\x01");
        QTest::newRow("XOAUTH2") << QByteArray("SASL-IR AUTH=PLAIN AUTH=XOAUTH2") << QByteArray("XOAUTH2")
                                 << google;
        QTest::newRow("OAUTHBEARER") << QByteArray("SASL-IR AUTH=OAUTHBEARER") << QByteArray("OAUTHBEARER")
                                     << bearer;
        QTest::newRow("both") << QByteArray("SASL-IR AUTH=XOAUTH2 AUTH=OAUTHBEARER")
                              << QByteArray("OAUTHBEARER") << bearer;
        QTest::newRow("XOAUTH2 when asked") << QByteArray("AUTH=XOAUTH2") << QByteArray("XOAUTH2") << google;
        QTest::newRow("OAUTHBEARER when asked")
            << QByteArray("AUTH=OAUTHBEARER") << QByteArray("OAUTHBEARER") << bearer;
    }
    void asTheServerKnowsIt()
    {
        QFETCH(const QByteArray, able);
        QFETCH(const QByteArray, mechanism);
        QFETCH(QByteArray, response);
        OAuthFixture fixture;
        fixture.user = QStringLiteral("de,sk=1@x");
        std::mutex mutex;
        QByteArrayList said;
        OddServer server([&](const QByteArray &command) -> QByteArray {
            if (command.startsWith("CAPABILITY"))
                return ::able(able);
            const bool isAlone = !command.isEmpty() && !command.contains(' ') && command.size() > 20;
            if (!command.startsWith("AUTHENTICATE") && !isAlone)
                return OddServer::usual(command);
            const std::lock_guard lock(mutex);
            said.append(command.split(' '));
            if (command.startsWith("AUTHENTICATE ") && command.count(' ') == 1)
                return "* OK still here\r\n+ \r\n";
            return "* CAPABILITY IMAP4rev1 IDLE\r\n% OK in\r\n";
        });
        fixture.setToken(server.port());
        QTRY_COMPARE(fixture.count(), 1U);
        response.replace("PORT", QByteArray::number(server.port()));
        QCOMPARE(said, QByteArrayList({"AUTHENTICATE", mechanism, response.toBase64()}));
        QTRY_VERIFY(fixture.state().value(QStringLiteral("connected")).toBool());
        QCOMPARE(fixture.problem(), QString());
    }

    void whatGoesWrongIsSaid_data()
    {
        QTest::addColumn<QByteArray>("able");
        QTest::addColumn<QByteArray>("first");  // said to AUTHENTICATE
        QTest::addColumn<QByteArray>("second"); // said to what is answered to that
        QTest::addColumn<QString>("said");
        QTest::addColumn<bool>("isRefused"); // the token: each try has another
        const QByteArray google("SASL-IR AUTH=XOAUTH2");
        const QByteArray bearer("SASL-IR AUTH=OAUTHBEARER");
        const QByteArray why = "+ " + QByteArray("{\"status\":\"401\"}").toBase64() + "\r\n";
        const QByteArray no("% NO [AUTHENTICATIONFAILED] Go away\r\n");
        QTest::newRow("refused at once") << google << no << QByteArray() << "Go away" << true;
        QTest::newRow("refused with a reason") << google << why << no << "Go away" << true;
        QTest::newRow("OAUTHBEARER refused") << bearer << why << no << "Go away" << true;
        QTest::newRow("not now") << google << QByteArray("% NO [UNAVAILABLE] Ask later\r\n") << QByteArray()
                                 << "Ask later" << false;
        QTest::newRow("not understood")
            << google << QByteArray("% BAD What?\r\n") << QByteArray() << "What?" << false;
        QTest::newRow("sent away") << google << QByteArray("* BYE Too many\r\n") << QByteArray() << "Too many"
                                   << false;
        QTest::newRow("knows no way")
            << QByteArray("AUTH=PLAIN") << QByteArray() << QByteArray() << "OAuth2" << false;
        QTest::newRow("hangs up") << google << QByteArray() << QByteArray() << "closed" << false;
        QTest::newRow("silent") << google << QByteArray(OddServer::silence) << QByteArray() << "in time"
                                << false;
        QTest::newRow("asks without an end") << google << QByteArray("+ \r\n+ \r\n").repeated(20'000)
                                             << QByteArray(OddServer::silence) << "mail server" << false;
        QTest::newRow("a line without an end")
            << google << "+ " + QByteArray(40'000, 'x') << QByteArray() << "mail server" << false;
    }
    void whatGoesWrongIsSaid()
    {
        QFETCH(const QByteArray, able);
        QFETCH(const QByteArray, first);
        QFETCH(const QByteArray, second);
        QFETCH(const QString, said);
        QFETCH(const bool, isRefused);
        OAuthFixture fixture;
        std::atomic<bool> isOdd = true;
        std::atomic<int> answered = 0; // rightly, to a reason
        OddServer server([&](const QByteArray &command) -> QByteArray {
            if (command.startsWith("CAPABILITY"))
                return isOdd ? ::able(able) : ::able("SASL-IR AUTH=XOAUTH2");
            if (isOdd && command.startsWith("AUTHENTICATE"))
                return first;
            if (isOdd && (command.isEmpty() || command == "AQ==")) {
                answered += command.isEmpty() == able.contains("XOAUTH2") ? 1 : 0;
                return second;
            }
            return command.startsWith("AUTHENTICATE") ? QByteArray("% OK in\r\n") : OddServer::usual(command);
        });
        fixture.setToken(server.port());
        QTRY_VERIFY2(fixture.problem().contains(said), qUtf8Printable(fixture.problem()));
        QVERIFY2(!fixture.problem().contains(QLatin1String("t1")), qUtf8Printable(fixture.problem()));
        QTRY_VERIFY(fixture.events().contains(QStringLiteral("mailbox.waits")));
        QTRY_VERIFY(server.connections() >= 4);
        QVERIFY(isRefused ? fixture.fetched >= 3 : fixture.fetched == 1);
        QCOMPARE(answered > 0, first.startsWith("+ ") && first.endsWith('\n'));
        QCOMPARE(fixture.count(), 0U);
        isOdd = false;
        QTRY_COMPARE(fixture.count(), 1U);
    }

    // Some servers say again what they don't understand.
    void aTokenIsNotRepeated()
    {
        OAuthFixture fixture;
        OddServer server([&](const QByteArray &command) -> QByteArray {
            if (command.startsWith("CAPABILITY"))
                return able("SASL-IR AUTH=XOAUTH2");
            return "% BAD Unknown: " + command + " (" + QByteArray::fromBase64(command.split(' ').last()) +
                   QByteArray(40, 't') + ")\r\n";
        });
        fixture.setToken(server.port());
        QTRY_VERIFY2(fixture.problem().contains(QStringLiteral("Unknown: AUTHENTICATE XOAUTH2 …")),
                     qUtf8Printable(fixture.problem()));
        QVERIFY2(!fixture.problem().contains(QString(32, QLatin1Char('t'))),
                 qUtf8Printable(fixture.problem()));
    }

    // From memory once, then anew, without a word of trouble.
    void aTokenThatRanOut()
    {
        OAuthFixture fixture;
        std::atomic<int> good = 1; // the number of the token that is taken
        std::atomic<bool> isCut = false;
        OddServer server([&](const QByteArray &command) -> QByteArray {
            if (command.startsWith("CAPABILITY"))
                return able("SASL-IR AUTH=XOAUTH2");
            if (command.startsWith("AUTHENTICATE")) {
                const QByteArray token = "Bearer t" + QByteArray::number(good.load()) + '\x01';
                const bool isGood = QByteArray::fromBase64(command.split(' ').last()).contains(token);
                return isGood ? "% OK in\r\n" : "% NO [EXPIRED] out\r\n";
            }
            if (isCut.exchange(false))
                return {};
            return OddServer::usual(command);
        });
        fixture.setToken(server.port());
        QTRY_COMPARE(fixture.count(), 1U);
        good = 2;
        isCut = true;
        QTRY_COMPARE(server.connections(), 3);
        QTRY_VERIFY(fixture.state().value(QStringLiteral("connected")).toBool());
        QCOMPARE(fixture.fetched.load(), 2);
        QVERIFY(!fixture.events().contains(QStringLiteral("mailbox.waits")));
        fixture.mailboxes->stop(); // the server speaks to one at a time
        QVERIFY(must(fixture.mailboxes->check(fixture.name)).value(QStringLiteral("ok")).toBool());
        QCOMPARE(fixture.fetched.load(), 2); // one token for both
    }

    void itEndsPromptly()
    {
        OAuthFixture fixture;
        auto options = hasty();
        options.patience = {};
        fixture.open(options);
        must(fixture.mailboxes->start());
        std::atomic<bool> isAsked = false;
        OddServer server([&](const QByteArray &line) -> QByteArray {
            if (line.startsWith("CAPABILITY"))
                return able("SASL-IR AUTH=XOAUTH2");
            isAsked = isAsked || line.startsWith("AUTHENTICATE");
            return OddServer::silence;
        });
        fixture.setToken(server.port());
        QTRY_VERIFY(isAsked);
        QElapsedTimer timer;
        timer.start();
        fixture.mailboxes->stop();
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
    }

    void wrongSettingsAreNamed_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char *field, const QJsonValue &value) {
            QTest::addRow("%s %s", field, qPrintable(value.toVariant().toString().left(40)))
                << QString(QLatin1String(field)) << value;
        };
        for (const char *wrong :
             {"", "token", "http://login.example.net/token", "http://127.0.0.1.example.net/",
              "http://10.0.0.1/", "ftp://127.0.0.1/", "https://me:pw@login.example.net/",
              "https://me@login.example.net/", "https:///token", "https://a b/",
              "https://login.example.net/#x", "https://login.example.net/\n"})
            row("token_url", QLatin1String(wrong));
        row("token_url", QString(QStringLiteral("https://x.example/") + QString(2000, QLatin1Char('x'))));
        row("client_id", QStringLiteral(""));
        row("client_id", QStringLiteral("a\nb"));
        row("client_id", 5);
        row("scope", QStringLiteral("a\r\nb"));
        row("sign_in", QStringLiteral("magic"));
        row("sign_in", 1);
    }
    void wrongSettingsAreNamed()
    {
        QFETCH(const QString, field);
        QFETCH(const QJsonValue, value);
        QJsonObject body = OAuthFixture().settings(1, url);
        QVERIFY(Mailbox::fromJson(body, {}));
        body.insert(field, value);
        const auto read = Mailbox::fromJson(body, {});
        QVERIFY(!read);
        QCOMPARE(read.error().where, QLatin1Char('/') + field);
        QVERIFY(!read.error().hint.isEmpty());
    }

    void plainHttpOnlyToThisMachine()
    {
        const OAuthFixture fixture;
        for (const char *fine : {"http://127.0.0.1:8080/token", "http://[::1]/token",
                                 "http://localhost/token", "https://login.example.net/tenant/token?a=b"})
            QVERIFY2(Mailbox::fromJson(fixture.settings(1, QLatin1String(fine)), {}), fine);
    }

    void withAPasswordNothingOfItIsKept()
    {
        const Mailbox before = must(Mailbox::fromJson(OAuthFixture().settings(1, url), {}));
        const Mailbox after =
            must(Mailbox::fromJson({{QStringLiteral("sign_in"), QStringLiteral("password")}}, before));
        QCOMPARE(after.tokenUrl + after.clientId + after.scope, QString());
        for (const char *field : {"token_url", "client_id", "scope"}) {
            const auto refused = Mailbox::fromJson({{QLatin1String(field), QStringLiteral("x")}}, after);
            QVERIFY(!refused);
            QCOMPARE(refused.error().where, QLatin1Char('/') + QLatin1String(field));
        }
    }

    void secretsGoWhereTheyBelong()
    {
        OAuthFixture f;
        const QJsonObject settings = f.settings(1, url);
        const auto refusedAt = [](const Result<QJsonObject> &result) {
            return result ? QStringLiteral("taken") : result.error().where;
        };
        QCOMPARE(refusedAt(f.change(settings)), QStringLiteral("/refresh_token"));
        QCOMPARE(refusedAt(f.change(settings, {"pw", "", ""})), QStringLiteral("/password"));
        QCOMPARE(refusedAt(f.change(settings, {"", "a\nb", ""})), QStringLiteral("/client_secret"));
        QCOMPARE(refusedAt(f.change(settings, {"", "", "\xc3\xa4"})), QStringLiteral("/refresh_token"));
        QVERIFY(must(f.secrets.names()).isEmpty());
        must(f.change(settings, {"", "hush", "r1"}));
        QCOMPARE(f.kept(), "hush\nr1\n");
        must(f.change({}, {"", "", "r2"}));
        QCOMPARE(f.kept(), "hush\nr2\n");
        must(f.change({{QStringLiteral("scope"), QStringLiteral("imap")}}));
        QCOMPARE(f.kept(), "hush\nr2\n");
        // Whoever may set an address doesn't get to know a secret by that.
        const QJsonObject elsewhere{{QStringLiteral("token_url"), QStringLiteral("https://127.0.0.1:2/")}};
        QCOMPARE(refusedAt(f.change(elsewhere)), QStringLiteral("/refresh_token"));
        must(f.change(elsewhere, {"", "other", ""}));
        QCOMPARE(f.kept(), "other\n\n");
        const QJsonObject password{{QStringLiteral("sign_in"), QStringLiteral("password")}};
        QCOMPARE(refusedAt(f.change(password)), QStringLiteral("/password"));
        QCOMPARE(refusedAt(f.change(password, {"", "hush", ""})), QStringLiteral("/client_secret"));
        must(f.change(password, {"pw", "", ""}));
        QCOMPARE(f.kept(), "pw");
        QCOMPARE(refusedAt(f.change(settings)), QStringLiteral("/refresh_token"));
        must(f.change(settings, {"", "", "r3"}));
        QCOMPARE(f.kept(), "\nr3\n");
        QVERIFY(!toBytes(must(f.mailboxes->show(f.name))).contains("r3"));
        must(f.mailboxes->remove(f.name, QStringLiteral("anna")));
        QVERIFY(must(f.secrets.names()).isEmpty());
    }

    void settingsAreKept()
    {
        OAuthFixture f;
        QJsonObject settings = f.settings(1, url);
        settings.insert(QStringLiteral("scope"), QStringLiteral("a b"));
        must(f.change(settings, {"", "hush", "r1"}));
        const auto now = [&] {
            return must(
                f.store->read([&](Reader &reader) { return MailboxRepository::find(reader, f.name); }));
        };
        const Mailbox first = now();
        QCOMPARE(first.signIn, Mailbox::SignIn::OAuth2);
        QCOMPARE(QStringList({first.tokenUrl, first.clientId, first.scope}),
                 QStringList({url, QStringLiteral("desk"), QStringLiteral("a b")}));
        must(f.change({{QStringLiteral("client_id"), QStringLiteral("other")}}, {"", "hush", ""}));
        QCOMPARE(now().clientId, QStringLiteral("other"));
        QCOMPARE(now().scope, QStringLiteral("a b"));
    }
};

QTEST_GUILESS_MAIN(TestOAuthSignIn)
#include "TestOAuthSignIn.moc"
