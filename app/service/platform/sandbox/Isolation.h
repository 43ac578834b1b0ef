// Whether this machine can separate environments from each other, found out by trying.
#pragma once
#include "domain/Problem.h"

#include <optional>

namespace slipway {

struct Isolation
{
    bool works = false;
    QString reason; // in words, when it doesn't
    QString hint;
};

// Tries bubblewrap once, as user `uid` when given (needs root), and remembers the answer.
const Isolation &isolation(std::optional<unsigned> uid = std::nullopt);

} // namespace slipway
