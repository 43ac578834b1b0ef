// What is wrong on this machine, and how to mend it: programs, separation, user, disk, limits, the running
// parts.
#pragma once
#include <QJsonArray>
#include <QString>
#include <QStringList>

namespace slipway {

struct Finding
{
    QString check; // "separation"
    bool ok = false;
    QString detail; // what was found
    QString hint;   // how to mend it; empty when ok
    QJsonObject toJson() const;
};

// slipwayd --doctor [--json] --data DIR; 0 when all is well, 1 when something needs mending.
int doctorMain(const QStringList &arguments);

} // namespace slipway
