// Routes of pipelines: list, show, check and import process definitions.
#pragma once
#include "service/api/Router.h"

namespace slipway {

class ReleaseService;

class PipelineHandlers
{
public:
    explicit PipelineHandlers(ReleaseService &releases) : m_releases(releases) {}
    void addTo(Router &router);

private:
    Result<Response> list(const Request &request) const;
    Result<Response> get(const Request &request) const;
    Result<Response> durations(const Request &request) const;
    Result<Response> check(const Request &request) const;
    Result<Response> import(const Request &request) const;

    ReleaseService &m_releases;
};

} // namespace slipway
