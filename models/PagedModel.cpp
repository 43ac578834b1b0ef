#include "models/PagedModel.h"

#include "models/Roles.h"

#include <QPointer>

#include <utility>

namespace slipway {

PagedModel::PagedModel(Session &session, QObject *parent) : QAbstractTableModel(parent), m_session(session)
{
    connect(&session, &Session::stateChanged, this, &PagedModel::onStateChanged);
    connect(&session, &Session::resynchronized, this, &PagedModel::readAnew);
}

void PagedModel::setActive(bool active)
{
    m_active = active;
    m_failed = false;
    reload();
}

void PagedModel::readAnew()
{
    m_dirty = true;
    reload();
}

void PagedModel::tryAgain()
{
    if (std::exchange(m_failed, false))
        reload();
}

void PagedModel::reload()
{
    if (!m_active || !m_dirty || !m_session.isKnown())
        return;
    m_dirty = false;
    ++m_generation;
    onReload();
    fetchPage({});
}

void PagedModel::fetchPage(const QString &cursor)
{
    const bool isFirst = cursor.isEmpty();
    m_loading = true;
    m_loadingFirst = isFirst;
    ListQuery page;
    page.limit = pageSize;
    page.cursor = cursor;
    const QPointer<PagedModel> alive(this);
    askPage(page).then([this, alive, isFirst, generation = m_generation](const Result<Listing> &answer) {
        if (!alive || generation != m_generation)
            return;
        m_loading = false;
        m_failed = !answer;
        if (answer) {
            takePage(*answer, isFirst);
            return;
        }
        m_dirty = m_dirty || isFirst;
        Q_EMIT failed(answer.error());
    });
}

void PagedModel::onStateChanged()
{
    if (m_session.isLive())
        tryAgain();
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {StaleRole});
}

bool PagedModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_active && !m_loading && !m_failed && !m_next.isEmpty();
}

void PagedModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetchPage(m_next);
}

} // namespace slipway

#include "moc_PagedModel.cpp"
