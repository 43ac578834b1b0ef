// Keys that all lists share: j and k move like the arrows, Enter does what a row is for.
#pragma once
#include <QAbstractItemView>
#include <QCoreApplication>
#include <QKeyEvent>

namespace slipway {

inline bool isPlainKey(const QEvent *event, int key)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *press = static_cast<const QKeyEvent *>(event);
    return press->key() == key && !(press->modifiers() & ~Qt::KeypadModifier);
}

inline bool isDownKey(const QEvent *event)
{
    return isPlainKey(event, Qt::Key_Down);
}

inline bool isEnterKey(const QEvent *event)
{
    return isPlainKey(event, Qt::Key_Return) || isPlainKey(event, Qt::Key_Enter);
}

// True when the key was one and has been dealt with.
inline bool movesByLetters(QAbstractItemView *view, const QEvent *event)
{
    const bool down = isPlainKey(event, Qt::Key_J);
    if (!down && !isPlainKey(event, Qt::Key_K))
        return false;
    QKeyEvent arrow(QEvent::KeyPress, down ? Qt::Key_Down : Qt::Key_Up, Qt::NoModifier);
    QCoreApplication::sendEvent(view, &arrow);
    return true;
}

} // namespace slipway
