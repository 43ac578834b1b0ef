#include "service/support/SlaRepository.h"

#include "domain/Json.h"

namespace slipway {

namespace {

constexpr std::array<std::pair<SlaKind, const char *>, 3> kinds{
    {{SlaKind::Policy, "policy"}, {SlaKind::Calendar, "calendar"}, {SlaKind::Agreement, "agreement"}}};

std::optional<QJsonObject> bodyFrom(const QString &text)
{
    if (text.isEmpty())
        return std::nullopt;
    return objectFromBytes(text.toUtf8(), QStringLiteral("a guarantee in the store")).value_or(QJsonObject());
}

// The newest first.
Result<std::vector<QString>> versions(Reader &reader, SlaKind kind, const QString &name, int limit)
{
    std::vector<QString> bodies;
    const auto read = reader.query(
        QStringLiteral("SELECT body FROM sla_setting WHERE kind = ? AND name = ? ORDER BY id DESC LIMIT ?"),
        {toText(kind), name, limit}, [&](const Row &row) -> Result<void> {
            bodies.push_back(row.text("body"));
            return {};
        });
    if (!read)
        return Failure(read.error());
    return bodies;
}

} // namespace

const QString SlaRepository::defaultPlan = QStringLiteral("2h");
const QString SlaRepository::everybody = QStringLiteral("*");

QString toText(SlaKind kind)
{
    for (const auto &[known, name] : kinds) {
        if (known == kind)
            return QLatin1String(name);
    }
    return {};
}

Result<SlaKind> slaKindFromText(QStringView text)
{
    for (const auto &[known, name] : kinds) {
        if (text == QLatin1String(name))
            return known;
    }
    return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is no part of a guarantee").arg(text.left(60)),
                QStringLiteral("Use policy, calendar or agreement."));
}

Result<std::optional<QJsonObject>> SlaRepository::find(Reader &reader, SlaKind kind, const QString &name)
{
    const auto newest = versions(reader, kind, name, 1);
    if (!newest)
        return Failure(newest.error());
    return newest->empty() ? std::nullopt : bodyFrom(newest->front());
}

Result<std::optional<std::optional<QJsonObject>>> SlaRepository::before(Reader &reader, SlaKind kind,
                                                                        const QString &name)
{
    const auto newest = versions(reader, kind, name, 2);
    if (!newest)
        return Failure(newest.error());
    std::optional<std::optional<QJsonObject>> earlier;
    if (newest->size() == 2)
        earlier.emplace(bodyFrom(newest->back()));
    else if (newest->size() == 1)
        earlier.emplace(std::nullopt);
    return earlier;
}

Result<std::map<QString, QJsonObject>> SlaRepository::all(Reader &reader, SlaKind kind)
{
    std::map<QString, QJsonObject> found;
    const auto read = reader.query(
        QStringLiteral("SELECT name, body FROM sla_setting WHERE kind = ? AND id IN (SELECT max(id) FROM "
                       "sla_setting WHERE kind = ? GROUP BY name)"),
        {toText(kind), toText(kind)}, [&](const Row &row) -> Result<void> {
            if (auto body = bodyFrom(row.text("body")))
                found.emplace(row.text("name"), std::move(*body));
            return {};
        });
    if (!read)
        return Failure(read.error());
    if (kind == SlaKind::Policy)
        found.emplace(defaultPlan, SlaPolicy::twoHours().toJson());
    return found;
}

Result<Agreement> SlaRepository::agreementOf(Reader &reader, const QString &customer)
{
    auto own = find(reader, SlaKind::Agreement, customer);
    if (own && !*own)
        own = find(reader, SlaKind::Agreement, everybody);
    if (!own)
        return Failure(own.error());
    const QString plan = *own ? (*own)->value(QLatin1String("plan")).toString() : defaultPlan;
    return agreementFor(reader, plan, customer);
}

Result<qint64> SlaRepository::version(Reader &reader)
{
    return reader.integer(QStringLiteral("SELECT max(id) FROM sla_setting"));
}

Result<Agreement> SlaRepository::agreementFor(Reader &reader, const QString &plan, const QString &customer)
{
    Agreement agreement{plan, SlaPolicy::twoHours(), {}};
    const auto stored = find(reader, SlaKind::Policy, plan);
    if (!stored)
        return Failure(stored.error());
    if (*stored) {
        auto policy = SlaPolicy::fromJson(**stored);
        if (!policy)
            return Failure(policy.error());
        agreement.policy = std::move(*policy);
    } else if (plan != defaultPlan) {
        return agreementFor(reader, defaultPlan, customer);
    }
    if (agreement.policy.calendar.isEmpty())
        return agreement;
    const auto body = find(reader, SlaKind::Calendar, agreement.policy.calendar);
    const auto own = find(reader, SlaKind::Agreement, customer);
    if (!body || !own)
        return Failure(body ? own.error() : body.error());
    const auto calendar = Calendar::fromJson(body->value_or(QJsonObject()));
    if (!calendar)
        return Failure(calendar.error());
    const QString zone = own->value_or(QJsonObject()).value(QLatin1String("zone")).toString();
    agreement.calendar = calendar->inZone(zone.toUtf8());
    return agreement;
}

Result<void> SlaRepository::set(Transaction &transaction, const QString &actor, SlaKind kind,
                                const QString &name, const std::optional<QJsonObject> &body)
{
    const auto kept = transaction.execute(
        QStringLiteral("INSERT INTO sla_setting (kind, name, body, author, at) VALUES (?, ?, ?, ?, ?)"),
        {toText(kind), name, body ? QString::fromUtf8(toBytes(*body)) : QString(), actor,
         toText(transaction.now())});
    if (!kept)
        return Failure(kept.error());
    transaction.append({actor,
                        body ? QStringLiteral("sla.set") : QStringLiteral("sla.removed"),
                        QStringLiteral("sla/%1/%2").arg(toText(kind), name),
                        {{QStringLiteral("kind"), toText(kind)},
                         {QStringLiteral("name"), name},
                         {QStringLiteral("body"), body ? QJsonValue(*body) : QJsonValue()}}});
    return {};
}

} // namespace slipway
