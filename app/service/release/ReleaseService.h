// What people do with releases: start, watch, sign, and decide where one waits. Commands return once they are
// durable; their effects follow. Every method may be called from any thread.
#pragma once
#include "domain/Event.h"
#include "domain/Roles.h"
#include "service/engine/Engine.h"
#include "service/engine/PipelineRepository.h"
#include "service/release/ReleaseRepository.h"

namespace slipway {

struct StartRelease
{
    QString application; // handle, "northwind/shop"
    QString pipeline;    // name
    QJsonObject inputs;
    std::optional<Instant> at; // not before
    QString actor;
    QString note; // for the ledger, whatever the pipeline asks for; also its input "note" where it has one
    // Written in the same transaction: what belongs to the request that started it.
    std::function<Result<void>(Transaction &, const Release &)> with = {};
};

// Who acts, and (from If-Match) on which revision of the release; any where none is given.
struct ReleaseEdit
{
    QString actor;
    std::optional<qint64> revision;
};

class ReleaseService
{
public:
    // `head` answers the ledger's signed head, printed into reports.
    ReleaseService(Store &store, Engine &engine, std::shared_ptr<const ActivityRegistry> activities,
                   std::function<Result<QJsonObject>()> head);

    // Refused, with the command that helps, while an earlier release of the application isn't finalized.
    Result<Release> start(const StartRelease &request);
    Result<ReleasePage> list(const ReleaseFilter &filter) const;
    Result<Release> get(qint64 id) const;
    Result<std::vector<Step>> steps(qint64 id) const;
    Result<QStringList> preview(qint64 id, const QString &step) const;
    Result<QJsonObject> report(qint64 id) const;
    Result<QJsonArray> log(qint64 id, qint64 since, int limit) const;

    // What the outside probe of the latest cutover has seen so far, in tenths of a second from `since`
    // milliseconds after its start on; empty while there is none.
    Result<QJsonObject> samples(qint64 id, qint64 since) const;
    // What each step of a pipeline took in its last twenty releases that have ended: {step, median_ms, runs}
    // in the order of the definition, without those that never came to their end.
    Result<QJsonArray> durations(const QString &pipeline) const;

    // `name` of the sign-off or id of its step; empty: the one that is waited for. As a role that may give
    // it.
    Result<Release> signOff(qint64 id, const QString &name, Role role, const QString &note,
                            const ReleaseEdit &edit);
    // The second pair of eyes: never the person who started the release.
    Result<Release> approve(qint64 id, const QString &note, const ReleaseEdit &edit);
    Result<Release> finalize(qint64 id, const QString &note, const ReleaseEdit &edit);
    // `step` empty: the one that waits for a person.
    Result<Release> retry(qint64 id, const QString &step, const ReleaseEdit &edit);
    Result<Release> skip(qint64 id, const QString &step, const QString &reason, const ReleaseEdit &edit);
    Result<Release> pause(qint64 id, const ReleaseEdit &edit);
    Result<Release> resume(qint64 id, const ReleaseEdit &edit);
    Result<Release> abort(qint64 id, const QString &reason, const ReleaseEdit &edit);
    Result<Release> rollBack(qint64 id, const QString &reason, const ReleaseEdit &edit);

    Result<std::vector<Pipeline>> pipelines() const; // the newest of each name
    Result<Pipeline> pipeline(const QString &name, std::optional<int> version = {}) const;
    ParsedDefinition check(const QByteArray &yaml, const QString &source) const;
    Result<Pipeline> importPipeline(const QByteArray &yaml, const QString &source, const QString &actor);
    // At start: what the service carries with it, stored where it is new.
    Result<void> loadShipped();

private:
    Result<std::optional<Event>> turnedBack(const Release &release) const;
    Result<void> refuseIfDown(const Release &release) const;
    Result<Release> forEdit(qint64 id, const ReleaseEdit &edit) const;
    Result<Release> after(const Result<void> &done, qint64 id) const;
    Result<Definition> definitionOf(const Release &release) const;
    // The waits for sign-offs that stand open now, with their definitions.
    Result<std::vector<StepDefinition>> openSignOffs(const Release &release) const;
    QString underWay(const Release &release) const;
    // Four eyes: who started a release is refused what approves it.
    Result<void> notByOneself(const Release &release, const QString &actor) const;
    Result<Release> sign(const Release &release, const QString &name, const QString &role,
                         const QString &note, const QString &actor);

    Store &m_store;
    Engine &m_engine;
    std::shared_ptr<const ActivityRegistry> m_activities;
    std::function<Result<QJsonObject>()> m_head;
};

} // namespace slipway
