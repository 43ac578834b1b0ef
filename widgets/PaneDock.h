// The dock around one pane: tells it whether it is seen, and shows its title, its heading and production's
// tint.
#pragma once
#include "widgets/Pane.h"

#include <QDockWidget>

namespace slipway {

class PaneDock final : public QDockWidget
{
    Q_OBJECT

public:
    PaneDock(Pane *pane, const QIcon &icon, QWidget *window); // takes the pane

    Pane *pane() const { return m_pane; }
    bool isActive() const { return m_active; }
    void setWindowAway(bool away); // minimised: nobody sees any pane

Q_SIGNALS:
    void tinted();

private:
    void updateActive();
    void updateTitle();

    Pane *const m_pane;
    bool m_visible = false;
    bool m_away = false;
    bool m_active = false;
};

} // namespace slipway
