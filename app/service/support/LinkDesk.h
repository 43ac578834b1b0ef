// What a signed link shows and does: a page, for the one who was paged; a case, for its customer, with what
// came with the customer's own mail and went with our replies. Looking changes nothing. A link that isn't
// ours is NotFound, one that has expired Forbidden; neither says more.
#pragma once
#include "service/support/CaseIntake.h"
#include "service/support/PageRepository.h"
#include "service/support/WebMail.h"

#include <map>

namespace slipway {

class LinkDesk
{
public:
    LinkDesk(Store &store, CaseDesk &desk, CaseIntake &intake, const Pager &pager)
        : m_store(store), m_desk(desk), m_intake(intake), m_pager(pager)
    {
    }

    struct PageView
    {
        CasePage page;
        Case about;
        QString words;             // what the customer wrote last
        std::vector<LinkUse> done; // by the links before this one
        std::optional<Instant> snoozed;
        QStringList others; // to whom it can be assigned: not to its owner, nor to whoever was paged

        std::optional<LinkUse> used; // this link has acted: nothing but that, and whose page it is, is told

        bool isCurrent() const { return page.runId == about.runId; } // the case hasn't come back since
    };
    Result<PageView> page(QStringView token) const;

    // What came of an action: a link acts once.
    struct Acted
    {
        enum class What {
            Now,
            Before,    // the same, by this link
            Otherwise, // something else was done by it, and nothing now
        };
        What what = What::Now;
        CasePage page;
        LinkUse use;
        QString next; // the token to go on with; a link that was used gives it to none but who used it
    };
    // `once`: what only the page that was sent back knows. Conflict where the case has moved on: the link can
    // still be used then, as after whatever else goes wrong.
    Result<Acted> act(QStringView token, const QString &action, const PageAnswer &answer,
                      const QString &once = {});

    // What came with a mail, or went with a reply.
    struct File
    {
        qint64 mail = 0;   // 0: it went with a reply
        qint64 number = 0; // within the mail; or its own
        QString name;
        qint64 size = 0;
    };
    struct CaseView
    {
        Case about;
        QString desk;                              // whose it is
        std::vector<CaseMessage> messages;         // without what is internal
        std::map<qint64, std::vector<File>> files; // by the message they came with
    };
    Result<CaseView> ofCase(QStringView token) const;
    // The case it leads to, and nothing about it.
    Result<qint64> caseBehind(QStringView token) const;
    struct FileBytes
    {
        QString name;
        QByteArray bytes;
    };
    // Of those that ofCase() shows.
    Result<FileBytes> file(QStringView token, qint64 mail, qint64 number) const;
    // As if the customer had written a mail. The same `once` with the same words and files is taken once;
    // TooLarge beyond what WebMail says.
    Result<TakenMail> write(QStringView token, const QString &text, const QString &once,
                            const std::vector<WebFile> &files = {});

    Instant now() const { return m_store.clock().now(); }

private:
    Store &m_store;
    CaseDesk &m_desk;
    CaseIntake &m_intake;
    const Pager &m_pager;
};

} // namespace slipway
