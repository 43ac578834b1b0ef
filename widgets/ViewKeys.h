// Keys that all lists share: j and k move like the arrows, Enter does what a row is for.
#pragma once
#include <QAbstractItemView>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>

namespace slipway {

inline bool isPlainKey(const QEvent *event, int key)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *press = static_cast<const QKeyEvent *>(event);
    return press->key() == key && !(press->modifiers() & ~Qt::KeypadModifier);
}

// A key that is held does once what can't be taken for moving on.
inline bool isHeldKey(const QEvent *event)
{
    return event->type() == QEvent::KeyPress && static_cast<const QKeyEvent *>(event)->isAutoRepeat();
}

// In a search box: Down leads to what was found, Escape empties it and then leads there. True when it was
// one.
inline bool leavesSearch(QLineEdit *search, QWidget *found, const QEvent *event)
{
    const bool escapes = isPlainKey(event, Qt::Key_Escape);
    if (!escapes && !isPlainKey(event, Qt::Key_Down))
        return false;
    if (escapes && !search->text().isEmpty())
        search->clear();
    else
        found->setFocus();
    return true;
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
