// Where a path lies, told so that two processes agree on it whatever they have mounted where: the file
// system's device, and the path within it. Read from what Linux tells in /proc/PID/mountinfo.
#pragma once
#include <QByteArray>

#include <optional>

namespace slipway {

struct MountPlace
{
    QByteArray device; // "8:1"
    QByteArray path;   // "/lib/slipway/env/3", from the root of that file system
    bool operator==(const MountPlace &) const = default;
    bool isIn(const MountPlace &folder) const; // somewhere below
};

// Of an absolute path without links.
std::optional<MountPlace> placeOf(const QByteArray &mountinfo, const QByteArray &path);
// Of what is mounted exactly at `target`, last.
std::optional<MountPlace> mountedAt(const QByteArray &mountinfo, const QByteArray &target);

} // namespace slipway
