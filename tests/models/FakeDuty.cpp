#include "models/FakeDuty.h"

#include "domain/Instant.h"

#include <algorithm>

namespace slipway {

namespace {

const QString base = QStringLiteral("/api/v1");

// So much of it as lies between; nothing when none does.
std::optional<QJsonObject> between(QJsonObject shift, const QString &from, const QString &to)
{
    const QString begins = std::max(shift.value(QStringLiteral("begins")).toString(), from);
    const QString ends = std::min(shift.value(QStringLiteral("ends")).toString(), to);
    if (begins >= ends)
        return std::nullopt;
    shift.insert(QStringLiteral("begins"), begins);
    shift.insert(QStringLiteral("ends"), ends);
    return shift;
}

} // namespace

QJsonObject FakeDuty::shift(const QString &begins, const QString &ends, const QString &onDuty,
                            const QString &alternate)
{
    return {{QStringLiteral("begins"), begins},   {QStringLiteral("ends"), ends},
            {QStringLiteral("on_duty"), onDuty},  {QStringLiteral("alternate"), alternate},
            {QStringLiteral("turn"), onDuty},     {QStringLiteral("override"), QJsonValue()},
            {QStringLiteral("reason"), QString()}};
}

QJsonObject FakeDuty::page(qint64 id, qint64 ofCase, const QString &to)
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("case"), ofCase},
            {QStringLiteral("step"), QStringLiteral("on-duty")},
            {QStringLiteral("to"), to},
            {QStringLiteral("method"), QStringLiteral("mail")},
            {QStringLiteral("address"), to + QStringLiteral("@p.example")},
            {QStringLiteral("due"), QStringLiteral("2026-11-27T01:00:00.000000Z")},
            {QStringLiteral("claimed"), QStringLiteral("2026-11-27T01:00:00.002000Z")},
            {QStringLiteral("sent"), QStringLiteral("2026-11-27T01:00:00.004000Z")},
            {QStringLiteral("accepted"), QStringLiteral("2026-11-27T01:00:00.012000Z")},
            {QStringLiteral("refused"), QJsonValue()},
            {QStringLiteral("bounced"), QJsonValue()},
            {QStringLiteral("why"), QString()},
            {QStringLiteral("withdrawn"), QJsonValue()},
            {QStringLiteral("acknowledged"), QJsonValue()},
            {QStringLiteral("attempts"), 1},
            {QStringLiteral("lateness_ms"), 12}};
}

QJsonObject FakeDuty::target(qint64 ofCase, const QString &at)
{
    return {{QStringLiteral("case"), ofCase},
            {QStringLiteral("subject"), QStringLiteral("The shop is slow")},
            {QStringLiteral("clock"), QStringLiteral("first-response")},
            {QStringLiteral("target"), at}};
}

void FakeDuty::addGap(const QString &begins, const QString &ends)
{
    shifts = {shift(begins, ends, {}, {})};
}

FakeDuty::FakeDuty(FakeService &service)
{
    service.clock.jump(*instantFromText(u"2026-11-27T02:00:00Z") - service.clock.now());
    const auto person = [](const QString &name) {
        return QJsonObject{{QStringLiteral("name"), name},
                           {QStringLiteral("mail"), name + QStringLiteral("@p.example")}};
    };
    const QString eva = QStringLiteral("eva");
    const QString jan = QStringLiteral("jan");
    const QString kim = QStringLiteral("kim");
    const QString monday = QStringLiteral("2026-11-30T08:00:00.000000Z");
    duty = {{QStringLiteral("at"), QStringLiteral("2026-11-27T02:00:00.000000Z")},
            {QStringLiteral("on_duty"), eva},
            {QStringLiteral("alternate"), jan},
            {QStringLiteral("until"), monday},
            {QStringLiteral("next"), jan},
            {QStringLiteral("people"),
             QJsonArray{person(eva), person(jan), person(kim), person(QStringLiteral("max"))}},
            {QStringLiteral("rota"), QJsonObject{{QStringLiteral("zone"), QStringLiteral("Europe/Berlin")},
                                                 {QStringLiteral("people"), QJsonArray{eva, jan, kim}},
                                                 {QStringLiteral("manager"), QStringLiteral("max")}}},
            {QStringLiteral("overrides"), QJsonArray()},
            {QStringLiteral("problems"), QJsonArray()}};
    QJsonObject swap = shift(QStringLiteral("2026-11-28T12:00:00.000000Z"),
                             QStringLiteral("2026-11-28T18:00:00.000000Z"), kim, jan);
    swap.insert(QStringLiteral("turn"), eva);
    swap.insert(QStringLiteral("override"), 3);
    swap.insert(QStringLiteral("reason"), QStringLiteral("dentist"));
    shifts = {shift(QStringLiteral("2026-11-16T08:00:00.000000Z"),
                    QStringLiteral("2026-11-23T08:00:00.000000Z"), kim, eva),
              shift(QStringLiteral("2026-11-23T08:00:00.000000Z"),
                    QStringLiteral("2026-11-28T12:00:00.000000Z"), eva, jan),
              swap, shift(QStringLiteral("2026-11-28T18:00:00.000000Z"), monday, eva, jan),
              shift(monday, QStringLiteral("2026-12-14T08:00:00.000000Z"), jan, kim)};
    targets = {{QStringLiteral("at"), QString()},
               {QStringLiteral("next"), QJsonValue()},
               {QStringLiteral("past"), 0},
               {QStringLiteral("first_past"), QJsonValue()}};
    service.on("GET", base + QStringLiteral("/duty"),
               [this](const FakeService::Request &) { return FakeService::Reply::json(duty); });
    service.on("GET", base + QStringLiteral("/cases:next"),
               [this](const FakeService::Request &) { return FakeService::Reply::json(targets); });
    service.on("GET", base + QStringLiteral("/duty/shifts"), [this](const FakeService::Request &request) {
        QJsonArray items;
        for (const QJsonValue &value : shifts) {
            if (const auto part = between(value.toObject(), request.argument(QStringLiteral("from")),
                                          request.argument(QStringLiteral("to"))))
                items.append(*part);
        }
        return FakeService::Reply::items(items);
    });
    service.on("POST", base + QStringLiteral("/duty/overrides"), [](const FakeService::Request &request) {
        QJsonObject made = request.body;
        made.insert(QStringLiteral("id"), 7);
        return FakeService::Reply::json(made, 201);
    });
    service.on("DELETE", base + QStringLiteral("/duty/overrides/*"), [](const FakeService::Request &request) {
        return FakeService::Reply::json(
            {{QStringLiteral("id"), request.path.section(QLatin1Char('/'), -1).toLongLong()},
             {QStringLiteral("person"), QStringLiteral("kim")},
             {QStringLiteral("begins"), QStringLiteral("2026-11-28T12:00:00.000000Z")},
             {QStringLiteral("ends"), QStringLiteral("2026-11-28T18:00:00.000000Z")},
             {QStringLiteral("reason"), QStringLiteral("dentist")}});
    });
    service.on("POST", base + QStringLiteral("/duty/swaps"), [](const FakeService::Request &request) {
        QJsonObject made = request.body;
        made.insert(QStringLiteral("id"), 9);
        return FakeService::Reply::json(made, 201);
    });
    service.on("DELETE", base + QStringLiteral("/duty/swaps/*"), [](const FakeService::Request &) {
        return FakeService::Reply::json({{QStringLiteral("id"), 9}});
    });
    service.on("POST", base + QStringLiteral("/duty:simulate"), [this](const FakeService::Request &request) {
        return FakeService::Reply::json({{QStringLiteral("at"), request.body.value(QStringLiteral("at"))},
                                         {QStringLiteral("plan"), QStringLiteral("2h")},
                                         {QStringLiteral("clocks"), promised},
                                         {QStringLiteral("process"), QStringLiteral("paging-2h")},
                                         {QStringLiteral("digest"), QStringLiteral("d")},
                                         {QStringLiteral("items"), plan}});
    });
    addPages(service);
}

void FakeDuty::addPages(FakeService &service)
{
    service.on("GET", base + QStringLiteral("/pages"), [this](const FakeService::Request &request) {
        const QString ofCase = request.argument(QStringLiteral("case"));
        const QString q = request.argument(QStringLiteral("q"));
        const qint64 before = request.argument(QStringLiteral("cursor")).toLongLong();
        const int limit = request.argument(QStringLiteral("limit")).toInt();
        QJsonArray items;
        qint64 last = 0;
        for (const QJsonObject &one : pages) {
            const qint64 id = one.value(QStringLiteral("id")).toInteger();
            const bool isMeant =
                (before == 0 || id < before) &&
                (ofCase.isEmpty() || one.value(QStringLiteral("case")).toInteger() == ofCase.toLongLong()) &&
                one.value(QStringLiteral("address")).toString().contains(q, Qt::CaseInsensitive);
            if (!isMeant)
                continue;
            if (items.size() == limit)
                return FakeService::Reply::items(items, QString::number(last));
            items.append(one);
            last = id;
        }
        return FakeService::Reply::items(items);
    });
    service.on("POST", base + QStringLiteral("/pages/*"), [this](const FakeService::Request &request) {
        const qint64 id = request.path.section(QLatin1Char('/'), 4, 4).toLongLong();
        for (QJsonObject &one : pages) {
            if (one.value(QStringLiteral("id")).toInteger() != id)
                continue;
            one.insert(QStringLiteral("acknowledged"), QStringLiteral("2026-11-27T01:04:00.000000Z"));
            return FakeService::Reply::json(one);
        }
        return FakeService::Reply::refusal(
            {Problem::Kind::NotFound, QStringLiteral("There is no page"), {}, {}});
    });
}

} // namespace slipway
