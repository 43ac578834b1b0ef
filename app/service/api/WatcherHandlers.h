// Routes of the watcher outside; its address and token come in and never go out.
#pragma once
#include "service/api/Router.h"

namespace slipway {

class WatcherDesk;

class WatcherHandlers
{
public:
    explicit WatcherHandlers(WatcherDesk &watcher) : m_watcher(watcher) {}
    void addTo(Router &router);

private:
    Result<Response> set(const Request &request) const;
    Result<Response> remove(const Request &request) const;
    Result<Response> test(const Request &request) const;

    WatcherDesk &m_watcher;
};

} // namespace slipway
