// The same done with several cases, one after the other.
#pragma once
#include "models/BatchTally.h"
#include "models/CaseActions.h"
#include "models/Session.h"

namespace slipway {

class CaseBatch : public QObject
{
    Q_OBJECT

public:
    explicit CaseBatch(Session &session, QObject *parent = nullptr);

    struct Errand
    {
        qint64 id = 0;
        CaseCall call;
        QString action; // by which it is known again; see actionOf()
    };
    // The outcome tells of the verb.
    void run(const QString &verb, const std::vector<Errand> &errands,
             SentOnce::Press press = SentOnce::Press::MayBeAnew);
    bool isBusy() const { return m_busy; }
    struct Outcome : BatchTally
    {
        QString verb;
        std::vector<qint64> done;
    };

Q_SIGNALS:
    void finished(const slipway::CaseBatch::Outcome &outcome);

private:
    void next();
    void end();

    Session &m_session;
    std::deque<Errand> m_waiting;
    Outcome m_outcome;
    SentOnce::Press m_press = SentOnce::Press::MayBeAnew;
    bool m_busy = false;
};

} // namespace slipway
