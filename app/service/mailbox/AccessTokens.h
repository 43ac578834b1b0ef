// Access tokens of the mailboxes that sign in by OAuth2: kept in memory until shortly before they run out. A
// refresh token that the endpoint has put in place of the old one is kept for good before anything is done
// with what came along with it.
#pragma once
#include "service/mailbox/TokenEndpoint.h"
#include "service/secrets/SecretBook.h"

#include <condition_variable>
#include <map>

namespace slipway {

struct AccessToken
{
    SecretValue value;
    bool isFresh = false; // had from the endpoint just now
};

class AccessTokens
{
public:
    AccessTokens(Store &store, const SecretStore &secrets, SecretBook &book, Duration patience)
        : m_store(store), m_secrets(secrets), m_book(book), m_patience(patience)
    {
    }

    // Blocks while the endpoint is asked: by one at a time, since two that come with the same refresh token
    // look like a thief.
    Result<AccessToken> of(const Mailbox &mailbox, const std::stop_token &stop);
    // The mail server doesn't take this one: the next is fetched anew.
    void refused(const QString &mailbox, const SecretValue &token);
    // It has other settings from now on.
    void forget(const QString &mailbox);

private:
    // A refresh token that is to take another's place, where it couldn't be written yet.
    struct Change
    {
        SecretValue before;
        SecretValue after;
    };
    struct Kept
    {
        SecretValue token;
        Duration until{};     // monotonic
        Change change;        // nothing, mostly
        qint64 settings = 0;  // how often they have changed
        bool isAsked = false; // somebody is asking the endpoint
    };

    Result<AccessToken> next(const Mailbox &mailbox, const std::stop_token &stop);
    Result<TokenAnswer> ask(const Mailbox &mailbox, Change &change, const std::stop_token &stop) const;
    Result<void> settle(const Mailbox &mailbox);

    Store &m_store;
    const SecretStore &m_secrets;
    SecretBook &m_book;
    const Duration m_patience;
    std::mutex m_mutex; // for what follows
    std::condition_variable_any m_answered;
    std::map<QString, Kept> m_kept;
};

} // namespace slipway
