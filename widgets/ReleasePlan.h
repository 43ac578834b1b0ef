// What a pipeline will do, in words, before it is started; and the command that starts it. Pure.
#pragma once
#include "domain/Instant.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace slipway {

struct PlanLine
{
    enum class Kind { Step, SignOff, Held, Swap, NoWayBack };
    Kind kind = Kind::Step;
    QString text;
    QString note; // "only with “Approval”", "the customer signs off"
    bool operator==(const PlanLine &) const = default;
};

// Of the steps as the service gives them with a pipeline.
// `inputs`: the schema, for the names that people know the inputs by.
std::vector<PlanLine> planOf(const QJsonArray &steps, const QJsonObject &inputs = {});
// "The customer signs off readiness", a sentence for each sign-off.
QStringList signersOf(const QJsonArray &steps, const QJsonObject &inputs = {});

struct StartWish
{
    QString application;
    QString pipeline;
    QJsonObject inputs;
    std::optional<Instant> at;
    QString note; // for the ledger, where the pipeline asks for none
    QJsonObject body() const;
    QString commandLine() const; // the exact line of slipwayctl
};

} // namespace slipway
