// A session with a mailbox's server, signed in as the mailbox does it: by its password, or by an access
// token. One from memory that the server doesn't take is fetched anew, once.
#pragma once
#include "service/mailbox/AccessTokens.h"
#include "service/mailbox/ImapClient.h"
#include "service/secrets/SecretStore.h"

namespace slipway {

Result<std::unique_ptr<ImapClient>> signedIn(const Mailbox &mailbox, const SecretStore &secrets,
                                             AccessTokens &tokens, const ImapClient::Patience &patience,
                                             const std::stop_token &stop);

} // namespace slipway
