#include "service/store/CatalogRepository.h"
#include "service/store/UserRepository.h"
#include "store/StoreFixture.h"

using namespace slipway;

namespace {

const QString eva = QStringLiteral("eva");

// A store with one customer, its application and two environments: production and a test copy.
struct Shop : StoreFixture
{
    Customer customer;
    Application application;
    Environment production;
    Environment copy;

    Shop()
    {
        const auto made = store->write([&](Transaction &t) -> Result<void> {
            customer = *CatalogRepository::addCustomer(t, eva, QStringLiteral("northwind"),
                                                       QStringLiteral("Northwind Traders"));
            Application wanted;
            wanted.customer = customer.slug;
            wanted.slug = QStringLiteral("shop");
            wanted.name = QStringLiteral("Northwind Shop");
            wanted.recipe = {{QStringLiteral("front"), QStringLiteral("web")}};
            application = *CatalogRepository::addApplication(t, eva, wanted);
            production =
                *CatalogRepository::addEnvironment(t, eva, wantedEnvironment(EnvironmentRole::Production, 1));
            copy = *CatalogRepository::addEnvironment(t, eva, wantedEnvironment(EnvironmentRole::Test, 2));
            return {};
        });
        if (!made)
            qFatal("%s", qUtf8Printable(made.error().text()));
    }

    Environment wantedEnvironment(EnvironmentRole role, int number) const
    {
        Environment environment;
        environment.applicationId = application.id;
        environment.name = QStringLiteral("shop-%1").arg(number);
        environment.role = role;
        environment.address = QStringLiteral("127.93.4.%1").arg(number);
        environment.port = 8080;
        environment.state = QStringLiteral("running");
        Appliance database;
        database.name = QStringLiteral("db");
        database.className = QStringLiteral("postgresql");
        database.volumes = {
            {QStringLiteral("data"), QStringLiteral("data/pg"), QStringLiteral("postgresql")}};
        environment.appliances = {database};
        return environment;
    }

    Result<void> write(const std::function<Result<void>(Transaction &)> &work) { return store->write(work); }

    template <class T>
    Result<T> read(const std::function<Result<T>(Reader &)> &work)
    {
        Result<T> value = fail(Problem::Kind::Internal, QStringLiteral("not read"));
        if (auto done = store->read([&](Reader &reader) -> Result<void> {
                value = work(reader);
                return {};
            });
            !done)
            return Failure(done.error());
        return value;
    }

    qint64 events()
    {
        return *read<qint64>(
            [](Reader &reader) { return reader.integer(QStringLiteral("SELECT count(*) FROM event")); });
    }

    Application again()
    {
        return *read<Application>([](Reader &reader) {
            return CatalogRepository::application(reader, QStringLiteral("northwind/shop"));
        });
    }
};

} // namespace

class TestRepositories : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anApplicationComesBackWhole();
    void listsArePagedAndSearched();
    void badNamesAreRefused_data();
    void badNamesAreRefused();
    void thereIsOneProduction();
    void addressesSwap();
    void aRetiredEnvironmentFreesItsPlace();
    void slotsRunOut();
    void everyChangeIsTold();
    void contactsAndSettings();
    void usersAndPasswords();
    void tokens();
};

void TestRepositories::anApplicationComesBackWhole()
{
    Shop shop;
    const Application found = shop.again();
    QCOMPARE(found.handle(), QStringLiteral("northwind/shop"));
    QCOMPARE(found.recipe, shop.application.recipe);
    QCOMPARE(found.environments.size(), 2U);
    QCOMPARE(found.environments.front(), shop.copy);
    QVERIFY(*found.environmentOf(EnvironmentRole::Production) == shop.production);
    QCOMPARE(shop.production.slot, 1);
    QCOMPARE(shop.copy.slot, 2);
    const auto byNumber = shop.read<Application>(
        [&](Reader &reader) { return CatalogRepository::application(reader, found.id); });
    SLIPWAY_OK(byNumber);
    QVERIFY(*byNumber == found);
    const auto missing = shop.read<Application>([](Reader &reader) {
        return CatalogRepository::application(reader, QStringLiteral("northwind/none"));
    });
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, Problem::Kind::NotFound);
}

void TestRepositories::listsArePagedAndSearched()
{
    Shop shop;
    SLIPWAY_OK(shop.write([](Transaction &t) -> Result<void> {
        for (int i = 0; i < 25; ++i) {
            Application wanted;
            wanted.customer = QStringLiteral("northwind");
            wanted.slug = QStringLiteral("site-%1").arg(i);
            wanted.name =
                i % 5 == 0 ? QStringLiteral("Fifth 100%_\u00c4 %1").arg(i) : QStringLiteral("Plain");
            if (auto added = CatalogRepository::addApplication(t, eva, wanted); !added)
                return Failure(added.error());
        }
        return {};
    }));
    const auto list = [&](PageRequest request) {
        return *shop.read<Page<Application>>(
            [&](Reader &reader) { return CatalogRepository::applications(reader, request); });
    };
    QStringList seen;
    PageRequest request;
    request.limit = 10;
    for (int pages = 1; pages < 10; ++pages) {
        const auto page = list(request);
        for (const Application &application : page.items)
            seen.append(application.slug);
        request.cursor = page.next;
        if (page.next.isEmpty())
            break;
    }
    QCOMPARE(seen.size(), 26);
    QCOMPARE(seen.first(), QStringLiteral("site-24"));
    QCOMPARE(seen.last(), QStringLiteral("shop"));
    for (const auto &[q, count] : {std::pair("fifth", 5),
                                   {"FIFTH", 5},
                                   {"100%_", 5},
                                   {"0%1", 0},
                                   {"\u00c4", 5},
                                   {"northwind/sh", 1},
                                   {"", 26}}) {
        PageRequest search;
        search.q = QString::fromUtf8(q);
        QCOMPARE(list(search).items.size(), static_cast<std::size_t>(count));
    }
    PageRequest wrong;
    wrong.cursor = QStringLiteral("x");
    const auto refused = shop.read<Page<Application>>(
        [&](Reader &reader) { return CatalogRepository::applications(reader, wrong); });
    QCOMPARE(refused.error().kind, Problem::Kind::Invalid);
    const auto others = shop.read<Page<Application>>([&](Reader &reader) {
        return CatalogRepository::applications(reader, {}, QStringLiteral("somebody-else"));
    });
    QVERIFY(others->items.empty());
}

void TestRepositories::badNamesAreRefused_data()
{
    QTest::addColumn<QString>("slug");
    for (const char *slug : {"", "a", "Shop", "shop/", "-shop", "shop-", "sh op", "1shop", "sh\u00f6p",
                             "../etc", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq"})
        QTest::newRow(slug) << QString::fromUtf8(slug);
}

void TestRepositories::badNamesAreRefused()
{
    QFETCH(QString, slug);
    Shop shop;
    const auto refused = shop.write([&](Transaction &t) -> Result<void> {
        auto added = CatalogRepository::addCustomer(t, eva, slug, QStringLiteral("Name"));
        return added ? Result<void>() : Failure(added.error());
    });
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Problem::Kind::Invalid);
}

void TestRepositories::thereIsOneProduction()
{
    Shop shop;
    const auto second = shop.write([&](Transaction &t) {
        return CatalogRepository::setRole(t, eva, shop.copy.id, EnvironmentRole::Production);
    });
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Problem::Kind::Conflict);
    SLIPWAY_OK(shop.write([&](Transaction &t) -> Result<void> {
        if (auto set = CatalogRepository::setRole(t, eva, shop.production.id, EnvironmentRole::Standby); !set)
            return set;
        return CatalogRepository::setRole(t, eva, shop.copy.id, EnvironmentRole::Production);
    }));
    QCOMPARE(shop.again().environmentOf(EnvironmentRole::Production)->id, shop.copy.id);
}

void TestRepositories::addressesSwap()
{
    Shop shop;
    SLIPWAY_OK(shop.write([&](Transaction &t) {
        return CatalogRepository::swapAddresses(t, eva, shop.production.id, shop.copy.id);
    }));
    const Application after = shop.again();
    QCOMPARE(after.environmentOf(EnvironmentRole::Production)->address, shop.copy.address);
    QCOMPARE(after.environmentOf(EnvironmentRole::Test)->address, shop.production.address);
    QVERIFY(after.revision > shop.application.revision);
    const auto taken = shop.write([&](Transaction &t) {
        return CatalogRepository::setAddress(t, eva, shop.copy.id, shop.copy.address, 8080);
    });
    QVERIFY(!taken);
    QCOMPARE(shop.again(), after);
    const auto free = shop.read<QString>([&](Reader &reader) {
        return CatalogRepository::freeAddress(
            reader, {shop.copy.address, shop.production.address, QStringLiteral("127.93.4.9")});
    });
    QCOMPARE(*free, QStringLiteral("127.93.4.9"));
}

void TestRepositories::aRetiredEnvironmentFreesItsPlace()
{
    Shop shop;
    SLIPWAY_OK(shop.write([&](Transaction &t) {
        return CatalogRepository::setRole(t, eva, shop.copy.id, EnvironmentRole::Retired);
    }));
    QCOMPARE(shop.again().environments.size(), 1U);
    const auto whole = shop.read<Application>(
        [&](Reader &reader) { return CatalogRepository::application(reader, shop.application.id, true); });
    QCOMPARE(whole->environments.size(), 2U);
    QCOMPARE(whole->environments.front().slot, 0);
    QCOMPARE(*shop.read<int>([](Reader &reader) { return CatalogRepository::freeSlot(reader); }), 2);
    QCOMPARE(*shop.read<QString>(
                 [&](Reader &reader) { return CatalogRepository::freeName(reader, shop.application.id); }),
             QStringLiteral("shop-3"));
    SLIPWAY_OK(shop.write([&](Transaction &t) -> Result<void> {
        Environment next = shop.wantedEnvironment(EnvironmentRole::Test, 3);
        next.address = shop.copy.address;
        auto added = CatalogRepository::addEnvironment(t, eva, next);
        return added ? Result<void>() : Failure(added.error());
    }));
    QCOMPARE(shop.again().environments.front().slot, 2);
}

void TestRepositories::slotsRunOut()
{
    Shop shop;
    const auto full = shop.write([&](Transaction &t) -> Result<void> {
        for (int i = 3; i <= 65; ++i) {
            auto added =
                CatalogRepository::addEnvironment(t, eva, shop.wantedEnvironment(EnvironmentRole::Test, i));
            if (!added)
                return Failure(added.error().at(QString::number(i)));
        }
        return {};
    });
    QVERIFY(!full);
    QCOMPARE(full.error().kind, Problem::Kind::Conflict);
    QCOMPARE(full.error().where, QStringLiteral("65"));
    QVERIFY(!full.error().hint.isEmpty());
}

void TestRepositories::everyChangeIsTold()
{
    Shop shop;
    const qint64 environment = shop.copy.id;
    const qint64 appliance = shop.copy.appliances.front().id;
    using Change = std::function<Result<void>(Transaction &)>;
    const std::vector<Change> changes{
        [&](Transaction &t) {
            return CatalogRepository::setState(t, eva, environment, QStringLiteral("stopped"));
        },
        [&](Transaction &t) { return CatalogRepository::setQuiet(t, eva, environment, false); },
        [&](Transaction &t) {
            return CatalogRepository::setVersion(t, eva, environment, QStringLiteral("2"));
        },
        [&](Transaction &t) {
            return CatalogRepository::setSsh(t, eva, environment,
                                             {QStringLiteral("127.93.4.2"), 2222, QStringLiteral("shop"),
                                              QStringLiteral("ssh-ed25519 AAAA")});
        },
        [&](Transaction &t) { return CatalogRepository::setAddress(t, eva, environment, {}, 0); },
        [&](Transaction &t) {
            return CatalogRepository::setAppliance(t, eva, appliance, QStringLiteral("running"),
                                                   QStringLiteral("healthy"));
        },
        [&](Transaction &t) { return CatalogRepository::setRecipe(t, eva, shop.application.id, {}); },
    };
    for (const Change &change : changes) {
        const qint64 before = shop.events();
        SLIPWAY_OK(shop.write(change));
        QCOMPARE(shop.events(), before + 1);
    }
    const Environment after = shop.again().environments.front();
    QCOMPARE(after.state, QStringLiteral("stopped"));
    QVERIFY(!after.quiet);
    QCOMPARE(after.version, QStringLiteral("2"));
    QCOMPARE(after.ssh.port, 2222);
    QVERIFY(after.address.isEmpty());
    QCOMPARE(after.appliances.front().health, QStringLiteral("healthy"));
    SLIPWAY_OK(
        shop.write([&](Transaction &t) { return CatalogRepository::setSsh(t, eva, environment, {}); }));
    QCOMPARE(shop.again().environments.front().ssh.hostKey, QStringLiteral("ssh-ed25519 AAAA"));
    const qint64 before = shop.events();
    QVERIFY(!shop.write(
        [](Transaction &t) { return CatalogRepository::setState(t, eva, 999, QStringLiteral("running")); }));
    QCOMPARE(shop.events(), before);
}

void TestRepositories::contactsAndSettings()
{
    Shop shop;
    Contact ann;
    ann.customerId = shop.customer.id;
    ann.name = QStringLiteral("Ann");
    ann.mail = QStringLiteral("ann@northwind.example");
    SLIPWAY_OK(shop.write([&](Transaction &t) -> Result<void> {
        auto added = CatalogRepository::addContact(t, eva, ann);
        if (!added)
            return Failure(added.error());
        ann = *added;
        if (auto set =
                CatalogRepository::setSshKeys(t, eva, ann.id, {QStringLiteral("ssh-ed25519 AAAA ann")});
            !set)
            return set;
        return CatalogRepository::setSetting(t, eva, QStringLiteral("brake"), {{QStringLiteral("on"), true}});
    }));
    ann.sshKeys = QStringList{QStringLiteral("ssh-ed25519 AAAA ann")};
    const auto contacts = shop.read<std::vector<Contact>>(
        [&](Reader &reader) { return CatalogRepository::contacts(reader, shop.customer.id); });
    QCOMPARE(*contacts, std::vector<Contact>{ann});
    const auto setting = [&](const QString &name) {
        return *shop.read<QJsonObject>(
            [&](Reader &reader) { return CatalogRepository::setting(reader, name); });
    };
    QVERIFY(setting(QStringLiteral("brake")).value(QStringLiteral("on")).toBool());
    QVERIFY(setting(QStringLiteral("none")).isEmpty());
}

void TestRepositories::usersAndPasswords()
{
    Shop shop;
    User user;
    user.name = QStringLiteral("max");
    user.role = Role::Operations;
    SLIPWAY_OK(shop.write([&](Transaction &t) -> Result<void> {
        auto added = UserRepository::add(t, eva, user);
        return added ? Result<void>() : Failure(added.error());
    }));
    const auto verify = [&](const char *name, const char *password) {
        return shop.read<User>([&](Reader &reader) {
            return UserRepository::verifyPassword(reader, QString::fromLatin1(name),
                                                  QString::fromLatin1(password));
        });
    };
    QVERIFY(!verify("max", ""));
    const auto hash = UserRepository::hashOfPassword(QStringLiteral("correct horse"));
    SLIPWAY_OK(hash);
    QVERIFY(hash->startsWith(QStringLiteral("$argon2id$")));
    QVERIFY(!UserRepository::hashOfPassword(QStringLiteral("short")));
    SLIPWAY_OK(
        shop.write([&](Transaction &t) { return UserRepository::setPassword(t, eva, user.name, *hash); }));
    QCOMPARE(verify("max", "correct horse")->role, Role::Operations);
    QVERIFY(!verify("max", "correct horse "));
    QVERIFY(!verify("nobody", "correct horse"));
    QVERIFY(!verify("nobody", "nobody has this password"));
    SLIPWAY_OK(
        shop.write([&](Transaction &t) { return UserRepository::setActive(t, eva, user.name, false); }));
    QCOMPARE(verify("max", "correct horse").error().kind, Problem::Kind::Unauthenticated);

    const auto refused = [&](User wrong) {
        return !shop.write([&](Transaction &t) -> Result<void> {
            auto added = UserRepository::add(t, eva, wrong);
            return added ? Result<void>() : Failure(added.error());
        });
    };
    QVERIFY(refused(user));
    User customer;
    customer.name = QStringLiteral("ann");
    customer.role = Role::Customer;
    QVERIFY(refused(customer));
    customer.customer = QStringLiteral("none");
    QVERIFY(refused(customer));
    customer.customer = QStringLiteral("northwind");
    QVERIFY(!refused(customer));
    const auto page = shop.read<Page<User>>([](Reader &reader) {
        PageRequest request;
        request.q = QStringLiteral("northw");
        return UserRepository::list(reader, request);
    });
    QCOMPARE(page->items.size(), 1U);
    QCOMPARE(page->items.front().name, QStringLiteral("ann"));
}

void TestRepositories::tokens()
{
    Shop shop;
    User user;
    user.name = QStringLiteral("max");
    user.role = Role::Admin;
    QByteArray forever;
    QByteArray hour;
    SLIPWAY_OK(shop.write([&](Transaction &t) -> Result<void> {
        if (auto added = UserRepository::add(t, eva, user); !added)
            return Failure(added.error());
        forever = *UserRepository::issueToken(t, eva, user.name, QStringLiteral("script"));
        hour = *UserRepository::issueToken(t, eva, user.name, QStringLiteral("console"),
                                           t.now() + std::chrono::hours(1));
        return {};
    }));
    QVERIFY(forever.startsWith("slw_"));
    const auto verify = [&](const QByteArray &token) {
        return shop.read<Session>(
            [&](Reader &reader) { return UserRepository::verifyToken(reader, token, shop.clock.now()); });
    };
    const auto session = verify(forever);
    SLIPWAY_OK(session);
    QCOMPARE(session->user.name, user.name);
    QVERIFY(session->isStale);
    const qint64 before = shop.events();
    SLIPWAY_OK(shop.write([&](Transaction &t) { return UserRepository::touchToken(t, session->tokenId); }));
    QCOMPARE(shop.events(), before);
    QVERIFY(!verify(forever)->isStale);
    SLIPWAY_OK(verify(hour));
    shop.clock.advance(std::chrono::hours(1));
    QCOMPARE(verify(hour).error().kind, Problem::Kind::Unauthenticated);
    QVERIFY(verify(forever)->isStale);
    QVERIFY(!verify(forever + "x"));
    QVERIFY(!verify({}));
    SLIPWAY_OK(
        shop.write([&](Transaction &t) { return UserRepository::revokeToken(t, eva, session->tokenId); }));
    QVERIFY(!verify(forever));
    const auto list = shop.read<std::vector<Token>>(
        [&](Reader &reader) { return UserRepository::tokens(reader, user.name); });
    QCOMPARE(list->size(), 2U);
    QCOMPARE(list->front().label, QStringLiteral("console"));
    QVERIFY(list->back().revoked.has_value());
}

QTEST_GUILESS_MAIN(TestRepositories)
#include "TestRepositories.moc"
