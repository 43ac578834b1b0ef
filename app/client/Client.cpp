#include "client/Client.h"

#include "domain/Json.h"

#include <QPointer>
#include <QTimer>
#include <QUuid>

#include <algorithm>

namespace slipway {

namespace {

constexpr Duration firstPause = std::chrono::milliseconds(50);
constexpr Duration longestPause = std::chrono::seconds(1);

Duration steadyNow()
{
    return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

const QString noAddress = QStringLiteral("client.json"); // in which there was none
const QString keyHeader = QStringLiteral("Idempotency-Key");
const QString replayedMark = QStringLiteral("Idempotency-Replayed"); // in the answer, as in its headers

bool isGivenUp(const TransportRequest &request)
{
    return request.givingUp && request.givingUp->isWanted;
}

Problem givenUp()
{
    return {Problem::Kind::Unavailable, QStringLiteral("It was given up"), {}, {}};
}

// Where nobody answered is the address itself: by that the problem is known, in whatever language it is told.
Problem unreachable(const Endpoint &endpoint, const QString &why)
{
    const bool isOurs = endpoint.url.isEmpty() || !endpoint.folder.isEmpty();
    return {Problem::Kind::Unavailable, QStringLiteral("Slipway's service can't be reached: %1").arg(why),
            endpoint.url.isEmpty() ? noAddress : endpoint.url.toString(),
            isOurs
                ? QStringLiteral("Start it with \"app/run --headless\", or name its data folder with --data.")
                : QStringLiteral("Look whether the service runs there, and at the network between.")};
}

Problem nonsense(const QString &path, const QString &why)
{
    return {Problem::Kind::Malformed, QStringLiteral("The service's answer makes no sense: %1").arg(why),
            path, QStringLiteral("Look whether this address is Slipway's, and of this version.")};
}

// All that is asked here is in the one table of routes: where it is unknown, that table is an older one.
Problem refusalOf(const TransportAnswer &answer, const QString &path)
{
    const QJsonObject detail =
        objectFromBytes(answer.body, QStringLiteral("The answer")).value_or(QJsonObject());
    Problem problem = Problem::fromJson(detail, answer.status);
    const bool isUnknown =
        problem.kind == Problem::Kind::NotFound || problem.kind == Problem::Kind::WrongMethod;
    if (isUnknown && !problem.where.isEmpty() && problem.where == path.section(QLatin1Char('?'), 0, 0)) {
        problem.what = QStringLiteral("The service is older than this program and can't tell this yet");
        problem.hint = QStringLiteral("Update the service; the rest works meanwhile.");
    }
    return problem;
}

template <class T, class Convert>
Pending<T> converted(const Pending<Answer> &pending, Convert convert)
{
    Pending<T> result;
    pending.then([result, convert](const Result<Answer> &answer) {
        result.resolve(answer ? Result<T>(convert(*answer)) : Result<T>(Failure(answer.error())));
    });
    return result;
}

QJsonObject objectOf(const Answer &answer)
{
    return answer.object;
}

Listing listingOf(const Answer &answer)
{
    return {answer.object.value(QStringLiteral("items")).toArray(),
            answer.object.value(QStringLiteral("next")).toString()};
}

} // namespace

struct Client::Attempt
{
    TransportRequest request;
    Pending<Answer> pending;
    Call::Expects expects = Call::Expects::Anything;
    std::optional<Duration> giveUpAt;
    Duration pause = firstPause;
    bool askedAgainForToken = false;
    bool repeated = false;
    bool lost = false;     // an answer of it: it may have had its effect
    bool isOwnKey = false; // of the caller
};

Client::Client(Transport &transport, EndpointSource endpoint, Options options)
    : m_transport(transport), m_endpoint(std::move(endpoint)), m_options(std::move(options))
{
}

bool Client::isUnreachable(const Problem &problem)
{
    const bool isAddress = problem.where.startsWith(QLatin1String("http://")) ||
                           problem.where.startsWith(QLatin1String("https://"));
    return problem.kind == Problem::Kind::Unavailable && (isAddress || problem.where == noAddress);
}

bool Client::isOutcomeUnknown(const Problem &problem)
{
    const bool isNonsense =
        problem.kind == Problem::Kind::Malformed && problem.where.startsWith(QLatin1String("/api/"));
    return isUnreachable(problem) || isNonsense ||
           (problem.kind == Problem::Kind::Timeout && problem.where == keyHeader);
}

bool Client::isUnknownThere(const Problem &problem)
{
    const bool isMissing =
        problem.kind == Problem::Kind::NotFound || problem.kind == Problem::Kind::WrongMethod;
    return isMissing && problem.where.startsWith(QLatin1String("/api/"));
}

bool Client::isReplayed(const QJsonObject &answer)
{
    return answer.value(replayedMark).toBool();
}

Problem Client::worded(Problem problem) const
{
    return m_options.words ? m_options.words(std::move(problem)) : problem;
}

Pending<Answer> Client::expect(Call::Expects what, Call call)
{
    call.expects = what;
    return this->call(std::move(call));
}

Pending<Answer> Client::call(Call call)
{
    const auto attempt = std::make_shared<Attempt>();
    attempt->expects = call.expects;
    TransportRequest &request = attempt->request;
    request.method = call.method;
    request.path = call.path;
    request.body = call.body;
    request.timeout = call.timeout.value_or(m_options.requestTime);
    request.progress = call.progress;
    request.givingUp = call.givingUp;
    request.headers.emplace_back("Accept", "application/json, application/problem+json");
    if (!call.body.isEmpty())
        request.headers.emplace_back("Content-Type", call.type);
    if (!call.ifMatch.isEmpty())
        request.headers.emplace_back("If-Match", call.ifMatch);
    if (call.method != "GET") {
        attempt->repeated = attempt->isOwnKey = !call.key.isEmpty();
        request.headers.emplace_back(
            keyHeader.toLatin1(),
            call.key.isEmpty() ? QUuid::createUuid().toByteArray(QUuid::WithoutBraces) : call.key);
    }
    send(attempt);
    return attempt->pending;
}

void Client::send(const std::shared_ptr<Attempt> &attempt)
{
    if (isGivenUp(attempt->request)) {
        refuse(*attempt, givenUp());
        return;
    }
    const QPointer<QObject> alive(&m_alive);
    m_transport.send(m_endpoint(), attempt->request, [this, alive, attempt](const TransportAnswer &answer) {
        if (alive)
            onAnswer(attempt, ofService(answer));
    });
}

void Client::refuse(const Attempt &attempt, Problem problem) const
{
    attempt.pending.resolve(Failure(worded(std::move(problem))));
}

bool Client::tryAgain(const std::shared_ptr<Attempt> &attempt)
{
    const Duration now = steadyNow();
    if (!attempt->giveUpAt)
        attempt->giveUpAt = now + m_options.patience();
    if (now >= *attempt->giveUpAt)
        return false;
    attempt->repeated = true;
    const Duration pause = std::min(attempt->pause, *attempt->giveUpAt - now);
    attempt->pause = std::min(attempt->pause * 2, longestPause);
    QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(pause), &m_alive,
                       [this, attempt] { send(attempt); });
    return true;
}

Result<Answer> Client::read(const Attempt &attempt, const TransportAnswer &answer)
{
    constexpr int noContent = 204;
    Answer result;
    result.body = answer.body;
    result.etag = answer.header("etag");
    const bool isJson = answer.header("content-type").startsWith("application/json");
    const bool expectsNothing = attempt.expects == Call::Expects::Anything || answer.status == noContent;
    if (!isJson && expectsNothing)
        return result;
    const QString &path = attempt.request.path;
    if (!isJson)
        return Failure(nonsense(path, QStringLiteral("it is no JSON")));
    const auto object = objectFromBytes(answer.body, QStringLiteral("it"));
    if (!object)
        return Failure(nonsense(path, object.error().what));
    if (attempt.expects == Call::Expects::List && !object->value(QStringLiteral("items")).isArray())
        return Failure(nonsense(path, QStringLiteral("it is no list")));
    result.object = *object;
    return result;
}

void Client::onAnswer(const std::shared_ptr<Attempt> &attempt, const TransportAnswer &answer)
{
    if (isGivenUp(attempt->request)) {
        refuse(*attempt, givenUp());
        return;
    }
    if (answer.tooLarge > 0) {
        refuse(*attempt,
               nonsense(attempt->request.path,
                        QStringLiteral("it is larger than %1 MB").arg(answer.tooLarge / (1024 * 1024))));
        return;
    }
    const bool busy = answer.status == 503 && !answer.header("retry-after").isEmpty();
    attempt->lost = attempt->lost || answer.status == 0;
    if ((answer.status == 0 || busy) && tryAgain(attempt))
        return;
    if (answer.status == 0) {
        refuse(*attempt, unreachable(m_endpoint(), answer.error));
        return;
    }
    // Refusals are problem details; what comes as plain JSON is an answer (an ill service's health).
    const bool isAnswer = answer.header("content-type").startsWith("application/json");
    if ((answer.status >= 200 && answer.status < 300) || isAnswer) {
        auto result = read(*attempt, answer);
        if (result && attempt->isOwnKey && answer.header("idempotency-replayed") == "true")
            result->object.insert(replayedMark, true);
        if (result)
            attempt->pending.resolve(std::move(result));
        else
            refuse(*attempt, result.error());
        return;
    }
    Problem problem = refusalOf(answer, attempt->request.path);
    // Gone since the try whose answer was lost, and which the service didn't live to note.
    if (attempt->lost && attempt->request.method == "DELETE" && problem.kind == Problem::Kind::NotFound &&
        !isUnknownThere(problem)) {
        attempt->pending.resolve(Answer());
        return;
    }
    // A restarted service may have given out another token.
    if (answer.status == 401 && !attempt->askedAgainForToken) {
        attempt->askedAgainForToken = true;
        send(attempt);
        return;
    }
    // Our first try with this key is still being worked on.
    const bool underWay = attempt->repeated && answer.status == 409 && problem.where == keyHeader &&
                          !answer.header("retry-after").isEmpty();
    if (underWay && tryAgain(attempt))
        return;
    if (underWay)
        problem.kind = Problem::Kind::Timeout;
    refuse(*attempt, std::move(problem));
}

Pending<QJsonObject> Client::get(const QString &path)
{
    Call wanted;
    wanted.path = path;
    return converted<QJsonObject>(expect(Call::Expects::Object, std::move(wanted)), objectOf);
}

Pending<QJsonObject> Client::post(const QString &path, const QJsonObject &body,
                                  std::optional<Duration> timeout, const QByteArray &key)
{
    Call wanted;
    wanted.method = "POST";
    wanted.key = key;
    wanted.path = path;
    wanted.body = toBytes(body);
    wanted.timeout = timeout;
    return converted<QJsonObject>(expect(Call::Expects::Object, std::move(wanted)), objectOf);
}

Pending<QJsonObject> Client::put(const QString &path, const QJsonObject &body, const QByteArray &key)
{
    Call wanted;
    wanted.method = "PUT";
    wanted.key = key;
    wanted.path = path;
    wanted.body = toBytes(body);
    return converted<QJsonObject>(expect(Call::Expects::Object, std::move(wanted)), objectOf);
}

Pending<QJsonObject> Client::remove(const QString &path, std::optional<Duration> timeout,
                                    const QByteArray &key)
{
    Call wanted;
    wanted.method = "DELETE";
    wanted.key = key;
    wanted.path = path;
    wanted.timeout = timeout;
    return converted<QJsonObject>(expect(Call::Expects::Object, std::move(wanted)), objectOf);
}

Pending<Listing> Client::list(const QString &path, const ListQuery &query)
{
    QUrlQuery arguments = query.more;
    arguments.addQueryItem(QStringLiteral("limit"), QString::number(query.limit));
    if (!query.cursor.isEmpty())
        arguments.addQueryItem(QStringLiteral("cursor"), query.cursor);
    if (!query.q.isEmpty())
        arguments.addQueryItem(QStringLiteral("q"), QString::fromLatin1(QUrl::toPercentEncoding(query.q)));
    Call wanted;
    wanted.path = path + QLatin1Char('?') + arguments.query(QUrl::FullyEncoded);
    return converted<Listing>(expect(Call::Expects::List, std::move(wanted)), listingOf);
}

Pending<Listing> Client::whole(const QString &path)
{
    Call wanted;
    wanted.path = path;
    return converted<Listing>(expect(Call::Expects::List, std::move(wanted)), listingOf);
}

} // namespace slipway
