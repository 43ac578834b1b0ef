// What the way out understands of a request, and what may be reached.
#include "service/guardian/EgressPolicy.h"
#include "service/guardian/EgressRequest.h"

#include <QTest>

#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>

using namespace slipway;

namespace {

NetBytes bytesOf(const char *text)
{
    NetBytes bytes{};
    const QByteArray six = strchr(text, ':') ? QByteArray(text) : "::ffff:" + QByteArray(text);
    if (::inet_pton(AF_INET6, six.constData(), bytes.data()) != 1)
        qFatal("no address");
    return bytes;
}

} // namespace

class TestEgressRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void understands_data();
    void understands();
    void refusesToUnderstand_data();
    void refusesToUnderstand();
    void knowsWhatIsPublic_data();
    void knowsWhatIsPublic();
    void allowsByNameAndByAddress();
};

void TestEgressRules::understands_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("passedOn");
    const auto row = [](const char *name, const QByteArray &head, const char *target, const QByteArray &on) {
        QTest::newRow(name) << head << QString::fromLatin1(target) << on;
    };
    row("tunnel", "CONNECT Api.Example.net:443 HTTP/1.1\r\nHost: other\r\nX: y\r\n\r\n",
        "api.example.net:443", "");
    row("IPv6", "CONNECT [2001:DB8::1]:443 HTTP/1.0\r\n\r\n", "[2001:db8::1]:443", "");
    row("get", "GET http://example.net/a?b HTTP/1.1\r\nHost: evil\r\nAccept: */*\r\n\r\n", "example.net:80",
        "GET /a?b HTTP/1.1\r\nHost: example.net\r\nConnection: close\r\nAccept: */*\r\n\r\n");
    row("bare", "GET http://example.net:8080 HTTP/1.1\r\n\r\n", "example.net:8080",
        "GET / HTTP/1.1\r\nHost: example.net:8080\r\nConnection: close\r\n\r\n");
    row("query", "POST http://[::1]?q HTTP/1.1\r\nContent-Length: 3\r\n\r\n", "[::1]:80",
        "POST /?q HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\nContent-Length: 3\r\n\r\n");
    row("hop by hop",
        "GET http://a/ HTTP/1.1\r\nConnection: keep-alive, X-Mine, Content-Length\r\nX-Mine: 1\r\n"
        "Proxy-Authorization: x\r\nProxy-Connection: keep-alive\r\nContent-Length: 1\r\nY: 2\r\n\r\n",
        "a:80", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 1\r\nY: 2\r\n\r\n");
}

void TestEgressRules::understands()
{
    QFETCH(QByteArray, head);
    QFETCH(QString, target);
    QFETCH(QByteArray, passedOn);
    QCOMPARE(EgressRequest::headLength(head), head.size());
    QCOMPARE(EgressRequest::headLength(head.left(head.size() - 1)), qsizetype(-1));
    const auto request = EgressRequest::parse(head);
    QVERIFY2(request, request ? "" : qPrintable(request.error().text()));
    QCOMPARE(request->target.text(), target);
    QCOMPARE(request->head, passedOn);
    QCOMPARE(request->isTunnel, passedOn.isEmpty());
}

void TestEgressRules::refusesToUnderstand_data()
{
    QTest::addColumn<QByteArray>("head");
    const auto row = [](const char *name, const QByteArray &head) { QTest::newRow(name) << head; };
    row("no port", "CONNECT a HTTP/1.1\r\n\r\n");
    row("port 0", "CONNECT a:0 HTTP/1.1\r\n\r\n");
    row("sign-in in the address", "GET http://u:p@127.0.0.1/ HTTP/1.1\r\n\r\n");
    row("origin form", "GET / HTTP/1.1\r\n\r\n");
    row("https", "GET https://a/ HTTP/1.1\r\n\r\n");
    row("version", "CONNECT a:1 HTTP/2.0\r\n\r\n");
    row("four words", "CONNECT a:1 HTTP/1.1 x\r\n\r\n");
    row("bare LF", "CONNECT a:1 HTTP/1.1\nX: y\r\n\r\n");
    row("bare CR", "GET http://a/ HTTP/1.1\r\nX: y\rz\r\n\r\n");
    row("zero", QByteArray("GET http://a/ HTTP/1.1\r\nX: ") + '\0' + "\r\n\r\n");
    row("folded", "GET http://a/ HTTP/1.1\r\nX: y\r\n z\r\n\r\n");
    row("space before the colon", "GET http://a/ HTTP/1.1\r\nContent-Length : 3\r\n\r\n");
    row("no name", "GET http://a/ HTTP/1.1\r\n: y\r\n\r\n");
    row("tab in the path", "GET http://a/\t HTTP/1.1\r\n\r\n");
    row("line in the host", "CONNECT a\r:1 HTTP/1.1\r\n\r\n");
    row("slash in the host", "CONNECT a/b:1 HTTP/1.1\r\n\r\n");
    row("too long", "GET http://a/ HTTP/1.1\r\nX: " + QByteArray(20'000, 'y') + "\r\n\r\n");
    QByteArray many = "GET http://a/ HTTP/1.1\r\n";
    for (int i = 0; i < 101; ++i)
        many += "X: y\r\n";
    row("too many", many + "\r\n");
}

void TestEgressRules::refusesToUnderstand()
{
    QFETCH(QByteArray, head);
    const auto request = EgressRequest::parse(head);
    QVERIFY(!request);
    const QByteArray answer = egressRefusal(400, request.error());
    QVERIFY(answer.startsWith("HTTP/1.1 400 "));
}

void TestEgressRules::knowsWhatIsPublic_data()
{
    QTest::addColumn<bool>("isPublic");
    for (const char *text : {"1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "192.167.1.1", "100.63.0.1",
                             "100.128.0.1", "11.0.0.1", "223.255.255.1", "2606:4700::1", "2a00::1"})
        QTest::newRow(text) << true;
    for (const char *text : {"0.0.0.0",
                             "0.1.2.3",
                             "10.1.2.3",
                             "100.64.0.1",
                             "100.127.255.255",
                             "127.0.0.1",
                             "127.255.0.1",
                             "169.254.169.254",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.0.0.1",
                             "192.0.2.1",
                             "192.88.99.1",
                             "192.168.1.1",
                             "198.18.0.1",
                             "198.19.255.1",
                             "198.51.100.1",
                             "203.0.113.1",
                             "224.0.0.1",
                             "239.1.1.1",
                             "240.0.0.1",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "::127.0.0.1",
                             "64:ff9b::7f00:1",
                             "100::1",
                             "fc00::1",
                             "fd12::1",
                             "fe80::1",
                             "fec0::1",
                             "ff02::1",
                             "2001::1",
                             "2001:db8::1",
                             "2002:7f00:1::",
                             "3fff::1",
                             "::ffff:127.0.0.1",
                             "::ffff:10.0.0.1"})
        QTest::newRow(text) << false;
}

void TestEgressRules::knowsWhatIsPublic()
{
    QFETCH(bool, isPublic);
    QCOMPARE(EgressPolicy::isPublic(bytesOf(QTest::currentDataTag())), isPublic);
}

void TestEgressRules::allowsByNameAndByAddress()
{
    const auto address = [](const char *text) {
        sockaddr_in name{};
        name.sin_family = AF_INET;
        ::inet_pton(AF_INET, text, &name.sin_addr);
        return name;
    };
    const auto check = [](const EgressPolicy &policy, const HostPort &asked, const sockaddr_in &at) {
        return policy.check(asked, reinterpret_cast<const sockaddr *>(&at)).has_value();
    };
    const QString db = QStringLiteral("db.example");
    const EgressPolicy policy({{db, 5432}, {QStringLiteral("10.0.0.5"), 80}}, {bytesOf("9.9.9.9")});
    QVERIFY(check(policy, {db, 5432}, address("10.0.0.9")));
    QVERIFY(!check(policy, {db, 5433}, address("10.0.0.9")));
    QVERIFY(!check(policy, {QStringLiteral("other.example"), 5432}, address("10.0.0.9")));
    QVERIFY(check(policy, {QStringLiteral("any.example"), 80}, address("10.0.0.5")));
    QVERIFY(!check(policy, {QStringLiteral("any.example"), 81}, address("10.0.0.5")));
    QVERIFY(check(policy, {QStringLiteral("any.example"), 443}, address("8.8.8.8")));
    QVERIFY(!check(policy, {QStringLiteral("any.example"), 443}, address("9.9.9.9"))); // this machine's own
    QVERIFY(!check(policy, {QStringLiteral("any.example"), 25}, address("8.8.8.8")));  // mail has its own way
    QVERIFY(EgressPolicy::ofThisMachine().contains(bytesOf("127.0.0.1")));
}

QTEST_GUILESS_MAIN(TestEgressRules)
#include "TestEgressRules.moc"
