// What the API answers to be drawn: the steps of a pipeline, also of one that is only being checked, and what
// the probe of a release saw.
#include "api/ApiFixture.h"
#include "api/RawHttp.h"

using namespace slipway;
using namespace slipway::test;

class TestPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_api = std::make_unique<ApiFixture>(); }
    void cleanupTestCase() { m_api.reset(); }

    void pipelinesAreCheckedWithPlaces()
    {
        const Reply bad = ask(port(), "POST", "/api/v1/pipelines:check?source=x.yaml", support(), "name: [\n",
                              {{"Content-Type", "application/yaml"}});
        QCOMPARE(bad.status, 200);
        QCOMPARE(bad.object().value(QStringLiteral("ok")).toBool(), false);
        const QString where = bad.object()
                                  .value(QStringLiteral("problems"))
                                  .toArray()
                                  .at(0)
                                  .toObject()
                                  .value(QStringLiteral("where"))
                                  .toString();
        QVERIFY2(where.startsWith(QLatin1String("x.yaml:")), qPrintable(where));
        const Reply good = ask(port(), "POST", "/api/v1/pipelines:check", support(),
                               ApiFixture::waitingPipeline(), {{"Content-Type", "application/yaml"}});
        QVERIFY2(good.object().value(QStringLiteral("ok")).toBool(), good.body);
        const Reply shown = ask(port(), "GET", "/api/v1/pipelines/waiting", support());
        QCOMPARE(shown.object().value(QStringLiteral("yaml")).toString().toUtf8(),
                 ApiFixture::waitingPipeline());
        // Both are there to be drawn, and by the same reader.
        for (const Reply &reply : {good, shown}) {
            const QJsonObject step = reply.object().value(QStringLiteral("steps")).toArray().at(0).toObject();
            QCOMPARE(step.value(QStringLiteral("id")).toString(), QStringLiteral("ready"));
            QCOMPARE(step.value(QStringLiteral("wait")).toObject(),
                     (QJsonObject{{QStringLiteral("sign_off"), QStringLiteral("readiness")},
                                  {QStringLiteral("by"), QStringLiteral("customer")}}));
            QVERIFY(reply.object().value(QStringLiteral("rollback")).toArray().isEmpty());
        }
        QVERIFY(!bad.object().contains(QStringLiteral("steps")));
    }

    void samplesFromASensibleTimeOn()
    {
        const QByteArray path = "/api/v1/releases/" + QByteArray::number(m_api->release) + "/samples";
        const Reply none = ask(port(), "GET", path, support());
        QCOMPARE(none.status, 200);
        QVERIFY(none.object().value(QStringLiteral("start")).isNull());
        QCOMPARE(ask(port(), "GET", path + "?since=2000", support()).status, 200);
        for (const char *wrong : {"?since=-1", "?since=soon"}) {
            const Reply refused = ask(port(), "GET", path + wrong, support());
            QCOMPARE(refused.status, 400);
            QCOMPARE(refused.object().value(QStringLiteral("where")).toString(), QStringLiteral("since"));
        }
    }

private:
    int port() const { return m_api->server->port(); }
    QByteArray support() const { return m_api->tokens.at(QStringLiteral("support")); }

    std::unique_ptr<ApiFixture> m_api;
};

QTEST_GUILESS_MAIN(TestPictures)
#include "TestPictures.moc"
