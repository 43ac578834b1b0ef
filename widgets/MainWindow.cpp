#include "widgets/MainWindow.h"

#include "models/ReleaseActions.h"
#include "models/ShellLine.h"
#include "models/TroubleWatch.h"
#include "widgets/BrakeActions.h"
#include "widgets/CommandPalette.h"
#include "widgets/InSight.h"
#include "widgets/Notices.h"
#include "widgets/QuestionSheet.h"
#include "widgets/StatusLine.h"
#include "widgets/TroubleStrip.h"
#include "widgets/WindowMenus.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QStatusBar>
#include <QVBoxLayout>

#include <utility>

namespace slipway {

namespace {

constexpr int toldFor = 5000; // ms that the status bar says what was done

bool takesText(const QWidget *widget)
{
    return widget && widget->testAttribute(Qt::WA_InputMethodEnabled);
}

// Which pane shows which kind of reference.
QString paneOf(const QString &kind)
{
    static const std::map<QString, QString> panes{
        {QStringLiteral("application"), QStringLiteral("applications")},
        {QStringLiteral("release"), QStringLiteral("release")},
        {QStringLiteral("pipeline"), QStringLiteral("pipelines")},
        {QStringLiteral("help"), QStringLiteral("help")},
        {QStringLiteral("activity"), QStringLiteral("activity")},
        {QStringLiteral("event"), QStringLiteral("activity")},
        {QStringLiteral("page"), QStringLiteral("paging")},
        {QStringLiteral("mail"), QStringLiteral("quarantine")},
    };
    const auto found = panes.find(kind);
    return found == panes.end() ? kind : found->second;
}

} // namespace

MainWindow::MainWindow(Session &session, Actions &actions, QWidget *parent)
    : QMainWindow(parent), m_session(session), m_actions(actions), m_wait(this)
{
    setObjectName(QStringLiteral("window"));
    setWindowTitle(tr("Slipway"));
    setWindowIcon(QIcon(QStringLiteral(":/console/icons/slipway.svg")));
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | AnimatedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    resize(1280, 800);
    m_layouts = new Layouts({[this] { return withoutWork(layoutNow()); },
                             [this](const QJsonObject &layout) { setLayout(withoutWork(layout)); },
                             [this](Layouts::BuiltIn which) { arrange(which); }},
                            this);
    m_inSight = new InSight(*this);
    m_troubles = new TroubleWatch(m_session, this);
    makeActions();
    setMenuWidget(makeHeader());
    setStatusBar(new StatusLine(m_session, *m_troubles, this));
    connect(&m_session, &Session::stateChanged, this, &MainWindow::onSessionState);
    m_wait.setObjectName(QStringLiteral("wait"));
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &MainWindow::endWait);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { onFocus(now); });
    onSessionState();
}

MainWindow::~MainWindow()
{
    // The base takes the children down when this is no MainWindow any more: what they say by then has nobody
    // to tell.
    disconnect(qApp, nullptr, this, nullptr);
    for (const QObject *child : findChildren<QObject *>())
        child->disconnect(this);
}

QWidget *MainWindow::makeHeader()
{
    auto *header = new QWidget(this);
    auto *column = new QVBoxLayout(header);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_menus = new WindowMenus(*this, m_actions, header);
    m_menus->setSearch(m_actions.find(QStringLiteral("palette")));
    column->addWidget(m_menus);
    m_strip = new TroubleStrip(m_session, *m_troubles, header);
    connect(m_strip, &TroubleStrip::actionAsked, this, &MainWindow::onTrouble);
    column->addWidget(m_strip);
    m_signIn = new InlineMessage(header);
    m_signIn->setObjectName(QStringLiteral("signIn"));
    column->addWidget(m_signIn);
    m_notices = new Notices(header);
    column->addWidget(m_notices);
    return header;
}

// What is said above the panes leaves them their room.
void MainWindow::foldHeader()
{
    constexpr int low = 900;
    const std::size_t most = height() < low ? 1 : 3;
    m_strip->setMost(most);
    m_notices->setMost(most);
}

void MainWindow::makeActions()
{
    const QString file = tr("File");
    m_actions
        .add(
            this, QStringLiteral("release.start"), file, tr("Start a release…"),
            [this] { startRelease(chosenApplication()); }, QKeySequence(QStringLiteral("Ctrl+N")),
            [this] { return startLine(chosenApplication()); })
        ->setIcon(theme::icon(QStringLiteral("plus")));
    m_actions
        .add(this, QStringLiteral("session.signIn"), file, tr("Sign in…"),
             [this] { Q_EMIT signInRequested(); })
        ->setIcon(theme::icon(QStringLiteral("user")));
    m_actions.add(
        this, QStringLiteral("window.quit"), file, tr("Quit"), [this] { close(); },
        QKeySequence(QStringLiteral("Ctrl+Q")));

    const QString view = tr("View");
    m_actions.add(
        this, QStringLiteral("pane.hide"), view, tr("Hide this pane"),
        [this] {
            if (const Pane *focused = focusedPane())
                dock(focused->id())->hide();
        },
        QKeySequence(QStringLiteral("Ctrl+W")));
    makePlaceActions();
    m_actions
        .add(
            this, QStringLiteral("pane.search"), view, tr("Search in this pane"),
            [this] {
                if (Pane *focused = focusedPane())
                    focused->focusSearch();
            },
            QKeySequence(QStringLiteral("/")))
        ->setIcon(theme::icon(QStringLiteral("search")));

    m_actions
        .add(
            this, QStringLiteral("palette"), tr("Go"), tr("Search or command…"), [this] { askPalette(); },
            QKeySequence(QStringLiteral("Ctrl+K")))
        ->setIcon(theme::icon(QStringLiteral("search")));

    const QString help = tr("Help");
    m_actions
        .add(
            this, QStringLiteral("help.pane"), help, tr("Help for this pane"),
            [this] {
                const Pane *focused = focusedPane();
                showHelp(focused ? focused->id() : QStringLiteral("start"));
            },
            QKeySequence(QStringLiteral("F1")))
        ->setIcon(theme::icon(QStringLiteral("help")));
    m_brake = new BrakeActions(desk(), *m_troubles, this);
}

void MainWindow::addPane(Pane *pane, Qt::DockWidgetArea area, const QString &icon, QChar goKey)
{
    auto *dock = new PaneDock(pane, theme::icon(icon), this);
    const QString id = pane->id();
    m_panes[id] = {dock, area, area};
    m_order.append(id);
    addDockWidget(area, dock);
    dock->installEventFilter(this);
    connect(pane, &Pane::draftChanged, this, &MainWindow::draftChanged);
    connect(pane, &Pane::draftLeft, this, &MainWindow::draftLeft);
    connect(dock, &PaneDock::tinted, this, &MainWindow::tendTabs);
    connect(dock, &QDockWidget::visibilityChanged, this, &MainWindow::tendTabs);
    connect(dock, &QDockWidget::dockLocationChanged, this, &MainWindow::tendTabs);
    QKeySequence keys;
    if (!goKey.isNull())
        keys = QKeySequence(QStringLiteral("G, %1").arg(goKey.toUpper()));
    m_actions
        .add(
            this, QStringLiteral("go.") + id, tr("Go"), pane->title(), [this, id] { showPane(id); }, keys)
        ->setIcon(theme::icon(icon));
    QAction *go = m_actions.find(QStringLiteral("go.") + id);
    connect(pane, &Pane::titleChanged, go, [go, pane] { go->setText(pane->title()); });
    m_menus->addPaneToggle(dock->toggleViewAction());
}

QString MainWindow::chosenApplication() const
{
    const Pane *focused = focusedPane();
    return focused ? focused->chosenApplication() : QString();
}

Pane *MainWindow::pane(const QString &id) const
{
    const PaneDock *found = dock(id);
    return found ? found->pane() : nullptr;
}

PaneDock *MainWindow::dock(const QString &id) const
{
    const auto found = m_panes.find(id);
    return found == m_panes.end() ? nullptr : found->second.dock;
}

void MainWindow::setStartRelease(std::function<void(const QString &)> start)
{
    m_startRelease = std::move(start);
}

Sheet *MainWindow::showSheet(QWidget *content, QWidget *focus, int width)
{
    auto *sheet = new Sheet(this);
    sheet->setContent(content);
    sheet->setWidth(width);
    sheet->open(focus);
    return sheet;
}

Sheet *MainWindow::sheet() const
{
    const auto sheets = findChildren<Sheet *>(QString(), Qt::FindDirectChildrenOnly);
    for (auto sheet = sheets.rbegin(); sheet != sheets.rend(); ++sheet) {
        if (!(*sheet)->isHidden())
            return *sheet;
    }
    return nullptr;
}

void MainWindow::open(const QString &reference)
{
    QString plain = reference;
    if (plain.startsWith(QLatin1String("slipway:")))
        plain.remove(0, 8);
    while (plain.startsWith(QLatin1Char('/')))
        plain.remove(0, 1);
    const QString id = paneOf(plain.section(QLatin1Char('/'), 0, 0));
    Pane *shown = pane(id);
    if (!shown) {
        say(tr("Nothing here shows \"%1\".").arg(reference.left(200)));
        return;
    }
    showPane(id);
    if (plain.contains(QLatin1Char('/')))
        shown->open(plain);
}

void MainWindow::startRelease(const QString &application)
{
    if (m_startRelease)
        m_startRelease(application);
}

void MainWindow::showHelp(const QString &page)
{
    open(QStringLiteral("help/") + page);
}

void MainWindow::say(const QString &text, const QString &reference)
{
    if (reference.isEmpty())
        m_notices->say(InlineMessage::Kind::Information, text);
    else
        m_notices->say(
            InlineMessage::Kind::Information, text, tr("Show it"), [this, reference] { open(reference); },
            reference);
}

void MainWindow::tell(const Problem &problem)
{
    m_notices->tell(problem);
}

void MainWindow::ask(const Question &question, std::function<void(const QString &)> then)
{
    auto *asked = new QuestionSheet(this, question);
    connect(asked, &QuestionSheet::confirmed, this,
            [then = std::move(then)](const QString &reason) { then(reason); });
    connect(asked, &QuestionSheet::copyAsked, this, &MainWindow::copy);
    asked->ask();
}

void MainWindow::copy(const QString &text)
{
    const QString placed = placedLine(text, m_place);
    QApplication::clipboard()->setText(placed);
    statusBar()->showMessage(tr("Copied: %1").arg(placed.simplified().left(120)), toldFor);
}

void MainWindow::setChoices(theme::Scheme scheme, bool compact, const QString &language)
{
    m_menus->setChoices(scheme, compact, language);
}

void MainWindow::setLanguages(const std::vector<std::pair<QString, QString>> &languages)
{
    m_menus->setLanguages(languages);
}

void MainWindow::askPalette()
{
    if (sheet()) // it has been asked for, or something waits for an answer
        return;
    (new CommandPalette(this, m_session, *this, m_actions))->ask();
}

void MainWindow::onTrouble(const Trouble &trouble)
{
    if (trouble.kind == Trouble::Kind::Connection)
        m_session.open();
    else if (trouble.kind == Trouble::Kind::Brake)
        m_brake->askOff();
    else
        open(trouble.reference);
}

void MainWindow::onSessionState()
{
    m_menus->setUser(m_session.user());
    tellDifferences();
    const QString server = m_session.server();
    setWindowTitle(server.isEmpty() ? tr("Slipway") : tr("%1 – Slipway").arg(server));
    if (m_session.state() != Session::State::Refused) {
        m_signIn->hide();
        return;
    }
    Problem problem = m_session.problem();
    if (problem.what.isEmpty())
        problem.what = tr("The service doesn't know who this is");
    m_signIn->show(problem, tr("Sign in"), [this] { Q_EMIT signInRequested(); });
}

// Each once, until it is another one.
void MainWindow::tellDifferences()
{
    const auto tell = [this](const QString &about, const QString &words) {
        if (words == std::exchange(m_told[about], words))
            return;
        if (words.isEmpty())
            m_notices->withdraw(about);
        else
            m_notices->say(InlineMessage::Kind::Warning, words, {}, {}, about);
    };
    tell(QStringLiteral("version"), m_session.versionWords());
    tell(QStringLiteral("clock"), m_session.clockWords());
}

// What should have had the focus has come: it gets it, unless somebody is somewhere else by now.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_awaited && event->type() == QEvent::Show) {
        QWidget *came = m_awaited;
        QWidget *now = QApplication::focusWidget();
        const bool isFree = !now || !inPane(now) || now == m_leaving;
        endWait();
        if (!sheet() && isFree && !takesText(now))
            came->setFocus(Qt::OtherFocusReason);
    } else if (watched == m_leaving && event->type() == QEvent::KeyPress) {
        endWait(); // somebody goes on there
    }
    // What the docks get while the window is resized is nobody's wish.
    const bool isWished = m_resizes == 0 && (!m_sharesOf.isValid() || m_sharesOf == size());
    if (event->type() == QEvent::Resize && isWished && isVisible() && qobject_cast<PaneDock *>(watched))
        keepShares();
    return QMainWindow::eventFilter(watched, event);
}

// The keys lead on from a pane, not from the row of menus.
void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (std::exchange(m_sharesWhenShown, false))
        QMetaObject::invokeMethod(this, &MainWindow::shareRoom, Qt::QueuedConnection); // once it is laid out
    if (event->spontaneous() || focusWidget())
        return;
    if (const Pane *last = focusedPane())
        showPane(last->id());
    else if (!m_order.isEmpty())
        showPane(m_order.front());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    Q_EMIT leaving();
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        for (const auto &[id, place] : m_panes)
            place.dock->setWindowAway(isMinimized());
    }
}

} // namespace slipway
