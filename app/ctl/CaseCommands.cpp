#include "ctl/CaseAttach.h"
#include "domain/Csv.h"
#include "domain/Json.h"

#include <array>
#include <span>

namespace slipway {

namespace {

using Kind = Parameter::Kind;

const Parameter idParameter{"id", Kind::Positional, "Number of the case"};

QString textOf(const QJsonObject &object, const char *field)
{
    return cell(object.value(QLatin1String(field)));
}

QString pathOf(const Context &context, const char *verb = "")
{
    const QString path = QStringLiteral("/api/v1/cases/") + context.arguments().text("id");
    return *verb == '\0' ? path : path + QLatin1Char('/') + QLatin1String(verb);
}

// The nearest that still runs: "first-response until 2026-…".
QString nextClock(const QJsonObject &about)
{
    QString next;
    QString target;
    for (const QJsonValue &value : about.value(QStringLiteral("clocks")).toArray()) {
        const QJsonObject clock = value.toObject();
        const bool isOpen = textOf(clock, "state") == QLatin1String("running");
        if (isOpen && (target.isEmpty() || textOf(clock, "target") < target)) {
            target = textOf(clock, "target");
            next = QStringLiteral("%1 until %2").arg(textOf(clock, "name"), target);
        }
    }
    return next;
}

// Each with the reference that "case unlink" takes.
void printLinks(const QJsonArray &links)
{
    for (const QJsonValue &value : links) {
        const QJsonObject link = value.toObject();
        const QString state = textOf(link, "state");
        printLine(QStringLiteral("Link %1: %2%3%4")
                      .arg(textOf(link, "reference"), textOf(link, "title"),
                           state.isEmpty() ? QString() : QStringLiteral(", ") + state,
                           link.value(QStringLiteral("awaited")).toBool()
                               ? QStringLiteral(" (the case waits for it)")
                               : QString()));
    }
}

// With the command that fetches it.
QString fileLine(const QJsonObject &file)
{
    const QString command =
        file.contains(QLatin1String("mail"))
            ? QStringLiteral("mail attachment %1 %2").arg(textOf(file, "mail"), textOf(file, "number"))
            : QStringLiteral("case file %1 %2").arg(textOf(file, "case"), textOf(file, "file"));
    return QStringLiteral("[%1, %2 bytes: %3]").arg(textOf(file, "name"), textOf(file, "size"), command);
}

void printCase(const QJsonObject &about)
{
    printLine(QStringLiteral("Case %1: %2").arg(textOf(about, "number"), textOf(about, "subject")));
    printLine(QStringLiteral("%1, %2, from %3")
                  .arg(textOf(about, "state"), textOf(about, "severity"), textOf(about, "contact")));
    if (const QString owner = textOf(about, "owner"); !owner.isEmpty())
        printLine(QStringLiteral("Owner: ") + owner);
    for (const QJsonValue &value : about.value(QStringLiteral("clocks")).toArray()) {
        const QJsonObject clock = value.toObject();
        printLine(QStringLiteral("%1: %2, until %3")
                      .arg(textOf(clock, "name"), textOf(clock, "state"), textOf(clock, "target")));
    }
    printLinks(about.value(QStringLiteral("links")).toArray());
    for (const QJsonValue &value : about.value(QStringLiteral("messages")).toArray()) {
        const QJsonObject message = value.toObject();
        printLine({});
        printLine(QStringLiteral("%1 %2 (%3):")
                      .arg(textOf(message, "at"), textOf(message, "author"), textOf(message, "kind")));
        printLine(textOf(message, "text"));
        for (const QJsonValue &file : message.value(QStringLiteral("attachments")).toArray())
            printLine(fileLine(file.toObject()));
    }
}

void printPages(const QJsonArray &pages)
{
    Table table({QStringLiteral("PAGE"), QStringLiteral("CASE"), QStringLiteral("TO"), QStringLiteral("BY"),
                 QStringLiteral("DUE"), QStringLiteral("ACCEPTED"), QStringLiteral("LATE MS"),
                 QStringLiteral("ACKNOWLEDGED")});
    for (const QJsonValue &value : pages) {
        const QJsonObject page = value.toObject();
        table.add({textOf(page, "id"), textOf(page, "case"), textOf(page, "to"), textOf(page, "method"),
                   textOf(page, "due"), textOf(page, "accepted"), textOf(page, "lateness_ms"),
                   textOf(page, "acknowledged")});
    }
    if (table.isEmpty())
        printLine(QStringLiteral("Nobody was paged."));
    table.print();
}

// What is told of a page, to staff and to the customer, who isn't told people, addresses and what servers
// said.
constexpr std::array forStaff{"id",  "case",      "step",         "to",       "method",     "address",
                              "due", "claimed",   "sent",         "accepted", "refused",    "bounced",
                              "why", "withdrawn", "acknowledged", "attempts", "lateness_ms"};
constexpr std::array forCustomer{"id",        "case",         "step",     "method",     "due",
                                 "claimed",   "sent",         "accepted", "refused",    "bounced",
                                 "withdrawn", "acknowledged", "attempts", "lateness_ms"};

void writePages(const QJsonArray &pages, std::span<const char *const> columns)
{
    QStringList titles;
    for (const char *column : columns)
        titles.append(QLatin1String(column));
    printLine(csvLine(titles));
    for (const QJsonValue &value : pages) {
        QStringList cells;
        for (const char *column : columns)
            cells.append(textOf(value.toObject(), column));
        printLine(csvLine(cells));
    }
}

QJsonArray withoutPeople(const QJsonArray &pages)
{
    QJsonArray told;
    for (const QJsonValue &value : pages) {
        QJsonObject page;
        for (const char *column : forCustomer)
            page.insert(QLatin1String(column), value[QLatin1String(column)]);
        told.append(page);
    }
    return told;
}

Task<int> list(Context &context)
{
    ListQuery query;
    query.q = context.arguments().text("search");
    for (const char *filter : {"state", "customer", "owner", "severity", "link", "sort"}) {
        if (context.arguments().has(filter))
            query.more.addQueryItem(QLatin1String(filter), context.arguments().text(filter));
    }
    const auto cases = co_await context.all(QStringLiteral("/api/v1/cases"), query, 100000);
    if (!cases)
        co_return context.failed(cases.error());
    if (context.json()) {
        printJson({{QStringLiteral("items"), *cases}});
        co_return exitFine;
    }
    Table table({QStringLiteral("CASE"), QStringLiteral("SEVERITY"), QStringLiteral("STATE"),
                 QStringLiteral("CUSTOMER"), QStringLiteral("OWNER"), QStringLiteral("NEXT"),
                 QStringLiteral("SUBJECT")});
    for (const QJsonValue &value : *cases) {
        const QJsonObject about = value.toObject();
        table.add({textOf(about, "number"), textOf(about, "severity"), textOf(about, "state"),
                   textOf(about, "customer"), textOf(about, "owner"), nextClock(about),
                   textOf(about, "subject")});
    }
    if (table.isEmpty())
        printLine(QStringLiteral("No case is open."));
    table.print();
    co_return exitFine;
}

Task<int> show(Context &context)
{
    const auto about = co_await context.client().get(pathOf(context));
    if (!about)
        co_return context.failed(about.error());
    if (context.json()) {
        printJson(*about);
        co_return exitFine;
    }
    printCase(*about);
    printLine({});
    printPages(about->value(QStringLiteral("pages")).toArray());
    co_return exitFine;
}

Task<int> open(Context &context)
{
    QJsonObject body{{QStringLiteral("subject"), context.arguments().text("subject")},
                     {QStringLiteral("text"), context.arguments().text("text")}};
    insertGiven(body, "contact", context.arguments().text("contact"));
    insertGiven(body, "severity", context.arguments().text("severity"));
    if (context.arguments().has("application")) {
        const auto handle = co_await context.handle(context.arguments().text("application"));
        if (!handle)
            co_return context.failed(handle.error());
        body.insert(QStringLiteral("application"), *handle);
    }
    const auto about = co_await context.client().post(QStringLiteral("/api/v1/cases"), body);
    if (!about)
        co_return context.failed(about.error());
    co_return context.done(*about, QStringLiteral("Case %1 is open.").arg(textOf(*about, "number")));
}

Task<int> tell(Context &context, const char *verb, QJsonObject body, QString done)
{
    const auto about = co_await context.client().post(pathOf(context, verb), body);
    if (!about)
        co_return context.failed(about.error());
    co_return context.done(*about, done.arg(textOf(*about, "number")));
}

Task<int> note(Context &context)
{
    const auto about =
        co_await sayWithFiles(context, QStringLiteral("note"), context.arguments().text("text"));
    if (!about)
        co_return context.failed(about.error());
    co_return context.done(*about, QStringLiteral("Noted at case %1.").arg(textOf(*about, "number")));
}

Task<int> file(Context &context)
{
    return fetchInto(context, pathOf(context, "files/") + context.arguments().text("file"));
}

Task<int> take(Context &context)
{
    return tell(context, "take", {}, QStringLiteral("Case %1 is yours."));
}

Task<int> assign(Context &context)
{
    return tell(context, "assign", {{QStringLiteral("to"), context.arguments().text("to")}},
                QStringLiteral("Case %1 has its owner."));
}

Task<int> triage(Context &context)
{
    QJsonObject body;
    insertGiven(body, "severity", context.arguments().text("severity"));
    insertGiven(body, "subject", context.arguments().text("subject"));
    if (context.arguments().has("tags"))
        body.insert(QStringLiteral("tags"),
                    toJson(context.arguments().text("tags").split(QLatin1Char(','), Qt::SkipEmptyParts)));
    if (const QString application = context.arguments().text("application"); !application.isEmpty()) {
        const auto handle = co_await context.handle(application);
        if (!handle)
            co_return context.failed(handle.error());
        body.insert(QStringLiteral("application"), *handle);
    } else if (context.arguments().has("application")) {
        body.insert(QStringLiteral("application"), QString());
    }
    co_return co_await tell(context, "triage", body, QStringLiteral("Case %1 is what you said."));
}

Task<int> wait(Context &context)
{
    return tell(context, "wait", {{QStringLiteral("for"), context.arguments().text("for")}},
                QStringLiteral("Case %1 waits."));
}

Task<int> link(Context &context)
{
    return tell(context, "link", {{QStringLiteral("to"), context.arguments().text("to")}},
                QStringLiteral("Case %1 is linked to ") + context.arguments().text("to") + QLatin1Char('.'));
}

Task<int> unlink(Context &context)
{
    return tell(context, "unlink", {{QStringLiteral("to"), context.arguments().text("to")}},
                QStringLiteral("Case %1 isn't linked to it any more."));
}

Task<int> resume(Context &context)
{
    return tell(context, "resume", {}, QStringLiteral("Case %1 is open."));
}

Task<int> close(Context &context)
{
    return context.arguments().has("solved")
               ? tell(context, "solve", {}, QStringLiteral("Case %1 is solved."))
               : tell(context, "close", {}, QStringLiteral("Case %1 is closed."));
}

Task<int> listPages(Context &context)
{
    ListQuery query;
    if (context.arguments().has("case"))
        query.more.addQueryItem(QStringLiteral("case"), context.arguments().text("case"));
    query.q = context.arguments().text("search");
    const bool isForCustomer = context.arguments().has("for-customer");
    if (isForCustomer && !context.arguments().has("case")) {
        printProblem({Problem::Kind::Invalid,
                      QStringLiteral("It isn't said for which case's customer"),
                      {},
                      QStringLiteral("Name the case: --case NUMBER.")});
        co_return exitUsage;
    }
    const auto pages = co_await context.all(QStringLiteral("/api/v1/pages"), query, 100000);
    if (!pages)
        co_return context.failed(pages.error());
    if (context.json())
        printJson({{QStringLiteral("items"), isForCustomer ? withoutPeople(*pages) : *pages}});
    else if (isForCustomer)
        writePages(*pages, forCustomer);
    else if (context.arguments().has("csv"))
        writePages(*pages, forStaff);
    else
        printPages(*pages);
    co_return exitFine;
}

Task<int> acknowledge(Context &context)
{
    const auto page = co_await context.client().post(
        QStringLiteral("/api/v1/pages/%1/ack").arg(context.arguments().text("id")), {});
    if (!page)
        co_return context.failed(page.error());
    co_return context.done(
        *page, QStringLiteral("Acknowledged: nobody else is paged for case %1.").arg(textOf(*page, "case")));
}

} // namespace

std::vector<Command> caseCommands()
{
    const Parameter text{"text", Kind::Positional, "What is said"};
    const Parameter reference{"to", Kind::Positional,
                              "release/214, appliance/3, application/northwind/shop, or event/4711"};
    return {
        {"case",
         "list",
         "Cases that aren't over, newest first",
         {{"--state", Kind::Optional, "Only of this state, or all"},
          {"--customer", Kind::Optional, "Only of this customer"},
          {"--owner", Kind::Optional, "Only of this owner"},
          {"--severity", Kind::Optional, "Only of this severity"},
          {"--link", Kind::Optional, "Only those linked to this: release/214, say"},
          {"--sort", Kind::Optional, "newest, or deadline: the nearest target first"},
          {"--search", Kind::Optional, "Words of its subject, messages, customer or owner, or its number"}},
         list},
        {"case", "show", "One case with its messages and pages", {idParameter}, show},
        {"case",
         "new",
         "Open a case by hand; whoever is on duty is paged",
         {{"--subject", Kind::Required, "What it is about"},
          {"--text", Kind::Required, "What the customer said"},
          {"--contact", Kind::Optional, "Mail address that is answered"},
          {"--application", Kind::Optional, "Application: customer/name, or its name"},
          {"--severity", Kind::Optional, "critical, high, normal or low"}},
         open},
        {"case",
         "note",
         "Write down what the customer doesn't see",
         {idParameter,
          text,
          {"--attach", Kind::Several, "A file that stays with it; repeatable, 10 files, 20 MB together"}},
         note},
        {"case",
         "file",
         "Keep what staff sent with a reply, or kept with a note, in a file",
         {idParameter,
          {"file", Kind::Positional, "Number of the file; \"case show\" names it"},
          {"--output", Kind::Required, "The file"}},
         file},
        {"case", "take", "Work at it yourself; nobody else is paged", {idParameter}, take},
        {"case",
         "assign",
         "Give it to somebody",
         {idParameter, {"to", Kind::Positional, "Who works at it"}},
         assign},
        {"case",
         "triage",
         "Say what it is; only what is given changes, and its clocks follow the severity",
         {idParameter,
          {"--severity", Kind::Optional, "critical, high, normal or low"},
          {"--subject", Kind::Optional, "What it is about"},
          {"--application", Kind::Optional, "Application: customer/name, or its name; empty: none"},
          {"--tags", Kind::Optional, "Tags, with commas between; they replace those there are"}},
         triage},
        {"case",
         "wait",
         "It waits for the customer, which pauses its resolution, or for a release",
         {idParameter,
          {"for", Kind::Positional, "customer; release: those it is linked to; or one such as release/214"}},
         wait},
        {"case",
         "link",
         "Link it to a release, an appliance, an application or an entry of the ledger",
         {idParameter, reference},
         link},
        {"case", "unlink", "Take a link away", {idParameter, reference}, unlink},
        {"case", "reopen", "Work at it again, be it waiting or over; nobody is paged", {idParameter}, resume},
        {"case",
         "close",
         "The case is over",
         {idParameter, {"--solved", Kind::Flag, "Solved: the customer may still come back to it"}},
         close},
        {"page",
         "list",
         "Pages, newest first",
         {{"--case", Kind::Number, "Only of this case"},
          {"--search", Kind::Optional, "Only to people whose name or address has this in it"},
          {"--csv", Kind::Flag, "As comma-separated values, with every moment"},
          {"--for-customer", Kind::Flag,
           "For the customer of the case: the same without people, addresses and what servers said"}},
         listPages},
        {"page",
         "ack",
         "You have heard: nobody else is paged",
         {{"id", Kind::Positional, "Number of the page"}},
         acknowledge},
    };
}

} // namespace slipway
