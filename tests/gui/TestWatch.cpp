// Who is on duty and who was called, in the real window against a real service: an override by dragging and
// its undo, what a case would lead to, the page that a case sends, and its acknowledgement.
#include "console/Application.h"
#include "console/CommandLine.h"
#include "console/StartTrace.h"
#include "gui/Demo.h"
#include "gui/Hands.h"
#include "gui/Pictures.h"
#include "widgets/DutyStatus.h"
#include "widgets/DutyWeekView.h"
#include "widgets/InlineMessage.h"
#include "widgets/MainWindow.h"
#include "widgets/Pane.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

constexpr int answersWithin = 15000; // ms

} // namespace

class TestWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theWeekIsShown();
    void draggedAndUndone();
    void whatIf();
    void aCaseCallsWhoeverIsOnDuty();
    void resizingOverAndOverMovesNothing();
    void cleanupTestCase();

private:
    MainWindow &window() { return m_console->window(); }
    Pane *shown(const char *id)
    {
        Pane *pane = window().pane(QLatin1String(id));
        return pane && pane->isVisible() ? pane : nullptr;
    }
    DutyWeekView *week() { return seen<DutyWeekView>(window(), QStringLiteral("dutyWeek")); }
    QString text(const char *label)
    {
        const auto *found = seen<QLabel>(window(), QLatin1String(label));
        return found ? found->text() : QString();
    }

    Demo m_demo;
    QTemporaryDir m_home;
    StartTrace m_trace;
    Profile m_profile;
    std::unique_ptr<Profiles> m_profiles;
    std::unique_ptr<Application> m_console;
    std::unique_ptr<Pictures> m_pictures;
};

void TestWatch::initTestCase()
{
    for (const char *variable : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"})
        qputenv(variable, m_home.path().toUtf8());
    QVERIFY2(m_demo.start(), qUtf8Printable(m_demo.problem()));
    CommandLine line;
    line.data = m_demo.folder();
    m_profiles = std::make_unique<Profiles>(Profiles::defaultFolder());
    const auto chosen = m_profiles->chosen(line);
    QVERIFY(chosen);
    m_profile = *chosen;
    m_console =
        std::make_unique<Application>(*qobject_cast<QApplication *>(qApp), *m_profiles, m_profile, m_trace);
    m_console->begin(line);
    m_pictures = std::make_unique<Pictures>(window());
    window().resize(1280, 800);
    window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
}

// The service ends with the test, the console before it.
void TestWatch::cleanupTestCase()
{
    m_pictures.reset();
    m_console.reset();
}

void TestWatch::theWeekIsShown()
{
    press(window(), Qt::Key_G);
    press(window(), Qt::Key_D);
    QTRY_VERIFY_WITH_TIMEOUT(week() && !text("week").isEmpty(), answersWithin);
    QTRY_VERIFY_WITH_TIMEOUT(text("dutyNow").contains(QStringLiteral("is on duty")), answersWithin);
    QVERIFY(week()->hasFocus());
    auto *status = window().findChild<DutyStatus *>();
    QVERIFY(status);
    QTRY_VERIFY_WITH_TIMEOUT(status->onDuty().startsWith(QStringLiteral("On duty: ")), answersWithin);
    QCOMPARE(status->target(), QStringLiteral("no target is open"));
    m_pictures->take(QStringLiteral("duty-week"));
    window().resize(1280, 800);
}

void TestWatch::draggedAndUndone()
{
    // In the week after, so that all of it is still to come.
    const QString thisWeek = text("week");
    DutyWeekView *view = week();
    press(window(), Qt::Key_PageDown);
    QTRY_VERIFY_WITH_TIMEOUT(text("week") != thisWeek, answersWithin);
    const int left = view->viewport()->width() / 2;
    const int right = left + 60;
    const int middle = (left + right) / 2;
    // Whoever isn't on duty then.
    view->choose(0, view->momentAt(middle));
    QVERIFY(view->chosen());
    const int person = view->chosen()->onDuty == view->person() ? 1 : 0;
    const int y = view->rowRect(person).center().y();
    QWidget *port = view->viewport();
    QTest::mousePress(port, Qt::LeftButton, {}, QPoint(left, y));
    QTest::mouseMove(port, QPoint(left + 20, y));
    QTest::mouseMove(port, QPoint(right, y));
    QTest::mouseRelease(port, Qt::LeftButton, {}, QPoint(right, y));
    QTRY_VERIFY_WITH_TIMEOUT(text("consequence").contains(QStringLiteral("is on duty instead of")),
                             answersWithin);
    m_pictures->take(QStringLiteral("duty-override"));
    window().resize(1280, 800);
    auto *make = seen<QPushButton>(window(), QStringLiteral("make"));
    QTRY_VERIFY_WITH_TIMEOUT(make->isEnabled(), answersWithin);
    QVERIFY(click(make));
    auto *message = shown("duty")->findChild<InlineMessage *>();
    QTRY_VERIFY_WITH_TIMEOUT(message->isVisible() && message->text().contains(QStringLiteral("put on duty")),
                             answersWithin);
    // The picture follows what the service says.
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            view->choose(person, view->momentAt(middle));
            return view->chosen() && view->chosen()->override > 0;
        }(),
        answersWithin);
    QVERIFY(click(message->findChild<QPushButton *>()));
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            view->choose(person, view->momentAt(middle));
            return !view->chosen() || view->chosen()->override == 0;
        }(),
        answersWithin);
}

void TestWatch::whatIf()
{
    window().open(QStringLiteral("duty/what-if/2026-10-25T00:30:00Z"));
    auto *plan = seen<QTableView>(window(), QStringLiteral("plan"));
    QVERIFY(plan);
    QTRY_COMPARE_WITH_TIMEOUT(plan->model()->rowCount(), 7, answersWithin); // with two guarantees
    QVERIFY(text("targetWords").contains(QStringLiteral("first response after 2:00:00")));
    QVERIFY(text("planWords").contains(QStringLiteral("paging-2h")));
    m_pictures->take(QStringLiteral("duty-what-if"));
    window().resize(1280, 800);
}

void TestWatch::aCaseCallsWhoeverIsOnDuty()
{
    const Desk desk = window().desk();
    window().open(QStringLiteral("paging"));
    desk.session.client().post(QStringLiteral("/api/v1/cases"),
                               {{QStringLiteral("subject"), QStringLiteral("The shop is slow")},
                                {QStringLiteral("text"), QStringLiteral("Since this morning.")},
                                {QStringLiteral("severity"), QStringLiteral("critical")},
                                {QStringLiteral("contact"), QStringLiteral("customer@northwind.example")}});
    auto *table = shown("paging")->findChild<QTableView *>();
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, answersWithin);
    auto *status = window().findChild<DutyStatus *>();
    QTRY_VERIFY_WITH_TIMEOUT(status->target().contains(QStringLiteral("nearest target 1:59:")),
                             answersWithin);
    // The demo's mail server has taken it.
    QTRY_VERIFY_WITH_TIMEOUT(
        table->model()->index(0, 0).data().toString().startsWith(QStringLiteral("accepted")), answersWithin);
    QVERIFY(clickRow(table, table->model()->index(0, 0)));
    m_pictures->take(QStringLiteral("paging"));
    window().resize(1280, 800);
    QVERIFY(click(seen<QPushButton>(window(), QStringLiteral("acknowledge"))));
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->index(0, 0).data().toString(), QStringLiteral("acknowledged"),
                              answersWithin);
    QVERIFY(!seen<QPushButton>(window(), QStringLiteral("acknowledge")));
}

// Maximised and back again, all day long: nobody has dragged anything.
void TestWatch::resizingOverAndOverMovesNothing()
{
    constexpr int rounding = 4;
    const QWidget *lower = shown("paging");
    const auto again = [this] {
        for (const QSize &size : {QSize(2560, 1440), QSize(1280, 800)}) {
            window().resize(size);
            QCoreApplication::processEvents();
            QCoreApplication::processEvents(); // what was laid out asks for another round
        }
    };
    again();
    const int before = lower->height();
    for (int i = 0; i < 12; ++i)
        again();
    QVERIFY2(qAbs(lower->height() - before) <= rounding,
             qPrintable(QStringLiteral("%1, now %2").arg(before).arg(lower->height())));
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    TestWatch test;
    return QTest::qExec(&test, argc, argv);
}

#include "TestWatch.moc"
