#include "widgets/ReadingArea.h"

#include <QAccessibleWidget>

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
}

} // namespace slipway
