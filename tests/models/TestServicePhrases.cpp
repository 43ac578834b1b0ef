// Whole sentences of the service in the language of the console: each of the tables, several in one, one
// within another, and what is in no table.
#include "models/ServicePhrases.h"

#include "models/Brackets.h"
#include "models/PhraseTables.h"
#include "models/ServiceWords.h"

#include <QRegularExpression>
#include <QTest>

using namespace slipway;
using test::Brackets;

namespace {

// As the service says it, with names in its blanks.
QString said(const char *phrase)
{
    QString text = QString::fromUtf8(phrase);
    for (int blank = 1; blank <= 9; ++blank)
        text.replace(QRegularExpression(QStringLiteral("%%1(?![0-9A-Za-z])").arg(blank)),
                     QStringLiteral("name-%1").arg(blank));
    return text;
}

} // namespace

class TestServicePhrases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachIsFound()
    {
        for (const auto &table : phraseTables()) {
            for (const Phrase &phrase : table) {
                const QString text = said(phrase.text);
                QCOMPARE(phraseWords(text), text);
                const Brackets brackets("ServicePhrases");
                QCOMPARE(phraseWords(text), QLatin1Char('[') + text + QLatin1Char(']'));
            }
        }
    }

    void wordsWithinAreTranslatedAndNamesAreNot_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char *text, const char *wanted) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(wanted);
        };
        row("Release 7 of northwind/shop is waiting", "[Release 7 of northwind/shop is {waiting}]");
        row("Release 7 of northwind/live is live", "[Release 7 of northwind/live is {live}]");
        row("shop-2 of northwind/shop is running", "[shop-2 of northwind/shop is {running}]");
        row("There is no application \"live\"", "[There is no application \"live\"]");
        row("shop-2 has too little disk: 3 MB free, 5 MB needed",
            "[shop-2 has too little disk: 3 MB free, 5 MB needed]");
        row("%2 (10.0.0.1) isn't healthy: it's %1", "[%2 (10.0.0.1) isn't healthy: it's %1]");
        row("The candidate doesn't start in shop-2 (127.0.0.1). No answer to the health check within 5s",
            "[The candidate doesn't start in shop-2 (127.0.0.1). [No answer to the health check within 5s]]");
        row("Comparing both sides took longer than 3s: production stays where it is",
            "[[Comparing both sides] took longer than 3s: production stays where it is]");
        row("It is waiting; it waits: the moon. See: slipwayctl release show 7.",
            "[It is {waiting}; [it waits: the moon]. See: slipwayctl release show 7.]");
        row("eva had it and didn't solve it", "[eva had it and didn't [solve it]]");
        row("Maria Weber is paged by mail", "[Maria Weber is paged by mail]");
        row("Maria Weber can't be reached", "[Maria Weber can't be reached]");
        row("Maria Weber's duty has no end", "[Maria Weber's duty has no end]");
        row("Maria Weber isn't on duty from Monday to Friday, but nobody",
            "[Maria Weber isn't on duty from Monday to Friday, but [nobody]]");
        row("Maria Weber was refused by alarms at noon: 403",
            "[Maria Weber was refused by alarms at noon: 403]");
        row("Maria Weber had it and didn't solve it", "[Maria Weber had it and didn't [solve it]]");
        row("Maria Weber had acknowledged at noon and didn't answer",
            "[Maria Weber had acknowledged at noon and didn't answer]");
        row("Look up. Maria Weber can't be reached; Jan can't be reached",
            "Look up. [Maria Weber can't be reached]; [Jan can't be reached]");
        row("The moon is full: Maria Weber can't be reached",
            "The moon is full: Maria Weber can't be reached");
        row("The service's answer makes no sense: it is not JSON: byte 7",
            "[The service's answer makes no sense: [[it] is not JSON: [byte 7]]]");
        row("\"x\" is missing; \"y\" is missing", "[\"x\" is missing]; [\"y\" is missing]");
        row("\"times\" has to be at most 100", "[\"times\" has to be [at most 100]]");
        row("\"size\" has to be a whole number; \"x\" is not known here",
            "[\"size\" has to be [a whole number]; [\"x\" is not known here]]");
        row("shop-2 isn't healthy: app: Nobody listens on 10.0.0.1:80: Connection refused",
            "[shop-2 isn't healthy: app: [Nobody listens on 10.0.0.1:80: Connection refused]]");
        row("The inputs do not fit \"swap\": \"size\" has to be a whole number; \"x\" is not known here",
            "[The inputs do not fit \"swap\": [\"size\" has to be [a whole number]; [\"x\" is not known "
            "here]]]");
        row("Entry 3 of \"steps\" has to be a mapping (name: value)",
            "[[Entry 3 of \"steps\"] has to be [a mapping (name: value)]]");
        row("The command took longer than 5s, and was ended there",
            "[The command took longer than [5s, and was ended there]]");
        row("It can't be reached: it was told to stop", "[[It can't be reached]: it was told to stop]");
        row("It can't be reached: Connection refused", "[It can't be reached: Connection refused]");
        row("systemctl restart shop ended with exit code 1:\nIt failed. Look; or not.",
            "[systemctl restart shop ended with [exit code 1:\nIt failed.] Look; or not.]");
        row("Not healthy within 30s: app: not yet", "[Not healthy within 30s: app: [not yet]]");
        row("The guardian can't be asked: No answer within 5s",
            "[The guardian can't be asked: [No answer within 5s]]");
        row("Can't create the folder: Permission denied", "[Can't [create the folder]: Permission denied]");
        row("The mail server doesn't let \"eva\" in: it says \"NO; go\"",
            "[The mail server doesn't let \"eva\" in: it says \"NO; go\"]");
        row("There is no policy \"gold\"", "[There is no [policy] \"gold\"]");
        row("Nobody is called \"a\"; b\" here", "Nobody is called \"a\"; b\" here");
        row("A layer has no \"night\"", "[[A layer] has no \"night\"]");
        row("A turn takes 1 to 366 days", "[A turn takes 1 to 366 [days]]");
    }
    void wordsWithinAreTranslatedAndNamesAreNot()
    {
        QFETCH(QString, text);
        QFETCH(QString, wanted);
        QCOMPARE(phraseWords(text), text);
        const Brackets brackets("ServicePhrases");
        // States are of another context: seen as they are.
        QCOMPARE(phraseWords(text), wanted.remove(QLatin1Char('{')).remove(QLatin1Char('}')));
        const Brackets states("State");
        QCOMPARE(phraseWords(QStringLiteral("Case 7 is solved")), QStringLiteral("[Case 7 is [solved]]"));
    }

    void severalInOne()
    {
        const QString what = QStringLiteral("Nobody holds the lock of northwind/shop; the moon is full");
        const QString hint =
            QStringLiteral("Make room, then retry. Look up. Abort, look who works on it, and "
                           "release again.");
        const Problem problem{Problem::Kind::Conflict, what, QStringLiteral("guard"), hint};
        QCOMPARE(problemWords(problem), problem);
        const Brackets brackets("ServicePhrases");
        const Problem told = problemWords(problem);
        QCOMPARE(told.what, QStringLiteral("[Nobody holds the lock of northwind/shop]; the moon is full"));
        QCOMPARE(told.hint, QStringLiteral("[Make room, then retry.] Look up. [Abort, look who works on it, "
                                           "and release again.]"));
        QCOMPARE(told.where, problem.where);
        QCOMPARE(told.kind, problem.kind);
        QCOMPARE(checkWords(QStringLiteral("There was no swap")), QStringLiteral("[There was no swap]"));
    }

    void othersStayAsTheyAre_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString();
        QTest::newRow("unknown") << QStringLiteral("The moon is full");
        QTest::newRow("much like one") << QStringLiteral("The sum of all things is wrong");
        QTest::newRow("no whole one") << QStringLiteral("There was no swap, or was there?");
        QTest::newRow("too long") << QStringLiteral("There is no environment ") +
                                         QString(3000, QLatin1Char('x'));
        QTest::newRow("long, of pieces") << QStringLiteral("a; b. ").repeated(300);
        QTest::newRow("another language") << QString::fromUtf8("Der Mond ist voll; سماء. ☾ %1 %2F %");
    }
    void othersStayAsTheyAre()
    {
        QFETCH(QString, text);
        const Brackets brackets("ServicePhrases");
        QCOMPARE(phraseWords(text), text);
    }
};

QTEST_GUILESS_MAIN(TestServicePhrases)
#include "TestServicePhrases.moc"
