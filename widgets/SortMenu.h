// By which column a table is sorted, chosen without a mouse: what a click on the header does, as a menu.
#pragma once
#include <QMenu>

class QTableView;

namespace slipway {

class SortMenu final : public QMenu
{
    Q_OBJECT

public:
    // Of the columns that are shown; goes once something is chosen. `natural` says how it is unsorted.
    SortMenu(QTableView *table, const QString &natural);
    void ask(); // over the table

private:
    void addColumns();
    void addOrders();
    void sort(int column, Qt::SortOrder order);

    QTableView *const m_table;
    const QString m_natural;
};

} // namespace slipway
