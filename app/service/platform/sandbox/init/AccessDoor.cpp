#include "service/platform/sandbox/init/AccessDoor.h"

#include "service/ipc/Channel.h"
#include "service/ipc/Process.h"
#include "service/platform/sandbox/init/HealthCheck.h"
#include "service/platform/sandbox/init/ProcessTree.h"

#include <QDir>
#include <QFileInfo>

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace slipway::init {

Result<QString> AccessDoor::open()
{
    const QString key = m_spec.own(QStringLiteral("ssh/host_ed25519_key"));
    if (!QFileInfo::exists(key + QStringLiteral(".pub"))) {
        QDir().mkpath(m_spec.own(QStringLiteral("ssh")));
        QFile::remove(key);
        const auto made =
            runProcess({QStringLiteral("/usr/bin/ssh-keygen"), QStringLiteral("-q"), QStringLiteral("-t"),
                        QStringLiteral("ed25519"), QStringLiteral("-N"), QString(), QStringLiteral("-C"),
                        m_spec.environment, QStringLiteral("-f"), key},
                       std::chrono::seconds(10));
        if (!made || made->exitCode != 0)
            return fail(Problem::Kind::Unavailable,
                        QStringLiteral("No host key could be made: %1")
                            .arg(made ? QString::fromLocal8Bit(made->error) : made.error().what));
    }
    const auto text = readFile(key + QStringLiteral(".pub"), 4096);
    if (!text)
        return Failure(text.error());
    if (!m_listener.isValid()) {
        auto listener = listenAt(m_spec.doors + QStringLiteral("/ssh.sock"), 0660);
        if (!listener)
            return Failure(listener.error());
        ::fcntl(listener->get(), F_SETFL, O_NONBLOCK);
        m_listener = std::move(*listener);
    }
    return QString::fromLatin1(*text).section(QLatin1Char(' '), 0, 1);
}

void AccessDoor::close()
{
    if (m_listener.isValid())
        ::unlink((m_spec.doors + QStringLiteral("/ssh.sock")).toLocal8Bit().constData());
    m_listener.reset();
    for (const int pid : m_sessions) {
        signalTree(pid, SIGSTOP);
        signalTree(pid, SIGKILL);
    }
}

void AccessDoor::admit()
{
    for (;;) {
        const FileDescriptor connection(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!connection.isValid())
            return;
        if (m_sessions.size() >= mostSessions)
            continue;
        const FileDescriptor log(::open(m_spec.own(QStringLiteral("log/sshd.log")).toLocal8Bit().constData(),
                                        O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0640));
        SpawnOptions options;
        options.folder = m_spec.root;
        options.newSession = true;
        options.input = connection.get();
        options.output = connection.get();
        options.error = log.get();
        options.environment = programVariables(m_spec, nullptr);
        const auto sshd = spawn({QStringLiteral("/usr/sbin/sshd"), QStringLiteral("-i"), QStringLiteral("-e"),
                                 QStringLiteral("-f"), m_spec.accessFolder + QStringLiteral("/sshd_config")},
                                options);
        if (sshd)
            m_sessions.insert(sshd->pid);
        else
            std::fprintf(stderr, "init: %s\n", qPrintable(sshd.error().text()));
    }
}

} // namespace slipway::init
