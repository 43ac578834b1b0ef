// One and the same thing done with several cases, one after the other: what went wrong with one doesn't keep
// it from the next.
#pragma once
#include "models/Session.h"

namespace slipway {

class CaseBatch : public QObject
{
    Q_OBJECT

public:
    explicit CaseBatch(Session &session, QObject *parent = nullptr);

    void run(const QString &verb, const std::vector<qint64> &ids, const QJsonObject &body = {});
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
    std::deque<qint64> m_waiting;
    QJsonObject m_body;
    Outcome m_outcome;
    bool m_busy = false;
};

} // namespace slipway
