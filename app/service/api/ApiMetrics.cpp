#include "service/api/ApiMetrics.h"

#include "service/api/Dispatcher.h"
#include "service/api/HttpServer.h"

namespace slipway {

namespace {

void add(QByteArray &text, const char *name, const char *type, const char *help, qint64 value)
{
    text += QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
    text += QByteArray(name) + ' ' + QByteArray::number(value) + '\n';
}

} // namespace

QByteArray apiMetrics(const ApiCounters &api, const HttpCounters &http, qint64 refusedSignIns)
{
    QByteArray text = "# HELP slipway_http_requests_total Answers by the first digit of their status.\n"
                      "# TYPE slipway_http_requests_total counter\n";
    for (std::size_t group = 1; group < api.answers.size(); ++group) {
        text += "slipway_http_requests_total{code=\"" + QByteArray::number(static_cast<int>(group)) +
                "xx\"} " + QByteArray::number(api.answers[group].load()) + '\n';
    }
    text += "# HELP slipway_http_request_seconds_total Time between requests and their answers, summed up.\n"
            "# TYPE slipway_http_request_seconds_total counter\n"
            "slipway_http_request_seconds_total " +
            QByteArray::number(static_cast<double>(api.microseconds.load()) / 1e6, 'f', 6) + '\n';
    add(text, "slipway_http_connections", "gauge", "Open connections, feeds among them.", http.open);
    add(text, "slipway_feed_clients", "gauge", "Clients of the event feed.", http.feeds);
    add(text, "slipway_http_connections_total", "counter", "Connections ever accepted.", http.accepted);
    add(text, "slipway_http_evicted_total", "counter", "Silent connections that made room.", http.evicted);
    add(text, "slipway_http_malformed_total", "counter", "Requests refused before they were understood.",
        http.malformed);
    add(text, "slipway_http_timeouts_total", "counter", "Connections cut for being slow.", http.timedOut);
    add(text, "slipway_sign_ins_refused_total", "counter", "Sign-ins with a wrong name or password.",
        refusedSignIns);
    return text;
}

} // namespace slipway
