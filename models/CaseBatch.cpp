#include "models/CaseBatch.h"

#include <QPointer>

#include <utility>

namespace slipway {

CaseBatch::CaseBatch(Session &session, QObject *parent) : QObject(parent), m_session(session) {}

void CaseBatch::run(const QString &verb, const std::vector<Errand> &errands, SentOnce::Press press)
{
    if (m_busy || errands.empty() || !m_session.isLive())
        return;
    m_busy = true;
    m_press = press;
    m_waiting.assign(errands.begin(), errands.end());
    m_outcome = {};
    m_outcome.verb = verb;
    next();
}

void CaseBatch::next()
{
    if (m_waiting.empty()) {
        end();
        return;
    }
    const Errand errand = m_waiting.front();
    m_waiting.pop_front();
    const auto how = [this, &errand](const QByteArray &key) {
        return m_session.client().caseCommand(errand.id, errand.call.command, errand.call.body, key);
    };
    const QPointer<CaseBatch> alive(this);
    m_session.once()
        .send(errand.action, how, m_press)
        .then([this, alive, id = errand.id](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            if (answer)
                m_outcome.done.push_back(id);
            if (answer || m_outcome.take(id, answer.error()))
                next();
            else
                end();
        });
}

void CaseBatch::end()
{
    for (const Errand &errand : std::exchange(m_waiting, {}))
        m_outcome.left.push_back(errand.id);
    m_busy = false;
    Q_EMIT finished(std::exchange(m_outcome, {}));
}

} // namespace slipway

#include "moc_CaseBatch.cpp"
