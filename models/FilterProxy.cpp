#include "models/FilterProxy.h"

#include "models/Roles.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <numeric>

namespace slipway {

namespace {

// So many are told of one by one; a reset costs whoever shows it less than more of them.
constexpr int fewRows = 32;
constexpr std::chrono::minutes untilForgotten{1}; // the texts, which nothing is looked for in
constexpr int manyRows = 200'000;                 // to be read at once
constexpr int sliceRows = 5'000;
constexpr std::chrono::milliseconds sliceTime{10};

std::vector<QByteArray> wordsOf(const QString &text)
{
    std::vector<QByteArray> words;
    for (const QString &word : text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        std::string folded;
        appendFolded(folded, word);
        words.push_back(QByteArray::fromStdString(folded));
    }
    return words;
}

} // namespace

FilterProxy::FilterProxy(QObject *parent) : QAbstractProxyModel(parent)
{
    m_forget.setSingleShot(true);
    m_forget.setInterval(untilForgotten);
    connect(&m_forget, &QTimer::timeout, this, [this] { m_texts.clear(); });
    connect(&m_reading, &QTimer::timeout, this, &FilterProxy::readOn);
}

void FilterProxy::setSourceModel(QAbstractItemModel *source)
{
    beginResetModel();
    for (const QMetaObject::Connection &connection : std::exchange(m_connections, {}))
        disconnect(connection);
    QAbstractProxyModel::setSourceModel(source);
    if (source)
        follow(source);
    startOver();
    endResetModel();
}

void FilterProxy::follow(QAbstractItemModel *source)
{
    using Model = QAbstractItemModel;
    const auto begin = [this] { beginResetModel(); };
    const auto end = [this] {
        startOver();
        endResetModel();
    };
    const auto anew = [begin, end] {
        begin();
        end();
    };
    m_connections = {
        connect(source, &Model::rowsInserted, this, &FilterProxy::onInserted),
        connect(source, &Model::rowsAboutToBeRemoved, this, &FilterProxy::onAboutToBeRemoved),
        connect(source, &Model::rowsRemoved, this, &FilterProxy::onRemoved),
        connect(source, &Model::dataChanged, this, &FilterProxy::onDataChanged),
        connect(source, &Model::headerDataChanged, this, &FilterProxy::headerDataChanged),
        connect(source, &Model::modelAboutToBeReset, this, begin),
        connect(source, &Model::modelReset, this, end),
        connect(source, &Model::layoutChanged, this, anew),
        connect(source, &Model::rowsMoved, this, anew),
        connect(source, &Model::columnsInserted, this, anew),
        connect(source, &Model::columnsRemoved, this, anew),
        connect(source, &QObject::destroyed, this, anew),
    };
}

void FilterProxy::setText(const QString &text)
{
    m_text = text;
    m_coming = wordsOf(text);
    const bool isMuch = sourceModel() && sourceModel()->rowCount() > manyRows;
    if (isMuch && !m_coming.empty() && !m_texts.isRead(*sourceModel())) {
        m_forget.stop();
        setReading(true);
        return;
    }
    applyWords();
}

void FilterProxy::setReading(bool on)
{
    if (on == m_reading.isActive())
        return;
    if (on)
        m_reading.start(std::chrono::milliseconds(0));
    else
        m_reading.stop();
    Q_EMIT readingChanged();
}

void FilterProxy::readOn()
{
    const QDeadlineTimer enough(sliceTime);
    while (!m_texts.readSome(*sourceModel(), sliceRows)) {
        if (enough.hasExpired())
            return;
    }
    applyWords();
}

void FilterProxy::applyWords()
{
    const bool wasReading = m_reading.isActive();
    setReading(false);
    if (m_coming == m_words && !wasReading)
        return;
    m_words = m_coming;
    // Who has cleared a search often begins the next, and reading a million rows anew takes its time.
    if (m_words.empty())
        m_forget.start();
    else
        m_forget.stop();
    rebuild();
}

void FilterProxy::setAccepts(Accepts accepts)
{
    m_accepts = std::move(accepts);
    rebuild();
}

void FilterProxy::sort(int column, Qt::SortOrder order)
{
    if (column == m_column && order == m_order)
        return;
    m_column = column;
    m_order = order;
    if (column < 0)
        m_keys.clear();
    rebuild();
}

// The source is another one, as far as we know.
void FilterProxy::startOver()
{
    m_texts.clear();
    m_keys.clear();
    m_words = m_coming;
    setReading(false);
    take(wanted());
}

void FilterProxy::rebuild()
{
    auto rows = wanted();
    if (rows == m_rows)
        return;
    beginResetModel();
    take(std::move(rows));
    endResetModel();
}

std::vector<quint32> FilterProxy::wanted()
{
    std::vector<quint32> rows;
    if (!sourceModel())
        return rows;
    const int count = sourceModel()->rowCount();
    if (!m_words.empty())
        m_texts.readAll(*sourceModel());
    if (m_words.empty() && !m_accepts) {
        rows.resize(static_cast<std::size_t>(count));
        std::iota(rows.begin(), rows.end(), 0U);
    } else {
        for (int row = 0; row < count; ++row) {
            if (accepts(row))
                rows.push_back(static_cast<quint32>(row));
        }
    }
    if (m_column >= 0) {
        m_keys.readAll(*sourceModel(), m_column);
        m_keys.sort(rows, m_order);
    }
    return rows;
}

bool FilterProxy::accepts(int row)
{
    return (m_words.empty() || m_texts.has(row, m_words)) && (!m_accepts || m_accepts(*sourceModel(), row));
}

bool FilterProxy::isBefore(quint32 one, quint32 other) const
{
    const int order = m_column < 0 ? 0 : m_keys.compare(one, other);
    if (order == 0)
        return one < other;
    return (order < 0) == (m_order == Qt::AscendingOrder);
}

int FilterProxy::placeFor(quint32 row) const
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), row,
                                        [this](quint32 one, quint32 other) { return isBefore(one, other); });
    return static_cast<int>(found - m_rows.begin());
}

// From there on the places of the source's rows are written anew; before they are right.
void FilterProxy::number(int from)
{
    for (auto i = static_cast<std::size_t>(from); i < m_rows.size(); ++i)
        m_places[m_rows[i]] = static_cast<qint32>(i);
}

void FilterProxy::take(std::vector<quint32> rows)
{
    m_rows = std::move(rows);
    m_places.assign(sourceModel() ? static_cast<std::size_t>(sourceModel()->rowCount()) : 0, -1);
    number(0);
}

void FilterProxy::onInserted(const QModelIndex &parent, int first, int last)
{
    if (parent.isValid())
        return;
    const int count = last - first + 1;
    m_texts.insert(*sourceModel(), first, last);
    m_keys.insert(*sourceModel(), first, last);
    for (quint32 &row : m_rows) {
        if (row >= static_cast<quint32>(first))
            row += static_cast<quint32>(count);
    }
    m_places.insert(m_places.begin() + first, static_cast<std::size_t>(count), -1);
    if (m_column >= 0) {
        insertSorted(first, last);
        return;
    }
    std::vector<quint32> added;
    for (int row = first; row <= last; ++row) {
        if (accepts(row))
            added.push_back(static_cast<quint32>(row));
    }
    if (added.empty())
        return;
    const int to = placeFor(static_cast<quint32>(first));
    beginInsertRows({}, to, to + static_cast<int>(added.size()) - 1);
    m_rows.insert(m_rows.begin() + to, added.begin(), added.end());
    number(to);
    endInsertRows();
}

void FilterProxy::insertSorted(int first, int last)
{
    if (last - first >= fewRows) {
        rebuild();
        return;
    }
    for (int row = first; row <= last; ++row) {
        if (accepts(row))
            insertAt(placeFor(static_cast<quint32>(row)), static_cast<quint32>(row));
    }
}

void FilterProxy::onAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    if (parent.isValid())
        return;
    std::vector<int> places;
    for (int row = first; row <= last; ++row) {
        if (const qint32 place = m_places[static_cast<std::size_t>(row)]; place >= 0)
            places.push_back(place);
    }
    if (places.empty())
        return;
    std::sort(places.begin(), places.end());
    const bool isOnePiece = places.back() - places.front() + 1 == static_cast<int>(places.size());
    if (isOnePiece) {
        removePlaces(places.front(), places.back());
    } else if (places.size() <= static_cast<std::size_t>(fewRows)) {
        for (auto place = places.rbegin(); place != places.rend(); ++place)
            removePlaces(*place, *place);
    } else {
        beginResetModel();
        std::erase_if(m_rows, [&](quint32 row) {
            return row >= static_cast<quint32>(first) && row <= static_cast<quint32>(last);
        });
        std::fill(m_places.begin() + first, m_places.begin() + last + 1, -1);
        number(0);
        endResetModel();
    }
}

void FilterProxy::removePlaces(int first, int last)
{
    beginRemoveRows({}, first, last);
    for (int place = first; place <= last; ++place)
        m_places[m_rows[static_cast<std::size_t>(place)]] = -1;
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    number(first);
    endRemoveRows();
}

void FilterProxy::onRemoved(const QModelIndex &parent, int first, int last)
{
    if (parent.isValid())
        return;
    const auto count = static_cast<quint32>(last - first + 1);
    for (quint32 &row : m_rows) {
        if (row > static_cast<quint32>(last))
            row -= count;
    }
    m_places.erase(m_places.begin() + first, m_places.begin() + last + 1);
    m_texts.remove(first, last);
    m_keys.remove(first, last);
}

void FilterProxy::onDataChanged(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles)
{
    if (first.parent().isValid())
        return;
    // How old it is changes neither order nor what is wanted.
    const bool isAge = roles.size() == 1 && roles.front() == StaleRole;
    const bool isFew = last.row() - first.row() < fewRows;
    if (!isAge) {
        m_texts.read(*sourceModel(), first.row(), last.row());
        m_keys.read(*sourceModel(), first.row(), last.row());
    }
    if (isFew) {
        for (int row = first.row(); row <= last.row(); ++row) {
            if (!isAge)
                putRight(row);
            if (const qint32 place = m_places[static_cast<std::size_t>(row)]; place >= 0)
                Q_EMIT dataChanged(index(place, first.column()), index(place, last.column()), roles);
        }
        return;
    }
    if (!isAge)
        rebuild();
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, first.column()), index(rowCount() - 1, last.column()), roles);
}

// One row that may belong in now, or out, or elsewhere.
void FilterProxy::putRight(int row)
{
    const auto value = static_cast<quint32>(row);
    const int from = m_places[value];
    const bool wanted = accepts(row);
    if (from < 0) {
        if (wanted)
            insertAt(placeFor(value), value);
        return;
    }
    if (!wanted) {
        removePlaces(from, from);
        return;
    }
    const auto i = static_cast<std::size_t>(from);
    const bool isInOrder = m_column < 0 || ((i == 0 || isBefore(m_rows[i - 1], value)) &&
                                            (i + 1 == m_rows.size() || isBefore(value, m_rows[i + 1])));
    if (isInOrder)
        return;
    // The others are in order, so it is looked for among them.
    m_rows.erase(m_rows.begin() + from);
    const int to = placeFor(value);
    m_rows.insert(m_rows.begin() + from, value);
    if (!beginMoveRows({}, from, from, {}, to > from ? to + 1 : to))
        return;
    m_rows.erase(m_rows.begin() + from);
    m_rows.insert(m_rows.begin() + to, value);
    number(std::min(from, to));
    endMoveRows();
}

void FilterProxy::insertAt(int to, quint32 row)
{
    beginInsertRows({}, to, to);
    m_rows.insert(m_rows.begin() + to, row);
    number(to);
    endInsertRows();
}

QModelIndex FilterProxy::index(int row, int column, const QModelIndex &parent) const
{
    const bool isThere =
        !parent.isValid() && row >= 0 && row < rowCount() && column >= 0 && column < columnCount();
    return isThere ? createIndex(row, column) : QModelIndex();
}

QModelIndex FilterProxy::parent(const QModelIndex &) const
{
    return {};
}

int FilterProxy::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FilterProxy::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !sourceModel() ? 0 : sourceModel()->columnCount();
}

bool FilterProxy::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

// The base asks a row of ours for it, and there may be none.
QVariant FilterProxy::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && sourceModel())
        return sourceModel()->headerData(section, orientation, role);
    return QAbstractProxyModel::headerData(section, orientation, role);
}

QModelIndex FilterProxy::mapToSource(const QModelIndex &proxy) const
{
    if (!proxy.isValid() || !sourceModel() || proxy.row() >= rowCount())
        return {};
    return sourceModel()->index(static_cast<int>(m_rows[static_cast<std::size_t>(proxy.row())]),
                                proxy.column());
}

QModelIndex FilterProxy::mapFromSource(const QModelIndex &source) const
{
    const auto row = static_cast<std::size_t>(source.row());
    if (!source.isValid() || source.parent().isValid() || row >= m_places.size() || m_places[row] < 0)
        return {};
    return createIndex(m_places[row], source.column());
}

} // namespace slipway

#include "moc_FilterProxy.cpp"
