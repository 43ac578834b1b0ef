// SIGTERM, SIGINT and SIGHUP end the console as closing its window does.
#pragma once
#include <QObject>

#include <memory>

class QSocketNotifier;

namespace slipway {

class QuitSignals : public QObject
{
    Q_OBJECT

public:
    explicit QuitSignals(QObject *parent = nullptr);
    ~QuitSignals() override;

Q_SIGNALS:
    void quitAsked();

private:
    int m_ends[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace slipway
