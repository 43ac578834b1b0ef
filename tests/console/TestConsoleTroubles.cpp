// The whole window where the service is slow or gone, has a clock of its own, or throws the user out; and
// what is said and heard beside the panes.
#include "console/FaultyWindow.h"
#include "console/Notifications.h"
#include "widgets/InlineMessage.h"
#include "widgets/Notices.h"
#include "widgets/Sheet.h"
#include "widgets/StaleNote.h"

#include <QApplication>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace slipway::faults;

class TestConsoleTroubles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_at = std::make_unique<FaultyWindow>(); }
    void cleanup() { m_at.reset(); }
    void aSlowServiceStaysUsable_data();
    void aSlowServiceStaysUsable();
    void aServiceThatIsGoneIsSaidEverywhere();
    void whatIsHiddenCostsNothing_data();
    void whatIsHiddenCostsNothing();
    void agesGrowOnlyWhereSomebodyLooks();
    void aWrongClock_data();
    void aWrongClock();
    void anExpiredTokenCostsNoDraft();
    void whatIsOverOrInSightIsNotSaid();
    void aCaseIsSaidAndHeardWhereItIsWanted();

private:
    QPushButton *signOff(); // where it can be pressed
    void tellOfEverything();

    std::unique_ptr<FaultyWindow> m_at;
};

QPushButton *TestConsoleTroubles::signOff()
{
    auto *found =
        m_at->pane(QStringLiteral("release"))->findChild<QPushButton *>(QStringLiteral("release.signoff"));
    return found && found->isVisible() && found->isEnabled() ? found : nullptr;
}

void TestConsoleTroubles::aSlowServiceStaysUsable_data()
{
    QTest::addColumn<int>("seconds");
    QTest::newRow("5 s") << 5;
    QTest::newRow("7 s") << 7;
}

void TestConsoleTroubles::aSlowServiceStaysUsable()
{
    QFETCH(int, seconds);
    m_at->service.role = QStringLiteral("admin"); // who may sign off for the customer
    m_at->service.delay(std::chrono::seconds(seconds));
    m_at->open();
    for (int second = 0; second < 20 * seconds && !signOff(); ++second)
        m_at->passSecond();
    QVERIFY(signOff());
    // Nothing happens there for a while: it stays live, with its actions, and says that it is slow and how
    // old.
    const auto *note = m_at->pane(QStringLiteral("releases"))->findChild<StaleNote *>();
    const auto *age = m_at->window->findChild<QLabel *>(QStringLiteral("connection"));
    QStringList gone;
    connect(m_at->session.get(), &Session::stateChanged, this, [&] {
        if (!m_at->session->isLive())
            gone.append(m_at->session->problem().what);
    });
    for (int second = 0; second < 60; ++second) {
        m_at->passSecond();
        QVERIFY2(signOff(), qPrintable(QString::number(second)));
        const QString start = m_at->session->isSlow() ? QStringLiteral("◐ connected, answers slowly")
                                                      : QStringLiteral("● connected");
        if (second > 5)
            QTRY_VERIFY2_WITH_TIMEOUT(age->text().startsWith(start), qPrintable(age->text()), within);
    }
    QCOMPARE(gone, QStringList());
    QVERIFY(m_at->session->isSlow());
    QVERIFY(note->isVisible());
    QVERIFY2(note->text().contains(QStringLiteral("takes long")), qPrintable(note->text()));
    const QString said = m_at->message(QStringLiteral("release"));
    QVERIFY2(said.contains(QStringLiteral("takes long")), qPrintable(said));
    // What is pressed is sent once, however long it takes.
    const QString path = base + QStringLiteral("releases/214/signoff");
    signOff()->click();
    for (int second = 0; second < 3 * seconds; ++second)
        m_at->passSecond();
    QCOMPARE(m_at->service.count("POST", path), std::size_t(1));
    QCOMPARE(gone, QStringList());
    // And it isn't slow for ever.
    m_at->service.delay(Duration::zero());
    for (int second = 0; second < seconds + 5; ++second)
        m_at->passSecond();
    QVERIFY(!m_at->session->isSlow());
    QVERIFY(!note->isVisible());
    QCOMPARE(m_at->message(QStringLiteral("release")), QString());
}

void TestConsoleTroubles::aServiceThatIsGoneIsSaidEverywhere()
{
    m_at->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive(), within);
    for (const QString &id : panes)
        QVERIFY2(m_at->hasRows(id), qPrintable(id));
    m_at->service.goAway();
    QTRY_COMPARE_WITH_TIMEOUT(m_at->session->state(), Session::State::Stale, within);
    m_at->service.clock.advance(std::chrono::minutes(4));
    const auto sent = m_at->service.requests.size();
    for (const QString &id : panes) {
        m_at->window->showPane(id);
        QTRY_VERIFY_WITH_TIMEOUT(m_at->pane(id)->isVisible(), within);
        // What was known is still there, with its age, and nothing can be done to it.
        QVERIFY2(m_at->emptyWords(id).isEmpty(), qPrintable(id + m_at->emptyWords(id)));
        const auto said = [&] {
            const auto *note = m_at->pane(id)->findChild<StaleNote *>();
            return note && note->isVisible() ? note->text() : m_at->message(id);
        };
        QTRY_VERIFY2_WITH_TIMEOUT(said().contains(QStringLiteral("4 min")),
                                  qPrintable(id + QStringLiteral(": ") + said()), within);
    }
    QVERIFY(!signOff());
    for (std::size_t i = sent; i < m_at->service.requests.size(); ++i)
        QCOMPARE(m_at->service.requests[i].method, QByteArray("GET"));
    m_at->service.comeBack();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive(), within);
    for (const QString &id : panes)
        QVERIFY2(m_at->hasRows(id), qPrintable(id));
}

// The timers that go on and on, whosever they are.
class Ticks final : public QObject
{
public:
    Ticks() { qApp->installEventFilter(this); }
    int most() const { return m_ticks.isEmpty() ? 0 : *std::max_element(m_ticks.begin(), m_ticks.end()); }
    qsizetype repeated() const
    {
        return std::count_if(m_ticks.begin(), m_ticks.end(), [](int ticks) { return ticks > 1; });
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // One shot each has its own, at an address that another had.
        if (event->type() == QEvent::Timer && !watched->inherits("QSingleShotTimer"))
            ++m_ticks[watched];
        return false;
    }

private:
    QHash<QObject *, int> m_ticks;
};

// Everything that the panes are told of, a few hundred times.
void TestConsoleTroubles::tellOfEverything()
{
    for (int round = 0; round < 100; ++round) {
        for (const char *kind : {"release.waiting", "release.live"})
            m_at->service.tell(QLatin1String(kind), QStringLiteral("release/214"));
        m_at->service.tell(QStringLiteral("step.started"), QStringLiteral("application/northwind/shop"));
        for (const char *kind : {"case.message", "case.opened", "page.due"})
            m_at->service.tell(QLatin1String(kind), QStringLiteral("case/881"));
        m_at->service.tell(QStringLiteral("pipeline.changed"), QStringLiteral("pipeline/no-migration"));
        m_at->service.tell(QStringLiteral("application.changed"),
                           QStringLiteral("application/northwind/shop"));
    }
}

void TestConsoleTroubles::whatIsHiddenCostsNothing_data()
{
    QTest::addColumn<bool>("gone");
    QTest::newRow("live") << false;
    QTest::newRow("gone") << true;
}

// Beside a window with no pane at all it asks nothing more and nothing more ticks in it.
void TestConsoleTroubles::whatIsHiddenCostsNothing()
{
    QFETCH(bool, gone);
    QSet<QString> asked[2];
    qsizetype ticking[2] = {0, 0};
    for (const bool isFull : {false, true}) {
        m_at = std::make_unique<FaultyWindow>();
        m_at->open(isFull);
        QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive(), within);
        for (const QString &id : isFull ? panes : QStringList()) {
            QVERIFY2(m_at->hasRows(id), qPrintable(id)); // it was looked at once
            m_at->window->dock(id)->hide();
        }
        if (isFull)
            m_at->window->dock(QStringLiteral("help"))->hide();
        if (gone) {
            m_at->service.goAway();
            QTRY_COMPARE_WITH_TIMEOUT(m_at->session->state(), Session::State::Stale, within);
        }
        const std::size_t before = m_at->service.requests.size();
        tellOfEverything();
        const auto last = m_at->service.events.front().value(QStringLiteral("seq")).toInteger();
        if (!gone)
            QTRY_COMPARE_WITH_TIMEOUT(m_at->session->lastSeq(), last, within);
        const Ticks ticks;
        QTRY_VERIFY_WITH_TIMEOUT(ticks.most() > 3, within);
        ticking[isFull] = ticks.repeated();
        for (std::size_t i = before; i < m_at->service.requests.size(); ++i)
            asked[isFull].insert(m_at->service.requests[i].path);
    }
    const QSet<QString> more = asked[1] - asked[0];
    QVERIFY2(more.isEmpty(), qPrintable(QStringList(more.begin(), more.end()).join(QLatin1Char(' '))));
    QVERIFY(ticking[0] > 0);
    QVERIFY2(ticking[1] <= ticking[0],
             qPrintable(QStringLiteral("%1, not %2").arg(ticking[1]).arg(ticking[0])));
}

// Also where a pane lies behind another's tab.
void TestConsoleTroubles::agesGrowOnlyWhereSomebodyLooks()
{
    m_at->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive(), within);
    m_at->window->resize(1600, 1200); // in which no pane is scrolled
    m_at->window->showPane(QStringLiteral("cases"));
    m_at->window->showPane(QStringLiteral("releases"));
    QTRY_VERIFY_WITH_TIMEOUT(!m_at->window->dock(QStringLiteral("cases"))->isActive(), within);
    const auto note = [this](const char *id) {
        return m_at->pane(QLatin1String(id))->findChild<StaleNote *>()->text();
    };
    m_at->service.goAway();
    QTRY_VERIFY_WITH_TIMEOUT(note("releases").contains(QStringLiteral("1 s ago")), within);
    m_at->service.clock.advance(std::chrono::minutes(4));
    QTRY_VERIFY_WITH_TIMEOUT(note("releases").contains(QStringLiteral("4 min ago")), within);
    m_at->service.clock.advance(std::chrono::minutes(1));
    QTRY_VERIFY_WITH_TIMEOUT(note("releases").contains(QStringLiteral("5 min ago")), within);
    QVERIFY2(!note("cases").contains(QStringLiteral("5 min ago")), qPrintable(note("cases")));
    m_at->window->showPane(QStringLiteral("cases"));
    QTRY_VERIFY2_WITH_TIMEOUT(note("cases").contains(QStringLiteral("5 min ago")), qPrintable(note("cases")),
                              within);
}

void TestConsoleTroubles::aWrongClock_data()
{
    QTest::addColumn<int>("minutes");
    QTest::addColumn<QString>("words");
    QTest::newRow("an hour behind") << 60 << QStringLiteral("60 min behind");
    QTest::newRow("an hour ahead") << -60 << QStringLiteral("60 min ahead");
    QTest::newRow("right") << 0 << QString();
}

void TestConsoleTroubles::aWrongClock()
{
    QFETCH(int, minutes);
    QFETCH(QString, words);
    const Duration ahead = std::chrono::minutes(minutes);
    m_at->service.setAhead(ahead);
    m_at->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive() && !m_at->session->user().isEmpty(), within);
    QCOMPARE(m_at->told(QStringLiteral("clock")), words.isEmpty() ? 0 : 1);
    QCOMPARE(m_at->told(words), words.isEmpty() ? m_at->window->notices().texts().size() : 1);
    // What is planned is planned by the clock that will be looked at.
    m_at->window->startRelease(QStringLiteral("northwind/shop"));
    QVERIFY(m_at->window->sheet());
    const auto *at = m_at->window->sheet()->findChild<QDateTimeEdit *>(QStringLiteral("at"));
    QVERIFY(at);
    const auto expected = std::chrono::duration_cast<std::chrono::milliseconds>(
        (m_at->service.clock.now() + ahead + std::chrono::hours(1)).time_since_epoch());
    QVERIFY2(std::abs(at->dateTime().toMSecsSinceEpoch() - expected.count()) < 60'000,
             qPrintable(at->dateTime().toString(Qt::ISODate)));
}

void TestConsoleTroubles::anExpiredTokenCostsNoDraft()
{
    m_at->service.role = QStringLiteral("admin"); // who may sign off for the customer
    m_at->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive(), within);
    auto *note = m_at->pane(QStringLiteral("release"))->findChild<QLineEdit *>(QStringLiteral("signOffNote"));
    QTRY_VERIFY_WITH_TIMEOUT(signOff(), within);
    QVERIFY(note);
    QTRY_VERIFY_WITH_TIMEOUT(note->isVisible(), within);
    note->setText(QStringLiteral("tried on a phone"));
    // It expires between two questions: what is pressed is what finds out.
    m_at->service.refuse({Problem::Kind::Unauthenticated, QStringLiteral("The token has expired"), {}, {}});
    signOff()->click();
    auto *bar = m_at->window->findChild<InlineMessage *>(QStringLiteral("signIn"));
    QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), within);
    QCOMPARE(m_at->session->state(), Session::State::Refused);
    QCOMPARE(note->text(), QStringLiteral("tried on a phone"));
    QTRY_VERIFY_WITH_TIMEOUT(!signOff(), within);
    // Only a token that was new meanwhile is tried once more.
    const auto sent = m_at->service.count("POST", base + QStringLiteral("releases/214/signoff"));
    QVERIFY(sent <= 2);
    m_at->service.beHonest();
    m_at->session->close();
    m_at->session->open(); // as signing in does
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive(), within);
    QTRY_VERIFY_WITH_TIMEOUT(!bar->isVisible(), within);
    QCOMPARE(note->text(), QStringLiteral("tried on a phone"));
    QCOMPARE(m_at->service.count("POST", base + QStringLiteral("releases/214/signoff")),
             sent); // by nobody's hand
    QTRY_VERIFY_WITH_TIMEOUT(signOff(), within);
}

// A notice says what its pane doesn't say already, and only as long as it is so.
void TestConsoleTroubles::whatIsOverOrInSightIsNotSaid()
{
    m_at->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive() && m_at->session->role(), within);
    Notifications notifications(*m_at->session, *m_at->window);
    const auto tell = [this](const QString &id, const QString &application, const QString &waitsFor) {
        m_at->service.tell(QStringLiteral("release.waiting"), QStringLiteral("release/") + id,
                           {{QStringLiteral("application"), application},
                            {QStringLiteral("from"), QStringLiteral("running")},
                            {QStringLiteral("waits_for"), waitsFor}});
    };
    const QString mine = QStringLiteral("operations: retry or abort");
    QVERIFY(m_at->window->dock(QStringLiteral("release"))->isActive());
    tell(QStringLiteral("214"), QStringLiteral("northwind/shop"), mine); // which is looked at
    tell(QStringLiteral("213"), QStringLiteral("northwind/blog"), mine);
    QTRY_COMPARE_WITH_TIMEOUT(m_at->told(QStringLiteral("213")), 1, within);
    QCOMPARE(m_at->told(QStringLiteral("214")), 0);
    m_at->service.tell(QStringLiteral("step.started"), QStringLiteral("application/contoso/portal"), {});
    m_at->service.tell(QStringLiteral("step.started"), QStringLiteral("application/northwind/blog"), {});
    QTRY_COMPARE_WITH_TIMEOUT(m_at->told(QStringLiteral("213")), 0, within);
    // Behind another pane it is said.
    m_at->window->showPane(QStringLiteral("pipelines"));
    QTRY_VERIFY_WITH_TIMEOUT(!m_at->window->dock(QStringLiteral("release"))->isActive(), within);
    tell(QStringLiteral("214"), QStringLiteral("northwind/shop"), mine);
    QTRY_COMPARE_WITH_TIMEOUT(m_at->told(QStringLiteral("214")), 1, within);
}

void TestConsoleTroubles::aCaseIsSaidAndHeardWhereItIsWanted()
{
    m_at->open();
    QTRY_VERIFY_WITH_TIMEOUT(m_at->session->isLive() && m_at->session->role(), within);
    Notifications notifications(*m_at->session, *m_at->window);
    QSignalSpy rang(&notifications, &Notifications::rang);
    const auto tell = [this](const QString &kind, const QString &number, const QString &to) {
        m_at->service.tell(kind, QStringLiteral("case/") + number,
                           {{QStringLiteral("title"), QStringLiteral("Slow")}, {QStringLiteral("to"), to}});
    };
    tell(QStringLiteral("case.opened"), QStringLiteral("12"), {});
    QTRY_COMPARE_WITH_TIMEOUT(m_at->told(QStringLiteral("Case 12 came in: Slow")), 1, within);
    QCOMPARE(rang.count(), 0); // until it is wanted
    notifications.setSound(true);
    // At once: what is more urgent is said, and one sound is made.
    tell(QStringLiteral("case.opened"), QStringLiteral("13"), {});
    tell(QStringLiteral("page.due"), QStringLiteral("13"), m_at->service.user);
    tell(QStringLiteral("page.due"), QStringLiteral("14"), QStringLiteral("somebody else"));
    QTRY_COMPARE_WITH_TIMEOUT(m_at->told(QStringLiteral("You are paged for case 13")), 1, within);
    QCOMPARE(m_at->told(QStringLiteral("Case 13 came in")), 0);
    QCOMPARE(m_at->told(QStringLiteral("14")), 0);
    QCOMPARE(rang.count(), 1);
}

QTEST_MAIN(TestConsoleTroubles)
#include "TestConsoleTroubles.moc"
