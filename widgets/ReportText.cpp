#include "widgets/ReportText.h"

#include "models/Rows.h"
#include "models/ServiceWords.h"
#include "widgets/ReleaseFacts.h"
#include "widgets/Theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace slipway {

namespace {

constexpr int mostOfACell = 300;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ReleaseReport)
};

struct Line
{
    QString name;
    QString value;
};

QString text(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    return value.isDouble() ? QLocale().toString(value.toInteger()) : value.toString();
}

QString span(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    if (!value.isDouble())
        return {};
    return spanText(std::chrono::milliseconds(qRound64(value.toDouble())));
}

// With day and zone: it is read elsewhere, and later.
QString time(const QString &wire)
{
    const auto instant = instantFromText(wire);
    if (!instant)
        return wire;
    const auto ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(instant->time_since_epoch()).count();
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(ms);
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss ")) + local.timeZoneAbbreviation();
}

std::vector<Line> measuredOf(const QJsonObject &report)
{
    const QString state = text(report, "state");
    const bool isOver = state == QLatin1String("aborted") || state == QLatin1String("failed");
    std::vector<Line> lines{{Words::tr("Downtime seen from outside"), span(report, "downtime_ms")},
                            {Words::tr("Requests held"), span(report, "held_ms")},
                            {Words::tr("Asked from outside"), text(report, "requests")},
                            {Words::tr("Of them failed"), text(report, "failed_requests")},
                            {Words::tr("Longest gap between answers"), span(report, "longest_gap_ms")},
                            {Words::tr("Slowest answer"), span(report, "worst_ms")}};
    for (Line &line : lines) {
        if (line.value.isEmpty())
            line.value = isOver ? Words::tr("not measured: it ended before") : Words::tr("not measured yet");
    }
    return lines;
}

std::vector<Line> factsOf(const QJsonObject &report)
{
    return {{Words::tr("Application"), text(report, "application")},
            {Words::tr("Pipeline"), text(report, "pipeline")},
            {Words::tr("State"), theme::lookOf(text(report, "state")).word},
            {Words::tr("Started by"), text(report, "requested_by")},
            {Words::tr("Started"), time(text(report, "created"))},
            {Words::tr("Last change"), time(text(report, "updated"))}};
}

// Why it was rolled back, and what of the sums belongs to that; nothing where it wasn't.
std::vector<Line> wayBackOf(const QJsonObject &report)
{
    const QJsonObject back = report.value(QStringLiteral("rollback")).toObject();
    if (back.isEmpty())
        return {};
    std::vector<Line> lines{
        {Words::tr("Reason"), text(back, "reason")},
        {Words::tr("Decided by"), text(back, "by")},
        {Words::tr("At"), time(text(back, "at"))},
        {Words::tr("Requests held on the way there"), span(report, "swap_held_ms")},
        {Words::tr("Requests held on the way back"), span(back, "held_ms")},
        {Words::tr("Downtime on the way back"), span(back, "downtime_ms")},
        {Words::tr("Of the requests failed on the way back"), text(back, "failed_requests")}};
    std::erase_if(lines, [](const Line &line) { return line.value.isEmpty(); });
    return lines;
}

struct ReportStep
{
    QString title;
    theme::Look look;
    QString took;
    QString remark;
};

// The way back only where it was gone.
std::vector<ReportStep> stepsOf(const QJsonObject &report)
{
    std::vector<StepRow> rows;
    for (const QJsonValue &value : report.value(QStringLiteral("steps")).toArray())
        rows.push_back(StepRow::fromJson(value.toObject()));
    const bool back = hasTurnedBack(rows);
    std::vector<ReportStep> steps;
    for (const StepRow &row : rows) {
        if (row.isBack() && !back)
            continue;
        ReportStep step{row.title.isEmpty() ? row.id : row.title, lookOfStep(row), {}, {}};
        if (row.started && row.finished)
            step.took = spanText(*row.finished - *row.started);
        QStringList remarks;
        if (row.attempt > 1)
            remarks.append(Words::tr("try %1").arg(row.attempt));
        if (!row.by.isEmpty())
            remarks.append(row.reason.isEmpty() ? Words::tr("by %1").arg(row.by)
                                                : Words::tr("by %1: %2").arg(row.by, row.reason));
        step.remark = remarks.join(QStringLiteral(", "));
        steps.push_back(std::move(step));
    }
    return steps;
}

std::vector<Line> signOffsOf(const QJsonObject &report)
{
    std::vector<Line> lines;
    for (const QJsonValue &value : report.value(QStringLiteral("signoffs")).toArray()) {
        const QJsonObject signature = value.toObject();
        QString by =
            Words::tr("%1 as %2, %3")
                .arg(text(signature, "who"), roleWords(text(signature, "role")), time(text(signature, "at")));
        if (const QString note = text(signature, "note"); !note.isEmpty())
            by += QStringLiteral(": ") + note;
        lines.push_back({text(signature, "step"), by});
    }
    return lines;
}

QString html(const QString &text)
{
    const QString cut = text.size() > mostOfACell ? text.left(mostOfACell) + QChar(0x2026) : text;
    return cut.toHtmlEscaped();
}

QString table(const std::vector<Line> &lines)
{
    QString rows;
    for (const Line &line : lines) {
        rows += QStringLiteral("<tr><td width=\"220\">%1</td><td>%2</td></tr>")
                    .arg(html(line.name), html(line.value));
    }
    return QStringLiteral("<table cellspacing=\"0\" cellpadding=\"4\">%1</table>").arg(rows);
}

QString stepTable(const std::vector<ReportStep> &steps)
{
    QString rows;
    for (const ReportStep &step : steps) {
        rows +=
            QStringLiteral(
                "<tr><td>%1</td><td style=\"color:%2\">%3 %4</td><td align=\"right\">%5</td><td>%6</td></tr>")
                .arg(html(step.title), theme::colour(step.look.tone).name(), QString(step.look.shape),
                     html(step.look.word), html(step.took), html(step.remark));
    }
    return QStringLiteral("<table cellspacing=\"0\" cellpadding=\"4\">%1</table>").arg(rows);
}

} // namespace

QString reportText(const QJsonObject &report)
{
    QString out = Words::tr("Release %1").arg(text(report, "release")) + QLatin1Char('\n');
    const auto add = [&out](const std::vector<Line> &lines) {
        for (const Line &line : lines)
            out += line.name.leftJustified(30) + line.value + QLatin1Char('\n');
        out += QLatin1Char('\n');
    };
    add(factsOf(report));
    add(measuredOf(report));
    if (const auto back = wayBackOf(report); !back.empty())
        add(back);
    for (const ReportStep &step : stepsOf(report)) {
        out += step.title.leftJustified(62) + QLatin1Char(' ') + step.look.word.leftJustified(10) +
               step.took.rightJustified(10) +
               (step.remark.isEmpty() ? QString() : QStringLiteral("  ") + step.remark) + QLatin1Char('\n');
    }
    out += QLatin1Char('\n');
    add(signOffsOf(report));
    const QJsonObject head = report.value(QStringLiteral("ledger")).toObject();
    if (!head.isEmpty()) {
        out += Words::tr("Ledger at %1: %2")
                   .arg(QString::number(head.value(QStringLiteral("seq")).toInteger()), text(head, "hash")) +
               QLatin1Char('\n');
    }
    return out;
}

QString reportPage(const QJsonObject &report)
{
    if (report.isEmpty())
        return QStringLiteral("<p>%1</p>")
            .arg(html(Words::tr("Here appears what was measured, done and signed.")));
    QString page;
    const auto add = [&page](const QString &title, const QString &body) {
        page += QStringLiteral("<h4 style=\"margin-top:16px; margin-bottom:4px\">%1</h4>%2")
                    .arg(html(title), body);
    };
    add(Words::tr("Measured"), table(measuredOf(report)));
    if (const auto back = wayBackOf(report); !back.empty())
        add(Words::tr("Rolled back"), table(back));
    add(Words::tr("Steps"), stepTable(stepsOf(report)));
    const std::vector<Line> signatures = signOffsOf(report);
    add(Words::tr("Sign-offs"),
        signatures.empty() ? QStringLiteral("<p>%1</p>").arg(html(Words::tr("Nobody has signed yet.")))
                           : table(signatures));
    add(Words::tr("Release"), table(factsOf(report)));
    return page;
}

} // namespace slipway
