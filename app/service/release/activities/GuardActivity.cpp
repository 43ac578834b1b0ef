#include "service/release/activities/GuardActivity.h"

#include "service/engine/RunRecords.h"
#include "service/gateway/Gateway.h"
#include "service/release/CodeRecord.h"
#include "service/store/Store.h"

namespace slipway {

struct GuardActivity::Findings
{
    QJsonArray checks;
    QStringList wrong;
    QStringList hints;

    void good(const QString &check, const QString &detail)
    {
        checks.append(QJsonObject{{QStringLiteral("check"), check},
                                  {QStringLiteral("ok"), true},
                                  {QStringLiteral("detail"), detail}});
    }
    // Said, but no reason to refuse: a way back must be open from a side that is ill.
    void noted(const QString &check, const QString &detail)
    {
        checks.append(QJsonObject{{QStringLiteral("check"), check},
                                  {QStringLiteral("ok"), false},
                                  {QStringLiteral("detail"), detail}});
    }
    void bad(const QString &check, const QString &detail, const QString &hint)
    {
        checks.append(QJsonObject{{QStringLiteral("check"), check},
                                  {QStringLiteral("ok"), false},
                                  {QStringLiteral("detail"), detail}});
        wrong.append(detail);
        if (!hint.isEmpty() && !hints.contains(hint))
            hints.append(hint);
    }
};

Result<QStringList> GuardActivity::preview(const StepContext &context)
{
    const auto serving = environment(context, QStringLiteral("serving"));
    const auto follower = environment(context, QStringLiteral("follower"));
    if (!serving)
        return Failure(serving.error());
    if (!follower)
        return Failure(follower.error());
    return QStringList{
        QStringLiteral("Nothing is changed. Looked at: free disk and health of %1 and %2, that each address "
                       "leads where it should, that no other release of the application is under way, and "
                       "that nobody has patched production since it was cloned.")
            .arg(shown(*serving), shown(*follower))};
}

Result<Observation> GuardActivity::observe(const StepContext &)
{
    return Observation::notDone(); // looking again is the point
}

void GuardActivity::checkDisk(const Environment &environment, Findings &findings)
{
    const auto check = QStringLiteral("disk of ") + environment.name;
    const auto disk = m_parts.platform.disk(environment);
    if (!disk) {
        findings.bad(check, disk.error().what, disk.error().hint);
        return;
    }
    const qint64 free = disk->value(QStringLiteral("free_bytes")).toInteger();
    const qint64 needed = disk->value(QStringLiteral("needed_bytes")).toInteger();
    const QString text = QStringLiteral("%1 MB free, %2 MB needed").arg(free / 1000000).arg(needed / 1000000);
    if (free >= needed)
        findings.good(check, text);
    else
        findings.bad(check, QStringLiteral("%1 has too little disk: %2").arg(environment.name, text),
                     QStringLiteral("Make room, then retry."));
}

void GuardActivity::checkHealth(const Environment &environment, Findings &findings)
{
    const auto check = QStringLiteral("health of ") + environment.name;
    const auto health = m_parts.platform.health(environment);
    if (!health)
        findings.bad(check, health.error().what, health.error().hint);
    else if (!health->healthy)
        findings.bad(check, QStringLiteral("%1 isn't healthy: %2").arg(shown(environment), health->why),
                     QStringLiteral("Mend it, then retry; or abort."));
    else
        findings.good(check, health->version);
}

void GuardActivity::noteServing(const Environment &environment, Findings &findings)
{
    const auto check = QStringLiteral("health of ") + environment.name;
    const auto health = m_parts.platform.health(environment);
    if (health && health->healthy)
        findings.good(check, health->version);
    else
        findings.noted(check, health ? health->why : health.error().what);
}

void GuardActivity::checkRoutes(const Environment &serving, const Environment &follower, Findings &findings)
{
    const auto check = QStringLiteral("the way back");
    for (const Environment *side : {&serving, &follower}) {
        const auto route = m_parts.gateway.route(side->address);
        if (!route) {
            findings.bad(check, route.error().what, route.error().hint);
            return;
        }
        if (route->slot != side->slot || route->held) {
            findings.bad(check,
                         (route->held ? QStringLiteral("%1 leads to slot %2, held, not to %3 in slot %4")
                                      : QStringLiteral("%1 leads to slot %2, not to %3 in slot %4"))
                             .arg(side->address)
                             .arg(route->slot)
                             .arg(side->name)
                             .arg(side->slot),
                         QStringLiteral("Something else has changed the gateway; abort and look."));
            return;
        }
    }
    findings.good(check, QStringLiteral("both addresses lead where they should"));
}

void GuardActivity::checkAlone(const Release &release, Findings &findings)
{
    const auto check = QStringLiteral("nothing else in flight");
    const auto others = m_parts.store.read(
        [&](Reader &reader) { return ReleaseRepository::unfinished(reader, release.application); });
    if (!others) {
        findings.bad(check, others.error().what, others.error().hint);
        return;
    }
    for (const Release &other : *others) {
        if (other.id == release.id)
            continue;
        findings.bad(check,
                     QStringLiteral("Release %1 of %2 is %3")
                         .arg(other.id)
                         .arg(other.application, toText(other.state)),
                     QStringLiteral("slipwayctl release finalize %1, or release abort %1.").arg(other.id));
        return;
    }
    findings.good(check, QStringLiteral("no other release of %1").arg(release.application));
}

void GuardActivity::checkLock(const StepContext &context, Findings &findings)
{
    const auto check = QStringLiteral("lock held");
    const auto all = m_parts.store.read([](Reader &reader) { return records::locks(reader); });
    if (!all) {
        findings.bad(check, all.error().what, all.error().hint);
        return;
    }
    const auto lock = std::find_if(all->begin(), all->end(),
                                   [&](const Lock &one) { return one.subject == context.subject; });
    if (lock != all->end() && lock->runId == context.runId) {
        findings.good(check, QStringLiteral("held by run %1").arg(context.runId));
        return;
    }
    findings.bad(
        check,
        lock == all->end()
            ? QStringLiteral("Nobody holds the lock of %1").arg(context.subject)
            : QStringLiteral("%1 is locked by %2: %3").arg(context.subject, lock->holder, lock->reason),
        QStringLiteral("Abort, look who works on it, and release again."));
}

void GuardActivity::checkProductionCode(const StepContext &context, const Release &release,
                                        const Environment &serving, Findings &findings)
{
    const auto check = QStringLiteral("production as it was cloned");
    const auto before = readManifest(fileOf(release, QStringLiteral("production-code.json")));
    const auto now = m_parts.platform.codeManifest(serving, work(context));
    if (!before || !now) {
        const Problem &problem = before ? now.error() : before.error();
        findings.bad(check, problem.what, problem.hint);
        return;
    }
    if (before->digest == now->digest) {
        findings.good(check, now->digest);
        return;
    }
    findings.bad(check,
                 QStringLiteral("Production was patched since it was cloned: %1")
                     .arg(differences(*before, *now).join(QStringLiteral(", "))),
                 QStringLiteral("The candidate lacks this. Abort, and release again from a fresh clone."));
}

Result<QJsonObject> GuardActivity::apply(const StepContext &context)
{
    const auto rel = release(context);
    const auto serving = environment(context, QStringLiteral("serving"));
    const auto follower = environment(context, QStringLiteral("follower"));
    if (!rel)
        return Failure(rel.error());
    if (!serving)
        return Failure(serving.error());
    if (!follower)
        return Failure(follower.error());
    const bool back = context.with.value(QStringLiteral("back")).toBool();   // rolling back
    const bool again = context.with.value(QStringLiteral("again")).toBool(); // the cheap ones, right before
    Findings findings;
    if (back) {
        noteServing(*serving, findings);
        checkDisk(*follower, findings);
    } else {
        if (!again) {
            checkDisk(*serving, findings);
            checkDisk(*follower, findings);
            checkHealth(*follower, findings);
        }
        checkHealth(*serving, findings);
        checkProductionCode(context, *rel, *serving, findings);
    }
    checkRoutes(*serving, *follower, findings);
    checkAlone(*rel, findings);
    checkLock(context, findings);
    if (!findings.wrong.isEmpty()) {
        context.say(QStringLiteral("Refused"), {{QStringLiteral("checks"), findings.checks}});
        return fail(Problem::Kind::Conflict, findings.wrong.join(QStringLiteral("; ")),
                    findings.hints.join(QLatin1Char(' ')));
    }
    return QJsonObject{{QStringLiteral("checks"), findings.checks}};
}

Result<void> GuardActivity::undo(const StepContext &, const QJsonObject &)
{
    return {};
}

} // namespace slipway
