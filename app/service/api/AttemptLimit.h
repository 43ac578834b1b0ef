// How often somebody may try: so many failures, one of which is forgiven each interval. For sign-ins.
#pragma once
#include "domain/Clock.h"

#include <QString>

#include <map>
#include <mutex>
#include <optional>

namespace slipway {

class AttemptLimit
{
public:
    AttemptLimit(const Clock &clock, int failures, Duration forgivenEvery);

    // Nothing: go on. Else: how long to wait. Counts the attempt as failed until succeeded() is told.
    std::optional<Duration> attempt(const QString &who);
    void succeeded(const QString &who);

private:
    struct Account
    {
        int failures = 0;
        Duration since{};
    };
    void forgive(Account &account) const;

    const Clock &m_clock;
    const int m_most;
    const Duration m_interval;
    std::mutex m_mutex;
    std::map<QString, Account> m_accounts;
};

} // namespace slipway
