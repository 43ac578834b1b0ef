#include "ctl/Context.h"

namespace slipway {

namespace {

constexpr Duration patienceByDefault = std::chrono::seconds(30);
constexpr Duration patienceWithoutService = std::chrono::seconds(3);

} // namespace

Context::Context(Arguments arguments)
    : m_arguments(std::move(arguments)),
      m_service(m_arguments.text("data", LocalService::defaultFolder())),
      m_client(m_transport, [this] { return endpoint(); },
               {[this] { return patience(); }, std::chrono::seconds(60)})
{
}

Endpoint Context::endpoint() const
{
    Endpoint endpoint = m_service.endpoint();
    if (m_arguments.has("url")) {
        // The folder's token is for the folder's service, and shown to nobody else.
        if (QUrl(m_arguments.text("url")) != endpoint.url) {
            endpoint.token.clear();
            endpoint.folder.clear();
        }
        endpoint.url = QUrl(m_arguments.text("url"));
    }
    if (const QByteArray token = qgetenv("SLIPWAY_TOKEN"); !token.isEmpty())
        endpoint.token = token;
    return endpoint;
}

Duration Context::patience() const
{
    const bool given = m_arguments.has("timeout") && !m_arguments.has("for");
    const Duration wanted =
        given ? Duration(std::chrono::seconds(m_arguments.number("timeout"))) : patienceByDefault;
    if (m_arguments.has("url"))
        return wanted;
    if (!m_service.foreignFolder().isEmpty())
        return Duration::zero();
    if (m_service.hasProcessId())
        return wanted;
    return m_service.wasStarted() ? std::min(wanted, patienceWithoutService) : Duration::zero();
}

int Context::failed(const Problem &problem) const
{
    if (!Client::isUnreachable(problem)) {
        printProblem(problem);
        return exitRefused;
    }
    if (const QString other = m_service.foreignFolder(); !other.isEmpty() && !m_arguments.has("url")) {
        printProblem(
            {Problem::Kind::Unavailable,
             QStringLiteral("The client.json in this folder is for the service of %1").arg(other),
             dataFolder(),
             QStringLiteral("Start a service on this folder with \"app/run --headless --data %1\", or name "
                            "the other with --data.")
                 .arg(dataFolder())});
        return exitUnreachable;
    }
    if (m_arguments.has("url") || m_service.wasStarted()) {
        printProblem(problem);
    } else {
        printProblem(
            {Problem::Kind::Unavailable, QStringLiteral("No service of Slipway was started on this folder"),
             dataFolder(),
             QStringLiteral("Start one with \"app/run --headless\", or name another folder with --data.")});
    }
    return exitUnreachable;
}

int Context::done(const QJsonObject &object, const QString &line) const
{
    if (json())
        printJson(object);
    else
        printLine(line);
    return exitFine;
}

Task<Result<QString>> Context::handle(QString given)
{
    if (given.contains(QLatin1Char('/')))
        co_return given;
    ListQuery query;
    query.q = given;
    const auto found = co_await all(QStringLiteral("/api/v1/applications"), query, 500);
    if (!found)
        co_return Failure(found.error());
    QStringList handles;
    for (const QJsonValue &application : *found) {
        const QJsonObject object = application.toObject();
        if (object.value(QStringLiteral("slug")).toString() == given)
            handles.append(object.value(QStringLiteral("handle")).toString());
    }
    if (handles.size() == 1)
        co_return handles.first();
    if (handles.isEmpty()) {
        co_return fail(Problem::Kind::NotFound, QStringLiteral("There is no application \"%1\"").arg(given),
                       QStringLiteral("\"slipwayctl app list\" shows those there are."));
    }
    co_return fail(Problem::Kind::Invalid,
                   QStringLiteral("Several customers have an application \"%1\"").arg(given),
                   QStringLiteral("Use one of: %1.").arg(handles.join(QStringLiteral(", "))));
}

Task<Result<QJsonArray>> Context::all(QString path, ListQuery query, int most)
{
    QJsonArray items;
    while (true) {
        query.limit = std::min(500, most - static_cast<int>(items.size()));
        const auto page = co_await m_client.list(path, query);
        if (!page)
            co_return Failure(page.error());
        for (const QJsonValue &item : page->items)
            items.append(item);
        query.cursor = page->next;
        if (page->next.isEmpty() || items.size() >= most)
            co_return items;
    }
}

void insertGiven(QJsonObject &body, const char *field, const QString &text)
{
    if (!text.isEmpty())
        body.insert(QLatin1String(field), text);
}

} // namespace slipway
