// Whether the desktop wants dark or light, live: from the settings portal, which every desktop has. Where
// there is none, nothing is said.
#pragma once
#include <QObject>

#include <optional>

namespace slipway {

class SystemScheme : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    void watch(); // asks, and listens from now on; nothing here waits

Q_SIGNALS:
    void changed(std::optional<bool> isDark); // nothing: the desktop prefers neither

private:
    class Ear;
    void take(const QVariant &value);
};

} // namespace slipway
