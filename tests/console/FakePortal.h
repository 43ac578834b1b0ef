// A session bus of its own, and on it the settings portal of a desktop whose colours somebody changes.
#pragma once
#include "console/SessionBus.h"

#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>

namespace slipway {

class FakePortal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    enum Preference : uint { Neither = 0, Dark = 1, Light = 2 };

    // Before anybody asks for the session bus.
    bool start()
    {
        if (!m_bus.start())
            return false;
        m_connection = QDBusConnection::connectToBus(m_bus.address(), QStringLiteral("portal"));
        return m_connection.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), this,
                                           QDBusConnection::ExportAllSlots |
                                               QDBusConnection::ExportAllSignals) &&
               m_connection.registerService(QStringLiteral("org.freedesktop.portal.Desktop"));
    }
    void prefer(Preference preference)
    {
        m_preference = preference;
        Q_EMIT SettingChanged(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme"),
                              QDBusVariant(QVariant(uint(preference))));
    }

public Q_SLOTS:
    // Wrapped twice, as the portal does.
    QDBusVariant Read(const QString &, const QString &)
    {
        return QDBusVariant(QVariant::fromValue(QDBusVariant(QVariant(uint(m_preference)))));
    }

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    SessionBus m_bus;
    QDBusConnection m_connection{QStringLiteral("portal")};
    Preference m_preference = Neither;
};

} // namespace slipway
