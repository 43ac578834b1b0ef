// The outside probe as a process of its own, which survives the service: slipwayd --probe.
#pragma once
#include "service/probe/ProbeRun.h"
#include "service/release/OutsideProbe.h"

namespace slipway {

class ProcessProbe final : public OutsideProbe
{
public:
    explicit ProcessProbe(QString program) : m_program(std::move(program)) {} // slipwayd

    Result<void> start(const Target &target) override
    {
        return ProbeRun(target.file).start({m_program, target.url});
    }
    bool isRunning(const Target &target) override { return ProbeRun(target.file).isRunning(); }
    Result<QJsonObject> finish(const Target &target) override
    {
        ProbeRun run(target.file);
        const auto stopped = run.stop();
        return stopped ? run.report() : Failure(stopped.error());
    }

private:
    QString m_program;
};

} // namespace slipway
