// What may leave this machine for its environments, as DATA/outbound.json says it: where mail goes, and what
// may be reached besides public addresses; and which programs people may be paged by. Nothing said: mail is
// kept, only public addresses are reached, and no program is run.
//
//   {"mail": {"smarthost": "mail.example.net:587", "security": "starttls", "user": "shop",
//             "password_file": "/etc/slipway/smarthost", "ca_file": "/etc/slipway/smarthost-ca.pem"},
//    "allow": ["10.0.0.12:5432", "licences.example.net:8443"],
//    "commands": ["/usr/local/bin/page"]}
#pragma once
#include "domain/Problem.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace slipway {

struct HostPort
{
    QString host; // lower case; an IPv6 address without its brackets
    int port = 0;
    bool operator==(const HostPort &) const = default;
    QString text() const;
    static Result<HostPort> fromText(const QString &text);
};

struct SmtpServer
{
    enum class Security { None, StartTls, Tls }; // StartTls: nothing is sent without it
    HostPort at;
    Security security = Security::None;
    QString user; // empty: no sign-in
    QString passwordFile;
    QString caFile; // whose certificates are believed; empty: this machine's
    bool operator==(const SmtpServer &) const = default;
};

struct OutboundSettings
{
    std::optional<SmtpServer> smarthost;
    std::vector<HostPort> allow;
    QStringList commands; // whole paths
    bool operator==(const OutboundSettings &) const = default;

    // Names what is wrong by its JSON pointer; a name it doesn't know is wrong, too.
    static Result<OutboundSettings> fromBytes(const QByteArray &bytes);
};

} // namespace slipway
