#include "service/support/Postman.h"

#include "service/ipc/Process.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRegularExpression>

namespace slipway {

SmtpOutcome MailRoute::deliver(const MailMessage &message, const std::stop_token &stop)
{
    const auto server = m_server();
    if (!server) {
        m_sender.reset();
        m_known.reset();
        return intoFolder(message);
    }
    if (!m_sender || m_known != server) {
        m_sender = std::make_unique<SmtpSender>(*server, m_patience);
        m_known = server;
    }
    return m_sender->send(message, stop);
}

// FOLDER/ADDRESS/NAME.eml; the same mail again has the same name.
SmtpOutcome MailRoute::intoFolder(const MailMessage &message) const
{
    if (!QDir(m_folder).exists())
        return {SmtpOutcome::Kind::Away, QStringLiteral("No mail server is named in outbound.json"), false};
    static const QRegularExpression address(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._+@-]{2,200}\\z"));
    const QString recipient = message.to.value(0);
    if (!address.match(recipient).hasMatch())
        return {SmtpOutcome::Kind::Refused, QStringLiteral("\"%1\" is no address").arg(recipient.left(60)),
                true};
    const QString folder = m_folder + QLatin1Char('/') + recipient;
    const QString name = QString::fromLatin1(
        QCryptographicHash::hash(message.id().toUtf8(), QCryptographicHash::Sha256).toHex().left(24));
    QDir().mkpath(folder);
    const auto written = writeFileAtomically(QStringLiteral("%1/%2.eml").arg(folder, name), message.data);
    return written ? SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false}
                   : SmtpOutcome{SmtpOutcome::Kind::Later, written.error().text(), false};
}

} // namespace slipway
