// Who is on duty and who next, and the nearest target of all open cases: kept by the feed, and by the clock
// when a turn ends or a target passes.
#pragma once
#include "models/DutyRows.h"
#include "models/Session.h"

#include <QTimer>

namespace slipway {

struct TargetRow
{
    qint64 caseId = 0;
    QString subject;
    QString clock; // "first-response"
    Instant at;
    bool operator==(const TargetRow &) const = default;
    static std::optional<TargetRow> fromJson(const QJsonObject &object);
};

class DutyWatch : public QObject
{
    Q_OBJECT

public:
    explicit DutyWatch(Session &session, QObject *parent = nullptr);

    bool isKnown() const { return m_isKnown; } // who is on duty
    const DutyNow &now() const { return m_now; }
    bool areTargetsKnown() const { return m_areTargetsKnown; }
    const std::optional<TargetRow> &next() const { return m_next; }
    // Passed and still not met: the first of so many.
    const std::optional<TargetRow> &firstPast() const { return m_firstPast; }
    int past() const { return m_past; }

    void look(); // whether time alone has changed something; happens by itself every second

Q_SIGNALS:
    void changed();
    void ticked(); // a second later: what counts down has to be said anew

private:
    void onEvents(const std::vector<Event> &events);
    void fetchWanted();
    void fetchDuty();
    void fetchTargets();

    Session &m_session;
    QTimer m_soon; // one fetch for many events
    QTimer m_tick;
    DutyNow m_now;
    std::optional<TargetRow> m_next;
    std::optional<TargetRow> m_firstPast;
    int m_past = 0;
    bool m_isKnown = false;
    bool m_areTargetsKnown = false;
    bool m_wantsDuty = false; // of the next fetch
    bool m_wantsTargets = false;
    bool m_fetchesDuty = false;
    bool m_fetchesTargets = false;
    std::optional<Instant> m_askedAfter; // the end or target for which it was asked already
};

} // namespace slipway
