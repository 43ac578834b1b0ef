// The activity pane: asking by who, what and about what; words instead of kinds; one entry in full; and its
// place while new entries come.
#include "ctl/ReadByCtl.h"
#include "widgets/ActivityPane.h"
#include "widgets/EmptyState.h"
#include "widgets/EventDetail.h"
#include "widgets/PaneRig.h"
#include "widgets/StaleNote.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QCompleter>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

using namespace slipway;

class TestActivityPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init()
    {
        m_rig = std::make_unique<PaneRig>();
        m_rig->service.tell(QStringLiteral("release.frozen"), QStringLiteral("release/214"),
                            {{QStringLiteral("application"), QStringLiteral("northwind/shop")}});
        m_rig->service.tell(QStringLiteral("comet.seen"), QStringLiteral("sky"), {}, QStringLiteral("jo"));
        makePane();
    }
    void cleanup()
    {
        m_pane.reset();
        m_rig.reset();
    }

    void newestFirstAndInWords()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 12);
        QCOMPARE(what(0), QStringLiteral("comet.seen"));
        QCOMPARE(what(1), QStringLiteral("held requests of northwind/shop"));
        m_rig->service.tell(QStringLiteral("brake.off"), QStringLiteral("service"));
        QTRY_COMPARE(rows(), 13);
        QCOMPARE(what(0), QStringLiteral("took the brake off"));
    }

    void fieldsAskTheService()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 12);
        QTest::keyClicks(field("Only what this one did"), QStringLiteral("jo"));
        QTest::keyClick(field("Only what this one did"), Qt::Key_Return);
        QTRY_COMPARE(rows(), 1);
        QCOMPARE(
            m_rig->service.last("GET", QStringLiteral("/api/v1/ledger"))->argument(QStringLiteral("actor")),
            QStringLiteral("jo"));
        QVERIFY(m_rig->offers(QStringLiteral("activity.all")));
        m_rig->action(QStringLiteral("activity.all"))->trigger();
        QTRY_COMPARE(rows(), 12);
        QVERIFY(field("Only what this one did")->text().isEmpty());
        QVERIFY(!m_rig->offers(QStringLiteral("activity.all")));
    }

    void whatIsAskedForHasACommand()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 12);
        auto *copy = named<QToolButton>(*m_pane, QStringLiteral("Copy what is asked for as command"));
        copy->click();
        QCOMPARE(m_rig->navigator.copied.takeLast(), QStringLiteral("slipwayctl ledger tail --limit 50"));
        field("Only what this one did")->setText(QStringLiteral("Eva O'Hara"));
        field("Only this kind; one that ends in a dot: all of them")->setText(QStringLiteral("release."));
        field("Only about this; one that ends in a slash: all of them")->setText(QStringLiteral("release/"));
        field("Only with this text")->setText(QStringLiteral("--since $HOME"));
        copy->click();
        const ReadLine read = readByCtl(m_rig->navigator.copied.takeLast());
        QCOMPARE(read.command, QStringLiteral("ledger tail"));
        QCOMPARE(read.arguments.text("actor"), QStringLiteral("Eva O'Hara"));
        QCOMPARE(read.arguments.text("kind"), QStringLiteral("release."));
        QCOMPARE(read.arguments.text("subject"), QStringLiteral("release/"));
        QCOMPARE(read.arguments.text("search"), QStringLiteral("--since $HOME"));
        QVERIFY(!read.arguments.has("since"));
        m_rig->action(QStringLiteral("activity.copy-query"))->trigger(); // and from the palette
        QCOMPARE(readByCtl(m_rig->navigator.copied.takeLast()).arguments.text("kind"),
                 QStringLiteral("release."));
    }

    void wordsThatWereSeenAreOffered()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 12);
        QCompleter *who = field("Only what this one did")->completer();
        who->setCompletionPrefix(QStringLiteral("j"));
        QCOMPARE(who->currentCompletion(), QStringLiteral("jo"));
        QCompleter *kinds = field("Only this kind; one that ends in a dot: all of them")->completer();
        kinds->setCompletionPrefix(QStringLiteral("comet"));
        QCOMPARE(kinds->currentCompletion(), QStringLiteral("comet.seen"));
    }

    void anEntryMakesThePaneNoTaller()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 12);
        const int before = m_pane->minimumSizeHint().height();
        choose(1);
        QTRY_VERIFY(detail()->entry());
        QCOMPARE(m_pane->minimumSizeHint().height(), before);
        QVERIFY2(before < 200, qPrintable(QString::number(before)));
        m_pane->resize(900, 200);
        QTRY_COMPARE(m_pane->height(), 200);
        QVERIFY(button("Its history")->isVisible());
        QVERIFY(detail()->rect().contains(button("Its history")->geometry()));
    }

    void anObjectsHistory()
    {
        QVERIFY(m_rig->connect());
        m_pane->open(QStringLiteral("activity/release/214"));
        QTRY_COMPARE(rows(), 1);
        QCOMPARE(field("Only about this; one that ends in a slash: all of them")->text(),
                 QStringLiteral("release/214"));
        m_pane->open(QStringLiteral("activity/application/northwind/shop"));
        QTRY_VERIFY(empty()->isVisible());
        QVERIFY(empty()->text().startsWith(QStringLiteral("Nothing like this")));
    }

    void oneEntryInFull()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 12);
        choose(1);
        QVERIFY(detail()->entry());
        QCOMPARE(detail()->entry()->seq, 11);
        const QString payload = detail()->findChild<QPlainTextEdit *>()->toPlainText();
        QVERIFY(payload.contains(QStringLiteral("\n    \"application\": \"northwind/shop\"")));
        button("Open release/214")->click();
        QCOMPARE(m_rig->navigator.opened, QStringList{QStringLiteral("release/214")});
        button("Copy as command")->click();
        QCOMPARE(m_rig->navigator.copied,
                 QStringList{QStringLiteral("slipwayctl ledger tail --since 10 --limit 1")});
        button("Its history")->click();
        QTRY_COMPARE(rows(), 1);
    }

    // A step's entry is about the application, which is busy with one release: it leads there.
    void aStepLeadsToItsRelease()
    {
        m_rig->service.tell(QStringLiteral("step.waiting"), QStringLiteral("application/northwind/shop"),
                            {{QStringLiteral("step"), QStringLiteral("finalize")},
                             {QStringLiteral("release"), 214},
                             {QStringLiteral("waits_for"), QStringLiteral("operations signs off finalize")}});
        m_rig->service.tell(QStringLiteral("step.waiting"), QStringLiteral("application/northwind/shop"),
                            {{QStringLiteral("step"), QStringLiteral("finalize")},
                             {QStringLiteral("waits_for"), QStringLiteral("operations signs off finalize")}});
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 14);
        QCOMPARE(what(1),
                 QStringLiteral("release 214 waits at step finalize: operations signs off finalize"));
        choose(1);
        button("Open release/214")->click();
        QCOMPARE(m_rig->navigator.opened, QStringList{QStringLiteral("release/214")});
        m_rig->action(QStringLiteral("activity.open"))->trigger();
        QCOMPARE(m_rig->navigator.opened.size(), 2);
        QCOMPARE(m_rig->navigator.opened.last(), QStringLiteral("release/214"));
        choose(0); // of an older service
        QCOMPARE(what(0), QStringLiteral("step finalize waits: operations signs off finalize"));
        QVERIFY(button("Open application/northwind/shop"));
    }

    void theChosenOneStaysWhileNewOnesCome()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 12);
        choose(1);
        for (int i = 0; i < 5; ++i)
            m_rig->service.tell(QStringLiteral("step.done"), QStringLiteral("application/a/b"));
        QTRY_COMPARE(rows(), 17);
        QCOMPARE(table()->currentIndex().row(), 6);
        QCOMPARE(detail()->entry()->seq, 11);
    }

    // Of the smarthost's own mail nothing can be shown.
    void mailInQuarantineIsOpened()
    {
        m_rig->service.tell(QStringLiteral("mail.expired"), QStringLiteral("mail/9"));
        m_rig->service.tell(QStringLiteral("mail.discarded"), QStringLiteral("mail/7"),
                            {{QStringLiteral("from"), QStringLiteral("mallory@x.example")}});
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 14);
        choose(0);
        button("Open mail/7")->click();
        QCOMPARE(m_rig->navigator.opened, QStringList{QStringLiteral("mail/7")});
        choose(1);
        QVERIFY(!m_rig->offers(QStringLiteral("activity.open")));
    }

    void keysMoveAndOpen()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 12);
        table()->setFocus();
        choose(0);
        QTest::keyClick(table(), Qt::Key_Return); // nothing shows a sky
        QVERIFY(m_rig->navigator.opened.isEmpty());
        QTest::keyClick(table(), Qt::Key_J);
        QTest::keyClick(table(), Qt::Key_Return);
        QCOMPARE(m_rig->navigator.opened, QStringList{QStringLiteral("release/214")});
    }

    void itComesBackAfterARestart()
    {
        QVERIFY(m_rig->connect());
        m_pane->open(QStringLiteral("activity/release/214"));
        QTRY_COMPARE(rows(), 1);
        choose(0);
        const QJsonObject state = m_pane->saveState();
        makePane();
        m_pane->restoreState(state);
        QTRY_COMPARE(rows(), 1);
        QTRY_VERIFY(detail()->entry());
        QCOMPARE(detail()->entry()->seq, 11);
    }

    void staleSaysSoAndKeepsWhatIsThere()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 12);
        m_rig->service.goAway();
        QTRY_VERIFY(m_pane->findChild<StaleNote *>()->isVisible());
        QCOMPARE(rows(), 12);
        m_rig->service.comeBack();
        QTRY_VERIFY(!m_pane->findChild<StaleNote *>()->isVisible());
    }

    void hostileNamesAreShown()
    {
        for (const QString &name : hostileNames()) {
            m_rig->service.tell(name, name, {{QStringLiteral("name"), name}}, name);
            m_rig->service.tell(QStringLiteral("user.created"), QStringLiteral("user/") + name, {}, name);
        }
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 20);
        for (int row = 0; row < 8; ++row) {
            choose(row);
            QVERIFY(!m_pane->grab().isNull());
            QVERIFY(what(row).size() < 300);
        }
        QVERIFY(m_pane->minimumSizeHint().width() < 1000);
    }

private:
    void makePane()
    {
        m_pane = std::make_unique<ActivityPane>(m_rig->desk());
        m_pane->resize(1100, 500);
        m_pane->show();
        m_pane->setActive(true);
    }
    QTableView *table() const { return m_pane->findChild<QTableView *>(); }
    EmptyState *empty() const { return m_pane->findChild<EmptyState *>(); }
    EventDetail *detail() const { return m_pane->findChild<EventDetail *>(); }
    QLineEdit *field(const char *name) const { return named<QLineEdit>(*m_pane, QString::fromLatin1(name)); }
    QPushButton *button(const char *text) const
    {
        for (QPushButton *one : detail()->findChildren<QPushButton *>()) {
            if (one->text() == QLatin1String(text))
                return one;
        }
        return nullptr;
    }
    int rows() const { return table()->model()->rowCount(); }
    QString what(int row) const { return table()->model()->index(row, LedgerModel::What).data().toString(); }
    void choose(int row) { table()->setCurrentIndex(table()->model()->index(row, 0)); }

    std::unique_ptr<PaneRig> m_rig;
    std::unique_ptr<ActivityPane> m_pane;
};

QTEST_MAIN(TestActivityPane)
#include "TestActivityPane.moc"
