// After a stop: what is meant to run is started, whatever it looked like when it was stopped.
#include "daemon/Revival.h"
#include "release/Bench.h"
#include "service/store/CatalogRepository.h"

#include <QTest>

using namespace slipway;
using namespace slipway::model;

namespace {

void setState(Bench &bench, const char *state)
{
    const qint64 id = bench.application().environmentOf(EnvironmentRole::Production)->id;
    (void)bench.store().write([&](Transaction &transaction) {
        return CatalogRepository::setState(transaction, QStringLiteral("test"), id, QLatin1String(state));
    });
}

std::ptrdiff_t starts(Bench &bench)
{
    const auto calls = bench.world.calls();
    return std::count(calls.begin(), calls.end(), QStringLiteral("start"));
}

} // namespace

class TestRevival : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatRuns_data();
    void whatRuns();
    void aBrokenOneKeepsNobodyWaiting();
};

void TestRevival::whatRuns_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<bool>("kept");
    QTest::addColumn<int>("started");
    QTest::newRow("it ran") << QByteArray("running") << false << 1;
    QTest::newRow("it was ill") << QByteArray("failed") << false << 1;
    QTest::newRow("somebody stopped it") << QByteArray("stopped") << false << 0;
    QTest::newRow("it has outlived the service") << QByteArray("running") << true << 0;
}

void TestRevival::whatRuns()
{
    QFETCH(QByteArray, state);
    QFETCH(bool, kept);
    QFETCH(int, started);
    Bench bench;
    setState(bench, state.constData());
    Revival revival(bench.store(), bench.world);
    QVERIFY(revival.start(kept ? std::set<int>{Bench::production} : std::set<int>()));
    QCOMPARE(starts(bench), started);
}

void TestRevival::aBrokenOneKeepsNobodyWaiting()
{
    Bench bench;
    setState(bench, "failed");
    std::atomic<bool> reached = false;
    bench.world.standStillNext(QStringLiteral("start"), World::When::Before, [&] { reached = true; });
    {
        Revival revival(bench.store(), bench.world);
        QVERIFY(revival.start({}));
        QVERIFY(reached);
    } // and is not waited for when the service ends
    QCOMPARE(starts(bench), 1);
}

QTEST_GUILESS_MAIN(TestRevival)
#include "TestRevival.moc"
