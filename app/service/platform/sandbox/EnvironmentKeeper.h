// Who keeps environments and links alive while the service is away: the guardian, or a stand-in in tests.
#pragma once
#include "service/ipc/GuardianClient.h"

namespace slipway {

class EnvironmentKeeper
{
public:
    virtual ~EnvironmentKeeper() = default;
    virtual Result<void> environment(int slot, bool wanted, std::stop_token stop) = 0;
    virtual Result<void> link(const Link &link) = 0;
    virtual Result<void> unlink(const QString &name) = 0;
    virtual Result<void> outbound(int slot, bool open) = 0;
};

class GuardianKeeper final : public EnvironmentKeeper
{
public:
    explicit GuardianKeeper(GuardianClient &guardian) : m_guardian(guardian) {}
    Result<void> environment(int slot, bool wanted, std::stop_token stop) override
    {
        return m_guardian.environment(slot, wanted, std::move(stop));
    }
    Result<void> link(const Link &link) override { return m_guardian.link(link); }
    Result<void> unlink(const QString &name) override { return m_guardian.unlink(name); }
    Result<void> outbound(int slot, bool open) override { return m_guardian.outbound(slot, open); }

private:
    GuardianClient &m_guardian;
};

} // namespace slipway
