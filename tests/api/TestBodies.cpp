// The bodies that the description of the API has are those that the server takes: both know the same fields.
#include "api/ApiFixture.h"
#include "api/RawHttp.h"

#include <yaml-cpp/yaml.h>

using namespace slipway;
using namespace slipway::test;

namespace {

QString text(const YAML::Node &node)
{
    return node && node.IsScalar() ? QString::fromStdString(node.Scalar()) : QString();
}

// Where everything it names is there.
QByteArray targetOf(const Route &route)
{
    const QByteArray path = route.path;
    return QByteArray(path)
        .replace("{customer}", "northwind")
        .replace("{application}", "shop")
        .replace("{kind}", "policy")
        .replace("/mail/{id}", "/mail/1")
        .replace("{id}", "1")
        .replace("{name}", path.contains("/users/") ? "support" : "shape");
}

// What is guaranteed has fields by its kind.
const QLatin1String ofItsKind("setSla");

} // namespace

class TestBodies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_api = std::make_unique<ApiFixture>();
        m_document = YAML::Load(ask("GET", "/api/v1/openapi.yaml", {}).body.toStdString());
        ask("POST", "/api/v1/mail", "From: mallory@x.example\nSubject: Buy\n\nnow\n"); // in quarantine
        ask("PUT", "/api/v1/templates/shape", R"({"title":"Hello","text":"Dear {{contact}}"})");
        ask("PUT", "/api/v1/mailboxes/shape",
            R"({"host":"127.0.0.1","port":1,"security":"none","user":"u","password":"x"})");
    }
    void cleanupTestCase() { m_api.reset(); }

    void fields_data()
    {
        QTest::addColumn<QString>("id");
        for (const Route &route : routes()) {
            if (schemaOf(route).IsMap() && QLatin1String(route.id) != ofItsKind)
                QTest::newRow(route.id) << QString(QLatin1String(route.id));
        }
    }
    void fields()
    {
        QFETCH(QString, id);
        const auto table = routes();
        const Route &route = *std::find_if(table.begin(), table.end(),
                                           [&](const Route &one) { return id == QLatin1String(one.id); });
        QStringList described;
        for (const auto &property : schemaOf(route)["properties"])
            described.append(text(property.first));
        const Reply reply = ask(route.method, targetOf(route), R"({"no_such_field":1})");
        const QString said = reply.object().value(QStringLiteral("hint")).toString();
        QVERIFY2(said.startsWith(QLatin1String("Known: ")), reply.body.constData());
        QStringList taken = said.mid(7).chopped(1).split(QStringLiteral(", "), Qt::SkipEmptyParts);
        described.sort();
        taken.sort();
        QCOMPARE(described, taken);
    }

private:
    int port() const { return m_api->server->port(); }
    Reply ask(const char *method, const QByteArray &target, const QByteArray &body)
    {
        return test::ask(port(), method, target, m_api->tokens[QStringLiteral("admin")], body,
                         body.startsWith('{') ? Headers{{"Content-Type", "application/json"}} : Headers());
    }
    // Of its body as JSON, or nothing.
    YAML::Node schemaOf(const Route &route) const
    {
        const YAML::Node operation =
            m_document["paths"][route.path][QByteArray(route.method).toLower().toStdString()];
        if (!operation["requestBody"].IsDefined())
            return {};
        const YAML::Node kind = operation["requestBody"]["content"]["application/json"];
        return kind.IsDefined() ? kind["schema"] : YAML::Node();
    }

    std::unique_ptr<ApiFixture> m_api;
    YAML::Node m_document;
};

QTEST_GUILESS_MAIN(TestBodies)
#include "TestBodies.moc"
