// Where the panes stand: as built in, and as it was left.
#include "widgets/InSight.h"
#include "widgets/MainWindow.h"

#include <QScreen>
#include <QTabBar>

#include <algorithm>

namespace slipway {

namespace {

constexpr int stateVersion = 1;
constexpr QSize edges(16, 48); // of a window manager, more or less

struct Spot
{
    const char *pane;
    Qt::DockWidgetArea area;
};

// What waits to the left, what is worked at in the middle, who is called below. Whatever isn't named comes
// after them where it is at home; what isn't there is left out.
constexpr Spot supportSpots[] = {
    {"cases", Qt::LeftDockWidgetArea},        {"applications", Qt::LeftDockWidgetArea},
    {"case", Qt::RightDockWidgetArea},        {"release", Qt::RightDockWidgetArea},
    {"activity", Qt::RightDockWidgetArea},    {"releases", Qt::RightDockWidgetArea},
    {"duty", Qt::BottomDockWidgetArea},       {"paging", Qt::BottomDockWidgetArea},
    {"quarantine", Qt::BottomDockWidgetArea},
};

// In percent of the window.
constexpr int leftShareOf(Layouts::BuiltIn which)
{
    return which == Layouts::BuiltIn::Support ? 40 : 28;
}

} // namespace

void MainWindow::place(Layouts::BuiltIn which)
{
    m_arrangement = which;
    m_arranged.clear();
    for (const QString &id : m_order)
        m_panes.at(id).area = m_panes.at(id).home;
    if (which == Layouts::BuiltIn::Support) {
        for (const Spot &spot : supportSpots) {
            const QString id = QLatin1String(spot.pane);
            if (const auto found = m_panes.find(id); found != m_panes.end()) {
                found->second.area = spot.area;
                m_arranged.append(id);
            }
        }
    }
    for (const QString &id : m_order) {
        if (!m_arranged.contains(id))
            m_arranged.append(id);
    }
}

// As Operations have it: applications to the left, the release beside them, the lists below; help stands
// ready behind a key.
void MainWindow::arrange(Layouts::BuiltIn which)
{
    setUpdatesEnabled(false);
    place(which);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    for (const QString &id : m_order) {
        m_panes.at(id).dock->setFloating(false);
        removeDockWidget(m_panes.at(id).dock);
    }
    QStringList placed;
    for (const QString &id : m_arranged) {
        PaneDock *dock = m_panes.at(id).dock;
        const Qt::DockWidgetArea area = m_panes.at(id).area;
        PaneDock *mate = nullptr;
        for (const QString &other : placed) {
            if (m_panes.at(other).area == area)
                mate = m_panes.at(other).dock;
        }
        addDockWidget(area, dock);
        if (mate)
            tabifyDockWidget(mate, dock);
        placed.append(id);
        dock->setVisible(id != QLatin1String("help"));
    }
    // The first of each area is the one that is seen.
    for (auto id = m_arranged.rbegin(); id != m_arranged.rend(); ++id)
        m_panes.at(*id).dock->raise();
    shareRoom();
    m_sharesWhenShown = !isVisible(); // what isn't laid out yet forgets it
    if (isVisible())                  // and what has just changed its place, too
        QMetaObject::invokeMethod(this, &MainWindow::shareRoom, Qt::QueuedConnection);
    setUpdatesEnabled(true);
    tendTabs();
}

// What a mouse does with the title of a pane.
void MainWindow::makePlaceActions()
{
    const QString view = tr("View");
    const auto add = [&](const char *id, const QString &text, const char *keys, Qt::DockWidgetArea area) {
        m_actions.add(
            this, QLatin1String(id), view, text, [this, area] { movePane(area); },
            QKeySequence(QLatin1String(keys)));
    };
    add("pane.left", tr("Put this pane to the left"), "M, L", Qt::LeftDockWidgetArea);
    add("pane.right", tr("Put this pane to the right"), "M, R", Qt::RightDockWidgetArea);
    add("pane.bottom", tr("Put this pane below"), "M, B", Qt::BottomDockWidgetArea);
    m_actions.add(
        this, QStringLiteral("pane.float"), view, tr("Let this pane float, or put it back"),
        [this] { floatPane(); }, QKeySequence(QStringLiteral("M, F")));
}

// Among those that are there already, as one of their tabs.
void MainWindow::movePane(Qt::DockWidgetArea area)
{
    const Pane *focused = focusedPane();
    if (!focused)
        return;
    const QString id = focused->id();
    PaneDock *moved = dock(id);
    if (!moved->isFloating() && !moved->isHidden() && dockWidgetArea(moved) == area)
        return;
    PaneDock *mate = seenIn(area);
    moved->setFloating(false);
    removeDockWidget(moved);
    addDockWidget(area, moved);
    if (mate && mate != moved)
        tabifyDockWidget(mate, moved);
    activateWindow(); // the one that floated had the keys
    showPane(id);
    tendTabs();
}

void MainWindow::floatPane()
{
    const Pane *focused = focusedPane();
    if (!focused)
        return;
    const QString id = focused->id();
    dock(id)->setFloating(!dock(id)->isFloating());
    if (!dock(id)->isFloating())
        activateWindow();
    showPane(id);
    tendTabs();
}

// A quarter, and what its panes need to be read without scrolling, up to a third.
int MainWindow::lowerHeight() const
{
    int needed = 0;
    for (const auto &[id, place] : m_panes) {
        const QSize least = place.dock->pane()->minimumSizeHint();
        if (place.area == Qt::BottomDockWidgetArea)
            needed = std::max(needed, least.height() + 2 * theme::rowHeight()); // with its title
    }
    return std::clamp(needed, height() * 24 / 100, height() / 3);
}

void MainWindow::shareRoom()
{
    QList<QDockWidget *> columns;
    QList<int> widths;
    QList<QDockWidget *> rows;
    QList<int> heights;
    const auto share = [&](Qt::DockWidgetArea area, QList<QDockWidget *> &docks, QList<int> &sizes,
                           int size) {
        for (const QString &id : m_arranged) {
            if (m_panes.at(id).area == area) {
                docks.append(m_panes.at(id).dock);
                sizes.append(size);
                return;
            }
        }
    };
    const int left = leftShareOf(m_arrangement);
    share(Qt::LeftDockWidgetArea, columns, widths, width() * left / 100);
    share(Qt::RightDockWidgetArea, columns, widths, width() * (100 - left) / 100);
    const int lower = lowerHeight();
    share(Qt::RightDockWidgetArea, rows, heights, height() - lower);
    share(Qt::BottomDockWidgetArea, rows, heights, lower);
    resizeDocks(columns, widths, Qt::Horizontal);
    resizeDocks(rows, heights, Qt::Vertical);
}

PaneDock *MainWindow::seenIn(Qt::DockWidgetArea area) const
{
    for (const auto &[id, place] : m_panes) {
        if (place.dock->isActive() && !place.dock->isFloating() && dockWidgetArea(place.dock) == area)
            return place.dock;
    }
    return nullptr;
}

// As they are now, by whatever hand.
void MainWindow::keepShares()
{
    const PaneDock *left = seenIn(Qt::LeftDockWidgetArea);
    const PaneDock *upper = seenIn(Qt::RightDockWidgetArea);
    const PaneDock *lower = seenIn(Qt::BottomDockWidgetArea);
    if (left && upper) // while another tab comes up there is none
        m_leftShare = double(left->width()) / (left->width() + upper->width());
    if (upper && lower)
        m_upperShare = double(upper->height()) / (upper->height() + lower->height());
    m_sharesOf = size();
}

// Left to itself QMainWindow gives all panes the same of what a larger window has more.
void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    foldHeader();
    if (!m_sharesOf.isValid() || m_sharesOf == size())
        return;
    PaneDock *left = seenIn(Qt::LeftDockWidgetArea);
    PaneDock *upper = seenIn(Qt::RightDockWidgetArea);
    PaneDock *lower = seenIn(Qt::BottomDockWidgetArea);
    const auto share = [this](PaneDock *first, PaneDock *second, int room, double part,
                              Qt::Orientation direction) {
        const int size = qRound(room * part);
        resizeDocks({first, second}, {size, room - size}, direction);
    };
    // The docks follow with the next layout, a little off what was asked: taken for a wish, each resize would
    // add to it.
    ++m_resizes;
    QMetaObject::invokeMethod(
        this, [this] { --m_resizes; }, Qt::QueuedConnection);
    if (left && upper && m_leftShare > 0)
        share(left, upper, left->width() + upper->width(), m_leftShare, Qt::Horizontal);
    if (upper && lower && m_upperShare > 0)
        share(upper, lower, upper->height() + lower->height(), m_upperShare, Qt::Vertical);
    m_sharesOf = size();
}

// QMainWindow makes and drops its tab bars as docks are moved.
void MainWindow::tendTabs()
{
    const auto bars = findChildren<QTabBar *>(QString(), Qt::FindDirectChildrenOnly);
    for (QTabBar *bar : bars) {
        if (!bar->accessibleName().isEmpty()) { // tended already: doing it again would ask for another layout
            bar->update();
            continue;
        }
        bar->setAccessibleName(tr("Panes that share a place"));
        bar->setFocusPolicy(Qt::TabFocus);
        bar->setElideMode(Qt::ElideMiddle);
        bar->setExpanding(false);
        bar->setDrawBase(false);
    }
}

QJsonObject MainWindow::layoutNow() const
{
    QJsonObject panes;
    for (const auto &[id, place] : m_panes)
        panes.insert(id, place.dock->pane()->saveState());
    return {{QStringLiteral("window"), QString::fromLatin1(saveState(stateVersion).toBase64())},
            {QStringLiteral("panes"), panes}};
}

QJsonObject MainWindow::withoutWork(QJsonObject layout) const
{
    const QString key = QStringLiteral("panes");
    QJsonObject panes = layout.value(key).toObject();
    for (const auto &[id, place] : m_panes) {
        if (panes.contains(id))
            panes.insert(id, place.dock->pane()->withoutWork(panes.value(id).toObject()));
    }
    layout.insert(key, panes);
    return layout;
}

void MainWindow::setLayout(const QJsonObject &layout)
{
    const QByteArray window =
        QByteArray::fromBase64(layout.value(QStringLiteral("window")).toString().toLatin1());
    if (window.isEmpty() || !QMainWindow::restoreState(window, stateVersion))
        arrange();
    else
        m_sharesWhenShown = false;
    const QJsonObject panes = layout.value(QStringLiteral("panes")).toObject();
    if (!window.isEmpty())
        joinNew(panes);
    for (const auto &[id, place] : m_panes) {
        if (panes.contains(id))
            place.dock->pane()->restoreState(panes.value(id).toObject());
    }
    m_inSight->lookAtPanes();
    tendTabs();
}

// Left to itself QMainWindow would squeeze each beside the others.
void MainWindow::joinNew(const QJsonObject &kept)
{
    for (const QString &id : m_order) {
        if (kept.contains(id))
            continue;
        PaneDock *const added = m_panes.at(id).dock;
        for (const QString &other : m_order) {
            PaneDock *const mate = m_panes.at(other).dock;
            if (!kept.contains(other) || mate->isFloating() || mate->isHidden() ||
                dockWidgetArea(mate) != m_panes.at(id).home)
                continue;
            tabifyDockWidget(mate, added);
            mate->raise();
            break;
        }
    }
}

QJsonObject MainWindow::sessionState() const
{
    QJsonObject state = layoutNow();
    state.insert(QStringLiteral("geometry"), QString::fromLatin1(saveGeometry().toBase64()));
    state.insert(QStringLiteral("desk"), InSight::desk());
    state.insert(QStringLiteral("layouts"), m_layouts->toJson());
    if (m_lastPane)
        state.insert(QStringLiteral("focus"), m_lastPane->id());
    return state;
}

void MainWindow::restoreSession(const QJsonObject &state)
{
    const QByteArray geometry =
        QByteArray::fromBase64(state.value(QStringLiteral("geometry")).toString().toLatin1());
    if (!geometry.isEmpty())
        restoreGeometry(geometry);
    else
        resize(size().boundedTo(screen()->availableSize() - edges));
    m_layouts->fromJson(state.value(QStringLiteral("layouts")).toObject());
    setLayout(state);
    if (state.value(QStringLiteral("desk")).toString() != InSight::desk()) // else it stands as it was left
        m_inSight->look();
    m_lastPane = pane(state.value(QStringLiteral("focus")).toString());
}

} // namespace slipway
