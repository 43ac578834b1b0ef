// What can be done from the pane of one release: buttons by state, one press one request, what a sheet is
// asked for, stale disables, notes, commands.
#include "ctl/ReadByCtl.h"
#include "widgets/InlineMessage.h"
#include "widgets/ReleasePaneFixture.h"

#include <QLineEdit>
#include <QSignalSpy>

using namespace slipway;

class TestReleasePaneActions : public QObject, private ReleasePaneFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(begin()); }
    void cleanup() { end(); }

    void buttonsByState_data();
    void buttonsByState();
    void aPressIsOneRequest();
    void aSheetIsAskedFirst();
    void whatCameToNothingIsKept();
    void anotherReleaseMeanwhile();
    void staleDisables();
    void refusalIsSaidInPlace();
    void anAnswerFindsItsRelease();
    void aRefusalFindsItsRelease();
    void withoutAnAnswerItIsTheSameAction();
    void theNoteGoesAlong();
    void onlyTheSignOffTakesTheNote();
    void draftsStay();
    void shortcutsByState();
    void commandsAreCopied();
};

void TestReleasePaneActions::buttonsByState_data()
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

void TestReleasePaneActions::buttonsByState()
{
    QFETCH(QString, state);
    QFETCH(QString, at);
    QFETCH(QString, stepState);
    QFETCH(QString, waits);
    QFETCH(QStringList, there);
    QFETCH(QStringList, notThere);
    QFETCH(QString, role);
    QVERIFY(begin(role));
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

void TestReleasePaneActions::aPressIsOneRequest()
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

void TestReleasePaneActions::aSheetIsAskedFirst()
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

// What was typed for nothing stands there again.
void TestReleasePaneActions::whatCameToNothingIsKept()
{
    stand(QStringLiteral("live"), QStringLiteral("finalize"), QStringLiteral("waiting"),
          QStringLiteral("operations signs off finalize"));
    openPane();
    QTRY_VERIFY(button("rollback"));
    click("rollback");
    m_service->goAway();
    QTRY_VERIFY(!m_session->isLive());
    m_navigator->answer(QStringLiteral("The basket is empty"));
    QCOMPARE(sent(), 0U);
    m_service->comeBack();
    QTRY_VERIFY(m_session->isLive());
    m_navigator->questions.clear();
    QTRY_VERIFY(button("rollback")->isEnabled());
    click("rollback");
    QCOMPARE(m_navigator->questions.front().reason, QStringLiteral("The basket is empty"));
}

void TestReleasePaneActions::anotherReleaseMeanwhile()
{
    stand(QStringLiteral("live"), QStringLiteral("finalize"), QStringLiteral("waiting"),
          QStringLiteral("operations signs off finalize"));
    openPane();
    click("rollback");
    m_service->steps[213] = sample::steps(QStringLiteral("finalize"), QStringLiteral("waiting"));
    m_pane->open(QStringLiteral("release/213"));
    m_navigator->answer(QStringLiteral("meant for 214"));
    QTRY_VERIFY(m_pane->heading().startsWith(QStringLiteral("Release 213 · ")));
    QCOMPARE(sent(), 0U);
}

void TestReleasePaneActions::staleDisables()
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

void TestReleasePaneActions::refusalIsSaidInPlace()
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

// Left and opened again while a command is under way: it isn't offered once more.
void TestReleasePaneActions::anAnswerFindsItsRelease()
{
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    m_service->steps[213] = sample::steps(QStringLiteral("pre-sync"), QStringLiteral("running"));
    openPane();
    m_service->hold("POST");
    click("pause");
    openRelease(213);
    openRelease(214);
    QVERIFY(button("pause") && !button("pause")->isEnabled());
    click("pause");
    m_actions->find(QStringLiteral("release.pause"))->trigger();
    openRelease(213);
    m_service->release();
    QTest::qWait(20);
    openRelease(214);
    QTRY_VERIFY(button("pause")->isEnabled());
    QCOMPARE(sent(), 1U);
    QVERIFY(m_navigator->told.empty());
}

void TestReleasePaneActions::aRefusalFindsItsRelease()
{
    stand(QStringLiteral("live"), QStringLiteral("finalize"), QStringLiteral("waiting"),
          QStringLiteral("operations signs off finalize"));
    m_service->steps[213] = sample::steps(QStringLiteral("pre-sync"), QStringLiteral("running"));
    openPane();
    const Problem problem{Problem::Kind::Conflict, QStringLiteral("It is held"), {}, {}};
    m_service->on("POST", QStringLiteral("/api/v1/releases/214/rollback"),
                  [problem](const FakeService::Request &) { return FakeService::Reply::refusal(problem); });
    m_service->hold("POST");
    click("rollback");
    m_navigator->answer(QStringLiteral("The basket is empty"));
    openRelease(213);
    m_service->release();
    QTRY_COMPARE(m_navigator->told.size(), 1U);
    QCOMPARE(m_navigator->told.front().what, QStringLiteral("Release 214: It is held"));
    QVERIFY(!child<InlineMessage>("message")->isVisible());
    openRelease(214);
    QTRY_VERIFY(button("rollback")->isEnabled());
    m_navigator->questions.clear();
    click("rollback");
    QCOMPARE(m_navigator->questions.front().reason, QStringLiteral("The basket is empty"));
}

void TestReleasePaneActions::withoutAnAnswerItIsTheSameAction()
{
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    openPane();
    m_service->hold("POST");
    click("pause");
    m_service->goAway();
    m_service->release();
    QTRY_VERIFY(child<InlineMessage>("message")->isVisible());
    QVERIFY(child<InlineMessage>("message")->text().contains(
        QStringLiteral("it isn't known whether it was done")));
    const QByteArray first = lastSent().idempotencyKey;
    m_service->comeBack();
    QTRY_VERIFY(button("pause")->isEnabled());
    click("pause");
    QTRY_COMPARE(sent(), 2U);
    QCOMPARE(lastSent().idempotencyKey, first);
    QTRY_VERIFY(button("pause")->isEnabled());
    click("pause"); // the one before was done
    QTRY_COMPARE(sent(), 3U);
    QVERIFY(lastSent().idempotencyKey != first);
}

void TestReleasePaneActions::theNoteGoesAlong()
{
    QVERIFY(begin(QStringLiteral("admin")));
    stand(QStringLiteral("waiting"), QStringLiteral("candidate"), QStringLiteral("waiting"),
          QStringLiteral("customer signs off readiness"));
    openPane();
    // What is signed off swaps production by itself: that is asked first, and the note goes with the answer.
    QVERIFY(!child<QLineEdit>("signOffNote")->isVisible());
    click("signoff");
    QCOMPARE(m_navigator->questions.size(), 1U);
    QCOMPARE(m_navigator->questions.front().typed, QStringLiteral("northwind/shop"));
    QCOMPARE(sent(), 0U);
    m_navigator->answer(QStringLiteral("Tried on two phones"));
    QTRY_COMPARE(sent(), 1U);
    QCOMPARE(lastSent().path, QStringLiteral("/api/v1/releases/214/signoff"));
    QCOMPARE(lastSent().body.value(QStringLiteral("note")).toString(), QStringLiteral("Tried on two phones"));
    QCOMPARE(lastSent().body.value(QStringLiteral("as")).toString(), QStringLiteral("customer"));
}

void TestReleasePaneActions::onlyTheSignOffTakesTheNote()
{
    QVERIFY(begin(QStringLiteral("admin")));
    stand(QStringLiteral("running"), QStringLiteral("pre-sync"), QStringLiteral("running"));
    openPane();
    child<NextPanel>()->setNote(QStringLiteral("half a sentence"));
    click("pause");
    QTRY_COMPARE(sent(), 1U);
    QTRY_VERIFY(button("pause")->isEnabled());
    QCOMPARE(child<NextPanel>()->note(), QStringLiteral("half a sentence"));
    stand(QStringLiteral("waiting"), QStringLiteral("candidate"), QStringLiteral("waiting"),
          QStringLiteral("customer signs off readiness"));
    m_service->tell(QStringLiteral("release.waiting"), QStringLiteral("release/214"));
    QTRY_VERIFY(button("signoff"));
    click("signoff");
    m_navigator->answer(QStringLiteral("Tried on two phones"));
    QTRY_COMPARE(child<NextPanel>()->note(), QString());
}

void TestReleasePaneActions::draftsStay()
{
    stand(QStringLiteral("waiting"), QStringLiteral("candidate"), QStringLiteral("waiting"),
          QStringLiteral("customer signs off readiness"));
    openPane();
    QSignalSpy changed(m_pane.get(), &Pane::draftChanged);
    child<NextPanel>()->setNote(QStringLiteral("half a sentenc"));
    QCOMPARE(changed.size(), 0); // nobody has typed
    QTest::keyClick(child<QLineEdit>("signOffNote"), Qt::Key_E);
    QCOMPARE(changed.size(), 1);
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

void TestReleasePaneActions::shortcutsByState()
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

void TestReleasePaneActions::commandsAreCopied()
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
    // What has to be said is asked for first; the sheet copies the line with it.
    const auto &actions = child<NextPanel>()->buttons()->actions();
    const auto abort = std::find_if(actions.begin(), actions.end(),
                                    [](const ReleaseAction &a) { return a.verb == QLatin1String("abort"); });
    QVERIFY(abort != actions.end());
    Q_EMIT child<NextPanel>()->buttons()->commandWanted(*abort);
    QCOMPARE(m_navigator->copied.size(), 1);
    QCOMPARE(m_navigator->questions.size(), 1U);
    const ReadLine line = readByCtl(m_navigator->questions.front().commandLine);
    QCOMPARE(line.command, QStringLiteral("release abort"));
    QCOMPARE(line.arguments.text("reason"), QStringLiteral("%1"));
    for (const Actions::Entry &entry : m_actions->entries()) {
        if (entry.id == QLatin1String("release.abort"))
            QCOMPARE(entry.commandLine(), QString());
    }
}

QTEST_MAIN(TestReleasePaneActions)
#include "TestReleasePaneActions.moc"
