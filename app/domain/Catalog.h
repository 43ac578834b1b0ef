// What the provider runs: customers own applications, an application has environments, an environment is a
// network of appliances. Plain values with their wire form.
#pragma once
#include "domain/Instant.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace slipway {

struct Customer
{
    qint64 id = 0;
    QString slug; // "northwind": lower case, digits and hyphens
    QString name; // "Northwind Traders"
    bool operator==(const Customer &) const = default;
    QJsonObject toJson() const;
};

struct Contact
{
    qint64 id = 0;
    qint64 customerId = 0;
    QString name;
    QString mail;
    QStringList sshKeys; // public keys in OpenSSH's one-line form; only these are let into a test environment
    bool operator==(const Contact &) const = default;
    QJsonObject toJson() const;
};

// A live-data or code path of an appliance.
struct Volume
{
    QString name;
    QString path; // inside the environment
    QString kind; // "files", "postgresql"
    bool operator==(const Volume &) const = default;
    QJsonObject toJson() const;
};

struct Appliance
{
    qint64 id = 0;
    qint64 environmentId = 0;
    QString name;      // "web": the name by which the others of the environment find it
    QString className; // "nginx"
    QString address;   // private, "127.93.5.12"
    QString state;     // running, stopped, paused, failed, unknown
    QString health;    // healthy, unhealthy, unknown
    std::vector<Volume> volumes;
    bool operator==(const Appliance &) const = default;
    QJsonObject toJson() const;
};

enum class EnvironmentRole { Production, Test, Standby, Retired };
QString toText(EnvironmentRole role);
Result<EnvironmentRole> environmentRoleFromText(QStringView text);

// Where somebody lets themselves in; empty host: nobody is let in.
struct SshEndpoint
{
    QString host;
    int port = 0;
    QString user;
    QString hostKey = {};  // public host key of the door, one line: to be pinned by who comes in
    QStringList code = {}; // where its code goes, below where one comes in; known while it is being opened
    bool operator==(const SshEndpoint &) const = default;
};

struct Environment
{
    qint64 id = 0;
    qint64 applicationId = 0;
    QString name; // "shop-1": stays with the environment through every swap
    EnvironmentRole role = EnvironmentRole::Test;
    int slot = 0;      // 1…64: its place at the gateway and in the data folder; free again once retired
    QString address;   // public address, numeric: "127.93.4.1"; held by the gateway
    int port = 0;      // public port
    QString state;     // creating, running, stopped, failed, unknown, missing (its data isn't here)
    QString version;   // what the application says of itself
    bool quiet = true; // mail caught, cron off, outbound refused
    SshEndpoint ssh;
    std::vector<Appliance> appliances;
    bool operator==(const Environment &) const = default;

    QString url() const; // "http://127.93.4.1:8080/", or empty
    QJsonObject toJson() const;
};

struct Application
{
    qint64 id = 0;
    qint64 customerId = 0;
    QString customer;    // slug
    QString slug;        // "shop"
    QString name;        // "Northwind Shop"
    QJsonObject recipe;  // appliances and their classes, the front appliance, the version file; see
                         // resources/schemas/application.json
    qint64 revision = 1; // for If-Match
    std::vector<Environment> environments;
    bool operator==(const Application &) const = default;

    QString handle() const;                                       // "northwind/shop"
    const Environment *environmentOf(EnvironmentRole role) const; // the first with it, or null
    QJsonObject toJson() const;
};

} // namespace slipway
