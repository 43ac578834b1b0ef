// A week of the rota by person: a row for each, with what they are on duty for. The picture is painted from
// its shifts; the rows are for whoever has them read out.
#pragma once
#include "models/DutyRows.h"
#include "models/Session.h"

#include <QAbstractListModel>
#include <QTimer>

namespace slipway {

class DutyModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit DutyModel(Session &session, QObject *parent = nullptr);

    void setActive(bool active); // asks nothing while nobody looks
    void tryAgain();
    void showWeek(QDate day); // the week with this day; an invalid one: the one with today
    void showToday() { showWeek({}); }

    const DutyNow &now() const { return m_now; }
    const DutyWeek &week() const { return m_week; }
    const std::vector<ShiftRow> &shifts() const { return m_shifts; } // of the week
    bool isLoaded() const { return m_isLoaded; }
    bool hasFailed() const { return m_hasFailed; }
    bool isThisWeek() const { return m_week.has(m_session.serviceTime()); }

    const QStringList &people() const { return m_people; }
    std::vector<ShiftRow> gaps() const;
    QStringList problems() const; // of the week and of those who take turns, a sentence each
    // "on duty Mon 9:00 to Tue 9:00 instead of Eva: dentist"
    QString describe(const ShiftRow &shift, const QString &person) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void loaded();
    void failed(const slipway::Problem &problem);

private:
    void readAnew();
    void fetchNow();
    void fetchShifts();
    void takeShifts(const QJsonObject &answer);
    void onEvents(const std::vector<Event> &events);
    void onFailed(const Problem &problem);

    Session &m_session;
    QTimer m_soon;
    QDate m_wanted; // invalid: today
    DutyNow m_now;
    DutyWeek m_week;
    std::vector<ShiftRow> m_shifts;
    QStringList m_people;
    int m_generation = 0; // what was asked in an earlier one isn't for this one
    bool m_isActive = false;
    bool m_isDirty = true;
    bool m_isLoaded = false;
    bool m_hasFailed = false;
};

} // namespace slipway
