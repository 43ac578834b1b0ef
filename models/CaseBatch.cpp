#include "models/CaseBatch.h"

#include <QPointer>

#include <utility>

namespace slipway {

CaseBatch::CaseBatch(Session &session, QObject *parent) : QObject(parent), m_session(session) {}

void CaseBatch::run(const QString &verb, const std::vector<Errand> &errands)
{
    if (m_busy || errands.empty() || !m_session.isLive())
        return;
    m_busy = true;
    m_waiting.assign(errands.begin(), errands.end());
    m_outcome = {};
    m_outcome.verb = verb;
    next();
}

void CaseBatch::next()
{
    if (m_waiting.empty()) {
        m_busy = false;
        Q_EMIT finished(std::exchange(m_outcome, {}));
        return;
    }
    const auto [id, call] = m_waiting.front();
    m_waiting.pop_front();
    const QPointer<CaseBatch> alive(this);
    m_session.client()
        .caseCommand(id, call.command, call.body)
        .then([this, alive, id = id](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            if (!answer && m_outcome.failed.empty())
                m_outcome.problem = answer.error();
            (answer ? m_outcome.done : m_outcome.failed).push_back(id);
            next();
        });
}

} // namespace slipway

#include "moc_CaseBatch.cpp"
