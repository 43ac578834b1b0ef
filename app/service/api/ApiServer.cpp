#include "service/api/ApiServer.h"

#include "service/api/ApiMetrics.h"
#include "service/api/CaseFileHandlers.h"
#include "service/api/CaseHandlers.h"
#include "service/api/CatalogHandlers.h"
#include "service/api/DemoHandlers.h"
#include "service/api/Dispatcher.h"
#include "service/api/DutyHandlers.h"
#include "service/api/HostHandlers.h"
#include "service/api/HttpServer.h"
#include "service/api/LedgerHandlers.h"
#include "service/api/MailboxHandlers.h"
#include "service/api/MailHandlers.h"
#include "service/api/PipelineHandlers.h"
#include "service/api/ReleaseHandlers.h"
#include "service/api/SlaHandlers.h"
#include "service/api/SystemHandlers.h"
#include "service/api/TemplateHandlers.h"
#include "service/api/UsageHandlers.h"
#include "service/api/UserHandlers.h"
#include "service/api/WatcherHandlers.h"
#include "service/store/Store.h"

namespace slipway {

namespace {
constexpr Duration grace = std::chrono::seconds(2);
}

struct ApiServer::Private
{
    Private(Store &store, ReleaseService &service, std::shared_ptr<const ActivityRegistry> known,
            HostDesk &desk, CaseDesk &caseDesk, CaseIntake &intake, Mailboxes &watched, WatcherDesk &outside,
            Operations &operations, const Options &wanted)
        : options(wanted),
          activities(std::move(known)),
          authenticator(store),
          idempotency(store),
          feed(store, authenticator),
          answers(store),
          catalog(store, operations),
          releases(service),
          pipelines(service),
          ledger(store, feed),
          users(store, refusedSignIns),
          hosts(store, desk),
          cases(store, caseDesk),
          caseFiles(store),
          mail(store, intake),
          duty(store, caseDesk, operations),
          sla(store),
          usage(store),
          templates(store),
          mailboxes(watched),
          watcher(outside),
          demo(operations),
          system(operations,
                 [this] { return apiMetrics(dispatcher.counters, http.counters(), refusedSignIns); }),
          dispatcher({router, authenticator, idempotency, feed, answers, store.clock(), wanted.folder},
                     wanted.workers, wanted.limits),
          http(dispatcher, wanted.limits)
    {
        catalog.addTo(router);
        releases.addTo(router);
        pipelines.addTo(router);
        ledger.addTo(router);
        users.addTo(router);
        hosts.addTo(router);
        cases.addTo(router);
        caseFiles.addTo(router);
        mail.addTo(router);
        duty.addTo(router);
        sla.addTo(router);
        usage.addTo(router);
        templates.addTo(router);
        mailboxes.addTo(router);
        watcher.addTo(router);
        demo.addTo(router);
        system.addTo(router);
    }

    const Options options;
    const std::shared_ptr<const ActivityRegistry> activities;
    std::atomic<qint64> refusedSignIns{0};
    Router router;
    Authenticator authenticator;
    Idempotency idempotency;
    LedgerFeed feed;
    AnswerCache answers;
    CatalogHandlers catalog;
    ReleaseHandlers releases;
    PipelineHandlers pipelines;
    LedgerHandlers ledger;
    UserHandlers users;
    HostHandlers hosts;
    CaseHandlers cases;
    CaseFileHandlers caseFiles;
    MailHandlers mail;
    DutyHandlers duty;
    SlaHandlers sla;
    UsageHandlers usage;
    TemplateHandlers templates;
    MailboxHandlers mailboxes;
    WatcherHandlers watcher;
    DemoHandlers demo;
    SystemHandlers system;
    Dispatcher dispatcher;
    HttpServer http; // last: gone first, with the connections that hold readers of the feed
};

ApiServer::ApiServer(Store &store, ReleaseService &releases,
                     std::shared_ptr<const ActivityRegistry> activities, HostDesk &hosts, CaseDesk &cases,
                     CaseIntake &intake, Mailboxes &mailboxes, WatcherDesk &watcher, Operations &operations,
                     Options options)
    : d(std::make_unique<Private>(store, releases, std::move(activities), hosts, cases, intake, mailboxes,
                                  watcher, operations, options))
{
}

ApiServer::~ApiServer()
{
    stop();
}

Result<void> ApiServer::start()
{
    if (const QStringList missing = d->router.withoutHandler(); !missing.isEmpty()) {
        return fail(Problem::Kind::Internal,
                    QStringLiteral("Routes without a handler: %1").arg(missing.join(QStringLiteral(", "))));
    }
    if (auto forgotten = d->idempotency.forgetOld(); !forgotten)
        return forgotten;
    return d->http.start(d->options.address, d->options.port);
}

void ApiServer::stop()
{
    // Workers first, so that what they were asked is still answered.
    d->http.stopAccepting();
    d->dispatcher.stop();
    d->http.stop(grace);
}

int ApiServer::port() const
{
    return d->http.port();
}

} // namespace slipway
