// What the console was started with. Read without a display, so that --help works everywhere.
#pragma once
#include "domain/Problem.h"

#include <QStringList>
#include <QUrl>

namespace slipway {

struct CommandLine
{
    QString data; // folder of its own service, absolute; empty: the usual one
    bool demo = false;
    QString profile;
    QUrl server;
    QString reference; // "release/214"; empty: none
    QStringList rest;  // all but the reference: for a console that starts again as it was left
    bool diagnostics = false;
    bool help = false;
    bool version = false;

    // Without the program's name. What Qt takes for itself (-platform and the like) is passed over.
    static Result<CommandLine> read(const QStringList &arguments);
    static QByteArray helpText();
};

// The server's part of a URL; "prod.example" is reached by https. Invalid with a name or password in it.
Result<QUrl> serverFromText(const QString &text);

// "release/214" of "release/214", "slipway:release/214" or "slipway://release/214"; invalid where it leads
// nowhere that the console knows.
Result<QString> referenceFromText(const QString &text);

} // namespace slipway
