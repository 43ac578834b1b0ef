// What was typed to start a release and isn't sent: kept with its application and its pipeline, offered there
// again, and never lost to another.
#include "widgets/ReleaseSheetFixture.h"

using namespace slipway;

class TestReleaseDrafts : public ReleaseSheetFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

    void whatWasTypedIsThereAgain()
    {
        open(QStringLiteral("northwind/shop"));
        editor("hold")->setTyped(QStringLiteral("5s"));
        editor("note")->setTyped(QStringLiteral("For the autumn's look"));
        QTest::keyClick(m_sheet.get(), Qt::Key_Escape);
        openAgain(QStringLiteral("northwind/blog")); // nothing of another application
        QVERIFY(editor("hold")->typed() != QStringLiteral("5s"));
        QVERIFY(!message()->isVisible());
        openAgain(QStringLiteral("northwind/shop"));
        QCOMPARE(editor("hold")->typed(), QStringLiteral("5s"));
        QCOMPARE(editor("note")->typed(), QStringLiteral("For the autumn's look"));
        QVERIFY(message()->isVisible() && message()->text().contains(QStringLiteral("stands here again")));
        message()->findChild<QPushButton *>()->click(); // clears it
        QVERIFY(editor("hold")->typed() != QStringLiteral("5s"));
        QVERIFY(!message()->isVisible());
        QVERIFY(m_drafts.toJson().isEmpty());
    }

    // Named only in the sheet, it isn't filled in under the hand that starts it.
    void whatWasTypedIsOfferedForANameThatIsTyped()
    {
        m_drafts.set(QStringLiteral("northwind/shop"), QStringLiteral("no-migration"),
                     {{QStringLiteral("hold"), QStringLiteral("5s")}});
        openAgain({});
        QTest::keyClicks(child<ApplicationField>("application"), QStringLiteral("northwind/shop"));
        QTRY_VERIFY(m_sheet->findChild<QWidget *>(QStringLiteral("control.hold")));
        QTest::keyClick(child<ApplicationField>("application"), Qt::Key_Return);
        QVERIFY(editor("hold")->typed() != QStringLiteral("5s"));
        QTRY_VERIFY(message()->isVisible());
        message()->findChild<QPushButton *>()->click();
        QCOMPARE(editor("hold")->typed(), QStringLiteral("5s"));
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        QTRY_COMPARE(posts(), 1U);
        QTRY_VERIFY(m_drafts.toJson().isEmpty()); // it is sent
    }

    void draftsAreOfTheirPipeline()
    {
        StartDrafts drafts;
        const QString shop = QStringLiteral("northwind/shop");
        const StartDrafts::Typed typed{{QStringLiteral("hold"), QStringLiteral("5s")}};
        drafts.set(shop, QStringLiteral("no-op"), {{QStringLiteral("note"), QStringLiteral("x")}});
        drafts.set(shop, QStringLiteral("no-migration"), typed);
        QCOMPARE(drafts.pipelineOf(shop), QStringLiteral("no-migration"));
        StartDrafts again;
        again.set(shop, QStringLiteral("no-op"), {{QStringLiteral("note"), QStringLiteral("newer")}});
        again.add(drafts.toJson());
        QCOMPARE(again.of(shop, QStringLiteral("no-migration")), typed);
        QCOMPARE(again.of(shop, QStringLiteral("no-op")).value(QStringLiteral("note")),
                 QStringLiteral("newer"));
        again.set(shop, QStringLiteral("no-migration"), {});
        QCOMPARE(again.pipelineOf(shop), QStringLiteral("no-op"));
        QCOMPARE(again.pipelineOf(QStringLiteral("northwind/blog")), QString());
    }
};

QTEST_MAIN(TestReleaseDrafts)
#include "TestReleaseDrafts.moc"
