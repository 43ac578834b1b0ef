// Screens that go away and layouts from a larger desk: the window and the panes that float come back into
// sight. What unplugs one needs an X server: `screens` of ctest runs it on one.
#include "models/FakeService.h"
#include "widgets/FakePane.h"
#include "widgets/InSight.h"
#include "widgets/MainWindow.h"

#include <QApplication>
#include <QProcess>
#include <QScreen>
#include <QTest>

using namespace slipway;

namespace {

constexpr int within = 20000; // ms

const QRect left(0, 0, 1280, 800);
const QRect right(1280, 0, 2560, 1440);

bool xrandr(const QStringList &words)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(QStringLiteral("xrandr"), words);
    return process.waitForFinished(within) && process.exitCode() == 0;
}

bool isInSight(const QWidget &window)
{
    const auto screens = QGuiApplication::screens();
    QList<QRect> rects;
    for (const QScreen *screen : screens)
        rects.append(screen->availableGeometry());
    return InSight::placed(window.frameGeometry(), rects) == window.frameGeometry();
}

} // namespace

class TestScreens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void placed_data();
    void placed();
    void aLayoutFromALargerDesk();
    void sizesAreOfTheirDesk();
    void unplugged();

private:
    std::unique_ptr<MainWindow> makeWindow();

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<MainWindow> m_window;
};

std::unique_ptr<MainWindow> TestScreens::makeWindow()
{
    auto window = std::make_unique<MainWindow>(*m_session, *m_actions);
    const auto add = [&](const QString &id, Qt::DockWidgetArea area) {
        window->addPane(new FakePane(id, id, window->desk()), area, QStringLiteral("apps"), {});
    };
    add(QStringLiteral("applications"), Qt::LeftDockWidgetArea);
    add(QStringLiteral("release"), Qt::RightDockWidgetArea);
    add(QStringLiteral("activity"), Qt::BottomDockWidgetArea);
    return window;
}

void TestScreens::init()
{
    m_service = std::make_unique<FakeService>();
    m_session = std::make_unique<Session>(
        *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
    m_actions = std::make_unique<Actions>();
    m_window = makeWindow();
}

void TestScreens::cleanup()
{
    m_window.reset();
    m_actions.reset();
    m_session.reset();
    m_service.reset();
}

void TestScreens::placed_data()
{
    QTest::addColumn<QRect>("frame");
    QTest::addColumn<QList<QRect>>("screens");
    QTest::addColumn<QRect>("wanted");
    const QRect usual(100, 100, 800, 600);
    QTest::newRow("where it is") << usual << QList{left} << usual;
    QTest::newRow("on the other one")
        << usual.translated(1400, 0) << QList{left, right} << usual.translated(1400, 0);
    QTest::newRow("over both") << QRect(1000, 50, 900, 600) << QList{left, right}
                               << QRect(1000, 50, 900, 600);
    QTest::newRow("partly out, to be grasped")
        << QRect(1100, 700, 800, 600) << QList{left} << QRect(1100, 700, 800, 600);
    QTest::newRow("the other one is gone")
        << usual.translated(1400, 0) << QList{left} << QRect(480, 100, 800, 600);
    QTest::newRow("far away") << QRect(9000, -4000, 400, 300) << QList{left} << QRect(880, 0, 400, 300);
    QTest::newRow("its title above") << QRect(100, -200, 800, 600) << QList{left} << QRect(100, 0, 800, 600);
    QTest::newRow("below a lower one")
        << QRect(300, 900, 400, 300) << QList{left, right} << QRect(300, 500, 400, 300);
    QTest::newRow("larger than all") << QRect(0, 0, 2560, 1440) << QList{left} << left;
    QTest::newRow("narrow") << QRect(1270, 100, 40, 300) << QList{left} << QRect(1240, 100, 40, 300);
    QTest::newRow("no screen at all") << usual << QList<QRect>{} << usual;
}

void TestScreens::placed()
{
    QFETCH(QRect, frame);
    QFETCH(QList<QRect>, screens);
    QFETCH(QRect, wanted);
    QCOMPARE(InSight::placed(frame, screens), wanted);
    QCOMPARE(InSight::placed(wanted, screens), wanted); // and stays
}

void TestScreens::aLayoutFromALargerDesk()
{
    m_window->restoreSession({});
    m_window->show();
    PaneDock *dock = m_window->dock(QStringLiteral("activity"));
    dock->setFloating(true);
    m_window->setGeometry(5200, 3100, 700, 500);
    dock->setGeometry(6000, 3000, 300, 200);
    const QJsonObject state = m_window->sessionState();
    const auto next = makeWindow();
    next->restoreSession(state);
    next->show();
    QVERIFY(QTest::qWaitForWindowExposed(next.get(), within));
    QTRY_VERIFY_WITH_TIMEOUT(isInSight(*next), within);
    QVERIFY(next->dock(QStringLiteral("activity"))->isFloating());
    QTRY_VERIFY_WITH_TIMEOUT(isInSight(*next->dock(QStringLiteral("activity"))), within);
}

// Left on this desk it comes back as it was, however large; left on another one it has to fit.
void TestScreens::sizesAreOfTheirDesk()
{
    const QSize desk = m_window->screen()->virtualSize();
    m_window->restoreSession({});
    m_window->show();
    m_window->resize(desk + QSize(300, 0));
    QJsonObject state = m_window->sessionState();
    const auto same = makeWindow();
    same->restoreSession(state);
    QCOMPARE(same->width(), desk.width() + 300);
    state.insert(QStringLiteral("desk"), QStringLiteral("5120x2880"));
    const auto other = makeWindow();
    other->restoreSession(state);
    QVERIFY(other->width() <= desk.width());
}

void TestScreens::unplugged()
{
    if (QGuiApplication::platformName() != QLatin1String("xcb"))
        QSKIP("Screens are unplugged where there is an X server");
    QVERIFY(xrandr({QStringLiteral("--setmonitor"), QStringLiteral("first"),
                    QStringLiteral("1280/300x1440/300+0+0"), QStringLiteral("screen")}));
    QVERIFY(xrandr({QStringLiteral("--setmonitor"), QStringLiteral("second"),
                    QStringLiteral("1280/300x1440/300+1280+0"), QStringLiteral("none")}));
    QTRY_COMPARE_WITH_TIMEOUT(QGuiApplication::screens().size(), 2, within);
    m_window->restoreSession({});
    m_window->show();
    PaneDock *dock = m_window->dock(QStringLiteral("activity"));
    dock->setFloating(true);
    m_window->setGeometry(1400, 100, 900, 700);
    dock->setGeometry(2000, 900, 400, 300);
    QVERIFY(QTest::qWaitForWindowExposed(dock, within));
    QTRY_COMPARE_WITH_TIMEOUT(m_window->pos(), QPoint(1400, 100), within);
    QTRY_COMPARE_WITH_TIMEOUT(dock->pos(), QPoint(2000, 900), within);
    QVERIFY(isInSight(*m_window));
    QVERIFY(xrandr({QStringLiteral("--delmonitor"), QStringLiteral("second")}));
    QTRY_COMPARE_WITH_TIMEOUT(QGuiApplication::screens().size(), 1, within);
    QTRY_VERIFY_WITH_TIMEOUT(isInSight(*m_window), within);
    QTRY_VERIFY_WITH_TIMEOUT(isInSight(*dock), within);
    QVERIFY(dock->isFloating());
    QCOMPARE(dock->size(), QSize(400, 300));
}

QTEST_MAIN(TestScreens)
#include "TestScreens.moc"
