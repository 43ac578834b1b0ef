// The pages behind signed links on a real listener: what they show and do, and what hostile requests get.
#include "api/PagesFixture.h"
#include "service/api/pages/PagesDoor.h"

#include <QCryptographicHash>

#include <thread>

using namespace slipway;
using namespace slipway::test;

namespace {

HttpLimits small()
{
    HttpLimits limits;
    limits.body = 96 * 1024;
    limits.headerTime = 300ms;
    limits.bodyTime = 300ms;
    limits.idleTime = 300ms;
    return limits;
}

int freePort()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof name;
    if (::bind(fd, reinterpret_cast<sockaddr *>(&name), size) != 0)
        return 0;
    ::getsockname(fd, reinterpret_cast<sockaddr *>(&name), &size);
    ::close(fd);
    return ntohs(name.sin_port);
}

} // namespace

class TestPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPageIsShown()
    {
        Listening f;
        const Reply shown = f.get(f.page);
        QCOMPARE(shown.status, 200);
        QCOMPARE(shown.header("Content-Type"), "text/html; charset=utf-8");
        QCOMPARE(shown.header("Cache-Control"), "no-store");
        QCOMPARE(shown.header("Referrer-Policy"), "no-referrer");
        QCOMPARE(shown.header("X-Frame-Options"), "DENY");
        const QByteArray policy = shown.header("Content-Security-Policy");
        QVERIFY(policy.startsWith("default-src 'none'; style-src 'sha256-"));
        QVERIFY(policy.contains("form-action 'self'") && policy.contains("frame-ancestors 'none'"));
        QVERIFY(!policy.contains("unsafe"));
        QVERIFY(shown.body.contains("name=\"viewport\""));
        QVERIFY(shown.body.contains("prefers-color-scheme:dark"));
        QVERIFY(shown.body.contains("It is &lt;b&gt;slow&lt;/b&gt; &amp; &quot;odd&quot;"));
        QVERIFY(!shown.body.contains("<b>") && !shown.body.contains("<script"));
        // The style is the one that the policy allows.
        const qsizetype begin = shown.body.indexOf("<style>") + 7;
        const QByteArray style = shown.body.mid(begin, shown.body.indexOf("</style>") - begin);
        QVERIFY(style.size() > 500);
        QVERIFY(policy.contains(QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64()));
    }

    // Mail scanners open every link, some with HEAD, some many times.
    void lookingActsNever()
    {
        Listening f;
        const Case before = f.find(f.id);
        for (const char *method : {"GET", "HEAD", "GET"}) {
            for (const char *more : {"", "?action=ack", "?action=take&minutes=5"}) {
                const Reply reply = ask(f.http.port(), method, f.page + more, {});
                QCOMPARE(reply.status, 200);
                QCOMPARE(reply.body.isEmpty(), QByteArrayView(method) == QByteArrayView("HEAD"));
            }
        }
        QCOMPARE(f.find(f.id), before);
    }

    void postingActsOnce()
    {
        Listening f;
        const QByteArray next = f.after(f.send(f.page, "action=ack"));
        QVERIFY(next != f.page);
        QCOMPARE(f.after(f.send(f.page, "action=ack")), f.page); // it was done
        QCOMPARE(f.find(f.id).acknowledgedBy, QStringLiteral("eva"));
        QCOMPARE(f.count("case.acknowledged"), 1);
        const QByteArray now = f.get(next).body;
        QVERIFY(now.contains("Acknowledged by eva") && !now.contains("value=\"ack\""));
        const QByteArray words = "action=reply&text=We+look+into+it.%0D%0A%C3%84";
        const QByteArray third = f.after(f.send(next, words));
        QCOMPARE(f.after(f.send(next, words)), next);
        QVERIFY(f.untilTaken(2));
        QVERIFY(readMail(f.server.taken.back().data).text.contains(QStringLiteral("We look into it.")));
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), 2U);
        const QByteArray last = f.get(third).body;
        QVERIFY(last.contains("Written by eva") && last.contains("value=\"reply\""));
    }

    // By the page's own form, as a browser posts it: acknowledged, answered and closed from a phone.
    void onePageLeadsToTheNext()
    {
        Listening f;
        QByteArray page = f.page;
        for (const char *action : {"action=ack", "action=take", "action=reply&text=Done", "action=close"}) {
            const QByteArray once = f.onceIn(f.get(page).body);
            QCOMPARE(once.size(), 32);
            QVERIFY(once != f.onceIn(f.get(page).body)); // each page has its own
            const QByteArray body = QByteArray(action) + "&once=" + once;
            const QByteArray next = f.after(f.send(page, body));
            QVERIFY(next != page);
            QCOMPARE(f.after(f.send(page, body)), next); // a double click, or its answer was lost
            page = next;
        }
        QVERIFY(f.find(f.id).state == CaseState::Closed);
        QCOMPARE(f.count("case.replied"), 1);
        const QByteArray last = f.get(page).body;
        QVERIFY(last.contains("Closed by eva") && last.contains("Taken by eva") && !last.contains("<button"));
    }

    // It says what was done by it, and how to go on; nothing of the case, and nothing to do.
    void aUsedLinkTellsOnlyThat()
    {
        Listening f;
        const QByteArray once = f.onceIn(f.get(f.page).body);
        const QByteArray next = f.after(f.send(f.page, "action=ack&once=" + once));
        const Reply shown = f.get(f.page);
        QCOMPARE(shown.status, 200);
        QVERIFY(shown.body.contains("Acknowledged by eva") && shown.body.contains("answer the mail"));
        for (const QByteArray &other :
             {QByteArray("Slow"), QByteArray("It is"), QByteArray("northwind"), QByteArray("<form"),
              QByteArray("<button"), QByteArray("href"), next.mid(3)})
            QVERIFY2(!shown.body.contains(other), other.constData());
        const Case before = f.find(f.id);
        const Reply refused =
            f.send(f.page, "action=reply&text=Some+%3Cb%3Ewords&once=" + QByteArray(32, 'a'));
        QCOMPARE(refused.status, 409);
        QVERIFY(refused.body.contains("Nothing was done now.") &&
                refused.body.contains("Some &lt;b&gt;words"));
        QVERIFY(!refused.body.contains("href") && !refused.body.contains(next.mid(3)));
        const Reply theirs = f.send(f.page, "action=solve&once=" + once);
        QCOMPARE(theirs.status, 409);
        QVERIFY(theirs.body.contains("<a class=\"next\" href=\"" + next.mid(3) + '"'));
        QCOMPARE(f.find(f.id), before);
    }

    void whomNoMailReachedIsSentToSlipway()
    {
        Listening f;
        f.setMethods(QStringLiteral("eva"),
                     {QJsonObject{{QStringLiteral("kind"), QStringLiteral("push")},
                                  {QStringLiteral("url"), QStringLiteral("https://push.example/eva")}}});
        f.request();
        QVERIFY(QTest::qWaitFor([&] {
            must(f.runners->runOne());
            return !f.others.tried.empty();
        }));
        const QByteArray page = f.others.tried.back().text("link").mid(site.size()).toLatin1();
        f.after(f.send(page, "action=take"));
        const QByteArray shown = f.get(page).body;
        QVERIFY(shown.contains("Taken by eva") && shown.contains("in Slipway itself") &&
                !shown.contains("mail"));
    }

    void postedAtOnceItIsDoneOnce()
    {
        Listening f;
        std::vector<std::thread> people;
        std::atomic<int> done = 0;
        for (int i = 0; i < 8; ++i)
            people.emplace_back(
                [&] { done += f.send(f.page, "action=reply&text=Once").status == 303 ? 1 : 0; });
        for (std::thread &one : people)
            one.join();
        QCOMPARE(done.load(), 8);
        QCOMPARE(f.count("case.replied"), 1);
    }

    void otherWordsPostedAtOnceAreRefused()
    {
        Listening f;
        std::vector<std::thread> people;
        std::atomic<int> done = 0;
        std::atomic<int> refused = 0;
        for (int i = 0; i < 8; ++i) {
            people.emplace_back([&, i] {
                const int status = f.send(f.page, "action=reply&text=Words" + QByteArray::number(i)).status;
                done += status == 303 ? 1 : 0;
                refused += status == 409 ? 1 : 0;
            });
        }
        for (std::thread &one : people)
            one.join();
        QCOMPARE(done.load(), 1);
        QCOMPARE(refused.load(), 7);
        QCOMPARE(f.count("case.replied"), 1);
    }

    void itIsAssignedToSomebodyKnown()
    {
        Listening f;
        const QByteArray shown = f.get(f.page).body;
        QVERIFY(shown.contains("<select id=\"to\" name=\"to\">"));
        QVERIFY(shown.contains("<option>jan</option>") && shown.contains("<option>max</option>"));
        QVERIFY(!shown.contains("<option>eva</option>")); // she takes it
        QCOMPARE(f.send(f.page, "action=assign&to=mallory").status, 422);
        QVERIFY(!f.find(f.id).acknowledged);
        const QByteArray next = f.after(f.send(f.page, "action=assign&to=jan"));
        QCOMPARE(f.after(f.send(f.page, "action=assign&to=jan")), f.page);
        QCOMPARE(f.send(f.page, "action=assign&to=max").status, 409); // a link acts once
        QCOMPARE(f.find(f.id).owner, QStringLiteral("jan"));
        QTRY_COMPARE(f.pages(f.id).back().to, QStringLiteral("jan")); // and is called for it
        QCOMPARE(f.count("case.assigned"), 1);
        QVERIFY(!f.get(next).body.contains("value=\"assign\""));
    }

    void itIsEnded_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<CaseState>("state");
        QTest::newRow("solve") << QByteArray("solve") << CaseState::Solved;
        QTest::newRow("close") << QByteArray("close") << CaseState::Closed;
    }

    void itIsEnded()
    {
        QFETCH(QByteArray, action);
        QFETCH(CaseState, state);
        Listening f;
        const Case before = f.find(f.id);
        QVERIFY(f.get(f.page).body.contains("name=\"action\" value=\"" + action + '"'));
        QCOMPARE(f.get(f.page + "?action=" + action).status, 200);
        QCOMPARE(f.find(f.id), before);
        const QByteArray next = f.after(f.send(f.page, "action=" + action));
        QCOMPARE(f.find(f.id).state, state);
        QCOMPARE(f.find(f.id).acknowledgedBy, QStringLiteral("eva"));
        const QByteArray body = f.get(next).body;
        QVERIFY(body.contains("nothing left to do") && !body.contains("<button"));
        QCOMPARE(f.send(f.page, "action=" + action).status, 303); // it was done
        QCOMPARE(f.send(f.page, "action=assign&to=jan").status, 409);
        QCOMPARE(f.send(next, "action=assign&to=jan").status, 409);
    }

    void anExpiredLinkEndsNothing()
    {
        Listening f;
        f.clock.advance(25h);
        for (const char *body : {"action=solve", "action=close", "action=assign&to=jan"})
            QCOMPARE(f.send(f.page, body).status, 410);
        QVERIFY(!isOver(f.find(f.id).state) && f.find(f.id).owner.isEmpty());
    }

    void hostileFormsDoNothing_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        const auto row = [](const char *name, const QByteArray &body, const QByteArray &type = formType) {
            QTest::newRow(name) << body << type;
        };
        row("nothing", {});
        row("no such action", "action=delete");
        row("an empty reply", "action=reply&text=+%0A");
        row("a reply without words", "action=reply");
        row("twice", "action=ack&action=take");
        row("a broken escape", "action=ack&text=%zz");
        row("a NUL", "action=ack&text=%00");
        row("bad UTF-8", "action=reply&text=%ff%fe");
        row("for ever", "action=snooze&minutes=99999999");
        row("backwards", "action=snooze&minutes=-5");
        row("no minutes", "action=snooze");
        row("to nobody", "action=assign");
        row("JSON", "{\"action\":\"ack\"}", "application/json");
        row("text", "action=ack", "text/plain");
        row("multipart", "action=ack", "multipart/form-data; boundary=x");
        row("no name", "=ack");
    }

    void hostileFormsDoNothing()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        Listening f;
        const Case before = f.find(f.id);
        QCOMPARE(f.send(f.page, body, type).status, 400);
        QCOMPARE(f.find(f.id), before);
        QCOMPARE(f.count("case.snoozed"), 0);
    }

    void nothingElseIsServed_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("status");
        const auto row = [](const char *method, const char *path, int status) {
            QTest::newRow(
                qPrintable(QString::fromLatin1(method) + QLatin1Char(' ') + QLatin1String(path).left(40)))
                << QByteArray(method) << QByteArray(path) << status;
        };
        row("GET", "/", 404);
        row("GET", "/api/v1/cases", 404);
        row("GET", "/api/v1/health", 404);
        row("POST", "/api/v1/cases", 404);
        row("GET", "/p/", 404);
        row("GET", "/p/1", 404);
        row("GET", "/p/../api/v1/cases", 404);
        row("GET", "/c/1-0.aaaaaaaaaaaaaaaa", 404);
        row("GET", "/p/%31-0.aaaaaaaaaaaaaaaa", 404);
        row("DELETE", "/p/1-0.aaaaaaaaaaaaaaaa", 405);
        row("OPTIONS", "/p/1-0.aaaaaaaaaaaaaaaa", 405);
    }

    void nothingElseIsServed()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(int, status);
        Listening f;
        const Reply reply = ask(f.http.port(), method, path, {});
        QCOMPARE(reply.status, status);
        QVERIFY(!reply.header("Content-Security-Policy").isEmpty());
    }

    void anothersTokenIsNone()
    {
        Listening f;
        f.request();
        QVERIFY(f.untilTaken(2));
        const QByteArray other = f.pathIn(f.server.taken.back().data);
        const QByteArray mixed = f.page.left(f.page.indexOf('.')) + other.mid(other.indexOf('.'));
        QVERIFY(mixed != f.page && mixed != other);
        QCOMPARE(f.get(mixed).status, 404);
        QCOMPARE(f.send(mixed, "action=ack").status, 404);
        f.clock.advance(25h);
        QCOMPARE(f.get(f.page).status, 410);
        QCOMPARE(f.send(f.page, "action=ack").status, 410);
        QVERIFY(!f.find(f.id).acknowledged);
    }

    void tooMuchIsntRead()
    {
        Listening f(small());
        QCOMPARE(f.send(f.page, "action=reply&text=" + QByteArray(200'000, 'x')).status, 413);
        QCOMPARE(f.get("/p/" + QByteArray(20'000, 'x')).status, 431);
        QCOMPARE(f.send(f.page, "action=reply&text=" + QByteArray(90'000, 'x')).status, 303); // cut by nobody
        QCOMPARE(f.messages(f.id).size(), 2U);
    }

    void whoIsSlowIsLeft()
    {
        Listening f(small());
        RawSocket head(f.http.port());
        QVERIFY(head.send("GET " + f.page));
        QVERIFY(head.endsWithin(5000));
        RawSocket body(f.http.port());
        QVERIFY(body.send("POST " + f.page + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + formType +
                          "\r\nContent-Length: 100\r\n\r\naction=ack"));
        QVERIFY(body.endsWithin(5000));
        QVERIFY(!f.find(f.id).acknowledged);
        QCOMPARE(f.get(f.page).status, 200);
    }

    void noFeedIsOpened()
    {
        Listening f;
        const Reply reply = f.get(f.page, {{"Upgrade", "websocket"},
                                           {"Connection", "Upgrade"},
                                           {"Sec-WebSocket-Version", "13"},
                                           {"Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="}});
        QCOMPARE(reply.status, 400);
    }

    void whoeverTriesManyIsSlowedDown()
    {
        Listening f;
        int last = 0;
        for (int i = 0; i < 70 && last != 429; ++i)
            last = f.get("/p/" + QByteArray::number(i + 1) + "-0.aaaaaaaaaaaaaaaa").status;
        QCOMPARE(last, 429);
        QVERIFY(f.get(f.page).header("Retry-After").toInt() >= 1);
        // Nobody becomes another by saying so.
        QCOMPARE(f.get(f.page, {{"X-Forwarded-For", "10.9.9.9"}}).status, 429);
        f.clock.advance(5s);
        QCOMPARE(f.get(f.page).status, 200);
    }

    void behindAProxyEachIsSlowedDownAlone()
    {
        Listening f({}, true);
        int last = 0;
        for (int i = 0; i < 70 && last != 429; ++i)
            last = f.get(f.page, {{"X-Forwarded-For", "1.2.3.4, 10.0.0.1"}}).status;
        QCOMPARE(last, 429);
        QCOMPARE(f.get(f.page, {{"X-Forwarded-For", "1.2.3.4, 10.0.0.2"}}).status, 200);
    }

    void theCustomerReadsAndWrites()
    {
        Listening f;
        const QByteArray path = f.customersPage();
        must(f.desk->note(f.id, QStringLiteral("They never restart it"), QStringLiteral("eva")));
        const QByteArray body = f.get(path).body;
        QVERIFY(body.contains("Please restart it.") && body.contains("Waiting for your answer"));
        QVERIFY(!body.contains("never restart") && !body.contains("jan"));
        const QByteArray once = f.onceIn(body);
        QCOMPARE(once.size(), 32);
        for (int time = 0; time < 2; ++time) {
            const Reply done = f.send(path, "action=reply&once=" + once + "&text=It+works+%3Ci%3E");
            QCOMPARE(done.status, 303);
            QVERIFY(f.get("/c/" + done.header("Location")).body.contains("Thank you"));
        }
        QVERIFY(f.get(path).body.contains("It works &lt;i&gt;"));
        QCOMPARE(f.count("case.message"), 1);
        QCOMPARE(f.send(path, "action=reply&text=x").status, 400);
        QCOMPARE(f.send(path, "action=ack&once=" + once).status, 400);
    }

    void aDoorOpensWhereTheSettingSays()
    {
        SupportFixture f;
        PagesDoor door(*f.store, *f.links, QStringLiteral("127.0.0.1"));
        const auto set = [&](const QJsonObject &setting) {
            must(f.store->write([&](Transaction &transaction) {
                return CatalogRepository::setSetting(transaction, QStringLiteral("test"), pagesSetting,
                                                     setting);
            }));
        };
        const int port = freePort();
        set({{QStringLiteral("port"), port}});
        door.start();
        QCOMPARE(door.url(), QStringLiteral("http://127.0.0.1:%1").arg(port));
        QVERIFY(!door.problem());
        set({{QStringLiteral("port"), port},
             {QStringLiteral("certificate"), QStringLiteral("/nowhere.pem")},
             {QStringLiteral("key"), QStringLiteral("/nowhere.key")}});
        QTRY_VERIFY(door.problem());
        QCOMPARE(door.problem()->where, QStringLiteral("/nowhere.pem"));
        QVERIFY(door.url().isEmpty());
        set({{QStringLiteral("port"), port}});
        QTRY_VERIFY(!door.url().isEmpty());
        door.stop();
    }

    void plainPagesStayOnThisMachine_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("where");
        QTest::newRow("nothing") << QByteArray("{}") << QString();
        QTest::newRow("a proxy") << QByteArray("{'listen':'0.0.0.0','proxy':true}") << QString();
        QTest::newRow("secured") << QByteArray("{'listen':'::','certificate':'/a','key':'/b'}") << QString();
        QTest::newRow("plain") << QByteArray("{'listen':'0.0.0.0'}") << QStringLiteral("/certificate");
        QTest::newRow("a name") << QByteArray("{'listen':'localhost'}") << QStringLiteral("/listen");
        QTest::newRow("a port") << QByteArray("{'port':70000}") << QStringLiteral("/port");
        QTest::newRow("text for a port") << QByteArray("{'port':'80'}") << QStringLiteral("/port");
        QTest::newRow("half") << QByteArray("{'key':'/b'}") << QStringLiteral("/key");
        QTest::newRow("address") << QByteArray("{'public_url':'http://desk.example'}")
                                 << QStringLiteral("/public_url");
        QTest::newRow("unknown") << QByteArray("{'url':'x'}") << QStringLiteral("/url");
    }

    void plainPagesStayOnThisMachine()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, where);
        const auto settings =
            PagesSettings::fromJson(QJsonDocument::fromJson(QByteArray(json).replace('\'', '"')).object());
        QCOMPARE(settings ? QString() : settings.error().where, where);
    }
};

QTEST_GUILESS_MAIN(TestPages)

#include "TestPages.moc"
