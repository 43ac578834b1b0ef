#include "domain/FileName.h"

namespace slipway {

namespace {

constexpr qsizetype longestName = 150;

} // namespace

QString safeFileName(const QString &given)
{
    static const QString odd = QStringLiteral("\"*:<>?|%;");
    const QString last = given.section(QLatin1Char('/'), -1).section(QLatin1Char('\\'), -1);
    QString safe;
    for (const QChar c : last) {
        const bool isOdd =
            !c.isPrint() || c.isSurrogate() || c.category() == QChar::Other_Format || odd.contains(c);
        safe += isOdd ? QLatin1Char('_') : c;
    }
    safe = safe.simplified().right(longestName);
    while (safe.startsWith(QLatin1Char('.')) || safe.startsWith(QLatin1Char(' ')))
        safe.remove(0, 1);
    while (safe.endsWith(QLatin1Char('.')) || safe.endsWith(QLatin1Char(' ')))
        safe.chop(1);
    return safe;
}

} // namespace slipway
