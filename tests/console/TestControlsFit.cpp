// On the smallest screen, and where everything has twice its size (QT_SCALE_FACTOR=2, set by who runs it):
// every control of every pane and of every sheet can be brought into sight, whole. SLIPWAY_PICTURES names a
// folder for pictures of it.
#include "console/ConnectSheet.h"
#include "console/FaultyWindow.h"
#include "console/SignInSheet.h"
#include "console/Translations.h"
#include "widgets/PaneRoom.h"
#include "widgets/Sheet.h"
#include "widgets/TroubleStrip.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTableView>
#include <QTest>

using namespace slipway;
using namespace slipway::faults;

namespace {

constexpr QSize screen(1280, 800);    // in its own dots
constexpr QSize lowWindow(1280, 752); // what is left on it beside the desktop's own
const QStringList languages{QStringLiteral("en"), QStringLiteral("de")};
// What brings each; the pane is shown before.
struct Asked
{
    const char *name;
    const char *pane;
    const char *action;
};
constexpr Asked sheets[] = {{"palette", "release", "palette"},
                            {"start", "release", "release.start"},
                            {"question", "release", "release.abort"},
                            {"new case", "cases", "cases.new"},
                            {"severity", "case", "case.severity"},
                            {"link", "case", "case.link"},
                            {"template", "case", "case.keep-template"},
                            {"override", "duty", "duty.override"},
                            {"brake", "release", "brake.on"},
                            {"layout", "release", "view.keepLayout"},
                            {"connect", "release", ""},
                            {"sign in", "release", ""}};

} // namespace

class TestControlsFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void ofPanes_data();
    void ofPanes();
    void aLowDock_data();
    void aLowDock();
    void ofSheets_data();
    void ofSheets();

private:
    void open();
    void ask(const QString &name, const QString &action);
    QStringList outOfSight(QWidget *within);
    static QStringList cutOff(const QList<QPushButton *> &buttons);
    void keep(const QString &what) const;
    static QString nameOf(const QWidget *control);
    static int roomOf(const QWidget *control); // how wide it is
    static void settle();

    std::unique_ptr<FaultyWindow> m_at;
    Translations m_translations;
};

void TestControlsFit::init()
{
    m_at = std::make_unique<FaultyWindow>();
    m_at->cases.learnToShare();
    m_at->service.role = QStringLiteral("admin"); // who may do everything
}

void TestControlsFit::cleanup()
{
    m_at.reset();
    m_translations.install(QStringLiteral("en"));
}

void TestControlsFit::settle()
{
    for (int turn = 0; turn < 4; ++turn) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents(); // layouts ask for another turn
    }
}

void TestControlsFit::open()
{
    m_at->open();
    m_at->window->resize((QSizeF(screen) / qApp->devicePixelRatio()).toSize());
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive() && m_at->session->role(), within);
    // What it is run with is what is seen.
    QCOMPARE(m_at->window->devicePixelRatioF(),
             std::max(1.0, qEnvironmentVariable("QT_SCALE_FACTOR").toDouble()));
    QCOMPARE(m_at->window->grab().toImage().size(), screen);
}

QString TestControlsFit::nameOf(const QWidget *control)
{
    const auto *button = qobject_cast<const QAbstractButton *>(control);
    return control->accessibleName().isEmpty() && button ? button->text() : control->accessibleName();
}

int TestControlsFit::roomOf(const QWidget *control)
{
    for (const QWidget *around = control->parentWidget(); around; around = around->parentWidget()) {
        if (const auto *room = dynamic_cast<const PaneRoom *>(around))
            return room->viewport()->width();
    }
    return INT_MAX;
}

// Those that can't be seen whole after they got the focus, or are narrower than what is written on them.
QStringList TestControlsFit::outOfSight(QWidget *within)
{
    QStringList missed;
    int found = 0;
    for (QWidget *control : within->findChildren<QWidget *>()) {
        const bool isMeant = qobject_cast<QAbstractButton *>(control) || qobject_cast<QLineEdit *>(control) ||
                             qobject_cast<QComboBox *>(control) || qobject_cast<QAbstractSpinBox *>(control);
        if (!isMeant || !control->isVisible() || !control->isEnabled() || control->focusProxy() ||
            !(control->focusPolicy() & Qt::TabFocus) || qobject_cast<QTabBar *>(control->parent()))
            continue;
        ++found;
        control->setFocus(Qt::TabFocusReason);
        settle();
        const QRect seen = control->visibleRegion().boundingRect();
        // What is wider than its room scrolls what is in it.
        const bool isTyped = !qobject_cast<QAbstractButton *>(control);
        const bool isWhole = seen == control->rect() || (isTyped && seen.height() == control->height() &&
                                                         seen.width() >= roomOf(control) - 1);
        const auto *button = qobject_cast<QAbstractButton *>(control);
        const bool isCut = button && button->width() < button->minimumSizeHint().width();
        if (!isWhole || isCut) {
            missed.append(QStringLiteral("%1 “%2” %3×%4, seen %5×%6")
                              .arg(QLatin1String(control->metaObject()->className()), nameOf(control))
                              .arg(control->width())
                              .arg(control->height())
                              .arg(seen.width())
                              .arg(seen.height()));
        }
    }
    if (found == 0 && !within->inherits("slipway::DutyPane"))
        missed.append(QStringLiteral("no control was found"));
    return missed;
}

void TestControlsFit::keep(const QString &what) const
{
    const QString folder = qEnvironmentVariable("SLIPWAY_PICTURES");
    if (!folder.isEmpty())
        m_at->window->grab().save(QStringLiteral("%1/fit-%2-%3.png")
                                      .arg(folder, QString::fromLatin1(QTest::currentDataTag()), what));
}

void TestControlsFit::ofPanes_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("id");
    for (const QString &language : languages) {
        for (const QString &id : panes + QStringList{QStringLiteral("help")})
            QTest::addRow("%s-%s", qPrintable(language), qPrintable(id)) << language << id;
    }
}

void TestControlsFit::ofPanes()
{
    QFETCH(QString, language);
    QFETCH(QString, id);
    m_translations.install(language);
    open();
    if (id == QLatin1String("help"))
        m_at->window->showPane(id);
    else
        QVERIFY(m_at->hasRows(id));
    settle();
    keep(QStringLiteral("pane"));
    const QStringList missed = outOfSight(m_at->pane(id));
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QLatin1String("; "))));
    QCOMPARE(m_at->window->grab().toImage().size(), screen); // nothing has pushed it wider
}

void TestControlsFit::aLowDock_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("isSupport");
    for (const QString &language : languages) {
        QTest::addRow("%s-operations", qPrintable(language)) << language << false;
        QTest::addRow("%s-support", qPrintable(language)) << language << true;
    }
}

// Those that aren't seen whole as it stands.
QStringList TestControlsFit::cutOff(const QList<QPushButton *> &buttons)
{
    QStringList cut;
    for (const QPushButton *button : buttons) {
        const QRect seen = button->visibleRegion().boundingRect();
        if (button->isVisible() && seen != button->rect())
            cut.append(
                QStringLiteral("%1, seen %2×%3").arg(button->text()).arg(seen.width()).arg(seen.height()));
    }
    return cut;
}

// What is done with a mail can be done without looking for it first, wherever one is in the list of them and
// whatever else is said above.
void TestControlsFit::aLowDock()
{
    QFETCH(QString, language);
    QFETCH(bool, isSupport);
    m_translations.install(language);
    for (int id = 2; id < 8; ++id) {
        QJsonObject mail = FakeMail::mail(id, QStringLiteral("somebody.with.a.long.name@northwind.example"));
        mail.insert(QStringLiteral("goes_to"),
                    QJsonObject{{QStringLiteral("customer"), QString()}, {QStringLiteral("claims"), 881}});
        m_at->mail.all.push_front(mail);
    }
    open();
    m_at->window->arrange(isSupport ? Layouts::BuiltIn::Support : Layouts::BuiltIn::Operations);
    m_at->window->resize(lowWindow);
    const QWidget *pane = m_at->pane(QStringLiteral("quarantine"));
    QVERIFY(m_at->hasRows(QStringLiteral("quarantine")));
    auto *table = pane->findChild<QTableView *>();
    table->setCurrentIndex(table->model()->index(0, 0));
    const QList<QPushButton *> verbs{pane->findChild<QPushButton *>(QStringLiteral("discard")),
                                     pane->findChild<QPushButton *>(QStringLiteral("releaseInto")),
                                     pane->findChild<QPushButton *>(QStringLiteral("release"))};
    for (const QPushButton *verb : verbs)
        QTRY_VERIFY_WITH_TIMEOUT(verb->isVisible(), within);
    const QString brake = QStringLiteral("/api/v1/brake");
    for (const bool isSaid : {false, true}) {
        if (isSaid) {
            m_at->window->say(QStringLiteral("Something is said above the panes"));
            m_at->service.answer(brake, {{QStringLiteral("on"), true}, {QStringLiteral("reason"), brake}});
            m_at->service.tell(QStringLiteral("brake.on"), QStringLiteral("service"));
            QTRY_VERIFY_WITH_TIMEOUT(m_at->window->findChild<TroubleStrip *>()->isVisible(), within);
            settle();
        }
        verbs.back()->setFocus(Qt::TabFocusReason);
        table->setFocus(Qt::TabFocusReason);
        settle();
        keep(isSaid ? QStringLiteral("said") : QStringLiteral("low"));
        QVERIFY2(cutOff(verbs).isEmpty(), qPrintable(cutOff(verbs).join(QLatin1String("; "))));
        for (int row = 1; row < table->model()->rowCount(); ++row)
            QTest::keyClick(table, Qt::Key_Down);
        settle();
        const QRect row = table->visualRect(table->currentIndex());
        QCOMPARE(table->currentIndex().row(), table->model()->rowCount() - 1);
        QVERIFY(table->viewport()->visibleRegion().boundingRect().contains(
            row.intersected(table->viewport()->rect())));
        QCOMPARE(row.height(), row.intersected(table->viewport()->rect()).height());
        table->setCurrentIndex(table->model()->index(0, 0));
    }
}

void TestControlsFit::ofSheets_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("pane");
    QTest::addColumn<QString>("action");
    for (const QString &language : languages) {
        for (const auto &[name, pane, action] : sheets)
            QTest::addRow("%s-%s", qPrintable(language), name)
                << language << QString::fromLatin1(name) << QString::fromLatin1(pane)
                << QString::fromLatin1(action);
    }
}

void TestControlsFit::ask(const QString &name, const QString &action)
{
    if (name == QLatin1String("connect")) {
        (new ConnectSheet(m_at->window.get()))->ask();
    } else if (name == QLatin1String("sign in")) {
        (new SignInSheet(m_at->window.get(), m_at->service, m_at->service.endpoint().url, m_at->service.user))
            ->ask();
    } else {
        const auto isOffered = [&] {
            const QAction *found = m_at->actions->find(action);
            return found && found->isVisible();
        };
        QTRY_VERIFY2_WITH_TIMEOUT(isOffered(), qPrintable(action), within);
        m_at->actions->find(action)->trigger();
    }
}

void TestControlsFit::ofSheets()
{
    QFETCH(QString, language);
    QFETCH(QString, name);
    QFETCH(QString, pane);
    QFETCH(QString, action);
    m_translations.install(language);
    open();
    QVERIFY(m_at->hasRows(pane));
    ask(name, action);
    QTRY_VERIFY_WITH_TIMEOUT(m_at->window->sheet() && m_at->window->sheet()->isVisible(), within);
    settle();
    keep(QStringLiteral("sheet"));
    const auto rooms = m_at->window->sheet()->findChildren<QAbstractScrollArea *>();
    for (const QAbstractScrollArea *room : rooms) {
        const bool isSheets = dynamic_cast<const PaneRoom *>(room);
        const bool isScrolled =
            room->verticalScrollBar()->maximum() > 0 || room->horizontalScrollBar()->maximum() > 0;
        if (isSheets && qApp->devicePixelRatio() == 1) // where there is room for it
            QVERIFY(!isScrolled);
    }
    const QStringList missed = outOfSight(m_at->window->sheet());
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QLatin1String("; "))));
    QCOMPARE(m_at->window->grab().toImage().size(), screen);
}

QTEST_MAIN(TestControlsFit)
#include "TestControlsFit.moc"
