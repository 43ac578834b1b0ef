// The API as one thing to start and stop: HTTP server, sign-in, routes and their handlers, event feed.
// `slipwayInitResources()` must have been called.
#pragma once
#include "domain/Problem.h"
#include "service/api/HttpLimits.h"

#include <QString>

#include <memory>

namespace slipway {

class ActivityRegistry;
class CaseDesk;
class CaseIntake;
class HostDesk;
class Mailboxes;
class Operations;
class ReleaseService;
class Store;
class WatcherDesk;

class ApiServer
{
public:
    struct Options
    {
        QString address; // DataFolder::apiAddress()
        int port = 0;    // DataFolder::apiPort(); 0: any free one
        int workers = 8; // for what blocks: writes, sign-ins, IPC
        HttpLimits limits;
        QByteArray folder = {}; // DataFolder::identity(); who asks for another's service is refused
    };

    // Everything handed in must outlive the server. `activities` may be null: pipelines are then checked
    // without looking for their activities.
    ApiServer(Store &store, ReleaseService &releases, std::shared_ptr<const ActivityRegistry> activities,
              HostDesk &hosts, CaseDesk &cases, CaseIntake &intake, Mailboxes &mailboxes,
              WatcherDesk &watcher, Operations &operations, Options options);
    ~ApiServer(); // stops

    Result<void> start(); // listens; Unavailable when the port is taken
    void stop();          // answers what is under way, closes feeds, joins its threads
    int port() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace slipway
