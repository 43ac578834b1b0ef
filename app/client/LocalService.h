// The service of a data folder on this machine, as a client finds it: what client.json there says, and
// whether it is this folder's at all. Reads anew whenever it is asked, because a service that was restarted
// may have another address and token.
#pragma once
#include "client/Transport.h"

namespace slipway {

class LocalService
{
public:
    // SLIPWAY_DATA, else /var/lib/slipway as root, else ~/.local/share/slipway.
    static QString defaultFolder();
    static QString usualFolder(); // whatever SLIPWAY_DATA says here

    explicit LocalService(const QString &folder);

    QString folder() const { return m_folder; } // absolute
    // Without a URL where no service was started yet, or where the file came along with a copy.
    Endpoint endpoint() const;
    // Empty, or the folder whose service the client.json here is for: it came along with a copy.
    QString foreignFolder() const;
    bool wasStarted() const;
    // A killed service leaves its process id behind; one that was stopped takes it along.
    bool hasProcessId() const;
    // The process that left its id there lives, and is a service of Slipway.
    bool isServed() const;

private:
    QString file(const char *name) const;

    QString m_folder;
};

} // namespace slipway
