// The mail that goes out for a case, as bytes, and how what comes back is known by it. Pure but for the key.
#pragma once
#include "domain/Case.h"
#include "service/support/IncomingMail.h"
#include "service/support/MailSeal.h"

namespace slipway {

// How the provider's desk is reached.
struct SupportAddress
{
    QString name;    // "Provider support"
    QString address; // "support@provider.example"
    bool operator==(const SupportAddress &) const = default;

    QString domain() const;
    QString withTag(const QString &tag) const; // support+TAG@…
    static SupportAddress fromJson(const QJsonObject &object);
    QJsonObject toJson() const;
};

struct OutgoingMail
{
    QString messageId; // without angle brackets
    QByteArray bytes;
};

class CaseMail
{
public:
    CaseMail(SupportAddress from, MailSeal seal) : m_from(std::move(from)), m_seal(std::move(seal)) {}

    const SupportAddress &from() const { return m_from; }

    OutgoingMail page(const Case &about, const CasePage &page, const QString &words, Instant at) const;
    // To the customer, in the thread of what they wrote last.
    OutgoingMail reply(const Case &about, const CaseMessage &reply, const QStringList &thread,
                       Instant at) const;

    // What a mail answers, where it proves that by what only its receiver could know.
    struct Claim
    {
        qint64 page = 0;   // sealed for its recipient
        qint64 ofCase = 0; // sealed for the customer's contact
        bool operator==(const Claim &) const = default;
    };
    Claim claimOf(const IncomingMail &mail) const;

    // Message-IDs of pages that stand somewhere in a delivery report.
    struct Sealed
    {
        qint64 id = 0; // of a page
        QString seal;
        bool operator==(const Sealed &) const = default;
    };
    static std::vector<Sealed> sealedIn(const QByteArray &raw);
    bool isOurs(const Sealed &sealed, const QString &address) const;

private:
    QString pageTag(qint64 page, const QString &address) const;
    QString caseTag(qint64 id, const QString &address) const;

    SupportAddress m_from;
    MailSeal m_seal;
};

// What is quoted from a page holds its receiver's secret: nobody else gets it.
QString withoutSeals(const QString &text);

// What somebody on duty answered to a page: a command on the first line, or plain words for the customer.
struct PageAnswer
{
    enum class Verb { Acknowledge, Take, Reply, Note, Solve, Close };
    Verb verb = Verb::Reply;
    QString text; // of Reply and Note
    bool operator==(const PageAnswer &) const = default;
    static PageAnswer fromText(const QString &text);
};

} // namespace slipway
