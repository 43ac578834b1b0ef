// A real store on disk, a real engine, and activities that do what a test tells them to.
#pragma once
#include "domain/Json.h"
#include "service/engine/Engine.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>

namespace slipway::test {

// Everything the activities were asked, in order, and how they answer.
class Script
{
public:
    using Apply = std::function<Result<QJsonObject>(const StepContext &)>;
    using Observe = std::function<Result<Observation>(const StepContext &)>;
    using Undo = std::function<Result<void>(const StepContext &)>;

    void onApply(const QString &step, Apply answer) { set(m_apply, step, std::move(answer)); }
    void onObserve(const QString &step, Observe answer) { set(m_observe, step, std::move(answer)); }
    void onUndo(const QString &step, Undo answer) { set(m_undo, step, std::move(answer)); }

    QStringList calls() const
    {
        const std::lock_guard lock(m_mutex);
        return m_calls;
    }
    void clear()
    {
        const std::lock_guard lock(m_mutex);
        m_calls.clear();
    }

    Result<QJsonObject> apply(const StepContext &context)
    {
        note(QStringLiteral("apply"), context);
        const Apply answer = get(m_apply, context.step);
        return answer ? answer(context) : QJsonObject{{QStringLiteral("step"), context.step}};
    }
    Result<Observation> observe(const StepContext &context)
    {
        note(QStringLiteral("observe"), context);
        const Observe answer = get(m_observe, context.step);
        return answer ? answer(context) : Observation::notDone();
    }
    Result<void> undo(const StepContext &context)
    {
        note(QStringLiteral("undo"), context);
        const Undo answer = get(m_undo, context.step);
        return answer ? answer(context) : Result<void>();
    }

private:
    template <class Map, class Answer>
    void set(Map &map, const QString &step, Answer answer)
    {
        const std::lock_guard lock(m_mutex);
        map[step] = std::move(answer);
    }
    template <class Map>
    typename Map::mapped_type get(const Map &map, const QString &step) const
    {
        const std::lock_guard lock(m_mutex);
        const auto found = map.find(step);
        return found == map.end() ? typename Map::mapped_type() : found->second;
    }
    void note(const QString &what, const StepContext &context)
    {
        const std::lock_guard lock(m_mutex);
        m_calls.append(QStringLiteral("%1 %2").arg(what, context.step));
    }

    mutable std::mutex m_mutex;
    QStringList m_calls;
    std::map<QString, Apply> m_apply;
    std::map<QString, Observe> m_observe;
    std::map<QString, Undo> m_undo;
};

class Scripted final : public Activity
{
public:
    Scripted(QString name, std::shared_ptr<Script> script, int version = 1)
        : m_name(std::move(name)), m_script(std::move(script)), m_version(version)
    {
    }
    QString name() const override { return m_name; }
    int version() const override { return m_version; }
    Result<QStringList> preview(const StepContext &context) override
    {
        return QStringList{QString::fromUtf8(toBytes(context.with))};
    }
    Result<Observation> observe(const StepContext &context) override { return m_script->observe(context); }
    Result<QJsonObject> apply(const StepContext &context) override { return m_script->apply(context); }
    Result<void> undo(const StepContext &context, const QJsonObject &) override
    {
        return m_script->undo(context);
    }

private:
    QString m_name;
    std::shared_ptr<Script> m_script;
    int m_version;
};

// Blocks an activity until the test opens it (or it is told to stop); tells the test that it has come.
class Door
{
public:
    bool pass(const std::stop_token &stop = {})
    {
        std::unique_lock lock(m_mutex);
        ++m_arrived;
        m_wake.notify_all();
        return m_wake.wait(lock, stop, [this] { return m_open; });
    }
    bool waitForArrivals(int count)
    {
        std::unique_lock lock(m_mutex);
        return m_wake.wait_for(lock, std::chrono::seconds(20), [&] { return m_arrived >= count; });
    }
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_open = true;
        m_wake.notify_all();
    }
    int arrived()
    {
        const std::lock_guard lock(m_mutex);
        return m_arrived;
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    int m_arrived = 0;
    bool m_open = false;
};

class Listener final : public RunListener
{
public:
    Result<void> onChange(Transaction &transaction, const RunChange &change) override
    {
        const std::lock_guard lock(m_mutex);
        if (refusals > 0 && change.stepState == StepState::Done) {
            --refusals;
            return fail(Problem::Kind::Unavailable, QStringLiteral("the desk is not ready"));
        }
        if (!change.entered.isEmpty())
            transaction.append({change.actor, QStringLiteral("desk.") + change.entered, change.subject, {}});
        if (!change.reached.isEmpty())
            transaction.append({change.actor, QStringLiteral("desk.") + change.reached, change.subject, {}});
        if (!change.left.isEmpty())
            transaction.append(
                {change.actor, QStringLiteral("desk.left-") + change.left, change.subject, {}});
        return {};
    }

    std::atomic<int> refusals{0}; // so many times it takes no step's end

private:
    std::mutex m_mutex;
};

class Fixture
{
public:
    explicit Fixture(const Clock &clock, QString folder = {})
        : m_clock(clock), m_folder(folder.isEmpty() ? m_temporary.path() : std::move(folder))
    {
        script = std::make_shared<Script>();
        setVersion(1);
        open();
    }
    ~Fixture() { close(); }

    void setVersion(int version)
    {
        auto registry = std::make_shared<ActivityRegistry>();
        for (const char *name : {"do", "other"})
            registry->add(std::make_shared<Scripted>(QString::fromLatin1(name), script, version));
        activities = registry;
    }

    // The service starts; everything that was before is only on disk.
    void open(Engine::Options options = {})
    {
        Store::Options where;
        where.file = m_folder + QStringLiteral("/slipway.db");
        where.signingKeyFile = m_folder + QStringLiteral("/signing.key");
        where.clock = &m_clock;
        auto opened = Store::open(where);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().text()));
        store = std::move(*opened);
        m_subscription = store->subscribe([this](const std::vector<Event> &events) {
            const std::lock_guard lock(m_mutex);
            m_seen += static_cast<int>(events.size());
            m_wake.notify_all();
        });
        engine = std::make_unique<Engine>(*store, activities, listener, options);
        if (const auto started = engine->start(); !started)
            qFatal("%s", qPrintable(started.error().text()));
    }

    void close()
    {
        engine.reset();
        if (store)
            store->unsubscribe(m_subscription);
        store.reset();
    }

    void restart(Engine::Options options = {})
    {
        close();
        open(options);
    }

    static Definition define(const QByteArray &steps, const QByteArray &rest = {})
    {
        const ParsedDefinition parsed =
            parseDefinition("name: p\nversion: 1\nsteps:\n" + steps + rest, QStringLiteral("p"), nullptr);
        if (!parsed.definition)
            qFatal("%s", qPrintable(parsed.problems.front().text()));
        return *parsed.definition;
    }

    qint64 run(const QByteArray &steps, const QByteArray &rest = {},
               const QString &subject = QStringLiteral("app/a"))
    {
        StartRun request;
        request.definition = define(steps, rest);
        request.subject = subject;
        request.actor = QStringLiteral("eva");
        const auto started = engine->startRun(request);
        if (!started)
            qFatal("%s", qPrintable(started.error().text()));
        return *started;
    }

    // Waits for commits, not for time; false after 20 s.
    bool until(const std::function<bool()> &condition)
    {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        for (;;) {
            int seen = 0;
            {
                const std::lock_guard lock(m_mutex);
                seen = m_seen;
            }
            if (condition())
                return true;
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait_until(lock, end, [&] { return m_seen != seen; }))
                return false;
        }
    }
    bool untilState(qint64 run, RunState state)
    {
        return until([&] { return engine->state(run).value_or(RunState::Failed) == state; });
    }
    bool untilStep(qint64 run, const QString &id, StepState state)
    {
        return until([&] { return step(run, id).state == state; });
    }

    Step step(qint64 run, const QString &id, const QString &phase = QStringLiteral("forward")) const
    {
        const auto steps = engine->steps(run);
        if (steps) {
            for (const Step &one : *steps) {
                if (one.id == id && one.phase == phase)
                    return one;
            }
        }
        return {};
    }

    // "kind step" of every event of the engine and the desk.
    QStringList events() const
    {
        QStringList list;
        const auto read = store->read([&](Reader &reader) {
            return reader.query(QStringLiteral("SELECT kind, payload FROM event ORDER BY seq"), {},
                                [&](const Row &row) -> Result<void> {
                                    const QString name =
                                        row.object("payload").value(QStringLiteral("step")).toString();
                                    list.append(name.isEmpty() ? row.text("kind")
                                                               : row.text("kind") + QLatin1Char(' ') + name);
                                    return {};
                                });
        });
        if (!read)
            qFatal("%s", qPrintable(read.error().text()));
        return list;
    }

    std::shared_ptr<Script> script;
    std::shared_ptr<const ActivityRegistry> activities;
    Listener listener;
    std::unique_ptr<Store> store;
    std::unique_ptr<Engine> engine;

private:
    const Clock &m_clock;
    QTemporaryDir m_temporary;
    QString m_folder;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    int m_seen = 0;
    int m_subscription = 0;
};

} // namespace slipway::test
