// Cases that the platform opens: an appliance of production went down. What goes down together, be it fifty
// appliances of a host, is one case. Somebody is paged when it isn't back within a grace; what came back by
// itself before anybody touched it is solved, and says how long it was away. Every event is heard once, also
// over a crash: how far the ledger was read is kept with what came of it.
#pragma once
#include "service/support/CaseDesk.h"

namespace slipway {

class PlatformCases
{
public:
    static constexpr Duration grace = std::chrono::seconds(10);    // until somebody is paged
    static constexpr Duration together = std::chrono::seconds(60); // what goes down within is one case

    PlatformCases(Store &store, CaseDesk &desk) : m_store(store), m_desk(desk) {}
    // What the ledger says since the last round, and who is to be paged by now. Of a ledger that was never
    // read only what comes from here on counts.
    Result<void> round();

private:
    struct Trouble
    {
        QString subject; // "appliance/3"
        QString name;    // "db of shop-1"
        QString application;
        Instant since;
        QString detail; // how it ended
    };
    Result<qint64> seen() const;
    Result<void> hear(Transaction &transaction, const Event &event);
    Result<void> wentDown(Transaction &transaction, const Trouble &trouble);
    // To what went down, and to the release that is under way there.
    Result<void> link(Transaction &transaction, const Case &about, const Trouble &trouble);
    Result<void> cameBack(Transaction &transaction, const QString &subject, Instant at);
    Result<void> tellBack(Transaction &transaction, qint64 id, const QString &name, Instant since,
                          Instant at);
    Result<void> pageForThoseStillDown();

    Store &m_store;
    CaseDesk &m_desk;
    std::optional<qint64> m_seen; // of the ledger
};

} // namespace slipway
