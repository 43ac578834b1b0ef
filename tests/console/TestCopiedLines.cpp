// Every line that is offered as a command, of the whole window with everything that is shown in it:
// slipwayctl takes it as it is. What isn't known on screen is no hole in a line; then there is none, until a
// sheet has it.
#include "console/FaultyWindow.h"
#include "ctl/ReadByCtl.h"
#include "widgets/CasesPane.h"
#include "widgets/QuestionSheet.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTest>

using namespace slipway;
using namespace slipway::faults;

class TestCopiedLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_at = std::make_unique<FaultyWindow>();
        m_at->service.role = QStringLiteral("admin");
        m_at->open();
        QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive() && m_at->session->role(), within);
        QVERIFY(m_at->showAll());
        for (const QString &id : panes)
            QVERIFY2(m_at->hasRows(id), qPrintable(id));
    }
    void cleanup() { m_at.reset(); }

    void slipwayctlTakesThemAll()
    {
        int lines = 0;
        for (const QString &id : panes) {
            choose(id);
            for (const auto &[action, line] : offered()) {
                ++lines;
                QVERIFY2(isTaken(line), qPrintable(action + QStringLiteral(": ") + line));
            }
        }
        QVERIFY2(lines > 100, qPrintable(QString::number(lines)));
    }

    void whatIsWrittenIsInTheLine()
    {
        auto *pane = m_at->pane(QStringLiteral("case"));
        auto *text = pane->findChild<QPlainTextEdit *>(QStringLiteral("replyText"));
        m_at->window->showPane(QStringLiteral("case"));
        QVERIFY(lineOf("case.reply").isEmpty() && lineOf("case.note").isEmpty());
        text->setPlainText(QStringLiteral("It's up\n--json"));
        const ReadLine read = readByCtl(lineOf("case.reply"));
        QCOMPARE(read.command, QStringLiteral("case reply"));
        QCOMPARE(read.arguments.text("id"), QStringLiteral("881"));
        QCOMPARE(read.arguments.text("text"), QStringLiteral("It's up\n--json"));
        QVERIFY(lineOf("case.note").isEmpty());
        auto *cases = static_cast<CasesPane *>(m_at->pane(QStringLiteral("cases")));
        QVERIFY(lineOf("cases.new").isEmpty());
        cases->setNewCaseDraft({{QStringLiteral("subject"), QStringLiteral("Slow")},
                                {QStringLiteral("text"), QStringLiteral("Since\nnoon")},
                                {QStringLiteral("severity"), QStringLiteral("high")}});
        const ReadLine fresh = readByCtl(lineOf("cases.new"));
        QCOMPARE(fresh.command, QStringLiteral("case new"));
        QCOMPARE(fresh.arguments.text("text"), QStringLiteral("Since\nnoon"));
        QCOMPARE(fresh.arguments.text("severity"), QStringLiteral("high"));
    }

    // The sheet has the line, with what is said there.
    void whatIsAskedIsInTheLine_data()
    {
        QTest::addColumn<QString>("pane");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("argument");
        const auto row = [](const char *pane, const char *action, const char *said, const char *command,
                            const char *argument) {
            QTest::newRow(action) << QString::fromLatin1(pane) << QString::fromLatin1(action)
                                  << QString::fromLatin1(said) << QString::fromLatin1(command)
                                  << QString::fromLatin1(argument);
        };
        row("case", "case.assign", "jan o'neil", "case assign", "to");
        row("case", "case.application", "northwind/shop", "case triage", "application");
        row("case", "case.link", "release/214", "case link", "to");
        row("cases", "cases.assign", "-jan", "case assign", "to");
        row("cases", "cases.application", "-x", "case triage", "application");
        row("release", "release.link", "881", "case link", "id");
        row("activity", "activity.link", "881", "case link", "id");
    }
    void whatIsAskedIsInTheLine()
    {
        QFETCH(QString, pane);
        QFETCH(QString, action);
        QFETCH(QString, said);
        QFETCH(QString, command);
        QFETCH(QString, argument);
        choose(pane);
        QVERIFY2(lineOf(action.toLatin1()).isEmpty(), qPrintable(lineOf(action.toLatin1())));
        m_at->actions->find(action)->trigger();
        auto *sheet = m_at->window->findChild<QuestionSheet *>();
        QVERIFY(sheet);
        sheet->findChild<QLineEdit *>(QStringLiteral("reason"))->setText(said);
        sheet->findChild<QPushButton *>(QStringLiteral("copy"))->click();
        const QString line = QApplication::clipboard()->text();
        const ReadLine read = readByCtl(line);
        QVERIFY2(read.command == command, qPrintable(line));
        QCOMPARE(read.arguments.text(argument.toLatin1()), said);
    }

    void ofSeveralCasesEachHasALine()
    {
        m_at->cases.put(m_at->cases.make(882, QStringLiteral("Another"), std::chrono::minutes(20)));
        m_at->window->showPane(QStringLiteral("cases"));
        auto *table = m_at->pane(QStringLiteral("cases"))->findChild<QTableView *>();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, within);
        table->selectAll();
        m_at->window->setPlace(QStringLiteral("--data /srv/x"));
        m_at->actions->find(QStringLiteral("cases.assign"))->trigger();
        auto *sheet = m_at->window->findChild<QuestionSheet *>();
        QVERIFY(sheet);
        sheet->findChild<QLineEdit *>(QStringLiteral("reason"))->setText(QStringLiteral("jan"));
        sheet->findChild<QPushButton *>(QStringLiteral("copy"))->click();
        QStringList ids;
        for (const QString &line : QApplication::clipboard()->text().split(QLatin1Char('\n'))) {
            const ReadLine read = readByCtl(line);
            QCOMPARE(read.command, QStringLiteral("case assign"));
            QCOMPARE(read.arguments.text("data"), QStringLiteral("/srv/x"));
            ids.append(read.arguments.text("id"));
        }
        ids.sort();
        QCOMPARE(ids, (QStringList{QStringLiteral("881"), QStringLiteral("882")}));
    }

private:
    // Something in it, and its keys.
    void choose(const QString &id)
    {
        m_at->window->showPane(id);
        QTRY_VERIFY_WITH_TIMEOUT(m_at->pane(id)->isVisible(), within);
        for (auto *view : m_at->pane(id)->findChildren<QAbstractItemView *>()) {
            if (view->isVisible() && view->model() && view->model()->rowCount() > 0)
                view->setCurrentIndex(view->model()->index(0, 0));
        }
        QCoreApplication::processEvents();
    }
    std::vector<std::pair<QString, QString>> offered() const
    {
        std::vector<std::pair<QString, QString>> all;
        for (const Actions::Entry &entry : m_at->actions->entries()) {
            const QString line =
                entry.action->isVisible() && entry.commandLine ? entry.commandLine() : QString();
            for (const QString &one : line.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
                all.emplace_back(entry.id, one);
        }
        return all;
    }
    QString lineOf(const QByteArray &id) const
    {
        for (const Actions::Entry &entry : m_at->actions->entries()) {
            if (entry.id == QLatin1String(id))
                return entry.commandLine ? entry.commandLine() : QString();
        }
        return {};
    }
    // With what its command needs; a word in capitals would be a hole.
    static bool isTaken(const QString &line)
    {
        static const QRegularExpression hole(QStringLiteral("(^| )[A-Z]{3,}( |$)"));
        return !hole.match(line).hasMatch() && !readByCtl(line).command.isEmpty();
    }

    std::unique_ptr<FaultyWindow> m_at;
};

QTEST_MAIN(TestCopiedLines)
#include "TestCopiedLines.moc"
