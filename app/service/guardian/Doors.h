// Sockets in the doors of environments. What lies there belongs to an environment's user, who may put a
// symbolic link where a socket is expected: no component of the path is followed through one.
#pragma once
#include "domain/Problem.h"
#include "service/ipc/FileDescriptor.h"

#include <optional>
#include <sys/types.h>

namespace slipway {

class Doors
{
public:
    explicit Doors(QString root); // DATA/doors; paths outside of it are refused

    // Nonblocking.
    Result<FileDescriptor> connect(const QString &path) const;
    // Which socket lies at a path: another one there is another.
    struct Place
    {
        dev_t device = 0;
        ino_t number = 0;
        bool operator==(const Place &) const = default;
    };
    struct Listener
    {
        FileDescriptor socket;
        Place place;
    };
    // Nonblocking; creates the folders above, replaces an old socket, lets everybody who gets there connect.
    Result<Listener> listen(const QString &path) const;

    std::optional<Place> socketAt(const QString &path) const;

private:
    Result<QByteArray> inside(const QString &path) const;
    QString m_root;
};

} // namespace slipway
