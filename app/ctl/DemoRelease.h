// Plays everyone in a release of the demo: the customer who copies the candidate in by scp and signs, and the
// person who is waited for. Ends at live.
#pragma once
#include "ctl/Context.h"
#include "ctl/Waiting.h"

#include <QTemporaryDir>

namespace slipway {

class DemoRelease
{
public:
    explicit DemoRelease(Context &context);
    Task<int> run();

private:
    Task<Result<void>> prepare(); // what lies where; puts an earlier release away
    Task<Result<void>> putAway(); // finalizes or aborts it
    Result<void> makeCandidate(const QString &productionVersion);
    Task<Result<QJsonObject>> measuredReport();
    Task<Result<bool>> act(); // on what is waited for; true once it is live
    Task<Result<bool>> decide(QJsonObject step);
    Task<Result<bool>> sign(QJsonObject step);
    Task<Result<bool>> tryAgain(QJsonObject step);
    QStringList copyCommand(const QJsonObject &ssh, const QString &knownHosts) const;
    Task<Result<void>> bringCandidate();
    Task<Result<QJsonObject>> application();
    void say(const QString &line) const;

    Context &m_context;
    Client &m_client;
    Pulse m_pulse;
    QTemporaryDir m_folder;
    QJsonObject m_demo;
    QString m_application;
    QString m_version;
    qint64 m_release = 0;
    bool m_brought = false;
    int m_retries = 0;
    int m_conflicts = 0;
};

} // namespace slipway
