// Whole sentences of the service, in the language of this console: problems, what helps, and what a step will
// change. What isn't in the tables comes back as it is. For showing only, as with ServiceWords.
#pragma once
#include "domain/Problem.h"

namespace slipway {

QString phraseWords(const QString &said);
Problem problemWords(Problem problem); // its kind and its place stay

} // namespace slipway
