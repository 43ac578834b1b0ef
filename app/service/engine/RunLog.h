// The runs' live log: lines of progress, written in batches beside the ledger, never inside a hold's way.
// Too many lines at once are dropped and counted.
#pragma once
#include "service/store/Store.h"

#include <QJsonArray>
#include <QJsonObject>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace slipway {

class RunLog
{
public:
    explicit RunLog(Store &store);
    ~RunLog(); // writes what is left

    void add(qint64 run, const QString &step, const QString &line, const QJsonObject &data);
    static Result<QJsonArray> read(const Store &store, qint64 run, qint64 since, int limit);

private:
    struct Line
    {
        qint64 run = 0;
        Instant at;
        QString step;
        QString line;
        QString data;
    };
    void serve(const std::stop_token &stop);
    void write(const std::vector<Line> &lines);

    Store &m_store;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<Line> m_lines;
    qint64 m_dropped = 0;
    std::jthread m_thread;
};

} // namespace slipway
