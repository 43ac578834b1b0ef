#include "console/SystemScheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace slipway {

namespace {

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colourScheme = QStringLiteral("color-scheme");

constexpr uint prefersDark = 1;
constexpr uint prefersLight = 2;

// An older portal wraps it twice.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

// What the bus calls.
class SystemScheme::Ear final : public QObject
{
    Q_OBJECT

public:
    explicit Ear(SystemScheme &scheme) : QObject(&scheme), m_scheme(scheme) {}

public Q_SLOTS:
    void onChanged(const QString &group, const QString &key, const QDBusVariant &value)
    {
        if (group == appearance && key == colourScheme)
            m_scheme.take(QVariant::fromValue(value));
    }

private:
    SystemScheme &m_scheme;
};

void SystemScheme::watch()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    // Without the sender's name, which would be looked up meanwhile.
    bus.connect(QString(), path, interface, QStringLiteral("SettingChanged"), new Ear(*this),
                SLOT(onChanged(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    question << appearance << colourScheme;
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        answer->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (reply.isValid())
            take(QVariant::fromValue(reply.value()));
    });
}

void SystemScheme::take(const QVariant &value)
{
    const uint wanted = unwrapped(value).toUInt();
    if (wanted == prefersDark || wanted == prefersLight)
        Q_EMIT changed(wanted == prefersDark);
    else
        Q_EMIT changed(std::nullopt);
}

} // namespace slipway

#include "SystemScheme.moc"
