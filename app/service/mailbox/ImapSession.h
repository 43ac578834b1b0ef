// The session that libetpan keeps for an ImapClient.
#pragma once
#include "service/mailbox/ImapClient.h"

#include <libetpan/libetpan.h>

namespace slipway {

constexpr std::size_t imapBufferBytes = 16 * 1024;

struct ImapClient::Session
{
    Session() : imap(::mailimap_new(0, nullptr)) {}
    ~Session() { ::mailimap_free(imap); } // says LOGOUT, closes the stream
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;
    mailimap *imap;
};

inline bool isFine(int code)
{
    return code == MAILIMAP_NO_ERROR || code == MAILIMAP_NO_ERROR_AUTHENTICATED ||
           code == MAILIMAP_NO_ERROR_NON_AUTHENTICATED;
}

} // namespace slipway
