// The same done with several mails, one after the other.
#pragma once
#include "models/BatchTally.h"
#include "models/MailRows.h"
#include "models/Session.h"

namespace slipway {

class MailBatch : public QObject
{
    Q_OBJECT

public:
    explicit MailBatch(Session &session, QObject *parent = nullptr);

    enum class Verb { Release, ReleaseInto, Discard, TakeBack };
    // Into `intoCase` where they are released into a case that somebody names.
    void run(Verb verb, const std::vector<qint64> &mails, SentOnce::Press press = SentOnce::Press::MayBeAnew,
             qint64 intoCase = 0);
    bool isBusy() const { return m_busy; }
    struct Outcome : BatchTally
    {
        Verb verb = Verb::Release;
        qint64 intoCase = 0;
        std::vector<MailEntry> done; // as they are now
    };

Q_SIGNALS:
    void finished(const slipway::MailBatch::Outcome &outcome);

private:
    void next();
    void end();
    Pending<QJsonObject> send(qint64 mail, const QByteArray &key);

    Session &m_session;
    std::deque<qint64> m_waiting;
    Outcome m_outcome;
    SentOnce::Press m_press = SentOnce::Press::MayBeAnew;
    bool m_busy = false;
};

} // namespace slipway
