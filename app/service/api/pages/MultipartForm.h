// A form that carries files, as browsers send it (multipart/form-data, RFC 7578): read strictly, within
// bounds, any bytes give an answer. Pure.
#pragma once
#include "service/support/WebMail.h"

#include <map>
#include <optional>

namespace slipway {

struct MultipartForm
{
    std::map<QString, QString> fields; // each name once
    std::vector<WebFile> files;        // those that were chosen; their bytes are the body's
};

// The boundary that a Content-Type names; empty where it isn't a form with files.
QByteArray boundaryOf(const QByteArray &contentType);
// Nothing for what isn't a whole form with this boundary, or has more than 100 parts.
std::optional<MultipartForm> multipartFormFrom(const QByteArray &boundary, const QByteArray &body);

} // namespace slipway
