// Requests that come again with their Idempotency-Key: their effect is had once, secrets are kept nowhere,
// and what the service died over is begun again where that does no harm.
#include "api/ApiFixture.h"
#include "api/RawHttp.h"

#include <QCryptographicHash>
#include <QDir>

#include <thread>

using namespace slipway;
using namespace slipway::test;

namespace {

// JSON with the quotes that C++ lets one read.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

const QByteArray stopShop = "/api/v1/applications/northwind/shop/stop";

} // namespace

class TestRepetitions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_api = std::make_unique<ApiFixture>(); }
    void cleanupTestCase() { m_api.reset(); }

    void aCreateHappensOnce()
    {
        const QByteArray admin = tokenOf(QStringLiteral("admin"));
        const QByteArray body = json("{'name':'once','role':'support'}");
        const Headers key{{"Idempotency-Key", "k-1"}, {"Content-Type", "application/json"}};
        const Reply first = ask(port(), "POST", "/api/v1/users", admin, body, key);
        QCOMPARE(first.status, 201);
        const Reply again = ask(port(), "POST", "/api/v1/users", admin, body, key);
        QCOMPARE(again.status, 201);
        QCOMPARE(again.body, first.body);
        QCOMPARE(again.header("Idempotency-Replayed"), "true");
        const Reply other =
            ask(port(), "POST", "/api/v1/users", admin, json("{'name':'twice','role':'support'}"), key);
        QCOMPARE(other.status, 422);
        QCOMPARE(ask(port(), "POST", "/api/v1/users", admin, body).status, 409);
        // Somebody else's key is another key.
        const int before = m_api->operations->created;
        const QByteArray application =
            json("{'customer':'northwind','slug':'blog','name':'Blog','recipe':{}}");
        const Headers same{{"Idempotency-Key", "k-2"}};
        const Reply one = ask(port(), "POST", "/api/v1/applications", admin, application, same);
        QCOMPARE(one.status, 202);
        QCOMPARE(one.header("Location"), "/api/v1/applications/northwind/blog");
        const Reply two = ask(port(), "POST", "/api/v1/applications", admin, application, same);
        QCOMPARE(two.body, one.body);
        QCOMPARE(two.header("Location"), one.header("Location"));
        QCOMPARE(m_api->operations->created, before + 1);
        QCOMPARE(ask(port(), "POST", "/api/v1/applications", tokenOf(QStringLiteral("operations")),
                     application, same)
                     .status,
                 409);
        // A refusal isn't kept: the same key may be used for the corrected state of affairs.
        const Headers third{{"Idempotency-Key", "k-3"}};
        QCOMPARE(ask(port(), "POST", "/api/v1/releases", admin,
                     json("{'application':'northwind/blog','pipeline':'nothing'}"), third)
                     .status,
                 404);
        QCOMPARE(ask(port(), "POST", "/api/v1/releases", admin,
                     json("{'application':'northwind/blog','pipeline':'waiting'}"), third)
                     .status,
                 201);
        QCOMPARE(ask(port(), "POST", "/api/v1/users", admin, body, {{"Idempotency-Key", "a b"}}).status, 400);
    }

    void aTokenIsKeptNowhere()
    {
        const QByteArray admin = tokenOf(QStringLiteral("admin"));
        const Headers key{{"Idempotency-Key", "secret"}};
        const QByteArray path = "/api/v1/users/sales/tokens";
        const Reply first = ask(port(), "POST", path, admin, json("{'label':'once'}"), key);
        QCOMPARE(first.status, 201);
        const QByteArray token = first.object().value(QStringLiteral("token")).toString().toLatin1();
        QCOMPARE(ask(port(), "GET", "/api/v1/me", token).status, 200);
        const Reply again = ask(port(), "POST", path, admin, json("{'label':'once'}"), key);
        QCOMPARE(again.status, 409);
        QVERIFY2(again.body.contains("shown once") && again.body.contains("revoke"), again.body);
        QVERIFY(again.header("Retry-After").isEmpty()); // asking again doesn't help
        // Signing in has no answer to repeat, with a key or without.
        ask(port(), "POST", "/api/v1/users", admin,
            json("{'name':'kim','role':'sales','password':'correct horse battery'}"),
            {{"Idempotency-Key", "kim"}});
        const Reply in = ask(port(), "POST", "/api/v1/sessions", {},
                             json("{'name':'kim','password':'correct horse battery'}"), key);
        const QByteArray session = in.object().value(QStringLiteral("token")).toString().toLatin1();
        QVERIFY(session.startsWith("slw_"));
        const QString backup = m_api->folder.filePath(QStringLiteral("backup.db"));
        ApiFixture::must(m_api->store->copyTo(backup));
        for (const QByteArray &secret : {token, session, QByteArray("correct horse battery")})
            QCOMPARE(filesWith(secret), QStringList());
        QFile::remove(backup);
    }

    // A hash of the whole request would let whoever reads the store guess a password without end.
    void aPasswordCantBeGuessedFromAKey()
    {
        const QByteArray admin = tokenOf(QStringLiteral("admin"));
        const QByteArray body = json("{'name':'lee','role':'sales','password':'guess me if you can'}");
        const Headers key{{"Idempotency-Key", "lee"}};
        const Reply first = ask(port(), "POST", "/api/v1/users", admin, body, key);
        QCOMPARE(first.status, 201);
        QCryptographicHash guess(QCryptographicHash::Sha256);
        for (const QByteArray &part : {QByteArray("POST"), QByteArray("/api/v1/users"), QByteArray(), body})
            guess.addData(QByteArray::number(part.size()) + ':' + part);
        QCOMPARE(filesWith(guess.result().toHex()), QStringList());
        QCOMPARE(ask(port(), "POST", "/api/v1/users", admin, body, key).body, first.body);
    }

    void theSameCreateAtOnceHappensOnce()
    {
        const QByteArray admin = tokenOf(QStringLiteral("admin"));
        const QByteArray bytes =
            requestBytes("POST", "/api/v1/applications", admin,
                         json("{'customer':'northwind','slug':'race','name':'Race','recipe':{}}"),
                         {{"Idempotency-Key", "race"}});
        const int before = m_api->operations->created;
        std::vector<RawSocket> sockets;
        for (int i = 0; i < 8; ++i)
            sockets.emplace_back(port());
        for (RawSocket &socket : sockets)
            socket.send(bytes);
        for (RawSocket &socket : sockets) {
            const int status = socket.reply().status;
            QVERIFY(status == 202 || status == 409);
        }
        QCOMPARE(m_api->operations->created, before + 1);
    }

    // Whoever asks again because an answer was lost is told of the first one, not of what isn't there any
    // more.
    void whatTakesMinutesHappensOnce()
    {
        StandIn &operations = *m_api->operations;
        const QByteArray admin = tokenOf(QStringLiteral("admin"));
        const Headers key{{"Idempotency-Key", "stop"}};
        const int before = operations.stops;
        operations.takesTime = true;
        Reply first;
        {
            std::jthread caller([&] { first = ask(port(), "POST", stopShop, admin, "{}", key); });
            const bool busy = QTest::qWaitFor([&] { return operations.stopping == 1; }, 5000);
            const Reply meanwhile = ask(port(), "POST", stopShop, admin, "{}", key);
            operations.takesTime = false;
            operations.takesTime.notify_all();
            QVERIFY(busy);
            QCOMPARE(meanwhile.status, 409);
            QCOMPARE(meanwhile.header("Retry-After"), "1");
        }
        QCOMPARE(first.status, 200);
        const Reply again = ask(port(), "POST", stopShop, admin, "{}", key);
        QCOMPARE(again.body, first.body);
        QCOMPARE(again.header("Idempotency-Replayed"), "true");
        QCOMPARE(operations.stops, before + 1);
    }

    void whatTheServiceDiedOverIsBegunAgain()
    {
        const QByteArray admin = tokenOf(QStringLiteral("admin"));
        const Headers key{{"Idempotency-Key", "died"}};
        const int before = m_api->operations->stops;
        QCOMPARE(ask(port(), "POST", stopShop, admin, "{}", key).status, 200);
        forgetAnswer(QStringLiteral("died"));
        QCOMPARE(ask(port(), "POST", stopShop, admin, "{}", key).status, 200);
        QCOMPARE(m_api->operations->stops, before + 2);
        QCOMPARE(ask(port(), "POST", stopShop, admin, "{}", key).header("Idempotency-Replayed"), "true");
        // What mustn't happen twice isn't tried again by itself.
        const QByteArray user = json("{'name':'ida','role':'support'}");
        const Headers other{{"Idempotency-Key", "died-creating"}};
        QCOMPARE(ask(port(), "POST", "/api/v1/users", admin, user, other).status, 201);
        forgetAnswer(QStringLiteral("died-creating"));
        const Reply unknown = ask(port(), "POST", "/api/v1/users", admin, user, other);
        QCOMPARE(unknown.status, 409);
        QVERIFY2(unknown.body.contains("is not known"), unknown.body);
    }

    // Whatever the console sends, it may send again with the same key.
    void whatTheConsoleSendsHappensOnce_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *id, const char *method, const QByteArray &path,
                            const char *body = "") {
            QTest::newRow(id) << QByteArray(method) << "/api/v1/" + path << json(body);
        };
        const QByteArray shop = "applications/northwind/shop";
        row("startEnvironment", "POST", shop + "/start", "{}");
        row("stopEnvironment", "POST", shop + "/stop", "{}");
        row("removeEnvironment", "POST", shop + "/remove", "{'environment':'shop-1'}");
        row("removeApplication", "DELETE", shop);
        row("cloneApplication", "POST", shop + "/clone", "{}");
        row("startRelease", "POST", "releases", "{'application':'southwind/shop','pipeline':'waiting'}");
        row("command", "POST", "releases/1/pause", "{}");
        row("openCase", "POST", "cases",
            "{'contact':'maria@northwind.example','subject':'Slow','text':'Again'}");
        row("caseCommand", "POST", "cases/1/note", "{'text':'Looked at it'}");
        row("acknowledgePage", "POST", "pages/1/ack", "{}");
        row("setTemplate", "PUT", "templates/once", "{'title':'Once','text':'Dear {{contact}}'}");
        row("removeTemplate", "DELETE", "templates/once");
        row("takeMail", "POST", "mail", "From: mallory@x.example\nSubject: Buy\n\nnow\n");
        row("discardMail", "POST", "mail/1/discard", "{'reason':'an advertisement'}");
        row("takeMailBack", "POST", "mail/1/restore", "{}");
        row("releaseMail", "POST", "mail/1/release", "{}");
        row("overrideDuty", "POST", "duty/overrides",
            "{'person':'eva','begins':'2098-01-01T00:00:00Z','ends':'2098-02-01T00:00:00Z'}");
        row("setDuty", "PUT", "duty",
            "{'people':[{'name':'jan','mail':'jan@provider.example'}],'rota':{'layers':[{'name':'always',"
            "'first':'2026-01-05','people':['eva','jan']}]}}");
        row("swapDuty", "POST", "duty/swaps",
            "{'person':'jan','begins':'2099-01-05T10:00:00Z','with':'eva','with_begins':'2099-01-12T10:00:"
            "00Z'}");
        row("removeOverride", "DELETE", "duty/overrides/1");
        row("removeSwap", "DELETE", "duty/swaps/2");
        row("setBrake", "PUT", "brake", "{'on':false,'reason':'enough'}");
    }
    void whatTheConsoleSendsHappensOnce()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        const QByteArray admin = tokenOf(QStringLiteral("admin"));
        const Headers key{{"Idempotency-Key", QByteArray("console-") + QTest::currentDataTag()}};
        const Reply first = ask(port(), method, path, admin, body, key);
        QVERIFY2(first.status >= 200 && first.status < 300, first.body);
        const qint64 before = changesBy(QStringLiteral("admin"));
        const Reply again = ask(port(), method, path, admin, body, key);
        QCOMPARE(again.status, first.status);
        QCOMPARE(again.body, first.body);
        QCOMPARE(again.header("Idempotency-Replayed"), "true");
        QCOMPARE(changesBy(QStringLiteral("admin")), before);
    }

    // Nothing is lost by removing it once more: what the key was noted for may be gone or not.
    void aRemovalThatTheServiceDiedOverIsBegunAgain()
    {
        const QByteArray admin = tokenOf(QStringLiteral("admin"));
        const QByteArray path = "/api/v1/templates/gone";
        QCOMPARE(ask(port(), "PUT", path, admin, json("{'title':'Gone','text':'Soon'}")).status, 200);
        const Headers key{{"Idempotency-Key", "gone"}};
        QCOMPARE(ask(port(), "DELETE", path, admin, {}, key).status, 204);
        forgetAnswer(QStringLiteral("gone"));
        QCOMPARE(ask(port(), "DELETE", path, admin, {}, key).status, 404);
        QCOMPARE(ask(port(), "DELETE", "/api/v1/templates/other", admin, {}, key).status, 404);
    }

private:
    qint64 changesBy(const QString &who) const
    {
        return ApiFixture::must(m_api->store->read([&](Reader &reader) -> Result<qint64> {
            return reader.integer(QStringLiteral("SELECT COUNT(*) FROM event WHERE actor = ?"), {who});
        }));
    }
    quint16 port() const { return m_api->server->port(); }
    QByteArray tokenOf(const QString &who) { return m_api->tokens[who]; }

    // As if the service had been killed before it could note what it answered.
    void forgetAnswer(const QString &key)
    {
        ApiFixture::must(m_api->store->write([&](Transaction &transaction) -> Result<void> {
            const auto rows = transaction.execute(
                QStringLiteral("UPDATE idempotency SET status = NULL, answer = NULL WHERE request_key = ?"),
                {key});
            return rows ? Result<void>() : Failure(rows.error());
        }));
    }

    // The files of the store, its log and copies that hold these bytes.
    QStringList filesWith(const QByteArray &bytes) const
    {
        QStringList names;
        for (const QFileInfo &info : QDir(m_api->folder.path()).entryInfoList(QDir::Files | QDir::Hidden)) {
            QFile file(info.filePath());
            if (!file.open(QIODevice::ReadOnly) || file.readAll().contains(bytes))
                names.append(info.fileName());
        }
        return names;
    }

    std::unique_ptr<ApiFixture> m_api;
};

QTEST_GUILESS_MAIN(TestRepetitions)
#include "TestRepetitions.moc"
