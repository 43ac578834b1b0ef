#include "domain/Catalog.h"

#include "domain/Json.h"

#include <algorithm>
#include <array>

namespace slipway {

namespace {

struct RoleName
{
    EnvironmentRole role;
    QLatin1String name;
};

constexpr std::array<RoleName, 4> roleNames{{{EnvironmentRole::Production, QLatin1String("production")},
                                             {EnvironmentRole::Test, QLatin1String("test")},
                                             {EnvironmentRole::Standby, QLatin1String("standby")},
                                             {EnvironmentRole::Retired, QLatin1String("retired")}}};

template <class T>
QJsonArray arrayOf(const std::vector<T> &items)
{
    QJsonArray array;
    for (const T &item : items)
        array.append(item.toJson());
    return array;
}

} // namespace

QString toText(EnvironmentRole role)
{
    for (const RoleName &row : roleNames) {
        if (row.role == role)
            return row.name;
    }
    return {};
}

Result<EnvironmentRole> environmentRoleFromText(QStringView text)
{
    for (const RoleName &row : roleNames) {
        if (text == row.name)
            return row.role;
    }
    return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not a role of an environment").arg(text),
                QStringLiteral("Use production, test, standby or retired."));
}

QJsonObject Customer::toJson() const
{
    return {{QStringLiteral("id"), id}, {QStringLiteral("slug"), slug}, {QStringLiteral("name"), name}};
}

QJsonObject Contact::toJson() const
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("customer_id"), customerId},
            {QStringLiteral("name"), name},
            {QStringLiteral("mail"), mail},
            {QStringLiteral("ssh_keys"), slipway::toJson(sshKeys)}};
}

QJsonObject Volume::toJson() const
{
    return {{QStringLiteral("name"), name}, {QStringLiteral("path"), path}, {QStringLiteral("kind"), kind}};
}

QJsonObject Appliance::toJson() const
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("name"), name},
            {QStringLiteral("class"), className},
            {QStringLiteral("address"), address},
            {QStringLiteral("state"), state},
            {QStringLiteral("health"), health},
            {QStringLiteral("volumes"), arrayOf(volumes)}};
}

QString Environment::url() const
{
    return address.isEmpty() ? QString() : QStringLiteral("http://%1:%2/").arg(address).arg(port);
}

QJsonObject Environment::toJson() const
{
    QJsonObject object{{QStringLiteral("id"), id},
                       {QStringLiteral("name"), name},
                       {QStringLiteral("role"), toText(role)},
                       {QStringLiteral("url"), url()},
                       {QStringLiteral("address"), address},
                       {QStringLiteral("port"), port},
                       {QStringLiteral("state"), state},
                       {QStringLiteral("version"), version},
                       {QStringLiteral("quiet"), quiet},
                       {QStringLiteral("appliances"), arrayOf(appliances)}};
    if (!ssh.host.isEmpty()) {
        object.insert(QStringLiteral("ssh"), QJsonObject{{QStringLiteral("host"), ssh.host},
                                                         {QStringLiteral("port"), ssh.port},
                                                         {QStringLiteral("user"), ssh.user},
                                                         {QStringLiteral("host_key"), ssh.hostKey}});
    } else {
        object.insert(QStringLiteral("ssh"), QJsonValue::Null);
    }
    return object;
}

QString Application::handle() const
{
    return customer + QLatin1Char('/') + slug;
}

const Environment *Application::environmentOf(EnvironmentRole role) const
{
    const auto found =
        std::find_if(environments.begin(), environments.end(),
                     [role](const Environment &environment) { return environment.role == role; });
    return found == environments.end() ? nullptr : &*found;
}

QJsonObject Application::toJson() const
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("handle"), handle()},
            {QStringLiteral("customer"), customer},
            {QStringLiteral("slug"), slug},
            {QStringLiteral("name"), name},
            {QStringLiteral("revision"), revision},
            {QStringLiteral("environments"), arrayOf(environments)}};
}

} // namespace slipway
