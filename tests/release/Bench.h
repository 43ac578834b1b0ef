// One application on the model machine with the real store and the real engine: what the tests of releases
// start from. The service can be killed and started again.
#pragma once
#include "release/ModelWorld.h"
#include "service/ipc/DataFolder.h"
#include "service/release/ReleaseDesk.h"
#include "service/release/ReleaseParts.h"
#include "service/release/ReleaseService.h"
#include "service/store/Store.h"

#include <QTemporaryDir>

#include <atomic>
#include <thread>

namespace slipway::model {

// The shipped pipeline as "quick", its waiting times made short.
QByteArray quickPipeline();

// The real time, until somebody sets the wall clock.
class SettableClock final : public Clock
{
public:
    Instant now() const override { return m_real.now() + Duration(m_by.load()); }
    Duration monotonic() const override { return m_real.monotonic(); }
    void jump(Duration by) { m_by += by.count(); }

private:
    SystemClock m_real;
    std::atomic<qint64> m_by{0};
};

class Bench
{
public:
    Bench();
    ~Bench();

    World world;
    SettableClock clock;
    static constexpr int production = 1; // slot at the beginning
    QString address;                     // of production

    ReleaseService &service() { return *m_service; }
    Store &store() { return *m_store; }
    Engine &engine() { return *m_engine; }
    void startService();
    void killService(); // the guardian sees it

    // Starts a release by "eva" with the shipped pipeline, its waiting times made short.
    Result<Release> begin(const QJsonObject &inputs = {}, const QString &pipeline = QStringLiteral("quick"));
    Result<void> signReadiness(qint64 id); // by the customer, once it is waited for
    // The customer signs where that is waited for, operations retries what failed.
    void doWhatIsAsked(qint64 id);
    // Waits until the release is in one of the states, or waits for a person in one of these steps.
    bool await(qint64 id, const QStringList &states);
    bool awaitStep(qint64 id, const QString &step, StepState state);
    // Waits until nothing moves and a decision is asked for: "operations: …".
    bool awaitDecision(qint64 id);
    QString state(qint64 id);
    QString describe(qint64 id); // where it stands, for a failed test's message
    Result<Step> step(qint64 id, const QString &name);
    Application application();

    // A client that writes all the time, and remembers what was acknowledged.
    void startWriting();
    void stopWriting();
    std::set<int> acknowledged();
    int failedWrites() const { return m_failedWrites; }

    // Empty when all is well: one side serves, it is the catalog's production, it has every acknowledged
    // write, nobody broke a contract, the gateway holds nothing.
    QStringList wrong();

private:
    QTemporaryDir m_directory;
    std::optional<DataFolder> m_folder;
    std::unique_ptr<Store> m_store;
    std::shared_ptr<ActivityRegistry> m_registry;
    ReleaseDesk m_desk;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<ReleaseService> m_service;
    std::jthread m_writer;
    std::mutex m_mutex;
    std::set<int> m_acknowledged;
    std::atomic<int> m_failedWrites{0};
};

} // namespace slipway::model
