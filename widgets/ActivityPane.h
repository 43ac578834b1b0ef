// The ledger by who, what and when: newest first, in words, with one entry in full beside it.
#pragma once
#include "models/LedgerModel.h"
#include "widgets/Pane.h"
#include "widgets/SpokenLedger.h"

class QCompleter;
class QHBoxLayout;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QStringListModel;
class QTableView;

namespace slipway {

class ColumnRoom;
class EmptyState;
class EventDetail;
class InlineMessage;
class LinkedCasesLine;
class TableMemory;

class ActivityPane : public Pane
{
    Q_OBJECT

public:
    explicit ActivityPane(const Desk &desk, QWidget *parent = nullptr);

    QString title() const override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    void setActive(bool active) override;
    void open(const QString &reference) override; // "activity/application/northwind/shop", "event/4711"
    void focusSearch() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QHBoxLayout *buildBar();
    void buildTable();
    void connectModel();
    void addActions();
    QLineEdit *field(const QString &placeholder, const QString &name, QStringListModel *words);
    void ask();
    void clear();
    void refresh();
    void refreshEmpty();
    void learnWords(int first, int last); // for completion
    void showMenu(const QPoint &place);
    void showHistory(const QString &subject);
    QString commandLine() const;         // of the chosen entry
    QString queryCommandLine() const;    // of what is asked for
    std::optional<Event> chosen() const; // in the list, or else what was opened by its number
    void openEntry(qint64 seq);
    void linkToCase();
    void forgetOpened();

    LedgerModel m_model;
    SpokenLedger m_spoken;
    QTimer m_askTimer;
    QLineEdit *m_actor = nullptr;
    QLineEdit *m_kind = nullptr;
    QLineEdit *m_subject = nullptr;
    QLineEdit *m_text = nullptr;
    QStringListModel *m_actors = nullptr;
    QStringListModel *m_kinds = nullptr;
    QStringListModel *m_subjects = nullptr;
    QTableView *m_table = nullptr;
    QStackedWidget *m_stack = nullptr;
    QSplitter *m_splitter = nullptr;
    EmptyState *m_empty = nullptr;
    EventDetail *m_detail = nullptr;
    InlineMessage *m_message = nullptr;
    TableMemory *m_memory = nullptr;
    ColumnRoom *m_columns = nullptr;
    QAction *m_object = nullptr;
    QAction *m_history = nullptr;
    QAction *m_all = nullptr;
    QAction *m_copyQuery = nullptr;
    QAction *m_link = nullptr;
    LinkedCasesLine *m_cases = nullptr;
    std::optional<Event> m_opened;
};

} // namespace slipway
