// What the tests of the guardian live in.
#pragma once
#include "gateway/TinyServer.h"
#include "guardian/FakeEnvironment.h"
#include "service/gateway/HaproxyGateway.h"
#include "service/guardian/GuardianMain.h"
#include "service/ipc/GuardianClient.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace slipway::testing {

// A folder with a guardian, a gateway, and two environments: the first address leads to slot 1.
struct House
{
    QTemporaryDir temporary;
    DataFolder folder = std::move(*DataFolder::open(temporary.path()));
    GuardianClient client{GuardianClient::socketIn(folder.path())};
    HaproxyGateway gateway{folder.file(QStringLiteral("gateway"))};

    Result<void> open()
    {
        auto done = ensureGuardian(QCoreApplication::applicationFilePath(), folder.path());
        if (done)
            done = client.gateway(true);
        for (int slot = 1; slot <= 2 && done; ++slot) {
            done = client.environment(slot, true);
            if (done)
                done = gateway.setRoute(folder.publicAddress(slot), slot, 1);
        }
        return done;
    }
    ~House()
    {
        if (!client.status())
            (void)ensureGuardian(QCoreApplication::applicationFilePath(), folder.path());
        (void)client.stop();
    }
    QString address(int slot) const { return folder.publicAddress(slot); }
    KeepAliveClient visitor(int slot) const { return {address(slot).toStdString(), DataFolder::httpPort}; }
    int gatewayPid()
    {
        return client.status()
            ->value(QLatin1String("gateway"))
            .toObject()
            .value(QLatin1String("pid"))
            .toInt();
    }
    int environmentPid(int slot)
    {
        const QJsonArray list = client.status()->value(QLatin1String("environments")).toArray();
        for (const QJsonValue &item : list) {
            if (item.toObject().value(QLatin1String("slot")).toInt() == slot)
                return item.toObject().value(QLatin1String("pid")).toInt();
        }
        return 0;
    }
    int guardianPid() const
    {
        const auto process = ProcessId::readFrom(folder.file(QStringLiteral("run/guardian.pid")));
        return process ? process->pid : 0;
    }
    void killGuardian() const
    {
        const auto process = *ProcessId::readFrom(folder.file(QStringLiteral("run/guardian.pid")));
        ::kill(process.pid, SIGKILL);
        while (process.isAlive())
            QTest::qWait(2);
    }
    // So often production won't stand down.
    Result<QJsonObject> cling(int times) const
    {
        return tellInit(folder, 1,
                        {{QStringLiteral("do"), QStringLiteral("cling")}, {QStringLiteral("times"), times}});
    }
    Cutover cutover(qint64 token) const
    {
        return {12, QStringLiteral("northwind/shop"), address(1), address(2), 1, 2, token};
    }
    QStringList kinds()
    {
        QStringList list;
        const auto incidents = client.incidents(0);
        for (const GuardianIncident &incident : incidents->items)
            list.append(incident.kind + QLatin1Char(' ') + incident.subject);
        return list;
    }
};

} // namespace slipway::testing
