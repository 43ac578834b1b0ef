// Durations and times as people and programs write them.
#include "domain/Instant.h"
#include "fuzz/Fuzz.h"

using namespace slipway;

namespace {

QString check(const QByteArray &input)
{
    const QString text = QString::fromUtf8(input);
    if (const auto duration = durationFromText(text)) {
        if (*duration < Duration(0))
            return QStringLiteral("a negative duration");
        const auto back = durationFromText(toText(*duration));
        if (!back || *back != *duration)
            return QStringLiteral("a duration doesn't come back");
    }
    if (const auto instant = instantFromText(text)) {
        const auto back = instantFromText(toText(*instant));
        if (!back || *back != *instant)
            return QStringLiteral("a time doesn't come back: ") + toText(*instant);
    }
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    FuzzTarget target;
    target.name = QStringLiteral("time");
    target.seeds = {"250ms",
                    "1h30m",
                    "1d2h3m4s5ms6us",
                    "2026-11-23T18:05:22.123456Z",
                    "2026-11-23T20:05:22+02:00",
                    "0001-01-01T00:00:00Z",
                    "9999-12-31T23:59:59.999999Z",
                    "2024-02-29T24:00:00Z"};
    target.words = {"us", "ms", "s", "m", "h",      "d",      "T",    "Z",
                    "+",  "-",  ":", ".", "+14:00", "-99:99", "0000", "\u0661"};
    target.longest = 200;
    target.run = check;
    return fuzz(target, argc, argv);
}
