#include "models/PlanModel.h"

#include "domain/Json.h"
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
    return PlannedRow{*at, text("step"), text("to"), stringsFromJson(object.value(QLatin1String("people"))),
                      text("when")};
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

void PlanModel::ask(Instant at, const QTimeZone &zone)
{
    m_zone = zone;
    m_isAsking = true;
    ++m_generation;
    m_session.client()
        .simulateDuty(toText(at))
        .then(
            [this, at, alive = QPointer(this), generation = m_generation](const Result<QJsonObject> &answer) {
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
    m_at = at;
    m_process = answer.value(QLatin1String("process")).toString();
    endResetModel();
    Q_EMIT answered();
}

QString PlanModel::inWords() const
{
    if (m_rows.empty())
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
        return one.people.isEmpty() ? QStringLiteral("nobody") : QString();
    case DetailRole:
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
        return rankWord(row.to);
    case People:
        return row.people.isEmpty() ? tr("✕ nobody can be reached") : row.people.join(QStringLiteral(", "));
    case Step:
        return row.step;
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
