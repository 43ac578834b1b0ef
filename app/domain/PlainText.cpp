#include "domain/PlainText.h"

#include <QStringDecoder>

namespace slipway {

std::optional<QString> plainText(QByteArrayView utf8)
{
    // Without a state an end in the middle of a character is an error, too.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(utf8);
    if (decoder.hasError() || text.contains(QChar::Null))
        return std::nullopt;
    return text;
}

} // namespace slipway
