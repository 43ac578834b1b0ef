// How long the window's thread didn't answer. A thread of its own asks it every few milliseconds by a queued
// event and measures until it is handled, in every build; monotonic clock only.
#pragma once
#include "domain/Instant.h"

#include <QObject>

#include <array>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace slipway {

class Watchdog : public QObject
{
    Q_OBJECT

public:
    // Upper edges in milliseconds; the last bin has none.
    static constexpr std::array<int, 8> edges{5, 10, 20, 50, 100, 200, 500, 1000};
    struct Figures
    {
        qint64 count = 0;
        Duration longest{};
        std::array<qint64, edges.size() + 1> bins{};
        QString text() const; // one line
    };
    static constexpr Duration interval = std::chrono::milliseconds(10);
    static constexpr Duration worthALine = std::chrono::milliseconds(250);

    // `blocked` is told, on this thread, of what took longer than worthALine.
    explicit Watchdog(std::function<void(Duration)> blocked = {}, QObject *parent = nullptr);
    ~Watchdog() override;

    Figures figures() const;
    void reset(); // from here on, for a measurement

protected:
    bool event(QEvent *event) override;

private:
    void run();
    void note(Duration took);

    const std::function<void(Duration)> m_blocked;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    Figures m_figures;
    bool m_isAsked = false;
    bool m_isEnding = false;
    Duration m_askedAt{};
    std::thread m_thread;
};

} // namespace slipway
