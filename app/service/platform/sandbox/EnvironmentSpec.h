// Everything the init of an environment needs to know, resolved: what runs, where, checked how. The service
// writes it, the init reads it; paths are those inside the environment.
#pragma once
#include "domain/Instant.h"

#include <QJsonObject>
#include <QStringList>

#include <map>
#include <vector>

namespace slipway {

struct ServiceSpec
{
    enum class Kind { Database, Application, Worker };
    QString name; // "postgres"
    Kind kind = Kind::Application;
    QStringList run;
    int stopSignal = 15;
    Duration stopWithin = std::chrono::seconds(5);
    bool restart = true;
    QStringList sockets; // stale ones are removed before it starts
    QStringList after;   // appliances that must be healthy before
    std::map<QString, QString> variables;
    bool operator==(const ServiceSpec &) const = default;
};

struct CronSpec
{
    QString name;
    Duration every = std::chrono::minutes(1);
    QStringList run;
    bool operator==(const CronSpec &) const = default;
};

struct HealthSpec
{
    enum class How { None, Exec, Http, Tcp };
    How how = How::None;
    QStringList exec;
    QString unixSocket; // of an HTTP check; or
    QString address;    // host:port of an HTTP or TCP check
    QString path;
    Duration within = std::chrono::seconds(2);
    bool operator==(const HealthSpec &) const = default;
};

struct FileSpec
{
    QString path;   // absolute, inside
    QString source; // the template, absolute, inside
    unsigned mode = 0644;
    bool operator==(const FileSpec &) const = default;
};

struct LiveSpec
{
    QString name;
    QString path; // relative to the root of the environment
    QString kind; // "files", "postgresql"
    bool operator==(const LiveSpec &) const = default;
};

struct ApplianceSpec
{
    QString name;
    QString className;
    QString address;
    QString home;        // absolute, inside
    QString classFolder; // absolute, inside
    QStringList folders; // absolute
    std::vector<FileSpec> files;
    std::vector<ServiceSpec> services;
    std::vector<CronSpec> cron;
    HealthSpec health;
    QStringList code; // relative to the root of the environment
    std::vector<LiveSpec> live;
    std::map<QString, QString> hooks;     // verb → program, absolute
    std::map<QString, QString> variables; // for templates
    QJsonObject parameters;
    QJsonObject secrets;
    QString content; // copied into contentTo when created; empty: nothing
    QString contentTo;
    QString versionFile; // absolute; empty: it says none
    bool operator==(const ApplianceSpec &) const = default;
    bool hasDatabase() const;
};

struct EnvironmentSpec
{
    int slot = 0;
    QString application;  // slug; also the user's name
    QString environment;  // "shop-1"
    QString root;         // "/srv"
    QString doors;        // "/srv/doors"
    QString runtime;      // "/run/slipway"
    QString accessFolder; // sshd's configuration and keys, read only inside
    bool separated = true;
    int mailPort = 2525;
    int proxyPort = 3128; // the way out
    QString version;      // appliance that says the version; empty: none
    std::vector<ApplianceSpec> appliances;
    bool operator==(const EnvironmentSpec &) const = default;

    const ApplianceSpec *appliance(const QString &name) const;
    bool hasDatabase() const;
    // Where init keeps what is its own below the root.
    QString own(const QString &relative) const { return root + QStringLiteral("/.slipway/") + relative; }

    // As SpecBuilder wrote it: each appliance has its class in it, as in class.yaml but with every variable
    // expanded.
    static Result<EnvironmentSpec> fromJson(const QJsonObject &object);
};

QString toText(ServiceSpec::Kind kind);

} // namespace slipway
