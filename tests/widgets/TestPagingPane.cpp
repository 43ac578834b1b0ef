// The paging pane: asking by case and person, how a page went, acknowledging, and writing all to a file.
#include "ctl/ReadByCtl.h"
#include "models/FakeDuty.h"
#include "widgets/EmptyState.h"
#include "widgets/ExportBar.h"
#include "widgets/InlineMessage.h"
#include "widgets/PageTimeline.h"
#include "widgets/PagingPane.h"
#include "widgets/PaneRig.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace slipway;

class TestPagingPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init()
    {
        m_rig = std::make_unique<PaneRig>();
        m_duty = std::make_unique<FakeDuty>(m_rig->service);
        for (int i = 1; i <= 4; ++i)
            m_duty->pages.push_front(
                FakeDuty::page(i, i % 2 + 11, i % 2 ? QStringLiteral("eva") : QStringLiteral("jan")));
        m_pane = std::make_unique<PagingPane>(m_rig->desk());
        m_pane->resize(1000, 400);
        m_pane->show();
        m_pane->setActive(true);
    }
    void cleanup()
    {
        m_pane.reset();
        m_rig.reset();
        m_duty.reset();
    }

    void byCaseAndPerson()
    {
        load();
        QTest::keyClicks(field("Only for this case"), QStringLiteral("x#12y"));
        QCOMPARE(field("Only for this case")->text(), QStringLiteral("#12"));
        QTest::keyClick(field("Only for this case"), Qt::Key_Return);
        QTRY_COMPARE(rows(), 2);
        QTest::keyClicks(field("Only to this person"), QStringLiteral("--jan"));
        QTest::keyClick(field("Only to this person"), Qt::Key_Return);
        QTRY_COMPARE(rows(), 0);
        named<QToolButton>(*m_pane, QStringLiteral("Copy what is asked for as command"))->click();
        const ReadLine read = readByCtl(m_rig->navigator.copied.takeLast());
        QCOMPARE(read.command, QStringLiteral("page list"));
        QCOMPARE(read.arguments.text("case"), QStringLiteral("12"));
        QCOMPARE(read.arguments.text("search"), QStringLiteral("--jan"));
        QVERIFY(m_pane->findChild<EmptyState *>()->text().contains(QStringLiteral("No page is like this")));
        m_rig->action(QStringLiteral("paging.all"))->trigger();
        QTRY_COMPARE(rows(), 4);
        m_pane->open(QStringLiteral("paging/case/11"));
        QTRY_COMPARE(rows(), 2);
        m_pane->open(QStringLiteral("page/3"));
        QTRY_COMPARE(table()->currentIndex().row(), 1);
    }

    void howAPageWent()
    {
        m_duty->pages.front().insert(QStringLiteral("acknowledged"),
                                     QStringLiteral("2026-11-27T01:04:00.000000Z"));
        load();
        table()->selectRow(0);
        auto *timeline = m_pane->findChild<PageTimeline *>();
        const QString words = timeline->inWords();
        QVERIFY2(words.startsWith(QStringLiteral("Page to jan for case 11; due ")), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("; taken in hand ")) &&
                     words.contains(QStringLiteral("+2 ms")),
                 qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("+12 ms; acknowledged")), qPrintable(words));
        QVERIFY2(words.endsWith(QStringLiteral("+4 min")), qPrintable(words));
        table()->selectRow(1);
        QVERIFY(timeline->inWords().endsWith(QStringLiteral("acknowledged: not yet")));
        QVERIFY(!timeline->grab().isNull());
        PageEntry returned = PageEntry::fromJson(m_duty->pages.back());
        returned.bounced = *returned.due + std::chrono::minutes(1);
        timeline->setPage(returned);
        QVERIFY2(timeline->inWords().contains(QStringLiteral("; came back ")),
                 qPrintable(timeline->inWords()));
        QVERIFY(!timeline->inWords().contains(QStringLiteral("not yet")));
    }

    void acknowledged()
    {
        load();
        QVERIFY(!m_rig->offers(QStringLiteral("paging.acknowledge")));
        table()->selectRow(1);
        QVERIFY(m_rig->offers(QStringLiteral("paging.acknowledge")));
        QTest::keyClick(table(), Qt::Key_A);
        QTRY_COMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/pages/3/ack")), 1U);
        QTRY_COMPARE(m_pane->findChild<InlineMessage *>()->text(),
                     QStringLiteral("Acknowledged: nobody else is paged for case 12."));
        m_rig->service.tell(QStringLiteral("case.acknowledged"), QStringLiteral("case/12"));
        QTRY_VERIFY(!m_rig->offers(QStringLiteral("paging.acknowledge")));
        QCOMPARE(m_duty->pages.at(1).value(QStringLiteral("id")).toInt(), 3);
        QTest::keyClick(table(), Qt::Key_A); // it is no longer open
        QTest::qWait(50);
        QCOMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/pages/3/ack")), 1U);
    }

    void whoMayOnlyLook()
    {
        m_rig->service.role = QStringLiteral("sales");
        load();
        QTRY_VERIFY(m_rig->session.role() == Role::Sales);
        table()->selectRow(0);
        QVERIFY(!m_rig->offers(QStringLiteral("paging.acknowledge")));
    }

    void toTheCase()
    {
        load();
        table()->selectRow(0);
        QTest::keyClick(table(), Qt::Key_Return);
        QCOMPARE(m_rig->navigator.opened, QStringList(QStringLiteral("case/11")));
    }

    void toAFile()
    {
        load();
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("pages.csv"));
        m_pane->findChild<QToolButton *>(QStringLiteral("export"))->click();
        auto *bar = m_pane->findChild<ExportBar *>();
        QVERIFY(bar->isVisible());
        auto *edit = bar->findChild<QLineEdit *>(QStringLiteral("path"));
        auto *write = bar->findChild<QPushButton *>(QStringLiteral("write"));
        edit->setText(folder.filePath(QStringLiteral("none/pages.csv")));
        QVERIFY(!write->isEnabled());
        edit->setText(path);
        QVERIFY(write->isEnabled());
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(bar->isHidden());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 5);
        m_pane->findChild<QToolButton *>(QStringLiteral("export"))->click();
        edit->setText(path);
        QVERIFY(bar->findChild<QLabel *>(QStringLiteral("note"))
                    ->text()
                    .contains(QStringLiteral("will be replaced")));
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(bar->isHidden());
    }

    void itComesBackAsItWasLeft()
    {
        load();
        field("Only to this person")->setText(QStringLiteral("eva"));
        table()->selectRow(0);
        QTRY_COMPARE(rows(), 2);
        table()->selectRow(1);
        const QJsonObject state = m_pane->saveState();
        m_pane = std::make_unique<PagingPane>(m_rig->desk());
        m_pane->restoreState(state);
        m_pane->setActive(true);
        QTRY_COMPARE(rows(), 2);
        QTRY_COMPARE(table()->currentIndex().row(), 1);
    }

    void emptyItTeaches()
    {
        m_duty->pages.clear();
        QVERIFY(m_rig->connect());
        auto *empty = m_pane->findChild<EmptyState *>();
        QTRY_VERIFY(empty->text().contains(QStringLiteral("Nobody has been called yet")));
        empty->findChild<QPushButton *>()->click();
        QCOMPARE(m_rig->navigator.opened, QStringList(QStringLiteral("duty/what-if")));
    }

private:
    void load()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(rows(), 4);
        QTRY_VERIFY(m_rig->session.role().has_value());
    }
    QTableView *table() { return m_pane->findChild<QTableView *>(); }
    int rows() { return table()->model()->rowCount(); }
    QLineEdit *field(const char *name) { return named<QLineEdit>(*m_pane, QString::fromLatin1(name)); }

    std::unique_ptr<PaneRig> m_rig;
    std::unique_ptr<FakeDuty> m_duty;
    std::unique_ptr<PagingPane> m_pane;
};

QTEST_MAIN(TestPagingPane)
#include "TestPagingPane.moc"
