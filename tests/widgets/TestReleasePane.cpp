// The pane of one release over a fake service: buttons by state, one press one request, what a sheet is asked
// for, stale disables, notes, strange states and names.
#include "ctl/ReadByCtl.h"
#include "models/FakeService.h"
#include "widgets/DowntimeStrip.h"
#include "widgets/ElidedLabel.h"
#include "widgets/FakeNavigator.h"
#include "widgets/InlineMessage.h"
#include "widgets/NextPanel.h"
#include "widgets/ReleaseButtons.h"
#include "widgets/ReleaseHeader.h"
#include "widgets/ReleasePane.h"
#include "widgets/SampleRelease.h"
#include "widgets/StepGraphView.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>

using namespace slipway;

class TestReleasePane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void emptyTeaches();
    void headerSaysWhatItIs();
    void buttonsByState_data();
    void buttonsByState();
    void aPressIsOneRequest();
    void aSheetIsAskedFirst();
    void anotherReleaseMeanwhile();
    void staleDisables();
    void refusalIsSaidInPlace();
    void theNoteGoesAlong();
    void draftsStay();
    void anUnknownStateIsShownAsItCame();
    void longAndRightToLeftNames();
    void previewAndGuardrails();
    void theCustomersInvitation();
    void productionTints();
    void shortcutsByState();
    void commandsAreCopied();
    void theReport();
    void theDowntimeStrip();
    void historyAndLog();

private:
    void stand(const QString &state, const QString &at, const QString &stepState, const QString &waits = {});
    void openPane();
    void click(const char *verb);
    QPushButton *button(const char *verb) const
    {
        return child<NextPanel>()->buttons()->button(QLatin1String(verb));
    }
    std::size_t sent() const { return m_service->count("POST", QStringLiteral("/api/v1/releases/*")); }
    const FakeService::Request &lastSent() const
    {
        return *m_service->last("POST", QStringLiteral("/api/v1/releases/*"));
    }
    template <class T>
    T *child(const char *name = nullptr) const // null: the first of its kind
    {
        return m_pane->findChild<T *>(name ? QString::fromLatin1(name) : QString());
    }

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<FakeNavigator> m_navigator;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<ReleasePane> m_pane;
};

void TestReleasePane::init()
{
    m_service = std::make_unique<FakeService>();
    m_service->fillWorld();
    m_session = std::make_unique<Session>(
        *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
    m_navigator = std::make_unique<FakeNavigator>();
    m_actions = std::make_unique<Actions>();
    m_pane = std::make_unique<ReleasePane>(Desk{*m_session, *m_navigator, *m_actions});
    m_pane->resize(1200, 760);
    m_session->open();
    QTRY_VERIFY(m_session->isLive());
}

void TestReleasePane::cleanup()
{
    m_pane.reset();
    m_actions.reset();
    m_session.reset();
    m_service.reset();
}

void TestReleasePane::stand(const QString &state, const QString &at, const QString &stepState,
                            const QString &waits)
{
    m_service->put(fake::with(
        fake::release(214, QStringLiteral("northwind/shop"), state, at, waits),
        {{QStringLiteral("inputs"), QJsonObject{{QStringLiteral("hold"), QStringLiteral("3s")}}}}));
    m_service->steps[214] = sample::steps(at, stepState);
}

void TestReleasePane::openPane()
{
    m_pane->show();
    m_pane->setActive(true);
    m_pane->open(QStringLiteral("release/214"));
    QTRY_VERIFY(child<StepGraphView>()->count() > 0);
}

void TestReleasePane::click(const char *verb)
{
    QPushButton *target = button(verb);
    QVERIFY2(target, verb);
    QTest::mouseClick(target, Qt::LeftButton);
}

void TestReleasePane::emptyTeaches()
{
    m_pane->show();
    QCOMPARE(m_pane->title(), QStringLiteral("Release"));
    auto *start = child<QPushButton>("startRelease");
    QVERIFY(start && start->isVisible());
    QTest::mouseClick(start, Qt::LeftButton);
    QCOMPARE(m_navigator->startedFor, QStringList{QString()});
}

void TestReleasePane::headerSaysWhatItIs()
{
    stand(QStringLiteral("waiting"), QStringLiteral("candidate"), QStringLiteral("waiting"),
          QStringLiteral("customer signs off readiness"));
    QSignalSpy titled(m_pane.get(), &Pane::titleChanged);
    openPane();
    QCOMPARE(m_pane->title(), QStringLiteral("Release 214"));
    QCOMPARE(titled.count(), 1);
    QCOMPARE(child<ElidedLabel>("releaseName")->text(),
             QStringLiteral("Release 214 · northwind/shop · no-migration"));
    QCOMPARE(child<ElidedLabel>("releaseWaits")->text(),
             QStringLiteral("It waits: customer signs off readiness"));
    QVERIFY(child<ReleaseHeader>()->accessibleDescription().contains(QStringLiteral("northwind/shop")));
    QVERIFY(!child<QLabel>("releaseProduction")->isVisible());
}

void TestReleasePane::buttonsByState_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("stepState");
    QTest::addColumn<QString>("waits");
    QTest::addColumn<QStringList>("there");
    QTest::addColumn<QStringList>("notThere");
    const auto row = [](const char *name, const char *role, const char *state, const char *at,
                        const char *stepState, const char *waits, const char *there, const char *notThere) {
        QTest::newRow(name) << QString::fromLatin1(role) << QString::fromLatin1(state)
                            << QString::fromLatin1(at) << QString::fromLatin1(stepState)
                            << QString::fromLatin1(waits)
                            << QString::fromLatin1(there).split(QLatin1Char(' '))
                            << QString::fromLatin1(notThere).split(QLatin1Char(' '));
    };
    row("runs", "operations", "running", "pre-sync", "running", "", "pause abort",
        "rollback finalize signoff retry");
    row("waits for the customer", "operations", "waiting", "candidate", "waiting",
        "customer signs off readiness", "skip abort", "signoff rollback finalize");
    row("waits, asked by an administrator", "admin", "waiting", "candidate", "waiting",
        "customer signs off readiness", "signoff abort", "rollback finalize");
    row("live", "operations", "live", "finalize", "waiting", "operations signs off finalize",
        "finalize rollback", "abort");
    row("over", "operations", "finalized", "retire", "done", "", "", "abort rollback finalize pause");
    row("support only looks", "support", "live", "finalize", "waiting", "operations signs off finalize", "",
        "finalize rollback abort");
}

void TestReleasePane::buttonsByState()
{
    QFETCH(QString, state);
    QFETCH(QString, at);
    QFETCH(QString, stepState);
    QFETCH(QString, waits);
    QFETCH(QStringList, there);
    QFETCH(QStringList, notThere);
    QFETCH(QString, role);
    m_service->role = role;
    cleanup();
    m_service = std::make_unique<FakeService>();
    m_service->fillWorld();
    m_service->role = role;
    m_session = std::make_unique<Session>(
        *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
    m_actions = std::make_unique<Actions>();
    m_pane = std::make_unique<ReleasePane>(Desk{*m_session, *m_navigator, *m_actions});
    m_session->open();
    QTRY_VERIFY(m_session->isLive());
    stand(state, at, stepState, waits);
    openPane();
    for (const QString &verb : there)
        QVERIFY2(verb.isEmpty() || child<NextPanel>()->buttons()->button(verb), qPrintable(verb));
    for (const QString &verb : notThere)
        QVERIFY2(!child<NextPanel>()->buttons()->button(verb), qPrintable(verb));
    // What the process waits for stands out, and there is one of it at most.
    const auto &actions = child<NextPanel>()->buttons()->actions();
    QVERIFY(std::count_if(actions.begin(), actions.end(), [](const ReleaseAction &a) { return a.primary; }) <=
            1);
}

void TestReleasePane::aPressIsOneRequest()
{
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    openPane();
    m_service->hold();
    QPushButton *pause = button("pause");
    QVERIFY(pause);
    QTest::mouseClick(pause, Qt::LeftButton);
    QTest::mouseClick(pause, Qt::LeftButton);
    m_actions->find(QStringLiteral("release.pause"))->trigger();
    QVERIFY(!pause->isEnabled());
    m_service->release();
    QTRY_COMPARE(sent(), 1U);
    QCOMPARE(lastSent().path, QStringLiteral("/api/v1/releases/214/pause"));
    QVERIFY(!lastSent().idempotencyKey.isEmpty());
}

void TestReleasePane::aSheetIsAskedFirst()
{
    stand(QStringLiteral("live"), QStringLiteral("finalize"), QStringLiteral("waiting"),
          QStringLiteral("operations signs off finalize"));
    m_service->previews[QStringLiteral("retire")] = {QStringLiteral("shop-2 and its 2 volumes are removed.")};
    openPane();
    QTRY_VERIFY(m_service->count("GET", QStringLiteral("/api/v1/releases/214/steps/retire/preview")) == 1U);
    QTRY_VERIFY(button("finalize"));
    QTest::qWait(0);
    click("finalize");
    QVERIFY(m_navigator->questions.front().changes.contains(
        QStringLiteral("shop-2 and its 2 volumes are removed.")));
    m_navigator->questions.clear();
    click("rollback");
    QCOMPARE(m_navigator->questions.size(), 1U);
    QCOMPARE(m_navigator->questions.front().typed, QStringLiteral("northwind/shop"));
    QVERIFY(m_navigator->questions.front().production);
    QVERIFY(m_navigator->questions.front().reasonNeeded);
    QCOMPARE(sent(), 0U); // given up so far
    m_navigator->answer(QStringLiteral("The basket is empty"));
    QTRY_COMPARE(sent(), 1U);
    QCOMPARE(lastSent().path, QStringLiteral("/api/v1/releases/214/rollback"));
    QCOMPARE(lastSent().body.value(QStringLiteral("reason")).toString(),
             QStringLiteral("The basket is empty"));
    m_navigator->answer(QStringLiteral("again")); // a sheet that answers twice sends once
    QTest::qWait(0);
    QCOMPARE(sent(), 1U);
}

void TestReleasePane::anotherReleaseMeanwhile()
{
    stand(QStringLiteral("live"), QStringLiteral("finalize"), QStringLiteral("waiting"),
          QStringLiteral("operations signs off finalize"));
    openPane();
    click("rollback");
    m_service->steps[213] = sample::steps(QStringLiteral("finalize"), QStringLiteral("waiting"));
    m_pane->open(QStringLiteral("release/213"));
    m_navigator->answer(QStringLiteral("meant for 214"));
    QTRY_COMPARE(child<ElidedLabel>("releaseName")->text().left(11), QStringLiteral("Release 213"));
    QCOMPARE(sent(), 0U);
}

void TestReleasePane::staleDisables()
{
    stand(QStringLiteral("live"), QStringLiteral("finalize"), QStringLiteral("waiting"),
          QStringLiteral("operations signs off finalize"));
    openPane();
    click("rollback");
    m_service->goAway();
    QTRY_VERIFY(!m_session->isLive());
    QVERIFY(child<InlineMessage>("age")->isVisible());
    QVERIFY(button("rollback")); // where it was, so that nothing jumps…
    QVERIFY(!button("rollback")->isEnabled());
    QVERIFY(!m_actions->find(QStringLiteral("release.rollback"))->isEnabled());
    m_navigator->answer(QStringLiteral("asked before it was gone"));
    QVERIFY(child<InlineMessage>("message")->isVisible());
    m_service->comeBack();
    QTRY_VERIFY(m_session->isLive());
    QTRY_VERIFY(button("rollback")->isEnabled());
    QVERIFY(!child<InlineMessage>("age")->isVisible());
    QCOMPARE(sent(), 0U); // what was answered while it was gone isn't sent later
}

void TestReleasePane::refusalIsSaidInPlace()
{
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    openPane();
    const Problem problem{
        Problem::Kind::Conflict, QStringLiteral("Release 214 is paused"), {}, QStringLiteral("Resume it.")};
    m_service->on("POST", QStringLiteral("/api/v1/releases/214/pause"),
                  [problem](const FakeService::Request &) { return FakeService::Reply::refusal(problem); });
    click("pause");
    QTRY_VERIFY(child<InlineMessage>("message")->isVisible());
    QVERIFY(child<InlineMessage>("message")->text().contains(QStringLiteral("Release 214 is paused")));
    QTRY_VERIFY(button("pause")->isEnabled());
}

void TestReleasePane::theNoteGoesAlong()
{
    cleanup();
    m_service = std::make_unique<FakeService>();
    m_service->fillWorld();
    m_service->role = QStringLiteral("admin");
    m_session = std::make_unique<Session>(
        *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
    m_actions = std::make_unique<Actions>();
    m_pane = std::make_unique<ReleasePane>(Desk{*m_session, *m_navigator, *m_actions});
    m_session->open();
    QTRY_VERIFY(m_session->isLive());
    stand(QStringLiteral("waiting"), QStringLiteral("candidate"), QStringLiteral("waiting"),
          QStringLiteral("customer signs off readiness"));
    openPane();
    auto *note = child<QLineEdit>("signOffNote");
    QVERIFY(note->isVisible());
    QTest::keyClicks(note, QStringLiteral("Tried on two phones"));
    click("signoff");
    QTRY_COMPARE(sent(), 1U);
    QCOMPARE(lastSent().path, QStringLiteral("/api/v1/releases/214/signoff"));
    QCOMPARE(lastSent().body.value(QStringLiteral("note")).toString(), QStringLiteral("Tried on two phones"));
    QCOMPARE(lastSent().body.value(QStringLiteral("as")).toString(), QStringLiteral("customer"));
    QTRY_VERIFY(note->text().isEmpty());
}

void TestReleasePane::draftsStay()
{
    stand(QStringLiteral("waiting"), QStringLiteral("candidate"), QStringLiteral("waiting"),
          QStringLiteral("customer signs off readiness"));
    openPane();
    child<NextPanel>()->setNote(QStringLiteral("half a sentence"));
    m_pane->open(QStringLiteral("release/213"));
    QCOMPARE(child<NextPanel>()->note(), QString());
    m_pane->open(QStringLiteral("release/214"));
    QCOMPARE(child<NextPanel>()->note(), QStringLiteral("half a sentence"));
    const QJsonObject state = m_pane->saveState();
    Actions actions;
    ReleasePane again(Desk{*m_session, *m_navigator, actions});
    again.restoreState(state);
    QCOMPARE(again.release(), 214);
    QCOMPARE(again.findChild<NextPanel *>()->note(), QStringLiteral("half a sentence"));
}

void TestReleasePane::anUnknownStateIsShownAsItCame()
{
    stand(QStringLiteral("hibernating"), QStringLiteral("pre-sync"), QStringLiteral("dreaming"));
    openPane();
    QVERIFY(child<QLabel>("releaseState")->text().contains(QStringLiteral("hibernating")));
    QVERIFY(child<NextPanel>()->buttons()->actions().empty()); // nothing is offered that nobody understands
}

void TestReleasePane::longAndRightToLeftNames()
{
    QJsonObject release = fake::release(214, QString(10'000, QLatin1Char('n')), QStringLiteral("waiting"),
                                        QStringLiteral("candidate"), QStringLiteral("ينتظر ").repeated(2000));
    release.insert(QStringLiteral("requested_by"), QString(10'000, QLatin1Char('w')));
    m_service->put(release);
    QJsonArray steps = sample::steps(QStringLiteral("pre-sync"), QStringLiteral("failed"));
    QJsonObject step = steps[7].toObject();
    step.insert(QStringLiteral("title"), QString(10'000, QLatin1Char('t')));
    step.insert(QStringLiteral("problem"),
                Problem{Problem::Kind::Internal, QString(10'000, QLatin1Char('p')), {}, {}}.toJson());
    steps[7] = step;
    m_service->steps[214] = steps;
    openPane();
    QTRY_VERIFY(m_pane->width() <= 1200);
    QVERIFY2(m_pane->minimumSizeHint().width() < 1000,
             qPrintable(QString::number(m_pane->minimumSizeHint().width())));
    QVERIFY(child<NextPanel>()->width() < 900);
    QVERIFY(!m_pane->grab().isNull());
}

void TestReleasePane::previewAndGuardrails()
{
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    m_service->previews[QStringLiteral("pre-sync")] = {
        QStringLiteral("The copy's database follows production's.")};
    m_service->previews[QStringLiteral("swap")] = {QStringLiteral("127.93.4.1 leads to shop-3.")};
    openPane();
    QTRY_VERIFY(child<QLabel>("changes")->text().contains(QStringLiteral("follows production's")));
    QVERIFY(child<ElidedLabel>("nextHeading")->text().startsWith(QStringLiteral("Now: ")));
    QVERIFY(child<QLabel>("guardrails")->text().contains(QStringLiteral("✓ health of shop-1: 1.4.2")));
    child<StepGraphView>()->select(QStringLiteral("swap"));
    QTRY_VERIFY(child<QLabel>("changes")->text().contains(QStringLiteral("leads to shop-3")));
    QCOMPARE(child<ElidedLabel>("nextHeading")->text(), QStringLiteral("Swap and let requests go"));
    QTest::mouseClick(child<QPushButton>("toCurrent"), Qt::LeftButton);
    QVERIFY(child<ElidedLabel>("nextHeading")->text().startsWith(QStringLiteral("Now: ")));
    QVERIFY(!child<QPushButton>("toCurrent")->isVisible());
    // What was looked at gives way when the release goes on.
    child<StepGraphView>()->select(QStringLiteral("swap"));
    stand(QStringLiteral("running"), QStringLiteral("catch-up"), QStringLiteral("running"));
    m_service->tell(QStringLiteral("release.running"), QStringLiteral("release/214"));
    QTRY_COMPARE(child<ElidedLabel>("nextHeading")->text(),
                 QStringLiteral("Now: Bring over what has changed meanwhile"));
}

void TestReleasePane::theCustomersInvitation()
{
    stand(QStringLiteral("waiting"), QStringLiteral("candidate"), QStringLiteral("waiting"),
          QStringLiteral("customer signs off readiness"));
    openPane();
    QTRY_VERIFY(child<QLabel>("invitation")->isVisible());
    QVERIFY(child<QLabel>("invitation")->text().contains(QStringLiteral("http://127.93.4.3:8080/")));
    QVERIFY(child<QLabel>("invitation")->text().contains(QStringLiteral("ssh -p 2222 shop@127.93.4.3")));
    QTest::mouseClick(child<QPushButton>("copyInvitation"), Qt::LeftButton);
    QCOMPARE(m_navigator->copied.size(), 1);
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    m_service->tell(QStringLiteral("release.running"), QStringLiteral("release/214"));
    QTRY_VERIFY(!child<QLabel>("invitation")->isVisible());
}

void TestReleasePane::productionTints()
{
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    QSignalSpy tinted(m_pane.get(), &Pane::productionChanged);
    openPane();
    QCOMPARE(tinted.count(), 0);
    stand(QStringLiteral("frozen"), QStringLiteral("drain"), QStringLiteral("running"));
    m_service->tell(QStringLiteral("release.frozen"), QStringLiteral("release/214"));
    QTRY_COMPARE(tinted.count(), 1);
    QVERIFY(child<QLabel>("releaseProduction")->isVisible());
    QVERIFY(child<ElidedLabel>("numbers")->text().contains(QStringLiteral("being held")));
}

void TestReleasePane::shortcutsByState()
{
    stand(QStringLiteral("live"), QStringLiteral("finalize"), QStringLiteral("waiting"),
          QStringLiteral("operations signs off finalize"));
    openPane();
    QAction *rollback = m_actions->find(QStringLiteral("release.rollback"));
    QVERIFY(rollback->isVisible() && rollback->isEnabled());
    QVERIFY(!rollback->shortcut().isEmpty());
    QVERIFY(!m_actions->find(QStringLiteral("release.abort"))->isVisible());
    rollback->trigger();
    QCOMPARE(m_navigator->questions.size(), 1U);
    QSet<QString> shortcuts;
    int count = 0;
    for (const Actions::Entry &entry : m_actions->entries()) {
        count += !entry.action->shortcut().isEmpty();
        shortcuts.insert(entry.action->shortcut().toString());
    }
    shortcuts.remove(QString());
    QCOMPARE(shortcuts.size(), count); // none of them twice
}

void TestReleasePane::commandsAreCopied()
{
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    openPane();
    for (const Actions::Entry &entry : m_actions->entries()) {
        if (entry.id == QLatin1String("release.pause"))
            QCOMPARE(entry.commandLine(), QStringLiteral("slipwayctl release pause 214"));
    }
    const auto lineOf = [this](const char *id) {
        for (const Actions::Entry &entry : m_actions->entries()) {
            if (entry.id == QLatin1String(id))
                return readByCtl(entry.commandLine ? entry.commandLine() : QString());
        }
        return ReadLine();
    };
    QCOMPARE(lineOf("release.history").command, QStringLiteral("ledger tail"));
    QCOMPARE(lineOf("release.history").arguments.text("subject"), QStringLiteral("release/214"));
    QCOMPARE(lineOf("release.report").command, QStringLiteral("release report"));
    QCOMPARE(lineOf("release.copyReport").arguments.number("id"), 214);
    QCOMPARE(lineOf("release.application").arguments.text("app"), QStringLiteral("northwind/shop"));
    Q_EMIT child<NextPanel>()->buttons()->commandWanted(child<NextPanel>()->buttons()->actions().front());
    QCOMPARE(m_navigator->copied, QStringList{QStringLiteral("slipwayctl release pause 214")});
}

void TestReleasePane::theReport()
{
    stand(QStringLiteral("live"), QStringLiteral("finalize"), QStringLiteral("waiting"),
          QStringLiteral("operations signs off finalize"));
    m_service->reports[214] = sample::report(false);
    openPane();
    QCOMPARE(m_service->count("GET", QStringLiteral("/api/v1/releases/214/report")), 0U); // nobody looks
    m_actions->find(QStringLiteral("release.report"))->trigger();
    QTRY_VERIFY(child<QTextBrowser>("report")->toPlainText().contains(QStringLiteral("812 ms")));
    QVERIFY(child<QTextBrowser>("report")->toPlainText().contains(QStringLiteral("Tried on two phones.")));
    QTest::mouseClick(child<QPushButton>("copyReport"), Qt::LeftButton);
    QVERIFY(m_navigator->copied.front().contains(QStringLiteral("kern as customer")));
    QVERIFY(!m_navigator->copied.front().contains(QLatin1Char('<')));
}

void TestReleasePane::theDowntimeStrip()
{
    stand(QStringLiteral("frozen"), QStringLiteral("drain"), QStringLiteral("running"));
    QJsonArray items;
    for (int i = 0; i < 30; ++i) {
        items.append(QJsonObject{{QStringLiteral("at"), i * 100},
                                 {QStringLiteral("answered"), 10},
                                 {QStringLiteral("failed"), 0},
                                 {QStringLiteral("worst_ms"), i > 20 ? 812 : 3}});
    }
    const QJsonObject answer{{QStringLiteral("start"), fake::at(40)},
                             {QStringLiteral("rate"), 100},
                             {QStringLiteral("slice_ms"), 100},
                             {QStringLiteral("more"), false},
                             {QStringLiteral("items"), items}};
    for (const char *name : {"samples", "probe"})
        m_service->answer(QStringLiteral("/api/v1/releases/214/") + QLatin1String(name), answer);
    openPane();
    QTRY_COMPARE(child<DowntimeStrip>()->count(), 30);
    QVERIFY(child<ElidedLabel>("numbers")->text().contains(QStringLiteral("300 asked")));
}

void TestReleasePane::historyAndLog()
{
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    openPane();
    m_actions->find(QStringLiteral("release.history"))->trigger();
    QCOMPARE(m_navigator->opened, QStringList{QStringLiteral("activity/release/214")});
    m_actions->find(QStringLiteral("release.log"))->trigger();
    QCOMPARE(child<QTabWidget>("releaseTabs")->currentIndex(), 0);
    QVERIFY(child<QLineEdit>("logSearch")->hasFocus() || !m_pane->isActiveWindow());
}

QTEST_MAIN(TestReleasePane)
#include "TestReleasePane.moc"
