// How well what was typed fits a text: its letters in their order, better at beginnings of words and in a
// row.
#pragma once
#include <QStringView>

#include <optional>

namespace slipway {

// Higher is better; nothing when it doesn't fit. An empty pattern fits everything alike.
std::optional<int> fuzzyScore(QStringView pattern, QStringView text);

} // namespace slipway
