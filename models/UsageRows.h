// What a customer used in a month, as rows; read as tolerantly as those in Rows.h.
#pragma once
#include "domain/Instant.h"

#include <QDate>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace slipway {

struct EnvironmentUsageRow
{
    QString application; // handle
    QString environment;
    QString role;
    int appliances = 0;
    Duration running{0};
    bool operator==(const EnvironmentUsageRow &) const = default;
    static EnvironmentUsageRow fromJson(const QJsonObject &object);
};

struct UsageRow
{
    QDate month; // its first day; null: nothing is known
    std::optional<Instant> countedUntil;
    std::vector<EnvironmentUsageRow> environments;
    Duration applianceTime{0}; // of all
    qint64 releases = 0;
    qint64 cases = 0;
    bool operator==(const UsageRow &) const = default;
    static UsageRow fromJson(const QJsonObject &object);
};

} // namespace slipway
