#include "service/api/WatcherHandlers.h"

#include "service/api/Fields.h"
#include "service/support/WatcherDesk.h"

namespace slipway {

void WatcherHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("getWatcher", Work::Blocks, [this](const Request &) { return jsonOf(m_watcher.show()); });
    router.add("setWatcher", Work::KeepsNothing, [this](const Request &r) { return set(r); });
    router.add("removeWatcher", Work::Blocks, [this](const Request &r) { return remove(r); });
    router.add("testWatcher", Work::Lingers, [this](const Request &r) { return test(r); });
}

Result<Response> WatcherHandlers::set(const Request &request) const
{
    const auto body = fieldsOf(request, {"url", "token", "method", "mail", "every_seconds"});
    if (!body)
        return Failure(body.error());
    return jsonOf(m_watcher.set(*body, request.principal.name));
}

Result<Response> WatcherHandlers::remove(const Request &request) const
{
    const auto removed = m_watcher.remove(request.principal.name);
    return removed ? Result<Response>(Response::empty()) : Failure(removed.error());
}

Result<Response> WatcherHandlers::test(const Request &request) const
{
    const auto body = fieldsOf(request, {});
    return body ? jsonOf(m_watcher.test()) : Failure(body.error());
}

} // namespace slipway
