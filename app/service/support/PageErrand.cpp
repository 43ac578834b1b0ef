#include "service/support/PageErrand.h"

#include "domain/Json.h"
#include "service/support/CaseMark.h"

namespace slipway {

namespace {

constexpr qsizetype longestWords = 4000;

QJsonValue guarantee(const Case &about)
{
    const CaseClock *next = about.nextClock();
    if (!next)
        return {};
    return QJsonObject{{QStringLiteral("name"), next->name}, {QStringLiteral("until"), toText(next->target)}};
}

} // namespace

PageErrand PageErrand::of(const ContactMethod &method, const Case &about, const CasePage &page,
                          const QString &words, const QString &link)
{
    const CaseMark mark = CaseMark::of(page);
    return {method,
            {{QStringLiteral("id"), QStringLiteral("page-%1-%2").arg(mark.id).arg(mark.stamp)},
             {QStringLiteral("page"), page.id},
             {QStringLiteral("case"), about.id},
             {QStringLiteral("subject"), about.subject},
             {QStringLiteral("severity"), toText(about.severity)},
             {QStringLiteral("customer"), about.customer.isEmpty() ? about.contact : about.customer},
             {QStringLiteral("application"), about.application},
             {QStringLiteral("person"), page.to},
             {QStringLiteral("step"), page.step},
             {QStringLiteral("due"), toText(page.due)},
             {QStringLiteral("guaranteed"), guarantee(about)},
             {QStringLiteral("text"), words.trimmed().left(longestWords)},
             {QStringLiteral("link"), link.isEmpty() ? QJsonValue() : QJsonValue(link)}}};
}

QString PageErrand::id() const
{
    return text("id");
}

QString PageErrand::text(const char *field) const
{
    return page.value(QLatin1String(field)).toString();
}

QByteArray PageErrand::toBytes() const
{
    return slipway::toBytes(
        QJsonObject{{QStringLiteral("method"), method.toJson()}, {QStringLiteral("page"), page}});
}

Result<PageErrand> PageErrand::fromBytes(const QByteArray &bytes)
{
    const auto object = objectFromBytes(bytes, QStringLiteral("a page that waits"));
    if (!object)
        return Failure(object.error());
    auto method = ContactMethod::fromJson(object->value(QLatin1String("method")).toObject());
    if (!method)
        return Failure(method.error());
    return PageErrand{std::move(*method), object->value(QLatin1String("page")).toObject()};
}

} // namespace slipway
