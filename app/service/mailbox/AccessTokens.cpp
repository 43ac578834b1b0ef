#include "service/mailbox/AccessTokens.h"

#include <algorithm>
#include <utility>

namespace slipway {

namespace {

// Before it runs out a token isn't used any more: a session shouldn't begin with one that is about to.
Duration marginOf(std::chrono::seconds lasts)
{
    return std::min<Duration>(std::chrono::minutes(1), Duration(lasts) / 5);
}

} // namespace

Result<AccessToken> AccessTokens::of(const Mailbox &mailbox, const std::stop_token &stop)
{
    {
        std::unique_lock lock(m_mutex);
        Kept &kept = m_kept[mailbox.name]; // never removed
        if (!m_answered.wait(lock, stop, [&] { return !kept.isAsked; }))
            return fail(Problem::Kind::Cancelled, QStringLiteral("It was stopped"));
        kept.isAsked = true;
    }
    auto token = next(mailbox, stop);
    const std::lock_guard lock(m_mutex);
    m_kept[mailbox.name].isAsked = false;
    m_answered.notify_all();
    return token;
}

Result<AccessToken> AccessTokens::next(const Mailbox &mailbox, const std::stop_token &stop)
{
    if (auto settled = settle(mailbox); !settled)
        return Failure(settled.error());
    qint64 settings = 0;
    {
        const std::lock_guard lock(m_mutex);
        const Kept &kept = m_kept[mailbox.name];
        if (!kept.token.isEmpty() && m_store.clock().monotonic() < kept.until)
            return AccessToken{SecretValue(kept.token.bytes()), false};
        settings = kept.settings;
    }
    Change change;
    auto answer = ask(mailbox, change, stop);
    if (!answer)
        return Failure(answer.error());
    {
        const std::lock_guard lock(m_mutex);
        Kept &kept = m_kept[mailbox.name];
        kept.change = std::move(change);
        if (kept.settings == settings) {
            kept.token = SecretValue(answer->access.bytes());
            kept.until = m_store.clock().monotonic() + answer->lasts - marginOf(answer->lasts);
        }
    }
    if (auto settled = settle(mailbox); !settled)
        return Failure(settled.error());
    return AccessToken{std::move(answer->access), true};
}

// Asking isn't broken off where it may change the refresh token: the answer holds the only copy of the new
// one.
Result<TokenAnswer> AccessTokens::ask(const Mailbox &mailbox, Change &change,
                                      const std::stop_token &stop) const
{
    const auto sealed = m_secrets.get(mailbox.secret());
    if (!sealed)
        return Failure(sealed.error());
    auto secrets = OAuthSecrets::of(*sealed, mailbox.name);
    if (!secrets)
        return Failure(secrets.error());
    const bool canRefresh = !secrets->refresh.isEmpty();
    auto answer = askForToken(mailbox, *secrets, m_patience, canRefresh ? std::stop_token() : stop);
    const bool isOther =
        answer && !answer->refresh.isEmpty() && answer->refresh.bytes() != secrets->refresh.bytes();
    if (canRefresh && isOther)
        change = {std::move(secrets->refresh), std::move(answer->refresh)};
    return answer;
}

// What can't be written now is held, and nothing is done with the token before it is. Somebody may have set
// another meanwhile: then that one counts.
Result<void> AccessTokens::settle(const Mailbox &mailbox)
{
    Change change;
    {
        const std::lock_guard lock(m_mutex);
        change = std::exchange(m_kept[mailbox.name].change, {});
    }
    if (change.after.isEmpty())
        return {};
    auto written = m_book.change(mailbox.secret(), [&](Transaction &transaction) -> Result<void> {
        const auto sealed = m_book.known(mailbox.secret());
        if (!sealed)
            return Failure(sealed.error());
        auto known = *sealed ? OAuthSecrets::of(**sealed, mailbox.name) : OAuthSecrets();
        if (!known || known->refresh.bytes() != change.before.bytes())
            return {};
        known->refresh = SecretValue(change.after.bytes());
        return m_book.put(transaction, mailbox.secret(), known->sealed(), QStringLiteral("service"));
    });
    if (!written) {
        const std::lock_guard lock(m_mutex);
        m_kept[mailbox.name].change = std::move(change);
    }
    return written;
}

void AccessTokens::refused(const QString &mailbox, const SecretValue &token)
{
    const std::lock_guard lock(m_mutex);
    Kept &kept = m_kept[mailbox];
    if (kept.token.bytes() == token.bytes())
        kept.token = {};
}

void AccessTokens::forget(const QString &mailbox)
{
    const std::lock_guard lock(m_mutex);
    Kept &kept = m_kept[mailbox];
    ++kept.settings;
    kept.token = {};
}

} // namespace slipway
