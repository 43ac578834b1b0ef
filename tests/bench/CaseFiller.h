// A support desk that has been at work for years: closed cases with what was said in them, and open ones
// among them, written by the same repositories as real ones, many in a commit.
#pragma once
#include "service/store/Store.h"
#include "service/support/CaseRepository.h"
#include "service/support/CaseSearch.h"

#include <QStringList>

#include <array>
#include <random>

namespace slipway::bench {

class CaseFiller
{
public:
    // Fills up to `total` cases, the last `open` of them open; every time the same ones.
    static Result<void> fill(Store &store, int total, int open)
    {
        CaseFiller filler(store.clock().now());
        const auto last = store.read([](Reader &reader) { return CaseRepository::lastId(reader); });
        if (!last)
            return Failure(last.error());
        for (qint64 id = *last + 1; id <= total;) {
            const qint64 end = std::min<qint64>(total, id + perCommit - 1);
            const auto written = store.write([&](Transaction &transaction) -> Result<void> {
                for (qint64 one = id; one <= end; ++one) {
                    if (auto added = filler.add(transaction, one, one > total - open); !added)
                        return added;
                }
                return {};
            });
            if (!written)
                return written;
            id = end + 1;
        }
        Result<bool> more = true;
        while (more && *more)
            more = CaseSearch::catchUp(store, perCommit);
        return more ? Result<void>() : Failure(more.error());
    }

    static QString customerOf(qint64 id) { return QStringLiteral("customer-%1").arg(id % 200); }

private:
    static constexpr int perCommit = 500;
    static constexpr std::array words{"shop",    "slow",    "order",   "mail",    "certificate", "database",
                                      "backup",  "disk",    "full",    "release", "login",       "payment",
                                      "invoice", "address", "timeout", "image",   "upload",      "server",
                                      "restart", "queue",   "cache",   "search",  "customer",    "password",
                                      "network", "update",  "error",   "today",   "please",      "since",
                                      "monday",  "again",   "still",   "after",   "before",      "everybody"};

    explicit CaseFiller(Instant now) : m_now(now) {}

    // A quarter of it out of the few words above, so that each of them is in a quarter of all messages; the
    // rest is out of many.
    QString sentence(int count)
    {
        QStringList some;
        for (int i = 0; i < count; ++i)
            some.append(m_random() % 4 == 0 ? QString(QLatin1String(words[m_random() % words.size()]))
                                            : QStringLiteral("word%1").arg(m_random() % 5000));
        return some.join(QLatin1Char(' '));
    }

    Result<void> add(Transaction &transaction, qint64 id, bool isOpen)
    {
        const Instant created = m_now - std::chrono::minutes(isOpen ? id % 60 : 60 + id % 1'000'000);
        Case one;
        one.id = id;
        one.subject = sentence(5) + QStringLiteral(" %1").arg(id);
        one.state = isOpen ? CaseState::Open : CaseState::Closed;
        one.severity = static_cast<Severity>(id % 4);
        one.customer = customerOf(id);
        one.contact = QStringLiteral("someone@%1.example").arg(one.customer);
        one.owner = id % 3 == 0 ? QString() : QStringLiteral("engineer-%1").arg(id % 12);
        one.plan = QStringLiteral("2h");
        one.created = one.updated = created;
        one.acknowledged = created;
        one.clocks.resize(2);
        const auto promise = [created](CaseClock &clock, const char *name, Duration length) {
            clock.name = QLatin1String(name);
            clock.started = created;
            clock.target = created + length;
            clock.promised = length;
        };
        promise(one.clocks[0], "first-response", std::chrono::hours(2));
        promise(one.clocks[1], "resolution", std::chrono::hours(24));
        one.clocks[0].met = created + std::chrono::minutes(20);
        if (!isOpen)
            one.clocks[1].met = created + std::chrono::hours(3);
        if (auto added = CaseRepository::add(transaction, one); !added)
            return added;
        for (const auto kind : {CaseMessage::Kind::Customer, CaseMessage::Kind::Staff}) {
            const auto said =
                CaseRepository::addMessage(transaction, {0, id, kind, one.contact, created, sentence(40),
                                                         QStringLiteral("%1@x").arg(id), false});
            if (!said)
                return Failure(said.error());
        }
        return {};
    }

    Instant m_now;
    std::mt19937 m_random{7};
};

} // namespace slipway::bench
