// One release over a fake service: fetched when something happens to it and not more often, its commands sent
// once, what its probe sees followed closely while it matters, and nothing of it while nobody looks.
#include "models/FakeService.h"
#include "models/ReleaseWatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace slipway;

namespace {

constexpr qint64 id = 214;
const auto path = QStringLiteral("/api/v1/releases/214");
const auto subject = QStringLiteral("release/214");
const auto signs = QStringLiteral("customer signs off readiness");

QJsonObject slice(qint64 at, int answered, int failed = 0, double worst = 1)
{
    return {{QStringLiteral("at"), at},
            {QStringLiteral("answered"), answered},
            {QStringLiteral("failed"), failed},
            {QStringLiteral("worst_ms"), worst}};
}

// As the service answers them, from a whole recording.
struct Samples
{
    QString start = fake::at(0);
    std::map<qint64, QJsonObject> slices;
    int most = 2000;
    FakeService::Reply answer(const FakeService::Request &request) const
    {
        QJsonArray items;
        bool more = false;
        for (auto one = slices.lower_bound(request.argument(QStringLiteral("since")).toLongLong());
             one != slices.end(); ++one) {
            more = items.size() == most;
            if (more)
                break;
            items.append(one->second);
        }
        return FakeService::Reply::json({{QStringLiteral("start"), start},
                                         {QStringLiteral("rate"), 100},
                                         {QStringLiteral("slice_ms"), 100},
                                         {QStringLiteral("items"), items},
                                         {QStringLiteral("more"), more}});
    }
};

} // namespace

class TestReleaseWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_service = std::make_unique<FakeService>();
        m_service->fillWorld();
        m_session = std::make_unique<Session>(
            *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
        m_watch = std::make_unique<ReleaseWatch>(*m_session);
        m_watch->setActive(true);
        m_changed = std::make_unique<QSignalSpy>(m_watch.get(), &ReleaseWatch::changed);
        m_failed = std::make_unique<QSignalSpy>(m_watch.get(), &ReleaseWatch::failed);
        m_session->open();
        QTRY_VERIFY(m_session->isLive());
    }
    void cleanup()
    {
        m_watch.reset();
        m_session.reset();
        m_service.reset();
    }

    void itIsThere()
    {
        QVERIFY(!m_watch->isLoaded());
        load();
        QCOMPARE(m_watch->release().application, QStringLiteral("northwind/shop"));
        QCOMPARE(m_watch->steps().size(), std::size_t(4));
        QCOMPARE(m_watch->current()->id, QStringLiteral("candidate"));
        QVERIFY(!m_watch->isBack());
        QCOMPARE(fetches(), std::size_t(1));
        m_watch->watch(0);
        QVERIFY(!m_watch->isLoaded());
        QVERIFY(m_watch->steps().empty());
        QVERIFY(m_watch->current() == nullptr);
    }

    void eventsOfItAreFollowed()
    {
        load();
        change(QStringLiteral("running"));
        m_service->tell(QStringLiteral("release.running"), subject);
        QTRY_COMPARE(m_watch->release().state, QStringLiteral("running"));
        // What its steps do is told of the application, with the run.
        setStep(QStringLiteral("candidate"), QStringLiteral("done"));
        m_service->tell(QStringLiteral("step.done"), QStringLiteral("application/northwind/shop"),
                        {{QStringLiteral("run"), id + 1000}});
        QTRY_COMPARE(m_watch->step(QStringLiteral("candidate"))->state, QStringLiteral("done"));
    }

    void othersAreNot()
    {
        load();
        QSignalSpy events(m_session.get(), &Session::eventsArrived);
        m_service->tell(QStringLiteral("release.live"), QStringLiteral("release/2140"));
        m_service->tell(QStringLiteral("step.done"), QStringLiteral("application/northwind/shop"),
                        {{QStringLiteral("run"), 4711}});
        m_service->tell(QStringLiteral("step.done"), QStringLiteral("application/northwind/blog"),
                        {{QStringLiteral("run"), id + 1000}});
        QTRY_COMPARE(events.count(), 1);
        QCOMPARE(fetches(), std::size_t(1));
    }

    void manyEventsAreOneFetch()
    {
        load();
        change(QStringLiteral("running"));
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 1000; ++i)
            m_service->tell(QStringLiteral("release.running"), subject);
        change(QStringLiteral("frozen"));
        QTRY_COMPARE(m_watch->release().state, QStringLiteral("frozen"));
        const qint64 most = timer.elapsed() / 150 + 2;
        QVERIFY2(static_cast<qint64>(fetches()) <= most, qPrintable(QString::number(fetches())));
    }

    void whileNobodyLooksNothingIsAsked()
    {
        load();
        m_watch->setActive(false);
        QSignalSpy events(m_session.get(), &Session::eventsArrived);
        change(QStringLiteral("running"));
        m_service->tell(QStringLiteral("release.running"), subject);
        QTRY_COMPARE(events.count(), 1);
        QCOMPARE(fetches(), std::size_t(1));
        m_watch->setActive(true);
        QTRY_COMPARE(m_watch->release().state, QStringLiteral("running"));
        QCOMPARE(fetches(), std::size_t(2));
        m_watch->setActive(false);
        m_watch->setActive(true); // nothing happened meanwhile
        QCOMPARE(fetches(), std::size_t(2));
    }

    void anotherReleaseMeanwhile()
    {
        m_service->hold();
        m_watch->watch(id);
        m_watch->watch(213);
        m_service->release();
        QTRY_VERIFY(m_watch->isLoaded());
        QCOMPARE(m_watch->release().id, 213);
        QTest::qWait(0);
        QCOMPARE(m_watch->release().id, 213);
    }

    void whatIsNotThereIsSaid()
    {
        m_watch->watch(999);
        QTRY_COMPARE(m_failed->count(), 1);
        QVERIFY(!m_watch->isLoaded());
    }

    // It is asked again, and the same isn't said twice.
    void nonsenseIsNotShown()
    {
        load();
        m_service->on("GET", path, [](const FakeService::Request &) {
            return FakeService::Reply::json({{QStringLiteral("release"), 7}});
        });
        m_service->tell(QStringLiteral("release.running"), subject);
        QTRY_COMPARE(m_failed->count(), 1);
        QCOMPARE(m_watch->release().application, QStringLiteral("northwind/shop"));
        QCOMPARE(m_watch->steps().size(), std::size_t(4));
        const std::size_t before = fetches();
        QTRY_VERIFY(fetches() > before);
        m_service->on("GET", path, [this](const FakeService::Request &) {
            return FakeService::Reply::json(
                fake::with(m_service->releaseOf(id), {{QStringLiteral("state"), QStringLiteral("frozen")}}));
        });
        QTRY_COMPARE(m_watch->release().state, QStringLiteral("frozen"));
        QCOMPARE(m_failed->count(), 1);
    }

    void whatMayBeDone()
    {
        load();
        QCOMPARE(verbs(), QStringLiteral("abort"));
        m_service->cutFeed();
        QVERIFY(m_watch->actions().empty()); // what is shown may not be what is
        QTRY_COMPARE(verbs(), QStringLiteral("abort"));
    }

    void aCommandIsSentOnce()
    {
        load();
        QSignalSpy done(m_watch.get(), &ReleaseWatch::done);
        const ReleaseAction abort = m_watch->actions().front();
        m_service->hold();
        m_watch->run(abort, QStringLiteral("not today"));
        m_watch->run(abort, QStringLiteral("not today"));
        QVERIFY(m_watch->isBusy());
        QVERIFY(m_watch->actions().empty());
        QCOMPARE(m_service->count("POST", path + QStringLiteral("/abort")), std::size_t(1));
        const auto *sent = m_service->last("POST", path + QStringLiteral("/abort"));
        QCOMPARE(sent->body, (QJsonObject{{QStringLiteral("reason"), QStringLiteral("not today")}}));
        QVERIFY(!sent->idempotencyKey.isEmpty());
        m_service->release(1);
        QTRY_COMPARE(done.count(), 1);
        // It is answered, but what is shown is still what was before it.
        QVERIFY(m_watch->isBusy());
        QVERIFY(m_watch->actions().empty());
        m_watch->run(abort, QStringLiteral("not today"));
        change(QStringLiteral("aborted"));
        m_service->release();
        QTRY_VERIFY(!m_watch->isBusy());
        QCOMPARE(m_watch->release().state, QStringLiteral("aborted"));
        QCOMPARE(m_service->count("POST", path + QStringLiteral("/abort")), std::size_t(1));
    }

    // A fetch that began before the answer shows what was before it.
    void anEarlierFetchDoesNotFree()
    {
        load();
        const ReleaseAction abort = m_watch->actions().front();
        m_service->hold();
        m_watch->run(abort, QStringLiteral("no"));
        m_service->tell(QStringLiteral("release.waiting"), subject);
        QTRY_COMPARE(m_service->held(), std::size_t(3)); // the command, then a fetch
        m_service->release(3);
        QTRY_COMPARE(m_service->held(), std::size_t(2)); // the fetch after the answer
        QVERIFY(m_watch->isBusy());
        m_service->release();
        QTRY_VERIFY(!m_watch->isBusy());
    }

    void aRefusalIsSaid()
    {
        load();
        m_service->on("POST", path + QStringLiteral("/abort"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal(
                {Problem::Kind::Conflict, QStringLiteral("It has gone live"), {}, {}});
        });
        m_watch->run(m_watch->actions().front(), QStringLiteral("no"));
        QTRY_COMPARE(m_failed->count(), 1);
        QCOMPARE(m_failed->at(0).at(0).value<Problem>().what, QStringLiteral("It has gone live"));
        QVERIFY(!m_watch->isBusy());
        QTRY_COMPARE(fetches(), std::size_t(2)); // it is as it is shown, or will be
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
        load();
        ReleaseAction action;
        action.verb = verb;
        action.step = QStringLiteral("sync");
        action.as = QStringLiteral("customer");
        action.needsReason = fields.contains(QStringLiteral("reason"));
        action.takesNote = fields.contains(QStringLiteral("note"));
        m_watch->run(action, QStringLiteral("because"));
        const auto *sent = m_service->last("POST", path + QLatin1Char('/') + verb);
        QVERIFY(sent);
        QCOMPARE(sent->body.keys(), fields);
    }

    void previewsWhenTheyAreAskedFor()
    {
        load();
        const QString swap = QStringLiteral("swap");
        const QStringList lines{QStringLiteral("Both addresses change sides.")};
        m_service->previews[swap] = lines;
        QSignalSpy spy(m_watch.get(), &ReleaseWatch::previewChanged);
        const QString asked = path + QStringLiteral("/steps/swap/preview");
        QVERIFY(m_watch->preview(swap).isEmpty());
        QVERIFY(m_watch->preview(swap).isEmpty());
        QCOMPARE(m_service->count("GET", asked), std::size_t(1));
        QTRY_COMPARE(spy.count(), 1);
        QCOMPARE(m_watch->preview(swap), lines);
        QCOMPARE(m_service->count("GET", asked), std::size_t(1));
        // Once something has happened it may be something else.
        setStep(QStringLiteral("candidate"), QStringLiteral("done"));
        m_service->tell(QStringLiteral("release.running"), subject);
        QTRY_COMPARE(m_watch->step(QStringLiteral("candidate"))->state, QStringLiteral("done"));
        QCOMPARE(m_watch->preview(swap), lines);
        QCOMPARE(m_service->count("GET", asked), std::size_t(2));
    }

    void aPreviewThatCanNotBeTold()
    {
        load();
        m_service->on("GET", path + QStringLiteral("/steps/swap/preview"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal(
                {Problem::Kind::Invalid, QStringLiteral("There is no steps.clone yet"), {}, {}});
        });
        m_watch->preview(QStringLiteral("swap"));
        QTRY_COMPARE(m_watch->preview(QStringLiteral("swap")).size(), 1);
        QVERIFY(m_watch->preview(QStringLiteral("swap")).front().contains(QLatin1String("steps.clone")));
        QCOMPARE(m_failed->count(), 0);
    }

    void theReportWhenItIsAskedFor()
    {
        load();
        QCOMPARE(m_service->count("GET", path + QStringLiteral("/report")), std::size_t(0));
        m_service->reports[id] = {{QStringLiteral("held_ms"), 1}};
        QSignalSpy spy(m_watch.get(), &ReleaseWatch::reportChanged);
        QVERIFY(m_watch->report().isEmpty());
        QTRY_COMPARE(spy.count(), 1);
        QCOMPARE(m_watch->report().value(QStringLiteral("held_ms")).toInt(), 1);
        m_service->reports[id] = {{QStringLiteral("held_ms"), 2}};
        change(QStringLiteral("live"));
        m_service->tell(QStringLiteral("release.live"), subject);
        QTRY_COMPARE(spy.count(), 2);
        QCOMPARE(m_watch->report().value(QStringLiteral("held_ms")).toInt(), 2);
    }

    void theProbeIsFollowedWhileItMatters()
    {
        Samples samples;
        samples.slices = {{0, slice(0, 10)}, {100, slice(100, 4)}};
        serve(samples);
        startProbe(QStringLiteral("frozen"));
        load();
        QTRY_COMPARE(m_watch->probe().size(), std::size_t(2));
        QCOMPARE(m_watch->probeStart(), std::optional<Instant>(*instantFromText(fake::at(0))));
        // The slice that wasn't complete fills up, and more follow.
        samples.slices[100] = slice(100, 10, 0, 812);
        samples.slices[200] = slice(200, 9, 1);
        QTRY_COMPARE(m_watch->probe().size(), std::size_t(3));
        QCOMPARE(m_watch->probe().at(1).worstMs, 812.0);
        QCOMPARE(m_watch->probe().at(2).failed, 1);
        QTRY_COMPARE(lastSince(), 300); // what is complete isn't asked for again
        // Once the step that ends it is done it is asked for once more, and then no longer.
        samples.slices[300] = slice(300, 10);
        change(QStringLiteral("live"));
        setStep(QStringLiteral("probe-check"), QStringLiteral("done"));
        m_service->tell(QStringLiteral("release.live"), subject);
        QTRY_COMPARE(m_watch->probe().size(), std::size_t(4));
        QTRY_VERIFY(m_watch->release().state == QLatin1String("live"));
        expectSilence();
    }

    void whatIsOverIsFetchedOnce()
    {
        Samples samples;
        for (qint64 at = 0; at < 5000; at += 100)
            samples.slices[at] = slice(at, 10);
        samples.most = 20; // in three parts
        serve(samples);
        startProbe(QStringLiteral("rolled-back"));
        load();
        QTRY_COMPARE(m_watch->probe().size(), std::size_t(50));
        expectSilence();
        QCOMPARE(samplesAsked(), std::size_t(3));
    }

    void whatHasNoProbeIsNotAsked()
    {
        load();
        QCOMPARE(samplesAsked(), std::size_t(0));
    }

    void theWayBackHasItsOwn()
    {
        Samples samples;
        samples.slices = {{0, slice(0, 10)}, {100, slice(100, 10)}, {200, slice(200, 10)}};
        serve(samples);
        startProbe(QStringLiteral("frozen"));
        load();
        QTRY_COMPARE(m_watch->probe().size(), std::size_t(3));
        samples.start = fake::at(60);
        samples.slices = {{0, slice(0, 7)}, {100, slice(100, 10)}};
        QTRY_COMPARE(m_watch->probe().size(), std::size_t(2));
        QCOMPARE(m_watch->probe().front().answered, 7);
    }

    void aServiceWithoutSamplesIsFine()
    {
        startProbe(QStringLiteral("frozen"));
        m_service->on("GET", path + QStringLiteral("/samples"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal(
                {Problem::Kind::NotFound, QStringLiteral("There is no /samples"), {}, {}});
        });
        load();
        QTRY_COMPARE(samplesAsked(), std::size_t(1));
        QTest::qWait(0);
        QCOMPARE(m_failed->count(), 0);
        QVERIFY(m_watch->probe().empty());
    }

private:
    void load()
    {
        m_watch->watch(id);
        QTRY_VERIFY(m_watch->isLoaded());
    }

    void change(const QString &state)
    {
        m_service->put(fake::with(m_service->releaseOf(id), {{QStringLiteral("state"), state}}));
    }

    void setStep(const QString &name, const QString &state)
    {
        QJsonArray steps = m_service->steps[id];
        for (qsizetype i = 0; i < steps.size(); ++i) {
            const QJsonObject step = steps.at(i).toObject();
            if (step.value(QStringLiteral("id")).toString() == name)
                steps[i] = fake::with(step, {{QStringLiteral("state"), state}});
        }
        m_service->steps[id] = steps;
    }

    void startProbe(const QString &state)
    {
        change(state);
        m_service->steps[id].append(
            fake::with(fake::step(QStringLiteral("probe"), QStringLiteral("Ask from outside"),
                                  QStringLiteral("done"), QStringLiteral("probe.start")),
                       {{QStringLiteral("started"), fake::at(0)}}));
        m_service->steps[id].append(fake::step(QStringLiteral("probe-check"), QStringLiteral("Look at it"),
                                               QStringLiteral("pending"), QStringLiteral("probe.check")));
    }

    void serve(const Samples &samples)
    {
        m_service->on("GET", path + QStringLiteral("/samples"),
                      [&samples](const FakeService::Request &request) { return samples.answer(request); });
    }

    // By an event that comes after whatever was to be asked for.
    void expectSilence()
    {
        const std::size_t before = samplesAsked();
        QSignalSpy events(m_session.get(), &Session::eventsArrived);
        for (int i = 0; i < 6; ++i) { // half a second of the feed's own pace
            m_service->tell(QStringLiteral("release.live"), QStringLiteral("release/1"));
            QTRY_COMPARE(events.count(), i + 1);
            QTest::qWait(100);
        }
        QCOMPARE(samplesAsked(), before);
    }

    qint64 lastSince() const
    {
        const auto *request = m_service->last("GET", path + QStringLiteral("/samples"));
        return request ? request->argument(QStringLiteral("since")).toLongLong() : -1;
    }

    std::size_t samplesAsked() const { return m_service->count("GET", path + QStringLiteral("/samples")); }
    std::size_t fetches() const { return m_service->count("GET", path + QStringLiteral("/steps")); }

    QString verbs() const
    {
        QStringList all;
        for (const ReleaseAction &action : m_watch->actions())
            all.append(action.verb);
        return all.join(QLatin1Char(' '));
    }

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<ReleaseWatch> m_watch;
    std::unique_ptr<QSignalSpy> m_changed;
    std::unique_ptr<QSignalSpy> m_failed;
};

QTEST_GUILESS_MAIN(TestReleaseWatch)
#include "TestReleaseWatch.moc"
