// A small HTTP server on a unix socket for tests: answers with its name, counts what it got, can be slow, can
// be ended and started again. And a client that keeps its connection.
#pragma once
#include "service/ipc/Channel.h"

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace slipway::testing {

class TinyServer
{
public:
    TinyServer(const QString &socket, std::string name);
    ~TinyServer();
    void start();
    void stop(); // closes every connection at once, as if killed
    void dropNext()
    {
        m_dropsNext = true;
    } // reads the next request and ends the connection without an answer
    void setDelay(std::chrono::milliseconds delay) { m_delay = delay; }
    int requests() const { return m_requests; }
    int inside() const { return m_inside; } // being answered now
    int upgraded() const { return m_upgraded; }
    // How often each body of a POST arrived.
    std::map<std::string, int> bodies() const;

private:
    void serve(int fd, const std::stop_token &stop);
    bool answer(int fd, std::string &buffer, const std::stop_token &stop);

    QString m_path;
    std::string m_name;
    FileDescriptor m_listener;
    std::atomic<std::chrono::milliseconds> m_delay{};
    std::atomic<bool> m_dropsNext{false};
    std::atomic<int> m_requests{0};
    std::atomic<int> m_inside{0};
    std::atomic<int> m_upgraded{0};
    mutable std::mutex m_mutex;
    std::vector<int> m_open;
    std::map<std::string, int> m_bodies;
    std::jthread m_acceptor;
    std::vector<std::jthread> m_workers;
};

struct Answer
{
    int status = 0; // 0: the connection failed
    std::string body;
    std::map<std::string, std::string> headers; // lower case names
    std::chrono::microseconds took{};
};

class KeepAliveClient
{
public:
    KeepAliveClient(std::string address, int port);
    Answer get(const std::string &path = "/");
    Answer post(const std::string &body, const std::string &path = "/");
    Answer ask(const std::string &request);
    bool write(const std::string &bytes); // connects when needed
    Answer read();

private:
    bool connect();
    std::string m_address;
    int m_port;
    FileDescriptor m_socket;
};

} // namespace slipway::testing
