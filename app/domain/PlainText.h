// Bytes from outside as text.
#pragma once
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace slipway {

// Whole, well-formed UTF-8 without NUL; anything else is no text.
std::optional<QString> plainText(QByteArrayView utf8);

} // namespace slipway
