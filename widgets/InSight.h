// Keeps a window, and the panes that float beside it, where a screen is: after one was unplugged or became
// smaller, and when a layout comes back that was left on a larger desk.
#pragma once
#include <QObject>
#include <QRect>
#include <QTimer>

class QMainWindow;
class QScreen;
class QWidget;

namespace slipway {

class InSight : public QObject
{
    Q_OBJECT

public:
    explicit InSight(QMainWindow &window);

    void look(); // now; happens by itself when the screens change
    void lookAtPanes();
    static QString desk(); // size of all screens together, "2560x1440"
    // Where such a frame belongs: where it is, as long as its title can be grasped and it fits the desk.
    static QRect placed(const QRect &frame, const QList<QRect> &screens);

private:
    void follow(QScreen *screen);
    static void bring(QWidget &window, const QList<QRect> &screens);

    QMainWindow &m_window;
    QTimer m_soon;
};

} // namespace slipway
