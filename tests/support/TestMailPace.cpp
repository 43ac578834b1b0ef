// A mail server that takes nothing is asked with one mail about every second, and what waits goes out as soon
// as that was taken. Who is turned away alone holds up nobody else.
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

namespace {

const SmtpOutcome taken{SmtpOutcome::Kind::Taken, {}, false};
const SmtpOutcome nobody{SmtpOutcome::Kind::Away, QStringLiteral("no answer"), false};
const SmtpOutcome denied{SmtpOutcome::Kind::Away, QStringLiteral("535 who?"), false, false, true};
const SmtpOutcome midway{SmtpOutcome::Kind::Away, QStringLiteral("hung up"), false, true, false};
const SmtpOutcome grey{SmtpOutcome::Kind::Later, QStringLiteral("451 not now"), true};
const SmtpOutcome crowded{SmtpOutcome::Kind::Later, QStringLiteral("452 no room"), false};
const QString topic = QStringLiteral("https://push.example/eva");
const QJsonObject byMail{{QStringLiteral("kind"), QStringLiteral("mail")}, {QStringLiteral("to"), eva}};
const QJsonObject byPush{{QStringLiteral("kind"), QStringLiteral("push")}, {QStringLiteral("url"), topic}};
const Instant began(std::chrono::sys_days(std::chrono::year(2023) / 11 / 14));

} // namespace

class TestMailPace : public QObject
{
    Q_OBJECT

    // How often it was asked in so long, a tenth of a second at a time.
    static std::size_t asked(SupportFixture &f, Duration during)
    {
        const std::size_t before = f.server.tried.size();
        for (Duration passed{}; passed < during; passed += 100ms) {
            f.clock.advance(100ms);
            while (must(f.post->round()))
                ;
        }
        return f.server.tried.size() - before;
    }
    // So many pages for eva are there.
    static bool wait(SupportFixture &f, std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i)
            f.request();
        return QTest::qWaitFor([&] { return f.count("page.due") >= static_cast<int>(count); }, 20000);
    }

private Q_SLOTS:
    void itIsAskedLessOften_data()
    {
        QTest::addColumn<QList<int>>("pauses");
        QTest::addColumn<int>("which");
        QTest::newRow("the server") << QList<int>{250, 500, 1000, 1000, 1000} << 0;
        QTest::newRow("a sign-in") << QList<int>{250, 500, 1000, 2000, 4000, 4000} << 1;
        QTest::newRow("in a message") << QList<int>{250, 500, 1000, 1000} << 2;
    }
    void itIsAskedLessOften()
    {
        QFETCH(QList<int>, pauses);
        QFETCH(int, which);
        const SmtpOutcome &outcome = which == 0 ? nobody : which == 1 ? denied : midway;
        MailPace pace;
        Instant now = began;
        QVERIFY(pace.mayAsk(now) && !pace.isAway());
        for (const int pause : pauses) {
            pace.note(eva, outcome, now);
            QVERIFY(pace.isAway());
            QVERIFY(!pace.mayAsk(now + std::chrono::milliseconds(pause) - 1us));
            QCOMPARE(pace.next(now), std::optional(now + std::chrono::milliseconds(pause)));
            now += std::chrono::milliseconds(pause);
            QVERIFY(pace.mayAsk(now));
        }
        pace.note(eva, taken, now);
        QVERIFY(!pace.isAway());
        pace.note(eva, outcome, now);
        QVERIFY(pace.mayAsk(now + 250ms)); // from the beginning
    }

    void oneRecipientRestsAlone()
    {
        MailPace pace;
        for (int i = 0; i < 6; ++i)
            pace.note(eva, grey, began);
        QVERIFY(pace.mayAsk(began));
        QCOMPARE(pace.resting(began + 2s - 1us), std::set<QString>{eva});
        QCOMPARE(pace.saidOf(eva), grey);
        pace.note(jan, taken, began);
        QCOMPARE(pace.next(began), std::optional(began + 2s));
        QVERIFY(pace.resting(began + 2s).empty());
        pace.note(eva, taken, began + 2s);
        QVERIFY(pace.resting(began).empty());
        pace.note({}, grey, began); // each is asked for by itself
        QVERIFY(pace.mayAsk(began) && pace.resting(began).empty());
    }

    // What one mail alone is turned away for is nobody else's; of several it is the server.
    void severalInARowAreTheServers()
    {
        MailPace pace;
        for (const SmtpOutcome &between : {taken, SmtpOutcome{SmtpOutcome::Kind::Refused, {}, false}}) {
            pace.note(eva, crowded, began);
            pace.note(jan, crowded, began);
            QVERIFY(pace.mayAsk(began) && pace.resting(began).empty());
            pace.note(eva, between, began);
        }
        for (int i = 0; i < 3; ++i)
            pace.note(eva, crowded, began);
        QVERIFY(pace.isAway() && !pace.mayAsk(began));
        QCOMPARE(pace.saidOf(jan), crowded);
        pace.note(eva, crowded, began + 250ms);
        QCOMPARE(pace.next(began + 250ms), std::optional(began + 750ms));
        pace.note(eva, taken, began + 750ms);
        QVERIFY(!pace.isAway());
    }

    void aClockThatIsSetBackEndsThePause()
    {
        MailPace pace;
        pace.note(eva, nobody, began);
        pace.note(eva, grey, began); // and it answers
        pace.note(jan, nobody, began);
        QVERIFY(pace.mayAsk(began - 1h));
        QVERIFY(pace.resting(began - 1h).empty());
        QVERIFY(!pace.next(began - 1h));
    }

    void whatIsWrongIsntTheMailsFault_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<bool>("isPage");
        QTest::addColumn<int>("longest");
        QTest::newRow("nobody answers") << 0 << true << 1000;
        QTest::newRow("nobody answers a reply") << 0 << false << 1000;
        QTest::newRow("it hung up") << 1 << true << 4000;
        QTest::newRow("a recipient") << 2 << true << 2000;
        QTest::newRow("a customer") << 2 << false << 4000;
        QTest::newRow("a message") << 3 << true << 4000;
    }
    void whatIsWrongIsntTheMailsFault()
    {
        QFETCH(int, which);
        QFETCH(bool, isPage);
        QFETCH(int, longest);
        const std::vector<SmtpOutcome> outcomes{nobody, midway, grey, crowded};
        const Duration pause = MailPace::longestFor(outcomes.at(static_cast<std::size_t>(which)), isPage);
        QCOMPARE(pause, Duration(std::chrono::milliseconds(longest)));
        QCOMPARE(pauseAfter(100, pause), pause);
    }

    void aServerThatIsAwayIsAskedOnceASecond()
    {
        SupportFixture f;
        constexpr std::size_t many = 40;
        bool isAway = true;
        f.server.answer = [&](const MailMessage &) { return isAway ? nobody : taken; };
        QVERIFY(wait(f, many));
        must(f.post->round());
        QCOMPARE(f.server.tried.size(), 1U);
        const std::size_t probes = asked(f, 120s);
        QVERIFY2(probes >= 105 && probes <= 122, qPrintable(QString::number(probes)));
        isAway = false;
        f.clock.advance(1s);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), many);
    }

    void aServerThatTakesNothingNowIsAskedOnceASecond()
    {
        SupportFixture f;
        constexpr std::size_t many = 40;
        bool isCrowded = true;
        f.server.answer = [&](const MailMessage &) { return isCrowded ? crowded : taken; };
        QVERIFY(wait(f, many));
        const std::size_t probes = asked(f, 60s);
        QVERIFY2(probes >= 50 && probes <= 66, qPrintable(QString::number(probes)));
        isCrowded = false;
        asked(f, 4s);
        QCOMPARE(f.server.taken.size(), many);
    }

    void theMostUrgentOneIsAskedWith()
    {
        SupportFixture f;
        f.server.answer = [](const MailMessage &) { return nobody; };
        const qint64 id = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] { return !f.pages(id).empty(); }));
        must(f.post->round());
        const qint64 urgent = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] { return !f.pages(urgent).empty(); }));
        must(f.store->write([&](Transaction &transaction) -> Result<void> {
            const auto set = transaction.execute(
                QStringLiteral("UPDATE case_mail SET urgency = 0 WHERE case_id = ?"), {urgent});
            return set ? Result<void>() : Failure(set.error());
        }));
        f.clock.advance(1s);
        must(f.post->round());
        QCOMPARE(f.server.tried.size(), 2U);
        QVERIFY(f.server.tried.back().id() != f.server.tried.front().id());
        f.clock.advance(1s);
        must(f.post->round());
        QCOMPARE(f.server.tried.back().id(), f.server.tried.at(1).id());
    }

    // What waits is in the store, how long it was waited isn't: the next service asks by itself.
    void theServiceMayDieMeanwhile()
    {
        SupportFixture f;
        bool isAway = true;
        f.server.answer = [&](const MailMessage &) { return isAway ? nobody : taken; };
        QVERIFY(wait(f, 3));
        QVERIFY(asked(f, 10s) >= 9);
        const std::size_t tries = f.server.tried.size();
        f.restart();
        isAway = false;
        f.clock.advance(1s);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), 3U);
        QCOMPARE(f.server.tried.size(), tries + 3);
        QSet<QString> ids;
        for (const MailMessage &message : f.server.tried)
            ids.insert(message.id());
        QCOMPARE(ids.size(), 3); // the same again and again
    }

    // A server may choke on one mail; the others go out between its tries.
    void oneMailThatChokesItHoldsUpNoOther()
    {
        SupportFixture f;
        QString bad;
        f.server.answer = [&](const MailMessage &message) {
            if (bad.isEmpty())
                bad = message.id();
            return message.id() == bad ? midway : taken;
        };
        QVERIFY(wait(f, 30));
        must(f.post->round());
        const std::size_t tries = asked(f, 60s);
        QCOMPARE(f.server.taken.size(), 29U);
        QVERIFY2(tries - 29 >= 14 && tries - 29 <= 20, qPrintable(QString::number(tries)));
    }

    void whoIsTurnedAwayIsAskedForWithOnePage()
    {
        SupportFixture f;
        f.setMethods(QStringLiteral("eva"), {byMail, byPush});
        constexpr std::size_t many = 30;
        bool isGrey = true;
        f.server.answer = [&](const MailMessage &message) {
            return isGrey && message.to.value(0) == eva ? grey : taken;
        };
        QVERIFY(wait(f, many));
        must(f.post->round());
        QCOMPARE(f.server.tried.size(), 1U);
        while (must(f.runners->runOne()))
            ;
        QCOMPARE(f.others.tried.size(), many); // all of them by the other method, at once
        const std::size_t probes = asked(f, 60s);
        QVERIFY2(probes >= 29 && probes <= 33, qPrintable(QString::number(probes)));
        const std::size_t before = f.others.tried.size();
        f.request(); // while she rests
        QVERIFY(QTest::qWaitFor([&] { return f.count("page.due") > static_cast<int>(2 * many); }));
        while (must(f.post->round()))
            ;
        QVERIFY(must(f.runners->runOne()));
        QCOMPARE(f.others.tried.size(), before + 1);
        isGrey = false;
        f.clock.advance(2s);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), many + 1);
    }

    void whoIsTurnedAwayHoldsUpNobodyElse()
    {
        SupportFixture f;
        f.server.answer = [&](const MailMessage &message) {
            return message.to.value(0) == eva ? grey : taken;
        };
        const qint64 id = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] { return !f.pages(id).empty(); }));
        must(f.post->round());
        must(f.desk->own(id, QStringLiteral("max"), QStringLiteral("eva"))); // who is told by mail
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.server.recipients(), QStringList(max));
    }

    // In one thread with the clock of the wall: it doesn't go round without end, and notices by itself.
    void itNoticesByItself()
    {
        SystemClock wall;
        SupportFixture f(wall);
        std::atomic<bool> isAway = true;
        std::atomic<int> asked = 0;
        f.server.answer = [&](const MailMessage &) {
            ++asked;
            return isAway ? nobody : taken;
        };
        const qint64 id = f.request().caseId;
        std::atomic<int> rounds = 0;
        CasePost post(*f.store, f.pager, *f.desk, f.server, Way::Mail);
        post.start([&] { ++rounds; });
        QTRY_VERIFY_WITH_TIMEOUT(asked >= 4, 20000);
        QVERIFY2(rounds < 50, qPrintable(QString::number(rounds)));
        isAway = false;
        QTRY_VERIFY_WITH_TIMEOUT(f.pages(id).front().accepted, 5000);
        post.stop();
    }
};

QTEST_GUILESS_MAIN(TestMailPace)

#include "TestMailPace.moc"
