// The support desk's pages on their way as in the service: to a real SMTP server, with the index of cases
// beside.
#pragma once
#include "service/support/CaseIndexer.h"
#include "service/support/DeskMail.h"
#include "support/SupportFixture.h"

namespace slipway::bench {

class RunningPost
{
public:
    RunningPost(test::SupportFixture &desk, int smtpPort)
        : m_indexer(*desk.store),
          m_post(*desk.store, desk.pager, *desk.desk,
                 [smtpPort] {
                     return SmtpServer{{QStringLiteral("127.0.0.1"), smtpPort}, {}, {}, {}, {}};
                 },
                 {})
    {
        desk.mailWaits = [this] { m_post.wake(); };
        m_indexer.start();
        m_post.start();
    }
    ~RunningPost()
    {
        m_post.stop();
        m_indexer.stop();
    }
    Q_DISABLE_COPY_MOVE(RunningPost)

    void pause() { m_post.stop(); } // pages become due, and stay
    void goOn() { m_post.start(); }

private:
    CaseIndexer m_indexer;
    DeskMail m_post;
};

} // namespace slipway::bench
