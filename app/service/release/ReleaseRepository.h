// Releases and cutovers in the store. Rows in and out, no rules: those are the desk's and the service's.
// Sign-offs are the engine's.
#pragma once
#include "domain/Release.h"
#include "service/store/Transaction.h"

namespace slipway {

struct ReleaseFilter
{
    QString application; // handle, or empty
    QString customer;    // slug: all applications of this customer, or empty
    QStringList states;  // empty: all
    QString pipeline;
    QString search;               // in application, pipeline, requester and note
    std::optional<qint64> before; // releases older than this id: the next page
    int limit = 50;
};

struct ReleasePage
{
    std::vector<Release> items; // newest first
    qint64 total = 0;           // of the filter, over all pages
    std::optional<qint64> next; // `before` of the next page
};

// One try to exchange the two sides of an application: what was held, for how long, and how it ended.
struct CutoverRecord
{
    qint64 id = 0;
    qint64 releaseId = 0;
    QString step; // that began it
    qint64 token = 0;
    QString address; // that production is reached at
    QString other;   // that the other side is reached at
    qint64 serving = 0;
    qint64 follower = 0; // ids of environments; the roles they had before it
    Duration limit{};    // the lease of the hold
    Instant heldAt;
    std::optional<Instant> swappedAt;
    std::optional<qint64> heldMs;
    QString outcome;   // open, swapped, kept
    QJsonObject probe; // what the outside probe measured
    bool operator==(const CutoverRecord &) const = default;
    QJsonObject toJson() const;
};

class ReleaseRepository
{
public:
    static Result<Release> byId(Reader &reader, qint64 id); // NotFound
    static Result<std::optional<Release>> byRun(Reader &reader, qint64 runId);
    static Result<qint64> idByRun(Reader &reader, qint64 runId); // 0: of another desk
    static Result<ReleasePage> list(Reader &reader, const ReleaseFilter &filter);
    // Those of an application that hold it: neither ended nor finalized.
    static Result<std::vector<Release>> unfinished(Reader &reader, const QString &application);

    static Result<qint64> insert(Transaction &transaction, const Release &release);
    // State, waitsFor, currentStep, measured; raises the revision and sets updated.
    static Result<void> update(Transaction &transaction, const Release &release);
    // Its swap has happened and was not taken back.
    static Result<void> setLive(Transaction &transaction, qint64 id, bool live);
    static Result<bool> isLive(Reader &reader, qint64 id);

    // The environment a release works on, known before it is built.
    static Result<void> setEnvironment(Transaction &transaction, qint64 id, qint64 environmentId);
    static Result<std::optional<qint64>> environment(Reader &reader, qint64 id);
    // Environments that releases which ended without going live left behind.
    static Result<std::vector<qint64>> leftovers(Reader &reader, const QString &application);

    static Result<qint64> insertCutover(Transaction &transaction, const CutoverRecord &cutover);
    static Result<void> updateCutover(Transaction &transaction, const CutoverRecord &cutover);
    static Result<std::vector<CutoverRecord>> cutovers(Reader &reader, qint64 releaseId); // oldest first
    static Result<std::vector<CutoverRecord>> openCutovers(Reader &reader);               // of all releases
    static Result<std::optional<CutoverRecord>> latestCutover(Reader &reader, qint64 releaseId);
};

} // namespace slipway
