// Lines that are copied: what a real shell makes of them, and for which service they are. Tables.
#include "models/ShellLine.h"

#include "ctl/ReadByCtl.h"
#include "models/CaseActions.h"

#include <QTest>

using namespace slipway;

namespace {

const QString place = QStringLiteral("--data '/srv/my slipway'");
const QString import = QStringLiteral("slipwayctl pipeline import -");

} // namespace

class TestShellLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTextArrivesAsItIs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("lines") << QStringLiteral("name: a\nsteps:\n  - id: x\n");
        QTest::newRow("none") << QString();
        QTest::newRow("a shell's") << QStringLiteral("$(reboot) `ls` \"x\" 'y' \\ !! $HOME\n");
        QTest::newRow("the mark of its end") << QStringLiteral("END\nEND2\n<<'END'\nslipwayctl brake on\n");
        QTest::newRow("another script") << QString::fromUtf8("title: „שלום“ 🙂\n");
    }
    void aTextArrivesAsItIs()
    {
        QFETCH(QString, text);
        for (const QString &line : {fedLine(import, text), placedLine(fedLine(import, text), place)}) {
            const ReadLine read = readByCtl(line);
            QCOMPARE(read.command, QStringLiteral("pipeline import"));
            QCOMPARE(read.arguments.text("file"), QStringLiteral("-"));
            QCOMPARE(read.fed, text.isEmpty() ? QStringLiteral("\n") : text);
        }
        QCOMPARE(readByCtl(placedLine(fedLine(import, text), place)).arguments.text("data"),
                 QStringLiteral("/srv/my slipway"));
    }

    void theLastLineEnds()
    {
        QCOMPARE(readByCtl(fedLine(import, QStringLiteral("a\nb"))).fed, QStringLiteral("a\nb\n"));
    }

    // Rather than one with a hole in it.
    void whatIsNotKnownIsNoLine()
    {
        CaseRow about;
        about.id = 12;
        for (const char *verb : {"assign", "severity", "application", "link", "unlink"})
            QCOMPARE(commandLineOf(about, CaseAction{QLatin1String(verb), 0, false}), QString());
        QCOMPARE(newCaseLine({}), QString());
        QCOMPARE(newCaseLine({{QStringLiteral("subject"), QStringLiteral("Slow")}}), QString());
        const ReadLine kept = readByCtl(templateLine(QStringLiteral("received"), QStringLiteral("-x it's"),
                                                     QStringLiteral("{{case}}\nb")));
        QCOMPARE(kept.command, QStringLiteral("case template set"));
        QCOMPARE(kept.arguments.text("name"), QStringLiteral("received"));
        QCOMPARE(kept.arguments.text("title"), QStringLiteral("-x it's"));
        QCOMPARE(kept.arguments.text("text"), QStringLiteral("{{case}}\nb"));
    }

    void forWhichService_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("placed"); // "@" stands for the place
        const auto row = [](const char *name, const char *line, const char *placed) {
            QTest::newRow(name) << QString::fromLatin1(line) << QString::fromLatin1(placed);
        };
        row("one", "slipwayctl brake on", "slipwayctl @ brake on");
        row("several", "slipwayctl case take 1\nslipwayctl case take 2",
            "slipwayctl @ case take 1\nslipwayctl @ case take 2");
        row("a text of several lines",
            "slipwayctl case reply 1 'Do this:\nslipwayctl brake on\nit'\\''s safe'",
            "slipwayctl @ case reply 1 'Do this:\nslipwayctl brake on\nit'\\''s safe'");
        row("and another", "slipwayctl case note 1 'a\nb'\nslipwayctl case take 1",
            "slipwayctl @ case note 1 'a\nb'\nslipwayctl @ case take 1");
        row("fed", "slipwayctl pipeline import - <<'END'\nslipwayctl x\n'\nEND\nslipwayctl pipeline list",
            "slipwayctl @ pipeline import - <<'END'\nslipwayctl x\n'\nEND\nslipwayctl @ pipeline list");
        row("no command", "see slipwayctl help", "see slipwayctl help");
        row("only its first line", "slipwayctl wait\nof a log", "slipwayctl wait\nof a log");
        row("a quote without an end", "slipwayctl case note 1 'a\nb", "slipwayctl case note 1 'a\nb");
        row("fed without an end", "slipwayctl pipeline import - <<'END'\nx",
            "slipwayctl pipeline import - <<'END'\nx");
    }
    void forWhichService()
    {
        QFETCH(QString, line);
        QFETCH(QString, placed);
        QCOMPARE(placedLine(line, place), placed.replace(QLatin1Char('@'), place));
        QCOMPARE(placedLine(line, {}), line);
    }
};

QTEST_GUILESS_MAIN(TestShellLine)
#include "TestShellLine.moc"
