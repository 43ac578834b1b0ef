// What a proxy before the service answers in its place: which answers are the service's own, and what becomes
// of those that aren't.
#include "client/Client.h"
#include "client/Faked.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

class TestProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What a proxy says in the service's place is no refusal: it is asked again, and at last in doubt.
    void whatAProxySaysIsNoAnswer_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isDoubt");
        const QByteArray html = "text/html";
        const QByteArray plain = "text/plain; charset=utf-8";
        const QByteArray json = "application/json";
        const QByteArray details = "application/problem+json";
        const auto row = [](const char *name, int status, const QByteArray &type, const QByteArray &body,
                            bool isDoubt) { QTest::newRow(name) << status << type << body << isDoubt; };
        row("502, a page", 502, html, "<html>Bad Gateway</html>", true);
        row("503, a page", 503, html, "<html>No server is available</html>", true);
        row("504, a page", 504, html, "<html>Gateway Time-out</html>", true);
        row("502, nothing", 502, {}, {}, true);
        row("504, a line", 504, plain, "upstream request timeout", true);
        row("502, JSON of its own", 502, json, "{\"message\":\"upstream is gone\"}", true);
        row("503, JSON of its own", 503, json, "{\"message\":\"no healthy upstream\"}", true);
        row("504, details of its own", 504, details, "{\"type\":\"about:blank\",\"status\":504}", true);
        row("503, details cut off", 503, details, "{\"type\":\"urn:slipway:pro", true);
        row("503 of the service", 503, details,
            "{\"type\":\"urn:slipway:problem:unavailable\",\"detail\":\"No\"}", false);
        row("504 of the service", 504, details,
            "{\"type\":\"urn:slipway:problem:timeout\",\"detail\":\"Late\"}", false);
        row("500, a page", 500, html, "<html>Oops</html>", false);
        row("403, a page", 403, html, "<html>Forbidden</html>", false);
        row("413, a page", 413, html, "<html>Too large</html>", false);
        row("429, a page", 429, html, "<html>Too many</html>", false);
    }
    void whatAProxySaysIsNoAnswer()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(bool, isDoubt);
        const TransportAnswer said = answered(status, body, type);
        m_faked = Faked();
        m_faked.answers = {said, said, answered(200, "{\"id\":7}")};
        const auto done = acknowledge(std::chrono::seconds(5));
        QCOMPARE(done.has_value(), isDoubt); // asked until the service itself answers
        QCOMPARE(m_faked.keys(), QByteArrayList(isDoubt ? 3 : 1, m_faked.keys().front()));
        QVERIFY(!m_faked.keys().front().isEmpty());
        // And where it doesn't.
        m_faked.answers = {said};
        const auto last = acknowledge(Duration::zero());
        QVERIFY(!last);
        QCOMPARE(Client::isOutcomeUnknown(last.error()), isDoubt);
        QCOMPARE(Client::isUnreachable(last.error()), isDoubt);
        const QString words = QStringLiteral("a proxy answered in its place, with status %1").arg(status);
        QCOMPARE(last.error().what.contains(words), isDoubt);
    }

private:
    Result<QJsonObject> acknowledge(Duration patience)
    {
        Client client(
            m_faked,
            [] {
                return Endpoint{QUrl(QStringLiteral("http://127.0.0.1:1")), "token"};
            },
            Client::Options{[patience] { return patience; }, std::chrono::seconds(10)});
        std::optional<Result<QJsonObject>> came;
        client.post(QStringLiteral("/api/v1/pages/7/ack"), {})
            .then([&came](const Result<QJsonObject> &answer) { came = answer; });
        return QTest::qWaitFor([&came] { return came.has_value(); }, 30000)
                   ? *came
                   : fail(Problem::Kind::Internal, QStringLiteral("nothing came"));
    }

    Faked m_faked;
};

QTEST_GUILESS_MAIN(TestProxy)
#include "TestProxy.moc"
