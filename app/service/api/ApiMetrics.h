// The API's own counters as Prometheus text.
#pragma once
#include <QByteArray>

namespace slipway {

struct ApiCounters;
struct HttpCounters;

QByteArray apiMetrics(const ApiCounters &api, const HttpCounters &http, qint64 refusedSignIns);

} // namespace slipway
