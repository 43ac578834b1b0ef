// What was typed to start a release and isn't sent: kept with its application and its pipeline, offered there
// again, and never lost to another.
#include "widgets/ReleaseSheetFixture.h"

using namespace slipway;

namespace {

const QString shop = QStringLiteral("northwind/shop");
const QString blog = QStringLiteral("northwind/blog");
const QString plain = QStringLiteral("no-migration"); // asks for a hold and a note
const QString noOp = QStringLiteral("no-op");         // for a note only

StartDrafts::Typed just(const char *input, const char *text)
{
    return {{QLatin1String(input), QString::fromUtf8(text)}};
}

} // namespace

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

    void whatIsCarriedIntoAnotherPipelineIsKeptThereOnly()
    {
        open(shop);
        editor("note")->setTyped(QStringLiteral("x"));
        choosePipeline(noOp);
        QCOMPARE(editor("note")->typed(), QStringLiteral("x"));
        QCOMPARE(m_drafts.of(shop, plain), StartDrafts::Typed());
        QCOMPARE(m_drafts.of(shop, noOp), just("note", "x"));
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        QTRY_COMPARE(posts(), 1U);
        QTRY_VERIFY(m_drafts.toJson().isEmpty());
    }

    // It is there again for who turns back; a start is a start, whichever pipelines were looked at.
    void whatAnotherPipelineDoesntAskForWaits()
    {
        open(shop);
        editor("hold")->setTyped(QStringLiteral("5s"));
        editor("note")->setTyped(QStringLiteral("x"));
        choosePipeline(noOp);
        QCOMPARE(m_drafts.of(shop, plain), just("hold", "5s"));
        QCOMPARE(m_drafts.pipelineOf(shop), noOp);
        editor("note")->setTyped(QStringLiteral("xy"));
        choosePipeline(plain);
        QCOMPARE(editor("hold")->typed(), QStringLiteral("5s"));
        QCOMPARE(editor("note")->typed(), QStringLiteral("xy"));
        QCOMPARE(m_drafts.of(shop, noOp), StartDrafts::Typed());
        choosePipeline(noOp);
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        QTRY_COMPARE(posts(), 1U);
        QTRY_VERIFY(m_drafts.toJson().isEmpty());
    }

    void anotherPipelinesDraftIsntReplaced()
    {
        m_drafts.set(shop, noOp, just("note", "older"));
        m_drafts.set(shop, plain, just("hold", "5s"));
        openAgain(shop);
        editor("note")->setTyped(QStringLiteral("newer"));
        choosePipeline(noOp);
        QCOMPARE(editor("note")->typed(), QStringLiteral("newer"));
        editor("note")->setTyped(QStringLiteral("newest"));
        QCOMPARE(m_drafts.of(shop, noOp), just("note", "older"));
        QCOMPARE(m_drafts.of(shop, plain).value(QStringLiteral("hold")), QStringLiteral("5s"));
        QCOMPARE(m_drafts.of(shop, plain).value(QStringLiteral("note")), QStringLiteral("newest"));
        takeUp();
        QCOMPARE(editor("note")->typed(), QStringLiteral("older"));
        QCOMPARE(m_drafts.of(shop, plain).value(QStringLiteral("note")), QStringLiteral("newest"));
    }

    void anotherApplicationsDraftIsntReplaced_data()
    {
        QTest::addColumn<bool>("isTyped");
        QTest::newRow("typed before it is named") << true;
        QTest::newRow("typed after it is named") << false;
    }
    void anotherApplicationsDraftIsntReplaced()
    {
        QFETCH(bool, isTyped);
        m_drafts.set(blog, plain, just("hold", "7s"));
        openAgain(shop);
        if (isTyped)
            editor("hold")->setTyped(QStringLiteral("4s"));
        name(blog);
        editor("hold")->setTyped(QStringLiteral("5s"));
        QCOMPARE(m_drafts.of(blog, plain), just("hold", "7s"));
        QCOMPARE(m_drafts.of(shop, plain), just("hold", "5s"));
        takeUp();
        QCOMPARE(editor("hold")->typed(), QStringLiteral("7s"));
        QCOMPARE(m_drafts.of(blog, plain), just("hold", "7s"));
        QCOMPARE(m_drafts.of(shop, plain), just("hold", "5s"));
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        QTRY_COMPARE(posts(), 1U);
        QTRY_COMPARE(m_drafts.of(blog, plain), StartDrafts::Typed());
        QCOMPARE(m_drafts.of(shop, plain), just("hold", "5s"));
    }

    void anOfferThatIsntTakenUpStays()
    {
        m_drafts.set(blog, plain, just("hold", "7s"));
        openAgain(shop);
        editor("hold")->setTyped(QStringLiteral("5s"));
        name(blog);
        QVERIFY(message()->isVisible());
        name(QStringLiteral("northwind/other"));
        QVERIFY(!message()->isVisible());
        QCOMPARE(m_drafts.of(QStringLiteral("northwind/other"), plain), just("hold", "5s"));
        QCOMPARE(m_drafts.of(shop, plain), StartDrafts::Typed());
        name(blog);
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        QTRY_COMPARE(posts(), 1U);
        QTRY_COMPARE(m_drafts.toJson().size(), 1);
        QCOMPARE(m_drafts.of(blog, plain), just("hold", "7s"));
    }

    void aStartThatIsUnderWayIsntOfferedAgain_data()
    {
        QTest::addColumn<bool>("isRefused");
        QTest::newRow("started") << false;
        QTest::newRow("refused") << true;
    }
    void aStartThatIsUnderWayIsntOfferedAgain()
    {
        QFETCH(bool, isRefused);
        if (isRefused)
            refuse();
        const QPointer<ReleaseSheet> left = leave(QStringLiteral("5s"));
        openAgain(shop);
        QVERIFY(!message()->isVisible());
        QCOMPARE(editor("hold")->typed(), QStringLiteral("3s"));
        editor("hold")->setTyped(QStringLiteral("4s"));
        editor("hold")->setTyped(QStringLiteral("3s"));
        m_service->release();
        QTRY_VERIFY(!left);
        QCOMPARE(m_drafts.of(shop, plain), isRefused ? just("hold", "5s") : StartDrafts::Typed());
    }

    void aLateAnswerLeavesTheNextDraftAlone_data() { aStartThatIsUnderWayIsntOfferedAgain_data(); }
    void aLateAnswerLeavesTheNextDraftAlone()
    {
        QFETCH(bool, isRefused);
        if (isRefused)
            refuse();
        const QPointer<ReleaseSheet> left = leave(QStringLiteral("5s"));
        openAgain(shop);
        editor("hold")->setTyped(QStringLiteral("7s"));
        m_service->release();
        QTRY_VERIFY(!left);
        QCOMPARE(m_drafts.of(shop, plain), just("hold", "7s"));
    }

private:
    void refuse()
    {
        const Problem problem{Problem::Kind::Conflict, QStringLiteral("Release 214 is live"), {}, {}};
        m_service->on("POST", QStringLiteral("/api/v1/releases"), [problem](const FakeService::Request &) {
            return FakeService::Reply::refusal(problem);
        });
    }
    // A start that is sent, and whose sheet is closed before its answer: it goes by itself.
    ReleaseSheet *leave(const QString &hold)
    {
        open(shop);
        editor("hold")->setTyped(hold);
        m_service->hold("POST");
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        QTest::keyClick(m_sheet.get(), Qt::Key_Escape);
        message()->findChild<QPushButton *>()->click();
        return m_sheet.release();
    }
    void choosePipeline(const QString &pipeline)
    {
        auto *field = child<QComboBox>("pipeline");
        field->setCurrentIndex(field->findData(pipeline));
        QTRY_VERIFY(child<QPushButton>("start")->isEnabled());
    }
    void name(const QString &application)
    {
        auto *field = child<ApplicationField>("application");
        field->selectAll();
        QTest::keyClicks(field, application);
        QTest::keyClick(field, Qt::Key_Return);
    }
    void takeUp() const
    {
        QVERIFY(message()->isVisible() &&
                message()->text().contains(QStringLiteral("earlier and not sent.")));
        message()->findChild<QPushButton *>()->click();
    }
};

QTEST_MAIN(TestReleaseDrafts)
#include "TestReleaseDrafts.moc"
