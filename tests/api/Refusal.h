// What every refusal of the API has to be.
#pragma once
#include "api/RawHttp.h"

#include <map>

namespace slipway::test {

// A problem detail whose parts don't contradict each other.
inline bool isWhole(const Reply &reply)
{
    static const std::map<int, QByteArray> titles{
        {400, "read"},          {401, "Sign in"}, {403, "role"},   {404, "no such"},   {405, "can't be"},
        {409, "state"},         {412, "changed"}, {413, "large"},  {415, "kind"},      {422, "wrong"},
        {426, "WebSocket"},     {429, "often"},   {431, "header"}, {499, "cancelled"}, {500, "inside"},
        {503, "not available"}, {504, "too long"}};
    const QJsonObject object = reply.object();
    const auto title = titles.find(reply.status);
    return reply.header("Content-Type") == "application/problem+json" && title != titles.end() &&
           object.value(QStringLiteral("status")).toInt() == reply.status &&
           object.value(QStringLiteral("title")).toString().toUtf8().contains(title->second);
}

} // namespace slipway::test
