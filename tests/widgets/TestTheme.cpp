// Colours that can be read, states that have a shape and a word, icons that take the palette's colour.
#include "models/ModelText.h"
#include "widgets/Style.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QTest>

#include <cmath>

using namespace slipway;

namespace {

double luminance(const QColor &colour)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

constexpr theme::Tone tones[] = {theme::Tone::Good,    theme::Tone::Busy, theme::Tone::Waiting,
                                 theme::Tone::Warning, theme::Tone::Bad,  theme::Tone::Idle,
                                 theme::Tone::Unknown};

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tonesCanBeRead_data() { schemes(); }
    void tonesCanBeRead();
    void textCanBeRead_data() { schemes(); }
    void textCanBeRead();
    void linesCanBeSeen_data() { schemes(); }
    void linesCanBeSeen();
    void menusHaveAnEdge_data() { schemes(); }
    void menusHaveAnEdge();
    void statesHaveShapeAndWord();
    void unknownStatesStayAsTheyAre();
    void tonesDifferInShape();
    void iconsAreThereAndTinted();
    void rowsAreCompactWhenAsked();
    void productionIsAProperty();
    void tonesFollowTheScheme();

private:
    void schemes();
};

void TestTheme::schemes()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestTheme::tonesCanBeRead()
{
    QFETCH(bool, dark);
    theme::apply(*qApp, dark ? theme::Scheme::Dark : theme::Scheme::Light);
    QCOMPARE(theme::isDark(), dark);
    const QPalette palette = QApplication::palette();
    for (const theme::Tone tone : tones) {
        for (const QPalette::ColorRole role : {QPalette::Base, QPalette::AlternateBase, QPalette::Window}) {
            const double ratio = contrast(theme::colour(tone), palette.color(role));
            QVERIFY2(
                ratio >= 4.5,
                qPrintable(QStringLiteral("tone %1 on role %2: %3").arg(int(tone)).arg(role).arg(ratio)));
        }
    }
}

void TestTheme::textCanBeRead()
{
    QFETCH(bool, dark);
    theme::apply(*qApp, dark ? theme::Scheme::Dark : theme::Scheme::Light);
    const QPalette palette = QApplication::palette();
    const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {
        {QPalette::Text, QPalette::Base},
        {QPalette::WindowText, QPalette::Window},
        {QPalette::ButtonText, QPalette::Button},
        {QPalette::PlaceholderText, QPalette::Base},
        {QPalette::PlaceholderText, QPalette::Window},
        {QPalette::Link, QPalette::Base},
        {QPalette::ToolTipText, QPalette::ToolTipBase},
        {QPalette::HighlightedText, QPalette::Highlight},
    };
    for (const auto &[front, back] : pairs) {
        const double ratio = contrast(palette.color(front), palette.color(back));
        QVERIFY2(ratio >= 4.5,
                 qPrintable(QStringLiteral("role %1 on role %2: %3").arg(front).arg(back).arg(ratio)));
    }
    QVERIFY(contrast(theme::productionText(), theme::production()) >= 4.5);
    QVERIFY(contrast(palette.color(QPalette::Text), theme::productionBack()) >= 4.5);
    QVERIFY(contrast(theme::production(), palette.color(QPalette::Base)) >= 4.5);
}

// What is ticked or typed into has an outline of 3:1, as WCAG asks of controls.
void TestTheme::linesCanBeSeen()
{
    QFETCH(bool, dark);
    theme::apply(*qApp, dark ? theme::Scheme::Dark : theme::Scheme::Light);
    const QPalette palette = QApplication::palette();
    QVERIFY(contrast(palette.color(QPalette::PlaceholderText), palette.color(QPalette::Base)) >= 3);
    QVERIFY(contrast(palette.color(QPalette::Highlight), palette.color(QPalette::Base)) >= 3);
}

void TestTheme::menusHaveAnEdge()
{
    QFETCH(bool, dark);
    theme::apply(*qApp, dark ? theme::Scheme::Dark : theme::Scheme::Light);
    QMenu menu;
    menu.addAction(QStringLiteral("Roll back"));
    menu.popup({10, 10});
    const QImage image = menu.grab().toImage();
    const QPoint middle = image.rect().center();
    const QColor inside = image.pixelColor(3, 3);
    for (const QPoint &at : {QPoint(0, middle.y()), QPoint(image.width() - 1, middle.y()),
                             QPoint(middle.x(), 0), QPoint(middle.x(), image.height() - 1)})
        QVERIFY2(contrast(image.pixelColor(at), inside) >= 3, qPrintable(image.pixelColor(at).name()));
}

void TestTheme::statesHaveShapeAndWord()
{
    for (const char *state :
         {"draft",   "waiting", "running",   "frozen",   "live",    "finalized", "rolled-back", "aborted",
          "failed",  "pending", "done",      "unknown",  "skipped", "undoing",   "undone",      "healthy",
          "stopped", "standby", "unhealthy", "creating", "retired", "paused",    "missing"}) {
        const theme::Look look = theme::lookOf(QLatin1String(state));
        QVERIFY2(!look.shape.isNull() && !look.shape.isSpace(), state);
        QVERIFY2(!look.word.isEmpty(), state);
        QCOMPARE(stateWord(QLatin1String(state)), look.word); // as it is painted, so it is spoken
        if (qstrcmp(state, "unknown") != 0)
            QVERIFY2(look.tone != theme::Tone::Unknown, state);
    }
}

void TestTheme::unknownStatesStayAsTheyAre()
{
    const theme::Look look = theme::lookOf(QStringLiteral("hibernating"));
    QCOMPARE(look.tone, theme::Tone::Unknown);
    QCOMPARE(look.word, QStringLiteral("hibernating"));
    QCOMPARE(look.shape, QLatin1Char('?'));
    QVERIFY(!theme::lookOf({}).word.isEmpty());
}

// Whoever can't tell red from green sees the difference.
void TestTheme::tonesDifferInShape()
{
    const QString bad(theme::lookOf(QStringLiteral("failed")).shape);
    const QString good(theme::lookOf(QStringLiteral("running")).shape);
    const QString warning(theme::lookOf(QStringLiteral("frozen")).shape);
    const QString waiting(theme::lookOf(QStringLiteral("waiting")).shape);
    QCOMPARE((QSet<QString>{bad, good, warning, waiting}.size()), 4);
}

void TestTheme::iconsAreThereAndTinted()
{
    theme::apply(*qApp, theme::Scheme::Light);
    const QDir icons(QStringLiteral(":/console/icons"));
    const QStringList files = icons.entryList({QStringLiteral("*.svg")});
    QVERIFY(files.size() > 30);
    const auto strongest = [](const QIcon &icon) {
        const QImage image = icon.pixmap(QSize(32, 32)).toImage();
        QColor best(Qt::transparent);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y).alpha() > best.alpha())
                    best = image.pixelColor(x, y);
            }
        }
        return best;
    };
    for (const QString &file : files) {
        if (file == QLatin1String("slipway.svg"))
            continue;
        const QIcon icon = theme::icon(file.chopped(4));
        theme::apply(*qApp, theme::Scheme::Light);
        const QColor light = strongest(icon);
        QVERIFY2(light.alpha() > 200 && light.lightness() < 100, qPrintable(file));
        theme::apply(*qApp, theme::Scheme::Dark);
        const QColor dark = strongest(icon); // the same icon
        QVERIFY2(dark.alpha() > 200 && dark.lightness() > 150, qPrintable(file));
    }
}

void TestTheme::rowsAreCompactWhenAsked()
{
    theme::apply(*qApp, theme::Scheme::Light, false);
    const int generous = theme::rowHeight();
    QListWidget list;
    list.addItem(QStringLiteral("one"));
    QVERIFY(list.sizeHintForRow(0) >= generous);
    theme::apply(*qApp, theme::Scheme::Light, true);
    QVERIFY(theme::rowHeight() < generous);
    QTRY_VERIFY(list.sizeHintForRow(0) < generous);
    theme::apply(*qApp, theme::Scheme::Light, false);
}

void TestTheme::productionIsAProperty()
{
    QWidget widget;
    theme::setProduction(&widget, true);
    QVERIFY(widget.property(Style::productionProperty).toBool());
    theme::setProduction(&widget, false);
    QVERIFY(!widget.property(Style::productionProperty).toBool());
}

void TestTheme::tonesFollowTheScheme()
{
    theme::apply(*qApp, theme::Scheme::Light);
    QWidget window;
    window.setBackgroundRole(QPalette::Base); // as a pane has it
    QLabel label(&window);
    theme::setTone(&label, theme::Tone::Bad);
    const auto ink = [&] { return label.palette().color(label.foregroundRole()); };
    const QColor light = theme::colour(theme::Tone::Bad);
    QCOMPARE(ink(), light);
    theme::apply(*qApp, theme::Scheme::Dark);
    QVERIFY(theme::colour(theme::Tone::Bad) != light);
    QCOMPARE(ink(), theme::colour(theme::Tone::Bad));
    theme::clearTone(&label);
    QCOMPARE(ink(), window.palette().color(QPalette::Text));
    theme::apply(*qApp, theme::Scheme::Light);
    QCOMPARE(ink(), window.palette().color(QPalette::Text));
}

QTEST_MAIN(TestTheme)
#include "TestTheme.moc"
