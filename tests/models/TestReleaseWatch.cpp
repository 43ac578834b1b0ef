// One release over a fake service: fetched when something happens to it and not more often, its commands sent
// once, and nothing of it while nobody looks.
#include "models/Brackets.h"
#include "models/WatchedRelease.h"

using namespace slipway;
using slipway::test::WatchedRelease;

namespace {

constexpr qint64 id = WatchedRelease::id;

} // namespace

class TestReleaseWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_own = std::make_unique<WatchedRelease>();
        QTRY_VERIFY(m_own->session.isLive());
    }
    void cleanup() { m_own.reset(); }

    void itIsThere()
    {
        QVERIFY(!m_own->watch.isLoaded());
        QVERIFY(m_own->load());
        QCOMPARE(m_own->watch.release().application, QStringLiteral("northwind/shop"));
        QCOMPARE(m_own->watch.steps().size(), std::size_t(4));
        QCOMPARE(m_own->watch.current()->id, QStringLiteral("candidate"));
        QVERIFY(!m_own->watch.isBack());
        QCOMPARE(m_own->fetches(), std::size_t(1));
        m_own->watch.watch(0);
        QVERIFY(!m_own->watch.isLoaded());
        QVERIFY(m_own->watch.steps().empty());
        QVERIFY(m_own->watch.current() == nullptr);
    }

    void eventsOfItAreFollowed()
    {
        QVERIFY(m_own->load());
        m_own->change(QStringLiteral("running"));
        m_own->service.tell(QStringLiteral("release.running"), m_own->subject);
        QTRY_COMPARE(m_own->watch.release().state, QStringLiteral("running"));
        // What its steps do is told of the application, with the run.
        m_own->setStep(QStringLiteral("candidate"), QStringLiteral("done"));
        m_own->service.tell(QStringLiteral("step.done"), QStringLiteral("application/northwind/shop"),
                            {{QStringLiteral("run"), id + 1000}});
        QTRY_COMPARE(m_own->watch.step(QStringLiteral("candidate"))->state, QStringLiteral("done"));
    }

    void othersAreNot()
    {
        QVERIFY(m_own->load());
        QSignalSpy events(&m_own->session, &Session::eventsArrived);
        m_own->service.tell(QStringLiteral("release.live"), QStringLiteral("release/2140"));
        m_own->service.tell(QStringLiteral("step.done"), QStringLiteral("application/northwind/shop"),
                            {{QStringLiteral("run"), 4711}});
        m_own->service.tell(QStringLiteral("step.done"), QStringLiteral("application/northwind/blog"),
                            {{QStringLiteral("run"), id + 1000}});
        QTRY_COMPARE(events.count(), 1);
        QCOMPARE(m_own->fetches(), std::size_t(1));
    }

    void aPreviewThatFailedIsAskedForAgain()
    {
        QVERIFY(m_own->load());
        const QString path = m_own->path + QStringLiteral("/steps/swap/preview");
        m_own->service.goAway();
        QSignalSpy told(&m_own->watch, &ReleaseWatch::previewChanged);
        m_own->watch.preview(QStringLiteral("swap"));
        QTRY_COMPARE(told.count(), 1);
        QVERIFY(
            m_own->watch.preview(QStringLiteral("swap")).front().contains(QStringLiteral("can't be told")));
        QTRY_VERIFY(!m_own->session.isLive());
        QTest::qWait(20);
        QCOMPARE(m_own->service.count("GET", path), std::size_t(1)); // not over and over
        m_own->service.previews[QStringLiteral("swap")] = {QStringLiteral("The addresses change sides.")};
        m_own->service.comeBack();
        QTRY_VERIFY(m_own->session.isLive());
        m_own->watch.preview(QStringLiteral("swap"));
        QTRY_COMPARE(m_own->watch.preview(QStringLiteral("swap")),
                     QStringList{QStringLiteral("The addresses change sides.")});
    }

    void manyEventsAreOneFetch()
    {
        QVERIFY(m_own->load());
        m_own->change(QStringLiteral("running"));
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 1000; ++i)
            m_own->service.tell(QStringLiteral("release.running"), m_own->subject);
        m_own->change(QStringLiteral("frozen"));
        QTRY_COMPARE(m_own->watch.release().state, QStringLiteral("frozen"));
        const qint64 most = timer.elapsed() / 150 + 2;
        QVERIFY2(static_cast<qint64>(m_own->fetches()) <= most,
                 qPrintable(QString::number(m_own->fetches())));
    }

    void whileNobodyLooksNothingIsAsked()
    {
        QVERIFY(m_own->load());
        m_own->watch.setActive(false);
        QSignalSpy events(&m_own->session, &Session::eventsArrived);
        m_own->change(QStringLiteral("running"));
        m_own->service.tell(QStringLiteral("release.running"), m_own->subject);
        QTRY_COMPARE(events.count(), 1);
        QCOMPARE(m_own->fetches(), std::size_t(1));
        m_own->watch.setActive(true);
        QTRY_COMPARE(m_own->watch.release().state, QStringLiteral("running"));
        QCOMPARE(m_own->fetches(), std::size_t(2));
        m_own->watch.setActive(false);
        m_own->watch.setActive(true); // nothing happened meanwhile
        QCOMPARE(m_own->fetches(), std::size_t(2));
    }

    void anotherReleaseMeanwhile()
    {
        m_own->service.hold();
        m_own->watch.watch(id);
        m_own->watch.watch(213);
        m_own->service.release();
        QTRY_VERIFY(m_own->watch.isLoaded());
        QCOMPARE(m_own->watch.release().id, 213);
        QTest::qWait(0);
        QCOMPARE(m_own->watch.release().id, 213);
    }

    void whatIsNotThereIsSaid()
    {
        m_own->watch.watch(999);
        QTRY_COMPARE(m_own->failed.count(), 1);
        QVERIFY(!m_own->watch.isLoaded());
    }

    // It is asked again, and the same isn't said twice.
    void nonsenseIsNotShown()
    {
        QVERIFY(m_own->load());
        m_own->service.on("GET", m_own->path, [](const FakeService::Request &) {
            return FakeService::Reply::json({{QStringLiteral("release"), 7}});
        });
        m_own->service.tell(QStringLiteral("release.running"), m_own->subject);
        QTRY_COMPARE(m_own->failed.count(), 1);
        QCOMPARE(m_own->watch.release().application, QStringLiteral("northwind/shop"));
        QCOMPARE(m_own->watch.steps().size(), std::size_t(4));
        const std::size_t before = m_own->fetches();
        QTRY_VERIFY(m_own->fetches() > before);
        m_own->service.on("GET", m_own->path, [this](const FakeService::Request &) {
            return FakeService::Reply::json(fake::with(
                m_own->service.releaseOf(id), {{QStringLiteral("state"), QStringLiteral("frozen")}}));
        });
        QTRY_COMPARE(m_own->watch.release().state, QStringLiteral("frozen"));
        QCOMPARE(m_own->failed.count(), 1);
    }

    void whatMayBeDone()
    {
        QVERIFY(m_own->load());
        QCOMPARE(verbs(), QStringLiteral("skip abort"));
        m_own->service.cutFeed();
        QVERIFY(m_own->watch.actions().empty()); // what is shown may not be what is
        QTRY_COMPARE(verbs(), QStringLiteral("skip abort"));
    }

    void aCommandIsSentOnce()
    {
        QVERIFY(m_own->load());
        QSignalSpy done(&m_own->watch, &ReleaseWatch::done);
        const ReleaseAction abort = action(QStringLiteral("abort"));
        m_own->service.hold();
        m_own->watch.run(abort, QStringLiteral("not today"));
        m_own->watch.run(abort, QStringLiteral("not today"));
        QVERIFY(m_own->watch.isBusy());
        QVERIFY(m_own->watch.actions().empty());
        QCOMPARE(m_own->service.count("POST", m_own->path + QStringLiteral("/abort")), std::size_t(1));
        const auto *sent = m_own->service.last("POST", m_own->path + QStringLiteral("/abort"));
        QCOMPARE(sent->body, (QJsonObject{{QStringLiteral("reason"), QStringLiteral("not today")}}));
        QVERIFY(!sent->idempotencyKey.isEmpty());
        m_own->service.release(1);
        QTRY_COMPARE(done.count(), 1);
        // It is answered, but what is shown is still what was before it.
        QVERIFY(m_own->watch.isBusy());
        QVERIFY(m_own->watch.actions().empty());
        m_own->watch.run(abort, QStringLiteral("not today"));
        m_own->change(QStringLiteral("aborted"));
        m_own->service.release();
        QTRY_VERIFY(!m_own->watch.isBusy());
        QCOMPARE(m_own->watch.release().state, QStringLiteral("aborted"));
        QCOMPARE(m_own->service.count("POST", m_own->path + QStringLiteral("/abort")), std::size_t(1));
    }

    // A fetch that began before the answer shows what was before it.
    void anEarlierFetchDoesNotFree()
    {
        QVERIFY(m_own->load());
        const ReleaseAction abort = action(QStringLiteral("abort"));
        m_own->service.hold();
        m_own->watch.run(abort, QStringLiteral("no"));
        m_own->service.tell(QStringLiteral("release.waiting"), m_own->subject);
        QTRY_COMPARE(m_own->service.held(), std::size_t(3)); // the command, then a fetch
        m_own->service.release(3);
        QTRY_COMPARE(m_own->service.held(), std::size_t(2)); // the fetch after the answer
        QVERIFY(m_own->watch.isBusy());
        m_own->service.release();
        QTRY_VERIFY(!m_own->watch.isBusy());
    }

    void aRefusalIsSaid()
    {
        QVERIFY(m_own->load());
        m_own->service.on("POST", m_own->path + QStringLiteral("/abort"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal(
                {Problem::Kind::Conflict, QStringLiteral("It has gone live"), {}, {}});
        });
        m_own->watch.run(action(QStringLiteral("abort")), QStringLiteral("no"));
        QTRY_COMPARE(m_own->failed.count(), 1);
        QCOMPARE(m_own->failed.at(0).at(0).value<Problem>().what, QStringLiteral("It has gone live"));
        QVERIFY(!m_own->watch.isBusy());
        QTRY_COMPARE(m_own->fetches(), std::size_t(2)); // it is as it is shown, or will be
    }

    void bodies_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QStringList>("fields");
        const auto row = [](const char *verb, const QStringList &fields) {
            QTest::newRow(verb) << QString(QLatin1String(verb)) << fields;
        };
        row("signoff", {QStringLiteral("as"), QStringLiteral("note"), QStringLiteral("step")});
        row("approve", {QStringLiteral("note")});
        row("finalize", {QStringLiteral("note")});
        row("retry", {QStringLiteral("step")});
        row("skip", {QStringLiteral("reason"), QStringLiteral("step")});
        row("rollback", {QStringLiteral("reason")});
        row("pause", {});
    }

    // The service refuses a field that it doesn't know.
    void bodies()
    {
        QFETCH(QString, verb);
        QFETCH(QStringList, fields);
        QVERIFY(m_own->load());
        ReleaseAction action;
        action.verb = verb;
        action.step = QStringLiteral("sync");
        action.as = QStringLiteral("customer");
        action.needsReason = fields.contains(QStringLiteral("reason"));
        action.takesNote = fields.contains(QStringLiteral("note"));
        m_own->watch.run(action, QStringLiteral("because"));
        const auto *sent = m_own->service.last("POST", m_own->path + QLatin1Char('/') + verb);
        QVERIFY(sent);
        QCOMPARE(sent->body.keys(), fields);
    }

    void previewsWhenTheyAreAskedFor()
    {
        QVERIFY(m_own->load());
        const QString swap = QStringLiteral("swap");
        const QStringList lines{QStringLiteral("Both addresses change sides.")};
        m_own->service.previews[swap] = lines;
        QSignalSpy spy(&m_own->watch, &ReleaseWatch::previewChanged);
        const QString asked = m_own->path + QStringLiteral("/steps/swap/preview");
        QVERIFY(m_own->watch.preview(swap).isEmpty());
        QVERIFY(m_own->watch.preview(swap).isEmpty());
        QCOMPARE(m_own->service.count("GET", asked), std::size_t(1));
        QTRY_COMPARE(spy.count(), 1);
        QCOMPARE(m_own->watch.preview(swap), lines);
        QCOMPARE(m_own->service.count("GET", asked), std::size_t(1));
        // Once something has happened it may be something else.
        m_own->setStep(QStringLiteral("candidate"), QStringLiteral("done"));
        m_own->service.tell(QStringLiteral("release.running"), m_own->subject);
        QTRY_COMPARE(m_own->watch.step(QStringLiteral("candidate"))->state, QStringLiteral("done"));
        QCOMPARE(m_own->watch.preview(swap), lines);
        QCOMPARE(m_own->service.count("GET", asked), std::size_t(2));
    }

    void previewsAreToldInTheConsolesWords()
    {
        const test::Brackets brackets("ServicePhrases");
        QVERIFY(m_own->load());
        const QString swap = QStringLiteral("swap");
        m_own->service.previews[swap] = {QStringLiteral("shop-1 serves all the while."),
                                         QStringLiteral("The moon is full.")};
        m_own->watch.preview(swap);
        const QStringList told{QStringLiteral("[shop-1 serves all the while.]"),
                               QStringLiteral("The moon is full.")};
        QTRY_COMPARE(m_own->watch.preview(swap), told);
    }

    void aPreviewThatCanNotBeTold()
    {
        QVERIFY(m_own->load());
        m_own->service.on(
            "GET", m_own->path + QStringLiteral("/steps/swap/preview"), [](const FakeService::Request &) {
                return FakeService::Reply::refusal(
                    {Problem::Kind::Invalid, QStringLiteral("There is no steps.clone yet"), {}, {}});
            });
        m_own->watch.preview(QStringLiteral("swap"));
        QTRY_COMPARE(m_own->watch.preview(QStringLiteral("swap")).size(), 1);
        QVERIFY(m_own->watch.preview(QStringLiteral("swap")).front().contains(QLatin1String("steps.clone")));
        QCOMPARE(m_own->failed.count(), 0);
    }

    void theReportWhenItIsAskedFor()
    {
        QVERIFY(m_own->load());
        QCOMPARE(m_own->service.count("GET", m_own->path + QStringLiteral("/report")), std::size_t(0));
        m_own->service.reports[id] = {{QStringLiteral("held_ms"), 1}};
        QSignalSpy spy(&m_own->watch, &ReleaseWatch::reportChanged);
        QVERIFY(m_own->watch.report().isEmpty());
        QTRY_COMPARE(spy.count(), 1);
        QCOMPARE(m_own->watch.report().value(QStringLiteral("held_ms")).toInt(), 1);
        m_own->service.reports[id] = {{QStringLiteral("held_ms"), 2}};
        m_own->change(QStringLiteral("live"));
        m_own->service.tell(QStringLiteral("release.live"), m_own->subject);
        QTRY_COMPARE(spy.count(), 2);
        QCOMPARE(m_own->watch.report().value(QStringLiteral("held_ms")).toInt(), 2);
    }

private:
    QString verbs() const
    {
        QStringList all;
        for (const ReleaseAction &action : m_own->watch.actions())
            all.append(action.verb);
        return all.join(QLatin1Char(' '));
    }

    ReleaseAction action(const QString &verb) const
    {
        for (const ReleaseAction &one : m_own->watch.actions()) {
            if (one.verb == verb)
                return one;
        }
        return {};
    }

    std::unique_ptr<WatchedRelease> m_own;
};

QTEST_GUILESS_MAIN(TestReleaseWatch)
#include "TestReleaseWatch.moc"
