#include "models/MailBatch.h"

#include <QPointer>

#include <utility>

namespace slipway {

MailBatch::MailBatch(Session &session, QObject *parent) : QObject(parent), m_session(session) {}

void MailBatch::run(Verb verb, const std::vector<qint64> &mails, SentOnce::Press press, qint64 intoCase)
{
    if (m_busy || mails.empty() || !m_session.isLive())
        return;
    m_busy = true;
    m_press = press;
    m_waiting.assign(mails.begin(), mails.end());
    m_outcome = {};
    m_outcome.verb = verb;
    m_outcome.intoCase = intoCase;
    next();
}

Pending<QJsonObject> MailBatch::send(qint64 mail, const QByteArray &key)
{
    Client &client = m_session.client();
    switch (m_outcome.verb) {
    case Verb::Discard:
        return client.discardMail(mail, {}, key);
    case Verb::TakeBack:
        return client.takeMailBack(mail, key);
    case Verb::Release:
    case Verb::ReleaseInto:
        break;
    }
    return client.releaseMail(mail, m_outcome.intoCase, key);
}

void MailBatch::next()
{
    if (m_waiting.empty()) {
        end();
        return;
    }
    const qint64 mail = m_waiting.front();
    m_waiting.pop_front();
    const QString place = QStringLiteral("mail/%1/").arg(mail);
    const QPointer<MailBatch> alive(this);
    m_session.once()
        .send(
            place + QString::number(static_cast<int>(m_outcome.verb)),
            [this, mail](const QByteArray &key) { return send(mail, key); }, m_press)
        .then([this, alive, place, mail](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            if (answer) {
                m_session.once().forget(place);
                m_outcome.done.push_back(MailEntry::fromJson(*answer));
            }
            if (answer || m_outcome.take(mail, answer.error()))
                next();
            else
                end();
        });
}

void MailBatch::end()
{
    m_outcome.left.assign(m_waiting.begin(), m_waiting.end());
    m_waiting.clear();
    m_busy = false;
    Q_EMIT finished(std::exchange(m_outcome, {}));
}

} // namespace slipway

#include "moc_MailBatch.cpp"
