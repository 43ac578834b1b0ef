// Keeps releases in step with their runs: what the engine writes about a run becomes the release's state, its
// events and its sign-offs in the same transaction.
#pragma once
#include "service/engine/Engine.h"
#include "service/release/ReleaseRepository.h"

namespace slipway {

class ReleaseDesk final : public RunListener
{
public:
    Result<void> onChange(Transaction &transaction, const RunChange &change) override;
    Result<QJsonObject> about(Reader &reader, qint64 run, Definition::For purpose) override; // the release
};

} // namespace slipway
