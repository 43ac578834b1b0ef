// The bar says all of a problem, survives any text, and its button helps. So does an empty pane.
#include "widgets/EmptyState.h"
#include "widgets/InlineMessage.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace slipway;

class TestInlineMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }
    void isHiddenUntilSomethingIsSaid();
    void saysAllOfAProblem();
    void buttonHelps();
    void noButtonWithoutHelp();
    void closes();
    void whatSettlesGoesByItself();
    void longTextIsCut();
    void textIsNeverMarkup();
    void namesItsKind();
    void anEmptyPaneKeepsItsFirstStep();
    void anEmptyPaneMaySaySomethingElseMeanwhile();
};

void TestInlineMessage::isHiddenUntilSomethingIsSaid()
{
    QWidget window;
    InlineMessage bar(&window);
    window.show();
    QVERIFY(!bar.isVisible());
    bar.show(InlineMessage::Kind::Success, QStringLiteral("The copy is there"));
    QVERIFY(bar.isVisible());
    QCOMPARE(bar.text(), QStringLiteral("The copy is there"));
}

void TestInlineMessage::saysAllOfAProblem()
{
    InlineMessage bar;
    bar.show(Problem{Problem::Kind::Conflict, QStringLiteral("Release 214 is on its way back."),
                     QStringLiteral("release/214"), QStringLiteral("Wait until it is rolled back")});
    QCOMPARE(bar.text(),
             QStringLiteral("Release 214 is on its way back (release/214). Wait until it is rolled back."));
}

void TestInlineMessage::buttonHelps()
{
    InlineMessage bar;
    int helped = 0;
    bar.show(InlineMessage::Kind::Warning, QStringLiteral("Not connected"), QStringLiteral("Try again"), [&] {
        ++helped;
        bar.show(InlineMessage::Kind::Information, QStringLiteral("Trying")); // replaces what is running
    });
    auto *button = bar.findChild<QPushButton *>();
    QVERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(helped, 1);
    QVERIFY(!button->isVisible());
}

void TestInlineMessage::noButtonWithoutHelp()
{
    InlineMessage bar;
    bar.show(InlineMessage::Kind::Error, QStringLiteral("Failed"), QStringLiteral("Retry"));
    QVERIFY(!bar.findChild<QPushButton *>()->isVisible());
}

void TestInlineMessage::closes()
{
    InlineMessage bar;
    bar.show(InlineMessage::Kind::Error, QStringLiteral("Failed"));
    QTest::mouseClick(bar.findChild<QToolButton *>(), Qt::LeftButton);
    QVERIFY(!bar.isVisible());
}

void TestInlineMessage::whatSettlesGoesByItself()
{
    InlineMessage bar;
    const Problem problem{Problem::Kind::Unavailable, QStringLiteral("The list can't be read"), {}, {}};
    bar.showUntilSettled(problem);
    bar.settle();
    QVERIFY(!bar.isVisible());
    bar.showUntilSettled(problem);
    bar.show(InlineMessage::Kind::Success, QStringLiteral("The copy is there"));
    bar.settle(); // that was about something else
    QVERIFY(bar.isVisible());
    bar.show(problem);
    bar.settle();
    QVERIFY(bar.isVisible());
}

void TestInlineMessage::longTextIsCut()
{
    InlineMessage bar;
    const QString name(10000, QLatin1Char('x'));
    bar.show(InlineMessage::Kind::Error, name);
    QCOMPARE(bar.text(), name);
    for (const QLabel *label : bar.findChildren<QLabel *>())
        QVERIFY(label->text().size() < 1000);
}

void TestInlineMessage::textIsNeverMarkup()
{
    InlineMessage bar;
    bar.show(InlineMessage::Kind::Error, QStringLiteral("<b>bold</b> & <img src=x>"));
    for (const QLabel *label : bar.findChildren<QLabel *>())
        QVERIFY(label->textFormat() == Qt::PlainText || label->text().size() <= 1);
}

void TestInlineMessage::namesItsKind()
{
    InlineMessage bar;
    bar.show(InlineMessage::Kind::Warning, QStringLiteral("Held"));
    const QString warning = bar.accessibleName();
    bar.show(InlineMessage::Kind::Error, QStringLiteral("Held"));
    QVERIFY(bar.accessibleName() != warning);
    QVERIFY(bar.accessibleName().contains(QStringLiteral("Held")));
    QVERIFY(!bar.findChild<QToolButton *>()->accessibleName().isEmpty());
}

// However low it is: words that don't fit as a whole aren't shown in halves.
void TestInlineMessage::anEmptyPaneKeepsItsFirstStep()
{
    EmptyState state;
    const QString words(600, QLatin1Char('w'));
    state.say(QStringLiteral("Nothing yet"), QStringLiteral("It appears here, ") + words,
              QStringLiteral("Begin"));
    state.resize(700, 600);
    state.show();
    const auto *text = state.findChildren<QLabel *>().last();
    const auto *button = state.findChild<QPushButton *>();
    QVERIFY(text->text().endsWith(words));
    QTRY_VERIFY(text->isVisible());
    state.resize(700, 110);
    QTRY_VERIFY(!text->isVisible());
    QVERIFY(button->isVisible());
    QVERIFY(state.toolTip().endsWith(words));
    state.resize(700, 600);
    QTRY_VERIFY(text->isVisible());
}

void TestInlineMessage::anEmptyPaneMaySaySomethingElseMeanwhile()
{
    EmptyState state;
    const auto pressed = std::make_shared<int>(0);
    state.sayFailed([&state, pressed] {
        state.say(QStringLiteral("It is being fetched…"), {});
        ++*pressed;
    });
    state.show();
    state.findChild<QPushButton *>()->click();
    QCOMPARE(*pressed, 1);
    QCOMPARE(state.findChild<QPushButton *>()->isVisible(), false);
}

QTEST_MAIN(TestInlineMessage)
#include "TestInlineMessage.moc"
