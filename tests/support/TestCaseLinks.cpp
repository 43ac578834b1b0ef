// What cases are linked to: what is there and the customer's own; and a case that waits for a release comes
// back once, with a note, when that went live or never will, also over a crash.
#include "domain/Json.h"
#include "service/support/CaseSearch.h"
#include "service/support/PlatformCases.h"
#include "support/CaseLinksWorld.h"

using namespace slipway;
using namespace slipway::test;

class TestCaseLinks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linkedAndTakenAway()
    {
        SupportFixture f;
        World world(f);
        const QString release = releaseOf(world.release());
        must(f.desk->link(world.about, release, staff));
        must(f.desk->link(world.about, release, QStringLiteral("jan"))); // again: it stays as it is
        const qint64 web = world.theirs.appliances.front().id;
        must(f.desk->link(world.about, QStringLiteral("application/northwind/shop/shop-1/web"), staff));
        must(f.desk->link(world.about, QStringLiteral("slipway:application/northwind/shop"), staff));
        must(f.desk->link(world.about, QStringLiteral("event/1"), staff));
        QCOMPARE(world.references(world.about),
                 QStringList({release, QStringLiteral("appliance/%1").arg(web),
                              QStringLiteral("application/northwind/shop"), QStringLiteral("event/1")}));
        QCOMPARE(f.count("case.linked"), 4);
        const QJsonArray links = world.links(world.about);
        QCOMPARE(links[0][QLatin1String("by")].toString(), staff);
        QCOMPARE(links[0][QLatin1String("state")].toString(), QStringLiteral("waiting"));
        QVERIFY(links[0][QLatin1String("title")].toString().contains(QStringLiteral("northwind/shop")));
        QCOMPARE(links[1][QLatin1String("place")].toString(),
                 QStringLiteral("application/northwind/shop/shop-1/web"));
        QCOMPARE(links[1][QLatin1String("state")].toString(), QStringLiteral("running"));
        QCOMPARE(links[3][QLatin1String("event")][QLatin1String("seq")].toInt(), 1);
        must(f.desk->unlink(world.about, release, staff));
        QCOMPARE(f.count("case.unlinked"), 1);
        QVERIFY(!world.references(world.about).contains(release));
        const auto again = f.desk->unlink(world.about, release, staff);
        QVERIFY(!again);
        QCOMPARE(again.error().kind, Problem::Kind::NotFound);
    }

    void howItStandsIsToldAsItIsNow()
    {
        SupportFixture f;
        World world(f);
        const qint64 release = world.release();
        must(f.desk->link(world.about, releaseOf(release), staff));
        world.becomes(release, "live");
        QCOMPARE(world.links(world.about)[0][QLatin1String("state")].toString(), QStringLiteral("live"));
        must(f.store->write([&](Transaction &transaction) {
            return transaction.execute(QStringLiteral("DELETE FROM release WHERE id = ?"), {release});
        }));
        QCOMPARE(world.links(world.about)[0][QLatin1String("state")].toString(), QStringLiteral("gone"));
    }

    void refused_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<Problem::Kind>("kind");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QString &reference, Problem::Kind kind,
                            const char *says) {
            QTest::newRow(name) << reference << kind << QString(QLatin1String(says));
        };
        row("no reference", QStringLiteral("the last one"), Problem::Kind::Invalid, "the last one");
        row("no number", QStringLiteral("release/next"), Problem::Kind::Invalid, "release/next");
        row("number that none can have", QStringLiteral("release/99999999999999999999"),
            Problem::Kind::Invalid, "9999");
        row("another case", QStringLiteral("case/1"), Problem::Kind::Invalid, "case/1");
        row("no such release", QStringLiteral("release/4711"), Problem::Kind::NotFound, "4711");
        row("no such appliance", QStringLiteral("appliance/4711"), Problem::Kind::NotFound, "4711");
        row("no such place", QStringLiteral("application/northwind/shop/shop-1/db"), Problem::Kind::NotFound,
            "shop-1/db");
        row("no such application", QStringLiteral("application/northwind/none"), Problem::Kind::NotFound,
            "northwind/none");
        row("no such entry", QStringLiteral("event/4711"), Problem::Kind::NotFound, "4711");
        row("another's application", QStringLiteral("application/contoso/portal"), Problem::Kind::Invalid,
            "contoso");
        row("another's appliance", QStringLiteral("application/contoso/portal/portal-1/web"),
            Problem::Kind::Invalid, "contoso");
    }

    void refused()
    {
        QFETCH(QString, reference);
        QFETCH(Problem::Kind, kind);
        QFETCH(QString, says);
        SupportFixture f;
        World world(f);
        const auto linked = f.desk->link(world.about, reference, staff);
        QVERIFY(!linked);
        QCOMPARE(linked.error().kind, kind);
        QVERIFY2(linked.error().what.contains(says), qPrintable(linked.error().text()));
        QVERIFY(!linked.error().hint.isEmpty());
        QCOMPARE(linked.error().where, QStringLiteral("/to"));
        QVERIFY(world.references(world.about).isEmpty());
        QCOMPARE(f.count("case.linked"), 0);
    }

    void whatIsAnothersIsRefusedByWhomeverItIsNamed()
    {
        SupportFixture f;
        World world(f);
        const qint64 release = world.release("contoso/portal");
        world.becomes(release, "running");
        const qint64 seq = must(f.store->read([](Reader &reader) { return Ledger::head(reader); })).seq;
        for (const QString &reference : {releaseOf(release), QStringLiteral("event/%1").arg(seq)}) {
            const auto linked = f.desk->link(world.about, reference, staff);
            QVERIFY2(!linked, qPrintable(reference));
            QVERIFY(linked.error().what.contains(QStringLiteral("contoso's")));
        }
        const auto waits = f.desk->wait(world.about, CaseState::WaitingForRelease, staff, releaseOf(release));
        QVERIFY(!waits);
        QCOMPARE(f.find(world.about).state, CaseState::New);
    }

    void casesAreFoundByWhatTheyAreLinkedTo()
    {
        SupportFixture f;
        World world(f);
        const QString release = releaseOf(world.release());
        must(f.desk->link(world.about, release, staff));
        f.request(); // another case
        CaseFilter filter;
        filter.link = release;
        const auto found =
            must(f.store->read([&](Reader &reader) { return CaseSearch::list(reader, {}, filter); }));
        QCOMPARE(found.items.size(), 1U);
        QCOMPARE(found.items.front().id, world.about);
        filter.link = QStringLiteral("release/4711");
        QVERIFY(must(f.store->read([&](Reader &reader) {
                    return CaseSearch::list(reader, {}, filter);
                })).items.empty());
    }

    void comesBack_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("words");
        QTest::newRow("live") << QStringLiteral("live") << QStringLiteral("went live");
        QTest::newRow("rolled back") << QStringLiteral("rolled-back") << QStringLiteral("was rolled back");
        QTest::newRow("aborted") << QStringLiteral("aborted") << QStringLiteral("was aborted");
        QTest::newRow("failed") << QStringLiteral("failed") << QStringLiteral("failed");
    }

    void comesBack()
    {
        QFETCH(QString, state);
        QFETCH(QString, words);
        SupportFixture f;
        World world(f);
        const qint64 release = world.release();
        must(f.desk->wait(world.about, CaseState::WaitingForRelease, staff, releaseOf(release)));
        QCOMPARE(world.references(world.about), QStringList(releaseOf(release)));
        QVERIFY(world.links(world.about)[0][QLatin1String("awaited")].toBool());
        must(f.desk->hearReleases());
        world.becomes(release, "running");
        must(f.desk->hearReleases());
        QCOMPARE(f.find(world.about).state, CaseState::WaitingForRelease);
        f.travel(1h);
        world.becomes(release, state.toLatin1().constData());
        f.travel(1s);
        must(f.desk->hearReleases());
        QCOMPARE(f.find(world.about).state, CaseState::Open);
        QCOMPARE(world.notes(world.about).size(), 1);
        const QString note = world.notes(world.about).front();
        QVERIFY2(note.contains(words) &&
                     note.contains(QStringLiteral("Release %1 of northwind/shop").arg(release)) &&
                     note.contains(QStringLiteral("(jan)")),
                 qPrintable(note));
        QCOMPARE(f.count("case.resumed"), 1);
        must(f.desk->hearReleases());
        world.becomes(release, "finalized");
        must(f.desk->hearReleases());
        QCOMPARE(world.notes(world.about).size(), 1);
    }

    // A release that goes live answers for nobody: who was asked meanwhile still is.
    void whoIsPagedMeanwhileStillIs()
    {
        SupportFixture f;
        World world(f);
        const qint64 release = world.release();
        must(f.desk->wait(world.about, CaseState::WaitingForRelease, staff, releaseOf(release)));
        must(f.desk->own(world.about, QStringLiteral("max"), staff));
        const int answered = f.count("case.acknowledged");
        world.becomes(release, "live");
        must(f.desk->hearReleases());
        QCOMPARE(f.find(world.about).state, CaseState::Open);
        QCOMPARE(f.count("case.acknowledged"), answered);
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.server.recipients(), QStringList{max});
    }

    // Numbers of appliances that are gone are given again.
    void aNumberThatBecameAnothersShowsNothingOfTheirs()
    {
        SupportFixture f;
        World world(f);
        must(f.store->write([&](Transaction &transaction) {
            return CaseLinks::add(
                transaction, {world.about,
                              must(caseReferenceFromText(
                                  QStringLiteral("appliance/%1").arg(world.others.appliances.front().id))),
                              staff, transaction.now()});
        }));
        const QJsonObject link = world.links(world.about)[0].toObject();
        QCOMPARE(link[QLatin1String("state")].toString(), QStringLiteral("gone"));
        QVERIFY2(!toBytes(link).contains("contoso") && !toBytes(link).contains("portal"), toBytes(link));
    }

    void onceOverACrash()
    {
        SupportFixture f;
        World world(f);
        const qint64 release = world.release();
        must(f.desk->wait(world.about, CaseState::WaitingForRelease, staff, releaseOf(release)));
        f.restart();
        must(f.desk->hearReleases());
        QCOMPARE(f.find(world.about).state, CaseState::WaitingForRelease);
        world.becomes(release, "live");
        f.restart(); // before anybody heard of it
        must(f.desk->hearReleases());
        f.restart(); // right after
        must(f.desk->hearReleases());
        QCOMPARE(f.find(world.about).state, CaseState::Open);
        QCOMPARE(world.notes(world.about).size(), 1);
        QCOMPARE(f.count("case.resumed"), 1);
        QVERIFY(must(f.store->read([](Reader &reader) { return Ledger::verify(reader); })).ok());
    }

    // What can't be written whole isn't written at all, and comes with the next round.
    void allOfItOrNothing()
    {
        SupportFixture f;
        World world(f);
        const qint64 release = world.release();
        must(f.desk->wait(world.about, CaseState::WaitingForRelease, staff, releaseOf(release)));
        world.becomes(release, "live");
        const auto run = [&](const char *sql) {
            must(f.store->write(
                [&](Transaction &transaction) { return transaction.execute(QString::fromLatin1(sql)); }));
        };
        run("CREATE TRIGGER broken BEFORE UPDATE ON support_case BEGIN SELECT RAISE(ABORT, 'full'); END");
        QVERIFY(!f.desk->hearReleases());
        QCOMPARE(world.notes(world.about).size(), 0);
        QCOMPARE(f.count("case.resumed"), 0);
        run("DROP TRIGGER broken");
        must(f.desk->hearReleases());
        QCOMPARE(world.notes(world.about).size(), 1);
        QCOMPARE(f.find(world.about).state, CaseState::Open);
    }

    void withoutANameThoseItIsLinkedToCount()
    {
        SupportFixture f;
        World world(f);
        const qint64 old = world.release("northwind/shop", "live");
        const qint64 next = world.release();
        must(f.desk->link(world.about, releaseOf(old), staff));
        must(f.desk->link(world.about, releaseOf(next), staff));
        must(f.desk->wait(world.about, CaseState::WaitingForRelease, staff));
        must(f.desk->hearReleases());
        QCOMPARE(f.find(world.about).state, CaseState::WaitingForRelease); // the old one is no news
        world.becomes(old, "finalized");
        must(f.desk->hearReleases());
        QCOMPARE(f.find(world.about).state, CaseState::WaitingForRelease);
        world.becomes(next, "live");
        must(f.desk->hearReleases());
        QCOMPARE(f.find(world.about).state, CaseState::Open);
    }

    void whatIsLinkedToACaseThatWaitsIsWaitedFor()
    {
        SupportFixture f;
        World world(f);
        must(f.desk->wait(world.about, CaseState::WaitingForRelease, staff));
        const qint64 release = world.release();
        const qint64 second = world.release();
        must(f.desk->link(world.about, releaseOf(release), staff));
        must(f.desk->link(world.about, releaseOf(second), staff));
        QVERIFY(world.links(world.about)[0][QLatin1String("awaited")].toBool());
        QVERIFY(!world.links(world.about)[1][QLatin1String("awaited")].toBool());
        // It is named: it alone counts.
        must(f.desk->wait(world.about, CaseState::WaitingForRelease, staff, releaseOf(second)));
        world.becomes(release, "aborted");
        must(f.desk->hearReleases());
        QCOMPARE(f.find(world.about).state, CaseState::WaitingForRelease);
        must(f.desk->unlink(world.about, releaseOf(second), staff));
        world.becomes(second, "live");
        must(f.desk->hearReleases());
        QCOMPARE(f.find(world.about).state, CaseState::WaitingForRelease);
    }

    void whoeverOpenedItWasFaster()
    {
        SupportFixture f;
        World world(f);
        const qint64 release = world.release();
        must(f.desk->wait(world.about, CaseState::WaitingForRelease, staff, releaseOf(release)));
        must(f.desk->resume(world.about, staff));
        world.becomes(release, "live");
        must(f.desk->hearReleases());
        QVERIFY(world.notes(world.about).isEmpty());
        const auto waits = f.desk->wait(world.about, CaseState::WaitingForRelease, staff, releaseOf(release));
        QVERIFY(!waits); // there is nothing to wait for
        QCOMPARE(waits.error().kind, Problem::Kind::Conflict);
        must(f.desk->wait(world.about, CaseState::WaitingForRelease, staff));
        must(f.desk->hearReleases());
        QCOMPARE(f.find(world.about).state, CaseState::WaitingForRelease);
    }

    void whatWentDownIsLinkedAndTheReleaseThatIsUnderWay()
    {
        SupportFixture f;
        World world(f);
        PlatformCases platform(*f.store, *f.desk);
        must(platform.round());
        world.release("northwind/shop", "finalized");
        const qint64 release = world.release("northwind/shop", "live");
        const qint64 web = world.theirs.appliances.front().id;
        must(f.store->write([&](Transaction &transaction) -> Result<void> {
            transaction.append({QStringLiteral("environment"),
                                QStringLiteral("appliance.down"),
                                QStringLiteral("appliance/%1").arg(web),
                                {{QStringLiteral("environment_id"), world.theirs.id},
                                 {QStringLiteral("appliance"), QStringLiteral("web")},
                                 {QStringLiteral("application"), QStringLiteral("northwind/shop")},
                                 {QStringLiteral("at"), toText(f.clock.now())}}});
            return {};
        }));
        must(platform.round());
        const qint64 opened =
            must(f.store->read([](Reader &reader) { return CaseRepository::lastId(reader); }));
        QVERIFY(opened != world.about);
        QCOMPARE(world.references(opened),
                 QStringList({QStringLiteral("appliance/%1").arg(web), releaseOf(release)}));
    }
};

QTEST_GUILESS_MAIN(TestCaseLinks)

#include "TestCaseLinks.moc"
