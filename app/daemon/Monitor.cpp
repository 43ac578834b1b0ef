#include "daemon/Monitor.h"

#include "daemon/EnvironmentActivities.h"
#include "service/guardian/GuardianMain.h"
#include "service/store/CatalogRepository.h"

#include <QtGlobal>

#include <algorithm>

namespace slipway {

namespace {

constexpr auto beat = std::chrono::milliseconds(500);
constexpr int healthEvery = 4; // beats
const QString actor = QStringLiteral("service");

} // namespace

Result<void> takeControl(const DataFolder &folder, GuardianClient &guardian)
{
    const QString program = folder.runtime() + QStringLiteral("/bin/slipwayd");
    if (auto serves = ensureGuardian(program, folder.path()); !serves)
        return serves;
    if (auto greeted = guardian.hello(); !greeted)
        return greeted;
    return guardian.gateway(true);
}

Monitor::Monitor(const DataFolder &folder, Store &store, Platform &platform, GuardianClient &guardian,
                 std::function<Result<void>()> gateway, PlatformCases &cases, CaseDesk &desk)
    : m_folder(folder),
      m_store(store),
      m_platform(platform),
      m_guardian(guardian),
      m_incidents(store, platform, [&guardian](qint64 since) { return guardian.incidents(since); }),
      m_gateway(std::move(gateway)),
      m_cases(cases),
      m_desk(desk)
{
}

Monitor::~Monitor()
{
    stop();
}

void Monitor::start()
{
    m_thread = std::jthread([this](std::stop_token stop) { loop(std::move(stop)); });
}

void Monitor::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

QByteArray Monitor::metrics() const
{
    const auto refused =
        m_store.read([](Reader &reader) { return CatalogRepository::refusedOutbound(reader); });
    QByteArray text = "# HELP slipway_outbound_refused_total Connections to the outside that were refused.\n"
                      "# TYPE slipway_outbound_refused_total counter\n";
    if (!refused)
        return text;
    for (const auto &one : *refused)
        text += "slipway_outbound_refused_total{application=\"" + one.application.toUtf8() +
                "\",environment=\"" + one.environment.toUtf8() + "\"} " + QByteArray::number(one.refused) +
                '\n';
    return text;
}

void Monitor::loop(std::stop_token stop)
{
    for (int count = 0; !stop.stop_requested(); ++count) {
        if (!m_guardian.isController()) {
            if (auto again = takeControl(m_folder, m_guardian); !again)
                qWarning("slipwayd: %s", qUtf8Printable(again.error().text()));
        }
        if (auto recorded = m_incidents.record(); !recorded)
            qWarning("slipwayd: incidents could not be written: %s", qUtf8Printable(recorded.error().text()));
        hear();
        if (count % healthEvery == 0) {
            lookAtGateway();
            lookAtEnvironments();
        }
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, beat, [] { return false; });
    }
}

void Monitor::hear()
{
    const auto platform = m_cases.round();
    const auto releases = m_desk.hearReleases();
    const QString complaint = !platform   ? platform.error().text()
                              : !releases ? releases.error().text()
                                          : QString();
    if (complaint != m_complaint && !complaint.isEmpty())
        qWarning("slipwayd: cases of the platform and of releases: %s", qUtf8Printable(complaint));
    m_complaint = complaint;
}

// One that has died is told by the guardian; one that lives and says nothing reaches nobody either.
void Monitor::lookAtGateway()
{
    constexpr int notedAfter = 2; // misses: a restart is one
    const auto answers = m_gateway();
    const bool wasSilent = m_gatewayMisses >= notedAfter;
    m_gatewayMisses = answers ? 0 : std::min(m_gatewayMisses + 1, notedAfter);
    const bool isSilent = m_gatewayMisses >= notedAfter;
    if (isSilent == wasSilent)
        return;
    const auto written = m_store.write([&](Transaction &transaction) -> Result<void> {
        transaction.append(
            {actor, isSilent ? QStringLiteral("gateway.silent") : QStringLiteral("gateway.heard"),
             QStringLiteral("gateway"),
             answers ? QJsonObject() : QJsonObject{{QStringLiteral("why"), answers.error().what}}});
        return {};
    });
    if (!written)
        qWarning("slipwayd: %s", qUtf8Printable(written.error().text()));
}

void Monitor::lookAtEnvironments()
{
    const auto environments =
        m_store.read([](Reader &reader) { return CatalogRepository::environments(reader); });
    if (!environments)
        return;
    for (const Environment &environment : *environments) {
        // Only what is meant to run has a state to be kept true; runs of the engine set the others.
        if (environment.state != QLatin1String("running") && environment.state != QLatin1String("failed"))
            continue;
        const bool standsBy = environment.role == EnvironmentRole::Standby;
        const auto health = m_platform.health(environment);
        if (!health || (environment.state == QLatin1String("failed") && !health->healthy))
            continue;
        // Of a standby only the databases run: that isn't an illness of the whole. What has been stopped or
        // has changed its role since we asked is looked at next time.
        const auto written = m_store.write(
            [&](Transaction &transaction) -> Result<void> {
                const auto now = CatalogRepository::environment(transaction, environment.id);
                if (!now)
                    return Failure(now.error());
                if (now->state != environment.state || now->role != environment.role)
                    return {};
                return standsBy ? recordAppliances(transaction, actor, *now, *health)
                                : recordHealth(transaction, actor, *now, *health);
            },
            Store::Priority::Bulk);
        if (!written)
            qWarning("slipwayd: %s", qUtf8Printable(written.error().text()));
    }
}

} // namespace slipway
