// Carries the desk's mail, pages or all else, the most urgent first. A mail stays in the store until a server
// has taken it; one whose outcome isn't known goes out again under the same Message-ID. Whether a page is
// still needed is looked at right before it goes. A reply that doesn't arrive is the desk's again.
#pragma once
#include "service/support/CaseDesk.h"
#include "service/support/Delivery.h"
#include "service/support/MailPace.h"
#include "service/support/Postman.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace slipway {

class CasePost
{
public:
    // way: Mail or Reply. `passedOn` is told after a commit that pages may wait to go out by another method.
    CasePost(
        Store &store, const Pager &pager, CaseDesk &desk, Postman &postman, Way way,
        std::function<void()> passedOn = [] {})
        : m_store(store),
          m_pager(pager),
          m_desk(desk),
          m_postman(postman),
          m_way(way),
          m_passedOn(std::move(passedOn))
    {
    }
    ~CasePost();

    // `round` is told each time the loop goes round, at least every two seconds while nobody is spoken to.
    void start(std::function<void()> round = [] {});
    void stop();
    void wake(); // from any thread: mail waits

    // What the thread does again and again: true when there was something to send.
    Result<bool> round(const std::stop_token &stop = {});

private:
    void loop(const std::stop_token &stop);
    Result<bool> sendWaiting(const std::stop_token &stop);
    Result<Delivery> send(const WaitingMail &mail, Instant claimed, const std::stop_token &stop);
    SmtpOutcome ask(const MailMessage &message, const std::stop_token &stop);
    Result<void> writeDown();
    Result<void> tellOf(Transaction &transaction, const Delivery &reply);
    Result<void> leave();
    Result<void> leave(const std::set<QString> &recipients);
    Duration untilNext() const;

    Store &m_store;
    const Pager &m_pager;
    CaseDesk &m_desk;
    Postman &m_postman;
    Way m_way;
    std::function<void()> m_passedOn;
    std::function<void()> m_round = [] {};
    std::vector<Delivery> m_sent; // and not yet written down
    MailPace m_pace;
    QString m_complaint; // as last told
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_waits = false;
    std::jthread m_thread;
};

} // namespace slipway
