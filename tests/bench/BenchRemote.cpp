// What a step on another host costs: `true` over SSH with its durable record; in the same minute the same
// `true` by OpenSSH over its ControlMaster, by a bare loop over libssh, and a durable step without SSH.
#include "bench/StepTimes.h"
#include "remote/RemoteWorld.h"
#include "remote/SshServer.h"
#include "service/remote/ShellCommand.h"

#include <QCoreApplication>
#include <QTextStream>

#include <libssh/libssh.h>

#include <array>

using namespace slipway;
using namespace slipway::bench;
using namespace slipway::test;

namespace {

constexpr int rounds = 5; // all take turns, so that a busy moment is nobody's alone
constexpr int perRound = 60;
constexpr double target = 8;

using Times = std::vector<double>;

void append(Times &times, const Times &more)
{
    times.insert(times.end(), more.begin(), more.end());
}

Times timed(const std::function<bool()> &once)
{
    Times times;
    for (int i = 0; i < perRound; ++i) {
        const Time start = std::chrono::steady_clock::now();
        if (!once())
            qFatal("it doesn't run");
        times.push_back(since(start));
    }
    return times;
}

// Nothing but libssh, as its manual does it.
class Bare
{
public:
    Bare(const Host &host, const QByteArray &key) : m_session(::ssh_new())
    {
        const auto port = static_cast<unsigned>(host.port);
        const int on = 1;
        ssh_key pair = nullptr;
        ::ssh_options_set(m_session, SSH_OPTIONS_HOST, host.address.toUtf8().constData());
        ::ssh_options_set(m_session, SSH_OPTIONS_PORT, &port);
        ::ssh_options_set(m_session, SSH_OPTIONS_USER, host.user.toUtf8().constData());
        ::ssh_options_set(m_session, SSH_OPTIONS_NODELAY, &on);
        if (::ssh_connect(m_session) != SSH_OK ||
            ::ssh_pki_import_privkey_base64(key.constData(), nullptr, nullptr, nullptr, &pair) != SSH_OK ||
            ::ssh_userauth_publickey(m_session, nullptr, pair) != SSH_AUTH_SUCCESS)
            qFatal("%s", ::ssh_get_error(m_session));
        ::ssh_key_free(pair);
    }
    ~Bare()
    {
        ::ssh_disconnect(m_session);
        ::ssh_free(m_session);
    }
    Bare(const Bare &) = delete;
    Bare &operator=(const Bare &) = delete;

    bool run() const
    {
        std::array<char, 256> buffer{};
        const ssh_channel channel = ::ssh_channel_new(m_session);
        bool fine = ::ssh_channel_open_session(channel) == SSH_OK &&
                    ::ssh_channel_request_exec(channel, "true") == SSH_OK;
        while (fine && ::ssh_channel_read(channel, buffer.data(), buffer.size(), 0) > 0) {
        }
        fine = fine && ::ssh_channel_get_exit_status(channel) == 0;
        ::ssh_channel_close(channel);
        ::ssh_channel_free(channel);
        return fine;
    }

private:
    ssh_session m_session;
};

// OpenSSH with a master connection, a new `ssh` for every command.
class Master
{
public:
    explicit Master(const SshServer &server) : m_server(server)
    {
        const Host host = server.host();
        m_ssh = {QStringLiteral("ssh"), QStringLiteral("-F"), QStringLiteral("none")};
        for (const QString &option :
             {QStringLiteral("ControlPath=") + server.path("master"),
              QStringLiteral("IdentityFile=") + server.keyFile(), QStringLiteral("IdentitiesOnly=yes"),
              QStringLiteral("StrictHostKeyChecking=no"), QStringLiteral("UserKnownHostsFile=/dev/null"),
              QStringLiteral("LogLevel=ERROR"), QStringLiteral("BatchMode=yes")})
            m_ssh << QStringLiteral("-o") << option;
        m_ssh << QStringLiteral("-p") << QString::number(host.port);
        if (!run({QStringLiteral("-o"), QStringLiteral("ControlMaster=yes"), QStringLiteral("-fN")}, {}))
            qFatal("no master");
    }
    ~Master() { run({QStringLiteral("-O"), QStringLiteral("exit")}, {}); }
    Master(const Master &) = delete;
    Master &operator=(const Master &) = delete;

    bool run(const QStringList &options, const QStringList &command) const
    {
        const Host host = m_server.host();
        const auto finished =
            runProcess(m_ssh + options + QStringList{host.user + QLatin1Char('@') + host.address} + command,
                       std::chrono::seconds(20));
        return finished && finished->exitCode == 0;
    }

private:
    const SshServer &m_server;
    QStringList m_ssh;
};

Times durableSteps(RemoteWorld &world, const QByteArray &step)
{
    Ear ear;
    const int handle = world.store->subscribe([&ear](const std::vector<Event> &events) { ear.hear(events); });
    QByteArray steps;
    for (int i = 0; i <= perRound; ++i)
        steps += "  - {id: s" + QByteArray::number(i) + ", " + step + "}\n";
    world.run(steps);
    ear.waitFor(1);
    world.store->unsubscribe(handle);
    return ear.stepTimes();
}

class NoOp final : public Activity
{
public:
    QString name() const override { return QStringLiteral("no-op"); }
    Result<QStringList> preview(const StepContext &) override { return QStringList(); }
    Result<Observation> observe(const StepContext &) override { return Observation::notDone(); }
    Result<QJsonObject> apply(const StepContext &) override { return QJsonObject(); }
    Result<void> undo(const StepContext &, const QJsonObject &) override { return {}; }
};

void print(QTextStream &out, const char *what, const Times &times, const Figures &beside)
{
    const Figures figures = figuresOf(times);
    out << what << ": p50 " << figures.p50 << " ms, p95 " << figures.p95 << " ms ("
        << figures.p50 / beside.p50 << " times the bare libssh)\n";
}

} // namespace

int main(int count, char **values)
{
    const QCoreApplication application(count, values);
    const QString base = qEnvironmentVariable("SLIPWAY_BENCH_DIR", QStringLiteral("/var/tmp"));
    const QTemporaryDir folder(base + QStringLiteral("/slipway-bench-XXXXXX"));
    SshServer server;
    SshServer withBash(QStringLiteral("/bin/bash"));
    withBash.takeHome(QStringLiteral("/etc/skel/.bashrc"));
    RemoteWorld world(folder.path(), server.host(), server.privateKey(), {},
                      [](ActivityRegistry &registry) { registry.add(std::make_shared<NoOp>()); });
    RemoteWorld::must(world.secrets.put(QStringLiteral("host.bash"), withBash.privateKey()));
    const Bare bare(server.host(), server.privateKey());
    const Master master(server);
    SshCall call;
    call.command = *shellCommand({QStringLiteral("true")});

    Times bareTimes, masterTimes, poolTimes, bashTimes, noOpTimes, stepTimes;
    for (int i = 0; i < rounds; ++i) {
        append(bareTimes, timed([&] { return bare.run(); }));
        append(masterTimes, timed([&] { return master.run({}, {QStringLiteral("true")}); }));
        append(poolTimes, timed([&] { return world.pool.run(server.host(), call).has_value(); }));
        append(bashTimes, timed([&] {
                   return world.pool.run(withBash.host(QStringLiteral("bash")), call).has_value();
               }));
        append(noOpTimes, durableSteps(world, "do: no-op"));
        append(stepTimes, durableSteps(world, "do: remote.run, with: {host: web1, command: ['true']}"));
    }

    QTextStream out(stdout);
    out.setRealNumberNotation(QTextStream::FixedNotation);
    out.setRealNumberPrecision(2);
    const Figures beside = figuresOf(bareTimes);
    print(out, "bare libssh, `true`", bareTimes, beside);
    print(out, "OpenSSH over its ControlMaster, `true`", masterTimes, beside);
    print(out, "the pool, `true`", poolTimes, beside);
    print(out, "the pool, `true`, with bash and Debian's .bashrc there", bashTimes, beside);
    print(out, "durable step here, without SSH", noOpTimes, beside);
    const Figures step = figuresOf(stepTimes);
    out << "durable step on another host: p50 " << step.p50 << " ms, p95 " << step.p95 << " ms ("
        << step.p50 / beside.p50 << " times the bare libssh, " << step.p50 / figuresOf(masterTimes).p50
        << " times the ControlMaster, which records nothing; target: at most " << target << " ms)\n";
    out.flush();
    return step.p50 <= target ? 0 : 1;
}
