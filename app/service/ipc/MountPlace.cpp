#include "service/ipc/MountPlace.h"

#include <QList>

namespace slipway {

namespace {

struct Mount
{
    QByteArray device;
    QByteArray root;  // within its file system
    QByteArray point; // where it is seen
};

// Blanks and the like are told as three octal digits.
QByteArray plain(const QByteArray &field)
{
    QByteArray text;
    for (qsizetype i = 0; i < field.size(); ++i) {
        bool isNumber = false;
        const int code = field.at(i) == '\\' ? field.mid(i + 1, 3).toInt(&isNumber, 8) : 0;
        text.append(isNumber ? static_cast<char>(code) : field.at(i));
        i += isNumber ? 3 : 0;
    }
    return text;
}

// 36 35 98:0 /mnt1 /mnt2 rw,noatime …
std::optional<Mount> mountOf(const QByteArray &line)
{
    const QList<QByteArray> fields = line.split(' ');
    if (fields.size() < 5)
        return std::nullopt;
    return Mount{fields.at(2), plain(fields.at(3)), plain(fields.at(4))};
}

// "" for the root, so that what follows begins with a slash.
QByteArray withoutSlash(QByteArray path)
{
    if (path.endsWith('/'))
        path.chop(1);
    return path;
}

} // namespace

bool MountPlace::isIn(const MountPlace &folder) const
{
    return device == folder.device && path.startsWith(withoutSlash(folder.path) + '/');
}

std::optional<MountPlace> placeOf(const QByteArray &mountinfo, const QByteArray &path)
{
    std::optional<MountPlace> found;
    qsizetype longest = -1;
    for (const QByteArray &line : mountinfo.split('\n')) {
        const auto mount = mountOf(line);
        if (!mount)
            continue;
        const QByteArray point = withoutSlash(mount->point);
        const bool leadsThere = path == mount->point || path.startsWith(point + '/');
        if (!leadsThere || point.size() < longest) // of two at the same point the later one is seen
            continue;
        longest = point.size();
        found = MountPlace{mount->device, withoutSlash(mount->root) + path.mid(point.size())};
    }
    return found;
}

std::optional<MountPlace> mountedAt(const QByteArray &mountinfo, const QByteArray &target)
{
    std::optional<MountPlace> found;
    for (const QByteArray &line : mountinfo.split('\n')) {
        const auto mount = mountOf(line);
        if (mount && mount->point == target)
            found = MountPlace{mount->device, mount->root};
    }
    return found;
}

} // namespace slipway
