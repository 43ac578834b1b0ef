// What every command works with: its arguments, the client, and how to answer.
#pragma once
#include "client/Client.h"
#include "client/EventFeed.h"
#include "client/LocalService.h"
#include "client/NetworkTransport.h"
#include "ctl/Arguments.h"
#include "ctl/Output.h"

namespace slipway {

class Context
{
public:
    explicit Context(Arguments arguments);

    const Arguments &arguments() const { return m_arguments; }
    Client &client() { return m_client; }
    bool json() const { return m_arguments.has("json"); }
    QString dataFolder() const { return m_service.folder(); }
    Duration patience() const; // while the service can't be reached

    // Tells the problem; the exit code that fits it.
    int failed(const Problem &problem) const;
    // An object: as JSON, or one line for people.
    int done(const QJsonObject &object, const QString &line) const;

    // "northwind/shop" as it is; "shop" is looked for.
    Task<Result<QString>> handle(QString given);
    // All pages of a list, at most `most` items.
    Task<Result<QJsonArray>> all(QString path, ListQuery query, int most);

private:
    Endpoint endpoint() const;

    const Arguments m_arguments;
    const LocalService m_service;
    NetworkTransport m_transport;
    Client m_client;
};

// A field of a body, where something is given for it.
void insertGiven(QJsonObject &body, const char *field, const QString &text);

} // namespace slipway
