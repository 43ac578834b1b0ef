#include "widgets/StylePainting.h"

#include "widgets/Style.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QDockWidget>
#include <QPainter>
#include <QStyleOption>
#include <QTabBar>

#include <algorithm>

namespace slipway::painting {

namespace {

constexpr qreal radius = 4;

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

QColor lineOf(const QStyleOption &option)
{
    if (!(option.state & QStyle::State_Enabled))
        return mixed(option.palette.color(QPalette::Mid), option.palette.color(QPalette::Window), 0.5);
    if (option.state & QStyle::State_HasFocus)
        return option.palette.color(QPalette::Highlight);
    return option.palette.color(QPalette::Mid);
}

// Boxes that are ticked are small, and need more than the line of a frame to be seen.
QColor strongLineOf(const QStyleOption &option)
{
    if (!(option.state & QStyle::State_Enabled))
        return option.palette.color(QPalette::Mid);
    if (option.state & (QStyle::State_HasFocus | QStyle::State_MouseOver))
        return option.palette.color(QPalette::Highlight);
    return option.palette.color(QPalette::PlaceholderText);
}

QRectF crisp(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

// A chevron; `tall` is negative for one that points up.
void chevron(QPainter &painter, const QRect &rect, const QColor &colour, qreal wide = 3.5, qreal tall = 3.5)
{
    const QPointF centre = QRectF(rect).center();
    painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF points[] = {centre + QPointF(-wide, -tall / 2), centre + QPointF(0, tall / 2),
                              centre + QPointF(wide, -tall / 2)};
    painter.drawPolyline(points, 3);
}

class Saved // painter state for one drawing, antialiased
{
public:
    explicit Saved(QPainter &painter) : m_painter(painter)
    {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
    }
    ~Saved() { m_painter.restore(); }
    Q_DISABLE_COPY_MOVE(Saved)

private:
    QPainter &m_painter;
};

} // namespace

void checkBox(const QStyleOption &option, QPainter &painter)
{
    const Saved saved(painter);
    const QRect box(option.rect.center() - QPoint(7, 7), QSize(15, 15));
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool enabled = option.state & QStyle::State_Enabled;
    const QColor fill =
        on && enabled ? option.palette.color(QPalette::Highlight) : option.palette.color(QPalette::Base);
    painter.setPen(QPen(on && enabled ? fill : strongLineOf(option), 1.2));
    painter.setBrush(fill);
    painter.drawRoundedRect(crisp(box), 3, 3);
    painter.setPen(QPen(option.palette.color(enabled ? QPalette::HighlightedText : QPalette::PlaceholderText),
                        1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF origin = box.topLeft();
    if (option.state & QStyle::State_On) {
        const QPointF points[] = {origin + QPointF(3.5, 8), origin + QPointF(6.5, 11),
                                  origin + QPointF(11.5, 4.5)};
        painter.drawPolyline(points, 3);
    } else if (option.state & QStyle::State_NoChange) {
        painter.drawLine(origin + QPointF(4, 7.5), origin + QPointF(11, 7.5));
    }
}

void radioButton(const QStyleOption &option, QPainter &painter)
{
    const Saved saved(painter);
    const QRect box(option.rect.center() - QPoint(7, 7), QSize(15, 15));
    const bool on = option.state & QStyle::State_On;
    painter.setPen(
        QPen(on ? option.palette.color(QPalette::Highlight) : strongLineOf(option), on ? 1.8 : 1.2));
    painter.setBrush(option.palette.base());
    painter.drawEllipse(crisp(box));
    if (on) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(option.palette.color(QPalette::Highlight));
        painter.drawEllipse(QRectF(box).center(), 3.5, 3.5);
    }
}

void field(const QStyleOption &option, QPainter &painter, bool filled)
{
    const Saved saved(painter);
    const bool focused = option.state & QStyle::State_HasFocus;
    painter.setPen(QPen(lineOf(option), focused ? 2 : 1));
    painter.setBrush(filled ? option.palette.base() : QBrush(Qt::NoBrush));
    const QRectF rect = focused ? QRectF(option.rect).adjusted(1, 1, -1, -1) : crisp(option.rect);
    painter.drawRoundedRect(rect, radius, radius);
}

void line(const QStyleOption &option, QPainter &painter)
{
    painter.save();
    // A view that has the focus shows it on its frame, too: its current row may be out of sight.
    painter.setPen(lineOf(option));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

// It has no shadow on every desktop, and often lies on its own colour.
void edge(const QStyleOption &option, QPainter &painter)
{
    const Saved saved(painter);
    painter.setPen(option.palette.color(QPalette::PlaceholderText));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(crisp(option.rect));
}

void focusRing(const QStyleOption &option, QPainter &painter)
{
    const Saved saved(painter);
    painter.setPen(QPen(option.palette.color(QPalette::Highlight), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), radius, radius);
}

void button(const QStyleOption &option, QPainter &painter, bool primary, bool production)
{
    const Saved saved(painter);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool down = option.state & QStyle::State_Sunken;
    const bool hover = enabled && (option.state & QStyle::State_MouseOver);
    const QPalette &palette = option.palette;
    QColor fill = palette.color(enabled ? QPalette::Button : QPalette::Window);
    QColor border = lineOf(option);
    if (primary && enabled) {
        fill = production ? theme::production() : palette.color(QPalette::Highlight);
        border = fill;
    }
    if (option.state & QStyle::State_On) { // chosen: more than a shade of grey
        fill = mixed(fill, palette.color(QPalette::Highlight), 0.18);
        border = palette.color(QPalette::Highlight);
    } else if (down) {
        fill = mixed(fill, palette.color(QPalette::Text), 0.18);
    } else if (hover) {
        fill = mixed(fill, palette.color(QPalette::Text), 0.07);
    }
    painter.setBrush(fill);
    painter.setPen(border);
    painter.drawRoundedRect(crisp(option.rect), radius, radius);
    if (enabled && (option.state & QStyle::State_HasFocus)) {
        // A gap between fill and ring keeps it visible on a filled button.
        painter.setBrush(Qt::NoBrush);
        painter.setPen(
            QPen(primary ? palette.color(QPalette::HighlightedText) : palette.color(QPalette::Highlight), 2));
        painter.drawRoundedRect(QRectF(option.rect).adjusted(3, 3, -3, -3), radius - 2, radius - 2);
    }
}

void toolButton(const QStyleOption &option, QPainter &painter)
{
    const Saved saved(painter);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool down = option.state & QStyle::State_Sunken;
    const bool hover = option.state & QStyle::State_MouseOver;
    const bool raised = option.state & QStyle::State_AutoRaise;
    const bool on = enabled && (option.state & QStyle::State_On);
    QColor fill = option.palette.color(on ? QPalette::Highlight : QPalette::Text);
    fill.setAlphaF(!enabled ? 0.f : on ? 0.2f : down ? 0.16f : hover ? 0.09f : 0.f);
    painter.setPen(on       ? QPen(option.palette.color(QPalette::Highlight))
                   : raised ? QPen(Qt::NoPen)
                            : QPen(lineOf(option)));
    painter.setBrush(fill);
    painter.drawRoundedRect(crisp(option.rect), radius, radius);
    if (option.state & QStyle::State_HasFocus)
        focusRing(option, painter);
}

bool hasMenuMark(const QStyleOptionToolButton &option)
{
    return (option.features & QStyleOptionToolButton::HasMenu) &&
           !(option.features & QStyleOptionToolButton::MenuButtonPopup);
}

QRect toolButtonMenu(const QStyleOptionToolButton &option, QPainter &painter)
{
    const Saved saved(painter);
    const QRect mark = QStyle::alignedRect(option.direction, Qt::AlignRight | Qt::AlignVCenter,
                                           QSize(menuMark, option.rect.height()), option.rect);
    chevron(painter, mark.adjusted(0, 0, -4, 0), option.palette.color(QPalette::ButtonText), 3, 3);
    return mark;
}

void menuBarItem(const QStyleOptionMenuItem &option, QPainter &painter)
{
    const Saved saved(painter);
    painter.fillRect(option.rect, option.palette.window());
    if (option.state & QStyle::State_Selected) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(
            mixed(option.palette.color(QPalette::Window), option.palette.color(QPalette::Text), 0.12));
        painter.drawRoundedRect(option.rect.adjusted(1, 2, -1, -2), radius, radius);
    }
    const auto group = option.state & QStyle::State_Enabled ? QPalette::Active : QPalette::Disabled;
    painter.setPen(option.palette.color(group, QPalette::WindowText));
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, option.text);
}

void comboBox(const QStyleOptionComboBox &option, QPainter &painter, const QRect &arrow)
{
    const Saved saved(painter);
    if (option.frame) {
        if (option.editable)
            field(option, painter, true);
        else
            button(option, painter, false, false);
    }
    const auto group = option.state & QStyle::State_Enabled ? QPalette::Active : QPalette::Disabled;
    chevron(painter, arrow, option.palette.color(group, QPalette::ButtonText));
}

void spinBox(const QStyleOptionSpinBox &option, QPainter &painter, const QRect &up, const QRect &down)
{
    const Saved saved(painter);
    if (option.frame)
        field(option, painter, true);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const bool enabled = option.state & QStyle::State_Enabled;
    const auto colour = [&](bool can) {
        const auto group = enabled && can ? QPalette::Active : QPalette::Disabled;
        return option.palette.color(group, QPalette::ButtonText);
    };
    chevron(painter, up, colour(option.stepEnabled & QAbstractSpinBox::StepUpEnabled), 3, -3);
    chevron(painter, down, colour(option.stepEnabled & QAbstractSpinBox::StepDownEnabled), 3, 3);
}

void headerSection(const QStyleOption &option, QPainter &painter)
{
    painter.save();
    const QRect &rect = option.rect;
    painter.fillRect(rect, option.palette.window());
    QColor faint = option.palette.color(QPalette::Mid);
    painter.setPen(faint);
    painter.drawLine(rect.bottomLeft(), rect.bottomRight());
    faint.setAlphaF(0.5f);
    painter.setPen(faint);
    const int inset = rect.height() / 4;
    painter.drawLine(rect.right(), rect.top() + inset, rect.right(), rect.bottom() - inset);
    painter.restore();
}

void dockTitle(const QStyleOptionDockWidget &option, QPainter &painter, const QRect &text, bool production)
{
    painter.save();
    const QRect &rect = option.rect;
    const QPalette &palette = option.palette;
    painter.fillRect(rect, production ? theme::productionBack() : palette.color(QPalette::AlternateBase));
    painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), production ? 3 : 1),
                     production ? theme::production() : palette.color(QPalette::Mid));
    QRect room = text.adjusted(theme::unit, production ? 2 : 0, -theme::unit / 2, 0);
    if (production) {
        QFont font = theme::small();
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        const QString word = QCoreApplication::translate("Style", "PRODUCTION");
        const int width = painter.fontMetrics().horizontalAdvance(word) + 2 * theme::unit;
        const int height = painter.fontMetrics().height() + 2;
        const QRect badge = QStyle::alignedRect(option.direction, Qt::AlignRight | Qt::AlignVCenter,
                                                QSize(width, height), room);
        if (badge.left() > room.left() + 6 * theme::unit) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme::production());
            painter.drawRoundedRect(badge, 3, 3);
            painter.setPen(theme::productionText());
            painter.drawText(badge, Qt::AlignCenter, word);
            room.setRight(badge.left() - theme::unit);
        }
    }
    QFont font = painter.font();
    font.setPointSizeF(QFont(QApplication::font()).pointSizeF());
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(palette.color(QPalette::WindowText));
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(option.title, Qt::ElideMiddle, room.width()));
    painter.restore();
}

void tab(const QStyleOptionTab &option, QPainter &painter, bool production)
{
    painter.save();
    const bool selected = option.state & QStyle::State_Selected;
    const QPalette &palette = option.palette;
    if (production)
        painter.fillRect(option.rect, theme::productionBack());
    else if (selected)
        painter.fillRect(option.rect, palette.color(QPalette::Base));
    else if (option.state & QStyle::State_MouseOver)
        painter.fillRect(option.rect,
                         mixed(palette.color(QPalette::Window), palette.color(QPalette::Text), 0.06));
    const bool south = option.shape == QTabBar::RoundedSouth || option.shape == QTabBar::TriangularSouth;
    const int thick = selected ? 3 : production ? 1 : 0;
    const int top = south ? option.rect.top() : option.rect.bottom() - thick + 1;
    painter.fillRect(QRect(option.rect.left(), top, option.rect.width(), thick),
                     production ? theme::production() : palette.color(QPalette::Highlight));
    if (option.state & QStyle::State_HasFocus)
        focusRing(option, painter);
    painter.restore();
}

// QMainWindow keeps the address of the dock with its tab.
bool isProductionTab(const QStyleOptionTab &option, const QWidget *widget)
{
    const auto *bar = qobject_cast<const QTabBar *>(widget);
    if (!bar || !bar->parentWidget())
        return false;
    if (bar->property(Style::productionProperty).toBool())
        return true;
    const quintptr address = bar->tabData(bar->tabAt(option.rect.center())).value<quintptr>();
    if (address == 0)
        return false;
    const auto docks = bar->window()->findChildren<QDockWidget *>(QString(), Qt::FindDirectChildrenOnly);
    return std::any_of(docks.begin(), docks.end(), [address](const QDockWidget *dock) {
        return reinterpret_cast<quintptr>(dock) == address &&
               dock->property(Style::productionProperty).toBool();
    });
}

QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part, int shortest)
{
    const bool upright = option.orientation == Qt::Vertical;
    const int length = upright ? option.rect.height() : option.rect.width();
    const qint64 range = qint64(option.maximum) - option.minimum;
    int slider = length;
    if (range > 0)
        slider = qMin(length, qMax(shortest, static_cast<int>(qint64(option.pageStep) * length /
                                                              (range + option.pageStep))));
    const int start = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition,
                                                      length - slider, option.upsideDown);
    const auto along = [&](int from, int size) {
        const QRect rect =
            upright ? QRect(0, from, option.rect.width(), size) : QRect(from, 0, size, option.rect.height());
        return QStyle::visualRect(option.direction, option.rect, rect.translated(option.rect.topLeft()));
    };
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return along(start, slider);
    case QStyle::SC_ScrollBarGroove:
        return along(0, length);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + slider, length - start - slider);
    default:
        return {};
    }
}

void scrollBar(const QStyleOptionSlider &option, QPainter &painter, const QRect &slider)
{
    const Saved saved(painter);
    painter.fillRect(option.rect, option.palette.base());
    if (option.maximum <= option.minimum)
        return;
    QColor colour = option.palette.color(QPalette::PlaceholderText);
    const bool held =
        (option.state & QStyle::State_Sunken) && (option.activeSubControls & QStyle::SC_ScrollBarSlider);
    colour.setAlphaF(held ? 0.9f : option.state & QStyle::State_MouseOver ? 0.7f : 0.45f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(slider.adjusted(3, 3, -3, -3), 3, 3);
}

} // namespace slipway::painting
