// Paths of the API that carry a name.
#pragma once
#include <QString>
#include <QUrl>

namespace slipway {

inline QString pathOf(const QString &prefix, const QString &part, const QString &rest = {})
{
    return prefix + QString::fromLatin1(QUrl::toPercentEncoding(part)) + rest;
}

} // namespace slipway
