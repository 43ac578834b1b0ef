// What is sent has its effect once: the same words carry the same key while it isn't known what came of
// them, what had been done by then isn't told as done now, and words of long ago are meant anew.
#include "client/Client.h"
#include "models/SentOnce.h"

#include <QTest>

#include <deque>

using namespace slipway;

namespace {

const QString reply = QStringLiteral("case/1/reply {\"text\":\"Is it better now?\"}");
const QString doneBefore =
    QStringLiteral("This had been done already (no answer came then); press again to do it once more.");

// Gives the answers in order.
class Answers final : public Transport
{
public:
    void send(const Endpoint &, const TransportRequest &request,
              std::function<void(TransportAnswer)> done) override
    {
        for (const auto &[name, value] : request.headers) {
            if (name == "Idempotency-Key")
                keys.append(value);
        }
        const TransportAnswer answer = answers.front();
        answers.pop_front();
        done(answer);
    }
    std::deque<TransportAnswer> answers;
    QByteArrayList keys;
};

TransportAnswer lost()
{
    TransportAnswer answer;
    answer.error = QStringLiteral("Connection refused");
    return answer;
}

TransportAnswer done(bool isReplayed = false)
{
    TransportAnswer answer;
    answer.status = 200;
    answer.body = "{\"id\":1}";
    answer.headers.emplace_back("content-type", "application/json");
    if (isReplayed)
        answer.headers.emplace_back("idempotency-replayed", "true");
    return answer;
}

} // namespace

class TestSentOnce : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_answers = Answers();
        m_once = SentOnce();
    }

    void theSameWordsCarryTheSameKey()
    {
        m_answers.answers = {lost(), done(), done()};
        const auto first = press();
        QVERIFY(!first && SentOnce::isUnknown(first.error()));
        QVERIFY(first.error().what.contains(QStringLiteral("it isn't known whether it was done")));
        QVERIFY(press()); // it hadn't come to the service before
        QVERIFY(press());
        QCOMPARE(m_answers.keys.at(1), m_answers.keys.at(0));
        QVERIFY(m_answers.keys.at(2) != m_answers.keys.at(0));
    }

    void whatWasDoneBeforeIsNotToldAsDoneNow()
    {
        m_answers.answers = {lost(), done(true), done()};
        press();
        const auto again = press();
        QVERIFY(!again);
        QCOMPARE(again.error().what, doneBefore);
        QVERIFY(SentOnce::isUnknown(again.error())); // not a refusal
        QVERIFY(press());                            // as was said: once more
        QVERIFY(m_answers.keys.at(2) != m_answers.keys.at(0));
    }

    // A lying service may have done it all the same.
    void anAnswerThatCantBeReadTellsNothing()
    {
        TransportAnswer odd = done();
        odd.body = "<html>";
        m_answers.answers = {odd, done(true)};
        const auto first = press();
        QVERIFY(!first && SentOnce::isUnknown(first.error()) && !SentOnce::wasDone(first.error()));
        QVERIFY(first.error().what.contains(QStringLiteral("the answer makes no sense")));
        const auto again = press();
        QVERIFY(!again && SentOnce::wasDone(again.error()));
        QCOMPARE(m_answers.keys.at(1), m_answers.keys.at(0));
    }

    // The proxy before the service waited no longer; the service went on.
    void whatAProxyGaveUpIsInDoubt_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {502, 503, 504})
            QTest::addRow("%d", status) << status;
    }
    void whatAProxyGaveUpIsInDoubt()
    {
        QFETCH(int, status);
        TransportAnswer between;
        between.status = status;
        between.body = "<html>The upstream is gone</html>";
        between.headers.emplace_back("content-type", "text/html");
        m_answers.answers = {between, between, done(true)};
        for (int pressed = 0; pressed < 2; ++pressed) {
            const auto answer = press();
            QVERIFY(!answer && SentOnce::isUnknown(answer.error()) && !SentOnce::wasDone(answer.error()));
            QVERIFY(answer.error().what.contains(QStringLiteral("it isn't known whether it was done")));
        }
        const auto last = press();
        QVERIFY(!last && SentOnce::wasDone(last.error()));
        QCOMPARE(m_answers.keys, QByteArrayList(3, m_answers.keys.front()));
    }

    // The client itself asks again where an answer is lost on its way: that is of this one press.
    void anAnswerThatCameOnTheSecondTryIsOfNow()
    {
        m_patience = std::chrono::seconds(30);
        m_answers.answers = {lost(), done(true)};
        std::optional<Result<QJsonObject>> answer;
        send().then([&answer](const Result<QJsonObject> &came) { answer = came; });
        QTRY_VERIFY(answer);
        QVERIFY(*answer);
        QCOMPARE(m_answers.keys.at(1), m_answers.keys.at(0));
        m_patience = {};
    }

    // Who says that it is the same as before hears what came of it then.
    void theSameAsBeforeIsAnswered()
    {
        m_answers.answers = {lost(), done(true), done()};
        press();
        QVERIFY(press(SentOnce::Press::IsTheSame));
        QCOMPARE(m_answers.keys.at(1), m_answers.keys.at(0));
        QVERIFY(press(SentOnce::Press::IsTheSame));
        QVERIFY(m_answers.keys.at(2) != m_answers.keys.at(0));
    }

    // Who is started again before it is known goes on with the same key, for as long as it would have been.
    void whatIsInDoubtOutlivesTheProgram()
    {
        m_once = SentOnce(std::chrono::minutes(10));
        const Instant now = *instantFromText(QStringLiteral("2026-11-27T12:00:00Z"));
        m_answers.answers = {lost(), done(), done()};
        press();
        const QJsonArray kept = m_once.doubts(QStringLiteral("case/1/"), now);
        QCOMPARE(kept.size(), 1);
        QVERIFY(m_once.doubts(QStringLiteral("case/12/"), now).isEmpty());
        m_once = SentOnce();
        m_once.takeUp(kept, now + std::chrono::minutes(11));
        QVERIFY(m_once.doubts({}, now).isEmpty()); // long ago
        m_once.takeUp(kept, now + std::chrono::minutes(9));
        QVERIFY(press());
        QCOMPARE(m_answers.keys.at(1), m_answers.keys.at(0));
        QVERIFY(m_once.doubts({}, now).isEmpty()); // it is known
        QVERIFY(press());
        QVERIFY(m_answers.keys.at(2) != m_answers.keys.at(0));
    }

    // The program may end before there is any answer.
    void whatIsUnderWayIsInDoubt()
    {
        m_once.send(reply, [](const QByteArray &) { return Pending<QJsonObject>(); });
        QCOMPARE(m_once.doubts({}, Instant()).size(), 1);
        m_answers.answers = {done()};
        m_once = SentOnce();
        QVERIFY(press());
        QVERIFY(m_once.doubts({}, Instant()).isEmpty());
    }

    void whatWasDoneSinceMakesItAnother()
    {
        m_answers.answers = {lost(), done(), lost(), done()};
        press();
        m_once.forget(QStringLiteral("case/1/note"));
        QVERIFY(press());
        QCOMPARE(m_answers.keys.at(1), m_answers.keys.at(0));
        press();
        m_once.forget(QStringLiteral("case/1/"));
        QVERIFY(press());
        QVERIFY(m_answers.keys.at(3) != m_answers.keys.at(2));
    }

    void afterAWhileTheSameWordsAreMeantAnew()
    {
        m_once = SentOnce(std::chrono::milliseconds(0));
        m_answers.answers = {lost(), done()};
        press();
        QVERIFY(press());
        QVERIFY(m_answers.keys.at(1) != m_answers.keys.at(0));
    }

private:
    Pending<QJsonObject> send(SentOnce::Press press = SentOnce::Press::MayBeAnew)
    {
        return m_once.send(
            reply,
            [this](const QByteArray &key) {
                return m_client.caseCommand(1, QStringLiteral("reply"), {}, key);
            },
            press);
    }
    Result<QJsonObject> press(SentOnce::Press how = SentOnce::Press::MayBeAnew)
    {
        std::optional<Result<QJsonObject>> answer;
        send(how).then([&answer](const Result<QJsonObject> &came) { answer = came; });
        return answer.value_or(fail(Problem::Kind::Internal, QStringLiteral("No answer")));
    }

    Answers m_answers;
    Duration m_patience{};
    Client m_client{m_answers,
                    [] {
                        return Endpoint{QUrl(QStringLiteral("http://127.0.0.1:1")), {}, {}};
                    },
                    Client::Options{[this] { return m_patience; }, std::chrono::seconds(60), {}}};
    SentOnce m_once;
};

QTEST_GUILESS_MAIN(TestSentOnce)
#include "TestSentOnce.moc"
