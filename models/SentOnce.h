// What is sent has its effect once, however often it is pressed: in the same words about the same thing it
// carries the key that it had before, until it is known to be done.
#pragma once
#include "client/Pending.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonObject>

namespace slipway {

class SentOnce
{
    Q_DECLARE_TR_FUNCTIONS(SentOnce)

public:
    using Send = std::function<Pending<QJsonObject>(const QByteArray &key)>;
    // `action`: all that makes it this one and no other, as the place, what is said and how things stand.
    // Where nobody answered, the problem says in words that it isn't known what came of it.
    Pending<QJsonObject> send(const QString &action, const Send &send);
    static bool isUnknown(const Problem &problem); // whether it was done

private:
    // What is answered later than this one lives comes to nothing.
    std::shared_ptr<QHash<QString, QByteArray>> m_keys = std::make_shared<QHash<QString, QByteArray>>();
};

// As the place and what is said there, in the order of the names.
QString actionOf(const QString &place, const QJsonObject &body);

} // namespace slipway
