// Hands something over by HTTP, or asks: one request, bounded in time and size, to nobody but the one that is
// named. It follows no redirects, asks no proxy, and believes only certificates that this machine's
// authorities know.
#pragma once
#include "domain/Instant.h"
#include "domain/Problem.h"

#include <QByteArray>

#include <stop_token>
#include <utility>
#include <vector>

namespace slipway {

// https, or http to this machine itself; the hint names no part of it.
Result<void> checkPostUrl(const QByteArray &url);
Result<void> checkOpenUrl(const QByteArray &url); // http to others, too

struct HttpRequest
{
    enum class Verb { Get, Post };
    Verb verb = Verb::Post;
    QByteArray url;
    std::vector<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {};
    bool mayBeSeen = false; // nothing in it is secret: plain http may go to other machines
};

struct HttpAnswer
{
    int status = 0;       // 0: none came
    QString why;          // then
    QByteArray body = {}; // its beginning, up to 64 KB
    bool isCut = false;   // there was more
    bool operator==(const HttpAnswer &) const = default;
};

class HttpSender
{
public:
    explicit HttpSender(Duration limit = std::chrono::seconds(10)) : m_limit(limit) {}

    // Blocks; may be called from several threads. After a stop no answer is known. Neither the address nor a
    // header ever stands in `why`.
    HttpAnswer send(const HttpRequest &request, const std::stop_token &stop = {}) const;

private:
    Duration m_limit;
};

} // namespace slipway
