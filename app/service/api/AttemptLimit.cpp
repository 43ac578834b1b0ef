#include "service/api/AttemptLimit.h"

#include <algorithm>

namespace slipway {

namespace {
constexpr std::size_t mostAccounts = 10'000;
}

AttemptLimit::AttemptLimit(const Clock &clock, int failures, Duration forgivenEvery)
    : m_clock(clock), m_most(failures), m_interval(forgivenEvery)
{
}

void AttemptLimit::forgive(Account &account) const
{
    const Duration now = m_clock.monotonic();
    const auto forgiven = (now - account.since) / m_interval;
    if (forgiven <= 0)
        return;
    account.failures = static_cast<int>(std::max<qint64>(0, account.failures - forgiven));
    account.since += forgiven * m_interval;
}

std::optional<Duration> AttemptLimit::attempt(const QString &who)
{
    const std::lock_guard lock(m_mutex);
    if (m_accounts.size() >= mostAccounts) {
        for (auto &[name, account] : m_accounts)
            forgive(account);
        std::erase_if(m_accounts, [](const auto &entry) { return entry.second.failures == 0; });
    }
    const auto [found, isNew] = m_accounts.try_emplace(who, Account{0, m_clock.monotonic()});
    Account &account = found->second;
    forgive(account);
    if (account.failures >= m_most)
        return account.since + m_interval - m_clock.monotonic();
    if (account.failures == 0)
        account.since = m_clock.monotonic();
    ++account.failures;
    return std::nullopt;
}

void AttemptLimit::succeeded(const QString &who)
{
    const std::lock_guard lock(m_mutex);
    m_accounts.erase(who);
}

} // namespace slipway
