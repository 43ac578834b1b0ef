// What a program in an environment asks of the way out, as an HTTP proxy is asked: "CONNECT host:port", or a
// plain request for "http://…". Written by anybody: what isn't plainly one of the two is refused.
#pragma once
#include "service/ipc/OutboundSettings.h"

#include <QByteArray>

namespace slipway {

struct EgressRequest
{
    static constexpr qsizetype longestHead = 16 * 1024;

    HostPort target;
    bool isTunnel = false;
    QByteArray head = {}; // what the target is sent first; a tunnel sends nothing of its own
    bool operator==(const EgressRequest &) const = default;

    // Bytes of `input` up to and with the empty line; -1 while it isn't there.
    static qsizetype headLength(const QByteArray &input);
    // Malformed says what is wrong. `head` ends with its empty line.
    static Result<EgressRequest> parse(const QByteArray &head);
};

// The answer of a proxy that doesn't do what it was asked, with the reason in its first line and its body.
QByteArray egressRefusal(int status, const Problem &problem);

} // namespace slipway
