#include "models/Rows.h"

#include "domain/Json.h"
#include "models/ServiceWords.h"

#include <algorithm>

namespace slipway {

namespace {

QString text(const QJsonObject &object, QLatin1String key)
{
    return object.value(key).toString();
}

qint64 number(const QJsonObject &object, QLatin1String key)
{
    return object.value(key).toInteger();
}

std::optional<Instant> time(const QJsonObject &object, QLatin1String key)
{
    const auto instant = instantFromText(text(object, key));
    return instant ? std::optional<Instant>(*instant) : std::nullopt;
}

// What isn't an object has nothing to say here.
template <class Row>
std::vector<Row> rows(const QJsonValue &value)
{
    std::vector<Row> found;
    const QJsonArray items = value.toArray();
    found.reserve(static_cast<std::size_t>(items.size()));
    for (const QJsonValue &item : items) {
        if (item.isObject())
            found.push_back(Row::fromJson(item.toObject()));
    }
    return found;
}

SignOffRow signOffFrom(const QJsonObject &object)
{
    return {text(object, QLatin1String("step")), text(object, QLatin1String("who")),
            text(object, QLatin1String("role")), text(object, QLatin1String("note")),
            time(object, QLatin1String("at"))};
}

} // namespace

ApplianceRow ApplianceRow::fromJson(const QJsonObject &object)
{
    ApplianceRow row;
    row.id = number(object, QLatin1String("id"));
    row.name = text(object, QLatin1String("name"));
    row.className = text(object, QLatin1String("class"));
    row.address = text(object, QLatin1String("address"));
    row.state = text(object, QLatin1String("state"));
    row.health = text(object, QLatin1String("health"));
    return row;
}

EnvironmentRow EnvironmentRow::fromJson(const QJsonObject &object)
{
    EnvironmentRow row;
    row.name = text(object, QLatin1String("name"));
    row.role = text(object, QLatin1String("role"));
    row.url = text(object, QLatin1String("url"));
    row.address = text(object, QLatin1String("address"));
    row.state = text(object, QLatin1String("state"));
    row.version = text(object, QLatin1String("version"));
    row.quiet = object.value(QLatin1String("quiet")).toBool();
    const QJsonObject ssh = object.value(QLatin1String("ssh")).toObject();
    row.sshHost = text(ssh, QLatin1String("host"));
    row.sshPort = static_cast<int>(number(ssh, QLatin1String("port")));
    row.sshUser = text(ssh, QLatin1String("user"));
    row.appliances = rows<ApplianceRow>(object.value(QLatin1String("appliances")));
    return row;
}

const EnvironmentRow *ApplicationRow::production() const
{
    const auto found =
        std::find_if(environments.begin(), environments.end(),
                     [](const EnvironmentRow &environment) { return environment.isProduction(); });
    return found == environments.end() ? nullptr : &*found;
}

ApplicationRow ApplicationRow::fromJson(const QJsonObject &object)
{
    ApplicationRow row;
    row.handle = text(object, QLatin1String("handle"));
    row.customer = text(object, QLatin1String("customer"));
    row.slug = text(object, QLatin1String("slug"));
    row.name = text(object, QLatin1String("name"));
    row.environments = rows<EnvironmentRow>(object.value(QLatin1String("environments")));
    // Each can be told from the other.
    if (row.handle.isEmpty() && !row.slug.isEmpty())
        row.handle = row.customer + QLatin1Char('/') + row.slug;
    if (row.customer.isEmpty())
        row.customer = row.handle.section(QLatin1Char('/'), 0, 0);
    if (row.slug.isEmpty())
        row.slug = row.handle.section(QLatin1Char('/'), 1);
    return row;
}

bool ReleaseRow::isEnded() const
{
    const auto known = releaseStateFromText(state);
    return known && isEnd(*known);
}

ReleaseRow ReleaseRow::fromJson(const QJsonObject &object)
{
    ReleaseRow row;
    row.id = number(object, QLatin1String("id"));
    row.run = number(object, QLatin1String("run_id"));
    row.application = text(object, QLatin1String("application"));
    row.pipeline = text(object, QLatin1String("pipeline"));
    row.state = text(object, QLatin1String("state"));
    row.currentStep = text(object, QLatin1String("current_step"));
    row.waitsFor = text(object, QLatin1String("waits_for"));
    row.requestedBy = text(object, QLatin1String("requested_by"));
    row.created = time(object, QLatin1String("created"));
    row.updated = time(object, QLatin1String("updated"));
    row.inputs = object.value(QLatin1String("inputs")).toObject();
    row.measured = object.value(QLatin1String("measured")).toObject();
    const QJsonArray signatures = object.value(QLatin1String("signoffs")).toArray();
    for (const QJsonValue &signature : signatures) {
        if (signature.isObject())
            row.signOffs.push_back(signOffFrom(signature.toObject()));
    }
    return row;
}

bool StepRow::isStuck() const
{
    const auto known = stepStateFromText(state);
    if (!known)
        return false;
    switch (*known) {
    case StepState::Unknown:
        return true;
    case StepState::Failed:
        return !due;
    case StepState::Waiting:
        return !problem.isEmpty() && !due;
    default:
        return false;
    }
}

StepRow StepRow::fromJson(const QJsonObject &object)
{
    StepRow row;
    row.id = text(object, QLatin1String("id"));
    row.title = titleWords(text(object, QLatin1String("title")));
    row.phase = text(object, QLatin1String("phase"));
    row.activity = text(object, QLatin1String("activity"));
    row.state = text(object, QLatin1String("state"));
    row.attempt = static_cast<int>(number(object, QLatin1String("attempt")));
    row.started = time(object, QLatin1String("started"));
    row.finished = time(object, QLatin1String("finished"));
    row.due = time(object, QLatin1String("due"));
    row.waitsFor = text(object, QLatin1String("waits_for"));
    row.output = object.value(QLatin1String("output")).toObject();
    row.problem = object.value(QLatin1String("problem")).toObject();
    row.by = text(object, QLatin1String("by"));
    row.reason = text(object, QLatin1String("reason"));
    // One alone may be said without the brackets.
    const QJsonValue after = object.value(QLatin1String("after"));
    row.after = after.isString() ? QStringList{after.toString()} : stringsFromJson(after);
    row.after.removeAll(QString());
    row.enters = text(object, QLatin1String("enters"));
    row.commits = object.value(QLatin1String("commits")).toBool();
    row.finalizes = object.value(QLatin1String("finalizes")).toBool();
    return row;
}

PipelineRow PipelineRow::fromJson(const QJsonObject &object)
{
    PipelineRow row;
    row.name = text(object, QLatin1String("name"));
    row.title = titleWords(text(object, QLatin1String("title")));
    row.version = static_cast<int>(number(object, QLatin1String("version")));
    row.digest = text(object, QLatin1String("digest"));
    row.purpose = text(object, QLatin1String("for"));
    row.origin = text(object, QLatin1String("origin"));
    row.author = text(object, QLatin1String("author"));
    row.at = time(object, QLatin1String("at"));
    return row;
}

} // namespace slipway
