#include "widgets/PaneDock.h"

#include "widgets/PaneRoom.h"
#include "widgets/Style.h"
#include "widgets/Theme.h"

namespace slipway {

namespace {

constexpr int longestHeading = 300;

} // namespace

PaneDock::PaneDock(Pane *pane, const QIcon &icon, QWidget *window) : QDockWidget(window), m_pane(pane)
{
    setObjectName(QStringLiteral("dock-") + pane->id());
    setWindowIcon(icon);
    setWidget(new PaneRoom(pane));
    if (pane->accessibleName().isEmpty())
        pane->setAccessibleName(pane->title());
    updateTitle();
    connect(pane, &Pane::titleChanged, this, [this] {
        m_pane->setAccessibleName(m_pane->title());
        updateTitle();
    });
    connect(this, &QDockWidget::topLevelChanged, this, &PaneDock::updateTitle);
    connect(pane, &Pane::productionChanged, this, [this](bool touches) {
        theme::setProduction(this, touches);
        updateTitle();
        Q_EMIT tinted();
    });
    // False also for a dock that lies behind another's tab.
    connect(this, &QDockWidget::visibilityChanged, this, [this](bool visible) {
        m_visible = visible;
        updateActive();
    });
}

// The title stands on the tab, and the heading above the pane. A window of its own has but its title, which
// may be painted by the window manager: it says all of it.
void PaneDock::updateTitle()
{
    const QString heading = m_pane->heading().simplified().left(longestHeading);
    const bool isProduction = property(Style::productionProperty).toBool();
    setProperty(Style::headingProperty, heading);
    setAccessibleName(m_pane->title());
    if (!isFloating())
        setWindowTitle(m_pane->title());
    else
        setWindowTitle(isProduction ? tr("PRODUCTION · %1").arg(heading) : heading);
    update();
}

void PaneDock::setWindowAway(bool away)
{
    m_away = away && !isFloating();
    updateActive();
}

void PaneDock::updateActive()
{
    const bool active = m_visible && !m_away;
    if (active == m_active)
        return;
    m_active = active;
    m_pane->setActive(active);
}

} // namespace slipway
