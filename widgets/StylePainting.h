// How the style draws: one function a thing, all from the palette.
#pragma once
#include <QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionComboBox;
class QStyleOptionDockWidget;
class QStyleOptionMenuItem;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionToolButton;

namespace slipway::painting {

void checkBox(const QStyleOption &option, QPainter &painter);
void radioButton(const QStyleOption &option, QPainter &painter);
void field(const QStyleOption &option, QPainter &painter, bool filled); // a line edit and its like
void line(const QStyleOption &option, QPainter &painter);               // a frame of one line
void edge(const QStyleOption &option, QPainter &painter);               // of what lies over everything else
void focusRing(const QStyleOption &option, QPainter &painter);
void button(const QStyleOption &option, QPainter &painter, bool primary, bool production);
void toolButton(const QStyleOption &option, QPainter &painter);
// A tool button that opens a menu shows a mark behind its text, so many pixels wide.
constexpr int menuMark = 16;
bool hasMenuMark(const QStyleOptionToolButton &option);
QRect toolButtonMenu(const QStyleOptionToolButton &option, QPainter &painter);
void menuBarItem(const QStyleOptionMenuItem &option, QPainter &painter);
void comboBox(const QStyleOptionComboBox &option, QPainter &painter, const QRect &arrow);
void spinBox(const QStyleOptionSpinBox &option, QPainter &painter, const QRect &up, const QRect &down);
void headerSection(const QStyleOption &option, QPainter &painter);
void dockTitle(const QStyleOptionDockWidget &option, QPainter &painter, const QRect &text, bool production);
void tab(const QStyleOptionTab &option, QPainter &painter, bool production);
bool isProductionTab(const QStyleOptionTab &option, const QWidget *bar);
QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part, int shortest);
void scrollBar(const QStyleOptionSlider &option, QPainter &painter, const QRect &slider);

} // namespace slipway::painting
