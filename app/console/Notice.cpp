#include "console/Notice.h"

#include "domain/Json.h"

#include <QCoreApplication>

namespace slipway {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(slipway::Notice)
};

// "operations: retry or skip …", "operations approve …", "customer signs off …": the role stands first.
bool isForRole(const QString &waitsFor, std::optional<Role> role)
{
    if (!role || waitsFor.isEmpty())
        return false;
    if (waitsFor.startsWith(toText(*role)))
        return true;
    return *role == Role::Admin && waitsFor.startsWith(toText(Role::Operations));
}

} // namespace

std::optional<Notice> noticeOf(const Event &event, std::optional<Role> role)
{
    const QString prefix = QStringLiteral("release.");
    if (!event.kind.startsWith(prefix) || !event.subject.startsWith(QLatin1String("release/")))
        return std::nullopt;
    const QString state = event.kind.mid(prefix.size());
    const auto payload = objectFromBytes(event.payload, event.kind);
    if (!payload)
        return std::nullopt;
    const QString application = payload->value(QStringLiteral("application")).toString();
    const QString waitsFor = payload->value(QStringLiteral("waits_for")).toString();
    const QString id = event.subject.section(QLatin1Char('/'), 1);
    const bool isNew = payload->value(QStringLiteral("from")).toString() != state;
    if (state == QLatin1String("failed"))
        return Notice{Words::tr("Release %1 of %2 failed").arg(id, application), event.subject, true};
    if (isForRole(waitsFor, role)) {
        return Notice{Words::tr("Release %1 of %2 waits for you: %3").arg(id, application, waitsFor),
                      event.subject, true};
    }
    if (!isNew)
        return std::nullopt;
    if (state == QLatin1String("live"))
        return Notice{Words::tr("Release %1 of %2 is live").arg(id, application), event.subject};
    if (state == QLatin1String("finalized"))
        return Notice{Words::tr("Release %1 of %2 is finalized").arg(id, application), event.subject};
    if (state == QLatin1String("rolled-back"))
        return Notice{Words::tr("Release %1 of %2 was rolled back").arg(id, application), event.subject};
    if (state == QLatin1String("aborted"))
        return Notice{Words::tr("Release %1 of %2 was aborted").arg(id, application), event.subject};
    return std::nullopt;
}

} // namespace slipway
