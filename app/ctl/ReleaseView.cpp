#include "ctl/ReleaseView.h"

#include "ctl/Output.h"
#include "domain/Instant.h"
#include "domain/Json.h"

#include <algorithm>
#include <array>

namespace slipway {

namespace {

QString textOf(const QJsonObject &object, const char *field)
{
    return cell(object.value(QLatin1String(field)));
}

QString tookOf(const QJsonObject &step)
{
    const auto started = instantFromText(textOf(step, "started"));
    const auto finished = instantFromText(textOf(step, "finished"));
    if (!started || !finished)
        return {};
    const double seconds = std::chrono::duration<double>(*finished - *started).count();
    return QStringLiteral("%1 s").arg(seconds, 0, 'f', 2);
}

QString remarkOf(const QJsonObject &step)
{
    const QJsonObject problem = step.value(QStringLiteral("problem")).toObject();
    const QString state = textOf(step, "state");
    const QString waits = textOf(step, "waits_for");
    if (!problem.isEmpty() && state != QLatin1String("done")) {
        const bool isDue = state == QLatin1String("failed") && !textOf(step, "due").isEmpty();
        return Problem::fromJson(problem, 500).text() +
               (isDue ? QStringLiteral(" It waits: ") + waits : QString());
    }
    if (!waits.isEmpty() && state == QLatin1String("waiting"))
        return waits;
    const QString by = textOf(step, "by");
    const QString reason = textOf(step, "reason");
    return by.isEmpty() ? reason
                        : QStringLiteral("by %1%2").arg(by, reason.isEmpty() ? QString()
                                                                             : QStringLiteral(": ") + reason);
}

void printSteps(const QJsonArray &steps)
{
    Table table({QStringLiteral("STEP"), QStringLiteral("STATE"), QStringLiteral("TOOK"),
                 QStringLiteral("TRY"), QStringLiteral("REMARK")});
    const bool backBegan = std::any_of(steps.begin(), steps.end(), [](const QJsonValue &value) {
        const QString phase = textOf(value.toObject(), "phase");
        return !phase.isEmpty() && phase != QLatin1String("forward") &&
               textOf(value.toObject(), "state") != QLatin1String("pending");
    });
    for (const QJsonValue &value : steps) {
        const QJsonObject step = value.toObject();
        const QString phase = textOf(step, "phase");
        const bool forward = phase.isEmpty() || phase == QLatin1String("forward");
        // The way back is there for whoever asks; until somebody takes it, it would only hide the rest.
        if (!forward && textOf(step, "state") == QLatin1String("pending") && !backBegan)
            continue;
        const QString name = (forward ? QString() : phase + QLatin1Char(' ')) + textOf(step, "id");
        const int attempt = step.value(QStringLiteral("attempt")).toInt();
        table.add({name, textOf(step, "state"), tookOf(step),
                   attempt > 1 ? QString::number(attempt) : QString(), remarkOf(step)});
    }
    table.print();
}

// Why it was rolled back, and what of the sums belongs to that.
void printWayBack(const QJsonObject &report)
{
    const QJsonObject back = report.value(QStringLiteral("rollback")).toObject();
    if (back.isEmpty())
        return;
    const auto line = [](const char *title, const QString &value) {
        if (!value.isEmpty())
            printLine(QString::fromUtf8(title).leftJustified(30) + value);
    };
    line("Rolled back by", textOf(back, "by") + QStringLiteral(", ") + shortTime(textOf(back, "at")));
    line("… because", textOf(back, "reason"));
    const auto measured = [](const QString &ms) { return ms.isEmpty() ? ms : ms + QStringLiteral(" ms"); };
    line("… requests held there", measured(textOf(report, "swap_held_ms")));
    line("… requests held back", measured(textOf(back, "held_ms")));
    line("… downtime of the way back", measured(textOf(back, "downtime_ms")));
}

void printSignOffs(const QJsonArray &signOffs)
{
    Table table({QStringLiteral("SIGNED"), QStringLiteral("BY"), QStringLiteral("AS"), QStringLiteral("AT"),
                 QStringLiteral("NOTE")});
    for (const QJsonValue &value : signOffs) {
        const QJsonObject signature = value.toObject();
        table.add({textOf(signature, "step"), textOf(signature, "who"), textOf(signature, "role"),
                   shortTime(textOf(signature, "at")), textOf(signature, "note")});
    }
    if (table.isEmpty())
        return;
    printLine({});
    table.print();
}

} // namespace

void printReleases(const QJsonArray &releases)
{
    if (releases.isEmpty()) {
        printLine(QStringLiteral("No releases. Start one with \"slipwayctl release start APP\"."));
        return;
    }
    Table table({QStringLiteral("ID"), QStringLiteral("APPLICATION"), QStringLiteral("STATE"),
                 QStringLiteral("STEP"), QStringLiteral("CREATED"), QStringLiteral("BY"),
                 QStringLiteral("WAITS FOR")});
    for (const QJsonValue &value : releases) {
        const QJsonObject release = value.toObject();
        table.add({textOf(release, "id"), textOf(release, "application"), textOf(release, "state"),
                   textOf(release, "current_step"), shortTime(textOf(release, "created")),
                   textOf(release, "requested_by"), textOf(release, "waits_for")});
    }
    table.print();
}

void printRelease(const QJsonObject &release, const QJsonArray &steps)
{
    printLine(QStringLiteral("Release %1 of %2 by %3: %4")
                  .arg(textOf(release, "id"), textOf(release, "application"), textOf(release, "pipeline"),
                       textOf(release, "state")));
    printLine(QStringLiteral("Started by %1 at %2")
                  .arg(textOf(release, "requested_by"), shortTime(textOf(release, "created"))));
    const QString waits = textOf(release, "waits_for");
    if (!waits.isEmpty())
        printLine(QStringLiteral("It waits: %1").arg(waits));
    printLine({});
    printSteps(steps);
    printSignOffs(release.value(QStringLiteral("signoffs")).toArray());
}

void printStep(const QJsonObject &step)
{
    printLine(
        QStringLiteral("%1 (%2): %3").arg(textOf(step, "id"), textOf(step, "title"), textOf(step, "state")));
    const QString remark = remarkOf(step);
    if (!remark.isEmpty())
        printLine(remark);
    for (const QJsonValue &line : step.value(QStringLiteral("preview")).toArray())
        printLine(QStringLiteral("  would: ") + line.toString());
    const QJsonObject output = step.value(QStringLiteral("output")).toObject();
    if (!output.isEmpty())
        printLine(QStringLiteral("Result: ") + QString::fromUtf8(toBytes(output)));
    for (const QJsonValue &line : step.value(QStringLiteral("log")).toArray())
        printLine(shortTime(textOf(line.toObject(), "at")) + QStringLiteral("  ") +
                  textOf(line.toObject(), "line"));
}

void printReport(const QJsonObject &report)
{
    struct Line
    {
        const char *field;
        const char *title;
        const char *unit;
    };
    constexpr std::array<Line, 14> lines{{{"release", "Release", ""},
                                          {"application", "Application", ""},
                                          {"pipeline", "Pipeline", ""},
                                          {"state", "State", ""},
                                          {"version", "Version", ""},
                                          {"requested_by", "Started by", ""},
                                          {"created", "Started", ""},
                                          {"updated", "Last change", ""},
                                          {"downtime_ms", "Downtime seen from outside", " ms"},
                                          {"held_ms", "Requests held", " ms"},
                                          {"requests", "Requests of the probe", ""},
                                          {"failed_requests", "… of them failed", ""},
                                          {"longest_gap_ms", "Longest gap between answers", " ms"},
                                          {"worst_ms", "Slowest answer", " ms"}}};
    for (const Line &line : lines) {
        const QString value = textOf(report, line.field);
        if (!value.isEmpty())
            printLine(QString::fromUtf8(line.title).leftJustified(30) + value + QLatin1String(line.unit));
    }
    printWayBack(report);
    printLine({});
    printSteps(report.value(QStringLiteral("steps")).toArray());
    printSignOffs(report.value(QStringLiteral("signoffs")).toArray());
    const QJsonObject head = report.value(QStringLiteral("ledger")).toObject();
    if (!head.isEmpty()) {
        printLine({});
        printLine(QStringLiteral("Ledger at %1: %2").arg(textOf(head, "seq"), textOf(head, "hash")));
    }
}

QJsonArray linesOf(const QJsonArray &log, const QString &step)
{
    QJsonArray lines;
    for (const QJsonValue &line : log) {
        if (line.toObject().value(QStringLiteral("step")).toString() == step)
            lines.append(line);
    }
    return lines;
}

} // namespace slipway
