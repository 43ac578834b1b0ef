// What of the feed is worth a word to somebody who looks elsewhere: a release that waits for them, is stuck,
// or has ended; a case, or a page to them. Pure.
#pragma once
#include "domain/Event.h"
#include "domain/Roles.h"

#include <QString>

#include <optional>

namespace slipway {

struct Notice
{
    QString text;      // translated, one sentence
    QString reference; // "release/214"; of a step that an older service tells of "application/northwind/shop"
    QString application; // "northwind/shop"
    bool isUrgent = false;
    bool isOfStep = false; // its release may have said the same
    qint64 page = 0;       // that can be acknowledged
    bool isLater = false;  // as after a snooze: it is news once that page is on its way
    QString title() const; // what it is about, in a word or two
    bool operator==(const Notice &) const = default;
};

// `role` is of whoever reads it; nothing where the event is no news for them.
std::optional<Notice> noticeOf(const Event &event, std::optional<Role> role);

// That a case has come in, or that the one who is signed in is called: `user`. Its key is the case.
std::optional<Notice> noticeOfCase(const Event &event, const QString &user, std::optional<Role> role);

// Somebody has heard of the case, or nobody need be called for it any more: its reference; else nothing.
QString attendedCase(const Event &event);

// The page that is on its way now; else 0.
qint64 acceptedPage(const Event &event);

} // namespace slipway
