// A real HAProxy on a block of loopback addresses of its own, with a tiny server behind each of four slots.
#pragma once
#include "gateway/TinyServer.h"
#include "service/gateway/HaproxyConfig.h"
#include "service/gateway/HaproxyGateway.h"
#include "service/ipc/DataFolder.h"
#include "service/ipc/Process.h"

#include <QDir>
#include <QTemporaryDir>

namespace slipway::testing {

class GatewayFixture
{
public:
    static constexpr int slots = 4;

    GatewayFixture()
        : folder(std::move(*DataFolder::open(temporary.path()))),
          gateway(folder.file(QStringLiteral("gateway")))
    {
        for (int slot = 1; slot <= slots; ++slot) {
            QDir().mkpath(folder.doors(slot));
            servers.push_back(std::make_unique<TinyServer>(folder.doors(slot) + QStringLiteral("/http.sock"),
                                                           "side-" + std::to_string(slot)));
        }
        launch();
    }
    ~GatewayFixture() { kill(); }

    // Also in builds without assertions.
    static void require(bool there, const char *what)
    {
        if (!there)
            qFatal("no %s", what);
    }

    void launch(int configured = slots)
    {
        HaproxySettings settings;
        settings.slots = configured;
        for (int slot = 1; slot <= configured; ++slot)
            settings.addresses.append(folder.publicAddress(slot));
        const QString place = folder.file(QStringLiteral("gateway"));
        require(writeGatewayFolder(place, settings).has_value(), "the gateway's folder");
        SpawnOptions options;
        options.folder = place;
        options.diesWithParent = true;
        process = *spawn({QStringLiteral("/usr/sbin/haproxy"), QStringLiteral("-db"), QStringLiteral("-f"),
                          QStringLiteral("haproxy.cfg")},
                         options);
        require(gateway.routes().has_value(), "an answer of HAProxy");
    }
    void kill() { (void)endProcess(process, Duration(0)); }

    QString address(int slot) const { return folder.publicAddress(slot); }
    KeepAliveClient client(int slot) const { return {address(slot).toStdString(), DataFolder::httpPort}; }
    TinyServer &server(int slot) { return *servers[static_cast<std::size_t>(slot - 1)]; }

    QTemporaryDir temporary;
    DataFolder folder;
    HaproxyGateway gateway;
    std::vector<std::unique_ptr<TinyServer>> servers;
    ProcessId process;
};

} // namespace slipway::testing
