#include "service/api/UsageHandlers.h"

#include "domain/LocalTime.h"
#include "service/store/Store.h"
#include "service/support/SlaRepository.h"
#include "service/usage/CustomerUsage.h"

namespace slipway {

namespace {

// The customer's own, which is agreed with them; UTC where none is.
Result<QTimeZone> zoneOf(Reader &reader, const QString &customer)
{
    const auto agreed = SlaRepository::find(reader, SlaKind::Agreement, customer);
    if (!agreed)
        return Failure(agreed.error());
    const QByteArray zone = agreed->value_or(QJsonObject()).value(QLatin1String("zone")).toString().toUtf8();
    return isTimeZone(zone) ? QTimeZone(zone) : QTimeZone::utc();
}

// Its first day: of the month that is asked for, or of the one that is now.
Result<QDate> monthOf(const QString &text, QDate today)
{
    const QDate current(today.year(), today.month(), 1);
    if (text.isEmpty())
        return current;
    const QString form = QStringLiteral("yyyy-MM");
    const QDate month = QDate::fromString(text, form);
    if (!month.isValid() || month.toString(form) != text)
        return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is no month").arg(text.left(60)),
                    QStringLiteral("Write the year and the month, such as 2026-11."),
                    QStringLiteral("month"));
    if (month > current)
        return fail(Problem::Kind::Invalid, QStringLiteral("%1 hasn't begun").arg(text),
                    QStringLiteral("Ask for this month or one before it."), QStringLiteral("month"));
    return month;
}

Result<void> requireCustomer(Reader &reader, const QString &slug)
{
    const auto known = reader.integer(QStringLiteral("SELECT count(*) FROM customer WHERE slug = ?"), {slug});
    if (!known)
        return Failure(known.error());
    if (*known == 0)
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no customer %1").arg(slug.left(60)));
    return {};
}

} // namespace

void UsageHandlers::addTo(Router &router)
{
    router.add("customerUsage", Router::Work::Reads, [this](const Request &r) { return month(r); });
}

Result<Response> UsageHandlers::month(const Request &request) const
{
    const QString customer = request.parameter("customer");
    const Instant now = m_store.clock().now();
    return m_store.read([&](Reader &reader) -> Result<Response> {
        if (auto known = requireCustomer(reader, customer); !known)
            return Failure(known.error());
        const auto zone = zoneOf(reader, customer);
        if (!zone)
            return Failure(zone.error());
        const auto first = monthOf(request.argument("month"), localTime(now, *zone).date());
        if (!first)
            return Failure(first.error());
        const Span span{instantOf(*first, QTime(0, 0), *zone),
                        instantOf(first->addMonths(1), QTime(0, 0), *zone)};
        const auto usage = CustomerUsage::of(reader, customer, span, now);
        if (!usage)
            return Failure(usage.error());
        QJsonObject answer = usage->toJson();
        answer.insert(QStringLiteral("customer"), customer);
        answer.insert(QStringLiteral("month"), first->toString(QStringLiteral("yyyy-MM")));
        answer.insert(QStringLiteral("zone"), QString::fromUtf8(zone->id()));
        answer.insert(QStringLiteral("from"), toText(span.from));
        answer.insert(QStringLiteral("until"), toText(span.until));
        answer.insert(QStringLiteral("counted_until"), toText(std::min(now, span.until)));
        return Response::json(answer);
    });
}

} // namespace slipway
