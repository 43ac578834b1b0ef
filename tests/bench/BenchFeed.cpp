// A feed of 5,000 events a second, and then twenty thousand at once, over a real WebSocket into a session
// with its models: how long a turn of the event loop takes, which is how long a key that is pressed then
// waits.
#include "domain/Json.h"
#include "models/ApplicationsModel.h"
#include "models/FakeService.h"
#include "models/LedgerModel.h"
#include "models/ReleasesModel.h"

#include <QCoreApplication>
#include <QThread>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace slipway;

namespace {

constexpr int perSecond = 5000;
constexpr int seconds = 4;
constexpr int atOnce = 20'000;
constexpr int all = perSecond * seconds + atOnce;
constexpr double limitMs = 50;

// Of this thread's own time: what it takes where nothing else wants the processor.
double ownTime()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

QString frame(qint64 seq)
{
    const bool isRelease = seq % 2 == 0;
    const QJsonObject payload{{QStringLiteral("application"), QStringLiteral("northwind/shop")},
                              {QStringLiteral("from"), QStringLiteral("running")},
                              {QStringLiteral("step"), QStringLiteral("last-sync")},
                              {QStringLiteral("run"), 1214}};
    const QString kind = isRelease ? QStringLiteral("release.running") : QStringLiteral("step.done");
    const QString subject = isRelease ? QStringLiteral("release/%1").arg(211 + seq / 2 % 4)
                                      : QStringLiteral("application/northwind/shop");
    return QString::fromUtf8(toBytes(fake::event(seq, kind, subject, payload)));
}

// Speaks on a thread of its own.
class Speaker final : public QObject
{
public:
    explicit Speaker(qint64 first)
    {
        for (int i = 0; i < all; ++i)
            m_frames.append(frame(first + i));
        m_server.listen(QHostAddress::LocalHost);
        m_tick.setInterval(std::chrono::milliseconds(10));
        connect(&m_tick, &QTimer::timeout, this, &Speaker::speak);
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            m_client = m_server.nextPendingConnection();
            m_tick.start();
        });
    }
    quint16 port() const { return m_server.serverPort(); }

private:
    void speak()
    {
        const int part = m_said < perSecond * seconds ? perSecond / 100 : atOnce;
        for (int i = 0; i < part && m_said < all; ++i)
            m_client->sendTextMessage(m_frames[m_said++]);
        if (m_said == all)
            m_tick.stop();
    }

    QWebSocketServer m_server{QString(), QWebSocketServer::NonSecureMode, this};
    QTimer m_tick{this};
    QWebSocket *m_client = nullptr;
    QStringList m_frames;
    int m_said = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    FakeService service;
    service.fillWorld();
    Speaker *speaker = new Speaker(11);
    QThread thread;
    const QUrl url(QStringLiteral("ws://127.0.0.1:%1").arg(speaker->port()));
    speaker->moveToThread(&thread);
    QObject::connect(&thread, &QThread::finished, speaker, &QObject::deleteLater);
    thread.start();

    Session::Parts parts = service.parts();
    parts.feed = {};
    Session session(
        service,
        [url] {
            return Endpoint{url, "token"};
        },
        parts);
    ApplicationsModel applications(session);
    ReleasesModel releases(session);
    LedgerModel ledger(session);
    applications.setActive(true);
    releases.setActive(true);
    ledger.setActive(true);
    int seen = 0;
    QObject::connect(&session, &Session::eventsArrived, &application,
                     [&seen](const std::vector<Event> &events) { seen += static_cast<int>(events.size()); });

    std::vector<double> turns;
    double last = ownTime();
    const double start = last;
    const auto began = std::chrono::steady_clock::now();
    session.open();
    while (seen < all && std::chrono::steady_clock::now() - began < std::chrono::seconds(60)) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        const double now = ownTime();
        turns.push_back(now - last);
        last = now;
    }
    thread.quit();
    thread.wait();
    std::sort(turns.begin(), turns.end());
    const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    std::printf("%d of %d events in %.1f s, %.0f %% of a processor; a turn of the loop: p99 %.2f ms, longest "
                "%.2f ms; %zu requests\n",
                seen, all, took, (last - start) / took / 10, turns[turns.size() * 99 / 100], turns.back(),
                service.requests.size());
    if (seen != all || turns.back() > limitMs) {
        std::printf("FAILED: events were lost, or a turn took more than %.0f ms\n", limitMs);
        return 1;
    }
    return 0;
}
