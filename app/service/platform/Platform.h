// What hosts appliances. The sandbox is this machine; LXD and Incus come later behind the same interface.
// All calls may block (workers call them) and are idempotent: repeated with the same arguments after a crash
// they finish what was begun. `Work` carries cancel and progress.
#pragma once
#include "domain/Catalog.h"
#include "domain/Event.h"

#include <functional>
#include <stop_token>

namespace slipway {

struct Work
{
    std::stop_token stop;
    qint64 token = 0; // fencing token: an older one than the environment has seen is refused
    std::function<void(const QString &line, const QJsonObject &data)> progress;
    void say(const QString &line, const QJsonObject &data = {}) const
    {
        if (progress)
            progress(line, data);
    }
};

// Path → SHA-256 of content, type and mode of every entry below the code paths, and one digest over all.
struct Manifest
{
    QString digest;
    qint64 files = 0;
    qint64 bytes = 0;
    QJsonObject entries; // "app/shop.py": "100644 <sha256>"
};

struct EnvironmentHealth
{
    bool healthy = false;
    QString version;                   // what the application says of itself
    QString why;                       // of the first that isn't healthy
    std::vector<Appliance> appliances; // state and health filled in
};

// How far a follower is behind its source.
struct FollowReport
{
    bool streaming = false;  // every database of the follower receives
    qint64 lagBytes = 0;     // of write-ahead log
    qint64 pendingPaths = 0; // changed since the last pass, -1 when a walk will be needed
    QJsonObject detail;
};

struct SyncReport
{
    qint64 files = 0; // transferred in this pass
    qint64 bytes = 0;
    qint64 deleted = 0;
    QJsonObject positions; // database name → {"source": lsn, "follower": lsn}
    QJsonObject detail;    // timings in ms by part
};

class Platform
{
public:
    virtual ~Platform() = default;

    // Builds an environment from its application's recipe: folders, configuration, initial data; not started.
    virtual Result<void> create(const Application &application, const Environment &environment,
                                const Work &work) = 0;
    // A consistent copy of `source`, which may be serving; quiet, not started.
    virtual Result<void> clone(const Application &application, const Environment &target,
                               const Environment &source, const Work &work) = 0;
    virtual Result<void> start(const Environment &environment, const Work &work) = 0; // returns once healthy
    virtual Result<void> stop(const Environment &environment, const Work &work) = 0;
    virtual Result<void> destroy(const Environment &environment, const Work &work) = 0;
    virtual Result<EnvironmentHealth> health(const Environment &environment) = 0;
    virtual Result<void> setQuiet(const Environment &environment, bool quiet, const Work &work) = 0;

    // Lets the holders of `keys` in by SSH and SFTP; refused aloud where environments can't be separated.
    virtual Result<SshEndpoint> openAccess(const Environment &environment, const QStringList &keys,
                                           const Work &work) = 0;
    // Shuts the door, ends sessions and everything they left behind.
    virtual Result<void> closeAccess(const Environment &environment, const Work &work) = 0;
    virtual Result<Manifest> codeManifest(const Environment &environment, const Work &work) = 0;
    virtual Result<QJsonObject> disk(const Environment &environment) = 0; // {"free_bytes","needed_bytes"}

    // Before the hold, while `source` serves: databases of `follower` re-based on `source` and streaming,
    // live files copied by content, changes watched from now on. Repeated: only what is missing.
    virtual Result<FollowReport> follow(const Environment &follower, const Environment &source,
                                        const Work &work) = 0;
    virtual Result<FollowReport> following(const Environment &follower, const Environment &source) = 0;
    // Fine for one that is gone: what removes it may have been cut short right after that.
    virtual Result<void> unfollow(const Environment &follower, const Environment &source,
                                  const Work &work) = 0;

    // In the hold. What `source` keeps in memory is brought to disk, where its appliances know how; then its
    // writers (application, workers, cron) stand still until resume(), or until the lease lapses: then the
    // environment resumes by itself, whoever has died.
    virtual Result<void> quiesce(const Environment &source, Duration lease, const Work &work) = 0;
    // Stops the databases of `source` cleanly, waits until `follower` has replayed all, copies the files that
    // changed since the last pass.
    virtual Result<SyncReport> finalSync(const Environment &follower, const Environment &source,
                                         const Work &work) = 0;
    // Hashes of the paths that changed and database positions of both sides; a difference is a problem, and
    // so is that nobody knows what changed. {"paths","not_compared","positions"}
    virtual Result<QJsonObject> compare(const Environment &follower, const Environment &source,
                                        const Work &work) = 0;
    // Makes `follower` able to serve: databases writable, application started, healthy; still private. The
    // version it has; a side that doesn't become healthy is a problem with the reason.
    virtual Result<QString> promote(const Environment &follower, const Work &work) = 0;
    // `environment` serves again as before quiesce(): databases and application started, healthy.
    virtual Result<void> resume(const Environment &environment, const Work &work) = 0;
    // After the swap: `environment` stays stopped but for what follows production (lease ended, quiet).
    virtual Result<void> standBy(const Environment &environment, const Work &work) = 0;

    // Hands the mail that environments have sent over to the sink; what can't be taken is a problem each.
    // Quiet ones' mail isn't: it stays in the environment for good.
    virtual std::vector<Problem> collectMail() = 0;

    // What went down and came up inside environments since `since` (its own counter, which stays where it is
    // when nothing did), also while the service was away.
    struct Incident
    {
        QString kind; // "appliance.down", "appliance.up", "environment.resumed", …
        int slot = 0;
        QString appliance; // its name; empty: the environment as a whole
        QJsonObject payload;
    };
    struct Incidents
    {
        qint64 next = 0;
        std::vector<Incident> items; // in their order
    };
    virtual Result<Incidents> incidents(qint64 since) = 0;
};

} // namespace slipway
