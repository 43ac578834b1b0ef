#include "service/api/TemplateHandlers.h"

#include "domain/Json.h"
#include "service/api/Fields.h"
#include "service/api/Paging.h"
#include "service/store/Store.h"
#include "service/support/CaseRepository.h"
#include "service/support/TemplateRepository.h"

namespace slipway {

void TemplateHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("listTemplates", Work::Reads, [this](const Request &) { return list(); });
    router.add("setTemplate", Work::Blocks, [this](const Request &r) { return set(r); });
    router.add("removeTemplate", Work::Blocks, [this](const Request &r) { return remove(r); });
    router.add("fillTemplate", Work::Reads, [this](const Request &r) { return fill(r); });
}

Result<Response> TemplateHandlers::list() const
{
    const auto all = m_store.read([](Reader &reader) { return TemplateRepository::list(reader); });
    if (!all)
        return Failure(all.error());
    QJsonArray items;
    for (const AnswerTemplate &one : *all)
        items.append(one.toJson());
    return Response::json({{QStringLiteral("items"), items}});
}

Result<Response> TemplateHandlers::set(const Request &request) const
{
    const auto body = fieldsOf(request, {"title", "text"});
    if (!body)
        return Failure(body.error());
    const auto title = requiredText(*body, "title");
    const auto text = requiredText(*body, "text");
    if (!title || !text)
        return Failure(title ? text.error() : title.error());
    const auto kept = m_store.write([&](Transaction &transaction) {
        return TemplateRepository::set(transaction, request.principal.name, request.parameter("name"), *title,
                                       *text);
    });
    return kept ? Result<Response>(Response::json(kept->toJson())) : Failure(kept.error());
}

Result<Response> TemplateHandlers::remove(const Request &request) const
{
    const auto removed = m_store.write([&](Transaction &transaction) {
        return TemplateRepository::remove(transaction, request.principal.name, request.parameter("name"));
    });
    return removed ? Result<Response>(Response::empty()) : Failure(removed.error());
}

Result<Response> TemplateHandlers::fill(const Request &request) const
{
    const auto id = idParameter(request, "id");
    if (!id)
        return Failure(id.error());
    return m_store.read([&](Reader &reader) -> Result<Response> {
        const auto about = CaseRepository::find(reader, *id);
        if (!about)
            return Failure(about.error());
        const auto words = TemplateRepository::find(reader, request.parameter("name"));
        const auto values = TemplateRepository::valuesOf(reader, *about, request.principal.name);
        if (!words || !values)
            return Failure(words ? values.error() : words.error());
        const FilledTemplate filled = filledTemplate(words->text, *values);
        return Response::json({{QStringLiteral("name"), words->name},
                               {QStringLiteral("title"), words->title},
                               {QStringLiteral("text"), filled.text},
                               {QStringLiteral("missing"), toJson(filled.missing)}});
    });
}

} // namespace slipway
