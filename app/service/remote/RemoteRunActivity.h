// remote.run: runs a command on another host over SSH.
//   with: {host: NAME, command: [program, argument…], observe: […], undo: […]}
// observe tells after a crash whether it is done: exit 0 done, 1 not done, anything else: a person decides,
// as without it. undo must bear being run twice; without it what the command did stays.
#pragma once
#include "service/engine/Activity.h"
#include "service/remote/SshPool.h"
#include "service/store/Store.h"

namespace slipway {

class RemoteRunActivity final : public Activity
{
public:
    RemoteRunActivity(const Store &store, SshPool &pool) : m_store(store), m_pool(pool) {}

    QString name() const override { return QStringLiteral("remote.run"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;

private:
    struct Wish
    {
        Host host;
        QStringList command;
        QStringList observe; // empty: none
        QStringList undo;    // empty: none
    };
    static Result<Wish> parse(const QJsonObject &with); // all but the host
    Result<Host> hostOf(const StepContext &context) const;
    Result<Wish> wishOf(const StepContext &context) const;
    Result<SshEnd> run(const StepContext &context, const Host &host, const QByteArray &line);
    Result<SshEnd> runMarked(const StepContext &context, const Host &host, const QStringList &command);
    // The process of an earlier attempt, where one still runs there; cut off from us, a command goes on.
    Result<QString> stillRunning(const StepContext &context, const Host &host);
    Result<void> requireQuiet(const StepContext &context, const Host &host);

    const Store &m_store;
    SshPool &m_pool;
};

} // namespace slipway
