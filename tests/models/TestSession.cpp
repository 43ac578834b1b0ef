// The session over a fake service: who and from where, the feed in batches, how it grows stale and comes
// back, and who is refused.
#include "domain/Json.h"
#include "models/FakeService.h"

#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace slipway;

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_events.clear();
        m_batches.clear();
        m_service = std::make_unique<FakeService>();
        m_service->fillWorld();
        m_session = std::make_unique<Session>(
            *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
        connect(m_session.get(), &Session::eventsArrived, this, [this](const std::vector<Event> &events) {
            m_batches.push_back(events.size());
            m_events.insert(m_events.end(), events.begin(), events.end());
        });
        m_resynchronized = std::make_unique<QSignalSpy>(m_session.get(), &Session::resynchronized);
    }
    void cleanup()
    {
        m_session.reset();
        m_service.reset();
    }

    void itConnectsAndKnowsWho()
    {
        QCOMPARE(m_session->state(), Session::State::Connecting);
        QVERIFY(!m_session->age());
        QVERIFY(!m_session->isKnown());
        open();
        QTRY_COMPARE(m_session->user(), QStringLiteral("eva"));
        QCOMPARE(m_session->role(), std::optional<Role>(Role::Operations));
        QCOMPARE(m_session->server(), QStringLiteral("127.0.0.1:8080"));
        QCOMPARE(m_session->age(), std::optional<Duration>(Duration::zero()));
        QCOMPARE(m_resynchronized->count(), 1);
        QVERIFY(m_session->isKnown());
        // From the head on: what was before is what is fetched.
        QCOMPARE(m_session->lastSeq(), 10);
        QVERIFY(m_events.empty());
    }

    void whatHappensBetweenHeadAndFeedIsHeard()
    {
        connect(m_session.get(), &Session::resynchronized, this,
                [this] { m_service->tell(QStringLiteral("release.live"), QStringLiteral("release/3")); });
        open();
        QTRY_COMPARE(m_events.size(), 1U);
        QCOMPARE(m_events.front().kind, QStringLiteral("release.live"));
    }

    void eventsComeOnceInOrderInBatches()
    {
        open();
        constexpr int many = 2500;
        for (int i = 0; i < many; ++i)
            m_service->tell(QStringLiteral("step.done"), QStringLiteral("application/a/b"));
        QTRY_COMPARE(m_events.size(), std::size_t(many));
        for (int i = 0; i < many; ++i)
            QCOMPARE(m_events[static_cast<std::size_t>(i)].seq, 11 + i);
        QCOMPARE(m_batches.size(), 3U);
        for (const std::size_t size : m_batches)
            QVERIFY(size <= 1000);
    }

    void aLostFeedIsStaleAtOnceAndResumes()
    {
        open();
        m_service->goAway();
        QCOMPARE(m_session->state(), Session::State::Stale);
        QVERIFY(!m_session->problem().what.isEmpty());
        m_service->tell(QStringLiteral("release.live"), QStringLiteral("release/1"));
        m_service->comeBack();
        QTRY_COMPARE(m_session->state(), Session::State::Live);
        QTRY_COMPARE(m_events.size(), 1U);
        QVERIFY(m_session->problem().what.isEmpty());
        // Resumed: nothing has to be fetched anew.
        QCOMPARE(m_resynchronized->count(), 1);
    }

    void silenceIsStaleByTheMonotonicClockOnly()
    {
        open();
        QTRY_COMPARE(m_session->user(), QStringLiteral("eva"));
        m_service->clock.jump(std::chrono::hours(1));
        m_session->lookAtSilence();
        QCOMPARE(m_session->state(), Session::State::Live);
        m_service->clock.jump(-std::chrono::hours(3));
        m_session->lookAtSilence();
        QCOMPARE(m_session->state(), Session::State::Live);
        QCOMPARE(m_session->age(), std::optional<Duration>(Duration::zero()));
        m_service->hold();
        m_service->clock.advance(std::chrono::seconds(15));
        m_session->lookAtSilence();
        QCOMPARE(m_session->state(), Session::State::Stale);
        QCOMPARE(m_session->age(), std::optional<Duration>(std::chrono::seconds(15)));
        // It asked for a word, and got one.
        m_service->release();
        QTRY_COMPARE(m_session->state(), Session::State::Live);
        QCOMPARE(m_session->age(), std::optional<Duration>(Duration::zero()));
    }

    void itAsksForAWordBeforeItIsTooLate()
    {
        open();
        QTRY_COMPARE(m_session->user(), QStringLiteral("eva"));
        const auto asked = m_service->count("GET", QStringLiteral("/api/v1/me"));
        m_session->lookAtSilence();
        QCOMPARE(m_service->count("GET", QStringLiteral("/api/v1/me")), asked);
        m_service->clock.advance(std::chrono::seconds(6));
        m_session->lookAtSilence();
        m_session->lookAtSilence();
        QCOMPARE(m_service->count("GET", QStringLiteral("/api/v1/me")), asked + 1);
        QTRY_COMPARE(m_session->age(), std::optional<Duration>(Duration::zero()));
        QCOMPARE(m_session->state(), Session::State::Live);
    }

    void aServiceThatTakesLongIsSlowAndNotGone_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::newRow("5 s") << 5;
        QTest::newRow("7 s") << 7;
        QTest::newRow("12 s") << 12;
    }
    void aServiceThatTakesLongIsSlowAndNotGone()
    {
        QFETCH(int, seconds);
        m_service->delay(std::chrono::seconds(seconds));
        m_session->open();
        for (int second = 0; second < 3 * seconds && !m_session->isLive(); ++second)
            passSecond();
        QCOMPARE(m_session->state(), Session::State::Live);
        std::vector<Session::State> states;
        std::vector<bool> slow;
        connect(m_session.get(), &Session::stateChanged, this, [&] {
            states.push_back(m_session->state());
            if (slow.empty() || slow.back() != m_session->isSlow())
                slow.push_back(m_session->isSlow());
        });
        // Nothing happens there, so only what it is asked tells of it.
        Duration oldest{};
        for (int second = 0; second < 120; ++second) {
            passSecond();
            oldest = std::max(oldest, m_session->age().value_or(Duration::max()));
        }
        QVERIFY(std::all_of(states.begin(), states.end(),
                            [](Session::State state) { return state == Session::State::Live; }));
        QCOMPARE(slow, std::vector<bool>{true}); // said once, and it stays
        QVERIFY(oldest >= std::chrono::seconds(seconds));
        QVERIFY(oldest <= std::chrono::seconds(seconds + 4));
        // Also while it tells of something all the time, it is seen that it answers at once again.
        m_service->delay(Duration::zero());
        for (int second = 0; second < seconds + 3; ++second) {
            m_service->tell(QStringLiteral("a.b"), QStringLiteral("c/1"));
            passSecond();
        }
        QCOMPARE(slow, (std::vector<bool>{true, false}));
        QVERIFY(m_session->isLive());
    }

    void whoNeverAnswersIsGone()
    {
        open();
        QTRY_COMPARE(m_session->user(), QStringLiteral("eva"));
        m_service->hold();
        for (int second = 0; second < 10; ++second)
            passSecond();
        QVERIFY(m_session->isLive() && m_session->isSlow());
        for (int second = 0; second < 10; ++second)
            passSecond();
        QCOMPARE(m_session->state(), Session::State::Stale);
        QVERIFY(!m_session->isSlow());
        QCOMPARE(m_session->age(), std::optional<Duration>(std::chrono::seconds(20)));
        m_service->release();
        QTRY_COMPARE(m_session->state(), Session::State::Live);
    }

    void itGoesOnTryingForEver()
    {
        m_service->goAway();
        m_session->open();
        QTRY_VERIFY(m_service->count("GET", QStringLiteral("/api/v1/ledger/head")) > 4);
        QCOMPARE(m_session->state(), Session::State::Connecting);
        QCOMPARE(m_session->problem().kind, Problem::Kind::Unavailable);
        m_service->comeBack();
        QTRY_COMPARE(m_session->state(), Session::State::Live);
    }

    // Which doesn't get through to it either.
    void aProxyIsNotHeardAsTheService()
    {
        const QString all = QStringLiteral("/api/v1/*");
        m_service->on("GET", all, [](const FakeService::Request &) {
            return FakeService::Reply{502, "<html>Bad Gateway</html>", "text/html"};
        });
        m_session->open();
        QTRY_VERIFY(m_service->count("GET", QStringLiteral("/api/v1/ledger/head")) > 4);
        QCOMPARE(m_session->state(), Session::State::Connecting);
        QVERIFY(!m_session->age());
        QVERIFY2(m_session->problem().text().contains(QStringLiteral("status 502")),
                 qPrintable(m_session->problem().text()));
        m_service->off("GET", all);
        QTRY_COMPARE(m_session->state(), Session::State::Live);
        QVERIFY(m_session->age());
    }

    void refusals_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("token") << static_cast<int>(Problem::Kind::Unauthenticated);
        QTest::newRow("role") << static_cast<int>(Problem::Kind::Forbidden);
    }
    void refusals()
    {
        QFETCH(int, kind);
        const Problem problem{static_cast<Problem::Kind>(kind), QStringLiteral("No"), {}, {}};
        m_service->refuse(problem);
        m_session->open();
        QTRY_COMPARE(m_session->state(), Session::State::Refused);
        QCOMPARE(m_session->problem(), problem);
        // Somebody signs in anew.
        m_service->beHonest();
        open();
        QCOMPARE(m_session->state(), Session::State::Live);
    }

    void aTokenThatExpiresIsRefusedAndKeepsItsAge()
    {
        open();
        m_service->endFeed({Problem::Kind::Unauthenticated, QStringLiteral("Expired"), {}, {}});
        QCOMPARE(m_session->state(), Session::State::Refused);
        QVERIFY(!m_session->isLive());
        QVERIFY(m_session->age());
        const auto asked = m_service->requests.size();
        m_service->clock.advance(std::chrono::minutes(1));
        m_session->lookAtSilence();
        QTest::qWait(50);
        QCOMPARE(m_session->state(), Session::State::Refused);
        QVERIFY(m_service->requests.size() <= asked + 1);
    }

    void aFeedThatMakesNoSenseIsReadAnew()
    {
        open();
        m_service->endFeed({Problem::Kind::Malformed, QStringLiteral("An event is not JSON"), {}, {}});
        QCOMPARE(m_session->state(), Session::State::Stale);
        QTRY_COMPARE(m_session->state(), Session::State::Live);
        QCOMPARE(m_resynchronized->count(), 2);
    }

    void aReplacedLedgerIsReadAnew()
    {
        open();
        m_service->events.clear();
        m_service->endFeed({Problem::Kind::Conflict, QStringLiteral("It was replaced"), {}, {}});
        QTRY_COMPARE(m_session->state(), Session::State::Live);
        QCOMPARE(m_session->lastSeq(), 0);
        QCOMPARE(m_resynchronized->count(), 2);
        m_service->tell(QStringLiteral("a.b"), QStringLiteral("c/1"));
        QTRY_COMPARE(m_events.size(), 1U);
    }

    void lies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("not JSON") << QByteArray("<html>hello</html>");
        QTest::newRow("another type") << QByteArray(R"({"seq":"ten","name":7,"role":[]})");
        QTest::newRow("an array") << QByteArray("[1,2]");
        QTest::newRow("nothing") << QByteArray();
    }
    void lies()
    {
        QFETCH(QByteArray, body);
        m_service->lie(body);
        m_session->open();
        QTRY_COMPARE(m_session->problem().kind, Problem::Kind::Malformed);
        QVERIFY(!m_session->isLive());
        QCOMPARE(m_resynchronized->count(), 0);
        m_service->beHonest();
        QTRY_COMPARE(m_session->state(), Session::State::Live);
    }

    void aRoleItNeverHeardOf()
    {
        m_service->role = QStringLiteral("astronaut");
        open();
        QTRY_COMPARE(m_session->user(), QStringLiteral("eva"));
        QVERIFY(!m_session->role());
    }

    void aClockThatIsWrongByAnHourIsKnown()
    {
        m_service->setAhead(std::chrono::hours(1));
        open();
        QVERIFY(abs(m_session->clockOffset() - std::chrono::hours(1)) <= std::chrono::seconds(1));
        m_session->close();
        m_service->setAhead(std::chrono::milliseconds(300));
        open();
        QTRY_COMPARE(m_session->clockOffset(), Duration::zero());
    }

    void whatIsUnderWayEndsWithIt()
    {
        m_service->hold();
        m_session->open();
        m_session.reset();
        m_service->release();
        QTest::qWait(20);
        m_session = std::make_unique<Session>(
            *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
        m_session->open();
        m_session->close();
        m_session->open();
        QTRY_COMPARE(m_session->state(), Session::State::Live);
    }

    void overARealWebSocket()
    {
        QWebSocketServer server(QString(), QWebSocketServer::NonSecureMode);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("ws://127.0.0.1:%1").arg(server.serverPort()));
        std::unique_ptr<QWebSocket> peer;
        connect(&server, &QWebSocketServer::newConnection, this,
                [&] { peer.reset(server.nextPendingConnection()); });
        // What the feed asks when it isn't let in.
        m_service->on("GET", QStringLiteral("/api/v1/events"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal(
                {Problem::Kind::NeedsWebSocket, QStringLiteral("No"), QStringLiteral("websocket"), {}});
        });
        Session::Parts parts = m_service->parts();
        parts.feed = {};
        Session session(
            *m_service,
            [url] {
                return Endpoint{url, "token"};
            },
            parts);
        bool wasStale = false; // it may be over before anybody looks
        connect(&session, &Session::stateChanged, this,
                [&] { wasStale = wasStale || session.state() == Session::State::Stale; });
        std::vector<qint64> seen;
        connect(&session, &Session::eventsArrived, this, [&](const std::vector<Event> &events) {
            for (const Event &event : events)
                seen.push_back(event.seq);
        });
        QSignalSpy anew(&session, &Session::resynchronized);
        const auto say = [&](qint64 seq) {
            const QJsonObject event = fake::event(seq, QStringLiteral("a.b"), QStringLiteral("c/1"));
            peer->sendTextMessage(QString::fromUtf8(toBytes(event)));
        };
        session.open();
        QTRY_COMPARE(session.state(), Session::State::Live);
        QVERIFY(peer->requestUrl().query() == QLatin1String("since=10"));
        say(11);
        say(11);
        say(12);
        QTRY_COMPARE(seen, (std::vector<qint64>{11, 12}));
        peer->abort();
        QTRY_VERIFY(wasStale);
        wasStale = false;
        QTRY_COMPARE(session.state(), Session::State::Live);
        QVERIFY(peer->requestUrl().query() == QLatin1String("since=12"));
        QCOMPARE(anew.count(), 1);
        // Nonsense ends it; it is read anew from the head.
        peer->sendTextMessage(QStringLiteral("{\"seq\": 13, \"at\": \"never\"}"));
        QTRY_VERIFY(wasStale);
        wasStale = false;
        QTRY_COMPARE(session.state(), Session::State::Live);
        QCOMPARE(anew.count(), 2);
    }

private:
    void open()
    {
        m_session->open();
        QTRY_COMPARE(m_session->state(), Session::State::Live);
    }

    // And what has become due in it is heard.
    void passSecond()
    {
        m_service->pass(std::chrono::seconds(1));
        for (int turn = 0; turn < 4; ++turn)
            QCoreApplication::processEvents();
        m_session->lookAtSilence();
    }

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<QSignalSpy> m_resynchronized;
    std::vector<Event> m_events;
    std::vector<std::size_t> m_batches;
};

QTEST_GUILESS_MAIN(TestSession)
#include "TestSession.moc"
