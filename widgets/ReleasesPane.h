// Every release: how far it is, how long it still takes, who is waited for. Filtered, searched, and kept as
// views by name.
#pragma once
#include "models/FilterProxy.h"
#include "models/ReleasesModel.h"
#include "widgets/Pane.h"
#include "widgets/ReleaseFilter.h"
#include "widgets/StartDrafts.h"

#include <array>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QTableView;

namespace slipway {

class ColumnRoom;
class EmptyState;
class InlineMessage;
class TableMemory;

class ReleasesPane : public Pane
{
    Q_OBJECT

public:
    explicit ReleasesPane(const Desk &desk, QWidget *parent = nullptr);

    QString title() const override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    QJsonObject withoutWork(const QJsonObject &state) const override;
    void setActive(bool active) override;
    void open(const QString &reference) override; // "releases", "releases/waits-for-me"
    void focusSearch() override;
    QString chosenApplication() const override;

    void forgetView(const QString &name);
    void keepView(const QString &name); // as it is filtered now
    const StartDrafts &startDrafts() const { return m_startDrafts; }
    // What was typed to start one and isn't sent.
    void keepStart(const QString &application, const QString &pipeline, const StartDrafts::Typed &typed);
    void settleStart(const QString &application, const QString &pipeline, const StartDrafts::Typed &sent,
                     StartDrafts::Fate fate);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct View
    {
        QString name;
        ReleaseView which = ReleaseView::Open;
        QString text;
    };
    void build();
    QHBoxLayout *buildBar();
    void buildTable();
    void connectModel();
    void addActions();
    void setView(ReleaseView view);
    void applyFilter();
    void fillViewMenu();
    void refresh();
    void refreshEmpty();
    void refreshPartial();
    void fetchOn(); // while what is shown doesn't fill the table
    void openChosen();
    void showMenu(const QPoint &place);
    const ReleaseRow *chosen() const;

    ReleasesModel m_model;
    FilterProxy m_proxy;
    ReleaseView m_view = ReleaseView::Open;
    std::vector<View> m_views;
    StartDrafts m_startDrafts;
    QTimer m_clock; // what is left of the time is a second less
    QButtonGroup *m_buttons = nullptr;
    QLineEdit *m_search = nullptr;
    QMenu *m_viewMenu = nullptr;
    QTableView *m_table = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    InlineMessage *m_message = nullptr;
    QLabel *m_partial = nullptr; // that what is sorted or sought isn't all yet
    TableMemory *m_memory = nullptr;
    ColumnRoom *m_columns = nullptr;
    QAction *m_open = nullptr;
    QAction *m_history = nullptr;
    QAction *m_help = nullptr;
    QAction *m_start = nullptr;
    QAction *m_sort = nullptr;
};

} // namespace slipway
