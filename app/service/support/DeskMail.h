// All that goes out of the desk by mail, and the look at the clocks: pages, other mail and the clocks on a
// thread each, so that none waits behind another's server.
#pragma once
#include "service/support/CasePost.h"
#include "service/support/ClockKeeper.h"

namespace slipway {

class DeskMail
{
public:
    // server, folder: as MailRoute's. `passedOn`: as CasePost's.
    DeskMail(
        Store &store, const Pager &pager, CaseDesk &desk, const MailRoute::Server &server,
        const QString &folder, std::function<void()> passedOn = [] {});

    // `round` is told by the thread of pages, as CasePost says. What stops can be started again.
    void start(std::function<void()> round = [] {});
    void stop();
    void wake(); // from any thread: mail waits, or clocks have changed
    Duration clocksBehind() const { return m_clocks.behind(); }

private:
    MailRoute m_pageRoute;
    MailRoute m_replyRoute;
    ClockKeeper m_clocks;
    CasePost m_pages;
    CasePost m_replies;
};

} // namespace slipway
