#include "widgets/Style.h"

#include "widgets/StylePainting.h"
#include "widgets/Theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>
#include <QToolButton>

namespace slipway {

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) {}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 2 * theme::unit;
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 3 * theme::unit;
    case PM_DockWidgetSeparatorExtent:
        return 5;
    case PM_DockWidgetTitleMargin:
        return 5;
    case PM_DockWidgetFrameWidth:
        return 1;
    case PM_SplitterWidth:
        return 5;
    case PM_ToolBarFrameWidth:
    case PM_DefaultFrameWidth:
        return 1;
    case PM_MenuPanelWidth:
        return 1; // its edge is drawn below
    case PM_MenuBarPanelWidth:
        return 0;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_HeaderMargin:
    case PM_FocusFrameHMargin: // of text in rows
        return theme::unit - 2;
    case PM_TabBarTabHSpace:
        return 3 * theme::unit;
    case PM_TabBarTabVSpace:
        return theme::unit;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *result) const
{
    switch (hint) {
    case SH_UnderlineShortcut:
        return true;
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return false;
    case SH_ItemView_ShowDecorationSelected:
        return true; // a selected row is one bar
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return false;
    default:
        return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_ItemViewItem:
    case CT_MenuItem:
    case CT_HeaderSection:
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        if (type == CT_MenuItem && wanted.height() < theme::unit + 4) // a separator
            break;
        wanted.setHeight(qMax(wanted.height(), theme::rowHeight()));
        break;
    case CT_PushButton:
        wanted.setHeight(qMax(wanted.height(), theme::rowHeight()));
        wanted.setWidth(qMax(wanted.width() + 2 * theme::unit, 9 * theme::unit));
        break;
    case CT_ToolButton:
        wanted = wanted.expandedTo(QSize(theme::rowHeight() - 4, theme::rowHeight() - 4));
        if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            if (tool->toolButtonStyle != Qt::ToolButtonIconOnly)
                wanted.rwidth() += theme::unit;
        }
        break;
    case CT_MenuBarItem:
        wanted += QSize(theme::unit, theme::unit / 2);
        break;
    default:
        break;
    }
    return wanted;
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    // Text keeps its distance from the border.
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (element == SE_LineEditContents && frame && frame->lineWidth > 0)
        return rect.adjusted(theme::unit / 2, 0, -theme::unit / 2, 0);
    return rect;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
                            const QWidget *widget) const
{
    // A scroll bar is its groove: nobody aims at arrows.
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, sub, widget);
    return painting::scrollBarPart(*bar, sub, pixelMetric(PM_ScrollBarSliderMin, option, widget));
}

QIcon Style::standardIcon(StandardPixmap pixmap, const QStyleOption *option, const QWidget *widget) const
{
    switch (pixmap) {
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
    case SP_LineEditClearButton:
        return theme::icon(QStringLiteral("close"));
    case SP_TitleBarNormalButton:
        return theme::icon(QStringLiteral("dock"));
    case SP_ToolBarHorizontalExtensionButton:
        return theme::icon(QStringLiteral("menu"));
    default:
        return QProxyStyle::standardIcon(pixmap, option, widget);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        painting::checkBox(*option, *painter);
        return;
    case PE_IndicatorRadioButton:
        painting::radioButton(*option, *painter);
        return;
    case PE_FrameLineEdit:
        painting::field(*option, *painter, false);
        return;
    case PE_PanelLineEdit:
        // Inside a spin box or a combo box the outer one has the border.
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            painting::field(*option, *painter, true);
        else
            painter->fillRect(option->rect.adjusted(1, 1, -1, -1), option->palette.base());
        return;
    case PE_FrameMenu:
        painting::edge(*option, *painter);
        return;
    case PE_Frame:
    case PE_FrameGroupBox:
    case PE_FrameTabWidget:
    case PE_FrameDockWidget:
        painting::line(*option, *painter);
        return;
    case PE_FrameFocusRect:
        if (!qobject_cast<const QAbstractItemView *>(widget)) {
            painting::focusRing(*option, *painter);
            return;
        }
        break;
    case PE_PanelButtonCommand:
        painting::button(*option, *painter, widget && widget->property(primaryProperty).toBool(),
                         widget && widget->property(productionProperty).toBool());
        return;
    case PE_PanelButtonTool:
        painting::toolButton(*option, *painter);
        return;
    case PE_IndicatorTabClose:
        break;
    case PE_PanelMenu:
        painter->fillRect(option->rect, option->palette.base());
        return;
    case PE_FrameTabBarBase:
    case PE_PanelMenuBar:
    case PE_PanelScrollAreaCorner:
    case PE_FrameStatusBarItem:
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const bool production = widget && widget->property(productionProperty).toBool();
    switch (element) {
    case CE_DockWidgetTitle:
        if (const auto *dock = qstyleoption_cast<const QStyleOptionDockWidget *>(option)) {
            QStyleOptionDockWidget headed = *dock;
            if (const QString heading = widget ? widget->property(headingProperty).toString() : QString();
                !heading.isEmpty())
                headed.title = heading;
            painting::dockTitle(headed, *painter, subElementRect(SE_DockWidgetTitleBarText, option, widget),
                                production);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            painting::tab(*tab, *painter, painting::isProductionTab(*tab, widget));
            return;
        }
        break;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, option->palette.window());
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            painting::menuBarItem(*item, *painter);
            return;
        }
        break;
    case CE_HeaderSection:
        painting::headerSection(*option, *painter);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, option->palette.window());
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button && widget && widget->property(primaryProperty).toBool() &&
            (button->state & State_Enabled)) {
            QStyleOptionButton filled = *button;
            filled.palette.setColor(QPalette::ButtonText,
                                    production ? theme::productionText()
                                               : filled.palette.color(QPalette::HighlightedText));
            if (!filled.icon.isNull())
                filled.icon = QIcon(filled.icon.pixmap(filled.iconSize, QIcon::Selected));
            QProxyStyle::drawControl(element, &filled, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        bar && control == CC_ScrollBar) {
        painting::scrollBar(*bar, *painter,
                            painting::scrollBarPart(*bar, SC_ScrollBarSlider,
                                                    pixelMetric(PM_ScrollBarSliderMin, option, widget)));
        return;
    }
    if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        box && control == CC_ComboBox) {
        painting::comboBox(*box, *painter, subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget));
        return;
    }
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        spin && control == CC_SpinBox) {
        painting::spinBox(*spin, *painter, subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget),
                          subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget));
        return;
    }
    if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        tool && control == CC_ToolButton && painting::hasMenuMark(*tool)) {
        QStyleOptionToolButton plain = *tool;
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        const QRect mark = painting::toolButtonMenu(*tool, *painter);
        proxy()->drawPrimitive(PE_PanelButtonTool, &plain, painter, widget);
        plain.rect = option->direction == Qt::RightToLeft ? option->rect.adjusted(mark.width(), 0, 0, 0)
                                                          : option->rect.adjusted(0, 0, -mark.width(), 0);
        proxy()->drawControl(CE_ToolButtonLabel, &plain, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QPushButton *>(widget) || qobject_cast<QToolButton *>(widget) ||
        qobject_cast<QComboBox *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

} // namespace slipway
