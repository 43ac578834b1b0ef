// The same done with several cases, one after the other: what went wrong with one doesn't keep it from the
// next.
#pragma once
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
    };
    void run(const QString &verb, const std::vector<Errand> &errands); // the outcome tells of the verb
    bool isBusy() const { return m_busy; }
    struct Outcome
    {
        QString verb;
        std::vector<qint64> done;
        std::vector<qint64> failed;
        Problem problem; // of the first that failed
    };

Q_SIGNALS:
    void finished(const slipway::CaseBatch::Outcome &outcome);

private:
    void next();

    Session &m_session;
    std::deque<Errand> m_waiting;
    Outcome m_outcome;
    bool m_busy = false;
};

} // namespace slipway
