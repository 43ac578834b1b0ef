// Asks one appliance how it is, as its class says; blocks, so workers call it.
#pragma once
#include "service/platform/sandbox/EnvironmentSpec.h"

namespace slipway::init {

// What every program that init starts finds in its environment.
std::map<QString, QString> programVariables(const EnvironmentSpec &spec, const ApplianceSpec *appliance);

// A problem says why not.
Result<void> checkHealth(const EnvironmentSpec &spec, const ApplianceSpec &appliance);
// First line of the version file; empty when there is none.
QString versionOf(const EnvironmentSpec &spec);

} // namespace slipway::init
