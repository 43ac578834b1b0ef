#include "service/notify/HttpSender.h"

#include <QRegularExpression>
#include <QUrl>

#include <curl/curl.h>
#include <memory>
#include <mutex>

namespace slipway {

namespace {

constexpr long connectSeconds = 5;
constexpr std::size_t mostRead = 64 * 1024; // of an answer that nobody needs
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
    std::size_t read = 0;
};

bool isThisMachine(const QString &host)
{
    static const QRegularExpression numbers(
        QStringLiteral("\\A127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\z"));
    return host == QLatin1String("localhost") || host == QLatin1String("::1") ||
           numbers.match(host).hasMatch();
}

Headers headersOf(const HttpPost &post)
{
    Headers list;
    const auto add = [&](const QByteArray &line) {
        list.reset(::curl_slist_append(list.release(), line.constData()));
    };
    for (const auto &[name, value] : post.headers) {
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
        curl, CURLOPT_WRITEFUNCTION, +[](char *, std::size_t size, std::size_t count, void *to) {
            auto &seen = static_cast<Transfer *>(to)->read;
            seen += size * count;
            return seen > mostRead ? std::size_t{0} : size * count;
        });
    ::curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    ::curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
    ::curl_easy_setopt(
        curl, CURLOPT_XFERINFOFUNCTION, +[](void *to, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
            return static_cast<Transfer *>(to)->stop.stop_requested() ? 1 : 0;
        });
}

} // namespace

Result<void> checkPostUrl(const QByteArray &url)
{
    const QUrl parsed(QString::fromUtf8(url), QUrl::StrictMode);
    const bool isSecure = parsed.scheme() == QLatin1String("https");
    const bool isPlain = parsed.scheme() == QLatin1String("http");
    if (url.size() > longestUrl || !parsed.isValid() || parsed.host().isEmpty() || !(isSecure || isPlain))
        return fail(Problem::Kind::Invalid, QStringLiteral("It is no address to post to"),
                    QStringLiteral("Use one such as https://hooks.example.net/desk."));
    if (isPlain && !isThisMachine(parsed.host()))
        return fail(Problem::Kind::Invalid, QStringLiteral("Everybody on the way could read it"),
                    QStringLiteral("Use https; plain http goes only to this machine itself."));
    return {};
}

HttpAnswer HttpSender::post(const HttpPost &post, const std::stop_token &stop) const
{
    if (const auto checked = checkPostUrl(post.url); !checked)
        return {0, checked.error().text()};
    startCurl();
    const std::unique_ptr<CURL, Free> curl(::curl_easy_init());
    const Headers headers = headersOf(post);
    Transfer transfer{stop};
    limit(curl.get(), m_limit);
    watch(curl.get(), transfer);
    ::curl_easy_setopt(curl.get(), CURLOPT_URL, post.url.constData());
    ::curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    ::curl_easy_setopt(curl.get(), CURLOPT_POST, 1L);
    ::curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, post.body.constData());
    ::curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
    const CURLcode code = ::curl_easy_perform(curl.get());
    long status = 0;
    ::curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    // An answer that is too long is an answer: its first line has come.
    if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && transfer.read > mostRead))
        return {static_cast<int>(status), {}};
    // In curl's general words: its particular ones may name the address.
    return {0, QString::fromUtf8(::curl_easy_strerror(code))};
}

} // namespace slipway
