#include "ctl/Context.h"
#include "ctl/Offline.h"
#include "domain/Json.h"

namespace slipway {

namespace {

using Kind = Parameter::Kind;

constexpr int tailByDefault = 10;

void printEvent(const Context &context, const QJsonObject &event)
{
    if (context.json()) {
        printJson(event);
        return;
    }
    const QJsonObject payload = event.value(QStringLiteral("payload")).toObject();
    printLine(
        QStringLiteral("%1  %2  %3  %4  by %5%6")
            .arg(event.value(QStringLiteral("seq")).toInteger(), 6)
            .arg(shortTime(event.value(QStringLiteral("at")).toString()),
                 event.value(QStringLiteral("kind")).toString().leftJustified(22),
                 event.value(QStringLiteral("subject")).toString(),
                 event.value(QStringLiteral("actor")).toString(),
                 payload.isEmpty() ? QString() : QStringLiteral("  ") + QString::fromUtf8(toBytes(payload))));
}

// Prints what comes until the feed ends, which gives the problem.
class Follower
{
public:
    explicit Follower(Context &context)
        : m_feed(context.client(), {[&context](const Event &event) { printEvent(context, event.toJson()); },
                                    [] {}, [this](const Problem &problem) { onEnded(problem); }})
    {
    }
    void start(qint64 since) { m_feed.start(since); }
    Pending<bool> end() const { return m_end; }

private:
    void onEnded(const Problem &problem)
    {
        // Not from inside the feed, which ends with us.
        QTimer::singleShot(0, [end = m_end, problem] { end.resolve(Failure(problem)); });
    }

    EventFeed m_feed;
    Pending<bool> m_end;
};

Task<int> tail(Context &context)
{
    const Arguments &arguments = context.arguments();
    const bool follow = arguments.has("follow");
    int most = arguments.has("limit") ? static_cast<int>(arguments.number("limit")) : tailByDefault;
    if (follow && !arguments.has("limit"))
        most = 0;
    qint64 last = 0;
    if (arguments.has("since")) {
        last = arguments.number("since");
    } else {
        const auto head = co_await context.client().ledgerHead();
        if (!head)
            co_return context.failed(head.error());
        last = head->value(QStringLiteral("seq")).toInteger();
        last = std::max<qint64>(0, last - most);
    }
    if (follow) {
        Follower follower(context);
        follower.start(last);
        const auto end = co_await follower.end();
        co_return end ? exitFine : context.failed(end.error());
    }
    ListQuery query;
    query.more.addQueryItem(QStringLiteral("order"), QStringLiteral("oldest"));
    query.more.addQueryItem(QStringLiteral("since"), QString::number(last));
    const bool all = arguments.has("since") && !arguments.has("limit");
    const auto events = co_await context.all(QStringLiteral("/api/v1/ledger"), query,
                                             all ? std::numeric_limits<int>::max() : most);
    if (!events)
        co_return context.failed(events.error());
    for (const QJsonValue &event : *events)
        printEvent(context, event.toObject());
    co_return exitFine;
}

Task<int> verify(Context &context)
{
    QStringList words{QStringLiteral("--offline"), QStringLiteral("ledger"), QStringLiteral("verify")};
    if (context.arguments().has("head"))
        words << QStringLiteral("--head") << context.arguments().text("head");
    co_return runDaemon(context, words);
}

Task<int> head(Context &context)
{
    if (!context.arguments().has("url")) {
        co_return runDaemon(context,
                            {QStringLiteral("--offline"), QStringLiteral("ledger"), QStringLiteral("head")});
    }
    const auto head = co_await context.client().ledgerHead();
    if (!head)
        co_return context.failed(head.error());
    printJson(*head);
    co_return exitFine;
}

Task<int> exportAll(Context &context)
{
    co_return runDaemon(context,
                        {QStringLiteral("--offline"), QStringLiteral("ledger"), QStringLiteral("export")});
}

} // namespace

std::vector<Command> ledgerCommands()
{
    return {
        {"ledger",
         "tail",
         "The last events, oldest first; one line each",
         {{"--follow", Kind::Flag, "Go on with what comes; alone only that"},
          {"--since", Kind::Number, "Everything after this seq"},
          {"--limit", Kind::Number, "So many that are there already (10; 0 with --follow)"}},
         tail},
        {"ledger",
         "verify",
         "Check the chain on the data folder itself, with or without a service",
         {{"--head", Kind::Optional, "File with what \"ledger head --json\" once printed"}},
         verify},
        {"ledger", "head", "The signed head, to be kept elsewhere", {}, head},
        {"ledger",
         "export",
         "All events with the bytes that were hashed, one line of JSON each",
         {},
         exportAll},
    };
}

} // namespace slipway
