// Carries the mail of environments to the smarthost. It is the service that does it, not the guardian: mail
// is stored and forwarded, so nothing is lost while the service is away, and what keeps production alive
// needn't hold a mail library. A message leaves the spool only after the smarthost has taken it: dying in
// between sends it twice, with the same Message-ID, never not at all.
#pragma once
#include "domain/Clock.h"
#include "domain/Event.h"
#include "service/ipc/OutboundSettings.h"
#include "service/notify/MailSpool.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace slipway {

class SmtpSender;
struct SmtpOutcome;

class MailCarrier
{
public:
    struct Options
    {
        std::function<void()> collect; // brings new mail into the spool
        std::function<std::optional<SmtpServer>()> smarthost;
        std::function<void(const NewEvent &)> tell; // the ledger
        const Clock *clock = nullptr;               // by which messages grow old; must be set
        Duration beat = std::chrono::seconds(1);
        Duration firstPause = std::chrono::seconds(2); // doubled each time, to longestPause
        Duration longestPause = std::chrono::minutes(5);
        // What is turned away for the moment is tried again so long, as mail servers do.
        Duration giveUpAfter = std::chrono::days(5);
        Duration eventsEvery = std::chrono::minutes(1); // of refusals: they are counted, not told one by one
    };
    MailCarrier(MailSpool &spool, const QString &folder, Options options); // folder: DATA/mail
    ~MailCarrier();
    void start();
    void stop();

    // Called for what went to the refused ones before it was even tried.
    void noteRefused(int slot, const QString &why);

    struct Status
    {
        int waiting = 0;
        std::optional<Instant> oldest;
        qint64 sent = 0; // since this process began
        qint64 refused = 0;
        qint64 expired = 0; // turned away for the moment, until that was too long
        QString problem;    // why mail waits; empty: it flows
        bool operator==(const Status &) const = default;
    };
    Status status() const;
    // Of a service that may not run: what waits, and the problem it wrote down.
    static Status statusIn(const QString &folder);

private:
    using Moment = std::chrono::steady_clock::time_point;
    struct Pause
    {
        Moment until;
        Duration length{};
    };
    struct Refusals
    {
        int count = 0;
        QString why;
        std::optional<Moment> told;
    };
    void loop(const std::stop_token &stop);
    bool round(const std::stop_token &stop); // true: there is more to do at once
    void carry(const MailSpool::Entry &entry, const MailMessage &message, const SmtpOutcome &outcome);
    void postpone(const MailSpool::Entry &entry, const MailMessage &message, const QString &why);
    void expire(const MailSpool::Entry &entry, const MailMessage &message, const QString &why);
    std::vector<MailSpool::Entry> inTurn(std::vector<MailSpool::Entry> entries) const;
    Pause longer(const Pause &before) const;
    void setProblem(const QString &problem, const QString &smarthost);
    void tellRefusals();
    void complain(const Result<void> &result) const;

    MailSpool &m_spool;
    QString m_statusFile;
    Options m_options;
    std::optional<SmtpServer> m_server; // that the sender speaks to
    std::unique_ptr<SmtpSender> m_sender;
    Pause m_away;
    Moment m_listAgain;
    std::map<QString, Pause> m_later; // by message
    mutable std::mutex m_mutex;       // for what follows
    std::condition_variable_any m_wake;
    std::map<int, Refusals> m_refusals; // by slot
    Status m_status;
    std::jthread m_thread;
};

} // namespace slipway
