// The ledger of pages: who was called when, by which way and for which case; whether it was accepted, how
// late, and acknowledged by whom. Acknowledged from here, too, and written to a file.
#pragma once
#include "models/PagesExport.h"
#include "models/PagesModel.h"
#include "widgets/Pane.h"

class QHBoxLayout;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace slipway {

class ColumnRoom;
class EmptyState;
class ExportBar;
class InlineMessage;
class PageTimeline;
class TableMemory;

class PagingPane : public Pane
{
    Q_OBJECT

public:
    explicit PagingPane(const Desk &desk, QWidget *parent = nullptr);

    QString title() const override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    void setActive(bool active) override;
    void open(const QString &reference) override; // "paging/case/12", "paging/eva", "page/7"
    void focusSearch() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QHBoxLayout *makeBar();
    QLineEdit *field(const QString &placeholder, const QString &name);
    void makeTable();
    void connectModel();
    void addActions();
    void ask();
    void clear();
    void refresh();
    void refreshEmpty();
    void acknowledge();
    void askWhere(); // the file is to be
    void showMenu(const QPoint &place);
    std::optional<PageEntry> chosen() const;
    bool mayAcknowledge() const;
    QString queryCommand() const; // of what is asked for

    PagesModel m_model;
    PagesExport m_export;
    QTimer m_askTimer;
    QSet<qint64> m_underWay; // pages of which it is being said that they were heard
    QLineEdit *m_case = nullptr;
    QLineEdit *m_person = nullptr;
    QPushButton *m_ack = nullptr;
    QTableView *m_table = nullptr;
    ColumnRoom *m_columns = nullptr;
    QSplitter *m_splitter = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    PageTimeline *m_timeline = nullptr;
    InlineMessage *m_message = nullptr;
    ExportBar *m_where = nullptr;
    TableMemory *m_memory = nullptr;
    QAction *m_ackAction = nullptr;
    QAction *m_openAction = nullptr;
    QAction *m_allAction = nullptr;
};

} // namespace slipway
