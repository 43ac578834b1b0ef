// Finds a field that JSON names twice in one object. Qt's reader keeps the last one without a word; what was
// meant can't be told, and what checks the request before us may have kept the first.
#pragma once
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace slipway {

// Of JSON that has been read without an error: the pointer to the field ("/inputs/hold"), or nothing.
std::optional<QString> repeatedField(QByteArrayView json);

} // namespace slipway
