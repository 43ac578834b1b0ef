// What a mail says, read from its bytes: any bytes give an answer, however broken. Pure; GMime behind it.
#pragma once
#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace slipway {

struct MailAttachment
{
    int number = 0; // from 1 on
    QString name;   // of the file, without folders; never empty
    QString type;   // "image/png", as the sender says
    qint64 size = 0;
    bool operator==(const MailAttachment &) const = default;
    QJsonObject toJson() const;
};

struct IncomingMail
{
    QString messageId; // without angle brackets; empty: it has none
    QString from;      // address in lower case; empty: it can't be read
    QString fromName;
    QStringList to; // addresses in lower case, those of Cc, too
    QString subject;
    QStringList answers; // Message-IDs it answers: In-Reply-To, then References from the newest on
    QString text;        // the plain text, or the text of the HTML where there is no other
    QString html;        // as it came; never to be shown but by a reader that loads and runs nothing
    // Written by a program, and why that is known; it never counts as anybody's answer.
    bool machine = false;
    QString machineWhy;
    bool bounce = false;   // a delivery report
    bool returned = false; // or so it seems by its words alone, see ReturnedMail
    // It asks for no automatic answer (X-Auto-Response-Suppress), as absence notes do and some people's mail,
    // too.
    bool wantsNoAnswer = false;
    // What the mail server in front of us wrote of it, in its own words; empty: nothing bad.
    QString spamMark;
    QString forgedMark; // the sender's domain doesn't stand for it (DMARC, RFC 7489)
    std::vector<MailAttachment> attachments;

    bool operator==(const IncomingMail &) const = default;

    // What was written now: without the quoted mail below, its introduction, and a signature.
    QString newText() const;
    // The subject without "Re:", "AW:" and the like, and without our "[Case 12]".
    QString plainSubject() const;
    // 12 of "[Case 12]", or 0.
    qint64 caseInSubject() const;
};

IncomingMail readMail(const QByteArray &raw);
// The bytes of one, decoded; nothing where there is none of this number.
std::optional<QByteArray> attachmentOf(const QByteArray &raw, int number);

} // namespace slipway
