// Cases over a fake service: the order of work, what the feed changes, what is asked of the service, pages,
// and faults; one case with its thread, and the same done with several.
#include "models/CaseBatch.h"
#include "models/CasesModel.h"
#include "models/CaseWatch.h"
#include "models/FakeCases.h"
#include "models/Roles.h"
#include "models/SessionFixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace std::chrono_literals;

class TestCasesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<SessionFixture>();
        m_fixture->service.role = QStringLiteral("support");
        m_cases = std::make_unique<FakeCases>(m_fixture->service);
        m_cases->put(m_cases->make(1, QStringLiteral("slow"), 2h));
        m_cases->put(
            m_cases->make(2, QStringLiteral("down"), 10min, QStringLiteral("open"), QStringLiteral("jan")));
        m_cases->put(m_cases->make(3, QStringLiteral("invoice"), -5min));
        m_cases->put(m_cases->make(4, QStringLiteral("old"), 1min, QStringLiteral("closed")));
        m_model = std::make_unique<CasesModel>(m_fixture->session);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_tester->setUseFetchMore(false); // pages are asked for by the tests
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_cases.reset();
        m_fixture.reset();
    }

    void theNearestDeadlineFirst()
    {
        start();
        QCOMPARE(ids(), (QList<qint64>{3, 2, 1}));
        QCOMPARE(role(0, ReferenceRole).toString(), QStringLiteral("case/3"));
        QCOMPARE(shown(0, CasesModel::Clock), QStringLiteral("first response: 0:05:00 over, breached"));
        QCOMPARE(shown(1, CasesModel::Clock), QStringLiteral("first response: 0:10:00, soon"));
        QCOMPARE(shown(1, CasesModel::Owner), QStringLiteral("jan"));
        QCOMPARE(shown(2, CasesModel::Owner), QStringLiteral("nobody"));
        QVERIFY(role(2, DetailRole).toString().contains(QStringLiteral("resolution: 26:00:00, running")));
        m_fixture->service.clock.advance(1s);
        QCOMPARE(shown(1, CasesModel::Clock), QStringLiteral("first response: 0:09:59, soon"));
    }

    void whatTheFeedTellsIsPutWhereItBelongs()
    {
        start();
        QSignalSpy moved(m_model.get(), &QAbstractItemModel::rowsMoved);
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        m_cases->put(m_cases->make(5, QStringLiteral("new one"), 30min));
        QTRY_COMPARE(ids(), (QList<qint64>{3, 2, 5, 1}));
        m_cases->put(m_cases->make(1, QStringLiteral("slow"), 1min)); // its guarantee was changed
        QTRY_COMPARE(ids(), (QList<qint64>{3, 1, 2, 5}));
        QCOMPARE(moved.size(), 1);
        m_cases->put(m_cases->make(3, QStringLiteral("invoice"), -5min, QStringLiteral("solved")));
        QTRY_COMPARE(ids(), (QList<qint64>{1, 2, 5}));
        m_cases->put(m_cases->make(3, QStringLiteral("invoice"), -5min, QStringLiteral("open")));
        QTRY_COMPARE(ids(), (QList<qint64>{3, 1, 2, 5}));
        QCOMPARE(reset.size(), 0);
        QCOMPARE(m_fixture->asked(QStringLiteral("cases")), std::size_t(1)); // the list, once
    }

    void pagesOfACaseChangeNothing()
    {
        start();
        const auto asked = m_fixture->asked(QStringLiteral("cases/*"));
        m_fixture->service.tell(QStringLiteral("page.accepted"), QStringLiteral("case/1"));
        m_cases->put(m_cases->make(5, QStringLiteral("after it"), 30min));
        QTRY_COMPARE(m_model->rowCount(), 4);
        QCOMPARE(m_fixture->asked(QStringLiteral("cases/*")), asked + 1);
    }

    void whatIsAskedOfTheService()
    {
        start();
        CasesQuery query;
        query.owner = CasesQuery::Owner::Me;
        query.state = QStringLiteral("all");
        query.customer = QStringLiteral("northwind");
        query.text = QStringLiteral(" two  words ");
        m_model->ask(query);
        QTRY_COMPARE(ids(), QList<qint64>());
        const auto *request = m_fixture->service.last("GET", QStringLiteral("/api/v1/cases"));
        QCOMPARE(request->argument(QStringLiteral("sort")), QStringLiteral("deadline"));
        QCOMPARE(request->argument(QStringLiteral("owner")), QStringLiteral("eva"));
        QCOMPARE(request->argument(QStringLiteral("state")), QStringLiteral("all"));
        QCOMPARE(request->argument(QStringLiteral("customer")), QStringLiteral("northwind"));
        QCOMPARE(request->argument(QStringLiteral("q")), QStringLiteral("two words"));
        QVERIFY(CasesQuery::fromJson(query.toJson()) == query);
        m_model->ask({QString(), CasesQuery::Owner::Nobody, {}, {}});
        QTRY_COMPARE(ids(), (QList<qint64>{3, 1}));
    }

    void whatComesMeanwhileFitsTheFilter()
    {
        start();
        m_model->ask({QString(), CasesQuery::Owner::Anybody, {}, QStringLiteral("slow")});
        QTRY_COMPARE(ids(), QList<qint64>{1});
        m_cases->put(m_cases->make(7, QStringLiteral("something else"), 1h));
        m_cases->put(m_cases->make(8, QStringLiteral("SLOW again"), 1h));
        QTRY_COMPARE(ids(), (QList<qint64>{8, 1}));
        m_model->ask({QString(), CasesQuery::Owner::Anybody, QStringLiteral("contoso"), {}});
        QTRY_COMPARE(ids(), QList<qint64>());
        m_cases->put(m_cases->make(9, QStringLiteral("of northwind"), 1h));
        m_cases->put(fake::with(m_cases->make(10, QStringLiteral("of contoso"), 1h),
                                {{QStringLiteral("customer"), QStringLiteral("contoso")}}));
        QTRY_COMPARE(ids(), QList<qint64>{10});
    }

    void manyComeByPages()
    {
        for (int id = 100; id < 550; ++id)
            m_cases->put(m_cases->make(id, QStringLiteral("many"), std::chrono::minutes(10000 - id)));
        CasesQuery everything;
        everything.state = QStringLiteral("all");
        m_model->ask(everything);
        start();
        QCOMPARE(m_model->rowCount(), 200);
        QVERIFY(m_model->canFetchMore({}));
        // What is later than all that is here comes with its page; what is nearer at once.
        m_cases->put(m_cases->make(600, QStringLiteral("late"), 9999h));
        m_cases->put(m_cases->make(601, QStringLiteral("near"), 1s));
        QTRY_COMPARE(m_model->rowCount(), 201);
        while (m_model->canFetchMore({})) {
            m_model->fetchMore({});
            QTRY_VERIFY(!m_model->isLoading());
        }
        QCOMPARE(m_model->rowCount(), 456);
        for (int row = 1; row < m_model->rowCount(); ++row)
            QVERIFY(isMoreUrgent(m_model->at(row - 1), m_model->at(row)));
        QCOMPARE(m_model->at(455).id, 600);
    }

    void hiddenItAsksNothing()
    {
        QVERIFY(m_fixture->connect());
        m_cases->put(m_cases->make(5, QStringLiteral("x"), 30min));
        QTest::qWait(50);
        QCOMPARE(m_fixture->asked(QStringLiteral("cases*")), std::size_t(0));
        m_model->setActive(true);
        QTRY_COMPARE(m_model->rowCount(), 4);
        m_model->setActive(false);
        m_cases->put(m_cases->make(6, QStringLiteral("y"), 30min));
        QTest::qWait(50);
        QCOMPARE(m_model->rowCount(), 4);
        m_model->setActive(true);
        QTRY_COMPARE(m_model->rowCount(), 5);
    }

    void aServiceThatFailsIsSaidAndAskedAgain()
    {
        QSignalSpy failed(m_model.get(), &PagedModel::failed);
        QVERIFY(m_fixture->connect());
        m_fixture->service.lie("{\"items\":7}");
        m_model->setActive(true);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(m_model->hasFailed());
        m_fixture->service.beHonest();
        m_model->tryAgain();
        QTRY_COMPARE(m_model->rowCount(), 3);
        m_fixture->service.goAway();
        QTRY_VERIFY(role(0, StaleRole).toBool());
        QCOMPARE(m_model->rowCount(), 3);
    }

    void oneCaseWithItsThread()
    {
        m_cases->messages[1] = {m_cases->message(1, QStringLiteral("customer"), QStringLiteral("maria"),
                                                 QStringLiteral("slow!"))};
        m_cases->pages[1] = {m_cases->page(9, 1, QStringLiteral("eva"))};
        CaseWatch watch(m_fixture->session);
        QSignalSpy done(&watch, &CaseWatch::done);
        QVERIFY(m_fixture->connect());
        watch.setActive(true);
        watch.watch(1);
        QTRY_VERIFY(watch.isLoaded());
        QCOMPARE(watch.messages().size(), std::size_t(1));
        QTRY_COMPARE(watch.actions().front().verb, QStringLiteral("acknowledge"));
        m_fixture->service.hold();
        watch.run(watch.actions().front());
        watch.run({QStringLiteral("take"), 0, false}); // pressed again meanwhile
        QVERIFY(watch.actions().empty());
        m_fixture->service.release();
        QTRY_COMPARE(done.size(), 1);
        QTRY_VERIFY(watch.about().acknowledged.has_value());
        QCOMPARE(m_fixture->service.count("POST", QStringLiteral("/api/v1/cases/*")), std::size_t(0));
        watch.say(QStringLiteral("We look into it."), false);
        QTRY_COMPARE(done.size(), 2);
        const auto before = done.back().at(1).value<CaseRow>();
        QVERIFY(!before.clocks.front().met);
        QVERIFY(watch.about().clocks.front().met.has_value()); // at once, before the thread is there
        QTRY_COMPARE(watch.messages().size(), std::size_t(2));
        QCOMPARE(watch.messages().back().kind, QStringLiteral("staff"));
    }

    void aCaseThatIsNotThere()
    {
        CaseWatch watch(m_fixture->session);
        QSignalSpy failed(&watch, &CaseWatch::failed);
        QVERIFY(m_fixture->connect());
        watch.setActive(true);
        watch.watch(99);
        QTRY_COMPARE(failed.size(), 1);
        watch.watch(2);
        QTRY_VERIFY(watch.isLoaded());
        QCOMPARE(watch.about().subject, QStringLiteral("down"));
    }

    void severalAtOnce()
    {
        start();
        CaseBatch batch(m_fixture->session);
        QList<CaseBatch::Outcome> outcomes;
        connect(&batch, &CaseBatch::finished, this,
                [&outcomes](const CaseBatch::Outcome &outcome) { outcomes.append(outcome); });
        const auto errand = [](qint64 id, const char *verb) {
            const CaseCall call = callOf(QLatin1String(verb), {});
            return CaseBatch::Errand{id, call, QStringLiteral("case/%1/%2").arg(id).arg(call.command)};
        };
        batch.run(QStringLiteral("take"), {errand(1, "take"), errand(99, "take"), errand(3, "take")});
        QVERIFY(batch.isBusy());
        batch.run(QStringLiteral("close"), {errand(2, "close")}); // one thing after the other
        QTRY_COMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.front().done, (std::vector<qint64>{1, 3}));
        QCOMPARE(outcomes.front().failed, std::vector<qint64>{99});
        QVERIFY(outcomes.front().problem.what.contains(QStringLiteral("99")));
        QCOMPARE(m_cases->of(3).value(QStringLiteral("owner")).toString(), QStringLiteral("eva"));
        QCOMPARE(m_cases->of(2).value(QStringLiteral("state")).toString(), QStringLiteral("open"));
    }

    // Nothing more is sent where nobody answers, and what is sent again is the same.
    void severalOfWhichOneIsNotKnown()
    {
        start();
        CaseBatch batch(m_fixture->session);
        QList<CaseBatch::Outcome> outcomes;
        connect(&batch, &CaseBatch::finished, this,
                [&outcomes](const CaseBatch::Outcome &outcome) { outcomes.append(outcome); });
        const QString verb = QStringLiteral("take");
        std::vector<CaseBatch::Errand> errands;
        for (const qint64 id : {1, 2, 3})
            errands.push_back({id, callOf(verb, {}), QStringLiteral("case/%1/take").arg(id)});
        m_fixture->service.loseAnswers(1, 1);
        batch.run(verb, errands);
        QTRY_COMPARE(outcomes.size(), 1);
        const CaseBatch::Outcome lost = outcomes.takeFirst();
        QCOMPARE(lost.done, std::vector<qint64>{1});
        QVERIFY(lost.failed.empty() && !lost.isWhole());
        QCOMPARE(lost.unknown, std::vector<qint64>{2});
        QCOMPARE(lost.left, std::vector<qint64>{3});
        QVERIFY(SentOnce::isUnknown(lost.doubt));
        // Chosen anew it may be meant anew: what had been done by then is told apart.
        batch.run(verb, {errands[1], errands[2]});
        QTRY_COMPARE(outcomes.size(), 1);
        const CaseBatch::Outcome again = outcomes.takeFirst();
        QCOMPARE(again.before, std::vector<qint64>{2});
        QCOMPARE(again.done, std::vector<qint64>{3});
        QCOMPARE(m_fixture->service.count("POST", QStringLiteral("/api/v1/cases/2/take")), std::size_t(2));
        // Said to be the same it is done.
        m_fixture->service.loseAnswers(1);
        batch.run(verb, {errands[2]});
        QTRY_COMPARE(outcomes.size(), 1);
        batch.run(verb, {errands[2]}, SentOnce::Press::IsTheSame);
        QTRY_COMPARE(outcomes.size(), 2);
        QVERIFY(outcomes.back().isWhole());
        QCOMPARE(outcomes.back().done, std::vector<qint64>{3});
    }

private:
    void start()
    {
        QVERIFY(m_fixture->connect());
        m_model->setActive(true);
        QTRY_VERIFY(m_model->rowCount() > 0);
    }
    QVariant role(int row, int role) const { return m_model->index(row, 0).data(role); }
    QString shown(int row, int column) const { return m_model->index(row, column).data().toString(); }
    QList<qint64> ids() const
    {
        QList<qint64> all;
        for (int row = 0; row < m_model->rowCount(); ++row)
            all.append(m_model->at(row).id);
        return all;
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<FakeCases> m_cases;
    std::unique_ptr<CasesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestCasesModel)
#include "TestCasesModel.moc"
