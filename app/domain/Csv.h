// Comma-separated values (RFC 4180).
#pragma once
#include <QStringList>

namespace slipway {

// One line without its end. A cell that a spreadsheet would take for a formula begins with an apostrophe.
QString csvLine(const QStringList &cells);

} // namespace slipway
