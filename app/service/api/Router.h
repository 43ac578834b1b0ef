// Finds the route and the handler of a request in the one table of domain/Roles.h.
#pragma once
#include "domain/Roles.h"
#include "service/api/Request.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace slipway {

class Router
{
public:
    using Handler = std::function<Result<Response>(const Request &)>;
    enum class Work {
        Reads,   // as Quick, and looks at nothing but the store: its answer stands until the next commit
        Quick,   // runs on the server's own thread: memory, or a short read
        Blocks,  // on a worker: writes, IPC, long reads
        Lingers, // as KeepsNothing, for minutes: on workers of its own, so that nothing else waits behind it
        Lasts,   // as Lingers, with its key noted; begun again where the service died over it
        SignsIn, // on the one worker that hashes passwords
        KeepsNothing, // as Blocks, but no Idempotency-Key is noted: the request may hold a secret, of which
                      // not even a hash is kept, and having it twice does no harm
    };

    struct Entry
    {
        const Route *route = nullptr;
        std::vector<QByteArray> segments; // "{id}" stands for any
        Handler handler;
        Work work = Work::Quick;
    };

    struct Match
    {
        const Entry *entry = nullptr;             // null: 404, or 405 where `allow` isn't empty
        std::map<QByteArray, QString> parameters; // of the path, decoded
        QByteArray allow;                         // the methods this path knows
        bool malformed = false;                   // a segment's escapes are broken
    };

    Router();
    // `id` is a route of the table; a handler for anything else is a programming error and ends the program.
    void add(const char *id, Work work, Handler handler);
    Match match(const QByteArray &method, const QByteArray &path) const; // HEAD finds GET
    QStringList withoutHandler() const;

private:
    std::vector<Entry> m_entries;
};

} // namespace slipway
