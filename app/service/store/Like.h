// Patterns for LIKE … ESCAPE '\' from what a person typed.
#pragma once
#include <QString>

namespace slipway {

QString likeAnywhere(const QString &text); // for lower(column) LIKE lower(?)
QString likeStart(const QString &text);    // case as it is

} // namespace slipway
