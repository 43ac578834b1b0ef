// Text as YAML: indenting by keys, places that problems name, and the colours of a line.
#include "widgets/YamlEditor.h"
#include "widgets/YamlHighlighter.h"

#include <QTest>

using namespace slipway;

class TestYamlEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesKeepTheirPlace()
    {
        YamlEditor alone;
        alone.setPlainText(QStringLiteral("steps:"));
        alone.moveCursor(QTextCursor::End);
        QTest::keyClick(&alone, Qt::Key_Return);
        QTest::keyClicks(&alone, QStringLiteral("- id: a"));
        QTest::keyClick(&alone, Qt::Key_Return);
        QTest::keyClicks(&alone, QStringLiteral("do: b"));
        QTest::keyClick(&alone, Qt::Key_Return);
        QTest::keyClick(&alone, Qt::Key_Backtab);
        QTest::keyClicks(&alone, QStringLiteral("- id: c"));
        QCOMPARE(alone.toPlainText(), QStringLiteral("steps:\n  - id: a\n    do: b\n  - id: c"));
        alone.selectAll();
        QTest::keyClick(&alone, Qt::Key_Tab);
        QVERIFY(alone.toPlainText().startsWith(QStringLiteral("  steps:\n    - id: a")));
        QTest::keyClick(&alone, Qt::Key_Backtab);
        QVERIFY(alone.toPlainText().startsWith(QStringLiteral("steps:\n  - id: a")));
    }

    void placesThatAreNotThereDoNoHarm()
    {
        YamlEditor alone;
        alone.setPlainText(QStringLiteral("a: b\n"));
        Problem far{Problem::Kind::Invalid, QStringLiteral("Far"), QStringLiteral("x:9999999:9999999"), {}};
        Problem whole{Problem::Kind::Invalid, QStringLiteral("Whole"), {}, {}};
        alone.setProblems({YamlProblem::from(far), YamlProblem::from(whole)});
        QCOMPARE(alone.problems()[0].line, 9999999);
        QCOMPARE(alone.problems()[1].line, 0);
        alone.goTo(alone.problems()[0]);
        alone.goTo(alone.problems()[1]);
        QCOMPARE(YamlProblem::from({Problem::Kind::Invalid, {}, QStringLiteral("c:/a:b.yaml:12:7"), {}}).line,
                 12);
        QVERIFY(!alone.grab().isNull());
    }

    void coloursOfALine_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("parts"); // one letter each, in order
        QTest::newRow("key and number") << QStringLiteral("version: 3") << QStringLiteral("KN");
        QTest::newRow("step") << QStringLiteral("  - id: clone  # the first") << QStringLiteral("MKC");
        QTest::newRow("expression") << QStringLiteral(
                                           "with: {serving: \"${steps.clone.production}\", keep: true}")
                                    << QStringLiteral("KMKSESMKNM");
        QTest::newRow("condition") << QStringLiteral("    when: inputs.approval && true")
                                   << QStringLiteral("KE");
        QTest::newRow("no comment") << QStringLiteral("title: a#b") << QStringLiteral("K");
        QTest::newRow("address") << QStringLiteral("at: http://a.b/") << QStringLiteral("K");
        QTest::newRow("open string") << QStringLiteral("title: \"never ends") << QStringLiteral("KS");
    }

    void coloursOfALine()
    {
        QFETCH(QString, line);
        QFETCH(QString, parts);
        QString found;
        qsizetype end = 0;
        for (const auto &span : YamlHighlighter::spansOf(line, false)) {
            QVERIFY(span.start >= end && span.length > 0 && span.start + span.length <= line.size());
            end = span.start + span.length;
            found += QStringLiteral("TKSNCEM").at(static_cast<int>(span.part));
        }
        QCOMPARE(found, parts);
        QVERIFY(YamlHighlighter::spansOf(line, true).size() <= 1);
    }
};

QTEST_MAIN(TestYamlEditor)
#include "TestYamlEditor.moc"
