// The names that a condition takes from outside of itself, so that a mistyped one is found when the
// definition is checked and not in the middle of a release.
#pragma once
#include "domain/Problem.h"

#include <vector>

namespace slipway {

struct ConditionName
{
    QString name;   // inputs
    QString member; // size, of inputs.size and inputs['size']; empty where none stands there literally
    QString place;  // line:column in the expression

    bool operator==(const ConditionName &) const = default;
};

// Without what the expression itself names (parameters of arrows) and what every condition has (Math, NaN).
// Lenient where it can't be sure: what it lists is surely asked for. The expression must be a good one.
std::vector<ConditionName> namesOutside(const QString &expression);

} // namespace slipway
