#include "service/release/ReleaseReport.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <iterator>

namespace slipway {

namespace {

constexpr auto milliseconds = std::chrono::milliseconds(1);

QJsonObject entryOf(const Step &step)
{
    QJsonObject object = step.toJson();
    if (step.started && step.finished)
        object.insert(QStringLiteral("took_ms"), qint64((*step.finished - *step.started) / milliseconds));
    return object;
}

// What the probes of all cutovers saw, there and back: null until one has seen any.
QJsonValue seenBy(const std::vector<CutoverRecord> &cutovers, const QString &key, bool adds)
{
    QJsonValue all;
    for (const CutoverRecord &cutover : cutovers) {
        const QJsonValue one = cutover.probe.value(key);
        if (one.isDouble())
            all = adds ? all.toDouble() + one.toDouble() : std::max(all.toDouble(), one.toDouble());
    }
    return all;
}

const std::array summed{QStringLiteral("downtime_ms"), QStringLiteral("failed_requests"),
                        QStringLiteral("requests")};

// By the step that began them.
std::vector<CutoverRecord> cutoversOf(const std::vector<CutoverRecord> &all, const std::vector<Step> &steps,
                                      bool back)
{
    std::vector<CutoverRecord> found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found), [&](const CutoverRecord &cutover) {
        return back == std::any_of(steps.begin(), steps.end(), [&cutover](const Step &step) {
                   return step.id == cutover.step && step.phase == QLatin1String("rollback");
               });
    });
    return found;
}

// Of the swap that came through; null: none did.
QJsonValue heldBy(const std::vector<CutoverRecord> &cutovers)
{
    QJsonValue held;
    for (const CutoverRecord &cutover : cutovers) {
        if (cutover.heldMs && cutover.outcome == QLatin1String("swapped"))
            held = *cutover.heldMs;
    }
    return held;
}

QJsonValue wayBack(const std::vector<CutoverRecord> &cutovers, const std::optional<Event> &turnedBack)
{
    if (!turnedBack)
        return {};
    const QJsonObject said = QJsonDocument::fromJson(turnedBack->payload).object();
    QJsonObject back{{QStringLiteral("by"), turnedBack->actor},
                     {QStringLiteral("at"), toText(turnedBack->at)},
                     {QStringLiteral("reason"), said.value(QStringLiteral("reason"))},
                     {QStringLiteral("held_ms"), heldBy(cutovers)}};
    for (const QString &key : summed)
        back.insert(key, seenBy(cutovers, key, true));
    return back;
}

} // namespace

QJsonObject reportOf(const Release &release, const std::vector<Step> &steps,
                     const std::vector<CutoverRecord> &cutovers, const std::optional<Event> &turnedBack,
                     const QJsonObject &head)
{
    QJsonArray stepList;
    for (const Step &step : steps)
        stepList.append(entryOf(step));
    QJsonArray signatures;
    for (const SignOff &signOff : release.signOffs)
        signatures.append(signOff.toJson());
    QJsonArray tries;
    QJsonArray samples;
    for (const CutoverRecord &cutover : cutovers) {
        tries.append(cutover.toJson());
        const QJsonValue file = cutover.probe.value(QStringLiteral("samples"));
        if (file.isString())
            samples.append(file);
    }
    QJsonObject report{{QStringLiteral("release"), release.id},
                       {QStringLiteral("application"), release.application},
                       {QStringLiteral("pipeline"), release.pipeline},
                       {QStringLiteral("digest"), release.digest},
                       {QStringLiteral("state"), toText(release.state)},
                       {QStringLiteral("requested_by"), release.requestedBy},
                       {QStringLiteral("created"), toText(release.created)},
                       {QStringLiteral("updated"), toText(release.updated)},
                       {QStringLiteral("inputs"), release.inputs},
                       {QStringLiteral("steps"), stepList},
                       {QStringLiteral("signoffs"), signatures},
                       {QStringLiteral("cutovers"), tries},
                       {QStringLiteral("samples"), samples},
                       {QStringLiteral("ledger"), head}};
    // Present in every report, of there and back together. The hold is the last one's.
    for (const QString &key : summed)
        report.insert(key, seenBy(cutovers, key, true));
    for (const QString &key : {QStringLiteral("longest_gap_ms"), QStringLiteral("worst_ms")})
        report.insert(key, seenBy(cutovers, key, false));
    const QJsonValue held = release.measured.value(QStringLiteral("held_ms"));
    report.insert(QStringLiteral("held_ms"), held.isUndefined() ? QJsonValue() : held);
    // What of it belongs to which way.
    report.insert(QStringLiteral("swap_held_ms"), heldBy(cutoversOf(cutovers, steps, false)));
    report.insert(QStringLiteral("rollback"), wayBack(cutoversOf(cutovers, steps, true), turnedBack));
    return report;
}

} // namespace slipway
