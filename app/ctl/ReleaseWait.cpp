#include "ctl/ReleaseWait.h"

#include "client/EventFeed.h"
#include "ctl/Waiting.h"

#include <QPointer>
#include <QTimer>

namespace slipway {

namespace {

constexpr auto askAgain = std::chrono::seconds(1);

// Lives while one wait lasts; holds the feed, the time-out and the answer.
class Watch
{
public:
    Watch(Client &client, ReleaseWait::Wish wish)
        : m_client(client),
          m_wish(wish),
          m_feed(client, {[this](const Event &event) { onEvent(event); }, [this] { look(); },
                          [this](const Problem &problem) { onFeedEnded(problem); }})
    {
        m_timeout.setSingleShot(true);
        QObject::connect(&m_timeout, &QTimer::timeout, &m_timeout, [this] { onTimeout(); });
        QObject::connect(&m_poll, &QTimer::timeout, &m_poll, [this] { look(); });
    }

    // The time counts from here, also while the service can't be reached.
    void begin()
    {
        if (m_wish.timeout)
            m_timeout.start(std::chrono::ceil<std::chrono::milliseconds>(*m_wish.timeout));
        const QPointer<QTimer> alive(&m_timeout);
        m_client.ledgerHead().then([this, alive](const Result<QJsonObject> &head) {
            if (alive && !m_over)
                onHead(head);
        });
    }

    Pending<QJsonObject> answer() const { return m_answer; }

private:
    void onHead(const Result<QJsonObject> &head)
    {
        if (head) {
            m_feed.start(head->value(QStringLiteral("seq")).toInteger());
        } else if (head.error().kind == Problem::Kind::Forbidden) {
            m_poll.start(askAgain); // customers have no feed: they ask again and again
            look();
        } else {
            finish(Failure(head.error()));
        }
    }

    void onEvent(const Event &event)
    {
        if (event.subject != QStringLiteral("release/%1").arg(m_wish.release))
            return;
        const auto state =
            releaseStateFromText(QStringView(event.kind).mid(event.kind.indexOf(QLatin1Char('.')) + 1));
        if (state && ReleaseWait::isThere(m_wish, *state))
            m_seen = *state;
        look();
    }

    void look()
    {
        if (m_over || m_looking) {
            m_lookAgain = m_looking;
            return;
        }
        m_looking = true;
        const QPointer<QTimer> alive(&m_timeout);
        m_client.release(m_wish.release).then([this, alive](const Result<QJsonObject> &release) {
            if (alive)
                onRelease(release);
        });
    }

    void onRelease(const Result<QJsonObject> &release)
    {
        m_looking = false;
        if (m_over)
            return;
        if (!release) {
            finish(Failure(release.error()));
            return;
        }
        const auto state = releaseStateFromText(release->value(QStringLiteral("state")).toString());
        if (!state) {
            finish(Failure(state.error()));
            return;
        }
        if (m_seen || ReleaseWait::isThere(m_wish, *state)) {
            finish(*release);
            return;
        }
        if (!ReleaseWait::canCome(m_wish, *state)) {
            finish(fail(Problem::Kind::Conflict,
                        QStringLiteral("Release %1 is %2 and won't be %3 any more")
                            .arg(m_wish.release)
                            .arg(toText(*state), toText(m_wish.state.value_or(ReleaseState::Live))),
                        QStringLiteral("\"slipwayctl release show %1\" tells why.").arg(m_wish.release)));
            return;
        }
        m_state = *state;
        m_waitsFor = release->value(QStringLiteral("waits_for")).toString();
        if (std::exchange(m_lookAgain, false))
            look();
    }

    void onTimeout()
    {
        const QString waits = m_waitsFor.isEmpty() ? QString() : QStringLiteral("; it waits: ") + m_waitsFor;
        const QString stands = m_state ? QStringLiteral("is still ") + toText(*m_state)
                                       : QStringLiteral("has not been looked at in that time");
        finish(fail(
            Problem::Kind::Timeout, QStringLiteral("Release %1 %2%3").arg(m_wish.release).arg(stands, waits),
            QStringLiteral("\"slipwayctl release show %1\" tells how far it is.").arg(m_wish.release)));
    }

    void onFeedEnded(const Problem &problem)
    {
        if (problem.kind == Problem::Kind::Forbidden)
            m_poll.start(askAgain);
        else
            finish(Failure(problem));
    }

    void finish(Result<QJsonObject> result)
    {
        if (std::exchange(m_over, true))
            return;
        m_timeout.stop();
        m_poll.stop();
        m_feed.stop();
        // Not from inside a callback of the feed, which ends with us.
        QTimer::singleShot(0, &m_timeout, [this, result = std::move(result)] {
            const auto answer = m_answer;
            answer.resolve(result);
        });
    }

    Client &m_client;
    const ReleaseWait::Wish m_wish;
    EventFeed m_feed;
    QTimer m_timeout;
    QTimer m_poll;
    Pending<QJsonObject> m_answer;
    std::optional<ReleaseState> m_seen;
    std::optional<ReleaseState> m_state;
    QString m_waitsFor;
    bool m_looking = false;
    bool m_lookAgain = false;
    bool m_over = false;
};

} // namespace

bool ReleaseWait::isThere(const Wish &wish, ReleaseState state)
{
    return wish.state ? state == *wish.state : state == ReleaseState::Live || isEnd(state);
}

bool ReleaseWait::canCome(const Wish &wish, ReleaseState state)
{
    if (isThere(wish, state))
        return true;
    if (isEnd(state))
        return false;
    if (wish.state == ReleaseState::Draft)
        return false;
    // Behind the swap there is no abort, only the way back.
    return !(state == ReleaseState::Live && wish.state == ReleaseState::Aborted);
}

Task<Result<QJsonObject>> waitForRelease(Client &client, ReleaseWait::Wish wish)
{
    Watch watch(client, wish);
    watch.begin();
    co_return co_await watch.answer();
}

namespace {

// Whether the last steps after the swap still run, so that nobody is asked to finalize yet.
Task<bool> isSettling(Client &client, qint64 id)
{
    const auto release = co_await client.release(id);
    const auto steps = co_await client.steps(id);
    if (!release || !steps || release->value(QStringLiteral("state")).toString() != QLatin1String("live"))
        co_return false;
    bool settles = false;
    for (const QJsonValue &value : steps->items) {
        const QJsonObject step = value.toObject();
        const QString state = step.value(QStringLiteral("state")).toString();
        const bool isDue = !step.value(QStringLiteral("due")).isNull();
        // Somebody is asked about it: that doesn't settle by itself. What is due is tried again.
        if (state == QLatin1String("unknown") || (state == QLatin1String("failed") && !isDue))
            co_return false;
        // Waiting by now counts too: it may have been reached just after the refusal.
        if (step.value(QStringLiteral("id")).toString() == QLatin1String("finalize"))
            settles = state == QLatin1String("pending") || state == QLatin1String("waiting");
    }
    co_return settles;
}

} // namespace

Task<Result<QJsonObject>> finalizeRelease(Client &client, qint64 id, QJsonObject body)
{
    constexpr auto pause = std::chrono::milliseconds(200);
    constexpr int mostTries = 300;
    for (int tries = 0; true; ++tries) {
        const auto release = co_await client.command(id, QStringLiteral("finalize"), body);
        // Written out: g++ 12 mistakes a co_await that stands behind a condition.
        bool isEarly = false;
        if (!release && tries < mostTries && release.error().kind == Problem::Kind::Conflict &&
            release.error().where != QLatin1String("paused"))
            isEarly = co_await isSettling(client, id);
        if (!isEarly)
            co_return release;
        co_await after(pause);
    }
}

} // namespace slipway
