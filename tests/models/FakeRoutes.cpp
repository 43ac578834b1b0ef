// What a fake service answers by itself, and the world it answers from.
#include "models/FakeService.h"

namespace slipway {

namespace {

const QString base = QStringLiteral("/api/v1");

FakeService::Reply noSuch(const QString &what)
{
    return FakeService::Reply::refusal(
        {Problem::Kind::NotFound, QStringLiteral("There is no %1").arg(what), {}, {}});
}

bool isOf(const QJsonObject &object, const QString &key, const QString &value)
{
    return value.isEmpty() || object.value(key).toString() == value;
}

// "release/" and "release." stand for all that begin so.
bool isAsked(const QJsonObject &event, const QString &key, const QString &value)
{
    if (value.endsWith(QLatin1Char('/')) || value.endsWith(QLatin1Char('.')))
        return event.value(key).toString().startsWith(value);
    return isOf(event, key, value);
}

} // namespace

void FakeService::addWorld()
{
    on("GET", base + QStringLiteral("/me"), [this](const Request &) {
        return Reply::json({{QStringLiteral("name"), user},
                            {QStringLiteral("role"), role},
                            {QStringLiteral("customer"), QJsonValue()},
                            {QStringLiteral("version"), version}});
    });
    on("GET", base + QStringLiteral("/ledger/head"), [this](const Request &) {
        const qint64 seq = events.empty() ? 0 : events.front().value(QStringLiteral("seq")).toInteger();
        return Reply::json({{QStringLiteral("seq"), seq}, {QStringLiteral("hash"), QString()}});
    });
    on("GET", base + QStringLiteral("/ledger"), [this](const Request &request) {
        return pageOf(events, request, [&](const QJsonObject &event) {
            for (const QString &key :
                 {QStringLiteral("actor"), QStringLiteral("kind"), QStringLiteral("subject")}) {
                if (!isAsked(event, key, request.argument(key)))
                    return false;
            }
            return true;
        });
    });
    on("GET", base + QStringLiteral("/customers"),
       [this](const Request &request) { return pageOf(customers, request); });
    on("GET", base + QStringLiteral("/applications"), [this](const Request &request) {
        return pageOf(applications, request, [&](const QJsonObject &one) {
            const QString customer = QStringLiteral("customer");
            return isOf(one, customer, request.argument(customer));
        });
    });
    on("GET", base + QStringLiteral("/applications/*"), [this](const Request &request) {
        const QJsonObject found = applicationOf(request.path.section(QLatin1Char('/'), 4));
        return found.isEmpty() ? noSuch(QStringLiteral("application")) : Reply::json(found);
    });
    on("POST", base + QStringLiteral("/applications/*"), [this](const Request &request) {
        const QJsonObject found = applicationOf(request.path.section(QLatin1Char('/'), 4, 5));
        return found.isEmpty() ? noSuch(QStringLiteral("application")) : Reply::json(found, 202);
    });
    on("GET", base + QStringLiteral("/pipelines"),
       [this](const Request &request) { return pageOf(pipelines, request); });
    on("GET", base + QStringLiteral("/pipelines/*"), [this](const Request &request) {
        const QString name = request.path.section(QLatin1Char('/'), 4, 4);
        if (request.path.endsWith(QLatin1String("/durations"))) {
            return durations.contains(name) ? Reply::items(durations.value(name))
                                            : noSuch(QStringLiteral("durations"));
        }
        for (const QJsonObject &one : pipelines) {
            if (one.value(QStringLiteral("name")).toString() == name)
                return Reply::json(one);
        }
        return noSuch(QStringLiteral("pipeline"));
    });
}

void FakeService::addReleases()
{
    on("GET", base + QStringLiteral("/releases"), [this](const Request &request) {
        return pageOf(releases, request, [&](const QJsonObject &one) {
            return isOf(one, QStringLiteral("application"), request.argument(QStringLiteral("application")));
        });
    });
    on("POST", base + QStringLiteral("/releases"), [this](const Request &request) {
        const qint64 id = releases.empty() ? 1 : releases.front().value(QStringLiteral("id")).toInteger() + 1;
        put(fake::release(id, request.body.value(QStringLiteral("application")).toString(),
                          QStringLiteral("running")));
        return Reply::json(releases.front(), 201);
    });
    on("GET", base + QStringLiteral("/releases/*"), [this](const Request &request) {
        const qint64 id = request.path.section(QLatin1Char('/'), 4, 4).toLongLong();
        const QString part = request.path.section(QLatin1Char('/'), 5);
        const QJsonObject found = releaseOf(id);
        if (found.isEmpty())
            return noSuch(QStringLiteral("release"));
        if (part == QLatin1String("steps"))
            return Reply::items(steps.value(id));
        if (part == QLatin1String("log")) {
            const qint64 since = request.argument(QStringLiteral("cursor")).toLongLong();
            const QString limit = request.argument(QStringLiteral("limit"));
            QJsonArray lines;
            for (const QJsonValue &line : logs.value(id)) {
                if (line.toObject().value(QStringLiteral("id")).toInteger() > since)
                    lines.append(line);
                if (lines.size() == (limit.isEmpty() ? 50 : limit.toInt()))
                    return Reply::items(
                        lines, QString::number(line.toObject().value(QStringLiteral("id")).toInteger()));
            }
            return Reply::items(lines);
        }
        if (part == QLatin1String("report"))
            return Reply::json(reports.value(id));
        if (part.endsWith(QLatin1String("/preview"))) {
            return Reply::items(
                QJsonArray::fromStringList(previews.value(part.section(QLatin1Char('/'), 1, 1))));
        }
        return Reply::json(found);
    });
    // The verbs change nothing by themselves.
    on("POST", base + QStringLiteral("/releases/*"), [this](const Request &request) {
        const QJsonObject found = releaseOf(request.path.section(QLatin1Char('/'), 4, 4).toLongLong());
        return found.isEmpty() ? noSuch(QStringLiteral("release")) : Reply::json(found);
    });
}

void FakeService::fillWorld()
{
    using namespace fake;
    const QString production = QStringLiteral("production");
    const QString test = QStringLiteral("test");
    const QString standby = QStringLiteral("standby");
    const QString shop = QStringLiteral("northwind/shop");
    customers = {customer(2, QStringLiteral("contoso"), QStringLiteral("Contoso")),
                 customer(1, QStringLiteral("northwind"), QStringLiteral("Northwind"))};
    applications = {
        application(3, QStringLiteral("contoso/portal"), QStringLiteral("Contoso Portal"),
                    {environment(5, QStringLiteral("portal-1"), production)}),
        application(2, QStringLiteral("northwind/blog"), QStringLiteral("Northwind Blog"),
                    {environment(4, QStringLiteral("blog-1"), production, QStringLiteral("0.9"))}),
        application(1, shop, QStringLiteral("Northwind Shop"),
                    {environment(3, QStringLiteral("shop-3"), test, QStringLiteral("1.5")),
                     environment(2, QStringLiteral("shop-2"), standby, QStringLiteral("1.3")),
                     environment(1, QStringLiteral("shop-1"), production)})};
    const QString candidate = QStringLiteral("candidate");
    const QString signs = QStringLiteral("customer signs off readiness");
    releases = {fake::release(214, shop, QStringLiteral("waiting"), candidate, signs),
                fake::release(213, QStringLiteral("northwind/blog"), QStringLiteral("live"),
                              QStringLiteral("finalize"), QStringLiteral("operations signs off finalize")),
                fake::release(212, shop, QStringLiteral("finalized")),
                fake::release(211, QStringLiteral("contoso/portal"), QStringLiteral("rolled-back"))};
    steps[214] = {
        step(QStringLiteral("clone"), QStringLiteral("Clone production"), QStringLiteral("done")),
        step(QStringLiteral("access"), QStringLiteral("Let the customer in"), QStringLiteral("done")),
        signOffStep(candidate, QStringLiteral("Candidate is ready"), QStringLiteral("waiting"), signs),
        step(QStringLiteral("swap"), QStringLiteral("Swap addresses"), QStringLiteral("pending"),
             QStringLiteral("gateway.swap"))};
    pipelines = {pipeline(QStringLiteral("no-migration"), 3, QStringLiteral("Without a migration")),
                 pipeline(QStringLiteral("no-op"), 1, QStringLiteral("Nothing at all"))};
    for (int i = 1; i <= 10; ++i)
        events.push_front(event(i, QStringLiteral("release.created"), QStringLiteral("release/%1").arg(i)));
}

} // namespace slipway
