// One after the other, and on a further line what finds no room on the one before.
#pragma once
#include <QLayout>

namespace slipway {

class FlowLayout : public QLayout
{
public:
    explicit FlowLayout(QWidget *parent = nullptr);
    ~FlowLayout() override;
    void setApart(bool apart) { m_isApart = apart; } // the last of several on a line stands at its end

    void addItem(QLayoutItem *item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override; // as wide as the widest, as high as it is now
    void setGeometry(const QRect &rect) override;

private:
    int place(const QRect &rect, bool isReal) const; // the height that it takes

    QList<QLayoutItem *> m_items;
    bool m_isApart = false;
    int m_width = 0; // that it has; a splitter asks for no height for a width
};

} // namespace slipway
