// The probe as a process of its own, against a server that is fast, slow, away.
#include "gateway/TinyServer.h"
#include "service/ipc/DataFolder.h"
#include "service/probe/ProbeMain.h"
#include "service/probe/ProbeRun.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

// Answers one by one, or lets everybody wait.
class Site
{
public:
    Site()
    {
        open();
        m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
    }
    int port() const { return m_port; }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1/version").arg(m_port); }
    std::atomic<bool> holds = false;
    std::atomic<bool> breaks = false; // closes instead of answering
    std::atomic<int> answered = 0;

private:
    void open()
    {
        m_listener = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in name{};
        name.sin_family = AF_INET;
        name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof name;
        ::bind(m_listener.get(), reinterpret_cast<sockaddr *>(&name), size);
        ::listen(m_listener.get(), 500);
        ::getsockname(m_listener.get(), reinterpret_cast<sockaddr *>(&name), &size);
        m_port = ntohs(name.sin_port);
    }
    void run(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            if (auto accepted = acceptFrom(m_listener.get(), 10ms))
                m_workers.emplace_back([this, fd = std::make_shared<FileDescriptor>(std::move(*accepted))](
                                           const std::stop_token &end) { serve(fd->get(), end); });
        }
    }
    void serve(int fd, const std::stop_token &stop)
    {
        const timeval limit{0, 20'000};
        ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        while (!stop.stop_requested()) {
            std::array<char, 4096> space;
            const ssize_t count = ::recv(fd, space.data(), space.size(), 0);
            if (count == 0)
                return;
            if (count < 0)
                continue;
            while (holds && !stop.stop_requested())
                ::usleep(1000);
            if (breaks)
                return;
            const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
            ::send(fd, answer.data(), answer.size(), MSG_NOSIGNAL);
            ++answered;
        }
    }

    FileDescriptor m_listener;
    int m_port = 0;
    std::vector<std::jthread> m_workers;
    std::jthread m_thread;
};

} // namespace

class TestProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void keepsItsSchedule();
    void heldRequestsDelayNoOther();
    void failuresAreSeen();
    void isFoundAgain();
    void endsByItself();
    void refusesNonsense();

private:
    ProbeRun::Settings settings(const QString &url) const
    {
        return {QCoreApplication::applicationFilePath(), url, 100, 1min};
    }
    QString path() const { return m_folder->filePath(QStringLiteral("release/probe-1")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestProbe::keepsItsSchedule()
{
    Site site;
    ProbeRun run(path());
    QVERIFY(run.start(settings(site.url())));
    QVERIFY(run.start(settings(site.url()))); // one runs: it stays
    QTest::qWait(1000);
    QVERIFY(run.stop());
    QVERIFY(!run.isRunning());
    const auto recording = run.read();
    QVERIFY(recording);
    QVERIFY(recording->samples.size() >= 90);
    QCOMPARE(static_cast<int>(recording->samples.size()), site.answered.load());
    for (std::size_t i = 0; i < recording->samples.size(); ++i)
        QCOMPARE(recording->samples[i].at % 10'000, 0);
    const auto summary = run.summary();
    QVERIFY(summary);
    QCOMPARE(summary->failedRequests, 0);
    QVERIFY(summary->medianMs < 20);
    QVERIFY(QFile::exists(path() + QStringLiteral(".json")));
}

void TestProbe::heldRequestsDelayNoOther()
{
    Site site;
    ProbeRun run(path());
    QVERIFY(run.start(settings(site.url())));
    QTest::qWait(300);
    site.holds = true;
    QElapsedTimer clock;
    clock.start();
    QTest::qWait(600);
    site.holds = false;
    const double held = static_cast<double>(clock.elapsed());
    QTest::qWait(300);
    QVERIFY(run.stop());
    const auto summary = run.summary();
    QVERIFY(summary);
    QCOMPARE(summary->failedRequests, 0);
    QCOMPARE(summary->downtimeMs, 0.0);
    // All of them were sent: 120 in 1.2 s, 60 of which waited.
    QVERIFY2(summary->requests >= 105, qPrintable(QString::number(summary->requests)));
    for (const double seen : {summary->worstMs, summary->longestGapMs})
        QVERIFY2(seen > held - 100 && seen < held + 300, qPrintable(QString::number(seen)));
    QCOMPARE(summary->heldMs, summary->worstMs - summary->medianMs);
    const auto recording = run.read();
    const auto waited = std::count_if(recording->samples.begin(), recording->samples.end(),
                                      [](const ProbeSample &sample) { return sample.latency > 50'000; });
    QVERIFY2(waited > 40, qPrintable(QString::number(waited)));
}

void TestProbe::failuresAreSeen()
{
    Site site;
    ProbeRun run(path());
    QVERIFY(run.start(settings(site.url())));
    QTest::qWait(300);
    site.breaks = true;
    QTest::qWait(300);
    site.breaks = false;
    QTest::qWait(300);
    QVERIFY(run.stop());
    const auto summary = run.summary();
    QVERIFY(summary);
    QVERIFY2(summary->failedRequests >= 20 && summary->failedRequests <= 45,
             qPrintable(QString::number(summary->failedRequests)));
    QVERIFY2(summary->downtimeMs > 200 && summary->downtimeMs < 500,
             qPrintable(QString::number(summary->downtimeMs)));
    const auto recording = run.read();
    QVERIFY(std::all_of(recording->samples.begin(), recording->samples.end(), [](const ProbeSample &sample) {
        return sample.good() || sample.error == ProbeError::Closed;
    }));
}

void TestProbe::isFoundAgain()
{
    Site site;
    QVERIFY(ProbeRun(path()).start(settings(site.url())));
    QTest::qWait(200);
    ProbeRun again(path()); // as after a restart of the service
    QVERIFY(again.isRunning());
    QVERIFY(again.read()->samples.size() >= 5);
    QVERIFY(again.stop());
    QVERIFY(again.stop());
    const auto report = again.report();
    QVERIFY(report);
    QVERIFY(report->value(QLatin1String("since")).toString() <
            report->value(QLatin1String("until")).toString());
    QCOMPARE(report->value(QLatin1String("failed_requests")).toInt(-1), 0);
    QVERIFY(!again.isRunning());
}

void TestProbe::endsByItself()
{
    Site site;
    ProbeRun run(path());
    auto with = settings(site.url());
    with.most = 300ms;
    QVERIFY(run.start(with));
    QTRY_VERIFY_WITH_TIMEOUT(!run.isRunning(), 3000);
    const auto samples = run.read()->samples.size();
    QVERIFY2(samples >= 25 && samples <= 31, qPrintable(QString::number(samples)));
}

void TestProbe::refusesNonsense()
{
    ProbeRun run(path());
    for (const QString &url :
         {QStringLiteral("https://127.0.0.1/"), QStringLiteral("http://example.org/"), QString()})
        QVERIFY(!run.start(settings(url)));
    QCOMPARE(probeMain({QStringLiteral("--url")}), 1);
    QCOMPARE(probeMain({QStringLiteral("--what"), QStringLiteral("x")}), 1);
}

// The test program is its own probe.
int main(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    if (arguments.value(0) == QLatin1String("--probe"))
        return probeMain(arguments.mid(1));
    QCoreApplication application(argc, argv);
    TestProbe test;
    return QTest::qExec(&test, argc, argv);
}
#include "TestProbe.moc"
