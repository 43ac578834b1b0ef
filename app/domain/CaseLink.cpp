#include "domain/CaseLink.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace slipway {

namespace {

constexpr std::array<std::pair<CaseReference::Kind, const char *>, 4> kindNames{
    {{CaseReference::Kind::Release, "release"},
     {CaseReference::Kind::Appliance, "appliance"},
     {CaseReference::Kind::Application, "application"},
     {CaseReference::Kind::Event, "event"}}};

} // namespace

QString toText(CaseReference::Kind kind)
{
    for (const auto &[known, name] : kindNames) {
        if (known == kind)
            return QLatin1String(name);
    }
    return {};
}

QString CaseReference::name() const
{
    return text.section(QLatin1Char('/'), 1);
}

qint64 CaseReference::number() const
{
    return name().toLongLong();
}

CaseReference CaseReference::ofRelease(qint64 id)
{
    return {Kind::Release, QStringLiteral("release/%1").arg(id)};
}

Result<CaseReference> caseReferenceFromText(const QString &text)
{
    static const QRegularExpression numbered(QStringLiteral("^[1-9][0-9]{0,17}$"));
    static const QRegularExpression handle(QStringLiteral("^[a-z0-9-]{1,40}/[a-z0-9-]{1,40}$"));
    QString plain = text.trimmed();
    if (plain.startsWith(QLatin1String("slipway:")))
        plain.remove(0, 8);
    for (const auto &[kind, name] : kindNames) {
        const CaseReference reference{kind, plain};
        const bool isIt = plain.section(QLatin1Char('/'), 0, 0) == QLatin1String(name);
        const QRegularExpression &form = kind == CaseReference::Kind::Application ? handle : numbered;
        if (isIt && form.match(reference.name()).hasMatch())
            return reference;
    }
    return fail(
        Problem::Kind::Invalid,
        QStringLiteral("\"%1\" names nothing that a case can be linked to").arg(text.left(60)),
        QStringLiteral("Use such as release/214, appliance/3, application/northwind/shop, or event/4711 "
                       "for an entry of the ledger."));
}

} // namespace slipway
