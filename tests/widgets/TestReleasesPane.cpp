// The releases pane: which releases are shown to whom, views that are kept, keyboard, progress, and the place
// of everything through resets and restarts.
#include "widgets/EmptyState.h"
#include "widgets/InlineMessage.h"
#include "widgets/PaneRig.h"
#include "widgets/ProgressDelegate.h"
#include "widgets/ReleasesPane.h"
#include "widgets/StaleNote.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>

using namespace slipway;

namespace {

ReleaseRow row(const char *state, const char *waitsFor, const char *by = "eva")
{
    ReleaseRow release;
    release.id = 1;
    release.state = QString::fromLatin1(state);
    release.waitsFor = QString::fromLatin1(waitsFor);
    release.requestedBy = QString::fromLatin1(by);
    return release;
}

} // namespace

class TestReleasesPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init()
    {
        m_rig = std::make_unique<PaneRig>();
        makePane();
    }
    void cleanup()
    {
        m_pane.reset();
        m_rig.reset();
    }

    void noColumnIsCut()
    {
        QVERIFY(m_rig->connect());
        QTRY_VERIFY(m_pane->findChild<QTableView *>()->model()->rowCount() > 0);
        auto *table = m_pane->findChild<QTableView *>();
        const QHeaderView *header = table->horizontalHeader();
        for (const auto &[width, columns] : {std::pair(910, 5), std::pair(1840, 8), std::pair(910, 5)}) {
            m_pane->resize(width, 300);
            QTRY_COMPARE(header->count() - header->hiddenSectionCount(), columns);
            QVERIFY(header->length() <= table->viewport()->width());
            QVERIFY(header->sectionSize(ReleasesModel::WaitsFor) >= 24 * theme::unit);
        }
    }

    void whoIsWaitedFor_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("waitsFor");
        QTest::addColumn<QString>("by");
        QTest::addColumn<int>("role");
        QTest::addColumn<bool>("mine");
        const auto add = [](const char *waitsFor, const char *by, Role role, bool mine,
                            const char *state = "waiting") {
            QTest::addRow("%s by %s for %d", waitsFor, by, static_cast<int>(role))
                << QString::fromLatin1(state) << QString::fromLatin1(waitsFor) << QString::fromLatin1(by)
                << static_cast<int>(role) << mine;
        };
        add("customer signs off readiness", "eva", Role::Operations, false);
        add("customer signs off readiness", "eva", Role::Customer, true);
        add("operations signs off finalize", "eva", Role::Operations, true, "live");
        add("operations signs off finalize", "eva", Role::Admin, true, "live");
        add("operations signs off finalize", "eva", Role::Support, false, "live");
        add("operations signs off finalize", "eva", Role::Customer, false, "live");
        add("operations signs off approval", "eva", Role::Operations, false);
        add("operations signs off approval", "jo", Role::Operations, true);
        add("operations: retry, skip or abort \"Hold requests\"", "jo", Role::Operations, true);
        add("somebody resumes it", "jo", Role::Operations, true);
        add("the brake is taken off", "jo", Role::Operations, false);
        add("another try of \"Hold\" at 2 (1 of 3)", "jo", Role::Operations, false);
        add("", "eva", Role::Operations, false, "running");
        add("operations signs off finalize", "jo", Role::Operations, false, "aborted");
    }

    void whoIsWaitedFor()
    {
        QFETCH(QString, state);
        QFETCH(QString, waitsFor);
        QFETCH(QString, by);
        QFETCH(int, role);
        QFETCH(bool, mine);
        const ReleaseRow release = row(qPrintable(state), qPrintable(waitsFor), qPrintable(by));
        QCOMPARE(isShown(release, ReleaseView::WaitsForMe, QStringLiteral("eva"), static_cast<Role>(role)),
                 mine);
        QVERIFY(!isShown(release, ReleaseView::WaitsForMe, QStringLiteral("eva"), std::nullopt));
    }

    void viewsHaveNames()
    {
        for (const ReleaseView view :
             {ReleaseView::Open, ReleaseView::All, ReleaseView::Mine, ReleaseView::WaitsForMe})
            QVERIFY(releaseViewFromText(toText(view)) == view);
        QVERIFY(releaseViewFromText(u"whatever") == ReleaseView::Open);
    }

    void theClock_data()
    {
        QTest::addColumn<int>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("rounded up") << 3400 << QStringLiteral("0:04");
        QTest::newRow("nothing") << 0 << QStringLiteral("0:00");
        QTest::newRow("minutes") << 750000 << QStringLiteral("12:30");
        QTest::newRow("hours") << 7500000 << QStringLiteral("2:05:00");
    }

    void theClock()
    {
        QFETCH(int, ms);
        QFETCH(QString, text);
        QCOMPARE(clockText(std::chrono::milliseconds(ms)), text);
    }

    void openOnesFirst()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(shown(), (QStringList{QStringLiteral("#214"), QStringLiteral("#213")}));
        click("Show: All");
        QTRY_COMPARE(shown().size(), 4);
        click("Show: Waiting for me");
        QTRY_COMPARE(shown(), QStringList{QStringLiteral("#213")});
        click("Show: Mine");
        QTRY_COMPARE(shown().size(), 4);
    }

    void whoIsWaitedForIsSeenInANarrowPane()
    {
        m_pane->resize(820, 300);
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(shown().size(), 2);
        const int right = table()->columnViewportPosition(ReleasesModel::WaitsFor) +
                          table()->columnWidth(ReleasesModel::WaitsFor) / 2;
        QVERIFY(right < table()->viewport()->width());
    }

    void aReleaseThatEndsLeavesTheOpenOnes()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(shown().size(), 2);
        m_rig->service.put(fake::release(213, QStringLiteral("northwind/blog"), QStringLiteral("finalized")));
        m_rig->service.tell(QStringLiteral("release.finalized"), QStringLiteral("release/213"));
        QTRY_COMPARE(shown(), QStringList{QStringLiteral("#214")});
    }

    void textNarrowsItDown()
    {
        QVERIFY(m_rig->connect());
        click("Show: All");
        QTRY_COMPARE(shown().size(), 4);
        m_pane->focusSearch();
        QTest::keyClicks(search(), QStringLiteral("shop finalized"));
        QTRY_COMPARE(shown(), QStringList{QStringLiteral("#212")});
        search()->clear();
        QTest::keyClicks(search(), QStringLiteral("zeppelin"));
        QTRY_VERIFY(empty()->isVisible());
        QVERIFY(empty()->text().contains(QStringLiteral("zeppelin")));
        empty()->findChild<QPushButton *>()->click();
        QTRY_COMPARE(shown().size(), 4);
    }

    void keysMoveAndOpen()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(shown().size(), 2);
        table()->setFocus();
        table()->setCurrentIndex(table()->model()->index(0, 0));
        QTest::keyClick(table(), Qt::Key_J);
        QCOMPARE(table()->currentIndex().row(), 1);
        QTest::keyClick(table(), Qt::Key_Return);
        QCOMPARE(m_rig->navigator.opened, QStringList{QStringLiteral("release/213")});
        QTest::keyClick(table(), Qt::Key_K);
        QTest::keyClick(table(), Qt::Key_Enter);
        QCOMPARE(m_rig->navigator.opened.back(), QStringLiteral("release/214"));
        m_rig->action(QStringLiteral("releases.history"))->trigger();
        QCOMPARE(m_rig->navigator.opened.back(), QStringLiteral("activity/release/214"));
        m_rig->action(QStringLiteral("releases.help"))->trigger();
        QCOMPARE(m_rig->navigator.helped, QStringList{QStringLiteral("no-migration")});
    }

    void theMenuCopiesTheCommand()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(shown().size(), 2);
        table()->setCurrentIndex(table()->model()->index(0, 0));
        Q_EMIT table()->customContextMenuRequested({5, 5});
        QMenu *menu = nullptr;
        for (QMenu *one : m_pane->findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly))
            menu = one;
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text() == QLatin1String("Copy as command"))
                action->trigger();
        }
        QCOMPARE(m_rig->navigator.copied, QStringList{QStringLiteral("slipwayctl release show 214")});
        menu->close();
    }

    void whatIsChosenStaysWhenRowsComeAndGo()
    {
        QVERIFY(m_rig->connect());
        click("Show: All");
        QTRY_COMPARE(shown().size(), 4);
        choose(212);
        m_rig->service.put(fake::release(215, QStringLiteral("contoso/portal"), QStringLiteral("running")));
        m_rig->service.tell(QStringLiteral("release.created"), QStringLiteral("release/215"));
        QTRY_COMPARE(shown().size(), 5);
        QCOMPARE(chosen(), QStringLiteral("#212"));
        QTest::keyClicks(search(), QStringLiteral("shop"));
        QCOMPARE(chosen(), QStringLiteral("#212"));
        search()->clear();
        QCOMPARE(chosen(), QStringLiteral("#212"));
    }

    void thePlaceStaysWhenNewOnesComeAbove()
    {
        for (int id = 300; id < 400; ++id)
            m_rig->service.put(
                fake::release(id, QStringLiteral("northwind/shop"), QStringLiteral("running")));
        QVERIFY(m_rig->connect());
        QTRY_VERIFY(shown().size() > 40);
        table()->verticalScrollBar()->setValue(20);
        const QString top = table()->model()->index(table()->rowAt(0), 0).data().toString();
        m_rig->service.put(fake::release(500, QStringLiteral("northwind/shop"), QStringLiteral("running")));
        m_rig->service.tell(QStringLiteral("release.created"), QStringLiteral("release/500"));
        QTRY_COMPARE(shown().front(), QStringLiteral("#500"));
        QCOMPARE(table()->model()->index(table()->rowAt(0), 0).data().toString(), top);
    }

    void itComesBackAfterARestart()
    {
        QVERIFY(m_rig->connect());
        click("Show: All");
        QTRY_COMPARE(shown().size(), 4);
        QTest::keyClicks(search(), QStringLiteral("northwind"));
        choose(212);
        m_pane->keepView(QStringLiteral("Northwind's"));
        const StartDrafts::Typed typed{{QStringLiteral("hold"), QStringLiteral("5s")}};
        m_pane->keepStart(QStringLiteral("northwind/shop"), QStringLiteral("no-op"), typed);
        const QJsonObject state = m_pane->saveState();
        makePane();
        m_pane->restoreState(state);
        QTRY_COMPARE(shown().size(), 3);
        QTRY_COMPARE(chosen(), QStringLiteral("#212"));
        QCOMPARE(search()->text(), QStringLiteral("northwind"));
        QCOMPARE(m_pane->saveState().value(QStringLiteral("views")), state.value(QStringLiteral("views")));
        QCOMPARE(m_pane->startDrafts().of(QStringLiteral("northwind/shop"), QStringLiteral("no-op")), typed);
    }

    void viewsAreKeptAndComeBack()
    {
        QVERIFY(m_rig->connect());
        click("Show: All");
        QTest::keyClicks(search(), QStringLiteral("portal"));
        m_pane->keepView(QStringLiteral("  Portals "));
        m_pane->keepView(QStringLiteral("Portals")); // the same one
        QCOMPARE(m_pane->saveState().value(QStringLiteral("views")).toArray().size(), 1);
        search()->clear();
        click("Show: Open");
        auto *views = named<QToolButton>(*m_pane, QStringLiteral("Views that were kept"));
        QMenu *menu = views->menu();
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().front()->text(), QStringLiteral("Portals"));
        menu->actions().front()->trigger();
        QTRY_COMPARE(shown(), QStringList{QStringLiteral("#211")});
        QCOMPARE(search()->text(), QStringLiteral("portal"));
    }

    void aForgottenViewIsBroughtBack()
    {
        QVERIFY(m_rig->connect());
        m_pane->keepView(QStringLiteral("Portals"));
        m_pane->keepView(QStringLiteral("Shops"));
        const QJsonValue kept = m_pane->saveState().value(QStringLiteral("views"));
        QMenu *menu = named<QToolButton>(*m_pane, QStringLiteral("Views that were kept"))->menu();
        Q_EMIT menu->aboutToShow();
        QAction *forget = nullptr;
        for (QMenu *inner : menu->findChildren<QMenu *>()) {
            if (inner->title() == QLatin1String("Forget"))
                forget = inner->actions().front();
        }
        QVERIFY(forget);
        forget->trigger();
        QCOMPARE(m_pane->saveState().value(QStringLiteral("views")).toArray().size(), 1);
        auto *message = m_pane->findChild<InlineMessage *>();
        QVERIFY2(message->text().contains(QStringLiteral("Portals")), qPrintable(message->text()));
        message->findChild<QPushButton *>()->click();
        QCOMPARE(m_pane->saveState().value(QStringLiteral("views")), kept); // in its place, too
    }

    void sortedAreAllAndNotOnlyWhatIsHere()
    {
        fillReleases(2000);
        m_rig->service.put(fake::release(1, QStringLiteral("aardvark/shop"), QStringLiteral("live")));
        QVERIFY(m_rig->connect());
        click("Show: All");
        QTRY_COMPARE(shown().size(), 200);
        QVERIFY(partial()->isHidden());
        m_rig->service.hold("GET");
        table()->horizontalHeader()->setSortIndicator(ReleasesModel::Application, Qt::AscendingOrder);
        QVERIFY(partial()->isVisible());
        QVERIFY2(partial()->text().contains(QStringLiteral("newest 200 so far")),
                 qPrintable(partial()->text()));
        QCOMPARE(partial()->accessibleName(), partial()->text());
        m_rig->service.release();
        QTRY_COMPARE(shown().size(), 2000);
        QCOMPARE(shown().front(), QStringLiteral("#1"));
        QVERIFY(partial()->isHidden());
        // The other way round, and as they came: all are there.
        table()->horizontalHeader()->setSortIndicator(ReleasesModel::Application, Qt::DescendingOrder);
        QCOMPARE(shown().back(), QStringLiteral("#1"));
        table()->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
        QCOMPARE(shown().front(), QStringLiteral("#2000"));
    }

    void whatCouldNotBeFetchedToBeSortedIsSaid()
    {
        fillReleases(500);
        QVERIFY(m_rig->connect());
        click("Show: All");
        QTRY_COMPARE(shown().size(), 200);
        m_rig->service.refuse({Problem::Kind::Internal, QStringLiteral("The disk is ill"), {}, {}});
        table()->horizontalHeader()->setSortIndicator(ReleasesModel::Application, Qt::AscendingOrder);
        QTRY_VERIFY(partial()->text().contains(QStringLiteral("Only the newest 200")));
        QVERIFY(partial()->isVisible());
        QVERIFY(m_pane->findChild<InlineMessage *>()->text().contains(QStringLiteral("ill")));
    }

    void aSortThatComesBackIsOfAll()
    {
        fillReleases(500);
        m_rig->service.put(fake::release(1, QStringLiteral("aardvark/shop"), QStringLiteral("live")));
        click("Show: All");
        table()->horizontalHeader()->setSortIndicator(ReleasesModel::Application, Qt::AscendingOrder);
        const QJsonObject state = m_pane->saveState();
        makePane();
        m_pane->restoreState(state);
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(shown().size(), 500);
        QCOMPARE(shown().front(), QStringLiteral("#1"));
    }

    void sortedWithoutAMouse()
    {
        QVERIFY(m_rig->connect());
        click("Show: All");
        QTRY_COMPARE(shown().size(), 4);
        m_pane->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
        QCOMPARE(m_rig->action(QStringLiteral("releases.sort"))->shortcut(),
                 QKeySequence(QStringLiteral("Ctrl+Shift+O")));
        askSort(
            {Qt::Key_Down, Qt::Key_Down, Qt::Key_Return}); // the first is as they came, then come the columns
        const QHeaderView *header = table()->horizontalHeader();
        QCOMPARE(header->sortIndicatorSection(), header->logicalIndex(1));
        QCOMPARE(header->sortIndicatorOrder(), Qt::AscendingOrder);
        QCOMPARE(m_pane->focusWidget(), table()); // it has the keys once the menu is gone
        askSort({Qt::Key_Up, Qt::Key_Return});    // the last is descending
        QCOMPARE(header->sortIndicatorSection(), header->logicalIndex(1));
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
        QCOMPARE(shown().back(), QStringLiteral("#211")); // contoso's
        askSort({Qt::Key_Return});
        QCOMPARE(header->sortIndicatorSection(), -1);
        QCOMPARE(shown().front(), QStringLiteral("#214"));
    }

    void staleSaysSo()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(shown().size(), 2);
        QVERIFY(m_rig->offers(QStringLiteral("releases.start")));
        m_rig->service.goAway();
        QTRY_VERIFY(m_pane->findChild<StaleNote *>()->isVisible());
        QVERIFY(!m_rig->offers(QStringLiteral("releases.start")));
        QCOMPARE(shown().size(), 2);
    }

    void noneAtAllTeaches()
    {
        m_rig->service.releases.clear();
        QVERIFY(m_rig->connect());
        QTRY_VERIFY(empty()->isVisible() && empty()->text().startsWith(QStringLiteral("No releases yet")));
        empty()->findChild<QPushButton *>()->click();
        QCOMPARE(m_rig->navigator.startedFor, QStringList{QString()});
    }

    void hostileNamesAreShown()
    {
        int id = 600;
        for (const QString &name : hostileNames()) {
            m_rig->service.put(fake::with(fake::release(++id, name, name, name, name),
                                          {{QStringLiteral("requested_by"), name}}));
        }
        QVERIFY(m_rig->connect());
        QTRY_VERIFY(shown().size() >= 6);
        QVERIFY(!m_pane->grab().isNull());
        m_pane->keepView(hostileNames().at(1));
        Q_EMIT named<QToolButton>(*m_pane, QStringLiteral("Views that were kept"))->menu()->aboutToShow();
    }

private:
    void makePane()
    {
        m_pane = std::make_unique<ReleasesPane>(m_rig->desk());
        m_pane->resize(1100, 500);
        m_pane->show();
        m_pane->setActive(true);
    }
    void fillReleases(int count)
    {
        m_rig->service.releases.clear();
        for (int id = 1; id <= count; ++id)
            m_rig->service.releases.push_front(
                fake::release(id, QStringLiteral("northwind/shop"), QStringLiteral("live")));
    }
    // Opens the menu and presses these in it.
    void askSort(const QList<Qt::Key> &keys)
    {
        m_rig->action(QStringLiteral("releases.sort"))->trigger();
        QPointer<QMenu> menu = named<QMenu>(*m_pane, QStringLiteral("Sort by"));
        QVERIFY(menu && menu->isVisible());
        for (const Qt::Key key : keys)
            QTest::keyClick(menu, key);
        QTRY_VERIFY(!menu);
    }
    QLabel *partial() const { return m_pane->findChild<QLabel *>(QStringLiteral("partial")); }
    QTableView *table() const { return m_pane->findChild<QTableView *>(); }
    EmptyState *empty() const { return m_pane->findChild<EmptyState *>(); }
    QLineEdit *search() const
    {
        return named<QLineEdit>(*m_pane, QStringLiteral("Filter releases by any word"));
    }
    void click(const char *name) { named<QPushButton>(*m_pane, QString::fromLatin1(name))->click(); }
    QStringList shown() const
    {
        QStringList ids;
        for (int i = 0; i < table()->model()->rowCount(); ++i)
            ids.append(table()->model()->index(i, 0).data().toString());
        return ids;
    }
    QString chosen() const
    {
        const QModelIndex index = table()->currentIndex();
        return index.isValid() ? index.siblingAtColumn(0).data().toString() : QString();
    }
    void choose(int id)
    {
        const auto at = static_cast<int>(shown().indexOf(QStringLiteral("#%1").arg(id)));
        QVERIFY(at >= 0);
        table()->setCurrentIndex(table()->model()->index(at, 0));
    }

    std::unique_ptr<PaneRig> m_rig;
    std::unique_ptr<ReleasesPane> m_pane;
};

QTEST_MAIN(TestReleasesPane)
#include "TestReleasesPane.moc"
