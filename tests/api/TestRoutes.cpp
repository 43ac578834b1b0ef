// Every route for every role, with no, wrong, expired and revoked tokens; what customers may see; what isn't
// there; edits of what somebody else changed; pages.
#include "api/ApiFixture.h"
#include "api/RawHttp.h"
#include "api/Refusal.h"

#include <atomic>
#include <thread>

using namespace slipway;
using namespace slipway::test;

namespace {

QByteArray filled(const char *path, qint64 release)
{
    return QByteArray(path)
        .replace("{customer}", "northwind")
        .replace("{application}", "shop")
        .replace("{step}", "ready")
        .replace("{kind}", "policy")
        .replace("{file}", "1")
        .replace("{number}", "1")
        .replace("/tokens/{id}", "/tokens/4711")
        .replace("{id}", QByteArray::number(release))
        .replace("{name}", "support");
}

// JSON with the quotes that C++ lets one read.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

QByteArray bodyFor(const Route &route)
{
    // Not complete on purpose where it would change something that other rows look at.
    return QByteArray(route.method) == "GET" || QByteArray(route.method) == "DELETE" ? QByteArray() : "{}";
}

} // namespace

class TestRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_api = std::make_unique<ApiFixture>(); }
    void cleanupTestCase() { m_api.reset(); }

    void everyRoute_data()
    {
        QTest::addColumn<int>("route");
        QTest::addColumn<QString>("who");
        const auto table = routes();
        for (std::size_t i = 0; i < table.size(); ++i) {
            for (const char *who :
                 {"", "garbage", "expired", "revoked", "operations", "support", "sales", "admin", "customer"})
                QTest::newRow(qPrintable(QLatin1String(table[i].id) + QLatin1Char(' ') + QLatin1String(who)))
                    << static_cast<int>(i) << QString(QLatin1String(who));
        }
    }

    void everyRoute()
    {
        QFETCH(int, route);
        QFETCH(QString, who);
        const Route &row = routes()[static_cast<std::size_t>(route)];
        const QByteArray target = filled(row.path, m_api->release);
        QVERIFY2(!target.contains('{'), target.constData());
        const Reply reply = ask(port(), row.method, target, tokenOf(who), bodyFor(row));
        const auto role = roleFromText(who);
        const bool ends = QByteArrayView(row.id) == QByteArrayView("abortRelease");
        if (row.access.open) {
            QVERIFY2(reply.status != 401 || QByteArrayView(row.id) == QByteArrayView("signIn"), reply.body);
            QVERIFY2(reply.status != 403, reply.body);
        } else if (!role) {
            QCOMPARE(reply.status, 401);
            QVERIFY(reply.header("WWW-Authenticate").startsWith("Bearer"));
            QCOMPARE(reply.header("Content-Type"), "application/problem+json");
        } else if (!row.access.allows(*role)) {
            QCOMPARE(reply.status, 403);
            QCOMPARE(reply.object().value(QStringLiteral("type")).toString(),
                     QStringLiteral("urn:slipway:problem:forbidden"));
        } else {
            // The role may sign; whether it is the one that is asked is the release's matter.
            const bool asksAnother = QByteArrayView(row.id) == QByteArrayView("signOff") &&
                                     reply.status == 403 && reply.body.contains("waited for");
            QVERIFY2(asksAnother || (reply.status != 0 && reply.status != 401 && reply.status != 403 &&
                                     reply.status < 500),
                     reply.head + "\n" + reply.body);
        }
        if (ends)
            QVERIFY(reply.status != 404);
        if (reply.status >= 400 && QByteArrayView(row.id) != QByteArrayView("health"))
            QVERIFY2(isWhole(reply), reply.head + "\n" + reply.body);
    }

    void customersSeeOnlyTheirOwn()
    {
        const QByteArray id = QByteArray::number(m_api->release);
        for (const QByteArray &path :
             {"/api/v1/releases/" + id, "/api/v1/releases/" + id + "/steps",
              "/api/v1/releases/" + id + "/report", "/api/v1/releases/" + id + "/samples",
              QByteArray("/api/v1/applications/northwind/shop")}) {
            QCOMPARE(ask(port(), "GET", path, tokenOf(QStringLiteral("customer"))).status, 200);
            QCOMPARE(ask(port(), "GET", path, tokenOf(QStringLiteral("stranger"))).status, 404);
        }
        QCOMPARE(ask(port(), "POST", "/api/v1/releases/" + id + "/signoff",
                     tokenOf(QStringLiteral("stranger")), "{}")
                     .status,
                 404);
        const auto items = [&](const char *path, const char *who) {
            return ask(port(), "GET", path, tokenOf(QLatin1String(who)))
                .object()
                .value(QStringLiteral("items"))
                .toArray();
        };
        QCOMPARE(items("/api/v1/releases", "stranger").size(), 0);
        QCOMPARE(items("/api/v1/releases?customer=northwind", "stranger").size(), 0);
        QCOMPARE(items("/api/v1/applications?customer=northwind", "stranger").size(), 1);
        QCOMPARE(items("/api/v1/applications?customer=northwind", "stranger")
                     .at(0)
                     .toObject()
                     .value(QStringLiteral("customer"))
                     .toString(),
                 QStringLiteral("southwind"));
        QVERIFY(items("/api/v1/applications", "support").size() >= 2);
    }

    void whatWasRefusedIsShown()
    {
        const QByteArray path = "/api/v1/applications/northwind/shop";
        const auto refused = [&] {
            return ask(port(), "GET", path, tokenOf(QStringLiteral("support")))
                .object()
                .value(QStringLiteral("environments"))
                .toArray()
                .at(0)
                .toObject()
                .value(QStringLiteral("outbound_refused"))
                .toInt(-1);
        };
        QCOMPARE(refused(), 0);
        for (const int more : {2, 5}) {
            QVERIFY(m_api->store->write([&](Transaction &transaction) -> Result<void> {
                const auto shop =
                    CatalogRepository::application(transaction, QStringLiteral("northwind/shop"));
                if (!shop)
                    return Failure(shop.error());
                return CatalogRepository::addRefusedOutbound(transaction, shop->environments.at(0).id, more);
            }));
        }
        QCOMPARE(refused(), 7);
    }

    void whoElseHasACaseOpen()
    {
        const auto others = [&](const char *field, const Reply &reply) {
            QStringList all;
            for (const QJsonValue &value : reply.object().value(QLatin1String(field)).toArray()) {
                const QJsonObject one = value.toObject();
                all.append(one.value(QStringLiteral("who")).toString() +
                           (one.value(QStringLiteral("writing")).toBool() ? QStringLiteral("!") : QString()));
            }
            return all.join(QLatin1Char(' '));
        };
        const auto keep = [&](const char *who, const QByteArray &body) {
            return ask(port(), "PUT", "/api/v1/cases/1/presence", tokenOf(QLatin1String(who)), json(body));
        };
        const auto present = [&](const char *who) {
            return others("present", ask(port(), "GET", "/api/v1/cases/1", tokenOf(QLatin1String(who))));
        };
        const auto before = m_api->head();
        QCOMPARE(present("admin"), QString());
        QCOMPARE(others("items", keep("support", "{'writing':false}")), QString());
        // Nothing was committed in between: what is seen isn't an answer that was kept.
        QCOMPARE(present("admin"), QStringLiteral("support"));
        QCOMPARE(others("items", keep("operations", "{'writing':true}")), QStringLiteral("support"));
        QCOMPARE(others("items", keep("support", "{'writing':true}")), QStringLiteral("operations!"));
        QCOMPARE(present("sales"), QStringLiteral("operations! support!"));
        QCOMPARE(ask(port(), "DELETE", "/api/v1/cases/1/presence", tokenOf(QStringLiteral("support"))).status,
                 204);
        QCOMPARE(present("sales"), QStringLiteral("operations!"));
        QCOMPARE(present("operations"), QString());
        QCOMPARE(*m_api->head(), *before);
        QCOMPARE(keep("support", "{}").status, 422);
        QCOMPARE(keep("support", "{'writing':1}").status, 422);
        QCOMPARE(keep("customer", "{'writing':true}").status, 403);
        QCOMPARE(ask(port(), "PUT", "/api/v1/cases/4711/presence", tokenOf(QStringLiteral("admin")),
                     json("{'writing':true}"))
                     .status,
                 404);
    }

    void aRevokedTokenIsRefusedAtOnce()
    {
        for (int round = 0; round < 20; ++round) {
            const QByteArray token = m_api->token(QStringLiteral("support"));
            QCOMPARE(ask(port(), "GET", "/api/v1/me", token).status, 200);
            const auto tokens =
                ask(port(), "GET", "/api/v1/users/support/tokens", tokenOf(QStringLiteral("admin")))
                    .object()
                    .value(QStringLiteral("items"))
                    .toArray();
            const QByteArray id =
                QByteArray::number(tokens.at(0).toObject().value(QStringLiteral("id")).toInteger());
            QCOMPARE(
                ask(port(), "DELETE", "/api/v1/users/support/tokens/" + id, tokenOf(QStringLiteral("admin")))
                    .status,
                204);
            QCOMPARE(ask(port(), "GET", "/api/v1/me", token).status, 401);
        }
    }

    // More than there are workers: whoever pulls the brake, or looks, mustn't wait behind them.
    void whatTakesMinutesKeepsNobodyWaiting()
    {
        StandIn &operations = *m_api->operations;
        operations.takesTime = true;
        const QByteArray admin = tokenOf(QStringLiteral("admin"));
        std::vector<std::jthread> callers;
        std::atomic<int> done{0};
        for (int i = 0; i < 12; ++i) {
            callers.emplace_back([&] {
                done += ask(port(), "POST", "/api/v1/applications/northwind/shop/stop", admin, "{}").status ==
                        200;
            });
        }
        const bool busy = QTest::qWaitFor([&] { return operations.stopping >= 8; }, 5000);
        const int health = ask(port(), "GET", "/healthz", {}).status;
        const int brake = ask(port(), "PUT", "/api/v1/brake", admin, "{\"on\":false}").status;
        operations.takesTime = false;
        operations.takesTime.notify_all();
        callers.clear();
        QVERIFY(busy);
        QCOMPARE(health, 200);
        QCOMPARE(brake, 200);
        QCOMPARE(done, 12);
    }

    void editsNeedTheRevisionThatWasSeen()
    {
        const QByteArray operations = tokenOf(QStringLiteral("operations"));
        const QByteArray path = "/api/v1/releases/" + QByteArray::number(startAnother("ifmatch"));
        const QByteArray etag = ask(port(), "GET", path, operations).header("ETag");
        QVERIFY(etag.startsWith('"'));
        QCOMPARE(ask(port(), "POST", path + "/pause", operations, "{}", {{"If-Match", "\"999\""}}).status,
                 412);
        QCOMPARE(ask(port(), "POST", path + "/pause", operations, "{}", {{"If-Match", "nonsense"}}).status,
                 412);
        const Reply paused = ask(port(), "POST", path + "/pause", operations, "{}", {{"If-Match", etag}});
        QVERIFY2(paused.status == 200, paused.body);
        const QByteArray application = "/api/v1/applications/northwind/shop/start";
        QCOMPARE(ask(port(), "POST", application, operations, "{}", {{"If-Match", "\"999\""}}).status, 412);
        QCOMPARE(ask(port(), "POST", application, operations, "{}").status, 200);
    }

    void pagesCoverEverythingOnce()
    {
        m_api->append(57);
        const QByteArray admin = tokenOf(QStringLiteral("admin"));
        qint64 last = std::numeric_limits<qint64>::max();
        qint64 count = 0;
        QString cursor;
        do {
            const Reply reply =
                ask(port(), "GET", "/api/v1/ledger?limit=10&cursor=" + cursor.toLatin1(), admin);
            QCOMPARE(reply.status, 200);
            const QJsonArray items = reply.object().value(QStringLiteral("items")).toArray();
            QVERIFY(items.size() <= 10);
            for (const QJsonValue &item : items) {
                const qint64 seq = item.toObject().value(QStringLiteral("seq")).toInteger();
                QVERIFY(seq < last);
                last = seq;
                ++count;
            }
            cursor = reply.object().value(QStringLiteral("next")).toString();
        } while (!cursor.isEmpty());
        QCOMPARE(last, 1);
        QVERIFY(count >= 57);
        const Reply found = ask(port(), "GET", "/api/v1/ledger?q=test.tick&limit=500", admin);
        QVERIFY(found.object().value(QStringLiteral("items")).toArray().size() >= 57);
        QCOMPARE(ask(port(), "GET", "/api/v1/users?q=stranger", admin)
                     .object()
                     .value(QStringLiteral("items"))
                     .toArray()
                     .at(0)
                     .toObject()
                     .value(QStringLiteral("name"))
                     .toString(),
                 QStringLiteral("stranger"));
    }

    void aSignOffByRole()
    {
        const qint64 id = startAnother("signoff");
        const QByteArray path = "/api/v1/releases/" + QByteArray::number(id) + "/signoff";
        QCOMPARE(ask(port(), "POST", path, tokenOf(QStringLiteral("operations")), json("{'as':'customer'}"))
                     .status,
                 403);
        QCOMPARE(ask(port(), "POST", path, tokenOf(QStringLiteral("customer")), json("{'as':'operations'}"))
                     .status,
                 403);
        QCOMPARE(ask(port(), "POST", path, tokenOf(QStringLiteral("customer")), json("{'note':7}")).status,
                 422);
        QCOMPARE(
            ask(port(), "POST", path, tokenOf(QStringLiteral("customer")), json("{'colour':'red'}")).status,
            422);
        const Reply signedOff =
            ask(port(), "POST", path, tokenOf(QStringLiteral("admin")), json("{'note':'fine'}"));
        QVERIFY2(signedOff.status == 200, signedOff.body);
        const QJsonArray signatures = signedOff.object().value(QStringLiteral("signoffs")).toArray();
        QCOMPARE(signatures.size(), 1);
        QCOMPARE(signatures.at(0).toObject().value(QStringLiteral("role")).toString(),
                 QStringLiteral("customer"));
        QCOMPARE(signatures.at(0).toObject().value(QStringLiteral("who")).toString(),
                 QStringLiteral("admin"));
    }

    void signingIn()
    {
        const QByteArray admin = tokenOf(QStringLiteral("admin"));
        QCOMPARE(ask(port(), "POST", "/api/v1/users", admin,
                     json("{'name':'eva','role':'sales','password':'correct horse battery'}"))
                     .status,
                 201);
        const Reply in = ask(port(), "POST", "/api/v1/sessions", {},
                             json("{'name':'eva','password':'correct horse battery'}"));
        QCOMPARE(in.status, 201);
        const QByteArray token = in.object().value(QStringLiteral("token")).toString().toLatin1();
        QCOMPARE(ask(port(), "GET", "/api/v1/me", token).object().value(QStringLiteral("role")).toString(),
                 QStringLiteral("sales"));
        int refused = 0;
        int limited = 0;
        for (int i = 0; i < 8; ++i) {
            const Reply reply =
                ask(port(), "POST", "/api/v1/sessions", {}, json("{'name':'eva','password':'wrong wrong'}"));
            refused += reply.status == 401 ? 1 : 0;
            limited += reply.status == 429 ? 1 : 0;
            QVERIFY2(isWhole(reply), reply.body);
            if (reply.status == 429)
                QVERIFY(reply.header("Retry-After").toInt() > 0);
        }
        QCOMPARE(refused, 5);
        QCOMPARE(limited, 3);
        // A name nobody has is refused in the same way.
        QCOMPARE(
            ask(port(), "POST", "/api/v1/sessions", {}, json("{'name':'nobody','password':'wrong wrong'}"))
                .status,
            401);
    }

private:
    int port() const { return m_api->server->port(); }

    QByteArray tokenOf(const QString &who)
    {
        if (who == QLatin1String("garbage"))
            return "slw_garbage";
        if (who == QLatin1String("expired"))
            return m_api->token(QStringLiteral("admin"), m_api->clock.now() - std::chrono::seconds(1));
        if (who == QLatin1String("revoked")) {
            const QByteArray token = m_api->token(QStringLiteral("admin"));
            ApiFixture::must(m_api->store->write([&](Transaction &transaction) -> Result<void> {
                const auto tokens =
                    ApiFixture::must(UserRepository::tokens(transaction, QStringLiteral("admin")));
                return UserRepository::revokeToken(transaction, QStringLiteral("test"), tokens.front().id);
            }));
            return token;
        }
        const auto found = m_api->tokens.find(who);
        return found == m_api->tokens.end() ? QByteArray() : found->second;
    }

    // A release of an application of its own, waiting for the customer.
    qint64 startAnother(const QByteArray &slug)
    {
        const QByteArray admin = tokenOf(QStringLiteral("admin"));
        ask(port(), "POST", "/api/v1/applications", admin,
            json("{'customer':'northwind','name':'Another','recipe':{},'slug':'" + slug + "'}"));
        const Reply started = ask(port(), "POST", "/api/v1/releases", admin,
                                  json("{'pipeline':'waiting','application':'northwind/" + slug + "'}"));
        const qint64 id = started.object().value(QStringLiteral("id")).toInteger();
        for (int i = 0; i < 200; ++i) {
            const Reply reply = ask(port(), "GET", "/api/v1/releases/" + QByteArray::number(id), admin);
            if (reply.object().value(QStringLiteral("state")).toString() == QLatin1String("waiting"))
                break;
            QTest::qWait(20);
        }
        return id;
    }

    std::unique_ptr<ApiFixture> m_api;
};

QTEST_GUILESS_MAIN(TestRoutes)
#include "TestRoutes.moc"
