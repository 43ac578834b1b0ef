#include "widgets/TableMemory.h"

#include "widgets/Theme.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>

namespace slipway {

TableMemory::TableMemory(QTableView *table, Number number)
    : QObject(table), m_table(table), m_number(std::move(number))
{
    tune();
    QAbstractItemModel *model = table->model();
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &TableMemory::remember);
    connect(model, &QAbstractItemModel::modelReset, this, &TableMemory::putBack);
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, &TableMemory::remember);
    connect(model, &QAbstractItemModel::rowsInserted, this, &TableMemory::putBack);
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid() && !m_isMoving)
                    m_toChoose = 0; // somebody has chosen meanwhile
            });
}

void TableMemory::tune()
{
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(theme::rowHeight());
    m_table->verticalHeader()->setMinimumSectionSize(theme::rowHeight());
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false); // Tab leads on, not from cell to cell
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
}

qint64 TableMemory::chosen() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_number(current.row()) : m_toChoose;
}

void TableMemory::choose(qint64 number)
{
    m_toChoose = number;
    m_toTop = 0;
    putBack();
    const int row = rowOf(number);
    if (row >= 0)
        m_table->scrollTo(m_table->model()->index(row, 0));
}

int TableMemory::rowOf(qint64 number) const
{
    const int rows = m_table->model()->rowCount();
    for (int row = 0; row < rows; ++row) {
        if (m_number(row) == number)
            return row;
    }
    return -1;
}

void TableMemory::remember()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid())
        m_toChoose = m_number(current.row());
    // At the very top one wants to see what is new.
    const int top = m_table->rowAt(0);
    if (top >= 0)
        m_toTop = m_table->verticalScrollBar()->value() > 0 ? m_number(top) : 0;
}

void TableMemory::putBack()
{
    m_isMoving = true;
    if (const int row = m_toChoose ? rowOf(m_toChoose) : -1; row >= 0) {
        if (m_table->currentIndex().row() != row) {
            // Not setCurrentIndex, which scrolls there.
            m_table->selectionModel()->setCurrentIndex(m_table->model()->index(row, 0),
                                                       QItemSelectionModel::ClearAndSelect |
                                                           QItemSelectionModel::Rows);
        }
        m_toChoose = 0;
    }
    m_isMoving = false;
    if (const int row = m_toTop ? rowOf(m_toTop) : -1; row >= 0) {
        m_table->scrollTo(m_table->model()->index(row, 0), QAbstractItemView::PositionAtTop);
        m_toTop = 0;
    }
}

QJsonObject TableMemory::save() const
{
    const int top = m_table->verticalScrollBar()->value() > 0 ? m_table->rowAt(0) : -1;
    return {{QStringLiteral("chosen"), chosen()},
            {QStringLiteral("top"), top >= 0 ? m_number(top) : m_toTop},
            {QStringLiteral("columns"),
             QString::fromLatin1(m_table->horizontalHeader()->saveState().toBase64())}};
}

void TableMemory::restore(const QJsonObject &state)
{
    m_table->horizontalHeader()->restoreState(
        QByteArray::fromBase64(state.value(QStringLiteral("columns")).toString().toLatin1()));
    m_toChoose = state.value(QStringLiteral("chosen")).toInteger();
    m_toTop = state.value(QStringLiteral("top")).toInteger();
    putBack();
}

} // namespace slipway
