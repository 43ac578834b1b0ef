// Connections by name: whose service, and where. Each has a settings file of its own, so that two consoles
// never write the same one; secrets are in none of them.
#pragma once
#include "domain/Problem.h"

#include <QJsonObject>
#include <QStringList>
#include <QUrl>

namespace slipway {

struct CommandLine;

struct Profile
{
    QString name; // as people call it
    QUrl server;  // empty: its own service
    QString data; // the own service's folder, absolute; empty: the usual one
    bool demo = false;
    QString user; // who signed in last, for the next time
    bool operator==(const Profile &) const = default;

    bool isOwnService() const { return server.isEmpty(); }
    // Names its settings, its running console and its token; the same for the same name.
    QString key() const;
    QJsonObject toJson() const;
    static Profile fromJson(const QJsonObject &object);
};

class Profiles
{
public:
    explicit Profiles(const QString &folder) : m_folder(folder) {}

    // The folder of the user's settings: $XDG_CONFIG_HOME/slipway.
    static QString defaultFolder();

    QString settingsFile(const Profile &profile) const;
    std::vector<Profile> all() const; // that were kept, by name
    // What the command line asks for: the named one, or the server's or the folder's own.
    Result<Profile> chosen(const CommandLine &line) const;

private:
    QString m_folder;
};

} // namespace slipway
