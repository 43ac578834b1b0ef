// What is kept and told of releases and pipelines: lists, versions, previews, the report, and the ledger.
#include "domain/Json.h"
#include "release/Gate.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Ledger.h"

using namespace slipway;
using namespace slipway::model;

namespace {

const ReleaseEdit byEva{QStringLiteral("eva"), {}};
const ReleaseEdit byOmar{QStringLiteral("omar"), {}};

QByteArray pipelineOf(const char *name, int version, const char *title)
{
    return QStringLiteral("name: %1\nversion: %2\ntitle: %3\nsteps:\n  - {id: one, do: no-op}\n")
        .arg(QString::fromLatin1(name))
        .arg(version)
        .arg(QString::fromLatin1(title))
        .toUtf8();
}

std::vector<Event> eventsOf(Bench &bench)
{
    const auto events = bench.store().read([](Reader &reader) { return Ledger::since(reader, 0, 10'000); });
    return events ? *events : std::vector<Event>();
}

QJsonObject payloadOf(const Event &event)
{
    return objectFromBytes(event.payload, event.kind).value_or(QJsonObject());
}

QString noteOf(Bench &bench, qint64 release)
{
    for (const Event &event : eventsOf(bench)) {
        if (event.kind == QLatin1String("release.created") &&
            event.subject == QStringLiteral("release/%1").arg(release))
            return payloadOf(event).value(QStringLiteral("note")).toString();
    }
    return {};
}

} // namespace

class TestReleaseRecord : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsNewestFirst();
    void listsWithWhoSigned();
    void pipelineVersions();
    void everyStepCanBePreviewed();
    void noOpRunsThrough();
    void aNoteGoesIntoTheLedger();
    void eventsNameTheirRelease();
    void aRollBackInTheReport();
};

void TestReleaseRecord::listsNewestFirst()
{
    Bench bench;
    std::vector<qint64> ids;
    for (int i = 0; i < 5; ++i) {
        const auto release =
            bench.begin({{QStringLiteral("note"), QStringLiteral("number n%1 of 100%").arg(i)}});
        QVERIFY2(release, release ? "" : qPrintable(release.error().text()));
        ids.push_back(release->id);
        QVERIFY(bench.service().abort(release->id, QStringLiteral("next"), byEva));
        QVERIFY(bench.await(release->id, {QStringLiteral("aborted")}));
    }
    ReleaseFilter filter;
    filter.limit = 2;
    std::vector<qint64> seen;
    do {
        const auto page = bench.service().list(filter);
        QVERIFY(page);
        QCOMPARE(page->total, 5);
        for (const Release &release : page->items)
            seen.push_back(release.id);
        filter.before = page->next;
    } while (filter.before);
    std::reverse(seen.begin(), seen.end());
    QCOMPARE(seen, ids);
    const auto search = [](const QString &text) {
        ReleaseFilter wanted;
        wanted.search = text;
        return wanted;
    };
    const auto ofCustomer = [](const QString &customer) {
        ReleaseFilter wanted;
        wanted.customer = customer;
        return wanted;
    };
    const auto inStates = [](const QStringList &states) {
        ReleaseFilter wanted;
        wanted.states = states;
        return wanted;
    };
    const auto count = [&bench](const ReleaseFilter &wanted) { return bench.service().list(wanted)->total; };
    QCOMPARE(count(search(QStringLiteral("NUMBER n3"))), 1);
    QCOMPARE(count(search(QStringLiteral("100%"))), 5);
    QCOMPARE(count(search(QStringLiteral("1%0"))), 0);
    QCOMPARE(count(ofCustomer(QStringLiteral("northwind"))), 5);
    QCOMPARE(count(ofCustomer(QStringLiteral("north"))), 0);
    QCOMPARE(count(inStates({QStringLiteral("live"), QStringLiteral("aborted")})), 5);
    QCOMPARE(count(inStates({QStringLiteral("live")})), 0);
    QVERIFY(!bench.service().get(999));
}

void TestReleaseRecord::listsWithWhoSigned()
{
    Bench bench;
    const auto earlier = bench.begin();
    QVERIFY(earlier);
    QVERIFY(bench.service().abort(earlier->id, QStringLiteral("next"), byEva));
    QVERIFY(bench.await(earlier->id, {QStringLiteral("aborted")}));
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    const auto page = bench.service().list({});
    QVERIFY(page);
    QCOMPARE(page->items.size(), std::size_t(2));
    QCOMPARE(page->items.front().signOffs.size(), std::size_t(1));
    QVERIFY(page->items.front().signOffs == bench.service().get(release->id)->signOffs);
    QVERIFY(page->items.back().signOffs.empty());
}

void TestReleaseRecord::pipelineVersions()
{
    Bench bench;
    ReleaseService &service = bench.service();
    QVERIFY(service.importPipeline(pipelineOf("own", 1, "first"), QStringLiteral("own.yaml"),
                                   QStringLiteral("eva")));
    // The very same again is fine, other content under the same version is not.
    QVERIFY(service.importPipeline(pipelineOf("own", 1, "first"), QStringLiteral("own.yaml"),
                                   QStringLiteral("eva")));
    const auto taken = service.importPipeline(pipelineOf("own", 1, "other"), QStringLiteral("own.yaml"),
                                              QStringLiteral("eva"));
    QVERIFY(!taken);
    QCOMPARE(taken.error().kind, Problem::Kind::Conflict);
    QVERIFY(service.importPipeline(pipelineOf("own", 2, "second"), QStringLiteral("own.yaml"),
                                   QStringLiteral("eva")));
    QCOMPARE(service.pipeline(QStringLiteral("own"))->version, 2);
    QCOMPARE(service.pipeline(QStringLiteral("own"), 1)->title, QStringLiteral("first"));
    QVERIFY(!service.pipeline(QStringLiteral("own"), 3));
    QVERIFY(!service.pipeline(QStringLiteral("nobody's")));
    QVERIFY(!service.importPipeline("name: own\nversion: 4\nsteps:\n  - {id: a, do: format.disk}\n",
                                    QStringLiteral("own.yaml"), QStringLiteral("eva")));
    QStringList names;
    const auto pipelines = service.pipelines();
    QVERIFY(pipelines);
    for (const Pipeline &pipeline : *pipelines)
        names.append(pipeline.name);
    QCOMPARE(names, (QStringList{QStringLiteral("no-migration"), QStringLiteral("no-op"),
                                 QStringLiteral("own"), QStringLiteral("quick")}));
    QVERIFY(service.loadShipped()); // at every start
    QCOMPARE(service.pipelines()->size(), std::size_t(4));
}

void TestReleaseRecord::everyStepCanBePreviewed()
{
    Bench bench;
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    const auto steps = bench.service().steps(release->id);
    QVERIFY(steps);
    int activities = 0;
    for (const Step &step : *steps) {
        if (step.activity.isEmpty())
            continue;
        const auto lines = bench.service().preview(release->id, step.id);
        QVERIFY2(lines, lines ? "" : qPrintable(step.id + lines.error().text()));
        QVERIFY(!lines->isEmpty());
        for (const QString &line : *lines)
            QVERIFY2(line.endsWith(QLatin1Char('.')), qPrintable(line));
        ++activities;
    }
    QVERIFY(activities > 25);
}

void TestReleaseRecord::noOpRunsThrough()
{
    Bench bench;
    const auto release = bench.begin({}, QStringLiteral("no-op"));
    QVERIFY(release);
    QVERIFY(bench.await(release->id, {QStringLiteral("finalized")}));
    VERIFY_WELL(bench);
    const auto report = bench.service().report(release->id);
    QVERIFY(report);
    QVERIFY(report->value(QStringLiteral("held_ms")).isNull());
}

// Whether the pipeline asks for one or not; where it does, it is its input as well.
void TestReleaseRecord::aNoteGoesIntoTheLedger()
{
    Bench bench;
    const QString note = QStringLiteral("the autumn's look");
    StartRelease wanted;
    wanted.application = bench.application().handle();
    wanted.pipeline = QStringLiteral("no-op");
    wanted.actor = QStringLiteral("eva");
    wanted.note = QString(1001, QLatin1Char('x'));
    const auto refused = bench.service().start(wanted);
    QVERIFY(!refused);
    QCOMPARE(refused.error().where, QStringLiteral("/note"));
    wanted.note = note;
    const auto plain = bench.service().start(wanted);
    QVERIFY2(plain, plain ? "" : qPrintable(plain.error().text()));
    QCOMPARE(noteOf(bench, plain->id), note);
    QVERIFY(!plain->inputs.contains(QStringLiteral("note")));
    QVERIFY(bench.await(plain->id, {QStringLiteral("finalized")}));
    wanted.pipeline = QStringLiteral("quick");
    const auto asked = bench.service().start(wanted);
    QVERIFY2(asked, asked ? "" : qPrintable(asked.error().text()));
    QCOMPARE(noteOf(bench, asked->id), note);
    QCOMPARE(asked->inputs.value(QStringLiteral("note")).toString(), note);
}

// What the engine says of runs and steps leads to the release.
void TestReleaseRecord::eventsNameTheirRelease()
{
    Bench bench;
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("candidate"), StepState::Waiting));
    QStringList kinds;
    for (const Event &event : eventsOf(bench)) {
        if (!event.kind.startsWith(QLatin1String("step.")) && !event.kind.startsWith(QLatin1String("run.")))
            continue;
        kinds.append(event.kind);
        QCOMPARE(payloadOf(event).value(QStringLiteral("release")).toInteger(), release->id);
        QCOMPARE(payloadOf(event).value(QStringLiteral("run")).toInteger(), release->runId);
    }
    for (const char *kind : {"run.started", "step.started", "step.done", "step.waiting"})
        QVERIFY2(kinds.contains(QLatin1String(kind)), kind);
}

// Why, by whom, and what of the sums belongs to it; the fields that scripts read keep their meaning.
void TestReleaseRecord::aRollBackInTheReport()
{
    Bench bench;
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    const auto there = bench.service().report(release->id);
    QVERIFY(there);
    QVERIFY(there->contains(QStringLiteral("rollback")) && there->value(QStringLiteral("rollback")).isNull());
    QCOMPARE(there->value(QStringLiteral("swap_held_ms")), there->value(QStringLiteral("held_ms")));
    QVERIFY(bench.service().rollBack(release->id, QStringLiteral("the basket is empty"), byOmar));
    QVERIFY(bench.await(release->id, {QStringLiteral("rolled-back")}));
    const auto report = bench.service().report(release->id);
    QVERIFY(report);
    const QJsonObject back = report->value(QStringLiteral("rollback")).toObject();
    QCOMPARE(back.value(QStringLiteral("reason")).toString(), QStringLiteral("the basket is empty"));
    QCOMPARE(back.value(QStringLiteral("by")).toString(), QStringLiteral("omar"));
    QVERIFY(back.value(QStringLiteral("held_ms")).isDouble());
    QCOMPARE(report->value(QStringLiteral("held_ms")), back.value(QStringLiteral("held_ms")));
    QCOMPARE(report->value(QStringLiteral("swap_held_ms")), there->value(QStringLiteral("held_ms")));
    for (const char *sum : {"requests", "failed_requests", "downtime_ms"})
        QCOMPARE(report->value(QLatin1String(sum)).toDouble(),
                 there->value(QLatin1String(sum)).toDouble() + back.value(QLatin1String(sum)).toDouble());
}

QTEST_GUILESS_MAIN(TestReleaseRecord)
#include "TestReleaseRecord.moc"
