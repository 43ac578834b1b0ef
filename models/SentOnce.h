// What is sent has its effect once, however often it is pressed: in the same words about the same thing it
// carries the key that it had before, until it is known to be done or nobody has pressed it for a while.
#pragma once
#include "client/Pending.h"
#include "domain/Instant.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

namespace slipway {

class SentOnce
{
    Q_DECLARE_TR_FUNCTIONS(SentOnce)

public:
    using Send = std::function<Pending<QJsonObject>(const QByteArray &key)>;
    // The same words after that are meant anew.
    explicit SentOnce(std::chrono::milliseconds keptFor = std::chrono::minutes(10)) : m_keptFor(keptFor) {}
    // Whether whoever presses again may mean it anew, or says that it is the same as before.
    enum class Press { MayBeAnew, IsTheSame };
    // `action`: all that makes it this one and no other, as the place, what is said and how things stand.
    // Where nobody answered, the problem says in words that it isn't known what came of it; where it had been
    // done by then, the problem of whoever presses again and may mean it anew says so.
    Pending<QJsonObject> send(const QString &action, const Send &send, Press press = Press::MayBeAnew);
    static bool isUnknown(const Problem &problem); // it isn't refused: one of these
    static bool wasDone(const Problem &problem);   // the last of them
    // What has been done since makes the same words another action: of those that begin so.
    void forget(const QString &place);
    // Of those that begin so what it isn't known of, for who is started again before it is: beside what was
    // typed, with moments of this clock.
    QJsonArray doubts(const QString &place, Instant now) const;
    void takeUp(const QJsonArray &doubts, Instant now);

private:
    struct Key
    {
        QByteArray value;
        bool isUnknown = false; // what came of it when it was sent before
        QDeadlineTimer until = QDeadlineTimer(QDeadlineTimer::Forever);
    };
    using Keys = QHash<QString, Key>;
    static Result<QJsonObject> heard(Keys &keys, const QString &action, Press press,
                                     Result<QJsonObject> answer);

    std::chrono::milliseconds m_keptFor;
    // What is answered later than this one lives comes to nothing.
    std::shared_ptr<Keys> m_keys = std::make_shared<Keys>();
};

// As the place and what is said there, in the order of the names.
QString actionOf(const QString &place, const QJsonObject &body);

} // namespace slipway
