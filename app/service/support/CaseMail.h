// The mail that goes out for a case, as bytes, and how what comes back is known by it. Pure but for the key.
#pragma once
#include "domain/Case.h"
#include "service/support/IncomingMail.h"
#include "service/support/MailSeal.h"
#include "service/support/SignedLinks.h"

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
    // Where links lead, and whether that can be followed from outside; without a base none goes along.
    struct Links
    {
        QString base;
        bool isPublic = false;
    };
    CaseMail(SupportAddress from, MailSeal seal) : CaseMail(std::move(from), std::move(seal), Links()) {}
    CaseMail(SupportAddress from, MailSeal seal, const Links &links)
        : m_from(std::move(from)),
          m_seal(seal),
          m_links(links.base, std::move(seal)),
          m_isPublic(links.isPublic)
    {
    }

    const SupportAddress &from() const { return m_from; }
    const SignedLinks &links() const { return m_links; }
    // Where its customer writes to about the case.
    QString addressOf(const Case &about) const;

    OutgoingMail page(const Case &about, const CasePage &page, const QString &words, Instant at) const;
    // To the customer, in the thread of what they wrote last, with the address of the case's page
    // where they can open it.
    OutgoingMail reply(const Case &about, const CaseMessage &reply, const QStringList &thread,
                       Instant at) const;

    using Mark = CaseMark;
    static Mark markOf(const CasePage &page) { return Mark::of(page); }
    static Mark markOf(const Case &about) { return Mark::of(about); }

    // What a mail answers, where it proves that by what only its receiver could know.
    struct Claim
    {
        Mark page;   // sealed for its recipient
        Mark ofCase; // sealed for the customer's contact
        bool operator==(const Claim &) const = default;
    };
    Claim claimOf(const IncomingMail &mail) const;

    // Message-IDs of pages and replies, and addresses of ours, that stand somewhere in a delivery report.
    struct Sealed
    {
        bool isPage = false; // or of a case
        Mark mark;
        QString seal;
        qint64 message = 0; // the reply it is; 0: none
        bool operator==(const Sealed &) const = default;
    };
    static std::vector<Sealed> sealedIn(const QByteArray &raw);
    bool isOurs(const Sealed &sealed, const CasePage &page) const;
    bool isOurs(const Sealed &sealed, const Case &about) const;

private:
    QString tagOf(const char *kind, const Mark &mark, const QString &address) const;
    bool fits(const QString &kind, const Mark &mark, const QString &address, QStringView seal) const;

    QString words(const Case &about, const CasePage &page, const QString &said) const;
    QString fewWords(const Case &about, const CasePage &page) const;

    SupportAddress m_from;
    MailSeal m_seal;
    SignedLinks m_links;
    bool m_isPublic; // customers can follow them too
};

// What is quoted from a page holds its receiver's secret: nobody else gets it.
QString withoutSeals(const QString &text);

// What somebody on duty answered to a page: a command on the first line, or plain words for the customer.
struct PageAnswer
{
    static constexpr Duration usualSnooze = std::chrono::minutes(15);
    static constexpr Duration longestSnooze = std::chrono::hours(4);
    enum class Verb { Acknowledge, Take, Assign, Snooze, Reply, Note, Solve, Close };
    Verb verb = Verb::Reply;
    QString text; // of Reply and Note; of Assign, to whom
    Duration snooze{};
    bool operator==(const PageAnswer &) const = default;
    static PageAnswer fromText(const QString &text);
};

} // namespace slipway
