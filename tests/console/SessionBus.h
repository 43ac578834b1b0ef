// A session bus that only this test has.
#pragma once
#include <QProcess>

namespace slipway {

class SessionBus
{
public:
    ~SessionBus() { end(); }
    // Before anybody asks for the session bus.
    bool start()
    {
        m_bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                                    QStringLiteral("--print-address")});
        while (!m_bus.canReadLine()) {
            if (!m_bus.waitForReadyRead(20000))
                return false;
        }
        m_address = QString::fromLatin1(m_bus.readLine().trimmed());
        return qputenv("DBUS_SESSION_BUS_ADDRESS", m_address.toLatin1());
    }
    void end()
    {
        m_bus.kill();
        m_bus.waitForFinished();
    }
    QString address() const { return m_address; }

private:
    QProcess m_bus;
    QString m_address;
};

} // namespace slipway
