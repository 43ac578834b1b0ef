// A small SMTP server on loopback that keeps what it takes. A test can give any answer instead of the usual
// one.
#pragma once
#include "service/ipc/FileDescriptor.h"

#include <QByteArray>
#include <QList>

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

namespace slipway::testing {

struct CaughtMail
{
    QByteArray from;
    QList<QByteArray> to;
    QByteArray data;
    QByteArray header(const QByteArray &name) const;
};

class SmtpCatcher
{
public:
    // For each line of the client ("RCPT TO:<…>"), and "." once a message is complete and kept: what is said
    // instead of the usual; empty: the usual. Set it before start().
    std::function<QByteArray(const QByteArray &line)> answer;

    explicit SmtpCatcher(int port = 0); // 0: a free one, kept over stop() and start()
    ~SmtpCatcher();
    bool start();
    void stop();
    int port() const { return m_port; }
    std::vector<CaughtMail> caught() const;
    int connections() const { return m_connections; }

private:
    void serve(int socket, const std::stop_token &stop);

    int m_port = 0;
    FileDescriptor m_listener;
    mutable std::mutex m_mutex;
    std::vector<CaughtMail> m_caught;
    std::atomic<int> m_connections = 0;
    std::jthread m_thread;
};

} // namespace slipway::testing
