// A page's link acts once, whatever it does; what follows is done by the next one, which nobody else gets.
#include "service/store/Connection.h"
#include "support/LinksFixture.h"

#include <thread>

using namespace slipway;
using namespace slipway::test;

using What = LinkDesk::Acted::What;
using Verb = PageAnswer::Verb;

namespace {

const QString form = QStringLiteral("0123456789abcdef");
const PageAnswer acknowledge = answerOf(Verb::Acknowledge);

} // namespace

Q_DECLARE_METATYPE(slipway::LinkDesk::Acted::What)
Q_DECLARE_METATYPE(slipway::PageAnswer)

class TestSingleUse : public QObject
{
    Q_OBJECT

    // Whoever finds it sees that it was used, and nothing of the case.
    static bool tellsOnlyItsUse(SupportFixture &f, const QString &token, const char *action)
    {
        const auto view = must(f.links->page(token));
        return view.used && view.used->action == QLatin1String(action) && view.about == Case() &&
               view.words.isEmpty() && view.done.empty() && view.others.isEmpty();
    }

private Q_SLOTS:
    void itAcknowledgesOnce()
    {
        Paged f;
        QVERIFY(must(f.act("ack", acknowledge)).what == What::Now);
        QCOMPARE(f.find(f.id).acknowledgedBy, QStringLiteral("eva"));
        QVERIFY(f.pages(f.id).front().acknowledged);
        const auto again = must(f.links->act(f.tokenOf(0), QStringLiteral("ack"), acknowledge));
        QVERIFY(again.what == What::Before && again.next.isEmpty());
        QCOMPARE(f.count("case.acknowledged"), 1);
        QVERIFY(f.untilEnded(f.find(f.id).runId));
    }

    // Acknowledged, taken, answered twice and closed from a phone: by one link after the other.
    void oneLeadsToTheNext()
    {
        Paged f;
        const std::vector<std::pair<const char *, PageAnswer>> steps{
            {"ack", acknowledge},
            {"take", answerOf(Verb::Take)},
            {"reply", answerOf(Verb::Reply, QStringLiteral("We look into it."))},
            {"reply", answerOf(Verb::Reply, QStringLiteral("It was the cache."))},
            {"close", answerOf(Verb::Close)}};
        QStringList used;
        for (const auto &[action, answer] : steps) {
            const auto view = must(f.links->page(f.token));
            QVERIFY(!view.used);
            QCOMPARE(view.done.size(), static_cast<std::size_t>(used.size()));
            QCOMPARE(view.about.id, f.id);
            used.append(f.token);
            QVERIFY(must(f.act(action, answer)).what == What::Now);
            QVERIFY(!used.contains(f.token));
        }
        for (std::size_t i = 0; i < steps.size(); ++i)
            QVERIFY(tellsOnlyItsUse(f, used[static_cast<qsizetype>(i)], steps[i].first));
        const Case about = f.find(f.id);
        QCOMPARE(about.owner, QStringLiteral("eva"));
        QVERIFY(about.state == CaseState::Closed);
        QCOMPARE(f.count("case.replied"), 2);
        QVERIFY(f.untilTaken(3));
        QCOMPARE(f.server.recipients(), (QStringList{eva, maria, maria}));
        QCOMPARE(must(f.links->page(f.token)).done.size(), steps.size());
        QCOMPARE(f.act("ack", acknowledge).error().kind, Problem::Kind::Conflict);
    }

    void aUsedLinkDoesNothingElse()
    {
        Paged f;
        const QString mailed = f.token;
        must(f.act("ack", acknowledge, form));
        const Case before = f.find(f.id);
        for (const auto &[action, answer] : std::vector<std::pair<QString, PageAnswer>>{
                 {QStringLiteral("take"), answerOf(Verb::Take)},
                 {QStringLiteral("reply"), answerOf(Verb::Reply, QStringLiteral("Hello"))},
                 {QStringLiteral("assign"), answerOf(Verb::Assign, QStringLiteral("jan"))},
                 {QStringLiteral("snooze"), answerOf(Verb::Snooze, {}, 15min)},
                 {QStringLiteral("solve"), answerOf(Verb::Solve)},
                 {QStringLiteral("close"), answerOf(Verb::Close)}}) {
            const auto found = must(f.links->act(mailed, action, answer));
            QVERIFY(found.what == What::Otherwise && found.next.isEmpty());
            QCOMPARE(found.use.action, QStringLiteral("ack"));
            // Whose page it was that acknowledged may go on, but not by this one.
            const auto theirs = must(f.links->act(mailed, action, answer, form));
            QVERIFY(theirs.what == What::Otherwise);
            QCOMPARE(theirs.next, f.token);
        }
        QCOMPARE(f.find(f.id), before);
        QCOMPARE(f.count("case.snoozed") + f.count("case.replied") + f.count("case.taken"), 0);
        QVERIFY(!must(f.links->page(f.token)).used);
    }

    void theSameAgainIsDoneOnce_data()
    {
        QTest::addColumn<PageAnswer>("first");
        QTest::addColumn<QString>("formThen");
        QTest::addColumn<PageAnswer>("again");
        QTest::addColumn<QString>("formNow");
        QTest::addColumn<What>("what");
        QTest::addColumn<bool>("goesOn");
        const PageAnswer words = answerOf(Verb::Reply, QStringLiteral("We look into it."));
        const PageAnswer others = answerOf(Verb::Reply, QStringLiteral("We look into it"));
        const QString other(16, QLatin1Char('b'));
        QTest::newRow("the same form") << words << form << words << form << What::Before << true;
        QTest::newRow("the same words") << words << form << words << other << What::Before << false;
        QTest::newRow("by no form") << words << form << words << QString() << What::Before << false;
        QTest::newRow("it was no form") << words << QString() << words << form << What::Before << false;
        QTest::newRow("never a form") << words << QString() << words << QString() << What::Before << false;
        QTest::newRow("other words") << words << form << others << other << What::Otherwise << false;
        QTest::newRow("other words, its form") << words << form << others << form << What::Otherwise << true;
        const PageAnswer short_ = answerOf(Verb::Snooze, {}, 5min);
        const PageAnswer long_ = answerOf(Verb::Snooze, {}, 15min);
        QTest::newRow("snoozed as long") << short_ << form << short_ << form << What::Before << true;
        QTest::newRow("snoozed longer") << short_ << form << long_ << QString() << What::Otherwise << false;
        const PageAnswer toJan = answerOf(Verb::Assign, QStringLiteral("jan"));
        const PageAnswer toMax = answerOf(Verb::Assign, QStringLiteral("max"));
        QTest::newRow("to the same") << toJan << form << toJan << QString() << What::Before << false;
        QTest::newRow("to another") << toJan << form << toMax << QString() << What::Otherwise << false;
    }

    void theSameAgainIsDoneOnce()
    {
        QFETCH(PageAnswer, first);
        QFETCH(QString, formThen);
        QFETCH(PageAnswer, again);
        QFETCH(QString, formNow);
        QFETCH(What, what);
        QFETCH(bool, goesOn);
        Paged f;
        const QString action = first.verb == Verb::Reply    ? QStringLiteral("reply")
                               : first.verb == Verb::Snooze ? QStringLiteral("snooze")
                                                            : QStringLiteral("assign");
        const auto done = must(f.links->act(f.token, action, first, formThen));
        QVERIFY(done.what == What::Now && done.next == f.tokenOf(1));
        const auto events = [&] {
            return must(f.store->read(
                [](Reader &reader) { return reader.integer(QStringLiteral("SELECT count(*) FROM event")); }));
        };
        const qint64 before = events();
        f.clock.advance(1min);
        const auto repeated = must(f.links->act(f.token, action, again, formNow));
        QVERIFY(repeated.what == what);
        QCOMPARE(repeated.next, goesOn ? f.tokenOf(1) : QString());
        QCOMPARE(repeated.use.at, done.use.at);
        QCOMPARE(events(), before);
    }

    // Whatever is posted at the same moment: one of it is done.
    void atOnceOneIsDone()
    {
        Paged f;
        std::vector<std::thread> people;
        std::atomic<int> done = 0;
        std::atomic<int> refused = 0;
        for (int i = 0; i < 8; ++i) {
            people.emplace_back([&, i] {
                const auto acted = f.links->act(f.token, QStringLiteral("reply"),
                                                answerOf(Verb::Reply, QStringLiteral("Words %1").arg(i)));
                done += acted && acted->what == What::Now ? 1 : 0;
                refused += acted && acted->what == What::Otherwise ? 1 : 0;
            });
        }
        for (std::thread &one : people)
            one.join();
        QCOMPARE(done.load(), 1);
        QCOMPARE(refused.load(), 7);
        QCOMPARE(f.count("case.replied"), 1);
    }

    // What wasn't done leaves it as it was.
    void whatFailsUsesNothing()
    {
        Paged f;
        const QString mailed = f.token;
        QCOMPARE(f.act("assign", answerOf(Verb::Assign, QStringLiteral("mallory"))).error().kind,
                 Problem::Kind::Invalid);
        QVERIFY(!must(f.links->page(mailed)).used);
        QVERIFY(must(f.act("assign", answerOf(Verb::Assign, QStringLiteral("jan")))).what == What::Now);
        QCOMPARE(f.find(f.id).owner, QStringLiteral("jan"));
    }

    void eachPageHasItsOwn()
    {
        Paged f;
        QVERIFY(f.untilWaiting(f.id));
        f.travel(5min);
        QVERIFY(f.untilTaken(2));
        const QString second = tokenIn(f.server.taken.back().data, "/p/");
        must(f.act("ack", acknowledge));
        QVERIFY(!must(f.links->page(second)).used);
        QVERIFY(must(f.links->act(second, QStringLiteral("take"), answerOf(Verb::Take))).what == What::Now);
        QVERIFY(!must(f.links->page(f.token)).used);
    }

    void theNextExpiresWithItsPage()
    {
        Paged f;
        const QString mailed = f.token;
        must(f.act("ack", acknowledge, form));
        f.clock.advance(SignedLinks::pageLife);
        for (const QString &token : {mailed, f.token}) {
            QCOMPARE(f.links->page(token).error().kind, Problem::Kind::Forbidden);
            QCOMPARE(f.links->act(token, QStringLiteral("ack"), acknowledge, form).error().kind,
                     Problem::Kind::Forbidden);
        }
    }

    void itOutlivesTheService()
    {
        Paged f;
        const QString mailed = f.token;
        must(f.act("ack", acknowledge, form));
        f.restart();
        QVERIFY(tellsOnlyItsUse(f, mailed, "ack"));
        QCOMPARE(must(f.links->act(mailed, QStringLiteral("ack"), acknowledge, form)).next, f.token);
        QVERIFY(must(f.act("take", answerOf(Verb::Take))).what == What::Now);
    }

    // Until this was so a link did each action once.
    void whatWasUsedBeforeStaysUsed()
    {
        Paged f;
        const QString page = QString::number(f.pages(f.id).front().id);
        f.closeService();
        {
            auto connection = must(Connection::open(f.folder.filePath(QStringLiteral("slipway.db")),
                                                    Connection::Use::Write, 1s));
            for (const QString &sql :
                 {QStringLiteral("DELETE FROM schema_migration WHERE number = 68"),
                  QStringLiteral("DROP TABLE link_use"),
                  QStringLiteral(
                      "CREATE TABLE page_link_use (page_id INTEGER NOT NULL REFERENCES case_page (id), "
                      "action TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (page_id, action))"),
                  QStringLiteral(
                      "INSERT INTO page_link_use VALUES (%1, 'take', '2023-11-14T10:02:00.000000Z'), "
                      "(%1, 'snooze', '2023-11-14T10:01:00.000000Z')")
                      .arg(page)})
                must(connection->run(sql));
        }
        f.openService();
        QVERIFY(tellsOnlyItsUse(f, f.token, "snooze"));
        QVERIFY(tellsOnlyItsUse(f, f.tokenOf(1), "take"));
        QVERIFY(must(f.links->act(f.token, QStringLiteral("take"), answerOf(Verb::Take))).what ==
                What::Otherwise);
        QCOMPARE(must(f.links->page(f.tokenOf(2))).done.size(), 2U);
    }
};

QTEST_GUILESS_MAIN(TestSingleUse)

#include "TestSingleUse.moc"
