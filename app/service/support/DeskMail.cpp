#include "service/support/DeskMail.h"

namespace slipway {

DeskMail::DeskMail(Store &store, const Pager &pager, CaseDesk &desk, const MailRoute::Server &server,
                   const QString &folder, std::function<void()> passedOn)
    : m_pageRoute(server, folder),
      m_replyRoute(server, folder, MailRoute::replyPatience),
      m_clocks(store, desk),
      m_pages(store, pager, desk, m_pageRoute, Way::Mail, passedOn),
      m_replies(store, pager, desk, m_replyRoute, Way::Reply, [this, passedOn = std::move(passedOn)] {
          m_pages.wake(); // of a reply that doesn't arrive
          passedOn();
      })
{
}

void DeskMail::start(std::function<void()> round)
{
    m_clocks.start();
    m_replies.start();
    m_pages.start(std::move(round));
}

void DeskMail::stop()
{
    m_pages.stop();
    m_replies.stop();
    m_clocks.stop();
}

void DeskMail::wake()
{
    m_pages.wake();
    m_replies.wake();
    m_clocks.wake();
}

} // namespace slipway
