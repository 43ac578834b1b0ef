// The client over a faked transport: answers, refusals, what is tried again and what isn't, and with which
// key.
#include "client/Client.h"
#include "client/Faked.h"
#include "client/Task.h"
#include "domain/Json.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

TransportAnswer refusal(const Problem &problem)
{
    return answered(problem.status(), toBytes(problem.toJson()), "application/problem+json");
}

TransportAnswer lost()
{
    TransportAnswer answer;
    answer.error = QStringLiteral("Connection refused");
    return answer;
}

Task<Result<QString>> chain(Client &client, int *steps)
{
    const auto me = co_await client.whoAmI();
    ++*steps;
    if (!me)
        co_return Failure(me.error());
    const auto demo = co_await client.demo();
    ++*steps;
    if (!demo)
        co_return Failure(demo.error());
    co_return me->value(QStringLiteral("name")).toString();
}

Task<int> outer(Client &client, int *steps)
{
    const auto name = co_await chain(client, steps);
    co_return name &&*name == QLatin1String("eva") ? 0 : 1;
}

} // namespace

class TestClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_patience = std::chrono::seconds(5);
        m_token = "first";
        m_faked = std::make_unique<Faked>();
        m_client = std::make_unique<Client>(
            *m_faked,
            [this] {
                return Endpoint{QUrl(QStringLiteral("http://127.0.0.1:1")), m_token};
            },
            Client::Options{[this] { return m_patience; }, std::chrono::seconds(10)});
    }

    void anAnswer()
    {
        m_faked->answers = {answered(200, "{\"name\":\"eva\"}")};
        const auto me = wait(m_client->whoAmI());
        QVERIFY(me);
        QCOMPARE(me->value(QStringLiteral("name")).toString(), QStringLiteral("eva"));
        QCOMPARE(m_faked->requests.front().path, QStringLiteral("/api/v1/me"));
    }

    void aRefusalIsTheProblem()
    {
        const Problem problem{Problem::Kind::Conflict, QStringLiteral("Held"), QStringLiteral("release/1"),
                              QStringLiteral("Wait.")};
        m_faked->answers = {refusal(problem)};
        const auto answer = wait(m_client->release(1));
        QVERIFY(!answer);
        QCOMPARE(answer.error(), problem);
        QCOMPARE(m_faked->requests.size(), 1U);
    }

    void whatIsLostIsTriedAgainWithTheSameKey()
    {
        m_faked->answers = {lost(), lost(), lost(), answered(201, "{\"id\":7}")};
        const auto answer =
            wait(m_client->startRelease({{QStringLiteral("application"), QStringLiteral("a/b")}}));
        QVERIFY(answer);
        QCOMPARE(m_faked->requests.size(), 4U);
        const QByteArray key = Faked::header(m_faked->requests[0], "Idempotency-Key");
        QVERIFY(key.size() >= 32);
        for (const TransportRequest &request : m_faked->requests)
            QCOMPARE(Faked::header(request, "Idempotency-Key"), key);
        m_faked->requests.clear();
        wait(m_client->startRelease({}));
        QVERIFY(Faked::header(m_faked->requests[0], "Idempotency-Key") != key);
    }

    // A caller that doesn't know what came of it asks with the key of before.
    void aKeyMayBeGiven()
    {
        m_patience = std::chrono::milliseconds(300);
        m_faked->answers = {answered(200, "{}")};
        wait(m_client->caseCommand(1, QStringLiteral("reply"), {}, "mine"));
        QCOMPARE(Faked::header(m_faked->requests[0], "Idempotency-Key"), "mine");
        // What was begun with it then is waited for, and isn't taken for a refusal.
        TransportAnswer busy = refusal({Problem::Kind::Conflict,
                                        QStringLiteral("Still worked on"),
                                        QStringLiteral("Idempotency-Key"),
                                        {}});
        busy.headers.emplace_back("retry-after", "1");
        m_faked->answers = {busy, answered(200, "{}")};
        QVERIFY(wait(m_client->caseCommand(1, QStringLiteral("reply"), {}, "mine")));
        m_faked->answers = {busy};
        const auto answer = wait(m_client->caseCommand(1, QStringLiteral("reply"), {}, "mine"));
        QVERIFY(!answer && Client::isOutcomeUnknown(answer.error()));
        TransportAnswer replayed = answered(200, "{}");
        replayed.headers.emplace_back("idempotency-replayed", "true");
        m_faked->answers = {replayed, answered(200, "{}")};
        QVERIFY(Client::isReplayed(*wait(m_client->caseCommand(1, QStringLiteral("reply"), {}, "mine"))));
        QVERIFY(!Client::isReplayed(*wait(m_client->caseCommand(1, QStringLiteral("reply"), {}, "mine"))));
        m_faked->answers = {lost()};
        QVERIFY(Client::isOutcomeUnknown(wait(m_client->whoAmI()).error()));
        m_faked->answers = {refusal({Problem::Kind::Conflict, QStringLiteral("Held"), {}, {}})};
        QVERIFY(!Client::isOutcomeUnknown(wait(m_client->whoAmI()).error()));
    }

    void aRemovalCarriesItsKeyToo()
    {
        m_faked->answers = {lost(), answered(200, "{\"id\":5}")};
        QVERIFY(wait(m_client->removeOverride(5)));
        const QByteArray key = Faked::header(m_faked->requests[0], "Idempotency-Key");
        QVERIFY(key.size() >= 32);
        QCOMPARE(Faked::header(m_faked->requests[1], "Idempotency-Key"), key);
        wait(m_client->removeOverride(5, "mine"));
        QCOMPARE(Faked::header(m_faked->requests[2], "Idempotency-Key"), "mine");
        wait(m_client->whoAmI()); // a question has none
        QVERIFY(Faked::header(m_faked->requests[3], "Idempotency-Key").isEmpty());
    }

    void patienceEnds()
    {
        m_patience = std::chrono::milliseconds(300);
        m_faked->answers = {lost()};
        const auto began = std::chrono::steady_clock::now();
        const auto answer = wait(m_client->whoAmI());
        QVERIFY(!answer);
        QVERIFY(Client::isUnreachable(answer.error()));
        QVERIFY(std::chrono::steady_clock::now() - began < std::chrono::seconds(3));
        QVERIFY(m_faked->requests.size() >= 3U);
        QVERIFY(!Client::isUnreachable(
            {Problem::Kind::Unavailable, QStringLiteral("bubblewrap is missing"), {}, {}}));
    }

    void whatHelpsFitsWhoseServiceItIs_data()
    {
        QTest::addColumn<QUrl>("url");
        QTest::addColumn<QByteArray>("folder");
        QTest::addColumn<bool>("isOurs");
        const QUrl here(QStringLiteral("http://127.0.0.1:1"));
        QTest::newRow("of our folder") << here << QByteArray("7-1") << true;
        QTest::newRow("never started") << QUrl() << QByteArray() << true;
        QTest::newRow("a server") << QUrl(QStringLiteral("https://prod.example")) << QByteArray() << false;
    }
    void whatHelpsFitsWhoseServiceItIs()
    {
        QFETCH(QUrl, url);
        QFETCH(QByteArray, folder);
        QFETCH(bool, isOurs);
        Client client(*m_faked,
                      [&] {
                          return Endpoint{url, "first", folder};
                      },
                      {[] { return Duration::zero(); }, std::chrono::seconds(10)});
        m_faked->answers = {lost()};
        const Problem problem = wait(client.whoAmI()).error();
        QVERIFY(Client::isUnreachable(problem));
        QCOMPARE(problem.hint.contains(QLatin1String("app/run --headless")), isOurs);
        QVERIFY(!problem.hint.isEmpty());
    }

    void problemsAreToldInTheWordsOfWhoeverReadsThem()
    {
        Client client(*m_faked,
                      [] {
                          return Endpoint{QUrl(QStringLiteral("http://127.0.0.1:1")), "first"};
                      },
                      {[] { return Duration::zero(); }, std::chrono::seconds(10),
                       [](Problem problem) {
                           problem.what = QStringLiteral("Nein: ") + problem.what;
                           return problem;
                       }});
        const auto told = [&](const TransportAnswer &answer) {
            m_faked->answers = {answer};
            return wait(client.samples(7)).error();
        };
        const auto isTold = [](const Problem &problem) {
            return problem.what.startsWith(QLatin1String("Nein: ")) &&
                   problem.what.count(QLatin1String("Nein")) == 1;
        };
        const Problem away = told(lost());
        QVERIFY(isTold(away));
        QVERIFY(Client::isUnreachable(away));
        const Problem older = told(refusal({Problem::Kind::NotFound,
                                            QStringLiteral("There is nothing at this path"),
                                            QStringLiteral("/api/v1/releases/7/samples"),
                                            {}}));
        QVERIFY(isTold(older));
        QVERIFY(Client::isUnknownThere(older));
        QVERIFY(!Client::isUnreachable(older));
        QVERIFY(isTold(told(answered(200, "[]"))));
        QVERIFY(isTold(told(refusal({Problem::Kind::Conflict, QStringLiteral("Held"), {}, {}}))));
    }

    void noPatienceIsOneTry()
    {
        m_patience = Duration::zero();
        m_faked->answers = {lost()};
        QVERIFY(!wait(m_client->whoAmI()));
        QCOMPARE(m_faked->requests.size(), 1U);
    }

    void onlyABusyServiceIsAskedAgain()
    {
        TransportAnswer busy = refusal({Problem::Kind::Unavailable, QStringLiteral("Busy"), {}, {}});
        busy.headers.emplace_back("retry-after", "1");
        m_faked->answers = {busy, answered(200, "{}")};
        QVERIFY(wait(m_client->whoAmI()));
        QCOMPARE(m_faked->requests.size(), 2U);
        m_faked->requests.clear();
        m_faked->answers = {refusal({Problem::Kind::Unavailable, QStringLiteral("No bubblewrap"), {}, {}})};
        QVERIFY(!wait(m_client->whoAmI()));
        QCOMPARE(m_faked->requests.size(), 1U);
    }

    void aNewTokenIsTakenOnce()
    {
        m_faked->answers = {refusal({Problem::Kind::Unauthenticated, QStringLiteral("Unknown"), {}, {}}),
                            answered(200, "{}")};
        const auto pending = m_client->whoAmI();
        m_token = "second";
        QVERIFY(wait(pending));
        QCOMPARE(m_faked->tokens.back(), "second");
        m_faked->requests.clear();
        m_faked->answers = {refusal({Problem::Kind::Unauthenticated, QStringLiteral("Unknown"), {}, {}})};
        QVERIFY(!wait(m_client->whoAmI()));
        QCOMPARE(m_faked->requests.size(), 2U);
    }

    void anIllServiceStillTellsItsHealth()
    {
        m_faked->answers = {answered(503, "{\"healthy\":false,\"parts\":{}}")};
        const auto health = wait(m_client->health());
        QVERIFY(health);
        QCOMPARE(health->value(QStringLiteral("healthy")).toBool(true), false);
    }

    void whatMakesNoSenseIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("cut off") << QByteArray("{\"items\": [") << QByteArray("application/json");
        QTest::newRow("nothing") << QByteArray() << QByteArray("application/json");
        QTest::newRow("an array") << QByteArray("[1]") << QByteArray("application/json");
        QTest::newRow("another's page") << QByteArray("<html>Sign in</html>") << QByteArray("text/html");
        QTest::newRow("no list") << QByteArray("{\"items\": {}}") << QByteArray("application/json");
        QTest::newRow("nothing in it") << QByteArray("{}") << QByteArray("application/json");
    }
    void whatMakesNoSenseIsNoAnswer()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        m_faked->answers = {answered(200, body, type)};
        const auto page = wait(m_client->releases());
        QVERIFY(!page);
        QCOMPARE(page.error().kind, Problem::Kind::Malformed);
        QVERIFY(page.error().where.startsWith(QStringLiteral("/api/v1/releases")));
        QVERIFY(!page.error().hint.isEmpty());
        const bool isObject = body.startsWith('{') && body.endsWith('}');
        QCOMPARE(wait(m_client->whoAmI()).has_value(), isObject);
        // Whoever asks for bytes gets them.
        Client::Call anything;
        anything.path = QStringLiteral("/metrics");
        QCOMPARE(wait(m_client->call(anything)).has_value(), isObject || type == "text/html");
    }

    // Also while it only waits for the next try.
    void whatIsGivenUpIsNotTriedAgain()
    {
        m_faked->answers = {lost()};
        const auto givingUp = std::make_shared<GivingUp>();
        std::optional<Result<QByteArray>> answer;
        m_client->attachment(7, 2, {}, givingUp).then([&](const Result<QByteArray> &got) { answer = got; });
        QCOMPARE(m_faked->requests.back().path, QStringLiteral("/api/v1/mail/7/attachments/2"));
        QTest::qWait(20); // the first try has failed
        QVERIFY(!answer);
        int asked = 0;
        givingUp->now = [&asked] { ++asked; };
        givingUp->giveUp();
        givingUp->giveUp();
        QCOMPARE(asked, 1);
        const std::size_t sent = m_faked->requests.size();
        QTRY_VERIFY(answer.has_value());
        QVERIFY(!*answer);
        QTest::qWait(150); // longer than the pause
        QCOMPARE(m_faked->requests.size(), sent);
    }

    void bytesComeAsTheyAre()
    {
        m_faked->answers = {answered(200, "{\"a\": 1", "application/octet-stream")};
        const auto bytes = wait(m_client->attachment(7, 2));
        QVERIFY(bytes);
        QCOMPARE(*bytes, QByteArray("{\"a\": 1"));
    }

    void noContentIsAnAnswer()
    {
        m_faked->answers = {answered(204, {}, {})};
        QVERIFY(wait(m_client->removeHost(QStringLiteral("web1"))));
    }

    void whatIsGoneAfterALostAnswerWasRemoved()
    {
        const Problem gone{Problem::Kind::NotFound, QStringLiteral("There is no host web1"), {}, {}};
        m_faked->answers = {lost(), refusal(gone)};
        QVERIFY(wait(m_client->removeHost(QStringLiteral("web1"))));
        m_faked->answers = {refusal(gone)};
        QCOMPARE(wait(m_client->removeHost(QStringLiteral("web1"))).error(), gone);
        // Never was there, as far as a service goes that doesn't know the way.
        m_faked->answers = {lost(), refusal({Problem::Kind::NotFound,
                                             QStringLiteral("There is nothing at this path"),
                                             QStringLiteral("/api/v1/hosts/web1"),
                                             {}})};
        QVERIFY(Client::isUnknownThere(wait(m_client->removeHost(QStringLiteral("web1"))).error()));
    }

    void anOlderServiceIsToldFromAMissingThing()
    {
        Problem problem{Problem::Kind::NotFound,
                        QStringLiteral("There is nothing at this path"),
                        QStringLiteral("/api/v1/releases/7/samples"),
                        {}};
        m_faked->answers = {refusal(problem)};
        QVERIFY(Client::isUnknownThere(wait(m_client->samples(7)).error()));
        problem.kind = Problem::Kind::WrongMethod;
        problem.where = QStringLiteral("/api/v1/brake");
        m_faked->answers = {refusal(problem)};
        QVERIFY(Client::isUnknownThere(wait(m_client->setBrake(true, {})).error()));
        problem = {Problem::Kind::NotFound, QStringLiteral("There is no release 7"), {}, {}};
        m_faked->answers = {refusal(problem)};
        QCOMPARE(wait(m_client->release(7)).error(), problem);
    }

    void listsCarryTheirQuery()
    {
        m_faked->answers = {answered(200, "{\"items\":[1,2],\"next\":\"17\"}")};
        ListQuery query;
        query.limit = 2;
        query.cursor = QStringLiteral("19");
        query.q = QStringLiteral("a b&c=d");
        const auto page = wait(m_client->releases(query));
        QVERIFY(page);
        QCOMPARE(page->items.size(), 2);
        QCOMPARE(page->next, QStringLiteral("17"));
        QCOMPARE(m_faked->requests.front().path,
                 QStringLiteral("/api/v1/releases?limit=2&cursor=19&q=a%20b%26c%3Dd"));
    }

    void namesAreEscapedInPaths()
    {
        m_faked->answers = {answered(200, "{}")};
        wait(m_client->pipeline(QStringLiteral("a/b c")));
        QCOMPARE(m_faked->requests.front().path, QStringLiteral("/api/v1/pipelines/a%2Fb%20c"));
        wait(m_client->application(QStringLiteral("northwind/shop")));
        QCOMPARE(m_faked->requests.back().path, QStringLiteral("/api/v1/applications/northwind/shop"));
        wait(m_client->durations(QStringLiteral("a b")));
        QCOMPARE(m_faked->requests.back().path, QStringLiteral("/api/v1/pipelines/a%20b/durations"));
        wait(m_client->samples(7, 1200));
        QCOMPARE(m_faked->requests.back().path, QStringLiteral("/api/v1/releases/7/samples?since=1200"));
        ListQuery query;
        query.limit = 500;
        query.cursor = QStringLiteral("42");
        wait(m_client->log(7, query));
        QCOMPARE(m_faked->requests.back().path, QStringLiteral("/api/v1/releases/7/log?limit=500&cursor=42"));
    }

    void tasksAwaitOneAnother()
    {
        m_faked->answers = {answered(200, "{\"name\":\"eva\"}"), answered(200, "{}")};
        int steps = 0;
        std::optional<int> code;
        outer(*m_client, &steps).run([&](int value) { code = value; });
        QTRY_VERIFY(code.has_value());
        QCOMPARE(*code, 0);
        QCOMPARE(steps, 2);
    }

    void aClientThatGoesTakesItsRepetitionsAlong()
    {
        m_faked->answers = {lost()};
        bool told = false;
        m_client->whoAmI().then([&](const Result<QJsonObject> &) { told = true; });
        QTest::qWait(100);
        m_client.reset();
        const std::size_t sent = m_faked->requests.size();
        QTest::qWait(300);
        QCOMPARE(m_faked->requests.size(), sent);
        QVERIFY(!told);
    }

private:
    template <class T>
    static Result<T> wait(const Pending<T> &pending)
    {
        std::optional<Result<T>> result;
        pending.then([&](Result<T> value) { result = std::move(value); });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 10000))
            return fail(Problem::Kind::Timeout, QStringLiteral("No answer came"));
        return *result;
    }

    Duration m_patience{};
    QByteArray m_token;
    std::unique_ptr<Faked> m_faked;
    std::unique_ptr<Client> m_client;
};

QTEST_GUILESS_MAIN(TestClient)
#include "TestClient.moc"
