// Who brings production back when a cutover is cut short: the guardian, through its client. An interface, so
// that the rules of a release can be tested without processes.
#pragma once
#include "service/ipc/GuardianClient.h"

namespace slipway {

class CutoverKeeper
{
public:
    virtual ~CutoverKeeper() = default;
    virtual Result<void> begin(const Cutover &cutover) = 0; // before the hold; durable
    // It is over. After a swap the old side stands down first: its lease can't bring it back to life.
    virtual Result<void> end(qint64 release) = 0;
    // The side that the address leads to serves again, and the hold is over; after a swap, the old side
    // stands down.
    virtual Result<CutoverOutcome> recover(qint64 release) = 0;
    // Of a recovery that happened by itself.
    virtual Result<std::optional<CutoverOutcome>> outcome(qint64 release) = 0;
};

class GuardianCutovers final : public CutoverKeeper
{
public:
    explicit GuardianCutovers(GuardianClient &client) : m_client(client) {}
    Result<void> begin(const Cutover &cutover) override { return m_client.begin(cutover); }
    Result<void> end(qint64 release) override { return m_client.end(release); }
    Result<CutoverOutcome> recover(qint64 release) override { return m_client.recover(release); }
    Result<std::optional<CutoverOutcome>> outcome(qint64 release) override
    {
        return m_client.outcome(release);
    }

private:
    GuardianClient &m_client;
};

} // namespace slipway
