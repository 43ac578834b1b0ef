// The whole release in the real window against a real service: from the application to live and back, by
// clicking, by keyboard alone, and from the palette to its end.
#include "console/Application.h"
#include "console/CommandLine.h"
#include "console/StartTrace.h"
#include "gui/Demo.h"
#include "gui/Hands.h"
#include "gui/Pictures.h"
#include "models/ApplicationsModel.h"
#include "widgets/MainWindow.h"
#include "widgets/PaneDock.h"
#include "widgets/ReleaseHeader.h"
#include "widgets/ReleasePane.h"
#include "widgets/Sheet.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>
#include <QTimer>
#include <QTreeView>

using namespace slipway;
using namespace slipway::test;

namespace {

constexpr int answersWithin = 15000; // ms: what only has to go to the service and back
constexpr int goesOnWithin = 90000;  // a stretch of the release

QString shown(const char *state)
{
    const theme::Look look = theme::lookOf(QLatin1String(state));
    return QString(look.shape) + QLatin1Char(' ') + look.word;
}

} // namespace

class TestRelease : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyShortcutIsItsOwn();
    void whatRunsIsSeenAtOnce();
    void byClicking();
    void byKeyboardAlone();
    void toItsEndFromThePalette();
    void otherPanes();
    void cleanupTestCase();

private:
    MainWindow &window() { return m_console->window(); }
    ReleasePane *pane() { return qobject_cast<ReleasePane *>(window().pane(QStringLiteral("release"))); }
    QPushButton *button(const char *verb)
    {
        return seen<QPushButton>(*pane(), QStringLiteral("release.") + QLatin1String(verb));
    }
    bool isOffered(const char *verb) { return button(verb) && button(verb)->isEnabled(); }
    QString state();
    QString invitation();
    QWidget *sheet(const char *name);
    void watchStates();
    bool candidateIn(const QString &version);
    bool isAskedFromOutside();
    bool chooseApplication();
    bool startFromMenu();
    bool startByKeyboard();
    bool answerByClicking(const QString &reason);
    bool answerByKeyboard(const QString &reason);
    bool runFromPalette(const QString &words);
    QString where();

    Demo m_demo;
    QTemporaryDir m_home;
    StartTrace m_trace;
    Profile m_profile;
    std::unique_ptr<Profiles> m_profiles;
    std::unique_ptr<Application> m_console;
    std::unique_ptr<Pictures> m_pictures;
    QTimer m_look;
    QStringList m_states; // as the header showed them, each once
    qint64 m_last = 0;
};

void TestRelease::initTestCase()
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
    QVERIFY(pane());
    m_look.setInterval(5);
    connect(&m_look, &QTimer::timeout, this, &TestRelease::watchStates);
    m_look.start();
}

// The service ends with the test, the console before it.
void TestRelease::cleanupTestCase()
{
    m_look.stop();
    m_pictures.reset();
    m_console.reset();
}

QString TestRelease::state()
{
    const auto *header = pane()->findChild<ReleaseHeader *>();
    return header && pane()->release() != 0 ? header->state() : QString();
}

void TestRelease::watchStates()
{
    if (const QString now = state(); !now.isEmpty() && (m_states.isEmpty() || m_states.last() != now))
        m_states.append(now);
}

QString TestRelease::invitation()
{
    const auto *label = seen<QLabel>(*pane(), QStringLiteral("invitation"));
    return label ? label->text() : QString();
}

QWidget *TestRelease::sheet(const char *name)
{
    return seen<QWidget>(window(), QLatin1String(name));
}

// What stands there, for a failure.
QString TestRelease::where()
{
    const auto *problem = seen<QWidget>(*pane(), QStringLiteral("stepProblem"));
    return QStringLiteral("release %1; %2; %3; %4")
        .arg(pane()->release())
        .arg(m_states.join(QStringLiteral(", ")), problem ? problem->accessibleName() : QString(),
             m_demo.problem());
}

bool TestRelease::candidateIn(const QString &version)
{
    const bool isAsked = QTest::qWaitFor(
        [this] { return isOffered("signoff") && invitation().contains(QLatin1String("ssh ")); },
        goesOnWithin);
    return isAsked && m_demo.bring(version, invitation());
}

// Or has been: the hold is near.
bool TestRelease::isAskedFromOutside()
{
    const auto *heading = seen<QWidget>(*pane(), QStringLiteral("nextHeading"));
    return state() == shown("frozen") || state() == shown("live") ||
           (heading && heading->accessibleName().contains(QLatin1String("Ask from outside")));
}

bool TestRelease::chooseApplication()
{
    auto *search = named<QLineEdit>(*window().pane(QStringLiteral("applications")),
                                    QStringLiteral("Search customers and applications"));
    if (!click(search))
        return false;
    type(window(), m_demo.application().section(QLatin1Char('/'), 1));
    const auto *tree = window().pane(QStringLiteral("applications"))->findChild<QTreeView *>();
    const auto *model = qobject_cast<ApplicationsModel *>(tree->model());
    const QString reference = QStringLiteral("application/") + m_demo.application();
    // What was found stands alone; before that its row is the one that goes.
    return QTest::qWaitFor(
        [&] {
            return model->rowCount() == 1 && !model->isLoading() && tree->isVisible() &&
                   tree->visualRect(model->indexOf(reference)).isValid();
        },
        answersWithin);
}

bool TestRelease::startFromMenu()
{
    auto *tree = window().pane(QStringLiteral("applications"))->findChild<QTreeView *>();
    const auto *model = qobject_cast<ApplicationsModel *>(tree->model());
    const QPersistentModelIndex index = model->indexOf(QStringLiteral("application/") + m_demo.application());
    if (!clickRow(tree, index) || !clickRow(tree, index, Qt::RightButton) ||
        !clickInMenu(QStringLiteral("applications.release")))
        return false;
    QWidget *form = sheet("releaseSheet");
    if (!form)
        return false;
    auto *start = seen<QPushButton>(*form, QStringLiteral("start"));
    if (!QTest::qWaitFor([start] { return start->isEnabled(); }, answersWithin))
        return false;
    m_pictures->take(QStringLiteral("start"));
    return click(start) &&
           QTest::qWaitFor([this] { return pane()->release() > m_last && !sheet("releaseSheet"); },
                           answersWithin);
}

bool TestRelease::startByKeyboard()
{
    press(window(), Qt::Key_N, Qt::ControlModifier);
    QWidget *form = sheet("releaseSheet");
    if (!form)
        return false;
    const QWidget *asked = form->focusWidget();
    if (!asked || asked->objectName() != QLatin1String("pipeline")) // the application is the one in sight
        type(window(), m_demo.application());
    const auto *start = seen<QPushButton>(*form, QStringLiteral("start"));
    if (!QTest::qWaitFor([start] { return start->isEnabled(); }, answersWithin))
        return false;
    press(window(), Qt::Key_Return, Qt::ControlModifier);
    return QTest::qWaitFor([this] { return pane()->release() > m_last && !sheet("releaseSheet"); },
                           answersWithin);
}

// Nothing is confirmed before the application's name was typed and the reason given.
bool TestRelease::answerByClicking(const QString &reason)
{
    QWidget *question = sheet("question");
    if (!question)
        return false;
    auto *confirm = seen<QPushButton>(*question, QStringLiteral("confirm"));
    if (confirm->isEnabled() || !click(seen<QLineEdit>(*question, QStringLiteral("reason"))))
        return false;
    type(window(), reason);
    if (confirm->isEnabled() || !click(seen<QLineEdit>(*question, QStringLiteral("typed"))))
        return false;
    type(window(), m_demo.application().chopped(1));
    if (confirm->isEnabled())
        return false;
    type(window(), m_demo.application().right(1));
    m_pictures->take(QStringLiteral("question"));
    return click(confirm) && QTest::qWaitFor([this] { return !sheet("question"); }, answersWithin);
}

bool TestRelease::answerByKeyboard(const QString &reason)
{
    if (!sheet("question"))
        return false;
    if (!reason.isEmpty()) {
        if (!tabTo(window(), QStringLiteral("reason")))
            return false;
        type(window(), reason);
        press(window(), Qt::Key_Return); // never means yes
        if (!sheet("question"))
            return false;
    }
    if (!tabTo(window(), QStringLiteral("typed")))
        return false;
    type(window(), m_demo.application());
    press(window(), Qt::Key_Return);
    if (!sheet("question") || !tabTo(window(), QStringLiteral("confirm")))
        return false;
    press(window(), Qt::Key_Space);
    return QTest::qWaitFor([this] { return !sheet("question"); }, answersWithin);
}

bool TestRelease::runFromPalette(const QString &words)
{
    press(window(), Qt::Key_K, Qt::ControlModifier);
    const auto *list = seen<QListView>(window(), QStringLiteral("paletteList"));
    if (!list)
        return false;
    type(window(), words);
    const bool isOnTop = QTest::qWaitFor(
        [list, &words] {
            return list->currentIndex().data().toString().startsWith(words, Qt::CaseInsensitive);
        },
        answersWithin);
    m_pictures->take(QStringLiteral("palette"));
    press(window(), Qt::Key_Return);
    return isOnTop && QTest::qWaitFor([this] { return !sheet("palette"); }, answersWithin);
}

// One that two actions have does nothing at all.
void TestRelease::everyShortcutIsItsOwn()
{
    std::map<QKeySequence, QAction *> known;
    const auto actions = window().findChildren<QAction *>();
    for (QAction *action : actions) {
        if (action->shortcut().isEmpty())
            continue;
        QAction *&first = known[action->shortcut()];
        QVERIFY2(!first || first == action,
                 qUtf8Printable(action->shortcut().toString() + QStringLiteral(": ") + action->text()));
        first = action;
    }
    QVERIFY(known.size() > 10);
}

// At the first start nothing has to be opened to see what there is.
void TestRelease::whatRunsIsSeenAtOnce()
{
    const auto *tree = window().pane(QStringLiteral("applications"))->findChild<QTreeView *>();
    const auto *model = qobject_cast<ApplicationsModel *>(tree->model());
    const QString reference = QStringLiteral("application/") + m_demo.application();
    QTRY_VERIFY_WITH_TIMEOUT(tree->visualRect(model->indexOf(reference)).isValid(), answersWithin);
    // Most of the room is the release's.
    const auto widthOf = [this](const char *id) { return window().dock(QLatin1String(id))->width(); };
    QTRY_VERIFY_WITH_TIMEOUT(widthOf("release") > 2 * widthOf("applications"), answersWithin);
    m_pictures->take(QStringLiteral("first"));
}

void TestRelease::byClicking()
{
    const QString before = m_demo.productionVersion();
    QVERIFY(!before.isEmpty());
    QVERIFY(chooseApplication());
    m_pictures->take(QStringLiteral("applications"));
    QVERIFY2(startFromMenu(), qUtf8Printable(where()));
    m_last = pane()->release();

    QVERIFY2(candidateIn(QStringLiteral("by-hand")), qUtf8Printable(where()));
    m_pictures->take(QStringLiteral("waiting"));
    QVERIFY(click(button("signoff")));
    QVERIFY(answerByClicking(QStringLiteral("tried by hand"))); // production is swapped after it
    QTRY_COMPARE_WITH_TIMEOUT(m_demo.productionVersion(), before, answersWithin);
    // It asks from outside for two seconds before requests are held.
    QTRY_VERIFY2_WITH_TIMEOUT(isAskedFromOutside(), qUtf8Printable(where()), goesOnWithin);
    m_pictures->take(QStringLiteral("mid-release"));
    QTRY_COMPARE_WITH_TIMEOUT(state(), shown("live"), goesOnWithin);
    QCOMPARE(m_demo.productionVersion(), QStringLiteral("by-hand"));

    auto *tabs = seen<QTabWidget>(*pane(), QStringLiteral("releaseTabs"));
    QVERIFY(clickAt(tabs->tabBar(), tabs->tabBar()->tabRect(1).center()));
    const auto *report = seen<QTextBrowser>(*pane(), QStringLiteral("report"));
    QVERIFY(report);
    QTRY_VERIFY_WITH_TIMEOUT(report->toPlainText().contains(QLatin1String("tried by hand")), answersWithin);
    QTRY_VERIFY_WITH_TIMEOUT(isOffered("rollback") && isOffered("finalize"), goesOnWithin);
    QTRY_VERIFY_WITH_TIMEOUT(!report->toPlainText().contains(QLatin1String("not measured yet")),
                             answersWithin);
    m_pictures->take(QStringLiteral("live"));
    QVERIFY(click(button("rollback")));
    QVERIFY(answerByClicking(QStringLiteral("prices are wrong")));
    QTRY_COMPARE_WITH_TIMEOUT(state(), shown("rolled-back"), goesOnWithin);
    QCOMPARE(m_demo.productionVersion(), before);
    QVERIFY(!isOffered("rollback") && !isOffered("finalize"));
    m_pictures->take(QStringLiteral("rolled-back"));
}

void TestRelease::byKeyboardAlone()
{
    const QString before = m_demo.productionVersion();
    QVERIFY2(startByKeyboard(), qUtf8Printable(where()));
    m_last = pane()->release();

    QVERIFY2(candidateIn(QStringLiteral("by-keyboard")), qUtf8Printable(where()));
    press(window(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(answerByKeyboard(QStringLiteral("tried by keyboard")));
    QTRY_COMPARE_WITH_TIMEOUT(state(), shown("live"), goesOnWithin);
    QCOMPARE(m_demo.productionVersion(), QStringLiteral("by-keyboard"));

    press(window(), Qt::Key_4, Qt::ControlModifier);
    const auto *report = seen<QTextBrowser>(*pane(), QStringLiteral("report"));
    QVERIFY(report);
    QTRY_VERIFY_WITH_TIMEOUT(report->toPlainText().contains(QLatin1String("tried by keyboard")),
                             answersWithin);

    QTRY_VERIFY_WITH_TIMEOUT(isOffered("rollback"), goesOnWithin);
    press(window(), Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(answerByKeyboard(QStringLiteral("prices are wrong")));
    QTRY_COMPARE_WITH_TIMEOUT(state(), shown("rolled-back"), goesOnWithin);
    QCOMPARE(m_demo.productionVersion(), before);
}

void TestRelease::toItsEndFromThePalette()
{
    QVERIFY2(startByKeyboard(), qUtf8Printable(where()));
    m_last = pane()->release();
    QVERIFY2(candidateIn(QStringLiteral("to-stay")), qUtf8Printable(where()));
    QVERIFY(runFromPalette(QStringLiteral("sign off readiness")));
    QVERIFY(answerByKeyboard({}));
    QTRY_COMPARE_WITH_TIMEOUT(state(), shown("live"), goesOnWithin);
    QTRY_VERIFY_WITH_TIMEOUT(isOffered("finalize"), goesOnWithin);
    QVERIFY(runFromPalette(QStringLiteral("finalize")));
    QVERIFY(answerByKeyboard({}));
    QTRY_COMPARE_WITH_TIMEOUT(state(), shown("finalized"), goesOnWithin);
    QVERIFY(!isOffered("rollback"));
    QCOMPARE(m_demo.productionVersion(), QStringLiteral("to-stay"));
}

// Reached by their letters, each with what the releases left there.
void TestRelease::otherPanes()
{
    const std::pair<const char *, Qt::Key> panes[] = {
        {"pipelines", Qt::Key_P}, {"activity", Qt::Key_T}, {"releases", Qt::Key_R}};
    for (const auto &[id, letter] : panes) {
        pane()->setFocus();
        press(window(), Qt::Key_G);
        press(window(), letter);
        QWidget *opened = window().pane(QLatin1String(id));
        QVERIFY2(opened && opened->isVisible(), id);
        if (auto *all = named<QPushButton>(*opened, QStringLiteral("Show: All"))) // the last has ended, too
            QVERIFY(click(all));
        QTRY_VERIFY2_WITH_TIMEOUT(
            [opened] {
                const auto views = opened->findChildren<QAbstractItemView *>();
                return std::any_of(views.begin(), views.end(), [](const QAbstractItemView *view) {
                    return view->isVisible() && view->model() && view->model()->rowCount() > 0;
                });
            }(),
            id, answersWithin);
        if (const auto *yaml = named<QPlainTextEdit>(*opened, QStringLiteral("Definition as YAML")))
            QTRY_VERIFY_WITH_TIMEOUT(yaml->toPlainText().contains(QLatin1String("steps:")), answersWithin);
        m_pictures->take(QLatin1String(id));
    }
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    TestRelease test;
    return QTest::qExec(&test, argc, argv);
}

#include "TestRelease.moc"
