// A tiny IMAP server on loopback that says what a test wants it to.
#pragma once
#include "service/ipc/FileDescriptor.h"

#include <QByteArray>

#include <arpa/inet.h>
#include <atomic>
#include <functional>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace slipway::test {

class OddServer
{
public:
    // For each line of the client ("UID SEARCH …", without its tag; whole where a command goes on): what is
    // said. "%" stands for the tag; empty: it hangs up.
    using Answer = std::function<QByteArray(const QByteArray &command)>;
    static constexpr auto silence = "\x01"; // said as an answer: nothing, and the connection stays

    explicit OddServer(Answer answer, QByteArray greeting = "* OK ready\r\n")
        : m_answer(std::move(answer)),
          m_greeting(std::move(greeting)),
          m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto *place = reinterpret_cast<sockaddr *>(&address);
        if (::bind(m_listener.get(), place, length) != 0 || ::listen(m_listener.get(), 8) != 0)
            qFatal("no port");
        ::getsockname(m_listener.get(), place, &length);
        m_port = ntohs(address.sin_port);
        m_thread = std::jthread([this](const std::stop_token &stop) { serve(stop); });
    }

    int port() const { return m_port; }
    int connections() const { return m_connections; }

    // As a server that works says it, with one mail in the folder.
    static QByteArray usual(const QByteArray &command, const QByteArray &mail = "Subject: x\r\n\r\nhi\r\n")
    {
        if (command.startsWith("LOGIN"))
            return "% OK in\r\n";
        if (command.startsWith("CAPABILITY"))
            return "* CAPABILITY IMAP4rev1 IDLE\r\n% OK done\r\n";
        if (command.startsWith("SELECT") || command.startsWith("EXAMINE"))
            return "* 1 EXISTS\r\n* OK [UIDVALIDITY 5] x\r\n* OK [UIDNEXT 8] x\r\n% OK [READ-WRITE] x\r\n";
        if (command.startsWith("UID SEARCH UID 1:"))
            return "* SEARCH 7\r\n% OK done\r\n";
        if (command.startsWith("UID SEARCH"))
            return "* SEARCH\r\n% OK done\r\n";
        if (command.contains("BODY.PEEK[]"))
            return "* 1 FETCH (UID 7 BODY[] {" + QByteArray::number(mail.size()) + "}\r\n" + mail +
                   ")\r\n% OK done\r\n";
        if (command.startsWith("UID FETCH"))
            return "* 1 FETCH (UID 7 RFC822.SIZE " + QByteArray::number(mail.size()) +
                   " INTERNALDATE \"27-Nov-2026 10:00:00 +0000\" FLAGS ())\r\n% OK done\r\n";
        if (command.startsWith("IDLE"))
            return "+ idling\r\n";
        return "% OK done\r\n";
    }

private:
    void serve(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            pollfd waits{m_listener.get(), POLLIN, 0};
            if (::poll(&waits, 1, 20) <= 0)
                continue;
            const FileDescriptor client(::accept(m_listener.get(), nullptr, nullptr));
            ++m_connections;
            say(client.get(), m_greeting);
            speak(client.get(), stop);
        }
    }
    void speak(int client, const std::stop_token &stop)
    {
        QByteArray heard;
        QByteArray tag;
        while (!stop.stop_requested()) {
            pollfd waits{client, POLLIN, 0};
            if (::poll(&waits, 1, 20) <= 0)
                continue;
            char space[4096];
            const ssize_t count = ::recv(client, space, sizeof space, 0);
            if (count <= 0)
                return;
            heard.append(space, count);
            for (qsizetype end = heard.indexOf("\r\n"); end >= 0; end = heard.indexOf("\r\n")) {
                QByteArray line = heard.first(end);
                heard.remove(0, end + 2);
                if (line != "DONE" && line.contains(' ')) { // else it goes on with a command
                    tag = line.first(line.indexOf(' '));
                    line.remove(0, tag.size() + 1);
                }
                const QByteArray answer = m_answer(line);
                if (answer.isEmpty())
                    return;
                if (answer != silence)
                    say(client, QByteArray(answer).replace('%', tag));
            }
        }
    }
    static void say(int client, const QByteArray &words)
    {
        [[maybe_unused]] const auto sent =
            ::send(client, words.constData(), static_cast<std::size_t>(words.size()), MSG_NOSIGNAL);
    }

    Answer m_answer;
    QByteArray m_greeting;
    FileDescriptor m_listener;
    int m_port = 0;
    std::atomic<int> m_connections = 0;
    std::jthread m_thread;
};

} // namespace slipway::test
