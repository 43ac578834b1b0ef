// Files on a customer's page: forms that carry them, what is taken and what isn't, and getting them back by
// nobody else and under no name that does harm.
#include "api/PagesFixture.h"
#include "service/api/Download.h"
#include "service/api/pages/MultipartForm.h"

using namespace slipway;
using namespace slipway::test;

namespace {

const QByteArray boundary = "----WebKitFormBoundaryX";
const QByteArray uploadType = "multipart/form-data; boundary=" + boundary;

QByteArray field(const QByteArray &name, const QByteArray &value)
{
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value +
           "\r\n";
}

QByteArray file(const QByteArray &name, const QByteArray &bytes, const QByteArray &type = "image/png")
{
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name +
           "\"\r\nContent-Type: " + type + "\r\n\r\n" + bytes + "\r\n";
}

QByteArray ended(const QByteArray &parts)
{
    return parts + "--" + boundary + "--\r\n";
}

// What the page's own form sends.
QByteArray replyWith(const QByteArray &files, const QByteArray &once = "0123456789abcdef")
{
    return ended(field("action", "reply") + field("once", once) + field("text", "See the files") + files);
}

QByteArray linksIn(const QByteArray &html)
{
    QByteArrayList links;
    for (qsizetype at = html.indexOf(" href=\""); at >= 0; at = html.indexOf(" href=\"", at + 1))
        links.append(html.mid(at + 7, html.indexOf('"', at + 7) - at - 7));
    return links.join(' ');
}

// "a=x b=y | c.png:3": fields, then files.
QString written(const std::optional<MultipartForm> &form)
{
    if (!form)
        return QStringLiteral("none");
    QStringList all;
    for (const auto &[name, value] : form->fields)
        all.append(name + QLatin1Char('=') + value);
    all.append(QStringLiteral("|"));
    for (const WebFile &one : form->files)
        all.append(QStringLiteral("%1:%2:%3").arg(one.name, one.type).arg(one.bytes.size()));
    return all.join(QLatin1Char(' '));
}

} // namespace

class TestUploads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boundaries_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char *type, const char *found) {
            QTest::newRow(type) << QByteArray(type) << QByteArray(found);
        };
        row("multipart/form-data; boundary=x", "x");
        row("Multipart/Form-Data;Boundary=----WebKitFormBoundaryaB1", "----WebKitFormBoundaryaB1");
        row("multipart/form-data; boundary=\"x y\"", "x y");
        row("multipart/form-data", "");
        row("multipart/form-data; boundary=", "");
        row("multipart/form-data; boundary=\"\"", "");
        row("multipart/form-data; boundary=x; charset=utf-8", "");
        row("multipart/mixed; boundary=x", "");
        row("application/x-www-form-urlencoded", "");
        row("", "");
        QTest::newRow("the longest") << "multipart/form-data; boundary=" + QByteArray(70, 'x')
                                     << QByteArray(70, 'x');
        QTest::newRow("too long") << "multipart/form-data; boundary=" + QByteArray(71, 'x') << QByteArray();
    }

    void boundaries()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, found);
        QCOMPARE(boundaryOf(type), found);
    }

    void forms_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const QByteArray &body, const char *found) {
            QTest::newRow(name) << body << QString::fromUtf8(found);
        };
        row("nothing in it", ended({}), "|");
        row("a field", ended(field("a", "x")), "a=x |");
        row("umlauts", ended(field("a", "\xc3\xa4")), "a=ä |");
        row("lines", ended(field("a", "1\r\n2")), "a=1\r\n2 |");
        row("an empty field", ended(field("a", "")), "a= |");
        row("a file", ended(file("a.png", "abc")), "| a.png:image/png:3");
        row("an empty file", ended(file("a.png", "")), "| a.png:image/png:0");
        row("nothing chosen", ended(file("", "", "application/octet-stream")), "|");
        row("two",
            ended(field("a", "x") + file("a.png", "abc") + file("b", QByteArray("\0\xff", 2), "text/plain")),
            "a=x | a.png:image/png:3 b:text/plain:2");
        row("a file that looks like an end", ended(file("a", "\r\n--" + boundary.chopped(1) + "\r\n")),
            "| a:image/png:28");
        row("a quote in the name", ended(file("a\\\"b", "x")), "| a\"b:image/png:1");
        row("a semicolon in the name", ended(file("a; b=c", "x")), "| a; b=c:image/png:1");
        row("an epilogue of a line", ended(field("a", "x")).chopped(2), "a=x |");
        row("empty", {}, "none");
        row("no end", field("a", "x"), "none");
        row("cut in the end", ended(field("a", "x")).chopped(3), "none");
        row("cut in a file", file("a", "abc").chopped(2), "none");
        row("something before", "x" + ended(field("a", "x")), "none");
        row("something after", ended(field("a", "x")) + "x", "none");
        row("twice", ended(field("a", "x") + field("a", "y")), "none");
        row("bad UTF-8", ended(field("a", "\xff")), "none");
        row("UTF-8 that is cut", ended(field("a", "\xc3")), "none");
        row("a NUL", ended(field("a", QByteArray("\0", 1))), "none");
        row("bad UTF-8 in a name", ended(file("\xff", "x")), "none");
        row("no name", ended(field("", "x")), "none");
        row("a long name", ended(field(QByteArray(101, 'x'), "x")), "none");
        row("a name twice",
            ended("--" + boundary +
                  "\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n"),
            "none");
        row("an open quote",
            ended("--" + boundary + "\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n"), "none");
        row("no quotes", ended("--" + boundary + "\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n"),
            "none");
        row("another disposition",
            ended("--" + boundary + "\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n"), "none");
        row("two dispositions",
            ended("--" + boundary +
                  "\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; "
                  "name=\"b\"\r\n\r\nx\r\n"),
            "none");
        row("no head", ended("--" + boundary + "\r\n\r\nx\r\n"), "none");
        row("a long head",
            ended("--" + boundary + "\r\nContent-Disposition: form-data; name=\"a\"\r\nX: " +
                  QByteArray(5000, 'x') + "\r\n\r\nx\r\n"),
            "none");
        QByteArray most;
        for (int i = 0; i < 100; ++i)
            most += file("", "");
        row("the most parts", ended(most), "|");
        row("too many", ended(most + field("a", "x")), "none");
    }

    void forms()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, found);
        QCOMPARE(written(multipartFormFrom(boundary, body)), found);
    }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("encoded");
        const auto row = [](const QString &name, const QByteArray &plain, const QByteArray &encoded = {}) {
            QTest::newRow(qPrintable(QString::number(name.size()) + QLatin1Char(' ') + name.left(30)))
                << name << plain << (encoded.isNull() ? plain : encoded);
        };
        row(QStringLiteral("a.png"), "a.png");
        row(QStringLiteral("a b.png"), "a b.png", "a%20b.png");
        row(QStringLiteral("größe.png"), "gr__e.png", "gr%C3%B6%C3%9Fe.png");
        row(QStringLiteral("../../.bashrc"), "bashrc");
        row(QStringLiteral("C:\\a.exe"), "a.exe");
        row(QStringLiteral("a\"; filename=\"b"), "a__ filename=_b", "a__%20filename%3D_b");
        row(QStringLiteral("a\r\nX: y"), "a__X_ y", "a__X_%20y");
        row(QStringLiteral("a\u202egnp.exe"), "a_gnp.exe");
        row(QStringLiteral("a%2fb*?<>|"), "a_2fb_____");
        row(QStringLiteral("..."), "attachment");
        row(QString(), "attachment");
        row(QStringLiteral("a. ."), "a");
        row(QString(300, QLatin1Char('x')) + QStringLiteral(".png"), QByteArray(146, 'x') + ".png");
    }

    void names()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, plain);
        QFETCH(QByteArray, encoded);
        QCOMPARE(dispositionOf(name), "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded);
    }

    void theFormOfThePageTakesFiles()
    {
        Listening f;
        const QByteArray path = f.customersPage();
        const QByteArray html = f.get(path).body;
        QVERIFY(html.contains("enctype=\"multipart/form-data\"") && html.contains("type=\"file\""));
        QVERIFY(html.contains("at most 10 and 20 MB"));
        QCOMPARE(linksIn(html), QByteArray());
        // The page of somebody who was paged has none.
        QVERIFY(!f.get(f.page).body.contains("type=\"file\""));
    }

    void filesAreKeptAndGivenBack()
    {
        Listening f;
        const QByteArray path = f.customersPage();
        const QByteArray token = path.mid(3);
        const QByteArray log = "<script>alert(1)</script>\r\n\r\n--x\r\n";
        const QByteArray body =
            replyWith(file("a & b.png", QByteArray("\x89PNG\0\r\n", 7)) +
                      file("", "", "application/octet-stream") + file("evil.html", log, "text/html"));
        for (int time = 0; time < 2; ++time) {
            const Reply done = f.send(path, body, uploadType);
            QVERIFY2(done.status == 303, done.body);
            QCOMPARE(done.header("Location"), token + "?sent");
        }
        const auto messages = f.messages(f.id);
        QCOMPARE(messages.size(), 3U);
        QCOMPARE(messages.back().text.trimmed(), QStringLiteral("See the files"));
        QCOMPARE(messages.back().author, QStringLiteral("maria@northwind.example"));
        const auto mails =
            must(f.store->read([&](Reader &reader) { return CaseRepository::takenWithMore(reader, f.id); }));
        QCOMPARE(mails.size(), 1U);
        QCOMPARE(mails.front().attachments.size(), 2);
        const QByteArray html = f.get(path).body;
        const QByteArray place = token + "/files/" + QByteArray::number(mails.front().id);
        QCOMPARE(linksIn(html), place + "-1 " + place + "-2");
        QVERIFY(html.contains("a &amp; b.png</a>"));
        const Reply one = f.get("/c/" + place + "-1");
        QCOMPARE(one.status, 200);
        QCOMPARE(one.body, QByteArray("\x89PNG\0\r\n", 7));
        QCOMPARE(one.header("Content-Type"), "application/octet-stream");
        QCOMPARE(one.header("X-Content-Type-Options"), "nosniff");
        QCOMPARE(one.header("Cache-Control"), "no-store");
        QCOMPARE(one.header("Content-Disposition"),
                 "attachment; filename=\"a & b.png\"; filename*=UTF-8''a%20%26%20b.png");
        const Reply two = f.get("/c/" + place + "-2");
        QCOMPARE(two.body, log);
        QCOMPARE(two.header("Content-Type"), "application/octet-stream");
        QCOMPARE(two.header("Content-Security-Policy"), "default-src 'none'; sandbox");
        const Reply head = ask(f.http.port(), "HEAD", "/c/" + place + "-2", {});
        QCOMPARE(head.status, 200);
        QVERIFY(head.body.isEmpty());
        // Only looked at.
        QCOMPARE(f.send("/c/" + place + "-1", "action=ack").status, 405);
    }

    void nobodyElseGetsThem()
    {
        Listening f;
        const QByteArray path = f.customersPage();
        QCOMPARE(f.send(path, replyWith(file("a.png", "abc")), uploadType).status, 303);
        const QByteArray token = path.mid(3);
        const QByteArray number = linksIn(f.get(path).body).mid(token.size() + 7);
        QCOMPARE(f.get("/c/" + token + "/files/" + number).status, 200);
        // Of another case, and what isn't there.
        const qint64 other = f.request().caseId;
        QVERIFY(f.untilTaken(3));
        must(f.desk->reply(other, QStringLiteral("Hello"), QStringLiteral("jan")));
        QVERIFY(f.untilTaken(4));
        QByteArray others;
        for (const MailMessage &mail : f.server.taken) {
            if (mail.to.value(0) == QStringLiteral("maria@northwind.example"))
                others = Listening::pathIn(mail.data);
        }
        QVERIFY(others.startsWith("/c/") && others != path);
        QByteArray forged = token;
        forged[forged.size() - 1] = forged.endsWith('a') ? 'b' : 'a';
        for (const QByteArray &wrong :
             {others + "/files/" + number, "/c/" + forged + "/files/" + number, path + "/files/1-1",
              path + "/files/" + number + "1", path + "/files/0-1", path + "/files/",
              path + "/files/" + number + "/", path + "/files/99999999999999-1", path + "/files/%31-1",
              "/p/" + f.page.mid(3) + "/files/" + number})
            QCOMPARE(f.get(wrong).status, 404);
        // Not longer than the page itself.
        must(f.desk->end(f.id, CaseState::Solved, QStringLiteral("jan")));
        f.clock.advance(SignedLinks::caseLife);
        QCOMPARE(f.get("/c/" + token + "/files/" + number).status, 410);
    }

    void tooMuchIsRefusedByAPage_data()
    {
        QTest::addColumn<int>("files");
        QTest::addColumn<int>("kilobytes"); // each
        QTest::addColumn<int>("status");
        QTest::newRow("ten") << 10 << 1 << 303;
        QTest::newRow("eleven") << 11 << 1 << 413;
        QTest::newRow("the most") << 10 << 2048 << 303;
        QTest::newRow("a little more") << 10 << 2049 << 413;
        QTest::newRow("one too large") << 1 << 20481 << 413;
        QTest::newRow("more than is read") << 1 << 30'000 << 413;
    }

    void tooMuchIsRefusedByAPage()
    {
        QFETCH(int, files);
        QFETCH(int, kilobytes);
        QFETCH(int, status);
        HttpLimits limits;
        limits.drained = std::size_t(64) * 1024 * 1024;
        Listening f(limits);
        const QByteArray path = f.customersPage();
        QByteArray parts;
        for (int i = 0; i < files; ++i)
            parts += file("a.png", QByteArray(kilobytes * 1024, 'x'));
        const Reply reply = f.send(path, replyWith(parts), uploadType);
        QCOMPARE(reply.status, status);
        QCOMPARE(f.messages(f.id).size(), status == 303 ? 3U : 2U);
        if (status == 303)
            return;
        QCOMPARE(reply.header("Content-Type"), "text/html; charset=utf-8");
        QVERIFY2(reply.body.contains("at most 10 files, 20 MB in all"), reply.body);
    }

    // Nothing large is read of those who have no link of a case.
    void onlyWhoHasALinkMaySendFiles()
    {
        Listening f;
        QByteArray forged = f.customersPage();
        forged[forged.size() - 1] = forged.endsWith('a') ? 'b' : 'a';
        RawSocket socket(f.http.port());
        const auto head = [](const QByteArray &path, int length) {
            return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + uploadType +
                   "\r\nContent-Length: " + QByteArray::number(length) + "\r\n\r\n";
        };
        QVERIFY(socket.send(head(forged, 500'000)));
        QCOMPARE(socket.reply().status, 404);
        RawSocket larger(f.http.port());
        QVERIFY(larger.send(head(forged, 5'000'000)));
        QCOMPARE(larger.reply().status, 413);
        RawSocket page(f.http.port());
        QVERIFY(page.send(head(f.page, 500'000)));
        QCOMPARE(page.reply().status, 400);
        QCOMPARE(f.messages(f.id).size(), 2U);
    }

    void notTooManyAtOnce()
    {
        Listening f;
        const QByteArray path = f.customersPage();
        int last = 0;
        int taken = 0;
        for (int i = 0; i < 20 && last != 429; ++i) {
            last = f.send(path, replyWith(file("a", "x"), "0123456789abcde" + QByteArray::number(i, 36)),
                          uploadType)
                       .status;
            taken += last == 303 ? 1 : 0;
        }
        QCOMPARE(last, 429);
        QCOMPARE(taken, 12);
        QCOMPARE(f.get("/c/" + linksIn(f.get(path).body).split(' ').at(0)).status, 429);
        f.clock.advance(5s);
        QCOMPARE(f.send(path, replyWith(file("a", "y")), uploadType).status, 303);
    }

    void hostileFormsDoNothing_data()
    {
        QTest::addColumn<QByteArray>("body");
        const QByteArray reply = field("action", "reply") + field("text", "x") + file("a", "x");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no once") << ended(reply);
        QTest::newRow("not whole") << reply + field("once", "0123456789abcdef");
        QTest::newRow("another action")
            << ended(field("action", "ack") + field("once", "0123456789abcdef") + file("a", "x"));
        QTest::newRow("without words")
            << ended(field("action", "reply") + field("once", "0123456789abcdef") + file("a", "x"));
    }

    void hostileFormsDoNothing()
    {
        QFETCH(QByteArray, body);
        Listening f;
        const QByteArray path = f.customersPage();
        QCOMPARE(f.send(path, body, uploadType).status, 400);
        QCOMPARE(f.messages(f.id).size(), 2U);
    }

    void aSlowLineHasItsTime()
    {
        HttpLimits limits;
        limits.body = 8 * 1024;
        limits.bodyTime = 200ms;
        limits.slowest = 16 * 1024;
        Listening f(limits);
        const QByteArray path = f.customersPage();
        const QByteArray body = replyWith(file("a", QByteArray(64 * 1024, 'x')));
        RawSocket socket(f.http.port());
        QVERIFY(socket.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + uploadType +
                            "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
                            body.left(1000)));
        QVERIFY(!socket.endsWithin(1000));
        QVERIFY(socket.send(body.mid(1000)));
        QCOMPARE(socket.reply().status, 303);
    }
};

QTEST_GUILESS_MAIN(TestUploads)
#include "TestUploads.moc"
