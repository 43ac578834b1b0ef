#include "service/api/LedgerFeed.h"

#include "domain/Json.h"
#include "service/api/Authenticator.h"
#include "service/store/Ledger.h"
#include "service/store/Store.h"

namespace slipway {

namespace {
constexpr int eventsAtOnce = 256;
}

class LedgerFeed::ReaderOfOne final : public FeedReader
{
public:
    ReaderOfOne(LedgerFeed &feed, qint64 since, QByteArray token)
        : m_feed(feed),
          m_last(since),
          m_token(std::move(token)),
          m_generation(feed.m_authenticator.generation())
    {
    }

    ~ReaderOfOne() override
    {
        const std::lock_guard lock(m_feed.m_mutex);
        m_feed.m_wakers.erase(this);
    }

    void onNews(std::function<void()> wake) override
    {
        const std::lock_guard lock(m_feed.m_mutex);
        m_feed.m_wakers[this] = std::move(wake);
    }

    Result<std::vector<QByteArray>> next() override
    {
        // Before reading: a commit after this wakes us again.
        m_woken = false;
        if (const quint64 generation = m_feed.m_authenticator.generation(); generation != m_generation) {
            const auto principal = m_feed.m_authenticator.principalOf(m_token);
            if (!principal)
                return Failure(principal.error());
            m_generation = generation;
        }
        const auto events =
            m_feed.m_store.read([&](Reader &reader) { return Ledger::since(reader, m_last, eventsAtOnce); });
        if (!events)
            return Failure(events.error());
        std::vector<QByteArray> frames;
        for (const Event &event : *events) {
            frames.push_back(toBytes(event.toJson()));
            m_last = event.seq;
        }
        return frames;
    }

    // True when it has to be woken: not when a wake-up is on its way already.
    bool claimWake() { return !m_woken.exchange(true); }

private:
    LedgerFeed &m_feed;
    qint64 m_last;
    const QByteArray m_token;
    quint64 m_generation;
    std::atomic<bool> m_woken{false};
};

LedgerFeed::LedgerFeed(Store &store, Authenticator &authenticator)
    : m_store(store), m_authenticator(authenticator)
{
    m_subscription = m_store.subscribe([this](const std::vector<Event> &) {
        const std::lock_guard lock(m_mutex);
        for (const auto &[reader, wake] : m_wakers) {
            if (reader->claimWake())
                wake();
        }
    });
}

LedgerFeed::~LedgerFeed()
{
    m_store.unsubscribe(m_subscription);
}

Result<qint64> LedgerFeed::place(const QString &since) const
{
    bool isNumber = true;
    const qint64 place = since.isEmpty() ? 0 : since.toLongLong(&isNumber);
    if (!isNumber || place < 0) {
        return fail(Problem::Kind::Malformed, QStringLiteral("\"%1\" is not a place").arg(since.left(40)),
                    QStringLiteral("Give the last seq you have, or 0."), QStringLiteral("since"));
    }
    const auto head = m_store.read([](Reader &reader) {
        return reader.integer(QStringLiteral("SELECT seq FROM event ORDER BY seq DESC LIMIT 1"));
    });
    if (!head)
        return Failure(head.error());
    if (place > *head) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("The ledger ends at %1 and knows nothing of %2").arg(*head).arg(place),
                    QStringLiteral("It was replaced, by a restored backup for instance: read it anew."),
                    QStringLiteral("since"));
    }
    return place;
}

std::unique_ptr<FeedReader> LedgerFeed::reader(qint64 since, const QByteArray &token)
{
    return std::make_unique<ReaderOfOne>(*this, since, token);
}

} // namespace slipway
