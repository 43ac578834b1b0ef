// What the probe of a release sees, followed closely while it matters and else fetched once.
#include "models/WatchedRelease.h"

#include <map>

using namespace slipway;
using slipway::test::WatchedRelease;

namespace {

constexpr qint64 id = WatchedRelease::id;

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

class TestReleaseProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_own = std::make_unique<WatchedRelease>();
        QTRY_VERIFY(m_own->session.isLive());
    }
    void cleanup() { m_own.reset(); }

    void theProbeIsFollowedWhileItMatters()
    {
        Samples samples;
        samples.slices = {{0, slice(0, 10)}, {100, slice(100, 4)}};
        serve(samples);
        startProbe(QStringLiteral("frozen"));
        QVERIFY(m_own->load());
        QTRY_COMPARE(m_own->watch.probe().size(), std::size_t(2));
        QCOMPARE(m_own->watch.probeStart(), std::optional<Instant>(*instantFromText(fake::at(0))));
        // The slice that wasn't complete fills up, and more follow.
        samples.slices[100] = slice(100, 10, 0, 812);
        samples.slices[200] = slice(200, 9, 1);
        QTRY_COMPARE(m_own->watch.probe().size(), std::size_t(3));
        QCOMPARE(m_own->watch.probe().at(1).worstMs, 812.0);
        QCOMPARE(m_own->watch.probe().at(2).failed, 1);
        QTRY_COMPARE(lastSince(), 300); // what is complete isn't asked for again
        // Once the step that ends it is done it is asked for once more, and then no longer.
        samples.slices[300] = slice(300, 10);
        m_own->change(QStringLiteral("live"));
        m_own->setStep(QStringLiteral("probe-check"), QStringLiteral("done"));
        m_own->service.tell(QStringLiteral("release.live"), m_own->subject);
        QTRY_COMPARE(m_own->watch.probe().size(), std::size_t(4));
        QTRY_VERIFY(m_own->watch.release().state == QLatin1String("live"));
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
        QVERIFY(m_own->load());
        QTRY_COMPARE(m_own->watch.probe().size(), std::size_t(50));
        expectSilence();
        QCOMPARE(samplesAsked(), std::size_t(3));
    }

    void whatHasNoProbeIsNotAsked()
    {
        QVERIFY(m_own->load());
        QCOMPARE(samplesAsked(), std::size_t(0));
    }

    void theWayBackHasItsOwn()
    {
        Samples samples;
        samples.slices = {{0, slice(0, 10)}, {100, slice(100, 10)}, {200, slice(200, 10)}};
        serve(samples);
        startProbe(QStringLiteral("frozen"));
        QVERIFY(m_own->load());
        QTRY_COMPARE(m_own->watch.probe().size(), std::size_t(3));
        samples.start = fake::at(60);
        samples.slices = {{0, slice(0, 7)}, {100, slice(100, 10)}};
        QTRY_COMPARE(m_own->watch.probe().size(), std::size_t(2));
        QCOMPARE(m_own->watch.probe().front().answered, 7);
    }

    void aServiceWithoutSamplesIsFine()
    {
        startProbe(QStringLiteral("frozen"));
        m_own->service.on("GET", m_own->path + QStringLiteral("/samples"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal(
                {Problem::Kind::NotFound, QStringLiteral("There is no /samples"), {}, {}});
        });
        QVERIFY(m_own->load());
        QTRY_COMPARE(samplesAsked(), std::size_t(1));
        QTest::qWait(0);
        QCOMPARE(m_own->failed.count(), 0);
        QVERIFY(m_own->watch.probe().empty());
    }

private:
    void startProbe(const QString &state)
    {
        m_own->change(state);
        m_own->service.steps[id].append(
            fake::with(fake::step(QStringLiteral("probe"), QStringLiteral("Ask from outside"),
                                  QStringLiteral("done"), QStringLiteral("probe.start")),
                       {{QStringLiteral("started"), fake::at(0)}}));
        m_own->service.steps[id].append(fake::step(QStringLiteral("probe-check"),
                                                   QStringLiteral("Look at it"), QStringLiteral("pending"),
                                                   QStringLiteral("probe.check")));
    }

    void serve(const Samples &samples)
    {
        m_own->service.on(
            "GET", m_own->path + QStringLiteral("/samples"),
            [&samples](const FakeService::Request &request) { return samples.answer(request); });
    }

    void expectSilence()
    {
        const std::size_t before = samplesAsked();
        QSignalSpy events(&m_own->session, &Session::eventsArrived);
        for (int i = 0; i < 6; ++i) { // half a second of the feed's own pace
            m_own->service.tell(QStringLiteral("release.live"), QStringLiteral("release/1"));
            QTRY_COMPARE(events.count(), i + 1);
            QTest::qWait(100);
        }
        QCOMPARE(samplesAsked(), before);
    }

    qint64 lastSince() const
    {
        const auto *request = m_own->service.last("GET", m_own->path + QStringLiteral("/samples"));
        return request ? request->argument(QStringLiteral("since")).toLongLong() : -1;
    }

    std::size_t samplesAsked() const
    {
        return m_own->service.count("GET", m_own->path + QStringLiteral("/samples"));
    }

    std::unique_ptr<WatchedRelease> m_own;
};

QTEST_GUILESS_MAIN(TestReleaseProbe)
#include "TestReleaseProbe.moc"
