// Routes of files for replies and notes: brought piece by piece by whoever writes, fetched by staff.
#pragma once
#include "service/api/Router.h"
#include "service/support/CaseFiles.h"

namespace slipway {

class CaseFileHandlers
{
public:
    explicit CaseFileHandlers(Store &store) : m_files(store) {}
    void addTo(Router &router);

private:
    Result<Response> begin(const Request &request);
    Result<Response> bring(const Request &request);
    Result<Response> drafts(const Request &request) const;
    Result<Response> fetch(const Request &request) const;
    Result<Response> remove(const Request &request);

    CaseFiles m_files;
};

} // namespace slipway
