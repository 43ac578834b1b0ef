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
    auto body = fieldsOf(request, {"host", "port", "security", "certificate", "user", "sign_in", "token_url",
                                   "client_id", "scope", "folder", "move_to", "largest", "poll_seconds",
                                   "password", "client_secret", "refresh_token"});
    if (!body)
        return Failure(body.error());
    // They live as short as they can; what the request holds goes with the request.
    const auto taken = [&](const char *field) {
        return SecretValue(body->take(QLatin1String(field)).toString().toUtf8());
    };
    const MailboxSecrets given{taken("password"), taken("client_secret"), taken("refresh_token")};
    return jsonOf(m_mailboxes.set(request.parameter("name"), *body, given, request.principal.name));
}

Result<Response> MailboxHandlers::remove(const Request &request) const
{
    const auto removed = m_mailboxes.remove(request.parameter("name"), request.principal.name);
    return removed ? Result<Response>(Response::empty()) : Failure(removed.error());
}

} // namespace slipway
