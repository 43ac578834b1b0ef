#include "service/api/DutyHandlers.h"

#include "domain/Json.h"
#include "service/api/Fields.h"
#include "service/api/Operations.h"
#include "service/api/pages/PagesSettings.h"
#include "service/api/Paging.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Store.h"
#include "service/support/CaseDesk.h"
#include "service/support/DutyOutlook.h"
#include "service/support/Pager.h"
#include "service/support/PageRepository.h"
#include "service/support/PagingPlan.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr int mostDays = 100;
constexpr Duration longestSpan = std::chrono::days(mostDays);
constexpr Duration week = std::chrono::days(7);

Result<Instant> timeOf(const QString &text, Instant otherwise, const char *where)
{
    if (text.isEmpty())
        return otherwise;
    auto time = instantFromText(text);
    return time ? time : Failure(time.error().at(QLatin1String(where)));
}

// Now; what is to come, the outlook tells.
QJsonArray problemsOf(const Rota &rota, const DutyOutlook &outlook, Instant at)
{
    QJsonArray problems;
    if (!rota.onDuty(at).isEmpty() && rota.alternate(at).isEmpty())
        problems.append(QStringLiteral("There is no alternate"));
    for (const QString &problem : outlook.problems())
        problems.append(problem);
    return problems;
}

QByteArray pointerTo(const char *field)
{
    return QByteArray("/") + field;
}

constexpr Duration lately = std::chrono::hours(24 * 7);

// A method that was refused and is still somebody's.
Result<void> addRefusals(QJsonArray &problems, Reader &reader, const std::vector<DutyPerson> &people,
                         Instant at)
{
    const auto refusals = PageRepository::refusedSince(reader, at - lately);
    if (!refusals)
        return Failure(refusals.error());
    for (const PageRepository::Refusal &one : *refusals) {
        for (const DutyPerson &person : people) {
            const auto ways = person.ways();
            const bool isTheirs = std::any_of(ways.begin(), ways.end(), [&](const ContactMethod &way) {
                return toText(way.kind) == one.method && way.place() == one.place;
            });
            if (person.name == one.person && isTheirs)
                problems.append(QStringLiteral("%1 was refused by %2 at %3: %4")
                                    .arg(one.person, one.method, toText(one.at), one.why));
        }
    }
    return {};
}

Result<void> setPerson(Transaction &transaction, const QString &actor, const QJsonObject &object)
{
    const QString name = object.value(QLatin1String("name")).toString();
    const auto known = DutyRepository::person(transaction, name);
    if (!known)
        return Failure(known.error());
    const auto person = known->value_or(DutyPerson{name, {}}).with(object);
    return person ? DutyRepository::setPerson(transaction, actor, *person) : Failure(person.error());
}

Result<void> setPeople(Transaction &transaction, const QString &actor, const QJsonArray &people)
{
    for (qsizetype i = 0; i < people.size(); ++i) {
        if (auto set = setPerson(transaction, actor, people.at(i).toObject()); !set)
            return Failure(set.error().at(QStringLiteral("/people/%1").arg(i)));
    }
    return {};
}

Result<void> setPages(Transaction &transaction, const QString &actor, const QJsonObject &object)
{
    const auto pages = PagesSettings::fromJson(object);
    if (!pages)
        return Failure(pages.error().at(QStringLiteral("/pages")));
    return CatalogRepository::setSetting(transaction, actor, pagesSetting, pages->toJson());
}

// Mail waits for a server to be named; whatever else lacks something is refused.
Reach::Fate fateOf(Operations &operations, const ContactMethod &way)
{
    if (operations.whyUnusable(way).isEmpty())
        return Reach::Fate::Arrives;
    return way.isMail() ? Reach::Fate::Waits : Reach::Fate::Refused;
}

} // namespace

void DutyHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("getDuty", Work::Blocks, [this](const Request &r) { return get(r); });
    router.add("setDuty", Work::Blocks, [this](const Request &r) { return set(r); });
    router.add("overrideDuty", Work::Blocks, [this](const Request &r) { return override(r); });
    router.add("removeOverride", Work::Blocks, [this](const Request &r) { return remove(r); });
    router.add("swapDuty", Work::Blocks, [this](const Request &r) { return swap(r); });
    router.add("removeSwap", Work::Blocks, [this](const Request &r) { return removeSwap(r); });
    router.add("listShifts", Work::Reads, [this](const Request &r) { return shifts(r); });
    router.add("simulateDuty", Work::Blocks, [this](const Request &r) { return simulate(r); });
}

Result<Response> DutyHandlers::now(Instant at) const
{
    return m_store.read([&](Reader &reader) -> Result<Response> {
        const auto rota = DutyRepository::rota(reader);
        const auto people = DutyRepository::people(reader);
        if (!rota || !people)
            return Failure(rota ? people.error() : rota.error());
        QJsonArray known;
        for (const DutyPerson &person : *people)
            known.append(person.toJson());
        QJsonArray overrides;
        for (const DutyOverride &one : rota->overrides) {
            if (one.ends > at)
                overrides.append(one.toJson());
        }
        QJsonArray swaps;
        for (const DutySwap &one : DutyRepository::swapsOf(*rota)) {
            if (std::max(one.given.ends, one.taken.ends) > at)
                swaps.append(one.toJson());
        }
        const auto outlook = DutyOutlook::read(reader, *rota, at, [this](const ContactMethod &method) {
            return m_operations.whyUnusable(method);
        });
        if (!outlook)
            return Failure(outlook.error());
        QJsonArray problems = problemsOf(*rota, *outlook, at);
        if (auto added = addRefusals(problems, reader, *people, at); !added)
            return Failure(added.error());
        for (const QString &problem : m_operations.pagingProblems())
            problems.append(problem);
        const auto pages = CatalogRepository::setting(reader, pagesSetting);
        if (!pages)
            return Failure(pages.error());
        const auto change = rota->nextChange(at);
        return Response::json(
            {{QStringLiteral("at"), toText(at)},
             {QStringLiteral("on_duty"), rota->onDuty(at)},
             {QStringLiteral("alternate"), rota->alternate(at)},
             {QStringLiteral("until"), change ? QJsonValue(toText(*change)) : QJsonValue()},
             {QStringLiteral("next"), change ? rota->onDuty(*change) : QString()},
             {QStringLiteral("people"), known},
             {QStringLiteral("rota"), rota->layers.empty() ? QJsonValue() : QJsonValue(rota->toJson())},
             {QStringLiteral("overrides"), overrides},
             {QStringLiteral("swaps"), swaps},
             {QStringLiteral("pages"), *pages},
             {QStringLiteral("problems"), problems}});
    });
}

Result<Response> DutyHandlers::get(const Request &request) const
{
    const auto at = timeOf(request.argument("at"), m_store.clock().now(), "at");
    return at ? now(*at) : Failure(at.error());
}

Result<Response> DutyHandlers::set(const Request &request) const
{
    const auto body = fieldsOf(request, {"people", "rota", "address", "pages"});
    if (!body)
        return Failure(body.error());
    const auto written = m_store.write([&](Transaction &transaction) -> Result<void> {
        if (auto set = setPeople(transaction, request.principal.name,
                                 body->value(QLatin1String("people")).toArray());
            !set)
            return set;
        if (body->contains(QLatin1String("pages"))) {
            if (auto set = setPages(transaction, request.principal.name,
                                    body->value(QLatin1String("pages")).toObject());
                !set)
                return set;
        }
        if (body->contains(QLatin1String("address"))) {
            const auto address = SupportAddress::fromJson(body->value(QLatin1String("address")).toObject());
            if (address.address.count(QLatin1Char('@')) != 1)
                return fail(Problem::Kind::Invalid, QStringLiteral("The desk needs a mail address"),
                            QStringLiteral("Give {\"name\", \"address\"}."), QStringLiteral("/address"));
            const auto set = CatalogRepository::setSetting(transaction, request.principal.name,
                                                           QStringLiteral("support"), address.toJson());
            if (!set)
                return set;
        }
        if (!body->contains(QLatin1String("rota")))
            return {};
        const auto rota = Rota::fromJson(body->value(QLatin1String("rota")).toObject());
        if (!rota)
            return Failure(rota.error().at(QStringLiteral("/rota")));
        return DutyRepository::setRota(transaction, request.principal.name, *rota);
    });
    return written ? now(m_store.clock().now()) : Failure(written.error());
}

Result<Response> DutyHandlers::override(const Request &request) const
{
    const auto body = fieldsOf(request, {"person", "begins", "ends", "reason"});
    if (!body)
        return Failure(body.error());
    const auto person = requiredText(*body, "person");
    const auto begins =
        timeOf(body->value(QLatin1String("begins")).toString(), m_store.clock().now(), "/begins");
    const auto named = requiredText(*body, "ends");
    if (!person || !begins || !named)
        return Failure(!person ? person.error() : !begins ? begins.error() : named.error());
    const auto ends = timeOf(*named, {}, "/ends");
    if (!ends)
        return Failure(ends.error());
    const auto added = m_store.write([&](Transaction &transaction) {
        return DutyRepository::addOverride(
            transaction, request.principal.name,
            {0, *person, *begins, *ends, body->value(QLatin1String("reason")).toString()});
    });
    return added ? Result<Response>(Response::json(added->toJson(), 201)) : Failure(added.error());
}

Result<Response> DutyHandlers::remove(const Request &request) const
{
    const auto id = idParameter(request, "id");
    if (!id)
        return Failure(id.error());
    const auto removed = m_store.write([&](Transaction &transaction) {
        return DutyRepository::removeOverride(transaction, request.principal.name, *id);
    });
    return removed ? Result<Response>(Response::json(removed->toJson())) : Failure(removed.error());
}

Result<DutySwap> DutyHandlers::swapFrom(const QJsonObject &body) const
{
    DutySwap wanted;
    wanted.reason = body.value(QLatin1String("reason")).toString();
    struct Side
    {
        DutySwap::Stretch &stretch;
        const char *person, *begins, *ends;
    };
    for (const Side &side : {Side{wanted.given, "person", "begins", "ends"},
                             Side{wanted.taken, "with", "with_begins", "with_ends"}}) {
        const auto person = requiredText(body, side.person);
        const auto begins = requiredText(body, side.begins);
        if (!person || !begins)
            return Failure(person ? begins.error() : person.error());
        const auto from = timeOf(*begins, {}, pointerTo(side.begins).constData());
        const auto to =
            timeOf(body.value(QLatin1String(side.ends)).toString(), {}, pointerTo(side.ends).constData());
        if (!from || !to)
            return Failure(from ? to.error() : from.error());
        side.stretch = {*person, *from, *to};
    }
    return wanted;
}

Result<Response> DutyHandlers::swap(const Request &request) const
{
    const auto body =
        fieldsOf(request, {"person", "begins", "ends", "with", "with_begins", "with_ends", "reason"});
    if (!body)
        return Failure(body.error());
    const auto wanted = swapFrom(*body);
    if (!wanted)
        return Failure(wanted.error());
    const auto made = m_store.write([&](Transaction &transaction) {
        return DutyRepository::addSwap(transaction, request.principal.name, *wanted);
    });
    return made ? Result<Response>(Response::json(made->toJson(), 201)) : Failure(made.error());
}

Result<Response> DutyHandlers::removeSwap(const Request &request) const
{
    const auto id = idParameter(request, "id");
    if (!id)
        return Failure(id.error());
    const auto removed = m_store.write([&](Transaction &transaction) {
        return DutyRepository::removeSwap(transaction, request.principal.name, *id);
    });
    return removed ? Result<Response>(Response::json(removed->toJson())) : Failure(removed.error());
}

Result<Response> DutyHandlers::shifts(const Request &request) const
{
    const auto from = timeOf(request.argument("from"), m_store.clock().now(), "from");
    if (!from)
        return Failure(from.error());
    const auto to = timeOf(request.argument("to"), *from + week, "to");
    if (!to)
        return Failure(to.error());
    if (*to <= *from || *to - *from > longestSpan)
        return fail(Problem::Kind::Invalid, QStringLiteral("Shifts are told for up to %1 days").arg(mostDays),
                    QStringLiteral("Give an end that is later than the beginning by no more than that."),
                    QStringLiteral("to"));
    const auto rota = m_store.read([](Reader &reader) { return DutyRepository::rota(reader); });
    if (!rota)
        return Failure(rota.error());
    QJsonArray items;
    for (const DutyShift &shift : rota->shifts(*from, *to))
        items.append(shift.toJson());
    return Response::json({{QStringLiteral("from"), toText(*from)},
                           {QStringLiteral("to"), toText(*to)},
                           {QStringLiteral("zone"), QString::fromUtf8(rota->zone())},
                           {QStringLiteral("items"), items}});
}

Result<Response> DutyHandlers::simulate(const Request &request) const
{
    const auto body = fieldsOf(request, {"at", "customer", "severity"});
    if (!body)
        return Failure(body.error());
    const auto at = timeOf(body->value(QLatin1String("at")).toString(), m_store.clock().now(), "/at");
    const QString wanted = body->value(QLatin1String("severity")).toString();
    const auto severity = wanted.isEmpty() ? Result<Severity>(Severity::Normal) : severityFromText(wanted);
    if (!at || !severity)
        return Failure(at ? severity.error().at(QStringLiteral("/severity")) : at.error());
    const QString customer = body->value(QLatin1String("customer")).toString();
    const auto process = m_desk.process();
    const auto rota = m_store.read([](Reader &reader) { return DutyRepository::rota(reader); });
    auto people = m_store.read([](Reader &reader) { return DutyRepository::people(reader); });
    const auto agreement = m_store.read([&](Reader &reader) -> Result<Agreement> {
        if (!customer.isEmpty()) {
            if (const auto known = CatalogRepository::customer(reader, customer); !known)
                return Failure(known.error().at(QStringLiteral("/customer")));
        }
        return SlaRepository::agreementOf(reader, customer);
    });
    if (!process || !rota || !people || !agreement)
        return Failure(!process  ? process.error()
                       : !rota   ? rota.error()
                       : !people ? people.error()
                                 : agreement.error());
    const Reach reach{waysOf(std::move(*people)),
                      [this](const ContactMethod &way) { return fateOf(m_operations, way); }};
    const auto plan = planOf(*process, *rota, reach, *at, CaseDesk::inputsOf(0, *severity, *agreement, *at));
    if (!plan)
        return Failure(plan.error());
    QJsonArray items;
    for (const PlannedPage &page : *plan)
        items.append(page.toJson());
    Clocks clocks;
    beginClocks(clocks, *agreement, *severity, *at);
    QJsonArray promised;
    for (const CaseClock &clock : clocks)
        promised.append(clock.toJson());
    return Response::json({{QStringLiteral("at"), toText(*at)},
                           {QStringLiteral("plan"), agreement->plan},
                           {QStringLiteral("clocks"), promised},
                           {QStringLiteral("process"), process->name},
                           {QStringLiteral("digest"), process->digest},
                           {QStringLiteral("items"), items}});
}

} // namespace slipway
