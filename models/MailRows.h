// Mail that was taken, as the service told it: what waits in quarantine, why, and where it would go.
#pragma once
#include "domain/Event.h"
#include "models/CaseRows.h"

namespace slipway {

struct MailEntry
{
    qint64 id = 0;
    QString sender;
    QString subject;
    std::optional<Instant> at;
    QString verdict; // opened, added, answered, quarantined, discarded
    QString why;
    qint64 caseId = 0; // 0: it belongs to none yet
    std::vector<FileRow> files;
    bool hasHtml = false;
    bool operator==(const MailEntry &) const = default;
    static MailEntry fromJson(const QJsonObject &object);

    bool isWaiting() const; // in quarantine
    bool isDiscarded() const;
    QString handle() const; // "mail/7"
};

struct MailDetail
{
    MailEntry mail;
    QString text;
    qint64 intoCase = 0; // where it goes when it is released; 0: a case of its own
    QString customer;    // whose case that will be; empty: nobody's
    qint64 claims = 0;   // the case that it seems to answer; it comes from nobody who belongs to it
    bool operator==(const MailDetail &) const = default;
    static MailDetail fromJson(const QJsonObject &object);

    // Whether somebody may say that it does belong there.
    bool mayGoWhereItClaims() const;
    // "Into case #12", "A new case of northwind"; of what is settled where it is.
    QString destination() const;
};

qint64 mailOf(const Event &event);     // whose place in quarantine changed; 0: none's
qint64 caseOfMail(const Event &event); // which that mail belongs to; 0: none yet

// The exact line: slipwayctl mail release 7.
QString mailLine(const QString &verb, qint64 id);

} // namespace slipway
