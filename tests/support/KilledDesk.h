// A desk in small over the store of somebody else, for a program that is killed while it works.
#pragma once
#include "service/ipc/FileDescriptor.h"
#include "service/ipc/Process.h"
#include "support/SupportFixture.h"

#include <array>
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace slipway::test {

struct SmallDesk
{
    explicit SmallDesk(const QString &folder)
        : store(must(Store::open(
              {folder + QStringLiteral("/slipway.db"), folder + QStringLiteral("/ledger.key"), &clock}))),
          engine(*store, std::make_shared<ActivityRegistry>(), releases, Engine::Options()),
          desk(*store, engine, pager, [] {})
    {
    }
    SystemClock clock;
    Pager pager{MailSeal(QByteArray(32, 'k')), [] { return QString(); }};
    ReleaseDesk releases;
    std::unique_ptr<Store> store;
    Engine engine;
    CaseDesk desk;
};

inline void say(const QByteArray &line)
{
    const QByteArray bytes = line + '\n';
    static_cast<void>(!::write(1, bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

// Lets this very program run with these words until it has said so many lines, and kills it in the middle of
// anything; what it had said. Nothing where it ended by itself.
inline QStringList saidUntilKilled(const QStringList &words, int least, std::chrono::microseconds then)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        return {};
    const FileDescriptor output(ends[0]);
    FileDescriptor theirs(ends[1]);
    SpawnOptions options;
    options.output = theirs.get();
    options.diesWithParent = true;
    const auto child = spawn(QStringList(QCoreApplication::applicationFilePath()) + words, options);
    if (!child)
        return {};
    theirs = FileDescriptor();
    QByteArray said;
    std::array<char, 4096> space{};
    const auto hear = [&] {
        const ssize_t count = ::read(output.get(), space.data(), space.size());
        said.append(space.data(), std::max<ssize_t>(count, 0));
        return count > 0;
    };
    while (said.count('\n') < least && hear())
        ;
    std::this_thread::sleep_for(then); // the moment is random on purpose
    ::kill(child->pid, SIGKILL);
    while (hear())
        ;
    int status = 0;
    ::waitpid(child->pid, &status, 0);
    if (!WIFSIGNALED(status))
        return {};
    return QString::fromUtf8(said).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

} // namespace slipway::test
