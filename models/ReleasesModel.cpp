#include "models/ReleasesModel.h"

#include "domain/Json.h"
#include "models/ModelText.h"
#include "models/PipelinesModel.h"
#include "models/Roles.h"
#include "models/ServiceWords.h"

#include <QPointer>

#include <algorithm>

namespace slipway {

namespace {

constexpr double longestStepMs = 1e11; // three years

bool isNewer(const ReleaseRow &row, qint64 id)
{
    return row.id > id;
}

// Production is held, or answers from the new side and may still go back.
bool touchesProduction(const ReleaseRow &row)
{
    return row.state == QLatin1String("frozen") || row.state == QLatin1String("live");
}

bool isOfARelease(const Event &event)
{
    return event.subject.startsWith(QLatin1String("release/"));
}

bool mayTouch(const Event &event)
{
    return isOfARelease(event) || event.kind.startsWith(QLatin1String("step.")) ||
           event.kind.startsWith(QLatin1String("run."));
}

} // namespace

ReleasesModel::ReleasesModel(Session &session, QObject *parent)
    : PagedModel(session, parent), m_refetch(session, [this](const QString &key, const Refetch::Done &done) {
          fetchOne(key.toLongLong(), done);
      })
{
    connect(&session, &Session::eventsArrived, this, &ReleasesModel::onEvents);
    connect(&session, &Session::stateChanged, this, [this] {
        if (m_all && m_session.isLive())
            fetchMore({});
    });
}

void ReleasesModel::setActive(bool active)
{
    PagedModel::setActive(active);
    m_refetch.setActive(active);
}

void ReleasesModel::onReload()
{
    m_refetch.forget();
    m_askedDurations.clear();
    m_askedOutlines.clear();
}

void ReleasesModel::fetchAll()
{
    m_all = true;
    fetchMore({});
}

Pending<Listing> ReleasesModel::askPage(ListQuery page)
{
    return m_session.client().releases(page);
}

void ReleasesModel::takePage(const Listing &page, bool isFirst)
{
    std::vector<ReleaseRow> rows;
    for (const QJsonValue &item : page.items) {
        if (ReleaseRow row = ReleaseRow::fromJson(item.toObject()); row.id > 0)
            rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const ReleaseRow &one, const ReleaseRow &other) { return one.id > other.id; });
    const auto isSame = [](const ReleaseRow &one, const ReleaseRow &other) { return one.id == other.id; };
    rows.erase(std::unique(rows.begin(), rows.end(), isSame), rows.end());
    for (const ReleaseRow &row : rows)
        m_ofRun.insert(row.run, row.id);
    m_next = page.next;
    if (isFirst && !m_rows.empty()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    } else {
        // What came by the feed meanwhile lies in between; the rest follows in one piece.
        const qint64 oldest = m_rows.empty() ? std::numeric_limits<qint64>::max() : m_rows.back().id;
        const auto older = std::find_if(rows.begin(), rows.end(),
                                        [oldest](const ReleaseRow &row) { return row.id < oldest; });
        std::for_each(rows.begin(), older, [this](const ReleaseRow &row) { merge(row); });
        if (older != rows.end()) {
            beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.end() - older) - 1);
            m_rows.insert(m_rows.end(), older, rows.end());
            endInsertRows();
        }
    }
    const auto added = std::min(m_rows.size(), static_cast<std::size_t>(page.items.size()));
    std::for_each(m_rows.end() - static_cast<std::ptrdiff_t>(added), m_rows.end(),
                  [this](const ReleaseRow &row) { askPipeline(row); });
    Q_EMIT loaded();
    if (m_all)
        fetchMore({});
}

void ReleasesModel::fetchOne(qint64 id, const Refetch::Done &done)
{
    const QPointer<ReleasesModel> alive(this);
    m_session.client().release(id).then([this, alive, id, done](const Result<QJsonObject> &answer) {
        if (!alive)
            return;
        const ReleaseRow row = answer ? ReleaseRow::fromJson(*answer) : ReleaseRow();
        if (row.id == id)
            merge(row);
        else if (!answer && answer.error().kind == Problem::Kind::NotFound)
            remove(id);
        const bool mayComeYet = !answer && answer.error().kind != Problem::Kind::NotFound;
        done(!mayComeYet);
    });
}

void ReleasesModel::merge(const ReleaseRow &row)
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), row.id, isNewer);
    const int place = static_cast<int>(found - m_rows.begin());
    m_ofRun.insert(row.run, row.id);
    if (found != m_rows.end() && found->id == row.id) {
        if (*found == row)
            return;
        const bool wentLive = row.state == QLatin1String("live") && found->state != row.state;
        *found = row;
        Q_EMIT dataChanged(index(place, 0), index(place, ColumnCount - 1));
        if (wentLive) // and has told how long its steps take
            m_askedDurations.remove(row.pipeline);
    } else if (found != m_rows.end() || m_next.isEmpty()) {
        beginInsertRows({}, place, place);
        m_rows.insert(found, row);
        endInsertRows();
    }
    askPipeline(row);
}

void ReleasesModel::remove(qint64 id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

void ReleasesModel::onEvents(const std::vector<Event> &events)
{
    if (!isActive()) { // what the payloads say is nobody's question now
        if (std::any_of(events.begin(), events.end(), mayTouch))
            setDirty();
        return;
    }
    QSet<qint64> touched;
    for (const Event &event : events) {
        if (isOfARelease(event)) {
            touched.insert(QStringView(event.subject).mid(8).toLongLong());
        } else if (mayTouch(event)) {
            const auto payload = objectFromBytes(event.payload, QStringLiteral("payload"));
            const qint64 run = payload ? payload->value(QStringLiteral("run")).toInteger() : 0;
            if (run > 0)
                touched.insert(m_ofRun.value(run));
        }
    }
    for (const qint64 id : std::as_const(touched)) {
        const bool isShown = rowOf(id) >= 0 || m_rows.empty() || id > m_rows.front().id;
        if (id > 0 && isShown && !m_refetch.ask(QString::number(id)))
            setDirty();
    }
    if (!hasFailed() && !isLoading())
        reload();
}

// Once for all that follow it.
void ReleasesModel::askPipeline(const ReleaseRow &row)
{
    if (!row.currentStep.isEmpty())
        askOutline(row.pipeline);
    askDurations(row);
}

void ReleasesModel::askOutline(const QString &pipeline)
{
    if (!isActive() || pipeline.isEmpty() || m_askedOutlines.contains(pipeline))
        return;
    m_askedOutlines.insert(pipeline);
    const QPointer<ReleasesModel> alive(this);
    m_session.client().pipeline(pipeline).then([this, alive, pipeline](const Result<QJsonObject> &answer) {
        if (!alive || !answer)
            return;
        Outline outline;
        for (const bool back : {true, false}) {
            for (const StepRow &step : stepsOfVerdict(*answer, back)) {
                outline.titles.insert(step.id, step.title);
                (back ? outline.back : outline.forward).append(step.id);
            }
        }
        m_outlines.insert(pipeline, outline);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, StepTitle), index(rowCount() - 1, StepTitle), {Qt::DisplayRole});
    });
}

QString ReleasesModel::stepTitle(const ReleaseRow &row) const
{
    const QString title = m_outlines.value(row.pipeline).titles.value(row.currentStep);
    return title.isEmpty() ? row.currentStep : title;
}

// Of its pipeline, unless it has ended or they are known.
void ReleasesModel::askDurations(const ReleaseRow &row)
{
    const QString name = row.pipeline;
    if (!isActive() || name.isEmpty() || m_askedDurations.contains(name) || row.isEnded())
        return;
    m_askedDurations.insert(name);
    const QString path = QStringLiteral("/api/v1/pipelines/%1/durations")
                             .arg(QString::fromLatin1(QUrl::toPercentEncoding(name)));
    const QPointer<ReleasesModel> alive(this);
    m_session.client().whole(path).then([this, alive, name](const Result<Listing> &answer) {
        if (!alive || !answer) // an older service doesn't know them
            return;
        m_durations.insert(name, timesUntilLive(answer->items));
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, StepTitle), {Qt::DisplayRole});
    });
}

// Waiting for a person takes as long as it takes, so nothing is foretold of it.
std::vector<ReleasesModel::StepTime> ReleasesModel::timesUntilLive(const QJsonArray &items)
{
    std::vector<StepTime> times;
    for (const QJsonValue &item : items) {
        const QString step = item[QLatin1String("step")].toString();
        const double ms = std::clamp(item[QLatin1String("median_ms")].toDouble(), 0.0, longestStepMs);
        if (step.isEmpty())
            continue;
        const bool waits = item[QLatin1String("waits")].toBool();
        times.push_back({step, Duration(waits ? 0 : static_cast<qint64>(ms * 1000))});
        if (item[QLatin1String("reaches")].toString() == QLatin1String("live"))
            break;
    }
    return times;
}

std::optional<ReleasesModel::Course> ReleasesModel::courseOf(const ReleaseRow &row) const
{
    const auto times = m_durations.constFind(row.pipeline);
    if (times == m_durations.constEnd())
        return std::nullopt;
    Course course;
    bool found = false;
    for (const StepTime &time : *times) {
        course.whole += time.median;
        if (time.step == row.currentStep) {
            found = true;
            course.here = time.median;
        } else if (!found) {
            course.before += time.median;
        }
    }
    return found && course.whole > Duration::zero() ? std::optional(course) : std::nullopt;
}

// By the service's clock: ours may be wrong.
Duration ReleasesModel::timeInStep(const ReleaseRow &row) const
{
    if (!row.updated)
        return Duration::zero();
    return std::max(Duration::zero(), m_session.serviceTime() - *row.updated);
}

std::optional<double> ReleasesModel::progress(int row) const
{
    const ReleaseRow &one = release(row);
    if (one.state == QLatin1String("live") || one.state == QLatin1String("finalized"))
        return 1.0;
    if (one.isEnded())
        return std::nullopt;
    const auto course = courseOf(one);
    const auto place = course ? std::nullopt : placeOf(one);
    if (place)
        return static_cast<double>(place->at) / place->steps;
    if (!course)
        return std::nullopt;
    const bool isMoving = one.waitsFor.isEmpty();
    const Duration here = isMoving ? std::min(timeInStep(one), course->here) : Duration::zero();
    return static_cast<double>((course->before + here).count()) / static_cast<double>(course->whole.count());
}

// On its way back it stands among the steps of that.
std::optional<ReleasesModel::Place> ReleasesModel::placeOf(const ReleaseRow &row) const
{
    const auto outline = m_outlines.constFind(row.pipeline);
    if (outline == m_outlines.constEnd() || row.isEnded())
        return std::nullopt;
    for (const QStringList *steps : {&outline->forward, &outline->back}) {
        if (const qsizetype at = steps->indexOf(row.currentStep); at >= 0)
            return Place{static_cast<int>(at), static_cast<int>(steps->size())};
    }
    return std::nullopt;
}

QStringList ReleasesModel::stepStates(int row) const
{
    const ReleaseRow &one = release(row);
    const auto place = placeOf(one);
    if (!place)
        return {};
    QStringList states;
    for (int step = 0; step < place->steps; ++step)
        states.append(step < place->at ? QStringLiteral("done") : QStringLiteral("pending"));
    // Where a person is asked what to do with it, it has failed.
    const bool hasFailed = one.waitsFor.startsWith(QLatin1String("operations: retry"));
    states[place->at] = hasFailed                ? QStringLiteral("failed")
                        : one.waitsFor.isEmpty() ? QStringLiteral("busy")
                                                 : QStringLiteral("waiting");
    return states;
}

QString ReleasesModel::placeWords(const ReleaseRow &row) const
{
    const auto place = placeOf(row);
    return place ? tr("Step %1 of %2: %3")
                       .arg(QString::number(place->at + 1), QString::number(place->steps), stepTitle(row))
                 : QString();
}

std::optional<Duration> ReleasesModel::eta(int row) const
{
    const ReleaseRow &one = release(row);
    const bool isMoving = (one.state == QLatin1String("running") || one.state == QLatin1String("frozen")) &&
                          one.waitsFor.isEmpty() && m_session.isLive();
    const auto course = isMoving ? courseOf(one) : std::nullopt;
    if (!course)
        return std::nullopt;
    return course->whole - course->before - std::min(timeInStep(one), course->here);
}

const ReleaseRow &ReleasesModel::release(int row) const
{
    return m_rows[static_cast<std::size_t>(row)];
}

int ReleasesModel::rowOf(qint64 id) const
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), id, isNewer);
    return found != m_rows.end() && found->id == id ? static_cast<int>(found - m_rows.begin()) : -1;
}

int ReleasesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReleasesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReleasesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ReleaseRow &row = release(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(row, index.column());
    case SortRole:
        return sortValue(row, index.column());
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return index.column() == StepTitle ? placeWords(row) : QVariant();
    case StateRole:
        return row.state;
    case ProductionRole:
        return touchesProduction(row);
    case ReferenceRole:
        return QStringLiteral("release/%1").arg(row.id);
    case StaleRole:
        return !m_session.isLive();
    case DetailRole:
        return row.waitsFor.isEmpty()
                   ? tr("Release %1 of %2 by %3 is %4")
                         .arg(QString::number(row.id), row.application, row.pipeline, stateWord(row.state))
                   : tr("Release %1 of %2 waits for: %3")
                         .arg(QString::number(row.id), row.application, waitWords(row.waitsFor));
    case TextRole:
        return QStringList{QStringLiteral("#%1").arg(row.id),
                           row.application,
                           row.pipeline,
                           row.state,
                           stateWord(row.state),
                           row.currentStep,
                           stepTitle(row),
                           row.waitsFor,
                           waitWords(row.waitsFor),
                           row.requestedBy}
            .join(QLatin1Char('\n'));
    default:
        return {};
    }
}

QVariant ReleasesModel::shown(const ReleaseRow &row, int column) const
{
    switch (column) {
    case Id:
        return QStringLiteral("#%1").arg(row.id);
    case Application:
        return row.application;
    case Pipeline:
        return row.pipeline;
    case State:
        return stateWord(row.state);
    case StepTitle:
        return stepTitle(row);
    case WaitsFor:
        return waitWords(row.waitsFor);
    case RequestedBy:
        return row.requestedBy;
    case Started:
        return row.created ? shortTime(*row.created) : QString();
    default:
        return {};
    }
}

QVariant ReleasesModel::sortValue(const ReleaseRow &row, int column) const
{
    if (column == Id)
        return row.id;
    if (column == Started)
        return row.created ? QVariant(qint64(row.created->time_since_epoch().count())) : QVariant();
    return shown(row, column);
}

QVariant ReleasesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Id:
        return tr("Release");
    case Application:
        return tr("Application");
    case Pipeline:
        return tr("Pipeline");
    case State:
        return tr("State");
    case StepTitle:
        return tr("Step");
    case WaitsFor:
        return tr("Waits for");
    case RequestedBy:
        return tr("Started by");
    case Started:
        return tr("Started");
    default:
        return {};
    }
}

} // namespace slipway

#include "moc_ReleasesModel.cpp"
