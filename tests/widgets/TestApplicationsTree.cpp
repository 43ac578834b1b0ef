// The tree of customers and applications: its place through refreshes and restarts, its columns, keys and
// search.
#include "widgets/ApplicationsPaneFixture.h"

#include <QHeaderView>
#include <QLineEdit>

using namespace slipway;

namespace {

const QStringList everything{QStringLiteral("Contoso"), QStringLiteral("Contoso Portal"),
                             QStringLiteral("Northwind"), QStringLiteral("Northwind Blog"),
                             QStringLiteral("Northwind Shop")};

} // namespace

class TestApplicationsTree : public QObject, private ApplicationsPaneFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init() { begin(); }
    void cleanup() { end(); }

    void fewCustomersStandOpenWithWhatTheyHave()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(texts(), everything);
        m_rig->service.comeBack();
        m_rig->service.endFeed({Problem::Kind::Conflict, QStringLiteral("Another ledger"), {}, {}});
        QTRY_VERIFY(m_rig->session.isLive());
        QTRY_COMPARE(texts(), everything);
        // What opens by itself is nobody's choice: with more customers it doesn't.
        const QJsonObject state = m_pane->saveState();
        for (int i = 0; i < 7; ++i)
            m_rig->service.customers.push_front(
                fake::customer(10 + i, QStringLiteral("c%1").arg(i), QString()));
        makePane();
        m_pane->restoreState(state);
        QTRY_COMPARE(tree()->model()->rowCount(), 9);
        QTest::qWait(50);
        QCOMPARE(texts().size(), 9);
    }

    void whatWasClosedStaysClosed()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(texts(), everything);
        const QStringList portal{QStringLiteral("Contoso"), QStringLiteral("Contoso Portal"),
                                 QStringLiteral("Northwind")};
        for (const auto &[row, left] :
             {std::pair(1, portal), std::pair(0, QStringList{portal.first(), portal.last()})}) {
            tree()->collapse(tree()->model()->index(row, 0));
            QCOMPARE(texts(), left);
            const QJsonObject state = m_pane->saveState();
            makePane();
            m_pane->restoreState(state);
            QTRY_COMPARE(texts(), left);
            QTest::qWait(50);
            QCOMPARE(texts(), left);
        }
    }

    void noColumnIsCut()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(texts(), everything);
        QHeaderView *header = tree()->header();
        for (const auto &[width, columns] :
             {std::pair(260, 2), std::pair(356, 3), std::pair(720, 5), std::pair(356, 3)}) {
            m_pane->resize(width, 500);
            QTRY_COMPARE(header->count() - header->hiddenSectionCount(), columns);
            QVERIFY(header->length() <= tree()->viewport()->width());
            QVERIFY(header->sectionSize(ApplicationsModel::Name) >= 100);
        }
    }

    void whatIsOpenAndChosenStaysThroughARefresh()
    {
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/shop-3"));
        m_rig->service.comeBack();
        m_rig->service.endFeed({Problem::Kind::Conflict, QStringLiteral("Another ledger"), {}, {}});
        QTRY_VERIFY(m_rig->session.isLive());
        QTRY_COMPARE(chosen(), QStringLiteral("application/northwind/shop/shop-3"));
    }

    void itComesBackAfterARestart()
    {
        QVERIFY(m_rig->connect());
        choose(QStringLiteral("application/northwind/shop/shop-3"));
        const QJsonObject state = m_pane->saveState();
        makePane();
        m_pane->restoreState(state);
        QTRY_COMPARE(chosen(), QStringLiteral("application/northwind/shop/shop-3"));
        QVERIFY(tree()->isExpanded(tree()->currentIndex().parent()));
        QVERIFY(tree()->isExpanded(tree()->currentIndex().parent().parent()));
        QCOMPARE(m_pane->saveState().value(QStringLiteral("tree")).toObject().value(QStringLiteral("open")),
                 state.value(QStringLiteral("tree")).toObject().value(QStringLiteral("open")));
    }

    void searchAsksTheServiceOnce()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(texts(), everything);
        m_pane->focusSearch();
        auto *search = m_pane->findChild<QLineEdit *>();
        const std::size_t before = m_rig->service.requests.size();
        QTest::keyClicks(search, QStringLiteral("portal"));
        QTRY_VERIFY(m_rig->service.requests.size() > before);
        QTRY_COMPARE(m_rig->service.requests.back().argument(QStringLiteral("q")), QStringLiteral("portal"));
        QCOMPARE(m_rig->service.requests.size(), before + 1);
        QTest::keyClick(search, Qt::Key_Down);
        QVERIFY(tree()->hasFocus());
        search->setFocus();
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(search->text().isEmpty() && search->hasFocus());
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(tree()->hasFocus());
    }

    void keysMoveAndUnfold()
    {
        QVERIFY(m_rig->connect());
        QTRY_COMPARE(texts(), everything);
        tree()->collapseAll();
        tree()->setFocus();
        tree()->setCurrentIndex(tree()->model()->index(0, 0));
        QTest::keyClick(tree(), Qt::Key_J);
        QCOMPARE(tree()->currentIndex().row(), 1);
        QTest::keyClick(tree(), Qt::Key_K);
        QCOMPARE(tree()->currentIndex().row(), 0);
        QTest::keyClick(tree(), Qt::Key_Return);
        QVERIFY(tree()->isExpanded(tree()->currentIndex()));
        QCOMPARE(texts(), everything.first(3));
        QTest::keyClick(tree(), Qt::Key_Return);
        QVERIFY(!tree()->isExpanded(tree()->currentIndex()));
    }
};

QTEST_MAIN(TestApplicationsTree)
#include "TestApplicationsTree.moc"
