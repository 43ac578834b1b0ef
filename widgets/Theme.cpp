#include "widgets/Theme.h"

#include "models/ModelText.h"
#include "widgets/Style.h"
#include "widgets/SystemDark.h"
#include "widgets/TintedIcon.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QHash>
#include <QPalette>
#include <QVariant>
#include <QWidget>

#include <array>

// Defined beside the resources; a static library's resources aren't registered by themselves.
void slipwayInitConsoleResources();

namespace slipway::theme {

namespace {

constexpr auto compactProperty = "slipwayCompact";
constexpr auto systemDarkProperty = "slipwaySystemDark";
constexpr auto platformDarkProperty = "slipwayPlatformDark";
constexpr auto toneProperty = "slipwayTone"; // of a widget whose words are written in its colour

struct Colours
{
    QRgb window, base, alternate, text, faint, button, line, highlight, highlightText, link;
    QRgb production, productionText, productionBack;
    std::array<QRgb, 7> tones; // in the order of Tone
};

constexpr Colours light{
    0xfff1f3f6, 0xffffffff,
    0xfff7f9fb, 0xff1a222c,
    0xff5c6773, 0xffffffff,
    0xffb9c2cc, 0xff1d5fa8,
    0xffffffff, 0xff1d5fa8,
    0xffb4430c, 0xffffffff,
    0xfffcefe5, {0xff1b7a3a, 0xff1260bf, 0xff7445b0, 0xff8f5600, 0xffbf1f2d, 0xff5c6773, 0xff6b5a2e}};
constexpr Colours dark{
    0xff1d2228, 0xff15191e,
    0xff1a1f25, 0xffe2e7ed,
    0xff98a3af, 0xff2a313a,
    0xff4a5563, 0xff2f72c4,
    0xffffffff, 0xff7db8ff,
    0xffe8783e, 0xff1c0e05,
    0xff33231a, {0xff58c878, 0xff74b4ff, 0xffc4a6f7, 0xfff0b64a, 0xffff8080, 0xff98a3af, 0xffcdbf8f}};

const Colours &colours()
{
    return isDark() ? dark : light;
}

QPalette paletteOf(const Colours &c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(c.window));
    palette.setColor(QPalette::WindowText, QColor(c.text));
    palette.setColor(QPalette::Base, QColor(c.base));
    palette.setColor(QPalette::AlternateBase, QColor(c.alternate));
    palette.setColor(QPalette::Text, QColor(c.text));
    palette.setColor(QPalette::PlaceholderText, QColor(c.faint));
    palette.setColor(QPalette::Button, QColor(c.button));
    palette.setColor(QPalette::ButtonText, QColor(c.text));
    palette.setColor(QPalette::ToolTipBase, QColor(c.button));
    palette.setColor(QPalette::ToolTipText, QColor(c.text));
    palette.setColor(QPalette::BrightText, QColor(c.highlightText));
    palette.setColor(QPalette::Highlight, QColor(c.highlight));
    palette.setColor(QPalette::HighlightedText, QColor(c.highlightText));
    palette.setColor(QPalette::Link, QColor(c.link));
    palette.setColor(QPalette::LinkVisited, QColor(c.link));
    // The one colour of lines: borders, grids, separators.
    palette.setColor(QPalette::Mid, QColor(c.line));
    palette.setColor(QPalette::Midlight, QColor(c.line).lighter(115));
    palette.setColor(QPalette::Dark, QColor(c.line).darker(115));
    palette.setColor(QPalette::Light, QColor(c.base));
    palette.setColor(QPalette::Shadow, QColor(0, 0, 0, 90));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(c.faint));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(c.line));
    return palette;
}

// The words stand in models/ModelText.
struct Mark
{
    QLatin1String state;
    Tone tone;
    char16_t shape;
};

constexpr char16_t full = u'\u25cf';     // ●
constexpr char16_t half = u'\u25d0';     // ◐
constexpr char16_t hollow = u'\u25cb';   // ○
constexpr char16_t triangle = u'\u25b2'; // ▲
constexpr char16_t cross = u'\u2715';    // ✕
constexpr char16_t tick = u'\u2713';     // ✓
constexpr char16_t play = u'\u25b6';     // ▶
constexpr char16_t back = u'\u27f2';     // ⟲
constexpr char16_t question = u'?';
constexpr char16_t diamond = u'\u25c6';       // ◆
constexpr char16_t halfDiamond = u'\u25c8';   // ◈
constexpr char16_t hollowDiamond = u'\u25c7'; // ◇
constexpr char16_t downwards = u'\u25bd';     // ▽

constexpr std::array marks{
    // environments and appliances
    Mark{QLatin1String("healthy"), Tone::Good, full},
    Mark{QLatin1String("unhealthy"), Tone::Warning, triangle},
    Mark{QLatin1String("creating"), Tone::Busy, half},
    Mark{QLatin1String("starting"), Tone::Busy, half},
    Mark{QLatin1String("stopping"), Tone::Busy, half},
    Mark{QLatin1String("removing"), Tone::Busy, half},
    Mark{QLatin1String("copying"), Tone::Busy, half},
    Mark{QLatin1String("stopped"), Tone::Idle, hollow},
    Mark{QLatin1String("paused"), Tone::Waiting, half},
    Mark{QLatin1String("removed"), Tone::Idle, hollow},
    Mark{QLatin1String("missing"), Tone::Bad, cross},
    Mark{QLatin1String("standby"), Tone::Idle, hollow},
    Mark{QLatin1String("retired"), Tone::Idle, hollow},
    Mark{QLatin1String("test"), Tone::Busy, half},
    Mark{QLatin1String("degraded"), Tone::Warning, triangle},
    Mark{QLatin1String("down"), Tone::Bad, cross},
    // pages and duty
    Mark{QLatin1String("page-due"), Tone::Busy, hollow},
    Mark{QLatin1String("page-trying"), Tone::Warning, triangle},
    Mark{QLatin1String("page-accepted"), Tone::Waiting, half},
    Mark{QLatin1String("page-acknowledged"), Tone::Good, tick},
    Mark{QLatin1String("page-refused"), Tone::Bad, cross},
    Mark{QLatin1String("page-bounced"), Tone::Bad, cross},
    Mark{QLatin1String("page-withdrawn"), Tone::Idle, hollow},
    Mark{QLatin1String("on-duty"), Tone::Good, full},
    Mark{QLatin1String("alternate"), Tone::Idle, half},
    Mark{QLatin1String("nobody"), Tone::Bad, cross},
    // releases
    Mark{QLatin1String("draft"), Tone::Idle, hollow},
    Mark{QLatin1String("waiting"), Tone::Waiting, half},
    Mark{QLatin1String("running"), Tone::Good, full},
    Mark{QLatin1String("frozen"), Tone::Warning, triangle},
    Mark{QLatin1String("live"), Tone::Good, full},
    Mark{QLatin1String("finalized"), Tone::Good, tick},
    Mark{QLatin1String("rolled-back"), Tone::Idle, back},
    Mark{QLatin1String("aborted"), Tone::Idle, cross},
    Mark{QLatin1String("failed"), Tone::Bad, cross},
    // steps
    Mark{QLatin1String("pending"), Tone::Idle, hollow},
    Mark{QLatin1String("busy"), Tone::Busy, play},
    Mark{QLatin1String("done"), Tone::Good, tick},
    Mark{QLatin1String("unknown"), Tone::Unknown, question},
    Mark{QLatin1String("skipped"), Tone::Idle, tick},
    Mark{QLatin1String("undoing"), Tone::Busy, back},
    Mark{QLatin1String("undone"), Tone::Idle, back},
    // cases
    Mark{QLatin1String("new"), Tone::Busy, full},
    Mark{QLatin1String("open"), Tone::Busy, half},
    Mark{QLatin1String("waiting-for-customer"), Tone::Waiting, half},
    Mark{QLatin1String("waiting-for-release"), Tone::Waiting, half},
    Mark{QLatin1String("solved"), Tone::Good, tick},
    Mark{QLatin1String("closed"), Tone::Idle, tick},
    Mark{QLatin1String("critical"), Tone::Bad, diamond},
    Mark{QLatin1String("high"), Tone::Warning, halfDiamond},
    Mark{QLatin1String("normal"), Tone::Idle, hollowDiamond},
    Mark{QLatin1String("low"), Tone::Idle, downwards},
    // their guarantees
    Mark{QLatin1String("met"), Tone::Good, tick},
    Mark{QLatin1String("met-late"), Tone::Warning, tick},
    Mark{QLatin1String("soon"), Tone::Warning, triangle},
    Mark{QLatin1String("breached"), Tone::Bad, cross},
};

bool isSystemDark(QApplication &application)
{
    // What the platform gave is only there before the first palette of ours.
    if (!application.property(platformDarkProperty).isValid())
        application.setProperty(platformDarkProperty,
                                application.palette().color(QPalette::Window).lightness() < 128);
    const QVariant said = application.property(systemDarkProperty);
    return (said.isValid() ? said : application.property(platformDarkProperty)).toBool();
}

QFont scaled(double factor)
{
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    return font;
}

void ink(QWidget *widget, Tone tone)
{
    QPalette palette = widget->palette();
    palette.setColor(QPalette::WindowText, colour(tone));
    widget->setPalette(palette);
}

} // namespace

void apply(QApplication &application, Scheme scheme, bool compact)
{
    slipwayInitConsoleResources();
    const bool systemDark = isSystemDark(application);
    application.setProperty(compactProperty, compact);
    const bool wantsDark = scheme == Scheme::Dark || (scheme == Scheme::System && systemDark);
    application.setStyle(new Style); // a new one, so that every view asks for its sizes again
    application.setPalette(paletteOf(wantsDark ? dark : light));
    for (QWidget *widget : QApplication::allWidgets()) {
        if (const QVariant tone = widget->property(toneProperty); tone.isValid())
            ink(widget, static_cast<Tone>(tone.toInt()));
    }
}

void setTone(QWidget *widget, Tone tone)
{
    widget->setProperty(toneProperty, static_cast<int>(tone));
    widget->setForegroundRole(QPalette::WindowText); // on a pane's base it would be another
    ink(widget, tone);
}

void clearTone(QWidget *widget)
{
    widget->setProperty(toneProperty, QVariant());
    widget->setForegroundRole(QPalette::NoRole);
    widget->setPalette(QPalette());
}

void setSystemDark(QApplication &application, std::optional<bool> isDark)
{
    application.setProperty(systemDarkProperty, isDark ? QVariant(*isDark) : QVariant());
}

bool isDark()
{
    return QApplication::palette().color(QPalette::Base).lightness() < 128;
}

int rowHeight()
{
    const bool compact = qApp && qApp->property(compactProperty).toBool();
    const int text = QFontMetrics(QApplication::font()).height();
    return compact ? qMax(22, text + 4) : qMax(28, text + unit);
}

Look lookOf(const QString &state)
{
    for (const Mark &mark : marks) {
        if (mark.state == state)
            return {mark.tone, QChar(mark.shape), stateWord(state)};
    }
    return {Tone::Unknown, QChar(question), stateWord(state.isEmpty() ? QStringLiteral("unknown") : state)};
}

QColor colour(Tone tone)
{
    return colours().tones[static_cast<std::size_t>(tone)];
}

QColor production()
{
    return colours().production;
}

QColor productionText()
{
    return colours().productionText;
}

QColor productionBack()
{
    return colours().productionBack;
}

QIcon icon(const QString &name)
{
    return QIcon(new TintedIcon(QStringLiteral(":/console/icons/%1.svg").arg(name)));
}

QFont heading()
{
    QFont font = scaled(1.3);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont small()
{
    return scaled(0.9);
}

QFont figures()
{
    const QFont font = QApplication::font();
    const QFontMetrics metrics(font);
    for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
        if (metrics.horizontalAdvance(QChar(digit)) != metrics.horizontalAdvance(QLatin1Char('0')))
            return monospace();
    }
    return font;
}

QFont monospace()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF() > 0 ? QApplication::font().pointSizeF() : 10);
    return font;
}

void setProduction(QWidget *widget, bool on)
{
    if (widget->property(Style::productionProperty).toBool() == on)
        return;
    widget->setProperty(Style::productionProperty, on);
    widget->update();
}

} // namespace slipway::theme
