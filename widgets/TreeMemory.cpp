#include "widgets/TreeMemory.h"

#include "domain/Json.h"

#include <QScrollBar>
#include <QTreeView>

#include <algorithm>
#include <utility>

namespace slipway {

TreeMemory::TreeMemory(QTreeView *tree, std::function<QString(const QModelIndex &)> key)
    : QObject(tree), m_tree(tree), m_key(std::move(key))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0); // the view has to have the rows first
    connect(&m_soon, &QTimer::timeout, this, &TreeMemory::putBack);
    connect(tree, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        if (!m_isKeeping)
            return;
        keep();
        m_open.insert(m_key(index));
    });
    connect(tree, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        const QString closed = m_key(index);
        m_toOpen.remove(closed);
        if (!m_isKeeping)
            return;
        keep();
        m_open.remove(closed);
    });
    connect(tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    m_toChoose.clear(); // somebody has chosen meanwhile
            });
    QAbstractItemModel *model = tree->model();
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &TreeMemory::onReset);
    connect(model, &QAbstractItemModel::modelReset, &m_soon, qOverload<>(&QTimer::start));
    connect(model, &QAbstractItemModel::rowsInserted, &m_soon, qOverload<>(&QTimer::start));
}

QJsonObject TreeMemory::save() const
{
    QStringList open(m_open.begin(), m_open.end());
    open.sort();
    const QModelIndex current = m_tree->currentIndex();
    return {{QStringLiteral("open"), m_isKept ? QJsonValue(toJson(open)) : QJsonValue()},
            {QStringLiteral("chosen"), current.isValid() ? m_key(current) : m_toChoose},
            {QStringLiteral("scroll"), m_toScroll >= 0 ? m_toScroll : m_tree->verticalScrollBar()->value()}};
}

void TreeMemory::restore(const QJsonObject &state)
{
    const QStringList open = stringsFromJson(state.value(QStringLiteral("open")));
    m_isKept = state.value(QStringLiteral("open")).isArray();
    m_open = {open.begin(), open.end()};
    m_toOpen = m_open;
    m_toChoose = state.value(QStringLiteral("chosen")).toString();
    m_toScroll = state.value(QStringLiteral("scroll")).toInt(-1);
    m_soon.start();
}

void TreeMemory::onReset()
{
    m_toOpen = m_open;
    const QModelIndex current = m_tree->currentIndex();
    if (current.isValid())
        m_toChoose = m_key(current);
    if (m_toScroll < 0)
        m_toScroll = m_tree->verticalScrollBar()->value();
}

// From here on what stands open is somebody's choice.
void TreeMemory::keep()
{
    if (std::exchange(m_isKept, true))
        return;
    m_open.unite(std::exchange(m_openByItself, {}));
}

void TreeMemory::openFew()
{
    const QAbstractItemModel *model = m_tree->model();
    if (m_isKept || model->rowCount() > m_few)
        return;
    const bool wasKeeping = std::exchange(m_isKeeping, false);
    for (int row = 0; row < model->rowCount(); ++row) {
        const QModelIndex index = model->index(row, 0);
        m_openByItself.insert(m_key(index));
        m_tree->expand(index);
    }
    m_isKeeping = wasKeeping;
}

void TreeMemory::putBack()
{
    openFew();
    if (m_toOpen.isEmpty() && m_toChoose.isEmpty() && m_toScroll < 0)
        return;
    putBackUnder({});
    QScrollBar *bar = m_tree->verticalScrollBar();
    if (m_toScroll >= 0 && m_tree->model()->rowCount() > 0) {
        m_tree->doItemsLayout(); // or the bar doesn't reach as far yet
        if (bar->maximum() >= m_toScroll || m_toOpen.isEmpty()) {
            bar->setValue(m_toScroll);
            m_toScroll = -1;
        }
    }
}

void TreeMemory::putBackUnder(const QModelIndex &parent)
{
    const QAbstractItemModel *model = m_tree->model();
    for (int row = 0; row < model->rowCount(parent); ++row) {
        const QModelIndex index = model->index(row, 0, parent);
        const QString key = m_key(index);
        if (key == m_toChoose) {
            m_toChoose.clear();
            const int scrolled = m_tree->verticalScrollBar()->value();
            m_tree->setCurrentIndex(index);
            m_tree->verticalScrollBar()->setValue(scrolled); // where it was says more than the choice
        }
        if (m_toOpen.remove(key))
            m_tree->expand(index);
        if (m_tree->isExpanded(index))
            putBackUnder(index);
    }
}

} // namespace slipway
