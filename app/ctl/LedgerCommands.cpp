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

// What is asked for of the ledger, by the words of the API: a kind may end in a dot and a subject in a slash,
// for all that begins so.
struct Sought
{
    QString actor;
    QString kind;
    QString subject;
    QString text;

    explicit Sought(const Arguments &arguments)
        : actor(arguments.text("actor")),
          kind(arguments.text("kind")),
          subject(arguments.text("subject")),
          text(arguments.text("search"))
    {
    }
    bool isAll() const { return actor.isEmpty() && kind.isEmpty() && subject.isEmpty() && text.isEmpty(); }
    bool takes(const Event &event) const
    {
        return (actor.isEmpty() || event.actor == actor) && isOrBegins(event.kind, kind, QLatin1Char('.')) &&
               isOrBegins(event.subject, subject, QLatin1Char('/')) && hasText(event);
    }
    void putInto(ListQuery &query) const
    {
        query.q = text;
        for (const auto &[name, value] :
             {std::pair(QStringLiteral("actor"), actor), std::pair(QStringLiteral("kind"), kind),
              std::pair(QStringLiteral("subject"), subject)}) {
            if (!value.isEmpty())
                query.more.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
        }
    }

private:
    static bool isOrBegins(const QString &whole, const QString &wanted, QLatin1Char end)
    {
        return wanted.isEmpty() || (wanted.endsWith(end) ? whole.startsWith(wanted) : whole == wanted);
    }
    bool hasText(const Event &event) const
    {
        const QStringList parts{event.actor, event.kind, event.subject, QString::fromUtf8(event.payload)};
        return text.isEmpty() || parts.join(QLatin1Char(' ')).contains(text, Qt::CaseInsensitive);
    }
};

// Prints what comes until the feed ends, which gives the problem.
class Follower
{
public:
    Follower(Context &context, const Sought &sought)
        : m_feed(context.client(), {[&context, sought](const Event &event) {
                                        if (sought.takes(event))
                                            printEvent(context, event.toJson());
                                    },
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

// The last `most` of what is sought, oldest first; after `since` where that is given.
Task<int> lastOf(Context &context, Sought sought, int most)
{
    ListQuery query;
    sought.putInto(query);
    if (context.arguments().has("since"))
        query.more.addQueryItem(QStringLiteral("since"), context.arguments().text("since"));
    const auto events = co_await context.all(QStringLiteral("/api/v1/ledger"), query, most);
    if (!events)
        co_return context.failed(events.error());
    for (qsizetype i = events->size(); i > 0; --i)
        printEvent(context, events->at(i - 1).toObject());
    co_return exitFine;
}

// Everything after `since`, oldest first, `most` of it.
Task<int> onwards(Context &context, qint64 since, int most)
{
    ListQuery query;
    query.more.addQueryItem(QStringLiteral("order"), QStringLiteral("oldest"));
    query.more.addQueryItem(QStringLiteral("since"), QString::number(since));
    const auto events = co_await context.all(QStringLiteral("/api/v1/ledger"), query, most);
    if (!events)
        co_return context.failed(events.error());
    for (const QJsonValue &event : *events)
        printEvent(context, event.toObject());
    co_return exitFine;
}

Task<int> tail(Context &context)
{
    const Arguments &arguments = context.arguments();
    const Sought sought(arguments);
    const bool follow = arguments.has("follow");
    const bool hasSince = arguments.has("since");
    int most = follow ? 0 : tailByDefault;
    if (arguments.has("limit"))
        most = static_cast<int>(arguments.number("limit"));
    else if (hasSince && !follow)
        most = std::numeric_limits<int>::max();
    qint64 last = arguments.number("since");
    if (!hasSince) {
        const auto head = co_await context.client().ledgerHead();
        if (!head)
            co_return context.failed(head.error());
        last = head->value(QStringLiteral("seq")).toInteger();
        if (sought.isAll())
            last = std::max<qint64>(0, last - most);
    }
    if (!follow) {
        // Not as one conditional expression: g++ 12 makes both calls where it stands inside co_await.
        if (sought.isAll())
            co_return co_await onwards(context, last, most);
        co_return co_await lastOf(context, sought, most);
    }
    if (!sought.isAll() && !hasSince && most > 0) {
        const int code = co_await lastOf(context, sought, most);
        if (code != exitFine)
            co_return code;
    }
    Follower follower(context, sought);
    follower.start(last);
    const auto end = co_await follower.end();
    co_return end ? exitFine : context.failed(end.error());
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
          {"--limit", Kind::Number, "So many that are there already (10; 0 with --follow)"},
          {"--actor", Kind::Optional, "Only what this one did"},
          {"--kind", Kind::Optional, "Only this kind: release.live, or release. for all of releases"},
          {"--subject", Kind::Optional,
           "Only about this: release/214, or application/northwind/ for all of it"},
          {"--search", Kind::Optional, "Only those with this text"}},
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
