// An argument vector as one line for the shell that sshd starts: every argument arrives byte for byte.
#pragma once
#include "domain/Problem.h"

#include <QByteArray>
#include <QStringList>

namespace slipway {

// Invalid for what no command can carry: no program, a NUL, or more than a line may hold.
Result<QByteArray> shellCommand(const QStringList &arguments);

// The same for people: quoted only where it must be.
QString shellText(const QStringList &arguments);

} // namespace slipway
