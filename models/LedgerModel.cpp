#include "models/LedgerModel.h"

#include "domain/Json.h"
#include "models/ModelText.h"
#include "models/Roles.h"

#include <algorithm>

namespace slipway {

namespace {

// A ledger that is watched for days mustn't fill the memory: what falls off is fetched again when it is
// scrolled to.
constexpr std::size_t mostKept = 20'000;
constexpr std::size_t keptThen = 15'000;
constexpr qsizetype longestDetail = 400;

// "release/" and "release." stand for everything that begins so, as the service has it.
bool isOrBegins(const QString &text, const QString &wanted, QLatin1Char end)
{
    return wanted.isEmpty() || (wanted.endsWith(end) ? text.startsWith(wanted) : text == wanted);
}

// "state: running, environment: shop-1"
QString summaryOf(const QByteArray &payload)
{
    const auto object = objectFromBytes(payload, QStringLiteral("payload"));
    if (!object)
        return {};
    QStringList parts;
    for (auto field = object->begin(); field != object->end(); ++field) {
        const QJsonValue value = field.value();
        QString text;
        if (value.isObject())
            text = QString::fromUtf8(toBytes(value.toObject()));
        else if (value.isArray())
            text = QString::fromUtf8(toBytes(value.toArray()));
        else
            text = value.toVariant().toString();
        if (!text.isEmpty() && text != QLatin1String("{}") && text != QLatin1String("[]"))
            parts.append(field.key() + QStringLiteral(": ") + text.left(longestDetail));
    }
    return parts.join(QStringLiteral(", ")).left(longestDetail);
}

} // namespace

LedgerModel::LedgerModel(Session &session, QObject *parent) : PagedModel(session, parent)
{
    connect(&session, &Session::eventsArrived, this, &LedgerModel::onEvents);
}

void LedgerModel::ask(const Query &query)
{
    if (query == m_query)
        return;
    m_query = query;
    readAnew();
}

Pending<Listing> LedgerModel::askPage(ListQuery page)
{
    m_fresh.clear();
    page.q = m_query.text.left(200); // the service takes no more
    for (const auto &[name, value] :
         {std::pair(QStringLiteral("actor"), m_query.actor), std::pair(QStringLiteral("kind"), m_query.kind),
          std::pair(QStringLiteral("subject"), m_query.subject)}) {
        if (!value.isEmpty())
            page.more.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
    return m_session.client().events(page);
}

void LedgerModel::takePage(const Listing &page, bool isFirst)
{
    std::vector<Event> events;
    qint64 oldest = isFirst || m_events.empty() ? std::numeric_limits<qint64>::max() : m_events.back().seq;
    for (const QJsonValue &item : page.items) {
        auto event = Event::fromJson(item.toObject());
        if (!event || event->seq >= oldest)
            continue;
        oldest = event->seq;
        events.push_back(std::move(*event));
    }
    m_next = page.next;
    if (isFirst) {
        beginResetModel();
        m_events.assign(std::make_move_iterator(events.begin()), std::make_move_iterator(events.end()));
        endResetModel();
        prepend(std::exchange(m_fresh, {}));
    } else if (!events.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(events.size()) - 1);
        m_events.insert(m_events.end(), std::make_move_iterator(events.begin()),
                        std::make_move_iterator(events.end()));
        endInsertRows();
    }
    Q_EMIT loaded();
}

void LedgerModel::onEvents(const std::vector<Event> &events)
{
    if (!isActive()) {
        setDirty();
        return;
    }
    std::vector<Event> newer;
    std::copy_if(events.begin(), events.end(), std::back_inserter(newer),
                 [this](const Event &event) { return isAskedFor(event); });
    if (isLoadingFirst())
        m_fresh.insert(m_fresh.end(), newer.begin(), newer.end());
    else if (!isDirty())
        prepend(newer);
}

void LedgerModel::prepend(const std::vector<Event> &newer)
{
    const qint64 newest = m_events.empty() ? 0 : m_events.front().seq;
    const auto first =
        std::find_if(newer.begin(), newer.end(), [newest](const Event &event) { return event.seq > newest; });
    if (first == newer.end())
        return;
    beginInsertRows({}, 0, static_cast<int>(newer.end() - first) - 1);
    m_events.insert(m_events.begin(), std::make_reverse_iterator(newer.end()),
                    std::make_reverse_iterator(first));
    endInsertRows();
    // Not while more is on its way: it follows on what is the oldest now.
    if (m_events.size() <= mostKept || isLoading())
        return;
    beginRemoveRows({}, static_cast<int>(keptThen), rowCount() - 1);
    m_events.resize(keptThen);
    m_next = QString::number(m_events.back().seq);
    endRemoveRows();
}

bool LedgerModel::isAskedFor(const Event &event) const
{
    if (!m_query.actor.isEmpty() && event.actor != m_query.actor)
        return false;
    if (!isOrBegins(event.kind, m_query.kind, QLatin1Char('.')) ||
        !isOrBegins(event.subject, m_query.subject, QLatin1Char('/')))
        return false;
    if (m_query.text.isEmpty())
        return true;
    const QString all = event.actor + QLatin1Char(' ') + event.kind + QLatin1Char(' ') + event.subject +
                        QLatin1Char(' ') + QString::fromUtf8(event.payload);
    return all.contains(m_query.text, Qt::CaseInsensitive);
}

const Event &LedgerModel::event(int row) const
{
    return m_events[static_cast<std::size_t>(row)];
}

int LedgerModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int LedgerModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LedgerModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Event &one = event(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(one, index.column());
    case SortRole:
        return index.column() == Time ? QVariant(one.seq) : shown(one, index.column());
    case StateRole: // of "release.live": live
        return one.kind.section(QLatin1Char('.'), 1);
    case ProductionRole:
        return one.kind == QLatin1String("release.frozen") || one.kind == QLatin1String("release.live") ||
               one.kind == QLatin1String("addresses.swapped");
    case ReferenceRole:
        return one.subject;
    case StaleRole:
        return !m_session.isLive();
    case DetailRole:
        return tr("%1, %2: %3, %4", "time, who, what, on what")
            .arg(exactTime(one.at), one.actor, one.kind, one.subject);
    case TextRole:
        return QStringList{one.actor, one.kind, one.subject, QString::fromUtf8(one.payload)}.join(
            QLatin1Char('\n'));
    default:
        return {};
    }
}

QVariant LedgerModel::shown(const Event &event, int column) const
{
    switch (column) {
    case Time:
        return exactTime(event.at);
    case Actor:
        return event.actor;
    case What:
        return event.kind;
    case Subject:
        return event.subject;
    case Detail:
        return summaryOf(event.payload);
    default:
        return {};
    }
}

QVariant LedgerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("When");
    case Actor:
        return tr("Who");
    case What:
        return tr("What");
    case Subject:
        return tr("On what");
    case Detail:
        return tr("Details");
    default:
        return {};
    }
}

} // namespace slipway

#include "moc_LedgerModel.cpp"
