#include "models/PagesModel.h"

#include "models/DutyRows.h"
#include "models/ModelText.h"
#include "models/Roles.h"
#include "models/ServicePhrases.h"

#include <QJsonArray>
#include <QLocale>
#include <QPointer>

#include <algorithm>

namespace slipway {

namespace {

std::optional<Instant> timeIn(const QJsonObject &object, const char *field)
{
    const auto time = instantFromText(object.value(QLatin1String(field)).toString());
    return time ? std::optional(*time) : std::nullopt;
}

// What may change a page: of its own, and whatever ends the paging of its case.
bool mayMove(const QString &kind)
{
    return kind.startsWith(QLatin1String("page.")) || kind == QLatin1String("case.acknowledged") ||
           kind == QLatin1String("case.solved") || kind == QLatin1String("case.closed");
}

} // namespace

PageEntry PageEntry::fromJson(const QJsonObject &object)
{
    const auto text = [&](const char *field) { return object.value(QLatin1String(field)).toString(); };
    PageEntry entry;
    entry.id = object.value(QLatin1String("id")).toInteger();
    entry.caseId = object.value(QLatin1String("case")).toInteger();
    entry.step = text("step");
    entry.to = text("to");
    entry.method = text("method");
    entry.address = text("address");
    entry.due = timeIn(object, "due");
    entry.claimed = timeIn(object, "claimed");
    entry.sent = timeIn(object, "sent");
    entry.accepted = timeIn(object, "accepted");
    entry.refused = timeIn(object, "refused");
    entry.bounced = timeIn(object, "bounced");
    entry.withdrawn = timeIn(object, "withdrawn");
    entry.acknowledged = timeIn(object, "acknowledged");
    entry.why = text("why");
    entry.attempts = object.value(QLatin1String("attempts")).toInt();
    if (const QJsonValue lateness = object.value(QLatin1String("lateness_ms")); lateness.isDouble())
        entry.latenessMs = lateness.toInteger();
    return entry;
}

QString PageEntry::state() const
{
    if (acknowledged)
        return QStringLiteral("page-acknowledged");
    if (bounced)
        return QStringLiteral("page-bounced");
    if (refused)
        return QStringLiteral("page-refused");
    if (withdrawn)
        return QStringLiteral("page-withdrawn");
    if (accepted)
        return QStringLiteral("page-accepted");
    return attempts > 0 ? QStringLiteral("page-trying") : QStringLiteral("page-due");
}

QString latenessText(qint64 ms)
{
    const QLocale locale;
    if (ms < 1000)
        return PagesModel::tr("%1 ms").arg(locale.toString(ms));
    if (ms < 60'000)
        return PagesModel::tr("%1 s").arg(locale.toString(static_cast<double>(ms) / 1000, 'f', 1));
    return longSpan(std::chrono::milliseconds(ms));
}

PagesModel::PagesModel(Session &session, QObject *parent)
    : PagedModel(session, parent),
      m_refetch(session,
                [this](const QString &number, const Refetch::Done &done) { fetchCase(number, done); })
{
    connect(&session, &Session::eventsArrived, this, &PagesModel::onEvents);
}

void PagesModel::ask(const Query &query)
{
    if (query == m_query)
        return;
    m_query = query;
    readAnew();
}

ListQuery PagesModel::listQuery(const Query &query)
{
    ListQuery list;
    list.q = query.person.left(200); // the service takes no more
    if (query.ofCase > 0)
        list.more.addQueryItem(QStringLiteral("case"), QString::number(query.ofCase));
    return list;
}

void PagesModel::setActive(bool active)
{
    m_refetch.setActive(active);
    PagedModel::setActive(active);
}

Pending<Listing> PagesModel::askPage(ListQuery page)
{
    const ListQuery asked = listQuery(m_query);
    page.q = asked.q;
    page.more = asked.more;
    return m_session.client().pages(page);
}

void PagesModel::takePage(const Listing &page, bool isFirst)
{
    std::deque<PageEntry> entries;
    qint64 oldest = isFirst || m_entries.empty() ? std::numeric_limits<qint64>::max() : m_entries.back().id;
    for (const QJsonValue &item : page.items) {
        PageEntry entry = PageEntry::fromJson(item.toObject());
        if (entry.id < 1 || entry.id >= oldest)
            continue;
        oldest = entry.id;
        entries.push_back(std::move(entry));
    }
    m_next = page.next;
    if (isFirst) {
        beginResetModel();
        m_entries = std::move(entries);
        endResetModel();
    } else if (!entries.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(entries.size()) - 1);
        m_entries.insert(m_entries.end(), std::make_move_iterator(entries.begin()),
                         std::make_move_iterator(entries.end()));
        endInsertRows();
    }
    Q_EMIT loaded();
}

void PagesModel::onEvents(const std::vector<Event> &events)
{
    for (const Event &event : events) {
        const QString number = event.subject.section(QLatin1Char('/'), 1, 1);
        if (!mayMove(event.kind) || !event.subject.startsWith(QLatin1String("case/")) ||
            (m_query.ofCase > 0 && number != QString::number(m_query.ofCase)))
            continue;
        if (!isActive()) {
            setDirty();
            return;
        }
        if (!m_refetch.ask(number)) { // a burst: one list is less than a hundred small ones
            readAnew();
            return;
        }
    }
}

void PagesModel::fetchCase(const QString &number, const Refetch::Done &done)
{
    ListQuery query = listQuery({number.toLongLong(), m_query.person});
    query.limit = pageSize;
    m_session.client().pages(query).then(
        [this, done, asked = m_query, alive = QPointer(this)](const Result<Listing> &answer) {
            if (!alive)
                return;
            // What is asked for otherwise by now comes in another way.
            if (answer && asked == m_query && !isLoadingFirst())
                merge(answer->items);
            else if (answer)
                setDirty();
            done(answer.has_value());
            if (answer && isDirty() && !isLoading())
                reload();
        });
}

void PagesModel::merge(const QJsonArray &items)
{
    for (auto item = items.end(); item != items.begin();) // the oldest first, so that newer ones come on top
        put(PageEntry::fromJson((*--item).toObject()));
}

// Older ones than those that are shown come when they are scrolled to.
void PagesModel::put(PageEntry entry)
{
    const auto place = std::lower_bound(m_entries.begin(), m_entries.end(), entry.id,
                                        [](const PageEntry &one, qint64 id) { return one.id > id; });
    const int row = static_cast<int>(place - m_entries.begin());
    if (place != m_entries.end() && place->id == entry.id) {
        if (*place == entry)
            return;
        *place = std::move(entry);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        return;
    }
    if (entry.id < 1 || (place == m_entries.end() && !m_next.isEmpty()))
        return;
    beginInsertRows({}, row, row);
    m_entries.insert(place, std::move(entry));
    endInsertRows();
}

int PagesModel::rowOf(qint64 id) const
{
    const auto place = std::lower_bound(m_entries.begin(), m_entries.end(), id,
                                        [](const PageEntry &one, qint64 wanted) { return one.id > wanted; });
    return place != m_entries.end() && place->id == id ? static_cast<int>(place - m_entries.begin()) : -1;
}

int PagesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int PagesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PagesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PageEntry &one = entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(one, index.column());
    case SortRole:
        return index.column() == Lateness ? QVariant(one.latenessMs.value_or(-1))
               : index.column() == Due    ? QVariant(one.id)
                                          : shown(one, index.column());
    case StateRole:
        return one.state();
    case ReferenceRole:
        return QStringLiteral("case/%1").arg(one.caseId);
    case StaleRole:
        return !m_session.isLive();
    case DetailRole:
        return tr("%1: %2 to %3 for case %4%5", "time, state, person, number, why")
            .arg(shown(one, Due).toString(), stateWord(one.state()), one.to, QString::number(one.caseId),
                 one.why.isEmpty() ? QString() : QStringLiteral(": ") + phraseWords(one.why));
    default:
        return {};
    }
}

QVariant PagesModel::shown(const PageEntry &entry, int column) const
{
    switch (column) {
    case State:
        return stateWord(entry.state());
    case Due:
        return entry.due ? exactTime(*entry.due) : QString();
    case To:
        return entry.to;
    case Case:
        return entry.caseId > 0 ? QStringLiteral("#%1").arg(entry.caseId) : QString();
    case Method:
        return entry.method == QLatin1String("mail") ? tr("mail") : entry.method;
    case Lateness:
        return entry.latenessMs ? latenessText(*entry.latenessMs) : QString();
    case Acknowledged:
        return entry.acknowledged && entry.due
                   ? tr("after %1").arg(longSpan(std::max(*entry.acknowledged - *entry.due, Duration())))
                   : QString();
    case Step:
        return entry.step;
    default:
        return {};
    }
}

QVariant PagesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == Lateness)
        return tr("From when it was due to when the server had taken it");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case State:
        return tr("State");
    case Due:
        return tr("Due");
    case To:
        return tr("To");
    case Case:
        return tr("Case");
    case Method:
        return tr("By");
    case Lateness:
        return tr("Late by");
    case Acknowledged:
        return tr("Acknowledged");
    case Step:
        return tr("Step");
    default:
        return {};
    }
}

} // namespace slipway

#include "moc_PagesModel.cpp"
