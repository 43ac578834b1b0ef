// Colours, sizes and icons: light and dark both designed. Everything that paints asks here.
#pragma once
#include <QColor>
#include <QIcon>
#include <QString>

class QApplication;
class QWidget;

namespace slipway::theme {

enum class Scheme { System, Light, Dark };
void apply(QApplication &application, Scheme scheme, bool compact = false);
bool isDark();

// Eight-pixel grid.
constexpr int unit = 8;
int rowHeight(); // 28, or 22 when compact

enum class Tone {
    Good,    // serves, done
    Busy,    // under way
    Waiting, // for a person
    Warning, // held, degraded
    Bad,     // failed
    Idle,    // stopped, pending, standby
    Unknown,
};
struct Look // a state has a shape and a word, never a colour alone
{
    Tone tone = Tone::Unknown;
    QChar shape;  // ● ◐ ○ ▲ ✕ ?
    QString word; // translated
};
Look lookOf(
    const QString &state); // of environments, appliances, releases and steps; unknown words stay as they are
QColor colour(Tone tone);  // at least 4.5:1 on the base colour
QColor production();       // the tint that can't be themed away
QColor productionText();
QColor productionBack(); // behind rows and headers

QIcon icon(const QString &name); // resources/icons/NAME.svg, tinted from the palette
QFont heading();                 // the three sizes: heading, body (the default), small
QFont small();
QFont figures();   // tabular figures
QFont monospace(); // logs and YAML

// What it says is written in the tone's colour, also after another scheme was applied.
void setTone(QWidget *widget, Tone tone);
void clearTone(QWidget *widget);

// A dynamic property: painted with production's tint by the style.
void setProduction(QWidget *widget, bool on);

} // namespace slipway::theme
