// What went down and came up is in the ledger once, by the names people know; a quiet night leaves no trace.
#include "daemon/IncidentRecorder.h"
#include "release/Bench.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Ledger.h"

#include <QTest>

using namespace slipway;
using namespace slipway::model;

namespace {

struct Desk
{
    Bench bench;
    std::vector<GuardianIncident> guardian;
    IncidentRecorder recorder{bench.store(), bench.world, [this](qint64 since) {
                                  GuardianClient::Incidents found{since, {}};
                                  for (const GuardianIncident &incident : guardian) {
                                      if (incident.id >= since) {
                                          found.items.push_back(incident);
                                          found.next = incident.id + 1;
                                      }
                                  }
                                  return Result<GuardianClient::Incidents>(found);
                              }};

    Environment production() { return *bench.application().environmentOf(EnvironmentRole::Production); }
    qint64 length()
    {
        qint64 count = 0;
        (void)bench.store().read([&](Reader &reader) -> Result<void> {
            count = reader.integer(QStringLiteral("SELECT count(*) FROM event")).value_or(-1);
            return {};
        });
        return count;
    }
    // "kind subject" of those from the guardian and from inside environments.
    QStringList recorded()
    {
        QStringList list;
        (void)bench.store().read([&](Reader &reader) -> Result<void> {
            return reader.query(QStringLiteral("SELECT kind, subject FROM event WHERE actor IN ('guardian', "
                                               "'environment') AND kind <> 'appliance.state' ORDER BY seq"),
                                {}, [&](const Row &row) -> Result<void> {
                                    list.append(row.text("kind") + QLatin1Char(' ') + row.text("subject"));
                                    return {};
                                });
        });
        return list;
    }
    static QJsonObject at(const char *time) { return {{QStringLiteral("at"), QLatin1String(time)}}; }
};

} // namespace

class TestIncidents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingHappensNothingIsWritten();
    void namesArePeoples();
    void onceAndInOrder();
    void theEnvironmentIsGone();
    void whatIsStoppedStaysStopped();
    void refusalsAddUp();
};

void TestIncidents::nothingHappensNothingIsWritten()
{
    Desk desk;
    QVERIFY(desk.recorder.record());
    const qint64 before = desk.length();
    for (int beat = 0; beat < 20; ++beat)
        QVERIFY(desk.recorder.record());
    QCOMPARE(desk.length(), before);
}

void TestIncidents::namesArePeoples()
{
    Desk desk;
    const Environment production = desk.production();
    const Appliance appliance = production.appliances.front();
    desk.bench.world.happen({QStringLiteral("appliance.down"), production.slot, appliance.name,
                             Desk::at("2026-01-01T00:00:00.000000Z")});
    QVERIFY(desk.recorder.record());
    QCOMPARE(desk.recorded(), QStringList{QStringLiteral("appliance.down appliance/%1").arg(appliance.id)});
    QCOMPARE(desk.production().appliances.front().state, QStringLiteral("failed"));
    desk.bench.world.happen({QStringLiteral("appliance.up"), production.slot, appliance.name,
                             Desk::at("2026-01-01T00:00:01.000000Z")});
    QVERIFY(desk.recorder.record());
    QCOMPARE(desk.production().appliances.front().state, QStringLiteral("running"));
}

void TestIncidents::onceAndInOrder()
{
    Desk desk;
    const Environment production = desk.production();
    const QString subject = QStringLiteral("application/") + desk.bench.application().handle();
    const auto time = instantFromText(u"2026-01-01T00:00:02.000000Z");
    QVERIFY(time);
    desk.guardian.push_back(
        {1, *time, QStringLiteral("environment.up"), QStringLiteral("slot/%1").arg(production.slot), {}});
    desk.guardian.push_back(
        {2, *time + std::chrono::seconds(2), QStringLiteral("gateway.down"), QStringLiteral("gateway"), {}});
    desk.bench.world.happen({QStringLiteral("environment.resumed"),
                             production.slot,
                             {},
                             Desk::at("2026-01-01T00:00:03.000000Z")});
    QVERIFY(desk.recorder.record());
    QVERIFY(desk.recorder.record());
    const QStringList expected{QStringLiteral("environment.up ") + subject,
                               QStringLiteral("environment.resumed ") + subject,
                               QStringLiteral("gateway.down gateway")};
    QCOMPARE(desk.recorded(), expected);
}

void TestIncidents::theEnvironmentIsGone()
{
    Desk desk;
    desk.bench.world.happen({QStringLiteral("appliance.down"), 60, QStringLiteral("db"), {}});
    QVERIFY(desk.recorder.record());
    QCOMPARE(desk.recorded(), QStringList{QStringLiteral("appliance.down slot/60")});
}

void TestIncidents::whatIsStoppedStaysStopped()
{
    Desk desk;
    const Environment production = desk.production();
    const Appliance appliance = production.appliances.front();
    QVERIFY(desk.bench.store().write([&](Transaction &transaction) {
        return CatalogRepository::setStopped(transaction, QStringLiteral("test"), production);
    }));
    desk.bench.world.happen({QStringLiteral("appliance.up"), production.slot, appliance.name,
                             Desk::at("2026-01-01T00:00:00.000000Z")});
    QVERIFY(desk.recorder.record());
    QCOMPARE(desk.recorded(), QStringList{QStringLiteral("appliance.up appliance/%1").arg(appliance.id)});
    QCOMPARE(desk.production().appliances.front().state, QStringLiteral("stopped"));
    QCOMPARE(desk.production().appliances.front().health, QStringLiteral("unknown"));
}

// From both sides of the door, whatever state the environment is in.
void TestIncidents::refusalsAddUp()
{
    Desk desk;
    const Environment production = desk.production();
    const QString subject = QStringLiteral("application/") + desk.bench.application().handle();
    QJsonObject payload = Desk::at("2026-01-01T00:00:00.000000Z");
    payload.insert(QStringLiteral("refused"), 3);
    const QString kind = QStringLiteral("outbound.refused");
    desk.bench.world.happen({kind, production.slot, {}, payload});
    desk.bench.world.happen({kind, 60, {}, payload}); // of nobody any more
    QVERIFY(desk.recorder.record());
    QVERIFY(desk.bench.store().write([&](Transaction &transaction) {
        return CatalogRepository::setStopped(transaction, QStringLiteral("test"), production);
    }));
    payload.insert(QStringLiteral("refused"), 40);
    const auto time = instantFromText(u"2026-01-01T00:00:02.000000Z");
    desk.guardian.push_back({1, *time, kind, QStringLiteral("slot/%1").arg(production.slot), payload});
    QVERIFY(desk.recorder.record());
    const auto refused =
        desk.bench.store().read([](Reader &reader) { return CatalogRepository::refusedOutbound(reader); });
    QVERIFY(refused);
    QCOMPARE(refused->size(), std::size_t(1));
    QCOMPARE(refused->front().refused, qint64(43));
    QCOMPARE(refused->front().environment, production.name);
    QCOMPARE(refused->front().application, desk.bench.application().handle());
    QCOMPARE(desk.recorded().count(kind + QLatin1Char(' ') + subject), 2);
}

QTEST_GUILESS_MAIN(TestIncidents)
#include "TestIncidents.moc"
