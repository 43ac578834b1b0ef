// Definitions: what is accepted, what is refused, and where the finger points.
#include "service/engine/Activity.h"
#include "service/engine/Definition.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace slipway;

namespace {

class Nothing final : public Activity
{
public:
    explicit Nothing(QString name) : m_name(std::move(name)) {}
    QString name() const override { return m_name; }
    Result<QStringList> preview(const StepContext &) override { return QStringList(); }
    Result<Observation> observe(const StepContext &) override { return Observation::notDone(); }
    Result<QJsonObject> apply(const StepContext &) override { return QJsonObject(); }
    Result<void> undo(const StepContext &, const QJsonObject &) override { return {}; }

private:
    QString m_name;
};

const QByteArray good = R"(name: no-migration
version: 3
title: Release
inputs:
  properties:
    hold: {type: string, default: 3s}
    count: {type: integer, minimum: 1}
  required: [count]
steps:
  - {id: clone, do: a, with: {n: "${inputs.count}"}}
  - {id: ready, wait: {sign_off: readiness, by: customer}}
  - {id: files, do: b, after: [ready], with: {from: "${steps.clone.path}/x", plain: "$${x}"}}
  - {id: data, do: b, after: [ready], when: inputs.count > 2, timeout: 10m, retry: {times: 3, pause: 5s}}
  - {id: hold, do: a, after: [files, data], enters: frozen, on_failure: {back_to: hold, retry_after_crash: 3}}
  - {id: swap, do: b, commits: true, reaches: live, on_failure: {back_to: hold, retry_after_crash: 3}}
  - {id: finish, wait: {sign_off: finalize, by: operations}}
  - {id: drop, do: a, finalizes: true, on_failure: abort}
rollback:
  - {id: hold, do: a, with: {x: "${steps.clone.path}"}}
  - {id: swap-back, do: b, commits: true}
)";

QByteArray with(const QByteArray &steps, const QByteArray &rest = {})
{
    return "name: p\nversion: 1\nsteps:\n" + steps + "\n" + rest;
}

ParsedDefinition parse(const QByteArray &yaml)
{
    ActivityRegistry registry;
    registry.add(std::make_shared<Nothing>(QStringLiteral("a")));
    registry.add(std::make_shared<Nothing>(QStringLiteral("b")));
    return parseDefinition(yaml, QStringLiteral("p.yaml"), &registry);
}

QByteArray texts(const ParsedDefinition &parsed)
{
    QStringList list;
    for (const Problem &problem : parsed.problems)
        list.append(problem.text());
    return list.join(QStringLiteral("\n")).toUtf8();
}

} // namespace

// Sanitizers look at every byte of a bomb.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr qint64 bombLimit = 60'000;
#else
constexpr qint64 bombLimit = 10'000;
#endif

class TestDefinition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsAGoodOne()
    {
        const ParsedDefinition parsed = parse(good);
        QVERIFY2(parsed.definition.has_value(), texts(parsed).constData());
        const Definition &definition = *parsed.definition;
        QCOMPARE(definition.name, QStringLiteral("no-migration"));
        QCOMPARE(definition.version, 3);
        QCOMPARE(definition.digest.size(), 64);
        QCOMPARE(definition.steps.size(), std::size_t(8));
        QCOMPARE(definition.steps[0].after, QStringList());
        QCOMPARE(definition.steps[1].after, QStringList{QStringLiteral("clone")});
        QCOMPARE(definition.steps[1].wait->by, QStringLiteral("customer"));
        QCOMPARE(definition.steps[3].timeout, std::optional<Duration>(std::chrono::minutes(10)));
        QCOMPARE(definition.steps[3].retry, (Retry{3, std::chrono::seconds(5)}));
        QCOMPARE(definition.steps[4].onFailure.target, QStringLiteral("hold"));
        QCOMPARE(definition.steps[4].onFailure.retryAfterCrash, 3);
        QVERIFY(definition.steps[5].commits);
        QVERIFY(definition.steps[7].finalizes);
        QCOMPARE(definition.steps[7].onFailure.mode, OnFailure::Mode::Abort);
        QCOMPARE(definition.rollback.size(), std::size_t(2));
        QCOMPARE(definition.step(QStringLiteral("rollback"), QStringLiteral("hold"))->activity,
                 QStringLiteral("a"));
        QVERIFY(!definition.step(QStringLiteral("rollback"), QStringLiteral("clone")));
    }

    void whatIsRepeatedIsAsManySteps()
    {
        const ParsedDefinition parsed = parse(with(
            "  - {id: pause, wait: {until: 30m}, after: []}\n"
            "  - {id: call, title: Call, do: a, after: pause, timeout: 1m, repeat: {times: 2, every: 10m},\n"
            "     with: {due: \"${steps.pause.due}\", words: \"$${x} ${run.id}\"}}\n"
            "  - {id: last, do: b}"));
        QVERIFY2(parsed.definition.has_value(), texts(parsed).constData());
        QStringList ids;
        for (const StepDefinition &step : parsed.definition->steps)
            ids.append(step.id + QLatin1Char('<') + step.after.join(QLatin1Char(',')));
        QCOMPARE(ids.join(QLatin1Char(' ')),
                 QStringLiteral("pause< call<pause call-2-wait<pause call-2<call-2-wait call-3-wait<pause "
                                "call-3<call-3-wait last<call"));
        const StepDefinition &third = *parsed.definition->step({}, QStringLiteral("call-3"));
        QCOMPARE(third.title, QStringLiteral("Call"));
        QCOMPARE(third.activity, QStringLiteral("a"));
        QCOMPARE(third.timeout, std::optional<Duration>(std::chrono::minutes(1)));
        QCOMPARE(third.repeat, Repeat());
        QCOMPARE(third.with, (QJsonObject{{QStringLiteral("due"), QStringLiteral("${steps.call-3-wait.due}")},
                                          {QStringLiteral("words"), QStringLiteral("$${x} ${run.id}")}}));
        QCOMPARE(parsed.definition->step({}, QStringLiteral("call-3-wait"))->wait->until,
                 QStringLiteral("20m"));
    }

    void digestIsOfTheBytes()
    {
        QVERIFY(parse(good).definition->digest != parse(good + "# remark\n").definition->digest);
        QCOMPARE(parse(good).definition->digest, parse(good).definition->digest);
    }

    void acceptsConditions_data()
    {
        QTest::addColumn<QByteArray>("step");
        const auto when = [](const char *text) {
            QTest::newRow(text) << QByteArray("  - {id: x, do: a, when: \"") + text + "\"}";
        };
        when("inputs.count > 2 && !inputs['count']");
        when("steps['a-b'].files.some(f => f.size > 3 && f.name.includes('when'))");
        when("steps.first.list.reduce((sum, one) => sum + one, 0) >= 1e3");
        when("steps.first.pairs.every(([key, value]) => key != value)");
        when("Object.keys(inputs).length == 1 && inputs.hasOwnProperty('count')");
        when("typeof anything == 'undefined' || typeof (other) == 'number'");
        when("Math.max(0x1F, 1.5e-3, .5) > NaN || undefined === null || Infinity > 1");
        when("steps.first?.optional?.deeper ?? true");
        when("isNaN(parseInt(steps.first.text)) ? 'a' in steps : JSON.stringify(inputs) == String(1)");
        when("steps.first.done && steps.last.late");
        for (const char *until :
             {"10m", "1h30m", "2026-11-23T18:00:00Z", "steps.first.due", "\"'2026-11-23T18:00:00Z'\""})
            QTest::newRow(until) << QByteArray("  - {id: x, wait: {until: ") + until + "}}";
        QTest::newRow("match") << QByteArray(
            "  - {id: x, wait: {event: e, match: event.number == inputs.count}}");
    }

    void processesForCasesSeeTheTime()
    {
        const ParsedDefinition parsed = parseDefinition(
            "name: p\nversion: 1\nfor: case\nsteps:\n  - {id: x, do: a, when: now.hour >= 22 || "
            "now.weekday == 'sun' || remaining.first_response < 30}\n",
            QStringLiteral("p.yaml"), nullptr);
        QVERIFY2(parsed.definition,
                 parsed.problems.empty() ? "" : qPrintable(parsed.problems.front().text()));
    }

    void acceptsConditions()
    {
        QFETCH(QByteArray, step);
        const ParsedDefinition parsed =
            parse(with("  - {id: first, do: a}\n  - {id: a-b, do: a}\n" + step + "\n  - {id: last, do: a}",
                       "inputs: {properties: {count: {type: integer}}}\n"));
        QVERIFY2(parsed.definition.has_value(), texts(parsed).constData());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, const QByteArray &yaml, const char *what, const char *where) {
            QTest::newRow(name) << yaml << QString::fromUtf8(what) << QString::fromUtf8(where);
        };
        row("empty", "", "nothing in it", "p.yaml:1:1");
        row("only remarks", "# later\n\n", "nothing in it", "p.yaml:1:1");
        row("no yaml", "name: [", "not YAML", "p.yaml:1:");
        row("a list", "- 1\n", "has to be a mapping", "p.yaml:1:1");
        row("no steps", "name: p\nversion: 1\n", "\"steps\" is missing", "p.yaml:1:1");
        row("unknown key", with("  - {id: x, do: a, dos: b}"), "\"dos\" is not known", "p.yaml:4:20");
        row("wrong type", with("  - {id: x, do: [a]}"), "\"do\" has to be text", "p.yaml:4:17");
        row("version text", "name: p\nversion: one\nsteps: [{id: x, do: a}]", "whole number", "p.yaml:2:10");
        row("version zero", "name: p\nversion: 0\nsteps: [{id: x, do: a}]", "\"version\"", "p.yaml:2:10");
        row("id missing", with("  - {do: a}"), "\"id\" is missing", "p.yaml:4:5");
        row("id form", with("  - {id: X y, do: a}"), "cannot be an id", "p.yaml:4:10");
        row("name form", "name: Per\nversion: 1\nsteps: [{id: x, do: a}]", "cannot be a name", "p.yaml:1:7");
        row("twice", with("  - {id: x, do: a}\n  - {id: x, do: a}"), "two steps \"x\"", "p.yaml:5:10");
        row("no activity", with("  - {id: x, do: fly}"), "no activity \"fly\"", "p.yaml:4:17");
        row("neither", with("  - {id: x}"), "either does something or waits", "p.yaml:4:5");
        row("both", with("  - {id: x, do: a, wait: {signal: s}}"), "either does something", "p.yaml:4:5");
        row("after unknown", with("  - {id: x, do: a, after: [y]}"), "no step \"y\"", "p.yaml:4:27");
        row("circle", with("  - {id: x, do: a, after: [y]}\n  - {id: y, do: a, after: [x]}"), "circle: x, y",
            "p.yaml:4:27");
        row("itself", with("  - {id: x, do: a, after: [x]}"), "circle: x", "p.yaml:4:27");
        row("back to unknown", with("  - {id: x, do: a, on_failure: {back_to: y}}"),
            "no step \"y\" to go back", "p.yaml:4:32");
        row("back to later", with("  - {id: x, do: a, on_failure: {back_to: y}}\n  - {id: y, do: a}"),
            "does not come before", "p.yaml:4:32");
        row("back over a commit",
            with("  - {id: x, do: a}\n  - {id: y, do: a, commits: true}\n  - {id: z, do: a, on_failure: "
                 "{back_to: x}}",
                 "rollback: [{id: r, do: a}]"),
            "no way back over \"y\"", "p.yaml:6:32");
        row("odd failure", with("  - {id: x, do: a, on_failure: pray}"), "not a way to fail", "p.yaml:4:32");
        row("retry of a wait", with("  - {id: x, wait: {signal: s}, retry: {times: 2, pause: 1s}}"),
            "isn't tried again", "p.yaml:4:39");
        row("retry of a commit", with("  - {id: x, do: a, commits: true, retry: {times: 2, pause: 1s}}"),
            "commits isn't tried again", "p.yaml:4:42");
        row("retry and back",
            with("  - {id: x, do: a, on_failure: {back_to: x}, retry: {times: 2, pause: 1s}}"),
            "isn't tried again on the spot", "p.yaml:4:53");
        row("retry without a pause", with("  - {id: x, do: a, retry: {times: 2}}"), "pause", "p.yaml:4:27");
        row("retry after what", with("  - {id: x, do: a, retry: {times: 2, pause: soon}}"), "not a duration",
            "p.yaml:4:45");
        row("repeat of a wait", with("  - {id: x, wait: {signal: s}, repeat: {times: 2, every: 1m}}"),
            "A wait isn't repeated", "p.yaml:4:40");
        row("repeat of a commit",
            with("  - {id: x, do: a, commits: true, repeat: {times: 2, every: 1m}}",
                 "rollback: [{id: r, do: a}]"),
            "is done once", "p.yaml:4:43");
        row("repeat at once", with("  - {id: x, do: a, repeat: {times: 2, every: 0s}}"), "done at once",
            "p.yaml:4:46");
        row("repeat after what", with("  - {id: x, do: a, repeat: {times: 2, every: often}}"),
            "not a duration", "p.yaml:4:46");
        row("repeat without a number", with("  - {id: x, do: a, repeat: {every: 1m}}"), "times",
            "p.yaml:4:28");
        row("repeat for ever", with("  - {id: x, do: a, repeat: {times: 1000, every: 1m}}"), "at most 100",
            "p.yaml:4:36");
        row("repeat as another",
            with("  - {id: x, do: a, repeat: {times: 2, every: 1m}}\n  - {id: x-3, do: a}"),
            "it would be \"x-3\"", "p.yaml:4:28");
        row("repeat of too many",
            with("  - {id: p, do: a, repeat: {times: 100, every: 1m}}\n"
                 "  - {id: q, do: a, repeat: {times: 100, every: 1m}}\n"
                 "  - {id: r, do: a, repeat: {times: 100, every: 1m}}\n"
                 "  - {id: s, do: a, repeat: {times: 100, every: 1m}}\n"
                 "  - {id: t, do: a, repeat: {times: 100, every: 1m}}"),
            "over 1000 steps", "p.yaml:8:28");
        row("bad duration", with("  - {id: x, do: a, timeout: 10}"), "\"timeout\" has to be text",
            "p.yaml:4:29");
        row("bad duration text", with("  - {id: x, do: a, timeout: ten}"), "not a duration", "p.yaml:4:29");
        row("zero duration", with("  - {id: x, do: a, timeout: 0s}"), "always fail", "p.yaml:4:29");
        row("bad until", with("  - {id: x, wait: {until: 5 apples}}"), "not a duration", "p.yaml:4:27");
        row("bad when", with("  - {id: x, do: a, when: \"inputs.\"}"), "not JavaScript", "p.yaml:4:26");
        row("until a word", with("  - {id: x, wait: {until: yesterday}}"),
            "nothing called \"yesterday\" (at 1:1", "p.yaml:4:27");
        row("until a text", with("  - {id: x, wait: {until: \"'soon'\"}}"), "gives no time", "p.yaml:4:27");
        row("until a number", with("  - {id: x, wait: {until: \"Math.max(1, 2)\"}}"), "gives no time",
            "p.yaml:4:27");
        row("until too late a day", with("  - {id: x, wait: {until: 2026-13-01T00:00:00Z}}"),
            "not a duration", "p.yaml:4:27");
        row("unknown function", with("  - {id: x, do: a, when: process.exit()}"),
            "nothing called \"process\" (at 1:1", "p.yaml:4:26");
        row("clock", with("  - {id: x, do: a, when: \"1 > Date.now()\"}"), "\"Date\" (at 1:5", "p.yaml:4:26");
        row("text without quotes", with("  - {id: x, do: a, when: steps.x.y == done}"),
            "called \"done\" (at 1:14", "p.yaml:4:26");
        row("unknown input", with("  - {id: x, do: a, when: inputs.size > 3}"), "no input \"size\"",
            "p.yaml:4:26");
        row("unknown step", with("  - {id: x, do: a, when: \"steps['y-z'].n > 3\"}"), "no step \"y-z\"",
            "p.yaml:4:26");
        row("hyphen", with("  - {id: x-y, do: a}\n  - {id: z, do: a, when: steps.x-y.n > 3}"),
            "no step \"x\"", "p.yaml:5:26");
        row("event elsewhere", with("  - {id: x, do: a, when: event.n > 3}"), "Only \"match\" sees",
            "p.yaml:4:26");
        row("name in an arrow", with("  - {id: x, do: a, when: \"[1].some(a => a == b)\"}"), "called \"b\"",
            "p.yaml:4:26");
        row("bad match", with("  - {id: x, wait: {event: e, match: \"a b\"}}"), "not JavaScript",
            "p.yaml:4:37");
        row("match without event", with("  - {id: x, wait: {signal: e, match: \"a\"}}"),
            "belongs to an event", "p.yaml:4:19");
        row("sign-off without role", with("  - {id: x, wait: {sign_off: e}}"), "who may sign off",
            "p.yaml:4:19");
        row("odd role", with("  - {id: x, wait: {sign_off: e, by: ghost}}"), "has to be one of",
            "p.yaml:4:37");
        row("too long a title", with("  - {id: x, do: a, title: " + QByteArray(201, 't') + "}"),
            "\"title\" has to have at most 200 characters", "p.yaml:4:27");
        row("an empty condition", with("  - {id: x, do: a, when: \"\"}"), "\"when\" is empty", "p.yaml:4:26");
        row("an empty list of steps", "name: p\nversion: 1\nsteps: []\n", "\"steps\" is empty", "p.yaml:3:8");
        row("two waits", with("  - {id: x, wait: {signal: e, until: 5m}}"), "for one thing", "p.yaml:4:19");
        row("own without event", with("  - {id: x, wait: {signal: e, own: true}}"), "belongs to an event",
            "p.yaml:4:19");
        row("an end that isn't waited for", with("  - {id: x, do: a, ends: true}"), "Only a wait can end",
            "p.yaml:4:26");
        const auto ofCase = [&](const QByteArray &step) {
            return "name: p\nversion: 1\nfor: case\nsteps:\n" + step + "\n";
        };
        row("the time in a release", with("  - {id: x, do: a, when: now.hour > 3}"),
            "Only \"when\" of a process for cases", "p.yaml:4:26");
        row("the time elsewhere", ofCase("  - {id: x, wait: {event: e, match: now.hour > 3}}"),
            "Only \"when\" of a process for cases", "p.yaml:5:37");
        row("unknown of the time", ofCase("  - {id: x, do: a, when: now.minute > 3}"),
            "nothing called \"now.minute\" (at 1:1", "p.yaml:5:26");
        row("unknown target", ofCase("  - {id: x, do: a, when: remaining.solution > 3}"),
            "nothing called \"remaining.solution\"", "p.yaml:5:26");
        row("inputs of a case",
            "name: p\nversion: 1\nfor: case\ninputs: {type: object}\nsteps:\n  - {id: x, do: a}\n",
            "is given", "p.yaml:4:9");
        row("wait with", with("  - {id: x, wait: {signal: e}, with: {a: 1}}"), "takes no parameters",
            "p.yaml:4:38");
        row("commits alone", with("  - {id: x, do: a, commits: true}"), "no way back", "p.yaml:4:29");
        row("rollback alone", with("  - {id: x, do: a}", "rollback: [{id: r, do: a}]"), "would never run",
            "p.yaml:5:11");
        row("input reference", with("  - {id: x, do: a, with: {p: [\"${inputs.q}\"]}}"), "no such input",
            "p.yaml:4:31");
        row("step reference", with("  - {id: x, do: a, with: {p: \"a ${steps.q.z}\"}}"), "no such step",
            "p.yaml:4:30");
        row("later reference", with("  - {id: x, do: a, with: {p: \"${steps.y.z}\"}}\n  - {id: y, do: a}"),
            "does not come before", "p.yaml:4:30");
        row("open reference", with("  - {id: x, do: a, with: {p: \"${\"}}"), "leads nowhere", "p.yaml:4:30");
        row("other reference", with("  - {id: x, do: a, with: {p: \"${secret.x}\"}}"), "leads nowhere",
            "p.yaml:4:30");
        row("key twice", "name: p\nname: q\n", "stands here twice", "p.yaml:2:1");
        row("alias", "name: &n p\nversion: 1\ntitle: *n\n", "Anchors and aliases", "p.yaml:1:");
        row("tag", "name: !!binary p\n", "tag", "p.yaml:1:");
        row("odd key", "? [a]\n: b\n", "plain text", "p.yaml:1:");
        row("two documents", "name: p\n---\nname: q\n", "more than one document", "p.yaml:2:1");
        row("not UTF-8", "name: \xff\xfe\n", "UTF-8", "p.yaml");
        row("zero byte", QByteArray("name: a\0b\n", 10), "UTF-8", "p.yaml");
        row("deep", QByteArray(100, '[') + QByteArray(100, ']'), "deep", "p.yaml:1:");
        row("input schema",
            "name: p\nversion: 1\ninputs: {properties: {x: {type: word}}}\nsteps: [{id: x, do: a}]",
            "has to be one of", "p.yaml:3:");
        row("default",
            "name: p\nversion: 1\ninputs: {properties: {x: {type: integer, default: y}}}\nsteps: [{id: "
            "x, do: a}]",
            "default does not fit", "p.yaml:3:");
    }

    void refuses()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, what);
        QFETCH(QString, where);
        const ParsedDefinition parsed = parse(yaml);
        QVERIFY(!parsed.definition);
        const bool found = std::any_of(parsed.problems.begin(), parsed.problems.end(), [&](const Problem &p) {
            return p.what.contains(what) && p.where.startsWith(where);
        });
        QVERIFY2(found, texts(parsed).constData());
        QVERIFY(std::all_of(parsed.problems.begin(), parsed.problems.end(),
                            [](const Problem &p) { return !p.hint.isEmpty() && !p.where.isEmpty(); }));
    }

    void saysAllAtOnce()
    {
        const ParsedDefinition parsed = parse(
            with("  - {id: x, do: fly, timeout: soon}\n  - {id: x, do: a, when: \"(\"}\n  - {id: z, do: a, "
                 "after: [nobody]}"));
        QCOMPARE(parsed.problems.size(), std::size_t(5));
        const ParsedDefinition form = parse(with("  - {id: 1, dp: a, foo: 1}\n  - {do: 2}"));
        QVERIFY2(form.problems.size() == 5, texts(form).constData());
    }

    void bombsAreRefusedFast()
    {
        QElapsedTimer timer;
        timer.start();
        QByteArray laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n";
        for (char c = 'b'; c < 'z'; ++c)
            laughs += QByteArray(1, c) + ": &" + c + " [*" + char(c - 1) + ",*" + char(c - 1) + "]\n";
        QVERIFY(!parse(laughs).definition);
        QVERIFY(!parse(QByteArray(2 * 1024 * 1024, 'x')).definition);
        QVERIFY(!parse(QByteArray(1000 * 1000, '[')).definition);
        QVERIFY(!parse("[" + QByteArray("1,").repeated(400'000) + "1]").definition);
        QVERIFY(!parse(QByteArray("a:\n").repeated(1) + QByteArray("- ").repeated(400'000)).definition);
        QVERIFY2(timer.elapsed() < bombLimit, qPrintable(QString::number(timer.elapsed())));
    }

    void inputsAreCheckedAndFilled()
    {
        const Definition definition = *parse(good).definition;
        const auto filled = checkInputs(definition, {{QStringLiteral("count"), 2}});
        QVERIFY(filled);
        QCOMPARE(filled->value(QStringLiteral("hold")).toString(), QStringLiteral("3s"));
        QVERIFY(!checkInputs(definition, {}));
        QVERIFY(!checkInputs(definition, {{QStringLiteral("count"), 0}}));
        QVERIFY(!checkInputs(definition, {{QStringLiteral("count"), 2}, {QStringLiteral("x"), 2}}));
        const auto wrong = checkInputs(definition, {{QStringLiteral("count"), QStringLiteral("2")}});
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().where, QStringLiteral("/inputs/count"));
    }

    void withoutARegistryActivitiesPass()
    {
        QVERIFY(parseDefinition(with("  - {id: x, do: fly}"), QStringLiteral("p"), nullptr).definition);
    }
};

QTEST_GUILESS_MAIN(TestDefinition)
#include "TestDefinition.moc"
