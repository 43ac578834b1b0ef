#include "service/api/pages/FormFields.h"

#include "service/api/Request.h"

namespace slipway {

std::optional<std::map<QString, QString>> formFieldsFrom(const QByteArray &body)
{
    std::map<QString, QString> fields;
    for (const QByteArray &pair : body.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals <= 0)
            return std::nullopt;
        const auto name = percentDecoded(QByteArrayView(pair).first(equals), true);
        const auto value = percentDecoded(QByteArrayView(pair).sliced(equals + 1), true);
        if (!name || !value || !fields.emplace(*name, *value).second)
            return std::nullopt;
    }
    return fields;
}

} // namespace slipway
