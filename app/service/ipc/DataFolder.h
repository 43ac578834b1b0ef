// The data folder: where everything of one Slipway lives, who may be in it, and its own free ports and block
// of loopback addresses, chosen at the first start and kept.
//
//   slipway.db            the store                     0600 slipway
//   ledger.key            seed of the key that signs the ledger's heads  0600 slipway
//   secrets.sealed        secrets by name, encrypted    0600 slipway
//   secrets.key           what opens them, unless that is a systemd credential  0600 slipway
//   client.json           URL and token for slipwayctl  0600 slipway
//   slipwayd.pid          the service's pid only
//   folder.json           ports, addresses, version of the layout
//   runtime/<build>/      copy of slipwayd and its resources, readable by every environment's user
//   gateway/              HAProxy: configuration, Lua, routes, sockets
//   doors/<slot>/         sockets between an environment and the gateway (env user : slipway, 2771)
//   env/<slot>/           an environment's own files (env user, 0700)
//   run/                  sockets, process ids, environment specifications, cutover journals
//   outbound.json         where mail goes and what may be reached; written by the operator
//   mail/                 mail of environments that waits or was refused  0700 slipway
//   log/, releases/<id>/, backups/, demo/
#pragma once
#include "domain/Problem.h"
#include "service/ipc/FileDescriptor.h"

#include <QString>

#include <optional>

namespace slipway {

class DataFolder
{
public:
    static constexpr int slots = 64; // environments at once; also public addresses

    // /var/lib/slipway as root, else ~/.local/share/slipway; SLIPWAY_DATA and --data come first.
    static QString defaultPath();

    // Creates what is missing and reads folder.json. Does not lock.
    static Result<DataFolder> open(const QString &path);
    // One service at a time: Conflict that names the holder (pid) when another has it. Held until process
    // exit.
    Result<void> lock();

    QString path() const { return m_path; }
    QString file(const QString &relative) const { return m_path + QLatin1Char('/') + relative; }
    QString database() const { return file(QStringLiteral("slipway.db")); }
    QString signingKey() const { return file(QStringLiteral("ledger.key")); } // of the ledger's heads
    QString doors(int slot) const;
    QString environment(int slot) const;
    QString runtime() const; // folder of this build's copy: bin/slipwayd, share/…
    // Copies this program and extracts its resources there, once per build.
    Result<void> installRuntime() const;

    int apiPort() const { return m_apiPort; }
    static constexpr int httpPort = 8080; // of every public address
    static constexpr int sshPort = 2222;
    QString apiUrl() const; // "http://127.93.4.254:49152"
    QString apiAddress() const;
    // Whose service it is: what the folder's client.json and its service have in common and no other has.
    QByteArray identity() const;

    // Whether nothing listens where this folder's API and its public addresses will be.
    bool isFree() const;
    static bool isFree(const QString &path); // of a folder that isn't opened

    // A folder that was restored and not started since: its settings are those of the backup, but for the
    // block and port where `moves`, which are chosen when it is opened.
    struct Restored
    {
        int block = 0; // that the backup's addresses lie in
    };
    const std::optional<Restored> &restored() const { return m_restored; }
    // Makes folder.json of a restored folder; the settings must be a backup's.
    static Result<void> markRestored(const QString &path, bool moves);
    // What the backup called the one address, called here; an address outside its block stays.
    QString moved(const QString &address) const;
    Result<void> forgetRestored();         // everything was moved
    QString publicAddress(int slot) const; // 1…64
    // Private addresses of appliances: `index` 0…15 within the slot.
    QString privateAddress(int slot, int index) const;
    // In root mode every environment slot has a user of its own.
    unsigned environmentUid(int slot) const;

private:
    QString m_path;
    int m_block = 0; // the two middle bytes of 127.x.y.z, y a multiple of 8
    int m_apiPort = 0;
    std::optional<Restored> m_restored;
    FileDescriptor m_lock;
};

} // namespace slipway
