// Files for replies and notes over HTTP: who may, how much is read, and what stays flat while large ones
// come.
#include "api/ApiFixture.h"
#include "api/RawHttp.h"
#include "api/Resident.h"

using namespace slipway;
using namespace slipway::test;

namespace {

// In KiB: the sanitizers give back later what was freed.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr qint64 keptFreed = 256 * 1024;
#else
constexpr qint64 keptFreed = 0;
#endif

} // namespace

class TestCaseFileRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_api = std::make_unique<ApiFixture>();
        const Reply opened = post("support", "/api/v1/cases",
                                  R"({"subject":"Slow","text":"Very","contact":"maria@northwind.example"})");
        QCOMPARE(opened.status, 201);
        m_case =
            "/api/v1/cases/" + QByteArray::number(opened.object().value(QStringLiteral("id")).toInteger());
    }
    void cleanup() { m_api.reset(); }

    void wholeWay()
    {
        const Reply begun = post("support", m_case + "/files", R"({"name":"log.txt","size":6})");
        QCOMPARE(begun.status, 201);
        QCOMPARE(put("support", fileIn(begun) + "?at=0", "abc").object().value(QStringLiteral("got")).toInt(),
                 3);
        QCOMPARE(put("support", fileIn(begun) + "?at=0", "abc").object().value(QStringLiteral("got")).toInt(),
                 3);
        QCOMPARE(put("support", fileIn(begun) + "?at=3", "def").object().value(QStringLiteral("got")).toInt(),
                 6);
        QCOMPARE(get("support", m_case + "/files").object().value(QStringLiteral("items")).toArray().size(),
                 1);
        QCOMPARE(get("admin", m_case + "/files").object().value(QStringLiteral("items")).toArray().size(), 0);
        QCOMPARE(get("admin", fileIn(begun)).status, 403);
        const QByteArray files = QByteArray::number(idOf(begun));
        QCOMPARE(post("support", m_case + "/reply", R"({"text":"See this","files":[)" + files + "]}").status,
                 200);
        const QJsonArray messages = get("sales", m_case).object().value(QStringLiteral("messages")).toArray();
        const QJsonObject file = messages.last()[QStringLiteral("attachments")][0].toObject();
        QCOMPARE(file.value(QStringLiteral("file")).toInteger(), idOf(begun));
        QCOMPARE(file.value(QStringLiteral("type")).toString(), QStringLiteral("text/plain"));
        const Reply fetched = get("admin", fileIn(begun));
        QCOMPARE(fetched.body, QByteArray("abcdef"));
        QVERIFY(fetched.header("Content-Disposition").startsWith("attachment; filename=\"log.txt\""));
        QCOMPARE(fetched.header("Content-Type"), QByteArray("application/octet-stream"));
    }

    void whoMay_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<bool>("may");
        for (const char *user : {"operations", "support", "admin"})
            QTest::newRow(user) << QString::fromLatin1(user) << true;
        for (const char *user : {"sales", "customer", "stranger"})
            QTest::newRow(user) << QString::fromLatin1(user) << false;
    }

    void whoMay()
    {
        QFETCH(QString, user);
        QFETCH(bool, may);
        const Reply theirs = post("support", m_case + "/files", R"({"name":"a","size":1})");
        QCOMPARE(put("support", fileIn(theirs) + "?at=0", "x").status, 200);
        QCOMPARE(post("support", m_case + "/note",
                      R"({"text":"x","files":[)" + QByteArray::number(idOf(theirs)) + "]}")
                     .status,
                 200);
        const QByteArray name = user.toLatin1();
        QCOMPARE(post(name, m_case + "/files", R"({"name":"a","size":1})").status, may ? 201 : 403);
        QCOMPARE(get(name, m_case + "/files").status, may ? 200 : 403);
        QCOMPARE(get(name, fileIn(theirs)).status, may ? 200 : 403);
        QCOMPARE(ask(port(), "GET", fileIn(theirs), {}).status, 401);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *method, const char *path, const QByteArray &body,
                            int status, const char *says) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(path) << body << status
                                << QString::fromLatin1(says);
        };
        row("no name", "POST", "/files", R"({"name":"","size":1})", 422, "no name");
        row("name missing", "POST", "/files", R"({"size":1})", 422, "name");
        row("name a number", "POST", "/files", R"({"name":1,"size":1})", 422, "text");
        row("size missing", "POST", "/files", R"({"name":"a"})", 422, "size");
        row("size negative", "POST", "/files", R"({"name":"a","size":-1})", 422, "bytes");
        row("size half", "POST", "/files", R"({"name":"a","size":1.5})", 422, "bytes");
        row("unknown field", "POST", "/files", R"({"name":"a","size":1,"x":1})", 422, "x");
        row("too large", "POST", "/files", R"({"name":"a.iso","size":20971521})", 413,
            "20.1 MB, of at most 20 MB");
        row("no such file", "PUT", "/files/77?at=0", "x", 404, "no file 77");
        row("no place", "PUT", "/files/1", "x", 400, "where in the file");
        row("a wrong place", "PUT", "/files/1?at=-1", "x", 400, "where in the file");
        row("an empty piece", "PUT", "/files/1?at=0", "", 400, "empty");
        row("a piece from behind", "PUT", "/files/1?at=2", "x", 409, "from 0 on");
        row("too much", "PUT", "/files/1?at=0", "12345", 422, "longer than the 4 bytes");
        row("a piece too large", "PUT", "/files/1?at=0", QByteArray(1024 * 1024 + 1, 'x'), 413, "too large");
        row("not whole", "POST", "/reply", R"({"text":"x","files":[1]})", 409, "0 of 4 bytes");
        row("not there", "POST", "/note", R"({"text":"x","files":[9]})", 404, "no file 9");
        row("not numbers", "POST", "/reply", R"({"text":"x","files":["1"]})", 422, "list of numbers");
        row("no list", "POST", "/reply", R"({"text":"x","files":1})", 422, "list of numbers");
        row("not there either", "DELETE", "/files/9", {}, 404, "no file 9");
        row("fetched", "GET", "/files/9", {}, 404, "no file 9");
    }

    void refusals()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QString, says);
        QCOMPARE(post("support", m_case + "/files", R"({"name":"a.txt","size":4})").status, 201);
        const Reply refused =
            ask(port(), method, m_case + path, m_api->tokens[QStringLiteral("support")], body);
        QCOMPARE(refused.status, status);
        QVERIFY2(QString::fromUtf8(refused.body).contains(says), refused.body);
    }

    void aWrongTypeIsTold()
    {
        QCOMPARE(post("support", m_case + "/files", R"({"name":"a.txt","size":4})").status, 201);
        const Reply refused =
            ask(port(), "PUT", m_case + "/files/1?at=0", m_api->tokens[QStringLiteral("support")], "{}",
                {{"Content-Type", "application/json"}});
        QCOMPARE(refused.status, 415);
    }

    void noSuchCase()
    {
        QCOMPARE(post("support", "/api/v1/cases/99/files", R"({"name":"a","size":1})").status, 404);
        QCOMPARE(get("support", "/api/v1/cases/99/files").status, 404);
    }

    // Of files that come nothing stays in memory but the piece under way.
    void memoryStaysFlat()
    {
        const QByteArray piece(512 * 1024, 'x');
        const auto bringOne = [&] {
            const Reply begun = post("support", m_case + "/files", R"({"name":"big.bin","size":20971520})");
            QCOMPARE(begun.status, 201);
            for (int at = 0; at < 20971520; at += static_cast<int>(piece.size()))
                QCOMPARE(put("support", fileIn(begun) + "?at=" + QByteArray::number(at), piece).status, 200);
        };
        bringOne(); // whatever is needed once
        const qint64 before = residentKiB();
        for (int i = 0; i < 3; ++i)
            bringOne();
        const qint64 grown = residentKiB() - before;
        QVERIFY2(grown < 20 * 1024 + keptFreed, qPrintable(QStringLiteral("%1 kB").arg(grown)));
    }

private:
    int port() const { return m_api->server->port(); }
    Reply post(const QByteArray &user, const QByteArray &path, const QByteArray &body)
    {
        return ask(port(), "POST", path, m_api->tokens[QString::fromLatin1(user)], body);
    }
    Reply put(const QByteArray &user, const QByteArray &path, const QByteArray &body)
    {
        return ask(port(), "PUT", path, m_api->tokens[QString::fromLatin1(user)], body,
                   {{"Content-Type", "application/octet-stream"}});
    }
    Reply get(const QByteArray &user, const QByteArray &path)
    {
        return ask(port(), "GET", path, m_api->tokens[QString::fromLatin1(user)]);
    }
    static qint64 idOf(const Reply &begun) { return begun.object().value(QStringLiteral("id")).toInteger(); }
    QByteArray fileIn(const Reply &begun) const
    {
        return m_case + "/files/" + QByteArray::number(idOf(begun));
    }

    std::unique_ptr<ApiFixture> m_api;
    QByteArray m_case;
};

QTEST_GUILESS_MAIN(TestCaseFileRoutes)
#include "TestCaseFileRoutes.moc"
