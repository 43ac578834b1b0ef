// Who is on duty: now and next, the week by person, overrides made by dragging, and what a case of some
// moment would lead to.
#pragma once
#include "models/DutyModel.h"
#include "widgets/Pane.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace slipway {

class DutyWeekView;
class EmptyState;
class InlineMessage;
class Sheet;
class WhatIf;

class DutyPane : public Pane
{
    Q_OBJECT

public:
    explicit DutyPane(const Desk &desk, QWidget *parent = nullptr);

    QString title() const override;
    QString heading() const override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    void setActive(bool active) override;
    void open(const QString &reference) override; // "duty/2026-11-30", "duty/what-if/2026-10-25T00:30:00Z"

private:
    void build();
    QWidget *makeWeek();
    QWidget *makeBar();
    QToolButton *makeButton(const char *icon, const QString &name, std::function<void()> run);
    void addActions();
    void connectModel();
    void onLoaded();
    void refresh();
    void refreshEmpty();
    void tellNow();
    void tellProblems();
    void showWeeks(int later);
    void askOverride(const QString &person, Instant from, Instant to);
    void askOverrideHere(); // for what is chosen in the week
    void onMade(const QJsonObject &override);
    void takeBack(const QJsonObject &override); // as far as it is known
    void takeBackShift(const ShiftRow &shift);
    void tellAgain(const Problem &problem, const std::function<void()> &again);
    void askSwap(); // of the chosen turn
    void takeSwapBack(qint64 swap);
    void putBack(const QJsonObject &override, SentOnce::Press press);
    void showMenu(const QPoint &place);
    bool mayChange() const;                       // rotas, by the role of who is signed in
    std::pair<Instant, Instant> spanHere() const; // that is chosen, or begins where the view is
    QString chosenCommand() const;                // for that; empty: of nobody
    QString weekCommand() const;                  // that tells the week that is shown

    DutyModel m_model;
    QTimer m_tick; // time goes on without anybody saying so
    QPointer<Sheet> m_sheet;
    QDate m_week; // that is wanted; invalid: the one with today
    QLabel *m_nowWords = nullptr;
    QLabel *m_problems = nullptr;
    QLabel *m_weekWords = nullptr;
    QLabel *m_zone = nullptr;
    QTabWidget *m_tabs = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    DutyWeekView *m_view = nullptr;
    WhatIf *m_whatIf = nullptr;
    InlineMessage *m_message = nullptr;
    QPushButton *m_make = nullptr;
    QPushButton *m_remove = nullptr;
    QAction *m_makeAction = nullptr;
    QAction *m_removeAction = nullptr;
    QAction *m_swapAction = nullptr;
};

} // namespace slipway
