// What is said of the brake after it was pulled, pulled again, and let go.
#include "daemon/Brake.h"
#include "store/StoreFixture.h"

using namespace slipway;

class TestBrake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theReasonStays()
    {
        StoreFixture f;
        QCOMPARE(*brakeOf(*f.store, false), (QJsonObject{{QStringLiteral("on"), false}}));
        pull(f, "eva", "brake.on", "disk is full");
        const QString first = told(f, true, "since");
        QCOMPARE(told(f, true, "reason"), QStringLiteral("disk is full"));
        pull(f, "kim", "brake.on", "");
        QCOMPARE(told(f, true, "reason"), QStringLiteral("disk is full"));
        QCOMPARE(told(f, true, "by"), QStringLiteral("eva"));
        QCOMPARE(told(f, true, "since"), first);
        pull(f, "kim", "brake.on", "the second disk, too");
        pull(f, "lee", "brake.on", "");
        QCOMPARE(told(f, true, "reason"), QStringLiteral("the second disk, too"));
        QCOMPARE(told(f, true, "by"), QStringLiteral("kim"));
        QCOMPARE(told(f, true, "since"), first);
        pull(f, "lee", "brake.off", "mended");
        QCOMPARE(told(f, false, "reason"), QStringLiteral("mended"));
        // What was said before it was let go is over.
        pull(f, "kim", "brake.on", "");
        QCOMPARE(told(f, true, "reason"), QString());
        QCOMPARE(told(f, true, "by"), QStringLiteral("kim"));
        QVERIFY(told(f, true, "since") > first);
    }

private:
    static void pull(StoreFixture &f, const char *who, const char *kind, const char *reason)
    {
        f.clock.advance(std::chrono::minutes(1));
        SLIPWAY_OK(f.store->write([&](Transaction &transaction) -> Result<void> {
            transaction.append({QLatin1String(who),
                                QLatin1String(kind),
                                QStringLiteral("service"),
                                {{QStringLiteral("reason"), QLatin1String(reason)}}});
            return {};
        }));
    }

    static QString told(StoreFixture &f, bool on, const char *field)
    {
        return brakeOf(*f.store, on)->value(QLatin1String(field)).toString();
    }
};

QTEST_GUILESS_MAIN(TestBrake)
#include "TestBrake.moc"
