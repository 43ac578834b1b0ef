// Links of cases by the API: told with the case, found by the list, refused with their reason, and nothing
// for customers.
#include "api/ApiFixture.h"
#include "api/RawHttp.h"
#include "api/Refusal.h"

using namespace slipway;
using namespace slipway::test;

class TestCaseLinkRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_api = std::make_unique<ApiFixture>(); }
    void cleanupTestCase() { m_api.reset(); }

    void linkedToldAndFound()
    {
        const QByteArray reference = "release/" + QByteArray::number(m_api->release);
        QCOMPARE(link("support", reference).status, 200);
        QCOMPARE(link("support", reference).status, 200); // once is enough
        const Reply shown = get("/api/v1/cases/1", "sales");
        const QJsonArray links = shown.object().value(QStringLiteral("links")).toArray();
        QCOMPARE(links.size(), 1);
        QCOMPARE(links[0][QLatin1String("reference")].toString().toUtf8(), reference);
        QCOMPARE(links[0][QLatin1String("by")].toString(), QStringLiteral("support"));
        QCOMPARE(links[0][QLatin1String("customer")].toString(), QStringLiteral("northwind"));
        QCOMPARE(found(reference), 1);
        QCOMPARE(found("release/4711"), 0);
        QCOMPARE(ask("unlink", "support", reference).status, 200);
        QCOMPARE(found(reference), 0);
        QCOMPARE(ask("unlink", "support", reference).status, 404);
    }

    void aReleaseThatIsNamedIsWaitedFor()
    {
        const QByteArray reference = "release/" + QByteArray::number(m_api->release);
        const Reply waits = send("wait", "support", "{\"for\":\"" + reference + "\"}");
        QCOMPARE(waits.status, 200);
        QCOMPARE(waits.object().value(QStringLiteral("state")).toString(),
                 QStringLiteral("waiting-for-release"));
        const QJsonArray links =
            get("/api/v1/cases/1", "support").object().value(QStringLiteral("links")).toArray();
        QVERIFY(links[0][QLatin1String("awaited")].toBool());
        QCOMPARE(send("resume", "support", "{}").status, 200);
        const QJsonArray after =
            get("/api/v1/cases/1", "support").object().value(QStringLiteral("links")).toArray();
        QVERIFY(!after[0][QLatin1String("awaited")].toBool());
        QCOMPARE(ask("unlink", "support", reference).status, 200);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("who");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no reference")
            << QByteArray("support") << QByteArray("214") << 422 << QByteArray("\"214\"");
        QTest::newRow("not there") << QByteArray("support") << QByteArray("release/999") << 404
                                   << QByteArray("999");
        QTest::newRow("another's") << QByteArray("support") << QByteArray("application/southwind/shop") << 422
                                   << QByteArray("southwind's");
        QTest::newRow("sales") << QByteArray("sales") << QByteArray("release/1") << 403
                               << QByteArray("sales");
        QTest::newRow("a customer") << QByteArray("customer") << QByteArray("release/1") << 403
                                    << QByteArray("customer");
    }

    void refused()
    {
        QFETCH(QByteArray, who);
        QFETCH(QByteArray, to);
        QFETCH(int, status);
        QFETCH(QByteArray, says);
        const Reply reply = link(who.constData(), to);
        QCOMPARE(reply.status, status);
        QVERIFY(isWhole(reply));
        QVERIFY2(reply.object().value(QStringLiteral("detail")).toString().contains(QString::fromUtf8(says)),
                 reply.body);
        QVERIFY(
            get("/api/v1/cases/1", "support").object().value(QStringLiteral("links")).toArray().isEmpty());
    }

    void customersAreToldNothingOfIt()
    {
        const QByteArray reference = "release/" + QByteArray::number(m_api->release);
        QCOMPARE(link("support", reference).status, 200);
        QCOMPARE(get("/api/v1/cases?state=all&link=" + reference, "customer").status, 403);
        QCOMPARE(get("/api/v1/cases/1", "customer").status, 403);
        // Their release says nothing of cases.
        QVERIFY(
            !get("/api/v1/releases/" + QByteArray::number(m_api->release), "customer").body.contains("case"));
        QCOMPARE(get("/api/v1/cases?link=nonsense", "support").status, 422);
    }

private:
    Reply send(const char *verb, const char *who, const QByteArray &body)
    {
        return test::ask(m_api->server->port(), "POST", QByteArray("/api/v1/cases/1/") + verb,
                         m_api->tokens[QLatin1String(who)], body);
    }
    Reply ask(const char *verb, const char *who, const QByteArray &to)
    {
        return send(verb, who, "{\"to\":\"" + to + "\"}");
    }
    Reply link(const char *who, const QByteArray &to) { return ask("link", who, to); }
    Reply get(const QByteArray &target, const char *who)
    {
        return test::ask(m_api->server->port(), "GET", target, m_api->tokens[QLatin1String(who)]);
    }
    qsizetype found(const QByteArray &reference)
    {
        return get("/api/v1/cases?state=all&link=" + reference, "support")
            .object()
            .value(QStringLiteral("items"))
            .toArray()
            .size();
    }

    std::unique_ptr<ApiFixture> m_api;
};

QTEST_GUILESS_MAIN(TestCaseLinkRoutes)

#include "TestCaseLinkRoutes.moc"
