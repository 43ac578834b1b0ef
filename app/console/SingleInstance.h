// One console per connection and user. The second start hands over what it was to open, and the first one
// comes to the front.
#pragma once
#include "domain/Problem.h"

#include <QLocalServer>
#include <QObject>

namespace slipway {

class SingleInstance : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(const QString &key, QObject *parent = nullptr);
    ~SingleInstance() override;

    enum class Outcome {
        First,      // this is the one
        HandedOver, // another one runs and took the reference
        Silent,     // another one runs, but doesn't answer
    };
    // Waits for the other one for two seconds at most: to be called before there is a window.
    Outcome begin(const QString &reference);
    QString socket() const { return m_path; }

Q_SIGNALS:
    // `token` is what the window system wants to see before it lets a window come to the front.
    void asked(const QString &reference, const QByteArray &token);

private:
    bool lock();
    bool handOver(const QString &reference) const;
    void onConnection();

    QString m_path; // of the socket; the lock lies beside it
    int m_lock = -1;
    QLocalServer m_server;
};

} // namespace slipway
