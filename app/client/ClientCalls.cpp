// What the API is asked, call by call.
#include "client/ApiPath.h"
#include "client/Client.h"

namespace slipway {

namespace {

constexpr Duration patientTime = std::chrono::minutes(10); // for what takes minutes

QString applicationPath(const QString &handle, const QString &rest = {})
{
    const QString customer = handle.section(QLatin1Char('/'), 0, 0);
    const QString slug = handle.section(QLatin1Char('/'), 1);
    return pathOf(pathOf(QStringLiteral("/api/v1/applications/"), customer, QStringLiteral("/")), slug, rest);
}

QString releasePath(qint64 id, const QString &rest = {})
{
    return QStringLiteral("/api/v1/releases/%1%2").arg(id).arg(rest);
}

} // namespace

Pending<Listing> Client::customers(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/customers"), query);
}

Pending<QJsonObject> Client::usage(const QString &customer)
{
    return get(pathOf(QStringLiteral("/api/v1/customers/"), customer, QStringLiteral("/usage")));
}

Pending<Listing> Client::applications(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/applications"), query);
}

Pending<QJsonObject> Client::application(const QString &handle)
{
    return get(applicationPath(handle));
}

Pending<QJsonObject> Client::createApplication(const QJsonObject &application)
{
    return post(QStringLiteral("/api/v1/applications"), application, patientTime);
}

Pending<QJsonObject> Client::cloneApplication(const QString &handle, const QByteArray &key)
{
    return post(applicationPath(handle, QStringLiteral("/clone")), {}, patientTime, key);
}

Pending<QJsonObject> Client::startEnvironment(const QString &handle, const QString &environment,
                                              const QByteArray &key)
{
    return post(applicationPath(handle, QStringLiteral("/start")),
                {{QStringLiteral("environment"), environment}}, patientTime, key);
}

Pending<QJsonObject> Client::stopEnvironment(const QString &handle, const QString &environment,
                                             const QByteArray &key)
{
    return post(applicationPath(handle, QStringLiteral("/stop")),
                {{QStringLiteral("environment"), environment}}, patientTime, key);
}

Pending<QJsonObject> Client::removeEnvironment(const QString &handle, const QString &environment,
                                               const QByteArray &key)
{
    return post(applicationPath(handle, QStringLiteral("/remove")),
                {{QStringLiteral("environment"), environment}}, patientTime, key);
}

Pending<QJsonObject> Client::removeApplication(const QString &handle, const QByteArray &key)
{
    return remove(applicationPath(handle), patientTime, key);
}

Pending<Listing> Client::releases(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/releases"), query);
}

Pending<QJsonObject> Client::startRelease(const QJsonObject &release, const QByteArray &key)
{
    return post(QStringLiteral("/api/v1/releases"), release, {}, key);
}

Pending<QJsonObject> Client::release(qint64 id)
{
    return get(releasePath(id));
}

Pending<Listing> Client::steps(qint64 id)
{
    return whole(releasePath(id, QStringLiteral("/steps")));
}

Pending<Listing> Client::preview(qint64 id, const QString &step)
{
    return whole(pathOf(releasePath(id, QStringLiteral("/steps/")), step, QStringLiteral("/preview")));
}

Pending<QJsonObject> Client::report(qint64 id)
{
    return get(releasePath(id, QStringLiteral("/report")));
}

Pending<QJsonObject> Client::samples(qint64 id, qint64 since)
{
    return get(releasePath(id, QStringLiteral("/samples?since=%1").arg(since)));
}

Pending<Listing> Client::log(qint64 id, const ListQuery &query)
{
    return list(releasePath(id, QStringLiteral("/log")), query);
}

Pending<QJsonObject> Client::command(qint64 id, const QString &verb, const QJsonObject &body,
                                     const QByteArray &key)
{
    return post(releasePath(id, QLatin1Char('/') + verb), body, {}, key);
}

Pending<Listing> Client::pipelines(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/pipelines"), query);
}

Pending<QJsonObject> Client::pipeline(const QString &name)
{
    return get(pathOf(QStringLiteral("/api/v1/pipelines/"), name));
}

Pending<Listing> Client::durations(const QString &pipeline)
{
    return whole(pathOf(QStringLiteral("/api/v1/pipelines/"), pipeline, QStringLiteral("/durations")));
}

Pending<QJsonObject> Client::checkPipeline(const QByteArray &yaml, const QString &source)
{
    return post(QStringLiteral("/api/v1/pipelines:check"),
                {{QStringLiteral("yaml"), QString::fromUtf8(yaml)}, {QStringLiteral("source"), source}});
}

Pending<QJsonObject> Client::importPipeline(const QByteArray &yaml, const QString &source,
                                            const QByteArray &key)
{
    return post(QStringLiteral("/api/v1/pipelines"),
                {{QStringLiteral("yaml"), QString::fromUtf8(yaml)}, {QStringLiteral("source"), source}}, {},
                key);
}

Pending<Listing> Client::events(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/ledger"), query);
}

Pending<QJsonObject> Client::ledgerHead()
{
    return get(QStringLiteral("/api/v1/ledger/head"));
}

Pending<Listing> Client::users(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/users"), query);
}

Pending<QJsonObject> Client::addUser(const QJsonObject &user)
{
    return post(QStringLiteral("/api/v1/users"), user);
}

Pending<QJsonObject> Client::issueToken(const QString &user, const QJsonObject &body)
{
    return post(pathOf(QStringLiteral("/api/v1/users/"), user, QStringLiteral("/tokens")), body);
}

Pending<QJsonObject> Client::host(const QString &name)
{
    return get(pathOf(QStringLiteral("/api/v1/hosts/"), name));
}

Pending<QJsonObject> Client::addHost(const QJsonObject &host)
{
    return post(QStringLiteral("/api/v1/hosts"), host);
}

Pending<QJsonObject> Client::removeHost(const QString &name)
{
    return remove(pathOf(QStringLiteral("/api/v1/hosts/"), name));
}

Pending<QJsonObject> Client::scanHost(const QString &address, int port)
{
    return post(QStringLiteral("/api/v1/hosts:scan"),
                {{QStringLiteral("address"), address}, {QStringLiteral("port"), port}});
}

Pending<QJsonObject> Client::mailbox(const QString &name)
{
    return get(pathOf(QStringLiteral("/api/v1/mailboxes/"), name));
}

Pending<QJsonObject> Client::setMailbox(const QString &name, const QJsonObject &mailbox)
{
    return put(pathOf(QStringLiteral("/api/v1/mailboxes/"), name), mailbox);
}

Pending<QJsonObject> Client::removeMailbox(const QString &name)
{
    return remove(pathOf(QStringLiteral("/api/v1/mailboxes/"), name));
}

Pending<QJsonObject> Client::checkMailbox(const QString &name)
{
    return post(pathOf(QStringLiteral("/api/v1/mailboxes/"), name, QStringLiteral("/check")), {});
}

Pending<QJsonObject> Client::setSecret(const QString &name, const QString &value)
{
    return put(pathOf(QStringLiteral("/api/v1/secrets/"), name), {{QStringLiteral("value"), value}});
}

Pending<QJsonObject> Client::removeSecret(const QString &name)
{
    return remove(pathOf(QStringLiteral("/api/v1/secrets/"), name));
}

Pending<QJsonObject> Client::whoAmI()
{
    return get(QStringLiteral("/api/v1/me"));
}

Pending<QJsonObject> Client::health()
{
    return get(QStringLiteral("/healthz"));
}

Pending<QJsonObject> Client::demo()
{
    return get(QStringLiteral("/api/v1/demo"));
}

Pending<QJsonObject> Client::loadDemo(bool on, int rate)
{
    return post(QStringLiteral("/api/v1/demo/load"),
                {{QStringLiteral("on"), on}, {QStringLiteral("rate"), rate}});
}

Pending<QJsonObject> Client::brake()
{
    return get(QStringLiteral("/api/v1/brake"));
}

Pending<QJsonObject> Client::setBrake(bool on, const QString &reason, const QByteArray &key)
{
    return put(QStringLiteral("/api/v1/brake"),
               {{QStringLiteral("on"), on}, {QStringLiteral("reason"), reason}}, key);
}

Pending<QJsonObject> Client::backUp()
{
    return post(QStringLiteral("/api/v1/backups"), {}, patientTime);
}

} // namespace slipway
