#include "models/CasesModel.h"

#include "models/ModelText.h"
#include "models/Roles.h"

#include <QPointer>
#include <QSet>

#include <algorithm>
#include <array>

namespace slipway {

namespace {

const QString all = QStringLiteral("all");

constexpr std::array<std::pair<CasesQuery::Owner, const char *>, 3> owners{
    {{CasesQuery::Owner::Anybody, "anybody"},
     {CasesQuery::Owner::Me, "me"},
     {CasesQuery::Owner::Nobody, "nobody"}}};

// Of one that has just come, before the service is asked again: as far as the row itself says it.
bool hasWords(const CaseRow &row, const QString &text)
{
    const QString said = QStringList{QStringLiteral("#%1").arg(row.id),
                                     row.subject,
                                     row.customer,
                                     row.application,
                                     row.contact,
                                     row.owner}
                             .join(QLatin1Char('\n'));
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&said](const QString &word) { return said.contains(word, Qt::CaseInsensitive); });
}

} // namespace

QString toText(CasesQuery::Owner owner)
{
    for (const auto &[known, name] : owners) {
        if (known == owner)
            return QLatin1String(name);
    }
    return {};
}

QJsonObject CasesQuery::toJson() const
{
    return {{QStringLiteral("state"), state},
            {QStringLiteral("owner"), toText(owner)},
            {QStringLiteral("customer"), customer},
            {QStringLiteral("text"), text}};
}

CasesQuery CasesQuery::fromJson(const QJsonObject &object)
{
    CasesQuery query;
    query.state = object.value(QLatin1String("state")).toString();
    query.customer = object.value(QLatin1String("customer")).toString();
    query.text = object.value(QLatin1String("text")).toString();
    const QString named = object.value(QLatin1String("owner")).toString();
    for (const auto &[known, name] : owners) {
        if (named == QLatin1String(name))
            query.owner = known;
    }
    return query;
}

bool CasesQuery::wants(const CaseRow &row, const QString &user) const
{
    if (state.isEmpty() ? row.isOver() : state != all && row.state != state)
        return false;
    if (owner == Owner::Nobody ? !row.owner.isEmpty() : owner == Owner::Me && row.owner != user)
        return false;
    return customer.isEmpty() || row.customer == customer;
}

CasesModel::CasesModel(Session &session, QObject *parent)
    : PagedModel(session, parent), m_refetch(session, [this](const QString &key, const Refetch::Done &done) {
          fetchOne(key.toLongLong(), done);
      })
{
    connect(&session, &Session::eventsArrived, this, &CasesModel::onEvents);
}

void CasesModel::ask(const CasesQuery &query)
{
    if (query == m_query)
        return;
    m_query = query;
    readAnew();
}

void CasesModel::setActive(bool active)
{
    PagedModel::setActive(active);
    m_refetch.setActive(active);
}

void CasesModel::onReload()
{
    m_refetch.forget();
}

Pending<Listing> CasesModel::askPage(ListQuery page)
{
    const auto narrow = [&page](const char *name, const QString &value) {
        if (!value.isEmpty())
            page.more.addQueryItem(QLatin1String(name), value);
    };
    page.q = m_query.text.simplified();
    narrow("state", m_query.state);
    narrow("customer", m_query.customer);
    narrow("sort", QStringLiteral("deadline"));
    if (m_query.owner == CasesQuery::Owner::Me)
        narrow("owner", m_session.user());
    return m_session.client().cases(page);
}

void CasesModel::takePage(const Listing &page, bool isFirst)
{
    std::vector<CaseRow> rows;
    for (const QJsonValue &item : page.items) {
        CaseRow row = CaseRow::fromJson(item.toObject());
        if (row.id > 0 && m_query.wants(row, m_session.user()))
            rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), isMoreUrgent);
    m_next = page.next;
    if (isFirst) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    } else {
        std::erase_if(rows, [this](const CaseRow &row) { return rowOf(row.id) >= 0; }); // came by the feed
        const bool follow = !rows.empty() && (m_rows.empty() || isMoreUrgent(m_rows.back(), rows.front()));
        if (follow) {
            beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
            m_rows.insert(m_rows.end(), rows.begin(), rows.end());
            endInsertRows();
        } else {
            for (const CaseRow &row : rows)
                insert(row);
        }
    }
    Q_EMIT loaded();
}

void CasesModel::fetchOne(qint64 id, const Refetch::Done &done)
{
    const QPointer<CasesModel> alive(this);
    m_session.client().supportCase(id).then([this, alive, id, done](const Result<QJsonObject> &answer) {
        if (!alive)
            return;
        const bool isGone = !answer && answer.error().kind == Problem::Kind::NotFound;
        if (const CaseRow row = answer ? CaseRow::fromJson(*answer) : CaseRow(); row.id == id)
            merge(row);
        else if (const int at = rowOf(id); isGone && at >= 0)
            remove(at);
        done(answer || isGone);
    });
}

void CasesModel::merge(const CaseRow &row)
{
    const int at = rowOf(row.id);
    if (!m_query.wants(row, m_session.user())) {
        if (at >= 0)
            remove(at);
    } else if (at >= 0) {
        change(at, row);
    } else {
        const bool isBeyond = !m_next.isEmpty() && (m_rows.empty() || isMoreUrgent(m_rows.back(), row));
        if (!isBeyond && hasWords(row, m_query.text)) // else it comes with its page
            insert(row);
    }
}

void CasesModel::insert(const CaseRow &row)
{
    const auto place = std::lower_bound(m_rows.begin(), m_rows.end(), row, isMoreUrgent);
    const int at = static_cast<int>(place - m_rows.begin());
    beginInsertRows({}, at, at);
    m_rows.insert(place, row);
    endInsertRows();
}

void CasesModel::change(int at, const CaseRow &row)
{
    CaseRow &held = m_rows[static_cast<std::size_t>(at)];
    if (held == row)
        return;
    const auto others = [&](const CaseRow &one) { return one.id != row.id && isMoreUrgent(one, row); };
    const int to = static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), others));
    if (to != at) {
        beginMoveRows({}, at, at, {}, to > at ? to + 1 : to);
        m_rows.erase(m_rows.begin() + at);
        m_rows.insert(m_rows.begin() + to, row);
        endMoveRows();
    } else {
        held = row;
    }
    Q_EMIT dataChanged(index(to, 0), index(to, ColumnCount - 1));
}

void CasesModel::remove(int at)
{
    beginRemoveRows({}, at, at);
    m_rows.erase(m_rows.begin() + at);
    endRemoveRows();
}

// What is told of its pages changes nothing in the row.
void CasesModel::onEvents(const std::vector<Event> &events)
{
    QSet<qint64> touched;
    for (const Event &event : events) {
        if (event.kind.startsWith(QLatin1String("case.")) && event.subject.startsWith(QLatin1String("case/")))
            touched.insert(QStringView(event.subject).mid(5).toLongLong());
    }
    for (const qint64 id : std::as_const(touched)) {
        if (id > 0 && !m_refetch.ask(QString::number(id)))
            setDirty();
    }
    if (!hasFailed() && !isLoading())
        reload();
}

int CasesModel::rowOf(qint64 id) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [id](const CaseRow &row) { return row.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int CasesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CasesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CasesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CaseRow &row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(row, index.column());
    case StateRole:
        return index.column() == Severity ? row.severity : row.state;
    case ReferenceRole:
        return row.handle();
    case StaleRole:
        return !m_session.isLive();
    case DetailRole:
        return sentence(row);
    default:
        return {};
    }
}

QVariant CasesModel::shown(const CaseRow &row, int column) const
{
    switch (column) {
    case Clock:
        return row.nearest() ? spokenClock(*row.nearest(), m_session.serviceTime()) : tr("no guarantee");
    case Severity:
        return stateWord(row.severity);
    case Subject:
        return QStringLiteral("#%1 %2").arg(row.id).arg(row.subject);
    case Customer:
        return row.customer.isEmpty() ? row.contact : row.customer;
    case Owner:
        return row.owner.isEmpty() ? tr("nobody") : row.owner;
    case State:
        return stateWord(row.state);
    default:
        return {};
    }
}

QString CasesModel::sentence(const CaseRow &row) const
{
    QStringList lines{tr("Case %1 is %2").arg(row.id).arg(stateWord(row.state))};
    for (const ClockRow &clock : row.clocks)
        lines.append(spokenClock(clock, m_session.serviceTime()));
    return lines.join(QLatin1Char('\n'));
}

QVariant CasesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Clock:
        return tr("Clocks");
    case Severity:
        return tr("Severity");
    case Subject:
        return tr("Case");
    case Customer:
        return tr("Customer");
    case Owner:
        return tr("Owner");
    case State:
        return tr("State");
    default:
        return {};
    }
}

} // namespace slipway

#include "moc_CasesModel.cpp"
