#include "domain/Event.h"

#include "domain/Json.h"

namespace slipway {

QJsonObject Event::toJson() const
{
    return {{QStringLiteral("seq"), seq},
            {QStringLiteral("at"), toText(at)},
            {QStringLiteral("actor"), actor},
            {QStringLiteral("kind"), kind},
            {QStringLiteral("subject"), subject},
            {QStringLiteral("payload"),
             objectFromBytes(payload, QStringLiteral("payload")).value_or(QJsonObject())},
            {QStringLiteral("prev_hash"), QString::fromLatin1(prevHash)},
            {QStringLiteral("hash"), QString::fromLatin1(hash)}};
}

Result<Event> Event::fromJson(const QJsonObject &object)
{
    const auto at = instantFromText(object.value(QStringLiteral("at")).toString());
    if (!at)
        return Failure(at.error().at(QStringLiteral("/at")));
    Event event;
    event.seq = object.value(QStringLiteral("seq")).toInteger();
    event.at = *at;
    event.actor = object.value(QStringLiteral("actor")).toString();
    event.kind = object.value(QStringLiteral("kind")).toString();
    event.subject = object.value(QStringLiteral("subject")).toString();
    event.payload = toBytes(object.value(QStringLiteral("payload")).toObject());
    event.prevHash = object.value(QStringLiteral("prev_hash")).toString().toLatin1();
    event.hash = object.value(QStringLiteral("hash")).toString().toLatin1();
    return event;
}

} // namespace slipway
