#include "widgets/InSight.h"

#include <QDockWidget>
#include <QGuiApplication>
#include <QMainWindow>
#include <QScreen>

#include <algorithm>
#include <chrono>

namespace slipway {

namespace {

// Most window managers move what lost its screen themselves: they come first.
constexpr std::chrono::milliseconds patience{300};
constexpr int titleHeight = 24;
constexpr int grasp = 80; // so much of the title is enough to pull the rest by

QList<QRect> screensNow()
{
    QList<QRect> rects;
    const auto screens = QGuiApplication::screens();
    for (const QScreen *screen : screens) {
        if (!screen->availableGeometry().isEmpty()) // while none is plugged in there is one of no size
            rects.append(screen->availableGeometry());
    }
    return rects;
}

QRect boundsOf(const QList<QRect> &screens)
{
    QRect bounds;
    for (const QRect &screen : screens)
        bounds |= screen;
    return bounds;
}

bool canBeGrasped(const QRect &frame, const QList<QRect> &screens)
{
    const QRect title(frame.topLeft(), QSize(frame.width(), titleHeight));
    return std::any_of(screens.begin(), screens.end(), [&](const QRect &screen) {
        const QRect seen = screen & title;
        return seen.width() >= std::min(grasp, frame.width()) && seen.height() >= titleHeight / 2;
    });
}

// How far apart their centres are, squared.
qint64 distance(const QRect &one, const QRect &other)
{
    const QPoint between = one.center() - other.center();
    return qint64(between.x()) * between.x() + qint64(between.y()) * between.y();
}

} // namespace

InSight::InSight(QMainWindow &window) : QObject(&window), m_window(window)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(patience);
    connect(&m_soon, &QTimer::timeout, this, &InSight::look);
    connect(qGuiApp, &QGuiApplication::screenAdded, this, [this](QScreen *screen) {
        follow(screen);
        m_soon.start();
    });
    connect(qGuiApp, &QGuiApplication::screenRemoved, &m_soon, qOverload<>(&QTimer::start));
    const auto screens = QGuiApplication::screens();
    for (QScreen *screen : screens)
        follow(screen);
}

void InSight::follow(QScreen *screen)
{
    connect(screen, &QScreen::availableGeometryChanged, &m_soon, qOverload<>(&QTimer::start));
}

QRect InSight::placed(const QRect &frame, const QList<QRect> &screens)
{
    const QRect desk = boundsOf(screens);
    const bool fits = frame.width() <= desk.width() && frame.height() <= desk.height();
    if (screens.isEmpty() || (fits && canBeGrasped(frame, screens)))
        return frame;
    const QRect nearest =
        *std::min_element(screens.begin(), screens.end(), [&](const QRect &a, const QRect &b) {
            return distance(a, frame) < distance(b, frame);
        });
    QRect moved(frame.topLeft(), frame.size().boundedTo(nearest.size()));
    moved.moveLeft(std::clamp(moved.x(), nearest.x(), nearest.x() + nearest.width() - moved.width()));
    moved.moveTop(std::clamp(moved.y(), nearest.y(), nearest.y() + nearest.height() - moved.height()));
    return moved;
}

// One that fills its screen belongs to the window manager, which has another for it.
void InSight::bring(QWidget &window, const QList<QRect> &screens)
{
    if (window.windowState() & (Qt::WindowMaximized | Qt::WindowFullScreen | Qt::WindowMinimized))
        return;
    const QRect frame = window.frameGeometry();
    const QRect wanted = placed(frame, screens);
    if (wanted == frame)
        return;
    const QSize edges = frame.size() - window.size();
    window.resize(wanted.size() - edges);
    window.move(wanted.topLeft());
}

QString InSight::desk()
{
    const QSize size = boundsOf(screensNow()).size();
    return QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
}

void InSight::look()
{
    bring(m_window, screensNow());
    lookAtPanes();
}

void InSight::lookAtPanes()
{
    const QList<QRect> screens = screensNow();
    const auto docks = m_window.findChildren<QDockWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (QDockWidget *dock : docks) {
        if (dock->isFloating())
            bring(*dock, screens);
    }
}

} // namespace slipway

#include "moc_InSight.cpp"
