#include "daemon/Service.h"

#include "daemon/AddressCheck.h"
#include "daemon/Brake.h"
#include "daemon/ClockWatch.h"
#include "daemon/Demo.h"
#include "daemon/EnvironmentActivities.h"
#include "daemon/EnvironmentDesk.h"
#include "daemon/MailRoom.h"
#include "daemon/Monitor.h"
#include "daemon/Restored.h"
#include "daemon/Revival.h"
#include "domain/Json.h"
#include "service/api/ApiServer.h"
#include "service/api/pages/PagesDoor.h"
#include "service/gateway/HaproxyGateway.h"
#include "service/ipc/Process.h"
#include "service/mailbox/Mailboxes.h"
#include "service/platform/sandbox/Isolation.h"
#include "service/platform/sandbox/SandboxPlatform.h"
#include "service/release/CutoverKeeper.h"
#include "service/release/Holds.h"
#include "service/release/ProcessProbe.h"
#include "service/release/ReleaseActivities.h"
#include "service/release/ReleaseDesk.h"
#include "service/release/ReleaseService.h"
#include "service/remote/HostDesk.h"
#include "service/remote/RemoteRunActivity.h"
#include "service/secrets/SealedFileSecrets.h"
#include "service/store/Backup.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Ledger.h"
#include "service/store/UserRepository.h"
#include "service/support/CaseIndexer.h"
#include "service/support/CaseIntake.h"
#include "service/support/DeskMail.h"
#include "service/support/DutyOutlook.h"
#include "service/support/DutyRepository.h"
#include "service/support/Heartbeat.h"
#include "service/support/LinkDesk.h"
#include "service/support/MethodCourier.h"
#include "service/support/PageActivity.h"
#include "service/support/PageRunners.h"
#include "service/support/PlatformCases.h"
#include "service/support/WatcherDesk.h"

#include <QDir>
#include <QFile>
#include <QtGlobal>

#include <unistd.h>

namespace slipway {

namespace {

const QString localUser = QStringLiteral("local"); // who holds the folder's own token: whoever may read it
const QString serviceActor = QStringLiteral("service");
const QString watcherStatus = QStringLiteral("run/watcher.json"); // for `doctor`

Engine::Options engineOptions(const Store &store)
{
    Engine::Options options;
    options.zone = [&store] {
        return store.read([](Reader &reader) { return DutyRepository::zone(reader); });
    };
    return options;
}

} // namespace

// In the order in which they need each other; taken down in reverse.
struct Service::Parts
{
    Parts(Service &service, std::unique_ptr<Store> opened, MailSeal seal)
        : folder(service.m_folder),
          store(std::move(opened)),
          guardian(GuardianClient::socketIn(folder.path())),
          gateway(folder.file(QStringLiteral("gateway"))),
          environmentKeeper(guardian),
          outbound(folder.path()),
          mail(folder, *store, outbound),
          platform(folder, environmentKeeper, isolation().works, &mail),
          keeper(guardian),
          probe(folder.runtime() + QStringLiteral("/bin/slipwayd")),
          secrets(folder.path(), qEnvironmentVariable("CREDENTIALS_DIRECTORY")),
          ssh(secrets),
          hosts(*store, secrets, ssh),
          pager(std::move(seal), [this] { return linksHere(); }),
          releaseParts{*store, platform, gateway, keeper, probe, service.m_clock, folder},
          activities(makeActivities()),
          engine(*store, activities, desk, engineOptions(*store)),
          releases(*store, engine, activities, [this] { return signedHead(); }),
          environments(*store, engine, activities, folder),
          cases(*store, engine, pager, [this] { pagesWait(); }),
          intake(*store, cases, pager),
          platformCases(*store, cases),
          mailboxes(
              *store, secrets, [this](const QByteArray &raw) { return take(raw); },
              folder.file(QStringLiteral("mail/mailboxes.json"))),
          links(*store, cases, intake, pager),
          heartbeat(Heartbeat::fileIn(folder.path()), service.m_clock.monotonic()),
          indexer(*store),
          post(
              *store, pager, cases, [this] { return outbound.current().smarthost; },
              folder.file(Demo::mailFolder), [this] { runners.wake(); }),
          courier(secrets, [this] { return outbound.current().commands; }),
          runners(*store, pager, courier, [this] { pagesWait(); }),
          door(*store, links, folder.apiAddress()),
          watcher(
              *store, secrets, [this, &service] { return heartbeat.age(service.m_clock.monotonic()); },
              [this] { return outbound.current().smarthost; }, folder.file(Demo::mailFolder),
              folder.file(watcherStatus)),
          demo(*store, environments, folder, [this](const QByteArray &raw) { return take(raw); }),
          monitor(
              folder, *store, platform, guardian,
              [this] {
                  const auto routes = gateway.routes();
                  return routes ? Result<void>() : Result<void>(Failure(routes.error()));
              },
              platformCases, cases),
          revival(*store, platform),
          api(*store, releases, activities, hosts, cases, intake, mailboxes, watcher, service,
              {folder.apiAddress(), folder.apiPort(), 8, {}, folder.identity()})
    {
    }

    std::shared_ptr<const ActivityRegistry> makeActivities()
    {
        auto registry = std::make_shared<ActivityRegistry>();
        addReleaseActivities(*registry, releaseParts);
        addEnvironmentActivities(*registry, {*store, platform, gateway});
        registry->add(std::make_shared<RemoteRunActivity>(*store, ssh));
        registry->add(std::make_shared<PageActivity>(*store, pager, [this] { pagesWait(); }));
        return registry;
    }

    Result<void> take(const QByteArray &raw)
    {
        const auto taken = intake.take(raw, serviceActor);
        return taken ? Result<void>() : Failure(taken.error());
    }

    void pagesWait()
    {
        post.wake();
        runners.wake();
    }

    bool staysHere() { return !outbound.current().smarthost && QDir(folder.file(Demo::mailFolder)).exists(); }
    bool mailHasAWay() { return outbound.current().smarthost || staysHere(); }

    // Where no public address is set: the pages' own one, while mail stays on this machine.
    QString linksHere() { return staysHere() ? door.url() : QString(); }

    Result<QJsonObject> signedHead() const
    {
        const auto head = store->read([](Reader &reader) { return Ledger::head(reader); });
        if (!head)
            return Failure(head.error());
        return head->toJson();
    }

    const DataFolder &folder;
    std::unique_ptr<Store> store;
    GuardianClient guardian;
    HaproxyGateway gateway;
    GuardianKeeper environmentKeeper;
    OutboundFile outbound;
    MailRoom mail;
    SandboxPlatform platform;
    GuardianCutovers keeper;
    ProcessProbe probe;
    SealedFileSecrets secrets;
    SshPool ssh;
    HostDesk hosts;
    Pager pager;
    ReleaseParts releaseParts;
    std::shared_ptr<const ActivityRegistry> activities;
    ReleaseDesk desk;
    Engine engine;
    ReleaseService releases;
    EnvironmentDesk environments;
    CaseDesk cases;
    CaseIntake intake;
    PlatformCases platformCases;
    Mailboxes mailboxes;
    LinkDesk links;
    Heartbeat heartbeat;
    CaseIndexer indexer;
    DeskMail post;
    MethodCourier courier;
    PageRunners runners;
    PagesDoor door;
    WatcherDesk watcher;
    Demo demo;
    Monitor monitor;
    Revival revival;
    ApiServer api;
    ClockWatch clockWatch{[this] {
        engine.clockChanged();
        pagesWait();
    }}; // what is due by the new time is done now
};

Service::Service(DataFolder folder) : m_folder(std::move(folder)) {}

Service::~Service() = default;

Result<void> Service::openStore()
{
    auto store = Store::open({m_folder.database(), m_folder.file(QStringLiteral("ledger.key")), &m_clock});
    if (!store)
        return Failure(store.error());
    auto seal = MailSeal::open(m_folder.file(QStringLiteral("mail.key")));
    if (!seal)
        return Failure(seal.error());
    m_parts = std::make_unique<Parts>(*this, std::move(*store), std::move(*seal));
    return {};
}

Result<QString> Service::start(bool demo)
{
    if (auto checked = checkAddresses(m_folder); !checked)
        return Failure(checked.error());
    if (auto opened = openStore(); !opened)
        return Failure(opened.error());
    if (auto settled = settleRestored(*m_parts->store, m_folder); !settled)
        return Failure(settled.error());
    if (auto written = writeClientFile(); !written)
        return Failure(written.error());
    if (auto control = takeControl(m_folder, m_parts->guardian); !control)
        return Failure(control.error());
    if (auto loaded = m_parts->releases.loadShipped(); !loaded)
        return Failure(loaded.error());
    if (auto prepared = m_parts->mail.prepare(); !prepared)
        return Failure(prepared.error());
    if (auto revived = reviveEnvironments(); !revived)
        return Failure(revived.error());
    if (auto started = m_parts->cases.start(); !started)
        return Failure(started.error());
    m_parts->door.start();
    if (auto started = m_parts->engine.start(); !started)
        return Failure(started.error());
    if (auto listening = m_parts->api.start(); !listening)
        return Failure(listening.error());
    m_parts->monitor.start();
    m_parts->mail.start(m_parts->platform);
    if (auto started = m_parts->mailboxes.start(); !started)
        return Failure(started.error());
    m_parts->indexer.start();
    m_parts->runners.start();
    m_parts->post.start([this] {
        m_parts->heartbeat.beat(
            m_clock.monotonic(),
            std::max({m_parts->engine.behind(), m_parts->runners.behind(), m_parts->post.clocksBehind()}));
    });
    m_parts->clockWatch.start();
    if (auto started = m_parts->watcher.start(); !started)
        return Failure(started.error());
    if (auto started = m_parts->demo.start(demo); !started)
        return Failure(started.error());
    return m_folder.apiUrl();
}

void Service::stop()
{
    if (!m_parts)
        return;
    m_parts->clockWatch.stop();
    m_parts->environments.stop();
    m_parts->api.stop();
    m_parts->watcher.stop();
    m_parts->mailboxes.stop();
    m_parts->demo.stop();
    m_parts->monitor.stop();
    m_parts->mail.stop();
    m_parts->door.stop();
    m_parts->post.stop(); // while people can still be called for a reply that is refused
    m_parts->engine.stop();
    m_parts->runners.stop();
    m_parts->indexer.stop();
    m_parts->guardian.leave();
    m_parts.reset();
}

Result<void> Service::reviveEnvironments()
{
    const auto kept = keptSlots(m_parts->guardian);
    if (!kept)
        return Failure(kept.error());
    return m_parts->revival.start(*kept);
}

// What slipwayctl finds in the folder: the URL and a token of the local administrator, readable by the owner
// alone. A token that still works is kept.
Result<void> Service::writeClientFile()
{
    const QString file = m_folder.file(QStringLiteral("client.json"));
    const auto known = readFile(file, 4096);
    const auto object = known ? objectFromBytes(*known, file) : Result<QJsonObject>(QJsonObject());
    QByteArray token = object ? object->value(QStringLiteral("token")).toString().toLatin1() : QByteArray();
    const auto verified = m_parts->store->read(
        [&](Reader &reader) { return UserRepository::verifyToken(reader, token, m_clock.now()); });
    if (!verified) {
        const auto issued = m_parts->store->write([&](Transaction &transaction) -> Result<QByteArray> {
            if (!UserRepository::find(transaction, localUser)) {
                User user;
                user.name = localUser;
                user.role = Role::Admin;
                if (auto added = UserRepository::add(transaction, serviceActor, user); !added)
                    return Failure(added.error());
            }
            return UserRepository::issueToken(transaction, serviceActor, localUser,
                                              QStringLiteral("data folder"));
        });
        if (!issued)
            return Failure(issued.error());
        token = *issued;
    }
    const QJsonObject client{{QStringLiteral("url"), m_folder.apiUrl()},
                             {QStringLiteral("data"), m_folder.path()},
                             {QStringLiteral("folder"), QString::fromLatin1(m_folder.identity())},
                             {QStringLiteral("token"), QString::fromLatin1(token)}};
    return writeFileAtomically(file, toBytes(client) + '\n', 0600);
}

Result<Application> Service::createApplication(const QJsonObject &request, const QString &actor)
{
    return m_parts->environments.create(request, actor);
}

Result<Application> Service::cloneApplication(const Application &application, const QString &actor)
{
    return m_parts->environments.copyProduction(application, actor);
}

Result<Application> Service::startEnvironment(const Application &application, const QString &environment,
                                              const QString &actor)
{
    return m_parts->environments.start(application, environment, actor);
}

Result<Application> Service::stopEnvironment(const Application &application, const QString &environment,
                                             const QString &actor)
{
    return m_parts->environments.stop(application, environment, actor);
}

Result<Application> Service::removeEnvironment(const Application &application, const QString &environment,
                                               const QString &actor)
{
    return m_parts->environments.remove(application, environment, actor);
}

Result<void> Service::removeApplication(const Application &application, const QString &actor)
{
    return m_parts->environments.removeApplication(application, actor);
}

Result<QJsonObject> Service::demo()
{
    return m_parts->demo.show();
}

Result<QJsonObject> Service::loadDemo(bool on, int rate, const QString &actor)
{
    return m_parts->demo.setTraffic(on, rate, actor);
}

Result<QJsonObject> Service::brake()
{
    return brakeOf(*m_parts->store, m_parts->engine.brake());
}

Result<QJsonObject> Service::setBrake(bool on, const QString &reason, const QString &actor)
{
    if (auto set = m_parts->engine.setBrake(on, actor, reason); !set)
        return Failure(set.error());
    auto answer = brake();
    if (answer && on)
        answer->insert(QStringLiteral("released"),
                       releaseHolds(*m_parts->store, m_parts->gateway, m_parts->platform, m_parts->keeper));
    return answer;
}

Result<QJsonObject> Service::backUp(const QString &actor)
{
    QString stamp = toText(m_clock.now());
    stamp.remove(QLatin1Char(':')).remove(QLatin1Char('-'));
    return slipway::backUp(*m_parts->store, m_folder,
                           m_folder.file(QStringLiteral("backups/slipway-%1.tar").arg(stamp)), actor);
}

QStringList Service::pagingProblems()
{
    QStringList problems;
    const auto people = m_parts->store->read([](Reader &reader) { return DutyRepository::people(reader); });
    for (const DutyPerson &person : people ? *people : std::vector<DutyPerson>()) {
        for (const ContactMethod &method : person.ways()) {
            if (const QString why = whyUnusable(method); !why.isEmpty())
                problems.append(QStringLiteral("%1's %2 %3").arg(person.name, toText(method.kind), why));
        }
    }
    if (const auto problem = m_parts->door.problem())
        problems.append(QStringLiteral("Links can't be followed: %1").arg(problem->text()));
    return problems;
}

QString Service::whyUnusable(const ContactMethod &method)
{
    if (method.isMail() && !m_parts->mailHasAWay())
        return QStringLiteral("goes nowhere: no mail server is named in outbound.json");
    const auto secrets = m_parts->secrets.names();
    for (const QString &secret : method.secrets()) {
        if (secrets && !secrets->contains(secret))
            return QStringLiteral("needs the secret %1, which there isn't").arg(secret);
    }
    const QString program = method.command.value(0);
    if (method.kind == ContactMethod::Kind::Command &&
        !m_parts->outbound.current().commands.contains(program))
        return QStringLiteral("isn't among the \"commands\" in outbound.json: %1").arg(program);
    return {};
}

// How the weeks to come are covered. Nothing while the store can't be read: that is told by itself.
QByteArray Service::dutyMetrics()
{
    const auto outlook = m_parts->store->read([this](Reader &reader) -> Result<DutyOutlook> {
        const auto rota = DutyRepository::rota(reader);
        if (!rota)
            return Failure(rota.error());
        return DutyOutlook::read(reader, *rota, m_clock.now(),
                                 [this](const ContactMethod &method) { return whyUnusable(method); });
    });
    return outlook ? outlook->metrics() : QByteArray();
}

// Who watches from outside goes by this.
void Service::notePaging(ServiceHealth &health)
{
    const Duration age = m_parts->heartbeat.age(m_clock.monotonic());
    const bool goesOn = age <= WatcherDesk::Options().stall;
    QJsonObject paging{{QStringLiteral("healthy"), goesOn},
                       {QStringLiteral("beat_age_ms"), qint64(age / std::chrono::milliseconds(1))}};
    if (!goesOn)
        paging.insert(QStringLiteral("why"), QStringLiteral("Nothing that is due is attended to"));
    health.parts.insert(QStringLiteral("paging"), paging);
    health.healthy = health.healthy && goesOn;
}

ServiceHealth Service::health()
{
    ServiceHealth health;
    health.healthy = true;
    const auto note = [&](const QString &part, const Result<void> &state) {
        QJsonObject object{{QStringLiteral("healthy"), state.has_value()}};
        if (!state)
            object.insert(QStringLiteral("why"), state.error().text());
        health.parts.insert(part, object);
        health.healthy = health.healthy && state;
    };
    const auto one =
        m_parts->store->read([](Reader &reader) { return reader.integer(QStringLiteral("SELECT 1")); });
    note(QStringLiteral("store"), one ? Result<void>() : Result<void>(Failure(one.error())));
    note(QStringLiteral("guardian"),
         m_parts->guardian.isController()
             ? Result<void>()
             : Result<void>(fail(Problem::Kind::Unavailable, QStringLiteral("It is being started again"))));
    const auto secrets = m_parts->secrets.names();
    note(QStringLiteral("secrets"), secrets ? Result<void>() : Result<void>(Failure(secrets.error())));
    const auto routes = m_parts->gateway.routes();
    notePaging(health);
    note(QStringLiteral("gateway"), routes ? Result<void>() : Result<void>(Failure(routes.error())));
    return health;
}

QByteArray Service::metrics()
{
    QByteArray text = m_parts->engine.metrics();
    const ServiceHealth now = health();
    text += "# HELP slipway_part_up Whether a part of the service is well.\n# TYPE slipway_part_up gauge\n";
    for (auto part = now.parts.begin(); part != now.parts.end(); ++part)
        text += "slipway_part_up{part=\"" + part.key().toUtf8() + "\"} " +
                (part.value().toObject().value(QStringLiteral("healthy")).toBool() ? "1\n" : "0\n");
    text += m_parts->mail.metrics();
    text += m_parts->mailboxes.metrics();
    text += m_parts->monitor.metrics();
    text += dutyMetrics();
    text += m_parts->watcher.metrics();
    text += "# HELP slipway_paging_beat_age_seconds For how long nothing that is due was attended to.\n"
            "# TYPE slipway_paging_beat_age_seconds gauge\nslipway_paging_beat_age_seconds " +
            QByteArray::number(
                std::chrono::duration<double>(m_parts->heartbeat.age(m_clock.monotonic())).count(), 'f', 3) +
            '\n';
    return text;
}

} // namespace slipway
