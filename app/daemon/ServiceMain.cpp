#include "daemon/Handover.h"
#include "daemon/Service.h"
#include "service/ipc/Process.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <sys/signalfd.h>
#include <unistd.h>

void slipwayInitResources();

namespace slipway {

namespace {

constexpr int exitFailed = 1;
constexpr int exitUsage = 2;
constexpr int exitServed = 3;

struct Arguments
{
    QString data = DataFolder::defaultPath();
    bool demo = false;
};

Result<Arguments> parse(const QStringList &list)
{
    Arguments arguments;
    for (qsizetype i = 1; i < list.size(); ++i) {
        if (list.at(i) == QLatin1String("--demo")) {
            arguments.demo = true;
        } else if (list.at(i) == QLatin1String("--data") && i + 1 < list.size()) {
            arguments.data = list.at(++i);
        } else {
            return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not an option").arg(list.at(i)),
                        QStringLiteral("See slipwayd --help."));
        }
    }
    arguments.data = QDir(arguments.data).absolutePath();
    return arguments;
}

int say(const Problem &problem)
{
    std::fprintf(stderr, "slipwayd: %s\n", qUtf8Printable(problem.text()));
    return problem.kind == Problem::Kind::Conflict && problem.what.contains(QLatin1String("is served by"))
               ? exitServed
               : exitFailed;
}

// SIGTERM and SIGINT as a descriptor: nothing runs in a signal handler. Blocked before any thread starts.
int signalDescriptor()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    return ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int serve(DataFolder folder, bool demo)
{
    int argc = 1;
    char name[] = "slipwayd";
    char *argv[] = {name, nullptr};
    const FileDescriptor signalled(signalDescriptor());
    QCoreApplication application(argc, argv);
    slipwayInitResources();
    const QString pidFile = folder.file(QStringLiteral("slipwayd.pid"));
    if (auto written = writeFileAtomically(pidFile, QByteArray::number(::getpid()) + '\n'); !written)
        return say(written.error());
    Service service(std::move(folder));
    const auto url = service.start(demo);
    if (!url) {
        service.stop();
        QFile::remove(pidFile);
        return say(url.error());
    }
    std::printf("ready %s\n", qUtf8Printable(*url));
    std::fflush(stdout);
    QSocketNotifier notifier(signalled.get(), QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &application, [] { QCoreApplication::quit(); });
    const int code = application.exec();
    service.stop();
    QFile::remove(pidFile);
    return code;
}

} // namespace

int serviceMain(const QStringList &list)
{
    const auto arguments = parse(list);
    if (!arguments) {
        std::fprintf(stderr, "slipwayd: %s\n", qUtf8Printable(arguments.error().text()));
        return exitUsage;
    }
    if (auto allowed = mayServe(arguments->data); !allowed) {
        std::fprintf(stderr, "slipwayd: %s\n", qUtf8Printable(allowed.error().text()));
        return exitUsage;
    }
    auto folder = DataFolder::open(arguments->data);
    if (!folder)
        return say(folder.error());
    // Locked before anything is touched, and again by what this process becomes: exec closes the lock.
    if (auto locked = folder->lock(); !locked)
        return say(locked.error());
    if (auto handed = handOver(*folder, list); !handed)
        return say(handed.error());
    return serve(std::move(*folder), arguments->demo);
}

} // namespace slipway
