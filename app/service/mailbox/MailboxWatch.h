// Watches one mailbox on a thread of its own: connected as long as possible, waiting by IDLE where the server
// knows it and by asking where it doesn't, and again after a pause when the connection is lost.
#pragma once
#include "service/mailbox/MailboxReader.h"
#include "service/mailbox/SignedIn.h"

#include <mutex>
#include <thread>

namespace slipway {

struct MailboxOptions
{
    ImapClient::Patience patience;
    MailboxReader::Limits limits;
    Duration idle =
        std::chrono::minutes(9); // below the 29 that RFC 2177 allows, and below what networks forget
    Duration firstPause = std::chrono::seconds(1); // doubled each time, and never quite the same
    Duration longestPause = std::chrono::minutes(1);
    Duration refusedPause =
        std::chrono::minutes(5); // at most, after a wrong password or token: servers lock people out
    Duration token = std::chrono::seconds(10);  // that a token endpoint may take
    Duration leftAgain = std::chrono::hours(1); // what was left is tried again
};

struct MailboxStatus
{
    bool isConnected = false;
    bool canIdle = false;
    std::optional<Instant> since; // it is connected, or it isn't
    QString problem;              // why it isn't; empty: it is, or is about to be
    QString hint;
    QString warning;
    qint64 taken = 0; // since it is watched so: since the service began, or it was set
    qint64 left = 0;  // mails that lie there and won't be taken as things are
    QJsonObject toJson() const;
};

class MailboxWatch
{
public:
    // `changed` is called on the thread when the status is another.
    MailboxWatch(Store &store, const SecretStore &secrets, AccessTokens &tokens, Mailbox mailbox,
                 MailboxReader::Take take, MailboxOptions options, std::function<void()> changed);
    ~MailboxWatch(); // stops
    void start();
    void askToStop() { m_thread.request_stop(); } // doesn't wait

    const Mailbox &mailbox() const { return m_mailbox; }
    MailboxStatus status() const;

private:
    void loop(const std::stop_token &stop);
    Result<void> session(const std::stop_token &stop);
    void setConnected(bool canIdle);
    void setWell();
    void setProblem(const Problem &problem);
    void noteProgress();
    void tell(const QString &kind, const QString &why);
    Duration pauseAfter(const Problem &problem);

    Store &m_store;
    const SecretStore &m_secrets;
    AccessTokens &m_tokens;
    const Mailbox m_mailbox;
    const MailboxOptions m_options;
    const std::function<void()> m_changed;
    MailboxReader m_reader;
    Duration m_pause{};
    int m_failures = 0; // in a row
    bool m_isTold = false;
    std::optional<Duration> m_triedLeft; // monotonic
    mutable std::mutex m_mutex;
    MailboxStatus m_status;
    std::jthread m_thread;
};

} // namespace slipway
