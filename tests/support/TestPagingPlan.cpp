// What the paging process would do if nobody answered: the shipped one, and the night on which the clocks
// change.
#include "service/support/PagingPlan.h"

#include <QFile>
#include <QTest>

void slipwayInitResources();

using namespace slipway;
using namespace std::chrono_literals;

namespace {

Instant at(const char *text)
{
    return *instantFromText(QString::fromLatin1(text));
}

Definition shipped()
{
    slipwayInitResources();
    QFile file(QStringLiteral(":/slipway/processes/paging-2h.yaml"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("paging-2h isn't shipped");
    const ParsedDefinition parsed = parseDefinition(file.readAll(), QStringLiteral("paging-2h"), nullptr);
    if (!parsed.definition)
        qFatal("%s", qPrintable(parsed.problems.front().text()));
    return *parsed.definition;
}

Definition define(const QByteArray &steps)
{
    const ParsedDefinition parsed =
        parseDefinition("name: p\nversion: 1\nfor: case\nsteps:\n" + steps, QStringLiteral("p"), nullptr);
    if (!parsed.definition)
        qFatal("%s", qPrintable(parsed.problems.front().text()));
    return *parsed.definition;
}

Rota rota()
{
    RotaLayer rota;
    rota.zone = "Europe/Berlin";
    rota.first =
        QDate(2026, 10, 19); // handed over on Monday the 26th, after the clocks went back on the 25th
    rota.handOver = QTime(0, 0);
    rota.people = {QStringLiteral("eva"), QStringLiteral("jan")};
    return Rota::of(rota, QStringLiteral("max"));
}

// Can be reached.
Reach everybody()
{
    return {[](const QString &name) {
                return std::vector{ContactMethod::byMail(name + QStringLiteral("@p.example"))};
            },
            [](const ContactMethod &) { return Reach::Fate::Arrives; }};
}

} // namespace

class TestPagingPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theGuaranteeOfTwoHours()
    {
        const Instant opened = at("2026-10-20T10:00:00Z");
        const auto plan = planOf(shipped(), rota(), everybody(), opened);
        QVERIFY(plan);
        const std::vector<std::tuple<Duration, DutyRank, QStringList>> expected{
            {0min, DutyRank::OnDuty, {QStringLiteral("eva")}},
            {5min, DutyRank::OnDuty, {QStringLiteral("eva")}},
            {10min, DutyRank::Alternate, {QStringLiteral("jan")}},
            {20min, DutyRank::Group, {QStringLiteral("eva"), QStringLiteral("jan")}},
            {30min, DutyRank::Manager, {QStringLiteral("max")}}};
        QCOMPARE(plan->size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QVERIFY((*plan)[i].at == opened + std::get<0>(expected[i]));
            QVERIFY((*plan)[i].rank == std::get<1>(expected[i]));
            QCOMPARE((*plan)[i].people, std::get<2>(expected[i]));
        }
    }

    void whoIsOnDutyWhenItIsDue()
    {
        // Five minutes before midnight in Berlin, where the clocks have gone back the day before.
        const auto plan = planOf(shipped(), rota(), everybody(), at("2026-10-25T22:55:00Z"));
        QVERIFY(plan);
        QCOMPARE((*plan)[0].people, QStringList(QStringLiteral("eva")));
        QCOMPARE((*plan)[1].people, QStringList(QStringLiteral("jan"))); // at midnight: it is jan's turn
        QCOMPARE((*plan)[2].people, QStringList(QStringLiteral("eva")));
    }

    void nobodyOnDutyIsPassedOver()
    {
        Rota empty = rota();
        empty.layers.front().people = {QStringLiteral("eva")};
        const auto plan = planOf(shipped(), empty, everybody(), at("2026-10-20T10:00:00Z"));
        QCOMPARE((*plan)[2].rank, DutyRank::Alternate);
        QCOMPARE((*plan)[2].people, QStringList(QStringLiteral("eva"))); // the group: there is no alternate
        QVERIFY(planOf(shipped(), Rota(), everybody(), at("2026-10-20T10:00:00Z"))->front().people.isEmpty());
    }

    // Of whom nothing is known isn't named, and neither is whom no method reaches.
    void whoCantBeReachedIsPassedOver()
    {
        Reach reach = everybody();
        reach.ways = [all = reach.ways](const QString &name) {
            return name == QLatin1String("eva") ? std::vector<ContactMethod>() : all(name);
        };
        const auto known = planOf(shipped(), rota(), reach, at("2026-10-20T10:00:00Z"));
        reach = everybody();
        reach.fate = [](const ContactMethod &way) {
            return way.address.startsWith(QLatin1String("eva")) ? Reach::Fate::Refused : Reach::Fate::Arrives;
        };
        const auto refused = planOf(shipped(), rota(), reach, at("2026-10-20T10:00:00Z"));
        for (const auto &plan : {known, refused}) {
            QVERIFY(plan);
            for (std::size_t i = 0; i < 4; ++i)
                QCOMPARE((*plan)[i].people, QStringList(QStringLiteral("jan")));
            QCOMPARE((*plan)[4].people, QStringList(QStringLiteral("max")));
            QVERIFY((*plan)[0].rank == DutyRank::OnDuty);
        }
    }

    void delaysAddUpAlongTheWay()
    {
        const auto plan = planOf(
            define("  - {id: a, wait: {until: 1m}}\n  - {id: b, do: page.send, with: {to: on-duty}}\n"
                   "  - {id: c, wait: {until: 2m}}\n"
                   "  - {id: d, do: page.send, with: {to: group}, when: inputs.severity == 'high'}\n"
                   "  - {id: e, wait: {signal: x}}\n  - {id: f, do: page.send, with: {to: manager}}\n"),
            rota(), everybody(), at("2026-10-20T10:00:00Z"));
        QVERIFY(plan);
        QCOMPARE(plan->size(), 2U); // what comes after a signal may never come
        QCOMPARE(toText((*plan)[1].at), QStringLiteral("2026-10-20T10:03:00.000000Z"));
        QCOMPARE((*plan)[1].when, QStringLiteral("inputs.severity == 'high'"));
    }

    void whatIsRepeatedIsPlannedEachTime()
    {
        const auto plan =
            planOf(define("  - {id: a, wait: {until: 30m}, after: []}\n"
                          "  - {id: b, do: page.send, with: {to: manager, due: \"${steps.a.due}\"},\n"
                          "     repeat: {times: 2, every: 10m}}\n"),
                   rota(), everybody(), at("2026-10-20T10:00:00Z"));
        QVERIFY(plan);
        QStringList pages;
        for (const PlannedPage &page : *plan)
            pages.append(toText(page.at).mid(11, 8) + QLatin1Char(' ') + page.step);
        QCOMPARE(pages, (QStringList{QStringLiteral("10:30:00 b"), QStringLiteral("10:40:00 b-2"),
                                     QStringLiteral("10:50:00 b-3")}));
    }

    void backwardsFromThePromise()
    {
        const Definition process = define("  - {id: a, wait: {until: inputs.first_response, before: 30m}}\n"
                                          "  - {id: b, do: page.send, with: {to: group}}\n"
                                          "  - {id: c, wait: {until: steps.a.due, before: 1h}, after: a}\n"
                                          "  - {id: d, do: page.send, with: {to: manager}}\n");
        const auto plan =
            planOf(process, rota(), everybody(), at("2026-10-20T10:00:00Z"),
                   {{QStringLiteral("first_response"), QStringLiteral("2026-10-20T12:00:00Z")}});
        QVERIFY(plan);
        QCOMPARE(plan->size(), 2U);
        QCOMPARE(toText((*plan)[0].at), QStringLiteral("2026-10-20T11:30:00.000000Z"));
        QCOMPARE((*plan)[1].at, (*plan)[0].at); // due long ago: at once
    }

    void conditionsHoldAtTheirTime()
    {
        const Definition process =
            define("  - {id: a, wait: {until: 1h}}\n"
                   "  - {id: b, do: page.send, with: {to: on-duty}, when: now.hour >= 22}\n"
                   "  - {id: c, wait: {until: 1h}, when: now.weekday == 'tue'}\n"
                   "  - {id: d, do: page.send, with: {to: manager}, when: remaining.first_response < 30}\n"
                   "  - {id: e, do: page.send, with: {to: group}, when: steps.b.people.length > 0}\n");
        const QJsonObject inputs{{QStringLiteral("first_response"), QStringLiteral("2026-10-20T21:50:00Z")}};
        const auto stepsAt = [&](const char *opened) {
            QStringList steps;
            const auto plan = planOf(process, rota(), everybody(), at(opened), inputs);
            if (!plan)
                qFatal("%s", qPrintable(plan.error().text()));
            for (const PlannedPage &page : *plan)
                steps.append(toText(page.at).mid(11, 5) + QLatin1Char(' ') + page.step +
                             (page.when.isEmpty() ? QString() : QStringLiteral("?")));
            return steps;
        };
        QCOMPARE(
            stepsAt("2026-10-20T19:30:00Z"), // 21:30 in Berlin, a Tuesday
            QStringList({QStringLiteral("20:30 b"), QStringLiteral("21:30 d"), QStringLiteral("21:30 e?")}));
        QCOMPARE(stepsAt("2026-10-20T18:30:00Z"), QStringList(QStringLiteral("20:30 e?")));
        // After midnight in Berlin nobody waits any more, and the promise has passed.
        QCOMPARE(stepsAt("2026-10-20T21:30:00Z"),
                 QStringList({QStringLiteral("22:30 d"), QStringLiteral("22:30 e?")}));
    }

    void whatIsEarlierThanATimeNeedsOne()
    {
        for (const char *wait : {"{until: 10m, before: 5m}", "{signal: x, before: 5m}",
                                 "{until: inputs.first_response, before: soon}"}) {
            const ParsedDefinition parsed = parseDefinition(
                "name: p\nversion: 1\nfor: case\nsteps:\n  - {id: a, wait: " + QByteArray(wait) + "}\n",
                QStringLiteral("p"), nullptr);
            QVERIFY2(!parsed.definition, wait);
        }
    }

    void whatCantBeToldIsSaid()
    {
        const auto plan = planOf(define("  - {id: a, wait: {until: inputs.opened}}\n"), rota(), everybody(),
                                 at("2026-10-20T10:00:00Z"));
        QVERIFY(!plan);
        QCOMPARE(plan.error().where, QStringLiteral("a"));
    }
};

QTEST_GUILESS_MAIN(TestPagingPlan)

#include "TestPagingPlan.moc"
