// The commands that let customers in and out again.
#include "service/platform/sandbox/init/Commands.h"

namespace slipway::init {

void Commands::access(Connection &connection, const QJsonObject &, std::vector<FileDescriptor> &)
{
    const auto key = m_access.open();
    if (!key) {
        answer(connection, Failure(key.error()));
        return;
    }
    InitState state = m_init.state().get();
    state.access = true;
    if (auto saved = m_init.state().set(std::move(state)); !saved)
        answer(connection, Failure(saved.error()));
    else
        answer(connection, QJsonObject{{QStringLiteral("host_key"), *key}});
}

// Door shut, sessions ended, and everything started anew: who could change what a service runs from could
// also have changed the running service. Answers before the services are healthy again.
void Commands::evict(Connection &connection, const QJsonObject &, std::vector<FileDescriptor> &)
{
    InitState state = m_init.state().get();
    state.access = false;
    if (auto saved = m_init.state().set(std::move(state)); !saved) {
        answer(connection, Failure(saved.error()));
        return;
    }
    m_access.close();
    endStrays();
    const auto everything = [](const Service &) { return true; };
    m_init.supervisor().hold(everything, true);
    connection.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(15);
    connection.waiting = [this, everything](bool expired) -> std::optional<QJsonObject> {
        if (!m_init.supervisor().settled(everything) && !expired)
            return std::nullopt;
        const int ended = endStrays();
        m_init.supervisor().hold(everything, false);
        return QJsonObject{{QStringLiteral("ended"), ended}};
    };
}

} // namespace slipway::init
