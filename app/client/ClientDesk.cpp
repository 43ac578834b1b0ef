// What the API is asked about cases, their mail, guarantees and who is on duty.
#include "client/ApiPath.h"
#include "client/Client.h"

namespace slipway {

namespace {

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

} // namespace slipway
