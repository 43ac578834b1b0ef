#include "service/api/pages/PagesHandler.h"

#include "service/api/Download.h"
#include "service/api/pages/FormFields.h"
#include "service/api/pages/MultipartForm.h"
#include "service/api/pages/PageHtml.h"

#include <QRandomGenerator>
#include <QRegularExpression>

#include <map>

namespace slipway {

namespace {

constexpr int mostAtOnce = 60;                              // requests of one address
constexpr Duration forgivenEvery = std::chrono::seconds(1); // and then one again
constexpr int mostTransfers = 12;                           // of one case
constexpr Duration transferForgivenEvery = std::chrono::seconds(5);
constexpr std::size_t largestForm = WebMail::mostBytes + 256 * 1024; // with its words
constexpr int threads = 2;
constexpr std::size_t mostWaiting = 64;

// "/p/TOKEN", "/c/TOKEN" and "/c/TOKEN/files/MAIL-NUMBER", where 0 is no mail but our replies.
struct Place
{
    bool isKnown = false;
    bool ofPage = false;
    QString token;
    qint64 mail = 0; // of a file
    qint64 number = 0;

    bool isFile() const { return number > 0; }
};

Place placeOf(const QByteArray &path)
{
    static const QRegularExpression file(
        QStringLiteral("\\A([^/]{1,100})/files/(0|[1-9][0-9]{0,14})-([1-9][0-9]{0,14})\\z"));
    const bool ofPage = path.startsWith("/p/");
    if (!ofPage && !path.startsWith("/c/"))
        return {};
    const QString rest = QString::fromLatin1(path.mid(3));
    if (const auto match = file.match(rest); !ofPage && match.hasMatch())
        return {true, false, match.captured(1), match.captured(2).toLongLong(),
                match.captured(3).toLongLong()};
    return {true, ofPage, rest, 0, 0};
}

bool isForm(const Request &request)
{
    return request.header("content-type").toLower().startsWith("application/x-www-form-urlencoded");
}

// What a form of ours sends; nothing where it isn't one.
std::optional<std::map<QString, QString>> fieldsOf(const Request &request)
{
    return isForm(request) ? formFieldsFrom(request.body) : std::nullopt;
}

// The same, or one that carries files.
std::optional<MultipartForm> formOf(const Request &request)
{
    if (!isForm(request))
        return multipartFormFrom(boundaryOf(request.header("content-type")), request.body);
    auto fields = formFieldsFrom(request.body);
    return fields ? std::optional(MultipartForm{std::move(*fields), {}}) : std::nullopt;
}

std::optional<PageAnswer> answerOf(const std::map<QString, QString> &fields)
{
    const auto field = [&](const char *name) {
        const auto found = fields.find(QLatin1String(name));
        return found == fields.end() ? QString() : found->second;
    };
    const QString action = field("action");
    PageAnswer answer;
    if (action == QLatin1String("ack")) {
        answer.verb = PageAnswer::Verb::Acknowledge;
    } else if (action == QLatin1String("take")) {
        answer.verb = PageAnswer::Verb::Take;
    } else if (action == QLatin1String("snooze")) {
        answer.verb = PageAnswer::Verb::Snooze;
        answer.snooze = std::chrono::minutes(field("minutes").toInt());
        if (answer.snooze <= Duration::zero() || answer.snooze > PageAnswer::longestSnooze)
            return std::nullopt;
    } else if (action == QLatin1String("assign")) {
        answer.verb = PageAnswer::Verb::Assign;
        answer.text = field("to");
        if (answer.text.isEmpty())
            return std::nullopt;
    } else if (action == QLatin1String("solve")) {
        answer.verb = PageAnswer::Verb::Solve;
    } else if (action == QLatin1String("close")) {
        answer.verb = PageAnswer::Verb::Close;
    } else if (action == QLatin1String("reply")) {
        answer.text = field("text").trimmed();
        if (answer.text.isEmpty())
            return std::nullopt;
    } else {
        return std::nullopt;
    }
    return answer;
}

QString newOnce()
{
    QString once;
    for (int i = 0; i < 2; ++i)
        once += QStringLiteral("%1").arg(QRandomGenerator::system()->generate64(), 16, 16, QLatin1Char('0'));
    return once;
}

PageWords wordsFor(const Request &request)
{
    return PageWords(request.header("accept-language"));
}

Response said(const PageWords &words, int status, QStringView what, QStringView hint = {})
{
    return problemHtml(words, {Problem::Kind::Internal, what.toString(), {}, hint.toString()}, status);
}

Response unreadable(const PageWords &words)
{
    return said(words, 400, words.texts().notFromHere, words.texts().useButtons);
}

Response waitFirst(const PageWords &words, Duration wait)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    return said(words, 429, words.texts().tooOften, words.texts().inAMoment)
        .with("Retry-After", QByteArray::number(static_cast<qlonglong>(seconds)));
}

Response problemOf(const PageWords &words, const Problem &problem)
{
    switch (problem.kind) {
    case Problem::Kind::NotFound:
        return problemHtml(words, words.told(problem), 404);
    case Problem::Kind::Forbidden:
        return problemHtml(words, words.told(problem), 410);
    case Problem::Kind::Conflict:
        return problemHtml(words, words.told(problem), 409);
    case Problem::Kind::Invalid:
        return problemHtml(words, words.told(problem), 422);
    case Problem::Kind::TooLarge:
        return problemHtml(words, words.told(problem), 413);
    default: // what it was is ours to know
        qWarning("slipwayd: a page can't be shown: %s", qUtf8Printable(problem.text()));
        return said(words, 503, words.texts().notNow, words.texts().inAMomentOrByMail);
    }
}

} // namespace

PagesHandler::PagesHandler(LinkDesk &desk, const Clock &clock, bool proxied)
    : m_desk(desk),
      m_proxied(proxied),
      m_limit(clock, mostAtOnce, forgivenEvery),
      m_transfers(clock, mostTransfers, transferForgivenEvery),
      m_workers(threads, mostWaiting)
{
}

// Behind a proxy everybody comes from there; what stands before its own word anybody may have written.
QString PagesHandler::peerOf(const Request &request) const
{
    const QByteArray forwarded = request.header("x-forwarded-for");
    const QByteArray last = forwarded.mid(forwarded.lastIndexOf(',') + 1).trimmed();
    return QString::fromLatin1(m_proxied && !last.isEmpty() ? last.left(64) : request.peer);
}

std::optional<Response> PagesHandler::tooOften(const Request &request)
{
    const auto wait = m_limit.attempt(peerOf(request));
    return wait ? std::optional(waitFirst(wordsFor(request), *wait)) : std::nullopt;
}

std::optional<Response> PagesHandler::refuseUpload(const Request &head)
{
    const Place place = placeOf(head.path);
    if (auto refused = tooOften(head))
        return refused;
    const PageWords words = wordsFor(head);
    if (place.ofPage || place.isFile())
        return unreadable(words);
    const auto known = m_desk.caseBehind(place.token);
    return known ? tooMany(words, place.token) : problemOf(words, known.error());
}

// Files are held in memory while they go over a slow line.
std::optional<Response> PagesHandler::tooMany(const PageWords &words, QStringView token)
{
    const auto wait = m_transfers.attempt(token.toString());
    return wait ? std::optional(waitFirst(words, *wait)) : std::nullopt;
}

// Of whoever has no link of a case nothing large is read.
std::size_t PagesHandler::bodyLimit(const Request &head, std::size_t usual) const
{
    const Place place = placeOf(head.path);
    const bool isUpload = head.method == "POST" && place.isKnown && !place.ofPage && !place.isFile() &&
                          !boundaryOf(head.header("content-type")).isEmpty();
    return isUpload && m_desk.caseBehind(place.token) ? std::max(usual, largestForm) : usual;
}

std::optional<Response> PagesHandler::tooLarge(const Request &head)
{
    const PageWords words = wordsFor(head);
    const QString hint = words.texts().sendLess.arg(QString::number(WebMail::mostFiles),
                                                    QString::number(WebMail::mostBytes / (1024 * 1024)));
    return said(words, 413, words.texts().tooMuch, hint);
}

std::optional<Response> PagesHandler::refuse(const Request &head)
{
    const Place place = placeOf(head.path);
    if (head.method == "POST" && place.isKnown)
        return boundaryOf(head.header("content-type")).isEmpty() ? std::nullopt : refuseUpload(head);
    const PageWords words = wordsFor(head);
    return head.method == "POST" ? said(words, 404, words.texts().nothingHere) : unreadable(words);
}

void PagesHandler::handle(Request request, Reply reply)
{
    if (auto refused = tooOften(request)) {
        reply(std::move(*refused));
        return;
    }
    auto shared = std::make_shared<Request>(std::move(request));
    if (!m_workers.post([this, shared, reply] { reply(answer(*shared)); }))
        reply(problemOf(wordsFor(*shared),
                        {Problem::Kind::Unavailable, QStringLiteral("Too many requests wait"), {}, {}}));
}

tl::expected<std::unique_ptr<FeedReader>, Response> PagesHandler::openFeed(Request request)
{
    return tl::unexpected(unreadable(wordsFor(request)));
}

Response PagesHandler::answer(const Request &request)
{
    const Place place = placeOf(request.path);
    const PageWords words = wordsFor(request);
    if (!place.isKnown)
        return said(words, 404, words.texts().nothingHere, words.texts().openWhole);
    // A link that is only looked at changes nothing: whatever scans mail does that.
    const bool looks = request.method == "GET" || request.method == "HEAD";
    if (looks && place.isFile())
        return file(words, place.token, place.mail, place.number);
    if (looks)
        return show(request, place.token, place.ofPage);
    if (request.method == "POST" && !place.isFile())
        return act(request, place.token, place.ofPage);
    return said(words, 405, words.texts().notPossible)
        .with("Allow", place.isFile() ? "GET, HEAD" : "GET, HEAD, POST");
}

Response PagesHandler::file(const PageWords &words, QStringView token, qint64 mail, qint64 number)
{
    if (const auto known = m_desk.caseBehind(token); !known)
        return problemOf(words, known.error());
    if (auto refused = tooMany(words, token))
        return std::move(*refused);
    auto file = m_desk.file(token, mail, number);
    return file ? download(std::move(file->bytes), file->name) : problemOf(words, file.error());
}

Response PagesHandler::show(const Request &request, QStringView token, bool ofPage)
{
    const PageWords words = wordsFor(request);
    if (ofPage) {
        const auto view = m_desk.page(token);
        if (!view)
            return problemOf(words, view.error());
        return view->used ? usedHtml(words, view->page, *view->used) : pageHtml(words, *view, newOnce());
    }
    const auto view = m_desk.ofCase(token);
    return view ? caseHtml(words, *view, token.toString(), newOnce(), request.query == "sent")
                : problemOf(words, view.error());
}

Response PagesHandler::act(const Request &request, QStringView token, bool ofPage)
{
    if (!ofPage)
        return write(request, token);
    const PageWords words = wordsFor(request);
    const auto fields = fieldsOf(request);
    const auto answer = fields ? answerOf(*fields) : std::nullopt;
    if (!answer)
        return unreadable(words);
    const auto once = fields->find(QStringLiteral("once"));
    const auto done = m_desk.act(token, fields->at(QStringLiteral("action")), *answer,
                                 once == fields->end() ? QString() : once->second);
    if (!done)
        return problemOf(words, done.error());
    if (done->what == LinkDesk::Acted::What::Otherwise) {
        const bool hasWords = answer->verb == PageAnswer::Verb::Reply;
        return refusedHtml(words, *done, hasWords ? answer->text : QString());
    }
    // Relative: whatever path a proxy has put before ours. Loading that again does nothing twice.
    return seeOther(done->next.isEmpty() ? token.toLatin1() : done->next.toLatin1());
}

Response PagesHandler::write(const Request &request, QStringView token)
{
    const PageWords words = wordsFor(request);
    const auto form = formOf(request);
    const auto answer = form ? answerOf(form->fields) : std::nullopt;
    const bool isReply = answer && answer->verb == PageAnswer::Verb::Reply;
    if (!isReply || !form->fields.contains(QStringLiteral("once")))
        return unreadable(words);
    const auto taken =
        m_desk.write(token, answer->text, form->fields.at(QStringLiteral("once")), form->files);
    return taken ? seeOther(token.toLatin1() + "?sent") : problemOf(words, taken.error());
}

} // namespace slipway
