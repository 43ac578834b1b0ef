// A message as the init of an environment lays it into its door.
#pragma once
#include <QByteArray>
#include <QList>

namespace slipway::testing {

inline QByteArray taken(const QByteArray &from, const QList<QByteArray> &to, const QByteArray &message)
{
    QByteArray bytes = "X-Envelope-From: <" + from + ">\r\n";
    for (const QByteArray &recipient : to)
        bytes += "X-Envelope-To: <" + recipient + ">\r\n";
    return bytes + message;
}

} // namespace slipway::testing
