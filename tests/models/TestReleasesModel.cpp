// Releases over a fake service: pages, what the feed changes, progress by earlier runs, and every fault of
// the service.
#include "models/ReleasesModel.h"
#include "models/Roles.h"
#include "models/SessionFixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;

namespace {

const QString shop = QStringLiteral("northwind/shop");

QJsonObject duration(const QString &step, int ms, bool waits = false, const QString &reaches = {})
{
    return {{QStringLiteral("step"), step},
            {QStringLiteral("median_ms"), ms},
            {QStringLiteral("runs"), 7},
            {QStringLiteral("waits"), waits},
            {QStringLiteral("reaches"), reaches}};
}

} // namespace

class TestReleasesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_tries = 0;
        m_fixture = std::make_unique<SessionFixture>();
        m_model = std::make_unique<ReleasesModel>(m_fixture->session);
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

    void theNewestFirst()
    {
        start();
        QCOMPARE(m_model->rowCount(), 4);
        QCOMPARE(shown(0, ReleasesModel::Id), QStringLiteral("#214"));
        QCOMPARE(shown(0, ReleasesModel::WaitsFor), QStringLiteral("customer signs off readiness"));
        QCOMPARE(role(0, StateRole).toString(), QStringLiteral("waiting"));
        QCOMPARE(role(0, ReferenceRole).toString(), QStringLiteral("release/214"));
        QCOMPARE(role(0, StaleRole).toBool(), false);
        QCOMPARE(role(0, ProductionRole).toBool(), false);
        QCOMPARE(role(1, ProductionRole).toBool(), true); // live
        QCOMPARE(m_model->rowOf(212), 2);
        QCOMPARE(m_model->rowOf(1), -1);
    }

    void nothingIsFetchedWhileItIsHidden()
    {
        QVERIFY(m_fixture->connect());
        m_fixture->service.tell(QStringLiteral("release.live"), QStringLiteral("release/214"));
        QTest::qWait(100);
        QCOMPARE(m_fixture->asked(QStringLiteral("releases*")), 0U);
        m_model->setActive(true);
        QTRY_COMPARE(m_model->rowCount(), 4);
        m_model->setActive(false);
        const auto asked = m_fixture->asked(QStringLiteral("releases*"));
        change(214, QStringLiteral("live"));
        QTest::qWait(100);
        QCOMPARE(m_fixture->asked(QStringLiteral("releases*")), asked);
        // Nobody has looked at what the events said: seen again, the page is asked for once more, and no
        // more.
        m_model->setActive(true);
        QTRY_COMPARE(role(0, StateRole).toString(), QStringLiteral("live"));
        QCOMPARE(m_fixture->asked(QStringLiteral("releases")), 2U);
        QCOMPARE(m_fixture->asked(QStringLiteral("releases/214")), 0U);
        // What doesn't touch any asks for nothing.
        m_model->setActive(false);
        m_fixture->service.tell(QStringLiteral("case.opened"), QStringLiteral("case/1"));
        QTest::qWait(50);
        m_model->setActive(true);
        QTest::qWait(50);
        QCOMPARE(m_fixture->asked(QStringLiteral("releases")), 2U);
    }

    void pages()
    {
        m_fixture->service.releases.clear();
        for (int i = 1; i <= 450; ++i)
            m_fixture->service.put(fake::release(i, shop, QStringLiteral("finalized")));
        start();
        QCOMPARE(m_model->rowCount(), 200);
        QVERIFY(m_model->canFetchMore({}));
        m_model->fetchMore({});
        m_model->fetchMore({}); // asked for once
        QTRY_COMPARE(m_model->rowCount(), 400);
        m_model->fetchAll();
        QTRY_COMPARE(m_model->rowCount(), 450);
        QVERIFY(!m_model->canFetchMore({}));
        QCOMPARE(m_fixture->asked(QStringLiteral("releases")), 3U);
        QCOMPARE(m_model->release(449).id, 1);
    }

    void newOnesComeInOnTop()
    {
        start();
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        m_fixture->service.put(fake::release(215, shop, QStringLiteral("running")));
        m_fixture->service.tell(QStringLiteral("release.created"), QStringLiteral("release/215"));
        QTRY_COMPARE(m_model->rowCount(), 5);
        QCOMPARE(m_model->release(0).id, 215);
        QCOMPARE(resets.count(), 0);
    }

    void aStepOfItsRunChangesIt()
    {
        start();
        QJsonObject release = m_fixture->service.releaseOf(214);
        release.insert(QStringLiteral("current_step"), QStringLiteral("swap"));
        m_fixture->service.put(release);
        m_fixture->service.tell(QStringLiteral("step.started"), QStringLiteral("application/northwind/shop"),
                                {{QStringLiteral("run"), 1214}});
        QTRY_COMPARE(shown(0, ReleasesModel::StepTitle), QStringLiteral("swap"));
    }

    void manyEventsAreOneFetch()
    {
        start();
        QSignalSpy batches(&m_fixture->session, &Session::eventsArrived);
        for (int i = 0; i < 500; ++i)
            change(214, QStringLiteral("running"));
        QTRY_COMPARE(role(0, StateRole).toString(), QStringLiteral("running"));
        QCOMPARE(batches.count(), 1);
        QCOMPARE(m_fixture->asked(QStringLiteral("releases/214")), 1U);
    }

    void whatIsGoneGoes()
    {
        start();
        m_fixture->service.releases.pop_front();
        m_fixture->service.tell(QStringLiteral("release.aborted"), QStringLiteral("release/214"));
        QTRY_COMPARE(m_model->rowCount(), 3);
    }

    void staleIsSaid()
    {
        start();
        QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        m_fixture->service.goAway();
        QCOMPARE(role(0, StaleRole).toBool(), true);
        QVERIFY(!changes.isEmpty());
        QVERIFY(!m_model->eta(0));
        change(214, QStringLiteral("running"));
        m_fixture->service.comeBack();
        QTRY_COMPARE(role(0, StateRole).toString(), QStringLiteral("running"));
        QCOMPARE(role(0, StaleRole).toBool(), false);
    }

    void aFetchThatFailsIsMadeUpFor()
    {
        start();
        m_fixture->service.on(
            "GET", QStringLiteral("/api/v1/releases/214"), [this](const FakeService::Request &) {
                if (++m_tries == 1)
                    return FakeService::Reply{500, "oh", "text/plain"};
                return FakeService::Reply::json(fake::release(214, shop, QStringLiteral("live")));
            });
        change(214, QStringLiteral("live"));
        QTRY_COMPARE(role(0, StateRole).toString(), QStringLiteral("live"));
        QCOMPARE(m_tries, 2);
    }

    void aRefusedPageIsSaidAndAskedForAgain()
    {
        m_fixture->service.on(
            "GET", QStringLiteral("/api/v1/releases"), [this](const FakeService::Request &) {
                return ++m_tries == 1
                           ? FakeService::Reply::refusal(
                                 {Problem::Kind::Internal, QStringLiteral("Broken"), {}, {}})
                           : FakeService::Reply::items({fake::release(1, shop, QStringLiteral("running"))});
            });
        QSignalSpy failures(m_model.get(), &ReleasesModel::failed);
        m_model->setActive(true);
        QVERIFY(m_fixture->connect());
        QTRY_COMPARE(failures.count(), 1);
        QVERIFY(!m_model->canFetchMore({}));
        m_fixture->service.cutFeed();
        QTRY_COMPARE(m_model->rowCount(), 1);
    }

    void lies()
    {
        const QString longName(10'000, QLatin1Char('x'));
        m_fixture->service.on("GET", QStringLiteral("/api/v1/releases"), [&](const FakeService::Request &) {
            return FakeService::Reply::items(
                {7, QStringLiteral("text"), QJsonObject{{QStringLiteral("id"), QStringLiteral("9")}},
                 fake::release(5, QString::fromUtf8("שלום/חנות"), QStringLiteral("levitating")),
                 fake::release(6, longName, QStringLiteral("running")),
                 fake::release(6, longName, QStringLiteral("running")),
                 fake::with(fake::release(4, shop, QStringLiteral("live")),
                            {{QStringLiteral("created"), 12},
                             {QStringLiteral("inputs"), QJsonArray{1}},
                             {QStringLiteral("signoffs"), QStringLiteral("none")},
                             {QStringLiteral("mood"), QStringLiteral("good")}})});
        });
        start();
        QCOMPARE(m_model->rowCount(), 3);
        QCOMPARE(shown(0, ReleasesModel::Application).size(), 10'000);
        // A state that it never heard of is the word that came.
        QCOMPARE(shown(1, ReleasesModel::State), QStringLiteral("levitating"));
        QCOMPARE(shown(1, ReleasesModel::Application), QString::fromUtf8("שלום/חנות"));
        QVERIFY(!m_model->release(1).isEnded());
        QVERIFY(!m_model->progress(1));
        QCOMPARE(shown(2, ReleasesModel::Started), QString());
    }

    void anEmptyServiceIsEmpty()
    {
        m_fixture->service.releases.clear();
        start();
        QCOMPARE(m_model->rowCount(), 0);
        m_fixture->service.put(fake::release(1, shop, QStringLiteral("running")));
        m_fixture->service.tell(QStringLiteral("release.created"), QStringLiteral("release/1"));
        QTRY_COMPARE(m_model->rowCount(), 1);
    }

    void aReplacedLedgerIsReadAnew()
    {
        start();
        m_fixture->service.releases.pop_front();
        m_fixture->service.endFeed({Problem::Kind::Conflict, QStringLiteral("Replaced"), {}, {}});
        QTRY_COMPARE(m_model->rowCount(), 3);
    }

    void progressAndEta()
    {
        m_fixture->service.durations[QStringLiteral("no-migration")] = {
            duration(QStringLiteral("clone"), 1000),
            duration(QStringLiteral("candidate"), 86'400'000, true), // a customer took a day
            duration(QStringLiteral("hold"), 2000),
            duration(QStringLiteral("swap"), 1000, false, QStringLiteral("live")),
            duration(QStringLiteral("follow-back"), 5000)};
        m_fixture->service.put(
            fake::with(fake::release(214, shop, QStringLiteral("frozen"), QStringLiteral("hold")),
                       {{QStringLiteral("updated"), toText(m_fixture->service.clock.now())}}));
        start();
        QTRY_VERIFY(m_model->progress(0));
        QCOMPARE(*m_model->progress(0), 0.25);
        QCOMPARE(m_model->eta(0), std::optional<Duration>(std::chrono::seconds(3)));
        m_fixture->service.clock.advance(std::chrono::seconds(1));
        QCOMPARE(*m_model->progress(0), 0.5);
        QCOMPARE(m_model->eta(0), std::optional<Duration>(std::chrono::seconds(2)));
        // Longer than ever before: it doesn't run ahead of itself.
        m_fixture->service.clock.advance(std::chrono::minutes(1));
        QCOMPARE(*m_model->progress(0), 0.75);
        QCOMPARE(m_model->eta(0), std::optional<Duration>(std::chrono::seconds(1)));
        QCOMPARE(*m_model->progress(1), 1.0); // live
        QVERIFY(!m_model->eta(1));
        // Waiting for a person takes as long as it takes.
        m_fixture->service.put(fake::release(214, shop, QStringLiteral("waiting"),
                                             QStringLiteral("candidate"), QStringLiteral("a customer")));
        m_fixture->service.tell(QStringLiteral("release.waiting"), QStringLiteral("release/214"));
        QTRY_COMPARE(*m_model->progress(0), 0.25);
        QVERIFY(!m_model->eta(0));
    }

    // Of a pipeline without earlier runs: which of its steps it is at, and no time.
    void withoutEarlierRunsTheStepsAreCounted()
    {
        QJsonArray steps;
        for (const char *id : {"clone", "candidate", "hold", "swap"})
            steps.append(
                fake::step(QLatin1String(id), QStringLiteral("Do %1").arg(QLatin1String(id)), QString()));
        for (QJsonObject &pipeline : m_fixture->service.pipelines) {
            pipeline.insert(QStringLiteral("steps"), steps);
            pipeline.insert(QStringLiteral("rollback"),
                            QJsonArray{fake::step(QStringLiteral("back-hold"), QString(), QString()),
                                       fake::step(QStringLiteral("back-swap"), QString(), QString())});
        }
        const QString done = QStringLiteral("done");
        const QString pending = QStringLiteral("pending");
        const auto become = [this](const char *state, const char *step, const char *waitsFor = "") {
            m_fixture->service.put(
                fake::release(214, shop, QLatin1String(state), QLatin1String(step), QLatin1String(waitsFor)));
            m_fixture->service.tell(QStringLiteral("release.changed"), QStringLiteral("release/214"));
        };
        become("running", "hold");
        start();
        QTRY_COMPARE(m_model->stepStates(0), (QStringList{done, done, QStringLiteral("busy"), pending}));
        QCOMPARE(m_model->progress(0), std::optional<double>(0.5));
        QVERIFY(!m_model->eta(0));
        QCOMPARE(m_model->index(0, ReleasesModel::StepTitle).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("Step 3 of 4: Do hold"));
        become("waiting", "candidate", "customer signs off readiness");
        QTRY_COMPARE(m_model->stepStates(0),
                     (QStringList{done, QStringLiteral("waiting"), pending, pending}));
        become("waiting", "swap", "operations: retry or abort \"Do swap\"");
        QTRY_COMPARE(m_model->stepStates(0), (QStringList{done, done, done, QStringLiteral("failed")}));
        become("frozen", "back-swap");
        QTRY_COMPARE(m_model->stepStates(0), (QStringList{done, QStringLiteral("busy")}));
        become("running", "moon-lift"); // which the definition of today hasn't
        QTRY_COMPARE(m_model->stepStates(0), QStringList());
        QVERIFY(!m_model->progress(0));
        become("aborted", "hold");
        QTRY_COMPARE(role(0, StateRole).toString(), QStringLiteral("aborted"));
        QCOMPARE(m_model->stepStates(0), QStringList());
    }

    void stepsAreCalledByTheirTitles()
    {
        auto &pipelines = m_fixture->service.pipelines;
        for (QJsonObject &pipeline : pipelines) {
            pipeline.insert(
                QStringLiteral("steps"),
                QJsonArray{fake::step(QStringLiteral("candidate"),
                                      QStringLiteral("The customer brings the candidate"), QString())});
            pipeline.insert(QStringLiteral("rollback"),
                            QJsonArray{fake::step(QStringLiteral("back-hold"),
                                                  QStringLiteral("Hold requests"), QString())});
        }
        start();
        QTRY_COMPARE(shown(0, ReleasesModel::StepTitle), QStringLiteral("The customer brings the candidate"));
        QCOMPARE(shown(1, ReleasesModel::StepTitle), QStringLiteral("finalize")); // one that isn't in it
        const QString words = role(0, TextRole).toString();
        QVERIFY(words.contains(QStringLiteral("candidate")) &&
                words.contains(QStringLiteral("The customer")));
        m_fixture->service.put(
            fake::release(214, shop, QStringLiteral("frozen"), QStringLiteral("back-hold")));
        m_fixture->service.tell(QStringLiteral("release.frozen"), QStringLiteral("release/214"));
        QTRY_COMPARE(shown(0, ReleasesModel::StepTitle), QStringLiteral("Hold requests"));
        QCOMPARE(m_fixture->asked(QStringLiteral("pipelines/no-migration")), 1U);
    }

    void anOlderServiceKnowsNoDurations()
    {
        start();
        QTRY_COMPARE(m_fixture->asked(QStringLiteral("pipelines/no-migration/durations")), 1U);
        change(214, QStringLiteral("running"));
        QTRY_COMPARE(role(0, StateRole).toString(), QStringLiteral("running"));
        QVERIFY(!m_model->progress(0));
        QVERIFY(!m_model->eta(0));
        QCOMPARE(m_fixture->asked(QStringLiteral("pipelines/no-migration/durations")), 1U);
    }

private:
    void start()
    {
        QSignalSpy loaded(m_model.get(), &ReleasesModel::loaded);
        m_model->setActive(true);
        QVERIFY(m_fixture->connect());
        QTRY_VERIFY(!loaded.isEmpty());
    }
    void change(qint64 id, const QString &state)
    {
        m_fixture->service.put(
            fake::with(m_fixture->service.releaseOf(id), {{QStringLiteral("state"), state}}));
        m_fixture->service.tell(QStringLiteral("release.") + state, QStringLiteral("release/%1").arg(id));
    }
    QString shown(int row, int column) const { return m_model->index(row, column).data().toString(); }
    QVariant role(int row, int role) const { return m_model->index(row, 0).data(role); }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<ReleasesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    int m_tries = 0;
};

QTEST_GUILESS_MAIN(TestReleasesModel)
#include "TestReleasesModel.moc"
