#include "service/platform/sandbox/EnvironmentClient.h"

#include "service/platform/sandbox/EnvironmentLauncher.h"

#include <sys/statvfs.h>

namespace slipway {

namespace {

constexpr double scarceBytes = 32e6; // two segments of a database's log

// A program that dies for want of space rarely says so: whoever reads its last words is told.
Problem withScarceDisk(Problem problem, const QString &folder)
{
    struct statvfs info
    {
    };
    if (!problem.hint.isEmpty() || ::statvfs(folder.toLocal8Bit().constData(), &info) != 0)
        return problem;
    const double free = static_cast<double>(info.f_bavail) * static_cast<double>(info.f_frsize);
    if (free < scarceBytes)
        problem.hint = QStringLiteral("The disk of %1 is full but for %2 MB: make room there, then retry.")
                           .arg(folder)
                           .arg(free / 1e6, 0, 'f', 0);
    return problem;
}

} // namespace

EnvironmentClient::EnvironmentClient(const DataFolder &folder, int slot)
    : m_folder(folder.path()), m_socket(controlSocket(folder, slot)), m_slot(slot)
{
}

Result<Channel> EnvironmentClient::connect() const
{
    auto channel = Channel::connect(m_socket);
    if (!channel)
        return fail(Problem::Kind::Unavailable, QStringLiteral("The environment isn't up"),
                    QStringLiteral("Start it; the guardian does so by itself when it should be up."),
                    m_socket);
    return channel;
}

Result<QJsonObject> EnvironmentClient::ask(const QString &what, QJsonObject arguments, Duration timeout,
                                           qint64 token, std::stop_token stop,
                                           std::span<const int> descriptors) const
{
    auto channel = connect();
    if (!channel)
        return Failure(channel.error());
    arguments.insert(QStringLiteral("do"), what);
    if (token > 0)
        arguments.insert(QStringLiteral("token"), static_cast<double>(token));
    const auto answer = channel->call(arguments, timeout, std::move(stop), descriptors);
    return answer ? answer : Result<QJsonObject>(Failure(withScarceDisk(answer.error(), m_folder)));
}

Result<QJsonObject> EnvironmentClient::hook(const QString &appliance, const QString &verb, Duration timeout,
                                            qint64 token, std::stop_token stop) const
{
    const auto within = std::chrono::duration_cast<std::chrono::milliseconds>(timeout).count();
    return ask(QStringLiteral("hook"),
               {{QStringLiteral("appliance"), appliance},
                {QStringLiteral("verb"), verb},
                {QStringLiteral("within_ms"), static_cast<double>(within)}},
               timeout + std::chrono::seconds(1), token, std::move(stop));
}

} // namespace slipway
