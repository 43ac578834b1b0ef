// A desktop's service for notices, on a connection of its own: it does as its protocol says, or is slow,
// knows little, refuses or ends.
#pragma once
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusContext>
#include <QDBusMessage>
#include <QObject>
#include <QVariantMap>

#include <vector>

namespace slipway {

class FakeDesktop : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Notice
    {
        uint id = 0;
        uint replaces = 0;
        QString application;
        QString icon;
        QString title;
        QString text;
        QStringList actions; // key, label, …
        QVariantMap hints;
        int lasts = 0;
        uint urgency() const { return hints.value(QStringLiteral("urgency")).value<uchar>(); }
        bool isSilent() const { return hints.value(QStringLiteral("suppress-sound")).toBool(); }
        QString soundFile() const { return hints.value(QStringLiteral("sound-file")).toString(); }
    };

    ~FakeDesktop() override { end(); }
    bool connectTo(const QString &address)
    {
        static int count = 0;
        m_name = QStringLiteral("desktop%1").arg(++count);
        return QDBusConnection::connectToBus(address, m_name)
            .registerObject(path, this, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
    }
    // In place of another.
    bool start(const QString &address)
    {
        if (!connectTo(address))
            return false;
        const auto taken = QDBusConnection(m_name).interface()->registerService(
            QStringLiteral("org.freedesktop.Notifications"), QDBusConnectionInterface::ReplaceExistingService,
            QDBusConnectionInterface::AllowReplacement);
        return taken == QDBusConnectionInterface::ServiceRegistered;
    }
    void end() // as if it had crashed: nobody is told
    {
        if (m_name.isEmpty())
            return;
        m_held.clear();
        // What has been posted to it by the bus must not outlive its connection.
        QDBusConnection(m_name).unregisterObject(path);
        QCoreApplication::sendPostedEvents(this);
        QDBusConnection::disconnectFromBus(std::exchange(m_name, QString()));
    }
    void letGo() // of what it took its time over
    {
        isSlow = false;
        for (const QDBusMessage &answer : std::exchange(m_held, {}))
            QDBusConnection(m_name).send(answer);
    }
    const Notice *of(uint id) const // null: it isn't there
    {
        for (const Notice &notice : shown) {
            if (notice.id == id)
                return &notice;
        }
        return nullptr;
    }
    void click(uint id, const QString &action, const QString &token = {})
    {
        if (!token.isEmpty())
            Q_EMIT ActivationToken(id, token);
        Q_EMIT ActionInvoked(id, action);
    }
    void dismiss(uint id)
    {
        remove(id);
        Q_EMIT NotificationClosed(id, 2);
    }

    QStringList abilities{QStringLiteral("body"), QStringLiteral("body-markup"), QStringLiteral("actions"),
                          QStringLiteral("sound")};
    bool isSlow = false;
    bool refuses = false;
    std::vector<Notice> shown; // now
    std::vector<Notice> all;   // that ever came
    std::vector<uint> closed;  // because it was asked to

public Q_SLOTS:
    QStringList GetCapabilities()
    {
        ++asked;
        answer(QVariant(abilities));
        return {};
    }
    uint Notify(const QString &application, uint replaces, const QString &icon, const QString &title,
                const QString &text, const QStringList &actions, const QVariantMap &hints, int lasts)
    {
        const uint id = of(replaces) ? replaces : ++m_last;
        if (!refuses) {
            remove(replaces);
            shown.push_back({id, replaces, application, icon, title, text, actions, hints, lasts});
            all.push_back(shown.back());
        }
        answer(QVariant(id));
        return 0;
    }
    void CloseNotification(uint id)
    {
        closed.push_back(id);
        if (!of(id)) {
            sendErrorReply(QDBusError::InvalidArgs, QStringLiteral("There is no such notice"));
            return;
        }
        remove(id);
        Q_EMIT NotificationClosed(id, 3);
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void ActivationToken(uint id, const QString &token);
    void NotificationClosed(uint id, uint reason);

public:
    int asked = 0; // what it can

private:
    void answer(const QVariant &value)
    {
        setDelayedReply(true);
        const QDBusMessage reply =
            refuses ? message().createErrorReply(QDBusError::Failed, QStringLiteral("Not today"))
                    : message().createReply(value);
        if (isSlow)
            m_held.push_back(reply);
        else
            connection().send(reply);
    }
    void remove(uint id)
    {
        std::erase_if(shown, [id](const Notice &one) { return one.id == id; });
    }

    static inline const QString path = QStringLiteral("/org/freedesktop/Notifications");
    QString m_name; // of its connection
    std::vector<QDBusMessage> m_held;
    uint m_last = 0;
};

} // namespace slipway
