// A mail server that hangs holds up no other method, no other person, no notice, and no page behind a reply.
#include "notify/BadSmtp.h"
#include "notify/SmtpCatcher.h"
#include "service/support/ClockKeeper.h"
#include "support/SupportFixture.h"

#include <QElapsedTimer>

#include <future>

using namespace slipway;
using namespace slipway::test;
using slipway::testing::BadSmtp;
using slipway::testing::SmtpCatcher;

namespace {

const QString topic = QStringLiteral("https://push.example/eva");
const QJsonObject byMail{{QStringLiteral("kind"), QStringLiteral("mail")}, {QStringLiteral("to"), eva}};
const QJsonObject byPush{{QStringLiteral("kind"), QStringLiteral("push")}, {QStringLiteral("url"), topic}};

MailRoute::Server serverAt(int port)
{
    return [port] { return SmtpServer{{QStringLiteral("127.0.0.1"), port}, {}, {}, {}, {}}; };
}

} // namespace

class TestSlowServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anotherMethodIsUsedMeanwhile_data()
    {
        QTest::addColumn<BadSmtp::Talk>("talk");
        QTest::newRow("silent") << BadSmtp::Talk(BadSmtp::silent);
        QTest::newRow("a byte a second") << BadSmtp::drip(1000);
        QTest::newRow("drops") << BadSmtp::Talk(BadSmtp::dropInData);
    }

    void anotherMethodIsUsedMeanwhile()
    {
        QFETCH(BadSmtp::Talk, talk);
        BadSmtp bad(talk);
        SupportFixture f;
        f.setMethods(QStringLiteral("eva"), {byMail, byPush});
        const qint64 id = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] { return !f.pages(id).empty(); }));
        MailRoute route(serverAt(bad.port()), {});
        CasePost post(*f.store, f.pager, *f.desk, route, Way::Mail);
        QElapsedTimer took;
        took.start();
        post.start();
        QVERIFY(QTest::qWaitFor(
            [&] {
                must(f.runners->runOne());
                return !f.others.tried.empty();
            },
            20000));
        QVERIFY2(took.elapsed() < 15000, qPrintable(QString::number(took.elapsed())));
        QCOMPARE(f.others.places(), QStringList(topic));
        post.stop();
        QVERIFY(!f.pages(id).front().accepted && !f.pages(id).front().refused);
        f.travel(5s);
        QVERIFY(f.untilTaken(1)); // by a server that is well; it is the same page
        QVERIFY(f.pages(id).front().accepted);
    }

    // Not only of those that are read at once.
    void allThatWaitAreLeftToOtherMethods()
    {
        SupportFixture f;
        f.setMethods(QStringLiteral("eva"), {byMail, byPush});
        f.server.answer = [](const MailMessage &) {
            return SmtpOutcome{SmtpOutcome::Kind::Away, QStringLiteral("no answer"), false};
        };
        constexpr std::size_t many = 70;
        for (std::size_t i = 0; i < many; ++i)
            f.request();
        QTRY_COMPARE_WITH_TIMEOUT(f.count("page.due"), static_cast<int>(many), 20000);
        must(f.post->round());
        QCOMPARE(f.server.tried.size(), 1U);
        while (must(f.runners->runOne()))
            ;
        QCOMPARE(f.others.tried.size(), many);
    }

    void noPageWaitsBehindAReply()
    {
        std::promise<void> released;
        auto goesOn = released.get_future().share();
        std::atomic<bool> hangs = false;
        SmtpCatcher catcher;
        catcher.answer = [&](const QByteArray &line) -> QByteArray {
            if (line.startsWith("RCPT") && line.contains(maria.toUtf8())) {
                hangs = true;
                goesOn.wait();
            }
            return {};
        };
        QVERIFY(catcher.start());
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->reply(id, QStringLiteral("We look at it."), QStringLiteral("eva")));
        MailRoute route(serverAt(catcher.port()), {});
        MailRoute replyRoute(serverAt(catcher.port()), {}, MailRoute::replyPatience);
        CasePost pages(*f.store, f.pager, *f.desk, route, Way::Mail);
        CasePost replies(*f.store, f.pager, *f.desk, replyRoute, Way::Reply);
        pages.start();
        replies.start();
        QTRY_VERIFY(hangs);
        const qint64 other = f.request().caseId;
        QTRY_VERIFY(!f.pages(other).empty() && f.pages(other).front().accepted);
        released.set_value();
        QTRY_COMPARE(catcher.caught().size(), 2U);
    }

    void noNoticeWaitsBehindADelivery()
    {
        SupportFixture f;
        std::promise<void> released;
        auto goesOn = released.get_future().share();
        std::atomic<bool> hangs = false;
        f.server.answer = [&](const MailMessage &) {
            hangs = true;
            goesOn.wait();
            return SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
        };
        f.request();
        CasePost pages(*f.store, f.pager, *f.desk, f.server, Way::Mail);
        ClockKeeper clocks(*f.store, *f.desk);
        pages.start();
        clocks.start();
        QTRY_VERIFY(hangs);
        f.clock.advance(2h);
        QTRY_COMPARE(f.count("case.breached"), 1); // it looks by itself
        f.clock.advance(12s);
        QTRY_COMPARE(clocks.behind(), Duration(0));
        clocks.stop();
        released.set_value();
        pages.stop();
    }
};

QTEST_GUILESS_MAIN(TestSlowServer)

#include "TestSlowServer.moc"
