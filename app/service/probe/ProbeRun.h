// One run of the outside probe, as the service sees it: started as a process of its own, found again after a
// restart of the service, stopped, read. Its file of samples names it.
#pragma once
#include "service/ipc/Process.h"
#include "service/probe/ProbeSummary.h"

namespace slipway {

class ProbeRun
{
public:
    explicit ProbeRun(QString samplesFile); // releases/<id>/probe-1: its folder is created by start()

    struct Settings
    {
        QString program; // slipwayd
        QString url;
        quint32 rate = 100;
        Duration most = std::chrono::minutes(10);
    };
    // Returns once the first request is on its way. When one runs here already, that one stays.
    Result<void> start(const Settings &settings);
    bool isRunning() const;
    Result<void> stop();                 // and waits for its end; fine when it has ended
    Result<ProbeRecording> read() const; // also while it runs
    Result<ProbeSummary> summary() const;
    // The summary with the times of the first and the last sample: "since", "until".
    Result<QJsonObject> report() const;

private:
    QString pidFile() const;
    QString m_file;
};

} // namespace slipway
