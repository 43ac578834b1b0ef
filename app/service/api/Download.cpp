#include "service/api/Download.h"

#include "domain/FileName.h"

namespace slipway {

QByteArray dispositionOf(const QString &name)
{
    const QString known = safeFileName(name);
    const QString safe = known.isEmpty() ? QStringLiteral("attachment") : known;
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
