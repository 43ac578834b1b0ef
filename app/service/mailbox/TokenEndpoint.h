// Asks an OAuth2 token endpoint for an access token (RFC 6749): with the refresh token, or with the client's
// own secret where there is none.
#pragma once
#include "domain/Mailbox.h"
#include "service/mailbox/OAuthSecrets.h"
#include "service/notify/HttpSender.h"

namespace slipway {

struct TokenAnswer
{
    SecretValue access;
    SecretValue refresh; // which takes the place of the one it was had with; empty: that stays
    std::chrono::seconds lasts{};
};

// Blocks, `patience` at most. What the endpoint refuses for good is Unauthenticated: asking again soon would
// only have us locked out.
Result<TokenAnswer> askForToken(const Mailbox &mailbox, const OAuthSecrets &secrets, Duration patience,
                                const std::stop_token &stop);
// What its answer means. Pure; words that repeat a secret aren't passed on.
Result<TokenAnswer> readTokenAnswer(const HttpAnswer &answer, const Mailbox &mailbox,
                                    const OAuthSecrets &secrets);

} // namespace slipway
