// The window with panes in it: who is active, keys, layouts, references, and names for all.
#include "widgets/EmptyState.h"
#include "widgets/MainWindowFixture.h"
#include "widgets/Notices.h"
#include "widgets/Style.h"

#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QToolButton>

using namespace slipway;

namespace {

QStringList builtIn()
{
    return {Layouts::operations(), Layouts::support()};
}

} // namespace

class TestMainWindow : public QObject, private MainWindowFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void hiddenDocksAreNotActive();
    void aDockBehindAnotherIsNotActive();
    void aMinimisedWindowHasNoActivePane();
    void goKeysLeadToPanes();
    void keysBeginInAPane();
    void goKeysAreLettersWhileTyping();
    void anEmptyPaneHasTheKeysItself();
    void rowsThatComeLaterHaveTheKeysOfTheirPane();
    void whoTypesKeepsTheFocus();
    void theWaitForRowsEnds_data();
    void theWaitForRowsEnds();
    void slashFindsTheSearchOfThePane();
    void controlWHidesThePane();
    void panesMoveAndFloatByKeys();
    void helpIsOfTheFocusedPane();
    void referencesReachTheirPane();
    void layoutsAreKeptAndRestored();
    void thePaletteChangesColoursAndLayout();
    void aForgottenLayoutIsBroughtBack();
    void theLayoutOfTheSupportDesk();
    void theSessionComesBackAsItWas();
    void aPaneThatIsNewJoinsTheOthers();
    void brokenStateIsArranged();
    void productionTintsTheDock();
    void aReleaseStartsOfWhatIsChosen();
    void theFirstWindowFitsTheScreen();
    void everyControlHasAName();
    void titlesFollowThePane();
};

void TestMainWindow::hiddenDocksAreNotActive()
{
    QTRY_VERIFY(m_applications->active);
    QVERIFY(!m_help->active);
    QCOMPARE(m_help->turns, 0); // it was never seen, so it did nothing
    m_window->dock(QStringLiteral("applications"))->hide();
    QTRY_VERIFY(!m_applications->active);
    m_window->showPane(QStringLiteral("applications"));
    QTRY_VERIFY(m_applications->active);
}

void TestMainWindow::aDockBehindAnotherIsNotActive()
{
    QTRY_VERIFY(m_releases->active);
    QVERIFY(!m_activity->active);
    m_window->showPane(QStringLiteral("activity"));
    QTRY_VERIFY(m_activity->active);
    QTRY_VERIFY(!m_releases->active);
}

void TestMainWindow::aMinimisedWindowHasNoActivePane()
{
    QTRY_VERIFY(m_applications->active);
    m_window->showMinimized();
    QTRY_VERIFY(!m_applications->active);
    m_window->showNormal();
    QTRY_VERIFY(m_applications->active);
}

void TestMainWindow::goKeysLeadToPanes()
{
    m_applications->list->setFocus();
    press(Qt::Key_G, Qt::Key_Y);
    QTRY_VERIFY(m_activity->active);
    QCOMPARE(QApplication::focusWidget(), m_activity->list);
    press(Qt::Key_G, Qt::Key_H);
    QTRY_VERIFY(m_help->active);
    press(Qt::Key_G, Qt::Key_A);
    QCOMPARE(QApplication::focusWidget(), m_applications->list);
}

// At the start, too, single keys lead on: the focus isn't in the row of menus.
void TestMainWindow::keysBeginInAPane()
{
    QTRY_VERIFY(m_applications->isAncestorOf(QApplication::focusWidget()));
    press(Qt::Key_G, Qt::Key_R);
    QCOMPARE(QApplication::focusWidget(), m_releases->list);
}

void TestMainWindow::goKeysAreLettersWhileTyping()
{
    m_applications->search->setFocus();
    press(Qt::Key_G, Qt::Key_Y);
    QTest::keyClicks(m_applications->search, QStringLiteral("/"));
    QCOMPARE(m_applications->search->text(), QStringLiteral("gy/"));
    QVERIFY(!m_activity->active);
    QVERIFY(m_applications->search->hasFocus());
}

// The keys don't go on acting where one was, and act on its rows only as long as somebody waits for them.
void TestMainWindow::anEmptyPaneHasTheKeysItself()
{
    auto *empty = new EmptyState(m_releases);
    m_releases->layout()->addWidget(empty);
    m_releases->setFocusProxy(m_releases->list);
    m_releases->list->hide();
    empty->say(QStringLiteral("Nothing"), QStringLiteral("It comes"));
    m_window->dock(QStringLiteral("releases"))->raise();
    QTRY_VERIFY(empty->isVisible());
    m_applications->search->setFocus();
    m_window->showPane(QStringLiteral("releases"));
    QCOMPARE(QApplication::focusWidget(), empty);
    empty->say(QStringLiteral("Nothing"), QStringLiteral("It comes"), QStringLiteral("Help"));
    QCOMPARE(QApplication::focusWidget(), empty->findChild<QPushButton *>());
    empty->say(QStringLiteral("Nothing"), QStringLiteral("It comes"));
    QCOMPARE(QApplication::focusWidget(), empty);
    m_releases->list->show();
    QVERIFY(m_releases->list->hasFocus());
}

// Long after the wait: who is in the pane stays in it.
void TestMainWindow::rowsThatComeLaterHaveTheKeysOfTheirPane()
{
    auto *stack = new QStackedWidget(m_releases);
    auto *empty = new EmptyState;
    m_releases->layout()->addWidget(stack);
    stack->addWidget(m_releases->list);
    stack->addWidget(empty);
    stack->setCurrentWidget(empty);
    m_releases->setFocusProxy(m_releases->list);
    m_window->dock(QStringLiteral("releases"))->raise();
    QTRY_VERIFY(empty->isVisible());
    m_applications->search->setFocus();
    m_window->showPane(QStringLiteral("releases"));
    empty->say(QStringLiteral("Nothing"), QStringLiteral("It comes"), QStringLiteral("Help"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_X); // which ends the wait
    QVERIFY(empty->isAncestorOf(QApplication::focusWidget()));
    stack->setCurrentWidget(m_releases->list);
    QVERIFY(m_releases->list->hasFocus());
}

void TestMainWindow::whoTypesKeepsTheFocus()
{
    m_releases->setFocusProxy(m_releases->list);
    m_releases->list->hide();
    m_applications->search->setFocus();
    m_window->showPane(QStringLiteral("releases"));
    m_releases->list->show();
    QVERIFY(m_applications->search->hasFocus());
}

void TestMainWindow::theWaitForRowsEnds_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("by a key") << true;
    QTest::newRow("by itself") << false;
}

void TestMainWindow::theWaitForRowsEnds()
{
    QFETCH(bool, byKey);
    m_releases->setFocusProxy(m_releases->list);
    m_applications->list->setFocus();
    for (const bool isInTime : {true, false}) {
        m_releases->list->hide();
        m_applications->list->setFocus();
        m_window->showPane(QStringLiteral("releases"));
        const auto *wait = m_window->findChild<QTimer *>(QStringLiteral("wait"));
        QVERIFY(wait && wait->isActive());
        if (!isInTime && byKey)
            QTest::keyClick(m_applications->list, Qt::Key_Down);
        if (!isInTime)
            QTRY_VERIFY_WITH_TIMEOUT(!wait->isActive(), byKey ? 100 : 5000);
        m_releases->list->show();
        QCOMPARE(m_releases->list->hasFocus(), isInTime);
    }
}

void TestMainWindow::slashFindsTheSearchOfThePane()
{
    m_releases->list->setFocus();
    QTest::keyClick(m_releases->list, Qt::Key_Slash);
    QVERIFY(m_releases->search->hasFocus());
}

void TestMainWindow::controlWHidesThePane()
{
    m_releases->list->setFocus();
    QTest::keyClick(m_releases->list, Qt::Key_W, Qt::ControlModifier);
    QVERIFY(m_window->dock(QStringLiteral("releases"))->isHidden());
    QTRY_VERIFY(!m_releases->active);
    QVERIFY(!m_window->dock(QStringLiteral("applications"))->isHidden());
}

void TestMainWindow::panesMoveAndFloatByKeys()
{
    m_window->showPane(QStringLiteral("releases"));
    PaneDock *dock = m_window->dock(QStringLiteral("releases"));
    QTRY_VERIFY(m_releases->isAncestorOf(QApplication::focusWidget()));
    const auto stands = [&](Qt::DockWidgetArea area) {
        return m_window->dockWidgetArea(dock) == area && !dock->isFloating() && dock->isActive() &&
               m_releases->isAncestorOf(QApplication::focusWidget());
    };
    press(Qt::Key_M, Qt::Key_L);
    QTRY_VERIFY(stands(Qt::LeftDockWidgetArea));
    // As a tab beside what was there.
    QVERIFY(m_window->tabifiedDockWidgets(dock).contains(m_window->dock(QStringLiteral("applications"))));
    press(Qt::Key_M, Qt::Key_R);
    QTRY_VERIFY(stands(Qt::RightDockWidgetArea));
    press(Qt::Key_M, Qt::Key_R); // where it is already
    QTRY_VERIFY(stands(Qt::RightDockWidgetArea));
    press(Qt::Key_M, Qt::Key_F);
    QTRY_VERIFY(dock->isFloating() && dock->isVisible());
    // From a window of its own as well.
    QTRY_VERIFY(m_releases->isAncestorOf(QApplication::focusWidget()));
    press(Qt::Key_M, Qt::Key_B);
    QTRY_VERIFY(stands(Qt::BottomDockWidgetArea));
    press(Qt::Key_M, Qt::Key_F);
    QTRY_VERIFY(dock->isFloating());
    QTRY_VERIFY(m_releases->isAncestorOf(QApplication::focusWidget()));
    press(Qt::Key_M, Qt::Key_F); // back where it was
    QTRY_VERIFY(stands(Qt::BottomDockWidgetArea));
}

void TestMainWindow::helpIsOfTheFocusedPane()
{
    m_releases->list->setFocus();
    QTest::keyClick(m_releases->list, Qt::Key_F1);
    QCOMPARE(m_help->opened, QStringList(QStringLiteral("help/releases")));
    QTRY_VERIFY(m_help->active);
}

void TestMainWindow::referencesReachTheirPane()
{
    m_window->open(QStringLiteral("slipway:release/214"));
    QCOMPARE(m_release->opened, QStringList(QStringLiteral("release/214")));
    m_window->open(QStringLiteral("application/northwind/shop"));
    QCOMPARE(m_applications->opened, QStringList(QStringLiteral("application/northwind/shop")));
    m_window->open(QStringLiteral("activity/application/northwind/shop"));
    QCOMPARE(m_activity->opened, QStringList(QStringLiteral("activity/application/northwind/shop")));
    QTRY_VERIFY(m_activity->active);
}

void TestMainWindow::layoutsAreKeptAndRestored()
{
    m_window->dock(QStringLiteral("applications"))->hide();
    m_releases->search->setText(QStringLiteral("shop"));
    m_window->layouts().keep(QStringLiteral("  Night  shift "));
    QCOMPARE(m_window->layouts().current(), QStringLiteral("Night shift"));
    m_window->layouts().apply(Layouts::operations());
    QVERIFY(!m_window->dock(QStringLiteral("applications"))->isHidden());
    m_releases->search->clear();
    m_window->layouts().apply(QStringLiteral("Night shift"));
    QVERIFY(m_window->dock(QStringLiteral("applications"))->isHidden());
    QCOMPARE(m_releases->search->text(), QStringLiteral("shop"));
    for (const QString &name : builtIn()) { // which stay as they are
        m_window->layouts().keep(name);
        QCOMPARE(m_window->layouts().names().count(name), 1);
    }
    m_window->layouts().remove(QStringLiteral("Night shift"));
    QCOMPARE(m_window->layouts().names(), builtIn());
}

void TestMainWindow::thePaletteChangesColoursAndLayout()
{
    QList<theme::Scheme> chosen;
    connect(m_window.get(), &MainWindow::schemeChosen, this,
            [&chosen](theme::Scheme scheme) { chosen.append(scheme); });
    for (const char *id : {"view.colours.dark", "view.colours.light", "view.colours.system"}) {
        QAction *action = m_actions->find(QLatin1String(id));
        QVERIFY2(action && action->isVisible(), id);
        action->trigger();
    }
    QCOMPARE(chosen, (QList{theme::Scheme::Dark, theme::Scheme::Light, theme::Scheme::System}));
    const QString night = QStringLiteral("view.layout.Night shift");
    QVERIFY(!m_actions->find(night));
    m_releases->search->setText(QStringLiteral("shop"));
    m_window->layouts().keep(QStringLiteral("Night shift"));
    QCOMPARE(m_actions->find(night)->text(), QStringLiteral("Layout: Night shift"));
    m_actions->find(QStringLiteral("view.layout.") + Layouts::operations())->trigger();
    QCOMPARE(m_window->layouts().current(), Layouts::operations());
    m_releases->search->clear();
    m_actions->find(night)->trigger();
    QCOMPARE(m_window->layouts().current(), QStringLiteral("Night shift"));
    QCOMPARE(m_releases->search->text(), QStringLiteral("shop"));
    m_window->layouts().remove(QStringLiteral("Night shift"));
    QTRY_VERIFY(!m_actions->find(night));
}

void TestMainWindow::aForgottenLayoutIsBroughtBack()
{
    m_releases->search->setText(QStringLiteral("shop"));
    m_window->layouts().keep(QStringLiteral("Night shift"));
    QToolButton *chooser = nullptr;
    for (QToolButton *button : m_window->findChildren<QToolButton *>()) {
        if (button->accessibleName() == QStringLiteral("Layout: Night shift"))
            chooser = button;
    }
    QVERIFY(chooser);
    Q_EMIT chooser->menu()->aboutToShow();
    chooser->menu()->actions().constLast()->trigger();
    QCOMPARE(m_window->layouts().names(), builtIn());
    QCOMPARE(m_window->notices().texts(),
             QStringList(QStringLiteral("The layout “Night shift” is forgotten.")));
    m_window->notices().findChild<QPushButton *>()->click();
    QVERIFY(m_window->notices().texts().isEmpty());
    QCOMPARE(m_window->layouts().names(), builtIn() + QStringList(QStringLiteral("Night shift")));
    m_releases->search->clear();
    m_window->layouts().apply(QStringLiteral("Night shift"));
    QCOMPARE(m_releases->search->text(), QStringLiteral("shop"));
}

// What waits to the left, what is worked at in the middle; whatever it doesn't name stays at home.
void TestMainWindow::theLayoutOfTheSupportDesk()
{
    m_window->addPane(new FakePane(QStringLiteral("cases"), QStringLiteral("Cases"), m_window->desk()),
                      Qt::BottomDockWidgetArea, QStringLiteral("cases"), QLatin1Char('c'));
    m_window->addPane(new FakePane(QStringLiteral("case"), QStringLiteral("Case"), m_window->desk()),
                      Qt::RightDockWidgetArea, QStringLiteral("case"), QLatin1Char('s'));
    const auto areaOf = [this](const char *id) {
        return m_window->dockWidgetArea(m_window->dock(QLatin1String(id)));
    };
    const auto isSeen = [this](const char *id) { return m_window->dock(QLatin1String(id))->isActive(); };
    m_window->resize(1280, 800);
    m_window->layouts().apply(Layouts::support());
    QCOMPARE(m_window->layouts().current(), Layouts::support());
    QCOMPARE(areaOf("cases"), Qt::LeftDockWidgetArea);
    QTRY_VERIFY(isSeen("cases") && isSeen("case"));
    QCOMPARE(areaOf("case"), Qt::RightDockWidgetArea);
    QTRY_VERIFY(qAbs(m_window->dock(QStringLiteral("cases"))->width() - 1280 * 40 / 100) < 40);
    const QJsonObject state = m_window->sessionState();
    m_window->layouts().apply(Layouts::operations());
    QCOMPARE(areaOf("cases"), Qt::BottomDockWidgetArea);
    QTRY_VERIFY(isSeen("applications") && !isSeen("cases"));
    m_window->restoreSession(state);
    QCOMPARE(m_window->layouts().current(), Layouts::support());
    QCOMPARE(areaOf("cases"), Qt::LeftDockWidgetArea);
}

void TestMainWindow::theSessionComesBackAsItWas()
{
    m_window->resize(1111, 777);
    m_window->showPane(QStringLiteral("help"));
    m_applications->search->setText(QStringLiteral("north"));
    m_window->layouts().keep(QStringLiteral("Mine"));
    m_window->dock(QStringLiteral("releases"))->hide();
    const QJsonObject state = m_window->sessionState();

    MainWindow next(*m_session, *m_actions);
    auto *applications =
        new FakePane(QStringLiteral("applications"), QStringLiteral("Applications"), next.desk());
    next.addPane(applications, Qt::LeftDockWidgetArea, QStringLiteral("apps"), QLatin1Char('a'));
    next.addPane(new FakePane(QStringLiteral("releases"), QStringLiteral("Releases"), next.desk()),
                 Qt::BottomDockWidgetArea, QStringLiteral("apps"), QLatin1Char('r'));
    next.restoreSession(state);
    QCOMPARE(next.size(), QSize(1111, 777));
    QCOMPARE(applications->search->text(), QStringLiteral("north"));
    QVERIFY(next.dock(QStringLiteral("releases"))->isHidden());
    QCOMPARE(next.layouts().current(), QStringLiteral("Mine"));
    QCOMPARE(next.sessionState().value(QStringLiteral("layouts")), state.value(QStringLiteral("layouts")));
}

// A layout that was kept by an older console.
void TestMainWindow::aPaneThatIsNewJoinsTheOthers()
{
    const QJsonObject state = m_window->sessionState();
    MainWindow next(*m_session, *m_actions);
    const std::pair<const char *, Qt::DockWidgetArea> panes[] = {
        {"applications", Qt::LeftDockWidgetArea}, {"release", Qt::RightDockWidgetArea},
        {"releases", Qt::BottomDockWidgetArea},   {"activity", Qt::BottomDockWidgetArea},
        {"help", Qt::RightDockWidgetArea},        {"duty", Qt::RightDockWidgetArea},
        {"paging", Qt::BottomDockWidgetArea}};
    for (const auto &[id, area] : panes)
        next.addPane(new FakePane(QLatin1String(id), QLatin1String(id), next.desk()), area,
                     QStringLiteral("apps"), {});
    next.restoreSession(state);
    next.show();
    QVERIFY(QTest::qWaitForWindowExposed(&next));
    for (const auto &[added, mate] : {std::pair("duty", "release"), std::pair("paging", "releases")}) {
        PaneDock *dock = next.dock(QLatin1String(added));
        QVERIFY2(next.tabifiedDockWidgets(next.dock(QLatin1String(mate))).contains(dock), added);
        QVERIFY(!dock->isActive()); // behind it
        QVERIFY(next.dock(QLatin1String(mate))->isActive());
    }
}

void TestMainWindow::brokenStateIsArranged()
{
    m_window->dock(QStringLiteral("applications"))->hide();
    m_window->restoreSession({{QStringLiteral("window"), QStringLiteral("no such thing")},
                              {QStringLiteral("geometry"), 7},
                              {QStringLiteral("panes"), QStringLiteral("text")},
                              {QStringLiteral("layouts"), QJsonArray{1}}});
    QVERIFY(!m_window->dock(QStringLiteral("applications"))->isHidden());
    QCOMPARE(m_window->layouts().current(), Layouts::operations());
}

void TestMainWindow::productionTintsTheDock()
{
    Q_EMIT m_release->productionChanged(true);
    QVERIFY(m_window->dock(QStringLiteral("release"))->property(Style::productionProperty).toBool());
    Q_EMIT m_release->productionChanged(false);
    QVERIFY(!m_window->dock(QStringLiteral("release"))->property(Style::productionProperty).toBool());
}

void TestMainWindow::aReleaseStartsOfWhatIsChosen()
{
    QStringList started;
    m_window->setStartRelease([&](const QString &application) { started.append(application); });
    m_applications->chosen = QStringLiteral("northwind/shop");
    m_applications->list->setFocus();
    QTest::keyClick(m_applications->list, Qt::Key_N, Qt::ControlModifier);
    m_releases->list->setFocus();
    QTest::keyClick(m_releases->list, Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(started, (QStringList{QStringLiteral("northwind/shop"), QString()}));
}

void TestMainWindow::theFirstWindowFitsTheScreen()
{
    MainWindow first(*m_session, *m_actions);
    first.addPane(new FakePane(QStringLiteral("x"), QStringLiteral("X"), first.desk()),
                  Qt::LeftDockWidgetArea, QStringLiteral("apps"), QLatin1Char('x'));
    first.restoreSession({});
    first.show();
    const QSize room = first.screen()->availableSize();
    QVERIFY2(first.width() <= room.width() && first.height() < room.height(),
             qPrintable(QStringLiteral("%1×%2").arg(first.width()).arg(first.height())));
}

void TestMainWindow::everyControlHasAName()
{
    for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
        const bool takesFocus = widget->focusPolicy() & Qt::TabFocus;
        if (takesFocus && !widget->focusProxy())
            QVERIFY2(
                !widget->accessibleName().isEmpty(),
                qPrintable(QStringLiteral("%1 \"%2\"")
                               .arg(QLatin1String(widget->metaObject()->className()), widget->objectName())));
    }
}

void TestMainWindow::titlesFollowThePane()
{
    m_release->rename(QStringLiteral("Release 214 · northwind/shop"));
    QCOMPARE(m_window->dock(QStringLiteral("release"))->windowTitle(), m_release->title());
    QCOMPARE(m_actions->find(QStringLiteral("go.release"))->text(), m_release->title());
    // Above the pane stands all of it, the tab is short; a window of its own says it in its title.
    PaneDock *dock = m_window->dock(QStringLiteral("release"));
    m_release->rename(QStringLiteral("Release 214"), QStringLiteral("Release 214 · northwind/shop"));
    Q_EMIT m_release->productionChanged(true);
    QCOMPARE(dock->windowTitle(), QStringLiteral("Release 214"));
    QCOMPARE(dock->property(Style::headingProperty).toString(), m_release->heading());
    dock->setFloating(true);
    QCOMPARE(dock->windowTitle(), QStringLiteral("PRODUCTION · Release 214 · northwind/shop"));
    dock->setFloating(false);
    QCOMPARE(dock->windowTitle(), QStringLiteral("Release 214"));
}

QTEST_MAIN(TestMainWindow)
#include "TestMainWindow.moc"
