#include "widgets/PaneDock.h"

#include "widgets/Theme.h"

namespace slipway {

PaneDock::PaneDock(Pane *pane, const QIcon &icon, QWidget *window) : QDockWidget(window), m_pane(pane)
{
    setObjectName(QStringLiteral("dock-") + pane->id());
    setWindowTitle(pane->title());
    setWindowIcon(icon);
    setAccessibleName(pane->title());
    setWidget(pane);
    if (pane->accessibleName().isEmpty())
        pane->setAccessibleName(pane->title());
    connect(pane, &Pane::titleChanged, this, [this] {
        setWindowTitle(m_pane->title());
        setAccessibleName(m_pane->title());
        m_pane->setAccessibleName(m_pane->title());
    });
    connect(pane, &Pane::productionChanged, this, [this](bool touches) {
        theme::setProduction(this, touches);
        Q_EMIT tinted();
    });
    // False also for a dock that lies behind another's tab.
    connect(this, &QDockWidget::visibilityChanged, this, [this](bool visible) {
        m_visible = visible;
        updateActive();
    });
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
