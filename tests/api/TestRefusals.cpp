// What isn't there or can't be understood: status, body and what is named as the cause.
#include "api/ApiFixture.h"
#include "api/RawHttp.h"
#include "api/Refusal.h"
#include "service/api/Request.h"

using namespace slipway;
using namespace slipway::test;

class TestRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_api = std::make_unique<ApiFixture>(); }
    void cleanupTestCase() { m_api.reset(); }

    void whatIsNotThere_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        QTest::newRow("unknown path") << QByteArray("GET") << QByteArray("/api/v1/nothing") << 404;
        QTest::newRow("root") << QByteArray("GET") << QByteArray("/") << 404;
        QTest::newRow("trailing slash") << QByteArray("GET") << QByteArray("/api/v1/releases/") << 404;
        QTest::newRow("dots") << QByteArray("GET") << QByteArray("/api/v1/../v1/releases") << 404;
        QTest::newRow("unknown release") << QByteArray("GET") << QByteArray("/api/v1/releases/999") << 404;
        QTest::newRow("not a number") << QByteArray("GET") << QByteArray("/api/v1/releases/x") << 404;
        QTest::newRow("huge number") << QByteArray("GET")
                                     << QByteArray("/api/v1/releases/99999999999999999999") << 404;
        QTest::newRow("wrong method") << QByteArray("DELETE") << QByteArray("/api/v1/releases") << 405;
        QTest::newRow("unknown method") << QByteArray("BREW") << QByteArray("/api/v1/releases") << 405;
        QTest::newRow("options") << QByteArray("OPTIONS") << QByteArray("/api/v1/releases") << 204;
        QTest::newRow("options of all") << QByteArray("OPTIONS") << QByteArray("*") << 204;
        QTest::newRow("head") << QByteArray("HEAD") << QByteArray("/api/v1/releases") << 200;
        QTest::newRow("broken escape") << QByteArray("GET") << QByteArray("/api/v1/pipelines/%zz") << 400;
        QTest::newRow("null escape") << QByteArray("GET") << QByteArray("/api/v1/pipelines/a%00b") << 400;
        QTest::newRow("slash escape")
            << QByteArray("GET") << QByteArray("/api/v1/applications/a%2Fb/c") << 400;
        QTest::newRow("feed without upgrade") << QByteArray("GET") << QByteArray("/api/v1/events") << 426;
        QTest::newRow("bad limit") << QByteArray("GET") << QByteArray("/api/v1/releases?limit=0") << 422;
        QTest::newRow("huge header") << QByteArray("GET") << "/" + QByteArray(20'000, 'a') << 431;
        const QByteArray list("/api/v1/ledger?");
        QTest::newRow("unknown order") << QByteArray("GET") << list + "order=sideways" << 422;
        QTest::newRow("unknown parameter") << QByteArray("GET") << list + "limt=3" << 422;
        QTest::newRow("parameter of another route") << QByteArray("GET") << list + "pipeline=x" << 422;
        QTest::newRow("parameter of a post")
            << QByteArray("POST") << QByteArray("/api/v1/releases?at=now") << 422;
        QTest::newRow("no utf-8") << QByteArray("GET") << list + "q=%ff%fe" << 422;
        QTest::newRow("utf-8 that is cut") << QByteArray("GET") << list + "q=%C3" << 422;
        QTest::newRow("broken escape in a value") << QByteArray("GET") << list + "actor=%z" << 422;
        QTest::newRow("null in a value") << QByteArray("GET") << list + "actor=a%00b" << 422;
        QTest::newRow("value without a name") << QByteArray("GET") << list + "=1" << 422;
        QTest::newRow("neither true nor false")
            << QByteArray("GET") << QByteArray("/api/v1/applications/northwind/shop?retired=si") << 422;
        QTest::newRow("nothing asked") << QByteArray("GET") << list + "&&" << 200;
        QTest::newRow("newest") << QByteArray("GET") << list + "order=newest&q=%C3%A4+b" << 200;
        const QByteArray shifts("/api/v1/duty/shifts?to=2026-11-27T00:00:00Z&from=");
        QTest::newRow("a hundred days") << QByteArray("GET") << shifts + "2026-08-19T00:00:00Z" << 200;
        QTest::newRow("more than that") << QByteArray("GET") << shifts + "2026-08-18T23:59:59Z" << 422;
        QTest::newRow("no time at all") << QByteArray("GET") << shifts + "2026-11-27T00:00:00Z" << 422;
        QTest::newRow("no such override")
            << QByteArray("DELETE") << QByteArray("/api/v1/duty/overrides/999") << 404;
        QTest::newRow("bad cursor") << QByteArray("GET") << QByteArray("/api/v1/releases?cursor=x") << 400;
        QTest::newRow("bad state") << QByteArray("GET") << QByteArray("/api/v1/releases?state=x") << 422;
    }

    void whatIsNotThere()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        const Reply reply = ask(port(), method, target, admin());
        QCOMPARE(reply.status, status);
        if (status == 405 || status == 204)
            QVERIFY(reply.header("Allow").contains("GET"));
        if (status >= 400)
            QVERIFY2(isWhole(reply), reply.head + "\n" + reply.body);
        // What is wrong with a query is named.
        const qsizetype query = target.indexOf('?');
        if (status == 422) {
            const QString name = QString::fromLatin1(target.mid(query + 1).split('=').at(0));
            QCOMPARE(reply.object().value(QStringLiteral("where")).toString(), name);
        }
    }

    void aFieldNamedTwice_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("where"); // empty: nothing is named twice
        const auto row = [](const char *name, QByteArray body, const char *where) {
            QTest::newRow(name) << body.replace('\'', '"') << QString::fromLatin1(where);
        };
        row("once", "{'note':'a','reason':'note','step':'{\\\"note\\\":1}'}", "");
        row("twice", "{'note':'a','reason':'b','note':'c'}", "/note");
        row("escaped", "{'note':'a','n\\u006fte':'c'}", "/note");
        row("blanks", "{ 'note' : 1 ,\n 'note' : 2 }", "/note");
        row("the same in another object", "{'a':{'b':1},'c':{'b':1,'a':[]}}", "");
        row("nested", "{'a':[1,{'b':{'c':1,'c':2}}]}", "/a/1/b/c");
        row("a value like its name", "{'note':'note','step':['note','note']}", "");
        row("quotes and backslashes", "{'a\\\"':1,'a\\\\':2,'a':'\\\\'}", "");
        row("empty names", "{'':1,'':2}", "/");
        row("nothing", "{}", "");
    }

    void aFieldNamedTwice()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, where);
        Request request;
        request.body = body;
        const auto object = request.object();
        if (where.isEmpty()) {
            QVERIFY2(object, object ? "" : qPrintable(object.error().text()));
            return;
        }
        QVERIFY(!object);
        QCOMPARE(object.error().kind, Problem::Kind::Malformed);
        QCOMPARE(object.error().where, where);
    }

    // A mail may be larger than anything else, for those who may bring one.
    void onlyAMailMayBeLarge()
    {
        const QByteArray mail =
            "From: maria@northwind.example\nSubject: Large\n\n" + QByteArray(3'000'000, 'x');
        QCOMPARE(
            ask(port(), "POST", "/api/v1/mail", admin(), mail, {{"Content-Type", "message/rfc822"}}).status,
            200);
        QCOMPARE(ask(port(), "POST", "/api/v1/mail", {}, mail, {{"Content-Type", "message/rfc822"}}).status,
                 401);
        QCOMPARE(ask(port(), "POST", "/api/v1/cases", admin(), mail).status, 413);
        const Reply other =
            ask(port(), "POST", "/api/v1/mail", admin(), "x", {{"Content-Type", "text/html"}});
        QCOMPARE(other.status, 415);
        QVERIFY2(isWhole(other), other.head + "\n" + other.body);
    }

    void whatKindOfBody_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("status");
        QTest::newRow("json") << QByteArray("application/json") << 409;
        QTest::newRow("with its encoding") << QByteArray("Application/JSON; charset=utf-8") << 409;
        QTest::newRow("text") << QByteArray("text/plain") << 415;
        QTest::newRow("a form") << QByteArray("application/x-www-form-urlencoded") << 415;
        QTest::newRow("nearly") << QByteArray("application/jsonp") << 415;
    }

    // What isn't paused can't be resumed, once it is understood.
    void whatKindOfBody()
    {
        QFETCH(QByteArray, type);
        QFETCH(int, status);
        const QByteArray path = "/api/v1/releases/" + QByteArray::number(m_api->release) + "/resume";
        const Reply reply = ask(port(), "POST", path, admin(), "{}", {{"Content-Type", type}});
        QCOMPARE(reply.status, status);
        QVERIFY2(isWhole(reply), reply.head + "\n" + reply.body);
        if (status == 415)
            QCOMPARE(reply.object().value(QStringLiteral("where")).toString(),
                     QStringLiteral("Content-Type"));
        const Reply twice = ask(port(), "POST", path, admin(), "{\"note\":\"a\",\"note\":\"b\"}");
        QCOMPARE(twice.status, 400);
        QCOMPARE(twice.object().value(QStringLiteral("where")).toString(), QStringLiteral("/note"));
    }

    void whoMeansAnotherFolderIsRefused()
    {
        for (const char *path : {"/healthz", "/api/v1/releases", "/api/v1/events", "/nothing"}) {
            const Reply reply = ask(port(), "GET", path, admin(), {}, {{"Slipway-Folder", "another"}});
            QCOMPARE(reply.status, 409);
            QVERIFY2(reply.body.contains("another data folder"), reply.body);
            QVERIFY(ask(port(), "GET", path, admin(), {}, {{"Slipway-Folder", "the-folder"}}).status != 409);
        }
    }

    void everyProblemHasAStatusAndATitle()
    {
        QSet<QString> types;
        for (int kind = 0; kind <= static_cast<int>(Problem::Kind::Internal); ++kind) {
            const Problem problem{static_cast<Problem::Kind>(kind), QStringLiteral("It went wrong"), {}, {}};
            const Response response = Response::problem(problem);
            Reply reply;
            reply.status = response.status;
            reply.head = "Content-Type: " + response.type;
            reply.body = response.body;
            QVERIFY2(isWhole(reply), reply.body);
            const Problem read = Problem::fromJson(reply.object(), reply.status);
            QCOMPARE(read, problem);
            types.insert(problem.type());
        }
        QCOMPARE(types.size(), static_cast<int>(Problem::Kind::Internal) + 1);
    }

private:
    int port() const { return m_api->server->port(); }
    QByteArray admin() const { return m_api->tokens.at(QStringLiteral("admin")); }

    std::unique_ptr<ApiFixture> m_api;
};

QTEST_GUILESS_MAIN(TestRefusals)
#include "TestRefusals.moc"
