// What the desktop is told by the whole window, over a real bus: who is paged acknowledges there, and what
// has been dealt with goes.
#include "console/FakeDesktop.h"
#include "console/FaultyWindow.h"
#include "console/Notifications.h"
#include "console/SessionBus.h"
#include "widgets/Notices.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace slipway::faults;

namespace {

const QString opening = QStringLiteral("default");
const QString button = QStringLiteral("button");

} // namespace

class TestNotifications : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_bus.start());
        QVERIFY(m_home.isValid() && QDir(m_home.path()).mkdir(QStringLiteral("bin")));
        qputenv("XDG_CACHE_HOME", m_home.path().toUtf8());
    }
    void init()
    {
        m_desktop = std::make_unique<FakeDesktop>();
        QVERIFY(m_desktop->start(m_bus.address()));
        m_at = std::make_unique<FaultyWindow>();
        m_at->open();
        QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive() && m_at->session->role(), within);
        m_notifications = std::make_unique<Notifications>(*m_at->session, *m_at->window);
        m_notifications->begin();
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->asked > 0, within);
    }
    void cleanup()
    {
        m_notifications.reset();
        m_at.reset();
        m_desktop.reset();
    }

    void aPageIsAcknowledgedOnTheDesktop()
    {
        m_at->service.on("POST", base + QStringLiteral("pages/7/ack"), [this](const FakeService::Request &) {
            m_at->service.tell(QStringLiteral("case.acknowledged"), QStringLiteral("case/881"));
            return FakeService::Reply::json({});
        });
        page(881, 7);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        QCOMPARE(last().title, QStringLiteral("Case 881"));
        QCOMPARE(last().text, QStringLiteral("You are paged for case 881"));
        QCOMPARE(last().urgency(), 2U);
        QVERIFY(last().actions.contains(QStringLiteral("Acknowledge")));
        m_desktop->click(last().id, button);
        QTRY_COMPARE_WITH_TIMEOUT(m_at->told(QStringLiteral("nobody else is paged for case 881")), 1, within);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 0, within);
        QCOMPARE(m_at->told(QStringLiteral("You are paged")), 0);
        QCOMPARE(m_at->service.count("POST", base + QStringLiteral("pages/7/ack")), std::size_t(1));
        QVERIFY(!m_at->service.last("POST", base + QStringLiteral("pages/7/ack"))->idempotencyKey.isEmpty());
    }

    // The answer was lost: it isn't said to be refused, and pressed again in a pane it has the same key.
    void anAcknowledgementThatIsInDoubt()
    {
        const QString path = base + QStringLiteral("pages/7/ack");
        m_at->service.on("POST", path,
                         [](const FakeService::Request &) { return FakeService::Reply::json({}); });
        QSignalSpy wanted(m_notifications.get(), &Notifications::wanted);
        page(881, 7);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        m_at->service.loseAnswers(1);
        m_desktop->click(last().id, button);
        QTRY_COMPARE_WITH_TIMEOUT(m_at->told(QStringLiteral("it isn't known whether it was done")), 1,
                                  within);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toString(), QStringLiteral("case/881"));
        const QByteArray key = m_at->service.last("POST", path)->idempotencyKey;
        m_desktop->click(last().id, button);
        QTRY_COMPARE_WITH_TIMEOUT(m_at->service.count("POST", path), std::size_t(2), within);
        QCOMPARE(m_at->service.last("POST", path)->idempotencyKey, key);
    }

    void withoutAConnectionItIsOpened()
    {
        QSignalSpy wanted(m_notifications.get(), &Notifications::wanted);
        page(881, 7);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        m_at->service.goAway();
        QTRY_VERIFY_WITH_TIMEOUT(!m_at->session->isLive(), within);
        m_desktop->click(last().id, button, QStringLiteral("token-1"));
        QTRY_COMPARE_WITH_TIMEOUT(wanted.count(), 1, within);
        QCOMPARE(wanted[0][0].toString(), QStringLiteral("case/881"));
        QCOMPARE(wanted[0][1].toByteArray(), QByteArray("token-1"));
        QCOMPARE(m_at->service.count("POST", base + QStringLiteral("pages/7/ack")), std::size_t(0));
    }

    void oneOfEachCaseUntilSomebodyHasHeard_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"case.acknowledged", "case.taken", "case.assigned", "case.solved",
                                 "case.closed", "case.snoozed"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    void oneOfEachCaseUntilSomebodyHasHeard()
    {
        QFETCH(QString, kind);
        m_at->service.tell(QStringLiteral("case.opened"), QStringLiteral("case/881"),
                           {{QStringLiteral("title"), QStringLiteral("Slow")}});
        page(881, 7);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        const uint id = last().id;
        page(881, 8); // again after five minutes
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->all.size(), std::size_t(2), within);
        QCOMPARE(last().id, id);
        QCOMPARE(shown(), 1);
        page(882, 9);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, within);
        m_at->service.tell(kind, QStringLiteral("case/881"), {}, QStringLiteral("jan"));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        QCOMPARE(last().title, QStringLiteral("Case 882"));
        QCOMPARE(m_desktop->closed, std::vector<uint>{id});
        QCOMPARE(m_at->told(QStringLiteral("You are paged for case 881")), 0);
    }

    void whatWasDealtWithMeanwhileIsNotTold()
    {
        m_at->service.cutFeed();
        QTRY_VERIFY_WITH_TIMEOUT(!m_at->session->isLive(), within);
        page(881, 7);
        m_at->service.tell(QStringLiteral("case.acknowledged"), QStringLiteral("case/881"));
        page(882, 8);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        QCOMPARE(last().title, QStringLiteral("Case 882"));
        QCOMPARE(m_desktop->all.size(), std::size_t(1));
    }

    // A snooze makes the next page at once, and it is due when that ends.
    void aPageThatIsDueLater()
    {
        const Instant later = SystemClock().now() + std::chrono::minutes(15);
        m_at->service.tell(QStringLiteral("page.due"), QStringLiteral("case/881"),
                           {{QStringLiteral("to"), m_at->service.user},
                            {QStringLiteral("page"), 7},
                            {QStringLiteral("due"), toText(later)}});
        page(882, 8);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        QCOMPARE(last().title, QStringLiteral("Case 882"));
        m_at->service.tell(QStringLiteral("page.accepted"), QStringLiteral("case/881"),
                           {{QStringLiteral("to"), m_at->service.user}, {QStringLiteral("page"), 7}});
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, within);
        QCOMPARE(last().title, QStringLiteral("Case 881"));
        m_at->service.tell(QStringLiteral("page.accepted"), QStringLiteral("case/882"),
                           {{QStringLiteral("to"), m_at->service.user}, {QStringLiteral("page"), 8}});
        page(883, 9);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 3, within);
        QCOMPARE(m_desktop->all.size(), std::size_t(3));
    }

    void whoMadeTheSound_data()
    {
        QTest::addColumn<bool>("desktopSounds");
        QTest::addColumn<bool>("desktopShows");
        QTest::newRow("the desktop") << true << true;
        QTest::newRow("it can't") << false << true;
        QTest::newRow("it refuses") << true << false;
    }
    void whoMadeTheSound()
    {
        QFETCH(bool, desktopSounds);
        QFETCH(bool, desktopShows);
        const QString heard = usePlayer();
        if (!desktopSounds)
            m_desktop->abilities.removeOne(QStringLiteral("sound"));
        begin();
        page(881, 7);
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within); // so it is known what the desktop can
        QVERIFY(last().isSilent() && !QFile::exists(heard));
        m_notifications->setSound(true);
        m_desktop->refuses = !desktopShows;
        page(882, 8);
        page(883, 9);
        const bool isOurs = !desktopSounds || !desktopShows;
        QTRY_VERIFY_WITH_TIMEOUT(isOurs ? QFile::exists(heard) : shown() == 3, within);
        if (!desktopShows)
            return;
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 3, within);
        const auto sounding = std::count_if(m_desktop->shown.begin(), m_desktop->shown.end(),
                                            [](const auto &one) { return !one.isSilent(); });
        QCOMPARE(int(sounding), isOurs ? 0 : 1); // once, however many came
        QCOMPARE(QFile::exists(heard), isOurs);
        if (!isOurs)
            QVERIFY(QFile::exists(m_desktop->shown[1].soundFile() + m_desktop->shown[2].soundFile()));
    }

    void nothingThatPlaysIsSaidOnce()
    {
        qputenv("PATH", m_home.path().toUtf8());
        m_desktop->abilities.removeOne(QStringLiteral("sound"));
        begin();
        m_notifications->setSound(true);
        // That a case came in is seen; who would be called has to know it.
        QSignalSpy rang(m_notifications.get(), &Notifications::rang);
        m_at->service.tell(QStringLiteral("case.opened"), QStringLiteral("case/880"),
                           {{QStringLiteral("title"), QStringLiteral("Slow")}});
        QTRY_COMPARE_WITH_TIMEOUT(rang.count(), 1, within);
        QCOMPARE(m_at->told(QStringLiteral("No program")), 0);
        page(881, 7);
        QTRY_COMPARE_WITH_TIMEOUT(m_at->told(QStringLiteral("No program here plays Slipway's sound")), 1,
                                  within);
        m_at->window->notices().clear();
        page(882, 8);
        QTRY_COMPARE_WITH_TIMEOUT(m_at->told(QStringLiteral("You are paged for case 882")), 1, within);
        QCOMPARE(m_at->told(QStringLiteral("No program")), 0);
    }

    void aReleaseThatMovedOn()
    {
        const auto tell = [this](const QString &state, const QString &from, const QString &waitsFor) {
            m_at->service.tell(QStringLiteral("release.") + state, QStringLiteral("release/213"),
                               {{QStringLiteral("application"), QStringLiteral("northwind/blog")},
                                {QStringLiteral("from"), from},
                                {QStringLiteral("waits_for"), waitsFor}});
        };
        QWidget other; // somebody looks elsewhere
        other.show();
        other.activateWindow();
        QTRY_VERIFY_WITH_TIMEOUT(!m_at->window->isActiveWindow(), within);
        tell(QStringLiteral("waiting"), QStringLiteral("running"),
             QStringLiteral("operations: retry or abort"));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        QCOMPARE(last().title, QStringLiteral("northwind/blog"));
        QCOMPARE(last().urgency(), 2U);
        QVERIFY(!last().actions.contains(button));
        QSignalSpy wanted(m_notifications.get(), &Notifications::wanted);
        m_desktop->click(last().id, opening);
        QTRY_COMPARE_WITH_TIMEOUT(wanted.count(), 1, within);
        QCOMPARE(wanted[0][0].toString(), QStringLiteral("release/213"));
        tell(QStringLiteral("running"), QStringLiteral("waiting"), {});
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 0, within);
        // Which is news, waits for nobody, and stays.
        tell(QStringLiteral("live"), QStringLiteral("running"), {});
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        QCOMPARE(last().urgency(), 1U);
        m_at->service.tell(QStringLiteral("step.started"), QStringLiteral("application/northwind/blog"), {});
        m_at->service.tell(QStringLiteral("case.opened"), QStringLiteral("case/12"), {});
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, within);
    }

private:
    int shown() const { return int(m_desktop->shown.size()); }
    const FakeDesktop::Notice &last() const { return m_desktop->shown.back(); }
    void page(int number, int id)
    {
        m_at->service.tell(QStringLiteral("page.due"), QStringLiteral("case/%1").arg(number),
                           {{QStringLiteral("to"), m_at->service.user}, {QStringLiteral("page"), id}});
    }
    // Anew, so that it asks the desktop again what it can.
    void begin()
    {
        const int asked = m_desktop->asked;
        m_notifications = std::make_unique<Notifications>(*m_at->session, *m_at->window);
        m_notifications->begin();
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->asked > asked, within);
    }
    // The only one there is; what it returns is there once it has played.
    QString usePlayer()
    {
        const QString heard = m_home.filePath(QStringLiteral("heard"));
        QFile::remove(heard);
        QFile script(m_home.filePath(QStringLiteral("bin/pw-play")));
        if (!script.exists() && script.open(QIODevice::WriteOnly)) {
            script.write("#!/bin/sh\necho \"$1\" >\"" + heard.toUtf8() + "\"\n");
            script.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        }
        qputenv("PATH", m_home.filePath(QStringLiteral("bin")).toUtf8());
        return heard;
    }

    SessionBus m_bus;
    QTemporaryDir m_home;
    std::unique_ptr<FakeDesktop> m_desktop;
    std::unique_ptr<FaultyWindow> m_at;
    std::unique_ptr<Notifications> m_notifications;
};

QTEST_MAIN(TestNotifications)
#include "TestNotifications.moc"
