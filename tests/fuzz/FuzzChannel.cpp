// The stream of messages between processes, with whatever a stranger writes into it.
#include "fuzz/Fuzz.h"
#include "service/ipc/Channel.h"

#include <array>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace slipway;

namespace {

QString check(const QByteArray &input)
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return QStringLiteral("no socket");
    FileDescriptor writer(ends[0]);
    Channel channel{FileDescriptor(ends[1])};
    // Small enough for the socket's buffer: no reader is needed yet.
    if (::write(writer.get(), input.constData(), static_cast<std::size_t>(input.size())) != input.size())
        return QStringLiteral("the input doesn't fit");
    writer.reset();
    // Every message takes at least its four bytes, so this ends; it must end with the other side being gone,
    // or with a length that is refused.
    for (qsizetype i = 0; i <= input.size() / 4 + 1; ++i) {
        const auto message = channel.receive(std::chrono::seconds(5));
        if (message)
            continue;
        if (message.error().kind == Problem::Kind::Unavailable ||
            message.error().kind == Problem::Kind::TooLarge)
            return {};
        if (message.error().kind != Problem::Kind::Malformed)
            return message.error().text();
    }
    return QStringLiteral("more messages than bytes");
}

QByteArray frame(const QByteArray &body)
{
    QByteArray head(4, '\0');
    head[0] = static_cast<char>(body.size() & 0xff);
    head[1] = static_cast<char>(body.size() >> 8);
    return head + body;
}

} // namespace

int main(int argc, char **argv)
{
    FuzzTarget target;
    target.name = QStringLiteral("channel");
    target.seeds = {frame("{}"),
                    frame(R"({"command":"status"})") + frame("{}"),
                    frame(R"({"problem":{"status":409,"detail":"held"}})"),
                    frame(QByteArray(300, ' ') + "{}"),
                    frame("[]") + frame("{}"),
                    QByteArray::fromHex("00000001"),
                    QByteArray::fromHex("ffffffff")};
    target.words = {
        frame("{}"), frame(""), "{", "}", QByteArray::fromHex("02000000"), QByteArray::fromHex("00000080")};
    target.longest = 32 * 1024;
    target.run = check;
    return fuzz(target, argc, argv);
}
