// Mail of the demo's people: what they write, as bytes, and what was delivered to them into a folder.
#pragma once
#include "domain/Problem.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace slipway {

// A mail that somebody writes, with a Message-ID of its own.
struct Letter
{
    QString id; // of its Message-ID, without angle brackets
    QString from;
    QString to;
    QString subject;
    QString text;
    QStringList thread;     // Message-IDs that it answers, oldest first
    QJsonObject attachment; // {"name","type","text"}, or empty

    static Letter written(const QString &from, const QString &to, const QString &subject,
                          const QString &text);
    QByteArray bytes() const;
};

// What is known of a mail by its header.
struct DeliveredMail
{
    QString id;
    QString subject;
    QString replyTo; // an address
    QString answers; // Message-ID of In-Reply-To; or empty
    QStringList thread;

    static DeliveredMail read(const QByteArray &raw);
};

// FOLDER/ADDRESS/*.eml; nothing where nothing came yet.
Result<std::vector<DeliveredMail>> deliveredTo(const QString &address, const QString &folder);

} // namespace slipway
