// A service in small with one run of remote.run, which kills itself where it is told to.
// Usage: remote-crash-child FOLDER WHERE, WHERE being never, before or after (the apply of the first step),
// or attended: never, and somebody retries what waits.
// FOLDER has host.json, key and steps.yaml. Ends with 0 when the run is done, 7 when a person is waited for.
#include "domain/Json.h"
#include "remote/RemoteWorld.h"
#include "service/ipc/Process.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>

using namespace slipway;
using namespace slipway::test;

namespace {

constexpr int exitWaits = 7;

class Mortal final : public Activity
{
public:
    Mortal(std::shared_ptr<Activity> inner, QString where)
        : m_inner(std::move(inner)), m_where(std::move(where))
    {
    }
    QString name() const override { return m_inner->name(); }
    Result<QStringList> preview(const StepContext &context) override { return m_inner->preview(context); }
    Result<Observation> observe(const StepContext &context) override { return m_inner->observe(context); }
    Result<QJsonObject> apply(const StepContext &context) override
    {
        if (m_where == QLatin1String("before"))
            ::raise(SIGKILL);
        auto result = m_inner->apply(context);
        if (m_where == QLatin1String("after"))
            ::raise(SIGKILL);
        return result;
    }
    Result<void> undo(const StepContext &context, const QJsonObject &output) override
    {
        return m_inner->undo(context, output);
    }

private:
    std::shared_ptr<Activity> m_inner;
    QString m_where;
};

Host hostFrom(const QJsonObject &object)
{
    Host host;
    host.name = object.value(QStringLiteral("name")).toString();
    host.address = object.value(QStringLiteral("address")).toString();
    host.port = object.value(QStringLiteral("port")).toInt();
    host.user = object.value(QStringLiteral("user")).toString();
    host.hostKey = object.value(QStringLiteral("host_key")).toString();
    host.secret = object.value(QStringLiteral("secret")).toString();
    return host;
}

} // namespace

int main(int count, char **values)
{
    const QCoreApplication application(count, values);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        return 1;
    const auto file = [&](const char *name) {
        return RemoteWorld::must(readFile(arguments[1] + QLatin1Char('/') + QLatin1String(name)));
    };
    const Host host = hostFrom(RemoteWorld::must(objectFromBytes(file("host.json"), QStringLiteral("host"))));
    RemoteWorld world(arguments[1], host, file("key"), [&](std::shared_ptr<Activity> inner) {
        return std::make_shared<Mortal>(std::move(inner), arguments[2]);
    });
    if (!world.engine->state(1))
        static_cast<void>(world.run(file("steps.yaml")));
    RunState state = world.rest(1);
    // A command that the last life left running is a person's to decide about: once it has ended, they retry.
    for (int i = 0; state == RunState::Waiting && arguments[2] == QLatin1String("attended") && i < 100; ++i) {
        static_cast<void>(world.engine->retry(1, {}, QStringLiteral("eva")));
        state = world.rest(1);
    }
    if (state == RunState::Waiting)
        std::fprintf(stderr, "%s\n", qUtf8Printable(world.problem(1, QStringLiteral("a"))));
    return state == RunState::Done ? 0 : state == RunState::Waiting ? exitWaits : 2;
}
