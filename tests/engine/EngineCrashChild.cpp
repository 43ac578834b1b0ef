// A service in small: goes on with the run it finds (or starts it) and kills itself where it is told to.
// Usage: engine-crash-child FOLDER WHERE STEP, WHERE being never, before, during, after or undo.
// Its effects are lines in a journal, each appended in one go: what happened twice is there twice.
#include "service/engine/Engine.h"
#include "service/ipc/FileDescriptor.h"

#include <QCoreApplication>
#include <QFile>

#include <condition_variable>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <unistd.h>

using namespace slipway;

namespace {

const QByteArray pipeline = R"(name: crash
version: 1
steps:
  - {id: a, do: effect}
  - {id: b, do: effect, after: a}
  - {id: c, do: effect, after: a}
  - {id: pause, wait: {until: 20ms}, after: [b, c]}
  - {id: hold, do: effect, enters: frozen, on_failure: {back_to: hold, retry_after_crash: 3}}
  - {id: sync, do: effect, on_failure: {back_to: hold, retry_after_crash: 3}}
  - {id: swap, do: effect, commits: true, reaches: live, on_failure: {back_to: hold, retry_after_crash: 3}}
  - {id: z, do: effect}
rollback:
  - {id: back, do: effect}
)";

bool create(const QString &file)
{
    const int made = ::open(file.toLocal8Bit().constData(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (made >= 0)
        ::close(made);
    return made >= 0;
}

class Effect final : public Activity
{
public:
    Effect(QString folder, QString where, QString step)
        : m_folder(std::move(folder)), m_where(std::move(where)), m_step(std::move(step))
    {
    }
    QString name() const override { return QStringLiteral("effect"); }
    Result<QStringList> preview(const StepContext &) override { return QStringList(); }
    Result<Observation> observe(const StepContext &context) override
    {
        return isThere(context) ? Observation::done() : Observation::notDone();
    }
    Result<QJsonObject> apply(const StepContext &context) override
    {
        dieAt(QStringLiteral("before"), context);
        static_cast<void>(create(part(context)));
        dieAt(QStringLiteral("during"), context);
        journal("effect", context);
        dieAt(QStringLiteral("after"), context);
        return QJsonObject{{QStringLiteral("attempt"), context.attempt}};
    }
    Result<void> undo(const StepContext &context, const QJsonObject &) override
    {
        if (isThere(context))
            journal("undo", context);
        dieAt(QStringLiteral("undo"), context);
        QFile::remove(part(context));
        return {};
    }

private:
    QString part(const StepContext &context) const
    {
        return m_folder + QStringLiteral("/part-") + context.step;
    }
    QString journalFile() const { return m_folder + QStringLiteral("/journal"); }
    bool isThere(const StepContext &context) const
    {
        QFile file(journalFile());
        if (!file.open(QIODevice::ReadOnly))
            return false;
        const QByteArray lines = '\n' + file.readAll();
        const QByteArray step = context.step.toUtf8() + '\n';
        return lines.count("\neffect " + step) > lines.count("\nundo " + step);
    }
    void journal(const char *what, const StepContext &context) const
    {
        const FileDescriptor file(
            ::open(journalFile().toLocal8Bit().constData(), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600));
        const QByteArray line = QByteArray(what) + ' ' + context.step.toUtf8() + '\n';
        if (::write(file.get(), line.constData(), static_cast<std::size_t>(line.size())) != line.size())
            ::_exit(9);
    }
    // Once in the life of the folder.
    void dieAt(const QString &where, const StepContext &context) const
    {
        if (where == m_where && context.step == m_step && create(m_folder + QStringLiteral("/killed")))
            ::raise(SIGKILL);
    }

    QString m_folder;
    QString m_where;
    QString m_step;
};

class Silent final : public RunListener
{
public:
    Result<void> onChange(Transaction &, const RunChange &) override { return {}; }
};

int live(const QString &folder, const QString &where, const QString &step)
{
    const SystemClock clock;
    Store::Options options;
    options.file = folder + QStringLiteral("/slipway.db");
    options.signingKeyFile = folder + QStringLiteral("/signing.key");
    options.clock = &clock;
    const auto store = Store::open(options);
    if (!store)
        return 2;
    std::mutex mutex;
    std::condition_variable wake;
    int seen = 0;
    const int handle = (*store)->subscribe([&](const std::vector<Event> &events) {
        const std::lock_guard lock(mutex);
        seen += static_cast<int>(events.size());
        wake.notify_all();
    });
    auto registry = std::make_shared<ActivityRegistry>();
    registry->add(std::make_shared<Effect>(folder, where, step));
    Silent listener;
    Engine engine(**store, registry, listener, {});
    if (!engine.start())
        return 3;
    if (!engine.state(1)) {
        StartRun request;
        request.definition = *parseDefinition(pipeline, QStringLiteral("crash"), nullptr).definition;
        request.subject = QStringLiteral("app/a");
        request.actor = QStringLiteral("eva");
        if (!engine.startRun(request))
            return 4;
    }
    for (;;) {
        int before = 0;
        {
            const std::lock_guard lock(mutex);
            before = seen;
        }
        const RunState state = engine.state(1).value_or(RunState::Failed);
        if (state == RunState::Done)
            break;
        // Somebody looks after what waits for a person; a timer is nobody's to retry.
        if (state == RunState::Waiting)
            static_cast<void>(engine.retry(1, {}, QStringLiteral("eva")));
        std::unique_lock lock(mutex);
        if (!wake.wait_for(lock, std::chrono::seconds(20), [&] { return seen != before; }))
            return 5;
    }
    (*store)->unsubscribe(handle);
    return 0;
}

} // namespace

int main(int count, char **values)
{
    const QCoreApplication application(count, values);
    const QStringList arguments = QCoreApplication::arguments();
    return arguments.size() == 4 ? live(arguments[1], arguments[2], arguments[3]) : 1;
}
