#include "service/guardian/Recovery.h"

#include "domain/Json.h"

#include <QDir>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace slipway {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

// While the old side is being started its requests go on waiting, this long at most.
constexpr auto holdWhileStarting = 2s;
// An environment whose init died at the same time is back within two seconds.
constexpr auto resumeLimit = 10s;
constexpr auto standDownLimit = 3s;
constexpr auto attemptsFor = 5s;
constexpr auto betweenAttempts = 100ms;
// After that an old side that clings to its work is asked this often, until it stands down.
constexpr auto betweenReminders = 1s;

} // namespace

Recovery::Recovery(QString folder, Gateway &gateway, SavedSlot savedSlot, EnvironmentStarter &environments,
                   Incidents &incidents)
    : m_folder(std::move(folder)),
      m_gateway(gateway),
      m_savedSlot(std::move(savedSlot)),
      m_environments(environments),
      m_incidents(incidents)
{
    const QStringList files = QDir(m_folder).entryList({QStringLiteral("cutover-*.json")}, QDir::Files);
    for (const QString &file : files) {
        const auto bytes = readFile(m_folder + QLatin1Char('/') + file);
        const auto object =
            bytes ? objectFromBytes(*bytes, file) : Result<QJsonObject>(Failure(bytes.error()));
        if (!object)
            continue;
        auto record = std::make_shared<Record>();
        record->cutover = Cutover::fromJson(*object);
        record->controller = {object->value(QLatin1String("controller")).toInt(),
                              object->value(QLatin1String("controller_start")).toString().toULongLong()};
        if (object->contains(QLatin1String("outcome")))
            record->outcome = CutoverOutcome::fromJson(object->value(QLatin1String("outcome")).toObject());
        m_records[record->cutover.release] = std::move(record);
    }
}

Recovery::~Recovery()
{
    stop();
}

void Recovery::start()
{
    m_reminder = std::jthread([this] { remindClinging(); });
}

QString Recovery::fileOf(qint64 release) const
{
    return m_folder + QStringLiteral("/cutover-%1.json").arg(release);
}

Result<void> Recovery::save(const Record &record) const
{
    QJsonObject object = record.cutover.toJson();
    object.insert(QStringLiteral("controller"), record.controller.pid);
    object.insert(QStringLiteral("controller_start"), QString::number(record.controller.startTime));
    if (record.outcome)
        object.insert(QStringLiteral("outcome"), record.outcome->toJson());
    return writeFileAtomically(fileOf(record.cutover.release), toBytes(object), 0600);
}

Recovery::RecordPtr Recovery::find(qint64 release) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_records.find(release);
    return found == m_records.end() ? nullptr : found->second;
}

Result<void> Recovery::begin(const Cutover &cutover, const ProcessId &controller)
{
    if (cutover.release <= 0 || cutover.address.isEmpty() || cutover.serving <= 0 || cutover.follower <= 0)
        return fail(Problem::Kind::Invalid, QStringLiteral("The cutover is incomplete"));
    if (const RecordPtr before = find(cutover.release);
        before && !outcome(cutover.release) && before->cutover.token > cutover.token)
        return fail(Problem::Kind::Conflict, QStringLiteral("A newer controller has this cutover in hand"));
    auto record = std::make_shared<Record>();
    record->cutover = cutover;
    record->controller = controller;
    if (auto saved = save(*record); !saved)
        return saved;
    const std::lock_guard lock(m_mutex);
    m_records[cutover.release] = std::move(record);
    return {};
}

Result<void> Recovery::end(qint64 release)
{
    const RecordPtr record = find(release);
    if (!record)
        return {};
    const std::lock_guard busy(record->busy); // a recovery under way finishes first
    const Cutover &cutover = record->cutover;
    const bool isOpen = !record->outcome || record->outcome->clinging;
    if (const auto slot = slotOf(cutover.address); isOpen && slot && *slot == cutover.follower) {
        if (auto down = m_environments.standDown(cutover.serving, cutover.token, standDownLimit); !down)
            return down;
    }
    const std::lock_guard lock(m_mutex);
    m_records.erase(release);
    QFile::remove(fileOf(release));
    return {};
}

Result<CutoverOutcome> Recovery::recover(qint64 release, const QString &trigger)
{
    const auto began = steady_clock::now();
    const RecordPtr record = find(release);
    if (!record)
        return fail(Problem::Kind::NotFound,
                    QStringLiteral("The guardian knows no cutover of release %1").arg(release));
    const std::lock_guard busy(record->busy);
    if (record->outcome)
        return *record->outcome;
    CutoverOutcome outcome = bringBack(record->cutover);
    outcome.release = release;
    outcome.trigger = trigger;
    outcome.tookMs = std::chrono::duration<double, std::milli>(steady_clock::now() - began).count();
    {
        const std::lock_guard lock(m_mutex);
        record->outcome = outcome;
        m_changed.notify_all();
    }
    if (const auto saved = save(*record); !saved)
        std::fprintf(stderr, "guardian: %s\n", qPrintable(saved.error().text()));
    m_incidents.add(QStringLiteral("cutover.recovered"), QStringLiteral("release/%1").arg(release),
                    outcome.toJson());
    return outcome;
}

CutoverOutcome Recovery::bringBack(const Cutover &cutover)
{
    CutoverOutcome outcome;
    // The gateway refuses the controller from here on, before anybody looks where the address leads. One that
    // is down refuses everybody, and comes back with the hold lapsed: its saved routes are the truth then.
    const auto fenced = m_gateway.fence(cutover.address, cutover.token);
    GatewayRoute seen;
    if (const auto route =
            fenced ? m_gateway.route(cutover.address) : Result<GatewayRoute>(Failure(fenced.error()))) {
        seen = *route;
    } else if (const auto slot = m_savedSlot(cutover.address)) {
        seen.slot = *slot;
    } else {
        outcome.why = slot.error().text();
        return outcome;
    }
    outcome.serving = seen.slot;
    if (seen.slot == cutover.follower) {
        outcome.swapped = true;
        outcome.healthy = true;
    } else if (seen.slot == cutover.serving) {
        serveAgain(cutover, seen, outcome);
    } else {
        outcome.why = QStringLiteral("%1 leads to slot %2, which is neither side of the cutover")
                          .arg(cutover.address)
                          .arg(seen.slot);
    }
    const auto fencedNow = fenced ? fenced : m_gateway.fence(cutover.address, cutover.token);
    const auto released = m_gateway.release(cutover.address, cutover.token + 1);
    outcome.fenced = fencedNow ? cutover.token : 0;
    if (!released && outcome.why.isEmpty())
        outcome.why = released.error().text();
    if (outcome.swapped) {
        const auto down =
            insist([&] { return m_environments.standDown(cutover.serving, cutover.token, standDownLimit); });
        outcome.clinging = !down;
        if (!down && outcome.why.isEmpty())
            outcome.why = down.error().text();
    }
    return outcome;
}

void Recovery::serveAgain(const Cutover &cutover, const GatewayRoute &route, CutoverOutcome &outcome)
{
    if (route.held) [[maybe_unused]]
        const auto held =
            m_gateway.hold(cutover.address, cutover.token + 1, holdWhileStarting, route.siteDown);
    const auto resumed =
        insist([&] { return m_environments.resume(cutover.serving, cutover.token + 1, resumeLimit); });
    outcome.healthy = resumed.has_value();
    outcome.why = resumed ? QString() : resumed.error().text();
}

Result<void> Recovery::insist(const std::function<Result<void>()> &attempt)
{
    const auto end = steady_clock::now() + attemptsFor;
    for (;;) {
        auto done = attempt();
        if (done || steady_clock::now() > end)
            return done;
        std::unique_lock lock(m_mutex);
        if (m_changed.wait_for(lock, betweenAttempts, [this] { return m_stopping; }))
            return done;
    }
}

std::vector<Recovery::RecordPtr> Recovery::clinging() const
{
    std::vector<RecordPtr> list;
    for (const auto &[release, record] : m_records) {
        if (record->outcome && record->outcome->clinging)
            list.push_back(record);
    }
    return list;
}

void Recovery::remindClinging()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_stopping || !clinging().empty(); });
        if (m_stopping)
            return;
        const auto records = clinging();
        lock.unlock();
        for (const RecordPtr &record : records)
            remind(*record);
        lock.lock();
        m_changed.wait_for(lock, betweenReminders, [this] { return m_stopping; });
    }
}

void Recovery::remind(Record &record)
{
    const std::unique_lock busy(record.busy, std::try_to_lock);
    const Cutover &cutover = record.cutover;
    if (!busy || find(cutover.release).get() != &record)
        return; // a controller has it in hand, or has ended it
    if (!m_environments.standDown(cutover.serving, cutover.token, standDownLimit))
        return;
    {
        const std::lock_guard lock(m_mutex);
        record.outcome->clinging = false;
        record.outcome->why.clear();
    }
    if (const auto saved = save(record); !saved)
        std::fprintf(stderr, "guardian: %s\n", qPrintable(saved.error().text()));
}

Result<int> Recovery::slotOf(const QString &address) const
{
    const auto route = m_gateway.route(address);
    return route ? Result<int>(route->slot) : m_savedSlot(address);
}

void Recovery::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    m_changed.notify_all();
}

std::optional<CutoverOutcome> Recovery::outcome(qint64 release)
{
    const RecordPtr record = find(release);
    if (!record)
        return std::nullopt;
    const std::lock_guard busy(record->busy);
    return record->outcome;
}

std::vector<Cutover> Recovery::open() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<Cutover> list;
    for (const auto &[release, record] : m_records) {
        if (!record->outcome)
            list.push_back(record->cutover);
    }
    return list;
}

std::vector<qint64> Recovery::openOf(const std::optional<ProcessId> &except) const
{
    const std::lock_guard lock(m_mutex);
    std::vector<qint64> list;
    for (const auto &[release, record] : m_records) {
        if (!record->outcome && !(except && record->controller == *except))
            list.push_back(release);
    }
    return list;
}

bool Recovery::controllerAlive() const
{
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_records.begin(), m_records.end(), [](const auto &item) {
        return !item.second->outcome && item.second->controller.isAlive();
    });
}

std::vector<qint64> Recovery::lapsed() const
{
    std::vector<qint64> list;
    for (const Cutover &cutover : open()) {
        const auto route = m_gateway.route(cutover.address);
        if (route && route->lapsed && route->holder == cutover.token)
            list.push_back(cutover.release);
    }
    return list;
}

} // namespace slipway
