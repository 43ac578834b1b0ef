// What is wrong now, worst first, for somebody who was paged: what, since when, whose turn it is, what
// changed last, and where the next safe action is. Says nothing while all is well.
#pragma once
#include "models/Rows.h"
#include "models/Session.h"

#include <QTimer>

#include <map>
#include <set>

namespace slipway {

struct Trouble
{
    enum class Kind { Connection, Held, Stuck, Down, Brake }; // worst first
    Kind kind = Kind::Stuck;
    QString what; // "Release 214 of northwind/shop can't go on: …"
    std::optional<Instant> since;
    QString turn;      // who has to do what
    QString changed;   // what changed last there; may be empty
    QString reference; // where the next safe action is; empty: nowhere here
    bool operator==(const Trouble &) const = default;
};

class TroubleWatch : public QObject
{
    Q_OBJECT

public:
    explicit TroubleWatch(Session &session, QObject *parent = nullptr);

    const std::vector<Trouble> &troubles() const { return m_troubles; }
    int inFlight() const; // releases that are under way or wait for somebody, but not yet live
    int live() const;     // and may still go back: they wait to be finalized
    bool isBrakeOn() const { return m_brake.value(QLatin1String("on")).toBool(); }

    void look(); // time alone may make it worse; happens by itself every second

Q_SIGNALS:
    void changed();

private:
    struct Open // a release that isn't over
    {
        ReleaseRow row;
        QString stuckAt; // title of the step, when a person decides
        QString problem;
        bool operator==(const Open &) const = default;
    };
    struct Down // production of an application
    {
        Instant since;
        QStringList appliances; // empty: not looked at yet, or well again
        QString changed;
        std::optional<Instant> well; // since then; what keeps falling over is one outage
    };

    void onEvents(const std::vector<Event> &events);
    void fetchAll();
    void fetchWanted();
    void fetchReleases();
    void takeReleases(const QJsonArray &items);
    void fetchSteps(qint64 id);
    void fetchBrake();
    void fetchIncidents(const char *kind);
    void fetchGateway();
    void onGateway(const QJsonObject &event);
    void onIncident(const QJsonObject &event);
    void checkDown(const QString &handle);
    void askWhatChanged(const QString &handle);
    void compose();
    void addConnection(std::vector<Trouble> &troubles) const;
    void addReleases(std::vector<Trouble> &troubles) const;

    Session &m_session;
    QTimer m_soon; // one fetch for many events
    QTimer m_tick;
    std::map<qint64, Open> m_open;
    std::map<QString, Down> m_down; // by application
    QJsonObject m_brake;
    std::optional<Instant> m_gatewaySilent;
    std::vector<Trouble> m_troubles;
    std::optional<Instant> m_staleSince;
    bool m_fetching = false;
    bool m_again = false;
    bool m_wantsReleases = false; // of the next fetch
    bool m_wantsBrake = false;
    std::set<QString> m_toCheck; // applications
    int m_shownInFlight = 0;     // when changed() was said last
    int m_shownLive = 0;
    bool m_shownBrake = false;
};

} // namespace slipway
