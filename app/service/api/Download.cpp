#include "service/api/Download.h"

namespace slipway {

namespace {

constexpr qsizetype longestName = 150;

// The last part of what may be a path, without what some file system or header wouldn't bear or would show as
// something else; of a long one the end stays, which says what it is.
QString safeName(const QString &given)
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
    return safe.isEmpty() ? QStringLiteral("attachment") : safe;
}

} // namespace

QByteArray dispositionOf(const QString &name)
{
    const QString safe = safeName(name);
    QByteArray plain;
    for (const QChar c : safe)
        plain += c.unicode() < 0x7f ? c.toLatin1() : '_';
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + safe.toUtf8().toPercentEncoding();
}

Response download(QByteArray bytes, const QString &name)
{
    return Response::bytes(std::move(bytes), "application/octet-stream")
        .with("Content-Disposition", dispositionOf(name))
        .with("Content-Security-Policy", "default-src 'none'; sandbox")
        .with("Cross-Origin-Resource-Policy", "same-origin");
}

} // namespace slipway
