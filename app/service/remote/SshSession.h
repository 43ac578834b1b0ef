// One SSH connection to one host: connected, the host's key compared with the pinned one, signed in with a
// key from memory. No agent, no password, no configuration of this machine's ssh has a say. Used by one
// thread at a time.
#pragma once
#include "domain/Host.h"
#include "service/remote/RemoteWait.h"
#include "service/secrets/SecretValue.h"

#include <libssh/libssh.h>

#include <memory>

namespace slipway {

class SshSession
{
public:
    static Result<std::unique_ptr<SshSession>> open(const Host &host, const SecretValue &key,
                                                    const RemoteWait &wait);
    // The key that a server shows; nobody signs in.
    static Result<QString> hostKeyAt(const QString &address, int port, const RemoteWait &wait);
    // Whether `key` can sign in at all; its public half.
    static Result<QString> publicKeyOf(const SecretValue &key);

    ~SshSession();
    SshSession(const SshSession &) = delete;
    SshSession &operator=(const SshSession &) = delete;

    const Host &host() const { return m_host; }
    // Takes note of what the server has sent meanwhile, such as its end.
    bool isAlive();
    // After this it isn't used again: something is under way that nobody waits for.
    void giveUp() { m_givenUp = true; }

    ssh_session handle() const { return m_session.get(); }
    ssh_event events() const { return m_events.get(); }
    bool isConnected() const;
    QString error() const;

private:
    struct Free
    {
        void operator()(ssh_session session) const;
        void operator()(ssh_event events) const { ::ssh_event_free(events); }
    };
    explicit SshSession(Host host);

    Result<void> connect(const RemoteWait &wait);
    Result<QString> shownKey() const;
    Result<void> checkHostKey() const;
    Result<void> signIn(const SecretValue &key, const RemoteWait &wait);
    Failure unreachable(const RemoteWait &wait, const QString &what) const;
    void keepAlive() const;
    template <class Call>
    int untilDone(const RemoteWait &wait, int again, const Call &call) const;

    Host m_host;
    std::unique_ptr<ssh_session_struct, Free> m_session;
    std::unique_ptr<ssh_event_struct, Free> m_events;
    bool m_givenUp = false;
};

} // namespace slipway
