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
constexpr Duration patientTime = std::chrono::minutes(10); // for what takes minutes

Duration steadyNow()
{
    return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

QString pathOf(const QString &prefix, const QString &part, const QString &rest = {})
{
    return prefix + QString::fromLatin1(QUrl::toPercentEncoding(part)) + rest;
}

QString applicationPath(const QString &handle, const QString &rest = {})
{
    const QString customer = handle.section(QLatin1Char('/'), 0, 0);
    const QString slug = handle.section(QLatin1Char('/'), 1);
    return pathOf(pathOf(QStringLiteral("/api/v1/applications/"), customer, QStringLiteral("/")), slug, rest);
}

QString releasePath(qint64 id, const QString &rest = {})
{
    return QStringLiteral("/api/v1/releases/%1%2").arg(id).arg(rest);
}

QString casePath(qint64 id, const QString &rest = {})
{
    return QStringLiteral("/api/v1/cases/%1%2").arg(id).arg(rest);
}

const QString unreachable = QStringLiteral("Slipway's service can't be reached: %1");
const QString unknownThere = QStringLiteral("The service is older than this program and can't tell this yet");

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
        problem.what = unknownThere;
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
};

Client::Client(Transport &transport, EndpointSource endpoint, Options options)
    : m_transport(transport), m_endpoint(std::move(endpoint)), m_options(std::move(options))
{
}

bool Client::isUnreachable(const Problem &problem)
{
    return problem.kind == Problem::Kind::Unavailable &&
           problem.what.startsWith(QStringView(unreachable).left(unreachable.indexOf(QLatin1Char('%'))));
}

bool Client::isUnknownThere(const Problem &problem)
{
    return problem.what == unknownThere;
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
    request.headers.emplace_back("Accept", "application/json, application/problem+json");
    if (!call.body.isEmpty())
        request.headers.emplace_back("Content-Type", call.type);
    if (!call.ifMatch.isEmpty())
        request.headers.emplace_back("If-Match", call.ifMatch);
    if (call.method == "POST" || call.method == "PUT") {
        request.headers.emplace_back("Idempotency-Key",
                                     QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    }
    send(attempt);
    return attempt->pending;
}

void Client::send(const std::shared_ptr<Attempt> &attempt)
{
    const QPointer<QObject> alive(&m_alive);
    m_transport.send(m_endpoint(), attempt->request, [this, alive, attempt](const TransportAnswer &answer) {
        if (alive)
            onAnswer(attempt, answer);
    });
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
    const bool busy = answer.status == 503 && !answer.header("retry-after").isEmpty();
    if ((answer.status == 0 || busy) && tryAgain(attempt))
        return;
    if (answer.status == 0) {
        attempt->pending.resolve(
            fail(Problem::Kind::Unavailable, unreachable.arg(answer.error),
                 QStringLiteral("Start it with \"app/run --headless\", or name its data folder with --data."),
                 m_endpoint().url.toString()));
        return;
    }
    // Refusals are problem details; what comes as plain JSON is an answer (an ill service's health).
    const bool isAnswer = answer.header("content-type").startsWith("application/json");
    if ((answer.status >= 200 && answer.status < 300) || isAnswer) {
        attempt->pending.resolve(read(*attempt, answer));
        return;
    }
    Problem problem = refusalOf(answer, attempt->request.path);
    // A restarted service may have given out another token.
    if (answer.status == 401 && !attempt->askedAgainForToken) {
        attempt->askedAgainForToken = true;
        send(attempt);
        return;
    }
    // Our first try with this key is still being worked on.
    const bool underWay = attempt->repeated && answer.status == 409 &&
                          problem.where == QLatin1String("Idempotency-Key") &&
                          !answer.header("retry-after").isEmpty();
    if (underWay && tryAgain(attempt))
        return;
    attempt->pending.resolve(Failure(std::move(problem)));
}

Pending<QJsonObject> Client::get(const QString &path)
{
    Call wanted;
    wanted.path = path;
    return converted<QJsonObject>(expect(Call::Expects::Object, std::move(wanted)), objectOf);
}

Pending<QJsonObject> Client::post(const QString &path, const QJsonObject &body,
                                  std::optional<Duration> timeout)
{
    Call wanted;
    wanted.method = "POST";
    wanted.path = path;
    wanted.body = toBytes(body);
    wanted.timeout = timeout;
    return converted<QJsonObject>(expect(Call::Expects::Object, std::move(wanted)), objectOf);
}

Pending<QJsonObject> Client::put(const QString &path, const QJsonObject &body)
{
    Call wanted;
    wanted.method = "PUT";
    wanted.path = path;
    wanted.body = toBytes(body);
    return converted<QJsonObject>(expect(Call::Expects::Object, std::move(wanted)), objectOf);
}

Pending<QJsonObject> Client::remove(const QString &path, std::optional<Duration> timeout)
{
    Call wanted;
    wanted.method = "DELETE";
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

Pending<Listing> Client::applications(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/applications"), query);
}

Pending<QJsonObject> Client::application(const QString &handle)
{
    return get(applicationPath(handle));
}

Pending<QJsonObject> Client::createApplication(const QJsonObject &application)
{
    return post(QStringLiteral("/api/v1/applications"), application, patientTime);
}

Pending<QJsonObject> Client::cloneApplication(const QString &handle)
{
    return post(applicationPath(handle, QStringLiteral("/clone")), {}, patientTime);
}

Pending<QJsonObject> Client::startEnvironment(const QString &handle, const QString &environment)
{
    return post(applicationPath(handle, QStringLiteral("/start")),
                {{QStringLiteral("environment"), environment}}, patientTime);
}

Pending<QJsonObject> Client::stopEnvironment(const QString &handle, const QString &environment)
{
    return post(applicationPath(handle, QStringLiteral("/stop")),
                {{QStringLiteral("environment"), environment}}, patientTime);
}

Pending<QJsonObject> Client::removeEnvironment(const QString &handle, const QString &environment)
{
    return post(applicationPath(handle, QStringLiteral("/remove")),
                {{QStringLiteral("environment"), environment}}, patientTime);
}

Pending<QJsonObject> Client::removeApplication(const QString &handle)
{
    return remove(applicationPath(handle), patientTime);
}

Pending<Listing> Client::releases(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/releases"), query);
}

Pending<QJsonObject> Client::startRelease(const QJsonObject &release)
{
    return post(QStringLiteral("/api/v1/releases"), release);
}

Pending<QJsonObject> Client::release(qint64 id)
{
    return get(releasePath(id));
}

Pending<Listing> Client::steps(qint64 id)
{
    return whole(releasePath(id, QStringLiteral("/steps")));
}

Pending<Listing> Client::preview(qint64 id, const QString &step)
{
    return whole(pathOf(releasePath(id, QStringLiteral("/steps/")), step, QStringLiteral("/preview")));
}

Pending<QJsonObject> Client::report(qint64 id)
{
    return get(releasePath(id, QStringLiteral("/report")));
}

Pending<QJsonObject> Client::samples(qint64 id, qint64 since)
{
    return get(releasePath(id, QStringLiteral("/samples?since=%1").arg(since)));
}

Pending<Listing> Client::log(qint64 id, const ListQuery &query)
{
    return list(releasePath(id, QStringLiteral("/log")), query);
}

Pending<QJsonObject> Client::command(qint64 id, const QString &verb, const QJsonObject &body)
{
    return post(releasePath(id, QLatin1Char('/') + verb), body);
}

Pending<Listing> Client::pipelines(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/pipelines"), query);
}

Pending<QJsonObject> Client::pipeline(const QString &name)
{
    return get(pathOf(QStringLiteral("/api/v1/pipelines/"), name));
}

Pending<Listing> Client::durations(const QString &pipeline)
{
    return whole(pathOf(QStringLiteral("/api/v1/pipelines/"), pipeline, QStringLiteral("/durations")));
}

Pending<QJsonObject> Client::checkPipeline(const QByteArray &yaml, const QString &source)
{
    return post(QStringLiteral("/api/v1/pipelines:check"),
                {{QStringLiteral("yaml"), QString::fromUtf8(yaml)}, {QStringLiteral("source"), source}});
}

Pending<QJsonObject> Client::importPipeline(const QByteArray &yaml, const QString &source)
{
    return post(QStringLiteral("/api/v1/pipelines"),
                {{QStringLiteral("yaml"), QString::fromUtf8(yaml)}, {QStringLiteral("source"), source}});
}

Pending<Listing> Client::cases(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/cases"), query);
}

Pending<QJsonObject> Client::supportCase(qint64 id)
{
    return get(casePath(id));
}

Pending<QJsonObject> Client::openCase(const QJsonObject &fresh)
{
    return post(QStringLiteral("/api/v1/cases"), fresh);
}

Pending<QJsonObject> Client::caseCommand(qint64 id, const QString &verb, const QJsonObject &body)
{
    return post(casePath(id, QLatin1Char('/') + verb), body);
}

Pending<QJsonObject> Client::duty()
{
    return get(QStringLiteral("/api/v1/duty"));
}

Pending<QJsonObject> Client::shifts(const QString &from, const QString &to)
{
    return get(QStringLiteral("/api/v1/duty/shifts?from=%1&to=%2").arg(from, to));
}

Pending<QJsonObject> Client::overrideDuty(const QJsonObject &override)
{
    return post(QStringLiteral("/api/v1/duty/overrides"), override);
}

Pending<QJsonObject> Client::removeOverride(qint64 id)
{
    return remove(QStringLiteral("/api/v1/duty/overrides/%1").arg(id));
}

Pending<QJsonObject> Client::simulateDuty(const QString &at)
{
    return post(QStringLiteral("/api/v1/duty:simulate"), {{QStringLiteral("at"), at}});
}

Pending<Listing> Client::pages(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/pages"), query);
}

Pending<QJsonObject> Client::acknowledgePage(qint64 id)
{
    return post(QStringLiteral("/api/v1/pages/%1/ack").arg(id), {});
}

Pending<QJsonObject> Client::nextTarget()
{
    return get(QStringLiteral("/api/v1/cases:next"));
}

Pending<Listing> Client::events(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/ledger"), query);
}

Pending<QJsonObject> Client::ledgerHead()
{
    return get(QStringLiteral("/api/v1/ledger/head"));
}

Pending<Listing> Client::users(const ListQuery &query)
{
    return list(QStringLiteral("/api/v1/users"), query);
}

Pending<QJsonObject> Client::addUser(const QJsonObject &user)
{
    return post(QStringLiteral("/api/v1/users"), user);
}

Pending<QJsonObject> Client::issueToken(const QString &user, const QJsonObject &body)
{
    return post(pathOf(QStringLiteral("/api/v1/users/"), user, QStringLiteral("/tokens")), body);
}

Pending<QJsonObject> Client::host(const QString &name)
{
    return get(pathOf(QStringLiteral("/api/v1/hosts/"), name));
}

Pending<QJsonObject> Client::addHost(const QJsonObject &host)
{
    return post(QStringLiteral("/api/v1/hosts"), host);
}

Pending<QJsonObject> Client::removeHost(const QString &name)
{
    return remove(pathOf(QStringLiteral("/api/v1/hosts/"), name));
}

Pending<QJsonObject> Client::scanHost(const QString &address, int port)
{
    return post(QStringLiteral("/api/v1/hosts:scan"),
                {{QStringLiteral("address"), address}, {QStringLiteral("port"), port}});
}

Pending<QJsonObject> Client::mailbox(const QString &name)
{
    return get(pathOf(QStringLiteral("/api/v1/mailboxes/"), name));
}

Pending<QJsonObject> Client::setMailbox(const QString &name, const QJsonObject &mailbox)
{
    return put(pathOf(QStringLiteral("/api/v1/mailboxes/"), name), mailbox);
}

Pending<QJsonObject> Client::removeMailbox(const QString &name)
{
    return remove(pathOf(QStringLiteral("/api/v1/mailboxes/"), name));
}

Pending<QJsonObject> Client::checkMailbox(const QString &name)
{
    return post(pathOf(QStringLiteral("/api/v1/mailboxes/"), name, QStringLiteral("/check")), {});
}

Pending<QJsonObject> Client::setSecret(const QString &name, const QString &value)
{
    return put(pathOf(QStringLiteral("/api/v1/secrets/"), name), {{QStringLiteral("value"), value}});
}

Pending<QJsonObject> Client::removeSecret(const QString &name)
{
    return remove(pathOf(QStringLiteral("/api/v1/secrets/"), name));
}

Pending<QJsonObject> Client::whoAmI()
{
    return get(QStringLiteral("/api/v1/me"));
}

Pending<QJsonObject> Client::health()
{
    return get(QStringLiteral("/healthz"));
}

Pending<QJsonObject> Client::demo()
{
    return get(QStringLiteral("/api/v1/demo"));
}

Pending<QJsonObject> Client::loadDemo(bool on, int rate)
{
    return post(QStringLiteral("/api/v1/demo/load"),
                {{QStringLiteral("on"), on}, {QStringLiteral("rate"), rate}});
}

Pending<QJsonObject> Client::brake()
{
    return get(QStringLiteral("/api/v1/brake"));
}

Pending<QJsonObject> Client::setBrake(bool on, const QString &reason)
{
    return put(QStringLiteral("/api/v1/brake"),
               {{QStringLiteral("on"), on}, {QStringLiteral("reason"), reason}});
}

Pending<QJsonObject> Client::backUp()
{
    return post(QStringLiteral("/api/v1/backups"), {}, patientTime);
}

} // namespace slipway
