// A button for each action that the state allows: what the process waits for first and prominent, the way
// back last and always there. Each can be copied as a command.
#pragma once
#include "models/ReleaseActions.h"

#include <QWidget>

class QPushButton;
class QToolButton;

namespace slipway {

class FlowLayout;

class ReleaseButtons : public QWidget
{
    Q_OBJECT

public:
    explicit ReleaseButtons(QWidget *parent = nullptr);

    // Kept as they are, with their focus, while the actions are the same.
    void showActions(const std::vector<StepRow> &steps, const std::vector<ReleaseAction> &actions);
    void setUsable(bool usable, const QString &whyNot); // not while stale, nor while a command is under way
    const std::vector<ReleaseAction> &actions() const { return m_actions; }
    QPushButton *button(const QString &verb) const; // the first with it, or null

Q_SIGNALS:
    void pressed(const slipway::ReleaseAction &action);
    void commandWanted(const slipway::ReleaseAction &action);

private:
    QString faceOf(const std::vector<StepRow> &steps, const ReleaseAction &action) const;
    QPushButton *make(const std::vector<StepRow> &steps, const ReleaseAction &action);
    void fillMenu(const std::vector<StepRow> &steps);

    std::vector<ReleaseAction> m_actions;
    std::vector<QPushButton *> m_buttons; // beside m_actions
    QStringList m_hints;
    FlowLayout *m_row = nullptr;
    QToolButton *m_commands = nullptr;
};

} // namespace slipway
