// What a customer used in a span of time: how long their environments ran, and what was done for them. Every
// figure is counted from the ledger or from what the desks keep; none is estimated.
#pragma once
#include "service/store/Transaction.h"
#include "service/usage/RunningTime.h"

namespace slipway {

struct EnvironmentUsage
{
    QString application; // handle
    QString environment; // name
    QString role;        // at the end of the span
    int appliances = 0;
    Duration running{0};
    bool operator==(const EnvironmentUsage &) const = default;

    Duration applianceTime() const { return running * appliances; }
    QJsonObject toJson() const; // {"application","environment","role","appliances","running_ms"}
};

struct CustomerUsage
{
    std::vector<EnvironmentUsage>
        environments;    // that ran, also of what is gone by now; by application and age
    qint64 releases = 0; // that went live, also those that were taken back
    qint64 cases = 0;    // that were opened
    bool operator==(const CustomerUsage &) const = default;

    // Up to now where the span isn't over. A customer whom nobody knows has used nothing.
    static Result<CustomerUsage> of(Reader &reader, const QString &customer, const Span &span, Instant now);
    QJsonObject toJson() const; // {"environments","appliance_ms","releases","cases"}
};

} // namespace slipway
