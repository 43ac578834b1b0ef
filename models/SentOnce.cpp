#include "models/SentOnce.h"

#include "client/Client.h"
#include "domain/Json.h"

#include <QUuid>

namespace slipway {

namespace {

QString unknownWords()
{
    return SentOnce::tr(
        "It was sent, but no answer has come yet: it isn't known whether it was done. Pressing "
        "again does nothing twice.");
}

// The service ended while it worked on it: it never takes that key again.
bool isSpent(const Problem &problem)
{
    return problem.kind == Problem::Kind::Conflict && problem.where == QLatin1String("Idempotency-Key");
}

} // namespace

// Whoever was refused may try again with the same key; only what was done has used it up.
Pending<QJsonObject> SentOnce::send(const QString &action, const Send &send)
{
    const QByteArray key = m_keys->value(action, QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    m_keys->insert(action, key);
    Pending<QJsonObject> told;
    send(key).then([told, action, key, keys = std::weak_ptr(m_keys)](Result<QJsonObject> answer) {
        const auto known = keys.lock();
        if (known && known->value(action) == key && (answer || isSpent(answer.error())))
            known->remove(action);
        if (!answer && Client::isOutcomeUnknown(answer.error())) {
            answer.error().what = unknownWords();
            answer.error().hint.clear();
        }
        told.resolve(std::move(answer));
    });
    return told;
}

bool SentOnce::isUnknown(const Problem &problem)
{
    return problem.what == unknownWords();
}

QString actionOf(const QString &place, const QJsonObject &body)
{
    return place + QLatin1Char(' ') + QString::fromUtf8(toBytes(body));
}

} // namespace slipway
