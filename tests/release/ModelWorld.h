// A machine that isn't there: environments, gateway, guardian and probe in memory, which keep to the
// contracts of Platform, Gateway, CutoverKeeper and OutsideProbe and refuse whatever breaks them. Every call
// can be made to fail, before or after its effect, or to stand still so that the service can be killed in it.
#pragma once
#include "service/gateway/Gateway.h"
#include "service/platform/Platform.h"
#include "service/release/CutoverKeeper.h"
#include "service/release/OutsideProbe.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

namespace slipway::model {

using Time = std::chrono::steady_clock::time_point;

struct Side
{
    enum class Database { Stopped, Primary, Standby };
    Database database = Database::Stopped;
    bool application = false; // runs
    bool quiet = true;
    bool isHealthy = true;
    int follows = 0;          // slot of its source
    qint64 changesInPass = 0; // files that change while somebody is caught up with it
    std::optional<Time> quietUntil;
    std::set<int> writes; // what its database holds
    QJsonObject code;
    QString version;
    bool door = false; // the customer is let in
    qint64 token = 0;
};

struct Hold
{
    qint64 token = 0;
    Time until;
    bool siteDown = false;
};

struct Address
{
    int slot = 0;
    qint64 token = 0; // highest seen
    qint64 fence = 0; // this and older ones are refused
    std::optional<Hold> hold;
    int inFlight = 0;
};

class World : public Platform, public Gateway, public CutoverKeeper, public OutsideProbe
{
public:
    // A production environment that serves: in slot 1, at `address`.
    void build(int slot, const QString &address);
    // The same for what a test wants to see or break.
    Side side(int slot);
    void edit(int slot, const std::function<void(Side &)> &change);
    Address at(const QString &address);

    // A client's write: waits while requests are held; true once it is acknowledged.
    bool write(const QString &address, int value);
    // The service has died: the guardian recovers whatever is open.
    void controllerGone();
    bool guardianAnswers = true;
    // From now on the dying service's calls have no effect and no answer, as those of a killed one; once
    // nobody listens to them any more they may come back.
    void die();
    void letGo();
    void live();

    // "finalSync", "hold", … as they were called.
    std::vector<QString> calls();
    void forgetCalls();
    enum class When { Before, After };
    // The next call of this name fails, its effect done or not.
    void failNext(const QString &call, When when, const Problem &problem);
    // The next call of this name stands still until its stop token says so; `reached` is told. With `first`:
    // the next one after one of that name.
    void standStillNext(const QString &call, When when, std::function<void()> reached,
                        const QString &first = {});
    // The next call of this name tells that it begins, and goes on.
    void callNext(const QString &call, std::function<void()> reached);
    // Takes so long in every call of this name, unless stopped.
    void slowDown(const QString &call, Duration by);
    QStringList violations(); // contracts that were broken
    // Something goes down or comes up inside an environment.
    void happen(Incident incident);

    // Platform
    Result<void> create(const Application &, const Environment &, const Work &) override;
    Result<void> clone(const Application &, const Environment &target, const Environment &source,
                       const Work &work) override;
    Result<void> start(const Environment &environment, const Work &work) override;
    Result<void> stop(const Environment &environment, const Work &work) override;
    Result<void> destroy(const Environment &environment, const Work &work) override;
    Result<EnvironmentHealth> health(const Environment &environment) override;
    Result<void> setQuiet(const Environment &environment, bool quiet, const Work &work) override;
    Result<SshEndpoint> openAccess(const Environment &environment, const QStringList &keys,
                                   const Work &work) override;
    Result<void> closeAccess(const Environment &environment, const Work &work) override;
    Result<Manifest> codeManifest(const Environment &environment, const Work &work) override;
    Result<QJsonObject> disk(const Environment &environment) override;
    Result<FollowReport> follow(const Environment &follower, const Environment &source,
                                const Work &work) override;
    Result<FollowReport> following(const Environment &follower, const Environment &source) override;
    Result<void> unfollow(const Environment &follower, const Environment &source, const Work &work) override;
    Result<void> quiesce(const Environment &source, Duration lease, const Work &work) override;
    Result<SyncReport> finalSync(const Environment &follower, const Environment &source,
                                 const Work &work) override;
    Result<QJsonObject> compare(const Environment &follower, const Environment &source,
                                const Work &work) override;
    Result<QString> promote(const Environment &follower, const Work &work) override;
    Result<void> resume(const Environment &environment, const Work &work) override;
    Result<void> standBy(const Environment &environment, const Work &work) override;
    std::vector<Problem> collectMail() override { return {}; }
    Result<Incidents> incidents(qint64 since) override;

    // Gateway
    Result<std::vector<GatewayRoute>> routes() override;
    Result<GatewayRoute> route(const QString &address) override;
    Result<void> setRoute(const QString &address, int slot, qint64 token) override;
    Result<void> hold(const QString &address, qint64 token, Duration lease, bool siteDown) override;
    Result<void> release(const QString &address, qint64 token) override;
    Result<void> swap(const QString &first, const QString &second, qint64 token) override;
    Result<void> fence(const QString &address, qint64 token) override;

    // CutoverKeeper
    Result<void> begin(const Cutover &cutover) override;
    Result<void> end(qint64 release) override;
    Result<CutoverOutcome> recover(qint64 release) override;
    Result<std::optional<CutoverOutcome>> outcome(qint64 release) override;

    // OutsideProbe
    Result<void> start(const Target &target) override;
    bool isRunning(const Target &target) override;
    Result<QJsonObject> finish(const Target &target) override;

private:
    struct Injection
    {
        QString call;
        When when = When::Before;
        std::optional<Problem> problem;
        std::function<void()> reached;
        QString first; // not before a call of this name
        bool goesOn = false;
    };
    // Around every call: what a test has planned for it.
    Result<void> enter(const QString &call, const std::stop_token &stop);
    Result<void> leave(const QString &call, const std::stop_token &stop);
    Result<void> meet(const QString &call, When when, const std::stop_token &stop);
    Result<Side *> take(const Environment &environment, const Work &work); // with its token checked
    Result<void> allowed(Address &address, qint64 token);
    void lapse(); // what has a lease and is over, is over
    void serve(Side &side);
    CutoverOutcome recovery(const Cutover &cutover, const QString &trigger);
    void breaks(const QString &what) { m_violations.append(what); }

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<int, Side> m_sides;
    std::map<QString, Address> m_addresses;
    std::map<qint64, Cutover> m_cutovers;
    std::map<qint64, CutoverOutcome> m_outcomes;
    std::set<QString> m_probes;
    std::vector<Injection> m_injections;
    std::map<QString, Duration> m_slow;
    std::vector<QString> m_calls;
    QStringList m_violations;
    std::vector<Incident> m_incidents;
    bool m_dead = false;
    bool m_letGo = false;
};

} // namespace slipway::model
