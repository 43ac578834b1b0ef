#include "service/engine/RunLog.h"

#include "domain/Json.h"

namespace slipway {

namespace {

constexpr std::size_t mostWaiting = 10'000;
constexpr qsizetype longestLine = 4'000;
constexpr auto gathering = std::chrono::milliseconds(100);

} // namespace

RunLog::RunLog(Store &store) : m_store(store), m_thread([this](const std::stop_token &stop) { serve(stop); })
{
}

RunLog::~RunLog() = default;

void RunLog::add(qint64 run, const QString &step, const QString &line, const QJsonObject &data)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_lines.size() >= mostWaiting) {
            ++m_dropped;
            return;
        }
        QString text = data.isEmpty() ? QString() : QString::fromUtf8(toBytes(data));
        if (text.size() > longestLine)
            text.clear();
        m_lines.push_back({run, m_store.clock().now(), step, line.left(longestLine), text});
    }
    m_wake.notify_one();
}

void RunLog::serve(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, stop, [this] { return !m_lines.empty(); });
        // A moment for the lines that come right behind; one commit for all of them.
        if (!stop.stop_requested())
            m_wake.wait_for(lock, stop, gathering, [this] { return m_lines.size() >= mostWaiting / 2; });
        std::vector<Line> lines = std::exchange(m_lines, {});
        if (const qint64 dropped = std::exchange(m_dropped, 0); dropped > 0 && !lines.empty()) {
            Line note = lines.back();
            note.line = QStringLiteral("%1 lines were dropped here").arg(dropped);
            lines.push_back(note);
        }
        const bool last = stop.stop_requested();
        if (!lines.empty()) {
            lock.unlock();
            write(lines);
            lock.lock();
        }
        if (last)
            return;
    }
}

void RunLog::write(const std::vector<Line> &lines)
{
    // A log line that can't be written is no reason to stop a run.
    static_cast<void>(m_store.write(
        [&lines](Transaction &transaction) -> Result<void> {
            for (const Line &line : lines) {
                const auto done = transaction.execute(
                    QStringLiteral(
                        "INSERT INTO run_log (run_id, at, step, line, data) VALUES (?, ?, ?, ?, ?)"),
                    {line.run, toText(line.at), line.step, line.line, line.data});
                if (!done)
                    return Failure(done.error());
            }
            return {};
        },
        Store::Priority::Bulk));
}

Result<QJsonArray> RunLog::read(const Store &store, qint64 run, qint64 since, int limit)
{
    QJsonArray list;
    const auto read = store.read([&](Reader &reader) {
        return reader.query(
            QStringLiteral("SELECT id, at, step, line, data FROM run_log WHERE run_id = ? AND id > ? "
                           "ORDER BY id LIMIT ?"),
            {run, since, limit}, [&](const Row &row) -> Result<void> {
                list.append(QJsonObject{{QStringLiteral("id"), row.integer("id")},
                                        {QStringLiteral("at"), row.text("at")},
                                        {QStringLiteral("step"), row.text("step")},
                                        {QStringLiteral("line"), row.text("line")},
                                        {QStringLiteral("data"), row.object("data")}});
                return {};
            });
    });
    if (!read)
        return Failure(read.error());
    return list;
}

} // namespace slipway
