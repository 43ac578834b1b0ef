#include "models/CaseRows.h"

#include "domain/Case.h"
#include "domain/Json.h"
#include "models/ModelText.h"
#include "models/ServicePhrases.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace slipway {

namespace {

using namespace std::chrono_literals;

// So much of its time is left, or less, when a clock is said to run out soon.
constexpr Duration soonAtMost = 1h;
constexpr int soonPart = 4;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CaseClocks)
};

QString textOf(const QJsonObject &object, QLatin1String key)
{
    return object.value(key).toString();
}

std::optional<Instant> timeOf(const QJsonObject &object, QLatin1String key)
{
    const auto instant = instantFromText(textOf(object, key));
    return instant ? std::optional<Instant>(*instant) : std::nullopt;
}

Duration spanOf(const QJsonObject &object, QLatin1String key)
{
    return durationFromText(textOf(object, key)).value_or(Duration::zero());
}

// What was answered in an earlier round is history.
void keepNewest(CaseRow &row, ClockRow clock)
{
    const auto same = std::find_if(row.clocks.begin(), row.clocks.end(),
                                   [&](const ClockRow &one) { return one.name == clock.name; });
    if (same == row.clocks.end()) {
        row.clocks.push_back(std::move(clock));
        return;
    }
    if (clock.round >= same->round)
        std::swap(*same, clock);
    row.earlier.push_back(std::move(clock));
}

} // namespace

QString toText(Pressure pressure)
{
    switch (pressure) {
    case Pressure::Met:
        return QStringLiteral("met");
    case Pressure::MetLate:
        return QStringLiteral("met-late");
    case Pressure::Paused:
        return QStringLiteral("paused");
    case Pressure::Running:
        return QStringLiteral("running");
    case Pressure::Soon:
        return QStringLiteral("soon");
    case Pressure::Breached:
        break;
    }
    return QStringLiteral("breached");
}

ClockRow ClockRow::fromJson(const QJsonObject &object)
{
    ClockRow row;
    row.name = textOf(object, QLatin1String("name"));
    row.round = std::max(1, object.value(QLatin1String("round")).toInt());
    row.started = timeOf(object, QLatin1String("started"));
    row.target = timeOf(object, QLatin1String("target"));
    row.met = timeOf(object, QLatin1String("met"));
    row.breached = timeOf(object, QLatin1String("breached"));
    row.paused = timeOf(object, QLatin1String("paused"));
    row.promised = spanOf(object, QLatin1String("promised"));
    row.pausedFor = spanOf(object, QLatin1String("paused_for"));
    row.cause = phraseWords(textOf(object, QLatin1String("cause")));
    return row;
}

Pressure ClockRow::pressure(Instant now) const
{
    if (met)
        return breached || (target && *met > *target) ? Pressure::MetLate : Pressure::Met;
    if (breached || (target && !paused && *target <= now)) // whether or not the service has noted it yet
        return Pressure::Breached;
    if (paused)
        return Pressure::Paused;
    if (!target)
        return Pressure::Running;
    const Duration whole = started ? *target - *started : Duration::zero();
    const Duration soon = started ? std::min(whole / soonPart, soonAtMost) : soonAtMost;
    return *target - now <= soon ? Pressure::Soon : Pressure::Running;
}

Duration ClockRow::left(Instant now) const
{
    if (!target)
        return Duration::zero();
    return *target - (met ? *met : paused ? *paused : now);
}

QString clockWord(const QString &name)
{
    if (name == QLatin1String("first-response"))
        return Words::tr("first response");
    if (name == QLatin1String("next-response"))
        return Words::tr("next response");
    if (name == QLatin1String("resolution"))
        return Words::tr("resolution");
    return name;
}

// What is left is rounded up, what is over down: neither says more than there is.
QString countdown(Duration left)
{
    const qint64 seconds = left >= Duration::zero() ? std::chrono::ceil<std::chrono::seconds>(left).count()
                                                    : std::chrono::floor<std::chrono::seconds>(-left).count();
    return QStringLiteral("%1:%2:%3")
        .arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString clockText(const ClockRow &clock, Instant now)
{
    const QString time = countdown(clock.left(now));
    switch (clock.pressure(now)) {
    case Pressure::Met:
        return Words::tr("%1 before its time").arg(time);
    case Pressure::MetLate:
        return Words::tr("%1 late").arg(time);
    case Pressure::Breached:
        return Words::tr("%1 over").arg(time);
    default:
        return time;
    }
}

QString spokenClock(const ClockRow &clock, Instant now)
{
    return Words::tr("%1: %2, %3")
        .arg(clockWord(clock.name), clockText(clock, now), stateWord(toText(clock.pressure(now))));
}

CaseRow CaseRow::fromJson(const QJsonObject &object)
{
    CaseRow row;
    row.id = object.value(QLatin1String("id")).toInteger();
    row.subject = textOf(object, QLatin1String("subject"));
    row.state = textOf(object, QLatin1String("state"));
    row.severity = textOf(object, QLatin1String("severity"));
    row.customer = textOf(object, QLatin1String("customer"));
    row.application = textOf(object, QLatin1String("application"));
    row.contact = textOf(object, QLatin1String("contact"));
    row.owner = textOf(object, QLatin1String("owner"));
    row.plan = textOf(object, QLatin1String("plan"));
    row.tags = stringsFromJson(object.value(QLatin1String("tags")));
    row.created = timeOf(object, QLatin1String("created"));
    row.acknowledged = timeOf(object, QLatin1String("acknowledged"));
    row.acknowledgedBy = textOf(object, QLatin1String("acknowledged_by"));
    for (const QJsonValue &clock : object.value(QLatin1String("clocks")).toArray()) {
        if (clock.isObject())
            keepNewest(row, ClockRow::fromJson(clock.toObject()));
    }
    std::sort(row.earlier.begin(), row.earlier.end(), [](const ClockRow &one, const ClockRow &other) {
        return std::tie(one.name, one.round) < std::tie(other.name, other.round);
    });
    return row;
}

bool CaseRow::isOver() const
{
    const auto known = caseStateFromText(state);
    return known && slipway::isOver(*known);
}

QString CaseRow::handle() const
{
    return QStringLiteral("case/%1").arg(id);
}

const ClockRow *CaseRow::nearest() const
{
    const auto rank = [](const ClockRow &clock) {
        return std::tuple(!clock.isOpen(), clock.met.has_value(), clock.target.value_or(Instant::max()));
    };
    const auto found =
        std::min_element(clocks.begin(), clocks.end(),
                         [&](const ClockRow &one, const ClockRow &other) { return rank(one) < rank(other); });
    return found == clocks.end() ? nullptr : &*found;
}

std::optional<Instant> CaseRow::deadline() const
{
    const ClockRow *clock = nearest();
    return clock && clock->isOpen() ? clock->target : std::nullopt;
}

bool isMoreUrgent(const CaseRow &one, const CaseRow &other)
{
    const auto rank = [](const CaseRow &row) {
        return std::tuple(row.deadline().value_or(Instant::max()), row.id);
    };
    return rank(one) < rank(other);
}

FileRow FileRow::fromJson(const QJsonObject &object)
{
    FileRow row;
    row.mail = object.value(QLatin1String("mail")).toInteger();
    row.number = object.value(QLatin1String("number")).toInt();
    row.ofCase = object.value(QLatin1String("case")).toInteger();
    row.file = object.value(QLatin1String("file")).toInteger();
    row.name = textOf(object, QLatin1String("name"));
    row.type = textOf(object, QLatin1String("type"));
    row.size = object.value(QLatin1String("size")).toInteger();
    return row;
}

MessageRow MessageRow::fromJson(const QJsonObject &object)
{
    MessageRow row;
    row.id = object.value(QLatin1String("id")).toInteger();
    row.kind = textOf(object, QLatin1String("kind"));
    row.author = textOf(object, QLatin1String("author"));
    row.at = timeOf(object, QLatin1String("at"));
    row.text = textOf(object, QLatin1String("text"));
    row.machine = object.value(QLatin1String("machine")).toBool();
    for (const QJsonValue &file : object.value(QLatin1String("attachments")).toArray()) {
        FileRow one = FileRow::fromJson(file.toObject());
        if ((one.mail > 0 && one.number > 0) || one.isSaid())
            row.files.push_back(std::move(one));
    }
    row.htmlMail = object.value(QLatin1String("html")).toInteger();
    return row;
}

LinkRow LinkRow::fromJson(const QJsonObject &object)
{
    LinkRow row;
    row.reference = textOf(object, QLatin1String("reference"));
    row.kind = textOf(object, QLatin1String("kind"));
    row.title = textOf(object, QLatin1String("title"));
    row.state = textOf(object, QLatin1String("state"));
    row.place = textOf(object, QLatin1String("place"));
    if (const QJsonValue event = object.value(QLatin1String("event")); event.isObject()) {
        if (const auto read = Event::fromJson(event.toObject()))
            row.event = *read;
    }
    row.awaited = object.value(QLatin1String("awaited")).toBool();
    row.by = textOf(object, QLatin1String("by"));
    row.at = timeOf(object, QLatin1String("at"));
    return row;
}

PageRow PageRow::fromJson(const QJsonObject &object)
{
    PageRow row;
    row.id = object.value(QLatin1String("id")).toInteger();
    row.to = textOf(object, QLatin1String("to"));
    row.method = textOf(object, QLatin1String("method"));
    row.due = timeOf(object, QLatin1String("due"));
    row.accepted = timeOf(object, QLatin1String("accepted"));
    row.refused = timeOf(object, QLatin1String("refused"));
    row.bounced = timeOf(object, QLatin1String("bounced"));
    row.withdrawn = timeOf(object, QLatin1String("withdrawn"));
    row.acknowledged = timeOf(object, QLatin1String("acknowledged"));
    row.why = textOf(object, QLatin1String("why"));
    if (const QJsonValue late = object.value(QLatin1String("lateness_ms")); late.isDouble())
        row.latenessMs = late.toInteger();
    return row;
}

} // namespace slipway
