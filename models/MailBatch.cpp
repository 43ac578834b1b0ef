#include "models/MailBatch.h"

#include <QPointer>

#include <utility>

namespace slipway {

MailBatch::MailBatch(Session &session, QObject *parent) : QObject(parent), m_session(session) {}

void MailBatch::run(Verb verb, const std::vector<qint64> &mails)
{
    if (m_busy || mails.empty() || !m_session.isLive())
        return;
    m_busy = true;
    m_waiting.assign(mails.begin(), mails.end());
    m_outcome = {};
    m_outcome.verb = verb;
    next();
}

Pending<QJsonObject> MailBatch::send(qint64 mail)
{
    Client &client = m_session.client();
    switch (m_outcome.verb) {
    case Verb::Discard:
        return client.discardMail(mail);
    case Verb::TakeBack:
        return client.takeMailBack(mail);
    case Verb::Release:
        break;
    }
    return client.releaseMail(mail);
}

void MailBatch::next()
{
    if (m_waiting.empty()) {
        m_busy = false;
        Q_EMIT finished(std::exchange(m_outcome, {}));
        return;
    }
    const qint64 mail = m_waiting.front();
    m_waiting.pop_front();
    const QPointer<MailBatch> alive(this);
    send(mail).then([this, alive, mail](const Result<QJsonObject> &answer) {
        if (!alive)
            return;
        if (answer) {
            m_outcome.done.push_back(MailEntry::fromJson(*answer));
        } else {
            if (m_outcome.failed.empty())
                m_outcome.problem = answer.error();
            m_outcome.failed.push_back(mail);
        }
        next();
    });
}

} // namespace slipway

#include "moc_MailBatch.cpp"
