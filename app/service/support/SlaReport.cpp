#include "service/support/SlaReport.h"

#include "domain/LocalTime.h"
#include "service/support/Sla.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace slipway {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

constexpr std::array<std::pair<SlaReport::By, const char *>, 6> names{{{SlaReport::By::Clock, "clock"},
                                                                       {SlaReport::By::Customer, "customer"},
                                                                       {SlaReport::By::Plan, "plan"},
                                                                       {SlaReport::By::Severity, "severity"},
                                                                       {SlaReport::By::Person, "person"},
                                                                       {SlaReport::By::Month, "month"}}};

QString keyOf(const SlaReport::Line &line, const SlaReport::Query &query)
{
    switch (query.by) {
    case SlaReport::By::Clock:
        return line.clock.name;
    case SlaReport::By::Customer:
        return line.customer;
    case SlaReport::By::Plan:
        return line.plan;
    case SlaReport::By::Severity:
        return line.severity;
    case SlaReport::By::Person:
        return line.person;
    case SlaReport::By::Month:
        break;
    }
    return localTime(line.clock.started, query.zone).toString(QStringLiteral("yyyy-MM"));
}

void count(SlaReport::Group &group, const CaseClock &clock)
{
    if (clock.breached)
        ++group.breached;
    else if (clock.met)
        ++group.met;
    else
        ++group.running;
    if (clock.met && clock.name != clockName::resolution)
        group.responseMs.push_back(duration_cast<milliseconds>(*clock.met - clock.started).count());
}

} // namespace

Result<SlaReport::By> SlaReport::byFromText(QStringView text)
{
    QStringList all;
    for (const auto &[by, name] : names) {
        if (text == QLatin1String(name))
            return by;
        all.append(QLatin1String(name));
    }
    return fail(Problem::Kind::Invalid, QStringLiteral("Nothing is counted by \"%1\"").arg(text.left(60)),
                QStringLiteral("Use one of: %1.").arg(all.join(QStringLiteral(", "))), QStringLiteral("by"));
}

const std::vector<qint64> &SlaReport::buckets()
{
    constexpr qint64 minute = 60'000;
    static const std::vector<qint64> bounds{minute,       2 * minute,   5 * minute,   10 * minute,
                                            15 * minute,  30 * minute,  60 * minute,  120 * minute,
                                            240 * minute, 480 * minute, 1440 * minute};
    return bounds;
}

Result<std::vector<SlaReport::Line>> SlaReport::lines(Reader &reader, const Query &query)
{
    QString sql = QStringLiteral(
        "SELECT name, started, target, met, breached, customer, plan, severity, owner FROM case_clock JOIN "
        "support_case ON id = case_id WHERE started >= ? AND started < ?");
    QVariantList values{toText(query.from), toText(query.until)};
    if (!query.customer.isEmpty()) {
        sql += QStringLiteral(" AND customer = ?");
        values.append(query.customer);
    }
    std::vector<Line> found;
    const auto read = reader.query(sql, values, [&](const Row &row) -> Result<void> {
        const auto started = row.instant("started");
        const auto target = row.instant("target");
        if (!started || !target)
            return Failure((started ? target : started).error());
        Line line;
        line.clock.name = row.text("name");
        line.clock.started = *started;
        line.clock.target = *target;
        line.clock.met = row.optionalInstant("met");
        line.clock.breached = row.optionalInstant("breached");
        line.customer = row.text("customer");
        line.plan = row.text("plan");
        line.severity = row.text("severity");
        line.person = row.text("owner");
        found.push_back(std::move(line));
        return {};
    });
    if (!read)
        return Failure(read.error());
    return found;
}

std::vector<SlaReport::Group> SlaReport::groups(const std::vector<Line> &lines, const Query &query)
{
    std::map<QString, Group> byKey;
    for (const Line &line : lines)
        count(byKey[keyOf(line, query)], line.clock);
    std::vector<Group> all;
    for (auto &[key, group] : byKey) {
        group.key = key;
        std::sort(group.responseMs.begin(), group.responseMs.end());
        all.push_back(std::move(group));
    }
    return all;
}

std::optional<double> SlaReport::Group::metPercent() const
{
    if (met + breached == 0)
        return std::nullopt;
    // Rounded down to a hundredth: 100 means that none was missed.
    return std::floor(10000.0 * met / (met + breached)) / 100.0;
}

std::optional<qint64> SlaReport::Group::responseAt(int percentile) const
{
    if (responseMs.empty())
        return std::nullopt;
    const std::size_t rank = (responseMs.size() * static_cast<std::size_t>(percentile) + 99) / 100;
    return responseMs[std::max<std::size_t>(rank, 1) - 1];
}

QJsonObject SlaReport::Group::toJson() const
{
    const auto orNull = [](const auto &value) { return value ? QJsonValue(*value) : QJsonValue(); };
    std::vector<int> counts(buckets().size() + 1, 0);
    for (const qint64 ms : responseMs)
        ++counts[static_cast<std::size_t>(std::lower_bound(buckets().begin(), buckets().end(), ms) -
                                          buckets().begin())];
    QJsonArray distribution;
    for (std::size_t i = 0; i < counts.size(); ++i)
        distribution.append(QJsonObject{
            {QStringLiteral("up_to_ms"), i < buckets().size() ? QJsonValue(buckets()[i]) : QJsonValue()},
            {QStringLiteral("count"), counts[i]}});
    return {{QStringLiteral("key"), key},
            {QStringLiteral("met"), met},
            {QStringLiteral("breached"), breached},
            {QStringLiteral("running"), running},
            {QStringLiteral("met_percent"), orNull(metPercent())},
            {QStringLiteral("responses"), static_cast<qint64>(responseMs.size())},
            {QStringLiteral("response_p50_ms"), orNull(responseAt(50))},
            {QStringLiteral("response_p90_ms"), orNull(responseAt(90))},
            {QStringLiteral("response_p99_ms"), orNull(responseAt(99))},
            {QStringLiteral("response_max_ms"), orNull(responseAt(100))},
            {QStringLiteral("distribution"), distribution}};
}

} // namespace slipway
