// A button for each thing that the state of a case allows, what it waits for first and prominent; each can be
// copied as a command.
#pragma once
#include "models/CaseActions.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QToolButton;

namespace slipway {

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

    std::vector<CaseAction> m_actions;
    std::vector<QPushButton *> m_buttons; // beside m_actions
    QHBoxLayout *m_row = nullptr;
    QToolButton *m_commands = nullptr;
    QToolButton *m_history = nullptr;
};

} // namespace slipway
