// Hands a page over by webhook, push or command. It goes out at least once: whoever gets it twice sees the
// same id. Values of secrets are looked up right before, and stand in nothing that is kept or said.
#pragma once
#include "service/notify/HttpSender.h"
#include "service/notify/SmtpSender.h"
#include "service/secrets/SecretStore.h"
#include "service/support/PageErrand.h"

#include <functional>

namespace slipway {

class Courier
{
public:
    virtual ~Courier() = default;
    // Blocks; may be called from several threads.
    virtual SmtpOutcome deliver(const PageErrand &errand, const std::stop_token &stop) = 0;
};

class MethodCourier final : public Courier
{
public:
    // The programs that may be run, as the administrator lists them when asked.
    using Allowed = std::function<QStringList()>;
    MethodCourier(const SecretStore &secrets, Allowed allowed, Duration limit = std::chrono::seconds(10))
        : m_secrets(secrets), m_allowed(std::move(allowed)), m_limit(limit), m_http(limit)
    {
    }
    SmtpOutcome deliver(const PageErrand &errand, const std::stop_token &stop) override;

private:
    SmtpOutcome post(const PageErrand &errand, const std::stop_token &stop) const;
    SmtpOutcome run(const PageErrand &errand, const std::stop_token &stop) const;
    Result<HttpRequest> request(const PageErrand &errand) const;

    const SecretStore &m_secrets;
    Allowed m_allowed;
    Duration m_limit;
    HttpSender m_http;
};

} // namespace slipway
