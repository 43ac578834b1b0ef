// Routes of releases: start, watch, sign, and decide where one waits.
#pragma once
#include "service/api/Router.h"

namespace slipway {

class ReleaseService;
struct Release;
struct ReleaseEdit;

class ReleaseHandlers
{
public:
    explicit ReleaseHandlers(ReleaseService &releases) : m_releases(releases) {}
    void addTo(Router &router);

private:
    using Command =
        std::function<Result<Release>(qint64 id, const QJsonObject &body, const ReleaseEdit &edit)>;

    Result<Response> list(const Request &request) const;
    Result<Response> start(const Request &request) const;
    Result<Response> get(const Request &request) const;
    Result<Response> steps(const Request &request) const;
    Result<Response> preview(const Request &request) const;
    Result<Response> report(const Request &request) const;
    Result<Response> samples(const Request &request) const;
    Result<Response> log(const Request &request) const;
    Result<Response> signOff(const Request &request) const;
    // A command that takes these fields; and a reason must be given where it is needed.
    enum class Reason { IsWelcome, IsNeeded };
    void addCommand(Router &router, const char *id, std::vector<const char *> fields, Command command,
                    Reason reason = Reason::IsWelcome);
    // NotFound, too, where it belongs to another customer.
    Result<Release> visible(const Request &request) const;

    ReleaseService &m_releases;
};

} // namespace slipway
