// What was seen of a release from outside, folded and while it is still being written; and what the steps of
// earlier releases took.
#include "release/Gate.h"
#include "service/release/ProbePicture.h"

using namespace slipway;
using namespace slipway::model;

namespace {

const ReleaseEdit byEva{QStringLiteral("eva"), {}};
constexpr qint64 second = 1'000'000;

ProbeSample good(qint64 at, quint32 latency)
{
    return {at, latency, 200, ProbeError::None};
}

ProbeSample bad(qint64 at, quint32 latency)
{
    return {at, latency, 0, ProbeError::Refused};
}

QJsonObject slice(qint64 at, int answered, int failed, double worst)
{
    return {{QStringLiteral("at"), at},
            {QStringLiteral("answered"), answered},
            {QStringLiteral("failed"), failed},
            {QStringLiteral("worst_ms"), worst}};
}

QJsonArray itemsOf(const QJsonObject &picture)
{
    return picture.value(QStringLiteral("items")).toArray();
}

} // namespace

class TestReleaseInsight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samplesAreFolded();
    void samplesInParts();
    void whileTheProbeAsks();
    void durationsOfAPipeline();
    void stepsSayWhatTheyMean();
};

void TestReleaseInsight::samplesAreFolded()
{
    ProbeRecording recording;
    recording.start = Instant(std::chrono::seconds(1'800'000'000));
    recording.rate = 50;
    // In the order in which they ended: the one that was held comes last, and counts where it was due.
    recording.samples = {good(0, 1500),
                         good(99'999, 2500),
                         good(100'000, 1000),
                         bad(310'000, 700),
                         {320'000, 900, 503, ProbeError::None},
                         good(110'000, 812'000)};
    const QJsonObject picture = pictureOf(recording, 0);
    QCOMPARE(picture.value(QStringLiteral("start")).toString(), toText(recording.start));
    QCOMPARE(picture.value(QStringLiteral("rate")).toInt(), 50);
    QCOMPARE(picture.value(QStringLiteral("slice_ms")).toInt(), 100);
    QCOMPARE(picture.value(QStringLiteral("more")).toBool(), false);
    QCOMPARE(itemsOf(picture),
             (QJsonArray{slice(0, 2, 0, 2.5), slice(100, 2, 0, 812), slice(300, 0, 2, 0.9)}));
    QCOMPARE(itemsOf(pictureOf(recording, 100)).size(), 2);
    QCOMPARE(itemsOf(pictureOf(recording, 101)).size(), 1);
    QCOMPARE(itemsOf(pictureOf(recording, 5000)).size(), 0);
    QVERIFY(pictureOf({}, 0).value(QStringLiteral("items")).toArray().isEmpty());
}

void TestReleaseInsight::samplesInParts()
{
    ProbeRecording recording;
    for (qint64 at = 0; at < 300 * second; at += 10'000)
        recording.samples.push_back(good(at, 1000));
    qint64 since = 0;
    qint64 answered = 0;
    int parts = 0;
    bool more = true;
    while (more) {
        const QJsonObject picture = pictureOf(recording, since);
        const QJsonArray items = itemsOf(picture);
        QVERIFY(!items.isEmpty() && items.size() <= 2000);
        for (const QJsonValue &item : items)
            answered += item.toObject().value(QStringLiteral("answered")).toInt();
        since = items.last().toObject().value(QStringLiteral("at")).toInteger() + 100;
        more = picture.value(QStringLiteral("more")).toBool();
        ++parts;
    }
    QCOMPARE(parts, 2);
    QCOMPARE(answered, 30'000);
}

void TestReleaseInsight::whileTheProbeAsks()
{
    Bench bench;
    const auto release = bench.begin();
    QVERIFY(release);
    const auto none = bench.service().samples(release->id, 0);
    QVERIFY(none);
    QVERIFY(none->value(QStringLiteral("start")).isNull());
    QVERIFY(!bench.service().samples(999, 0));
    bench.world.slowDown(QStringLiteral("quiesce"), std::chrono::milliseconds(300));
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.await(release->id, {QStringLiteral("frozen")}));
    // Neither the record of the cutover nor that of the release knows the probe yet.
    const auto probe = bench.step(release->id, QStringLiteral("probe"));
    QVERIFY(probe);
    const QString file = probe->output.value(QStringLiteral("file")).toString();
    QVERIFY(!file.isEmpty());
    QVERIFY(bench.service().samples(release->id, 0)->value(QStringLiteral("start")).isNull());
    auto writer = ProbeWriter::create(file, Instant(std::chrono::seconds(1'800'000'000)), 100);
    QVERIFY(writer);
    writer->add(good(0, 1000));
    QVERIFY(writer->flush());
    QCOMPARE(itemsOf(*bench.service().samples(release->id, 0)), (QJsonArray{slice(0, 1, 0, 1)}));
    writer->add(bad(120'000, 2000));
    QVERIFY(writer->flush());
    QCOMPARE(itemsOf(*bench.service().samples(release->id, 100)), (QJsonArray{slice(100, 0, 1, 2)}));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    QCOMPARE(itemsOf(*bench.service().samples(release->id, 0)).size(), 2);
    // The way back has a probe of its own, and that is the latest then.
    QVERIFY(bench.service().rollBack(release->id, QStringLiteral("no"), byEva));
    QVERIFY(bench.await(release->id, {QStringLiteral("rolled-back")}));
    QVERIFY(bench.service().samples(release->id, 0)->value(QStringLiteral("start")).isNull());
}

void TestReleaseInsight::durationsOfAPipeline()
{
    Bench bench;
    const QString noOp = QStringLiteral("no-op");
    QVERIFY(!bench.service().durations(QStringLiteral("nobody's")));
    QVERIFY(bench.service().durations(noOp)->isEmpty());
    const auto release = bench.begin({}, noOp);
    QVERIFY(release);
    QVERIFY(bench.await(release->id, {QStringLiteral("finalized")}));
    const auto items = bench.service().durations(noOp);
    QVERIFY(items);
    QCOMPARE(items->size(), 20);
    for (int i = 0; i < 20; ++i) {
        const QJsonObject item = items->at(i).toObject();
        QCOMPARE(item.value(QStringLiteral("step")).toString(),
                 QStringLiteral("step-%1").arg(i + 1, 2, 10, QLatin1Char('0')));
        QCOMPARE(item.value(QStringLiteral("runs")).toInt(), 1);
        QVERIFY(item.value(QStringLiteral("median_ms")).isDouble());
    }
    // One that ended early tells of what it did, and one under way of nothing.
    const auto early = bench.begin();
    QVERIFY(early);
    QVERIFY(bench.awaitStep(early->id, QStringLiteral("candidate"), StepState::Waiting));
    QVERIFY(bench.service().durations(QStringLiteral("quick"))->isEmpty());
    QVERIFY(bench.service().abort(early->id, QStringLiteral("enough"), byEva));
    QVERIFY(bench.await(early->id, {QStringLiteral("aborted")}));
    QVERIFY(bench.service().durations(QStringLiteral("quick"))->isEmpty()); // all of it was undone
    const auto back = bench.begin();
    QVERIFY(back);
    QVERIFY(bench.signReadiness(back->id));
    QVERIFY(bench.awaitStep(back->id, QStringLiteral("finalize"), StepState::Waiting));
    QVERIFY(bench.service().rollBack(back->id, QStringLiteral("no"), byEva));
    QVERIFY(bench.await(back->id, {QStringLiteral("rolled-back")}));
    const auto quick = bench.service().durations(QStringLiteral("quick"));
    QVERIFY(quick);
    QStringList steps;
    QStringList waits;
    QString live;
    for (const QJsonValue &item : *quick) {
        const QString step = item.toObject().value(QStringLiteral("step")).toString();
        steps.append(step);
        if (item.toObject().value(QStringLiteral("waits")).toBool())
            waits.append(step);
        if (item.toObject().value(QStringLiteral("reaches")) == QLatin1String("live"))
            live = step;
    }
    QCOMPARE(waits, QStringList{QStringLiteral("candidate")});
    QCOMPARE(live, QStringLiteral("swap"));
    QCOMPARE(steps.value(0), QStringLiteral("clone"));
    QVERIFY(steps.contains(QStringLiteral("candidate"))); // a wait takes its time, too
    QVERIFY(!steps.contains(QStringLiteral("approval"))); // wasn't asked for
    QVERIFY(!steps.contains(QStringLiteral("back-swap")));
}

void TestReleaseInsight::stepsSayWhatTheyMean()
{
    Bench bench;
    const auto release = bench.begin();
    QVERIFY(release);
    QCOMPARE(bench.step(release->id, QStringLiteral("hold"))->enters, QStringLiteral("frozen"));
    QVERIFY(bench.step(release->id, QStringLiteral("swap"))->commits);
    QVERIFY(bench.step(release->id, QStringLiteral("retire"))->finalizes);
    const auto clone = bench.step(release->id, QStringLiteral("clone"));
    QVERIFY(clone && clone->enters.isEmpty() && !clone->commits && !clone->finalizes);
}

QTEST_GUILESS_MAIN(TestReleaseInsight)
#include "TestReleaseInsight.moc"
