#include "models/FakeCases.h"

#include "domain/Case.h"
#include "domain/Json.h"

#include <algorithm>

namespace slipway {

namespace {

const QString base = QStringLiteral("/api/v1");
const QString idKey = QStringLiteral("id");
const QString stateKey = QStringLiteral("state");
const QString ownerKey = QStringLiteral("owner");
const QString clocksKey = QStringLiteral("clocks");

FakeService::Reply noSuch(qint64 id)
{
    return FakeService::Reply::refusal(
        {Problem::Kind::NotFound, QStringLiteral("There is no case %1").arg(id), {}, {}});
}

bool isOver(const QJsonObject &about)
{
    const QString state = about.value(stateKey).toString();
    return state == QLatin1String("solved") || state == QLatin1String("closed");
}

QString deadlineOf(const QJsonObject &about)
{
    QString nearest = QStringLiteral("9999");
    for (const QJsonValue &value : about.value(clocksKey).toArray()) {
        const QJsonObject clock = value.toObject();
        if (clock.value(QStringLiteral("met")).isNull() && clock.value(QStringLiteral("paused")).isNull())
            nearest = std::min(nearest, clock.value(QStringLiteral("target")).toString());
    }
    return nearest;
}

} // namespace

FakeCases::FakeCases(FakeService &service) : m_service(service)
{
    addRoutes();
}

QString FakeCases::in(std::chrono::seconds time) const
{
    return toText(m_service.clock.now() + time);
}

QJsonObject FakeCases::clock(const QString &name, std::chrono::seconds left) const
{
    return {
        {QStringLiteral("name"), name},
        {QStringLiteral("state"),
         left > std::chrono::seconds(0) ? QStringLiteral("running") : QStringLiteral("breached")},
        {QStringLiteral("started"), in(std::chrono::hours(-1))},
        {QStringLiteral("target"), in(left)},
        {QStringLiteral("met"), QJsonValue()},
        {QStringLiteral("breached"), left > std::chrono::seconds(0) ? QJsonValue() : QJsonValue(in(left))},
        {QStringLiteral("paused"), QJsonValue()}};
}

QJsonObject FakeCases::make(qint64 id, const QString &subject, std::chrono::seconds left,
                            const QString &state, const QString &owner) const
{
    return {{idKey, id},
            {QStringLiteral("number"), id},
            {QStringLiteral("subject"), subject},
            {stateKey, state},
            {QStringLiteral("severity"), QStringLiteral("normal")},
            {QStringLiteral("customer"), QStringLiteral("northwind")},
            {QStringLiteral("application"), QStringLiteral("northwind/shop")},
            {QStringLiteral("contact"), QStringLiteral("maria@northwind.example")},
            {ownerKey, owner},
            {QStringLiteral("plan"), QStringLiteral("2h")},
            {QStringLiteral("tags"), QJsonArray()},
            {QStringLiteral("created"), in(std::chrono::hours(-1))},
            {QStringLiteral("updated"), in(std::chrono::hours(-1))},
            {QStringLiteral("acknowledged"), QJsonValue()},
            {QStringLiteral("acknowledged_by"), QString()},
            {QStringLiteral("revision"), 1},
            {clocksKey, QJsonArray{clock(QStringLiteral("first-response"), left),
                                   clock(QStringLiteral("resolution"), left + std::chrono::hours(24))}}};
}

QJsonObject FakeCases::message(qint64 id, const QString &kind, const QString &author, const QString &text,
                               bool machine) const
{
    return {{idKey, id},
            {QStringLiteral("kind"), kind},
            {QStringLiteral("author"), author},
            {QStringLiteral("at"), in(std::chrono::minutes(-50) + std::chrono::minutes(id))},
            {QStringLiteral("text"), text},
            {QStringLiteral("message_id"), QString()},
            {QStringLiteral("machine"), machine}};
}

QJsonObject FakeCases::sla()
{
    const auto promise = [](const char *severity, const char *first, const char *solved) {
        return QJsonObject{{QStringLiteral("severity"), QLatin1String(severity)},
                           {QStringLiteral("first_response"), QLatin1String(first)},
                           {QStringLiteral("next_response"), QLatin1String(first)},
                           {QStringLiteral("resolution"), QLatin1String(solved)}};
    };
    return {
        {QStringLiteral("policies"),
         QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("2h")},
                                {QStringLiteral("promises"),
                                 QJsonArray{promise("critical", "30m", "8h"), promise("high", "90m", "24h"),
                                            promise("normal", "2h", "72h"), promise("low", "8h", "0s")}}}}},
        {QStringLiteral("calendars"), QJsonArray()},
        {QStringLiteral("agreements"), QJsonArray()}};
}

QJsonObject FakeCases::page(qint64 id, qint64 ofCase, const QString &to) const
{
    return {{idKey, id},
            {QStringLiteral("case"), ofCase},
            {QStringLiteral("step"), QStringLiteral("on-duty")},
            {QStringLiteral("to"), to},
            {QStringLiteral("method"), QStringLiteral("mail")},
            {QStringLiteral("address"), to + QStringLiteral("@provider.example")},
            {QStringLiteral("due"), in(std::chrono::minutes(-50))},
            {QStringLiteral("claimed"), in(std::chrono::minutes(-50))},
            {QStringLiteral("sent"), in(std::chrono::minutes(-50))},
            {QStringLiteral("accepted"), in(std::chrono::minutes(-50))},
            {QStringLiteral("refused"), QJsonValue()},
            {QStringLiteral("bounced"), QJsonValue()},
            {QStringLiteral("why"), QString()},
            {QStringLiteral("withdrawn"), QJsonValue()},
            {QStringLiteral("acknowledged"), QJsonValue()},
            {QStringLiteral("attempts"), 1},
            {QStringLiteral("lateness_ms"), 12}};
}

QJsonObject FakeCases::of(qint64 id) const
{
    const auto found = all.find(id);
    return found == all.end() ? QJsonObject() : found->second;
}

void FakeCases::put(const QJsonObject &about)
{
    const qint64 id = about.value(idKey).toInteger();
    const bool isNew = !all.contains(id);
    all[id] = about;
    m_service.tell(isNew ? QStringLiteral("case.opened") : QStringLiteral("case.message"),
                   QStringLiteral("case/%1").arg(id), {{QStringLiteral("case"), id}});
}

void FakeCases::addRoutes()
{
    const auto idOf = [](const FakeService::Request &request) {
        return request.path.section(QLatin1Char('/'), 4, 4).toLongLong();
    };
    m_service.on("GET", base + QStringLiteral("/cases"),
                 [this](const FakeService::Request &request) { return list(request); });
    m_service.on("GET", base + QStringLiteral("/cases/*"),
                 [this, idOf](const FakeService::Request &request) { return get(idOf(request)); });
    m_service.on("POST", base + QStringLiteral("/cases"),
                 [this](const FakeService::Request &request) { return open(request); });
    m_service.on("POST", base + QStringLiteral("/cases/*"),
                 [this, idOf](const FakeService::Request &request) {
                     return run(idOf(request), request.path.section(QLatin1Char('/'), 5), request.body);
                 });
    m_service.answer(base + QStringLiteral("/sla"), sla());
    m_service.answer(base + QStringLiteral("/customers/northwind/usage"), usage());
    m_service.on("POST", base + QStringLiteral("/pages/*"),
                 [this, idOf](const FakeService::Request &request) { return acknowledge(idOf(request)); });
}

QJsonObject FakeCases::usage()
{
    constexpr qint64 hour = 3'600'000;
    const auto one = [](const char *environment, const char *role, int appliances, qint64 ms) {
        return QJsonObject{{QStringLiteral("application"), QStringLiteral("northwind/shop")},
                           {QStringLiteral("environment"), QLatin1String(environment)},
                           {QStringLiteral("role"), QLatin1String(role)},
                           {QStringLiteral("appliances"), appliances},
                           {QStringLiteral("running_ms"), ms}};
    };
    return {{QStringLiteral("customer"), QStringLiteral("northwind")},
            {QStringLiteral("month"), QStringLiteral("2026-11")},
            {QStringLiteral("zone"), QStringLiteral("UTC")},
            {QStringLiteral("counted_until"), QStringLiteral("2026-11-27T00:30:00.000000Z")},
            {QStringLiteral("environments"), QJsonArray{one("shop-1", "production", 3, 624 * hour + hour / 2),
                                                        one("shop-2", "test", 2, 12 * hour)}},
            {QStringLiteral("appliance_ms"), 3 * (624 * hour + hour / 2) + 2 * 12 * hour},
            {QStringLiteral("releases"), 2},
            {QStringLiteral("cases"), 5}};
}

void FakeCases::learnToShare()
{
    const auto partOf = [](const FakeService::Request &request, int part) {
        return request.path.section(QLatin1Char('/'), part, part);
    };
    m_service.on("GET", base + QStringLiteral("/templates"), [this](const FakeService::Request &) {
        return FakeService::Reply::json({{QStringLiteral("items"), templates}});
    });
    m_service.on(
        "PUT", base + QStringLiteral("/templates/*"), [this, partOf](const FakeService::Request &request) {
            removeTemplate(partOf(request, 4));
            templates.append(fake::with(request.body, {{QStringLiteral("name"), partOf(request, 4)}}));
            return FakeService::Reply::json(templates.last().toObject());
        });
    m_service.on("DELETE", base + QStringLiteral("/templates/*"),
                 [this, partOf](const FakeService::Request &request) {
                     removeTemplate(partOf(request, 4));
                     return FakeService::Reply{204, {}, {}};
                 });
    m_service.on("GET", base + QStringLiteral("/cases/*"),
                 [this, partOf](const FakeService::Request &request) -> FakeService::Reply {
                     const qint64 id = partOf(request, 4).toLongLong();
                     if (partOf(request, 5) != QLatin1String("templates"))
                         return get(id);
                     const QString name = partOf(request, 6);
                     for (const QJsonValue &value : templates) {
                         if (value.toObject().value(QStringLiteral("name")).toString() == name)
                             return FakeService::Reply::json(
                                 fake::with(value.toObject(), {{QStringLiteral("missing"), missing}}));
                     }
                     return noSuch(id);
                 });
    m_service.on("PUT", base + QStringLiteral("/cases/*"),
                 [this, partOf](const FakeService::Request &request) {
                     return FakeService::Reply::json(
                         {{QStringLiteral("items"), present[partOf(request, 4).toLongLong()]}});
                 });
    m_service.on("DELETE", base + QStringLiteral("/cases/*"), [](const FakeService::Request &) {
        return FakeService::Reply::json({{QStringLiteral("items"), QJsonArray()}});
    });
}

void FakeCases::removeTemplate(const QString &name)
{
    for (qsizetype i = templates.size() - 1; i >= 0; --i) {
        if (templates[i].toObject().value(QStringLiteral("name")).toString() == name)
            templates.removeAt(i);
    }
}

// The nearest deadline first; the cursor says how many were given.
FakeService::Reply FakeCases::list(const FakeService::Request &request) const
{
    std::vector<QJsonObject> found;
    const QString state = request.argument(stateKey);
    for (const auto &[id, about] : all) {
        const auto is = [&](const QString &key) {
            return request.argument(key).isEmpty() || about.value(key).toString() == request.argument(key);
        };
        const bool isInState =
            state.isEmpty() ? !isOver(about) : state == QLatin1String("all") || is(stateKey);
        const QString q = request.argument(QStringLiteral("q"));
        const QString linked = request.argument(QStringLiteral("link"));
        if (!linked.isEmpty() && !isLinked(id, linked))
            continue;
        if (isInState && is(ownerKey) && is(QStringLiteral("customer")) &&
            (q.isEmpty() || QString::fromUtf8(toBytes(about)).contains(q, Qt::CaseInsensitive)))
            found.push_back(about);
    }
    std::stable_sort(found.begin(), found.end(), [](const QJsonObject &one, const QJsonObject &other) {
        return deadlineOf(one) < deadlineOf(other);
    });
    const int from = request.argument(QStringLiteral("cursor")).toInt();
    const int limit = std::max(1, request.argument(QStringLiteral("limit")).toInt());
    QJsonArray items;
    for (auto i = static_cast<std::size_t>(from); i < found.size() && items.size() < limit; ++i)
        items.append(found[i]);
    const bool isMore = from + items.size() < std::ssize(found);
    return FakeService::Reply::items(items, isMore ? QString::number(from + items.size()) : QString());
}

FakeService::Reply FakeCases::get(qint64 id) const
{
    QJsonObject about = of(id);
    if (about.isEmpty())
        return noSuch(id);
    const auto arrayOf = [id](const std::map<qint64, QJsonArray> &arrays) {
        const auto found = arrays.find(id);
        return found == arrays.end() ? QJsonArray() : found->second;
    };
    about.insert(QStringLiteral("messages"), arrayOf(messages));
    about.insert(QStringLiteral("pages"), arrayOf(pages));
    about.insert(QStringLiteral("links"), arrayOf(links));
    return FakeService::Reply::json(about);
}

FakeService::Reply FakeCases::open(const FakeService::Request &request)
{
    const QString contact = request.body.value(QStringLiteral("contact")).toString();
    if (!contact.isEmpty() && !contact.contains(QLatin1Char('@')))
        return FakeService::Reply::refusal({Problem::Kind::Invalid,
                                            QStringLiteral("\"%1\" is no mail address").arg(contact),
                                            QStringLiteral("/contact"), QStringLiteral("Use another.")});
    const qint64 id = all.empty() ? 1 : all.rbegin()->first + 1;
    put(fake::with(make(id, request.body.value(QStringLiteral("subject")).toString(), std::chrono::hours(2)),
                   {{QStringLiteral("contact"), contact}}));
    return FakeService::Reply::json(of(id), 201);
}

FakeService::Reply FakeCases::run(qint64 id, const QString &verb, const QJsonObject &body)
{
    QJsonObject about = of(id);
    if (about.isEmpty())
        return noSuch(id);
    if (verb == QLatin1String("link") || verb == QLatin1String("unlink"))
        return relink(id, body.value(QStringLiteral("to")).toString(), verb == QLatin1String("link"));
    const QString now = in(std::chrono::seconds(0));
    const auto meet = [&](bool every) {
        QJsonArray clocks = about.value(clocksKey).toArray();
        for (qsizetype i = 0; i < clocks.size(); ++i) {
            QJsonObject clock = clocks[i].toObject();
            const bool isFirst = clock.value(QStringLiteral("name")) == QLatin1String("first-response");
            if ((every || isFirst) && clock.value(QStringLiteral("met")).isNull())
                clock.insert(QStringLiteral("met"), now);
            clocks[i] = clock;
        }
        about.insert(clocksKey, clocks);
    };
    const auto hear = [&] {
        about.insert(QStringLiteral("acknowledged"), now);
        about.insert(QStringLiteral("acknowledged_by"), m_service.user);
    };
    const auto say = [&](const char *kind) {
        QJsonArray &said = messages[id];
        said.append(message(said.size() + 1, QLatin1String(kind), m_service.user,
                            body.value(QStringLiteral("text")).toString()));
    };
    if (verb == QLatin1String("take") || verb == QLatin1String("assign")) {
        about.insert(ownerKey, verb == QLatin1String("take") ? QJsonValue(m_service.user)
                                                             : body.value(QStringLiteral("to")));
        about.insert(stateKey, QStringLiteral("open"));
        if (verb == QLatin1String("take"))
            hear();
    } else if (verb == QLatin1String("reply")) {
        say("staff");
        meet(false);
        hear();
        if (!isOver(caseStateFromText(about.value(stateKey).toString()).value_or(CaseState::New)))
            about.insert(stateKey, QStringLiteral("waiting-for-customer"));
    } else if (verb == QLatin1String("note")) {
        say("note");
    } else if (verb == QLatin1String("triage")) {
        for (auto field = body.begin(); field != body.end(); ++field)
            about.insert(field.key(), field.value());
    } else if (verb == QLatin1String("wait")) {
        about.insert(stateKey, QLatin1String("waiting-for-") + body.value(QStringLiteral("for")).toString());
    } else if (verb == QLatin1String("resume")) {
        about.insert(stateKey, QStringLiteral("open"));
    } else if (verb == QLatin1String("solve") || verb == QLatin1String("close")) {
        meet(true);
        about.insert(stateKey,
                     verb == QLatin1String("solve") ? QStringLiteral("solved") : QStringLiteral("closed"));
    } else {
        return noSuch(id);
    }
    put(about);
    return FakeService::Reply::json(about);
}

QJsonObject FakeCases::link(const QString &reference, const QString &state, bool awaited)
{
    return {{QStringLiteral("reference"), reference},
            {QStringLiteral("kind"), reference.section(QLatin1Char('/'), 0, 0)},
            {QStringLiteral("title"),
             reference.section(QLatin1Char('/'), 1) + QStringLiteral(" of northwind/shop (no-migration)")},
            {QStringLiteral("state"), state},
            {QStringLiteral("customer"), QStringLiteral("northwind")},
            {QStringLiteral("place"), reference},
            {QStringLiteral("event"), QJsonValue()},
            {QStringLiteral("awaited"), awaited},
            {QStringLiteral("by"), QStringLiteral("eva")},
            {QStringLiteral("at"), QStringLiteral("2026-11-24T10:00:00.000000Z")}};
}

bool FakeCases::isLinked(qint64 id, const QString &reference) const
{
    const auto found = links.find(id);
    return found != links.end() &&
           std::any_of(found->second.begin(), found->second.end(), [&](const QJsonValue &one) {
               return one.toObject().value(QStringLiteral("reference")).toString() == reference;
           });
}

FakeService::Reply FakeCases::relink(qint64 id, const QString &reference, bool isThere)
{
    if (!reference.contains(QLatin1Char('/')))
        return FakeService::Reply::refusal(
            {Problem::Kind::Invalid,
             QStringLiteral("\"%1\" names nothing that a case can be linked to").arg(reference),
             QStringLiteral("/to"),
             {}});
    QJsonArray left;
    for (const QJsonValue &one : links[id]) {
        if (one.toObject().value(QStringLiteral("reference")).toString() != reference)
            left.append(one);
    }
    if (isThere)
        left.append(link(reference, QStringLiteral("waiting")));
    links[id] = left;
    m_service.tell(isThere ? QStringLiteral("case.linked") : QStringLiteral("case.unlinked"),
                   QStringLiteral("case/%1").arg(id),
                   {{QStringLiteral("case"), id}, {QStringLiteral("reference"), reference}});
    return FakeService::Reply::json(of(id));
}

FakeService::Reply FakeCases::acknowledge(qint64 page)
{
    for (auto &[id, list] : pages) {
        for (qsizetype i = 0; i < list.size(); ++i) {
            QJsonObject one = list[i].toObject();
            if (one.value(idKey).toInteger() != page)
                continue;
            one.insert(QStringLiteral("acknowledged"), in(std::chrono::seconds(0)));
            list[i] = one;
            put(fake::with(of(id), {{QStringLiteral("acknowledged"), in(std::chrono::seconds(0))},
                                    {QStringLiteral("acknowledged_by"), m_service.user}}));
            return FakeService::Reply::json(one);
        }
    }
    return noSuch(page);
}

} // namespace slipway
