// The console's own service: uses the one that serves the folder, or starts slipwayd on it, apart from the
// console, so that it outlives it. Nothing here waits; what goes on is told in words.
#pragma once
#include "client/LocalService.h"
#include "domain/Problem.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

class QSocketNotifier;

namespace slipway {

class ServiceStarter : public QObject
{
    Q_OBJECT

public:
    struct Plan
    {
        QString program; // of slipwayd
        QString folder;
        bool demo = false;
        QString log; // where what the service says goes
    };

    explicit ServiceStarter(QObject *parent = nullptr);
    ~ServiceStarter() override; // the service runs on

    // slipwayd beside this program, or of the search path; empty: there is none.
    static QString findProgram();

    void begin(const Plan &plan); // once more after failed(), or when the service has gone
    bool isBusy() const { return m_isBusy; }
    bool didStart() const { return m_didStart; } // the last one ready was started here

Q_SIGNALS:
    void progress(const QString &words);
    void ready();
    void failed(const slipway::Problem &problem, const QString &endOfLog);

private:
    void launch();
    void adopt();
    void lookForClientFile();
    void onOutput();
    void onEnded();
    void onTick();
    void succeed();
    void giveUp(const Problem &problem);
    void letGo();

    Plan m_plan;
    std::unique_ptr<LocalService> m_service;
    int m_pid = -1;
    int m_output = -1;  // its standard output, until it is ready
    int m_process = -1; // tells that it ended
    QByteArray m_said;
    std::unique_ptr<QSocketNotifier> m_outputNotifier;
    std::unique_ptr<QSocketNotifier> m_endNotifier;
    QTimer m_tick; // words while it takes long
    QTimer m_look; // for the client.json of a service that somebody else is starting
    QElapsedTimer m_since;
    bool m_isBusy = false;
    bool m_didStart = false;
};

} // namespace slipway
