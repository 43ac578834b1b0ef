// Messages between Slipway's own processes on this machine: JSON objects over a unix stream socket, each with
// up to eight file descriptors. Four bytes of length (little endian), then the bytes; 16 MiB at most.
#pragma once
#include "domain/Instant.h"
#include "domain/Problem.h"
#include "service/ipc/FileDescriptor.h"

#include <QJsonObject>

#include <span>
#include <stop_token>
#include <vector>

namespace slipway {

struct Message
{
    QJsonObject body;
    std::vector<FileDescriptor> descriptors;
};

class Channel
{
public:
    explicit Channel(FileDescriptor socket);
    static Result<Channel> connect(const QString &path);
    static Result<std::pair<Channel, Channel>> pair();

    Result<void> send(const QJsonObject &body, std::span<const int> descriptors = {});
    // Unavailable when the other side has gone, Timeout, or Cancelled (looked at every 50 ms).
    Result<Message> receive(Duration timeout, std::stop_token stop = {});
    // Sends a request and waits for its answer; an answer {"problem": {…}} becomes that problem.
    Result<QJsonObject> call(const QJsonObject &request, Duration timeout, std::stop_token stop = {},
                             std::span<const int> descriptors = {});
    int fd() const { return m_socket.get(); }
    // The process at the other end as the kernel knows it (SO_PEERCRED).
    struct Peer
    {
        int pid = 0;
        unsigned uid = 0;
    };
    Peer peer() const;

private:
    Result<void> readMore(qsizetype most);

    FileDescriptor m_socket;
    QByteArray m_buffer; // the beginning of one message
    std::vector<FileDescriptor> m_received;
};

// {"problem": {…}}: how a refusal travels.
QJsonObject problemAnswer(const Problem &problem);

// Binds and listens; an old socket at `path` is replaced. Paths over 107 bytes go by /proc/self/fd of the
// folder.
Result<FileDescriptor> listenAt(const QString &path, unsigned mode);
Result<FileDescriptor> connectTo(const QString &path);
// Accepts one connection (close-on-exec); Timeout when none came.
Result<FileDescriptor> acceptFrom(int listener, Duration timeout);

} // namespace slipway
