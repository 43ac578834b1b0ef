#include "service/support/CaseCourse.h"

#include "service/support/CaseDesk.h"

namespace slipway {

namespace {

// One event after the other, the oldest first.
void follow(CaseCourse &course, const QString &kind, const QJsonObject &payload, Instant at)
{
    if (kind == QLatin1String("case.reopened")) {
        course = {};
        course.opened = at;
        return;
    }
    const bool waits =
        kind == QLatin1String("case.replied") ||
        (kind == QLatin1String("case.waiting") &&
         payload.value(QLatin1String("state")).toString() == toText(CaseState::WaitingForCustomer));
    if (waits) {
        course.waits = course.waits.value_or(at);
        return;
    }
    if (course.waits && !payload.value(QLatin1String("machine")).toBool()) {
        if (at > *course.waits)
            course.pauses.push_back({*course.waits, at});
        course.waits.reset();
    }
}

// A reply that didn't arrive, or hasn't so far, answers nothing.
Result<void> readWords(Reader &reader, qint64 id, CaseCourse &course)
{
    return reader.query(
        QStringLiteral("SELECT kind, at FROM case_message WHERE case_id = ? AND at >= ? AND machine = 0 "
                       "AND NOT (kind = 'staff' AND EXISTS (SELECT 1 FROM case_mail WHERE "
                       "case_mail.message_id = case_message.message_id AND outcome IN ('refused', 'late', "
                       "'bounced'))) ORDER BY id"),
        {id, toText(course.opened)}, [&](const Row &row) -> Result<void> {
            const auto kind = caseMessageKindFromText(row.text("kind"));
            const auto at = row.instant("at");
            if (!kind || !at)
                return Failure(kind ? at.error() : kind.error());
            if (*kind == CaseMessage::Kind::Staff) {
                course.isAnswered = true;
                course.asked.reset();
            } else if (*kind == CaseMessage::Kind::Customer) {
                course.asked = course.asked.value_or(*at);
            }
            return {};
        });
}

// Whoever is to be paged yet is paged by what is promised now.
Result<void> tellPaging(Transaction &transaction, const Case &about, const QString &actor)
{
    if (about.runId == 0 || about.acknowledged)
        return {};
    return Engine::setInputs(transaction, about.runId,
                             {{QStringLiteral("severity"), toText(about.severity)},
                              {QStringLiteral("first_response"), CaseDesk::answerDue(about)}},
                             actor);
}

} // namespace

Result<void> tellClocks(Transaction &transaction, const Case &about, const ReckonedClocks &reckoned,
                        const QString &actor)
{
    if (reckoned.begun.isEmpty() && reckoned.stopped.empty())
        return {};
    QStringList stopped;
    for (const CaseClock &clock : reckoned.stopped)
        stopped.append(clock.name);
    transaction.append(caseEvent(actor, "case.reckoned", about,
                                 {{QStringLiteral("begun"), reckoned.begun.join(QStringLiteral(", "))},
                                  {QStringLiteral("stopped"), stopped.join(QStringLiteral(", "))}}));
    return CaseRepository::removeClocks(transaction, about.id, reckoned.stopped);
}

Result<CaseCourse> courseOf(Reader &reader, const Case &about)
{
    CaseCourse course;
    course.opened = about.created;
    const auto read = reader.query(
        QStringLiteral("SELECT kind, at, payload FROM event WHERE subject = ? AND kind IN ('case.reopened', "
                       "'case.replied', 'case.waiting', 'case.resumed', 'case.message') ORDER BY seq"),
        {about.handle()}, [&](const Row &row) -> Result<void> {
            const auto at = row.instant("at");
            if (!at)
                return Failure(at.error());
            follow(course, row.text("kind"), row.object("payload"), *at);
            return {};
        });
    if (!read)
        return Failure(read.error());
    // Where its end isn't in the ledger a pause doesn't count: nobody loses time that was promised.
    if (about.state != CaseState::WaitingForCustomer)
        course.waits.reset();
    if (auto words = readWords(reader, about.id, course); !words)
        return Failure(words.error());
    return course;
}

Result<void> reckonCase(Transaction &transaction, Case &about, const Agreement &agreement,
                        const QString &actor)
{
    if (isOver(about.state))
        return {};
    const auto course = courseOf(transaction, about);
    if (!course)
        return Failure(course.error());
    const ReckonedClocks reckoned =
        reckonClocks(about.clocks, agreement, about.severity, *course, transaction.now());
    if (auto told = tellClocks(transaction, about, reckoned, actor); !told)
        return told;
    return tellPaging(transaction, about, actor);
}

} // namespace slipway
