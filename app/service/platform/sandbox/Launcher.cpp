// The one process that keeps root. It knows four requests, takes nothing but a slot's number and descriptors,
// works out every path and argument itself, and never follows a link: what lies in a slot is hostile.
#include "domain/Json.h"
#include "service/ipc/Channel.h"
#include "service/ipc/DataFolder.h"
#include "service/platform/sandbox/BubbleWrap.h"
#include "service/platform/sandbox/Isolation.h"
#include "service/platform/sandbox/Modes.h"
#include "service/platform/sandbox/TreeRemoval.h"

#include <QRegularExpression>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr unsigned lowestUid = 0x2000'0000;
constexpr unsigned highestUid = lowestUid + 0x80'0000;
constexpr auto requestLimit = std::chrono::seconds(2);

Failure systemFailure(const char *what, const QString &path)
{
    return fail(
        Problem::Kind::Unavailable,
        QStringLiteral("Can't %1: %2").arg(QLatin1String(what), QString::fromLocal8Bit(std::strerror(errno))),
        {}, path);
}

// Runs `work` in a child that has become `uid` for good; its exit code.
int asUser(unsigned uid, const std::function<int()> &work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        if (::setgroups(0, nullptr) != 0 || ::setresgid(uid, uid, uid) != 0 ||
            ::setresuid(uid, uid, uid) != 0)
            ::_exit(126);
        ::_exit(work());
    }
    int status = -1;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 125;
}

class Launcher
{
public:
    explicit Launcher(DataFolder folder) : m_folder(std::move(folder)) {}

    int run();

private:
    QJsonObject answer(const QJsonObject &request, std::vector<FileDescriptor> descriptors);
    Result<QJsonObject> start(int slot, const QString &build, std::vector<FileDescriptor> descriptors);
    Result<void> prepare(int slot);
    Result<void> makeOwned(int parent, const QByteArray &name, unsigned uid, gid_t group, mode_t mode);
    Result<void> remove(int slot);
    void killAll(int slot);
    Result<FileDescriptor> openFolder(const char *name);
    EnvironmentPaths pathsOf(int slot, const QString &build) const
    {
        return EnvironmentPaths::of(m_folder.path(), m_folder.file(QStringLiteral("runtime/") + build), slot);
    }

    DataFolder m_folder;
    unsigned m_serviceUid = ~0U;
    gid_t m_serviceGroup = 0;
};

Result<FileDescriptor> Launcher::openFolder(const char *name)
{
    const QString path = m_folder.file(QLatin1String(name));
    FileDescriptor folder(
        ::open(path.toLocal8Bit().constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder.isValid())
        return systemFailure("open the folder", path);
    return folder;
}

// A folder that is there already is only taken over when it is the service's or the environment's.
Result<void> Launcher::makeOwned(int parent, const QByteArray &name, unsigned uid, gid_t group, mode_t mode)
{
    if (::mkdirat(parent, name.constData(), 0700) != 0 && errno != EEXIST)
        return systemFailure("create the folder", QString::fromLatin1(name));
    const FileDescriptor folder(
        ::openat(parent, name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat info
    {
    };
    if (!folder.isValid() || ::fstat(folder.get(), &info) != 0)
        return systemFailure("open the folder", QString::fromLatin1(name));
    if (info.st_uid != 0 && info.st_uid != m_serviceUid && info.st_uid != uid) {
        return fail(Problem::Kind::Forbidden,
                    QStringLiteral("The folder belongs to user %1").arg(info.st_uid),
                    QStringLiteral("Move it away by hand."), QString::fromLatin1(name));
    }
    if (::fchown(folder.get(), uid, group) != 0 || ::fchmod(folder.get(), mode) != 0)
        return systemFailure("hand over the folder", QString::fromLatin1(name));
    return {};
}

Result<void> Launcher::prepare(int slot)
{
    const unsigned uid = m_folder.environmentUid(slot);
    const auto env = openFolder("env");
    const auto doors = openFolder("doors");
    if (!env)
        return Failure(env.error());
    if (!doors)
        return Failure(doors.error());
    const QByteArray name = QByteArray::number(slot);
    if (auto made = makeOwned(env->get(), name, uid, uid, 0700); !made)
        return made;
    if (auto made = makeOwned(env->get(), name + ".state", uid, uid, 0700); !made)
        return made;
    return makeOwned(doors->get(), name, uid, m_serviceGroup, 02771);
}

void Launcher::killAll(int slot)
{
    // The user has nothing but this environment: its processes are all that a signal of its own reaches.
    asUser(m_folder.environmentUid(slot), [] {
        ::kill(-1, SIGKILL);
        return 0;
    });
}

Result<void> Launcher::remove(int slot)
{
    killAll(slot);
    const auto paths = pathsOf(slot, QString());
    const auto env = openFolder("env");
    const auto doors = openFolder("doors");
    if (!env || !doors)
        return Failure(env ? doors.error() : env.error());
    for (const QString &path : {paths.home, paths.state, paths.doors}) {
        const int parent = path == paths.doors ? doors->get() : env->get();
        // As root: in the doors lies what the service made, too, and the environment's user can't remove
        // that.
        if (auto removed = removeTree(parent, path.section(QLatin1Char('/'), -1).toLatin1()); !removed)
            return Failure(removed.error().at(path));
    }
    return {};
}

Result<QJsonObject> Launcher::start(int slot, const QString &build, std::vector<FileDescriptor> descriptors)
{
    static const QRegularExpression wellFormed(QStringLiteral("^[0-9a-f]{12}$"));
    if (descriptors.size() != 3 || !wellFormed.match(build).hasMatch())
        return fail(Problem::Kind::Invalid, QStringLiteral("The request is not complete"));
    const unsigned uid = m_folder.environmentUid(slot);
    EnvironmentStart start{pathsOf(slot, build),
                           descriptors[0].get(),
                           descriptors[1].get(),
                           -1,
                           descriptors[2].get(),
                           isolation(uid).works,
                           uid};
    const auto env = openFolder("env");
    if (!env)
        return Failure(env.error());
    const FileDescriptor state(::openat(env->get(), (QByteArray::number(slot) + ".state").constData(),
                                        O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat info
    {
    };
    if (!state.isValid() || ::fstat(state.get(), &info) != 0 || info.st_uid != uid)
        return fail(Problem::Kind::Conflict, QStringLiteral("The slot %1 is not prepared").arg(slot));
    start.state = state.get();
    const auto init = startEnvironment(start);
    if (!init)
        return Failure(init.error());
    return QJsonObject{{QStringLiteral("pid"), init->pid},
                       {QStringLiteral("start_time"), QString::number(init->startTime)}};
}

QJsonObject Launcher::answer(const QJsonObject &request, std::vector<FileDescriptor> descriptors)
{
    const QString what = request.value(QLatin1String("do")).toString();
    const int slot = request.value(QLatin1String("slot")).toInt();
    if (slot < 1 || slot > DataFolder::slots)
        return problemAnswer({Problem::Kind::Invalid, QStringLiteral("There is no such slot"), {}, {}});
    Result<QJsonObject> result = QJsonObject();
    const auto plain = [&](const Result<void> &done) {
        if (!done)
            result = Failure(done.error());
    };
    if (what == QLatin1String("start")) {
        result = start(slot, request.value(QLatin1String("build")).toString(), std::move(descriptors));
    } else if (what == QLatin1String("prepare")) {
        plain(prepare(slot));
    } else if (what == QLatin1String("remove")) {
        plain(remove(slot));
    } else if (what == QLatin1String("kill")) {
        killAll(slot);
    } else {
        result = fail(Problem::Kind::Invalid, QStringLiteral("The launcher knows no such request"));
    }
    return result ? *result : problemAnswer(result.error());
}

int Launcher::run()
{
    struct stat info
    {
    };
    const unsigned uid = m_folder.environmentUid(1);
    if (::stat(m_folder.path().toLocal8Bit().constData(), &info) != 0 || uid < lowestUid ||
        uid > highestUid) {
        std::fputs("slipwayd --launcher: the data folder is not one of ours\n", stderr);
        return 1;
    }
    m_serviceUid = info.st_uid;
    m_serviceGroup = info.st_gid;
    ::umask(0077);
    ::prctl(PR_SET_DUMPABLE, 0);
    auto listener = listenAt(m_folder.file(QStringLiteral("run/launcher.sock")), 0666);
    if (!listener) {
        std::fprintf(stderr, "slipwayd --launcher: %s\n", qPrintable(listener.error().text()));
        return 1;
    }
    for (;;) {
        auto connection = acceptFrom(listener->get(), std::chrono::hours(1));
        ::waitpid(-1, nullptr, WNOHANG);
        if (!connection)
            continue;
        Channel channel(std::move(*connection));
        const auto peer = channel.peer();
        if (peer.uid != m_serviceUid && peer.uid != 0)
            continue;
        auto request = channel.receive(requestLimit);
        if (!request)
            continue;
        const auto sent = channel.send(answer(request->body, std::move(request->descriptors)));
        if (!sent)
            std::fprintf(stderr, "slipwayd --launcher: %s\n", qPrintable(sent.error().text()));
        while (::waitpid(-1, nullptr, WNOHANG) > 0) {
        }
    }
}

} // namespace

int launcherMain(const QStringList &arguments)
{
    const auto at = arguments.indexOf(QLatin1String("--data"));
    if (::geteuid() != 0 || at < 0 || at + 1 >= arguments.size()) {
        std::fputs("slipwayd --launcher --data DIR: only root can start it\n", stderr);
        return 2;
    }
    auto folder = DataFolder::open(arguments.at(at + 1));
    if (!folder) {
        std::fprintf(stderr, "slipwayd --launcher: %s\n", qPrintable(folder.error().text()));
        return 1;
    }
    return Launcher(std::move(*folder)).run();
}

} // namespace slipway
