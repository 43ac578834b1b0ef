// One command on a connection: sent, its output collected within bounds, its end awaited; ended over there
// when it takes too long or somebody asks to stop.
#pragma once
#include "service/remote/SshSession.h"

#include <libssh/callbacks.h>

namespace slipway {

struct SshCall
{
    QByteArray command; // a line for the login shell, see shellCommand()
    Duration timeout = std::chrono::hours(1);
    std::stop_token stop;
    qsizetype mostOutput = 256 * 1024; // the first bytes are kept
    qsizetype mostError = 16 * 1024;   // the last bytes are kept
};

struct SshEnd
{
    int exitCode = 0; // 128 when a signal ended it
    QString signal;   // "KILL", or empty
    QByteArray output;
    QByteArray error;
    bool isCut = false; // there was more output
};

class SshCommand
{
public:
    SshCommand(SshSession &session, const SshCall &call, const RemoteWait &wait);
    ~SshCommand();
    SshCommand(const SshCommand &) = delete;
    SshCommand &operator=(const SshCommand &) = delete;

    Result<SshEnd> run();
    // From here on nobody knows whether it has run, unless its end is known.
    bool wasSent() const { return m_sent; }

private:
    using Time = RemoteWait::Time;

    Result<void> openChannel();
    Result<void> send();
    bool pump(Time until); // false: the connection is gone
    bool isFinished() const;
    Result<SshEnd> endThere();
    Failure lost() const;
    void setCallbacks();
    static int onData(ssh_session, ssh_channel, void *data, uint32_t size, int isError, void *self);
    static void onStatus(ssh_session, ssh_channel, int status, void *self);
    static void onSignal(ssh_session, ssh_channel, const char *signal, int, const char *, const char *,
                         void *self);

    SshSession &m_session;
    const SshCall &m_call;
    const RemoteWait &m_wait;
    ssh_channel m_channel = nullptr;
    ssh_channel_callbacks_struct m_callbacks{};
    SshEnd m_end;
    bool m_sent = false;
    bool m_ended = false; // its exit code or signal is known
    Time m_heard{};       // when it, or its output, was last heard of
};

} // namespace slipway
