#include "service/gateway/HaproxyConfig.h"

#include "service/ipc/Process.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <sys/resource.h>

void slipwayInitResources();

namespace slipway {

namespace {

constexpr int descriptorsKeptFree = 256;

// Time-outs against slow clients: 10 s for headers, 10 s for the first 16 KiB of a body, which are read
// before the request counts as begun, so that a slow sender can't hold up a cutover with a small body.
const char global[] = R"(global
    nbthread 1
    maxconn %1
    stats socket unix@runtime.sock mode 600 level user
    lua-load gateway.lua
    tune.lua.maxmem 256
    tune.lua.forced-yield 1000000
    tune.http.maxhdr 101

defaults
    mode http
    timeout client 30s
    timeout http-request 10s
    timeout http-keep-alive 30s
    timeout connect 1s
    timeout server 60s
    timeout tunnel 1h
    retries 2
    retry-on conn-failure
    option redispatch 1

frontend public
)";

// Requests to an address that is held wait in Lua; all others are led by the map alone.
const char rules[] = R"(    http-request set-header X-Forwarded-For %[src]
    http-request wait-for-body time 10s unless METH_GET
    http-request lua.hold if { dst,map_ip(held.map) -m found }
    use_backend upgraded-%[dst,map_ip(routes.map)] if { req.hdr(upgrade) -m found }
    use_backend read-%[dst,map_ip(routes.map)] if METH_GET
    use_backend write-%[dst,map_ip(routes.map)]
    default_backend nobody

# A request whose server refused the connection comes back here, unsent: it waits until somebody listens again.
frontend again
    bind unix@again.sock mode 600 accept-proxy
    http-request lua.again
    http-request lua.hold if { dst,map_ip(held.map) -m found }
    use_backend last-%[dst,map_ip(routes.map)]
    default_backend nobody

backend nobody
    http-request return status 503 content-type text/plain hdr Cache-Control no-store string "There is no site at this address.\n"
)";

// What may write gets a connection of its own: on a kept one the server's end could cross the request, and
// nobody would know whether it was seen. Of it only connections are tried again, never a request that may
// have arrived. What only reads is asked again when its connection ended without an answer. HAProxy tries a
// refused unix socket again without a pause, so the second attempt goes to "again", which waits; only
// use-server leads to a server of weight 0.
const char slotBackends[] = R"(
backend read-%1
    retry-on conn-failure empty-response
    use-server front if TRUE
    server front unix@%2/%1/http.sock weight 0
    server again unix@again.sock send-proxy-v2
backend write-%1
    option http-server-close
    use-server front if TRUE
    server front unix@%2/%1/http.sock weight 0
    server again unix@again.sock send-proxy-v2
backend last-%1
    option http-server-close
    server front unix@%2/%1/http.sock
backend upgraded-%1
    server front unix@%2/%1/http.sock
)";

// What is right already isn't written again: a restart after a crash waits for no disk.
Result<void> put(const QString &file, const QByteArray &bytes)
{
    const auto present = readFile(file);
    return present && *present == bytes ? Result<void>() : writeFileAtomically(file, bytes);
}

Result<void> extract(const QString &name, const QString &folder)
{
    QFile source(QStringLiteral(":/slipway/gateway/") + name);
    if (!source.open(QIODevice::ReadOnly))
        return fail(Problem::Kind::Internal, QStringLiteral("The program lacks its resource %1").arg(name));
    return put(folder + QLatin1Char('/') + name, source.readAll());
}

} // namespace

QByteArray haproxyConfig(const HaproxySettings &settings)
{
    QString text = QString::fromLatin1(global).arg(settings.maxConnections);
    int descriptor = settings.firstListener;
    for (const QString &address : settings.addresses) {
        if (settings.firstListener > 0)
            text += QStringLiteral("    bind fd@%1\n").arg(descriptor++);
        else
            text += QStringLiteral("    bind %1:%2\n").arg(address).arg(settings.port);
    }
    text += QLatin1String(rules);
    for (int slot = 1; slot <= settings.slots; ++slot)
        text += QString::fromLatin1(slotBackends).arg(slot).arg(settings.doors);
    return text.toUtf8();
}

int possibleConnections()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 300;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    const auto open = static_cast<long long>(std::min<rlim_t>(limit.rlim_cur, 1'000'000));
    return static_cast<int>(std::clamp((open - descriptorsKeptFree) / 2, 100LL, 4000LL));
}

Result<void> writeGatewayFolder(const QString &folder, const HaproxySettings &settings)
{
    slipwayInitResources();
    if (!QDir().mkpath(folder + QStringLiteral("/pages")))
        return fail(Problem::Kind::Unavailable, QStringLiteral("Can't create the folder"),
                    QStringLiteral("Check its owner and the free space of the disk."), folder);
    for (const QString &name : {QStringLiteral("gateway.lua"), QStringLiteral("site-down.html")}) {
        if (auto extracted = extract(name, folder); !extracted)
            return extracted;
    }
    // The Lua fills the maps; HAProxy wants the files to be there.
    for (const QString &name : {QStringLiteral("/routes.map"), QStringLiteral("/held.map")}) {
        if (auto written = put(folder + name, {}); !written)
            return written;
    }
    return put(folder + QStringLiteral("/haproxy.cfg"), haproxyConfig(settings));
}

} // namespace slipway
