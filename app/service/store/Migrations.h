// Brings a database to the schema this build needs: the files NNNN-name.sql of resources/migrations in the
// order of their numbers, each applied once.
#pragma once
#include "domain/Instant.h"
#include "domain/Problem.h"

#include <QStringList>

namespace slipway {

class Connection;

Result<void> migrate(Connection &connection, Instant now);

// Statements of one file: split at semicolons, but not in quotes; comments are left out.
QStringList statementsOf(const QString &sql);

} // namespace slipway
