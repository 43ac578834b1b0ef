// The pages behind signed links in the language of whoever reads: which one that is, and that all is told in
// it.
#include "api/PagesFixture.h"
#include "service/api/pages/PageWords.h"

#include <QRegularExpression>

using namespace slipway;
using namespace slipway::test;

class TestPageLanguages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPageIsInTheReadersLanguage_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("language");
        const auto row = [](const char *header, const char *language) {
            QTest::newRow(*header ? header : "nothing") << QByteArray(header) << QByteArray(language);
        };
        row("", "en");
        row("de", "de");
        row("de-AT,de;q=0.9,en;q=0.8", "de");
        row("DE-de", "de");
        row("en-GB,en;q=0.9,de;q=0.8", "en");
        row("en;q=0.5, de;q=0.7", "de");
        row("en,de", "en");
        row("de,en", "de");
        row("fr,de;q=0.3", "de");
        row("fr", "en");
        row("*", "en");
        row("de,*;q=0.5", "de");
        row("en,*", "en");
        row("de;q=0", "en");
        row("de;q=x", "en");
        row("deutsch", "en");
        row(";;,=,q=1,de ; q=0.1", "de");
    }

    void aPageIsInTheReadersLanguage()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, language);
        QCOMPARE(PageWords(header).texts().language.toLatin1(), language);
    }

    void aPageIsShownInGerman()
    {
        Listening f;
        const Headers german{{"Accept-Language", "de-DE,de;q=0.9"}};
        const Reply shown = f.get(f.page, german);
        QCOMPARE(shown.status, 200);
        QCOMPARE(shown.header("Content-Language"), "de");
        QCOMPARE(shown.header("Vary"), "Accept-Language");
        for (const char *text :
             {"<html lang=\"de\">", "<h1>Fall ", "Noch hat ihn niemand bestätigt.", ">Bestätigen</button>",
              "Antwort an den Kunden", "<option value=\"15\" selected>15 Minuten</option>", "Wer es tun soll",
              "erste Antwort bis ", "Was der Kunde zuletzt schrieb", "It is &lt;b&gt;slow&lt;/b&gt;"})
            QVERIFY2(shown.body.contains(text), text);
        for (const char *text : {"Acknowledge", "Customer", "Nobody", "Case ", "minutes<"})
            QVERIFY2(!shown.body.contains(text), text);
        const QString date = PageWords("de").moment(f.clock.now());
        const QRegularExpression form(
            QStringLiteral("\\A[MDFS][a-z]\\.?, \\d+\\. \\S+ \\d{4}, \\d\\d:\\d\\d UTC\\z"));
        QVERIFY2(form.match(date).hasMatch(), qPrintable(date));
        const Reply english = f.get(f.page);
        QCOMPARE(english.header("Content-Language"), "en");
        QCOMPARE(english.header("Vary"), "Accept-Language");
        QVERIFY(english.body.contains("<html lang=\"en\">") &&
                english.body.contains("first response until "));
    }

    void whatIsRefusedIsRefusedInGerman()
    {
        Listening f;
        const Headers german{{"Accept-Language", "de"}};
        const auto says = [](const Reply &reply, int status, const char *text) {
            return reply.status == status && reply.header("Content-Language") == "de" &&
                   reply.body.contains(text);
        };
        QVERIFY(says(f.get("/p/1", german), 404, "Dieser Link führt nirgendwohin"));
        QVERIFY(says(f.get("/", german), 404, "Hier ist nichts"));
        const auto posted = [&](const char *body) {
            return ask(f.http.port(), "POST", f.page, {}, body,
                       {{"Content-Type", formType}, {"Accept-Language", "de"}});
        };
        QVERIFY(says(posted("action=delete"), 400, "Das geht von hier aus nicht"));
        QVERIFY(says(posted("action=assign&to=%3Cmallory%3E"), 422, "Hier heißt niemand „&lt;mallory&gt;“"));
        QCOMPARE(posted("action=ack").status, 303);
        QVERIFY(says(f.get(f.page, german), 200, "Bestätigt von eva, "));
        const Reply used = posted("action=reply&text=W%C3%B6rter");
        for (const char *text : {"Fall ", "Jetzt wurde nichts getan.", "Dieser Link ist verbraucht", "Mail",
                                 "Was Sie geschrieben haben", "Wörter"})
            QVERIFY2(says(used, 409, text), text);
        f.clock.advance(25h);
        QVERIFY(says(f.get(f.page, german), 410, "Dieser Link ist abgelaufen"));
        // Of what has no German nothing is told in English.
        const Problem told = PageWords("de").told(
            {Problem::Kind::Conflict, QStringLiteral("The moon is full"), {}, QStringLiteral("Look up.")});
        QCOMPARE(told.what, QStringLiteral("Das geht von hier aus nicht"));
        QVERIFY(told.hint.isEmpty());
    }

    void theCustomerReadsGerman()
    {
        Listening f;
        const QByteArray path = f.customersPage();
        const Reply shown = f.get(path + "?sent", {{"Accept-Language", "de"}});
        QCOMPARE(shown.header("Content-Language"), "de");
        for (const char *text :
             {"Wir warten auf Ihre Antwort", "Danke, wir haben Ihre Nachricht.", "Seit", "Ihre Nachricht",
              "Dateien, höchstens 10 und zusammen 20 MB", "Please restart it.", ">Senden</button>"})
            QVERIFY2(shown.body.contains(text), text);
        for (const char *text : {"Thank", "Waiting", "Your message", "Files"})
            QVERIFY2(!shown.body.contains(text), text);
    }
};

QTEST_GUILESS_MAIN(TestPageLanguages)

#include "TestPageLanguages.moc"
