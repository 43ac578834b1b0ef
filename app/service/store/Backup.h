// Backups of what the service knows: the database, the key that signs the ledger, the sealed secrets with
// their key (unless that is a systemd credential) and the folder's settings, taken while it is in use, in one
// tar file that only its owner may read. Files and databases of environments, logs, and what
// releases wrote down beside the store aren't in it.
#pragma once
#include "domain/Problem.h"
#include "service/store/Ledger.h"

namespace slipway {

class DataFolder;
class Store;

// Answers {"file", "bytes", "head": {…}}; appends "backup.made". `file` must not exist yet.
Result<QJsonObject> backUp(Store &store, const DataFolder &folder, const QString &file, const QString &actor);

struct RestoreReport
{
    LedgerReport ledger;
    bool keepsAddresses = false;
    qint64 environments = 0; // that the store knows and the backup doesn't hold

    QJsonObject toJson() const;
};

// Into an empty or new folder; the ledger is verified against the head in the backup. On a problem the folder
// is left as it was. The addresses are the folder's own, chosen at its first start, because those of the
// original may be in use: kept are they in the original's place, or where `keepAddresses` asks for it, and
// only if they are free.
Result<RestoreReport> restore(const QString &file, const QString &folder, bool keepAddresses = false);

} // namespace slipway
