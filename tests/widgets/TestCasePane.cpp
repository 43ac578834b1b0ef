// One case: its head and clocks, the thread with who speaks told apart, answering it, drafts that stay, what
// stands beside it, and the sheet by which one is opened by hand.
#include "widgets/CaseHeader.h"
#include "widgets/CasePaneFixture.h"
#include "widgets/CaseSheet.h"
#include "widgets/ClockStrip.h"
#include "widgets/MessageCard.h"
#include "widgets/ReplyBox.h"
#include "widgets/StaleNote.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>

using namespace slipway;

class TestCasePane : public CasePaneFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void init() { start(); }
    void cleanup() { stop(); }

    void nothingOpenTeaches()
    {
        QVERIFY(m_rig->connect());
        QTRY_VERIFY(empty()->isVisible());
        QVERIFY(empty()->text().startsWith(QStringLiteral("No case is open here")));
        empty()->findChild<QPushButton *>()->click();
        QCOMPARE(m_rig->navigator.opened, QStringList{QStringLiteral("cases")});
    }

    void howItStands()
    {
        m_cases->put(m_cases->make(1, QStringLiteral("The shop is slow"), 30min));
        open(1);
        QCOMPARE(m_pane->heading(), QStringLiteral("Case 1 · The shop is slow"));
        QVERIFY(m_pane->findChild<CaseHeader *>()->state().contains(QStringLiteral("new")));
        auto *clocks = m_pane->findChild<ClockStrip *>();
        QCOMPARE(clocks->text(),
                 QStringLiteral("first response: 0:30:00, running\nresolution: 24:30:00, running"));
        m_rig->service.clock.advance(11min);
        QVERIFY(clocks->text().startsWith(QStringLiteral("first response: 0:19:00, soon")));
        m_rig->service.clock.advance(20min);
        QVERIFY(clocks->text().startsWith(QStringLiteral("first response: 0:01:00 over, breached")));
    }

    void mailThatMayBelongToItWaits()
    {
        const auto held = [this](int count) {
            m_cases->put(fake::with(m_cases->of(1), {{QStringLiteral("quarantined"), count}}));
        };
        held(1);
        open(1);
        auto *strip = m_pane->findChild<InlineMessage *>(QStringLiteral("held"));
        QTRY_VERIFY(strip->isVisible());
        QVERIFY(strip->text().contains(QStringLiteral("may belong to this case")));
        strip->findChild<QPushButton *>()->click();
        QCOMPARE(m_rig->navigator.opened, QStringList{QStringLiteral("quarantine/case/1")});
        strip->findChild<QToolButton *>()->click(); // closed, until it is another
        held(1);
        m_rig->service.tell(QStringLiteral("case.noted"), QStringLiteral("case/1"));
        QTest::qWait(200);
        QVERIFY(strip->isHidden());
        m_cases->all[1].insert(QStringLiteral("quarantined"), 2);
        m_rig->service.tell(QStringLiteral("mail.quarantined"), QStringLiteral("mail/7"),
                            {{QStringLiteral("case"), 1}});
        QTRY_VERIFY(strip->isVisible());
        m_cases->all[1].insert(QStringLiteral("quarantined"), 0);
        m_rig->service.tell(QStringLiteral("mail.released"), QStringLiteral("mail/7"),
                            {{QStringLiteral("case"), 1}});
        QTRY_VERIFY(strip->isHidden());
        held(2);
        QTRY_VERIFY(strip->isVisible());
        open(2); // has none
        QVERIFY(strip->isHidden());
    }

    // What was answered before the last question is history, and can be looked up.
    void everyRoundOfAClock()
    {
        const auto round = [this](int number, std::chrono::seconds began, std::chrono::seconds met) {
            return fake::with(m_cases->clock(QStringLiteral("next-response"), 30min),
                              {{QStringLiteral("round"), number},
                               {QStringLiteral("started"), m_cases->in(began)},
                               {QStringLiteral("target"), m_cases->in(began + 2h)},
                               {QStringLiteral("paused_for"), QStringLiteral("5m")},
                               {QStringLiteral("met"), met == 0s ? QJsonValue() : m_cases->in(met)}});
        };
        m_cases->put(fake::with(
            m_cases->of(2), {{QStringLiteral("clocks"),
                              QJsonArray{round(1, -6h, -5h), round(2, -4h, -1h), round(3, -30min, 0s)}}}));
        open(2);
        const auto *clocks = m_pane->findChild<ClockStrip *>();
        QCOMPARE(clocks->text(), QStringLiteral("next response: 1:30:00, running"));
        const QStringList lines = clocks->toolTip().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines.at(0).startsWith(QStringLiteral("next response, round 1: began ")) &&
                     lines.at(0).contains(QStringLiteral("1:00:00 before its time")) &&
                     lines.at(0).endsWith(QStringLiteral("stood still for 5 min")),
                 qPrintable(lines.at(0)));
        QVERIFY2(lines.at(1).contains(QStringLiteral("1:00:00 late")), qPrintable(lines.at(1)));
        QVERIFY2(lines.at(2).contains(QStringLiteral("1:30:00 (running)")), qPrintable(lines.at(2)));
        QCOMPARE(clocks->accessibleDescription(), clocks->toolTip());
        const QString said = facts()->toPlainText();
        QVERIFY2(said.contains(QStringLiteral("next response, round 2: began ")), qPrintable(said));
        QVERIFY(!said.contains(QStringLiteral("round 3")));
    }

    void aBreachIsFilled()
    {
        open(1);
        auto *clocks = m_pane->findChild<ClockStrip *>();
        const auto loud = [&] {
            const QImage image = clocks->grab().toImage();
            int count = 0;
            for (int x = 0; x < image.width() / 3; ++x)
                count += image.pixelColor(x, 4) == theme::colour(theme::Tone::Bad) ? 1 : 0;
            return count;
        };
        QVERIFY(loud() < 10);
        m_rig->service.clock.advance(1h);
        QVERIFY(loud() > 60);
    }

    void whoSpeaksIsToldApart()
    {
        open(1);
        const auto cards = m_pane->findChildren<MessageCard *>();
        QCOMPARE(cards.size(), 4);
        QStringList words;
        for (const MessageCard *card : cards)
            words.append(card->text().section(QStringLiteral(" · "), 0, 0).mid(2));
        QCOMPARE(words,
                 (QStringList{QStringLiteral("Customer"), QStringLiteral("Internal note"),
                              QStringLiteral("To the customer"), QStringLiteral("Machine mail, no answer")}));
        m_cases->messages[1].append(m_cases->message(5, QStringLiteral("customer"), QStringLiteral("maria"),
                                                     QStringLiteral("<b>Hello?</b>")));
        m_rig->service.tell(QStringLiteral("case.message"), QStringLiteral("case/1"));
        QTRY_COMPARE(m_pane->findChildren<MessageCard *>().size(), 5);
        QCOMPARE(m_pane->findChildren<MessageCard *>().front(), cards.front()); // what is read stays
        QVERIFY(thread()->text().endsWith(QStringLiteral("<b>Hello?</b>")));
    }

    void theFirstAnswerStopsTheClockAndSaysSo()
    {
        open(1);
        QTest::keyClick(thread(), Qt::Key_R);
        QVERIFY(text()->hasFocus());
        QTest::keyClicks(text(), QStringLiteral("We look into it."));
        QTest::keyClick(text(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(message()->isVisible());
        QVERIFY2(message()->text().contains(
                     QStringLiteral("The clock “first response” is stopped, 0:20:00 before its time")),
                 qPrintable(message()->text()));
        QCOMPARE(text()->toPlainText(), QString());
        QVERIFY(thread()->hasFocus()); // single keys lead on from there
        const auto *sent = m_rig->service.last("POST", QStringLiteral("/api/v1/cases/*"));
        QCOMPARE(sent->path, QStringLiteral("/api/v1/cases/1/reply"));
        QCOMPARE(sent->body.value(QStringLiteral("text")).toString(), QStringLiteral("We look into it."));
        QTRY_COMPARE(m_pane->findChildren<MessageCard *>().size(), 5);
    }

    // Also while it isn't there yet, and when the one before had nobody.
    void aReplyIsAReply()
    {
        m_cases->put(fake::with(m_cases->of(2), {{QStringLiteral("contact"), QString()}}));
        open(2);
        const auto *note = m_pane->findChild<QPushButton *>(QStringLiteral("internalNote"));
        QVERIFY(note->isChecked()); // there is nobody to answer
        m_pane->open(QStringLiteral("case/1/reply"));
        QVERIFY(!note->isChecked());
        QTRY_COMPARE(m_pane->heading(), QStringLiteral("Case 1 · The shop is slow"));
        QVERIFY(!note->isChecked());
        QVERIFY(text()->hasFocus());
        m_pane->open(QStringLiteral("case/2/reply"));
        QTRY_VERIFY(note->isChecked());
    }

    void aNoteGoesToNobody()
    {
        open(1);
        m_rig->action(QStringLiteral("case.note"))->trigger();
        QTest::keyClicks(text(), QStringLiteral("Disk is full"));
        QCOMPARE(text()->accessibleName(), QStringLiteral("Internal note"));
        m_pane->findChild<QPushButton *>(QStringLiteral("send"))->click();
        QTRY_COMPARE(m_pane->findChildren<MessageCard *>().size(), 5);
        QCOMPARE(m_rig->service.last("POST", QStringLiteral("/api/v1/cases/*"))->path,
                 QStringLiteral("/api/v1/cases/1/note"));
        QVERIFY(!message()->isVisible()); // no clock stops for it
    }

    void quoting()
    {
        open(1);
        QTest::keyClick(thread(), Qt::Key_R);
        QTest::keyClick(text(), Qt::Key_Escape);
        QVERIFY(thread()->hasFocus());
        m_pane->findChild<QPushButton *>(QStringLiteral("quote"))->click();
        QCOMPARE(text()->toPlainText(), QStringLiteral("> Since this morning.\n> \n> Maria\n"));
    }

    void draftsStay()
    {
        open(1);
        QTest::keyClicks(text(), QStringLiteral("half a sen"));
        m_pane->open(QStringLiteral("case/2"));
        QTRY_COMPARE(m_pane->heading(), QStringLiteral("Case 2 · An invoice"));
        QCOMPARE(text()->toPlainText(), QString());
        m_rig->action(QStringLiteral("case.note"))->trigger();
        QTest::keyClicks(text(), QStringLiteral("ask sales"));
        const QJsonObject state = m_pane->saveState();
        makePane(); // a restart
        m_pane->restoreState(state);
        QTRY_COMPARE(m_pane->heading(), QStringLiteral("Case 2 · An invoice"));
        QCOMPARE(text()->toPlainText(), QStringLiteral("ask sales"));
        QVERIFY(m_pane->findChild<QPushButton *>(QStringLiteral("internalNote"))->isChecked());
        open(1);
        QCOMPARE(text()->toPlainText(), QStringLiteral("half a sen"));
        // A layout that was kept earlier takes nothing away.
        QTest::keyClicks(text(), QStringLiteral("tence"));
        m_pane->restoreState(state);
        QCOMPARE(text()->toPlainText(), QStringLiteral("half a sentence"));
        m_pane->open(QStringLiteral("case/2"));
        m_pane->open(QStringLiteral("case/1"));
        QCOMPARE(text()->toPlainText(), QStringLiteral("half a sentence"));
    }

    void whatIsTypedIsToBeKept()
    {
        open(1);
        QSignalSpy changed(m_pane.get(), &Pane::draftChanged);
        QSignalSpy left(m_pane.get(), &Pane::draftLeft);
        m_pane->open(QStringLiteral("case/2"));
        m_pane->open(QStringLiteral("case/1"));
        QCOMPARE(changed.size(), 0); // nobody has typed
        text()->setFocus();
        QTest::keyClicks(text(), QStringLiteral("ab"));
        QCOMPARE(changed.size(), 2);
        QCOMPARE(left.size(), 0);
        thread()->setFocus();
        QCOMPARE(left.size(), 1);
    }

    void whatCouldNotBeSentStays()
    {
        open(1);
        QTest::keyClicks(text(), QStringLiteral("Precious"));
        m_rig->service.on("POST", QStringLiteral("/api/v1/cases/*"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal({Problem::Kind::Conflict,
                                                QStringLiteral("The disk is full"),
                                                {},
                                                QStringLiteral("Make room.")});
        });
        m_pane->findChild<QPushButton *>(QStringLiteral("send"))->click();
        QTRY_VERIFY(message()->isVisible() && message()->text().contains(QStringLiteral("The disk is full")));
        QCOMPARE(text()->toPlainText(), QStringLiteral("Precious"));
    }

    // The answer belongs to the case it was sent in, whichever is looked at when it comes.
    void aReplyIsSentOnceWhereverOneGoesMeanwhile()
    {
        open(1);
        QTest::keyClicks(text(), QStringLiteral("We look into it."));
        m_rig->service.hold("POST");
        send()->click();
        open(2);
        QVERIFY(button("take")->isEnabled()); // nothing is under way here
        open(1);
        QCOMPARE(text()->toPlainText(), QStringLiteral("We look into it."));
        QVERIFY(!send()->isEnabled() && text()->isReadOnly());
        QVERIFY(!button("take")->isEnabled());
        send()->click();
        QTest::keyClick(text(), Qt::Key_Return, Qt::ControlModifier);
        open(2);
        m_rig->service.release();
        QTRY_COMPARE(m_cases->messages[1].size(), 5);
        QTRY_VERIFY(!drafts().contains(QStringLiteral("1")));
        open(1);
        QCOMPARE(text()->toPlainText(), QString());
        QVERIFY(!text()->isReadOnly());
        QCOMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/cases/*")), std::size_t(1));
    }

    void aFailureIsToldWhereverOneGoesMeanwhile()
    {
        open(1);
        QTest::keyClicks(text(), QStringLiteral("Precious"));
        m_rig->service.on("POST", QStringLiteral("/api/v1/cases/*"), [](const FakeService::Request &) {
            return FakeService::Reply::refusal(
                {Problem::Kind::Conflict, QStringLiteral("The disk is full"), {}, {}});
        });
        m_rig->service.hold("POST");
        send()->click();
        open(2);
        m_rig->service.release();
        QTRY_COMPARE(m_rig->navigator.told.size(), std::size_t(1));
        QCOMPARE(m_rig->navigator.told.front().what, QStringLiteral("Case 1: The disk is full"));
        open(1);
        QCOMPARE(text()->toPlainText(), QStringLiteral("Precious"));
        QVERIFY(send()->isEnabled());
    }

    // It may have been done: pressed again it is the same action, said in other words it is another.
    void withoutAnAnswerItIsTheSameReply()
    {
        open(1);
        QTest::keyClicks(text(), QStringLiteral("Once"));
        m_rig->service.hold("POST");
        send()->click();
        m_rig->service.goAway();
        m_rig->service.release();
        QTRY_VERIFY(message()->isVisible());
        QVERIFY2(message()->text().contains(QStringLiteral("it isn't known whether it was done")),
                 qPrintable(message()->text()));
        QCOMPARE(text()->toPlainText(), QStringLiteral("Once"));
        const auto press = [this] {
            m_rig->service.comeBack();
            [this] { QTRY_VERIFY(send()->isEnabled()); }();
            const auto before = m_rig->service.count("POST", QStringLiteral("/api/v1/cases/*"));
            send()->click();
            [&] {
                QTRY_COMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/cases/*")), before + 1);
            }();
            return m_rig->service.last("POST", QStringLiteral("/api/v1/cases/*"))->idempotencyKey;
        };
        const QByteArray first =
            m_rig->service.last("POST", QStringLiteral("/api/v1/cases/*"))->idempotencyKey;
        QVERIFY(!first.isEmpty());
        QCOMPARE(press(), first);
        QTRY_COMPARE(text()->toPlainText(), QString());
        QTest::keyClicks(text(), QStringLiteral("Once")); // done: from here on it is another
        QVERIFY(press() != first);
    }

    void theButtonsOfTheState()
    {
        open(1);
        QTRY_COMPARE(verbs(), (QStringList{QStringLiteral("acknowledge"), QStringLiteral("take"),
                                           QStringLiteral("assign"), QStringLiteral("wait"),
                                           QStringLiteral("solve"), QStringLiteral("close")}));
        button("acknowledge")->click();
        QTRY_VERIFY(!verbs().contains(QStringLiteral("acknowledge")));
        QCOMPARE(m_rig->service.last("POST", QStringLiteral("/api/v1/pages/*"))->path,
                 QStringLiteral("/api/v1/pages/9/ack"));
        button("take")->click();
        QTRY_COMPARE(verbs(), (QStringList{QStringLiteral("assign"), QStringLiteral("wait"),
                                           QStringLiteral("solve"), QStringLiteral("close")}));
        button("close")->click();
        QCOMPARE(m_rig->navigator.questions.size(), std::size_t(1));
        m_pane->open(QStringLiteral("case/2"));
        m_rig->navigator.answer({}); // of another case: nothing is closed
        QTest::qWait(50);
        QCOMPARE(m_rig->service.count("POST", QStringLiteral("/api/v1/cases/2/*")), std::size_t(0));
        QCOMPARE(m_cases->of(1).value(QStringLiteral("state")).toString(), QStringLiteral("open"));
    }

    void whatStandsBeside()
    {
        m_rig->service.tell(QStringLiteral("release.live"), QStringLiteral("application/northwind/shop"),
                            {{QStringLiteral("application"), QStringLiteral("northwind/shop")}},
                            QStringLiteral("jo"));
        m_rig->service.tell(QStringLiteral("step.done"), QStringLiteral("application/northwind/shop"),
                            {{QStringLiteral("step"), QStringLiteral("swap")}});
        open(1);
        QTRY_VERIFY(facts()->toPlainText().contains(QStringLiteral("#214 northwind/shop")));
        const QString said = facts()->toPlainText();
        QVERIFY(!said.contains(QStringLiteral("#212"))); // has ended
        QVERIFY(said.contains(QStringLiteral("#2 An invoice")));
        QVERIFY(!said.contains(QStringLiteral("#1 The shop"))); // this very one
        QTRY_VERIFY(facts()->toPlainText().contains(QStringLiteral("jo:")));
        // How its customer's applications are, and by which plan it is served.
        QTRY_VERIFY(facts()->toHtml().contains(QStringLiteral("application/northwind/shop")));
        QVERIFY(facts()->toPlainText().contains(QStringLiteral("Plan: ")));
        QVERIFY(!facts()->toPlainText().contains(QStringLiteral("finished step")));
        QVERIFY2(said.contains(QStringLiteral("accepted 12 ms later")), qPrintable(said));
        Q_EMIT facts()->anchorClicked(QUrl(QStringLiteral("release/214")));
        QCOMPARE(m_rig->navigator.opened.back(), QStringLiteral("release/214"));
        m_cases->put(m_cases->make(3, QStringLiteral("One more"), 1h));
        QTRY_VERIFY(facts()->toPlainText().contains(QStringLiteral("#3 One more")));
    }

    void whyAGuaranteeWasMissed()
    {
        QJsonObject clock = m_cases->clock(QStringLiteral("first-response"), -5min);
        clock.insert(QStringLiteral("cause"), QStringLiteral("nobody had taken it"));
        m_cases->put(fake::with(m_cases->of(2), {{QStringLiteral("clocks"), QJsonArray{clock}}}));
        open(2);
        QTRY_VERIFY(facts()->toPlainText().contains(QStringLiteral("nobody had taken it")));
        open(1);
        QTRY_VERIFY(!facts()->toPlainText().contains(QStringLiteral("Missed")));
    }

    void staleDisables()
    {
        open(1);
        QTest::keyClicks(text(), QStringLiteral("x"));
        QTRY_VERIFY(button("take")->isEnabled());
        m_rig->service.goAway();
        QTRY_VERIFY(m_pane->findChild<StaleNote *>()->isVisible());
        QVERIFY(!button("take")->isEnabled());
        QVERIFY(!m_pane->findChild<QPushButton *>(QStringLiteral("send"))->isEnabled());
        QVERIFY(!m_rig->offers(QStringLiteral("case.take")));
        QCOMPARE(text()->toPlainText(), QStringLiteral("x"));
        m_rig->service.comeBack();
        QTRY_VERIFY(button("take")->isEnabled());
    }

    void whoOnlyLooksDoesNotWrite()
    {
        m_rig->service.role = QStringLiteral("sales");
        open(1);
        QVERIFY(!m_pane->findChild<ReplyBox *>()->isVisible());
        QVERIFY(verbs().isEmpty());
    }

    void aCaseThatIsNotThere()
    {
        QVERIFY(m_rig->connect());
        m_pane->open(QStringLiteral("case/77"));
        QTRY_VERIFY(empty()->text().contains(QStringLiteral("Case 77 can't be shown")));
    }

    void hostileTexts()
    {
        qint64 id = 10;
        for (const QString &name : hostileNames())
            m_cases->messages[2].append(
                m_cases->message(++id, QStringLiteral("customer"), name, name.repeated(20)));
        m_cases->put(fake::with(m_cases->of(2), {{QStringLiteral("subject"), hostileNames().at(3)},
                                                 {QStringLiteral("contact"), hostileNames().at(0)},
                                                 {QStringLiteral("owner"), hostileNames().at(1)}}));
        open(2);
        QCOMPARE(m_pane->findChildren<MessageCard *>().size(), 4);
        QVERIFY(!m_pane->grab().isNull());
        QVERIFY(facts()->toPlainText().size() < 5000);
    }

    void aCaseByHand()
    {
        QVERIFY(m_rig->connect());
        CaseSheet sheet(m_rig->desk(), {{QStringLiteral("subject"), QStringLiteral("By phone")}});
        sheet.show();
        QSignalSpy opened(&sheet, &CaseSheet::opened);
        auto *openIt = sheet.findChild<QPushButton *>(QStringLiteral("openCase"));
        QVERIFY(!openIt->isEnabled()); // nothing was said yet
        sheet.findChild<QLineEdit *>(QStringLiteral("contact"))->setText(QStringLiteral("maria"));
        sheet.findChild<QPlainTextEdit *>(QStringLiteral("text"))->setPlainText(QStringLiteral("It is down"));
        auto *severity = sheet.findChild<QComboBox *>(QStringLiteral("severity"));
        QCOMPARE(severity->currentData().toString(), QStringLiteral("normal"));
        severity->setCurrentIndex(0);
        QCOMPARE(sheet.draft().value(QStringLiteral("severity")).toString(), QStringLiteral("critical"));
        openIt->click();
        QTRY_VERIFY(openIt->isEnabled()); // refused, and the field says why
        QCOMPARE(opened.size(), 0);
        QVERIFY(sheet.findChild<QLineEdit *>(QStringLiteral("contact"))->hasFocus());
        sheet.findChild<QLineEdit *>(QStringLiteral("contact"))
            ->setText(QStringLiteral("maria@northwind.example"));
        openIt->click();
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(opened.front().front().toLongLong(), 3);
    }

    void withoutAnAnswerItIsTheSameCase()
    {
        QVERIFY(m_rig->connect());
        CaseSheet sheet(m_rig->desk(), {{QStringLiteral("subject"), QStringLiteral("By phone")},
                                        {QStringLiteral("text"), QStringLiteral("It is down")}});
        sheet.show();
        auto *openIt = sheet.findChild<QPushButton *>(QStringLiteral("openCase"));
        const QString path = QStringLiteral("/api/v1/cases");
        m_rig->service.hold("POST");
        openIt->click();
        m_rig->service.goAway();
        m_rig->service.release();
        auto *said = sheet.findChild<InlineMessage *>();
        QTRY_VERIFY(said->isVisible());
        QVERIFY(said->text().contains(QStringLiteral("it isn't known whether it was done")));
        const QByteArray key = m_rig->service.last("POST", path)->idempotencyKey;
        m_rig->service.comeBack();
        QTRY_VERIFY(openIt->isEnabled());
        openIt->click();
        QTRY_COMPARE(m_rig->service.count("POST", path), std::size_t(2));
        QCOMPARE(m_rig->service.last("POST", path)->idempotencyKey, key);
    }

private:
    QPushButton *send() const { return m_pane->findChild<QPushButton *>(QStringLiteral("send")); }
    QJsonObject drafts() const { return m_pane->saveState().value(QStringLiteral("drafts")).toObject(); }
};

QTEST_MAIN(TestCasePane)
#include "TestCasePane.moc"
