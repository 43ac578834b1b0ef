#include "service/platform/sandbox/EnvironmentSpec.h"

#include "domain/Json.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <csignal>

namespace slipway {

namespace {

QString textOf(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

Result<Duration> durationOf(const QJsonObject &object, const char *key, Duration otherwise)
{
    const QString text = textOf(object, key);
    return text.isEmpty() ? Result<Duration>(otherwise) : durationFromText(text);
}

std::map<QString, QString> mapOf(const QJsonObject &object)
{
    std::map<QString, QString> map;
    for (auto it = object.begin(); it != object.end(); ++it)
        map.emplace(it.key(), it.value().toVariant().toString());
    return map;
}

Result<int> signalFromText(const QString &text)
{
    constexpr std::array<std::pair<const char *, int>, 5> known{
        {{"TERM", SIGTERM}, {"INT", SIGINT}, {"QUIT", SIGQUIT}, {"HUP", SIGHUP}, {"KILL", SIGKILL}}};
    for (const auto &[name, number] : known) {
        if (text == QLatin1String(name))
            return number;
    }
    return fail(Problem::Kind::Invalid, QStringLiteral("%1 is no signal that stops a service").arg(text),
                QStringLiteral("Use TERM, INT, QUIT, HUP or KILL."));
}

Result<ServiceSpec::Kind> kindFromText(const QString &text)
{
    if (text == QLatin1String("database"))
        return ServiceSpec::Kind::Database;
    if (text == QLatin1String("application"))
        return ServiceSpec::Kind::Application;
    if (text == QLatin1String("worker"))
        return ServiceSpec::Kind::Worker;
    return fail(Problem::Kind::Invalid, QStringLiteral("%1 is no kind of service").arg(text),
                QStringLiteral("Use database, application or worker."));
}

Result<ServiceSpec> serviceFrom(const QJsonObject &object)
{
    ServiceSpec service;
    service.name = textOf(object, "name");
    auto kind = kindFromText(textOf(object, "kind"));
    if (!kind)
        return Failure(kind.error());
    service.kind = *kind;
    service.run = stringsFromJson(object.value(QLatin1String("run")));
    if (service.run.isEmpty())
        return fail(Problem::Kind::Invalid, QStringLiteral("The service %1 runs nothing").arg(service.name));
    const QJsonObject stop = object.value(QLatin1String("stop")).toObject();
    const QString signal = textOf(stop, "signal");
    auto number = signalFromText(signal.isEmpty() ? QStringLiteral("TERM") : signal);
    if (!number)
        return Failure(number.error());
    service.stopSignal = *number;
    auto within = durationOf(stop, "within", service.stopWithin);
    if (!within)
        return Failure(within.error());
    service.stopWithin = *within;
    service.restart = textOf(object, "restart") != QLatin1String("never");
    service.sockets = stringsFromJson(object.value(QLatin1String("sockets")));
    for (const QString &dependency : stringsFromJson(object.value(QLatin1String("after"))))
        service.after.append(dependency.section(QLatin1Char('/'), 0, 0));
    service.variables = mapOf(object.value(QLatin1String("environment")).toObject());
    return service;
}

Result<HealthSpec> healthFrom(const QJsonObject &object)
{
    HealthSpec health;
    if (object.isEmpty())
        return health;
    auto within = durationOf(object, "within", health.within);
    if (!within)
        return Failure(within.error());
    health.within = *within;
    const QJsonObject http = object.value(QLatin1String("http")).toObject();
    const QJsonObject tcp = object.value(QLatin1String("tcp")).toObject();
    if (object.contains(QLatin1String("exec"))) {
        health.how = HealthSpec::How::Exec;
        health.exec = stringsFromJson(object.value(QLatin1String("exec")));
    } else if (!http.isEmpty()) {
        health.how = HealthSpec::How::Http;
        health.unixSocket = textOf(http, "unix");
        health.address = textOf(http, "address");
        health.path = textOf(http, "path");
    } else if (object.contains(QLatin1String("tcp"))) {
        health.how = HealthSpec::How::Tcp;
        health.address = tcp.isEmpty() ? textOf(object, "tcp") : textOf(tcp, "address");
    }
    return health;
}

struct Places
{
    QString root;
    QString home;
    QString classFolder;
    QString absolute(const QString &path) const
    {
        return path.startsWith(QLatin1Char('/')) ? path : home + QLatin1Char('/') + path;
    }
    QString belowRoot(const QString &path) const { return absolute(path).mid(root.size() + 1); }
    QString ofClass(const QString &path) const
    {
        return path.startsWith(QLatin1Char('/')) ? path : classFolder + QLatin1Char('/') + path;
    }
};

void readPaths(const QJsonObject &kind, const Places &places, ApplianceSpec &appliance)
{
    for (const QString &folder : stringsFromJson(kind.value(QLatin1String("folders"))))
        appliance.folders.append(places.absolute(folder));
    for (const QJsonValue &value : kind.value(QLatin1String("files")).toArray()) {
        const QJsonObject file = value.toObject();
        const QString mode = textOf(file, "mode");
        appliance.files.push_back({places.absolute(textOf(file, "path")),
                                   places.ofClass(textOf(file, "template")),
                                   mode.isEmpty() ? 0644U : mode.toUInt(nullptr, 8)});
    }
    for (const QString &path : stringsFromJson(kind.value(QLatin1String("code"))))
        appliance.code.append(places.belowRoot(path));
    for (const QJsonValue &value : kind.value(QLatin1String("live")).toArray()) {
        const QJsonObject live = value.toObject();
        appliance.live.push_back(
            {textOf(live, "name"), places.belowRoot(textOf(live, "path")), textOf(live, "kind")});
    }
    const QJsonObject hooks = kind.value(QLatin1String("hooks")).toObject();
    for (auto it = hooks.begin(); it != hooks.end(); ++it)
        appliance.hooks.emplace(it.key(), places.ofClass(it.value().toString()));
    const QString version = textOf(kind.value(QLatin1String("version")).toObject(), "file");
    if (!version.isEmpty())
        appliance.versionFile = places.absolute(version);
}

Result<ApplianceSpec> applianceFrom(const QJsonObject &object, const QString &root)
{
    ApplianceSpec appliance;
    const QJsonObject kind = object.value(QLatin1String("class")).toObject();
    appliance.name = textOf(object, "name");
    appliance.className = textOf(kind, "name");
    appliance.address = textOf(object, "address");
    appliance.home = textOf(object, "home");
    appliance.classFolder = textOf(object, "class_folder");
    appliance.parameters = kind.value(QLatin1String("parameters")).toObject();
    appliance.secrets = object.value(QLatin1String("secrets")).toObject();
    appliance.variables = mapOf(object.value(QLatin1String("variables")).toObject());
    const QJsonObject content = object.value(QLatin1String("content")).toObject();
    appliance.content = textOf(content, "from");
    appliance.contentTo = textOf(content, "to");
    readPaths(kind, {root, appliance.home, appliance.classFolder}, appliance);
    for (const QJsonValue &value : kind.value(QLatin1String("services")).toArray()) {
        auto service = serviceFrom(value.toObject());
        if (!service)
            return Failure(service.error());
        appliance.services.push_back(std::move(*service));
    }
    for (const QJsonValue &value : kind.value(QLatin1String("cron")).toArray()) {
        const QJsonObject cron = value.toObject();
        auto every = durationOf(cron, "every", std::chrono::minutes(1));
        if (!every)
            return Failure(every.error());
        appliance.cron.push_back(
            {textOf(cron, "name"), *every, stringsFromJson(cron.value(QLatin1String("run")))});
    }
    auto health = healthFrom(kind.value(QLatin1String("health")).toObject());
    if (!health)
        return Failure(health.error());
    appliance.health = std::move(*health);
    return appliance;
}

} // namespace

bool ApplianceSpec::hasDatabase() const
{
    return std::any_of(services.begin(), services.end(), [](const ServiceSpec &service) {
        return service.kind == ServiceSpec::Kind::Database;
    });
}

const ApplianceSpec *EnvironmentSpec::appliance(const QString &name) const
{
    const auto found = std::find_if(appliances.begin(), appliances.end(),
                                    [&](const ApplianceSpec &entry) { return entry.name == name; });
    return found == appliances.end() ? nullptr : &*found;
}

bool EnvironmentSpec::hasDatabase() const
{
    return std::any_of(appliances.begin(), appliances.end(),
                       [](const ApplianceSpec &entry) { return entry.hasDatabase(); });
}

Result<EnvironmentSpec> EnvironmentSpec::fromJson(const QJsonObject &object)
{
    EnvironmentSpec spec;
    spec.slot = object.value(QLatin1String("slot")).toInt();
    spec.application = textOf(object, "application");
    spec.environment = textOf(object, "environment");
    spec.root = textOf(object, "root");
    spec.doors = textOf(object, "doors");
    spec.runtime = textOf(object, "runtime");
    spec.accessFolder = textOf(object, "access");
    spec.separated = object.value(QLatin1String("separated")).toBool();
    spec.mailPort = object.value(QLatin1String("mail_port")).toInt();
    spec.proxyPort = object.value(QLatin1String("proxy_port")).toInt();
    spec.version = textOf(object, "version");
    if (spec.root.isEmpty() || spec.doors.isEmpty())
        return fail(Problem::Kind::Invalid, QStringLiteral("The specification names no folders"));
    for (const QJsonValue &value : object.value(QLatin1String("appliances")).toArray()) {
        auto appliance = applianceFrom(value.toObject(), spec.root);
        if (!appliance)
            return Failure(appliance.error().at(value.toObject().value(QLatin1String("name")).toString()));
        spec.appliances.push_back(std::move(*appliance));
    }
    return spec;
}

QString toText(ServiceSpec::Kind kind)
{
    switch (kind) {
    case ServiceSpec::Kind::Database:
        return QStringLiteral("database");
    case ServiceSpec::Kind::Application:
        return QStringLiteral("application");
    case ServiceSpec::Kind::Worker:
        break;
    }
    return QStringLiteral("worker");
}

} // namespace slipway
