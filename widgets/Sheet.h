// A card over a dimmed window, for what has to be answered before going on: it lies in the window, keeps the
// focus, and blocks nothing but what lies beneath. Esc gives up.
#pragma once
#include <QFrame>
#include <QPointer>

class QVBoxLayout;

namespace slipway {

class Sheet : public QWidget
{
    Q_OBJECT

public:
    // Over `window`; shown by open(), and gone for good once it is closed.
    explicit Sheet(QWidget *window);
    void setContent(QWidget *content); // takes it; its accessible name becomes the sheet's
    void setWidth(int width);          // of the card, where the window is wide enough
    void setTallest(int height);       // it will be: its upper edge stays when it grows and shrinks
    void setMargin(int top);           // what of the window stays in sight above
    void open(QWidget *focus = nullptr);
    void close();          // done; the focus returns to where it was
    virtual void giveUp(); // Esc; the content may refuse to be closed

Q_SIGNALS:
    void closed();
    void givenUp();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    QFrame *card() const { return m_card; }

private:
    void place();
    int neededHeight(int width) const;
    void shutMenus() const; // while a sheet is open

    QFrame *m_card = nullptr;
    QVBoxLayout *m_layout = nullptr;
    QPointer<QWidget> m_content;
    QPointer<QWidget> m_before; // who had the focus
    int m_width = 640;
    int m_top = 0;
    int m_tallest = 0;
};

} // namespace slipway
