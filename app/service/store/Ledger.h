// The ledger: the hash chain of all events, its signed head, and how both are checked.
//
// Hash of an event: SHA-256, in hexadecimal, over seven fields in this order: seq (decimal digits), at,
// actor, kind, subject, payload, prev_hash. Each field is its stored bytes (UTF-8), preceded by their number
// as eight bytes, most significant first. prev_hash of the first event is 64 zeros.
//
// Signature of a head: Ed25519, in hexadecimal, over the fields "slipway-head-1", seq, hash, at, each
// preceded by its length in the same way; public_key and signature are hexadecimal.
#pragma once
#include "domain/Event.h"
#include "service/store/Page.h"
#include "service/store/Transaction.h"

#include <QJsonArray>

namespace slipway {

class SigningKey;

struct LedgerHead
{
    qint64 seq = 0;
    QByteArray hash; // 64 hexadecimal digits
    QString at;      // text as stored: when this head was signed
    QByteArray publicKey;
    QByteArray signature;
    bool operator==(const LedgerHead &) const = default;

    bool isSigned() const; // the signature fits the rest
    QJsonObject toJson() const;
    static Result<LedgerHead> fromJson(const QJsonObject &object);
};

// What verify found; ok when nothing is bad.
struct LedgerReport
{
    struct Finding
    {
        qint64 seq = 0;
        QString what; // "altered", "missing", "reordered", "rewritten", "truncated", "signature", …
        bool operator==(const Finding &) const = default;
    };
    qint64 events = 0;
    std::vector<Finding> bad; // at most 1000
    bool ok() const { return bad.empty(); }
    QJsonObject toJson() const; // {"ok","events","bad":[{"seq","what"}]}
};

struct EventFilter
{
    QString subject; // exact, or a prefix ending in "/"
    QString kind;    // exact, or a prefix ending in "."
    QString actor;
    qint64 since = 0;  // seq greater than this
    qint64 before = 0; // seq smaller than this; 0: no bound
    QString q;         // occurs in actor, kind, subject or payload, any case
    int limit = 50;    // at most 1000
};

class Ledger
{
public:
    static QByteArray hashOf(const Event &event);

    // Conflict when the ledger is empty.
    static Result<LedgerHead> head(Reader &reader);
    // Walks the whole chain. With `saved` (a head printed earlier) a rewritten or truncated chain is found
    // too.
    static Result<LedgerReport> verify(Reader &reader, const std::optional<LedgerHead> &saved = {});

    // Newest first; next is the seq to pass as `before`.
    static Result<Page<Event>> list(Reader &reader, const EventFilter &filter);
    // Oldest first, after `since`: for feeds that resume.
    static Result<std::vector<Event>> since(Reader &reader, qint64 since, int limit);
    // One line of JSON an event, oldest first; `payload_text` holds the bytes that were hashed.
    static Result<void> exportTo(Reader &reader, const std::function<Result<void>(const QByteArray &)> &line);

    // For the writer: gives seq and hashes to `events` after the head, stores them and the new head.
    struct Pending
    {
        NewEvent event;
        Instant at;
    };
    static Result<std::vector<Event>> append(Transaction &transaction, const std::vector<Pending> &events,
                                             const SigningKey &key);
    // The head row fits the last event and the key.
    static Result<void> checkHead(Reader &reader, const SigningKey &key);
};

} // namespace slipway
