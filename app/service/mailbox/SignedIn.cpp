#include "service/mailbox/SignedIn.h"

namespace slipway {

Result<std::unique_ptr<ImapClient>> signedIn(const Mailbox &mailbox, const SecretStore &secrets,
                                             AccessTokens &tokens, const ImapClient::Patience &patience,
                                             const std::stop_token &stop)
{
    const auto openBy = [&](const SecretValue &secret) -> Result<std::unique_ptr<ImapClient>> {
        auto client = std::make_unique<ImapClient>(mailbox, patience, stop);
        auto opened = client->open(secret);
        return opened ? Result<std::unique_ptr<ImapClient>>(std::move(client)) : Failure(opened.error());
    };
    if (mailbox.signIn == Mailbox::SignIn::Password) {
        const auto password = secrets.get(mailbox.secret());
        return password ? openBy(*password) : Failure(password.error());
    }
    for (;;) {
        const auto token = tokens.of(mailbox, stop);
        if (!token)
            return Failure(token.error());
        auto client = openBy(token->value);
        const bool isRefused = !client && client.error().kind == Problem::Kind::Unauthenticated;
        if (isRefused)
            tokens.refused(mailbox.name, token->value);
        if (!isRefused || token->isFresh)
            return client;
    }
}

} // namespace slipway
