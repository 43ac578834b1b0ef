#include "models/QuarantineModel.h"

#include "domain/LocalTime.h"
#include "models/Roles.h"
#include "models/ServiceWords.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>
#include <QPointer>
#include <QTimeZone>

#include <algorithm>

namespace slipway {

namespace {

const QString newestKey = QStringLiteral("newest");

// Of today only the time: the column is narrow, and what waits is rarely old.
QString narrowTime(Instant instant)
{
    const QDateTime at = localTime(instant, QTimeZone::systemTimeZone());
    const QString time = at.toString(QStringLiteral("HH:mm"));
    const QDate today = QDate::currentDate();
    if (at.date() == today)
        return time;
    return at.date().year() == today.year() ? QLocale().toString(at.date(), QStringLiteral("d MMM ")) + time
                                            : QLocale().toString(at.date(), QLocale::ShortFormat);
}

} // namespace

QuarantineModel::QuarantineModel(Session &session, QObject *parent)
    : PagedModel(session, parent),
      m_refetch(session, [this](const QString &key, const Refetch::Done &done) { fetch(key, done); })
{
    connect(&session, &Session::eventsArrived, this, &QuarantineModel::onEvents);
}

void QuarantineModel::ask(const Query &query)
{
    if (query == m_query)
        return;
    m_query = query;
    readAnew();
}

void QuarantineModel::setActive(bool active)
{
    m_refetch.setActive(active);
    PagedModel::setActive(active);
}

Pending<Listing> QuarantineModel::askPage(ListQuery page)
{
    page.q = m_query.text.left(200); // the service takes no more
    page.more.addQueryItem(QStringLiteral("verdict"),
                           m_query.discarded ? QStringLiteral("discarded") : QStringLiteral("quarantined"));
    return m_session.client().mails(page);
}

void QuarantineModel::onReload()
{
    m_refetch.forget();
    m_gone.clear();
}

void QuarantineModel::takePage(const Listing &page, bool isFirst)
{
    std::deque<MailEntry> entries;
    qint64 oldest = isFirst || m_entries.empty() ? std::numeric_limits<qint64>::max() : m_entries.back().id;
    for (const QJsonValue &item : page.items) {
        MailEntry entry = MailEntry::fromJson(item.toObject());
        if (entry.id < 1 || entry.id >= oldest || m_gone.contains(entry.id))
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

void QuarantineModel::onEvents(const std::vector<Event> &events)
{
    for (const Event &event : events) {
        const qint64 id = mailOf(event);
        if (id == 0)
            continue;
        if (!isActive()) {
            setDirty();
            return;
        }
        const bool isNew = event.kind == QLatin1String("mail.quarantined");
        const bool isBack = event.kind == QLatin1String("mail.taken-back");
        const bool comes =
            m_query.discarded ? event.kind == QLatin1String("mail.discarded") : isNew || isBack;
        if (!comes) {
            drop(id);
            continue;
        }
        m_gone.remove(id);
        if (!m_refetch.ask(isNew ? newestKey : QString::number(id))) {
            readAnew(); // a burst: one list is less than a hundred small ones
            return;
        }
    }
}

// What is asked for otherwise by now comes in another way.
template <class Answer, class Take>
void QuarantineModel::fetched(Pending<Answer> answer, const Refetch::Done &done, Take take)
{
    answer.then([this, done, take, asked = m_query, alive = QPointer(this)](const Result<Answer> &got) {
        if (!alive)
            return;
        if (got && asked == m_query && !isLoadingFirst())
            take(*got);
        else if (got)
            setDirty();
        const bool isThere = got || got.error().kind == Problem::Kind::NotFound;
        done(isThere);
        if (isThere && isDirty() && !isLoading())
            reload();
    });
}

void QuarantineModel::fetch(const QString &key, const Refetch::Done &done)
{
    if (key != newestKey) {
        fetched(m_session.client().mail(key.toLongLong()), done,
                [this](const QJsonObject &mail) { put(MailEntry::fromJson(mail)); });
        return;
    }
    ListQuery query;
    query.limit = pageSize;
    fetched(askPage(query), done, [this](const Listing &newest) { merge(newest); });
}

// So many at once that there are others between them and what is here: all is read anew.
void QuarantineModel::merge(const Listing &newest)
{
    const qint64 oldest = newest.items.isEmpty() ? 0 : MailEntry::fromJson(newest.items.last().toObject()).id;
    if (!newest.next.isEmpty() && (m_entries.empty() || oldest > m_entries.front().id)) {
        setDirty();
        return;
    }
    for (auto item = newest.items.end(); item != newest.items.begin();) // the oldest first
        put(MailEntry::fromJson((*--item).toObject()));
}

bool QuarantineModel::belongs(const MailEntry &entry) const
{
    const QString text = entry.sender + QLatin1Char(' ') + entry.subject;
    return entry.id > 0 && !m_gone.contains(entry.id) &&
           (m_query.discarded ? entry.isDiscarded() : entry.isWaiting()) &&
           text.contains(m_query.text, Qt::CaseInsensitive);
}

std::deque<MailEntry>::const_iterator QuarantineModel::placeOf(qint64 id) const
{
    return std::lower_bound(m_entries.begin(), m_entries.end(), id,
                            [](const MailEntry &one, qint64 wanted) { return one.id > wanted; });
}

// Older ones than those that are shown come when they are scrolled to.
void QuarantineModel::put(MailEntry entry)
{
    if (!belongs(entry))
        return;
    const auto place = placeOf(entry.id);
    const int row = static_cast<int>(place - m_entries.begin());
    if (place != m_entries.end() && place->id == entry.id) {
        if (*place == entry)
            return;
        m_entries[static_cast<std::size_t>(row)] = std::move(entry);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        return;
    }
    if (place == m_entries.end() && hasMore())
        return;
    beginInsertRows({}, row, row);
    m_entries.insert(place, std::move(entry));
    endInsertRows();
}

void QuarantineModel::drop(qint64 id)
{
    m_gone.insert(id);
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
    if (m_entries.empty()) // no view asks for what comes after nothing
        fetchMore({});
}

int QuarantineModel::rowOf(qint64 id) const
{
    const auto place = placeOf(id);
    return place != m_entries.end() && place->id == id ? static_cast<int>(place - m_entries.begin()) : -1;
}

int QuarantineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int QuarantineModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QuarantineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MailEntry &one = entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(one, index.column());
    case SortRole:
        return index.column() == When   ? QVariant(one.id)
               : index.column() == Case ? QVariant(one.caseId)
                                        : shown(one, index.column());
    case ReferenceRole:
        return one.handle();
    case StaleRole:
        return !m_session.isLive();
    case DetailRole:
        return tr("%1: mail from %2, “%3”; %4", "time, sender, subject, why it waits")
            .arg(shown(one, When).toString(), one.sender, one.subject, shown(one, Why).toString());
    default:
        return {};
    }
}

QVariant QuarantineModel::shown(const MailEntry &entry, int column) const
{
    switch (column) {
    case When:
        return entry.at ? narrowTime(*entry.at) : QString();
    case From:
        return entry.sender.isEmpty() ? tr("nobody", "sender") : entry.sender;
    case Subject:
        return entry.subject.isEmpty() ? tr("(no subject)") : entry.subject;
    case Why:
        return doubtWords(entry.why);
    case Case:
        return entry.caseId > 0 ? QStringLiteral("#%1").arg(entry.caseId) : QString();
    default:
        return {};
    }
}

QVariant QuarantineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == Case)
        return tr("The case that tells of it");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When:
        return tr("When");
    case From:
        return tr("From", "sender");
    case Subject:
        return tr("Subject");
    case Why:
        return tr("Why");
    case Case:
        return tr("Case");
    default:
        return {};
    }
}

} // namespace slipway

#include "moc_QuarantineModel.cpp"
