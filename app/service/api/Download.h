// A file that somebody else sent, as an answer: to be kept, and never to be shown or run by whoever fetches
// it.
#pragma once
#include "service/api/Request.h"

namespace slipway {

// "attachment" with a name that headers and file systems of any kind can bear; never empty.
QByteArray dispositionOf(const QString &name);
Response download(QByteArray bytes, const QString &name);

} // namespace slipway
