// How the guardian starts, asks and ends environments of the sandbox.
#pragma once
#include "service/guardian/EnvironmentStarter.h"
#include "service/ipc/DataFolder.h"

namespace slipway {

class SandboxStarter final : public EnvironmentStarter
{
public:
    explicit SandboxStarter(const DataFolder &folder) : m_folder(folder) {}
    Result<ProcessId> launch(int slot, int listener) override;
    Result<void> ready(int slot, Duration limit) override;
    Result<void> resume(int slot, qint64 token, Duration limit) override;
    Result<void> standDown(int slot, qint64 token, Duration limit) override;
    Result<void> end(int slot, const ProcessId &init, Duration limit) override;

private:
    Result<void> askWithin(int slot, const QString &what, qint64 token, Duration limit) const;

    const DataFolder &m_folder;
};

} // namespace slipway
