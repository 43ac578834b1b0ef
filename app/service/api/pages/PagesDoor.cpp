#include "service/api/pages/PagesDoor.h"

#include "domain/Json.h"
#include "service/store/CatalogRepository.h"
#include "service/support/Pager.h"

#include <QDateTime>
#include <QFileInfo>

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr Duration lookEvery = 5s; // whether the certificate was renewed, or the port is free now
constexpr Duration grace = 2s;

// People with a phone, not programs.
HttpLimits limits()
{
    HttpLimits limits;
    limits.header = 8 * 1024;
    limits.body = 96 * 1024;
    limits.bodyTime = 20s;
    limits.drained = std::size_t(256) * 1024 * 1024; // a browser shows what was said once it has sent all
    limits.drainTime = 60s;
    limits.idleTime = 15s;
    limits.connections = 256;
    limits.connectionsPerPeer = 128;
    return limits;
}

QByteArray changeOf(const QString &file)
{
    const QFileInfo info(file);
    return QByteArray::number(info.size()) + '@' +
           QByteArray::number(info.lastModified().toMSecsSinceEpoch());
}

} // namespace

struct PagesDoor::Open
{
    Open(LinkDesk &desk, const Clock &clock, const PagesSettings &settings)
        : handler(desk, clock, settings.proxy),
          server(handler, limits()),
          isSecure(!settings.certificate.isEmpty())
    {
    }
    ~Open()
    {
        server.stopAccepting();
        handler.stop();
        server.stop(grace);
    }
    PagesHandler handler;
    HttpServer server;
    QString address;
    bool isSecure;
};

PagesDoor::PagesDoor(Store &store, LinkDesk &desk, QString address)
    : m_store(store), m_desk(desk), m_address(std::move(address))
{
}

PagesDoor::~PagesDoor()
{
    stop();
}

void PagesDoor::start()
{
    m_subscription = m_store.subscribe([this](const std::vector<Event> &events) {
        for (const Event &event : events) {
            if (event.subject != QStringLiteral("setting/") + pagesSetting)
                continue;
            {
                const std::lock_guard lock(m_mutex);
                m_changed = true;
            }
            m_wake.notify_all();
        }
    });
    look();
    m_thread = std::jthread([this](const std::stop_token &stop) { loop(stop); });
}

void PagesDoor::stop()
{
    if (!m_thread.joinable())
        return;
    m_store.unsubscribe(m_subscription);
    m_thread.request_stop();
    m_thread.join();
    close();
}

// Never under the lock: what is under way may be waiting for somebody who asks for our address.
void PagesDoor::close()
{
    std::unique_ptr<Open> before;
    {
        const std::lock_guard lock(m_mutex);
        before.swap(m_open);
    }
}

void PagesDoor::loop(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, stop, lookEvery, [this] { return m_changed; });
            m_changed = false;
        }
        if (!stop.stop_requested())
            look();
    }
}

Result<PagesSettings> PagesDoor::settings() const
{
    const auto stored =
        m_store.read([](Reader &reader) { return CatalogRepository::setting(reader, pagesSetting); });
    return stored ? PagesSettings::fromJson(*stored) : Failure(stored.error());
}

// By the door's own thread, and before there is one.
void PagesDoor::look()
{
    const auto wanted = settings();
    const QByteArray seen =
        wanted ? toBytes(wanted->toJson()) + changeOf(wanted->certificate) + changeOf(wanted->key)
               : QByteArray("?");
    if (seen == m_seen && m_open)
        return;
    close(); // its port is free, and what was under way is answered
    const auto opened = wanted ? open(*wanted) : Failure(wanted.error());
    m_seen = seen;
    const std::lock_guard lock(m_mutex);
    const auto problem = opened ? std::optional<Problem>() : opened.error();
    if (problem && problem != m_problem)
        qWarning("slipwayd: the pages behind links: %s", qUtf8Printable(problem->text()));
    m_problem = problem;
}

Result<void> PagesDoor::open(const PagesSettings &settings)
{
    auto fresh = std::make_unique<Open>(m_desk, m_store.clock(), settings);
    fresh->address = settings.listen.isEmpty() ? m_address : settings.listen;
    auto started =
        fresh->server.start(fresh->address, settings.port > 0 ? settings.port : PagesSettings::usualPort,
                            {settings.certificate, settings.key});
    if (!started)
        return started;
    const std::lock_guard lock(m_mutex);
    m_open = std::move(fresh);
    return {};
}

QString PagesDoor::url() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_open)
        return {};
    return QStringLiteral("%1://%2:%3")
        .arg(QLatin1String(m_open->isSecure ? "https" : "http"), m_open->address)
        .arg(m_open->server.port());
}

std::optional<Problem> PagesDoor::problem() const
{
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

} // namespace slipway
