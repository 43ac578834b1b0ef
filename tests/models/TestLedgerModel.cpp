// The ledger and the definitions over a fake service: asked for by who, what and where, and kept by the feed.
#include "models/LedgerModel.h"
#include "models/PipelinesModel.h"
#include "models/Roles.h"
#include "models/SessionFixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;

class TestLedgerModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<SessionFixture>();
        m_model = std::make_unique<LedgerModel>(m_fixture->session);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_tester->setUseFetchMore(false); // pages are asked for by the tests
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_fixture.reset();
    }

    void theNewestFirstAndNewerOnTop()
    {
        start();
        QCOMPARE(m_model->rowCount(), 10);
        QCOMPARE(m_model->event(0).seq, 10);
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        tell(QStringLiteral("release.live"), QStringLiteral("release/3"),
             {{QStringLiteral("application"), QStringLiteral("northwind/shop")},
              {QStringLiteral("more"), QJsonArray{1}}});
        tell(QStringLiteral("release.frozen"), QStringLiteral("release/4"));
        QTRY_COMPARE(m_model->rowCount(), 12);
        QCOMPARE(m_model->event(0).seq, 12);
        QCOMPARE(shown(1, LedgerModel::What), QStringLiteral("release.live"));
        QCOMPARE(shown(1, LedgerModel::Subject), QStringLiteral("release/3"));
        QCOMPARE(shown(1, LedgerModel::Detail), QStringLiteral("application: northwind/shop, more: [1]"));
        QCOMPARE(m_model->index(1, 0).data(StateRole).toString(), QStringLiteral("live"));
        QCOMPARE(m_model->index(1, 0).data(ReferenceRole).toString(), QStringLiteral("release/3"));
        QVERIFY(m_model->index(0, 0).data(ProductionRole).toBool());
        QVERIFY(!m_model->index(2, 0).data(ProductionRole).toBool());
        QCOMPARE(resets.count(), 0);
    }

    void pages()
    {
        for (int i = 0; i < 300; ++i)
            tell(QStringLiteral("a.b"), QStringLiteral("c/1"));
        start();
        QCOMPARE(m_model->rowCount(), 200);
        tell(QStringLiteral("a.b"), QStringLiteral("c/1"));
        QTRY_COMPARE(m_model->rowCount(), 201);
        m_model->fetchMore({});
        QTRY_COMPARE(m_model->rowCount(), 311);
        QVERIFY(!m_model->canFetchMore({}));
        for (int row = 0; row < 311; ++row)
            QCOMPARE(m_model->event(row).seq, 311 - row);
    }

    void questions_data()
    {
        QTest::addColumn<QString>("actor");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("rows");
        QTest::newRow("who") << "eva"
                             << ""
                             << ""
                             << "" << 1;
        QTest::newRow("what") << ""
                              << "release.live"
                              << ""
                              << "" << 1;
        QTest::newRow("of a kind") << ""
                                   << "release."
                                   << ""
                                   << "" << 11;
        QTest::newRow("one thing") << ""
                                   << ""
                                   << "release/3"
                                   << "" << 2;
        QTest::newRow("not what begins so") << ""
                                            << ""
                                            << "release/"
                                            << "" << 11;
        QTest::newRow("words") << ""
                               << ""
                               << ""
                               << "NORTH" << 1;
        QTest::newRow("nothing") << "eva"
                                 << "step."
                                 << ""
                                 << "" << 0;
    }
    void questions()
    {
        QFETCH(QString, actor);
        QFETCH(QString, kind);
        QFETCH(QString, subject);
        QFETCH(QString, text);
        QFETCH(int, rows);
        const LedgerModel::Query query{actor, kind, subject, text};
        m_model->ask(query);
        start();
        const auto addTwo = [this] {
            tell(QStringLiteral("release.live"), QStringLiteral("release/3"),
                 {{QStringLiteral("application"), QStringLiteral("northwind/shop")}}, QStringLiteral("eva"));
            tell(QStringLiteral("user.added"), QStringLiteral("user/jo"));
        };
        // What comes by the feed is chosen as the service chooses.
        QSignalSpy events(&m_fixture->session, &Session::eventsArrived);
        addTwo();
        QVERIFY(events.wait());
        QCOMPARE(m_model->rowCount(), rows);
        LedgerModel fresh(m_fixture->session);
        fresh.ask(query);
        fresh.setActive(true);
        QSignalSpy loaded(&fresh, &LedgerModel::loaded);
        QVERIFY(loaded.wait());
        QCOMPARE(fresh.rowCount(), rows);
    }

    void whatComesWhileItIsAskedForIsThereOnce()
    {
        m_fixture->service.hold();
        m_model->setActive(true);
        m_fixture->session.open();
        QTRY_COMPARE(m_fixture->service.held(), 2U);
        m_fixture->service.release(2); // who, and the head
        QTRY_COMPARE(m_fixture->asked(QStringLiteral("ledger")), 1U);
        QTRY_VERIFY(m_fixture->session.isLive());
        QSignalSpy events(&m_fixture->session, &Session::eventsArrived);
        tell(QStringLiteral("a.b"), QStringLiteral("c/1"));
        QVERIFY(events.wait());
        m_fixture->service.release(); // answered from the world as it is now
        QTRY_COMPARE(m_model->rowCount(), 11);
        QCOMPARE(m_model->event(0).seq, 11);
        QCOMPARE(m_model->event(1).seq, 10);
    }

    void aNewQuestionForgetsTheOldAnswer()
    {
        start();
        m_fixture->service.hold();
        m_model->ask({{}, {}, QStringLiteral("release/3"), {}});
        m_model->ask({{}, {}, QStringLiteral("release/4"), {}});
        m_fixture->service.release();
        QTRY_COMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->event(0).subject, QStringLiteral("release/4"));
    }

    void itDoesntGrowForEver()
    {
        start();
        for (int i = 0; i < 21'000; ++i)
            tell(QStringLiteral("a.b"), QStringLiteral("c/1"));
        QTRY_COMPARE(m_model->event(0).seq, 21'010);
        QVERIFY(m_model->rowCount() <= 20'000);
        const int rows = m_model->rowCount();
        m_model->fetchMore({});
        QTRY_COMPARE(m_model->rowCount(), rows + 200);
        QCOMPARE(m_model->event(rows).seq, m_model->event(rows - 1).seq - 1);
    }

    void hiddenItOnlyRemembersThatItIsOld()
    {
        start();
        m_model->setActive(false);
        tell(QStringLiteral("a.b"), QStringLiteral("c/1"));
        QTest::qWait(80);
        QCOMPARE(m_model->rowCount(), 10);
        m_model->setActive(true);
        QTRY_COMPARE(m_model->rowCount(), 11);
    }

    void aRefusalIsSaid()
    {
        m_fixture->service.on("GET", QStringLiteral("/api/v1/ledger"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal({Problem::Kind::Forbidden, QStringLiteral("No"), {}, {}});
        });
        QSignalSpy failures(m_model.get(), &LedgerModel::failed);
        m_model->setActive(true);
        QVERIFY(m_fixture->connect());
        QTRY_COMPARE(failures.count(), 1);
        QVERIFY(!m_model->isLoading());
    }

    void pipelines()
    {
        PipelinesModel model(m_fixture->session);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setActive(true);
        QVERIFY(m_fixture->connect());
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowOf(QStringLiteral("no-op")), 1);
        QCOMPARE(model.rowOf(QStringLiteral("none")), -1);
        QCOMPARE(model.index(0).data(DetailRole).toString(),
                 QStringLiteral("Without a migration, version 3"));
        m_fixture->service.pipelines.push_back(
            fake::pipeline(QStringLiteral("mine"), 1, QStringLiteral("Mine")));
        tell(QStringLiteral("pipeline.imported"), QStringLiteral("pipeline/mine"));
        QTRY_COMPARE(model.rowCount(), 3);
        QCOMPARE(model.rowOf(QStringLiteral("mine")), 0);
    }

    void stepsOfAVerdict()
    {
        const QJsonObject wait{{QStringLiteral("sign_off"), QStringLiteral("readiness")},
                               {QStringLiteral("by"), QStringLiteral("customer")}};
        const QJsonObject verdict{
            {QStringLiteral("steps"),
             QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("clone")},
                                    {QStringLiteral("title"), QStringLiteral("Clone")},
                                    {QStringLiteral("activity"), QStringLiteral("environment.clone")}},
                        QJsonObject{{QStringLiteral("id"), QStringLiteral("candidate")},
                                    {QStringLiteral("after"), QStringLiteral("clone")},
                                    {QStringLiteral("wait"), wait}},
                        7, QJsonObject()}},
            {QStringLiteral("rollback"),
             QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("back")}}}}};
        const auto steps = stepsOfVerdict(verdict, false);
        QCOMPARE(steps.size(), 2U);
        QCOMPARE(steps[0].activity, QStringLiteral("environment.clone"));
        QCOMPARE(steps[1].title, QStringLiteral("candidate"));
        QCOMPARE(steps[1].after, QStringList{QStringLiteral("clone")});
        QCOMPARE(steps[1].waitsFor, QStringLiteral("customer signs off readiness"));
        const auto back = stepsOfVerdict(verdict, true);
        QCOMPARE(back.size(), 1U);
        QVERIFY(back[0].isBack());
        QVERIFY(stepsOfVerdict({{QStringLiteral("steps"), 3}}, false).empty());
    }

private:
    void start()
    {
        QSignalSpy loaded(m_model.get(), &LedgerModel::loaded);
        m_model->setActive(true);
        QVERIFY(m_fixture->connect());
        QTRY_VERIFY(!loaded.isEmpty());
    }
    void tell(const QString &kind, const QString &subject, const QJsonObject &payload = {},
              const QString &actor = QStringLiteral("service"))
    {
        m_fixture->service.tell(kind, subject, payload, actor);
    }
    QString shown(int row, int column) const { return m_model->index(row, column).data().toString(); }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<LedgerModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestLedgerModel)
#include "TestLedgerModel.moc"
