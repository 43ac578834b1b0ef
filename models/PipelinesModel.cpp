#include "models/PipelinesModel.h"

#include "models/Roles.h"
#include "models/ServiceWords.h"

#include <QPointer>

#include <algorithm>

namespace slipway {

namespace {

constexpr int pageSize = 200;
constexpr std::size_t mostShown = 10'000; // a list that never ends is a lie

// {"sign_off": "readiness", "by": "customer"}, a signal, an event or a time; or a sentence already.
QString waitOf(const QJsonValue &wait)
{
    if (wait.isString())
        return wait.toString();
    const QJsonObject object = wait.toObject();
    const QString signOff = object.value(QStringLiteral("sign_off")).toString();
    const QString by = object.value(QStringLiteral("by")).toString();
    if (!signOff.isEmpty() && !by.isEmpty())
        return slipway::PipelinesModel::tr("%1 signs off %2", "role, name of the sign-off")
            .arg(roleWords(by), signOffWords(signOff));
    if (!signOff.isEmpty())
        return slipway::PipelinesModel::tr("sign-off %1").arg(signOffWords(signOff));
    for (auto field = object.begin(); field != object.end(); ++field) {
        if (field.value().isString())
            return QStringLiteral("%1 %2").arg(field.key(), field.value().toString());
    }
    return {};
}

} // namespace

PipelinesModel::PipelinesModel(Session &session, QObject *parent)
    : QAbstractListModel(parent), m_session(session)
{
    connect(&session, &Session::eventsArrived, this, &PipelinesModel::onEvents);
    connect(&session, &Session::resynchronized, this, [this] {
        m_dirty = true;
        reload();
    });
    connect(&session, &Session::stateChanged, this, [this] {
        if (m_session.isLive())
            reload();
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1), {StaleRole});
    });
}

void PipelinesModel::setActive(bool active)
{
    m_active = active;
    reload();
}

void PipelinesModel::reload()
{
    if (!m_active || !m_dirty || !m_session.isKnown())
        return;
    m_dirty = m_failed = false;
    ++m_generation;
    m_coming.clear();
    fetchPage({});
}

void PipelinesModel::fetchPage(const QString &cursor)
{
    ListQuery query;
    query.limit = pageSize;
    query.cursor = cursor;
    const QPointer<PipelinesModel> alive(this);
    m_session.client().pipelines(query).then([this, alive,
                                              generation = m_generation](const Result<Listing> &page) {
        if (!alive || generation != m_generation)
            return;
        if (!page) {
            m_dirty = m_failed = true;
            Q_EMIT failed(page.error());
            return;
        }
        for (const QJsonValue &item : page->items) {
            if (PipelineRow row = PipelineRow::fromJson(item.toObject()); !row.name.isEmpty())
                m_coming.push_back(std::move(row));
        }
        if (!page->next.isEmpty() && m_coming.size() < mostShown) {
            fetchPage(page->next);
            return;
        }
        std::stable_sort(m_coming.begin(), m_coming.end(),
                         [](const PipelineRow &one, const PipelineRow &two) { return one.name < two.name; });
        if (m_coming != m_rows) {
            beginResetModel();
            m_rows = std::exchange(m_coming, {});
            endResetModel();
        }
        Q_EMIT loaded();
    });
}

void PipelinesModel::onEvents(const std::vector<Event> &events)
{
    const bool isTouched = std::any_of(events.begin(), events.end(), [](const Event &event) {
        return event.subject.startsWith(QLatin1String("pipeline/"));
    });
    if (!isTouched)
        return;
    m_dirty = true;
    reload();
}

const PipelineRow &PipelinesModel::pipeline(int row) const
{
    return m_rows[static_cast<std::size_t>(row)];
}

int PipelinesModel::rowOf(const QString &name) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&name](const PipelineRow &row) { return row.name == name; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int PipelinesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PipelinesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PipelineRow &row = pipeline(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return row.name;
    case StateRole:
        return row.origin;
    case ProductionRole:
        return false;
    case ReferenceRole:
        return QStringLiteral("pipeline/") + row.name;
    case StaleRole:
        return !m_session.isLive();
    case DetailRole:
        return tr("%1, version %2")
            .arg(row.title.isEmpty() ? row.name : titleWords(row.title))
            .arg(row.version);
    case TextRole:
        return QString(row.name + QLatin1Char('\n') + row.title);
    default:
        return {};
    }
}

std::vector<StepRow> stepsOfVerdict(const QJsonObject &verdict, bool back)
{
    std::vector<StepRow> steps;
    const QJsonArray items =
        verdict.value(back ? QStringLiteral("rollback") : QStringLiteral("steps")).toArray();
    for (const QJsonValue &item : items) {
        const QJsonObject object = item.toObject();
        StepRow step = StepRow::fromJson(object);
        if (step.id.isEmpty())
            continue;
        if (step.title.isEmpty())
            step.title = step.id;
        step.phase = back ? QStringLiteral("rollback") : QStringLiteral("forward");
        if (step.waitsFor.isEmpty())
            step.waitsFor = waitOf(object.value(QStringLiteral("wait")));
        steps.push_back(std::move(step));
    }
    return steps;
}

} // namespace slipway

#include "moc_PipelinesModel.cpp"
