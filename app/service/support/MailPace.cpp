#include "service/support/MailPace.h"

#include <algorithm>

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr Duration firstPause = 250ms;
constexpr Duration askServer = 1s;
constexpr Duration askRecipient = 2s;
// After so many mails that it takes none of now it isn't the mails.
constexpr int mostInARow = 3;
// Of a mail that may be to blame itself, and of a server that would take being asked often amiss.
constexpr Duration longestPause = 4s;

} // namespace

Duration pauseAfter(int failures, Duration longest)
{
    Duration pause = firstPause;
    for (int i = 1; i < failures && pause < longest; ++i)
        pause *= 2;
    return std::min(pause, longest);
}

Duration MailPace::longestFor(const SmtpOutcome &outcome, bool isPage)
{
    if (outcome.kind == SmtpOutcome::Kind::Away && !outcome.isMidway)
        return askServer;
    return isPage && outcome.ofRecipient ? askRecipient : longestPause;
}

// A pause that is longer than any was begun before the clock was set back.
bool MailPace::Pause::holds(Instant now) const
{
    return now < until && until - now <= longestPause;
}

MailPace::Pause MailPace::longer(const Pause &before, const SmtpOutcome &said, Duration longest, Instant now)
{
    const int failures = before.failures + 1;
    return {now + pauseAfter(failures, longest), failures, said};
}

void MailPace::note(const QString &recipient, const SmtpOutcome &outcome, Instant now)
{
    using Kind = SmtpOutcome::Kind;
    if (outcome.kind == Kind::Away) {
        m_server =
            longer(m_server.value_or(Pause()), outcome, outcome.isDenied ? longestPause : askServer, now);
        return;
    }
    const bool isOfMail = outcome.kind == Kind::Later && !outcome.ofRecipient;
    if (isOfMail && ++m_inARow >= mostInARow) {
        m_server = longer(m_server.value_or(Pause()), outcome, askServer, now);
        return;
    }
    m_server.reset();
    if (outcome.kind != Kind::Later) {
        m_inARow = 0;
        m_recipients.erase(recipient);
    } else if (!isOfMail && !recipient.isEmpty()) {
        m_recipients[recipient] = longer(m_recipients[recipient], outcome, askRecipient, now);
    }
}

bool MailPace::mayAsk(Instant now) const
{
    return !m_server || !m_server->holds(now);
}

std::set<QString> MailPace::resting(Instant now) const
{
    std::set<QString> names;
    for (const auto &[recipient, pause] : m_recipients) {
        if (pause.holds(now))
            names.insert(recipient);
    }
    return names;
}

std::optional<Instant> MailPace::next(Instant now) const
{
    if (!mayAsk(now))
        return m_server->until;
    std::optional<Instant> first;
    for (const auto &[recipient, pause] : m_recipients) {
        if (pause.holds(now))
            first = std::min(first.value_or(pause.until), pause.until);
    }
    return first;
}

SmtpOutcome MailPace::saidOf(const QString &recipient) const
{
    if (m_server)
        return m_server->said;
    const auto found = m_recipients.find(recipient);
    return found == m_recipients.end() ? SmtpOutcome() : found->second.said;
}

} // namespace slipway
