// Gives an environment a network of its own in which low ports may be bound, so that mail is taken at port
// 25, too, and executes bubblewrap inside of it. bubblewrap could make that network itself, but without this:
// it gives up its rights over it before anything of ours runs. Where it can't be had here, bubblewrap makes
// it as usual.
#include "service/platform/sandbox/Modes.h"

#include <QByteArray>

#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace slipway {

namespace {

bool put(const char *file, const QByteArray &text)
{
    const int fd = ::open(file, O_WRONLY | O_CLOEXEC);
    const bool written =
        fd >= 0 && ::write(fd, text.constData(), static_cast<std::size_t>(text.size())) == text.size();
    if (fd >= 0)
        ::close(fd);
    return written;
}

bool startLoopback()
{
    const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    std::strcpy(request.ifr_name, "lo");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    const bool started = fd >= 0 && ::ioctl(fd, SIOCSIFFLAGS, &request) == 0;
    if (fd >= 0)
        ::close(fd);
    return started;
}

bool enterNetwork()
{
    const QByteArray uid = QByteArray::number(::geteuid());
    const QByteArray gid = QByteArray::number(::getegid());
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0 || !put("/proc/self/setgroups", "deny") ||
        !put("/proc/self/uid_map", uid + ' ' + uid + " 1") ||
        !put("/proc/self/gid_map", gid + ' ' + gid + " 1"))
        return false;
    // Read only in some containers: then mail is taken at its other port alone.
    if (!put("/proc/sys/net/ipv4/ip_unprivileged_port_start", "0"))
        std::fputs("slipwayd: low ports can't be had here\n", stderr);
    return startLoopback();
}

} // namespace

int enterNetworkMain(const QStringList &arguments)
{
    QStringList command = arguments.mid(arguments.indexOf(QLatin1String("--enter-network")) + 1);
    const auto unshare = command.indexOf(QLatin1String("--unshare-all"));
    if (unshare < 0)
        return 2;
    if (enterNetwork())
        command.insert(unshare + 1, QStringLiteral("--share-net"));
    std::vector<QByteArray> strings;
    for (const QString &argument : command)
        strings.push_back(argument.toLocal8Bit());
    std::vector<char *> pointers;
    for (QByteArray &string : strings)
        pointers.push_back(string.data());
    pointers.push_back(nullptr);
    ::execv(pointers.front(), pointers.data());
    std::perror("slipwayd: bubblewrap can't be started");
    return 127;
}

} // namespace slipway
