// The platform that is this machine: environments are folders with real processes, each in namespaces of its
// own, supervised by an init of its own. Nothing here is needed to keep them alive.
#pragma once
#include "domain/Clock.h"
#include "service/platform/Platform.h"
#include "service/platform/sandbox/EnvironmentKeeper.h"
#include "service/platform/sandbox/FileSync.h"
#include "service/platform/sandbox/FollowTable.h"
#include "service/platform/sandbox/MailCollector.h"
#include "service/platform/sandbox/SpecBuilder.h"

namespace slipway {

class SandboxPlatform final : public Platform
{
public:
    // `separated`: what isolation() says, unless a test wants it otherwise. Without a sink mail stays at the
    // doors.
    SandboxPlatform(const DataFolder &folder, EnvironmentKeeper &keeper, bool separated,
                    MailSink *sink = nullptr);
    ~SandboxPlatform() override;

    Result<void> create(const Application &application, const Environment &environment,
                        const Work &work) override;
    Result<void> clone(const Application &application, const Environment &target, const Environment &source,
                       const Work &work) override;
    Result<void> start(const Environment &environment, const Work &work) override;
    Result<void> stop(const Environment &environment, const Work &work) override;
    Result<void> destroy(const Environment &environment, const Work &work) override;
    Result<EnvironmentHealth> health(const Environment &environment) override;
    Result<void> setQuiet(const Environment &environment, bool quiet, const Work &work) override;

    Result<SshEndpoint> openAccess(const Environment &environment, const QStringList &keys,
                                   const Work &work) override;
    Result<void> closeAccess(const Environment &environment, const Work &work) override;
    Result<Manifest> codeManifest(const Environment &environment, const Work &work) override;
    Result<QJsonObject> disk(const Environment &environment) override;

    Result<FollowReport> follow(const Environment &follower, const Environment &source,
                                const Work &work) override;
    Result<FollowReport> following(const Environment &follower, const Environment &source) override;
    Result<void> unfollow(const Environment &follower, const Environment &source, const Work &work) override;

    Result<void> quiesce(const Environment &source, Duration lease, const Work &work) override;
    Result<SyncReport> finalSync(const Environment &follower, const Environment &source,
                                 const Work &work) override;
    Result<QJsonObject> compare(const Environment &follower, const Environment &source,
                                const Work &work) override;
    Result<QString> promote(const Environment &follower, const Work &work) override;
    Result<void> resume(const Environment &environment, const Work &work) override;
    Result<void> standBy(const Environment &environment, const Work &work) override;

    std::vector<Problem> collectMail() override { return m_mail.collect(); }
    Result<Incidents> incidents(qint64 since) override;

private:
    Result<void> bringUp(const Environment &environment, const Work &work);
    Result<void> buildSlot(const Application &application, const Environment &environment, const Work &work);
    Result<void> linkDatabases(const EnvironmentSpec &spec, int from, int to);
    Result<void> unlinkDatabases(const EnvironmentSpec &spec, int from, int to);
    static QStringList databaseServices(const ApplianceSpec &appliance);
    static QStringList liveFiles(const EnvironmentSpec &spec);
    Result<QJsonObject> databaseStatus(int slot, const QString &appliance, const Work &work) const;
    bool waitForStream(int follower, const QString &appliance, Duration limit, const Work &work) const;
    Result<void> joinDatabase(int follower, const ApplianceSpec &appliance, const QString &verb, bool anew,
                              const Work &work);
    Result<FilePass> passFiles(int follower, int source, const EnvironmentSpec &followerSpec,
                               const EnvironmentSpec &sourceSpec, bool byContent, const Work &work);
    Result<void> followFiles(int follower, int source, const EnvironmentSpec &followerSpec,
                             const EnvironmentSpec &sourceSpec, const Work &work);
    Result<void> undoOwnChanges(int follower, int source, const EnvironmentSpec &followerSpec,
                                const EnvironmentSpec &sourceSpec, const QStringList &carried,
                                const Work &work);
    Result<void> syncFiles(int slot, const Work &work) const;
    // What differs of the files that were copied and haven't been found the same yet.
    Result<QStringList> differingFiles(int follower, int source, const Work &work);
    // Whether the databases of the environment are known to stand still.
    bool databasesRest(const Environment &environment, const Work &work);
    Result<QJsonObject> settledPositions(int follower, int source, const EnvironmentSpec &spec,
                                         Duration patience, const Work &work) const;
    // Of every appliance that has it, one after the other, within `limit` in all.
    Result<void> runHooks(const Environment &environment, const QString &verb, Duration limit,
                          const Work &work) const;
    Result<QJsonObject> ask(const Environment &environment, const char *what, const QJsonObject &arguments,
                            Duration timeout, const Work &work) const;
    FileSync filesBetween(const EnvironmentClient &target, const EnvironmentClient &source,
                          const EnvironmentSpec &targetSpec, const EnvironmentSpec &sourceSpec) const;
    EnvironmentClient client(const Environment &environment) const
    {
        return EnvironmentClient(m_folder, environment.slot);
    }

    const DataFolder &m_folder;
    EnvironmentKeeper &m_keeper;
    bool m_separated;
    SpecBuilder m_specs;
    FollowTable m_follows;
    MailCollector m_mail;
};

} // namespace slipway
