// A service in small around remote.run: a store with one host, sealed secrets, the pool and the engine.
#pragma once
#include "service/engine/Engine.h"
#include "service/remote/RemoteRunActivity.h"
#include "service/secrets/SealedFileSecrets.h"
#include "service/store/HostRepository.h"

#include <condition_variable>
#include <mutex>

namespace slipway::test {

class Indifferent final : public RunListener
{
public:
    Result<void> onChange(Transaction &, const RunChange &) override { return {}; }
};

class RemoteWorld
{
public:
    // `around` may put something between the engine and the activity.
    using Around = std::function<std::shared_ptr<Activity>(std::shared_ptr<Activity>)>;

    using More = std::function<void(ActivityRegistry &)>;

    RemoteWorld(const QString &folder, const Host &host, const QByteArray &key, const Around &around = {},
                const More &more = {})
        : secrets(folder, QString()), pool(secrets)
    {
        Store::Options options;
        options.file = folder + QStringLiteral("/slipway.db");
        options.signingKeyFile = folder + QStringLiteral("/ledger.key");
        options.clock = &m_clock;
        store = must(Store::open(options));
        must(secrets.put(host.secret, key));
        static_cast<void>(store->write([&](Transaction &transaction) -> Result<void> {
            const auto added = HostRepository::add(transaction, QStringLiteral("eva"), host);
            return added ? Result<void>() : Failure(added.error()); // known from an earlier life
        }));
        m_subscription = store->subscribe([this](const std::vector<Event> &) {
            const std::lock_guard lock(m_mutex);
            ++m_commits;
            m_wake.notify_all();
        });
        auto registry = std::make_shared<ActivityRegistry>();
        std::shared_ptr<Activity> activity = std::make_shared<RemoteRunActivity>(*store, pool);
        registry->add(around ? around(activity) : activity);
        if (more)
            more(*registry);
        engine = std::make_unique<Engine>(*store, registry, m_listener, Engine::Options());
        must(engine->start());
    }
    ~RemoteWorld()
    {
        engine.reset();
        store->unsubscribe(m_subscription);
    }

    template <class T>
    static T must(Result<T> result)
    {
        if (!result)
            qFatal("%s", qUtf8Printable(result.error().text()));
        if constexpr (!std::is_void_v<T>)
            return std::move(*result);
    }

    qint64 run(const QByteArray &steps)
    {
        const ParsedDefinition parsed =
            parseDefinition("name: p\nversion: 1\nsteps:\n" + steps, QStringLiteral("p"), nullptr);
        if (!parsed.definition)
            qFatal("%s", qUtf8Printable(parsed.problems.front().text()));
        StartRun request;
        request.definition = *parsed.definition;
        request.subject = QStringLiteral("app/a");
        request.actor = QStringLiteral("eva");
        return must(engine->startRun(request));
    }

    // Looks after every commit; the state that came, of those that `run` may come to rest in.
    RunState rest(qint64 run)
    {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        for (;;) {
            int seen = 0;
            {
                const std::lock_guard lock(m_mutex);
                seen = m_commits;
            }
            const RunState state = engine->state(run).value_or(RunState::Failed);
            if (state != RunState::Running && state != RunState::Undoing)
                return state;
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait_until(lock, end, [&] { return m_commits != seen; }))
                return state;
        }
    }

    Step step(qint64 run, const QString &id) const
    {
        for (const Step &one : engine->steps(run).value_or(std::vector<Step>())) {
            if (one.id == id)
                return one;
        }
        return {};
    }
    QString problem(qint64 run, const QString &id) const
    {
        return Problem::fromJson(step(run, id).problem, 500).text();
    }

    std::unique_ptr<Store> store;
    SealedFileSecrets secrets;
    SshPool pool;
    std::unique_ptr<Engine> engine;

private:
    SystemClock m_clock;
    Indifferent m_listener;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    int m_commits = 0;
    int m_subscription = 0;
};

} // namespace slipway::test
