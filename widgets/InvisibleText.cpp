#include "widgets/InvisibleText.h"

#include <QCoreApplication>

namespace slipway {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(InvisibleText)
};

bool turnsReading(char16_t code)
{
    return code == 0x061c || code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069);
}

} // namespace

bool isInvisible(QChar character)
{
    const char16_t code = character.unicode();
    if (code == u'\n' || code == u'\t')
        return false;
    return character.category() == QChar::Other_Control || character.category() == QChar::Other_Format ||
           code == 0x00a0 || code == 0x034f || code == 0x2028 || code == 0x2029;
}

QString InvisibleCharacter::words() const
{
    const QString name = QStringLiteral("U+%1").arg(uint(code), 4, 16, QLatin1Char('0')).toUpper();
    return turnsReading(code) ? Words::tr("%1, which turns the direction of reading").arg(name)
                              : Words::tr("%1, which can't be seen").arg(name);
}

std::vector<InvisibleCharacter> invisibleIn(const QString &text)
{
    std::vector<InvisibleCharacter> found;
    int line = 1;
    int column = 0;
    for (const QChar character : text) {
        ++column;
        if (isInvisible(character))
            found.push_back({line, column, character.unicode()});
        if (character == QLatin1Char('\n')) {
            ++line;
            column = 0;
        }
    }
    return found;
}

} // namespace slipway
