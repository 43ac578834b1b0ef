#include "models/MailRows.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace slipway {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MailRows)
};

} // namespace

MailEntry MailEntry::fromJson(const QJsonObject &object)
{
    const auto text = [&](const char *field) { return object.value(QLatin1String(field)).toString(); };
    MailEntry entry;
    entry.id = object.value(QLatin1String("id")).toInteger();
    entry.sender = text("sender");
    entry.subject = text("subject");
    if (const auto at = instantFromText(text("at")))
        entry.at = *at;
    entry.verdict = text("verdict");
    entry.why = text("why");
    entry.caseId = object.value(QLatin1String("case")).toInteger();
    for (const QJsonValue &value : object.value(QLatin1String("attachments")).toArray()) {
        FileRow file = FileRow::fromJson(value.toObject());
        file.mail = entry.id;
        if (file.number > 0)
            entry.files.push_back(std::move(file));
    }
    entry.hasHtml = object.value(QLatin1String("html")).toBool();
    return entry;
}

bool MailEntry::isWaiting() const
{
    return verdict == QLatin1String("quarantined");
}

bool MailEntry::isDiscarded() const
{
    return verdict == QLatin1String("discarded");
}

QString MailEntry::handle() const
{
    return QStringLiteral("mail/%1").arg(id);
}

MailDetail MailDetail::fromJson(const QJsonObject &object)
{
    const QJsonObject goesTo = object.value(QLatin1String("goes_to")).toObject();
    return {MailEntry::fromJson(object), object.value(QLatin1String("text")).toString(),
            goesTo.value(QLatin1String("case")).toInteger(),
            goesTo.value(QLatin1String("customer")).toString(),
            goesTo.value(QLatin1String("claims")).toInteger()};
}

bool MailDetail::mayGoWhereItClaims() const
{
    return mail.isWaiting() && claims > 0 && intoCase == 0 && mail.caseId == 0;
}

QString MailDetail::destination() const
{
    if (mail.isDiscarded())
        return Words::tr("Nowhere: it was discarded, and can be taken back");
    if (!mail.isWaiting())
        return Words::tr("It is in case #%1").arg(mail.caseId);
    if (intoCase > 0)
        return Words::tr("Into case #%1").arg(intoCase);
    const QString fresh = customer.isEmpty() ? Words::tr("A new case of no customer")
                                             : Words::tr("A new case of %1").arg(customer);
    return mayGoWhereItClaims()
               ? Words::tr("%1. It seems to answer case #%2, but nobody who belongs to that sent it")
                     .arg(fresh)
                     .arg(claims)
               : fresh;
}

qint64 mailOf(const Event &event)
{
    static const QStringList kinds{QStringLiteral("mail.quarantined"), QStringLiteral("mail.released"),
                                   QStringLiteral("mail.discarded"), QStringLiteral("mail.taken-back")};
    return kinds.contains(event.kind) ? event.subject.section(QLatin1Char('/'), 1).toLongLong() : 0;
}

qint64 caseOfMail(const Event &event)
{
    return QJsonDocument::fromJson(event.payload).object().value(QLatin1String("case")).toInteger();
}

QString mailLine(const QString &verb, qint64 id)
{
    return QStringLiteral("slipwayctl mail %1 %2").arg(verb).arg(id);
}

} // namespace slipway
