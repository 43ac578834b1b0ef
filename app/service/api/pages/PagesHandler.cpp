#include "service/api/pages/PagesHandler.h"

#include "service/api/pages/FormFields.h"
#include "service/api/pages/PageHtml.h"

#include <QRandomGenerator>

#include <map>

namespace slipway {

namespace {

constexpr int mostAtOnce = 60;                              // requests of one address
constexpr Duration forgivenEvery = std::chrono::seconds(1); // and then one again
constexpr int threads = 2;
constexpr std::size_t mostWaiting = 64;

// "/p/TOKEN" and "/c/TOKEN"
struct Place
{
    bool isKnown = false;
    bool ofPage = false;
    QString token;
};

Place placeOf(const QByteArray &path)
{
    const bool ofPage = path.startsWith("/p/");
    if (!ofPage && !path.startsWith("/c/"))
        return {};
    return {true, ofPage, QString::fromLatin1(path.mid(3))};
}

// What a form of ours sends; nothing where it isn't one.
std::optional<std::map<QString, QString>> fieldsOf(const Request &request)
{
    if (!request.header("content-type").toLower().startsWith("application/x-www-form-urlencoded"))
        return std::nullopt;
    return formFieldsFrom(request.body);
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

Response unreadable()
{
    return problemHtml({Problem::Kind::Malformed,
                        QStringLiteral("That can't be done from here"),
                        {},
                        QStringLiteral("Go back, load the page again and use its buttons.")},
                       400);
}

Response problemOf(const Problem &problem)
{
    switch (problem.kind) {
    case Problem::Kind::NotFound:
        return problemHtml(problem, 404);
    case Problem::Kind::Forbidden:
        return problemHtml(problem, 410);
    case Problem::Kind::Conflict:
        return problemHtml(problem, 409);
    case Problem::Kind::Invalid:
        return problemHtml(problem, 422);
    default: // what it was is ours to know
        qWarning("slipwayd: a page can't be shown: %s", qUtf8Printable(problem.text()));
        return problemHtml({problem.kind,
                            QStringLiteral("This doesn't work right now"),
                            {},
                            QStringLiteral("Try again in a moment, or write to the support desk by mail.")},
                           503);
    }
}

} // namespace

PagesHandler::PagesHandler(LinkDesk &desk, const Clock &clock, bool proxied)
    : m_desk(desk),
      m_proxied(proxied),
      m_limit(clock, mostAtOnce, forgivenEvery),
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
    if (!wait)
        return std::nullopt;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wait).count();
    return problemHtml({Problem::Kind::TooOften,
                        QStringLiteral("Too many requests"),
                        {},
                        QStringLiteral("Try again in a moment.")},
                       429)
        .with("Retry-After", QByteArray::number(static_cast<qlonglong>(seconds)));
}

std::optional<Response> PagesHandler::refuse(const Request &head)
{
    if (head.method == "POST" && placeOf(head.path).isKnown)
        return std::nullopt;
    return head.method == "POST"
               ? problemOf({Problem::Kind::NotFound, QStringLiteral("There is nothing here"), {}, {}})
               : unreadable();
}

void PagesHandler::handle(Request request, Reply reply)
{
    if (auto refused = tooOften(request)) {
        reply(std::move(*refused));
        return;
    }
    auto shared = std::make_shared<Request>(std::move(request));
    if (!m_workers.post([this, shared, reply] { reply(answer(*shared)); }))
        reply(problemOf({Problem::Kind::Unavailable, QStringLiteral("Too many requests wait"), {}, {}}));
}

tl::expected<std::unique_ptr<FeedReader>, Response> PagesHandler::openFeed(Request)
{
    return tl::unexpected(unreadable());
}

Response PagesHandler::answer(const Request &request)
{
    const Place place = placeOf(request.path);
    if (!place.isKnown)
        return problemOf({Problem::Kind::NotFound,
                          QStringLiteral("There is nothing here"),
                          {},
                          QStringLiteral("Open the link as it stands in the message, whole.")});
    // A link that is only looked at changes nothing: whatever scans mail does that.
    if (request.method == "GET" || request.method == "HEAD")
        return show(request, place.token, place.ofPage);
    if (request.method == "POST")
        return act(request, place.token, place.ofPage);
    return problemHtml({Problem::Kind::WrongMethod, QStringLiteral("That isn't possible here"), {}, {}}, 405)
        .with("Allow", "GET, HEAD, POST");
}

Response PagesHandler::show(const Request &request, QStringView token, bool ofPage)
{
    if (ofPage) {
        const auto view = m_desk.page(token);
        return view ? pageHtml(*view) : problemOf(view.error());
    }
    const auto view = m_desk.ofCase(token);
    return view ? caseHtml(*view, newOnce(), request.query == "sent") : problemOf(view.error());
}

Response PagesHandler::act(const Request &request, QStringView token, bool ofPage)
{
    const auto fields = fieldsOf(request);
    const auto answer = fields ? answerOf(*fields) : std::nullopt;
    if (!answer)
        return unreadable();
    // Relative: whatever path a proxy has put before ours. Loading that again does nothing twice.
    const QByteArray back = token.toLatin1();
    if (ofPage) {
        const auto done = m_desk.act(token, fields->at(QStringLiteral("action")), *answer);
        return done ? seeOther(back) : problemOf(done.error());
    }
    const auto once = fields->find(QStringLiteral("once"));
    if (answer->verb != PageAnswer::Verb::Reply || once == fields->end())
        return unreadable();
    const auto taken = m_desk.write(token, answer->text, once->second);
    return taken ? seeOther(back + "?sent") : problemOf(taken.error());
}

} // namespace slipway
