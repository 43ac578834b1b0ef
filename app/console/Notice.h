// What of the feed is worth a word to somebody who looks elsewhere: a release that waits for them, is stuck,
// or has ended. Pure.
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
    bool operator==(const Notice &) const = default;
};

// `role` is of whoever reads it; nothing where the event is no news for them.
std::optional<Notice> noticeOf(const Event &event, std::optional<Role> role);

} // namespace slipway
