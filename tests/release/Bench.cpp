#include "release/Bench.h"

#include "domain/Json.h"
#include "service/release/ReleaseActivities.h"
#include "service/store/CatalogRepository.h"

#include <QFile>
#include <QTest>

using namespace std::chrono_literals;

void slipwayInitResources();

namespace slipway::model {

namespace {

template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().text()));
    return std::move(*result);
}

void must(const Result<void> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().text()));
}

} // namespace

// The shipped definition under another name, with the probe's times cut down.
QByteArray quickPipeline()
{
    QFile file(QStringLiteral(":/slipway/processes/no-migration.yaml"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the shipped pipeline is missing");
    QByteArray yaml = file.readAll();
    yaml.replace("name: no-migration", "name: quick");
    yaml.replace("lead: 2s", "lead: 10ms");
    yaml.replace("tail: 5s", "tail: 10ms");
    return yaml;
}

Bench::Bench()
{
    slipwayInitResources();
    m_folder = must(DataFolder::open(m_directory.path()));
    address = m_folder->publicAddress(production);
    m_store = must(Store::open({m_folder->database(), m_folder->file(QStringLiteral("ledger.key")), &clock}));
    m_registry = std::make_shared<ActivityRegistry>();
    addReleaseActivities(*m_registry, {*m_store, world, world, world, world, clock, *m_folder});
    world.build(production, address);
    must(m_store->write([&](Transaction &transaction) -> Result<void> {
        const QString actor = QStringLiteral("test");
        const Customer customer = must(CatalogRepository::addCustomer(
            transaction, actor, QStringLiteral("northwind"), QStringLiteral("Northwind Traders")));
        must(CatalogRepository::addContact(transaction, actor,
                                           {0,
                                            customer.id,
                                            QStringLiteral("Ana"),
                                            QStringLiteral("ana@example.net"),
                                            {QStringLiteral("ssh-ed25519 AAAAC3Nza ana")}}));
        Application application;
        application.customer = customer.slug;
        application.customerId = customer.id;
        application.slug = QStringLiteral("shop");
        application.name = QStringLiteral("Shop");
        application = must(CatalogRepository::addApplication(transaction, actor, application));
        Environment environment;
        environment.applicationId = application.id;
        environment.name = QStringLiteral("shop-1");
        environment.role = EnvironmentRole::Production;
        environment.slot = production;
        environment.address = address;
        environment.port = DataFolder::httpPort;
        environment.state = QStringLiteral("running");
        environment.quiet = false;
        Appliance appliance;
        appliance.name = QStringLiteral("db");
        appliance.className = QStringLiteral("postgresql");
        environment.appliances = {appliance};
        must(CatalogRepository::addEnvironment(transaction, actor, environment));
        return {};
    }));
    startService();
    must(m_service->loadShipped());
    must(m_service->importPipeline(quickPipeline(), QStringLiteral("quick.yaml"), QStringLiteral("test")));
}

Bench::~Bench()
{
    stopWriting();
    m_service.reset();
    m_engine.reset();
}

void Bench::startService()
{
    m_engine = std::make_unique<Engine>(*m_store, m_registry, m_desk, Engine::Options{});
    m_service = std::make_unique<ReleaseService>(*m_store, *m_engine, m_registry, [] {
        return Result<QJsonObject>(QJsonObject{{QStringLiteral("seq"), 1}});
    });
    must(m_engine->start());
}

void Bench::killService()
{
    world.die();
    m_service.reset();
    {
        // The engine takes no answer once it is told to stop; calls that know no stop token come back then.
        const std::jthread hangingCalls([this](const std::stop_token &) {
            std::this_thread::sleep_for(150ms);
            world.letGo();
        });
        m_engine.reset();
    }
    world.controllerGone();
    world.live();
}

Result<Release> Bench::begin(const QJsonObject &inputs, const QString &pipeline)
{
    StartRelease request;
    request.application = QStringLiteral("northwind/shop");
    request.pipeline = pipeline;
    request.inputs = inputs;
    request.actor = QStringLiteral("eva");
    return m_service->start(request);
}

Result<void> Bench::signReadiness(qint64 id)
{
    if (!awaitStep(id, QStringLiteral("candidate"), StepState::Waiting))
        return fail(Problem::Kind::Timeout, QStringLiteral("The candidate isn't waited for"));
    const auto signedOff = m_service->signOff(id, {}, Role::Customer, QStringLiteral("ready"),
                                              {QStringLiteral("customer:northwind"), {}});
    return signedOff ? Result<void>() : Failure(signedOff.error());
}

void Bench::doWhatIsAsked(qint64 id)
{
    const auto release = m_service->get(id);
    if (!release)
        return;
    const auto steps = m_service->steps(id);
    if (!steps)
        return;
    // Branches may have failed side by side: each is retried by its name.
    for (const Step &step : *steps) {
        if (step.waitsFor.startsWith(QLatin1String("operations: ")))
            static_cast<void>(m_service->retry(id, step.id, {QStringLiteral("omar"), {}}));
    }
    if (release->waitsFor.startsWith(QLatin1String("customer")))
        static_cast<void>(m_service->signOff(id, {}, Role::Customer, QStringLiteral("ready"),
                                             {QStringLiteral("customer:northwind"), {}}));
}

bool Bench::await(qint64 id, const QStringList &states)
{
    return QTest::qWaitFor([&] { return states.contains(state(id)); }, 20000);
}

bool Bench::awaitStep(qint64 id, const QString &name, StepState wanted)
{
    return QTest::qWaitFor(
        [&] {
            const auto found = step(id, name);
            return found && found->state == wanted;
        },
        20000);
}

bool Bench::awaitDecision(qint64 id)
{
    return QTest::qWaitFor(
        [&] {
            const auto release = m_service->get(id);
            return release && release->waitsFor.startsWith(QLatin1String("operations: "));
        },
        20000);
}

QString Bench::state(qint64 id)
{
    const auto release = m_service->get(id);
    return release ? toText(release->state) : release.error().text();
}

QString Bench::describe(qint64 id)
{
    QStringList lines{state(id)};
    if (const auto release = m_service->get(id))
        lines.append(release->waitsFor);
    if (const auto steps = m_service->steps(id)) {
        for (const Step &step : *steps) {
            if (step.state == StepState::Done || step.state == StepState::Pending)
                continue;
            lines.append(QStringLiteral("%1 %2 %3 %4")
                             .arg(step.id, toText(step.state), step.waitsFor,
                                  QString::fromUtf8(toBytes(step.problem))));
        }
    }
    return lines.join(QLatin1Char('\n'));
}

Result<Step> Bench::step(qint64 id, const QString &name)
{
    const auto steps = m_service->steps(id);
    if (!steps)
        return Failure(steps.error());
    for (const Step &one : *steps) {
        if (one.id == name)
            return one;
    }
    return fail(Problem::Kind::NotFound, QStringLiteral("There is no step %1").arg(name));
}

Application Bench::application()
{
    Application application;
    must(m_store->read([&](Reader &reader) -> Result<void> {
        application = must(CatalogRepository::application(reader, QStringLiteral("northwind/shop")));
        return {};
    }));
    return application;
}

void Bench::startWriting()
{
    m_writer = std::jthread([this](const std::stop_token &stop) {
        for (int value = 1; !stop.stop_requested(); ++value) {
            if (world.write(address, value)) {
                const std::lock_guard lock(m_mutex);
                m_acknowledged.insert(value);
            } else {
                ++m_failedWrites;
            }
            std::this_thread::sleep_for(1ms); // the pace of the load
        }
    });
}

void Bench::stopWriting()
{
    m_writer.request_stop();
    if (m_writer.joinable())
        m_writer.join();
}

std::set<int> Bench::acknowledged()
{
    const std::lock_guard lock(m_mutex);
    return m_acknowledged;
}

QStringList Bench::wrong()
{
    QStringList found = world.violations();
    const std::set<int> promised = acknowledged(); // before the side is looked at: it has at least these
    const Application app = application();
    const Environment *serving = app.environmentOf(EnvironmentRole::Production);
    if (serving == nullptr) {
        found.append(QStringLiteral("the catalog has no production"));
        return found;
    }
    if (serving->address != address)
        found.append(QStringLiteral("production's address is %1 in the catalog").arg(serving->address));
    const Address place = world.at(address);
    if (place.slot != serving->slot)
        found.append(QStringLiteral("the address leads to slot %1, production is in %2")
                         .arg(place.slot)
                         .arg(serving->slot));
    if (place.hold)
        found.append(QStringLiteral("requests are held"));
    const Side side = world.side(place.slot);
    if (!side.application || side.database != Side::Database::Primary || side.quietUntil)
        found.append(QStringLiteral("production doesn't serve"));
    for (const int value : promised) {
        if (!side.writes.contains(value)) {
            found.append(QStringLiteral("write %1 is lost").arg(value));
            break;
        }
    }
    return found;
}

} // namespace slipway::model
