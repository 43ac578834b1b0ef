// Carries the desk's mail: pages first, the most urgent first, then replies. A mail stays in the store until
// a server has taken it; one whose outcome isn't known goes out again under the same Message-ID. Whether a
// page is still needed is looked at right before it goes. Between two mails it notes which guarantees have
// run out.
#pragma once
#include "domain/Pause.h"
#include "service/support/CaseDesk.h"
#include "service/support/Postman.h"

#include <condition_variable>
#include <thread>

namespace slipway {

class CasePost
{
public:
    CasePost(Store &store, const Pager &pager, Postman &postman)
        : m_store(store), m_pager(pager), m_postman(postman)
    {
    }
    ~CasePost();

    // `round` is told each time the loop goes round, at least every two seconds. The desk must outlive
    // stop().
    void start(
        CaseDesk &desk, std::function<void()> round = [] {});
    void stop();
    void wake(); // from any thread: mail waits

    // What the thread does again and again: true when there was something to send.
    Result<bool> round(const std::stop_token &stop = {});

private:
    struct Sent
    {
        WaitingMail mail;
        Instant handedOver;
        Instant answered;
        SmtpOutcome outcome;
        bool withdrawn = false;
    };
    void loop(const std::stop_token &stop);
    Result<Sent> send(const WaitingMail &mail, const std::stop_token &stop);
    Result<void> writeDown();
    Result<void> settle(Transaction &transaction, const Sent &sent) const;
    Duration untilNext() const;

    Store &m_store;
    const Pager &m_pager;
    Postman &m_postman;
    CaseDesk *m_desk = nullptr;
    std::function<void()> m_round = [] {};
    std::vector<Sent> m_sent; // and not yet written down
    bool m_isAway = false;    // the server, when it was tried last
    QString m_complaint;      // as last told
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_waits = false;
    std::jthread m_thread;
};

} // namespace slipway
