// What a recording amounts to: table by table, and the file it is kept in.
#include "service/ipc/Process.h"
#include "service/probe/ProbeSummary.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;

namespace {

ProbeSample good(qint64 atMs, double latencyMs, quint16 status = 200)
{
    return {atMs * 1000, static_cast<quint32>(latencyMs * 1000), status, ProbeError::None};
}

ProbeSample bad(qint64 atMs, double latencyMs, quint16 status = 0)
{
    return {atMs * 1000, static_cast<quint32>(latencyMs * 1000), status,
            status == 0 ? ProbeError::Refused : ProbeError::None};
}

using Samples = std::vector<ProbeSample>;

} // namespace

Q_DECLARE_METATYPE(Samples)

class TestProbeSummary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void summary_data();
    void summary();
    void orderDoesNotMatter();
    void fileRoundTrip();
};

void TestProbeSummary::summary_data()
{
    QTest::addColumn<Samples>("samples");
    QTest::addColumn<int>("failed");
    QTest::addColumn<double>("downtime");
    QTest::addColumn<double>("gap");
    QTest::addColumn<double>("worst");
    QTest::addColumn<double>("held");

    QTest::newRow("nothing") << Samples{} << 0 << 0.0 << 0.0 << 0.0 << 0.0;
    QTest::newRow("one") << Samples{good(0, 2)} << 0 << 0.0 << 0.0 << 2.0 << 0.0;
    QTest::newRow("calm") << Samples{good(0, 1), good(10, 1), good(20, 1)} << 0 << 0.0 << 10.0 << 1.0 << 0.0;
    // Three wait for a release at 50 ms: no request failed, but nobody was answered from 1 to 50 ms.
    QTest::newRow("a hold") << Samples{good(0, 1),  good(10, 40), good(20, 30), good(30, 20),
                                       good(60, 1), good(70, 1),  good(80, 1)}
                            << 0 << 0.0 << 49.0 << 40.0 << 39.0;
    QTest::newRow("one refused") << Samples{good(0, 1), bad(10, 0), good(20, 1)} << 1 << 10.0 << 20.0 << 1.0
                                 << 0.0;
    QTest::newRow("two outages") << Samples{good(0, 1),  bad(10, 0), bad(20, 0),
                                            good(30, 1), bad(40, 0), good(50, 1)}
                                 << 3 << 30.0 << 30.0 << 1.0 << 0.0;
    QTest::newRow("the end is missing")
        << Samples{good(0, 1), bad(10, 5), bad(20, 5)} << 2 << 15.0 << 0.0 << 1.0 << 0.0;
    QTest::newRow("never an answer") << Samples{bad(0, 5), bad(10, 5)} << 2 << 15.0 << 0.0 << 0.0 << 0.0;
    QTest::newRow("503 is a failure")
        << Samples{good(0, 1), bad(10, 1, 503), good(20, 1)} << 1 << 10.0 << 20.0 << 1.0 << 0.0;
    QTest::newRow("404 is an answer")
        << Samples{good(0, 1), good(10, 1, 404), good(20, 1)} << 0 << 0.0 << 10.0 << 1.0 << 0.0;
}

void TestProbeSummary::summary()
{
    QFETCH(Samples, samples);
    QFETCH(int, failed);
    QFETCH(double, downtime);
    QFETCH(double, gap);
    QFETCH(double, worst);
    QFETCH(double, held);
    const ProbeSummary summary = summarise(samples);
    QCOMPARE(summary.requests, static_cast<qint64>(samples.size()));
    QCOMPARE(summary.failedRequests, failed);
    QCOMPARE(summary.downtimeMs, downtime);
    QCOMPARE(summary.longestGapMs, gap);
    QCOMPARE(summary.worstMs, worst);
    QCOMPARE(summary.heldMs, held);
}

void TestProbeSummary::orderDoesNotMatter()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 200; ++round) {
        Samples samples;
        for (int i = 0; i < 60; ++i)
            samples.push_back(random.bounded(5) == 0 ? bad(i * 10, random.bounded(30))
                                                     : good(i * 10, random.bounded(200)));
        const ProbeSummary expected = summarise(samples);
        std::shuffle(samples.begin(), samples.end(), random);
        QCOMPARE(summarise(samples), expected);
        QVERIFY(expected.downtimeMs <= 600 + 30);
        QVERIFY((expected.failedRequests == 0) == (expected.downtimeMs == 0) || expected.failedRequests > 0);
    }
}

void TestProbeSummary::fileRoundTrip()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("samples"));
    const Instant start(std::chrono::seconds(1'700'000'000));
    auto writer = ProbeWriter::create(file, start, 100);
    QVERIFY(writer);
    const Samples samples{good(0, 1), bad(10, 2), good(20, 3, 404)};
    for (const ProbeSample &sample : samples) {
        writer->add(sample);
        QVERIFY(writer->flush());
    }
    auto recording = readProbeFile(file);
    QVERIFY(recording);
    QCOMPARE(recording->start, start);
    QCOMPARE(recording->rate, 100U);
    QCOMPARE(recording->samples, samples);
    // Torn in the middle of the last sample.
    QFile torn(file);
    QVERIFY(torn.resize(torn.size() - 5));
    recording = readProbeFile(file);
    QVERIFY(recording);
    QCOMPARE(recording->samples, Samples(samples.begin(), samples.end() - 1));
    QVERIFY(torn.resize(12));
    QVERIFY(!readProbeFile(file));
}

QTEST_GUILESS_MAIN(TestProbeSummary)
#include "TestProbeSummary.moc"
