// A stand-in for an environment: an init of a few lines with a tiny server behind the door, which can be told
// to stop serving (quiesce), to serve again (resume), to stand down, to refuse either, and to end.
#pragma once
#include "gateway/TinyServer.h"
#include "service/guardian/EnvironmentStarter.h"
#include "service/ipc/DataFolder.h"

#include <QDir>

#include <unistd.h>

namespace slipway::testing {

inline Result<QJsonObject> tellInit(const DataFolder &folder, int slot, const QJsonObject &request,
                                    Duration limit = std::chrono::seconds(2))
{
    auto channel = Channel::connect(folder.file(QStringLiteral("run/env-%1.sock").arg(slot)));
    if (!channel)
        return Failure(channel.error());
    return channel->call(request, limit);
}

inline QJsonObject asking(const char *what)
{
    return {{QStringLiteral("do"), QLatin1String(what)}};
}

// --fake-init DATA SLOT: the control socket is descriptor 3.
inline int fakeInit(const QStringList &arguments)
{
    const QString door = arguments.value(0) + QStringLiteral("/doors/") + arguments.value(1);
    QDir().mkpath(door);
    TinyServer server(door + QStringLiteral("/http.sock"), "side-" + arguments.value(1).toStdString());
    bool serving = true;
    bool standsBy = false;
    int refusals = 0;
    int clinging = 0;   // so often it won't stand down
    int standDowns = 0; // asked for
    for (;;) {
        auto accepted = acceptFrom(3, std::chrono::hours(1));
        if (!accepted)
            continue;
        Channel channel(std::move(*accepted));
        const auto message = channel.receive(std::chrono::seconds(2));
        if (!message)
            continue;
        const QString what = message->body.value(QLatin1String("do")).toString();
        if (what == QLatin1String("stand-down")) {
            ++standDowns;
            standsBy = standsBy || clinging-- <= 0;
        }
        QJsonObject answer{{QStringLiteral("serving"), serving},
                           {QStringLiteral("stands_by"), standsBy},
                           {QStringLiteral("stand_downs"), standDowns}};
        if (what == QLatin1String("quiesce") && serving) {
            server.stop();
            serving = false;
        } else if (what == QLatin1String("refuse")) {
            refusals = message->body.value(QLatin1String("times")).toInt();
        } else if (what == QLatin1String("cling")) {
            clinging = message->body.value(QLatin1String("times")).toInt();
        } else if (what == QLatin1String("stand-down") && !standsBy) {
            answer = problemAnswer(
                {Problem::Kind::Timeout, QStringLiteral("The application doesn't stop"), {}, {}});
        } else if (what == QLatin1String("resume") && refusals > 0) {
            --refusals;
            answer = problemAnswer(
                {Problem::Kind::Unavailable, QStringLiteral("The database doesn't start"), {}, {}});
        } else if (what == QLatin1String("resume") && !serving) {
            server.start();
            serving = true;
        }
        (void)channel.send(answer);
        if (what == QLatin1String("end"))
            return 0;
    }
}

class FakeStarter final : public EnvironmentStarter
{
public:
    explicit FakeStarter(const DataFolder &folder) : m_folder(folder) {}
    Result<ProcessId> launch(int slot, int listener) override
    {
        SpawnOptions options;
        options.newSession = true;
        options.inherited = {{listener, 3}};
        return spawn({QStringLiteral("/proc/self/exe"), QStringLiteral("--fake-init"), m_folder.path(),
                      QString::number(slot)},
                     options);
    }
    Result<void> ready(int slot, Duration limit) override
    {
        return tellInit(m_folder, slot, asking("ping"), limit).map([](const QJsonObject &) {});
    }
    Result<void> resume(int slot, qint64, Duration limit) override
    {
        return tellInit(m_folder, slot, asking("resume"), limit).map([](const QJsonObject &) {});
    }
    Result<void> standDown(int slot, qint64, Duration limit) override
    {
        return tellInit(m_folder, slot, asking("stand-down"), limit).map([](const QJsonObject &) {});
    }
    Result<void> end(int slot, const ProcessId &init, Duration limit) override
    {
        (void)tellInit(m_folder, slot, asking("end"), limit);
        return endProcess(init, std::chrono::milliseconds(500));
    }

private:
    const DataFolder &m_folder;
};

} // namespace slipway::testing
