#include "widgets/ReadingArea.h"

#include <QAccessibleWidget>
#include <QApplication>

namespace slipway {

namespace {

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *area = qobject_cast<ReadingArea *>(object);
    return area ? new QAccessibleWidget(area, QAccessible::Document) : nullptr;
}

} // namespace

ReadingArea::ReadingArea(QWidget *parent) : QScrollArea(parent)
{
    static const bool once = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(once)
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Left to itself it follows a Tab inside it, and none that comes from outside.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now && widget() && widget()->isAncestorOf(now))
            ensureWidgetVisible(now, 0, 0);
    });
}

} // namespace slipway
