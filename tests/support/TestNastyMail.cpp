// Mail of the nasty kind through the intake: what each is taken for. Whatever it is, it is kept whole, and
// taken once.
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

namespace {

// A case that was paged to eva and answered to maria.
struct Desk : SupportFixture
{
    Desk()
    {
        id = request().caseId;
        if (!untilTaken(1))
            qFatal("nobody was paged");
        must(desk->reply(id, QStringLiteral("Have you tried to restart it?"), QStringLiteral("jan")));
        if (!untilTaken(2))
            qFatal("nobody was answered");
    }
    QByteArray sentTo(const QString &address) const
    {
        for (const MailMessage &message : server.taken) {
            if (message.to.value(0) == address)
                return message.data;
        }
        qFatal("nothing was sent to %s", qUtf8Printable(address));
    }
    // The customer writes to the address that the reply had, after this was done to it.
    QByteArray withToken(const std::function<void(QByteArray &)> &change)
    {
        const QByteArray reply = sentTo(maria);
        const qsizetype at = reply.indexOf("support+case-");
        QByteArray token = reply.mid(at, reply.indexOf("@p.example", at) - at);
        if (at < 0)
            qFatal("the reply has no token");
        change(token);
        return mail("maria@northwind.example").replace("support@p.example", token + "@p.example");
    }
    qint64 id = 0;
};

QByteArray report(const QByteArray &about)
{
    return "From: MAILER-DAEMON@mx.example\nTo: support@p.example\nSubject: Undelivered\n"
           "Message-ID: <r1@mx.example>\nAuto-Submitted: auto-replied\nReturn-Path: <>\n"
           "Content-Type: multipart/report; report-type=delivery-status; boundary=B\n\n"
           "--B\nContent-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n\n"
           "--B\nContent-Type: message/rfc822\n\n" +
           about + "\n--B--\n";
}

QByteArray returned(const QByteArray &mail)
{
    return "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: support@p.example\nSubject: failure notice\n"
           "Message-ID: <r2@mx.example>\n\nNobody here is called that.\n\n--- A copy of your mail:\n\n" +
           mail;
}

QByteArray nested()
{
    QByteArray parts;
    for (int depth = 0; depth < 1000; ++depth)
        parts += "Content-Type: multipart/mixed; boundary=b" + QByteArray::number(depth) + "\n\n--b" +
                 QByteArray::number(depth) + "\n";
    return "From: maria@northwind.example\nMessage-ID: <deep@northwind.example>\nSubject: Deep\n" + parts +
           "Content-Type: text/plain\n\ndeep\n";
}

const QByteArray fromMaria = "maria@northwind.example";

using Make = QByteArray (*)(Desk &);

} // namespace

Q_DECLARE_METATYPE(Make)

class TestNastyMail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTakenFor_data()
    {
        QTest::addColumn<Make>("make");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<bool>("ofCase"); // of the one there is
        const auto row = [](const char *name, const char *verdict, bool ofCase, Make make) {
            QTest::newRow(name) << make << QString::fromLatin1(verdict) << ofCase;
        };
        row("a report about a page", "answered", true, [](Desk &f) { return report(f.sentTo(eva)); });
        row("a report about a reply", "answered", true, [](Desk &f) { return report(f.sentTo(maria)); });
        row("a report about something else", "quarantined", false,
            [](Desk &) { return report("From: a@b.example\nMessage-ID: <x@b.example>\n\nx\n"); });
        row("a page that came back in words", "answered", true,
            [](Desk &f) { return returned(f.sentTo(eva)); });
        row("a reply that came back in words", "answered", true,
            [](Desk &f) { return returned(f.sentTo(maria)); });
        row("something else that came back in words", "quarantined", false,
            [](Desk &) { return returned("From: a@b.example\nMessage-ID: <x@b.example>\n\nx\n"); });
        row("out of office, to a page", "answered", true,
            [](Desk &f) { return f.answerTo(eva, "I am on holiday\n", "Auto-Submitted: auto-replied\n"); });
        row("out of office, to a reply", "added", true,
            [](Desk &f) { return f.answerTo(maria, "I am on holiday\n", "Auto-Submitted: auto-replied\n"); });
        row("out of office, to nothing", "quarantined", false,
            [](Desk &f) { return f.mail(fromMaria, "Precedence: auto_reply\n"); });
        row("an invitation", "opened", false, [](Desk &f) {
            return f.mail(fromMaria, "Content-Type: text/calendar; method=REQUEST\n",
                          "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n");
        });
        row("a mailing list", "quarantined", false, [](Desk &f) {
            return f.mail(fromMaria, "List-Id: <news.northwind.example>\nPrecedence: list\n");
        });
        row("our own page comes back", "quarantined", false, [](Desk &f) { return f.sentTo(eva); });
        row("our own reply comes back", "quarantined", false, [](Desk &f) { return f.sentTo(maria); });
        row("our loop mark", "quarantined", false,
            [](Desk &f) { return f.mail(fromMaria, "X-Slipway-Loop: support@p.example\n"); });
        row("a forged token", "quarantined", false, [](Desk &f) {
            return f.mail("mallory@x.example")
                .replace("support@p.example",
                         "support+" + QByteArray::number(f.id) + "-0.aaaaaaaaaaaaaaaa@p.example");
        });
        row("a token", "added", true, [](Desk &f) { return f.withToken([](QByteArray &) {}); });
        // Of the right form, for the case there is, from one who is known; without our key.
        row("a forged token of the right form", "opened", false, [](Desk &f) {
            return f.withToken([](QByteArray &token) { token.back() = token.back() == 'a' ? 'b' : 'a'; });
        });
        row("a page's answer by another", "quarantined", false,
            [](Desk &f) { return f.answerTo(eva, "ack\n").replace("eva@p.example", "mallory@x.example"); });
        row("a known Message-ID with other words", "opened", false, [](Desk &f) {
            return QByteArray(f.mail(fromMaria, {}, "Something else\n").replace("<m2@", "<m1@"));
        });
        row("no Message-ID", "opened", false, [](Desk &) {
            return QByteArray("From: maria@northwind.example\nTo: support@p.example\nSubject: x\n\nslow\n");
        });
        row("a charset that isn't its own", "opened", false, [](Desk &f) {
            return f.mail(fromMaria, "Content-Type: text/plain; charset=us-ascii\n", "St\xf6rung \xff\xfe\n");
        });
        row("a charset that nobody has", "opened", false, [](Desk &f) {
            return f.mail(fromMaria, "Content-Type: text/plain; charset=klingon-8\n", "St\xf6rung\n");
        });
        row("a boundary that never comes", "opened", false, [](Desk &f) {
            return f.mail(fromMaria, "Content-Type: multipart/mixed; boundary=NEVER\n", "--OTHER\nx\n");
        });
        row("nested a thousand deep", "opened", false, [](Desk &) { return nested(); });
        row("fifty megabytes", "opened", false, [](Desk &f) {
            return f.mail(fromMaria, {},
                          QByteArray("It is slow, and I send you the log.\n").repeated(1'500'000));
        });
        row("no sender", "quarantined", false, [](Desk &f) { return f.mail("undisclosed"); });
        row("two senders", "quarantined", false,
            [](Desk &f) { return f.mail("mallory@x.example, maria@northwind.example"); });
        row("nothing", "quarantined", false, [](Desk &) { return QByteArray("\n"); });
        row("only NUL", "quarantined", false, [](Desk &) { return QByteArray(1000, '\0'); });
    }

    void isTakenFor()
    {
        QFETCH(Make, make);
        QFETCH(QString, verdict);
        QFETCH(bool, ofCase);
        Desk f;
        const QByteArray raw = make(f);
        const TakenMail taken = f.take(raw);
        QCOMPARE(taken.verdict, verdict);
        QCOMPARE(taken.caseId == f.id, ofCase);
        QCOMPARE(f.take(raw).id, taken.id); // once
        const QByteArray kept =
            must(f.store->read([&](Reader &reader) { return CaseRepository::rawOf(reader, taken.id); }));
        QVERIFY(kept == raw);
        if (verdict == QLatin1String("opened")) {
            QVERIFY(taken.caseId > 0);
            QCOMPARE(f.messages(taken.caseId).size(), 1U);
        }
        if (verdict == QLatin1String("quarantined"))
            QVERIFY(!taken.why.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestNastyMail)

#include "TestNastyMail.moc"
