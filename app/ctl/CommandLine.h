// Reads slipwayctl's command line (CLI11 behind it). Usage errors are told and end with code 2.
#pragma once
#include "ctl/Arguments.h"

#include <optional>

namespace slipway {

struct Invocation
{
    const Command *command = nullptr; // null: over already, with exitCode
    Arguments arguments;              // of the command, and the global ones
    int exitCode = exitFine;
};

Invocation readCommandLine(int count, char **words, const std::vector<Command> &commands);

} // namespace slipway
