// The window with panes in it: who is active, keys, layouts, references, sheets, and names for all.
#include "models/FakeService.h"
#include "widgets/CommandPalette.h"
#include "widgets/FakePane.h"
#include "widgets/MainWindow.h"
#include "widgets/Notices.h"
#include "widgets/QuestionSheet.h"
#include "widgets/Style.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace slipway;

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void hiddenDocksAreNotActive();
    void aDockBehindAnotherIsNotActive();
    void aMinimisedWindowHasNoActivePane();
    void goKeysLeadToPanes();
    void keysBeginInAPane();
    void goKeysAreLettersWhileTyping();
    void slashFindsTheSearchOfThePane();
    void controlWHidesThePane();
    void helpIsOfTheFocusedPane();
    void referencesReachTheirPane();
    void unknownReferencesAreSaid();
    void layoutsAreKeptAndRestored();
    void aForgottenLayoutIsBroughtBack();
    void theSessionComesBackAsItWas();
    void brokenStateIsArranged();
    void productionTintsTheDock();
    void messagesStandAboveThePanes();
    void sheetsKeepTheKeys();
    void noMenuOpensPastASheet();
    void aReleaseStartsOfWhatIsChosen();
    void quittingStandsLast();
    void whatIsOverIsWithdrawn();
    void theFirstWindowFitsTheScreen();
    void signingInIsOfferedInPlace();
    void actionsHaveTextAndTheirOwnShortcut();
    void everyControlHasAName();
    void hiddenActionsHideTheirMenu();
    void titlesFollowThePane();
    void whatIsUnderWayIsSaid();

private:
    FakePane *add(const char *id, const char *title, Qt::DockWidgetArea area, char key);
    void press(Qt::Key first, Qt::Key second);

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<MainWindow> m_window;
    FakePane *m_applications = nullptr;
    FakePane *m_release = nullptr;
    FakePane *m_releases = nullptr;
    FakePane *m_activity = nullptr;
    FakePane *m_help = nullptr;
};

FakePane *TestMainWindow::add(const char *id, const char *title, Qt::DockWidgetArea area, char key)
{
    auto *pane = new FakePane(QLatin1String(id), QLatin1String(title), m_window->desk());
    m_window->addPane(pane, area, QStringLiteral("apps"), QLatin1Char(key));
    return pane;
}

void TestMainWindow::init()
{
    theme::apply(*qApp, theme::Scheme::Light);
    m_service = std::make_unique<FakeService>();
    m_service->fillWorld();
    m_session = std::make_unique<Session>(
        *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
    m_actions = std::make_unique<Actions>();
    m_window = std::make_unique<MainWindow>(*m_session, *m_actions);
    m_applications = add("applications", "Applications", Qt::LeftDockWidgetArea, 'a');
    m_release = add("release", "Release", Qt::RightDockWidgetArea, 'd');
    m_releases = add("releases", "Releases", Qt::BottomDockWidgetArea, 'r');
    m_activity = add("activity", "Activity", Qt::BottomDockWidgetArea, 'y');
    m_help = add("help", "Help", Qt::RightDockWidgetArea, 'h');
    m_window->restoreSession({});
    m_session->open();
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_VERIFY(m_session->isLive());
}

void TestMainWindow::cleanup()
{
    m_window.reset();
    m_actions.reset();
    m_session.reset();
    m_service.reset();
}

void TestMainWindow::press(Qt::Key first, Qt::Key second)
{
    QTest::keyClick(QApplication::focusWidget(), first);
    QTest::keyClick(QApplication::focusWidget(), second);
}

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

void TestMainWindow::unknownReferencesAreSaid()
{
    m_window->open(QStringLiteral("spaceship/1"));
    QCOMPARE(m_window->notices().texts().size(), 1);
    QVERIFY(m_window->notices().texts().first().contains(QStringLiteral("spaceship/1")));
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
    m_window->layouts().keep(Layouts::operations()); // the built-in one stays as it is
    QCOMPARE(m_window->layouts().names().count(Layouts::operations()), 1);
    m_window->layouts().remove(QStringLiteral("Night shift"));
    QCOMPARE(m_window->layouts().names(), QStringList(Layouts::operations()));
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
    QCOMPARE(m_window->layouts().names(), QStringList(Layouts::operations()));
    QCOMPARE(m_window->notices().texts(),
             QStringList(QStringLiteral("The layout “Night shift” is forgotten.")));
    m_window->notices().findChild<QPushButton *>()->click();
    QVERIFY(m_window->notices().texts().isEmpty());
    QCOMPARE(m_window->layouts().names(),
             (QStringList{Layouts::operations(), QStringLiteral("Night shift")}));
    m_releases->search->clear();
    m_window->layouts().apply(QStringLiteral("Night shift"));
    QCOMPARE(m_releases->search->text(), QStringLiteral("shop"));
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

void TestMainWindow::messagesStandAboveThePanes()
{
    m_window->say(QStringLiteral("The copy is there"), QStringLiteral("release/214"));
    auto *bar = m_window->notices().findChild<InlineMessage *>();
    QTRY_VERIFY(bar->isVisible());
    QTest::mouseClick(bar->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(m_release->opened, QStringList(QStringLiteral("release/214")));
    for (int at = 0; at < 9; ++at)
        m_window->tell({Problem::Kind::Unavailable, QStringLiteral("problem %1").arg(at % 5), {}, {}});
    QCOMPARE(m_window->notices().texts().size(), 3); // never more, the newest first
    QVERIFY(m_window->notices().texts().first().contains(QLatin1String("problem 3")));
    m_window->notices().clear();
    for (int at = 0; at < 9; ++at)
        m_window->say(QStringLiteral("message %1").arg(at % 5));
    QCOMPARE(m_window->notices().texts(), QStringList(QStringLiteral("message 3"))); // what happened last
    m_window->copy(QStringLiteral("slipwayctl release show 214"));
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("slipwayctl release show 214"));
}

void TestMainWindow::sheetsKeepTheKeys()
{
    QStringList said;
    Question question;
    question.title = QStringLiteral("Stop it");
    question.confirm = QStringLiteral("Stop");
    m_applications->list->setFocus();
    m_window->ask(question, [&](const QString &reason) { said.append(reason); });
    QVERIFY(m_window->sheet());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_G);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Y);
    QVERIFY(m_window->sheet()->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_W, Qt::ControlModifier);
    QVERIFY(!m_window->dock(QStringLiteral("applications"))->isHidden()); // nothing happens beneath
    QVERIFY(!m_activity->active);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(!m_window->findChild<CommandPalette *>()); // one question at a time
    QTest::mouseClick(m_window->findChild<QPushButton *>(QStringLiteral("confirm")), Qt::LeftButton);
    QCOMPARE(said, QStringList(QString()));
    QVERIFY(!m_window->sheet());
    QVERIFY(m_applications->list->hasFocus());
}

void TestMainWindow::noMenuOpensPastASheet()
{
    const auto *bar = m_window->findChild<QMenuBar *>();
    QVERIFY(bar->isEnabled());
    Sheet *first = m_window->showSheet(new QWidget);
    Sheet *second = m_window->showSheet(new QWidget);
    QVERIFY(!bar->isEnabled());
    second->close();
    QVERIFY(!bar->isEnabled());
    first->giveUp();
    QVERIFY(bar->isEnabled());
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

void TestMainWindow::quittingStandsLast()
{
    QObject owner;
    m_actions->add(&owner, QStringLiteral("connection.x"), QStringLiteral("File"), QStringLiteral("Another"),
                   [] {});
    const auto menus = m_window->findChildren<QMenu *>();
    const auto file = std::find_if(menus.begin(), menus.end(),
                                   [](const QMenu *menu) { return menu->title() == QLatin1String("&File"); });
    QVERIFY(file != menus.end());
    QCOMPARE((*file)->actions().constLast(), m_actions->find(QStringLiteral("window.quit")));
    QVERIFY((*file)->actions().contains(m_actions->find(QStringLiteral("connection.x"))));
}

void TestMainWindow::whatIsOverIsWithdrawn()
{
    m_window->say(QStringLiteral("Release 214 waits for you"), QStringLiteral("release/214"));
    m_window->notices().tell({Problem::Kind::Unavailable, QStringLiteral("No room"), {}, {}},
                             QStringLiteral("settings"));
    QCOMPARE(m_window->notices().texts().size(), 2);
    m_window->notices().withdraw(QStringLiteral("release/214"));
    QCOMPARE(m_window->notices().texts().size(), 1);
    m_window->notices().withdraw(QStringLiteral("settings"));
    QVERIFY(m_window->notices().isHidden());
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

void TestMainWindow::signingInIsOfferedInPlace()
{
    QSignalSpy asked(m_window.get(), &MainWindow::signInRequested);
    auto *bar = m_window->findChild<InlineMessage *>(QStringLiteral("signIn"));
    QVERIFY(!bar->isVisible());
    m_service->refuse({Problem::Kind::Unauthenticated, QStringLiteral("The token has expired"), {}, {}});
    m_session->open();
    QTRY_COMPARE(m_session->state(), Session::State::Refused);
    QTRY_VERIFY(bar->isVisible());
    QTest::mouseClick(bar->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    m_service->beHonest();
    m_session->open();
    QTRY_VERIFY(!bar->isVisible());
}

void TestMainWindow::actionsHaveTextAndTheirOwnShortcut()
{
    QSet<QKeySequence> used;
    for (const Actions::Entry &entry : m_actions->entries()) {
        QVERIFY2(!entry.action->text().isEmpty(), qPrintable(entry.id));
        QVERIFY2(!entry.group.isEmpty(), qPrintable(entry.id));
        for (const QKeySequence &keys : entry.action->shortcuts()) {
            QVERIFY2(!used.contains(keys), qPrintable(entry.id + QLatin1Char(' ') + keys.toString()));
            used.insert(keys);
        }
    }
    QVERIFY(used.contains(QKeySequence(QStringLiteral("Ctrl+K"))));
    QVERIFY(used.contains(QKeySequence(QStringLiteral("G, A"))));
    QVERIFY(used.contains(QKeySequence(QStringLiteral("F1"))));
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

void TestMainWindow::hiddenActionsHideTheirMenu()
{
    QObject owner;
    QAction *action = m_actions->add(&owner, QStringLiteral("x.y"), QStringLiteral("Cases"),
                                     QStringLiteral("Close"), [] {});
    const auto menu = [this]() -> QAction * {
        for (const QMenu *found : m_window->findChildren<QMenu *>()) {
            if (found->title() == QLatin1String("&Cases"))
                return found->menuAction();
        }
        return nullptr;
    };
    QVERIFY(menu());
    QTRY_VERIFY(menu()->isVisible());
    action->setVisible(false);
    QTRY_VERIFY(!menu()->isVisible());
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

void TestMainWindow::whatIsUnderWayIsSaid()
{
    const auto said = [this] { return m_window->findChild<QLabel *>(QStringLiteral("inFlight"))->text(); };
    const QString live = QStringLiteral("live, not yet finalized: 1");
    QTRY_COMPARE(said(), QStringLiteral("releases in flight: 1 · ") + live);
    const auto end = [this](qint64 id, const QString &state) {
        m_service->put(fake::release(id, QStringLiteral("northwind/shop"), state));
        m_service->tell(QStringLiteral("release.") + state, QStringLiteral("release/%1").arg(id));
    };
    end(214, QStringLiteral("aborted"));
    QTRY_COMPARE(said(), live);
    end(213, QStringLiteral("finalized"));
    QTRY_COMPARE(said(), QStringLiteral("no release in flight"));
}

QTEST_MAIN(TestMainWindow)
#include "TestMainWindow.moc"
