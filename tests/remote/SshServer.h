// A real sshd on loopback, as an ordinary user "deploy" whose shell is sh, in a process namespace of its own:
// killing it kills whatever was started through it.
#pragma once
#include "domain/Host.h"
#include "service/ipc/Process.h"
#include "service/secrets/SecretStore.h"

#include <QTemporaryDir>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace slipway::test {

class SshServer
{
public:
    explicit SshServer(const QString &shell = QStringLiteral("/bin/sh"));
    ~SshServer();

    void start(); // on the same port as before
    void stop();  // kill -9 of sshd and everything below it
    // Another one, from the next start on: ed25519, ecdsa or rsa.
    void makeHostKey(const QString &type = QStringLiteral("ed25519"));
    void makeLoginKey(const QString &type); // in place of the one before
    void dropConnections();                 // ends those there are; sshd itself goes on
    int signIns();                          // so far
    bool waitForSignIns(int count);

    Host host(const QString &name = QStringLiteral("web1")) const;
    QByteArray privateKey() const;
    QString keyFile() const { return path("key"); }
    QString path(const char *name) const; // of something that both sides see
    void makePipe(const char *name) const;
    void takeHome(const QString &file) const; // a copy of it lies in the home of the user

private:
    void makeKey(const QString &file, const QString &type) const;
    void write(const char *name, const QByteArray &bytes) const;
    void give(const QString &file) const; // to the server's user
    void listen(int errors);
    int count(const char *words);

    QTemporaryDir m_folder;
    unsigned m_uid = 0;
    int m_port = 0;
    std::optional<ProcessId> m_process;
    std::thread m_listener;
    std::mutex m_mutex;
    std::condition_variable m_said;
    QByteArray m_log;
    bool m_ended = false;
};

// The line a pipe gives, which is how a command tells that it runs.
QByteArray lineFrom(const QString &pipe);

} // namespace slipway::test
