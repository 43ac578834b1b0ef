#include "service/release/EnvironmentBook.h"

#include "service/gateway/Gateway.h"
#include "service/ipc/DataFolder.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Store.h"

namespace slipway {

namespace {

// A private address for each appliance, in the recipe's order.
std::vector<Appliance> appliancesFor(int slot, const DataFolder &folder, const Environment &production)
{
    std::vector<Appliance> appliances = production.appliances;
    int index = 0;
    for (Appliance &appliance : appliances) {
        appliance.id = 0;
        appliance.environmentId = 0;
        appliance.address = folder.privateAddress(slot, index++);
        appliance.state = QStringLiteral("stopped");
        appliance.health = QStringLiteral("unknown");
    }
    return appliances;
}

} // namespace

Result<Environment> addCopy(Transaction &transaction, const DataFolder &folder, const QString &actor,
                            const Application &application, const Environment &production)
{
    QStringList addresses;
    for (int slot = 1; slot <= DataFolder::slots; ++slot)
        addresses.append(folder.publicAddress(slot));
    const auto slot = CatalogRepository::freeSlot(transaction);
    if (!slot)
        return Failure(slot.error());
    const auto address = CatalogRepository::freeAddress(transaction, addresses);
    if (!address)
        return Failure(address.error());
    const auto name = CatalogRepository::freeName(transaction, application.id);
    if (!name)
        return Failure(name.error());
    Environment copy;
    copy.applicationId = application.id;
    copy.name = *name;
    copy.role = EnvironmentRole::Test;
    copy.slot = *slot;
    copy.address = *address;
    copy.port = DataFolder::httpPort;
    copy.state = QStringLiteral("creating");
    copy.quiet = true;
    copy.appliances = appliancesFor(*slot, folder, production);
    return CatalogRepository::addEnvironment(transaction, actor, copy);
}

Result<QStringList> sshKeysOf(Reader &reader, const Application &application)
{
    const auto contacts = CatalogRepository::contacts(reader, application.customerId);
    if (!contacts)
        return Failure(contacts.error());
    QStringList keys;
    for (const Contact &contact : *contacts)
        keys += contact.sshKeys;
    keys.removeDuplicates();
    return keys;
}

Result<void> removeEnvironment(Store &store, Gateway &gateway, Platform &platform,
                               const Environment &environment, const QString &actor, const Work &work)
{
    if (environment.role == EnvironmentRole::Retired)
        return {};
    if (environment.role == EnvironmentRole::Production) {
        return fail(Problem::Kind::Conflict, QStringLiteral("%1 is production").arg(environment.name),
                    QStringLiteral("Nothing is removed."));
    }
    if (!environment.address.isEmpty()) {
        const auto away = gateway.setRoute(environment.address, 0, work.token);
        if (!away)
            return away;
    }
    if (const auto gone = platform.destroy(environment, work); !gone)
        return gone;
    return store.write([&](Transaction &transaction) {
        return CatalogRepository::setRole(transaction, actor, environment.id, EnvironmentRole::Retired);
    });
}

} // namespace slipway
