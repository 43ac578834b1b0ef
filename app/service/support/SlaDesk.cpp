#include "service/support/SlaDesk.h"

#include "domain/LocalTime.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Store.h"
#include "service/support/CaseCourse.h"
#include "service/support/CaseRepository.h"
#include "service/support/DutyRepository.h"

#include <QRegularExpression>

#include <algorithm>

namespace slipway {

namespace {

Failure inUse(const QString &what, const QString &by)
{
    return fail(Problem::Kind::Conflict, QStringLiteral("%1 is in use: %2").arg(what, by),
                QStringLiteral("Change that first."));
}

Result<void> checkPolicy(Reader &reader, const QJsonObject &body)
{
    const auto policy = SlaPolicy::fromJson(body);
    if (!policy)
        return Failure(policy.error());
    if (policy->calendar.isEmpty())
        return {};
    const auto known = SlaRepository::find(reader, SlaKind::Calendar, policy->calendar);
    if (!known || *known)
        return known ? Result<void>() : Failure(known.error());
    return fail(
        Problem::Kind::Invalid, QStringLiteral("There is no calendar \"%1\"").arg(policy->calendar.left(60)),
        QStringLiteral("Set it first: slipwayctl sla set calendar %1 FILE.").arg(policy->calendar.left(60)),
        QStringLiteral("/calendar"));
}

Result<void> checkAgreement(Reader &reader, const QString &customer, const QJsonObject &body)
{
    for (const QString &key : body.keys()) {
        if (key != QLatin1String("plan") && key != QLatin1String("zone"))
            return fail(Problem::Kind::Invalid,
                        QStringLiteral("An agreement has no \"%1\"").arg(key.left(60)),
                        QStringLiteral("Known are: plan, zone."), QLatin1Char('/') + key.left(60));
    }
    const QString plan = body.value(QLatin1String("plan")).toString();
    const auto policies = SlaRepository::all(reader, SlaKind::Policy);
    if (!policies)
        return Failure(policies.error());
    if (!policies->contains(plan)) {
        QStringList names;
        for (const auto &[name, policy] : *policies)
            names.append(name);
        return fail(Problem::Kind::Invalid, QStringLiteral("There is no plan \"%1\"").arg(plan.left(60)),
                    QStringLiteral("Use one of: %1.").arg(names.join(QStringLiteral(", "))),
                    QStringLiteral("/plan"));
    }
    const QByteArray zone = body.value(QLatin1String("zone")).toString().toUtf8();
    if (!zone.isEmpty() && !isTimeZone(zone))
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("\"%1\" is no time zone").arg(QString::fromUtf8(zone.left(60))),
                    QStringLiteral("Use such as Europe/Berlin."), QStringLiteral("/zone"));
    if (customer == SlaRepository::everybody)
        return {};
    const auto known = CatalogRepository::customer(reader, customer);
    return known ? Result<void>() : Failure(known.error());
}

Result<void> checkUnused(Reader &reader, SlaKind kind, const QString &name)
{
    if (kind == SlaKind::Agreement)
        return {};
    const SlaKind users = kind == SlaKind::Calendar ? SlaKind::Policy : SlaKind::Agreement;
    const QString field = kind == SlaKind::Calendar ? QStringLiteral("calendar") : QStringLiteral("plan");
    const auto all = SlaRepository::all(reader, users);
    if (!all)
        return Failure(all.error());
    for (const auto &[user, body] : *all) {
        if (body.value(field).toString() == name)
            return inUse(QStringLiteral("%1 \"%2\"").arg(toText(kind), name),
                         QStringLiteral("%1 \"%2\"").arg(toText(users), user));
    }
    if (kind != SlaKind::Calendar)
        return {};
    const auto rota = DutyRepository::rota(reader);
    if (!rota)
        return Failure(rota.error());
    if (rota->calendars().contains(name))
        return inUse(QStringLiteral("calendar \"%1\"").arg(name), QStringLiteral("the rota"));
    return {};
}

Result<void> check(Reader &reader, SlaKind kind, const QString &name, const std::optional<QJsonObject> &body)
{
    static const QRegularExpression shape(QStringLiteral("^[a-z0-9][a-z0-9_.-]{0,62}$"));
    const bool isEverybody = kind == SlaKind::Agreement && name == SlaRepository::everybody;
    if (!isEverybody && !shape.match(name).hasMatch())
        return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" can't be a name here").arg(name.left(60)),
                    QStringLiteral("Use small letters, digits, dots and dashes."));
    if (!body)
        return checkUnused(reader, kind, name);
    if (kind == SlaKind::Policy)
        return checkPolicy(reader, *body);
    if (kind == SlaKind::Agreement)
        return checkAgreement(reader, name, *body);
    const auto calendar = Calendar::fromJson(*body);
    return calendar ? Result<void>() : Failure(calendar.error());
}

// The clocks of one open case by what is agreed now.
Result<void> reckonOpen(Transaction &transaction, Case &about, bool byCustomer, const QString &actor,
                        SlaDesk::Effect &effect)
{
    const auto agreement = byCustomer ? SlaRepository::agreementOf(transaction, about.customer)
                                      : SlaRepository::agreementFor(transaction, about.plan, about.customer);
    if (!agreement)
        return Failure(agreement.error());
    const Case before = about;
    about.plan = agreement->plan;
    if (auto reckoned = reckonCase(transaction, about, *agreement, actor); !reckoned)
        return reckoned;
    ++effect.open;
    if (about == before)
        return {};
    const auto was = before.deadline();
    const auto is = about.deadline();
    effect.sooner += int(is && (!was || *is < *was));
    effect.later += int(was && (!is || *is > *was));
    effect.overdue += int(is && *is <= transaction.now() && (!was || *was > transaction.now()));
    return CaseRepository::update(transaction, about);
}

} // namespace

QJsonObject SlaDesk::Effect::toJson() const
{
    return {{QStringLiteral("before"), before ? QJsonValue(*before) : QJsonValue()},
            {QStringLiteral("now"), now ? QJsonValue(*now) : QJsonValue()},
            {QStringLiteral("open"), open},
            {QStringLiteral("sooner"), sooner},
            {QStringLiteral("later"), later},
            {QStringLiteral("overdue"), overdue}};
}

Result<SlaDesk::Effect> SlaDesk::apply(Transaction &transaction, SlaKind kind, const QString &name,
                                       const Wanted &body, const QString &actor) const
{
    if (auto fits = check(transaction, kind, name, body); !fits)
        return Failure(fits.error());
    Effect effect;
    const auto before = SlaRepository::all(transaction, kind);
    if (!before)
        return Failure(before.error());
    if (const auto found = before->find(name); found != before->end())
        effect.before = found->second;
    else if (!body)
        return fail(Problem::Kind::NotFound,
                    QStringLiteral("There is no %1 \"%2\"").arg(toText(kind), name.left(60)),
                    QStringLiteral("\"slipwayctl sla show\" shows those there are."));
    effect.now = body;
    if (auto set = SlaRepository::set(transaction, actor, kind, name, body); !set)
        return Failure(set.error());
    auto cases = CaseRepository::where(
        transaction, QStringLiteral("WHERE state NOT IN ('solved', 'closed') ORDER BY id"), {});
    if (!cases)
        return Failure(cases.error());
    for (Case &about : *cases) {
        if (auto reckoned = reckonOpen(transaction, about, kind == SlaKind::Agreement, actor, effect);
            !reckoned)
            return Failure(reckoned.error());
    }
    return effect;
}

template <class Work>
Result<SlaDesk::Effect> SlaDesk::inTransaction(Mode mode, Work work)
{
    std::optional<Effect> tried;
    auto done = m_store.write([&](Transaction &transaction) -> Result<Effect> {
        auto effect = work(transaction);
        if (!effect || mode == Mode::Do)
            return effect;
        tried = std::move(*effect);
        return fail(Problem::Kind::Conflict, QStringLiteral("It was only tried"));
    });
    return tried ? Result<Effect>(std::move(*tried)) : done;
}

Result<SlaDesk::Effect> SlaDesk::set(SlaKind kind, const QString &name, const Wanted &body,
                                     const QString &actor, Mode mode)
{
    return inTransaction(
        mode, [&](Transaction &transaction) { return apply(transaction, kind, name, body, actor); });
}

Result<SlaDesk::Effect> SlaDesk::undo(SlaKind kind, const QString &name, const QString &actor, Mode mode)
{
    return inTransaction(mode, [&](Transaction &transaction) -> Result<Effect> {
        const auto earlier = SlaRepository::before(transaction, kind, name);
        if (!earlier)
            return Failure(earlier.error());
        if (!*earlier)
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("%1 \"%2\" was never changed").arg(toText(kind), name.left(60)));
        return apply(transaction, kind, name, **earlier, actor);
    });
}

} // namespace slipway
