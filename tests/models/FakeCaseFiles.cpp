#include "models/FakeCaseFiles.h"

namespace slipway {

namespace {

FakeService::Reply noSuch(qint64 id)
{
    return FakeService::Reply::refusal(
        {Problem::Kind::NotFound, QStringLiteral("There is no file %1 in case 1").arg(id), {}, {}});
}

qint64 fileOf(const FakeService::Request &request)
{
    return request.path.section(QLatin1Char('/'), 6, 6).toLongLong();
}

} // namespace

FakeCaseFiles::FakeCaseFiles(FakeService &service, qint64 ofCase) : m_case(ofCase)
{
    const QString base = QStringLiteral("/api/v1/cases/%1/files").arg(ofCase);
    const QString each = base + QStringLiteral("/*");
    service.on("POST", base, [this](const FakeService::Request &request) { return begin(request); });
    service.on("GET", base, [this](const FakeService::Request &) { return list(); });
    service.on("PUT", each,
               [this](const FakeService::Request &request) { return bring(fileOf(request), request); });
    service.on("DELETE", each, [this](const FakeService::Request &request) {
        return all.erase(fileOf(request)) > 0 ? FakeService::Reply{204, {}} : noSuch(fileOf(request));
    });
    service.on("GET", each, [this](const FakeService::Request &request) {
        const auto found = all.find(fileOf(request));
        return found == all.end() ? noSuch(fileOf(request))
                                  : FakeService::Reply{200, found->second.bytes, "application/octet-stream"};
    });
}

FakeService::Reply FakeCaseFiles::begin(const FakeService::Request &request)
{
    all[++m_lastId] = {request.body.value(QLatin1String("name")).toString(),
                       request.body.value(QLatin1String("size")).toInteger(),
                       {}};
    return FakeService::Reply::json(toJson(m_lastId), 201);
}

FakeService::Reply FakeCaseFiles::bring(qint64 id, const FakeService::Request &request)
{
    const auto found = all.find(id);
    if (found == all.end())
        return noSuch(id);
    if (request.argument(QStringLiteral("at")).toLongLong() != found->second.bytes.size())
        return FakeService::Reply::refusal(
            {Problem::Kind::Conflict, QStringLiteral("Other bytes are wanted"), {}, {}});
    found->second.bytes += request.raw;
    return FakeService::Reply::json(toJson(id));
}

FakeService::Reply FakeCaseFiles::list() const
{
    QJsonArray items;
    for (const auto &[id, file] : all)
        items.append(toJson(id));
    return FakeService::Reply::items(items);
}

QJsonObject FakeCaseFiles::toJson(qint64 id) const
{
    const File &file = all.at(id);
    return {{QStringLiteral("id"), id},          {QStringLiteral("case"), m_case},
            {QStringLiteral("name"), file.name}, {QStringLiteral("type"), QStringLiteral("text/plain")},
            {QStringLiteral("size"), file.size}, {QStringLiteral("got"), file.bytes.size()},
            {QStringLiteral("at"), fake::at(id)}};
}

} // namespace slipway
