// Overrides that are taken back, swaps, rotas that go by holidays, and the nearest target of all cases, in a
// real store.
#include "service/support/PagingPlan.h"
#include "service/support/SlaDesk.h"
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

    // What is simulated, what is shown and who is really paged: the same one, who isn't away.
    void whoIsReplacedIsntCalledSecond()
    {
        m_desk->setRota({QStringLiteral("eva"), QStringLiteral("max"), QStringLiteral("jan")}, {});
        add(0h, 2h); // max for eva
        const Instant now = m_desk->clock.now();
        const Reach reach{[](const QString &name) { return std::vector{ContactMethod::byMail(name)}; },
                          [](const ContactMethod &) { return Reach::Fate::Arrives; }};
        const auto plan = must(planOf(must(m_desk->desk->process()), rota(), reach, now));
        QCOMPARE(plan.at(0).people, QStringList(QStringLiteral("max")));
        QCOMPARE(plan.at(2).rank, DutyRank::Alternate);
        QCOMPARE(plan.at(2).people, QStringList(QStringLiteral("jan")));
        QCOMPARE(rota().shifts(now, now + 1h).front().alternate, QStringLiteral("jan"));
        const qint64 id = m_desk->request().caseId;
        QVERIFY(m_desk->untilTaken(1));
        QVERIFY(m_desk->untilWaiting(id));
        m_desk->travel(5min);
        QVERIFY(m_desk->untilTaken(2));
        m_desk->travel(5min);
        QVERIFY(m_desk->untilTaken(3));
        QCOMPARE(m_desk->server.recipients(), (QStringList{max, max, jan}));
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

    // Eva has this week, jan the next: each takes a day of the other.
    void twoSwap()
    {
        const auto made = swap({{}, stretch("eva", 20h, 30h), stretch("jan", 8 * 24h, 8 * 24h + 10h), {}});
        QVERIFY2(made, made ? "" : qPrintable(made.error().text()));
        const Instant now = m_desk->clock.now();
        QCOMPARE(rota().onDuty(now + 19h), QStringLiteral("eva"));
        QCOMPARE(rota().onDuty(now + 20h), QStringLiteral("jan"));
        QCOMPARE(rota().onDuty(now + 30h), QStringLiteral("eva"));
        QCOMPARE(rota().onDuty(now + 8 * 24h), QStringLiteral("eva"));
        QCOMPARE(rota().onDuty(now + 8 * 24h + 10h), QStringLiteral("jan"));
        QCOMPARE(m_desk->count("duty.swap"), 1);
        QCOMPARE(m_desk->count("duty.override"), 0);
        const auto swaps = DutyRepository::swapsOf(rota());
        QCOMPARE(int(swaps.size()), 1);
        QVERIFY(swaps.front() == *made);
        // Half of it can't be taken back.
        for (const DutyOverride &half : rota().overrides) {
            QCOMPARE(half.swap, made->id);
            QVERIFY(remove(half.id).error().kind == Problem::Kind::Conflict);
        }
        const auto removed = removeSwap(made->id);
        QVERIFY(removed);
        QVERIFY(*removed == *made);
        QVERIFY(rota().overrides.empty());
        QCOMPARE(m_desk->count("duty.swap-removed"), 1);
        QVERIFY(removeSwap(made->id).error().kind == Problem::Kind::NotFound);
        // What was given back is enough to do it again.
        QVERIFY(swap(*removed));
    }

    void ofASwapThatHasBegunTheRestIsTakenBack()
    {
        const auto made = must(swap({{}, stretch("eva", 0h, 2h), stretch("jan", 8 * 24h, 9 * 24h), {}}));
        m_desk->clock.advance(1h);
        const Instant now = m_desk->clock.now();
        QVERIFY(removeSwap(made.id));
        QCOMPARE(rota().onDuty(now - 1min), QStringLiteral("jan"));
        QCOMPARE(rota().onDuty(now), QStringLiteral("eva"));
        QCOMPARE(rota().onDuty(now + 8 * 24h), QStringLiteral("jan"));
        QVERIFY(!removeSwap(made.id));
        QVERIFY(remove(made.id).error().kind == Problem::Kind::Conflict); // over, and kept
    }

    void aSwapThatIsOverStays()
    {
        const auto made = must(swap({{}, stretch("eva", 0h, 1h), stretch("jan", 8 * 24h, 9 * 24h), {}}));
        m_desk->clock.advance(10 * 24h);
        QVERIFY(removeSwap(made.id).error().kind == Problem::Kind::Conflict);
        QCOMPARE(int(rota().overrides.size()), 2);
    }

    void aStretchGoesToTheEndOfTheDuty()
    {
        DutySwap wanted{{}, stretch("eva", -5h, 0h), stretch("jan", 8 * 24h, 0h), {}};
        wanted.given.ends = wanted.taken.ends = Instant();
        const auto made = must(swap(wanted));
        const Instant now = m_desk->clock.now();
        QCOMPARE(made.given.begins, now); // what has been stays
        QCOMPARE(toText(made.given.ends), QStringLiteral("2023-11-20T09:00:00.000000Z"));
        QCOMPARE(toText(made.taken.ends), QStringLiteral("2023-11-27T09:00:00.000000Z"));
        QCOMPARE(rota().onDuty(now), QStringLiteral("jan"));
        QCOMPARE(rota().onDuty(made.taken.ends - 1min), QStringLiteral("eva"));
    }

    void whatCannotBeSwapped_data()
    {
        QTest::addColumn<QString>("person");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("with");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, const char *person, int from, int to, const char *with,
                            Problem::Kind kind, const char *where) {
            QTest::newRow(name) << QString::fromLatin1(person) << from << to << QString::fromLatin1(with)
                                << int(kind) << QString::fromLatin1(where);
        };
        row("nobody knows them", "kim", 1, 2, "jan", Problem::Kind::NotFound, "/person");
        row("nobody knows the other", "eva", 1, 2, "kim", Problem::Kind::NotFound, "/with");
        row("it is not theirs", "max", 1, 2, "jan", Problem::Kind::Conflict, "/begins");
        row("only the first part is theirs", "eva", 1, 8 * 24, "jan", Problem::Kind::Conflict, "/begins");
        row("not the other's", "eva", 1, 2, "max", Problem::Kind::Conflict, "/with_begins");
        row("it ends first", "eva", 2, 1, "jan", Problem::Kind::Invalid, "/ends");
        row("it is over", "eva", -3, -2, "jan", Problem::Kind::Invalid, "/ends");
    }

    void whatCannotBeSwapped()
    {
        QFETCH(QString, person);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QString, with);
        QFETCH(int, kind);
        QFETCH(QString, where);
        const auto made = swap({{},
                                stretch(qPrintable(person), from * 1h, to * 1h),
                                stretch(qPrintable(with), 8 * 24h, 9 * 24h),
                                {}});
        QVERIFY(!made);
        QCOMPARE(int(made.error().kind), kind);
        QCOMPARE(made.error().where, where);
        QVERIFY(rota().overrides.empty());
        QCOMPARE(m_desk->count("duty.swap"), 0);
    }

    void withOneselfIsNoSwap()
    {
        const auto made = swap({{}, stretch("eva", 1h, 2h), stretch("eva", 3h, 4h), {}});
        QVERIFY(!made);
        QCOMPARE(made.error().where, QStringLiteral("/with"));
    }

    // Calendars of the guarantees are those that layers go by; one that is in use stays.
    void aLayerGoesByHolidays()
    {
        RotaLayer holidays;
        holidays.name = QStringLiteral("holidays");
        holidays.first = QDate(2023, 11, 13);
        holidays.people = {QStringLiteral("max")};
        holidays.calendar = QStringLiteral("office");
        holidays.holidays = RotaLayer::Holidays::Only;
        RotaLayer always;
        always.name = QStringLiteral("always");
        always.first = holidays.first;
        always.people = {QStringLiteral("eva"), QStringLiteral("jan")};
        Rota layered;
        layered.layers = {holidays, always};
        const auto refused = setRota(layered);
        QVERIFY(!refused);
        QCOMPARE(refused.error().where, QStringLiteral("/layers/0/holidays"));
        const QDate today = localTime(m_desk->clock.now(), QTimeZone::utc()).date();
        SlaDesk sla(*m_desk->store);
        const QJsonObject day{{QStringLiteral("date"), today.addDays(1).toString(Qt::ISODate)},
                              {QStringLiteral("name"), QStringLiteral("Founder's day")}};
        must(sla.set(SlaKind::Calendar, QStringLiteral("office"),
                     QJsonObject{{QStringLiteral("holidays"), QJsonArray{day}}}, QStringLiteral("test"),
                     SlaDesk::Mode::Do));
        must(setRota(layered));
        const Instant tomorrow = instantOf(today.addDays(1), QTime(0, 0), QTimeZone::utc());
        QCOMPARE(rota().onDuty(tomorrow), QStringLiteral("max"));
        QVERIFY(rota().onDuty(tomorrow - 1s) != QStringLiteral("max"));
        QVERIFY(rota().onDuty(tomorrow + 24h) != QStringLiteral("max"));
        const auto removed = sla.set(SlaKind::Calendar, QStringLiteral("office"), std::nullopt,
                                     QStringLiteral("test"), SlaDesk::Mode::Do);
        QVERIFY(!removed);
        QVERIFY2(removed.error().what.contains(QStringLiteral("the rota")), qPrintable(removed.error().what));
        // Pages go to whom the layers say.
        m_desk->travel(tomorrow - m_desk->clock.now());
        const qint64 about = m_desk->request().caseId;
        QTRY_VERIFY(!m_desk->pages(about).empty());
        QCOMPARE(m_desk->pages(about).front().to, QStringLiteral("max"));
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
    DutySwap::Stretch stretch(const char *person, Duration begins, Duration ends)
    {
        const Instant now = m_desk->clock.now();
        return {QString::fromLatin1(person), now + begins, now + ends};
    }
    Result<DutySwap> swap(const DutySwap &wanted)
    {
        return m_desk->store->write([&](Transaction &transaction) {
            return DutyRepository::addSwap(transaction, QStringLiteral("eva"), wanted);
        });
    }
    Result<DutySwap> removeSwap(qint64 id)
    {
        return m_desk->store->write([&](Transaction &transaction) {
            return DutyRepository::removeSwap(transaction, QStringLiteral("eva"), id);
        });
    }
    Result<void> setRota(const Rota &wanted)
    {
        return m_desk->store->write([&](Transaction &transaction) {
            return DutyRepository::setRota(transaction, QStringLiteral("eva"), wanted);
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
