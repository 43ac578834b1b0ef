// A process definition in a file, as somebody brings it: read within bounds, or refused with what helps.
#pragma once
#include "domain/Problem.h"

namespace slipway {

constexpr qint64 longestDefinition = 1024 * 1024;

Result<QString> readDefinition(const QString &path);
// As it calls itself; empty: it doesn't say.
QString nameInDefinition(const QString &yaml);

struct LineChanges
{
    int come = 0;
    int go = 0;
};
LineChanges lineChanges(const QString &before, const QString &after);

} // namespace slipway
