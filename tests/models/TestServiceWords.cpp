// The service's own words in the language of the console: what is of a closed set, and nothing else.
#include "models/ServiceWords.h"

#include "models/Brackets.h"

#include <QTest>

using namespace slipway;

class TestServiceWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void englishIsAsTheServiceSaysIt_data() { words(); }
    void englishIsAsTheServiceSaysIt()
    {
        QFETCH(QString, said);
        QCOMPARE(waitWords(said), said);
        QCOMPARE(checkWords(said), said);
        QCOMPARE(titleWords(said), said);
        QCOMPARE(doubtWords(said), said);
    }

    void othersAreTranslated_data() { words(); }
    void othersAreTranslated()
    {
        QFETCH(QString, said);
        QFETCH(QString, kind);
        QFETCH(QString, wanted);
        const test::Brackets brackets("ServiceWords");
        const QString shown = kind == QLatin1String("wait")    ? waitWords(said)
                              : kind == QLatin1String("check") ? checkWords(said)
                              : kind == QLatin1String("doubt") ? doubtWords(said)
                                                               : titleWords(said);
        QCOMPARE(shown, wanted);
    }

private:
    static void words()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char *kind, const char *said, const char *wanted) {
            QTest::newRow(said) << QString::fromUtf8(kind) << QString::fromUtf8(said)
                                << QString::fromUtf8(wanted);
        };
        row("wait", "customer signs off readiness", "[[customer] signs off [readiness]]");
        row("wait", "security signs off audit", "[security signs off audit]");
        row("wait", "the brake is taken off", "[the brake is taken off]");
        row("wait", "operations: retry, skip or abort \"Hold requests\"",
            "[operations: retry, skip or abort \"[Hold requests]\"]");
        row("wait", "operations: retry or skip \"of ours\"", "[operations: retry or skip \"of ours\"]");
        row("wait", "the moon is full", "the moon is full");
        row("wait", "", "");
        row("check", "disk of shop-1", "[disk of shop-1]");
        row("check", "12 MB free, 7 MB needed", "[12 MB free, 7 MB needed]");
        row("check", "the way back", "[the way back]");
        row("check", "1.4.2", "1.4.2");
        row("doubt", "nobody known writes from there", "[nobody known writes from there]");
        row("doubt", "taken for spam: X-Spam: yes", "[taken for spam: X-Spam: yes]");
        row("doubt", "it smells", "it smells");
        row("title", "Hold requests", "[Hold requests]");
        row("title", "Feed the cat", "Feed the cat");
    }
};

QTEST_GUILESS_MAIN(TestServiceWords)
#include "TestServiceWords.moc"
