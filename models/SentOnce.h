// What is sent has its effect once, however often it is pressed: in the same words about the same thing it
// carries the key that it had before, until it is known to be done or nobody has pressed it for a while.
#pragma once
#include "client/Pending.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QHash>
#include <QJsonObject>

namespace slipway {

class SentOnce
{
    Q_DECLARE_TR_FUNCTIONS(SentOnce)

public:
    using Send = std::function<Pending<QJsonObject>(const QByteArray &key)>;
    // The same words after that are meant anew.
    explicit SentOnce(std::chrono::milliseconds keptFor = std::chrono::minutes(10)) : m_keptFor(keptFor) {}
    // `action`: all that makes it this one and no other, as the place, what is said and how things stand.
    // Where nobody answered, the problem says in words that it isn't known what came of it; where it had been
    // done by then, the problem of whoever presses again says so.
    Pending<QJsonObject> send(const QString &action, const Send &send);
    static bool isUnknown(const Problem &problem); // it isn't refused: one of these two

private:
    struct Key
    {
        QByteArray value;
        bool isUnknown = false; // what came of it when it was sent before
        QDeadlineTimer until = QDeadlineTimer(QDeadlineTimer::Forever);
    };
    using Keys = QHash<QString, Key>;
    static Result<QJsonObject> heard(Keys &keys, const QString &action, Result<QJsonObject> answer);

    std::chrono::milliseconds m_keptFor;
    // What is answered later than this one lives comes to nothing.
    std::shared_ptr<Keys> m_keys = std::make_shared<Keys>();
};

// As the place and what is said there, in the order of the names.
QString actionOf(const QString &place, const QJsonObject &body);

} // namespace slipway
