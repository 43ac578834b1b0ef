// What the window says and asks: messages above the panes, sheets over them, its menus and its last line.
#include "widgets/CommandPalette.h"
#include "widgets/MainWindowFixture.h"
#include "widgets/Notices.h"
#include "widgets/QuestionSheet.h"

#include <QClipboard>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>

using namespace slipway;

class TestWindowSays : public QObject, private MainWindowFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void unknownReferencesAreSaid();
    void messagesStandAboveThePanes();
    void sheetsKeepTheKeys();
    void noMenuOpensPastASheet();
    void quittingStandsLast();
    void whatIsOverIsWithdrawn();
    void signingInIsOfferedInPlace();
    void actionsHaveTextAndTheirOwnShortcut();
    void hiddenActionsHideTheirMenu();
    void whatIsUnderWayIsSaid();
};

void TestWindowSays::unknownReferencesAreSaid()
{
    m_window->open(QStringLiteral("spaceship/1"));
    QCOMPARE(m_window->notices().texts().size(), 1);
    QVERIFY(m_window->notices().texts().first().contains(QStringLiteral("spaceship/1")));
}

void TestWindowSays::messagesStandAboveThePanes()
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
    const auto copied = [this](const char *text) {
        m_window->copy(QLatin1String(text));
        return QApplication::clipboard()->text();
    };
    m_window->setPlace(QStringLiteral("--data '/srv/my slipway'"));
    QCOMPARE(copied("slipwayctl brake on"), QStringLiteral("slipwayctl --data '/srv/my slipway' brake on"));
    QCOMPARE(copied("xdg-open \"$(slipwayctl app url a/b)\""),
             QStringLiteral("xdg-open \"$(slipwayctl --data '/srv/my slipway' app url a/b)\""));
    for (const char *other : {"see slipwayctl help", "slipwayctl", "slipwayctl wait\nof a log"})
        QCOMPARE(copied(other), QLatin1String(other));
}

void TestWindowSays::sheetsKeepTheKeys()
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

void TestWindowSays::noMenuOpensPastASheet()
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

void TestWindowSays::quittingStandsLast()
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

void TestWindowSays::whatIsOverIsWithdrawn()
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

void TestWindowSays::signingInIsOfferedInPlace()
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

void TestWindowSays::actionsHaveTextAndTheirOwnShortcut()
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

void TestWindowSays::hiddenActionsHideTheirMenu()
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

void TestWindowSays::whatIsUnderWayIsSaid()
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

QTEST_MAIN(TestWindowSays)
#include "TestWindowSays.moc"
