// What is done on the data folder itself, by slipwayd, which lies beside this program.
#pragma once
#include <QStringList>

namespace slipway {

class Context;

// Runs it with this terminal; its verdict as one of our exit codes.
int runDaemon(const Context &context, const QStringList &arguments);

} // namespace slipway
