#include "service/remote/SshPool.h"

#include <algorithm>

namespace slipway {

// A host's connection for one caller.
class SshPool::Lease
{
public:
    Lease(SshPool &pool, const QString &host, const RemoteWait &wait) : m_pool(pool)
    {
        std::unique_lock lock(m_pool.m_mutex);
        Place &place = m_pool.m_places[host];
        if (!m_pool.m_changed.wait_until(lock, wait.stop(), wait.deadline(),
                                         [&place] { return !place.isBusy; }))
            return;
        place.isBusy = true;
        m_place = &place;
    }
    ~Lease()
    {
        if (!m_place)
            return;
        std::unique_ptr<SshSession> dead; // closed outside the lock
        const std::lock_guard lock(m_pool.m_mutex);
        if (m_place->isForgotten)
            dead = std::move(m_place->session);
        m_place->isForgotten = false;
        m_place->isBusy = false;
        m_place->used = std::chrono::steady_clock::now();
        m_pool.m_changed.notify_all();
    }
    Lease(const Lease &) = delete;
    Lease &operator=(const Lease &) = delete;

    Place *place() const { return m_place; }

private:
    SshPool &m_pool;
    Place *m_place = nullptr;
};

Result<SshEnd> SshPool::run(const Host &host, const SshCall &call)
{
    closeIdle();
    const RemoteWait wait(call.stop, call.timeout);
    const Lease lease(*this, host.name, wait);
    if (!lease.place()) {
        const auto kind = wait.isStopped() ? Problem::Kind::Cancelled : Problem::Kind::Timeout;
        return fail(kind, QStringLiteral("Other commands run on it; this one was not sent"),
                    QStringLiteral("Try again when they are done."), host.place());
    }
    return runOn(*lease.place(), host, call, wait);
}

Result<SshEnd> SshPool::runOn(Place &place, const Host &host, const SshCall &call, const RemoteWait &wait)
{
    for (;;) {
        const bool isFresh = !place.session || place.session->host() != host || !place.session->isAlive();
        if (isFresh) {
            place.session.reset();
            auto made = connect(host, wait);
            if (!made)
                return Failure(made.error());
            place.session = std::move(*made);
        }
        Result<SshEnd> end = SshEnd();
        bool wasSent = false;
        {
            SshCommand command(*place.session, call, wait);
            end = command.run();
            wasSent = command.wasSent();
        }
        if (end || isFresh || wasSent || wait.isOver() || place.session->isAlive()) {
            if (!place.session->isAlive())
                place.session.reset();
            return end;
        }
        // It had died while it was idle, and nothing was sent: once more, on a new one.
    }
}

Result<std::unique_ptr<SshSession>> SshPool::connect(const Host &host, const RemoteWait &wait) const
{
    const auto key = m_secrets.get(host.secret);
    if (!key)
        return Failure(key.error().at(host.place()));
    const RemoteWait connecting(wait.stop(), std::min(m_options.connect, wait.remaining()));
    return SshSession::open(host, *key, connecting);
}

void SshPool::forget(const QString &host)
{
    std::unique_ptr<SshSession> dead;
    const std::lock_guard lock(m_mutex);
    const auto found = m_places.find(host);
    if (found == m_places.end())
        return;
    if (found->second.isBusy)
        found->second.isForgotten = true;
    else
        dead = std::move(found->second.session);
}

void SshPool::closeIdle()
{
    std::vector<std::unique_ptr<SshSession>> dead;
    const auto since = std::chrono::steady_clock::now() - m_options.idle;
    const std::lock_guard lock(m_mutex);
    for (auto &[name, place] : m_places) {
        if (!place.isBusy && place.session && place.used < since)
            dead.push_back(std::move(place.session));
    }
}

} // namespace slipway
