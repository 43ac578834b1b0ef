// Where the pages behind signed links are served, as it is kept in the setting "pages".
#pragma once
#include "domain/Problem.h"

#include <QJsonObject>
#include <QString>

namespace slipway {

struct PagesSettings
{
    QString publicUrl;   // what links begin with; empty: none is mailed
    QString listen;      // numeric address; empty: the data folder's own on loopback
    int port = 0;        // 0: the usual one
    QString certificate; // PEM files; without them it is plain HTTP
    QString key;
    bool proxy = false; // a proxy stands before it, and says for whom it asks
    bool operator==(const PagesSettings &) const = default;

    static constexpr int usualPort = 8081;

    // Refuses plain HTTP for others than this machine and a proxy; names wrong fields by JSON pointer.
    static Result<PagesSettings> fromJson(const QJsonObject &object);
    QJsonObject toJson() const;
};

} // namespace slipway
