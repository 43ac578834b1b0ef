#include "service/release/Holds.h"

#include "service/store/CatalogRepository.h"

namespace slipway {

namespace {

// By the guardian, who knows best; without it as well as can be.
Result<void> bringBack(Store &store, Gateway &gateway, Platform &platform, CutoverKeeper &keeper,
                       const CutoverRecord &cutover)
{
    if (keeper.recover(cutover.releaseId))
        return {};
    const auto serving =
        store.read([&](Reader &reader) { return CatalogRepository::environment(reader, cutover.serving); });
    return serving ? bringBackAlone(gateway, platform, *serving, cutover, {}) : Failure(serving.error());
}

} // namespace

Result<void> bringBackAlone(Gateway &gateway, Platform &platform, const Environment &serving,
                            const CutoverRecord &cutover, Work work)
{
    const auto route = gateway.route(cutover.address);
    if (!route)
        return Failure(route.error());
    if (route->slot != serving.slot) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("%1 leads to the new side already").arg(cutover.address),
                    QStringLiteral("Go forward: retry the swap."), cutover.step);
    }
    if (const auto fenced = gateway.fence(cutover.address, cutover.token); !fenced)
        return fenced;
    work.token = cutover.token + 1;
    if (const auto resumed = platform.resume(serving, work); !resumed)
        return resumed;
    return gateway.release(cutover.address, work.token);
}

QJsonArray releaseHolds(Store &store, Gateway &gateway, Platform &platform, CutoverKeeper &keeper)
{
    QJsonArray released;
    const auto routes = gateway.routes();
    const auto open = store.read([](Reader &reader) { return ReleaseRepository::openCutovers(reader); });
    if (!routes || !open)
        return released;
    for (const GatewayRoute &route : *routes) {
        for (const CutoverRecord &cutover : *open) {
            if (route.held && cutover.address == route.address && cutover.token == route.token &&
                bringBack(store, gateway, platform, keeper, cutover))
                released.append(route.address);
        }
    }
    return released;
}

} // namespace slipway
