// The call that hands a mail to the service as it came.
#pragma once
#include "client/Client.h"

namespace slipway {

inline Client::Call mailCall(QByteArray mail)
{
    Client::Call call;
    call.method = "POST";
    call.path = QStringLiteral("/api/v1/mail");
    call.type = "message/rfc822";
    call.body = std::move(mail);
    return call;
}

} // namespace slipway
