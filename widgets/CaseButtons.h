// A button for each thing that the state of a case allows, what it waits for first and prominent; what is
// done seldom, the lines for slipwayctl and the history stand in a menu.
#pragma once
#include "models/CaseActions.h"

#include <QWidget>

class QMenu;
class QPushButton;
class QToolButton;

namespace slipway {

class FlowLayout;

class CaseButtons : public QWidget
{
    Q_OBJECT

public:
    explicit CaseButtons(QWidget *parent = nullptr);
    // Kept as they are, with their focus, while the actions are the same.
    void showActions(const std::vector<CaseAction> &actions);
    void setUsable(bool usable);
    const std::vector<CaseAction> &actions() const { return m_actions; }

Q_SIGNALS:
    void pressed(const slipway::CaseAction &action);
    void commandWanted(const slipway::CaseAction &action);
    void historyWanted();

private:
    QPushButton *make(const CaseAction &action);
    void fillMenu();

    std::vector<CaseAction> m_actions;
    std::vector<QPushButton *> m_buttons; // of those that aren't in the menu
    std::vector<QAction *> m_seldom;      // of those that are
    FlowLayout *m_row = nullptr;
    QToolButton *m_more = nullptr;
    QMenu *m_menu = nullptr;
    bool m_usable = false;
};

} // namespace slipway
