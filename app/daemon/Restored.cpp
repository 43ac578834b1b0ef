#include "daemon/Restored.h"

#include "service/store/CatalogRepository.h"
#include "service/store/Store.h"

#include <QFile>

namespace slipway {

namespace {

const QString actor = QStringLiteral("service");
const QString missing = QStringLiteral("missing");
const QString unknown = QStringLiteral("unknown");

Result<void> moveAddresses(Transaction &transaction, const DataFolder &folder, const Environment &environment)
{
    if (const QString address = folder.moved(environment.address); address != environment.address) {
        if (auto set =
                CatalogRepository::setAddress(transaction, actor, environment.id, address, environment.port);
            !set)
            return set;
    }
    SshEndpoint door = environment.ssh;
    door.host = folder.moved(door.host);
    if (door != environment.ssh) {
        if (auto set = CatalogRepository::setSsh(transaction, actor, environment.id, door); !set)
            return set;
    }
    for (const Appliance &appliance : environment.appliances) {
        const QString address = folder.moved(appliance.address);
        if (address == appliance.address)
            continue;
        if (auto set = CatalogRepository::setApplianceAddress(transaction, actor, appliance.id, address);
            !set)
            return set;
    }
    return {};
}

// Nobody can be let in, nothing runs, and nothing is started in its place.
Result<void> setMissing(Transaction &transaction, const Environment &environment)
{
    if (auto set = CatalogRepository::setState(transaction, actor, environment.id, missing); !set)
        return set;
    if (!environment.ssh.host.isEmpty()) {
        if (auto closed = CatalogRepository::setSsh(transaction, actor, environment.id, {}); !closed)
            return closed;
    }
    for (const Appliance &appliance : environment.appliances) {
        if (auto set = CatalogRepository::setAppliance(transaction, actor, appliance.id, unknown, unknown);
            !set)
            return set;
    }
    return {};
}

} // namespace

Result<void> settleRestored(Store &store, DataFolder &folder)
{
    if (!folder.restored())
        return {};
    const auto written = store.write([&](Transaction &transaction) -> Result<void> {
        const auto environments = CatalogRepository::environments(transaction);
        if (!environments)
            return Failure(environments.error());
        QJsonArray absent;
        for (const Environment &environment : *environments) {
            if (auto moved = moveAddresses(transaction, folder, environment); !moved)
                return moved;
            if (QFile::exists(folder.environment(environment.slot)) || environment.state == missing)
                continue;
            if (auto set = setMissing(transaction, environment); !set)
                return set;
            absent.append(environment.name);
        }
        transaction.append(
            {actor,
             QStringLiteral("folder.restored"),
             QStringLiteral("service"),
             {{QStringLiteral("api"), folder.apiUrl()},
              {missing, absent},
              {QStringLiteral("reason"),
               QStringLiteral("A backup holds the store, not the files and databases of environments")}}});
        return {};
    });
    return written ? folder.forgetRestored() : written;
}

} // namespace slipway
