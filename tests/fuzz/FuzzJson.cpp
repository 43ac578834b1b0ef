// JSON as it comes from strangers: objects, events, steps, heads of ledgers.
#include "domain/Event.h"
#include "domain/Json.h"
#include "domain/Release.h"
#include "fuzz/Fuzz.h"
#include "service/api/RepeatedField.h"
#include "service/store/Ledger.h"

using namespace slipway;

namespace {

QString check(const QByteArray &input)
{
    const auto object = objectFromBytes(input, QStringLiteral("input"));
    if (!object)
        return object.error().what.isEmpty() ? QStringLiteral("a refusal without words") : QString();
    const QByteArray bytes = toBytes(*object);
    const auto again = objectFromBytes(bytes, QStringLiteral("output"));
    if (!again)
        return QStringLiteral("what was written can't be read");
    if (toBytes(*again) != bytes)
        return QStringLiteral("the same value gives other bytes");
    static_cast<void>(repeatedField(input));
    if (repeatedField(bytes))
        return QStringLiteral("a field is found twice in what names each once");
    if (const auto event = Event::fromJson(*object)) {
        const auto back = Event::fromJson(event->toJson());
        if (!back || !(*back == *event))
            return QStringLiteral("an event doesn't come back");
        if (Ledger::hashOf(*event) != Ledger::hashOf(*back))
            return QStringLiteral("an event's hash isn't stable");
    }
    if (const auto step = Step::fromJson(*object)) {
        const auto back = Step::fromJson(step->toJson());
        if (!back || !(*back == *step))
            return QStringLiteral("a step doesn't come back");
    }
    if (const auto head = LedgerHead::fromJson(*object); head && head->isSigned())
        return QStringLiteral("a signature came out of nothing");
    static_cast<void>(Problem::fromJson(*object, 500));
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    FuzzTarget target;
    target.name = QStringLiteral("json");
    target.seeds = {
        "{}",
        R"({"seq":7,"at":"2026-11-23T18:05:22.123456Z","actor":"eva","kind":"release.live","subject":"release/2",)"
        R"("payload":{"a":[1,2.5,null,true,"\u00e4"]},"prev_hash":"00","hash":"ff"})",
        R"({"id":"hold","title":"Hold","phase":"forward","activity":"gateway.hold","state":"running","attempt":2,)"
        R"("waits_for":"","output":{},"problem":null,"by":"eva","reason":"","after":["drain"],)"
        R"("started":"2026-11-23T18:05:22Z","finished":null,"due":"2026-11-23T20:05:22.5+02:00"})",
        R"({"seq":3,"hash":"ab","at":"2026-11-23T18:05:22Z","public_key":"cd","signature":"ef"})",
        R"({"type":"urn:slipway:problem:conflict","title":"t","status":409,"detail":"d","where":"w","hint":"h"})"};
    target.words = {"{",
                    "}",
                    "[",
                    "]",
                    ":",
                    ",",
                    "\"",
                    "\\u",
                    "\\ud800",
                    "\\udc00",
                    "null",
                    "true",
                    "false",
                    "\"seq\":",
                    "\"state\":\"done\"",
                    "\"at\":",
                    "\"payload\":",
                    "1e5",
                    "0.1",
                    "\"\"",
                    "\\",
                    "\n"};
    target.run = check;
    return fuzz(target, argc, argv);
}
