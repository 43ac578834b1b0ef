// One entry of the ledger: who did what to what, when. The ledger is the audit trail, the live feed and the
// source of triggers; there is no second history.
#pragma once
#include "domain/Instant.h"

#include <QByteArray>
#include <QJsonObject>

namespace slipway {

// What a writer says; the store adds seq, at and the hashes last, before the commit.
struct NewEvent
{
    QString actor;   // "eva", "customer:northwind", "service", "guardian"
    QString kind;    // "release.live", "step.done", "appliance.down": noun.verb, lower case
    QString subject; // "release/214", "application/northwind/shop", "user/eva"
    QJsonObject payload;

    bool operator==(const NewEvent &) const = default;
};

struct Event
{
    qint64 seq = 0;
    Instant at;
    QString actor;
    QString kind;
    QString subject;
    QByteArray payload;  // the stored bytes (compact JSON); they are what is hashed
    QByteArray prevHash; // 64 hexadecimal digits
    QByteArray hash;     // 64 hexadecimal digits

    bool operator==(const Event &) const = default;

    QJsonObject toJson() const; // payload as an object
    static Result<Event> fromJson(const QJsonObject &object);
};

} // namespace slipway
