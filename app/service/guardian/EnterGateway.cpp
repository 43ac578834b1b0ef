#include "service/guardian/EnterGateway.h"

#include <QByteArray>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

// glibc's <sys/mount.h> and <linux/mount.h> exclude each other.
extern "C" int mount(const char *source, const char *target, const char *type, unsigned long flags,
                     const void *data);

namespace slipway {

namespace {

constexpr unsigned long flagBind = 4096;
constexpr unsigned long flagRecursivePrivate = (1UL << 18) | 16384;

bool put(const char *file, const QByteArray &text)
{
    const int fd = ::open(file, O_WRONLY | O_CLOEXEC);
    const bool written =
        fd >= 0 && ::write(fd, text.constData(), static_cast<std::size_t>(text.size())) == text.size();
    if (fd >= 0)
        ::close(fd);
    return written;
}

bool ignoreLinksBelow(const char *doors)
{
    const QByteArray uid = QByteArray::number(::geteuid());
    const QByteArray gid = QByteArray::number(::getegid());
    const bool root = ::geteuid() == 0;
    if (::unshare(root ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return false;
    if (!root &&
        (!put("/proc/self/uid_map", uid + ' ' + uid + " 1\n") || !put("/proc/self/setgroups", "deny") ||
         !put("/proc/self/gid_map", gid + ' ' + gid + " 1\n")))
        return false;
    mount_attr attributes{};
    attributes.attr_set = MOUNT_ATTR_NOSYMFOLLOW;
    return ::mount("none", "/", nullptr, flagRecursivePrivate, nullptr) == 0 &&
           ::mount(doors, doors, nullptr, flagBind, nullptr) == 0 &&
           ::syscall(SYS_mount_setattr, AT_FDCWD, doors, 0, &attributes, sizeof attributes) == 0;
}

} // namespace

int enterGateway(const QString &doors, const QStringList &program)
{
    if (!ignoreLinksBelow(doors.toLocal8Bit().constData()))
        std::fprintf(stderr,
                     "gateway: symbolic links in the doors can't be ruled out here (%s): let nobody into an "
                     "environment you don't trust\n",
                     std::strerror(errno));
    std::vector<QByteArray> strings;
    std::vector<char *> arguments;
    for (const QString &item : program)
        strings.push_back(item.toLocal8Bit());
    for (QByteArray &item : strings)
        arguments.push_back(item.data());
    arguments.push_back(nullptr);
    if (program.isEmpty())
        return 2;
    ::execv(arguments[0], arguments.data());
    std::fprintf(stderr, "gateway: can't execute %s: %s\n", arguments[0], std::strerror(errno));
    return 127;
}

} // namespace slipway
