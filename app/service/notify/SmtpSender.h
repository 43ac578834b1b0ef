// Hands one message after another to an SMTP server and says what became of each. Blocks: call it from a
// worker. One connection is kept for as long as the sender lives; not for use by two threads at once.
#pragma once
#include "domain/Instant.h"
#include "service/ipc/OutboundSettings.h"
#include "service/notify/MailMessage.h"

#include <memory>
#include <stop_token>

namespace slipway {

struct SmtpOutcome
{
    enum class Kind {
        Taken,   // 250: it is the server's now
        Refused, // for good: trying again changes nothing
        Later,   // this message not now
        Away,    // nothing can be sent now: nobody answers, or doesn't let us in
    };
    Kind kind = Kind::Away;
    QString why;              // the server's own words, or what went wrong
    bool ofRecipient = false; // it is about one recipient: the others may fare better
    bool isMidway = false;    // Away: it had this message in hand by then, which may be to blame
    bool isDenied = false;    // Away: it doesn't let us in, and asking often doesn't change that
    bool operator==(const SmtpOutcome &) const = default;
};

class SmtpSender
{
public:
    // patience: for a whole message; where the server hasn't taken it by then the outcome is Away.
    explicit SmtpSender(SmtpServer server, Duration patience = std::chrono::minutes(30));
    ~SmtpSender();

    // After a stop the outcome is Away; whether the server took the message isn't known then.
    SmtpOutcome send(const MailMessage &message, const std::stop_token &stop = {});

private:
    struct Transfer;
    Result<void> prepare();
    SmtpOutcome judge(const Transfer &transfer) const;

    struct Handle;
    SmtpServer m_server;
    Duration m_patience;
    std::unique_ptr<Handle> m_handle;
};

} // namespace slipway
