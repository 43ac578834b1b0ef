// What became of something that was handed over, or tried to be, and how that is written down.
#pragma once
#include "service/notify/SmtpSender.h"
#include "service/support/CaseRepository.h"
#include "service/support/Pager.h"

namespace slipway {

struct Delivery
{
    WaitingMail mail;
    Instant handedOver;
    Instant answered;
    SmtpOutcome outcome;
    bool withdrawn = false;              // it wasn't needed any more
    bool tried = true;                   // false: nobody was there to take it when it was its turn
    std::optional<Instant> claimed = {}; // when it was taken in hand

    bool isOpen() const; // it goes out again
    // A reply that its receiver doesn't get, or hasn't got for so long that somebody has to know; or one of
    // those that arrived after all.
    bool isToTell() const;
};

// Of replies. A mailbox that is full or a server that is down may take them after all.
constexpr Duration lateAfter = std::chrono::hours(4);
constexpr Duration givenUpAfter = std::chrono::hours(5 * 24);

// Whether it is still to go out: looked at right before it does.
Result<bool> isNeeded(Reader &reader, const WaitingMail &mail);
Result<void> settle(Transaction &transaction, const Pager &pager, const Delivery &delivery);

} // namespace slipway
