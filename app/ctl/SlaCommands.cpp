// What is guaranteed, and how it was kept.
#include "ctl/Context.h"
#include "domain/Csv.h"
#include "domain/Json.h"

#include <QFile>

namespace slipway {

namespace {

using Kind = Parameter::Kind;

QString textOf(const QJsonObject &object, const char *field)
{
    return cell(object.value(QLatin1String(field)));
}

QString pathOf(const Context &context, const QString &kind, const char *rest = "")
{
    const auto encoded = [](const QString &text) {
        return QString::fromLatin1(text.toUtf8().toPercentEncoding());
    };
    QString path = QStringLiteral("/api/v1/sla/%1/%2%3")
                       .arg(encoded(kind), encoded(context.arguments().text("name")), QLatin1String(rest));
    return context.arguments().has("dry-run") ? path + QStringLiteral("?try=true") : path;
}

Result<QByteArray> fileOf(const Context &context, const QString &hint)
{
    QFile file(context.arguments().text("file"));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Problem::Kind::NotFound, QStringLiteral("Can't be read: %1").arg(file.errorString()),
                    hint, file.fileName());
    return file.readAll();
}

int answer(const Context &context, const Result<QJsonObject> &effect)
{
    if (!effect)
        return context.failed(effect.error());
    const QString what =
        context.arguments().has("dry-run") ? QStringLiteral("It would change") : QStringLiteral("It changed");
    const int sooner = effect->value(QLatin1String("sooner")).toInt();
    const int later = effect->value(QLatin1String("later")).toInt();
    return context.done(
        *effect, QStringLiteral("%1 the next target of %2 of %3 open cases: %4 come sooner, of which %5 "
                                "have passed by it, %6 later.")
                     .arg(what)
                     .arg(sooner + later)
                     .arg(effect->value(QLatin1String("open")).toInt())
                     .arg(sooner)
                     .arg(effect->value(QLatin1String("overdue")).toInt())
                     .arg(later));
}

void printPolicy(const QJsonObject &policy, Table &table)
{
    const QString calendar = textOf(policy, "calendar");
    for (const QJsonValue &value : policy.value(QLatin1String("promises")).toArray()) {
        const QJsonObject promise = value.toObject();
        table.add({textOf(policy, "name"), textOf(promise, "severity"), textOf(promise, "first_response"),
                   textOf(promise, "next_response"), textOf(promise, "resolution"),
                   calendar.isEmpty() ? QStringLiteral("around the clock") : calendar});
    }
}

Task<int> show(Context &context)
{
    const auto sla = co_await context.client().get(QStringLiteral("/api/v1/sla"));
    if (!sla)
        co_return context.failed(sla.error());
    if (context.json()) {
        printJson(*sla);
        co_return exitFine;
    }
    Table policies({QStringLiteral("PLAN"), QStringLiteral("SEVERITY"), QStringLiteral("FIRST RESPONSE"),
                    QStringLiteral("NEXT RESPONSE"), QStringLiteral("RESOLUTION"),
                    QStringLiteral("CALENDAR")});
    for (const QJsonValue &policy : sla->value(QLatin1String("policies")).toArray())
        printPolicy(policy.toObject(), policies);
    policies.print();
    for (const QJsonValue &value : sla->value(QLatin1String("calendars")).toArray()) {
        const QJsonObject calendar = value.toObject();
        const QString zone = textOf(calendar, "zone");
        printLine(
            QStringLiteral("Calendar %1: %2, %3 holidays")
                .arg(textOf(calendar, "name"), zone.isEmpty() ? QStringLiteral("the customer's zone") : zone)
                .arg(calendar.value(QLatin1String("holidays")).toArray().size()));
    }
    for (const QJsonValue &value : sla->value(QLatin1String("agreements")).toArray()) {
        const QJsonObject agreement = value.toObject();
        const QString name = textOf(agreement, "name");
        printLine(QStringLiteral("%1: plan %2")
                      .arg(name == QLatin1String("*") ? QStringLiteral("Everybody else") : name,
                           textOf(agreement, "plan")));
    }
    co_return exitFine;
}

Task<int> set(Context &context)
{
    const auto bytes =
        fileOf(context, QStringLiteral("Name a JSON file; \"slipwayctl sla show --json\" shows "
                                       "what they look like."));
    const auto body =
        bytes ? objectFromBytes(*bytes, context.arguments().text("file")) : Failure(bytes.error());
    if (!body)
        co_return context.failed(body.error());
    const auto effect =
        co_await context.client().put(pathOf(context, context.arguments().text("kind")), *body);
    co_return answer(context, effect);
}

Task<int> remove(Context &context)
{
    const auto effect = co_await context.client().remove(pathOf(context, context.arguments().text("kind")));
    co_return answer(context, effect);
}

Task<int> undo(Context &context)
{
    const auto effect =
        co_await context.client().post(pathOf(context, context.arguments().text("kind"), "/undo"), {});
    co_return answer(context, effect);
}

Task<int> holidays(Context &context)
{
    auto bytes = fileOf(context, QStringLiteral("Name an iCalendar file."));
    if (!bytes)
        co_return context.failed(bytes.error());
    Client::Call call;
    call.method = "POST";
    call.path = pathOf(context, QStringLiteral("calendar"), "/holidays");
    call.body = std::move(*bytes);
    call.type = "text/calendar";
    call.expects = Client::Call::Expects::Object;
    const auto effect = co_await context.client().call(std::move(call));
    co_return answer(context, effect ? Result<QJsonObject>(effect->object) : Failure(effect.error()));
}

QString minutes(const QJsonValue &ms)
{
    return ms.isDouble() ? QString::number(ms.toDouble() / 60000.0, 'f', 1) : QString();
}

Task<int> report(Context &context)
{
    QUrlQuery query;
    for (const char *given : {"by", "from", "until", "customer", "zone"}) {
        if (context.arguments().has(given))
            query.addQueryItem(QLatin1String(given), context.arguments().text(given));
    }
    const auto report = co_await context.client().get(QStringLiteral("/api/v1/reports/sla?") +
                                                      query.toString(QUrl::FullyEncoded));
    if (!report)
        co_return context.failed(report.error());
    if (context.json()) {
        printJson(*report);
        co_return exitFine;
    }
    const bool csv = context.arguments().has("csv");
    const QStringList head{QStringLiteral("WHAT"),     QStringLiteral("MET %"),   QStringLiteral("MET"),
                           QStringLiteral("BREACHED"), QStringLiteral("OPEN"),    QStringLiteral("RESPONSES"),
                           QStringLiteral("P50 MIN"),  QStringLiteral("P90 MIN"), QStringLiteral("MAX MIN")};
    Table table(head);
    if (csv)
        printLine(head.join(QLatin1Char(',')).toLower().replace(QLatin1Char(' '), QLatin1Char('_')));
    for (const QJsonValue &value : report->value(QLatin1String("items")).toArray()) {
        const QJsonObject group = value.toObject();
        const QString key = textOf(group, "key");
        QStringList cells{key.isEmpty() ? QStringLiteral("(nobody)") : key,
                          textOf(group, "met_percent"),
                          textOf(group, "met"),
                          textOf(group, "breached"),
                          textOf(group, "running"),
                          textOf(group, "responses"),
                          minutes(group.value(QLatin1String("response_p50_ms"))),
                          minutes(group.value(QLatin1String("response_p90_ms"))),
                          minutes(group.value(QLatin1String("response_max_ms")))};
        if (csv)
            printLine(csvLine(cells));
        else
            table.add(cells);
    }
    if (!csv && table.isEmpty())
        printLine(QStringLiteral("No clock began in that time."));
    if (!csv)
        table.print();
    co_return exitFine;
}

} // namespace

std::vector<Command> slaCommands()
{
    const Parameter kind{"kind", Kind::Positional, "policy, calendar or agreement"};
    const Parameter name{"name", Kind::Positional, "Plan, calendar or customer; * for every other customer"};
    const Parameter dryRun{"--dry-run", Kind::Flag, "Say what it would change; keep nothing"};
    return {
        {"sla", "show", "What is guaranteed: policies, calendars, agreements", {}, show},
        {"sla",
         "set",
         "Change what is guaranteed; clocks of open cases follow",
         {kind, name, {"file", Kind::Positional, "JSON"}, dryRun},
         set},
        {"sla", "remove", "Take it away; what is in use stays", {kind, name, dryRun}, remove},
        {"sla", "undo", "As it was before its last change", {kind, name, dryRun}, undo},
        {"sla",
         "holidays",
         "Add the holidays of an iCalendar file to a calendar",
         {name, {"file", Kind::Positional, "An .ics file"}, dryRun},
         holidays},
        {"sla",
         "report",
         "How the guarantees were kept, and how long answers took",
         {{"--by", Kind::Optional, "clock, customer, plan, severity, person or month"},
          {"--from", Kind::Optional, "Clocks that began since, such as 2026-11-01; by default a month ago"},
          {"--until", Kind::Optional, "And before; by default now"},
          {"--customer", Kind::Optional, "Only of this customer"},
          {"--zone", Kind::Optional, "Time zone of the months, such as Europe/Berlin; by default UTC"},
          {"--csv", Kind::Flag, "As comma-separated values"}},
         report},
    };
}

} // namespace slipway
