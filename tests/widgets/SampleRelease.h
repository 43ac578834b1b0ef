// The release that people know: no-migration, with all its steps, standing wherever a test wants it.
#pragma once
#include "models/FakeWorld.h"

#include <QJsonArray>

namespace slipway::sample {

// Everything before `at` is done, `at` is in `state`, the rest is pending; "": all is pending.
QJsonArray steps(const QString &at, const QString &state);
// The same, swapped and on its way back.
QJsonArray stepsBack(const QString &at, const QString &state);
// As the service describes it before it is started.
QJsonObject pipeline();
QJsonArray guardrails();
// Such as the probe gives: served, held for 0.8 s, served again.
QJsonObject report(bool failed);

} // namespace slipway::sample
