// Starting a release over a fake service: fields from the schema, what will happen, errors at their field,
// nothing sent twice, all by keyboard.
#include "ctl/ReadByCtl.h"
#include "widgets/ReleaseSheetFixture.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QSignalSpy>

using namespace slipway;

class TestReleaseSheet : public ReleaseSheetFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

    void fieldsFromTheSchema()
    {
        open(QStringLiteral("northwind/shop"));
        QCOMPARE(m_sheet->findChildren<InputEditor *>().size(), 4);
        QCOMPARE(editor("hold")->typed(), QStringLiteral("3s"));
        QVERIFY(qobject_cast<QCheckBox *>(editor("approval")->control()));
        QCOMPARE(editor("hold")->control()->accessibleName(), QStringLiteral("Longest hold"));
    }

    void saysWhatWillHappen()
    {
        open(QStringLiteral("northwind/shop"));
        auto *plan = child<QListWidget>("plan");
        QCOMPARE(plan->count(), 24);
        QVERIFY(plan->item(0)->text().contains(QStringLiteral("Clone production")));
        QVERIFY(plan->item(2)->text().contains(QStringLiteral("the customer signs off")));
        QVERIFY(plan->item(4)->text().contains(QStringLiteral("only with “Approval by a second person”")));
        QVERIFY(plan->item(12)->text().contains(QStringLiteral("requests are held")));
        QVERIFY(plan->item(18)->text().contains(QStringLiteral("the addresses change sides")));
        QVERIFY(plan->item(23)->text().contains(QStringLiteral("no way back after it")));
        QVERIFY(!plan->item(19)->text().contains(QStringLiteral("held")));
        QCOMPARE(child<QLabel>("signers")->text().split(QLatin1Char('\n')).first(),
                 QStringLiteral("readiness: the customer"));
    }

    void sendsWhatWasChosen()
    {
        open(QStringLiteral("northwind/shop"));
        editor("hold")->setTyped(QStringLiteral("5s"));
        QSignalSpy started(m_sheet.get(), &ReleaseSheet::started);
        QSignalSpy closed(m_sheet.get(), &ReleaseSheet::closed);
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        int closedBefore = -1; // the keys go to the release, not to what lay beneath the sheet
        connect(m_sheet.get(), &ReleaseSheet::started, this,
                [&] { closedBefore = static_cast<int>(closed.count()); });
        QTRY_COMPARE(started.count(), 1);
        QCOMPARE(closedBefore, 1);
        QCOMPARE(closed.count(), 1);
        QCOMPARE(started.front().front().toLongLong(), 215);
        const FakeService::Request &request = *m_service->last("POST", QStringLiteral("/api/v1/releases"));
        QCOMPARE(request.body.value(QStringLiteral("application")).toString(),
                 QStringLiteral("northwind/shop"));
        QCOMPARE(request.body.value(QStringLiteral("pipeline")).toString(), QStringLiteral("no-migration"));
        // What is as the pipeline has it is left to the pipeline.
        QCOMPARE(request.body.value(QStringLiteral("inputs")).toObject(),
                 (QJsonObject{{QStringLiteral("hold"), QStringLiteral("5s")}}));
        QVERIFY(!request.body.contains(QStringLiteral("at")));
    }

    void nothingIsSentTwice()
    {
        open(QStringLiteral("northwind/shop"));
        m_service->hold();
        auto *start = child<QPushButton>("start");
        QTest::mouseClick(start, Qt::LeftButton);
        QTest::mouseClick(start, Qt::LeftButton);
        QTest::keyClick(m_sheet.get(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!start->isEnabled());
        QSignalSpy started(m_sheet.get(), &ReleaseSheet::started);
        m_service->release();
        QTRY_COMPARE(started.count(), 1);
        QTest::keyClick(m_sheet.get(), Qt::Key_Return, Qt::ControlModifier);
        QTest::qWait(0);
        QCOMPARE(posts(), 1U);
    }

    void theAnswerIsWaitedFor()
    {
        open(QStringLiteral("northwind/shop"));
        m_service->hold();
        QSignalSpy started(m_sheet.get(), &ReleaseSheet::started);
        QSignalSpy closed(m_sheet.get(), &ReleaseSheet::closed);
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        QTest::keyClick(m_sheet.get(), Qt::Key_Escape);
        QTest::mouseClick(child<QPushButton>("giveUp"), Qt::LeftButton);
        QVERIFY(!m_sheet->close());
        QCOMPARE(closed.count(), 0);
        QVERIFY(m_sheet->findChild<InlineMessage *>()->text().contains(QStringLiteral("hasn't answered")));
        m_service->release();
        QTRY_COMPARE(started.count(), 1);
        QCOMPARE(closed.count(), 1);
    }

    void theAnswerIsToldWhereItWasClosed_data()
    {
        QTest::addColumn<bool>("refused");
        QTest::newRow("started") << false;
        QTest::newRow("refused") << true;
    }
    void theAnswerIsToldWhereItWasClosed()
    {
        QFETCH(bool, refused);
        const Problem problem{Problem::Kind::Conflict, QStringLiteral("Release 214 is live"), {}, {}};
        if (refused)
            m_service->on(
                "POST", QStringLiteral("/api/v1/releases"),
                [problem](const FakeService::Request &) { return FakeService::Reply::refusal(problem); });
        open(QStringLiteral("northwind/shop"));
        m_service->hold();
        QSignalSpy closed(m_sheet.get(), &ReleaseSheet::closed);
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        QTest::keyClick(m_sheet.get(), Qt::Key_Escape);
        const QPointer<ReleaseSheet> left = m_sheet.release(); // it goes by itself
        const auto buttons = left->findChild<InlineMessage *>()->findChildren<QPushButton *>();
        QVERIFY(!buttons.isEmpty());
        QTest::mouseClick(buttons.first(), Qt::LeftButton);
        QCOMPARE(closed.count(), 1);
        m_service->release();
        QTRY_VERIFY(!left);
        if (refused)
            QVERIFY(m_navigator->told.front().what.contains(problem.what));
        else
            QCOMPARE(m_navigator->said.first(), QStringLiteral("Release 215 of northwind/shop has started."));
        QCOMPARE(posts(), 1U);
    }

    // It may have started: pressed again it is the same start, with another wish it is another.
    void withoutAnAnswerItIsTheSameStart()
    {
        open(QStringLiteral("northwind/shop"));
        QByteArrayList keys;
        const auto press = [&] {
            QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
            keys.append(m_service->last("POST", QStringLiteral("/api/v1/releases"))->idempotencyKey);
        };
        const auto comeToNothing = [&] {
            m_service->hold("POST");
            press();
            m_service->goAway();
            m_service->release();
            auto *message = m_sheet->findChild<InlineMessage *>();
            QTRY_VERIFY(message->isVisible() &&
                        message->text().contains(QStringLiteral("it isn't known whether it was done")));
            m_service->comeBack();
            QTRY_VERIFY(child<QPushButton>("start")->isEnabled());
        };
        comeToNothing();
        comeToNothing();
        editor("hold")->setTyped(QStringLiteral("5s"));
        press();
        QCOMPARE(posts(), 3U);
        QVERIFY(!keys.at(0).isEmpty());
        QCOMPARE(keys.at(1), keys.at(0));
        QVERIFY(keys.at(2) != keys.at(0));
    }

    void anErrorLandsAtItsField_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("field");
        QTest::newRow("an input") << QStringLiteral("/inputs/hold") << QStringLiteral("control.hold");
        QTest::newRow("inside an input")
            << QStringLiteral("/inputs/note/0") << QStringLiteral("control.note");
        QTest::newRow("application") << QStringLiteral("/application") << QStringLiteral("application");
        QTest::newRow("pipeline") << QStringLiteral("/pipeline") << QStringLiteral("pipeline");
        QTest::newRow("time") << QStringLiteral("/at") << QStringLiteral("at");
        QTest::newRow("nowhere") << QString() << QString();
    }

    void anErrorLandsAtItsField()
    {
        QFETCH(QString, where);
        QFETCH(QString, field);
        open(QStringLiteral("northwind/shop"));
        const Problem problem{Problem::Kind::Invalid, QStringLiteral("A hold of 1h is not possible"), where,
                              QStringLiteral("Use 500ms to 30s.")};
        m_service->on("POST", QStringLiteral("/api/v1/releases"), [problem](const FakeService::Request &) {
            return FakeService::Reply::refusal(problem);
        });
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        QTRY_COMPARE(posts(), 1U);
        auto *start = child<QPushButton>("start");
        QTRY_VERIFY(start->isEnabled()); // it can be mended and sent again
        QStringList said;
        for (QLabel *line : m_sheet->findChildren<QLabel *>(QStringLiteral("fieldError"))) {
            if (line->isVisibleTo(m_sheet.get()))
                said.append(line->text());
        }
        if (field.isEmpty()) {
            QVERIFY(said.isEmpty());
            QVERIFY(m_sheet->findChild<InlineMessage *>()->text().contains(problem.what));
            return;
        }
        QCOMPARE(said, QStringList{QStringLiteral("✕ A hold of 1h is not possible. Use 500ms to 30s.")});
        QVERIFY(m_sheet->findChild<QWidget *>(field)->accessibleDescription().contains(problem.what));
    }

    void whatCantBeReadIsntSent()
    {
        QJsonObject pipeline = sample::pipeline();
        pipeline.insert(
            QStringLiteral("inputs"),
            QJsonObject{{QStringLiteral("properties"),
                         QJsonObject{{QStringLiteral("count"),
                                      QJsonObject{{QStringLiteral("type"), QStringLiteral("integer")}}}}},
                        {QStringLiteral("required"), QJsonArray{QStringLiteral("count")}}});
        m_service->pipelines.front() = pipeline;
        open(QStringLiteral("northwind/shop"));
        editor("count")->setTyped(QStringLiteral("three"));
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        QVERIFY(editor("count")->error().contains(QStringLiteral("three")));
        QCOMPARE(posts(), 0U);
        editor("count")->setTyped(QStringLiteral("3"));
        QVERIFY(editor("count")->error().isEmpty()); // typing mends it
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        QTRY_COMPARE(posts(), 1U);
    }

    void atATime()
    {
        open(QStringLiteral("northwind/shop"));
        child<QCheckBox>("later")->setChecked(true);
        child<QDateTimeEdit>("at")->setDateTime(
            QDateTime(QDate(2031, 5, 1), QTime(22, 30), Qt::UTC).toLocalTime());
        QTest::mouseClick(child<QPushButton>("copyCommand"), Qt::LeftButton);
        QCOMPARE(m_navigator->copied.front(),
                 QStringLiteral("slipwayctl release start northwind/shop --pipeline no-migration --at "
                                "2031-05-01T22:30:00.000000Z"));
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        QTRY_COMPARE(posts(), 1U);
        QCOMPARE(m_service->last("POST", QStringLiteral("/api/v1/releases"))
                     ->body.value(QStringLiteral("at"))
                     .toString(),
                 QStringLiteral("2031-05-01T22:30:00.000000Z"));
    }

    void theServiceIsSearched()
    {
        open({});
        auto *field = child<ApplicationField>("application");
        QSignalSpy offered(field, &ApplicationField::offeredChanged);
        QTest::keyClicks(field, QStringLiteral("blog"));
        QTRY_COMPARE(offered.count(), 1);
        QCOMPARE(field->offered(), QStringList{QStringLiteral("northwind/blog")});
        QCOMPARE(m_service->count("GET", QStringLiteral("/api/v1/applications")),
                 1U); // a word, not four letters
    }

    void byKeyboardAlone()
    {
        open({});
        QVERIFY(!child<QPushButton>("start")->isEnabled());
        QTest::keyClicks(child<ApplicationField>("application"), QStringLiteral("northwind/shop"));
        // Shown once the pipeline has come and its fields are laid out.
        const auto field = [this] { return m_sheet->findChild<QWidget *>(QStringLiteral("control.hold")); };
        QTRY_VERIFY(field() && field()->isVisibleTo(m_sheet.get()));
        QWidget *at = child<ApplicationField>("application");
        QStringList order;
        for (int i = 0; i < 13; ++i) {
            order.append(at->objectName());
            do
                at = at->nextInFocusChain();
            while (!(at->focusPolicy() & Qt::TabFocus) || at->objectName().isEmpty() ||
                   !at->isVisibleTo(m_sheet.get()));
        }
        const QString path = order.join(QLatin1Char(' '));
        QVERIFY2(path.startsWith(QStringLiteral("application pipeline control.")), qPrintable(path));
        QVERIFY2(path.contains(QStringLiteral("later")), qPrintable(path));
        QVERIFY2(path.indexOf(QStringLiteral("later")) < path.indexOf(QStringLiteral("start")),
                 qPrintable(path));
        QTest::keyClick(child<QComboBox>("pipeline"), Qt::Key_Return); // Enter alone isn't yes
        QCOMPARE(posts(), 0U);
        QTest::keyClick(child<QComboBox>("pipeline"), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(posts(), 1U);
    }

    void escapeLeaves()
    {
        open(QStringLiteral("northwind/shop"));
        QSignalSpy closed(m_sheet.get(), &ReleaseSheet::closed);
        QTest::keyClick(m_sheet.get(), Qt::Key_Escape);
        QCOMPARE(closed.count(), 1);
        QCOMPARE(posts(), 0U);
    }

    void notWhileStale()
    {
        open(QStringLiteral("northwind/shop"));
        m_service->goAway();
        QTRY_VERIFY(!m_session->isLive());
        QVERIFY(!child<QPushButton>("start")->isEnabled());
        QTest::keyClick(m_sheet.get(), Qt::Key_Return, Qt::ControlModifier);
        m_service->comeBack();
        QTRY_VERIFY(child<QPushButton>("start")->isEnabled());
        QCOMPARE(posts(), 0U);
    }

    void anotherPipeline()
    {
        open(QStringLiteral("northwind/shop"));
        auto *pipeline = child<QComboBox>("pipeline");
        pipeline->setCurrentIndex(pipeline->findData(QStringLiteral("no-op")));
        QTRY_COMPARE(m_sheet->findChildren<InputEditor *>().size(), 1); // which is the note
        QVERIFY(editor("note"));
        QCOMPARE(editor("note")->typed(), QString()); // and empty
        QTRY_VERIFY(child<QPushButton>("start")->isEnabled());
        QCOMPARE(child<QLabel>("signers")->text(), QStringLiteral("Nobody: it goes through by itself."));
    }

    // Whatever the pipeline asks for, there is a note for the ledger.
    void aNoteThatThePipelineDoesntAskFor()
    {
        open(QStringLiteral("northwind/shop"));
        editor("note")->setTyped(QStringLiteral("- for the autumn's look"));
        auto *pipeline = child<QComboBox>("pipeline");
        pipeline->setCurrentIndex(pipeline->findData(QStringLiteral("no-op")));
        QTRY_COMPARE(m_sheet->findChildren<InputEditor *>().size(), 1);
        QCOMPARE(editor("note")->typed(), QStringLiteral("- for the autumn's look")); // what was typed stays
        QTRY_VERIFY(child<QPushButton>("start")->isEnabled());
        QTest::mouseClick(child<QPushButton>("copyCommand"), Qt::LeftButton);
        const ReadLine read = readByCtl(m_navigator->copied.front());
        QCOMPARE(read.command, QStringLiteral("release start"));
        QCOMPARE(read.arguments.text("note"), QStringLiteral("- for the autumn's look"));
        const Problem problem{Problem::Kind::Invalid, QStringLiteral("The note is too long"),
                              QStringLiteral("/note"), QStringLiteral("Use less.")};
        m_service->on("POST", QStringLiteral("/api/v1/releases"), [problem](const FakeService::Request &) {
            return FakeService::Reply::refusal(problem);
        });
        QTest::mouseClick(child<QPushButton>("start"), Qt::LeftButton);
        QTRY_VERIFY(editor("note")->error().contains(QStringLiteral("too long")));
        const QJsonObject body = m_service->last("POST", QStringLiteral("/api/v1/releases"))->body;
        QCOMPARE(body.value(QStringLiteral("note")).toString(), QStringLiteral("- for the autumn's look"));
        QVERIFY(body.value(QStringLiteral("inputs")).toObject().isEmpty());
    }
};

QTEST_MAIN(TestReleaseSheet)
#include "TestReleaseSheet.moc"
