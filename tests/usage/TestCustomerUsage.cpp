// What a customer used, counted from a real ledger: over the edges of a month, of what is gone, and of nobody
// else.
#include "service/usage/CustomerUsage.h"
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

namespace {

const QString staff = QStringLiteral("eva");
const QString northwind = QStringLiteral("northwind");
const QString running = QStringLiteral("running");
const QString stopped = QStringLiteral("stopped");

// The clock stands at 10 o'clock of November 14th, 2023.
Instant day(unsigned number, unsigned month = 11)
{
    return std::chrono::sys_days(std::chrono::year(2023) / month / number);
}

const Span november{day(1), day(1, 12)};

class Provider : public SupportFixture
{
public:
    Environment add(const QString &customer, const QString &slug, const QString &name, int appliances,
                    const QString &state)
    {
        return must(store->write([&](Transaction &transaction) -> Result<Environment> {
            Environment environment;
            environment.applicationId = application(transaction, customer, slug);
            environment.name = name;
            environment.role = EnvironmentRole::Test;
            environment.state = state;
            for (int i = 0; i < appliances; ++i) {
                Appliance appliance;
                appliance.name = QStringLiteral("web%1").arg(i);
                appliance.className = QStringLiteral("nginx");
                environment.appliances.push_back(appliance);
            }
            return CatalogRepository::addEnvironment(transaction, staff, environment);
        }));
    }
    void set(const Environment &environment, const QString &state)
    {
        must(store->write([&](Transaction &transaction) {
            return CatalogRepository::setState(transaction, staff, environment.id, state);
        }));
    }
    void set(const Environment &environment, EnvironmentRole role)
    {
        must(store->write([&](Transaction &transaction) {
            return CatalogRepository::setRole(transaction, staff, environment.id, role);
        }));
    }
    void removeApplication(const Environment &environment)
    {
        must(store->write([&](Transaction &transaction) {
            return CatalogRepository::removeApplication(transaction, staff, environment.applicationId);
        }));
    }
    qint64 release(const char *application)
    {
        return must(store->write([&](Transaction &transaction) {
            Release fresh;
            fresh.application = QLatin1String(application);
            fresh.pipeline = QStringLiteral("no-migration");
            fresh.runId = ++m_runs;
            fresh.created = fresh.updated = transaction.now();
            return ReleaseRepository::insert(transaction, fresh);
        }));
    }
    void goesLive(qint64 id)
    {
        must(store->write([&](Transaction &transaction) -> Result<void> {
            const Release about = must(ReleaseRepository::byId(transaction, id));
            transaction.append(
                {staff, QStringLiteral("release.live"), QStringLiteral("release/%1").arg(id), {}});
            return ReleaseRepository::update(transaction, about);
        }));
    }
    CustomerUsage usage(const Span &span = november, const QString &customer = northwind)
    {
        return must(store->read(
            [&](Reader &reader) { return CustomerUsage::of(reader, customer, span, clock.now()); }));
    }

private:
    qint64 application(Transaction &transaction, const QString &customer, const QString &slug)
    {
        const auto known =
            must(transaction.integer(QStringLiteral("SELECT a.id FROM application a JOIN customer c "
                                                    "ON c.id = customer_id WHERE c.slug = ? AND "
                                                    "a.slug = ?"),
                                     {customer, slug}));
        if (known > 0)
            return known;
        Application fresh;
        const auto owner = CatalogRepository::customer(transaction, customer);
        fresh.customerId =
            owner ? owner->id
                  : must(CatalogRepository::addCustomer(transaction, staff, customer, customer)).id;
        fresh.customer = customer;
        fresh.slug = slug;
        fresh.name = slug;
        return must(CatalogRepository::addApplication(transaction, staff, fresh)).id;
    }

    qint64 m_runs = 1000;
};

} // namespace

class TestCustomerUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runningTimeOfEach()
    {
        Provider f;
        const Environment first =
            f.add(northwind, QStringLiteral("shop"), QStringLiteral("shop-1"), 3, running);
        f.travel(2h);
        const Environment second =
            f.add(northwind, QStringLiteral("shop"), QStringLiteral("shop-2"), 1, QStringLiteral("creating"));
        f.travel(1h);
        f.set(second, running);
        f.travel(30min);
        f.set(first, stopped);
        f.set(first, EnvironmentRole::Standby);
        f.travel(5h);
        const CustomerUsage used = f.usage();
        QCOMPARE(used.environments.size(), 2U);
        const auto shop = QStringLiteral("northwind/shop");
        QCOMPARE(used.environments.at(0), (EnvironmentUsage{shop, QStringLiteral("shop-1"),
                                                            QStringLiteral("standby"), 3, 3h + 30min}));
        QCOMPARE(used.environments.at(1),
                 (EnvironmentUsage{shop, QStringLiteral("shop-2"), QStringLiteral("test"), 1, 5h + 30min}));
        const QJsonObject told = used.toJson();
        QCOMPARE(told.value(QLatin1String("appliance_ms")).toInteger(),
                 16 * 3'600'000); // 3 × 3.5 + 5.5 hours
        f.restart();
        QCOMPARE(f.usage(), used);
    }

    void monthsMakeUpTheWhole()
    {
        Provider f;
        const Environment shop =
            f.add(northwind, QStringLiteral("shop"), QStringLiteral("shop-1"), 1, running);
        f.travel(day(5, 12) - f.clock.now());
        f.set(shop, stopped);
        f.travel(24h);
        const auto hours = [&](const Span &span) {
            const auto used = f.usage(span).environments;
            return used.empty() ? Duration{0} : used.front().running;
        };
        QCOMPARE(hours(november), day(1, 12) - day(14) - 10h);
        QCOMPARE(hours({day(1, 12), day(1, 12) + std::chrono::days(31)}), Duration(4 * 24h));
        QCOMPARE(hours({day(1, 10), day(1)}), Duration(0));
    }

    void whatIsGoneHasRun()
    {
        Provider f;
        const Environment shop =
            f.add(northwind, QStringLiteral("shop"), QStringLiteral("shop-1"), 1, running);
        const Environment blog =
            f.add(northwind, QStringLiteral("blog"), QStringLiteral("blog-1"), 2, running);
        f.travel(1h);
        f.set(blog, EnvironmentRole::Retired);
        f.travel(1h);
        f.removeApplication(blog); // the last number: it is given again
        const Environment again =
            f.add(northwind, QStringLiteral("blog"), QStringLiteral("blog-1"), 2, stopped);
        QCOMPARE(again.id, blog.id);
        f.travel(1h);
        f.set(again, running);
        f.travel(4h);
        const auto used = f.usage().environments;
        QCOMPARE(used.size(), 3U);
        QCOMPARE(used.at(0).application, QStringLiteral("northwind/blog"));
        QCOMPARE(used.at(0).role, QStringLiteral("retired"));
        QCOMPARE(used.at(0).running, Duration(1h));
        QCOMPARE(used.at(1).role, QStringLiteral("test"));
        QCOMPARE(used.at(1).running, Duration(4h));
        QCOMPARE(used.at(2).environment, shop.name);
        QCOMPARE(used.at(2).running, Duration(7h)); // that another application went ended nothing here
    }

    void nobodyElses()
    {
        Provider f;
        for (const char *other : {"north", "northwind-2", "northwind0", "aa", "zz"})
            f.add(QLatin1String(other), QStringLiteral("shop"), QStringLiteral("shop-1"), 1, running);
        f.release("northwind-2/shop");
        f.goesLive(1);
        f.travel(3h);
        QCOMPARE(f.usage(), CustomerUsage());
        QCOMPARE(f.usage(november, QStringLiteral("northwind-2")).releases, 1);
        QCOMPARE(f.usage(november, QStringLiteral("nobody")), CustomerUsage());
    }

    void whatWasDoneForThem()
    {
        Provider f;
        f.release("northwind/shop"); // that never went live
        const qint64 live = f.release("northwind/shop");
        f.goesLive(live);
        f.goesLive(live); // taken back, and live again: one release
        f.request();
        f.travel(day(3, 12) - f.clock.now());
        f.goesLive(f.release("northwind/blog"));
        f.request();
        f.request();
        const CustomerUsage before = f.usage();
        QCOMPARE(before.releases, 1);
        QCOMPARE(before.cases, 1);
        const CustomerUsage now = f.usage({day(1, 12), day(31, 12)});
        QCOMPARE(now.releases, 1);
        QCOMPARE(now.cases, 2);
    }
};

QTEST_GUILESS_MAIN(TestCustomerUsage)
#include "TestCustomerUsage.moc"
