// Characters that can't be seen and may make a text look like another: they turn the direction of reading, or
// have no width. Pure.
#pragma once
#include <QString>

#include <vector>

namespace slipway {

struct InvisibleCharacter
{
    int line = 0; // from 1
    int column = 0;
    char16_t code = 0;
    bool operator==(const InvisibleCharacter &) const = default;
    QString words() const; // "U+202E, turns the direction of reading"
};

bool isInvisible(QChar character);
std::vector<InvisibleCharacter> invisibleIn(const QString &text);

} // namespace slipway
