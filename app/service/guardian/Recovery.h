// Brings production back when a cutover's controller has gone or hangs: shuts the controller out, then asks
// the gateway which side the address leads to. Before the swap the old side serves again; after it the old
// side stands down: its lease must not bring its jobs back to life. What was done is written down beside the
// cutover.
#pragma once
#include "service/gateway/Gateway.h"
#include "service/guardian/EnvironmentStarter.h"
#include "service/guardian/Incidents.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

namespace slipway {

class Recovery
{
public:
    // Where an address leads while the gateway is down.
    using SavedSlot = std::function<Result<int>(const QString &address)>;
    // `folder` is DATA/run: cutover-<release>.json lie there. Unfinished ones are read.
    Recovery(QString folder, Gateway &gateway, SavedSlot savedSlot, EnvironmentStarter &environments,
             Incidents &incidents);
    ~Recovery();
    Recovery(const Recovery &) = delete;
    Recovery &operator=(const Recovery &) = delete;

    // From now on old sides that cling to their work are reminded.
    void start();

    Result<void> begin(const Cutover &cutover, const ProcessId &controller);
    // The controller has finished; after a swap the old side stands down, and the journal stays until it has.
    Result<void> end(qint64 release);
    // The recorded outcome if it was recovered before.
    Result<CutoverOutcome> recover(qint64 release, const QString &trigger);
    // A recovery under way makes no further attempt, and nobody is reminded.
    void stop();
    // Nothing when it runs undisturbed; waits for a recovery that is under way.
    std::optional<CutoverOutcome> outcome(qint64 release);

    std::vector<Cutover> open() const;                                        // not recovered yet
    std::vector<qint64> openOf(const std::optional<ProcessId> &except) const; // by other controllers
    bool controllerAlive() const;                                             // of any open one
    // What its controller held until the lease ended. To be asked every few milliseconds while one is open.
    std::vector<qint64> lapsed() const;

private:
    struct Record
    {
        Cutover cutover;
        ProcessId controller;
        std::optional<CutoverOutcome> outcome;
        std::mutex busy;
    };
    using RecordPtr = std::shared_ptr<Record>;

    QString fileOf(qint64 release) const;
    Result<void> save(const Record &record) const;
    RecordPtr find(qint64 release) const;
    // Where the address leads, also while the gateway is down.
    Result<int> slotOf(const QString &address) const;
    // Again and again for a while, as long as nobody stops us: an init that died at the same time comes back.
    Result<void> insist(const std::function<Result<void>()> &attempt);
    CutoverOutcome bringBack(const Cutover &cutover);
    std::vector<RecordPtr> clinging() const; // with m_mutex locked
    void remindClinging();
    void remind(Record &record);
    void serveAgain(const Cutover &cutover, const GatewayRoute &route, CutoverOutcome &outcome);

    QString m_folder;
    Gateway &m_gateway;
    SavedSlot m_savedSlot;
    EnvironmentStarter &m_environments;
    Incidents &m_incidents;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed; // an outcome, or m_stopping
    bool m_stopping = false;
    std::map<qint64, RecordPtr> m_records;
    std::jthread m_reminder;
};

} // namespace slipway
