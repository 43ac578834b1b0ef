// Guarantees over a real store: agreements, what a change does to open cases and how it is taken back,
// warnings and breaches with their cause, holidays, reports, and the lists that people triage by.
#include "service/support/CaseSearch.h"
#include "service/support/SlaDesk.h"
#include "service/support/SlaReport.h"
#include "support/SupportFixture.h"

#include <QJsonDocument>

using namespace slipway;
using namespace slipway::test;

namespace {

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(QByteArray(text).replace('\'', '"')).object();
}

const QString admin = QStringLiteral("admin");
const char *const quick = "{'promises':[{'severity':'normal','first_response':'30m','resolution':'4h'}]}";

SlaDesk::Effect set(SupportFixture &f, SlaKind kind, const char *name, const char *body,
                    SlaDesk::Mode mode = SlaDesk::Mode::Do)
{
    return must(SlaDesk(*f.store).set(kind, QLatin1String(name), json(body), admin, mode));
}

QList<qint64> list(SupportFixture &f, const CaseFilter &filter, const QString &q = {}, int limit = 50)
{
    while (must(CaseSearch::catchUp(*f.store, 1))) {
    }
    QList<qint64> ids;
    PageRequest request{q, limit, {}};
    do {
        const auto page =
            must(f.store->read([&](Reader &reader) { return CaseSearch::list(reader, request, filter); }));
        for (const Case &one : page.items)
            ids.append(one.id);
        request.cursor = page.next;
    } while (!request.cursor.isEmpty());
    return ids;
}

} // namespace

class TestSlaDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAgreementDecidesWhatIsPromised()
    {
        SupportFixture f;
        set(f, SlaKind::Policy, "gold", quick);
        set(f, SlaKind::Agreement, "northwind", "{'plan':'gold'}");
        const Case theirs = f.find(f.request().caseId);
        QCOMPARE(theirs.plan, QStringLiteral("gold"));
        QCOMPARE(theirs.clocks.front().target, f.clock.now() + 30min);
        const Case others =
            must(f.desk->open({QStringLiteral("Slow"), QStringLiteral("Very"), {}, {}}, admin));
        QCOMPARE(others.plan, SlaRepository::defaultPlan);
        set(f, SlaKind::Agreement, "*", "{'plan':'gold'}");
        QCOMPARE(must(f.desk->open({QStringLiteral("Slow"), QStringLiteral("Very"), {}, {}}, admin)).plan,
                 QStringLiteral("gold"));
    }

    void aChangeIsTriedDoneAndTakenBack()
    {
        SupportFixture f;
        set(f, SlaKind::Policy, "gold", quick);
        set(f, SlaKind::Agreement, "northwind", "{'plan':'gold'}");
        const qint64 id = f.request().caseId;
        const qint64 over = f.request().caseId;
        must(f.desk->end(over, CaseState::Solved, admin));
        const Clocks solved = f.find(over).clocks;
        f.travel(45min);
        const char *slower = "{'promises':[{'severity':'normal','first_response':'1h','resolution':'8h'}]}";
        const SlaDesk::Effect tried = set(f, SlaKind::Policy, "gold", slower, SlaDesk::Mode::Try);
        QCOMPARE(tried.open, 1);
        QCOMPARE(tried.later, 1);
        QCOMPARE(f.find(id).clocks.front().promised, Duration(30min));
        QCOMPARE(set(f, SlaKind::Policy, "gold", slower).later, 1);
        QCOMPARE(f.find(id).clocks.front().target, f.clock.now() + 15min);
        QCOMPARE(f.find(over).clocks, solved);
        const auto undone =
            must(SlaDesk(*f.store).undo(SlaKind::Policy, QStringLiteral("gold"), admin, SlaDesk::Mode::Do));
        QCOMPARE(undone.sooner, 1);
        QCOMPARE(undone.overdue, 1);
        QCOMPARE(f.find(id).clocks.front().target, f.clock.now() - 15min);
        QCOMPARE(f.count("sla.set"), 4);
    }

    void pausesOutliveAChange()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->reply(id, QStringLiteral("Which page?"), admin));
        QVERIFY(f.untilTaken(2));
        f.travel(24h);
        f.take(f.answerTo(maria, "The first\n"));
        QCOMPARE(f.find(id).clocks[1].target, f.clock.now() + 72h);
        set(f, SlaKind::Policy, "2h",
            "{'promises':[{'severity':'normal','first_response':'2h','resolution':'10h'}]}");
        QCOMPARE(f.find(id).clocks[1].target, f.clock.now() + 10h);
        QCOMPARE(f.find(id).clocks[1].pausedFor, Duration(24h));
    }

    void pausesCountInTheHoursOfNow()
    {
        SupportFixture f; // 10:00 UTC on a Tuesday
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->reply(id, QStringLiteral("Which page?"), admin));
        QVERIFY(f.untilTaken(2));
        f.travel(24h);
        f.take(f.answerTo(maria, "The first\n"));
        f.restart();
        set(f, SlaKind::Calendar, "office",
            "{'zone':'UTC','hours':{'tue':['09:00-17:00'],'wed':['09:00-17:00'],'thu':['09:00-17:00']}}");
        set(f, SlaKind::Policy, "2h",
            "{'calendar':'office','promises':[{'severity':'normal','first_response':'2h','next_response':'2h'"
            ","
            "'resolution':'10h'}]}");
        const CaseClock solution = f.find(id).clocks[1];
        QCOMPARE(solution.pausedFor, Duration(8h)); // seven on Tuesday, one on Wednesday
        QCOMPARE(toText(solution.target), QStringLiteral("2023-11-16T12:00:00.000000Z"));
    }

    void hoursOfTheCustomersZone()
    {
        SupportFixture f; // 10:00 UTC on a Tuesday
        set(f, SlaKind::Calendar, "office",
            "{'hours':{'mon':['09:00-17:00'],'tue':['09:00-17:00'],'wed':['09:00-17:00']}}");
        set(f, SlaKind::Policy, "office",
            "{'calendar':'office','promises':[{'severity':'normal','first_response':'2h'}]}");
        set(f, SlaKind::Agreement, "northwind", "{'plan':'office','zone':'Asia/Tokyo'}"); // 19:00 there
        const qint64 id = f.request().caseId;
        QCOMPARE(toText(f.find(id).clocks.front().target), QStringLiteral("2023-11-15T02:00:00.000000Z"));
        const auto effect = set(f, SlaKind::Agreement, "northwind", "{'plan':'office','zone':'UTC'}");
        QCOMPARE(effect.sooner, 1);
        QCOMPARE(f.find(id).clocks.front().target, f.clock.now() + 2h);
    }

    void whatIsInUseStays()
    {
        SupportFixture f;
        SlaDesk desk(*f.store);
        set(f, SlaKind::Calendar, "office", "{'hours':{'mon':['09:00-17:00']}}");
        set(f, SlaKind::Policy, "office",
            "{'calendar':'office','promises':[{'severity':'normal','first_response':'2h'}]}");
        set(f, SlaKind::Agreement, "northwind", "{'plan':'office'}");
        for (const auto &[kind, name] :
             {std::pair(SlaKind::Calendar, "office"), std::pair(SlaKind::Policy, "office")}) {
            const auto removed = desk.set(kind, QLatin1String(name), std::nullopt, admin, SlaDesk::Mode::Do);
            QVERIFY(!removed);
            QCOMPARE(removed.error().kind, Problem::Kind::Conflict);
        }
        must(desk.set(SlaKind::Agreement, QStringLiteral("northwind"), std::nullopt, admin,
                      SlaDesk::Mode::Do));
        must(desk.set(SlaKind::Policy, QStringLiteral("office"), std::nullopt, admin, SlaDesk::Mode::Do));
        must(desk.set(SlaKind::Calendar, QStringLiteral("office"), std::nullopt, admin, SlaDesk::Mode::Do));
        QCOMPARE(f.find(f.request().caseId).plan, SlaRepository::defaultPlan);
        must(desk.undo(SlaKind::Calendar, QStringLiteral("office"), admin, SlaDesk::Mode::Do));
        QVERIFY(must(f.store->read([](Reader &reader) {
                    return SlaRepository::find(reader, SlaKind::Calendar, QStringLiteral("office"));
                })).has_value());
    }

    void refuses_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("calendar") << int(SlaKind::Policy) << QStringLiteral("x")
                                  << QByteArray("{'calendar':'none','promises':[{'severity':'low'}]}");
        QTest::newRow("plan") << int(SlaKind::Agreement) << QStringLiteral("northwind")
                              << QByteArray("{'plan':'none'}");
        QTest::newRow("zone") << int(SlaKind::Agreement) << QStringLiteral("northwind")
                              << QByteArray("{'plan':'2h','zone':'Moon'}");
        QTest::newRow("customer") << int(SlaKind::Agreement) << QStringLiteral("nobody")
                                  << QByteArray("{'plan':'2h'}");
        QTest::newRow("name") << int(SlaKind::Calendar) << QStringLiteral("../x") << QByteArray("{}");
        QTest::newRow("everybody") << int(SlaKind::Policy) << QStringLiteral("*")
                                   << QByteArray("{'promises':[{'severity':'low'}]}");
        QTest::newRow("field") << int(SlaKind::Agreement) << QStringLiteral("northwind")
                               << QByteArray("{'plan':'2h','gold':true}");
    }
    void refuses()
    {
        QFETCH(int, kind);
        QFETCH(QString, name);
        QFETCH(QByteArray, body);
        SupportFixture f;
        const auto done =
            SlaDesk(*f.store).set(SlaKind(kind), name, json(body.constData()), admin, SlaDesk::Mode::Do);
        QVERIFY(!done);
        QVERIFY(!done.error().what.isEmpty());
        QCOMPARE(f.count("sla.set"), 0);
    }

    void warningsAndBreachesAreTold()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.travel(1h);
        must(f.desk->noteClocks());
        must(f.desk->noteClocks());
        QCOMPARE(f.count("case.warning"), 1);
        f.travel(1h);
        must(f.desk->noteClocks());
        QCOMPARE(f.count("case.breached"), 1);
        const CaseClock clock = f.find(id).clocks.front();
        QCOMPARE(clock.state(), CaseClock::State::Breached);
        QVERIFY2(clock.cause.contains(QStringLiteral("eva")), qPrintable(clock.cause));
        must(f.desk->reply(id, QStringLiteral("Sorry"), admin));
        QCOMPARE(f.find(id).clocks.front().cause, clock.cause);
    }

    void whatWasMissedIsToldBeforeItIsDone()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.travel(3h);
        must(f.desk->reply(id, QStringLiteral("Sorry"), admin)); // before anybody looked at the clocks
        QCOMPARE(f.count("case.breached"), 1);
        const CaseClock first = f.find(id).clocks.front();
        QVERIFY(first.met);
        QCOMPARE(first.state(), CaseClock::State::Breached);
        QVERIFY2(first.cause.contains(QStringLiteral("eva")), qPrintable(first.cause)); // who was called then
        must(f.desk->resume(id, admin));
        f.travel(80h);
        must(f.desk->end(id, CaseState::Solved, QStringLiteral("jan")));
        QCOMPARE(f.count("case.breached"), 2);
        QVERIFY(f.find(id).clocks.back().cause.startsWith(admin));
        const qint64 sharp = f.request().caseId;
        f.travel(2h);
        must(f.desk->reply(sharp, QStringLiteral("Here"), admin));
        QCOMPARE(f.find(sharp).clocks.front().state(), CaseClock::State::Met);
        QCOMPARE(f.count("case.breached"), 2);
    }

    void staffWaitsAndGoesOn()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        const Case waiting = must(f.desk->wait(id, CaseState::WaitingForCustomer, admin));
        QCOMPARE(waiting.clocks[0].state(), CaseClock::State::Running); // an answer is owed
        QCOMPARE(waiting.clocks[1].state(), CaseClock::State::Paused);
        QVERIFY(waiting.acknowledged);
        f.travel(1h);
        QCOMPARE(must(f.desk->wait(id, CaseState::WaitingForRelease, admin)).clocks[1].pausedFor,
                 Duration(1h));
        QCOMPARE(must(f.desk->resume(id, admin)).state, CaseState::Open);
        must(f.desk->end(id, CaseState::Closed, admin));
        QVERIFY(!f.desk->wait(id, CaseState::WaitingForCustomer, admin));
        const Case again = must(f.desk->resume(id, admin));
        QCOMPARE(again.clocks.size(), 3U);
        QCOMPARE(again.clocks.back().round, 2);
        QCOMPARE(again.nextClock()->name, clockName::resolution);
    }

    void triageSaysWhatItIs()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        CaseDesk::Triage wish;
        wish.severity = Severity::Critical;
        wish.tags = QStringList{QStringLiteral(" disk "), QStringLiteral("disk"), QStringLiteral("web")};
        wish.subject = QStringLiteral("Nothing is   stored");
        const Case about = must(f.desk->triage(id, wish, admin));
        QCOMPARE(about.clocks[1].target, f.clock.now() + 8h);
        QCOMPARE(about.tags, QStringList({QStringLiteral("disk"), QStringLiteral("web")}));
        QCOMPARE(about.subject, QStringLiteral("Nothing is stored"));
        QCOMPARE(list(f, {}, QStringLiteral("stored")), QList<qint64>{id});
        wish.application = QStringLiteral("northwind/none");
        QVERIFY(!f.desk->triage(id, wish, admin));
    }

    void triageBeginsWhatIsPromisedOnlyThen()
    {
        SupportFixture f;
        const qint64 id =
            must(f.desk->open({QStringLiteral("Slow"), QStringLiteral("Very"), maria, {}, Severity::Low},
                              admin))
                .id;
        const Instant opened = f.clock.now();
        QCOMPARE(f.find(id).clocks.size(), 1U);
        f.travel(1h);
        must(f.desk->reply(id, QStringLiteral("Since when?"), admin));
        f.travel(2h); // waits for the customer
        must(f.desk->resume(id, admin));
        f.travel(6h);
        CaseDesk::Triage wish;
        wish.severity = Severity::Critical;
        const Case urgent = must(f.desk->triage(id, wish, admin));
        QCOMPARE(urgent.clocks.size(), 2U);
        QCOMPARE(urgent.clocks[1].name, clockName::resolution);
        QCOMPARE(urgent.clocks[1].started, opened);
        QCOMPARE(urgent.clocks[1].target,
                 opened + 10h); // eight, and two in which the customer was waited for
        QCOMPARE(f.find(id), urgent);
        QCOMPARE(f.count("case.reckoned"), 1);
        f.travel(1h);
        must(f.desk->noteClocks());
        QCOMPARE(f.count("case.breached"), 1);
        QVERIFY(!f.find(id).clocks[1].cause.isEmpty());
        wish.severity = Severity::Low;
        QCOMPARE(must(f.desk->triage(id, wish, admin)).clocks.size(), 1U);
        QCOMPARE(f.find(id).clocks.size(), 1U);
        QVERIFY(!f.find(id).deadline());
    }

    void aPolicyBeginsWhatItPromises()
    {
        SupportFixture f;
        set(f, SlaKind::Policy, "2h", "{'promises':[{'severity':'normal','first_response':'2h'}]}");
        const qint64 id = f.request().caseId;
        const qint64 over = f.request().caseId;
        QVERIFY(f.untilTaken(2));
        must(f.desk->end(over, CaseState::Solved, admin));
        const Case solved = f.find(over);
        must(f.desk->reply(id, QStringLiteral("Which page?"), admin));
        QVERIFY(f.untilTaken(3));
        f.travel(1h);
        f.take(f.answerTo(maria, "The first\n"));
        QCOMPARE(f.find(id).clocks.size(), 1U);
        set(f, SlaKind::Policy, "2h",
            "{'promises':[{'severity':'normal','first_response':'2h','next_response':'4h','resolution':'9h'}]"
            "}");
        const Case about = f.find(id);
        QCOMPARE(about.clocks.size(), 3U);
        QCOMPARE(about.clocks[1].name, clockName::resolution);
        QCOMPARE(about.clocks[1].target, f.clock.now() + 9h); // an hour of it was waited for
        QCOMPARE(about.clocks[2].target, f.clock.now() + 4h);
        QCOMPARE(f.find(over), solved);
        must(SlaDesk(*f.store).undo(SlaKind::Policy, QStringLiteral("2h"), admin, SlaDesk::Mode::Do));
        QCOMPARE(f.find(id).clocks.size(), 1U);
        QCOMPARE(f.count("case.reckoned"), 2);
    }

    void listsByDeadlineAndWords()
    {
        SupportFixture f;
        const qint64 first = f.request().caseId;
        f.travel(1min);
        const qint64 second = f.request().caseId;
        f.travel(1min);
        const qint64 third = must(f.desk->open({QStringLiteral("Straße gesperrt"),
                                                QStringLiteral("O'Brien: 50% \"lost\""),
                                                QStringLiteral("x@y.example"),
                                                {},
                                                Severity::Critical},
                                               admin))
                                 .id;
        must(f.desk->reply(first, QStringLiteral("Aha"), admin)); // its resolution waits for the customer
        CaseFilter nearest;
        nearest.order = CaseFilter::Order::Deadline;
        for (const int limit : {1, 2, 50})
            QCOMPARE(list(f, nearest, {}, limit), (QList<qint64>{second, third, first}));
        QCOMPARE(list(f, {}), (QList<qint64>{third, second, first}));
        nearest.severity = QStringLiteral("critical");
        QCOMPARE(list(f, nearest), QList<qint64>{third});
        for (const char *words : {"strasse", "Straße ges", "o'brien", "50%", "\"lost\"", "lost brien"}) {
            const bool isFound = list(f, {}, QString::fromUtf8(words)) == QList<qint64>{third};
            QVERIFY2(isFound || QByteArray(words) == "strasse", words);
        }
        QCOMPARE(list(f, {}, QStringLiteral("aha")), QList<qint64>{first});
        QCOMPARE(list(f, {}, QStringLiteral("#%1").arg(second)), QList<qint64>{second});
        for (const char *none : {"nothing*", "AND", "NOT lost", "a\" OR \"b", "case_id:1", "NEAR(a b)"})
            QCOMPARE(list(f, {}, QString::fromUtf8(none)), QList<qint64>());
    }

    void reportsCount()
    {
        SupportFixture f;
        const Instant from = f.clock.now();
        const qint64 quickly = f.request().caseId;
        const qint64 late = f.request().caseId;
        f.request();
        f.travel(10min);
        must(f.desk->reply(quickly, QStringLiteral("Yes"), QStringLiteral("eva")));
        f.travel(3h);
        must(f.desk->reply(late, QStringLiteral("No"), QStringLiteral("jan")));
        const auto groupsBy = [&](SlaReport::By by) {
            const SlaReport::Query query{by, from, f.clock.now(), {}, QTimeZone::utc()};
            return SlaReport::groups(
                must(f.store->read([&](Reader &reader) { return SlaReport::lines(reader, query); })), query);
        };
        const auto clocks = groupsBy(SlaReport::By::Clock);
        QCOMPARE(clocks.size(), 2U);
        QCOMPARE(clocks[0].key, clockName::firstResponse);
        QCOMPARE(clocks[0].met, 1);
        QCOMPARE(clocks[0].breached, 1); // the third runs out when somebody looks
        QCOMPARE(clocks[0].running, 1);
        QCOMPARE(*clocks[0].metPercent(), 50.0);
        QCOMPARE(*clocks[0].responseAt(50), qint64(600'000));
        QCOMPARE(*clocks[0].responseAt(100), qint64(11'400'000));
        const auto people = groupsBy(SlaReport::By::Person);
        QCOMPARE(people.size(), 3U);
        QCOMPARE(people[1].key, QStringLiteral("eva"));
        QCOMPARE(groupsBy(SlaReport::By::Month).front().key, QStringLiteral("2023-11"));
        SlaReport::Group none;
        QVERIFY(!none.metPercent());
        SlaReport::Group nearly;
        nearly.met = 99'999;
        nearly.breached = 1;
        QVERIFY(*nearly.metPercent() < 100.0);
    }
};

QTEST_GUILESS_MAIN(TestSlaDesk)

#include "TestSlaDesk.moc"
