// Routes of the mailboxes that mail is taken from; secrets come in and never go out.
#pragma once
#include "service/api/Router.h"

namespace slipway {

class Mailboxes;

class MailboxHandlers
{
public:
    explicit MailboxHandlers(Mailboxes &mailboxes) : m_mailboxes(mailboxes) {}
    void addTo(Router &router);

private:
    Result<Response> list() const;
    Result<Response> set(const Request &request) const;
    Result<Response> remove(const Request &request) const;

    Mailboxes &m_mailboxes;
};

} // namespace slipway
