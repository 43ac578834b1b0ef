// The room that a dock gives its pane, or a sheet its content: where it is smaller than that can be, it is
// scrolled, so that nothing asks for a larger window than there is a screen for.
#pragma once
#include <QAbstractScrollArea>

namespace slipway {

class PaneRoom : public QAbstractScrollArea
{
public:
    explicit PaneRoom(QWidget *pane); // takes it

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int x, int y) override;

private:
    QSize needed(int width) const;
    void place();
    void follow(const QWidget *part); // what has got the focus
    void show(const QWidget *part);

    QWidget *m_pane = nullptr;
    QMetaObject::Connection m_lines; // of what is followed, as one goes from line to line there
};

} // namespace slipway
