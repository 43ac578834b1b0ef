#include "service/api/SlaHandlers.h"

#include "domain/LocalTime.h"
#include "service/api/Fields.h"
#include "service/store/Store.h"
#include "service/support/HolidayFile.h"
#include "service/support/SlaReport.h"

namespace slipway {

namespace {

Result<Response> answerOf(const Result<SlaDesk::Effect> &effect)
{
    return effect ? Result<Response>(Response::json(effect->toJson())) : Failure(effect.error());
}

// "?try=true": says what it would change.
SlaDesk::Mode modeOf(const Request &request)
{
    return request.argument("try") == QLatin1String("true") ? SlaDesk::Mode::Try : SlaDesk::Mode::Do;
}

Result<Instant> timeOf(const Request &request, const char *name, Instant otherwise)
{
    const QString text = request.argument(name);
    if (text.isEmpty())
        return otherwise;
    const auto time = instantFromText(text.size() == 10 ? text + QStringLiteral("T00:00:00Z") : text);
    return time ? time : Failure(time.error().at(QLatin1String(name)));
}

} // namespace

void SlaHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("showSla", Work::Reads, [this](const Request &r) { return show(r); });
    router.add("setSla", Work::Blocks, [this](const Request &r) { return set(r); });
    router.add("removeSla", Work::Blocks, [this](const Request &r) { return remove(r); });
    router.add("undoSla", Work::Blocks, [this](const Request &r) { return undo(r); });
    router.add("addHolidays", Work::Blocks, [this](const Request &r) { return addHolidays(r); });
    router.add("slaReport", Work::Reads, [this](const Request &r) { return report(r); });
}

Result<Response> SlaHandlers::show(const Request &) const
{
    return m_store.read([&](Reader &reader) -> Result<Response> {
        QJsonObject answer;
        for (const auto &[kind, field] :
             {std::pair(SlaKind::Policy, "policies"), std::pair(SlaKind::Calendar, "calendars"),
              std::pair(SlaKind::Agreement, "agreements")}) {
            const auto all = SlaRepository::all(reader, kind);
            if (!all)
                return Failure(all.error());
            QJsonArray items;
            for (const auto &[name, body] : *all) {
                QJsonObject item = body;
                item.insert(QStringLiteral("name"), name);
                items.append(item);
            }
            answer.insert(QLatin1String(field), items);
        }
        return Response::json(answer);
    });
}

Result<Response> SlaHandlers::set(const Request &request)
{
    const auto kind = slaKindFromText(request.parameter("kind"));
    const auto body = request.object();
    if (!kind || !body)
        return Failure(kind ? body.error() : kind.error());
    return answerOf(
        m_desk.set(*kind, request.parameter("name"), *body, request.principal.name, modeOf(request)));
}

Result<Response> SlaHandlers::remove(const Request &request)
{
    const auto kind = slaKindFromText(request.parameter("kind"));
    if (!kind)
        return Failure(kind.error());
    return answerOf(
        m_desk.set(*kind, request.parameter("name"), std::nullopt, request.principal.name, modeOf(request)));
}

Result<Response> SlaHandlers::undo(const Request &request)
{
    const auto kind = slaKindFromText(request.parameter("kind"));
    const auto body = fieldsOf(request, {});
    if (!kind || !body)
        return Failure(kind ? body.error() : kind.error());
    return answerOf(m_desk.undo(*kind, request.parameter("name"), request.principal.name, modeOf(request)));
}

Result<Response> SlaHandlers::addHolidays(const Request &request)
{
    if (const QByteArray type = mediaType(request); !type.isEmpty() && type != "text/calendar")
        return fail(Problem::Kind::UnsupportedMediaType,
                    QStringLiteral("\"%1\" is no calendar").arg(QString::fromLatin1(type.left(60))),
                    QStringLiteral("Send an iCalendar file as text/calendar."));
    const QString name = request.parameter("name");
    const auto body =
        m_store.read([&](Reader &reader) { return SlaRepository::find(reader, SlaKind::Calendar, name); });
    if (!body)
        return Failure(body.error());
    if (!*body)
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no calendar \"%1\"").arg(name.left(60)),
                    QStringLiteral("\"slipwayctl sla show\" shows those there are."));
    auto calendar = Calendar::fromJson(**body);
    const auto days = holidaysIn(request.body, localTime(m_store.clock().now(), QTimeZone::utc()).date());
    if (!calendar || !days)
        return Failure(calendar ? days.error() : calendar.error());
    for (const Calendar::Holiday &day : *days)
        calendar->addHoliday(day);
    return answerOf(
        m_desk.set(SlaKind::Calendar, name, calendar->toJson(), request.principal.name, modeOf(request)));
}

Result<Response> SlaHandlers::report(const Request &request) const
{
    constexpr auto monthOrSo = std::chrono::hours(24 * 31);
    const Instant now = m_store.clock().now();
    const QString named = request.argument("by");
    const auto by =
        named.isEmpty() ? Result<SlaReport::By>(SlaReport::By::Customer) : SlaReport::byFromText(named);
    const auto until = timeOf(request, "until", now);
    const auto from = timeOf(request, "from", until.value_or(now) - monthOrSo);
    if (!by || !until || !from)
        return Failure(!by ? by.error() : !until ? until.error() : from.error());
    SlaReport::Query query{*by, *from, *until, request.argument("customer"), QTimeZone::utc()};
    if (const QByteArray zone = request.argument("zone").toUtf8(); !zone.isEmpty()) {
        if (!isTimeZone(zone))
            return fail(Problem::Kind::Invalid,
                        QStringLiteral("\"%1\" is no time zone").arg(QString::fromUtf8(zone.left(60))),
                        QStringLiteral("Use such as Europe/Berlin."), QStringLiteral("zone"));
        query.zone = QTimeZone(zone);
    }
    const auto lines = m_store.read([&](Reader &reader) { return SlaReport::lines(reader, query); });
    if (!lines)
        return Failure(lines.error());
    QJsonArray items;
    for (const SlaReport::Group &group : SlaReport::groups(*lines, query))
        items.append(group.toJson());
    return Response::json({{QStringLiteral("from"), toText(*from)},
                           {QStringLiteral("until"), toText(*until)},
                           {QStringLiteral("items"), items}});
}

} // namespace slipway
