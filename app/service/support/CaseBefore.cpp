#include "service/support/CaseBefore.h"

#include "service/support/Sla.h"

#include <algorithm>
#include <set>

namespace slipway {

namespace {

const QString keptAs = QStringLiteral("was");

// One event after the other, the oldest first.
struct Course
{
    std::set<QString> held; // mail
    std::optional<CaseBefore> before;

    Result<void> follow(const QString &kind, const QString &subject, const QJsonObject &payload, Instant at)
    {
        if (kind == QLatin1String("mail.quarantined") || kind == QLatin1String("mail.taken-back"))
            return hold(subject, payload.value(keptAs).toObject(), at);
        if (kind == QLatin1String("mail.discarded") || kind == QLatin1String("mail.released")) {
            held.erase(subject);
            if (held.empty())
                before.reset();
        } else if (kind == QLatin1String("case.taken") || kind == QLatin1String("case.assigned")) {
            own(kind == QLatin1String("case.assigned"));
        } else if (!payload.value(QLatin1String("machine")).toBool()) {
            before.reset();
        }
        return {};
    }

    void own(bool isAssigned)
    {
        if (!before)
            return;
        before->isAssigned = before->isAssigned || isAssigned;
        if (before->state == CaseState::New)
            before->state = CaseState::Open;
    }

    // The first of several counts.
    Result<void> hold(const QString &mail, const QJsonObject &was, Instant at)
    {
        held.insert(mail);
        if (before || was.isEmpty())
            return {};
        auto read = CaseBefore::fromJson(was, at);
        if (!read)
            return Failure(read.error());
        before = std::move(*read);
        return {};
    }
};

} // namespace

CaseBefore CaseBefore::of(const Case &about)
{
    CaseBefore before{about.state, about.plan, about.runId, 0, {}, false};
    for (const CaseClock &clock : about.clocks) {
        if (clock.name == clockName::nextResponse)
            before.round = std::max(before.round, clock.round);
    }
    return before;
}

Result<CaseBefore> CaseBefore::fromJson(const QJsonObject &object, Instant until)
{
    const auto state = caseStateFromText(object.value(QLatin1String("state")).toString());
    if (!state)
        return Failure(state.error());
    return CaseBefore{*state,
                      object.value(QLatin1String("plan")).toString(),
                      object.value(QLatin1String("run")).toInteger(),
                      object.value(QLatin1String("round")).toInt(),
                      until,
                      false};
}

QJsonObject CaseBefore::toJson() const
{
    return {{QStringLiteral("state"), toText(state)},
            {QStringLiteral("plan"), plan},
            {QStringLiteral("run"), run},
            {QStringLiteral("round"), round}};
}

bool CaseBefore::lacks(const CaseClock &clock) const
{
    if (clock.met)
        return false;
    return isOver(state) || (clock.name == clockName::nextResponse && clock.round > round);
}

Result<std::optional<CaseBefore>> caseBefore(Reader &reader, const Case &about)
{
    Course course;
    // That a pause was over because of the held mail itself is told by the service: nobody did anything yet.
    const auto read = reader.query(
        QStringLiteral(
            "SELECT kind, subject, at, payload FROM event WHERE (subject = ? AND NOT (kind = 'case.resumed' "
            "AND "
            "actor = 'service') AND kind IN ('case.message', "
            "'case.replied', 'case.waiting', 'case.resumed', 'case.solved', 'case.closed', "
            "'case.undeliverable', 'case.taken', 'case.assigned')) OR (subject IN (SELECT 'mail/' || id FROM "
            "taken_mail WHERE case_id = ?) AND kind IN ('mail.quarantined', 'mail.taken-back', "
            "'mail.discarded', 'mail.released')) ORDER BY seq"),
        {about.handle(), about.id}, [&](const Row &row) -> Result<void> {
            const auto at = row.instant("at");
            return at ? course.follow(row.text("kind"), row.text("subject"), row.object("payload"), *at)
                      : Failure(at.error());
        });
    if (!read)
        return Failure(read.error());
    return course.before;
}

} // namespace slipway
