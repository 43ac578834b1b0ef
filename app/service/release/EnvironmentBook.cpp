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

// Away from the gateway, off the machine, retired.
Result<void> dismantle(Store &store, Gateway &gateway, Platform &platform, const Environment &environment,
                       const QString &actor, const Work &work)
{
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
    return dismantle(store, gateway, platform, environment, actor, work);
}

Result<void> mayRemove(Reader &reader, const Application &application)
{
    const QString hint = QStringLiteral("Only an application whose building failed can be removed.");
    for (const Environment &environment : application.environments) {
        if (environment.state == QLatin1String("failed"))
            continue;
        return fail(
            Problem::Kind::Conflict,
            QStringLiteral("%1 of %2 is %3").arg(environment.name, application.handle(), environment.state),
            hint);
    }
    // Failed it may also be because something broke later: what has run once has data that somebody wants.
    const auto ran = CatalogRepository::hasRun(reader, application);
    if (!ran)
        return Failure(ran.error());
    if (*ran) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("%1 was built, and has run before it failed").arg(application.handle()),
                    hint);
    }
    return {};
}

Result<void> removeApplication(Store &store, Gateway &gateway, Platform &platform,
                               const Application &application, const QString &actor, const Work &work)
{
    if (auto may = store.read([&](Reader &reader) { return mayRemove(reader, application); }); !may)
        return may;
    for (const Environment &environment : application.environments) {
        if (auto gone = dismantle(store, gateway, platform, environment, actor, work); !gone)
            return gone;
    }
    return store.write([&](Transaction &transaction) {
        return CatalogRepository::removeApplication(transaction, actor, application.id);
    });
}

} // namespace slipway
