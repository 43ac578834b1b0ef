#include "service/api/MailHandlers.h"

#include "service/api/Download.h"
#include "service/api/Fields.h"
#include "service/api/Paging.h"
#include "service/store/Store.h"
#include "service/support/CaseIntake.h"
#include "service/support/HtmlText.h"

namespace slipway {

namespace {

QString nameIn(const QJsonArray &attachments, int number)
{
    for (const QJsonValue &one : attachments) {
        if (one.toObject().value(QLatin1String("number")).toInt() == number)
            return one.toObject().value(QLatin1String("name")).toString();
    }
    return {};
}

} // namespace

void MailHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("takeMail", Work::Blocks, [this](const Request &r) { return take(r); });
    router.add("listMail", Work::Reads, [this](const Request &r) { return list(r); });
    router.add("getMail", Work::Reads, [this](const Request &r) { return get(r); });
    router.add("getMailHtml", Work::Reads, [this](const Request &r) { return html(r); });
    router.add("getAttachment", Work::Reads, [this](const Request &r) { return attachment(r); });
    router.add("releaseMail", Work::Blocks, [this](const Request &r) { return release(r); });
    router.add("discardMail", Work::Blocks, [this](const Request &r) { return discard(r); });
    router.add("takeMailBack", Work::Blocks, [this](const Request &r) { return takeBack(r); });
}

Result<Response> MailHandlers::take(const Request &request) const
{
    if (const QByteArray type = mediaType(request); !type.isEmpty() && type != "message/rfc822")
        return fail(Problem::Kind::UnsupportedMediaType,
                    QStringLiteral("\"%1\" is no mail").arg(QString::fromLatin1(type.left(60))),
                    QStringLiteral("Send the message as it is, as message/rfc822."));
    if (request.body.isEmpty())
        return fail(Problem::Kind::Malformed, QStringLiteral("The mail is empty"),
                    QStringLiteral("Send the whole message, headers first."));
    const auto taken = m_intake.take(request.body, request.principal.name);
    return taken ? Result<Response>(Response::json(taken->toJson())) : Failure(taken.error());
}

Result<Response> MailHandlers::list(const Request &request) const
{
    const auto page = pageRequest(request);
    if (!page)
        return Failure(page.error());
    const auto found = m_store.read([&](Reader &reader) {
        return CaseRepository::listTaken(reader, *page, request.argument("verdict"));
    });
    return found ? Result<Response>(pageOfItems(*found)) : Failure(found.error());
}

Result<Response> MailHandlers::attachment(const Request &request) const
{
    const auto id = idParameter(request, "id");
    const auto number = idParameter(request, "number");
    if (!id || !number)
        return Failure(id ? number.error() : id.error());
    struct Mail
    {
        TakenMail taken;
        QByteArray raw;
    };
    const auto mail = m_store.read([&](Reader &reader) -> Result<Mail> {
        auto taken = CaseRepository::taken(reader, *id);
        auto raw = CaseRepository::rawOf(reader, *id);
        if (!taken || !raw)
            return Failure(taken ? raw.error() : taken.error());
        return Mail{std::move(*taken), std::move(*raw)};
    });
    if (!mail)
        return Failure(mail.error());
    const int wanted = *number > 1000 ? 0 : static_cast<int>(*number);
    auto bytes = attachmentOf(mail->raw, wanted);
    if (!bytes)
        return fail(Problem::Kind::NotFound,
                    QStringLiteral("Nothing of number %1 came with mail %2").arg(*number).arg(*id));
    return download(std::move(*bytes), nameIn(mail->taken.attachments, wanted));
}

Result<Response> MailHandlers::html(const Request &request) const
{
    const auto id = idParameter(request, "id");
    if (!id)
        return Failure(id.error());
    const auto raw = m_store.read([&](Reader &reader) -> Result<QByteArray> {
        const auto taken = CaseRepository::taken(reader, *id);
        return taken ? CaseRepository::rawOf(reader, *id) : Result<QByteArray>(Failure(taken.error()));
    });
    if (!raw)
        return Failure(raw.error());
    const QString found = readMail(*raw).html;
    if (found.isEmpty())
        return fail(Problem::Kind::NotFound, QStringLiteral("Mail %1 has no HTML").arg(*id),
                    QStringLiteral("All that it says is the text of its message in the case."));
    return Response::json({{QStringLiteral("html"), cleanHtml(found)}});
}

Result<Response> MailHandlers::get(const Request &request) const
{
    const auto id = idParameter(request, "id");
    if (!id)
        return Failure(id.error());
    const auto read = m_intake.read(*id);
    return read ? Result<Response>(Response::json(read->toJson())) : Failure(read.error());
}

Result<Response> MailHandlers::release(const Request &request) const
{
    const auto id = idParameter(request, "id");
    const auto body = fieldsOf(request, {"case"});
    if (!id || !body)
        return Failure(id ? body.error() : id.error());
    const QJsonValue ofCase = body->value(QLatin1String("case"));
    if (!ofCase.isUndefined() && ofCase.toInteger() <= 0)
        return wrongType("case", "the number of a case");
    const auto taken = m_intake.release(*id, request.principal.name, ofCase.toInteger());
    return taken ? Result<Response>(Response::json(taken->toJson())) : Failure(taken.error());
}

Result<Response> MailHandlers::discard(const Request &request) const
{
    const auto id = idParameter(request, "id");
    const auto body = fieldsOf(request, {"reason"});
    if (!id || !body)
        return Failure(id ? body.error() : id.error());
    const auto taken =
        m_intake.discard(*id, body->value(QLatin1String("reason")).toString(), request.principal.name);
    return taken ? Result<Response>(Response::json(taken->toJson())) : Failure(taken.error());
}

Result<Response> MailHandlers::takeBack(const Request &request) const
{
    const auto id = idParameter(request, "id");
    const auto body = fieldsOf(request, {});
    if (!id || !body)
        return Failure(id ? body.error() : id.error());
    const auto taken = m_intake.takeBack(*id, request.principal.name);
    return taken ? Result<Response>(Response::json(taken->toJson())) : Failure(taken.error());
}

} // namespace slipway
