// What the gateway costs: requests a second and processor time a request beside a plain HAProxy with a map
// and beside nginx as a proxy, all in front of the same nginx; and how long a swap and the end of a hold
// take.
#include "gateway/GatewayFixture.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

using namespace slipway;
using namespace slipway::testing;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

constexpr int rounds = 5;
constexpr int clients = 32;

// A real front behind each of two slots, in place of the tiny servers.
QByteArray nginxConfig(const GatewayFixture &f)
{
    QByteArray text =
        QByteArray(::geteuid() == 0 ? "user root;\n" : "") +
        "worker_processes 1;\ndaemon off;\nerror_log stderr crit;\npid " +
        f.folder.file(QStringLiteral("nginx.pid")).toUtf8() +
        ";\nevents { worker_connections 4096; }\nhttp {\n access_log off;\n keepalive_requests 10000000;\n";
    for (const char *kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        text += QByteArray(" ") + kind + "_temp_path " +
                f.folder.file(QStringLiteral("nginx-temp")).toUtf8() + ";\n";
    for (int slot = 1; slot <= 2; ++slot) {
        const QByteArray number = QByteArray::number(slot);
        text += " server { listen unix:" + f.folder.doors(slot).toUtf8() +
                "/http.sock; location / { default_type application/json; return 200 '{\"side\":" + number +
                ",\"ok\":true}'; } }\n upstream slot" + number +
                " { server unix:" + f.folder.doors(slot).toUtf8() + "/http.sock; keepalive 64; }\n";
    }
    text += " map $server_addr $side { " + f.address(1).toUtf8() + " slot1; " + f.address(2).toUtf8() +
            " slot2; }\n server { listen " + f.address(1).toUtf8() + ":8082; listen " +
            f.address(2).toUtf8() +
            ":8082; location / { proxy_pass http://$side; proxy_http_version 1.1; proxy_set_header "
            "Connection ''; } }\n}\n";
    return text;
}

QByteArray plainConfig(const GatewayFixture &f)
{
    QByteArray text =
        "global\n nbthread 1\n maxconn 4000\ndefaults\n mode http\n timeout client 30s\n timeout connect 1s\n"
        " timeout server 60s\nfrontend public\n";
    for (int slot = 1; slot <= 2; ++slot)
        text += " bind " + f.address(slot).toUtf8() + ":8081\n";
    text += " use_backend slot-%[dst,map_str(plain.map)]\n";
    for (int slot = 1; slot <= 2; ++slot)
        text += "backend slot-" + QByteArray::number(slot) + "\n server front unix@" +
                f.folder.doors(slot).toUtf8() + "/http.sock\n";
    return text;
}

double processorSeconds(const ProcessId &process)
{
    const auto line = *readFile(QStringLiteral("/proc/%1/stat").arg(process.pid));
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return (fields.at(11).toDouble() + fields.at(12).toDouble()) /
           static_cast<double>(::sysconf(_SC_CLK_TCK));
}

struct Measured
{
    double perSecond = 0;
    double microseconds = 0; // of the proxy's processor, a request
};

Measured load(const QString &url, const ProcessId &proxy, const QString &script)
{
    QStringList command{QStringLiteral("wrk"), QStringLiteral("-t1"), QStringLiteral("-c%1").arg(clients),
                        QStringLiteral("-d2s"), url};
    if (!script.isEmpty())
        command += {QStringLiteral("-s"), script};
    const double before = processorSeconds(proxy);
    const auto finished = runProcess(command, 30s);
    const double used = processorSeconds(proxy) - before;
    const QString output = QString::fromUtf8(finished ? finished->output : QByteArray());
    static const QRegularExpression total(QStringLiteral("(\\d+) requests in"));
    static const QRegularExpression rate(QStringLiteral("Requests/sec:\\s+([\\d.]+)"));
    if (output.contains(QLatin1String("Non-2xx")) || output.contains(QLatin1String("Socket errors")))
        std::printf("  failures: %s\n", qPrintable(output));
    const double requests = total.match(output).captured(1).toDouble();
    return {rate.match(output).captured(1).toDouble(), requests > 0 ? used / requests * 1e6 : 0};
}

Measured median(std::vector<Measured> list)
{
    Measured middle;
    std::sort(list.begin(), list.end(), [](auto &a, auto &b) { return a.perSecond < b.perSecond; });
    middle.perSecond = list[list.size() / 2].perSecond;
    std::sort(list.begin(), list.end(), [](auto &a, auto &b) { return a.microseconds < b.microseconds; });
    middle.microseconds = list[list.size() / 2].microseconds;
    return middle;
}

double median(std::vector<double> list)
{
    std::sort(list.begin(), list.end());
    return list[list.size() / 2];
}

double msSince(steady_clock::time_point then)
{
    return std::chrono::duration<double, std::milli>(steady_clock::now() - then).count();
}

ProcessId start(const QStringList &command, const QString &folder)
{
    SpawnOptions options;
    options.folder = folder;
    options.diesWithParent = true;
    return *spawn(command, options);
}

// nginx's work is done by its worker.
ProcessId childOf(const ProcessId &parent)
{
    for (;;) {
        const auto list = readFile(QStringLiteral("/proc/%1/task/%1/children").arg(parent.pid));
        if (list && !list->trimmed().isEmpty())
            return *ProcessId::of(list->trimmed().split(' ').first().toInt());
        ::usleep(1000);
    }
}

void waitForAnswer(const GatewayFixture &f, int port)
{
    KeepAliveClient client(f.address(1).toStdString(), port);
    while (client.get().status != 200)
        ::usleep(2000);
}

void compareLoad(const GatewayFixture &f, const ProcessId &plain, const ProcessId &nginx,
                 const QString &script, const char *what)
{
    struct Row
    {
        const char *name;
        int port;
        ProcessId process;
        std::vector<Measured> results;
    };
    std::array<Row, 3> rows{{{"slipway", 8080, f.process, {}},
                             {"plain HAProxy", 8081, plain, {}},
                             {"nginx proxy", 8082, nginx, {}}}};
    for (int round = 0; round < rounds; ++round) {
        for (Row &row : rows)
            row.results.push_back(
                load(QStringLiteral("http://%1:%2/").arg(f.address(1)).arg(row.port), row.process, script));
    }
    const Measured ours = median(rows[0].results);
    for (const Row &row : rows) {
        const Measured result = median(row.results);
        std::printf(
            "%-5s %-14s %8.0f requests/s %6.1f us/request   ours is %.2f of its rate, %.2f of its time\n",
            what, row.name, result.perSecond, result.microseconds, ours.perSecond / result.perSecond,
            ours.microseconds / result.microseconds);
    }
}

// `count` requests wait; what ends the hold, and how long until the last of them is answered.
void compareHold(GatewayFixture &f, int count, bool swap)
{
    std::vector<double> commands;
    std::vector<double> answers;
    static qint64 token = 100;
    for (int round = 0; round < 20; ++round) {
        ++token;
        (void)f.gateway.hold(f.address(1), token, 30s, false);
        std::vector<std::jthread> waiting;
        for (int i = 0; i < count; ++i)
            waiting.emplace_back([&f] { (void)f.client(1).get(); });
        while (f.gateway.route(f.address(1))->waiting < count) {
        }
        const auto began = steady_clock::now();
        (void)(swap ? f.gateway.swap(f.address(1), f.address(2), token)
                    : f.gateway.release(f.address(1), token));
        commands.push_back(msSince(began));
        waiting.clear();
        answers.push_back(msSince(began));
    }
    std::printf(
        "%s with %d waiting: durable after %.2f ms (worst %.2f), all answered after %.2f ms (worst %.2f)\n",
        swap ? "swap   " : "release", count, median(commands),
        *std::max_element(commands.begin(), commands.end()), median(answers),
        *std::max_element(answers.begin(), answers.end()));
}

} // namespace

int main()
{
    GatewayFixture f;
    for (auto &server : f.servers)
        server->stop();
    // The whole configuration, as it is served: 64 slots.
    f.kill();
    f.launch(DataFolder::slots);
    const QString place = f.folder.path();
    (void)writeFileAtomically(place + QStringLiteral("/nginx.conf"), nginxConfig(f));
    (void)writeFileAtomically(place + QStringLiteral("/plain.cfg"), plainConfig(f));
    (void)writeFileAtomically(place + QStringLiteral("/plain.map"),
                              f.address(1).toUtf8() + " 1\n" + f.address(2).toUtf8() + " 2\n");
    const QString post = place + QStringLiteral("/post.lua");
    (void)writeFileAtomically(post, "wrk.method = 'POST'\nwrk.body = '{\"item\":\"x\",\"quantity\":1}'\n");
    const ProcessId nginx = start(
        {QStringLiteral("/usr/sbin/nginx"), QStringLiteral("-c"), place + QStringLiteral("/nginx.conf")},
        place);
    const ProcessId plain = start({QStringLiteral("/usr/sbin/haproxy"), QStringLiteral("-db"),
                                   QStringLiteral("-f"), QStringLiteral("plain.cfg")},
                                  place);
    (void)f.gateway.setRoute(f.address(1), 1, 1);
    (void)f.gateway.setRoute(f.address(2), 2, 1);
    for (const int port : {8080, 8081, 8082})
        waitForAnswer(f, port);
    const ProcessId worker = childOf(nginx);
    // nginx is the server behind all three, so its own time as a proxy counts both.
    compareLoad(f, plain, worker, {}, "GET");
    compareLoad(f, plain, worker, post, "POST");
    for (const int count : {8, 64, 256}) {
        compareHold(f, count, false);
        compareHold(f, count, true);
    }
    (void)endProcess(plain, 1s);
    (void)endProcess(nginx, 1s);
    return 0;
}
