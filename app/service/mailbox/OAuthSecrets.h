// What is secret of a mailbox that signs in by OAuth2, as it lies in the secret store: two lines, so that one
// is never taken for a password, nor a password for one of them.
#pragma once
#include "domain/Problem.h"
#include "service/secrets/SecretValue.h"

namespace slipway {

struct OAuthSecrets
{
    SecretValue client;  // empty: the client has none
    SecretValue refresh; // empty: tokens are had with the client's secret alone

    SecretValue sealed() const;
    // Invalid where it is something else; `mailbox`: whose, for the hint.
    static Result<OAuthSecrets> of(const SecretValue &sealed, const QString &mailbox);
    // Whether it is what such a secret can be (RFC 6749, appendix A): printable, one line.
    static bool canBe(const SecretValue &secret);
};

} // namespace slipway
