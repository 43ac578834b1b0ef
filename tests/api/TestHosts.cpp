// Hosts and secrets over the API: what is refused, what an event says of it, and that no value ever goes out.
#include "api/ApiFixture.h"
#include "api/RawHttp.h"

using namespace slipway;
using namespace slipway::test;

namespace {

QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace

class TestHosts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_api = std::make_unique<ApiFixture>(); }
    void cleanupTestCase() { m_api.reset(); }

    void hostsAndTheirKeys()
    {
        const QByteArray admin = m_api->tokens[QStringLiteral("admin")];
        const QByteArray line = m_api->newKey(QStringLiteral("spare"));
        QByteArray key = m_api->secrets.get(QStringLiteral("spare"))->bytes().toByteArray();
        const QJsonObject good{{QStringLiteral("name"), QStringLiteral("web1")},
                               {QStringLiteral("address"), QStringLiteral("10.0.0.1")},
                               {QStringLiteral("user"), QStringLiteral("deploy")},
                               {QStringLiteral("host_key"), QString::fromLatin1(line)},
                               {QStringLiteral("private_key"), QString::fromLatin1(key)}};
        const auto add = [&](const char *field, const QJsonValue &value) {
            QJsonObject body = good;
            body.insert(QLatin1String(field), value);
            return ask(port(), "POST", "/api/v1/hosts", admin, toBytes(body)).status;
        };
        for (const char *field : {"name", "address", "user", "host_key", "private_key"}) {
            QCOMPARE(add(field, QString()), 422);
            QCOMPARE(add(field, QStringLiteral("-o \n$(x)")), 422);
            QCOMPARE(add(field, 5), 422);
        }
        QCOMPARE(add("port", 70000), 422);
        QCOMPARE(add("secret", QStringLiteral("spare")), 422); // both
        const qint64 before = m_api->head()->value(QStringLiteral("seq")).toInteger();
        const Reply added = ask(port(), "POST", "/api/v1/hosts", admin, toBytes(good));
        QVERIFY2(added.status == 201, added.body);
        QCOMPARE(added.object().value(QStringLiteral("secret")).toString(), QStringLiteral("host.web1"));
        QCOMPARE(added.object().value(QStringLiteral("port")).toInt(), 22);
        QCOMPARE(add("user", QStringLiteral("other")), 409);
        QCOMPARE(valueOf("host.web1"), key); // the refused one left the first one's
        const QByteArray events = ask(port(), "GET", "/api/v1/ledger", admin).body;
        QCOMPARE(m_api->head()->value(QStringLiteral("seq")).toInteger(), before + 2);
        QVERIFY(events.contains("host.added") && events.contains("secret.set"));
        QVERIFY(!events.contains("PRIVATE KEY"));
        QCOMPARE(ask(port(), "GET", "/api/v1/hosts/web1", m_api->tokens[QStringLiteral("operations")]).status,
                 200);
        QCOMPARE(ask(port(), "DELETE", "/api/v1/secrets/host.web1", admin).status, 409);
        QCOMPARE(ask(port(), "PUT", "/api/v1/secrets/host.web1", admin, json("{'value':'no key'}")).status,
                 422);
        QCOMPARE(valueOf("host.web1"), key);
        QCOMPARE(ask(port(), "DELETE", "/api/v1/hosts/web1", admin).status, 204);
        QCOMPARE(ask(port(), "DELETE", "/api/v1/hosts/web1", admin).status, 404);
        QVERIFY(!m_api->secrets.get(QStringLiteral("host.web1")));
    }

    void secretsComeInAndNeverGoOut()
    {
        const QByteArray admin = m_api->tokens[QStringLiteral("admin")];
        const std::pair<QByteArray, QByteArray> repeated{"Idempotency-Key", "secret-once"};
        QCOMPARE(ask(port(), "PUT", "/api/v1/secrets/mail", admin, json("{'value':'hush hush'}"), {repeated})
                     .status,
                 204);
        QCOMPARE(valueOf("mail"), "hush hush");
        for (const char *path : {"/api/v1/secrets", "/api/v1/ledger"})
            QVERIFY(!ask(port(), "GET", path, admin).body.contains("hush hush"));
        qint64 kept = -1;
        ApiFixture::must(m_api->store->read([&](Reader &reader) -> Result<void> {
            kept = reader
                       .integer(QStringLiteral(
                           "SELECT count(*) FROM idempotency WHERE request_key = 'secret-once'"))
                       .value_or(-1);
            return {};
        }));
        QCOMPARE(kept, 0); // not even a hash of it
        QCOMPARE(ask(port(), "PUT", "/api/v1/secrets/mail", admin, json("{'value':''}")).status, 422);
        QCOMPARE(ask(port(), "PUT", "/api/v1/secrets/Mail", admin, json("{'value':'x'}")).status, 422);
        QCOMPARE(ask(port(), "DELETE", "/api/v1/secrets/mail", admin).status, 204);
        QCOMPARE(ask(port(), "DELETE", "/api/v1/secrets/mail", admin).status, 404);
    }

private:
    int port() const { return m_api->server->port(); }
    QByteArray valueOf(const char *secret) const
    {
        const auto value = m_api->secrets.get(QLatin1String(secret));
        return value ? value->bytes().toByteArray() : QByteArray();
    }

    std::unique_ptr<ApiFixture> m_api;
};

QTEST_GUILESS_MAIN(TestHosts)
#include "TestHosts.moc"
