#include "ctl/DemoCase.h"
#include "ctl/DemoRelease.h"
#include "domain/Json.h"

namespace slipway {

namespace {

using Kind = Parameter::Kind;

constexpr int rateByDefault = 50;
constexpr Duration shortestPause = std::chrono::seconds(1);

Task<int> show(Context &context)
{
    const auto demo = co_await context.client().demo();
    if (!demo)
        co_return context.failed(demo.error());
    if (context.json()) {
        printJson(*demo);
        co_return exitFine;
    }
    for (auto field = demo->begin(); field != demo->end(); ++field) {
        const QString value = cell(field.value());
        if (!value.isEmpty())
            printLine(field.key().leftJustified(18) + value);
    }
    printLine(QStringLiteral("\"slipwayctl demo release\" plays a release from beginning to end, and "
                             "\"slipwayctl demo case\" a case."));
    co_return exitFine;
}

Task<int> load(Context &context)
{
    const Arguments &arguments = context.arguments();
    const QString state = arguments.text("state", QStringLiteral("on"));
    if (state != QLatin1String("on") && state != QLatin1String("off")) {
        printProblem(
            {Problem::Kind::Invalid, QStringLiteral("\"%1\" is neither on nor off").arg(state), {}, {}});
        co_return exitUsage;
    }
    const int rate = arguments.has("rate") ? static_cast<int>(arguments.number("rate")) : rateByDefault;
    const auto load = co_await context.client().loadDemo(state == QLatin1String("on"), rate);
    if (!load)
        co_return context.failed(load.error());
    co_return context.done(*load, load->value(QStringLiteral("on")).toBool()
                                      ? QStringLiteral("Traffic is on: %1 requests a second.")
                                            .arg(load->value(QStringLiteral("rate")).toInt())
                                      : QStringLiteral("Traffic is off."));
}

Task<int> release(Context &context)
{
    DemoRelease story(context);
    co_return co_await story.run();
}

// Once, or as a customer who writes again and again: what fails then is said, and the next is written all the
// same.
Task<int> tell(Context &context)
{
    const bool onlyAsked = context.arguments().has("ask");
    if (!context.arguments().has("every")) {
        DemoCase story(context);
        co_return co_await story.run(onlyAsked);
    }
    const QString given = context.arguments().text("every");
    const auto pause = durationFromText(given);
    if (!pause || *pause < shortestPause) {
        printProblem({Problem::Kind::Invalid,
                      QStringLiteral("\"%1\" is no time of a second or more").arg(given.left(60)),
                      QStringLiteral("--every"), QStringLiteral("Say it as 30s, 10m or 1h.")});
        co_return exitUsage;
    }
    while (true) {
        {
            DemoCase story(context);
            if (const int code = co_await story.run(onlyAsked); code == exitUnreachable)
                co_return code;
        }
        co_await after(*pause);
    }
}

} // namespace

std::vector<Command> demoCommands()
{
    return {
        {"demo", "show", "What lies where, and goes where", {}, show},
        {"demo",
         "load",
         "Switch the traffic generator",
         {{"state", Kind::OptionalPositional, "on or off (on)"},
          {"--rate", Kind::Number, "Requests a second (50)"}},
         load},
        {"demo", "release", "Play everyone in a release, up to live", {}, release},
        {"demo",
         "case",
         "Play everyone in a case: the customer who writes, and whoever is called",
         {{"--story", Kind::Optional, "Which one; without it the next"},
          {"--ask", Kind::Flag, "The customer's mail only: answering it is yours"},
          {"--every", Kind::Optional, "Again and again, with this pause between, such as 10m"}},
         tell},
    };
}

} // namespace slipway
