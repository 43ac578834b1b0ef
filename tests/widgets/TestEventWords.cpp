// The words of the ledger: a table of what people meet most, and names that want to do harm.
#include "domain/Json.h"
#include "models/Brackets.h"
#include "widgets/EventWords.h"

#include <QTest>

using namespace slipway;

namespace {

Event eventOf(const QString &kind, const QString &subject, const QJsonObject &payload = {})
{
    Event event;
    event.seq = 1;
    event.actor = QStringLiteral("eva");
    event.kind = kind;
    event.subject = subject;
    event.payload = toBytes(payload);
    return event;
}

QJsonObject of(const QString &json)
{
    return *objectFromBytes(json.toUtf8(), QStringLiteral("the row"));
}

} // namespace

class TestEventWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("payload");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *kind, const char *subject, const char *payload, const char *words) {
            QTest::addRow("%s %s", kind, payload)
                << QString::fromLatin1(kind) << QString::fromLatin1(subject) << QString::fromLatin1(payload)
                << QString::fromLatin1(words);
        };
        const char *shop = R"({"application":"northwind/shop"})";
        row("release.created", "release/214", shop, "started release 214 of northwind/shop");
        row("release.created", "release/214", R"({"application":"northwind/shop","note":"the autumn look"})",
            "started release 214 of northwind/shop: the autumn look");
        row("release.created", "release/214", R"({"application":"northwind/shop","note":""})",
            "started release 214 of northwind/shop");
        row("step.waiting", "application/northwind/shop",
            R"({"step":"finalize","release":214,"waits_for":"operations signs off finalize"})",
            "release 214 waits at step finalize: operations signs off finalize");
        row("duty.override-removed", "duty/rota", R"({"id":3,"person":"kim"})",
            "took back that kim is on duty");
        row("duty.swap", "duty/rota", R"({"id":3,"person":"kim","with":"eva"})",
            "let eva be on duty for kim, and kim for eva");
        row("duty.swap-removed", "duty/rota", R"({"id":3,"person":"kim","with":"eva"})",
            "took back that kim and eva swap their duty");
        row("case.file-dropped", "case/12", R"({"case":12,"name":"log.txt","size":3,"author":"eva"})",
            "let go of log.txt, which was never sent from case 12");
        row("case.reopened", "case/12", R"({"case":12})", "came back to case 12");
        row("case.reopened", "case/12", R"({"case":12,"release":214,"outcome":"rolled-back"})",
            "case 12 is open again: release 214 is rolled back");
        row("case.reckoned", "case/12", R"({"case":12,"begun":"resolution","stopped":""})",
            "changed what is promised for case 12");
        row("run.inputs", "case/12", R"({"run":7,"inputs":{"severity":"high"}})",
            "changed what run 7 goes by");
        row("watcher.set", "watcher/outside", R"({"url":"https://hc.example"})",
            "tells a watcher outside that paging goes on");
        row("watcher.removed", "watcher/outside", R"({"url":"https://hc.example"})",
            "tells no watcher outside any more");
        row("watcher.unreachable", "watcher/url", R"({"why":"it answered 500"})",
            "the watcher outside isn't reached (url): it answered 500");
        row("watcher.reached", "watcher/mail", "{}", "the watcher outside is reached again (mail)");
        row("release.frozen", "release/214", shop, "held requests of northwind/shop");
        row("release.live", "release/214", shop, "swapped northwind/shop: release 214 is live");
        row("release.rolled-back", "release/214", shop, "rolled back release 214 of northwind/shop");
        row("release.waiting", "release/214",
            R"({"application":"northwind/shop","waits_for":"customer signs off readiness"})",
            "release 214 of northwind/shop waits: customer signs off readiness");
        row("step.started", "application/northwind/shop", R"({"step":"hold","run":7})", "began step hold");
        row("step.failed", "application/northwind/shop", R"({"step":"hold"})", "step hold failed");
        row("signoff.given", "application/northwind/shop", R"({"name":"readiness","role":"customer"})",
            "signed off readiness as customer");
        row("environment.state", "application/northwind/shop",
            R"({"environment":"shop-2","state":"running"})", "shop-2 of northwind/shop runs");
        row("environment.quiet", "application/northwind/shop", R"({"environment":"shop-2","quiet":false})",
            "shop-2 of northwind/shop isn't quiet any more");
        row("environment.role", "application/northwind/shop",
            R"({"environment":"shop-2","role":"production"})", "shop-2 is production of northwind/shop");
        row("run.started", "application/northwind/shop", R"({"definition":"no-op","run":7})",
            "started no-op for northwind/shop");
        row("run.started", "application/northwind/shop", R"({"run":7})", "began run 7");
        row("run.ended", "application/northwind/shop", R"({"run":7,"state":"done"})", "run 7 is done");
        row("brake.on", "service", R"({"reason":"too hot"})", "pulled the brake: too hot");
        row("pipeline.imported", "pipeline/no-op", R"({"version":2})",
            "imported the pipeline no-op, version 2");
        row("appliance.down", "appliance/3", R"({"appliance":"db","environment":"shop-1"})",
            "db of shop-1 went down");
        row("case.opened", "case/12", R"({"case":12,"title":"The shop is slow"})",
            "opened case 12: The shop is slow");
        row("page.due", "case/12", R"({"case":12,"to":"eva"})", "pages eva for case 12");
        row("page.unreachable", "case/12", R"({"case":12,"to":"eva","why":"it answered 503"})",
            "the page to eva for case 12 can't be handed over now: it answered 503");
        row("case.snoozed", "case/12", R"({"case":12,"until":"2026-11-27T12:00:00.000Z"})",
            "wants nobody paged for case 12 until 2026-11-27T12:00:00.000Z");
        row("template.changed", "template/solved", R"({"name":"solved","before":null})",
            "changed the answer template solved");
        row("template.removed", "template/solved", R"({"name":"solved"})",
            "removed the answer template solved");
        // What nobody put into words, and what lacks what its words are about.
        row("comet.seen", "sky", "{}", "comet.seen");
        row("release.live", "release/214", "{}", "release.live");
        row("environment.state", "application/a/b", R"({"environment":"b-1","state":"dreaming"})",
            "environment.state");
        row("brake.on", "service", R"({"reason":""})", "brake.on");
        row("step.done", "x", R"({"step":{"no":"text"}})", "step.done");
    }

    void words()
    {
        QFETCH(QString, kind);
        QFETCH(QString, subject);
        QFETCH(QString, payload);
        QFETCH(QString, words);
        QCOMPARE(wordsOf(eventOf(kind, subject, of(payload))), words);
    }

    void everyKindHasWordsThatAreFilled()
    {
        QJsonObject all;
        for (const char *field :
             {"application", "name",       "environment", "address", "appliance",  "state",     "health",
              "step",        "reason",     "waits_for",   "role",    "definition", "smarthost", "why",
              "version",     "message_id", "title",       "owner",   "clock",      "to",        "from",
              "person",      "ends",       "host",        "until",   "with",       "reference", "outcome"})
            all.insert(QLatin1String(field), QStringLiteral("some"));
        all.insert(QStringLiteral("run"), 7);
        all.insert(QStringLiteral("case"), 12);
        all.insert(QStringLiteral("percent"), 80);
        all.insert(QStringLiteral("kind"), QStringLiteral("policy"));
        all.insert(QStringLiteral("messages"), 3);
        all.insert(QStringLiteral("refused"), 3);
        all.insert(QStringLiteral("uid"), 7);
        all.insert(QStringLiteral("mails"), 3);
        const QStringList kinds = kindsWithWords();
        QVERIFY(kinds.size() > 60);
        for (const QString &kind : kinds) {
            QJsonObject payload = all;
            if (kind == QLatin1String("environment.state") || kind == QLatin1String("run.ended"))
                payload.insert(QStringLiteral("state"), QStringLiteral("failed"));
            if (kind == QLatin1String("environment.role"))
                payload.insert(QStringLiteral("role"), QStringLiteral("test"));
            if (kind == QLatin1String("environment.quiet"))
                payload.insert(QStringLiteral("quiet"), true);
            const QString words = wordsOf(eventOf(kind, QStringLiteral("thing/some"), payload));
            QVERIFY2(words != kind, qPrintable(kind));
            QVERIFY2(!words.contains(QLatin1Char('{')), qPrintable(words));
        }
    }

    void whyIsInOurWords()
    {
        const test::Brackets brackets("ServicePhrases");
        const QJsonObject payload{
            {QStringLiteral("why"), QStringLiteral("The mail server closed the connection")}};
        QCOMPARE(wordsOf(eventOf(QStringLiteral("mailbox.waits"), QStringLiteral("mailbox/desk"), payload)),
                 QStringLiteral("the mailbox desk can't be read: [The mail server closed the connection]"));
    }

    void namesOfAnyLengthStayOnALine()
    {
        const QString name(10000, QLatin1Char('x'));
        const QString words =
            wordsOf(eventOf(QStringLiteral("user.created"), QStringLiteral("user/") + name));
        QVERIFY(words.size() < 200);
        QVERIFY(words.endsWith(QStringLiteral("…")));
        QVERIFY(wordsOf(eventOf(name, {})).size() < 200);
        QCOMPARE(quietWord(QStringLiteral(" two\n lines\t")), QStringLiteral("two lines"));
    }

    void whatIsFilledInIsNotLookedAtAgain()
    {
        const QJsonObject payload{{QStringLiteral("application"), QStringLiteral("{subject}%1")}};
        QCOMPARE(wordsOf(eventOf(QStringLiteral("release.frozen"), QStringLiteral("release/2"), payload)),
                 QStringLiteral("held requests of {subject}%1"));
    }

    void rightToLeftDoesNotLeakOut()
    {
        const QString hebrew = QString::fromUtf8("חנות");
        QCOMPARE(quietWord(hebrew), QChar(0x2068) + hebrew + QChar(0x2069));
        // Marks that would turn the rest of the line, or end the isolation early, are left out.
        QCOMPARE(quietWord(QStringLiteral("a") + QChar(0x202e) + QStringLiteral("b") + QChar(0x2069)),
                 QStringLiteral("ab"));
    }

    void aCutDoesNotPartALetterFromItsMarks()
    {
        QString word;
        for (int i = 0; i < 50; ++i)
            word += QStringLiteral("e") + QChar(0x0301) + QChar(0x0316);
        const QString cut = quietWord(word, 10);
        QCOMPARE(cut, word.left(9) + QStringLiteral("…"));
        const QString mountain = QStringLiteral("Z") + QString(5000, QChar(0x0335));
        QVERIFY(quietWord(mountain, 100).size() <= 101);
    }
};

QTEST_GUILESS_MAIN(TestEventWords)
#include "TestEventWords.moc"
