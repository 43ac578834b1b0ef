#include "service/notify/HttpSender.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <curl/curl.h>
#include <memory>
#include <mutex>

namespace slipway {

namespace {

constexpr long connectSeconds = 5;
constexpr qsizetype mostRead = 64 * 1024; // of an answer
constexpr qsizetype longestUrl = 2000;

void startCurl()
{
    static std::once_flag once;
    std::call_once(once, [] { ::curl_global_init(CURL_GLOBAL_DEFAULT); });
}

struct Free
{
    void operator()(curl_slist *list) const { ::curl_slist_free_all(list); }
    void operator()(CURL *curl) const { ::curl_easy_cleanup(curl); }
};
using Headers = std::unique_ptr<curl_slist, Free>;

// What curl's callbacks see of one request.
struct Transfer
{
    std::stop_token stop;
    QByteArray body;
    bool isTooLong = false;
};

bool isThisMachine(const QString &host)
{
    static const QRegularExpression numbers(
        QStringLiteral("\\A127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\z"));
    return host == QLatin1String("localhost") || host == QLatin1String("::1") ||
           numbers.match(host).hasMatch();
}

Headers headersOf(const HttpRequest &request)
{
    Headers list;
    const auto add = [&](const QByteArray &line) {
        list.reset(::curl_slist_append(list.release(), line.constData()));
    };
    for (const auto &[name, value] : request.headers) {
        // Nobody's data may start a header of its own.
        QByteArray plain = value;
        plain.replace('\r', ' ').replace('\n', ' ').replace('\0', ' ');
        add(name + ": " + plain);
    }
    add("Expect:"); // it would only cost a round trip
    return list;
}

void limit(CURL *curl, Duration limit)
{
    ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    ::curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    ::curl_easy_setopt(curl, CURLOPT_PROXY, ""); // no variable of our surroundings has a say
    ::curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connectSeconds);
    ::curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(limit / std::chrono::milliseconds(1)));
    ::curl_easy_setopt(curl, CURLOPT_USERAGENT, "slipway");
}

void watch(CURL *curl, Transfer &transfer)
{
    ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
    ::curl_easy_setopt(
        curl, CURLOPT_WRITEFUNCTION, +[](char *bytes, std::size_t size, std::size_t count, void *to) {
            auto *seen = static_cast<Transfer *>(to);
            const auto more = static_cast<qsizetype>(size * count);
            seen->isTooLong = seen->body.size() + more > mostRead;
            seen->body.append(bytes, std::min(more, mostRead - seen->body.size()));
            return seen->isTooLong ? std::size_t{0} : size * count;
        });
    ::curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    ::curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
    ::curl_easy_setopt(
        curl, CURLOPT_XFERINFOFUNCTION, +[](void *to, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
            return static_cast<Transfer *>(to)->stop.stop_requested() ? 1 : 0;
        });
}

} // namespace

Result<void> checkOpenUrl(const QByteArray &url)
{
    const QUrl parsed(QString::fromUtf8(url), QUrl::StrictMode);
    const bool isHttp = parsed.scheme() == QLatin1String("https") || parsed.scheme() == QLatin1String("http");
    if (url.size() > longestUrl || !parsed.isValid() || parsed.host().isEmpty() || !isHttp)
        return fail(Problem::Kind::Invalid, QStringLiteral("It is no address to post to"),
                    QStringLiteral("Use one such as https://hooks.example.net/desk."));
    return {};
}

Result<void> checkPostUrl(const QByteArray &url)
{
    if (auto checked = checkOpenUrl(url); !checked)
        return checked;
    const QUrl parsed(QString::fromUtf8(url), QUrl::StrictMode);
    if (parsed.scheme() == QLatin1String("http") && !isThisMachine(parsed.host()))
        return fail(Problem::Kind::Invalid, QStringLiteral("Everybody on the way could read it"),
                    QStringLiteral("Use https; plain http goes only to this machine itself."));
    return {};
}

HttpAnswer HttpSender::send(const HttpRequest &request, const std::stop_token &stop) const
{
    const auto checked = request.mayBeSeen ? checkOpenUrl(request.url) : checkPostUrl(request.url);
    if (!checked)
        return {0, checked.error().text()};
    startCurl();
    const std::unique_ptr<CURL, Free> curl(::curl_easy_init());
    const Headers headers = headersOf(request);
    Transfer transfer{stop, {}, false};
    limit(curl.get(), m_limit);
    watch(curl.get(), transfer);
    ::curl_easy_setopt(curl.get(), CURLOPT_URL, request.url.constData());
    ::curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    if (request.verb == HttpRequest::Verb::Post) {
        ::curl_easy_setopt(curl.get(), CURLOPT_POST, 1L);
        ::curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.body.constData());
        ::curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                           static_cast<curl_off_t>(request.body.size()));
    }
    const CURLcode code = ::curl_easy_perform(curl.get());
    long status = 0;
    ::curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    // An answer that is too long is an answer: its first line has come.
    if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && transfer.isTooLong))
        return {static_cast<int>(status), {}, std::move(transfer.body), transfer.isTooLong};
    // In curl's general words: its particular ones may name the address.
    return {0, QString::fromUtf8(::curl_easy_strerror(code))};
}

} // namespace slipway
