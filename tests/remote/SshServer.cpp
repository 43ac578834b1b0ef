#include "remote/SshServer.h"

#include <QFile>
#include <QFileInfo>

#include <arpa/inet.h>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slipway::test {

namespace {

constexpr unsigned ordinaryUid = 61480;

int freePort()
{
    const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket.get(), reinterpret_cast<sockaddr *>(&address), size) != 0 ||
        ::getsockname(socket.get(), reinterpret_cast<sockaddr *>(&address), &size) != 0)
        qFatal("no free port");
    return ::ntohs(address.sin_port);
}

void must(const Result<void> &result)
{
    if (!result)
        qFatal("%s", qUtf8Printable(result.error().text()));
}

} // namespace

QByteArray lineFrom(const QString &pipe)
{
    QFile file(pipe);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {};
    return file.readLine().trimmed();
}

SshServer::SshServer(const QString &shell) : m_uid(::geteuid() == 0 ? ordinaryUid : ::geteuid())
{
    give(m_folder.path());
    m_port = freePort();
    const QByteArray uid = QByteArray::number(m_uid);
    write("passwd",
          "deploy:x:" + uid + ':' + uid + "::" + m_folder.path().toUtf8() + ':' + shell.toUtf8() + "\n");
    write("group", "deploy:x:" + uid + ":\n");
    makeLoginKey(QStringLiteral("ed25519"));
    makeHostKey();
    write("sshd_config", "ListenAddress 127.0.0.1\nPort " + QByteArray::number(m_port) + "\nHostKey " +
                             path("host_key").toUtf8() + "\nAuthorizedKeysFile " +
                             path("authorized_keys").toUtf8() +
                             "\nUsePAM no\nStrictModes no\nPasswordAuthentication no\n"
                             "KbdInteractiveAuthentication no\nPidFile none\nMaxStartups 100\n"
                             "PrintMotd no\nPrintLastLog no\n");
    start();
}

SshServer::~SshServer()
{
    stop();
}

QString SshServer::path(const char *name) const
{
    return m_folder.filePath(QLatin1String(name));
}

void SshServer::give(const QString &file) const
{
    if (::geteuid() == 0 && ::chown(file.toLocal8Bit().constData(), m_uid, m_uid) != 0)
        qFatal("can't give %s away", qUtf8Printable(file));
}

void SshServer::write(const char *name, const QByteArray &bytes) const
{
    must(writeFileAtomically(path(name), bytes));
    give(path(name));
}

void SshServer::makePipe(const char *name) const
{
    if (::mkfifo(path(name).toLocal8Bit().constData(), 0600) != 0)
        qFatal("no pipe");
    give(path(name));
}

void SshServer::takeHome(const QString &file) const
{
    write(QFileInfo(file).fileName().toUtf8().constData(), readFile(file).value_or(QByteArray()));
}

void SshServer::makeKey(const QString &file, const QString &type) const
{
    QFile::remove(file);
    const auto made = runProcess({QStringLiteral("ssh-keygen"), QStringLiteral("-q"), QStringLiteral("-t"),
                                  type, QStringLiteral("-N"), QString(), QStringLiteral("-f"), file},
                                 std::chrono::seconds(20));
    if (!made || made->exitCode != 0)
        qFatal("ssh-keygen failed");
    give(file);
}

void SshServer::makeHostKey(const QString &type)
{
    makeKey(path("host_key"), type);
}

void SshServer::makeLoginKey(const QString &type)
{
    makeKey(keyFile(), type);
    write("authorized_keys", readFile(keyFile() + QStringLiteral(".pub")).value_or(QByteArray()));
}

void SshServer::start()
{
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        qFatal("no pipe");
    SpawnOptions options;
    options.error = pipe[1];
    if (::geteuid() == 0)
        options.uid = m_uid;
    const auto begun =
        spawn({QStringLiteral("bwrap"), QStringLiteral("--unshare-pid"), QStringLiteral("--die-with-parent"),
               QStringLiteral("--dev-bind"), QStringLiteral("/"), QStringLiteral("/"),
               QStringLiteral("--proc"), QStringLiteral("/proc"), QStringLiteral("--ro-bind"), path("passwd"),
               QStringLiteral("/etc/passwd"), QStringLiteral("--ro-bind"), path("group"),
               QStringLiteral("/etc/group"), QStringLiteral("/usr/sbin/sshd"), QStringLiteral("-D"),
               QStringLiteral("-e"), QStringLiteral("-f"), path("sshd_config")},
              options);
    ::close(pipe[1]);
    if (!begun)
        qFatal("%s", qUtf8Printable(begun.error().text()));
    m_process = *begun;
    m_ended = false;
    m_log.clear();
    m_listener = std::thread([this, errors = pipe[0]] { listen(errors); });
    std::unique_lock lock(m_mutex);
    m_said.wait(lock, [this] { return m_ended || m_log.contains("Server listening"); });
    if (m_ended)
        qFatal("sshd doesn't start: %s", m_log.constData());
}

void SshServer::listen(int errors)
{
    const FileDescriptor descriptor(errors);
    std::array<char, 4096> buffer{};
    for (;;) {
        const ssize_t size = ::read(errors, buffer.data(), buffer.size());
        const std::lock_guard lock(m_mutex);
        m_ended = size <= 0;
        m_log.append(buffer.data(), std::max<ssize_t>(size, 0));
        m_said.notify_all();
        if (m_ended)
            return;
    }
}

void SshServer::stop()
{
    if (!m_process)
        return;
    ::kill(m_process->pid, SIGKILL);
    ::waitpid(m_process->pid, nullptr, 0);
    m_process.reset();
    m_listener.join(); // the last process of the namespace has let go of the pipe
}

int SshServer::count(const char *words)
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_log.count(words));
}

int SshServer::signIns()
{
    return count("Accepted publickey");
}

bool SshServer::waitForSignIns(int wanted)
{
    std::unique_lock lock(m_mutex);
    return m_said.wait_for(lock, std::chrono::seconds(20),
                           [&] { return m_log.count("Accepted publickey") >= wanted; });
}

void SshServer::dropConnections()
{
    // sshd names the process of a connection after its user.
    const auto ended =
        runProcess({QStringLiteral("pkill"), QStringLiteral("-KILL"), QStringLiteral("-U"),
                    QString::number(m_uid), QStringLiteral("-f"), QStringLiteral("^sshd: deploy")},
                   std::chrono::seconds(10));
    if (!ended || ended->exitCode != 0)
        qFatal("there was no connection to drop");
}

Host SshServer::host(const QString &name) const
{
    Host host;
    host.name = name;
    host.address = QStringLiteral("127.0.0.1");
    host.port = m_port;
    host.user = QStringLiteral("deploy");
    host.hostKey =
        publicKeyFromText(QString::fromLatin1(readFile(path("host_key.pub")).value_or(QByteArray())))
            .value_or(QString());
    host.secret = QStringLiteral("host.") + name;
    return host;
}

QByteArray SshServer::privateKey() const
{
    return readFile(keyFile()).value_or(QByteArray());
}

} // namespace slipway::test
