#include "ctl/Context.h"
#include "domain/Json.h"

#include <QFile>

namespace slipway {

namespace {

using Kind = Parameter::Kind;

QString textOf(const QJsonObject &object, const char *field)
{
    return cell(object.value(QLatin1String(field)));
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(text.toUtf8().toPercentEncoding());
}

QString swapText(const QJsonObject &swap)
{
    return QStringLiteral("%1 is on duty from %2 to %3, %4 from %5 to %6")
        .arg(textOf(swap, "with"), textOf(swap, "begins"), textOf(swap, "ends"), textOf(swap, "person"),
             textOf(swap, "with_begins"), textOf(swap, "with_ends"));
}

void printDuty(const QJsonObject &duty)
{
    const auto orNobody = [](const QString &name) {
        return name.isEmpty() ? QStringLiteral("nobody") : name;
    };
    printLine(QStringLiteral("On duty: %1").arg(orNobody(textOf(duty, "on_duty"))));
    printLine(QStringLiteral("Alternate: %1").arg(orNobody(textOf(duty, "alternate"))));
    if (const QString until = textOf(duty, "until"); !until.isEmpty())
        printLine(QStringLiteral("Next: %1, from %2").arg(orNobody(textOf(duty, "next")), until));
    for (const QJsonValue &value : duty.value(QStringLiteral("people")).toArray()) {
        const QJsonObject person = value.toObject();
        QStringList ways;
        for (const QJsonValue &way : person.value(QStringLiteral("methods")).toArray())
            ways.append(textOf(way.toObject(), "kind"));
        if (ways.isEmpty() && !textOf(person, "mail").isEmpty())
            ways.append(QStringLiteral("mail"));
        printLine(QStringLiteral("%1: %2").arg(textOf(person, "name"), ways.join(QStringLiteral(", then "))));
    }
    for (const QJsonValue &value : duty.value(QStringLiteral("overrides")).toArray()) {
        const QJsonObject one = value.toObject();
        if (textOf(one, "swap").isEmpty())
            printLine(QStringLiteral("Override %1: %2 from %3 to %4")
                          .arg(textOf(one, "id"), textOf(one, "person"), textOf(one, "begins"),
                               textOf(one, "ends")));
    }
    for (const QJsonValue &value : duty.value(QStringLiteral("swaps")).toArray())
        printLine(QStringLiteral("Swap %1: ").arg(textOf(value.toObject(), "id")) +
                  swapText(value.toObject()));
    for (const QJsonValue &problem : duty.value(QStringLiteral("problems")).toArray())
        printLine(QStringLiteral("Problem: ") + problem.toString());
}

int answer(const Context &context, const Result<QJsonObject> &duty)
{
    if (!duty)
        return context.failed(duty.error());
    if (context.json())
        printJson(*duty);
    else
        printDuty(*duty);
    return exitFine;
}

Task<int> show(Context &context)
{
    QString path = QStringLiteral("/api/v1/duty");
    if (context.arguments().has("at"))
        path += QStringLiteral("?at=") + encoded(context.arguments().text("at"));
    const auto duty = co_await context.client().get(path);
    co_return answer(context, duty);
}

Task<int> set(Context &context)
{
    QFile file(context.arguments().text("file"));
    if (!file.open(QIODevice::ReadOnly))
        co_return context.failed(
            {Problem::Kind::NotFound, QStringLiteral("Can't be read: %1").arg(file.errorString()),
             file.fileName(), QStringLiteral("Name a JSON file with people, rota, address or pages.")});
    const auto body = objectFromBytes(file.readAll(), file.fileName());
    if (!body)
        co_return context.failed(body.error());
    const auto duty = co_await context.client().put(QStringLiteral("/api/v1/duty"), *body);
    co_return answer(context, duty);
}

Task<int> shifts(Context &context)
{
    QStringList given;
    for (const char *option : {"from", "to"}) {
        if (context.arguments().has(option))
            given.append(QLatin1String(option) + QLatin1Char('=') +
                         encoded(context.arguments().text(option)));
    }
    QString path = QStringLiteral("/api/v1/duty/shifts");
    if (!given.isEmpty())
        path += QLatin1Char('?') + given.join(QLatin1Char('&'));
    const auto found = co_await context.client().get(path);
    if (!found)
        co_return context.failed(found.error());
    if (context.json()) {
        printJson(*found);
        co_return exitFine;
    }
    Table table({QStringLiteral("FROM"), QStringLiteral("TO"), QStringLiteral("ON DUTY"),
                 QStringLiteral("ALTERNATE"), QStringLiteral("LAYER"), QStringLiteral("OVERRIDE"),
                 QStringLiteral("REASON")});
    for (const QJsonValue &value : found->value(QStringLiteral("items")).toArray()) {
        const QJsonObject shift = value.toObject();
        const QString onDuty = textOf(shift, "on_duty");
        const bool isAway = shift.value(QStringLiteral("alternate_replaced")).toBool();
        table.add({textOf(shift, "begins"), textOf(shift, "ends"),
                   onDuty.isEmpty() ? QStringLiteral("nobody") : onDuty,
                   textOf(shift, "alternate") + (isAway ? QStringLiteral(" (replaced)") : QString()),
                   textOf(shift, "layer"), textOf(shift, "override"), textOf(shift, "reason")});
    }
    table.print();
    co_return exitFine;
}

Task<int> removeOverride(Context &context)
{
    const auto removed = co_await context.client().removeOverride(context.arguments().number("remove"));
    if (!removed)
        co_return context.failed(removed.error());
    co_return context.done(
        *removed, QStringLiteral("The override of %1 is taken back.").arg(textOf(*removed, "person")));
}

Task<int> override(Context &context)
{
    if (context.arguments().has("remove"))
        co_return co_await removeOverride(context);
    for (const char *needed : {"person", "until"}) {
        if (context.arguments().has(needed))
            continue;
        printProblem({Problem::Kind::Invalid,
                      QStringLiteral("It isn't said who is on duty until when"),
                      {},
                      QStringLiteral("Give a person and --until, or --remove with the number of an "
                                     "override.")});
        co_return exitUsage;
    }
    QJsonObject body{{QStringLiteral("person"), context.arguments().text("person")},
                     {QStringLiteral("ends"), context.arguments().text("until")}};
    insertGiven(body, "begins", context.arguments().text("from"));
    insertGiven(body, "reason", context.arguments().text("reason"));
    const auto added = co_await context.client().post(QStringLiteral("/api/v1/duty/overrides"), body);
    if (!added)
        co_return context.failed(added.error());
    co_return context.done(
        *added, QStringLiteral("%1 is on duty from %2 to %3.")
                    .arg(textOf(*added, "person"), textOf(*added, "begins"), textOf(*added, "ends")));
}

Task<int> removeSwap(Context &context)
{
    const auto removed = co_await context.client().remove(
        QStringLiteral("/api/v1/duty/swaps/%1").arg(context.arguments().number("remove")));
    if (!removed)
        co_return context.failed(removed.error());
    co_return context.done(*removed, QStringLiteral("The swap of %1 and %2 is taken back.")
                                         .arg(textOf(*removed, "person"), textOf(*removed, "with")));
}

Task<int> swap(Context &context)
{
    if (context.arguments().has("remove"))
        co_return co_await removeSwap(context);
    for (const char *needed : {"person", "from", "with", "their-from"}) {
        if (context.arguments().has(needed))
            continue;
        printProblem(
            {Problem::Kind::Invalid,
             QStringLiteral("It isn't said who exchanges what"),
             {},
             QStringLiteral("Give a person and --from, --with and --their-from, or --remove with the "
                            "number of a swap.")});
        co_return exitUsage;
    }
    QJsonObject body;
    const std::pair<const char *, const char *> given[] = {
        {"person", "person"},        {"begins", "from"},
        {"ends", "until"},           {"with", "with"},
        {"reason", "reason"},        {"with_begins", "their-from"},
        {"with_ends", "their-until"}};
    for (const auto &[field, option] : given)
        insertGiven(body, field, context.arguments().text(option));
    const auto made = co_await context.client().post(QStringLiteral("/api/v1/duty/swaps"), body);
    if (!made)
        co_return context.failed(made.error());
    co_return context.done(*made, QStringLiteral("Swap %1: %2.").arg(textOf(*made, "id"), swapText(*made)));
}

Task<int> simulate(Context &context)
{
    QJsonObject body;
    for (const char *given : {"at", "customer", "severity"})
        insertGiven(body, given, context.arguments().text(given));
    const auto plan = co_await context.client().post(QStringLiteral("/api/v1/duty:simulate"), body);
    if (!plan)
        co_return context.failed(plan.error());
    if (context.json()) {
        printJson(*plan);
        co_return exitFine;
    }
    Table table({QStringLiteral("AT"), QStringLiteral("STEP"), QStringLiteral("TO"), QStringLiteral("WHO"),
                 QStringLiteral("ONLY WHEN")});
    for (const QJsonValue &value : plan->value(QStringLiteral("items")).toArray()) {
        const QJsonObject page = value.toObject();
        table.add({textOf(page, "at"), textOf(page, "step"), textOf(page, "to"),
                   stringsFromJson(page.value(QStringLiteral("people"))).join(QStringLiteral(", ")),
                   textOf(page, "when")});
    }
    table.print();
    for (const QJsonValue &value : plan->value(QStringLiteral("clocks")).toArray())
        printLine(QStringLiteral("%1 until %2 (plan %3)")
                      .arg(textOf(value.toObject(), "name"), textOf(value.toObject(), "target"),
                           textOf(*plan, "plan")));
    co_return exitFine;
}

} // namespace

std::vector<Command> dutyCommands()
{
    const Parameter at{"--at", Kind::Optional,
                       "At this moment, such as 2026-11-27T02:30:00Z; by default now"};
    return {
        {"duty", "show", "Who is on duty, and who next", {at}, show},
        {"duty",
         "set",
         "Change people and how they are reached, the rota, the desk's address and its pages",
         {{"file", Kind::Positional, "JSON with people, rota, address or pages; what isn't named stays"}},
         set},
        {"duty",
         "shifts",
         "Who is on duty from when to when",
         {{"--from", Kind::Optional, "Since when; by default now"},
          {"--to", Kind::Optional, "Until when; by default a week later, at most 100 days"}},
         shifts},
        {"duty",
         "override",
         "Somebody else is on duty for a while, or not any more",
         {{"person", Kind::OptionalPositional, "Who is on duty then"},
          {"--from", Kind::Optional, "Since when; by default now"},
          {"--until", Kind::Optional, "Until when, such as 2026-11-28T09:00:00Z"},
          {"--reason", Kind::Optional, "Why"},
          {"--remove", Kind::Number, "Take this override back; one that has begun ends now"}},
         override},
        {"duty",
         "swap",
         "Two people exchange a stretch each, or not any more",
         {{"person", Kind::OptionalPositional, "Who gives a stretch of theirs"},
          {"--from", Kind::Optional, "Since when, such as 2026-11-28T09:00:00Z"},
          {"--until", Kind::Optional, "Until when; by default the end of that duty"},
          {"--with", Kind::Optional, "Who takes it over, and gives one for it"},
          {"--their-from", Kind::Optional, "Since when that is"},
          {"--their-until", Kind::Optional, "Until when; by default the end of that duty"},
          {"--reason", Kind::Optional, "Why"},
          {"--remove", Kind::Number, "Take this swap back, both halves; one that has begun ends now"}},
         swap},
        {"duty",
         "simulate",
         "Whom a case would page when, if nobody answered; nothing is sent",
         {at,
          {"--customer", Kind::Optional, "Whose case; by whose agreement its targets are"},
          {"--severity", Kind::Optional, "critical, high, normal or low; by default normal"}},
         simulate},
    };
}

} // namespace slipway
