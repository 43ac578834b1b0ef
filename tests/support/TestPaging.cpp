// Who is paged when, and what happens when a server refuses or is away, nobody is on duty or the service
// dies.
#include "service/support/PageRepository.h"
#include "service/support/SlaDesk.h"
#include "support/SupportFixture.h"

#include <QJsonDocument>

using namespace slipway;
using namespace slipway::test;

class TestPaging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thoseWhoFollowArePagedToTheSecond()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        const QList<std::pair<Duration, QStringList>> later{
            {5min, {eva}}, {5min, {jan}}, {10min, {eva, jan}}, {10min, {max}}};
        QStringList all{eva};
        for (const auto &[wait, people] : later) {
            f.travel(wait - 1us);
            QVERIFY(!must(f.post->round()));
            QCOMPARE(f.server.recipients(), all);
            f.travel(1us);
            all += people;
            QVERIFY(f.untilTaken(static_cast<std::size_t>(all.size())));
            QCOMPARE(f.server.recipients(), all);
        }
        for (const CasePage &page : f.pages(id))
            QVERIFY2(*page.latenessMs() == 0, qPrintable(page.step));
    }

    void anotherPromiseMovesThePages()
    {
        SupportFixture f;
        f.importProcess("name: paging-2h\nversion: 2\nfor: case\nsteps:\n"
                        "  - {id: answered, wait: {event: case.acknowledged, own: true}, ends: true}\n"
                        "  - {id: late, wait: {until: inputs.first_response, before: 30m}, after: []}\n"
                        "  - {id: boss, do: page.send, with: {to: manager}}\n");
        const qint64 id = f.request().caseId;
        const Instant opened = f.clock.now();
        const auto isDue = [&](Duration after) {
            return QTest::qWaitFor(
                [&] { return must(f.engine->steps(f.find(id).runId)).at(1).due == opened + after; }, 10000);
        };
        QVERIFY(isDue(90min));
        CaseDesk::Triage wish;
        wish.severity = Severity::Low;
        must(f.desk->triage(id, wish, eva));
        QVERIFY(isDue(450min));
        f.restart();
        QVERIFY(isDue(450min));
        const auto policy = QJsonDocument::fromJson(
            R"({"promises":[{"severity":"low","first_response":"3h"},
                {"severity":"critical","first_response":"2h"}]})");
        must(SlaDesk(*f.store).set(SlaKind::Policy, SlaRepository::defaultPlan, policy.object(), eva,
                                   SlaDesk::Mode::Do));
        QVERIFY(isDue(150min));
        f.travel(100min);
        QVERIFY(!must(f.post->round()));
        wish.severity = Severity::Critical; // half an hour before that is over
        must(f.desk->triage(id, wish, eva));
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.server.recipients(), QStringList(max));
        QCOMPARE(must(f.engine->inputs(f.find(id).runId)).value(QStringLiteral("severity")).toString(),
                 QStringLiteral("critical"));
        QCOMPARE(f.count("run.inputs"), 3);
    }

    void conditionsSeeTheTime()
    {
        SupportFixture f; // 10:00 UTC on a Tuesday
        RotaLayer layer;
        layer.zone = "Asia/Kolkata"; // half past three
        layer.first = QDate(2023, 11, 13);
        layer.people = {QStringLiteral("eva"), QStringLiteral("jan")};
        must(f.store->write([&](Transaction &transaction) {
            return DutyRepository::setRota(transaction, QStringLiteral("test"),
                                           Rota::of(layer, QStringLiteral("max")));
        }));
        f.importProcess(
            "name: paging-2h\nversion: 2\nfor: case\nsteps:\n"
            "  - {id: day, do: page.send, with: {to: on-duty},\n"
            "     when: now.hour == 15 && now.weekday == 'tue'}\n"
            "  - {id: late, do: page.send, with: {to: group}, when: remaining.first_response < 30}\n"
            "  - {id: wait, wait: {until: 91m}}\n"
            "  - {id: boss, do: page.send, with: {to: manager}, when: remaining.first_response == 29}\n");
        const qint64 run = f.find(f.request().caseId).runId;
        QVERIFY(f.untilTaken(1));
        QVERIFY(QTest::qWaitFor([&] { return must(f.engine->steps(run)).at(2).state == StepState::Waiting; },
                                10000));
        QCOMPARE(must(f.engine->steps(run)).at(1).state, StepState::Skipped);
        f.travel(91min);
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.recipients(), QStringList({eva, max}));
    }

    void theMostUrgentGoesFirst()
    {
        SupportFixture f;
        const QStringList order{QStringLiteral("low"), QStringLiteral("normal"), QStringLiteral("critical"),
                                QStringLiteral("high"), QStringLiteral("critical")};
        QStringList opened;
        for (const QString &severity : order) {
            CaseDesk::NewCase fresh;
            fresh.subject = severity + QString::number(opened.size());
            fresh.text = QStringLiteral("It is down");
            fresh.severity = must(severityFromText(severity));
            must(f.desk->open(fresh, QStringLiteral("eva")));
            opened.append(fresh.subject);
            QTRY_COMPARE(f.count("page.due"), static_cast<int>(opened.size()));
            f.clock.advance(1s);
        }
        QVERIFY(f.untilTaken(order.size()));
        QStringList went;
        for (const MailMessage &mail : f.server.taken) {
            const QString subject = readMail(mail.data).subject;
            for (const QString &one : opened) {
                if (subject.contains(one))
                    went.append(one);
            }
        }
        QCOMPARE(went, (QStringList{opened[2], opened[4], opened[3], opened[1], opened[0]}));
    }

    void theMostUrgentGoesFirstByOtherMethods()
    {
        SupportFixture f;
        f.setMethods(QStringLiteral("eva"),
                     {QJsonObject{{QStringLiteral("kind"), QStringLiteral("push")},
                                  {QStringLiteral("url"), QStringLiteral("https://push.example/eva")}}});
        QList<qint64> ids;
        for (const Severity severity : {Severity::Normal, Severity::Critical}) {
            CaseDesk::NewCase fresh;
            fresh.subject = QStringLiteral("Down");
            fresh.text = QStringLiteral("It is down");
            fresh.severity = severity;
            ids.append(must(f.desk->open(fresh, QStringLiteral("eva"))).id);
            QTRY_COMPARE(f.count("page.due"), static_cast<int>(ids.size()));
        }
        while (must(f.runners->runOne()))
            ;
        QCOMPARE(f.others.tried.size(), 2U);
        QCOMPARE(f.others.tried.front().page.value(QLatin1String("case")).toInteger(), ids[1]);
    }

    void whoIsAwayIsPassedOverAtOnce()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.take(f.answerTo(eva, "I am on holiday\n", "Auto-Submitted: auto-replied\n"));
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.recipients().back(), jan);
        f.take(f.answerTo(eva, "I am still on holiday\n", "Auto-Submitted: auto-replied\n"));
        must(f.post->round());
        QVERIFY(!f.find(id).acknowledged);
        QCOMPARE(f.server.taken.front().to, QStringList(eva));
    }

    void aPageThatComesBackIsPassedOn()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        const QByteArray report =
            "From: MAILER-DAEMON@p.example\nTo: support@p.example\nSubject: Undelivered\nMessage-ID: "
            "<r@p.example>\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=B\n\n"
            "--B\nContent-Type: message/delivery-status\n\nAction: failed\n\n--B\nContent-Type: "
            "message/rfc822\n\n" +
            f.server.taken.front().data + "\n--B--\n";
        QCOMPARE(f.take(report).verdict, QStringLiteral("answered"));
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.recipients().back(), jan);
        const CasePage page = f.pages(id).front();
        QVERIFY(page.bounced && page.accepted && page.claimed &&
                !page.refused); // nothing is lost of how it went
        QVERIFY(page.why.startsWith(QStringLiteral("it came back")));
        const auto unreached = must(f.store->read(
            [&](Reader &reader) { return PageRepository::refusedSince(reader, f.clock.now() - 1h); }));
        QCOMPARE(unreached.size(), 1U); // whoever looks at the rota is told
        QCOMPARE(unreached.front().person, QStringLiteral("eva"));
        QVERIFY(!f.find(id).acknowledged);
        QByteArray forged = report;
        forged.replace("page-", "page-9").replace("<r@", "<s@");
        QCOMPARE(f.take(forged).verdict, QStringLiteral("quarantined"));
    }

    void whoIsRefusedIsPassedOverAtOnce()
    {
        SupportFixture f;
        f.server.answer = [](const MailMessage &message) {
            return message.to.value(0) == eva
                       ? SmtpOutcome{SmtpOutcome::Kind::Refused, QStringLiteral("550 no such user"), true}
                       : SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
        };
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.server.recipients(), QStringList(jan));
        const auto pages = f.pages(id);
        QVERIFY(pages.front().refused);
        QCOMPARE(pages.front().why, QStringLiteral("550 no such user"));
        QCOMPARE(pages.back().due, f.clock.now());
    }

    void whereEverybodyIsRefusedItGoesOnAtItsOwnPace()
    {
        SupportFixture f;
        f.server.answer = [](const MailMessage &) {
            return SmtpOutcome{SmtpOutcome::Kind::Refused, QStringLiteral("550"), true};
        };
        f.request();
        QVERIFY(QTest::qWaitFor([&] {
            must(f.post->round());
            return f.server.tried.size() >= 2;
        }));
        for (int quiet = 0; quiet < 5; ++quiet)
            must(f.post->round());
        QVERIFY2(f.server.tried.size() <= 4, qPrintable(QString::number(f.server.tried.size())));
    }

    void nobodyOnDutyMeansTheNext()
    {
        SupportFixture f(false);
        f.setRota({QStringLiteral("eva")});
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.travel(10min); // the alternate's turn: there is none, so it is the group's
        QVERIFY(f.untilTaken(3));
        QVERIFY(f.count("page.nobody") >= 1);
        QVERIFY(!f.find(id).acknowledged);
    }

    void aServerThatIsAwayGetsItOnce()
    {
        SupportFixture f;
        bool away = true;
        f.server.answer = [&away](const MailMessage &) {
            return away ? SmtpOutcome{SmtpOutcome::Kind::Away, QStringLiteral("no answer"), false}
                        : SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
        };
        const qint64 id = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] {
            must(f.post->round());
            return !f.server.tried.empty();
        }));
        for (int second = 0; second < 120; ++second) {
            f.travel(1s);
            must(f.post->round());
        }
        QVERIFY(f.server.taken.empty());
        away = false;
        f.travel(5s);
        QVERIFY(f.untilTaken(1));
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.recipients(), QStringList(eva));
        const CasePage page = f.pages(id).front();
        QVERIFY(*page.latenessMs() >= 120'000 && *page.latenessMs() <= 126'000);
        QCOMPARE(f.server.tried.front().id(), f.server.taken.front().id());
    }

    void whatWasAcknowledgedMeanwhileIsntSent()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] { return !f.pages(id).empty(); })); // due, and nobody carried it yet
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("jan")));
        must(f.post->round());
        QVERIFY(f.server.tried.empty());
        QVERIFY(f.pages(id).front().withdrawn.has_value());
    }

    void theServiceMayDieAnywhere()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        f.restart();
        QVERIFY(f.untilTaken(1));
        f.travel(5min);
        f.restart();
        QVERIFY(f.untilTaken(2));
        f.closeService();
        f.clock.advance(30min); // the service was away while three were due
        f.openService();
        QVERIFY(f.untilTaken(6));
        const QStringList called = f.server.recipients();
        QCOMPARE(called.mid(0, 2), (QStringList{eva, eva}));
        QStringList late = called.mid(2); // steps that are due together have no order among them
        late.sort();
        QCOMPARE(late, (QStringList{eva, jan, jan, max}));
        const qint64 run = f.find(id).runId;
        f.take(f.answerTo(max, "ack\n"));
        f.restart();
        QVERIFY(f.untilEnded(run));
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), 6U);
    }

    // Before the wait for it has even begun.
    void acknowledgedAtOnceItIsOver()
    {
        SupportFixture f;
        for (int round = 0; round < 20; ++round) {
            const Case about = f.find(f.request().caseId);
            must(f.desk->own(about.id, QStringLiteral("jan"), QStringLiteral("jan")));
            QVERIFY2(f.untilEnded(about.runId), qPrintable(QString::number(round)));
        }
    }

    void theProcessIsReplacedAndTakenUpAgain()
    {
        SupportFixture f;
        const QByteArray other =
            "name: paging-2h\nversion: 1\nfor: case\nsteps:\n"
            "  - {id: heard, wait: {event: case.acknowledged, own: true}, after: [], ends: true}\n";
        const Definition before = must(f.desk->process());
        f.importProcess(other);
        const Definition now = must(f.desk->process());
        QVERIFY(now.digest != before.digest);
        f.importProcess(before.yaml);
        QCOMPARE(must(f.desk->process()).digest, before.digest);
        f.importProcess(other);
        f.restart(); // which brings the shipped one, and doesn't take that back
        QCOMPARE(must(f.desk->process()).digest, now.digest);
    }

    void theProcessIsTheUsers()
    {
        SupportFixture f;
        f.importProcess(
            "name: paging-2h\nversion: 1\nfor: case\nsteps:\n"
            "  - {id: heard, wait: {event: case.acknowledged}, after: [], ends: true}\n"
            "  - {id: soon, wait: {until: 30s}, after: []}\n"
            "  - {id: boss, do: page.send, with: {to: manager, due: \"${steps.soon.due}\"}, after: soon}\n");
        const qint64 run = f.find(f.request().caseId).runId;
        QTRY_VERIFY(must(f.engine->steps(run)).at(1).state == StepState::Waiting);
        must(f.post->round());
        QVERIFY(f.server.tried.empty());
        f.travel(30s);
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.server.recipients(), QStringList(max));
    }

    // On the second each time, over a restart, and not once more after the answer.
    void aPageIsRepeatedUntilSomebodyAnswers()
    {
        SupportFixture f;
        f.importProcess(
            "name: paging-2h\nversion: 1\nfor: case\nsteps:\n"
            "  - {id: heard, wait: {event: case.acknowledged, own: true}, after: [], ends: true}\n"
            "  - {id: soon, wait: {until: 5m}, after: []}\n"
            "  - {id: boss, do: page.send, with: {to: manager, due: \"${steps.soon.due}\"}, after: soon,\n"
            "     repeat: {times: 3, every: 10m}}\n");
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilWaiting(id));
        f.travel(5min);
        QVERIFY(f.untilTaken(1));
        const auto waits = [&] {
            const auto steps = must(f.engine->steps(f.find(id).runId));
            return std::count_if(steps.begin(), steps.end(),
                                 [](const Step &step) { return step.state == StepState::Waiting; });
        };
        QTRY_COMPARE(waits(), 4); // for the answer, and for three more pages
        f.restart();
        f.travel(10min);
        QVERIFY(f.untilTaken(2));
        const Instant second = f.clock.now();
        must(f.desk->acknowledge(f.pages(id).back().id, QStringLiteral("max")));
        QVERIFY(f.untilEnded(f.find(id).runId));
        f.travel(1h);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.recipients(), (QStringList{max, max}));
        QCOMPARE(f.pages(id).size(), 2U);
        QVERIFY(f.pages(id).back().due == second);
    }
};

QTEST_GUILESS_MAIN(TestPaging)

#include "TestPaging.moc"
