// The triage list: order and filters, views that are kept, keys, what is done with one and with several, and
// what is said when there is nothing, or the service isn't heard.
#include "models/FakeCases.h"
#include "widgets/CaseDelegate.h"
#include "widgets/CasesPane.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineMessage.h"
#include "widgets/PaneRig.h"
#include "widgets/StaleNote.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using namespace slipway;
using namespace std::chrono_literals;

class TestCasesPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init()
    {
        m_rig = std::make_unique<PaneRig>();
        m_rig->service.role = QStringLiteral("support");
        m_cases = std::make_unique<FakeCases>(m_rig->service);
        m_cases->put(m_cases->make(1, QStringLiteral("The shop is slow"), 2h));
        m_cases->put(m_cases->make(2, QStringLiteral("The blog is down"), 10min, QStringLiteral("open"),
                                   QStringLiteral("jan")));
        m_cases->put(m_cases->make(3, QStringLiteral("An invoice"), -5min, QStringLiteral("open"),
                                   QStringLiteral("eva")));
        makePane();
    }
    void cleanup()
    {
        m_pane.reset();
        m_cases.reset();
        m_rig.reset();
    }

    void theNearestDeadlineStandsFirst()
    {
        start();
        QCOMPARE(shown(), (QStringList{QStringLiteral("#3 An invoice"), QStringLiteral("#2 The blog is down"),
                                       QStringLiteral("#1 The shop is slow")}));
    }

    void clocksCountWithoutMovingAnything()
    {
        start();
        const QRect clocks(table()->columnViewportPosition(CasesModel::Clock), 0,
                           table()->columnWidth(CasesModel::Clock), CaseDelegate::rowHeight() * 3);
        const QImage before = table()->viewport()->grab(clocks).toImage();
        QCOMPARE(table()->viewport()->grab(clocks).toImage(), before);
        m_rig->service.clock.advance(1s);
        const QImage after = table()->viewport()->grab(clocks).toImage();
        QVERIFY(after != before);
        // Only figures change: what stands behind them stays where it is.
        const int behind = clocks.width() * 2 / 3;
        const QRect words(behind, 0, clocks.width() - behind, CaseDelegate::rowHeight() / 2);
        QCOMPARE(after.copy(words), before.copy(words));
    }

    void noColumnIsCut()
    {
        start();
        const QHeaderView *header = table()->horizontalHeader();
        for (const auto &[width, columns] : {std::pair(540, 3), std::pair(1300, 6), std::pair(540, 3)}) {
            m_pane->resize(width, 400);
            QTRY_COMPARE(header->count() - header->hiddenSectionCount(), columns);
            QVERIFY(header->length() <= table()->viewport()->width());
        }
    }

    void ownersAndStates()
    {
        start();
        click("Show: Mine");
        QTRY_COMPARE(shown(), QStringList{QStringLiteral("#3 An invoice")});
        click("Show: Nobody's");
        QTRY_COMPARE(shown(), QStringList{QStringLiteral("#1 The shop is slow")});
        click("Show: Everybody's");
        QTRY_COMPARE(shown().size(), 3);
        auto *state = m_pane->findChild<QComboBox *>(QStringLiteral("caseState"));
        state->setCurrentIndex(state->findData(QStringLiteral("new")));
        Q_EMIT state->activated(state->currentIndex());
        QTRY_COMPARE(shown(), QStringList{QStringLiteral("#1 The shop is slow")});
    }

    void textIsLookedForByTheService()
    {
        start();
        m_pane->focusSearch();
        QTest::keyClicks(text(), QStringLiteral("blog"));
        QTRY_COMPARE(shown(), QStringList{QStringLiteral("#2 The blog is down")});
        QTest::keyClick(text(), Qt::Key_Down);
        QVERIFY(table()->hasFocus());
        text()->setText(QStringLiteral("zeppelin"));
        QTRY_VERIFY(empty()->isVisible() && empty()->text().contains(QStringLiteral("zeppelin")));
        empty()->findChild<QPushButton *>()->click();
        QTRY_COMPARE(shown().size(), 3);
        QCOMPARE(text()->text(), QString());
    }

    void viewsAreKeptAndComeBack()
    {
        start();
        click("Show: Mine");
        auto *name = viewMenu()->findChild<QLineEdit *>();
        QVERIFY(name);
        name->setText(QStringLiteral(" My day "));
        Q_EMIT name->returnPressed();
        click("Show: Everybody's");
        QTRY_COMPARE(shown().size(), 3);
        const QJsonObject state = m_pane->saveState();
        makePane();
        m_pane->restoreState(state);
        QTRY_COMPARE(shown().size(), 3);
        QCOMPARE(viewMenu()->actions().front()->text(), QStringLiteral("My day"));
        viewMenu()->actions().front()->trigger();
        QTRY_COMPARE(shown(), QStringList{QStringLiteral("#3 An invoice")});
        for (QMenu *inner : viewMenu()->findChildren<QMenu *>()) {
            if (inner->title() == QLatin1String("Forget"))
                inner->actions().front()->trigger();
        }
        QVERIFY(message()->text().contains(QStringLiteral("My day")));
        message()->findChild<QPushButton *>()->click();
        QCOMPARE(viewMenu()->actions().front()->text(), QStringLiteral("My day"));
    }

    void keysMoveOpenAndReply()
    {
        start();
        choose(0);
        QTest::keyClick(table(), Qt::Key_J);
        QTest::keyClick(table(), Qt::Key_Return);
        QCOMPARE(m_rig->navigator.opened, QStringList{QStringLiteral("case/2")});
        QTest::keyClick(table(), Qt::Key_K);
        QTest::keyClick(table(), Qt::Key_R);
        QCOMPARE(m_rig->navigator.opened.back(), QStringLiteral("case/3/reply"));
        m_rig->action(QStringLiteral("cases.history"))->trigger();
        QCOMPARE(m_rig->navigator.opened.back(), QStringLiteral("activity/case/3"));
    }

    void aTakesIt()
    {
        start();
        choose(2);
        QTest::keyClick(table(), Qt::Key_A);
        QTRY_COMPARE(m_cases->of(1).value(QStringLiteral("owner")).toString(), QStringLiteral("eva"));
        QTRY_COMPARE(table()->model()->index(2, CasesModel::Owner).data().toString(), QStringLiteral("eva"));
        QVERIFY(message()->text().contains(QStringLiteral("1")));
    }

    void whereTheKeysAreIsChosen()
    {
        start();
        table()->setFocus();
        table()->selectionModel()->setCurrentIndex(table()->model()->index(2, 0),
                                                   QItemSelectionModel::NoUpdate);
        QTest::keyClick(table(), Qt::Key_A);
        QTRY_COMPARE(m_cases->of(1).value(QStringLiteral("owner")).toString(), QStringLiteral("eva"));
    }

    void wideAndNarrow()
    {
        start();
        const auto isOneRow = [this] {
            return text()->y() == named<QPushButton>(*m_pane, QStringLiteral("Show: Mine"))->y();
        };
        m_pane->resize(1400, 300);
        QTRY_VERIFY(isOneRow());
        m_pane->resize(560, 300); // and is let become narrow again
        QTRY_VERIFY(!isOneRow());
        QCOMPARE(m_pane->width(), 560);
        QVERIFY(m_pane->minimumSizeHint().width() <= 560);
    }

    void cAsksBeforeItCloses()
    {
        start();
        choose(1);
        QTest::keyClick(table(), Qt::Key_C);
        QCOMPARE(m_rig->navigator.questions.size(), std::size_t(1));
        const Question &question = m_rig->navigator.questions.front();
        QVERIFY(question.title.contains(QStringLiteral("2")));
        QCOMPARE(question.commandLine, QStringLiteral("slipwayctl case close 2"));
        QCOMPARE(shown().size(), 3);
        choose(0); // the list goes on while the sheet is read
        m_rig->navigator.answer({});
        QTRY_COMPARE(shown().size(), 2);
        QCOMPARE(m_cases->of(2).value(QStringLiteral("state")).toString(), QStringLiteral("closed"));
    }

    void severalAtOnce()
    {
        start();
        table()->selectAll();
        QVERIFY(m_pane->findChild<QWidget *>(QStringLiteral("bulk"))->isVisible());
        m_pane->findChild<QPushButton *>(QStringLiteral("bulk.assign"))->click();
        QVERIFY(m_rig->navigator.questions.back().reasonNeeded);
        QCOMPARE(m_rig->navigator.questions.back().changes.size(), 3);
        m_rig->navigator.answer(QStringLiteral("jan"));
        for (const qint64 id : {1, 2, 3})
            QTRY_COMPARE(m_cases->of(id).value(QStringLiteral("owner")).toString(), QStringLiteral("jan"));
        QTRY_COMPARE(table()->selectionModel()->selectedRows().size(), 3);
        QTRY_VERIFY(m_rig->offers(QStringLiteral("cases.solve")));
        m_rig->action(QStringLiteral("cases.solve"))->trigger();
        QCOMPARE(m_rig->navigator.questions.size(), std::size_t(2)); // many: a sheet lists them
        m_rig->navigator.answer({});
        QTRY_VERIFY(empty()->isVisible());
    }

    // Each is put back as it was, not all alike.
    void theirSeverityAndBack()
    {
        m_cases->put(fake::with(m_cases->of(2), {{QStringLiteral("severity"), QStringLiteral("low")}}));
        start();
        table()->selectAll();
        QTest::keyClick(table(), Qt::Key_S);
        const Question asked = m_rig->navigator.questions.back();
        QVERIFY(asked.chosen.isEmpty()); // they differ
        QCOMPARE(asked.choices.front().changes.size(), 3);
        QVERIFY(asked.choices.front().changes.front().startsWith(QStringLiteral("#3 first response: ")));
        m_rig->navigator.answer(QStringLiteral("high"));
        const auto severity = [this](qint64 id) {
            return m_cases->of(id).value(QStringLiteral("severity")).toString();
        };
        for (const qint64 id : {1, 2, 3})
            QTRY_COMPARE(severity(id), QStringLiteral("high"));
        QTRY_COMPARE(message()->text(), QStringLiteral("3 cases have their severity."));
        message()->findChild<QPushButton *>()->click();
        QTRY_COMPARE(severity(3), QStringLiteral("normal"));
        QTRY_COMPARE(severity(2), QStringLiteral("low"));
        QTRY_COMPARE(severity(1), QStringLiteral("normal"));
    }

    void seldomThingsStandInAMenu()
    {
        start();
        choose(0);
        QMenu *menu = m_pane->findChild<QToolButton *>(QStringLiteral("bulk.more"))->menu();
        QStringList names;
        for (QAction *action : menu->actions()) {
            names.append(action->text());
            if (action->text() == QStringLiteral("Application…"))
                action->trigger();
        }
        QCOMPARE(names, (QStringList{QStringLiteral("Solve"), QStringLiteral("Severity…"),
                                     QStringLiteral("Application…"), QStringLiteral("Wait…")}));
        QVERIFY(m_rig->navigator.questions.back().reasonField);
        m_rig->navigator.answer(QStringLiteral("contoso/blog"));
        QTRY_COMPARE(m_cases->of(3).value(QStringLiteral("application")).toString(),
                     QStringLiteral("contoso/blog"));
    }

    void whatFailsIsSaid()
    {
        start();
        m_rig->service.on("POST", QStringLiteral("/api/v1/cases/*"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal({Problem::Kind::Conflict,
                                                QStringLiteral("The disk is full"),
                                                {},
                                                QStringLiteral("Make room.")});
        });
        table()->selectAll();
        m_pane->findChild<QPushButton *>(QStringLiteral("bulk.take"))->click();
        QTRY_VERIFY(message()->isVisible() && message()->text().contains(QStringLiteral("The disk is full")));
        QVERIFY2(message()->text().contains(QStringLiteral("3 of 3")), qPrintable(message()->text()));
    }

    void staleSaysSoAndDisables()
    {
        start();
        choose(0);
        QVERIFY(m_rig->offers(QStringLiteral("cases.take")));
        m_rig->service.goAway();
        QTRY_VERIFY(m_pane->findChild<StaleNote *>()->isVisible());
        for (const char *id : {"cases.take", "cases.close", "cases.new", "cases.reply"})
            QVERIFY2(!m_rig->offers(QLatin1String(id)), id);
        QVERIFY(!m_pane->findChild<QWidget *>(QStringLiteral("bulk"))->isVisible());
        QTest::keyClick(table(), Qt::Key_C);
        QVERIFY(m_rig->navigator.questions.empty());
        QCOMPARE(shown().size(), 3);
    }

    void whoOnlyLooksHasNoButtons()
    {
        m_rig->service.role = QStringLiteral("sales");
        start();
        choose(0);
        QTRY_VERIFY(m_rig->offers(QStringLiteral("cases.open")));
        for (const char *id : {"cases.take", "cases.assign", "cases.solve", "cases.close", "cases.new"})
            QVERIFY2(!m_rig->offers(QLatin1String(id)), id);
    }

    void noneAtAllTeaches()
    {
        m_cases->all.clear();
        QSignalSpy wanted(m_pane.get(), &CasesPane::newCaseWanted);
        QVERIFY(m_rig->connect());
        QTRY_VERIFY(empty()->isVisible() && empty()->text().startsWith(QStringLiteral("Nobody waits")));
        QTRY_VERIFY(empty()->findChild<QPushButton *>()->isVisible());
        empty()->findChild<QPushButton *>()->click();
        QCOMPARE(wanted.size(), 1);
    }

    void whatIsChosenStaysWhenRowsMove()
    {
        start();
        choose(2); // case 1
        m_cases->put(m_cases->make(9, QStringLiteral("Just come"), 1min));
        m_cases->put(m_cases->make(1, QStringLiteral("The shop is slow"), 30s));
        QTRY_COMPARE(shown().value(1), QStringLiteral("#1 The shop is slow"));
        QCOMPARE(table()->currentIndex().row(), 1);
    }

    void hostileNamesAreShown()
    {
        int id = 20;
        for (const QString &name : hostileNames()) {
            m_cases->put(fake::with(m_cases->make(++id, name, 1h), {{QStringLiteral("customer"), name},
                                                                    {QStringLiteral("owner"), name},
                                                                    {QStringLiteral("severity"), name},
                                                                    {QStringLiteral("contact"), name}}));
        }
        start();
        QTRY_COMPARE(shown().size(), 7);
        QVERIFY(!m_pane->grab().isNull());
        table()->selectAll();
        m_pane->findChild<QPushButton *>(QStringLiteral("bulk.close"))->click();
        for (const QString &line : m_rig->navigator.questions.back().changes)
            QVERIFY(line.size() < 300);
    }

private:
    void makePane()
    {
        m_pane = std::make_unique<CasesPane>(m_rig->desk());
        m_pane->resize(1100, 500);
        m_pane->show();
        m_pane->setActive(true);
    }
    void start()
    {
        QVERIFY(m_rig->connect());
        QTRY_VERIFY(shown().size() >= 3);
        QTRY_VERIFY(m_rig->session.role().has_value());
    }
    QTableView *table() const { return m_pane->findChild<QTableView *>(); }
    EmptyState *empty() const { return m_pane->findChild<EmptyState *>(); }
    InlineMessage *message() const { return m_pane->findChild<InlineMessage *>(); }
    QLineEdit *text() const { return named<QLineEdit>(*m_pane, QStringLiteral("Filter cases by any word")); }
    QMenu *viewMenu() const
    {
        QMenu *menu = named<QToolButton>(*m_pane, QStringLiteral("Views that were kept"))->menu();
        Q_EMIT menu->aboutToShow();
        return menu;
    }
    void click(const char *name) { named<QPushButton>(*m_pane, QString::fromLatin1(name))->click(); }
    void choose(int row)
    {
        table()->setFocus();
        table()->selectRow(row);
    }
    QStringList shown() const
    {
        QStringList all;
        for (int i = 0; i < table()->model()->rowCount(); ++i)
            all.append(table()->model()->index(i, CasesModel::Subject).data().toString());
        return all;
    }

    std::unique_ptr<PaneRig> m_rig;
    std::unique_ptr<FakeCases> m_cases;
    std::unique_ptr<CasesPane> m_pane;
};

QTEST_MAIN(TestCasesPane)
#include "TestCasesPane.moc"
