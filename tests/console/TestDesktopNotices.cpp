// Notices by the desktop's service, over a real bus: as the protocol says, and where the service is slow,
// knows little, refuses, ends, or isn't there.
#include "console/DesktopNotices.h"
#include "console/FakeDesktop.h"
#include "console/SessionBus.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace std::chrono_literals;

namespace {

constexpr int within = 20000; // ms
const QString opening = QStringLiteral("default");
const QString button = QStringLiteral("button");

DesktopNotice page(int number, const QString &text = QStringLiteral("You are paged"))
{
    return {QStringLiteral("case/%1").arg(number),
            QStringLiteral("Case %1").arg(number),
            text,
            QStringLiteral("x-slipway.page"),
            QStringLiteral("Acknowledge"),
            QStringLiteral("/sounds/call.wav"),
            true};
}

DesktopNotice arrival(int number, const QString &text = QStringLiteral("It came in"))
{
    return {QStringLiteral("case/%1").arg(number),
            QStringLiteral("Case %1").arg(number),
            text,
            QStringLiteral("x-slipway.case"),
            {},
            {},
            false};
}

} // namespace

class TestDesktopNotices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_bus.start()); }
    void init()
    {
        m_desktop = std::make_unique<FakeDesktop>();
        QVERIFY(m_desktop->start(m_bus.address()));
        begin(3s);
    }
    void cleanup()
    {
        m_notices.reset();
        m_desktop.reset();
    }

    void whatItSays()
    {
        m_notices->show(page(12));
        m_notices->show(arrival(13));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, within);
        const FakeDesktop::Notice &urgent = m_desktop->shown[0];
        QCOMPARE(urgent.application, QStringLiteral("Slipway"));
        QCOMPARE(urgent.icon, QStringLiteral("slipway"));
        QCOMPARE(urgent.title, QStringLiteral("Case 12"));
        QCOMPARE(urgent.text, QStringLiteral("You are paged"));
        QCOMPARE(urgent.urgency(), 2U);
        QCOMPARE(urgent.lasts, 0); // until somebody closes it
        QCOMPARE(urgent.hints.value(QStringLiteral("desktop-entry")).toString(), QStringLiteral("slipway"));
        QCOMPARE(urgent.hints.value(QStringLiteral("category")).toString(), QStringLiteral("x-slipway.page"));
        QCOMPARE(urgent.soundFile(), QStringLiteral("/sounds/call.wav"));
        QVERIFY(!urgent.isSilent());
        QCOMPARE(urgent.actions,
                 (QStringList{opening, QStringLiteral("Show it"), button, QStringLiteral("Acknowledge")}));
        const FakeDesktop::Notice &calm = m_desktop->shown[1];
        QCOMPARE(calm.urgency(), 1U);
        QCOMPARE(calm.lasts, -1);
        QVERIFY(calm.isSilent());
        QVERIFY(calm.soundFile().isEmpty());
        QCOMPARE(calm.actions.size(), 2);
        QCOMPARE(m_desktop->asked, 1);
    }

    void oneOfEachThing()
    {
        m_notices->show(page(12));
        m_notices->show(page(12, QStringLiteral("again"))); // before it is known what the desktop can
        m_notices->show(page(13));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, within);
        QTRY_VERIFY_WITH_TIMEOUT(idOf(QStringLiteral("again")) != 0, within);
        const uint id = idOf(QStringLiteral("again"));
        m_desktop->isSlow = true;
        m_notices->show(page(12, QStringLiteral("a third time")));
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->all.size(), std::size_t(3), within);
        m_notices->show(page(12, QStringLiteral("a fourth")));
        m_notices->show(page(12, QStringLiteral("a fifth"))); // while the third is on its way
        m_desktop->letGo();
        QTRY_COMPARE_WITH_TIMEOUT(idOf(QStringLiteral("a fifth")), id, within);
        QCOMPARE(m_desktop->all.size(), std::size_t(4));
        QCOMPARE(shown(), 2);
        m_notices->withdraw(QStringLiteral("case/12"));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        QCOMPARE(m_desktop->closed, std::vector<uint>{id});
        QCOMPARE(m_desktop->shown[0].title, QStringLiteral("Case 13"));
        m_notices->withdraw(QStringLiteral("case/99")); // of which nothing was said
        m_notices.reset();                              // nobody would hear a click
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 0, within);
        QCOMPARE(m_desktop->closed.size(), std::size_t(2));
    }

    void markupIsText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("hasMarkup");
        QTest::addColumn<QString>("sent");
        const QString nasty = QStringLiteral("<a href=\"http://x\">Slow</a> & <img src='y'>");
        QTest::newRow("markup") << nasty << true << nasty.toHtmlEscaped();
        QTest::newRow("none") << nasty << false << nasty;
        QTest::newRow("turned") << QStringLiteral("שלום \u202e!") << true << QStringLiteral("שלום \u202e!");
        QTest::newRow("long") << QString(10000, u'x') << true << QString(400, u'x') + QStringLiteral("…");
        QTest::newRow("half a character")
            << QString(QChar(0xd800)) + QStringLiteral("half") << true << QStringLiteral("?half");
    }
    void markupIsText()
    {
        QFETCH(QString, text);
        QFETCH(bool, hasMarkup);
        QFETCH(QString, sent);
        if (!hasMarkup)
            m_desktop->abilities.removeOne(QStringLiteral("body-markup"));
        m_notices->show(arrival(12, text));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        QCOMPARE(m_desktop->shown[0].text, sent);
    }

    void aDesktopThatCanNothing()
    {
        m_desktop->abilities.clear();
        m_notices->show(page(12));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        QVERIFY(!m_notices->canSound());
        const FakeDesktop::Notice &only = m_desktop->shown[0];
        QCOMPARE(only.title, QStringLiteral("You are paged")); // one line is all there is
        QVERIFY(only.text.isEmpty());
        QVERIFY(only.actions.isEmpty());
        QVERIFY(only.isSilent());
    }

    void whatIsClicked()
    {
        QSignalSpy opened(m_notices.get(), &DesktopNotices::opened);
        QSignalSpy pressed(m_notices.get(), &DesktopNotices::pressed);
        m_notices->show(page(12));
        m_notices->show(page(13));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, within);
        const uint first = m_desktop->shown[0].id;
        const uint second = m_desktop->shown[1].id;
        m_desktop->click(4711, button); // of another program
        m_desktop->click(second, button, QStringLiteral("token-2"));
        m_desktop->click(first, opening);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, within);
        QCOMPARE(opened[0][0].toString(), QStringLiteral("case/12"));
        QVERIFY(opened[0][1].toByteArray().isEmpty());
        QCOMPARE(pressed.count(), 1);
        QCOMPARE(pressed[0][0].toString(), QStringLiteral("case/13"));
        QCOMPARE(pressed[0][1].toByteArray(), QByteArray("token-2"));
        // Somebody else on the bus says so, and has nothing to say.
        FakeDesktop stranger;
        QVERIFY(stranger.connectTo(m_bus.address()));
        stranger.click(first, button);
        m_desktop->dismiss(first);
        m_desktop->click(first, button); // too late
        m_desktop->click(second, opening);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 2, within);
        QCOMPARE(pressed.count(), 1);
        m_notices->show(page(12)); // what was dismissed is another one
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->all.size(), std::size_t(3), within);
        QCOMPARE(m_desktop->all.back().replaces, 0U);
    }

    void aSlowDesktopHoldsNobodyUp()
    {
        begin(100ms);
        m_desktop->isSlow = true;
        QSignalSpy refused(m_notices.get(), &DesktopNotices::refused);
        QElapsedTimer took;
        took.start();
        m_notices->begin();
        m_notices->show(page(12));
        QVERIFY(took.elapsed() < 1000); // it can't answer before we are back
        QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, within);
        QCOMPARE(refused[0][0].value<DesktopNotice>().about, QStringLiteral("case/12"));
        QCOMPARE(shown(), 0);
        m_desktop->letGo();
        QTRY_VERIFY_WITH_TIMEOUT(m_notices->canSound(), within);
        m_desktop->isSlow = true; // now over the notice itself
        m_notices->show(page(13));
        QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 2, within);
        QCOMPARE(shown(), 1);
        m_notices->withdraw(QStringLiteral("case/13")); // by a number that isn't known yet
        QVERIFY(m_desktop->closed.empty());
        m_desktop->letGo();
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 0, within);
        QCOMPARE(refused.count(), 2);
    }

    void whatItRefusesIsHandedBack()
    {
        QSignalSpy refused(m_notices.get(), &DesktopNotices::refused);
        m_desktop->refuses = true;
        m_notices->show(page(12));
        QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, within); // what it can
        m_desktop->refuses = false;
        m_notices->show(page(12));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        m_desktop->refuses = true;
        m_notices->show(page(13));
        QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 2, within); // to show it
        m_desktop->refuses = false;
        m_notices->show(page(14));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, within);
        QCOMPARE(refused.count(), 2);
    }

    void aDesktopThatDies()
    {
        QSignalSpy refused(m_notices.get(), &DesktopNotices::refused);
        m_notices->show(page(12));
        m_notices->show(arrival(13));
        awaitAnswers(2);
        m_desktop->end();
        QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, within); // nobody is there to show it
        QCOMPARE(refused[0][0].value<DesktopNotice>().about, QStringLiteral("case/12"));
        m_notices->show(page(14));
        QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 2, within);
        m_desktop = std::make_unique<FakeDesktop>();
        QVERIFY(m_desktop->start(m_bus.address()));
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->asked > 0, within); // as soon as it is there
        m_notices->show(page(12));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 1, within);
        QCOMPARE(m_desktop->shown[0].replaces, 0U);
        QCOMPARE(refused.count(), 2);
    }

    // It shows again what is urgent, without a sound, and knows no number of the last.
    void anotherDesktopTakesItsPlace()
    {
        m_notices->show(page(12));
        m_notices->show(arrival(13));
        QTRY_COMPARE_WITH_TIMEOUT(shown(), 2, within);
        FakeDesktop next;
        QVERIFY(next.start(m_bus.address()));
        QTRY_COMPARE_WITH_TIMEOUT(int(next.shown.size()), 1, within);
        QCOMPARE(next.shown[0].title, QStringLiteral("Case 12"));
        QCOMPARE(next.shown[0].replaces, 0U);
        QVERIFY(next.shown[0].isSilent());
        QSignalSpy opened(m_notices.get(), &DesktopNotices::opened);
        m_desktop->click(m_desktop->shown[0].id, opening); // of the one that has nothing to say any more
        next.click(next.shown[0].id, opening);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, within);
        m_notices->withdraw(QStringLiteral("case/12"));
        QTRY_VERIFY_WITH_TIMEOUT(next.shown.empty(), within);
        QVERIFY(m_desktop->closed.empty());
        m_notices.reset();
    }

    // As the last of them: there is no other bus in this process.
    void withoutABus()
    {
        QSignalSpy refused(m_notices.get(), &DesktopNotices::refused);
        m_notices->show(page(12));
        awaitAnswers(1);
        m_bus.end();
        QTRY_VERIFY_WITH_TIMEOUT(!QDBusConnection::sessionBus().isConnected(), within);
        m_notices->show(page(13));
        QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, within);
        m_notices->withdraw(QStringLiteral("case/12"));
    }

private:
    int shown() const { return int(m_desktop->shown.size()); }
    // By what comes after them: a click is heard.
    void awaitAnswers(int count)
    {
        QTRY_COMPARE_WITH_TIMEOUT(shown(), count, within);
        QSignalSpy opened(m_notices.get(), &DesktopNotices::opened);
        m_desktop->click(m_desktop->shown.back().id, opening);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, within);
    }
    uint idOf(const QString &text) const // 0: it isn't there
    {
        for (const FakeDesktop::Notice &one : m_desktop->shown) {
            if (one.text == text)
                return one.id;
        }
        return 0;
    }
    void begin(std::chrono::milliseconds patience) { m_notices = std::make_unique<DesktopNotices>(patience); }

    SessionBus m_bus;
    std::unique_ptr<FakeDesktop> m_desktop;
    std::unique_ptr<DesktopNotices> m_notices;
};

QTEST_GUILESS_MAIN(TestDesktopNotices)
#include "TestDesktopNotices.moc"
