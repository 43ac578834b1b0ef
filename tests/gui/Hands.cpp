#include "gui/Hands.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QMenu>
#include <QTest>
#include <QWindow>

#include <algorithm>

namespace slipway::test {

bool clickAt(QWidget *widget, QPoint place, Qt::MouseButton button)
{
    if (!widget || !widget->isVisible() || !widget->isEnabled() || !widget->rect().contains(place))
        return false;
    QWidget *window = widget->window();
    const QPoint at = widget->mapTo(window, place);
    const QWidget *hit = window->childAt(at);
    if (window != widget && hit != widget && !widget->isAncestorOf(hit))
        return false;
    QTest::mouseClick(window->windowHandle(), button, {}, at);
    return true;
}

bool click(QWidget *widget, Qt::MouseButton button)
{
    return widget && clickAt(widget, widget->rect().center(), button);
}

bool clickRow(QAbstractItemView *view, const QModelIndex &index, Qt::MouseButton button)
{
    if (!view || !index.isValid())
        return false;
    view->scrollTo(index);
    const QRect place = view->visualRect(index) & view->viewport()->rect();
    return !place.isEmpty() && clickAt(view->viewport(), place.center(), button);
}

bool clickInMenu(const QString &action)
{
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    if (!menu)
        return false;
    const auto actions = menu->actions();
    const auto found = std::find_if(actions.begin(), actions.end(), [&action](const QAction *one) {
        return one->objectName() == action && one->isVisible() && one->isEnabled();
    });
    return found != actions.end() && clickAt(menu, menu->actionGeometry(*found).center());
}

void press(QWidget &window, Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(window.windowHandle(), key, modifiers);
}

void type(QWidget &window, const QString &text)
{
    for (const QChar letter : text)
        QTest::keyClick(window.windowHandle(), letter.toLatin1());
}

bool tabTo(QWidget &window, const QString &name)
{
    const QWidget *first = QApplication::focusWidget();
    do {
        if (QApplication::focusWidget() && QApplication::focusWidget()->objectName() == name)
            return true;
        press(window, Qt::Key_Tab);
    } while (QApplication::focusWidget() != first);
    return false;
}

} // namespace slipway::test
