#include "service/platform/sandbox/init/MailDoor.h"

#include "service/platform/sandbox/init/SmtpReceiver.h"

#include <arpa/inet.h>
#include <cstdio>
#include <netinet/in.h>
#include <sys/socket.h>
#include <utility>

namespace slipway::init {

namespace {

constexpr int usualPort = 25; // where programs look for a mail server that nobody has told them of

FileDescriptor listenerAt(int port)
{
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(static_cast<uint16_t>(port));
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr *>(&name), sizeof name) != 0 ||
        ::listen(socket.get(), 32) != 0)
        return {};
    return socket;
}

} // namespace

void MailDoor::listen()
{
    for (const int port : {m_spec.mailPort, usualPort}) {
        if (auto listener = listenerAt(port); listener.isValid())
            m_listeners.push_back(std::move(listener));
        else
            std::fprintf(stderr, "init: no port %d for mail\n", port);
    }
}

void MailDoor::open(bool quiet)
{
    if (!m_spec.separated)
        return;
    if (m_listeners.empty())
        listen();
    if (m_listeners.empty() || (m_worker && quiet == m_quiet))
        return;
    if (m_worker)
        m_workers.cancel(std::exchange(m_worker, 0));
    m_quiet = quiet;
    start();
}

void MailDoor::start()
{
    const QString folder =
        m_quiet ? m_spec.own(QStringLiteral("caught")) : m_spec.doors + QStringLiteral("/mail");
    std::vector<int> keep;
    for (const FileDescriptor &listener : m_listeners)
        keep.push_back(listener.get());
    const auto started =
        m_workers.start([&keep, folder]() -> Result<QJsonObject> { SmtpReceiver(keep, folder).run(); },
                        [this](const Result<QJsonObject> &) { start(); }, keep);
    m_worker = started ? *started : 0;
}

} // namespace slipway::init
