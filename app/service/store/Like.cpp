#include "service/store/Like.h"

namespace slipway {

namespace {

QString escaped(QString text)
{
    for (const char special : {'\\', '%', '_'})
        text.replace(QLatin1Char(special), QStringLiteral("\\") + QLatin1Char(special));
    return text;
}

} // namespace

QString likeAnywhere(const QString &text)
{
    return QLatin1Char('%') + escaped(text) + QLatin1Char('%');
}

QString likeStart(const QString &text)
{
    return escaped(text) + QLatin1Char('%');
}

} // namespace slipway
