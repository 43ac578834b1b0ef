#include "service/usage/CustomerUsage.h"

#include "domain/Catalog.h"

#include <QJsonArray>

#include <algorithm>
#include <map>

namespace slipway {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

// One environment, as far as the ledger has told of it.
struct Course
{
    EnvironmentUsage usage;
    RunningTime time;
    bool isOver = false;
};

// Follows the environments of one application after the other: each one's events in their order.
class Courses
{
public:
    explicit Courses(const Span &span) : m_span(span) {}

    void follow(const QString &subject, const QString &kind, Instant at, const QJsonObject &payload)
    {
        if (subject != m_subject)
            m_byId.clear();
        m_subject = subject;
        if (kind == QLatin1String("environment.created")) {
            begin(subject, at, payload);
            return;
        }
        if (kind == QLatin1String("application.removed")) {
            for (const auto &[id, index] : m_byId)
                end(m_all[index], at);
            return;
        }
        const auto known = m_byId.find(payload.value(QLatin1String("environment_id")).toInteger());
        if (known == m_byId.end())
            return;
        Course &course = m_all[known->second];
        if (kind == QLatin1String("environment.role")) {
            course.usage.role = payload.value(QLatin1String("role")).toString();
            if (course.usage.role == toText(EnvironmentRole::Retired))
                end(course, at);
        } else if (!course.isOver) {
            course.time.change(at, runs(payload));
        }
    }

    std::vector<EnvironmentUsage> ran(Instant now) const
    {
        std::vector<EnvironmentUsage> list;
        for (const Course &course : m_all) {
            EnvironmentUsage usage = course.usage;
            usage.running = course.time.until(now);
            if (usage.running > Duration::zero())
                list.push_back(std::move(usage));
        }
        return list;
    }

private:
    static bool runs(const QJsonObject &payload)
    {
        return payload.value(QLatin1String("state")) == QLatin1String("running");
    }

    // A number may be given again once its environment is gone.
    void begin(const QString &subject, Instant at, const QJsonObject &payload)
    {
        EnvironmentUsage usage;
        usage.application = subject.mid(subject.indexOf(QLatin1Char('/')) + 1);
        usage.environment = payload.value(QLatin1String("name")).toString();
        usage.role = payload.value(QLatin1String("role")).toString();
        usage.appliances = static_cast<int>(payload.value(QLatin1String("appliances")).toArray().size());
        m_byId[payload.value(QLatin1String("id")).toInteger()] = m_all.size();
        m_all.push_back({std::move(usage), RunningTime(m_span)});
        m_all.back().time.change(at, runs(payload));
    }

    static void end(Course &course, Instant at)
    {
        course.time.change(at, false);
        course.isOver = true;
    }

    Span m_span;
    std::vector<Course> m_all;
    QString m_subject;
    std::map<qint64, std::size_t> m_byId; // of that subject
};

Result<std::vector<EnvironmentUsage>> environmentsOf(Reader &reader, const QString &customer,
                                                     const Span &span, Instant now)
{
    Courses courses(span);
    const QString subjects = QLatin1String("application/") + customer;
    // "0" follows "/": everything below the customer's name.
    auto read = reader.query(
        QStringLiteral("SELECT at, kind, subject, payload FROM event WHERE subject >= ? AND subject < ? AND "
                       "kind IN ('environment.created', 'environment.state', 'environment.role', "
                       "'application.removed') AND at < ? ORDER BY subject, seq"),
        {subjects + QLatin1Char('/'), subjects + QLatin1Char('0'), toText(span.until)},
        [&](const Row &row) -> Result<void> {
            const auto at = row.instant("at");
            if (!at)
                return Failure(at.error());
            courses.follow(row.text("subject"), row.text("kind"), *at, row.object("payload"));
            return {};
        });
    if (!read)
        return Failure(read.error());
    return courses.ran(now);
}

} // namespace

QJsonObject EnvironmentUsage::toJson() const
{
    return {
        {QStringLiteral("application"), application},
        {QStringLiteral("environment"), environment},
        {QStringLiteral("role"), role},
        {QStringLiteral("appliances"), appliances},
        {QStringLiteral("running_ms"), static_cast<qint64>(duration_cast<milliseconds>(running).count())}};
}

Result<CustomerUsage> CustomerUsage::of(Reader &reader, const QString &customer, const Span &span,
                                        Instant now)
{
    auto environments = environmentsOf(reader, customer, span, now);
    const auto releases = reader.integer(
        QStringLiteral("SELECT count(DISTINCT e.subject) FROM release r JOIN event e ON e.subject = "
                       "'release/' || r.id WHERE r.application >= ? AND r.application < ? AND r.updated >= ? "
                       "AND e.kind = 'release.live' AND e.at >= ? AND e.at < ?"),
        {customer + QLatin1Char('/'), customer + QLatin1Char('0'), toText(span.from), toText(span.from),
         toText(span.until)});
    const auto cases =
        reader.integer(QStringLiteral("SELECT count(*) FROM support_case WHERE customer = ? AND created >= ? "
                                      "AND created < ?"),
                       {customer, toText(span.from), toText(span.until)});
    if (!environments || !releases || !cases)
        return Failure(!environments ? environments.error() : !releases ? releases.error() : cases.error());
    return CustomerUsage{std::move(*environments), *releases, *cases};
}

QJsonObject CustomerUsage::toJson() const
{
    QJsonArray list;
    Duration total{0};
    for (const EnvironmentUsage &usage : environments) {
        list.append(usage.toJson());
        total += usage.applianceTime();
    }
    return {{QStringLiteral("environments"), list},
            {QStringLiteral("appliance_ms"), static_cast<qint64>(duration_cast<milliseconds>(total).count())},
            {QStringLiteral("releases"), releases},
            {QStringLiteral("cases"), cases}};
}

} // namespace slipway
