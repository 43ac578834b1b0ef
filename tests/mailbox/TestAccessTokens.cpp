// Access tokens: what is asked of a token endpoint and how its answers are taken, who asks and how often, and
// that a refresh token which takes another's place isn't lost.
#include "mailbox/MailboxFixture.h"
#include "service/mailbox/AccessTokens.h"
#include "support/OneServer.h"

#include <QUrlQuery>

using namespace slipway;
using namespace slipway::test;

namespace {

// Refuses to keep anything, as a full disk does.
class FullSecrets final : public SecretStore
{
public:
    Result<SecretValue> get(const QString &name) const override { return m_inner.get(name); }
    Result<void> put(const QString &name, QByteArrayView value) override
    {
        return isFull ? fail(Problem::Kind::Unavailable, QStringLiteral("The disk is full"))
                      : m_inner.put(name, value);
    }
    Result<void> remove(const QString &name) override { return m_inner.remove(name); }
    Result<QStringList> names() const override { return m_inner.names(); }
    std::atomic<bool> isFull = false;

private:
    MemorySecrets m_inner;
};

struct Tokens
{
    Tokens(const QString &url, const QByteArray &client, const QByteArray &refresh)
    {
        slipwayInitResources();
        mailbox.name = QStringLiteral("support");
        mailbox.user = QStringLiteral("desk@provider.example");
        mailbox.signIn = Mailbox::SignIn::OAuth2;
        mailbox.tokenUrl = url;
        mailbox.clientId = QStringLiteral("an id&x=1");
        store = must(Store::open({folder.filePath(QStringLiteral("slipway.db")),
                                  folder.filePath(QStringLiteral("ledger.key")), &clock}));
        book = std::make_unique<SecretBook>(*store, secrets);
        tokens = std::make_unique<AccessTokens>(*store, secrets, *book, std::chrono::seconds(5));
        const OAuthSecrets both{SecretValue(client), SecretValue(refresh)};
        must(secrets.put(mailbox.secret(), both.sealed().bytes()));
    }
    Result<AccessToken> next(const std::stop_token &stop = {}) { return tokens->of(mailbox, stop); }
    QByteArray refresh() const
    {
        const auto both = OAuthSecrets::of(*secrets.get(mailbox.secret()), mailbox.name);
        return both ? both->refresh.bytes().toByteArray() : QByteArray("none");
    }

    ManualClock clock;
    QTemporaryDir folder;
    FullSecrets secrets;
    std::unique_ptr<Store> store;
    std::unique_ptr<SecretBook> book;
    std::unique_ptr<AccessTokens> tokens;
    Mailbox mailbox;
};

QByteArray token(const QByteArray &access, const QByteArray &more = {})
{
    return http(200, {}, "{\"token_type\":\"bearer\",\"access_token\":\"" + access + "\"" + more + "}");
}

QUrlQuery formIn(const QByteArray &request)
{
    return QUrlQuery(QString::fromUtf8(request.mid(request.indexOf("\r\n\r\n") + 4)));
}

QString fieldOf(const QByteArray &request, const char *name)
{
    return formIn(request).queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
}

} // namespace

class TestAccessTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRefreshTokenIsSent()
    {
        OneServer server([](const QByteArray &) { return token("t1"); });
        Tokens f(server.url(), "a+b/c=&d e", "r%1~");
        f.mailbox.scope = QStringLiteral("https://mail.example/ imap");
        QCOMPARE(must(f.next()).value.bytes().toByteArray(), "t1");
        const QByteArray request = server.requests().at(0);
        QVERIFY(request.startsWith("POST /eva HTTP/1.1\r\n"));
        QVERIFY(request.contains("Content-Type: application/x-www-form-urlencoded\r\n"));
        QCOMPARE(fieldOf(request, "grant_type"), QStringLiteral("refresh_token"));
        QCOMPARE(fieldOf(request, "refresh_token"), QStringLiteral("r%1~"));
        QCOMPARE(fieldOf(request, "client_id"), QStringLiteral("an id&x=1"));
        QCOMPARE(fieldOf(request, "client_secret"), QStringLiteral("a+b/c=&d e"));
        QCOMPARE(fieldOf(request, "scope"), QStringLiteral("https://mail.example/ imap"));
    }

    void withoutOneTheClientAsksForItself()
    {
        OneServer server(
            [](const QByteArray &) { return token("t1", ",\"refresh_token\":\"never asked for\""); });
        Tokens f(server.url(), "hush", {});
        must(f.next());
        QCOMPARE(fieldOf(server.requests().at(0), "grant_type"), QStringLiteral("client_credentials"));
        QVERIFY(!formIn(server.requests().at(0)).hasQueryItem(QStringLiteral("refresh_token")));
        QVERIFY(!formIn(server.requests().at(0)).hasQueryItem(QStringLiteral("scope")));
        QCOMPARE(f.refresh(), QByteArray());
    }

    void aPublicClientHasNoSecret()
    {
        OneServer server([](const QByteArray &) { return token("t1"); });
        Tokens f(server.url(), {}, "r1");
        must(f.next());
        QVERIFY(!formIn(server.requests().at(0)).hasQueryItem(QStringLiteral("client_secret")));
    }

    void oneLastsForAWhile_data()
    {
        QTest::addColumn<QByteArray>("lasts");
        QTest::addColumn<int>("asked"); // of two times
        QTest::newRow("an hour") << QByteArray(",\"expires_in\":3599") << 1;
        QTest::newRow("as text") << QByteArray(",\"expires_in\":\"3599\"") << 1;
        QTest::newRow("not said") << QByteArray() << 1;
        QTest::newRow("for ever") << QByteArray(",\"expires_in\":1e300") << 1;
        QTest::newRow("no time") << QByteArray(",\"expires_in\":0") << 2;
        QTest::newRow("less than that") << QByteArray(",\"expires_in\":-5") << 2;
        QTest::newRow("nonsense") << QByteArray(",\"expires_in\":\"soon\"") << 2;
    }
    void oneLastsForAWhile()
    {
        QFETCH(const QByteArray, lasts);
        QFETCH(const int, asked);
        OneServer server([&](const QByteArray &) { return token("t1", lasts); });
        Tokens f(server.url(), "hush", "r1");
        QVERIFY(must(f.next()).isFresh);
        QCOMPARE(must(f.next()).isFresh, asked == 2);
        QCOMPARE(server.count(), asked);
    }

    // Whoever sets the wall clock changes nothing.
    void shortlyBeforeItEndsAnotherIsFetched_data()
    {
        QTest::addColumn<int>("lasts"); // seconds
        QTest::addColumn<int>("good");
        QTest::newRow("an hour") << 3600 << 3540;
        QTest::newRow("a minute") << 60 << 48;
        QTest::newRow("for ever") << 1'000'000'000 << 86'340;
    }
    void shortlyBeforeItEndsAnotherIsFetched()
    {
        QFETCH(const int, lasts);
        QFETCH(const int, good);
        OneServer server(
            [&](const QByteArray &) { return token("t1", ",\"expires_in\":" + QByteArray::number(lasts)); });
        Tokens f(server.url(), "hush", "r1");
        must(f.next());
        f.clock.jump(std::chrono::hours(100));
        f.clock.advance(std::chrono::seconds(good - 1));
        QVERIFY(!must(f.next()).isFresh);
        f.clock.advance(std::chrono::seconds(1));
        QVERIFY(must(f.next()).isFresh);
    }

    void oneThatIsRefusedIsFetchedAnew()
    {
        std::atomic<int> number = 0;
        OneServer server([&](const QByteArray &) { return token("t" + QByteArray::number(++number)); });
        Tokens f(server.url(), "hush", "r1");
        const AccessToken first = must(f.next());
        f.tokens->refused(f.mailbox.name, first.value);
        QCOMPARE(must(f.next()).value.bytes().toByteArray(), "t2");
        f.tokens->refused(f.mailbox.name, first.value); // told late: the second one isn't meant
        QCOMPARE(must(f.next()).value.bytes().toByteArray(), "t2");
        f.tokens->forget(f.mailbox.name);
        QCOMPARE(must(f.next()).value.bytes().toByteArray(), "t3");
    }

    void severalAskOnce()
    {
        OneServer server([](const QByteArray &) { return token("t1"); });
        Tokens f(server.url(), "hush", "r1");
        std::atomic<int> fine = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 8; ++i)
                threads.emplace_back([&] { fine += f.next() ? 1 : 0; });
        }
        QCOMPARE(fine.load(), 8);
        QCOMPARE(server.count(), 1);
    }

    void theNextRefreshTokenIsKept()
    {
        std::atomic<int> number = 1;
        OneServer server([&](const QByteArray &) {
            return token("t",
                         ",\"expires_in\":0,\"refresh_token\":\"r" + QByteArray::number(++number) + "\"");
        });
        Tokens f(server.url(), "hush", "r1");
        for (const char *kept : {"r2", "r3", "r4"}) {
            must(f.next());
            QCOMPARE(f.refresh(), kept);
        }
        QCOMPARE(fieldOf(server.requests().at(2), "refresh_token"), QStringLiteral("r3"));
        QCOMPARE(fieldOf(server.requests().at(2), "client_secret"), QStringLiteral("hush"));
        const auto page = must(f.store->read([](Reader &reader) { return Ledger::list(reader, {}); }));
        QCOMPARE(page.items.size(), 3U);
        QCOMPARE(page.items.front().kind, QStringLiteral("secret.set"));
        for (const Event &event : page.items)
            QVERIFY(!toBytes(event.toJson()).contains("r4"));
    }

    // It is held, the old one isn't used again, and no session begins before it is written down.
    void whereItCannotBeKept()
    {
        OneServer server(
            [](const QByteArray &) { return token("t1", ",\"expires_in\":900,\"refresh_token\":\"r2\""); });
        Tokens f(server.url(), "hush", "r1");
        f.secrets.isFull = true;
        for (int i = 0; i < 3; ++i) {
            const auto refused = f.next();
            QVERIFY(!refused);
            QCOMPARE(refused.error().what, QStringLiteral("The disk is full"));
        }
        QCOMPARE(f.refresh(), "r1");
        f.secrets.isFull = false;
        QCOMPARE(must(f.next()).value.bytes().toByteArray(), "t1");
        QCOMPARE(f.refresh(), "r2");
        QCOMPARE(server.count(), 1);
    }

    // Who sets another one while the endpoint is asked knows better.
    void whatSomebodySetsMeanwhileStays()
    {
        Tokens *fixture = nullptr;
        OneServer server([&](const QByteArray &) {
            const OAuthSecrets both{SecretValue("other"), SecretValue("of a person")};
            must(fixture->secrets.put(fixture->mailbox.secret(), both.sealed().bytes()));
            fixture->tokens->forget(fixture->mailbox.name);
            return token("t1", ",\"refresh_token\":\"r2\"");
        });
        Tokens f(server.url(), "hush", "r1");
        fixture = &f;
        must(f.next());
        QCOMPARE(f.refresh(), "of a person");
        QVERIFY(must(f.next()).isFresh); // what was had with the old one isn't used any more
    }

    void whatIsRefusedIsSaid_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("hint");
        QTest::addColumn<bool>("isForGood"); // it waits as long as a wrong password
        const auto row = [](const char *name, const QByteArray &answer, const char *what, const char *hint,
                            bool isForGood) {
            QTest::newRow(name) << answer << QString(QLatin1String(what)) << QString(QLatin1String(hint))
                                << isForGood;
        };
        const auto error = [](int status, const char *code, const char *words = "") {
            return http(status, {},
                        QByteArray("{\"error\":\"") + code + "\",\"error_description\":\"" + words + "\"}");
        };
        row("consent withdrawn", error(400, "invalid_grant", "Token has been\\n revoked."),
            "\"invalid_grant: Token has been revoked.\"", "--refresh-token", true);
        row("wrong client", error(401, "invalid_client"), "\"an id&x=1\"", "--client-secret", true);
        row("client without this right", error(400, "unauthorized_client"), "unauthorized_client",
            "--client-secret", true);
        row("wrong scope", error(400, "invalid_scope"), "scope", "--scope", true);
        row("what it can't", error(400, "unsupported_grant_type"), "unsupported_grant_type", "mailbox show",
            true);
        row("an error with 200", error(200, "bad_verification_code"), "bad_verification_code", "", true);
        row("secrets repeated", error(400, "invalid_grant", "r1-is-no-good"), "\"invalid_grant\"", "", true);
        row("secrets in other words", error(400, "invalid_grant", "hu\\u0073h r1-is"), "\"invalid_grant\"",
            "", true);
        row("nothing but no", http(403), "403", "token URL", true);
        row("too many", error(429, "slow_down"), "429", "by itself", false);
        row("overload", http(503, {}, "<html>"), "503", "by itself", false);
        row("later", error(400, "temporarily_unavailable"), "400", "by itself", false);
        row("elsewhere", http(302, "Location: http://127.0.0.1:1/\r\n"), "302", "token URL", false);
        row("no such page", http(404, {}, "<html>"), "404", "token URL", false);
        row("no JSON", http(200, {}, "access_token=t1"), "200", "token URL", false);
        row("no object", http(200, {}, "[]"), "200", "token URL", false);
        row("without a token", http(200, {}, "{\"token_type\":\"bearer\"}"), "without", "token URL", false);
        row("a token that breaks out", token("t1\\u0001\\u0001"), "without", "token URL", false);
        row("two lines of a token", token("t1\\r\\nA2 LOGOUT"), "without", "token URL", false);
        row("a huge token", token(QByteArray(20'000, 't')), "without", "token URL", false);
        row("a refresh token of two lines", token("t1", ",\"refresh_token\":\"r\\n2\""), "can't be one",
            "token URL", false);
        row("another kind", token("t1").replace("bearer", "macaro"), "macaro", "bearer", false);
        row("too large", http(200, {}, QByteArray(100'000, ' ')), "more than", "token URL", false);
        row("half an answer", "HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{", "can't be reached",
            "by itself", false);
        row("no HTTP", "* OK IMAP\r\n", "can't be reached", "by itself", false);
        row("hangs up", {}, "can't be reached", "by itself", false);
    }
    void whatIsRefusedIsSaid()
    {
        QFETCH(const QByteArray, answer);
        QFETCH(const QString, what);
        QFETCH(const QString, hint);
        QFETCH(const bool, isForGood);
        OneServer server([&](const QByteArray &) { return answer; });
        Tokens f(server.url() + QStringLiteral("?tenant=x"), "hush", "r1-is");
        const auto refused = f.next();
        QVERIFY(!refused);
        const Problem &problem = refused.error();
        QVERIFY2(problem.what.contains(what), qUtf8Printable(problem.what));
        QVERIFY2(problem.hint.contains(hint), qUtf8Printable(problem.hint));
        QCOMPARE(problem.kind, isForGood ? Problem::Kind::Unauthenticated : Problem::Kind::Unavailable);
        QCOMPARE(problem.where, server.url());
        for (const char *secret : {"hush", "r1-is", "tenant"})
            QVERIFY2(!problem.text().contains(QLatin1String(secret)), qUtf8Printable(problem.text()));
        QCOMPARE(f.refresh(), "r1-is");
    }

    void aPasswordIsNoSecretOfOAuth_data()
    {
        QTest::addColumn<QByteArray>("kept");
        for (const char *kept : {"a password", "a password\n", "\n\n", "a\nb", "a\nb\nc\n", "a\x01\nb\n"})
            QTest::newRow(QByteArray(kept).toPercentEncoding().constData()) << QByteArray(kept);
    }
    void aPasswordIsNoSecretOfOAuth()
    {
        QFETCH(const QByteArray, kept);
        OneServer server([](const QByteArray &) { return token("t1"); });
        Tokens f(server.url(), "hush", "r1");
        must(f.secrets.put(f.mailbox.secret(), kept));
        const auto refused = f.next();
        QVERIFY(!refused);
        QVERIFY(refused.error().hint.contains(QLatin1String("--client-secret")));
        QCOMPARE(server.count(), 0);
    }

    // As the client itself nothing is lost by ending at once; whoever waits for the answer ends, too.
    void itEndsPromptly()
    {
        OneServer server({}, true);
        Tokens f(server.url(), "hush", {});
        std::stop_source stop;
        std::vector<std::jthread> threads;
        std::atomic<int> cancelled = 0;
        for (int i = 0; i < 2; ++i)
            threads.emplace_back([&] {
                const auto ended = f.next(stop.get_token());
                cancelled += !ended && ended.error().kind == Problem::Kind::Cancelled ? 1 : 0;
            });
        QTRY_COMPARE(server.count(), 1);
        QElapsedTimer timer;
        timer.start();
        stop.request_stop();
        threads.clear();
        QVERIFY2(timer.elapsed() < 2500, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(cancelled.load(), 2);
    }
};

QTEST_GUILESS_MAIN(TestAccessTokens)
#include "TestAccessTokens.moc"
