#include "service/platform/sandbox/BubbleWrap.h"

#include "domain/Json.h"

#include <QElapsedTimer>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr int controlNumber = 3;
constexpr int specNumber = 4;
constexpr int stateNumber = 5;
constexpr int infoNumber = 6;
constexpr auto startLimit = std::chrono::seconds(10);

QStringList initArguments(const QString &runtime)
{
    return {runtime + QStringLiteral("/bin/slipwayd"),
            QStringLiteral("--environment"),
            QStringLiteral("--control-fd"),
            QString::number(controlNumber),
            QStringLiteral("--spec-fd"),
            QString::number(specNumber),
            QStringLiteral("--state-fd"),
            QString::number(stateNumber)};
}

QStringList bubbleWrapArguments(const EnvironmentPaths &paths)
{
    const InsidePaths inside = InsidePaths::separated();
    QStringList list{QStringLiteral("/usr/bin/bwrap"),
                     QStringLiteral("--unshare-user"),
                     QStringLiteral("--unshare-all"),
                     QStringLiteral("--disable-userns"),
                     QStringLiteral("--as-pid-1"),
                     QStringLiteral("--cap-drop"),
                     QStringLiteral("ALL"),
                     QStringLiteral("--info-fd"),
                     QString::number(infoNumber)};
    const auto readOnly = [&](const QString &from, const QString &to, bool optional = false) {
        list << (optional ? QStringLiteral("--ro-bind-try") : QStringLiteral("--ro-bind")) << from << to;
    };
    readOnly(QStringLiteral("/usr"), QStringLiteral("/usr"));
    for (const char *name : {"bin", "sbin", "lib", "lib64"}) {
        const QString folder = QLatin1String(name);
        list << QStringLiteral("--symlink") << QStringLiteral("usr/") + folder << QLatin1Char('/') + folder;
    }
    list << QStringLiteral("--proc") << QStringLiteral("/proc") << QStringLiteral("--dev")
         << QStringLiteral("/dev") << QStringLiteral("--tmpfs") << QStringLiteral("/tmp")
         << QStringLiteral("--chmod") << QStringLiteral("1777") << QStringLiteral("/tmp")
         << QStringLiteral("--dir") << QStringLiteral("/etc") << QStringLiteral("--dir")
         << QStringLiteral("/run");
    // What programs look for in /etc and holds nothing of this machine's own.
    for (const char *name : {"alternatives", "ld.so.cache", "localtime", "mime.types", "nginx/mime.types",
                             "python3.11", "ssl/certs", "ssl/openssl.cnf", "ca-certificates"})
        readOnly(QStringLiteral("/etc/") + QLatin1String(name), QStringLiteral("/etc/") + QLatin1String(name),
                 true);
    for (const char *name : {"passwd", "group", "hosts", "nsswitch.conf"})
        readOnly(paths.access + QLatin1Char('/') + QLatin1String(name),
                 QStringLiteral("/etc/") + QLatin1String(name));
    readOnly(paths.access, inside.access);
    readOnly(paths.runtime, inside.runtime);
    list << QStringLiteral("--bind") << paths.home << inside.root << QStringLiteral("--bind") << paths.doors
         << inside.doors << QStringLiteral("--remount-ro") << QStringLiteral("/") << QStringLiteral("--chdir")
         << inside.root << QStringLiteral("--");
    return list + initArguments(inside.runtime);
}

// bubblewrap says the pid of its child as JSON, and closes.
Result<int> childOf(int info)
{
    QByteArray text;
    QElapsedTimer clock;
    clock.start();
    constexpr auto limit = std::chrono::duration_cast<std::chrono::milliseconds>(startLimit).count();
    for (;;) {
        pollfd entry{info, POLLIN, 0};
        const auto left = limit - clock.elapsed();
        if (left <= 0 || ::poll(&entry, 1, static_cast<int>(left)) == 0)
            return fail(Problem::Kind::Timeout, QStringLiteral("bubblewrap doesn't answer"));
        std::array<char, 512> space;
        const ssize_t count = ::read(info, space.data(), space.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        text.append(space.data(), count);
        if (text.trimmed().endsWith('}'))
            break;
    }
    const auto object = objectFromBytes(text, QStringLiteral("bubblewrap's answer"));
    const int pid = object ? object->value(QLatin1String("child-pid")).toInt() : 0;
    if (pid <= 0) {
        return fail(
            Problem::Kind::Unavailable, QStringLiteral("bubblewrap could not separate the environment"),
            QStringLiteral("Its reason stands in run/env-<slot>.log; \"slipwayctl doctor\" tells more."));
    }
    return pid;
}

} // namespace

EnvironmentPaths EnvironmentPaths::of(const QString &data, const QString &runtime, int slot)
{
    const QString env = data + QStringLiteral("/env/%1").arg(slot);
    const QString run = data + QStringLiteral("/run/env-%1").arg(slot);
    return {data,
            runtime,
            env,
            env + QStringLiteral(".state"),
            data + QStringLiteral("/doors/%1").arg(slot),
            run + QStringLiteral(".access"),
            run + QStringLiteral(".log")};
}

InsidePaths InsidePaths::separated()
{
    return {QStringLiteral("/srv"), QStringLiteral("/srv/doors"), QStringLiteral("/run/slipway"),
            QStringLiteral("/etc/slipway")};
}

InsidePaths InsidePaths::unseparated(const EnvironmentPaths &paths)
{
    return {paths.home, paths.doors, paths.runtime, paths.access};
}

Result<ProcessId> startEnvironment(const EnvironmentStart &start)
{
    std::array<int, 2> info{};
    if (::pipe2(info.data(), O_CLOEXEC) != 0)
        return fail(Problem::Kind::Internal,
                    QStringLiteral("pipe: %1").arg(QString::fromLocal8Bit(std::strerror(errno))));
    const FileDescriptor readEnd(info[0]);
    FileDescriptor writeEnd(info[1]);
    SpawnOptions options;
    options.newSession = true;
    options.folder = QStringLiteral("/");
    options.uid = start.uid;
    options.output = start.log;
    options.error = start.log;
    options.environment = {{QStringLiteral("PATH"), QStringLiteral("/usr/bin:/usr/sbin")},
                           {QStringLiteral("LANG"), QStringLiteral("C.UTF-8")}};
    options.inherited = {
        {start.listener, controlNumber}, {start.spec, specNumber}, {start.state, stateNumber}};
    if (!start.separated)
        return spawn(initArguments(start.paths.runtime), options);
    options.inherited.emplace_back(writeEnd.get(), infoNumber);
    const QStringList network{start.paths.runtime + QStringLiteral("/bin/slipwayd"),
                              QStringLiteral("--enter-network")};
    const auto monitor = spawn(network + bubbleWrapArguments(start.paths), options);
    writeEnd.reset();
    if (!monitor)
        return monitor;
    const auto pid = childOf(readEnd.get());
    if (!pid)
        return Failure(pid.error());
    const auto init = ProcessId::of(*pid);
    if (!init)
        return fail(Problem::Kind::Unavailable, QStringLiteral("The environment's init ended at once"),
                    QStringLiteral("Its reason stands in run/env-<slot>.log."));
    return *init;
}

} // namespace slipway
