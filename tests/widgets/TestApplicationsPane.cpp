// The applications pane: what is offered for what is chosen, what is asked before, what is sent and how
// often; stale, refused, empty, and names that want to do harm.
#include "ctl/ReadByCtl.h"
#include "widgets/ApplicationsPaneFixture.h"
#include "widgets/EmptyState.h"
#include "widgets/StaleNote.h"

#include <QMenu>
#include <QPushButton>

using namespace slipway;

class TestApplicationsPane : public QObject, private ApplicationsPaneFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init() { begin(); }
    void cleanup() { end(); }

    void theTreeIsThereAndUnfolds()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(tree()->model()->rowCount(), 2);
        choose(QStringLiteral("application/northwind/shop"));
        QVERIFY(texts().contains(QStringLiteral("Northwind Shop")));
    }

    void whatIsOfferedFitsWhatIsChosen_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QStringList>("offered");
        const QStringList customer{QStringLiteral("history")};
        QTest::newRow("production") << QStringLiteral("application/northwind/shop/shop-1")
                                    << QStringList{QStringLiteral("browse"),       QStringLiteral("clone"),
                                                   QStringLiteral("copy-address"), QStringLiteral("history"),
                                                   QStringLiteral("release"),      QStringLiteral("stop")};
        QTest::newRow("test") << QStringLiteral("application/northwind/shop/shop-3")
                              << QStringList{QStringLiteral("browse"),       QStringLiteral("clone"),
                                             QStringLiteral("copy-address"), QStringLiteral("copy-ssh"),
                                             QStringLiteral("history"),      QStringLiteral("release"),
                                             QStringLiteral("remove"),       QStringLiteral("ssh"),
                                             QStringLiteral("stop")};
        QTest::newRow("standby") << QStringLiteral("application/northwind/shop/shop-2")
                                 << QStringList{QStringLiteral("browse"),       QStringLiteral("clone"),
                                                QStringLiteral("copy-address"), QStringLiteral("history"),
                                                QStringLiteral("release"),      QStringLiteral("stop")};
        QTest::newRow("customer") << QStringLiteral("customer/northwind") << customer;
    }

    void whatIsOfferedFitsWhatIsChosen()
    {
        QFETCH(QString, reference);
        QFETCH(QStringList, offered);
        QVERIFY(m_rig->connect());
        choose(reference);
        QCOMPARE(offers(), offered);
    }

    void whereItIsReachedHasACommand_data()
    {
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QString>("line");
        QTest::newRow("production") << QStringLiteral("shop-1")
                                    << QStringLiteral("slipwayctl app url northwind/shop");
        QTest::newRow("test") << QStringLiteral("shop-3")
                              << QStringLiteral("slipwayctl app url northwind/shop --environment shop-3");
    }

    void whereItIsReachedHasACommand()
    {
        QFETCH(QString, environment);
        QFETCH(QString, line);
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/") + environment);
        const QString copied = commandOf("copy-address");
        QCOMPARE(copied, line);
        const QString browsed = commandOf("browse");
        for (const QString &one : {copied, browsed}) {
            const ReadLine read = readByCtl(one);
            QCOMPARE(read.command, QStringLiteral("app url"));
            QCOMPARE(read.arguments.text("app"), QStringLiteral("northwind/shop"));
            QCOMPARE(read.arguments.text("environment", QStringLiteral("shop-1")), environment);
        }
        QCOMPARE(readByCtl(browsed).others,
                 (QStringList{QStringLiteral("xdg-open"), QStringLiteral("answer")}));
        const ReadLine history = readByCtl(commandOf("history"));
        QCOMPARE(history.command, QStringLiteral("ledger tail"));
        QCOMPARE(history.arguments.text("subject"), QStringLiteral("application/northwind/shop"));
    }

    void supportOnlyLooks()
    {
        m_rig->service.role = QStringLiteral("support");
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/shop-3"));
        QCOMPARE(offers(),
                 (QStringList{QStringLiteral("browse"), QStringLiteral("copy-address"),
                              QStringLiteral("copy-ssh"), QStringLiteral("history"), QStringLiteral("ssh")}));
    }

    void stoppingProductionAsksForItsName()
    {
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/shop-1"));
        trigger("stop");
        QCOMPARE(m_rig->navigator.questions.size(), 1U);
        const Question &question = m_rig->navigator.questions.front();
        QVERIFY(question.production);
        QCOMPARE(question.typed, QStringLiteral("northwind/shop"));
        QCOMPARE(question.commandLine,
                 QStringLiteral("slipwayctl app stop northwind/shop --environment shop-1"));
        QVERIFY(question.changes.join(QLatin1Char(' ')).contains(QLatin1String("http://127.93.4.1:8080/")));
        QCOMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/applications/*")), 0U);
    }

    void itIsSentOnceAndSaid()
    {
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/shop-3"));
        trigger("stop");
        QVERIFY(m_rig->navigator.questions.front().typed.isEmpty()); // a test environment: a click
        m_rig->service.hold();
        m_rig->navigator.answer({});
        QVERIFY(!m_rig->offers(QStringLiteral("applications.stop"))); // while it is under way
        m_rig->navigator.answer({});
        m_rig->service.release();
        QTRY_COMPARE(message()->text(), QStringLiteral("shop-3 of northwind/shop is stopped."));
        const QString path = QStringLiteral("/api/v1/applications/northwind/shop/stop");
        QCOMPARE(m_rig->service.count("POST", path), 1U);
        QCOMPARE(m_rig->service.last("POST", path)->body.value(QStringLiteral("environment")).toString(),
                 QStringLiteral("shop-3"));
    }

    void withoutAnAnswer_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::newRow("clone") << QStringLiteral("clone");
        QTest::newRow("stop") << QStringLiteral("stop");
        QTest::newRow("remove") << QStringLiteral("remove");
    }
    void withoutAnAnswer()
    {
        QFETCH(QString, verb);
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/shop-3"));
        const QString path = QStringLiteral("/api/v1/applications/northwind/shop/") + verb;
        QByteArrayList keys;
        const auto press = [&] {
            trigger(qPrintable(verb));
            m_rig->navigator.answer({});
            keys.append(m_rig->service.last("POST", path)->idempotencyKey);
        };
        m_rig->service.hold("POST");
        press();
        m_rig->service.goAway();
        m_rig->service.release();
        QTRY_VERIFY(message()->text().contains(QStringLiteral("it isn't known whether it was done")));
        QVERIFY(message()->text().contains(QStringLiteral("does nothing twice")));
        m_rig->service.comeBack();
        QTRY_VERIFY(m_rig->offers(QStringLiteral("applications.") + verb));
        press();
        QCOMPARE(keys.at(1), keys.at(0));
        QTRY_COMPARE(message()->kind(), InlineMessage::Kind::Success); // done: from here on it is another
        press();
        QVERIFY(keys.at(2) != keys.at(0));
    }

    void whatWasStoppedIsStartedAgainByUndo()
    {
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/shop-3"));
        trigger("stop");
        m_rig->navigator.answer({});
        QTRY_COMPARE(message()->text(), QStringLiteral("shop-3 of northwind/shop is stopped."));
        choose(
            QStringLiteral("application/northwind/blog")); // it is about what was stopped, whatever is chosen
        auto *undo = message()->findChild<QPushButton *>();
        QVERIFY(!undo->isHidden());
        QCOMPARE(undo->text(), QStringLiteral("Undo"));
        undo->click();
        const QString path = QStringLiteral("/api/v1/applications/northwind/shop/start");
        QTRY_COMPARE(m_rig->service.count("POST", path), 1U);
        QCOMPARE(m_rig->service.last("POST", path)->body.value(QStringLiteral("environment")).toString(),
                 QStringLiteral("shop-3"));
    }

    void whatIsTheMatterStandsWhereTheTreeWould()
    {
        auto *empty = m_pane->findChild<EmptyState *>();
        QVERIFY(empty->text().contains(QStringLiteral("being fetched")));
        m_rig->service.goAway();
        m_rig->session.open();
        QTRY_VERIFY2(empty->text().contains(QStringLiteral("service can't be reached")),
                     qPrintable(empty->text()));
        int tries = 0;
        m_rig->actions.add(m_pane.get(), QStringLiteral("connection.again"), {}, {}, [&tries] { ++tries; });
        empty->findChild<QPushButton *>()->click();
        QCOMPARE(tries, 1);
        m_rig->service.comeBack();
        QTRY_VERIFY(!empty->isVisible());
    }

    void deleteAsksOnlyWhereThereIsSomethingToRemove()
    {
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/shop-1"));
        QTest::keyClick(tree(), Qt::Key_Delete); // production
        QVERIFY(m_rig->navigator.questions.empty());
        choose(QStringLiteral("application/northwind/shop/shop-3"));
        QTest::keyClick(tree(), Qt::Key_Delete);
        QCOMPARE(m_rig->navigator.questions.size(), 1U);
        QCOMPARE(m_rig->navigator.questions.front().confirm, QStringLiteral("Remove"));
    }

    void whatWasNeverBuiltIsRemovedWhole()
    {
        QJsonObject app = m_rig->service.applicationOf(QStringLiteral("northwind/blog"));
        const QJsonArray environments = app.value(QStringLiteral("environments")).toArray();
        app.insert(QStringLiteral("environments"),
                   QJsonArray{fake::with(environments[0].toObject(),
                                         {{QStringLiteral("state"), QStringLiteral("failed")}})});
        m_rig->service.put(app);
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/blog"));
        QVERIFY(!m_rig->offers(QStringLiteral("applications.remove")));
        QTest::keyClick(tree(), Qt::Key_Delete);
        QCOMPARE(m_rig->navigator.questions.size(), 1U);
        QCOMPARE(m_rig->navigator.questions.front().commandLine,
                 QStringLiteral("slipwayctl app remove northwind/blog"));
        m_rig->navigator.answer({});
        QTRY_COMPARE(m_rig->service.count("DELETE", QStringLiteral("/api/v1/applications/northwind/blog")),
                     1U);
    }

    void whatWasAskedAboutIsWhatIsDone()
    {
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/shop-3"));
        trigger("remove");
        QCOMPARE(m_rig->navigator.questions.front().typed, QStringLiteral("shop-3"));
        choose(QStringLiteral("application/northwind/shop/shop-1"));
        m_rig->navigator.answer({});
        const QString path = QStringLiteral("/api/v1/applications/northwind/shop/remove");
        QTRY_COMPARE(m_rig->service.count("POST", path), 1U);
        QCOMPARE(m_rig->service.last("POST", path)->body.value(QStringLiteral("environment")).toString(),
                 QStringLiteral("shop-3"));
    }

    void aRefusalIsSaidInPlace()
    {
        QVERIFY(m_rig->connect());
        m_rig->service.on("POST", QStringLiteral("/api/v1/applications/*"), [](const auto &) {
            return FakeService::Reply::refusal({Problem::Kind::Conflict,
                                                QStringLiteral("The brake is on: nothing new begins"),
                                                {},
                                                QStringLiteral("Wait.")});
        });
        choose(QStringLiteral("application/northwind/shop"));
        trigger("clone");
        m_rig->navigator.answer({});
        QTRY_VERIFY(message()->text().contains(QStringLiteral("The brake is on")));
        QVERIFY(m_rig->offers(QStringLiteral("applications.clone")));
    }

    void releaseHistoryAndCopies()
    {
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/shop-3"));
        trigger("release");
        QCOMPARE(m_rig->navigator.startedFor, QStringList{QStringLiteral("northwind/shop")});
        trigger("history");
        QCOMPARE(m_rig->navigator.opened, QStringList{QStringLiteral("activity/application/northwind/shop")});
        trigger("copy-address");
        trigger("copy-ssh");
        QCOMPARE(m_rig->navigator.copied, (QStringList{QStringLiteral("http://127.93.4.3:8080/"),
                                                       QStringLiteral("ssh -p 2222 -l shop -- 127.93.4.3")}));
    }

    void sshOpensATerminal()
    {
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/shop-3"));
        TerminalCommand started;
        m_pane->startProgram = [&](const TerminalCommand &command) {
            started = command;
            return true;
        };
        m_pane->findProgram = [](const QString &name) { return QStringLiteral("/usr/bin/") + name; };
        qunsetenv("TERMINAL");
        trigger("ssh");
        QCOMPARE(started.program, QStringLiteral("/usr/bin/x-terminal-emulator"));
        QCOMPARE(started.arguments.join(QLatin1Char(' ')),
                 QStringLiteral("-e ssh -p 2222 -l shop -- 127.93.4.3"));
        m_pane->findProgram = [](const QString &) { return QString(); };
        trigger("ssh");
        QVERIFY(message()->text().contains(QStringLiteral("There is no terminal")));
    }

    void theTerminalIsTheOneThatWasNamed()
    {
        const QStringList words{QStringLiteral("ssh"), QStringLiteral("a b")};
        const auto find = [](const QString &name) {
            return name == QLatin1String("konsole") ? QStringLiteral("/usr/bin/konsole") : QString();
        };
        const auto command = terminalFor(words, QStringLiteral("konsole --profile \"My own\""), find);
        QVERIFY(command);
        QCOMPARE(command->arguments,
                 (QStringList{QStringLiteral("--profile"), QStringLiteral("My own"), QStringLiteral("-e"),
                              QStringLiteral("ssh"), QStringLiteral("a b")}));
        QVERIFY(!terminalFor(words, QStringLiteral("gone"), find));
    }

    void theMenuHasWhatIsOfferedAndItsCommands()
    {
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/shop-3"));
        Q_EMIT tree()->customContextMenuRequested(tree()->visualRect(tree()->currentIndex()).center());
        auto *menu = m_pane->findChild<QMenu *>();
        QVERIFY(menu);
        QStringList shown;
        for (const QAction *action : menu->actions())
            shown.append(action->text());
        QVERIFY(shown.contains(QStringLiteral("Remove the environment…")));
        QVERIFY(!shown.contains(QStringLiteral("Start the environment…")));
        auto *commands = menu->findChild<QMenu *>();
        QVERIFY(commands);
        commands->actions().constFirst()->trigger();
        QCOMPARE(m_rig->navigator.copied,
                 QStringList{QStringLiteral("slipwayctl release start northwind/shop")});
        menu->close();
    }

    void staleSaysSoAndOffersNothingThatChanges()
    {
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/shop-3"));
        m_rig->service.goAway();
        auto *note = m_pane->findChild<StaleNote *>();
        QTRY_VERIFY(note->isVisible());
        QVERIFY(note->text().contains(QStringLiteral("Not connected")));
        QCOMPARE(offers(),
                 (QStringList{QStringLiteral("browse"), QStringLiteral("copy-address"),
                              QStringLiteral("copy-ssh"), QStringLiteral("history"), QStringLiteral("ssh")}));
        QCOMPARE(chosen(), QStringLiteral("application/northwind/shop/shop-3"));
        m_rig->service.comeBack();
        QTRY_VERIFY(!note->isVisible());
        QVERIFY(m_rig->offers(QStringLiteral("applications.remove")));
    }

    void emptyTeaches()
    {
        m_rig->service.customers.clear();
        m_rig->service.applications.clear();
        QVERIFY(m_rig->connect());
        auto *empty = m_pane->findChild<EmptyState *>();
        QTRY_VERIFY(empty->isVisible() && empty->text().startsWith(QStringLiteral("No applications yet")));
        QVERIFY(empty->text().contains(QStringLiteral("slipwayctl app create")));
    }

    void onlyTheWebIsOpenedInABrowser()
    {
        QJsonObject app = m_rig->service.applicationOf(QStringLiteral("northwind/blog"));
        QJsonArray environments = app.value(QStringLiteral("environments")).toArray();
        environments[0] = fake::with(environments[0].toObject(),
                                     {{QStringLiteral("url"), QStringLiteral("file:///etc/passwd")}});
        app.insert(QStringLiteral("environments"), environments);
        m_rig->service.put(app);
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/blog"));
        trigger("browse");
        QVERIFY(message()->text().contains(QStringLiteral("can't be opened")));
    }

    void hostileNamesAreShownAndQuoted()
    {
        QJsonArray environments;
        int number = 20;
        for (const QString &name : hostileNames()) {
            environments.append(
                fake::with(fake::environment(number, QStringLiteral("x"), QStringLiteral("test")),
                           {{QStringLiteral("name"), name}, {QStringLiteral("version"), name}}));
            ++number;
        }
        m_rig->service.put(
            fake::application(9, QStringLiteral("northwind/evil"), hostileNames().at(1), environments));
        QVERIFY(m_rig->connect());
        m_pane->open(QStringLiteral("application/northwind/evil"));
        QTRY_COMPARE(chosen(), QStringLiteral("application/northwind/evil"));
        tree()->expandAll();
        QVERIFY(!m_pane->grab().isNull());
        for (int row = 0; row < 4; ++row) {
            const QModelIndex app =
                tree()->model()->index(0, 0).isValid() ? tree()->currentIndex() : QModelIndex();
            tree()->setCurrentIndex(tree()->model()->index(row, 0, app));
            trigger("remove");
            const Question &question = m_rig->navigator.questions.back();
            QVERIFY(question.title.size() < 400);
            tree()->setCurrentIndex(app);
        }
        QCOMPARE(m_rig->navigator.questions.size(), 4U);
        QVERIFY(m_rig->navigator.questions.back().commandLine.contains(QStringLiteral("'<b>bold</b>")));
    }
};

QTEST_MAIN(TestApplicationsPane)
#include "TestApplicationsPane.moc"
