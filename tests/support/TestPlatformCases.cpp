// What goes down and makes a case of itself: one for what goes down together, paged when it stays down, over
// when it comes back by itself, once over a crash.
#include "service/support/PlatformCases.h"
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

namespace {

// A platform with one production and one test environment, of two appliances each.
class Platform
{
public:
    explicit Platform(SupportFixture &fixture) : m_f(fixture)
    {
        must(m_f.store->write([&](Transaction &transaction) -> Result<void> {
            const auto customer = must(CatalogRepository::customer(transaction, QStringLiteral("northwind")));
            Application shop;
            shop.customerId = customer.id;
            shop.customer = customer.slug;
            shop.slug = QStringLiteral("shop");
            shop.name = QStringLiteral("Shop");
            const auto application =
                must(CatalogRepository::addApplication(transaction, QStringLiteral("test"), shop));
            production = add(transaction, application.id, EnvironmentRole::Production, 1);
            test = add(transaction, application.id, EnvironmentRole::Test, 2);
            return {};
        }));
        cases = std::make_unique<PlatformCases>(*m_f.store, *m_f.desk);
        must(cases->round());
    }
    void tell(const char *kind, qint64 environment, int appliance,
              const QString &application = QStringLiteral("northwind/shop"))
    {
        must(m_f.store->write([&](Transaction &transaction) -> Result<void> {
            transaction.append({QStringLiteral("environment"),
                                QLatin1String(kind),
                                QStringLiteral("appliance/%1").arg(appliance),
                                {{QStringLiteral("environment_id"), environment},
                                 {QStringLiteral("appliance"), QStringLiteral("db%1").arg(appliance)},
                                 {QStringLiteral("application"), application},
                                 {QStringLiteral("ended"), QStringLiteral("killed by signal 9")},
                                 {QStringLiteral("at"), toText(m_f.clock.now())}}});
            return {};
        }));
    }
    void down(int appliance) { tell("appliance.down", production, appliance); }
    void up(int appliance) { tell("appliance.up", production, appliance); }
    std::vector<Case> open()
    {
        return must(m_f.store->read(
            [](Reader &reader) { return CaseRepository::where(reader, QStringLiteral("ORDER BY id"), {}); }));
    }
    void restart()
    {
        m_f.restart();
        cases = std::make_unique<PlatformCases>(*m_f.store, *m_f.desk);
    }

    qint64 production = 0;
    qint64 test = 0;
    std::unique_ptr<PlatformCases> cases;

private:
    static qint64 add(Transaction &transaction, qint64 application, EnvironmentRole role, int slot)
    {
        Environment environment;
        environment.applicationId = application;
        environment.name = QStringLiteral("shop-%1").arg(slot);
        environment.role = role;
        environment.slot = slot;
        environment.state = QStringLiteral("running");
        return must(CatalogRepository::addEnvironment(transaction, QStringLiteral("test"), environment)).id;
    }

    SupportFixture &m_f;
};

} // namespace

class TestPlatformCases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatStaysDownIsPaged()
    {
        SupportFixture f;
        Platform platform(f);
        platform.down(3);
        must(platform.cases->round());
        QCOMPARE(platform.open().size(), 1U);
        const Case about = platform.open().front();
        QCOMPARE(about.severity, Severity::Critical);
        QCOMPARE(about.customer, QStringLiteral("northwind"));
        QCOMPARE(about.application, QStringLiteral("northwind/shop"));
        QVERIFY(f.messages(about.id).front().text.contains(QStringLiteral("killed by signal 9")));
        QCOMPARE(about.runId, 0);
        f.travel(PlatformCases::grace - 1ms);
        must(platform.cases->round());
        QCOMPARE(f.find(about.id).runId, 0);
        f.travel(1ms);
        must(platform.cases->round());
        must(platform.cases->round());
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.server.recipients(), QStringList(eva));
        // Back now: whoever was called says that it is over.
        platform.up(3);
        must(platform.cases->round());
        QCOMPARE(f.find(about.id).state, CaseState::New);
        QVERIFY(f.messages(about.id).back().text.contains(QStringLiteral("after 10s")));
    }

    void whatComesBackByItselfWakesNobody()
    {
        SupportFixture f;
        Platform platform(f);
        platform.down(3);
        f.travel(1500ms);
        platform.up(3);
        must(platform.cases->round());
        f.travel(1h);
        must(platform.cases->round());
        const Case about = platform.open().front();
        QCOMPARE(about.state, CaseState::Solved);
        QCOMPARE(about.runId, 0);
        QVERIFY(f.messages(about.id).back().text.contains(QStringLiteral("after 2s")));
        while (must(f.post->round()))
            ;
        QVERIFY(f.server.taken.empty());
    }

    void aHostIsOneCase()
    {
        SupportFixture f;
        Platform platform(f);
        for (int i = 0; i < 50; ++i) {
            platform.tell("appliance.down", platform.production, 10 + i,
                          i == 0 ? QStringLiteral("northwind/shop")
                                 : QStringLiteral("contoso/site%1").arg(i));
            f.travel(1s);
        }
        must(platform.cases->round());
        QCOMPARE(platform.open().size(), 1U);
        QVERIFY(platform.open().front().customer.isEmpty()); // it is none of theirs alone
        QCOMPARE(f.messages(platform.open().front().id).size(), 50U);
        f.travel(2min);
        platform.tell("appliance.down", platform.production, 3,
                      QStringLiteral("contoso/other")); // another thing
        must(platform.cases->round());
        QCOMPARE(platform.open().size(), 2U);
        platform.tell("appliance.down", platform.production, 10); // of what is down still
        must(platform.cases->round());
        QCOMPARE(platform.open().size(), 2U);
    }

    void everyCaseHearsThatItIsBack()
    {
        SupportFixture f;
        Platform platform(f);
        platform.down(3);
        must(platform.cases->round());
        must(f.desk->end(platform.open().front().id, CaseState::Closed, QStringLiteral("eva")));
        f.travel(2min);
        platform.down(3); // nobody told that it had come back
        must(platform.cases->round());
        QCOMPARE(platform.open().size(), 2U);
        platform.up(3);
        must(platform.cases->round());
        for (const Case &one : platform.open())
            QVERIFY(f.messages(one.id).back().text.contains(QStringLiteral("is back")));
        QCOMPARE(platform.open().back().state, CaseState::Solved);
    }

    void testEnvironmentsAreTheirs()
    {
        SupportFixture f;
        Platform platform(f);
        platform.tell("appliance.down", platform.test, 3);
        platform.tell("appliance.down", 4711, 3); // gone by now
        must(platform.cases->round());
        QVERIFY(platform.open().empty());
    }

    void onceOverACrash()
    {
        SupportFixture f;
        Platform platform(f);
        platform.down(3);
        must(platform.cases->round());
        platform.restart();
        must(platform.cases->round());
        QCOMPARE(platform.open().size(), 1U);
        f.travel(11s);
        must(platform.cases->round());
        platform.restart();
        must(platform.cases->round());
        QCOMPARE(platform.open().size(), 1U);
        QVERIFY(f.untilTaken(1));
        f.travel(1s);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), 1U);
        // What was told while nobody listened is heard.
        platform.up(3);
        platform.restart();
        must(platform.cases->round());
        QVERIFY(f.messages(platform.open().front().id).back().text.contains(QStringLiteral("is back")));
    }

    void whatWasBeforeTheFirstRoundIsOld()
    {
        SupportFixture f;
        Platform platform(f);
        platform.down(3);
        PlatformCases fresh(*f.store, *f.desk);
        must(fresh.round());
        QVERIFY(platform.open().empty());
    }
};

QTEST_GUILESS_MAIN(TestPlatformCases)

#include "TestPlatformCases.moc"
