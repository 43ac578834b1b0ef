// What the API can ask of the running service beyond the store and the release desk: environments, the demo,
// the brake, backups, health. Implemented where the service is put together (app/daemon).
//
// Every method may be called from several worker threads at once, and may block; those that take minutes
// return once the work is accepted and durable, and the state of the environment tells how it goes.
#pragma once
#include "domain/Catalog.h"
#include "domain/Problem.h"

#include <QJsonObject>

namespace slipway {

struct ContactMethod;

struct ServiceHealth
{
    bool healthy = false;
    // By name (store, engine, guardian, gateway): {"healthy": bool, "why": text where it isn't}.
    QJsonObject parts;
    QJsonObject toJson() const
    {
        return {{QStringLiteral("healthy"), healthy}, {QStringLiteral("parts"), parts}};
    }
};

class Operations
{
public:
    virtual ~Operations() = default;

    // request: {"customer": slug, "slug", "name", "recipe": {…}}. Answers with the application, whose first
    // environment is "creating"; it becomes running or failed by itself.
    virtual Result<Application> createApplication(const QJsonObject &request, const QString &actor) = 0;
    // A new test environment from production. Answers with the application, the new environment "creating".
    virtual Result<Application> cloneApplication(const Application &application, const QString &actor) = 0;
    // `environment` by name. Answer once it runs healthily, has stopped, or is gone with all its data.
    virtual Result<Application> startEnvironment(const Application &application, const QString &environment,
                                                 const QString &actor) = 0;
    virtual Result<Application> stopEnvironment(const Application &application, const QString &environment,
                                                const QString &actor) = 0;
    virtual Result<Application> removeEnvironment(const Application &application, const QString &environment,
                                                  const QString &actor) = 0;
    // With all its environments; answers once it is gone. Refused for one that was ever built.
    virtual Result<void> removeApplication(const Application &application, const QString &actor) = 0;

    // {"app","candidate","version_file","key","upload_path","customers":[…],"load":{"on","rate"}}; NotFound
    // where the service wasn't started on the demo.
    virtual Result<QJsonObject> demo() = 0;
    // The traffic generator: {"on","rate"} as it is afterwards.
    virtual Result<QJsonObject> loadDemo(bool on, int rate, const QString &actor) = 0;

    // No new effects, holds released; survives restarts. {"on","since","by","reason"}.
    virtual Result<QJsonObject> brake() = 0;
    virtual Result<QJsonObject> setBrake(bool on, const QString &reason, const QString &actor) = 0;

    // Writes a backup below DATA/backups: {"file": absolute path, "bytes", "head": {…}}.
    virtual Result<QJsonObject> backUp(const QString &actor) = 0;

    // Why some page or link may not reach anybody: a program that isn't allowed, a secret that is missing, a
    // listener that can't be opened. Sentences for people.
    virtual QStringList pagingProblems() { return {}; }
    // Why this way to reach somebody can't work at all; empty: it may.
    virtual QString whyUnusable(const ContactMethod &) { return {}; }

    // Fast (well under a second), also when parts of the service are ill.
    virtual ServiceHealth health() = 0;
    // Prometheus text of everything but the API's own counters.
    virtual QByteArray metrics() = 0;
};

} // namespace slipway
