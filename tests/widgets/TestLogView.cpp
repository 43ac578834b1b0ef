// A log that is read while it grows: follows its end until somebody scrolls away, is searched and cut down to
// one step, and is copied.
#include "models/FakeService.h"
#include "widgets/LogView.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace slipway;

class TestLogView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_service = std::make_unique<FakeService>();
        m_session = std::make_unique<Session>(
            *m_service, [this] { return m_service->endpoint(); }, m_service->parts());
        m_log = std::make_unique<LogModel>(*m_session);
        m_view = std::make_unique<LogView>(*m_log);
        m_view->resize(700, 400);
        m_view->show();
        m_next = 1;
    }
    void cleanup()
    {
        m_view.reset();
        m_log.reset();
        m_session.reset();
        m_service.reset();
    }

    void followsItsEnd()
    {
        add(500);
        QVERIFY(m_view->isFollowing());
        QCOMPARE(bar()->value(), bar()->maximum());
        add(500);
        QCOMPARE(bar()->value(), bar()->maximum());
        QVERIFY(bar()->maximum() > 500);
        m_view->resize(700, 250);
        QTRY_COMPARE(bar()->value(), bar()->maximum());
        QVERIFY(m_view->isFollowing());
    }

    void whoScrollsAwayIsLeftAlone()
    {
        add(500);
        bar()->setValue(100);
        QVERIFY(!m_view->isFollowing());
        add(500);
        QCOMPARE(bar()->value(), 100);
        QTest::mouseClick(m_view->findChild<QToolButton *>(QStringLiteral("logFollow")), Qt::LeftButton);
        QVERIFY(m_view->isFollowing());
        QCOMPARE(bar()->value(), bar()->maximum());
        bar()->setValue(0);
        bar()->setValue(bar()->maximum()); // back at the end by hand
        QVERIFY(m_view->isFollowing());
    }

    void isSearched()
    {
        add(500);
        auto *search = m_view->findChild<QLineEdit *>(QStringLiteral("logSearch"));
        QTest::keyClicks(search, QStringLiteral("LINE49"));
        QTest::keyClick(search, Qt::Key_Return); // at once, and on to the lines
        QCOMPARE(shown(), 11);                   // 49 and 490 to 499
        QTest::keyClick(search, Qt::Key_Escape);
        QTRY_COMPARE(shown(), 500);
    }

    void isCutDownToOneStep()
    {
        add(500);
        StepRow sync;
        sync.id = QStringLiteral("sync");
        sync.activity = QStringLiteral("data.follow");
        m_view->setSteps({sync});
        m_view->showStep(QStringLiteral("sync"));
        QCOMPARE(shown(), 250);
        m_view->showStep({});
        QCOMPARE(shown(), 500);
    }

    void readingStaysWhereItWas()
    {
        add(500);
        m_view->table()->selectRow(249);
        m_view->setFollowing(false);
        StepRow sync;
        sync.id = QStringLiteral("sync");
        sync.activity = QStringLiteral("data.follow");
        m_view->setSteps({sync});
        m_view->showStep(QStringLiteral("sync"));
        const QModelIndex current = m_view->table()->currentIndex();
        QCOMPARE(current.siblingAtColumn(LogModel::Line).data().toString(), QStringLiteral("line250"));
    }

    void isCopied()
    {
        add(20);
        QSignalSpy copied(m_view.get(), &LogView::copyWanted);
        m_view->table()->selectRow(4);
        m_view->table()->setFocus();
        QTest::keyClick(m_view->table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copied.count(), 1);
        QVERIFY(copied.front().front().toString().endsWith(QStringLiteral("clone line5\n")));
        m_view->table()->clearSelection(); // then all that is shown
        QCOMPARE(m_view->selectedText().count(QLatin1Char('\n')), 20);
    }

    void aMillionLines()
    {
        for (int i = 0; i < 20; ++i)
            add(50'000);
        QCOMPARE(bar()->value(), bar()->maximum());
        QVERIFY(!m_view->grab().isNull());
        auto *search = m_view->findChild<QLineEdit *>(QStringLiteral("logSearch"));
        search->setText(QStringLiteral("line999999"));
        QTest::keyClick(search, Qt::Key_Return);
        // They are read while the window goes on, and that is said.
        const auto *count = m_view->findChild<QLabel *>(QStringLiteral("logCount"));
        QCOMPARE(count->text(), QStringLiteral("Searching…"));
        QTRY_COMPARE(shown(), 1);
        QCOMPARE(count->text(), QStringLiteral("1 of 1,000,000 lines"));
        add(1000);
        QCOMPARE(shown(), 1);
    }

    void comesBackAsItWas()
    {
        add(100);
        m_view->findChild<QLineEdit *>(QStringLiteral("logSearch"))->setText(QStringLiteral("line9"));
        m_view->setFollowing(false);
        const QJsonObject state = m_view->saveState();
        LogView again(*m_log);
        again.restoreState(state);
        QCOMPARE(again.table()->model()->rowCount(), 11);
        QVERIFY(!again.isFollowing());
    }

private:
    void add(int count)
    {
        std::vector<LogModel::Entry> lines;
        for (int i = 0; i < count; ++i, ++m_next) {
            lines.push_back({m_next, Instant(std::chrono::seconds(m_next)),
                             m_next % 2 == 0 ? QStringLiteral("sync") : QStringLiteral("clone"),
                             QStringLiteral("line%1").arg(m_next)});
        }
        m_log->append(std::move(lines));
    }
    QScrollBar *bar() const { return m_view->table()->verticalScrollBar(); }
    int shown() const { return m_view->table()->model()->rowCount(); }

    std::unique_ptr<FakeService> m_service;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<LogModel> m_log;
    std::unique_ptr<LogView> m_view;
    qint64 m_next = 1;
};

QTEST_MAIN(TestLogView)
#include "TestLogView.moc"
