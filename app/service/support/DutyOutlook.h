// What of the weeks to come nobody wants to find out by a page that doesn't arrive: times without anybody on
// duty, or with nobody to follow but who was replaced, and people whom nothing reaches.
#pragma once
#include "service/support/DutyRepository.h"

#include <functional>

namespace slipway {

struct DutyOutlook
{
    static constexpr Duration horizon = std::chrono::days(90);

    struct Gap
    {
        Instant begins;
        Instant ends; // the horizon where it goes on
        bool operator==(const Gap &) const = default;
    };
    // Nobody follows but who was to be on duty themselves, and is replaced.
    struct Away
    {
        QString person;
        Instant begins;
        Instant ends;
        bool operator==(const Away &) const = default;
    };
    struct Unreachable
    {
        QString person;
        QString why;
        std::optional<Instant> since; // when they are on duty first, as far as is looked
        bool operator==(const Unreachable &) const = default;
    };
    Instant at;
    std::vector<Gap> gaps;
    std::vector<Away> away;
    std::vector<Unreachable> unreachable; // of those who take turns, replace somebody, or manage
    QStringList calendars;                // sentences about the holidays that layers go by
    bool operator==(const DutyOutlook &) const = default;

    // Why somebody can't be reached at all; empty: they can.
    using Reach = std::function<QString(const QString &person)>;
    static DutyOutlook of(const Rota &rota, Instant at, const Reach &whyNot); // pure

    // Why a method can't work at all, such as a secret that is missing; empty: it may.
    using Unusable = std::function<QString(const ContactMethod &method)>;
    // With what the store knows: who has which methods, and what was refused lately.
    static Result<DutyOutlook> read(Reader &reader, const Rota &rota, Instant at, const Unusable &unusable);

    QStringList problems() const; // sentences for people
    QByteArray metrics() const;
};

} // namespace slipway
