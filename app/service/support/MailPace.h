// How soon a mail server is asked again that takes nothing, or nothing for one recipient: often enough to
// notice at once that it does again, and with one mail, however many wait. All that waits goes out as soon as
// that one was taken. In memory only: whoever starts anew asks at once.
#pragma once
#include "domain/Instant.h"
#include "service/notify/SmtpSender.h"

#include <map>
#include <optional>
#include <set>

namespace slipway {

// The pause after so many failures in a row.
Duration pauseAfter(int failures, Duration longest);

class MailPace
{
public:
    // The longest pause of one mail after this outcome. What isn't the mail's own fault is left to the pace.
    static Duration longestFor(const SmtpOutcome &outcome, bool isPage);

    // recipient: empty where each mail is asked for by itself, whoever gets it.
    void note(const QString &recipient, const SmtpOutcome &outcome, Instant now);
    // Nobody is there, or takes anything, as far as is known.
    bool isAway() const { return m_server.has_value(); }
    bool mayAsk(Instant now) const;
    // Recipients for whom it isn't asked now.
    std::set<QString> resting(Instant now) const;
    // When the first of these pauses ends.
    std::optional<Instant> next(Instant now) const;
    // What was said last of the recipient, or of the server.
    SmtpOutcome saidOf(const QString &recipient) const;

private:
    struct Pause
    {
        Instant until;
        int failures = 0;
        SmtpOutcome said = {};
        bool holds(Instant now) const;
    };
    static Pause longer(const Pause &before, const SmtpOutcome &said, Duration longest, Instant now);

    std::optional<Pause> m_server;
    int m_inARow = 0; // mails that weren't taken now, and none was between them
    std::map<QString, Pause> m_recipients;
};

} // namespace slipway
