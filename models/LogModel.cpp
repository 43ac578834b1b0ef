#include "models/LogModel.h"

#include "models/Roles.h"

#include <QDateTime>
#include <QLocale>
#include <QPointer>

#include <algorithm>

using namespace std::chrono_literals;

namespace slipway {

namespace {

constexpr int page = 500;
constexpr auto pollEvery = 1s;
constexpr qsizetype blockSize = 1 << 20;

LogModel::Entry entryOf(const QJsonObject &object)
{
    LogModel::Entry entry;
    entry.id = object.value(QLatin1String("id")).toInteger();
    entry.at = instantFromText(object.value(QLatin1String("at")).toString()).value_or(Instant());
    entry.step = object.value(QLatin1String("step")).toString();
    entry.line = object.value(QLatin1String("line")).toString();
    return entry;
}

QDateTime localTime(qint64 microseconds)
{
    return QDateTime::fromMSecsSinceEpoch(microseconds / 1000);
}

} // namespace

LogModel::LogModel(Session &session, QObject *parent) : QAbstractTableModel(parent), m_session(session)
{
    m_poll.setInterval(pollEvery);
    connect(&m_poll, &QTimer::timeout, this, &LogModel::want);
    connect(&m_session, &Session::eventsArrived, this, &LogModel::onEvents);
    connect(&m_session, &Session::resynchronized, this, &LogModel::want);
    connect(&m_session, &Session::stateChanged, this, &LogModel::follow);
}

void LogModel::watch(qint64 release)
{
    if (release == m_release)
        return;
    clear();
    m_release = release;
    m_underWay = true;
    want();
    follow();
}

void LogModel::clear()
{
    ++m_round;
    beginResetModel();
    m_places.clear();
    m_blocks.clear();
    m_steps.clear();
    m_stepPlaces.clear();
    m_lastId = 0;
    m_fetching = m_wanted = false;
    m_problem.reset();
    endResetModel();
}

void LogModel::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    if (m_active)
        want();
    follow();
}

void LogModel::setUnderWay(bool underWay)
{
    if (underWay == m_underWay)
        return;
    m_underWay = underWay;
    want(); // what it said last, too
    follow();
}

void LogModel::follow()
{
    const bool polls = m_active && m_release != 0 && m_underWay && m_session.isLive();
    if (polls && !m_poll.isActive())
        m_poll.start();
    else if (!polls)
        m_poll.stop();
}

void LogModel::onEvents(const std::vector<Event> &events)
{
    const QString own = QStringLiteral("release/%1").arg(m_release);
    const bool any = std::any_of(events.begin(), events.end(),
                                 [&own](const Event &event) { return event.subject == own; });
    if (m_release != 0 && any) {
        want();
        follow();
    }
}

void LogModel::want()
{
    m_wanted = m_release != 0;
    if (m_wanted && m_active && m_session.isKnown() && !m_fetching)
        fetch();
}

void LogModel::fetch()
{
    m_wanted = false;
    m_fetching = true;
    ListQuery query;
    query.limit = page;
    if (m_lastId > 0)
        query.cursor = QString::number(m_lastId);
    const QPointer<LogModel> alive(this);
    m_session.client().log(m_release, query).then([alive, round = m_round](const Result<Listing> &lines) {
        if (!alive || alive->m_round != round)
            return;
        alive->m_fetching = false;
        if (lines)
            alive->onPage(*lines);
        else
            alive->onFailure(lines.error());
    });
}

// What may be better in a while is asked for again; the same is said once.
void LogModel::onFailure(const Problem &problem)
{
    if (problem.kind == Problem::Kind::NotFound || problem.kind == Problem::Kind::Forbidden)
        m_poll.stop();
    else if (m_active)
        m_poll.start();
    if (m_problem == problem)
        return;
    m_problem = problem;
    Q_EMIT failed(problem);
}

void LogModel::onPage(const Listing &listing)
{
    const qint64 before = m_lastId;
    std::vector<Entry> lines;
    lines.reserve(static_cast<std::size_t>(listing.items.size()));
    for (const QJsonValue &item : listing.items)
        lines.push_back(entryOf(item.toObject()));
    // Without its place it can't be told from what is there.
    std::erase_if(lines, [](const Entry &entry) { return entry.id <= 0; });
    m_problem.reset();
    follow();
    append(std::move(lines));
    // A page that brings nothing new has no next one, whatever it says.
    const bool more = !listing.next.isEmpty() && m_lastId > before;
    if (m_active && (more || m_wanted))
        fetch();
    if (!more)
        Q_EMIT loaded();
}

void LogModel::append(std::vector<Entry> lines)
{
    qint64 last = m_lastId;
    std::erase_if(lines, [&last](const Entry &entry) {
        const bool known = entry.id != 0 && entry.id <= last;
        last = std::max(last, entry.id);
        return known;
    });
    if (lines.empty())
        return;
    const int first = static_cast<int>(m_places.size());
    beginInsertRows({}, first, first + static_cast<int>(lines.size()) - 1);
    for (const Entry &entry : lines)
        m_places.push_back(placed(entry));
    m_lastId = last;
    endInsertRows();
}

LogModel::Place LogModel::placed(const Entry &entry)
{
    const QByteArray text = entry.line.toUtf8();
    if (m_blocks.empty() || m_blocks.back().size() + text.size() > blockSize) {
        m_blocks.emplace_back();
        m_blocks.back().reserve(std::max(blockSize, text.size()));
    }
    QByteArray &block = m_blocks.back();
    auto step = m_stepPlaces.constFind(entry.step);
    if (step == m_stepPlaces.constEnd()) {
        step = m_stepPlaces.insert(entry.step, static_cast<quint32>(m_steps.size()));
        m_steps.append(entry.step);
    }
    const Place place{entry.id,
                      entry.at.time_since_epoch().count(),
                      static_cast<quint32>(m_blocks.size() - 1),
                      static_cast<quint32>(block.size()),
                      static_cast<quint32>(text.size()),
                      *step};
    block.append(text);
    return place;
}

QString LogModel::textOf(const Place &place) const
{
    return QString::fromUtf8(m_blocks[place.block].constData() + place.offset,
                             static_cast<qsizetype>(place.length));
}

LogModel::Entry LogModel::entry(int row) const
{
    const Place &place = m_places[static_cast<std::size_t>(row)];
    return {place.id, Instant(Duration(place.at)), m_steps.at(static_cast<qsizetype>(place.step)),
            textOf(place)};
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_places.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Place &place = m_places[static_cast<std::size_t>(index.row())];
    const QString &step = m_steps.at(static_cast<qsizetype>(place.step));
    // Not the time, which would have to be made into words a million times.
    if (role == TextRole)
        return index.column() == 0 ? QVariant(step + QLatin1Char('\n') + textOf(place)) : QVariant();
    if (role == DetailRole) {
        return QStringLiteral("%1 · %2 · %3")
            .arg(QLocale().toString(localTime(place.at), QLocale::LongFormat), step, textOf(place));
    }
    if (role == StaleRole)
        return !m_session.isLive();
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (index.column()) {
    case Time:
        if (role == SortRole)
            return place.at;
        return localTime(place.at).toString(QStringLiteral("HH:mm:ss.zzz"));
    case StepId:
        return step;
    default:
        return textOf(place);
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case StepId:
        return tr("Step");
    case Line:
        return tr("What it said");
    default:
        return {};
    }
}

} // namespace slipway
