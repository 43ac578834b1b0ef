#include "models/PlanModel.h"

#include "domain/Json.h"
#include "models/CaseRows.h"
#include "models/Roles.h"

#include <QDateTime>
#include <QJsonArray>
#include <QPointer>

#include <algorithm>

namespace slipway {

std::optional<PlannedRow> PlannedRow::fromJson(const QJsonObject &object)
{
    const auto at = instantFromText(object.value(QLatin1String("at")).toString());
    if (!at)
        return std::nullopt;
    const auto text = [&](const char *field) { return object.value(QLatin1String(field)).toString(); };
    return PlannedRow{*at,          text("step"),
                      text("to"),   stringsFromJson(object.value(QLatin1String("people"))),
                      text("when"), {}};
}

QString rankWord(const QString &rank)
{
    if (rank == QLatin1String("on-duty"))
        return PlanModel::tr("whoever is on duty");
    if (rank == QLatin1String("alternate"))
        return PlanModel::tr("the alternate");
    if (rank == QLatin1String("group"))
        return PlanModel::tr("everybody on the rota");
    if (rank == QLatin1String("manager"))
        return PlanModel::tr("the manager");
    return rank;
}

PlanModel::PlanModel(Session &session, QObject *parent) : QAbstractTableModel(parent), m_session(session) {}

void PlanModel::ask(const Wish &wish, const QTimeZone &zone)
{
    m_zone = zone;
    m_isAsking = true;
    ++m_generation;
    QJsonObject body{{QStringLiteral("at"), toText(wish.at)}};
    if (!wish.customer.isEmpty())
        body.insert(QStringLiteral("customer"), wish.customer);
    if (!wish.severity.isEmpty())
        body.insert(QStringLiteral("severity"), wish.severity);
    m_session.client().simulateDuty(body).then(
        [this, at = wish.at, alive = QPointer(this),
         generation = m_generation](const Result<QJsonObject> &answer) {
            if (!alive || generation != m_generation)
                return;
            m_isAsking = false;
            if (answer)
                take(*answer, at);
            else
                Q_EMIT failed(answer.error());
        });
}

void PlanModel::take(const QJsonObject &answer, Instant at)
{
    beginResetModel();
    m_rows.clear();
    for (const QJsonValue &item : answer.value(QLatin1String("items")).toArray()) {
        if (auto row = PlannedRow::fromJson(item.toObject()))
            m_rows.push_back(std::move(*row));
    }
    for (const QJsonValue &item : answer.value(QLatin1String("clocks")).toArray()) {
        const QJsonObject clock = item.toObject();
        const QString name = clock.value(QLatin1String("name")).toString();
        if (const auto due = instantFromText(clock.value(QLatin1String("target")).toString());
            due && !name.isEmpty())
            m_rows.push_back({*due, {}, {}, {}, {}, name});
    }
    std::stable_sort(m_rows.begin(), m_rows.end(),
                     [](const PlannedRow &one, const PlannedRow &other) { return one.at < other.at; });
    m_at = at;
    m_plan = answer.value(QLatin1String("plan")).toString();
    m_process = answer.value(QLatin1String("process")).toString();
    endResetModel();
    Q_EMIT answered();
}

QString PlanModel::inWords() const
{
    if (std::all_of(m_rows.begin(), m_rows.end(), [](const PlannedRow &row) { return row.isTarget(); }))
        return tr("Nobody would be paged.");
    const auto reached = std::find_if(m_rows.begin(), m_rows.end(),
                                      [](const PlannedRow &row) { return !row.people.isEmpty(); });
    if (reached == m_rows.end())
        return tr("Nobody can be reached: all steps lead nowhere.");
    const auto last = std::find_if(m_rows.rbegin(), m_rows.rend(),
                                   [](const PlannedRow &row) { return !row.people.isEmpty(); });
    return tr("%1 is called first, after %2; the last call goes out after %3.")
        .arg(reached->people.join(QStringLiteral(", ")), exactSpan(reached->at - at()),
             exactSpan(last->at - at()));
}

QString PlanModel::targetWords() const
{
    QStringList words;
    for (const PlannedRow &row : m_rows) {
        if (row.isTarget())
            words.append(tr("%1 after %2", "name of a clock, time")
                             .arg(clockWord(row.clock), exactSpan(row.at - at())));
    }
    return words.isEmpty()
               ? QString()
               : tr("Guaranteed by the plan “%1”: %2.").arg(m_plan, words.join(QStringLiteral(", ")));
}

int PlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PlannedRow &one = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(one, index.column());
    case StateRole:
        return one.isTarget()         ? QStringLiteral("soon")
               : one.people.isEmpty() ? QStringLiteral("nobody")
                                      : QString();
    case DetailRole:
        if (one.isTarget())
            return tr("%1: %2 is due", "time, name of a clock")
                .arg(zonedText(one.at, m_zone), clockWord(one.clock));
        return tr("%1: %2 (%3)", "time, people, whom they stand for")
            .arg(zonedText(one.at, m_zone), shown(one, People).toString(), rankWord(one.to));
    default:
        return {};
    }
}

QVariant PlanModel::shown(const PlannedRow &row, int column) const
{
    switch (column) {
    case After:
        return QLatin1Char('+') + exactSpan(row.at - at());
    case Time: {
        const QDateTime local = zonedTime(row.at, m_zone);
        // On the night the clocks change an hour comes twice: the abbreviation tells which.
        return zonedText(row.at, m_zone) + local.time().toString(QStringLiteral(":ss ")) +
               m_zone.abbreviation(local.toUTC());
    }
    case Whom:
        return row.isTarget() ? tr("guaranteed") : rankWord(row.to);
    case People:
        if (row.isTarget())
            return tr("⚑ %1 is due", "name of a clock").arg(clockWord(row.clock));
        return row.people.isEmpty() ? tr("✕ nobody can be reached") : row.people.join(QStringLiteral(", "));
    case Step:
        return row.isTarget() ? m_plan : row.step;
    case When:
        return row.when.isEmpty() ? tr("always") : row.when;
    default:
        return {};
    }
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case After:
        return tr("After");
    case Time:
        return tr("When");
    case Whom:
        return tr("Whom");
    case People:
        return tr("Who that is");
    case Step:
        return tr("Step");
    case When:
        return tr("Only where");
    default:
        return {};
    }
}

} // namespace slipway

#include "moc_PlanModel.cpp"
