#include "service/ipc/Process.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

QStringList python(const char *code)
{
    return {QStringLiteral("/usr/bin/python3"), QStringLiteral("-c"), QString::fromUtf8(code)};
}

struct Pipe
{
    FileDescriptor read;
    FileDescriptor write;
    Pipe()
    {
        std::array<int, 2> ends{};
        ::pipe2(ends.data(), O_CLOEXEC);
        read = FileDescriptor(ends[0]);
        write = FileDescriptor(ends[1]);
    }
    // All that comes until every writer has closed it.
    QByteArray all()
    {
        write.reset();
        QByteArray bytes;
        std::array<char, 4096> space;
        for (ssize_t count = 0; (count = ::read(read.get(), space.data(), space.size())) > 0;)
            bytes.append(space.data(), count);
        return bytes;
    }
    QByteArray line() const
    {
        QByteArray bytes;
        char byte = 0;
        while (::read(read.get(), &byte, 1) == 1 && byte != '\n')
            bytes.append(byte);
        return bytes;
    }
};

int codeOf(const ProcessId &process)
{
    int status = 0;
    ::waitpid(process.pid, &status, 0);
    return status;
}

} // namespace

class TestProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outputAndCodesAreCollected_data();
    void outputAndCodesAreCollected();
    void inputIsFed();
    void aProgramThatDoesNotReadIsNoMatter();
    void outputIsBounded();
    void aMissingProgramIsAProblemAtOnce();
    void timeOutsKill();
    void stopsKillTheWholeGroup();
    void spawnedGetWhatTheyShall();
    void descriptorsGetTheirNumbers();
    void nothingElseIsInherited();
    void childrenDieWithTheirParent();
    void processesAreKnownByTheirStart();
    void aliveUntilTheLastThreadEnds();
    void endingAsksFirst();
    void endingInsists();
    void endingStoppedOnes();
    void filesAreWrittenWholeOrNotAtAll();
    void filesAreReadUpToALimit();
};

void TestProcess::outputAndCodesAreCollected_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("nothing") << QStringLiteral("pass") << 0 << QByteArray() << QByteArray();
    QTest::newRow("both") << QStringLiteral("import sys; print('out'); sys.stderr.write('err')") << 0
                          << QByteArray("out\n") << QByteArray("err");
    QTest::newRow("code") << QStringLiteral("raise SystemExit(7)") << 7 << QByteArray() << QByteArray();
    QTest::newRow("signal") << QStringLiteral("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
                            << 137 << QByteArray() << QByteArray();
    QTest::newRow("closed early") << QStringLiteral("import os; os.close(1); os.close(2); os._exit(3)") << 3
                                  << QByteArray() << QByteArray();
}

void TestProcess::outputAndCodesAreCollected()
{
    QFETCH(QString, code);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, error);
    const auto finished = runProcess(python(code.toUtf8().constData()), 20s);
    QVERIFY(finished.has_value());
    QCOMPARE(finished->exitCode, exitCode);
    QCOMPARE(finished->output, output);
    QCOMPARE(finished->error, error);
}

void TestProcess::inputIsFed()
{
    const QByteArray input(3'000'000, 'x');
    const auto finished = runProcess({QStringLiteral("/usr/bin/cat")}, 20s, {}, input);
    QVERIFY(finished.has_value());
    QVERIFY(finished->output == input);
    const auto none = runProcess({QStringLiteral("/usr/bin/cat")}, 20s);
    QVERIFY(none.has_value());
    QVERIFY(none->output.isEmpty());
}

void TestProcess::aProgramThatDoesNotReadIsNoMatter()
{
    ::signal(SIGPIPE, SIG_DFL); // what a caller that never thought of it has
    const auto finished = runProcess({QStringLiteral("/usr/bin/true")}, 20s, {}, QByteArray(3'000'000, 'x'));
    QVERIFY(finished.has_value());
    QCOMPARE(finished->exitCode, 0);
}

void TestProcess::outputIsBounded()
{
    const auto finished =
        runProcess(python("import sys\nfor i in range(40): sys.stdout.write('x' * 1000000)"), 60s);
    QVERIFY(finished.has_value());
    QCOMPARE(finished->exitCode, 0);
    QVERIFY(finished->output.size() >= 16 * 1024 * 1024);
    QVERIFY(finished->output.size() < 17 * 1024 * 1024);
}

void TestProcess::aMissingProgramIsAProblemAtOnce()
{
    for (const char *program : {"/nowhere/program", "slipway-no-such-program", "/etc/passwd"}) {
        const auto spawned = spawn({QString::fromLatin1(program)});
        QVERIFY(!spawned);
        QCOMPARE(spawned.error().kind, Problem::Kind::Unavailable);
        QVERIFY(spawned.error().what.contains(QLatin1String(program)));
        QVERIFY(!runProcess({QString::fromLatin1(program)}, 1s));
    }
    QVERIFY(::waitpid(-1, nullptr, WNOHANG) < 0); // no zombies stay behind
}

void TestProcess::timeOutsKill()
{
    const auto start = std::chrono::steady_clock::now();
    const auto late = runProcess({QStringLiteral("/usr/bin/sleep"), QStringLiteral("60")}, 100ms);
    QVERIFY(!late);
    QCOMPARE(late.error().kind, Problem::Kind::Timeout);
    QVERIFY(std::chrono::steady_clock::now() - start < 20s);
}

void TestProcess::stopsKillTheWholeGroup()
{
    // The program has a child that holds its output open and would go on for a minute.
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("pid"));
    SpawnOptions options;
    options.environment = {{QStringLiteral("PID_FILE"), file}};
    std::stop_source stop;
    std::jthread canceller([&](const std::stop_token &over) {
        while (!QFile::exists(file) && !over.stop_requested())
            std::this_thread::yield();
        stop.request_stop();
    });
    const auto stopped =
        runProcess(python("import os, subprocess, sys, time\n"
                          "child = subprocess.Popen(['sleep', '60'])\n"
                          "open(os.environ['PID_FILE'] + '.new', 'w').write(str(child.pid))\n"
                          "os.rename(os.environ['PID_FILE'] + '.new', os.environ['PID_FILE'])\n"
                          "time.sleep(60)"),
                   50s, stop.get_token(), {}, options);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, Problem::Kind::Cancelled);
    const int child = readFile(file).value_or(QByteArray()).toInt();
    QVERIFY(child > 0);
    QTRY_VERIFY(!ProcessId::of(child) || !ProcessId::of(child)->isAlive());
}

void TestProcess::spawnedGetWhatTheyShall()
{
    QTemporaryDir folder;
    Pipe pipe;
    SpawnOptions options;
    options.folder = folder.path();
    options.environment = {{QStringLiteral("ONLY"), QStringLiteral("this \u2603")}};
    options.output = pipe.write.get();
    options.newSession = true;
    const auto process = spawn(python("import os\nprint(os.getcwd())\n"
                                      "print(sorted(k for k in os.environ if not k.startswith('LC_')))\n"
                                      "print(os.getsid(0) == os.getpid())\nprint(os.read(0, 1))"),
                               options);
    QVERIFY(process.has_value());
    QCOMPARE(pipe.all(), QDir(folder.path()).canonicalPath().toUtf8() + "\n['ONLY']\nTrue\nb''\n");
    QCOMPARE(codeOf(*process), 0);
}

void TestProcess::descriptorsGetTheirNumbers()
{
    // Each other's numbers, and those of the standard ones.
    Pipe first;
    Pipe second;
    Pipe output;
    SpawnOptions options;
    options.output = output.write.get();
    const int a = first.write.get();
    const int b = second.write.get();
    options.inherited = {{a, b}, {b, a}};
    const QString code =
        QStringLiteral("import os; os.write(%1, b'to first'); os.write(%2, b'to second'); print('ok')")
            .arg(b)
            .arg(a);
    const auto process = spawn(python(code.toUtf8().constData()), options);
    QVERIFY(process.has_value());
    QCOMPARE(output.all(), QByteArray("ok\n"));
    QCOMPARE(first.all(), QByteArray("to first"));
    QCOMPARE(second.all(), QByteArray("to second"));
    QCOMPARE(codeOf(*process), 0);
}

void TestProcess::nothingElseIsInherited()
{
    Pipe given;
    const Pipe kept;
    ::fcntl(kept.read.get(), F_SETFD, 0); // somebody forgot to say close-on-exec
    SpawnOptions options;
    options.inherited = {{given.write.get(), 3}};
    const auto process = spawn(python("import os\nlisted = [n for n in os.listdir('/proc/self/fd')]\n"
                                      "os.write(3, ' '.join(n for n in sorted(listed, key=int) "
                                      "if os.path.exists('/proc/self/fd/' + n)).encode())"),
                               options);
    QVERIFY(process.has_value());
    QCOMPARE(given.all(), QByteArray("0 1 2 3"));
    QCOMPARE(codeOf(*process), 0);
}

void TestProcess::childrenDieWithTheirParent()
{
    // The thread that started it is what counts.
    ProcessId process;
    std::thread starter([&] {
        SpawnOptions options;
        options.diesWithParent = true;
        process = *spawn({QStringLiteral("/usr/bin/sleep"), QStringLiteral("60")}, options);
    });
    starter.join();
    const int status = codeOf(process);
    QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

void TestProcess::processesAreKnownByTheirStart()
{
    const auto self = ProcessId::of(::getpid());
    QVERIFY(self && self->isAlive());
    QVERIFY(!(ProcessId{self->pid, self->startTime + 1}.isAlive()));
    QVERIFY(!ProcessId{}.isAlive());
    QVERIFY(!ProcessId::of(0x7fffffff));

    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("pid"));
    QVERIFY(!ProcessId::readFrom(file));
    QVERIFY(self->writeTo(file).has_value());
    QCOMPARE(ProcessId::readFrom(file)->pid, self->pid);
    QVERIFY(*ProcessId::readFrom(file) == *self);
    QVERIFY(writeFileAtomically(file, "12\n").has_value());
    QVERIFY(!ProcessId::readFrom(file));

    const auto process = spawn({QStringLiteral("/usr/bin/sleep"), QStringLiteral("60")});
    QVERIFY(process->isAlive());
    ::kill(process->pid, SIGKILL);
    siginfo_t info{};
    QCOMPARE(::waitid(P_PID, static_cast<id_t>(process->pid), &info, WEXITED | WNOWAIT), 0);
    QVERIFY(!process->isAlive()); // a zombie
    codeOf(*process);
    QVERIFY(!process->isAlive());
}

// Until its last thread has gone it holds its sockets: whoever connects meanwhile would be lost with it.
void TestProcess::aliveUntilTheLastThreadEnds()
{
    Pipe pipe;
    SpawnOptions options;
    options.output = pipe.write.get();
    const auto process = spawn(python("import ctypes, threading\n"
                                      "threading.Thread(target=threading.Event().wait).start()\n"
                                      "print('ready', flush=True)\n"
                                      "ctypes.CDLL(None).syscall(60, 0)"), // exit of this thread alone
                               options);
    QVERIFY(process.has_value());
    QCOMPARE(pipe.line(), QByteArray("ready"));
    const auto firstThread = [&] {
        const auto stat = readFile(QStringLiteral("/proc/%1/stat").arg(process->pid), 4096);
        return stat ? stat->mid(stat->lastIndexOf(')') + 2, 1) : QByteArray();
    };
    QTRY_COMPARE(firstThread(), QByteArray("Z"));
    QVERIFY(process->isAlive());
    ::kill(process->pid, SIGKILL);
    codeOf(*process);
    QVERIFY(!process->isAlive());
}

void TestProcess::endingAsksFirst()
{
    Pipe pipe;
    SpawnOptions options;
    options.output = pipe.write.get();
    // Written at once: print() may still be at it when the signal comes, and can't be called within itself.
    const auto process = spawn(python("import os, signal, sys\n"
                                      "def end(*_):\n    os.write(1, b'bye\\n')\n    sys.exit(0)\n"
                                      "signal.signal(signal.SIGTERM, end)\nos.write(1, b'ready\\n')\n"
                                      "while True: signal.pause()"),
                               options);
    QVERIFY(process.has_value());
    QCOMPARE(pipe.line(), QByteArray("ready"));
    QVERIFY(endProcess(*process, 20s).has_value());
    QVERIFY(!process->isAlive());
    QCOMPARE(pipe.line(), QByteArray("bye"));
    QVERIFY(endProcess(*process, 1s).has_value());
}

void TestProcess::endingInsists()
{
    Pipe pipe;
    SpawnOptions options;
    options.output = pipe.write.get();
    options.newSession = true;
    // It and its child ignore SIGTERM.
    const auto process =
        spawn(python("import signal, subprocess\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
                     "child = subprocess.Popen(['sleep', '60'])\nprint(child.pid, flush=True)\n"
                     "while True: signal.pause()"),
              options);
    QVERIFY(process.has_value());
    const int child = pipe.line().toInt();
    QVERIFY(child > 0);
    QVERIFY(endProcess(*process, 100ms, true).has_value());
    QVERIFY(!process->isAlive());
    QTRY_VERIFY(!ProcessId::of(child) || !ProcessId::of(child)->isAlive());
}

void TestProcess::endingStoppedOnes()
{
    const auto process = spawn({QStringLiteral("/usr/bin/sleep"), QStringLiteral("60")});
    QVERIFY(process.has_value());
    ::kill(process->pid, SIGSTOP);
    QVERIFY(endProcess(*process, 20s).has_value());
    QVERIFY(!process->isAlive());
}

void TestProcess::filesAreWrittenWholeOrNotAtAll()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("file"));
    QVERIFY(writeFileAtomically(file, "one", 0600).has_value());
    struct stat info
    {
    };
    QCOMPARE(::stat(file.toLocal8Bit().constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0600U);
    // Whoever has the old file open keeps the old bytes: it was replaced, not rewritten.
    QFile old(file);
    QVERIFY(old.open(QIODevice::ReadOnly));
    QVERIFY(writeFileAtomically(file, "two", 0644).has_value());
    QCOMPARE(old.readAll(), QByteArray("one"));
    QCOMPARE(*readFile(file), QByteArray("two"));
    QCOMPARE(::stat(file.toLocal8Bit().constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0644U);
    // A folder where the file should be: nothing is left behind.
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("taken")));
    const auto refused = writeFileAtomically(folder.filePath(QStringLiteral("taken")), "x");
    QVERIFY(!refused);
    QVERIFY(!refused.error().hint.isEmpty());
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             (QStringList{QStringLiteral("file"), QStringLiteral("taken")}));
    QVERIFY(!writeFileAtomically(QStringLiteral("/nowhere/file"), "x"));
}

void TestProcess::filesAreReadUpToALimit()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("file"));
    QVERIFY(writeFileAtomically(file, QByteArray(100, 'x')).has_value());
    QCOMPARE(readFile(file, 100)->size(), 100);
    QCOMPARE(readFile(file, 99).error().kind, Problem::Kind::TooLarge);
    QCOMPARE(readFile(folder.filePath(QStringLiteral("none"))).error().kind, Problem::Kind::NotFound);
}

QTEST_GUILESS_MAIN(TestProcess)
#include "TestProcess.moc"
