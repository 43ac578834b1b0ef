// What a person does to a window: finds a thing that can be seen, clicks where it is, presses keys.
// Everything goes through the window, so that what is covered, hidden or without focus can't be used.
#pragma once
#include <QWidget>

class QAbstractItemView;
class QAction;
class QModelIndex;

namespace slipway::test {

// The visible one of this name, or null.
template <class T>
T *seen(const QWidget &where, const QString &name)
{
    const auto found = where.findChildren<T *>(name);
    for (T *one : found) {
        if (one->isVisible())
            return one;
    }
    return nullptr;
}

// The visible one with this accessible name, or null.
template <class T>
T *named(const QWidget &where, const QString &accessibleName)
{
    const auto found = where.findChildren<T *>();
    for (T *one : found) {
        if (one->isVisible() && one->accessibleName() == accessibleName)
            return one;
    }
    return nullptr;
}

// False where the click would have hit something else, or nothing that answers.
bool click(QWidget *widget, Qt::MouseButton button = Qt::LeftButton);
bool clickAt(QWidget *widget, QPoint place, Qt::MouseButton button = Qt::LeftButton);
bool clickRow(QAbstractItemView *view, const QModelIndex &index, Qt::MouseButton button = Qt::LeftButton);
bool clickInMenu(const QString &action); // by its object name, in the menu that is open

void press(QWidget &window, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
void type(QWidget &window, const QString &text);
// Tab until the focus is on what has this name; false when it comes round without.
bool tabTo(QWidget &window, const QString &name);

} // namespace slipway::test
