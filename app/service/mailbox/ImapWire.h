// The connection to an IMAP server: TCP, then TLS whose certificate is checked. Each thing that waits ends at
// the command's deadline, or when it shall stop, whatever the server does.
#pragma once
#include "domain/Instant.h"
#include "domain/Mailbox.h"
#include "domain/Problem.h"
#include "service/ipc/FileDescriptor.h"
#include "service/mailbox/ReplyGuard.h"

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

namespace slipway {

class ImapWire
{
public:
    ~ImapWire();

    // Without TLS only a server on this machine is spoken to.
    static Result<std::unique_ptr<ImapWire>> open(const Mailbox &mailbox, Duration patience,
                                                  std::stop_token stop);
    // TLS from here on. Nothing that came before counts.
    Result<void> secure(const Mailbox &mailbox);

    // For all that is said until the next begin(): how long in all, how long nothing may come, and how much.
    void begin(Duration patience, Duration silence, qint64 most);
    qint64 read(char *space, qint64 room); // > 0, or -1: see problem()
    qint64 write(const char *bytes, qint64 count);
    // True when the server says something, or has gone; false when it was silent for so long, or on a stop.
    bool waitForNews(Duration patience);

    ReplyGuard &guard() { return m_guard; }
    // Why nothing more comes of it.
    const std::optional<Problem> &problem() const { return m_problem; }
    bool isStopped() const { return m_stop.stop_requested(); }

private:
    struct Tls;
    struct Wake;
    using Moment = std::chrono::steady_clock::time_point;
    enum class Ready { Yes, TooLate, Stopped };

    ImapWire(FileDescriptor socket, QString place, std::stop_token stop);
    Ready await(short events, Moment until);
    bool awaitOrFail(short events);
    qint64 receive(char *space, qint64 room);
    bool sendAll(const char *bytes, qint64 count);
    bool flushTls();
    bool feedTls();
    qint64 failWith(QString what, QString hint = {});
    QString untrusted() const;

    FileDescriptor m_socket;
    QString m_place; // "mail.example.net:993"
    std::stop_token m_stop;
    std::unique_ptr<Wake> m_wake;
    std::unique_ptr<Tls> m_tls;
    ReplyGuard m_guard;
    Moment m_deadline;
    Duration m_silence{};
    std::optional<Problem> m_problem;
};

} // namespace slipway
