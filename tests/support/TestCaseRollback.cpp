// A case that came back because a release went live is told once when that is rolled back, also over a crash;
// it is open again unless it was closed, and nobody's page is answered by that.
#include "support/CaseLinksWorld.h"

using namespace slipway;
using namespace slipway::test;

class TestCaseRollback : public QObject
{
    Q_OBJECT

    // A case that has come back because this release went live.
    struct Back : SupportFixture
    {
        Back() : world(*this)
        {
            release = world.release();
            must(desk->wait(world.about, CaseState::WaitingForRelease, staff, releaseOf(release)));
            world.becomes(release, "live");
            must(desk->hearReleases());
        }
        void rollBack()
        {
            world.becomes(release, "rolled-back");
            must(desk->hearReleases());
        }
        Case about() { return find(world.about); }
        QStringList notes() { return world.notes(world.about); }
        QJsonArray links() { return world.links(world.about); }

        World world;
        qint64 release = 0;
    };

private Q_SLOTS:
    void becomesWhat_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<CaseState>("after");
        QTest::addColumn<QString>("kind");
        QTest::newRow("open") << QStringLiteral("open") << CaseState::Open << QStringLiteral("case.noted");
        QTest::newRow("waits for the customer")
            << QStringLiteral("customer") << CaseState::Open << QStringLiteral("case.resumed");
        QTest::newRow("waits for another")
            << QStringLiteral("release") << CaseState::Open << QStringLiteral("case.resumed");
        QTest::newRow("solved") << QStringLiteral("solved") << CaseState::Open
                                << QStringLiteral("case.reopened");
        QTest::newRow("closed") << QStringLiteral("closed") << CaseState::Closed
                                << QStringLiteral("case.noted");
    }
    void becomesWhat()
    {
        QFETCH(QString, before);
        QFETCH(CaseState, after);
        QFETCH(QString, kind);
        Back f;
        const qint64 id = f.world.about;
        QCOMPARE(f.about().state, CaseState::Open);
        QCOMPARE(f.notes().size(), 1);
        QVERIFY(!f.links()[0][QLatin1String("awaited")].toBool());
        if (before == QLatin1String("customer"))
            must(f.desk->wait(id, CaseState::WaitingForCustomer, staff));
        else if (before == QLatin1String("release"))
            must(f.desk->wait(id, CaseState::WaitingForRelease, staff, releaseOf(f.world.release())));
        else if (before == QLatin1String("solved"))
            must(f.desk->end(id, CaseState::Solved, staff));
        else if (before == QLatin1String("closed"))
            must(f.desk->end(id, CaseState::Closed, staff));
        f.travel(1h);
        const int told = f.count(kind.toLatin1().constData());
        f.rollBack();
        QCOMPARE(f.about().state, after);
        QCOMPARE(f.notes().size(), 2);
        const QString note = f.notes().back();
        QVERIFY2(
            note.contains(QStringLiteral("Release %1 of northwind/shop was rolled back").arg(f.release)) &&
                note.contains(QStringLiteral("(jan)")) &&
                note.contains(QStringLiteral("had come back because it went live")),
            qPrintable(note));
        QCOMPARE(f.count(kind.toLatin1().constData()), told + 1);
        must(f.desk->hearReleases());
        QCOMPARE(f.notes().size(), 2);
        QCOMPARE(f.count(kind.toLatin1().constData()), told + 1);
    }

    // What was promised for its solution is promised again; what waits, waits no longer.
    void itsClocksGoOn()
    {
        Back f;
        must(f.desk->end(f.world.about, CaseState::Solved, staff));
        QVERIFY(!f.about().nextClock());
        f.travel(1h);
        f.rollBack();
        const Case about = f.about();
        QVERIFY(about.nextClock());
        QCOMPARE(about.nextClock()->name, clockName::resolution);
        QCOMPARE(about.nextClock()->started, f.clock.now());
    }

    void whoIsPagedMeanwhileStillIs()
    {
        Back f;
        must(f.desk->wait(f.world.about, CaseState::WaitingForCustomer, staff));
        must(f.desk->own(f.world.about, QStringLiteral("max"), staff));
        const int answered = f.count("case.acknowledged");
        f.rollBack();
        QCOMPARE(f.about().state, CaseState::Open);
        QVERIFY(!f.about().acknowledged);
        QCOMPARE(f.count("case.acknowledged"), answered);
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.server.recipients(), QStringList{max});
    }

    // Nobody is called for it either.
    void whoHasHeardIsntPaged()
    {
        Back f;
        const int due = f.count("page.due");
        must(f.desk->end(f.world.about, CaseState::Solved, staff));
        f.rollBack();
        f.travel(1h);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.count("page.due"), due);
        QVERIFY(f.about().acknowledged);
    }

    void onceOverACrash()
    {
        Back f;
        f.restart();
        must(f.desk->hearReleases());
        QCOMPARE(f.notes().size(), 1);
        must(f.desk->end(f.world.about, CaseState::Solved, staff));
        f.world.becomes(f.release, "rolled-back");
        f.restart(); // before anybody heard of it
        must(f.desk->hearReleases());
        f.restart(); // right after
        must(f.desk->hearReleases());
        QCOMPARE(f.about().state, CaseState::Open);
        QCOMPARE(f.notes().size(), 2);
        QCOMPARE(f.count("case.reopened"), 1);
        QVERIFY(must(f.store->read([](Reader &reader) { return Ledger::verify(reader); })).ok());
    }

    // What can't be written whole isn't written at all, and comes with the next round.
    void allOfItOrNothing()
    {
        Back f;
        f.world.becomes(f.release, "rolled-back");
        const auto run = [&](const char *sql) {
            must(f.store->write(
                [&](Transaction &transaction) { return transaction.execute(QString::fromLatin1(sql)); }));
        };
        run("CREATE TRIGGER broken BEFORE UPDATE ON support_case BEGIN SELECT RAISE(ABORT, 'full'); END");
        QVERIFY(!f.desk->hearReleases());
        QCOMPARE(f.notes().size(), 1);
        run("DROP TRIGGER broken");
        must(f.desk->hearReleases());
        QCOMPARE(f.notes().size(), 2);
    }

    void onlyThoseThatCameBackForIt_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("opened by hand") << QStringLiteral("resumed");
        QTest::newRow("linked") << QStringLiteral("linked");
        QTest::newRow("taken away since") << QStringLiteral("unlinked");
        QTest::newRow("never live") << QStringLiteral("aborted");
    }
    void onlyThoseThatCameBackForIt()
    {
        QFETCH(QString, how);
        SupportFixture f;
        World world(f);
        const qint64 release = world.release();
        if (how == QLatin1String("linked"))
            must(f.desk->link(world.about, releaseOf(release), staff));
        else
            must(f.desk->wait(world.about, CaseState::WaitingForRelease, staff, releaseOf(release)));
        if (how == QLatin1String("resumed"))
            must(f.desk->resume(world.about, staff));
        world.becomes(release, how == QLatin1String("aborted") ? "aborted" : "live");
        must(f.desk->hearReleases());
        if (how == QLatin1String("unlinked"))
            must(f.desk->unlink(world.about, releaseOf(release), staff));
        const auto before = world.notes(world.about);
        world.becomes(release, "rolled-back");
        must(f.desk->hearReleases());
        QCOMPARE(world.notes(world.about), before);
    }

    // Where it was finalized nothing can be taken back; and it may be waited for again in another case.
    void eachCaseIsToldByItself()
    {
        Back f;
        const qint64 other = must(f.desk->open({QStringLiteral("Slow too"), QStringLiteral("Very"), maria,
                                                QStringLiteral("northwind/shop"), Severity::Normal},
                                               staff))
                                 .id;
        must(f.desk->link(other, releaseOf(f.release), staff));
        const qint64 next = f.world.release();
        must(f.desk->wait(f.world.about, CaseState::WaitingForRelease, staff, releaseOf(next)));
        f.world.becomes(next, "live");
        must(f.desk->hearReleases());
        QCOMPARE(f.notes().size(), 2);
        f.world.becomes(next, "finalized");
        must(f.desk->hearReleases());
        QCOMPARE(f.notes().size(), 2);
        f.rollBack(); // the first one
        QCOMPARE(f.notes().size(), 3);
        QVERIFY(f.world.notes(other).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCaseRollback)

#include "TestCaseRollback.moc"
