#include "models/DutyModel.h"

#include "models/Roles.h"
#include "models/ServicePhrases.h"

#include <QDateTime>
#include <QJsonArray>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds soon{300};
constexpr int mostTold = 5; // gaps, and those with nobody else to follow
// So that a shift of the week is told as it is, not as the week cuts it; the service tells 100 days at most.
constexpr Duration around = std::chrono::days(40);

} // namespace

DutyModel::DutyModel(Session &session, QObject *parent)
    : QAbstractListModel(parent),
      m_session(session),
      m_week(DutyWeek::at(session.serviceTime(), QTimeZone::utc()))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(soon);
    connect(&m_soon, &QTimer::timeout, this, &DutyModel::readAnew);
    connect(&m_session, &Session::eventsArrived, this, &DutyModel::onEvents);
    connect(&m_session, &Session::resynchronized, this, [this] {
        m_isDirty = true;
        readAnew();
    });
}

void DutyModel::setActive(bool active)
{
    m_isActive = active;
    readAnew();
}

void DutyModel::tryAgain()
{
    if (!m_hasFailed)
        return;
    m_isDirty = true;
    readAnew();
}

void DutyModel::showWeek(QDate day)
{
    m_wanted = day;
    const QTimeZone zone = m_now.timeZone();
    const DutyWeek week =
        day.isValid() ? DutyWeek::of(day, zone) : DutyWeek::at(m_session.serviceTime(), zone);
    if (week.first == m_week.first && m_isLoaded && !m_isDirty)
        return;
    m_isDirty = true;
    readAnew();
}

void DutyModel::onEvents(const std::vector<Event> &events)
{
    const bool isMeant = std::any_of(events.begin(), events.end(), [](const Event &event) {
        return event.kind.startsWith(QLatin1String("duty."));
    });
    if (!isMeant)
        return;
    m_isDirty = true;
    if (!m_soon.isActive())
        m_soon.start();
}

void DutyModel::readAnew()
{
    if (!m_isActive || !m_isDirty || !m_session.isKnown())
        return;
    m_isDirty = false;
    m_hasFailed = false;
    ++m_generation;
    fetchNow();
}

// First in which zone a day begins.
void DutyModel::fetchNow()
{
    m_session.client().duty().then(
        [this, alive = QPointer(this), generation = m_generation](const Result<QJsonObject> &answer) {
            if (!alive || generation != m_generation)
                return;
            if (!answer) {
                onFailed(answer.error());
                return;
            }
            m_now = DutyNow::fromJson(*answer);
            fetchShifts();
        });
}

void DutyModel::fetchShifts()
{
    const QTimeZone zone = m_now.timeZone();
    const DutyWeek week =
        m_wanted.isValid() ? DutyWeek::of(m_wanted, zone) : DutyWeek::at(m_session.serviceTime(), zone);
    m_session.client()
        .shifts(toText(week.edges.front() - around), toText(week.edges.back() + around))
        .then([this, week, alive = QPointer(this),
               generation = m_generation](const Result<QJsonObject> &answer) {
            if (!alive || generation != m_generation)
                return;
            if (!answer) {
                onFailed(answer.error());
                return;
            }
            m_week = week;
            takeShifts(*answer);
        });
}

void DutyModel::takeShifts(const QJsonObject &answer)
{
    beginResetModel();
    m_shifts = shiftsFromJson(answer.value(QLatin1String("items")).toArray());
    std::erase_if(m_shifts, [this](const ShiftRow &shift) {
        return shift.ends <= m_week.edges.front() || shift.begins >= m_week.edges.back();
    });
    m_people = m_now.people;
    for (const ShiftRow &shift : m_shifts) {
        for (const QString &name : {shift.onDuty, shift.alternate}) {
            if (!name.isEmpty() && !m_people.contains(name)) // not known any more, but was on duty then
                m_people.append(name);
        }
    }
    m_isLoaded = true;
    endResetModel();
    Q_EMIT loaded();
}

void DutyModel::onFailed(const Problem &problem)
{
    m_hasFailed = true;
    m_isDirty = true;
    Q_EMIT failed(problem);
}

std::vector<ShiftRow> DutyModel::gaps() const
{
    std::vector<ShiftRow> gaps;
    for (const ShiftRow &shift : m_shifts) {
        if (!shift.onDuty.isEmpty())
            continue;
        if (!gaps.empty() && gaps.back().ends == shift.begins)
            gaps.back().ends = shift.ends;
        else
            gaps.push_back(shift);
    }
    return gaps;
}

QStringList DutyModel::problems() const
{
    QStringList problems;
    const QTimeZone zone = m_week.zone;
    int told = 0;
    for (const ShiftRow &gap : gaps()) {
        if (++told > mostTold)
            break;
        problems.append(tr("Nobody is on duty from %1 to %2.")
                            .arg(zonedText(gap.begins, zone), zonedText(gap.ends, zone)));
    }
    told = 0;
    for (const ShiftRow &shift : m_shifts) {
        if (shift.isAlternateReplaced && !shift.onDuty.isEmpty() && ++told <= mostTold)
            problems.append(
                tr("From %1 to %2 the alternate is %3, who is replaced then: there is nobody else.")
                    .arg(zonedText(shift.begins, zone), zonedText(shift.ends, zone), shift.alternate));
    }
    if (m_now.hasRota && m_now.alternate.isEmpty() && !m_now.onDuty.isEmpty())
        problems.append(
            tr("There is no alternate: nobody follows when %1 doesn't answer.").arg(m_now.onDuty));
    for (const QString &problem : m_now.problems)
        problems.append(phraseWords(problem));
    return problems;
}

QString DutyModel::describe(const ShiftRow &shift, const QString &person) const
{
    const QTimeZone zone = m_week.zone;
    const QString from = zonedText(shift.begins, zone);
    const QString to = zonedText(shift.ends, zone);
    if (shift.onDuty != person)
        return tr("Alternate from %1 to %2").arg(from, to);
    if (shift.override == 0)
        return tr("On duty from %1 to %2").arg(from, to);
    const QString text = shift.turn.isEmpty() || shift.turn == person
                             ? tr("Override: on duty from %1 to %2").arg(from, to)
                             : tr("Override: on duty from %1 to %2 instead of %3").arg(from, to, shift.turn);
    return shift.reason.isEmpty() ? text
                                  : tr("%1 (%2)", "what is otherwise, and why").arg(text, shift.reason);
}

int DutyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_people.size());
}

QVariant DutyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString &person = m_people.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return person;
    case StateRole:
        return person == m_now.onDuty      ? QStringLiteral("on-duty")
               : person == m_now.alternate ? QStringLiteral("alternate")
                                           : QString();
    case StaleRole:
        return !m_session.isLive();
    case DetailRole: {
        QStringList words;
        for (const ShiftRow &shift : m_shifts) {
            if (shift.onDuty == person || shift.alternate == person)
                words.append(describe(shift, person));
        }
        return words.isEmpty() ? tr("Not on duty in this week") : words.join(QStringLiteral("; "));
    }
    default:
        return {};
    }
}

} // namespace slipway

#include "moc_DutyModel.cpp"
