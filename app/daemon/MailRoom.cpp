#include "daemon/MailRoom.h"

#include "service/store/Transaction.h"

#include <QtGlobal>

namespace slipway {

namespace {

QString folderOf(const DataFolder &folder)
{
    return folder.file(QStringLiteral("mail"));
}

} // namespace

MailRoom::MailRoom(const DataFolder &folder, Store &store, OutboundFile &settings)
    : m_store(store),
      m_settings(settings),
      m_spool(folderOf(folder)),
      m_carrier(m_spool, folderOf(folder),
                {[this] { collect(); }, [this] { return smarthost(); },
                 [this](const NewEvent &event) {
                     const auto written = m_store.write([&](Transaction &transaction) -> Result<void> {
                         transaction.append(event);
                         return {};
                     });
                     if (!written)
                         qWarning("slipwayd: %s", qUtf8Printable(written.error().text()));
                 },
                 &store.clock()})
{
}

Result<void> MailRoom::prepare()
{
    return m_spool.prepare();
}

void MailRoom::start(Platform &platform)
{
    m_platform = &platform;
    m_carrier.start();
}

void MailRoom::stop()
{
    m_carrier.stop();
}

// What goes on for a while is said once, not every second.
void MailRoom::sayOnce(QString &said, const QString &text) const
{
    if (text == said)
        return;
    said = text;
    if (!text.isEmpty())
        qWarning("slipwayd: %s", qUtf8Printable(text));
}

void MailRoom::collect()
{
    QString text;
    for (const Problem &problem : m_platform->collectMail())
        text += (text.isEmpty() ? QString() : QStringLiteral("; ")) + problem.text();
    sayOnce(m_saidOfDoors, text);
}

std::optional<SmtpServer> MailRoom::smarthost()
{
    const auto problem = m_settings.problem();
    sayOnce(m_saidOfSettings, problem ? problem->text() : QString());
    return m_settings.current().smarthost;
}

Result<void> MailRoom::keep(int slot, const QByteArray &taken)
{
    const auto refused = m_spool.keep(slot, taken);
    if (!refused)
        return Failure(refused.error());
    if (*refused)
        m_carrier.noteRefused(slot, QStringLiteral("What was laid there is no message"));
    return {};
}

QByteArray MailRoom::metrics() const
{
    const auto status = m_carrier.status();
    const auto now = std::chrono::system_clock::now();
    const auto age =
        status.oldest ? std::max<qint64>(0, (now - *status.oldest) / std::chrono::seconds(1)) : 0;
    const auto line = [](const char *name, const char *kind, const char *help, qint64 value) {
        return QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + kind + '\n' + name +
               ' ' + QByteArray::number(value) + '\n';
    };
    return line("slipway_mail_waiting", "gauge", "Messages of environments that wait for the smarthost.",
                status.waiting) +
           line("slipway_mail_oldest_seconds", "gauge", "How long the oldest of them has been waiting.",
                age) +
           line("slipway_mail_sent_total", "counter", "Messages that the smarthost has taken.", status.sent) +
           line("slipway_mail_refused_total", "counter", "Messages that were refused for good.",
                status.refused) +
           line("slipway_mail_expired_total", "counter",
                "Messages that were turned away for the moment until that was too long.", status.expired) +
           line("slipway_mail_up", "gauge", "Whether mail can be handed over.",
                status.problem.isEmpty() ? 1 : 0);
}

} // namespace slipway
