#include "widgets/SortMenu.h"

#include <QActionGroup>
#include <QHeaderView>
#include <QTableView>

namespace slipway {

SortMenu::SortMenu(QTableView *table, const QString &natural)
    : QMenu(table), m_table(table), m_natural(natural)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Sort by"));
    addColumns();
    addSeparator();
    addOrders();
}

void SortMenu::ask()
{
    popup(m_table->mapToGlobal(QPoint(0, m_table->horizontalHeader()->height())));
    setActiveAction(actions().constFirst());
}

// In the order in which they stand.
void SortMenu::addColumns()
{
    const QHeaderView *header = m_table->horizontalHeader();
    const bool isSorted = header->sortIndicatorSection() >= 0;
    auto *group = new QActionGroup(this);
    const auto add = [&](const QString &text, int column) {
        QAction *action = group->addAction(addAction(text));
        action->setCheckable(true);
        action->setChecked(column == (isSorted ? header->sortIndicatorSection() : -1));
        connect(action, &QAction::triggered, this,
                [this, column, order = header->sortIndicatorOrder()] { sort(column, order); });
    };
    add(m_natural, -1);
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        if (!header->isSectionHidden(column))
            add(m_table->model()->headerData(column, Qt::Horizontal).toString(), column);
    }
}

void SortMenu::addOrders()
{
    const QHeaderView *header = m_table->horizontalHeader();
    const int column = header->sortIndicatorSection();
    auto *group = new QActionGroup(this);
    const auto add = [&](const QString &text, Qt::SortOrder order) {
        QAction *action = group->addAction(addAction(text));
        action->setCheckable(true);
        action->setChecked(column >= 0 && order == header->sortIndicatorOrder());
        action->setEnabled(column >= 0);
        connect(action, &QAction::triggered, this, [this, column, order] { sort(column, order); });
    };
    add(tr("Ascending"), Qt::AscendingOrder);
    add(tr("Descending"), Qt::DescendingOrder);
}

void SortMenu::sort(int column, Qt::SortOrder order)
{
    m_table->horizontalHeader()->setSortIndicator(column, order);
    m_table->setFocus(Qt::OtherFocusReason);
}

} // namespace slipway
