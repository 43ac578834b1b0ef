// Passwords and secrets from the terminal, not echoed and asked for twice, or from stdin where it is a pipe.
#pragma once
#include "domain/Problem.h"

namespace slipway {

Result<QString> askForPassword(); // one line; empty: none is wanted
// All of a pipe, without the newline that ends a single line. UTF-8.
Result<QString> askForSecret();
// One line, the next of a pipe: of several secrets each has its own. Asked for once, since it is pasted.
Result<QString> askForLine(const char *prompt);

} // namespace slipway
