// Overrides that are taken back, and the nearest target of all cases, in a real store.
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

class TestDuty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desk = std::make_unique<SupportFixture>(); }
    void cleanup() { m_desk.reset(); }

    void oneToComeIsGone()
    {
        const DutyOverride one = add(1h, 2h);
        const auto removed = remove(one.id);
        QVERIFY(removed);
        QCOMPARE(*removed, one);
        QVERIFY(rota().overrides.empty());
        QCOMPARE(m_desk->count("duty.override-removed"), 1);
        QVERIFY(remove(one.id).error().kind == Problem::Kind::NotFound);
        QCOMPARE(m_desk->count("duty.override-removed"), 1);
    }

    // Who was on duty stays known, and what is given back is enough to undo it.
    void oneThatHasBegunEndsNow()
    {
        const DutyOverride one = add(0h, 2h);
        m_desk->clock.advance(30min);
        const Instant now = m_desk->clock.now();
        QCOMPARE(rota().onDuty(now), QStringLiteral("max"));
        const auto removed = remove(one.id);
        QVERIFY(removed);
        QCOMPARE(*removed, one);
        QCOMPARE(rota().onDuty(now), QStringLiteral("eva"));
        QCOMPARE(rota().onDuty(now - 1min), QStringLiteral("max"));
        QVERIFY(remove(one.id).error().kind == Problem::Kind::Conflict);
    }

    void oneThatIsOverStays()
    {
        const DutyOverride one = add(0h, 1h);
        m_desk->clock.advance(1h);
        QVERIFY(remove(one.id).error().kind == Problem::Kind::Conflict);
        QCOMPARE(int(rota().overrides.size()), 1);
    }

    void theNearestTarget()
    {
        const auto targets = [this] {
            return must(m_desk->store->read(
                [this](Reader &reader) { return CaseRepository::openTargets(reader, m_desk->clock.now()); }));
        };
        QVERIFY(!targets().next && targets().past == 0);
        const qint64 first = m_desk->request().caseId;
        m_desk->clock.advance(10min);
        const qint64 second = m_desk->request().caseId;
        const Case about = m_desk->find(first);
        const CaseClock *clock = about.nextClock();
        QVERIFY(clock);
        QCOMPARE(targets().next->caseId, first);
        QCOMPARE(targets().next->at, clock->target);
        QCOMPARE(targets().next->clock, clock->name);
        m_desk->clock.jump(clock->target - m_desk->clock.now()); // to the moment itself: it is past
        QCOMPARE(targets().past, 1);
        QCOMPARE(targets().firstPast->caseId, first);
        QCOMPARE(targets().next->caseId, second);
        must(m_desk->desk->end(first, CaseState::Closed, QStringLiteral("eva")));
        QCOMPARE(targets().past, 0);
        QVERIFY(!targets().firstPast);
    }

private:
    DutyOverride add(Duration begins, Duration ends)
    {
        const Instant now = m_desk->clock.now();
        return must(m_desk->store->write([&](Transaction &transaction) {
            return DutyRepository::addOverride(
                transaction, QStringLiteral("eva"),
                {0, QStringLiteral("max"), now + begins, now + ends, QStringLiteral("a swap")});
        }));
    }
    Result<DutyOverride> remove(qint64 id)
    {
        return m_desk->store->write([&](Transaction &transaction) {
            return DutyRepository::removeOverride(transaction, QStringLiteral("eva"), id);
        });
    }
    Rota rota()
    {
        return must(m_desk->store->read([](Reader &reader) { return DutyRepository::rota(reader); }));
    }

    std::unique_ptr<SupportFixture> m_desk;
};

QTEST_GUILESS_MAIN(TestDuty)
#include "TestDuty.moc"
