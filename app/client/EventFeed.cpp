#include "client/EventFeed.h"

#include "domain/Json.h"

#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QPointer>

namespace slipway {

namespace {
constexpr auto pause = std::chrono::milliseconds(100);
constexpr auto pingEvery = std::chrono::seconds(10);
constexpr int mostAtOnce = 256; // in one turn of the event loop: others want theirs
} // namespace

EventFeed::EventFeed(Client &client, Callbacks callbacks)
    : m_client(client), m_callbacks(std::move(callbacks))
{
    m_again.setSingleShot(true);
    m_again.setInterval(pause);
    m_ping.setInterval(pingEvery);
    m_take.setSingleShot(true);
    m_take.setInterval(0);
    QObject::connect(&m_take, &QTimer::timeout, &m_take, [this] { takeSome(); });
    QObject::connect(&m_again, &QTimer::timeout, &m_again, [this] { open(); });
    QObject::connect(&m_ping, &QTimer::timeout, &m_ping, [this] {
        if (!m_heard) {
            m_socket->abort(); // a peer that went without saying so, or never answered at all
            return;
        }
        m_heard = false;
        m_socket->ping();
    });
}

EventFeed::~EventFeed()
{
    stop();
}

void EventFeed::start(qint64 since)
{
    stop();
    m_last = since;
    ++m_run;
    m_running = true;
    open();
}

void EventFeed::stop()
{
    m_running = false;
    m_connected = false;
    m_again.stop();
    m_ping.stop();
    m_waiting.clear();
    if (m_socket) {
        QObject::disconnect(m_socket.get(), nullptr, nullptr, nullptr);
        m_socket->abort();
        // We may be inside one of its signals.
        m_socket.release()->deleteLater();
    }
}

void EventFeed::open()
{
    const Endpoint endpoint = m_client.endpoint();
    QUrl url = endpoint.url;
    url.setScheme(url.scheme() == QLatin1String("https") ? QStringLiteral("wss") : QStringLiteral("ws"));
    url.setPath(QStringLiteral("/api/v1/events"));
    url.setQuery(QStringLiteral("since=%1").arg(m_last));
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + endpoint.token);
    if (!endpoint.folder.isEmpty())
        request.setRawHeader("Slipway-Folder", endpoint.folder);
    if (m_socket)
        m_socket.release()->deleteLater();
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    QWebSocket *socket = m_socket.get();
    QObject::connect(socket, &QWebSocket::connected, socket, [this] {
        m_heard = true;
        m_connected = true;
        m_ping.start();
        m_callbacks.connected();
    });
    QObject::connect(socket, &QWebSocket::textMessageReceived, socket, [this](const QString &text) {
        m_heard = true;
        m_waiting.push_back(text);
        if (!m_take.isActive())
            m_take.start();
    });
    QObject::connect(socket, &QWebSocket::pong, socket, [this] {
        m_heard = true;
        m_callbacks.heard();
    });
    QObject::connect(socket, &QWebSocket::disconnected, socket, [this] { onGone(); });
    m_heard = false;
    m_ping.start();
    socket->open(request);
}

void EventFeed::takeSome()
{
    const QPointer<QTimer> alive(&m_take); // whoever is told may let go of us
    for (int i = 0; i < mostAtOnce && !m_waiting.empty(); ++i) {
        const QString text = std::move(m_waiting.front());
        m_waiting.pop_front();
        onMessage(text);
        if (!alive)
            return;
    }
    if (!m_waiting.empty())
        m_take.start();
}

void EventFeed::onMessage(const QString &text)
{
    const auto object = objectFromBytes(text.toUtf8(), QStringLiteral("An event"));
    const auto event = object ? Event::fromJson(*object) : Result<Event>(Failure(object.error()));
    if (!event) {
        end(m_client.worded(event.error()));
        return;
    }
    if (event->seq <= m_last)
        return;
    m_last = event->seq;
    m_callbacks.event(*event);
}

void EventFeed::onGone()
{
    m_ping.stop();
    m_waiting.clear(); // they come again
    if (!m_running)
        return;
    QObject::disconnect(m_socket.get(), nullptr, nullptr, nullptr);
    if (std::exchange(m_connected, false))
        m_callbacks.lost();
    if (!m_running) // whoever was told may have had enough
        return;
    // The same path without a WebSocket tells why: 426 is all right, and waits until the service is back.
    const QPointer<QTimer> alive(&m_again);
    m_client.get(QStringLiteral("/api/v1/events?since=%1").arg(m_last))
        .then([this, alive, run = m_run](const Result<QJsonObject> &answer) {
            if (!alive || !m_running || run != m_run)
                return;
            const bool isFine = !answer && answer.error().where == QLatin1String("websocket");
            if (isFine)
                m_again.start();
            else
                end(answer
                        ? m_client.worded(
                              {Problem::Kind::Internal, QStringLiteral("The feed can't be opened"), {}, {}})
                        : answer.error());
        });
}

void EventFeed::end(const Problem &problem)
{
    stop();
    // Whoever is told may let go of us.
    const auto ended = m_callbacks.ended;
    ended(problem);
}

} // namespace slipway
