#include "console/Notice.h"

#include "domain/Json.h"
#include "models/ServiceWords.h"

#include <QCoreApplication>
#include <QSet>

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

// A release that is live goes on to wait without becoming another one: only its step says so.
std::optional<Notice> noticeOfStep(const Event &event, const QJsonObject &payload, std::optional<Role> role)
{
    const QString application = event.subject.section(QLatin1Char('/'), 1);
    const QString waitsFor = payload.value(QStringLiteral("waits_for")).toString();
    if (!event.subject.startsWith(QLatin1String("application/")) || !isForRole(waitsFor, role))
        return std::nullopt;
    const qint64 release = payload.value(QStringLiteral("release")).toInteger();
    if (release > 0) {
        return Notice{Words::tr("Release %1 of %2 waits for you: %3")
                          .arg(QString::number(release), application, waitWords(waitsFor)),
                      QStringLiteral("release/%1").arg(release), application, true, true};
    }
    return Notice{Words::tr("The release of %1 waits for you: %2").arg(application, waitWords(waitsFor)),
                  event.subject, application, true, true};
}

std::optional<Notice> noticeOfRelease(const Event &event, const QJsonObject &payload,
                                      std::optional<Role> role)
{
    const QString state = event.kind.section(QLatin1Char('.'), 1);
    const QString application = payload.value(QStringLiteral("application")).toString();
    const QString waitsFor = payload.value(QStringLiteral("waits_for")).toString();
    const QString id = event.subject.section(QLatin1Char('/'), 1);
    const auto notice = [&](const QString &text, bool isUrgent = false) {
        return Notice{text, event.subject, application, isUrgent, false};
    };
    if (state == QLatin1String("failed"))
        return notice(Words::tr("Release %1 of %2 failed").arg(id, application), true);
    if (isForRole(waitsFor, role))
        return notice(
            Words::tr("Release %1 of %2 waits for you: %3").arg(id, application, waitWords(waitsFor)), true);
    if (payload.value(QStringLiteral("from")).toString() == state)
        return std::nullopt;
    if (state == QLatin1String("live"))
        return notice(Words::tr("Release %1 of %2 is live").arg(id, application));
    if (state == QLatin1String("finalized"))
        return notice(Words::tr("Release %1 of %2 is finalized").arg(id, application));
    if (state == QLatin1String("rolled-back"))
        return notice(Words::tr("Release %1 of %2 was rolled back").arg(id, application));
    if (state == QLatin1String("aborted"))
        return notice(Words::tr("Release %1 of %2 was aborted").arg(id, application));
    return std::nullopt;
}

// Its release is over: somebody has to tell the customer, whose case it is before all.
std::optional<Notice> noticeOfReturn(const Event &event, const QJsonObject &payload, const QString &user)
{
    const qint64 release = payload.value(QStringLiteral("release")).toInteger();
    const QString owner = payload.value(QStringLiteral("owner")).toString();
    if (release == 0 || (!owner.isEmpty() && owner != user))
        return std::nullopt;
    const QString number = event.subject.section(QLatin1Char('/'), 1);
    const QString words =
        payload.value(QStringLiteral("was_live")).toBool()
            ? Words::tr("Case %1 is open again: release %2, which had gone live, was rolled back")
        : payload.value(QStringLiteral("outcome")).toString() == QLatin1String("live")
            ? Words::tr("Case %1 is open again: release %2, which it waited for, is live")
            : Words::tr("Case %1 is open again: release %2, which it waited for, came to nothing");
    return Notice{words.arg(number).arg(release), event.subject, event.subject, false, false};
}

} // namespace

QString Notice::title() const
{
    const QString rest = reference.section(QLatin1Char('/'), 1);
    return reference.startsWith(QLatin1String("case/")) ? Words::tr("Case %1").arg(rest) : application;
}

std::optional<Notice> noticeOf(const Event &event, std::optional<Role> role)
{
    const bool isStep = event.kind == QLatin1String("step.waiting");
    const bool isRelease = event.kind.startsWith(QLatin1String("release.")) &&
                           event.subject.startsWith(QLatin1String("release/"));
    if (!isStep && !isRelease)
        return std::nullopt;
    const auto payload = objectFromBytes(event.payload, event.kind);
    if (!payload)
        return std::nullopt;
    return isStep ? noticeOfStep(event, *payload, role) : noticeOfRelease(event, *payload, role);
}

std::optional<Notice> noticeOfCase(const Event &event, const QString &user, std::optional<Role> role)
{
    const bool isCase = event.kind == QLatin1String("case.opened");
    const bool isPage = event.kind == QLatin1String("page.due");
    const bool isBack =
        event.kind == QLatin1String("case.resumed") || event.kind == QLatin1String("case.reopened");
    if (isCase && event.actor == user) // who has just written it down
        return std::nullopt;
    if ((!isCase && !isPage && !isBack) || !role || *role == Role::Sales || *role == Role::Customer)
        return std::nullopt;
    const auto payload = objectFromBytes(event.payload, event.kind);
    if (!payload)
        return std::nullopt;
    const QString number = event.subject.section(QLatin1Char('/'), 1);
    if (isCase) {
        const QString title = payload->value(QStringLiteral("title")).toString();
        return Notice{Words::tr("Case %1 came in: %2").arg(number, title), event.subject, event.subject,
                      false, false};
    }
    if (isBack)
        return noticeOfReturn(event, *payload, user);
    if (user.isEmpty() || payload->value(QStringLiteral("to")).toString() != user)
        return std::nullopt;
    const auto due = instantFromText(payload->value(QStringLiteral("due")).toString());
    return Notice{Words::tr("You are paged for case %1").arg(number),
                  event.subject,
                  event.subject,
                  true,
                  false,
                  payload->value(QStringLiteral("page")).toInteger(),
                  due && *due > event.at + std::chrono::seconds(1)};
}

QString attendedCase(const Event &event)
{
    static const QSet<QString> kinds{QStringLiteral("case.acknowledged"), QStringLiteral("case.taken"),
                                     QStringLiteral("case.assigned"),     QStringLiteral("case.solved"),
                                     QStringLiteral("case.closed"),       QStringLiteral("case.snoozed")};
    return kinds.contains(event.kind) ? event.subject : QString();
}

qint64 acceptedPage(const Event &event)
{
    if (event.kind != QLatin1String("page.accepted"))
        return 0;
    const auto payload = objectFromBytes(event.payload, event.kind);
    return payload ? payload->value(QStringLiteral("page")).toInteger() : 0;
}

} // namespace slipway
