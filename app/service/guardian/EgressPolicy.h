// What an environment may reach: public addresses, and what the operator's list allows besides. One place for
// all of it; it judges the very address that is connected to, so that no name leads where its address may
// not.
#pragma once
#include "service/ipc/OutboundSettings.h"

#include <array>
#include <set>
#include <sys/socket.h>
#include <vector>

namespace slipway {

// An IPv6 address, or an IPv4 one as ::ffff:a.b.c.d.
using NetBytes = std::array<unsigned char, 16>;

class EgressPolicy
{
public:
    // With the addresses that this machine has now.
    explicit EgressPolicy(std::vector<HostPort> allow);
    EgressPolicy(std::vector<HostPort> allow, std::set<NetBytes> own);

    // `asked`: as the program wrote it; `address`: one of those it stands for.
    Result<void> check(const HostPort &asked, const sockaddr *address) const;

    static bool isPublic(const NetBytes &address);
    static std::set<NetBytes> ofThisMachine();

private:
    bool isAllowed(const HostPort &asked, const NetBytes &address) const;

    std::vector<HostPort> m_allow;
    std::set<NetBytes> m_own;
};

} // namespace slipway
