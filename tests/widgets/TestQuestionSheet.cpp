// Enter isn't yes, what has to be typed must match, Esc gives up, and the answer is given once.
#include "widgets/QuestionSheet.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;

namespace {

Question rollback()
{
    Question question;
    question.title = QStringLiteral("Roll back release 214 of northwind/shop");
    question.changes = {QStringLiteral("Both addresses lead to 1.4 again"),
                        QStringLiteral("1.5 stays, without traffic")};
    question.checks = {QStringLiteral("1.4 runs and is healthy")};
    question.wayBack = QStringLiteral("Start the release anew.");
    question.typed = QStringLiteral("northwind/shop");
    question.reasonLabel = QStringLiteral("Reason");
    question.reasonNeeded = true;
    question.confirm = QStringLiteral("Roll back");
    question.commandLine = QStringLiteral("slipwayctl release rollback 214 --reason %1");
    question.production = true;
    return question;
}

} // namespace

class TestQuestionSheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void enterInAFieldIsNotYes();
    void typedNameMustMatch();
    void reasonIsNeeded();
    void enterOnTheButtonIsYesOnce();
    void heldEnterIsNotYes();
    void escapeGivesUp();
    void plainQuestionStartsOnTheWayOut();
    void tabStaysInside();
    void focusReturns();
    void copiesTheCommand();
    void copiesADash();
    void whatWasSaidBeforeStandsThere();
    void staysInASmallWindow();
    void everythingHasAName();
    void oneOfSeveral();
    void aFieldOfItsOwn();

private:
    QuestionSheet *ask(const Question &question);
    QLineEdit *field(const char *name) { return m_sheet->findChild<QLineEdit *>(QLatin1String(name)); }
    QPushButton *button(const char *name) { return m_sheet->findChild<QPushButton *>(QLatin1String(name)); }

    std::unique_ptr<QWidget> m_window;
    QLineEdit *m_beneath = nullptr;
    QPointer<QuestionSheet> m_sheet;
};

void TestQuestionSheet::init()
{
    theme::apply(*qApp, theme::Scheme::Light);
    m_window = std::make_unique<QWidget>();
    m_window->resize(1000, 700);
    m_beneath = new QLineEdit(m_window.get());
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_beneath->setFocus();
}

void TestQuestionSheet::cleanup()
{
    m_window.reset();
}

QuestionSheet *TestQuestionSheet::ask(const Question &question)
{
    m_sheet = new QuestionSheet(m_window.get(), question);
    m_sheet->ask();
    return m_sheet;
}

void TestQuestionSheet::enterInAFieldIsNotYes()
{
    QSignalSpy confirmed(ask(rollback()), &QuestionSheet::confirmed);
    QTest::keyClicks(field("reason"), QStringLiteral("errors"));
    QTest::keyClicks(field("typed"), QStringLiteral("northwind/shop"));
    QVERIFY(m_sheet->isAnswered());
    QTest::keyClick(field("typed"), Qt::Key_Return);
    QTest::keyClick(field("reason"), Qt::Key_Enter);
    QTest::keyClick(m_sheet, Qt::Key_Return);
    QCOMPARE(confirmed.size(), 0);
    QVERIFY(m_sheet->isVisible());
}

void TestQuestionSheet::typedNameMustMatch()
{
    QSignalSpy confirmed(ask(rollback()), &QuestionSheet::confirmed);
    QTest::keyClicks(field("reason"), QStringLiteral("errors"));
    for (const QString &wrong :
         {QStringLiteral("northwind"), QStringLiteral("Northwind/Shop"), QStringLiteral("northwind/shop2")}) {
        field("typed")->setText(wrong);
        QVERIFY2(!button("confirm")->isEnabled(), qPrintable(wrong));
        QTest::mouseClick(button("confirm"), Qt::LeftButton);
    }
    QCOMPARE(confirmed.size(), 0);
    field("typed")->setText(QStringLiteral(" northwind/shop "));
    QVERIFY(button("confirm")->isEnabled());
}

void TestQuestionSheet::reasonIsNeeded()
{
    ask(rollback());
    field("typed")->setText(QStringLiteral("northwind/shop"));
    field("reason")->setText(QStringLiteral("   "));
    QVERIFY(!button("confirm")->isEnabled());
    field("reason")->setText(QStringLiteral("errors"));
    QVERIFY(button("confirm")->isEnabled());
}

void TestQuestionSheet::enterOnTheButtonIsYesOnce()
{
    QSignalSpy confirmed(ask(rollback()), &QuestionSheet::confirmed);
    field("typed")->setText(QStringLiteral("northwind/shop"));
    field("reason")->setText(QStringLiteral(" errors at the till "));
    QPushButton *yes = button("confirm");
    yes->setFocus();
    QTest::keyClick(yes, Qt::Key_Return);
    QCOMPARE(confirmed.size(), 1);
    QCOMPARE(confirmed.first().first().toString(), QStringLiteral("errors at the till"));
    yes->click(); // a second press that was on its way
    QCOMPARE(confirmed.size(), 1);
    QTRY_VERIFY(!m_sheet);
}

// Whoever still leans on Enter from the field before hasn't answered.
void TestQuestionSheet::heldEnterIsNotYes()
{
    QSignalSpy confirmed(ask(rollback()), &QuestionSheet::confirmed);
    field("typed")->setText(QStringLiteral("northwind/shop"));
    field("reason")->setText(QStringLiteral("errors"));
    QPushButton *yes = button("confirm");
    yes->setFocus();
    QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"), true);
    QApplication::sendEvent(yes, &held);
    QCOMPARE(confirmed.size(), 0);
}

void TestQuestionSheet::escapeGivesUp()
{
    QuestionSheet *sheet = ask(rollback());
    QSignalSpy confirmed(sheet, &QuestionSheet::confirmed);
    QSignalSpy givenUp(sheet, &Sheet::givenUp);
    QTest::keyClick(field("typed"), Qt::Key_Escape);
    QCOMPARE(givenUp.size(), 1);
    QCOMPARE(confirmed.size(), 0);
    QVERIFY(!sheet->isVisible());
}

void TestQuestionSheet::plainQuestionStartsOnTheWayOut()
{
    Question question;
    question.title = QStringLiteral("Stop the test environment");
    question.confirm = QStringLiteral("Stop it");
    QuestionSheet *sheet = ask(question);
    QSignalSpy confirmed(sheet, &QuestionSheet::confirmed);
    QSignalSpy givenUp(sheet, &Sheet::givenUp);
    QCOMPARE(QApplication::focusWidget(), button("giveUp"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(confirmed.size(), 0);
    QCOMPARE(givenUp.size(), 1);
}

void TestQuestionSheet::tabStaysInside()
{
    ask(rollback());
    QSet<QString> seen;
    for (int press = 0; press < 12; ++press) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(m_sheet->isAncestorOf(QApplication::focusWidget()));
        seen.insert(QApplication::focusWidget()->objectName());
    }
    for (const char *name : {"typed", "reason", "giveUp", "copy"})
        QVERIFY2(seen.contains(QLatin1String(name)), name);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
    QVERIFY(m_sheet->isAncestorOf(QApplication::focusWidget()));
}

void TestQuestionSheet::focusReturns()
{
    ask(rollback());
    QVERIFY(!m_beneath->hasFocus());
    QTest::keyClick(field("typed"), Qt::Key_Escape);
    QVERIFY(m_beneath->hasFocus());
}

void TestQuestionSheet::copiesTheCommand()
{
    QSignalSpy copied(ask(rollback()), &QuestionSheet::copyAsked);
    QTest::mouseClick(button("copy"), Qt::LeftButton);
    QCOMPARE(copied.size(), 0); // slipwayctl would be refused without the reason, too
    QVERIFY(field("reason")->hasFocus());
    field("reason")->setText(QStringLiteral("it's slow"));
    QTest::mouseClick(button("copy"), Qt::LeftButton);
    QCOMPARE(copied.size(), 1);
    const QString line = copied.first().first().toString();
    QVERIFY2(line.startsWith(QStringLiteral("slipwayctl release rollback 214 --reason ")), qPrintable(line));
    QVERIFY2(line.contains(QStringLiteral("slow")) && !line.endsWith(QStringLiteral("it's slow")),
             qPrintable(line));
    QVERIFY(m_sheet->isVisible()); // copying answers nothing
    Question optional = rollback();
    optional.reasonNeeded = false;
    QSignalSpy bare(ask(optional), &QuestionSheet::copyAsked);
    QTest::mouseClick(button("copy"), Qt::LeftButton);
    QCOMPARE(bare.first().first().toString(), QStringLiteral("slipwayctl release rollback 214"));
}

void TestQuestionSheet::whatWasSaidBeforeStandsThere()
{
    Question question = rollback();
    question.typed.clear();
    question.reason = QStringLiteral("northwind/shop");
    ask(question);
    QCOMPARE(field("reason")->text(), QStringLiteral("northwind/shop"));
    QVERIFY(button("confirm")->isEnabled());
    field("reason")->clear();
    QVERIFY(!button("confirm")->isEnabled());
}

// It is taken for what it is, and a line that has no place for it stays as it is.
void TestQuestionSheet::copiesADash()
{
    Question question = rollback();
    QuestionSheet *sheet = ask(question);
    field("reason")->setText(QStringLiteral("-5 degrees %1"));
    QCOMPARE(sheet->commandLine(),
             QStringLiteral("slipwayctl release rollback 214 '--reason=-5 degrees %1'"));
    question.commandLine = QStringLiteral("slipwayctl case assign 1 %1\nslipwayctl case assign 2 %1");
    sheet = ask(question);
    field("reason")->setText(QStringLiteral("-jan"));
    QCOMPARE(sheet->commandLine(),
             QStringLiteral("slipwayctl case assign 1 -- -jan\nslipwayctl case assign 2 -- -jan"));
    question.reasonLabel.clear();
    question.commandLine = QStringLiteral("slipwayctl x <<'END'\n --reason %1\nEND\n");
    QCOMPARE(ask(question)->commandLine(), question.commandLine);
}

// However much there is to tell, the buttons stay in sight.
void TestQuestionSheet::staysInASmallWindow()
{
    Question question = rollback();
    for (int line = 0; line < 60; ++line)
        question.changes.append(
            QStringLiteral("Address %1 leads to 1.4 again, as it did before the release").arg(line));
    m_window->resize(600, 480);
    ask(question);
    QCoreApplication::processEvents();
    const QPushButton *yes = button("confirm");
    QVERIFY(m_window->rect().contains(QRect(yes->mapTo(m_window.get(), QPoint()), yes->size())));
    m_window->resize(900, 600);
    QCoreApplication::processEvents();
    QCOMPARE(m_sheet->size(), m_window->size());
}

void TestQuestionSheet::everythingHasAName()
{
    ask(rollback());
    for (const QWidget *widget : m_sheet->findChildren<QWidget *>()) {
        if ((widget->focusPolicy() & Qt::TabFocus) && widget->isVisible())
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
    QCOMPARE(m_sheet->accessibleName(), rollback().title);
}

void TestQuestionSheet::oneOfSeveral()
{
    Question question;
    question.title = QStringLiteral("Change the severity");
    question.reasonLabel = QStringLiteral("Severity");
    question.choices = {{QStringLiteral("high"), QStringLiteral("High"), {QStringLiteral("Sooner.")}},
                        {QStringLiteral("low"), QStringLiteral("Low"), {QStringLiteral("Later.")}}};
    question.chosen = QStringLiteral("low");
    question.confirm = QStringLiteral("Change it");
    question.commandLine = QStringLiteral("slipwayctl case triage 1 --severity %1");
    QuestionSheet *sheet = ask(question);
    auto *choice = sheet->findChild<QComboBox *>(QStringLiteral("choice"));
    const auto *told = sheet->findChild<QLabel *>(QStringLiteral("consequence"));
    QVERIFY(choice->hasFocus());
    QCOMPARE(choice->accessibleName(), QStringLiteral("Severity"));
    QVERIFY(told->text().contains(QStringLiteral("Later.")));
    QVERIFY(!button("confirm")->isEnabled()); // that is how it is already
    QTest::keyClick(choice, Qt::Key_Up);
    QVERIFY(told->text().contains(QStringLiteral("Sooner.")));
    QCOMPARE(choice->accessibleDescription(), QStringLiteral("Sooner."));
    QVERIFY(button("confirm")->isEnabled());
    QTest::keyClick(choice, Qt::Key_Return);
    QVERIFY(m_sheet && m_sheet->isVisible()); // Enter isn't yes
    QCOMPARE(sheet->commandLine(), QStringLiteral("slipwayctl case triage 1 --severity high"));
    QSignalSpy confirmed(sheet, &QuestionSheet::confirmed);
    button("confirm")->click();
    QCOMPARE(confirmed.front().front().toString(), QStringLiteral("high"));
}

void TestQuestionSheet::aFieldOfItsOwn()
{
    Question question = rollback();
    question.typed.clear();
    question.reasonField = [](QWidget *parent) {
        auto *edit = new QLineEdit(parent);
        edit->setPlaceholderText(QStringLiteral("eva, jan"));
        return edit;
    };
    ask(question);
    QVERIFY(field("reason")->hasFocus());
    QCOMPARE(field("reason")->placeholderText(), QStringLiteral("eva, jan"));
    QVERIFY(!button("confirm")->isEnabled());
    QTest::keyClicks(field("reason"), QStringLiteral("jan"));
    QVERIFY(button("confirm")->isEnabled());
}

QTEST_MAIN(TestQuestionSheet)
#include "TestQuestionSheet.moc"
