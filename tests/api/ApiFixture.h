// The real API server over a real store, engine and release service, with a stand-in for what the daemon
// wires (no processes are started), and one user of every role.
#pragma once
#include "domain/Json.h"
#include "service/api/ApiServer.h"
#include "service/api/Operations.h"
#include "service/engine/Activity.h"
#include "service/ipc/Process.h"
#include "service/mailbox/Mailboxes.h"
#include "service/release/ReleaseDesk.h"
#include "service/release/ReleaseService.h"
#include "service/remote/HostDesk.h"
#include "service/secrets/MemorySecrets.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Ledger.h"
#include "service/store/Store.h"
#include "service/store/UserRepository.h"
#include "service/support/CaseIntake.h"
#include "service/support/DutyRepository.h"
#include "service/support/PageActivity.h"
#include "service/support/WatcherDesk.h"

#include <QTemporaryDir>
#include <QTest>

void slipwayInitResources();

namespace slipway::test {

class StandIn final : public Operations
{
public:
    explicit StandIn(Store &store) : m_store(store) {}

    Result<Application> createApplication(const QJsonObject &request, const QString &actor) override
    {
        Application wanted;
        wanted.customer = request.value(QStringLiteral("customer")).toString();
        wanted.slug = request.value(QStringLiteral("slug")).toString();
        wanted.name = request.value(QStringLiteral("name")).toString();
        wanted.recipe = request.value(QStringLiteral("recipe")).toObject();
        Application made;
        const auto written = m_store.write([&](Transaction &transaction) -> Result<void> {
            auto added = CatalogRepository::addApplication(transaction, actor, wanted);
            if (!added)
                return Failure(added.error());
            made = std::move(*added);
            return {};
        });
        ++created;
        return written ? Result<Application>(made) : Failure(written.error());
    }
    Result<Application> cloneApplication(const Application &application, const QString &) override
    {
        return application;
    }
    Result<Application> startEnvironment(const Application &application, const QString &,
                                         const QString &) override
    {
        return application;
    }
    Result<Application> stopEnvironment(const Application &application, const QString &,
                                        const QString &) override
    {
        ++stops;
        ++stopping;
        takesTime.wait(true);
        --stopping;
        return application;
    }
    Result<Application> removeEnvironment(const Application &application, const QString &,
                                          const QString &) override
    {
        return application;
    }
    Result<void> removeApplication(const Application &, const QString &) override { return {}; }
    Result<QJsonObject> demo() override
    {
        return QJsonObject{{QStringLiteral("app"), QStringLiteral("northwind/shop")},
                           {QStringLiteral("candidate"), QStringLiteral("/nowhere")},
                           {QStringLiteral("version_file"), QStringLiteral("VERSION")},
                           {QStringLiteral("key"), QStringLiteral("/nowhere/key")},
                           {QStringLiteral("upload_path"), QStringLiteral("app/code/")}};
    }
    Result<QJsonObject> loadDemo(bool on, int rate, const QString &) override
    {
        return QJsonObject{{QStringLiteral("on"), on}, {QStringLiteral("rate"), rate}};
    }
    Result<QJsonObject> brake() override { return QJsonObject{{QStringLiteral("on"), braking.load()}}; }
    Result<QJsonObject> setBrake(bool on, const QString &, const QString &) override
    {
        braking = on;
        return brake();
    }
    Result<QJsonObject> backUp(const QString &) override
    {
        return QJsonObject{{QStringLiteral("file"), QStringLiteral("/nowhere/backup")},
                           {QStringLiteral("bytes"), 1},
                           {QStringLiteral("head"), QJsonObject()}};
    }
    ServiceHealth health() override
    {
        return {true, {{QStringLiteral("store"), QJsonObject{{QStringLiteral("healthy"), true}}}}};
    }
    QByteArray metrics() override { return "# TYPE slipway_up gauge\nslipway_up 1\n"; }

    std::atomic<int> created{0};
    std::atomic<bool> braking{false};
    std::atomic<int> stops{0};          // that were begun
    std::atomic<int> stopping{0};       // that are under way
    std::atomic<bool> takesTime{false}; // stopping an environment, until it is false again and told so

private:
    Store &m_store;
};

struct ApiFixture
{
    explicit ApiFixture(const HttpLimits &limits = {})
    {
        slipwayInitResources();
        Store::Options options;
        options.file = folder.filePath(QStringLiteral("slipway.db"));
        options.signingKeyFile = folder.filePath(QStringLiteral("ledger.key"));
        options.clock = &clock;
        store = must(Store::open(options));
        registry = std::make_shared<ActivityRegistry>();
        registry->add(std::make_shared<PageActivity>(*store, pager, [] {}));
        engine = std::make_unique<Engine>(*store, registry, desk, Engine::Options());
        must(engine->start());
        releases = std::make_unique<ReleaseService>(*store, *engine, registry, [this] { return head(); });
        operations = std::make_unique<StandIn>(*store);
        hosts = std::make_unique<HostDesk>(*store, secrets, ssh);
        cases = std::make_unique<CaseDesk>(*store, *engine, pager, [] {});
        intake = std::make_unique<CaseIntake>(*store, *cases, pager);
        mailboxes = std::make_unique<Mailboxes>(
            *store, secrets, [](const QByteArray &) { return Result<void>(); },
            folder.filePath(QStringLiteral("mailboxes.json")));
        watcher = std::make_unique<WatcherDesk>(
            *store, secrets, [] { return Duration(); }, [] { return std::nullopt; }, QString(),
            folder.filePath(QStringLiteral("watcher.json")));
        fill();
        ApiServer::Options api;
        api.address = QStringLiteral("127.0.0.1");
        api.limits = limits;
        api.folder = "the-folder";
        server = std::make_unique<ApiServer>(*store, *releases, registry, *hosts, *cases, *intake, *mailboxes,
                                             *watcher, *operations, api);
        must(server->start());
    }

    ~ApiFixture()
    {
        server.reset();
        engine->stop();
    }

    template <class T>
    static T must(Result<T> result)
    {
        if (!result)
            qFatal("%s", qUtf8Printable(result.error().text()));
        if constexpr (!std::is_void_v<T>)
            return std::move(*result);
    }

    QByteArray token(const QString &user, std::optional<Instant> expires = {})
    {
        QByteArray issued;
        must(store->write([&](Transaction &transaction) -> Result<void> {
            issued = must(UserRepository::issueToken(transaction, QStringLiteral("test"), user,
                                                     QStringLiteral("test"), expires));
            return {};
        }));
        return issued;
    }

    // A key pair for SSH: the private half lies among the secrets, the public one is answered.
    QByteArray newKey(const QString &secret)
    {
        const QString file = folder.filePath(secret);
        must(runProcess({QStringLiteral("ssh-keygen"), QStringLiteral("-q"), QStringLiteral("-t"),
                         QStringLiteral("ed25519"), QStringLiteral("-N"), QString(), QStringLiteral("-f"),
                         file},
                        std::chrono::seconds(20)));
        must(secrets.put(secret, must(readFile(file))));
        return must(readFile(file + QStringLiteral(".pub"))).trimmed();
    }

    // Events that mean nothing, `count` of them, in one transaction.
    void append(int count)
    {
        must(store->write([&](Transaction &transaction) -> Result<void> {
            for (int i = 0; i < count; ++i)
                transaction.append({QStringLiteral("test"),
                                    QStringLiteral("test.tick"),
                                    QStringLiteral("test/1"),
                                    {{QStringLiteral("i"), i}}});
            return {};
        }));
    }

    Result<QJsonObject> head() const
    {
        QJsonObject object;
        must(store->read([&](Reader &reader) -> Result<void> {
            object = must(Ledger::head(reader)).toJson();
            return {};
        }));
        return object;
    }

    static QByteArray waitingPipeline()
    {
        return "name: waiting\nversion: 1\ntitle: Waits for the customer\n"
               "steps:\n"
               "  - id: ready\n    title: The customer is ready\n    wait: {sign_off: readiness, by: "
               "customer}\n";
    }

    QTemporaryDir folder;
    SystemClock clock;
    std::unique_ptr<Store> store;
    std::shared_ptr<ActivityRegistry> registry;
    ReleaseDesk desk;
    std::unique_ptr<Engine> engine;
    std::unique_ptr<ReleaseService> releases;
    std::unique_ptr<StandIn> operations;
    MemorySecrets secrets;
    SshPool ssh{secrets};
    std::unique_ptr<HostDesk> hosts;
    Pager pager{MailSeal(QByteArray(32, 'k'))};
    std::unique_ptr<CaseDesk> cases;
    std::unique_ptr<CaseIntake> intake;
    std::unique_ptr<Mailboxes> mailboxes;
    std::unique_ptr<WatcherDesk> watcher; // not started: it tells nobody by itself
    std::unique_ptr<ApiServer> server;
    qint64 release = 0;                   // of northwind/shop, waits for the customer
    std::map<QString, QByteArray> tokens; // by user, which is named like its role

private:
    void fill()
    {
        must(store->write([&](Transaction &t) -> Result<void> {
            const QString who = QStringLiteral("test");
            for (const char *slug : {"northwind", "southwind"}) {
                must(CatalogRepository::addCustomer(t, who, QLatin1String(slug), QLatin1String(slug)));
                Application application;
                application.customer = QLatin1String(slug);
                application.slug = QStringLiteral("shop");
                application.name = QStringLiteral("The shop");
                application.recipe = {{QStringLiteral("appliances"), QJsonArray()}};
                application = must(CatalogRepository::addApplication(t, who, application));
                Environment environment;
                environment.applicationId = application.id;
                environment.name = QStringLiteral("shop-1");
                environment.role = EnvironmentRole::Production;
                environment.state = QStringLiteral("running");
                environment.ssh = {QStringLiteral("127.9.9.9"), 2222, QStringLiteral("shop")};
                must(CatalogRepository::addEnvironment(t, who, environment));
            }
            for (const char *name : {"operations", "support", "sales", "admin", "customer", "stranger"}) {
                User user;
                user.name = QLatin1String(name);
                user.role = roleFromText(user.name).value_or(Role::Customer);
                if (user.role == Role::Customer)
                    user.customer = user.name == QLatin1String("stranger") ? QStringLiteral("southwind")
                                                                           : QStringLiteral("northwind");
                must(UserRepository::add(t, who, user));
            }
            return {};
        }));
        for (const char *name : {"operations", "support", "sales", "admin", "customer", "stranger"})
            tokens[QLatin1String(name)] = token(QLatin1String(name));
        must(releases->importPipeline(waitingPipeline(), QStringLiteral("test"), QStringLiteral("test")));
        StartRelease start;
        start.application = QStringLiteral("northwind/shop");
        start.pipeline = QStringLiteral("waiting");
        start.actor = QStringLiteral("operations");
        release = must(releases->start(start)).id;
        fillSupport();
    }

    // A case whose page waits to be sent.
    void fillSupport()
    {
        must(store->write([&](Transaction &t) -> Result<void> {
            const QString who = QStringLiteral("test");
            Contact contact;
            contact.customerId = must(CatalogRepository::customer(t, QStringLiteral("northwind"))).id;
            contact.name = QStringLiteral("Maria");
            contact.mail = QStringLiteral("maria@northwind.example");
            must(CatalogRepository::addContact(t, who, contact));
            must(DutyRepository::setPerson(t, who,
                                           {QStringLiteral("eva"), QStringLiteral("eva@provider.example")}));
            RotaLayer layer;
            layer.first = QDate(2026, 1, 5);
            layer.people = {QStringLiteral("eva")};
            must(DutyRepository::setRota(t, who, Rota::of(layer)));
            return CatalogRepository::setSetting(
                t, who, QStringLiteral("support"),
                {{QStringLiteral("name"), QStringLiteral("Support")},
                 {QStringLiteral("address"), QStringLiteral("support@provider.example")}});
        }));
        must(cases->start());
        CaseDesk::NewCase fresh;
        fresh.subject = QStringLiteral("The shop is slow");
        fresh.text = QStringLiteral("Since this morning");
        fresh.contact = QStringLiteral("maria@northwind.example");
        const Case opened = must(cases->open(fresh, QStringLiteral("test")));
        QTRY_VERIFY(!must(store->read([&](Reader &reader) {
                         return CaseRepository::pagesOf(reader, opened.id);
                     })).empty());
    }
};

} // namespace slipway::test
