#include "service/platform/sandbox/init/WatchServer.h"

#include "service/platform/sandbox/init/FileWatch.h"

#include <QJsonArray>

#include <array>
#include <cerrno>
#include <poll.h>

namespace slipway::init {

namespace {

QJsonObject answerTo(FileWatch &watch, const QJsonObject &request)
{
    if (auto drained = watch.drainToFence(); !drained)
        return problemAnswer(drained.error());
    if (!request.value(QLatin1String("take")).toBool()) {
        return {{QStringLiteral("pending"), watch.pending()},
                {QStringLiteral("overflow"), watch.hasOverflowed()},
                {QStringLiteral("folders"), static_cast<qint64>(watch.folders())}};
    }
    const auto changes = watch.take();
    QJsonArray paths;
    for (const QByteArray &path : changes.paths)
        paths.append(QString::fromUtf8(path));
    return {{QStringLiteral("changed"), paths}, {QStringLiteral("overflow"), changes.overflowed}};
}

} // namespace

void serveWatch(Channel &channel, const QString &root, const QStringList &paths, const QString &fence)
{
    auto watch = FileWatch::open(root, paths, fence);
    const QJsonObject first =
        watch ? QJsonObject{{QStringLiteral("watching"), static_cast<qint64>(watch->folders())}}
              : problemAnswer(watch.error());
    if (!channel.send(first) || !watch)
        return;
    for (;;) {
        std::array<pollfd, 2> entries{{{channel.fd(), POLLIN | POLLRDHUP, 0}, {watch->fd(), POLLIN, 0}}};
        if (::poll(entries.data(), entries.size(), -1) < 0 && errno != EINTR)
            return;
        if (entries[1].revents)
            watch->drain();
        if (!entries[0].revents)
            continue;
        const auto request = channel.receive(std::chrono::seconds(1));
        if (!request || !channel.send(answerTo(*watch, request->body)))
            return;
    }
}

} // namespace slipway::init
