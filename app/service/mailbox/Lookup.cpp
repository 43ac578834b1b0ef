#include "service/mailbox/Lookup.h"

#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <netdb.h>
#include <netinet/in.h>
#include <optional>
#include <thread>

namespace slipway {

namespace {

// What the thread that asks and the one that waits both hold: either may be the last.
struct Question
{
    QByteArray host;
    QByteArray port;
    std::mutex mutex;
    std::condition_variable_any answered;
    std::optional<Result<std::vector<SocketAddress>>> answer;
};

Result<std::vector<SocketAddress>> ask(const Question &question)
{
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV;
    addrinfo *found = nullptr;
    const int code = ::getaddrinfo(question.host.constData(), question.port.constData(), &wanted, &found);
    if (code != 0)
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("The name of the mail server isn't known: %1")
                        .arg(QString::fromLocal8Bit(::gai_strerror(code))),
                    QStringLiteral("Is it written right, and does DNS work here?"),
                    QString::fromLatin1(question.host));
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> list(found, &::freeaddrinfo);
    std::vector<SocketAddress> addresses;
    for (const addrinfo *one = found; one != nullptr; one = one->ai_next) {
        SocketAddress address;
        if (one->ai_addrlen > sizeof address.storage)
            continue;
        std::memcpy(&address.storage, one->ai_addr, one->ai_addrlen);
        address.length = one->ai_addrlen;
        addresses.push_back(address);
    }
    return addresses;
}

} // namespace

bool SocketAddress::isLoopback() const
{
    if (family() == AF_INET)
        return ntohl(reinterpret_cast<const sockaddr_in *>(&storage)->sin_addr.s_addr) >> 24 == 127;
    return family() == AF_INET6 &&
           IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6 *>(&storage)->sin6_addr);
}

// getaddrinfo() can't be interrupted: it is left to a thread that nobody waits for.
Result<std::vector<SocketAddress>> lookUp(const QString &host, int port, Duration patience,
                                          std::stop_token stop)
{
    const auto question = std::make_shared<Question>();
    question->host = host.toLatin1();
    question->port = QByteArray::number(port);
    std::thread([question] {
        auto answer = ask(*question);
        const std::lock_guard lock(question->mutex);
        question->answer = std::move(answer);
        question->answered.notify_all();
    }).detach();
    std::unique_lock lock(question->mutex);
    question->answered.wait_for(lock, stop, patience, [&] { return question->answer.has_value(); });
    if (question->answer)
        return *question->answer;
    if (stop.stop_requested())
        return fail(Problem::Kind::Cancelled, QStringLiteral("It was stopped"));
    return fail(Problem::Kind::Unavailable,
                QStringLiteral("DNS doesn't say in time where the mail server is"),
                QStringLiteral("It is tried again by itself."), host);
}

} // namespace slipway
