// The tree of applications over a fake service: pages, on demand, searched, kept by the feed, and every fault
// of the service.
#include "models/ApplicationsModel.h"
#include "models/Roles.h"
#include "models/SessionFixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;

namespace {

const QString shop = QStringLiteral("northwind/shop");
const QString production = QStringLiteral("production");

} // namespace

class TestApplicationsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<SessionFixture>();
        m_model = std::make_unique<ApplicationsModel>(m_fixture->session);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_tester->setUseFetchMore(false); // pages are asked for by the tests
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_fixture.reset();
    }

    void customersFirstTheRestOnDemand()
    {
        start();
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(m_fixture->asked(QStringLiteral("applications*")), 0U);
        const QModelIndex northwind = m_model->indexOf(QStringLiteral("customer/northwind"));
        QCOMPARE(northwind.data().toString(), QStringLiteral("Northwind"));
        QVERIFY(m_model->hasChildren(northwind));
        open(QStringLiteral("northwind"));
        QCOMPARE(m_model->rowCount(northwind), 2);
        QCOMPARE(m_fixture->service.last("GET", QStringLiteral("/api/v1/applications"))
                     ->argument(QStringLiteral("customer")),
                 QStringLiteral("northwind"));
        const QModelIndex application = at(shop);
        QCOMPARE(text(application, ApplicationsModel::Version), QStringLiteral("1.4"));
        QCOMPARE(text(application, ApplicationsModel::Health), QStringLiteral("healthy"));
        QCOMPARE(m_model->rowCount(application), 3);
        const QModelIndex environment = at(QStringLiteral("northwind/shop/shop-1"));
        QCOMPARE(text(environment, ApplicationsModel::Address), QStringLiteral("http://127.93.4.1:8080/"));
        QVERIFY(environment.data(ProductionRole).toBool());
        QVERIFY(!at(QStringLiteral("northwind/shop/shop-3")).data(ProductionRole).toBool());
        const QModelIndex web = at(QStringLiteral("northwind/shop/shop-1/web"));
        QCOMPARE(m_model->level(web), ApplicationsModel::Level::Appliance);
        QCOMPARE(m_model->applianceOf(web)->className, QStringLiteral("nginx"));
        QCOMPARE(m_model->environmentOf(web)->name, QStringLiteral("shop-1"));
        QCOMPARE(m_model->applicationOf(web)->handle, shop);
        QCOMPARE(m_model->customerOf(web), QStringLiteral("northwind"));
        QCOMPARE(web.data(ReferenceRole).toString(), QStringLiteral("application/northwind/shop/shop-1/web"));
        QVERIFY(web.data(ProductionRole).toBool());
        QVERIFY(!m_model->applicationOf(northwind));
        QVERIFY(!m_model->environmentOf(application));
        QVERIFY(!m_model->indexOf(QStringLiteral("application/northwind/none")).isValid());
        QVERIFY(!m_model->indexOf(QStringLiteral("nonsense")).isValid());
    }

    void pagesOfCustomersAndOfTheirApplications()
    {
        auto &service = m_fixture->service;
        service.customers.clear();
        service.applications.clear();
        for (int i = 1; i <= 250; ++i) {
            service.customers.push_front(fake::customer(i, QStringLiteral("c%1").arg(i), QString()));
            service.applications.push_front(
                fake::application(i, QStringLiteral("c250/a%1").arg(i), QString(), {}));
        }
        service.put(fake::application(251, QStringLiteral("c250/first"), QStringLiteral("Zoo"), {}));
        start();
        QTRY_COMPARE(m_model->rowCount(), 250);
        QVERIFY(!m_model->canFetchMore({}));
        QCOMPARE(m_fixture->asked(QStringLiteral("customers")), 2U);
        QCOMPARE(names({}).mid(8, 3),
                 (QStringList{QStringLiteral("c9"), QStringLiteral("c10"), QStringLiteral("c11")}));
        const QModelIndex busy = m_model->indexOf(QStringLiteral("customer/c250"));
        QCOMPARE(busy.data().toString(), QStringLiteral("c250"));
        open(QStringLiteral("c250"));
        QTRY_COMPARE(m_model->rowCount(busy), 251);
        QCOMPARE(names(busy).first(), QStringLiteral("a1"));
        QCOMPARE(names(busy).last(), QStringLiteral("Zoo"));
        // One without any turns out to be so.
        open(QStringLiteral("c1"));
        QVERIFY(!m_model->hasChildren(m_model->indexOf(QStringLiteral("customer/c1"))));
    }

    void aSearchShowsWhatMatches()
    {
        start();
        m_model->search(QStringLiteral("blog"));
        QTRY_COMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->index(0, 0).data().toString(), QStringLiteral("Northwind"));
        QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 1);
        QVERIFY(!m_model->canFetchMore(m_model->index(0, 0)));
        m_model->search(QString());
        QTRY_COMPARE(m_model->rowCount(), 2);
    }

    void whoTypesFastGetsTheLastAnswer()
    {
        start();
        m_fixture->service.hold();
        for (const char *word : {"b", "bl", "blo", "portal"})
            m_model->search(QString::fromLatin1(word));
        QVERIFY(m_model->isLoading());
        m_fixture->service.release();
        QTRY_VERIFY(at(QStringLiteral("contoso/portal")).isValid());
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_fixture->asked(QStringLiteral("applications")), 2U);
    }

    void whoMayNotListCustomersSeesTheApplications()
    {
        m_fixture->service.on("GET", QStringLiteral("/api/v1/customers"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal({Problem::Kind::Forbidden, QStringLiteral("No"), {}, {}});
        });
        start();
        QTRY_COMPARE(m_model->rowCount(), 2);
        QVERIFY(at(shop).isValid());
    }

    void theFeedChangesWhatItTouches()
    {
        start();
        open(QStringLiteral("northwind"));
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        const QPersistentModelIndex kept = at(QStringLiteral("northwind/shop/shop-1"));
        put({fake::environment(3, QStringLiteral("shop-3"), QStringLiteral("test"), QStringLiteral("1.5")),
             fake::environment(2, QStringLiteral("shop-2"), QStringLiteral("standby")),
             fake::environment(1, QStringLiteral("shop-1"), production, QStringLiteral("1.4"),
                               QStringLiteral("stopped"))});
        tell(QStringLiteral("environment.state"));
        QTRY_COMPARE(kept.data(StateRole).toString(), QStringLiteral("stopped"));
        QCOMPARE(text(at(shop), ApplicationsModel::State), QStringLiteral("stopped"));
        QCOMPARE(resets.count() + inserted.count(), 0);
        // A step of a run is none of its business.
        const auto asked = m_fixture->asked(QStringLiteral("applications/*"));
        tell(QStringLiteral("step.started"));
        QTest::qWait(100);
        QCOMPARE(m_fixture->asked(QStringLiteral("applications/*")), asked);
    }

    void anApplianceIsFoundByItsNumber()
    {
        start();
        open(QStringLiteral("northwind"));
        QJsonObject down = fake::environment(1, QStringLiteral("shop-1"), production);
        down.insert(QStringLiteral("appliances"),
                    QJsonArray{fake::appliance(10, QStringLiteral("web"), QStringLiteral("nginx"),
                                               QStringLiteral("failed"), QStringLiteral("unhealthy"))});
        put({down});
        m_fixture->service.tell(QStringLiteral("appliance.state"), QStringLiteral("appliance/10"));
        QTRY_COMPARE(text(at(shop), ApplicationsModel::Health), QStringLiteral("unhealthy"));
        QCOMPARE(m_model->rowCount(at(shop)), 1);
        QCOMPARE(m_model->rowCount(at(QStringLiteral("northwind/shop/shop-1"))), 1);
    }

    void oneThatIsCalledOtherwiseMoves()
    {
        start();
        open(QStringLiteral("northwind"));
        const QModelIndex northwind = m_model->indexOf(QStringLiteral("customer/northwind"));
        QCOMPARE(names(northwind),
                 (QStringList{QStringLiteral("Northwind Blog"), QStringLiteral("Northwind Shop")}));
        const QPersistentModelIndex kept = at(QStringLiteral("northwind/shop/shop-1"));
        for (const QString &name :
             {QStringLiteral("a shop"), QStringLiteral("Shop"), QStringLiteral("Boutique")}) {
            QJsonObject renamed = m_fixture->service.applicationOf(shop);
            renamed.insert(QStringLiteral("name"), name);
            m_fixture->service.put(renamed);
            tell(QStringLiteral("application.recipe"));
            QTRY_COMPARE(at(shop).data().toString(), name);
            QStringList expected{QStringLiteral("Northwind Blog"), name};
            expected.sort(Qt::CaseInsensitive);
            QCOMPARE(names(northwind), expected);
            QCOMPARE(QModelIndex(kept), at(QStringLiteral("northwind/shop/shop-1")));
        }
    }

    void environmentsComeAndGoAndTradePlaces()
    {
        start();
        open(QStringLiteral("northwind"));
        const std::vector<QStringList> turns{{QStringLiteral("a"), QStringLiteral("shop-1")},
                                             {QStringLiteral("shop-1"), QStringLiteral("a")},
                                             {QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("a")},
                                             {},
                                             {QStringLiteral("d"), QStringLiteral("d")},
                                             {QStringLiteral("d")}};
        for (const QStringList &turn : turns) {
            QJsonArray environments;
            for (const QString &name : turn)
                environments.append(fake::environment(1, name, QStringLiteral("test")));
            put(environments);
            tell(QStringLiteral("environment.created"));
            const auto environmentNames = [&] {
                QStringList all;
                for (int i = 0; i < m_model->rowCount(at(shop)); ++i)
                    all.append(m_model->environmentOf(m_model->index(i, 0, at(shop)))->name);
                return all;
            };
            QTRY_COMPARE(environmentNames(), turn);
        }
    }

    void newOnesAndOnesThatGo()
    {
        start();
        open(QStringLiteral("northwind"));
        auto &service = m_fixture->service;
        service.put(fake::application(9, QStringLiteral("northwind/wiki"), QStringLiteral("Wiki"), {}));
        service.tell(QStringLiteral("application.created"), QStringLiteral("application/northwind/wiki"));
        QTRY_VERIFY(at(QStringLiteral("northwind/wiki")).isValid());
        // Of a customer who isn't open nothing has to be fetched.
        service.put(fake::application(10, QStringLiteral("contoso/wiki"), QStringLiteral("Wiki"), {}));
        service.tell(QStringLiteral("application.created"), QStringLiteral("application/contoso/wiki"));
        service.tell(QStringLiteral("customer.created"), QStringLiteral("customer/fabrikam"),
                     fake::customer(3, QStringLiteral("fabrikam"), QStringLiteral("Fabrikam")));
        const QStringList inOrder{QStringLiteral("Contoso"), QStringLiteral("Fabrikam"),
                                  QStringLiteral("Northwind")};
        QTRY_COMPARE(names({}), inOrder);
        QCOMPARE(m_fixture->asked(QStringLiteral("applications/contoso/wiki")), 0U);
        std::erase_if(service.applications, [](const QJsonObject &one) {
            return one.value(QStringLiteral("handle")).toString() == shop;
        });
        tell(QStringLiteral("application.removed"));
        QTRY_VERIFY(!at(shop).isValid());
        QCOMPARE(m_model->rowCount(m_model->indexOf(QStringLiteral("customer/northwind"))), 2);
    }

    void oneThatIsSoughtIsLoadedWithWhatItLiesIn()
    {
        m_fixture->service.customers.pop_back(); // northwind is on a page that isn't loaded
        start();
        QSignalSpy located(m_model.get(), &ApplicationsModel::located);
        m_model->fetch(shop);
        QTRY_COMPARE(located.count(), 1);
        QCOMPARE(located.front().front().toModelIndex(), at(shop));
        QCOMPARE(m_model->rowCount(), 2);
        m_model->fetch(shop);
        QCOMPARE(located.count(), 2);
        // The rest of its customer's is still to come.
        open(QStringLiteral("northwind"));
        QCOMPARE(m_model->rowCount(m_model->indexOf(QStringLiteral("customer/northwind"))), 2);
        QSignalSpy failures(m_model.get(), &ApplicationsModel::failed);
        m_model->fetch(QStringLiteral("northwind/none"));
        QTRY_COMPARE(failures.count(), 1);
        QCOMPARE(located.count(), 2);
    }

    void staleIsSaid()
    {
        start();
        open(QStringLiteral("northwind"));
        QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        QVERIFY(!at(shop).data(StaleRole).toBool());
        m_fixture->service.goAway();
        QVERIFY(at(shop).data(StaleRole).toBool());
        // Customers, applications, their environments and appliances.
        QCOMPARE(changes.count(), 1 + 1 + 2 + 4);
    }

    void aRefusalIsSaidAndAskedForAgain()
    {
        start();
        m_fixture->service.refuse({Problem::Kind::Internal, QStringLiteral("Broken"), {}, {}});
        QSignalSpy failures(m_model.get(), &ApplicationsModel::failed);
        const QModelIndex northwind = m_model->indexOf(QStringLiteral("customer/northwind"));
        m_model->fetchMore(northwind);
        QTRY_COMPARE(failures.count(), 1);
        QVERIFY(!m_model->canFetchMore(northwind)); // not in a circle
        m_fixture->service.beHonest();
        m_fixture->service.cutFeed();
        QTRY_COMPARE(m_model->rowCount(northwind), 2);
    }

    void lies()
    {
        const QString name(10'000, QChar(0x5d0));
        m_fixture->service.customers.push_back(fake::customer(0, QString(), QStringLiteral("nobody")));
        m_fixture->service.customers.push_back(fake::customer(0, QStringLiteral("contoso"), name));
        m_fixture->service.on(
            "GET", QStringLiteral("/api/v1/applications"), [&](const FakeService::Request &) {
                QJsonObject odd = fake::environment(1, name, QStringLiteral("orbit"), QStringLiteral("1"),
                                                    QStringLiteral("levitating"));
                odd.insert(QStringLiteral("ssh"), 22);
                return FakeService::Reply::items(
                    {17, QJsonArray(), QJsonObject{{QStringLiteral("handle"), 3}},
                     fake::application(1, QStringLiteral("contoso/odd"), name, {odd, 5, QStringLiteral("x")}),
                     fake::with(fake::application(1, QStringLiteral("contoso/flat"), QString(), {}),
                                {{QStringLiteral("environments"), QStringLiteral("none")}})});
            });
        start();
        QCOMPARE(m_model->rowCount(), 2);
        open(QStringLiteral("contoso"));
        const QModelIndex odd = at(QStringLiteral("contoso/odd"));
        QCOMPARE(odd.data().toString(), name);
        QCOMPARE(m_model->rowCount(odd), 1);
        const QModelIndex environment = m_model->index(0, ApplicationsModel::State, odd);
        QCOMPARE(environment.data().toString(), QStringLiteral("levitating"));
        QCOMPARE(environment.data(StateRole).toString(), QStringLiteral("levitating"));
        QCOMPARE(text(at(QStringLiteral("contoso/flat")), ApplicationsModel::State), QString());
    }

    void nothingIsFetchedWhileItIsHidden()
    {
        QVERIFY(m_fixture->connect());
        QTest::qWait(50);
        QCOMPARE(m_fixture->asked(QStringLiteral("customers")), 0U);
        start();
        open(QStringLiteral("northwind"));
        m_model->setActive(false);
        put({});
        tell(QStringLiteral("environment.removed"));
        QTest::qWait(100);
        QCOMPARE(m_fixture->asked(QStringLiteral("applications/northwind/shop")), 0U);
        // Nobody has looked at what the events said: seen again, it is read anew.
        start();
        QCOMPARE(m_fixture->asked(QStringLiteral("customers")), 2U);
        open(QStringLiteral("northwind"));
        QCOMPARE(m_model->rowCount(at(shop)), 0);
        QCOMPARE(m_fixture->asked(QStringLiteral("applications/northwind/shop")), 0U);
    }

private:
    void start()
    {
        QSignalSpy loaded(m_model.get(), &ApplicationsModel::loaded);
        m_model->setActive(true);
        if (!m_fixture->session.isLive())
            QVERIFY(m_fixture->connect());
        QTRY_VERIFY(!loaded.isEmpty());
    }
    void open(const QString &customer)
    {
        QSignalSpy loaded(m_model.get(), &ApplicationsModel::loaded);
        const QModelIndex index = m_model->indexOf(QStringLiteral("customer/") + customer);
        QVERIFY(m_model->canFetchMore(index));
        m_model->fetchMore(index);
        QTRY_VERIFY(!loaded.isEmpty());
    }
    void put(const QJsonArray &environments)
    {
        m_fixture->service.put(fake::application(1, shop, QStringLiteral("Northwind Shop"), environments));
    }
    void tell(const QString &kind) { m_fixture->service.tell(kind, QStringLiteral("application/") + shop); }
    QModelIndex at(const QString &path) const
    {
        return m_model->indexOf(QStringLiteral("application/") + path);
    }
    QStringList names(const QModelIndex &parent) const
    {
        QStringList all;
        for (int row = 0; row < m_model->rowCount(parent); ++row)
            all.append(m_model->index(row, 0, parent).data().toString());
        return all;
    }
    static QString text(const QModelIndex &index, int column)
    {
        return index.siblingAtColumn(column).data().toString();
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<ApplicationsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestApplicationsModel)
#include "TestApplicationsModel.moc"
