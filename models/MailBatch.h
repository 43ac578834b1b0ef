// The same done with several mails, one after the other: what went wrong with one doesn't keep it from the
// next.
#pragma once
#include "models/MailRows.h"
#include "models/Session.h"

namespace slipway {

class MailBatch : public QObject
{
    Q_OBJECT

public:
    explicit MailBatch(Session &session, QObject *parent = nullptr);

    enum class Verb { Release, Discard, TakeBack };
    void run(Verb verb, const std::vector<qint64> &mails);
    bool isBusy() const { return m_busy; }
    struct Outcome
    {
        Verb verb = Verb::Release;
        std::vector<MailEntry> done; // as they are now
        std::vector<qint64> failed;
        Problem problem; // of the first that failed
    };

Q_SIGNALS:
    void finished(const slipway::MailBatch::Outcome &outcome);

private:
    void next();
    Pending<QJsonObject> send(qint64 mail);

    Session &m_session;
    std::deque<qint64> m_waiting;
    Outcome m_outcome;
    bool m_busy = false;
};

} // namespace slipway
