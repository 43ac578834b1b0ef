#include "service/api/CaseFileHandlers.h"

#include "service/api/Download.h"
#include "service/api/Fields.h"
#include "service/api/Paging.h"

namespace slipway {

namespace {

// Which file of which case is meant, and by whom.
Result<CaseFile> meantBy(const Request &request)
{
    const auto ofCase = idParameter(request, "id");
    const auto file = idParameter(request, "file");
    if (!ofCase || !file)
        return Failure(ofCase ? file.error() : ofCase.error());
    CaseFile meant;
    meant.id = *file;
    meant.caseId = *ofCase;
    meant.author = request.principal.name;
    return meant;
}

Result<Response> answerOf(const Result<CaseFile> &file, int status = 200)
{
    return file ? Result<Response>(Response::json(file->toJson(), status)) : Failure(file.error());
}

} // namespace

void CaseFileHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("beginCaseFile", Work::Blocks, [this](const Request &r) { return begin(r); });
    // Having a piece twice does no harm.
    router.add("bringCaseFile", Work::KeepsNothing, [this](const Request &r) { return bring(r); });
    router.add("listCaseFiles", Work::Quick, [this](const Request &r) { return drafts(r); });
    router.add("getCaseFile", Work::Blocks, [this](const Request &r) { return fetch(r); });
    router.add("removeCaseFile", Work::Blocks, [this](const Request &r) { return remove(r); });
}

Result<Response> CaseFileHandlers::begin(const Request &request)
{
    const auto id = idParameter(request, "id");
    const auto body = fieldsOf(request, {"name", "size"});
    if (!id || !body)
        return Failure(id ? body.error() : id.error());
    const QJsonValue name = body->value(QLatin1String("name"));
    const QJsonValue size = body->value(QLatin1String("size"));
    if (name.isUndefined())
        return missing("name");
    if (size.isUndefined())
        return missing("size");
    if (!size.isDouble() || size.toInteger(-1) < 0)
        return wrongType("size", "a number of bytes");
    return answerOf(m_files.begin(*id, name.toString(), size.toInteger(), request.principal.name), 201);
}

Result<Response> CaseFileHandlers::bring(const Request &request)
{
    const auto meant = meantBy(request);
    if (!meant)
        return Failure(meant.error());
    if (const QByteArray type = mediaType(request); !type.isEmpty() && type != "application/octet-stream")
        return fail(Problem::Kind::UnsupportedMediaType,
                    QStringLiteral("\"%1\" is no piece of a file").arg(QString::fromLatin1(type.left(60))),
                    QStringLiteral("Send its bytes as they are, as application/octet-stream."));
    if (request.body.isEmpty())
        return fail(Problem::Kind::Malformed, QStringLiteral("The piece is empty"),
                    QStringLiteral("Send some bytes; a file without any needs none."));
    bool isNumber = false;
    const qint64 at = request.argument("at").toLongLong(&isNumber);
    if (!isNumber || at < 0)
        return fail(Problem::Kind::Malformed, QStringLiteral("It isn't said where in the file this belongs"),
                    QStringLiteral("Say with ?at=NUMBER how many bytes are before it."),
                    QStringLiteral("at"));
    return answerOf(m_files.bring(*meant, at, request.body));
}

Result<Response> CaseFileHandlers::drafts(const Request &request) const
{
    const auto id = idParameter(request, "id");
    if (!id)
        return Failure(id.error());
    const auto found = m_files.drafts(*id, request.principal.name);
    if (!found)
        return Failure(found.error());
    QJsonArray items;
    for (const CaseFile &file : *found)
        items.append(file.toJson());
    return Response::json({{QStringLiteral("items"), items}});
}

Result<Response> CaseFileHandlers::fetch(const Request &request) const
{
    const auto meant = meantBy(request);
    if (!meant)
        return Failure(meant.error());
    auto file = m_files.fetch(*meant);
    return file ? Result<Response>(download(std::move(file->bytes), file->name)) : Failure(file.error());
}

Result<Response> CaseFileHandlers::remove(const Request &request)
{
    const auto meant = meantBy(request);
    if (!meant)
        return Failure(meant.error());
    const auto removed = m_files.remove(*meant);
    return removed ? Result<Response>(Response::empty()) : Failure(removed.error());
}

} // namespace slipway
