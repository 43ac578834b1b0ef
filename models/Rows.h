// What the service said, as rows of the models. Read tolerantly: a field that is missing is empty, one that
// is unknown is left alone, and a state that this console has never heard of stays the word that came.
#pragma once
#include "domain/Instant.h"
#include "domain/Release.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace slipway {

struct ApplianceRow
{
    qint64 id = 0; // what the ledger calls it by
    QString name;
    QString className;
    QString address;
    QString state;
    QString health;
    bool operator==(const ApplianceRow &) const = default;
    static ApplianceRow fromJson(const QJsonObject &object);
};

struct EnvironmentRow
{
    QString name;
    QString role; // production, test, standby, retired
    QString url;
    QString address;
    QString state;
    QString version;
    bool quiet = false;
    QString sshHost; // empty: nobody is let in
    int sshPort = 0;
    QString sshUser;
    std::vector<ApplianceRow> appliances;
    bool operator==(const EnvironmentRow &) const = default;
    bool isProduction() const { return role == QLatin1String("production"); }
    static EnvironmentRow fromJson(const QJsonObject &object);
};

struct ApplicationRow
{
    QString handle; // "northwind/shop"
    QString customer;
    QString slug;
    QString name;
    std::vector<EnvironmentRow> environments;
    bool operator==(const ApplicationRow &) const = default;
    const EnvironmentRow *production() const; // or null
    static ApplicationRow fromJson(const QJsonObject &object);
};

struct SignOffRow
{
    QString step;
    QString who;
    QString role;
    QString note;
    std::optional<Instant> at;
    bool operator==(const SignOffRow &) const = default;
};

struct ReleaseRow
{
    qint64 id = 0;
    qint64 run = 0; // what the engine's events call it by
    QString application;
    QString pipeline;
    QString state; // as it came; see releaseStateFromText
    QString currentStep;
    QString waitsFor;
    QString requestedBy;
    std::optional<Instant> created;
    std::optional<Instant> updated;
    QJsonObject inputs;
    QJsonObject measured;
    std::vector<SignOffRow> signOffs;
    bool operator==(const ReleaseRow &) const = default;
    bool isEnded() const;
    static ReleaseRow fromJson(const QJsonObject &object);
};

struct StepRow
{
    QString id;
    QString title;
    QString phase; // "forward", "rollback"
    QString activity;
    QString state; // as it came; see stepStateFromText
    int attempt = 0;
    std::optional<Instant> started;
    std::optional<Instant> finished;
    std::optional<Instant> due;
    QString waitsFor;
    QJsonObject output;
    QJsonObject problem;
    QString by;
    QString reason;
    QStringList after;
    QString enters;         // state of the release from its beginning on: "frozen"
    bool commits = false;   // once it is done there is no abort, only the way back
    bool finalizes = false; // once it has begun there is no way back
    bool operator==(const StepRow &) const = default;
    bool isBack() const { return phase == QLatin1String("rollback"); }
    // A person decides: failed without another try due, unknown, or turned back to and waiting with a
    // problem.
    bool isStuck() const;
    static StepRow fromJson(const QJsonObject &object);
};

struct PipelineRow
{
    QString name;
    QString title;
    int version = 0;
    QString digest;
    QString purpose; // release, case
    QString origin;
    QString author;
    std::optional<Instant> at;
    bool operator==(const PipelineRow &) const = default;
    static PipelineRow fromJson(const QJsonObject &object);
};

} // namespace slipway
