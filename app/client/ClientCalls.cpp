// What the API is asked, call by call.
#include "client/Client.h"

namespace slipway {

namespace {

constexpr Duration patientTime = std::chrono::minutes(10); // for what takes minutes

QString pathOf(const QString &prefix, const QString &part, const QString &rest = {})
{
    return prefix + QString::fromLatin1(QUrl::toPercentEncoding(part)) + rest;
}

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

QString casePath(qint64 id, const QString &rest = {})
{
    return QStringLiteral("/api/v1/cases/%1%2").arg(id).arg(rest);
}

// An object without what it is asked for isn't an answer: nobody would be on duty by it.
Pending<QJsonObject> having(const char *field, const QString &path, const Client &client,
                            const Pending<QJsonObject> &pending)
{
    Pending<QJsonObject> result;
    const QString why = QStringLiteral("it has no \"%1\"").arg(QLatin1String(field));
    const Problem lacking = client.worded(
        {Problem::Kind::Malformed, QStringLiteral("The service's answer makes no sense: %1").arg(why), path,
         QStringLiteral("Look whether this address is Slipway's, and of this version.")});
    pending.then([result, lacking, name = QLatin1String(field)](const Result<QJsonObject> &answer) {
        result.resolve(!answer || answer->contains(name) ? answer : Result<QJsonObject>(Failure(lacking)));
    });
    return result;
}

QString mailPath(qint64 id, const QString &rest = {})
{
    return QStringLiteral("/api/v1/mail/%1%2").arg(id).arg(rest);
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

Pending<Listing> Client::cases(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/cases"), query);
}

Pending<QJsonObject> Client::supportCase(qint64 id)
{
    return having("id", casePath(id), *this, get(casePath(id)));
}

Pending<QJsonObject> Client::openCase(const QJsonObject &fresh, const QByteArray &key)
{
    return post(QStringLiteral("/api/v1/cases"), fresh, {}, key);
}

Pending<QJsonObject> Client::caseCommand(qint64 id, const QString &verb, const QJsonObject &body,
                                         const QByteArray &key)
{
    return post(casePath(id, QLatin1Char('/') + verb), body, {}, key);
}

Pending<QJsonObject> Client::beginCaseFile(qint64 caseId, const QString &name, qint64 size)
{
    return post(casePath(caseId, QStringLiteral("/files")),
                {{QStringLiteral("name"), name}, {QStringLiteral("size"), size}});
}

Pending<QJsonObject> Client::bringCaseFile(qint64 caseId, qint64 file, qint64 at, const QByteArray &bytes,
                                           std::shared_ptr<GivingUp> givingUp)
{
    Call piece;
    piece.method = "PUT";
    piece.path = casePath(caseId, QStringLiteral("/files/%1?at=%2").arg(file).arg(at));
    piece.body = bytes;
    piece.type = "application/octet-stream";
    piece.givingUp = std::move(givingUp);
    piece.expects = Call::Expects::Object;
    Pending<QJsonObject> brought;
    call(std::move(piece)).then([brought](const Result<Answer> &answer) {
        brought.resolve(answer ? Result<QJsonObject>(answer->object) : Failure(answer.error()));
    });
    return brought;
}

Pending<Listing> Client::caseFiles(qint64 caseId)
{
    return whole(casePath(caseId, QStringLiteral("/files")));
}

Pending<QJsonObject> Client::removeCaseFile(qint64 caseId, qint64 file)
{
    return remove(casePath(caseId, QStringLiteral("/files/%1").arg(file)));
}

Pending<QByteArray> Client::caseFile(qint64 caseId, qint64 file, std::function<void(qint64, qint64)> progress,
                                     std::shared_ptr<GivingUp> givingUp)
{
    return bytesAt(casePath(caseId, QStringLiteral("/files/%1").arg(file)), std::move(progress),
                   std::move(givingUp));
}

Pending<QJsonObject> Client::beAtCase(qint64 id, bool writing)
{
    return put(casePath(id, QStringLiteral("/presence")), {{QStringLiteral("writing"), writing}});
}

Pending<QJsonObject> Client::leaveCase(qint64 id)
{
    return remove(casePath(id, QStringLiteral("/presence")));
}

Pending<Listing> Client::templates()
{
    return whole(QStringLiteral("/api/v1/templates"));
}

Pending<QJsonObject> Client::filledTemplate(qint64 caseId, const QString &name)
{
    return get(pathOf(casePath(caseId, QStringLiteral("/templates/")), name));
}

Pending<QJsonObject> Client::setTemplate(const QString &name, const QJsonObject &words, const QByteArray &key)
{
    return put(pathOf(QStringLiteral("/api/v1/templates/"), name), words, key);
}

Pending<QJsonObject> Client::removeTemplate(const QString &name, const QByteArray &key)
{
    return remove(pathOf(QStringLiteral("/api/v1/templates/"), name), {}, key);
}

Pending<Listing> Client::mails(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/mail"), query);
}

Pending<QJsonObject> Client::mail(qint64 id)
{
    return get(mailPath(id));
}

Pending<QJsonObject> Client::releaseMail(qint64 id, qint64 intoCase, const QByteArray &key)
{
    return post(mailPath(id, QStringLiteral("/release")),
                intoCase > 0 ? QJsonObject{{QStringLiteral("case"), intoCase}} : QJsonObject(), {}, key);
}

Pending<QJsonObject> Client::discardMail(qint64 id, const QString &reason, const QByteArray &key)
{
    return post(mailPath(id, QStringLiteral("/discard")),
                reason.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("reason"), reason}}, {}, key);
}

Pending<QJsonObject> Client::takeMailBack(qint64 id, const QByteArray &key)
{
    return post(mailPath(id, QStringLiteral("/restore")), {}, {}, key);
}

Pending<QJsonObject> Client::mailHtml(qint64 mail)
{
    return get(mailPath(mail, QStringLiteral("/html")));
}

Pending<QByteArray> Client::attachment(qint64 mail, int number, std::function<void(qint64, qint64)> progress,
                                       std::shared_ptr<GivingUp> givingUp)
{
    return bytesAt(mailPath(mail, QStringLiteral("/attachments/%1").arg(number)), std::move(progress),
                   std::move(givingUp));
}

Pending<QByteArray> Client::bytesAt(const QString &path, std::function<void(qint64, qint64)> progress,
                                    std::shared_ptr<GivingUp> givingUp)
{
    Call wanted;
    wanted.path = path;
    wanted.progress = std::move(progress);
    wanted.givingUp = std::move(givingUp);
    Pending<QByteArray> bytes;
    call(std::move(wanted)).then([bytes](const Result<Answer> &answer) {
        bytes.resolve(answer ? Result<QByteArray>(answer->body) : Failure(answer.error()));
    });
    return bytes;
}

Pending<QJsonObject> Client::sla()
{
    return get(QStringLiteral("/api/v1/sla"));
}

Pending<QJsonObject> Client::slaReport(const QUrlQuery &query)
{
    Call report;
    report.path = QStringLiteral("/api/v1/reports/sla?") + query.toString(QUrl::FullyEncoded);
    report.expects = Call::Expects::List;
    Pending<QJsonObject> groups;
    call(std::move(report)).then([groups](const Result<Answer> &answer) {
        groups.resolve(answer ? Result<QJsonObject>(answer->object) : Failure(answer.error()));
    });
    return groups;
}

Pending<QJsonObject> Client::duty()
{
    return having("people", QStringLiteral("/api/v1/duty"), *this, get(QStringLiteral("/api/v1/duty")));
}

Pending<QJsonObject> Client::shifts(const QString &from, const QString &to)
{
    return get(QStringLiteral("/api/v1/duty/shifts?from=%1&to=%2").arg(from, to));
}

Pending<QJsonObject> Client::overrideDuty(const QJsonObject &override, const QByteArray &key)
{
    return post(QStringLiteral("/api/v1/duty/overrides"), override, {}, key);
}

Pending<QJsonObject> Client::removeOverride(qint64 id, const QByteArray &key)
{
    return remove(QStringLiteral("/api/v1/duty/overrides/%1").arg(id), {}, key);
}

Pending<QJsonObject> Client::swapDuty(const QJsonObject &swap, const QByteArray &key)
{
    return post(QStringLiteral("/api/v1/duty/swaps"), swap, {}, key);
}

Pending<QJsonObject> Client::removeSwap(qint64 id, const QByteArray &key)
{
    return remove(QStringLiteral("/api/v1/duty/swaps/%1").arg(id), {}, key);
}

Pending<QJsonObject> Client::simulateDuty(const QJsonObject &wish)
{
    return post(QStringLiteral("/api/v1/duty:simulate"), wish);
}

Pending<Listing> Client::pages(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/pages"), query);
}

Pending<QJsonObject> Client::acknowledgePage(qint64 id, const QByteArray &key)
{
    return post(QStringLiteral("/api/v1/pages/%1/ack").arg(id), {}, {}, key);
}

Pending<QJsonObject> Client::nextTarget()
{
    return get(QStringLiteral("/api/v1/cases:next"));
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
