#include "models/FakeMail.h"

namespace slipway {

namespace {

const QString base = QStringLiteral("/api/v1/mail");
const QString idKey = QStringLiteral("id");
const QString caseKey = QStringLiteral("case");
const QString verdictKey = QStringLiteral("verdict");

FakeService::Reply noSuch(qint64 id)
{
    return FakeService::Reply::refusal(
        {Problem::Kind::NotFound, QStringLiteral("There is no mail %1").arg(id), {}, {}});
}

qint64 idIn(const QString &path)
{
    return path.section(QLatin1Char('/'), 4, 4).toLongLong();
}

} // namespace

FakeMail::FakeMail(FakeService &service) : m_service(service)
{
    addRoutes();
}

QJsonObject FakeMail::mail(qint64 id, const QString &sender, qint64 ofCase, const QString &why)
{
    const QJsonValue number = ofCase > 0 ? QJsonValue(ofCase) : QJsonValue();
    return {
        {idKey, id},
        {QStringLiteral("message_id"), QStringLiteral("%1@northwind.example").arg(id)},
        {QStringLiteral("sender"), sender},
        {QStringLiteral("subject"), QStringLiteral("Subject %1").arg(id)},
        {QStringLiteral("at"), fake::at(id)},
        {verdictKey, QStringLiteral("quarantined")},
        {QStringLiteral("why"), why},
        {caseKey, number},
        {QStringLiteral("attachments"), QJsonArray()},
        {QStringLiteral("html"), false},
        {QStringLiteral("text"), QStringLiteral("Words of mail %1").arg(id)},
        {QStringLiteral("goes_to"), QJsonObject{{caseKey, number}, {QStringLiteral("customer"), QString()}}}};
}

void FakeMail::take(const QJsonObject &mail)
{
    all.push_front(mail);
    m_service.tell(QStringLiteral("mail.quarantined"),
                   QStringLiteral("mail/%1").arg(mail.value(idKey).toInteger()),
                   {{QStringLiteral("from"), mail.value(QStringLiteral("sender"))},
                    {QStringLiteral("why"), mail.value(QStringLiteral("why"))},
                    {caseKey, mail.value(caseKey)}});
}

QJsonObject FakeMail::of(qint64 id) const
{
    for (const QJsonObject &one : all) {
        if (one.value(idKey).toInteger() == id)
            return one;
    }
    return {};
}

void FakeMail::addRoutes()
{
    m_service.on("GET", base, [this](const FakeService::Request &request) { return list(request); });
    m_service.on("GET", base + QStringLiteral("/*"),
                 [this](const FakeService::Request &request) { return get(request); });
    m_service.on("POST", base + QStringLiteral("/*"), [this](const FakeService::Request &request) {
        return settle(idIn(request.path), request.path.section(QLatin1Char('/'), 5, 5), request.body);
    });
}

FakeService::Reply FakeMail::list(const FakeService::Request &request) const
{
    const QString verdict = request.argument(verdictKey);
    const QString q = request.argument(QStringLiteral("q"));
    const qint64 before = request.argument(QStringLiteral("cursor")).toLongLong();
    const int limit = request.argument(QStringLiteral("limit")).toInt();
    QJsonArray items;
    qint64 last = 0;
    for (QJsonObject one : all) {
        const qint64 id = one.value(idKey).toInteger();
        const QString text = one.value(QStringLiteral("sender")).toString() + QLatin1Char(' ') +
                             one.value(QStringLiteral("subject")).toString();
        if ((before > 0 && id >= before) || one.value(verdictKey).toString() != verdict ||
            !text.contains(q, Qt::CaseInsensitive))
            continue;
        if (items.size() == limit)
            return FakeService::Reply::items(items, QString::number(last));
        one.remove(QStringLiteral("text"));
        one.remove(QStringLiteral("goes_to"));
        items.append(one);
        last = id;
    }
    return FakeService::Reply::items(items);
}

FakeService::Reply FakeMail::get(const FakeService::Request &request) const
{
    const qint64 id = idIn(request.path);
    const QString part = request.path.section(QLatin1Char('/'), 5, 5);
    if (of(id).isEmpty())
        return noSuch(id);
    if (part == QLatin1String("html"))
        return FakeService::Reply::json({{part, html}});
    if (part == QLatin1String("attachments"))
        return {200, "as it came", "application/octet-stream"};
    return FakeService::Reply::json(of(id));
}

FakeService::Reply FakeMail::settle(qint64 id, const QString &verb, const QJsonObject &body)
{
    if (id == refused)
        return FakeService::Reply::refusal(
            {Problem::Kind::Conflict, QStringLiteral("Somebody was quicker"), {}, {}});
    for (QJsonObject &one : all) {
        if (one.value(idKey).toInteger() != id)
            continue;
        QString kind = QStringLiteral("mail.taken-back");
        QString verdict = QStringLiteral("quarantined");
        if (verb == QLatin1String("discard")) {
            kind = QStringLiteral("mail.discarded");
            verdict = QStringLiteral("discarded");
        } else if (verb == QLatin1String("release")) {
            kind = QStringLiteral("mail.released");
            if (body.contains(caseKey))
                one.insert(caseKey, body.value(caseKey));
            verdict = one.value(caseKey).isNull() ? QStringLiteral("opened") : QStringLiteral("added");
            if (one.value(caseKey).isNull())
                one.insert(caseKey, nextCase++);
        }
        one.insert(verdictKey, verdict);
        m_service.tell(
            kind, QStringLiteral("mail/%1").arg(id),
            {{QStringLiteral("from"), one.value(QStringLiteral("sender"))}, {caseKey, one.value(caseKey)}});
        return FakeService::Reply::json(one);
    }
    return noSuch(id);
}

} // namespace slipway
