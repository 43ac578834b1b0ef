// The triage list: cases by the nearest deadline with all their clocks counting, filtered, kept as views, and
// dealt with one by one or several at once.
#pragma once
#include "models/CaseBatch.h"
#include "models/CasesModel.h"
#include "models/DeskBook.h"
#include "widgets/Pane.h"
#include "widgets/SecondTick.h"

class QAbstractButton;
class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QTableView;

namespace slipway {

class CaseFilterBar;
class ColumnRoom;
class EmptyState;
class InlineMessage;
class TableMemory;

class CasesPane : public Pane
{
    Q_OBJECT

public:
    explicit CasesPane(const Desk &desk, QWidget *parent = nullptr);

    QString title() const override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    QJsonObject withoutWork(const QJsonObject &state) const override;
    void setActive(bool active) override;
    void open(const QString &reference) override; // "cases/mine", "cases/nobodys", "cases/all"
    void focusSearch() override;
    QString chosenApplication() const override;

    void setNewCaseDraft(const QJsonObject &draft); // what was typed and not sent
    QJsonObject newCaseDraft() const { return m_newCase; }

Q_SIGNALS:
    void newCaseWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void buildTable();
    QWidget *buildBulk();
    void connectParts();
    void addActions();
    QAction *addVerb(const char *verb, const QString &text);
    void addButton(const QString &verb, const QString &text, QAction *action);
    void addMore();
    void refresh();
    void refreshBulk();
    void refreshEmpty();
    void showWhereKeysAre();
    void fetchOn(); // while what is shown doesn't fill the table
    void openChosen(const char *part = "");
    void showMenu(const QPoint &place);
    bool onKey(const QEvent *event);
    void perform(const QString &verb);
    void run(const QString &verb, const std::vector<CaseRow> &about, const QString &said);
    void send(const QString &verb, const std::vector<CaseBatch::Errand> &errands,
              SentOnce::Press press = SentOnce::Press::MayBeAnew);
    void onFinished(const CaseBatch::Outcome &outcome);
    void sayDone(const CaseBatch::Outcome &outcome);
    void sayUndone(const CaseBatch::Outcome &outcome);
    QString lineOf(const QString &verb) const;
    bool mayAttend() const;
    const CaseRow *chosen() const;
    std::vector<const CaseRow *> selected() const; // in their order

    CasesModel m_model;
    CaseBatch m_batch;
    DeskBook m_book;
    std::vector<CaseRow> m_before; // as they were that something is done with
    std::vector<CaseBatch::Errand> m_sent;
    SecondTick m_tick;
    QTimer m_fade; // what went well needn't be said for long
    QJsonObject m_newCase;
    CaseFilterBar *m_filter = nullptr;
    QTableView *m_table = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    InlineMessage *m_message = nullptr;
    TableMemory *m_memory = nullptr;
    ColumnRoom *m_columns = nullptr;
    QWidget *m_bulk = nullptr;
    QLabel *m_count = nullptr;
    QHBoxLayout *m_bulkRow = nullptr;
    QAction *m_open = nullptr;
    QAction *m_reply = nullptr;
    QAction *m_history = nullptr;
    QAction *m_new = nullptr;
    std::vector<std::pair<QString, QAction *>> m_verbs;
    std::vector<QAbstractButton *> m_buttons; // of the first of m_verbs, and of the menu with the others
};

} // namespace slipway
