// Process definitions as strangers write them: refused with a place and a hint, or read; never more than
// that.
#include "fuzz/Fuzz.h"
#include "service/engine/Activity.h"
#include "service/engine/Definition.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace slipway;

namespace {

QString check(const QByteArray &input)
{
    const ActivityRegistry registry;
    const QString source = QStringLiteral("f.yaml");
    const ParsedDefinition parsed =
        parseDefinition(input, source, input.size() % 2 == 0 ? &registry : nullptr);
    if (parsed.definition.has_value() != parsed.problems.empty())
        return QStringLiteral("neither read nor refused");
    static const QRegularExpression place(QStringLiteral("\\Af\\.yaml(:[0-9]+:[0-9]+)?\\z"));
    for (const Problem &problem : parsed.problems) {
        if (problem.what.isEmpty() || problem.hint.isEmpty())
            return QStringLiteral("a refusal without words");
        if (!place.match(problem.where).hasMatch())
            return QStringLiteral("a refusal without a place: %1").arg(problem.where);
    }
    if (!parsed.definition)
        return {};
    const Definition &definition = *parsed.definition;
    if (definition.yaml != input || definition.digest.size() != 64 || definition.steps.empty())
        return QStringLiteral("a definition that isn't its text");
    for (const StepDefinition &step : definition.steps) {
        for (const QString &name : step.after) {
            if (!definition.step(QStringLiteral("forward"), name))
                return QStringLiteral("a step after nothing");
        }
        if (step.activity.isEmpty() != step.wait.has_value())
            return QStringLiteral("a step that neither does nor waits");
    }
    static_cast<void>(checkInputs(definition, {{QStringLiteral("count"), 2}}));
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    FuzzTarget target;
    target.name = QStringLiteral("yaml");
    target.longest = 16 * 1024;
    target.seeds = {R"(name: p
version: 3
inputs:
  properties:
    count: {type: integer, minimum: 1, default: 3}
    note: {type: string, maxLength: 10}
  required: [count]
steps:
  - {id: a, do: x.y, with: {n: "${inputs.count}", l: ["$${z}"]}}
  - id: b
    wait: {sign_off: readiness, by: customer}
  - {id: c, do: x, after: [a], when: inputs.count > 2, timeout: 10m, on_failure: {back_to: a, retry_after_crash: 3}}
  - {id: d, do: y, after: [b, c], commits: true, reaches: live, with: {from: "${steps.a.path}/x"}}
  - {id: g, do: y, retry: {times: 3, pause: 10s}}
  - {id: e, wait: {event: k, match: "event.n == 'x'"}, timeout: 1h30m}
  - {id: f, wait: {until: 10m}}
rollback:
  - {id: back, do: z, on_failure: abort}
)",
                    "name: p\nversion: 1\nsteps: [{id: x, wait: {signal: s}}]\n",
                    "name: p\nversion: 1\nsteps:\n- id: x\n  do: >-\n    folded\n    text\n",
                    "%YAML 1.2\n---\nname: \"p\"\n...\n"};
    target.words = {"id: ",
                    "do: ",
                    "wait: ",
                    "steps:\n",
                    "rollback:\n",
                    "after: [a]",
                    "when: ",
                    "on_failure",
                    "back_to: ",
                    "inputs: ",
                    "- ",
                    ": ",
                    "? ",
                    "&a ",
                    "*a",
                    "!!str ",
                    "!x ",
                    "|\n",
                    ">+2\n",
                    "---\n",
                    "...\n",
                    "%TAG ! x\n",
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    "'",
                    "\t",
                    "\n",
                    "  ",
                    "${",
                    "${steps.",
                    "}}",
                    "true",
                    "null",
                    "~",
                    "0x1f",
                    "1e9",
                    "10m",
                    "<<: ",
                    "#",
                    "\xef\xbb\xbf",
                    "\xc2\x85",
                    "commits: true",
                    "=>",
                    "(x => x)",
                    "&&",
                    "\r\n"};
    target.run = check;
    return fuzz(target, argc, argv);
}
