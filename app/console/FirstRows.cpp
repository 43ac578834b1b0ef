#include "console/FirstRows.h"

#include <QAbstractItemView>
#include <QCoreApplication>
#include <QEvent>
#include <QTimer>

namespace slipway {

FirstRows::FirstRows(QObject *parent) : QObject(parent)
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool FirstRows::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Paint)
        return false;
    // What is painted is on the screen once this event has gone through.
    if (!std::exchange(m_isPainted, true))
        QTimer::singleShot(0, this, &FirstRows::painted);
    const auto *view = qobject_cast<QAbstractItemView *>(watched->parent());
    if (view && view->viewport() == watched && view->model() && view->model()->rowCount() > 0) {
        QCoreApplication::instance()->removeEventFilter(this);
        QTimer::singleShot(0, this, &FirstRows::shown);
    }
    return false;
}

} // namespace slipway
