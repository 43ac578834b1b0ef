// What customers used.
#include "ctl/Context.h"

namespace slipway {

namespace {

using Kind = Parameter::Kind;

QString textOf(const QJsonObject &object, const char *field)
{
    return cell(object.value(QLatin1String(field)));
}

QString hours(const QJsonValue &ms)
{
    return QString::number(ms.toDouble() / 3'600'000.0, 'f', 2);
}

Task<int> show(Context &context)
{
    const QString customer = context.arguments().text("customer");
    QString path = QStringLiteral("/api/v1/customers/%1/usage")
                       .arg(QString::fromLatin1(customer.toUtf8().toPercentEncoding()));
    if (context.arguments().has("month"))
        path += QLatin1String("?month=") +
                QString::fromLatin1(context.arguments().text("month").toUtf8().toPercentEncoding());
    const auto usage = co_await context.client().get(path);
    if (!usage)
        co_return context.failed(usage.error());
    if (context.json()) {
        printJson(*usage);
        co_return exitFine;
    }
    printLine(QStringLiteral("%1 in %2 (%3), counted until %4 UTC")
                  .arg(textOf(*usage, "customer"), textOf(*usage, "month"), textOf(*usage, "zone"),
                       shortTime(textOf(*usage, "counted_until"))));
    Table table({QStringLiteral("APPLICATION"), QStringLiteral("ENVIRONMENT"), QStringLiteral("ROLE"),
                 QStringLiteral("APPLIANCES"), QStringLiteral("HOURS")});
    for (const QJsonValue &value : usage->value(QLatin1String("environments")).toArray()) {
        const QJsonObject one = value.toObject();
        table.add({textOf(one, "application"), textOf(one, "environment"), textOf(one, "role"),
                   textOf(one, "appliances"), hours(one.value(QLatin1String("running_ms")))});
    }
    table.print();
    printLine(QStringLiteral("%1 appliance hours, %2 releases that went live, %3 cases")
                  .arg(hours(usage->value(QLatin1String("appliance_ms"))), textOf(*usage, "releases"),
                       textOf(*usage, "cases")));
    co_return exitFine;
}

} // namespace

std::vector<Command> usageCommands()
{
    return {{"usage",
             "show",
             "How long a customer's environments ran in a month, their releases and cases",
             {{"customer", Kind::Positional, "Customer, such as northwind"},
              {"--month", Kind::Optional, "Such as 2026-11; by default this one, so far"}},
             show}};
}

} // namespace slipway
