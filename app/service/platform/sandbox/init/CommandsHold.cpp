// The commands of the hold: stand still, go on, stand by.
#include "service/platform/sandbox/init/Commands.h"

#include "domain/Json.h"

#include <algorithm>

namespace slipway::init {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

bool isEverything(const Service &)
{
    return true;
}

bool isDatabase(const Service &service)
{
    return service.spec->kind == ServiceSpec::Kind::Database;
}

// Who waited in the hold is answered as soon as this, also without a database that doesn't come up.
constexpr auto longestForDatabases = seconds(5);

} // namespace

// Stopped for a while: resume, a lapsed lease or a restart of init start it again.
void Commands::halt(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    const auto which = filterOf(request);
    m_init.supervisor().hold(which, true);
    waitForStop(connection, which, limitOf(request, seconds(3)));
}

void Commands::quiesce(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    m_lease = std::chrono::steady_clock::now() + limitOf(request, seconds(3));
    m_proceedBy.reset();
    m_init.supervisor().pause();
    m_cron.pause();
    answer(connection, report());
}

void Commands::renew(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    if (!m_lease) {
        answer(connection,
               fail(Problem::Kind::Conflict, QStringLiteral("The lease has lapsed: it serves again"),
                    QStringLiteral("Begin the hold anew."), m_init.spec().environment));
        return;
    }
    m_lease = std::chrono::steady_clock::now() + limitOf(request, seconds(3));
    answer(connection, report());
}

void Commands::beginResume(const char *why)
{
    const bool wasQuiesced = m_lease.has_value() || m_init.supervisor().isPaused();
    m_lease.reset();
    m_init.supervisor().hold(isEverything, false);
    if (!wasQuiesced) {
        m_cron.proceed();
        return;
    }
    m_init.incidents().add(QStringLiteral("environment.resumed"), QString(),
                           {{QStringLiteral("why"), QLatin1String(why)}});
    if (!m_proceedBy)
        m_proceedBy = std::chrono::steady_clock::now() + longestForDatabases;
}

// The application goes on once its databases answer: before that it would refuse who has waited so long.
void Commands::proceedWithDatabases(Moment now)
{
    if (!m_proceedBy || (unhealthy(isDatabase) && now < *m_proceedBy))
        return;
    m_proceedBy.reset();
    m_init.supervisor().proceed();
    m_cron.proceed();
    m_resumeCheck = now + milliseconds(1500);
}

void Commands::resume(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    beginResume("asked");
    waitForHealth(connection, isEverything, limitOf(request, seconds(20)), Patience::ToTheEnd);
}

// What served stands by: only its databases may run, nothing that stood still comes to life once more.
void Commands::standDown(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    const auto which = [](const Service &service) {
        return service.spec->kind != ServiceSpec::Kind::Database;
    };
    m_lease.reset();
    m_proceedBy.reset();
    m_resumeCheck.reset();
    m_init.supervisor().want(which, false);
    m_cron.end();
    saveWanted();
    connection.deadline = std::chrono::steady_clock::now() + limitOf(request, seconds(10));
    connection.waiting = [this, which](bool expired) -> std::optional<QJsonObject> {
        if (m_init.supervisor().settled(which)) {
            m_init.supervisor().proceed();
            m_cron.proceed();
            return report();
        }
        if (!expired)
            return std::nullopt;
        return problemAnswer({Problem::Kind::Timeout, QStringLiteral("The application doesn't stop"),
                              m_init.spec().environment, QStringLiteral("Try it again.")});
    };
}

// An application that doesn't find back to its database after the pause is started anew.
void Commands::watchOverResume(Moment now)
{
    if (!m_resumeCheck)
        return;
    const auto ailing = [this](const Service &service) {
        return service.spec->kind != ServiceSpec::Kind::Database && service.shouldRun() &&
               !m_init.health().isHealthy(service.appliance->name);
    };
    if (!unhealthy(isEverything)) {
        m_resumeCheck.reset();
    } else if (now >= *m_resumeCheck) {
        m_resumeCheck.reset();
        m_init.supervisor().restart(ailing);
    }
}

} // namespace slipway::init
