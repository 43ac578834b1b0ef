#include "service/api/CaseHandlers.h"

#include "domain/Json.h"
#include "service/api/Fields.h"
#include "service/api/Paging.h"
#include "service/store/Store.h"
#include "service/support/CaseDesk.h"
#include "service/support/CaseFileRepository.h"
#include "service/support/CaseLinks.h"
#include "service/support/CaseSearch.h"

namespace slipway {

namespace {

Result<Response> answerOf(const Result<Case> &about, int status = 200)
{
    if (!about)
        return Failure(about.error());
    return Response::json(about->toJson(), status).with("ETag", etag(about->revision));
}

using SaidFiles = std::map<qint64, std::vector<CaseFile>>;

// What came with a message, {"mail","number","name","type","size"}, or was said with it, {"case","file",…}.
QJsonArray attachmentsOf(const CaseMessage &message, const std::vector<TakenMail> &files,
                         const SaidFiles &said)
{
    QJsonArray all;
    if (const auto ours = said.find(message.id); ours != said.end()) {
        for (const CaseFile &file : ours->second)
            all.append(QJsonObject{{QStringLiteral("case"), file.caseId},
                                   {QStringLiteral("file"), file.id},
                                   {QStringLiteral("name"), file.name},
                                   {QStringLiteral("type"), file.type},
                                   {QStringLiteral("size"), file.size}});
    }
    for (const TakenMail &mail : files) {
        if (message.messageId.isEmpty() || mail.messageId != message.messageId)
            continue;
        for (const QJsonValue &value : mail.attachments) {
            QJsonObject one = value.toObject();
            one.insert(QStringLiteral("mail"), mail.id);
            all.append(one);
        }
    }
    return all;
}

// The mail of a message whose HTML can be read, or null.
QJsonValue htmlOf(const CaseMessage &message, const std::vector<TakenMail> &mails)
{
    for (const TakenMail &mail : mails) {
        if (mail.hasHtml && !message.messageId.isEmpty() && mail.messageId == message.messageId)
            return mail.id;
    }
    return {};
}

// "files": numbers of drafts of whoever asks; left out: none.
Result<std::vector<qint64>> filesIn(const QJsonObject &body)
{
    const QJsonValue given = body.value(QLatin1String("files"));
    if (!given.isUndefined() && !given.isArray())
        return wrongType("files", "a list of numbers");
    std::vector<qint64> files;
    for (const QJsonValue &one : given.toArray()) {
        if (one.toInteger(0) < 1)
            return wrongType("files", "a list of numbers");
        files.push_back(one.toInteger());
    }
    return files;
}

Result<CaseFilter> filterOf(const Request &request)
{
    CaseFilter filter;
    filter.state = request.argument("state");
    filter.customer = request.argument("customer");
    filter.owner = request.argument("owner");
    filter.severity = request.argument("severity");
    filter.application = request.argument("application");
    if (!filter.state.isEmpty() && filter.state != QLatin1String("all")) {
        if (const auto known = caseStateFromText(filter.state); !known)
            return Failure(known.error().at(QStringLiteral("state")));
    }
    if (!filter.severity.isEmpty()) {
        if (const auto known = severityFromText(filter.severity); !known)
            return Failure(known.error().at(QStringLiteral("severity")));
    }
    if (const QString link = request.argument("link"); !link.isEmpty()) {
        const auto reference = caseReferenceFromText(link);
        if (!reference)
            return Failure(reference.error().at(QStringLiteral("link")));
        filter.link = reference->text;
    }
    const QString sort = request.argument("sort");
    if (sort == QLatin1String("deadline"))
        filter.order = CaseFilter::Order::Deadline;
    else if (!sort.isEmpty() && sort != QLatin1String("newest"))
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("Cases aren't sorted by \"%1\"").arg(sort.left(60)),
                    QStringLiteral("Use newest or deadline."), QStringLiteral("sort"));
    return filter;
}

Result<CaseDesk::Triage> triageOf(const QJsonObject &body)
{
    CaseDesk::Triage wish;
    if (body.contains(QLatin1String("subject")))
        wish.subject = body.value(QLatin1String("subject")).toString();
    if (body.contains(QLatin1String("application")))
        wish.application = body.value(QLatin1String("application")).toString();
    if (body.contains(QLatin1String("tags"))) {
        if (!body.value(QLatin1String("tags")).isArray())
            return wrongType("tags", "a list of words");
        wish.tags = stringsFromJson(body.value(QLatin1String("tags")));
    }
    if (body.contains(QLatin1String("severity"))) {
        const auto severity = severityFromText(body.value(QLatin1String("severity")).toString());
        if (!severity)
            return Failure(severity.error().at(QStringLiteral("/severity")));
        wish.severity = *severity;
    }
    return wish;
}

} // namespace

CaseHandlers::CaseHandlers(Store &store, CaseDesk &desk)
    : m_store(store), m_desk(desk), m_presence(store.clock())
{
}

void CaseHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("listCases", Work::Blocks, [this](const Request &r) { return list(r); });
    router.add("nextTarget", Work::Reads, [this](const Request &) { return nextTarget(); });
    router.add("openCase", Work::Blocks, [this](const Request &r) { return open(r); });
    // Quick: who has it open isn't in the store, whose answers are kept.
    router.add("getCase", Work::Quick, [this](const Request &r) { return get(r); });
    router.add("keepPresent", Work::Quick, [this](const Request &r) { return keepPresent(r); });
    router.add("leaveCase", Work::Quick, [this](const Request &r) { return leave(r); });
    router.add("replyToCase", Work::Blocks, [this](const Request &r) { return speak(r, true); });
    router.add("noteCase", Work::Blocks, [this](const Request &r) { return speak(r, false); });
    router.add("takeCase", Work::Blocks, [this](const Request &r) { return own(r, true); });
    router.add("assignCase", Work::Blocks, [this](const Request &r) { return own(r, false); });
    router.add("triageCase", Work::Blocks, [this](const Request &r) { return triage(r); });
    router.add("waitCase", Work::Blocks, [this](const Request &r) { return wait(r); });
    router.add("resumeCase", Work::Blocks, [this](const Request &r) { return resume(r); });
    router.add("solveCase", Work::Blocks, [this](const Request &r) { return end(r, true); });
    router.add("closeCase", Work::Blocks, [this](const Request &r) { return end(r, false); });
    router.add("linkCase", Work::Blocks, [this](const Request &r) { return link(r, true); });
    router.add("unlinkCase", Work::Blocks, [this](const Request &r) { return link(r, false); });
    router.add("listPages", Work::Reads, [this](const Request &r) { return pages(r); });
    router.add("acknowledgePage", Work::Blocks, [this](const Request &r) { return acknowledge(r); });
}

Result<Response> CaseHandlers::list(const Request &request) const
{
    const auto page = pageRequest(request);
    if (!page)
        return Failure(page.error());
    const auto filter = filterOf(request);
    if (!filter)
        return Failure(filter.error());
    constexpr int mostRounds = 8;           // more than is said in seconds
    Result<bool> more = !page->q.isEmpty(); // what was said a moment ago is found as well
    for (int i = 0; i < mostRounds && more && *more; ++i)
        more = CaseSearch::catchUp(m_store);
    if (!more)
        return Failure(more.error());
    if (*more)
        return fail(
            Problem::Kind::Unavailable, QStringLiteral("What was said is still being read for the search"),
            QStringLiteral("Try again in a moment; lists without words are complete."), QStringLiteral("q"));
    const auto found = m_store.read([&](Reader &reader) { return CaseSearch::list(reader, *page, *filter); });
    return found ? Result<Response>(pageOfItems(*found)) : Failure(found.error());
}

Result<Response> CaseHandlers::nextTarget() const
{
    const Instant now = m_store.clock().now();
    const auto targets =
        m_store.read([now](Reader &reader) { return CaseRepository::openTargets(reader, now); });
    if (!targets)
        return Failure(targets.error());
    const auto orNull = [](const std::optional<OpenTargets::Target> &target) {
        return target ? QJsonValue(target->toJson()) : QJsonValue();
    };
    return Response::json({{QStringLiteral("at"), toText(now)},
                           {QStringLiteral("next"), orNull(targets->next)},
                           {QStringLiteral("past"), targets->past},
                           {QStringLiteral("first_past"), orNull(targets->firstPast)}});
}

Result<Response> CaseHandlers::get(const Request &request) const
{
    const auto id = idParameter(request, "id");
    if (!id)
        return Failure(id.error());
    return m_store.read([&](Reader &reader) -> Result<Response> {
        const auto about = CaseRepository::find(reader, *id);
        const auto messages = CaseRepository::messages(reader, *id);
        const auto pages = CaseRepository::pagesOf(reader, *id);
        const auto files = CaseRepository::takenWithMore(reader, *id);
        const auto ours = CaseFileRepository::said(reader, *id);
        const auto quarantined = CaseRepository::heldBack(reader, *id);
        const auto links = about ? CaseLinks::told(reader, *about) : Failure(about.error());
        if (!about || !messages || !pages || !files || !ours || !quarantined || !links)
            return Failure(!about         ? about.error()
                           : !messages    ? messages.error()
                           : !pages       ? pages.error()
                           : !files       ? files.error()
                           : !ours        ? ours.error()
                           : !quarantined ? quarantined.error()
                                          : links.error());
        QJsonObject object = about->toJson();
        QJsonArray said;
        for (const CaseMessage &message : *messages) {
            QJsonObject one = message.toJson();
            one.insert(QStringLiteral("attachments"), attachmentsOf(message, *files, *ours));
            one.insert(QStringLiteral("html"), htmlOf(message, *files));
            said.append(one);
        }
        QJsonArray sent;
        for (const CasePage &page : *pages)
            sent.append(page.toJson());
        object.insert(QStringLiteral("messages"), said);
        object.insert(QStringLiteral("pages"), sent);
        object.insert(QStringLiteral("quarantined"), *quarantined);
        object.insert(QStringLiteral("links"), *links);
        object.insert(QStringLiteral("present"), presentBeside(request, *id));
        return Response::json(object).with("ETag", etag(about->revision));
    });
}

QJsonArray CaseHandlers::presentBeside(const Request &request, qint64 id) const
{
    QJsonArray people;
    for (const CasePresence::Person &one : m_presence.others(id, request.principal.name))
        people.append(one.toJson());
    return people;
}

Result<Response> CaseHandlers::keepPresent(const Request &request)
{
    const auto id = idParameter(request, "id");
    const auto body = fieldsOf(request, {"writing"});
    if (!id || !body)
        return Failure(id ? body.error() : id.error());
    const QJsonValue writing = body->value(QLatin1String("writing"));
    if (!writing.isBool())
        return writing.isUndefined() ? missing("writing") : wrongType("writing", "true or false");
    const auto about = m_store.read([&](Reader &reader) { return CaseRepository::find(reader, *id); });
    if (!about)
        return Failure(about.error());
    m_presence.keep(*id, request.principal.name, writing.toBool());
    return Response::json({{QStringLiteral("items"), presentBeside(request, *id)}});
}

Result<Response> CaseHandlers::leave(const Request &request)
{
    const auto id = idParameter(request, "id");
    if (!id)
        return Failure(id.error());
    m_presence.leave(*id, request.principal.name);
    return Response::empty();
}

Result<Response> CaseHandlers::open(const Request &request) const
{
    const auto body = fieldsOf(request, {"subject", "text", "contact", "application", "severity"});
    if (!body)
        return Failure(body.error());
    CaseDesk::NewCase fresh;
    for (const auto &[field, place] :
         {std::pair("subject", &fresh.subject), std::pair("text", &fresh.text)}) {
        const auto text = requiredText(*body, field);
        if (!text)
            return Failure(text.error());
        *place = *text;
    }
    fresh.contact = body->value(QLatin1String("contact")).toString();
    fresh.application = body->value(QLatin1String("application")).toString();
    if (const QString severity = body->value(QLatin1String("severity")).toString(); !severity.isEmpty()) {
        const auto known = severityFromText(severity);
        if (!known)
            return Failure(known.error().at(QStringLiteral("/severity")));
        fresh.severity = *known;
    }
    const auto opened = m_desk.open(fresh, request.principal.name);
    if (!opened)
        return Failure(opened.error());
    auto answer = answerOf(opened, 201);
    return std::move(*answer).with("Location", "/api/v1/cases/" + QByteArray::number(opened->id));
}

Result<Response> CaseHandlers::speak(const Request &request, bool toCustomer) const
{
    const auto id = idParameter(request, "id");
    const auto body = fieldsOf(request, {"text", "files"});
    if (!id || !body)
        return Failure(id ? body.error() : id.error());
    const auto text = requiredText(*body, "text");
    const auto files = filesIn(*body);
    if (!text || !files)
        return Failure(text ? files.error() : text.error());
    return answerOf(toCustomer ? m_desk.reply(*id, *text, request.principal.name, *files)
                               : m_desk.note(*id, *text, request.principal.name, *files));
}

Result<Response> CaseHandlers::own(const Request &request, bool self) const
{
    const auto id = idParameter(request, "id");
    const auto body = self ? fieldsOf(request, {}) : fieldsOf(request, {"to"});
    if (!id || !body)
        return Failure(id ? body.error() : id.error());
    const auto owner = self ? Result<QString>(request.principal.name) : requiredText(*body, "to");
    if (!owner)
        return Failure(owner.error());
    return answerOf(m_desk.own(*id, *owner, request.principal.name));
}

Result<Response> CaseHandlers::triage(const Request &request) const
{
    const auto id = idParameter(request, "id");
    const auto body = fieldsOf(request, {"subject", "severity", "application", "tags"});
    if (!id || !body)
        return Failure(id ? body.error() : id.error());
    const auto wish = triageOf(*body);
    return wish ? answerOf(m_desk.triage(*id, *wish, request.principal.name)) : Failure(wish.error());
}

Result<Response> CaseHandlers::wait(const Request &request) const
{
    const auto id = idParameter(request, "id");
    const auto body = fieldsOf(request, {"for"});
    if (!id || !body)
        return Failure(id ? body.error() : id.error());
    const auto what = requiredText(*body, "for");
    if (!what)
        return Failure(what.error());
    const bool isCustomer = *what == QLatin1String("customer");
    const bool isNamed = what->startsWith(QLatin1String("release/"));
    if (!isCustomer && !isNamed && *what != QLatin1String("release"))
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("A case doesn't wait for \"%1\"").arg(what->left(60)),
                    QStringLiteral("Use customer, release, or the release itself, such as release/214."),
                    QStringLiteral("/for"));
    return answerOf(m_desk.wait(*id,
                                isCustomer ? CaseState::WaitingForCustomer : CaseState::WaitingForRelease,
                                request.principal.name, isNamed ? *what : QString()));
}

Result<Response> CaseHandlers::link(const Request &request, bool isThere) const
{
    const auto id = idParameter(request, "id");
    const auto body = fieldsOf(request, {"to"});
    if (!id || !body)
        return Failure(id ? body.error() : id.error());
    const auto to = requiredText(*body, "to");
    if (!to)
        return Failure(to.error());
    return answerOf(isThere ? m_desk.link(*id, *to, request.principal.name)
                            : m_desk.unlink(*id, *to, request.principal.name));
}

Result<Response> CaseHandlers::resume(const Request &request) const
{
    const auto id = idParameter(request, "id");
    const auto body = fieldsOf(request, {});
    if (!id || !body)
        return Failure(id ? body.error() : id.error());
    return answerOf(m_desk.resume(*id, request.principal.name));
}

Result<Response> CaseHandlers::end(const Request &request, bool solved) const
{
    const auto id = idParameter(request, "id");
    const auto body = fieldsOf(request, {});
    if (!id || !body)
        return Failure(id ? body.error() : id.error());
    return answerOf(m_desk.end(*id, solved ? CaseState::Solved : CaseState::Closed, request.principal.name));
}

Result<Response> CaseHandlers::pages(const Request &request) const
{
    const auto page = pageRequest(request);
    if (!page)
        return Failure(page.error());
    qint64 ofCase = 0;
    if (const QString named = request.argument("case"); !named.isEmpty()) {
        bool isNumber = false;
        ofCase = named.toLongLong(&isNumber);
        if (!isNumber || ofCase < 1)
            return fail(Problem::Kind::Malformed,
                        QStringLiteral("\"%1\" is not the number of a case").arg(named.left(40)), {},
                        QStringLiteral("case"));
    }
    const auto found =
        m_store.read([&](Reader &reader) { return CaseRepository::pages(reader, *page, ofCase); });
    return found ? Result<Response>(pageOfItems(*found)) : Failure(found.error());
}

Result<Response> CaseHandlers::acknowledge(const Request &request) const
{
    const auto id = idParameter(request, "id");
    const auto body = fieldsOf(request, {});
    if (!id || !body)
        return Failure(id ? body.error() : id.error());
    const auto page = m_desk.acknowledge(*id, request.principal.name);
    return page ? Result<Response>(Response::json(page->toJson())) : Failure(page.error());
}

} // namespace slipway
