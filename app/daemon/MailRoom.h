// The mail of environments put together: what the platform finds at their doors goes to the spool, and from
// there to the smarthost that DATA/outbound.json names.
#pragma once
#include "service/ipc/DataFolder.h"
#include "service/ipc/OutboundFile.h"
#include "service/notify/MailCarrier.h"
#include "service/platform/MailSink.h"
#include "service/platform/Platform.h"
#include "service/store/Store.h"

namespace slipway {

class MailRoom final : public MailSink
{
public:
    MailRoom(const DataFolder &folder, Store &store, OutboundFile &settings);
    Result<void> prepare();
    void start(Platform &platform); // which must outlive stop()
    void stop();
    QByteArray metrics() const;

    int room(int slot) override { return m_spool.room(slot); }
    Result<void> keep(int slot, const QByteArray &taken) override;

private:
    void collect();
    std::optional<SmtpServer> smarthost();
    void sayOnce(QString &said, const QString &text) const;

    Store &m_store;
    OutboundFile &m_settings;
    MailSpool m_spool;
    MailCarrier m_carrier;
    Platform *m_platform = nullptr;
    QString m_saidOfDoors; // by the carrier's thread
    QString m_saidOfSettings;
};

} // namespace slipway
