#include "service/api/MailboxHandlers.h"

#include "service/api/Fields.h"
#include "service/api/Paging.h"
#include "service/mailbox/Mailboxes.h"

namespace slipway {

void MailboxHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("listMailboxes", Work::Blocks, [this](const Request &) { return list(); });
    router.add("getMailbox", Work::Blocks,
               [this](const Request &r) { return jsonOf(m_mailboxes.show(r.parameter("name"))); });
    router.add("setMailbox", Work::KeepsNothing, [this](const Request &r) { return set(r); });
    router.add("removeMailbox", Work::Blocks, [this](const Request &r) { return remove(r); });
    router.add("checkMailbox", Work::Lingers, [this](const Request &r) -> Result<Response> {
        const auto body = fieldsOf(r, {});
        return body ? jsonOf(m_mailboxes.check(r.parameter("name"))) : Failure(body.error());
    });
}

Result<Response> MailboxHandlers::list() const
{
    const auto mailboxes = m_mailboxes.list();
    if (!mailboxes)
        return Failure(mailboxes.error());
    QJsonArray items;
    for (const QJsonObject &mailbox : *mailboxes)
        items.append(mailbox);
    return pageOf(items, {});
}

Result<Response> MailboxHandlers::set(const Request &request) const
{
    auto body = fieldsOf(request, {"host", "port", "security", "certificate", "user", "folder", "move_to",
                                   "largest", "poll_seconds", "password"});
    if (!body)
        return Failure(body.error());
    // Lives as short as it can; what the request holds goes with the request.
    const SecretValue password(body->take(QStringLiteral("password")).toString().toUtf8());
    return jsonOf(m_mailboxes.set(request.parameter("name"), *body, password, request.principal.name));
}

Result<Response> MailboxHandlers::remove(const Request &request) const
{
    const auto removed = m_mailboxes.remove(request.parameter("name"), request.principal.name);
    return removed ? Result<Response>(Response::empty()) : Failure(removed.error());
}

} // namespace slipway
