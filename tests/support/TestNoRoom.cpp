// The store can't be written for a while, as on a full disk: mail is refused and taken later, a page that is
// due goes out once there is room, and one that went out meanwhile doesn't go out again.
#include "support/SupportFixture.h"

#include <csignal>
#include <optional>
#include <sys/resource.h>

using namespace slipway;
using namespace slipway::test;

namespace {

// No file of this process grows while it lives.
class NoRoom
{
public:
    NoRoom()
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit none = m_before;
        none.rlim_cur = 1;
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~NoRoom() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(NoRoom)

private:
    rlimit m_before{};
};

} // namespace

class TestNoRoom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ::signal(SIGXFSZ, SIG_IGN); }

    void mailIsRefusedAndTakenLater()
    {
        SupportFixture f;
        const QByteArray raw = f.mail("maria@northwind.example");
        {
            const NoRoom full;
            for (int i = 0; i < 3; ++i) {
                const auto refused = f.intake->take(raw, QStringLiteral("mta"));
                QVERIFY(!refused);
                QCOMPARE(refused.error().kind, Problem::Kind::Unavailable);
            }
        }
        const TakenMail taken = f.take(raw);
        QCOMPARE(f.take(raw).toJson(), taken.toJson());
        QCOMPARE(f.count("case.opened"), 1);
        QCOMPARE(f.messages(taken.caseId).size(), 1U);
        QVERIFY(f.untilTaken(1));
    }

    void whatIsDueGoesOutOnceThereIsRoom()
    {
        SupportFixture f;
        const Instant opened = f.clock.now();
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        QVERIFY(f.untilWaiting(id));
        {
            const NoRoom full;
            f.travel(5min);
            QVERIFY(QTest::qWaitFor(
                [&] {
                    f.travel(1ms); // it is noticed that it isn't written
                    return f.engine->behind() >= 100ms;
                },
                10000));
            QVERIFY(!must(f.post->round()));
            QCOMPARE(f.pages(id).size(), 1U);
        }
        f.travel(10s); // longer than it waits between two tries
        QVERIFY(f.untilTaken(2));
        const CasePage late = f.pages(id).at(1);
        QCOMPARE(late.step, QStringLiteral("on-duty-again"));
        QCOMPARE(toText(late.due), toText(opened + 5min));
        QCOMPARE(*late.latenessMs(), (f.clock.now() - late.due) / 1ms);
        f.travel(1min);
        QVERIFY(!must(f.post->round()));
        QCOMPARE(f.server.recipients(), QStringList({eva, eva}));
        QCOMPARE(f.pages(id).size(), 2U);
    }

    void whatWentOutMeanwhileDoesntGoAgain()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] { return !f.pages(id).empty(); }));
        const Instant handedOver = f.clock.now();
        std::optional<NoRoom> full;
        f.server.answer = [&full](const MailMessage &) {
            full.emplace();
            return SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
        };
        for (int i = 0; i < 3; ++i) {
            QVERIFY(!f.post->round());
            QCOMPARE(f.server.tried.size(), 1U);
            QVERIFY(!f.pages(id).front().accepted);
            f.travel(1s);
        }
        full.reset();
        f.server.answer = {};
        must(f.post->round());
        QCOMPARE(f.pages(id).front().accepted, std::optional(handedOver));
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.tried.size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestNoRoom)

#include "TestNoRoom.moc"
