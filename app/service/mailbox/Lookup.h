// The addresses of a name, without waiting longer than one wants to.
#pragma once
#include "domain/Instant.h"
#include "domain/Problem.h"

#include <stop_token>
#include <sys/socket.h>
#include <vector>

namespace slipway {

struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t length = 0;
    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&storage); }
    int family() const { return storage.ss_family; }
    bool isLoopback() const;
};

Result<std::vector<SocketAddress>> lookUp(const QString &host, int port, Duration patience,
                                          std::stop_token stop);

} // namespace slipway
