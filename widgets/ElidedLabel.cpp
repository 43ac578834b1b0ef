#include "widgets/ElidedLabel.h"

#include <QPainter>

#include <algorithm>

namespace slipway {

namespace {

// Measuring and shaping more would be slow, and wouldn't be seen.
constexpr int mostCharacters = 500;

} // namespace

ElidedLabel::ElidedLabel(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setToolTip(text.left(2000));
    setAccessibleName(text.left(2000));
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {metrics.horizontalAdvance(m_text.left(mostCharacters)) + 2, metrics.height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), fontMetrics().averageCharWidth() * 6), fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const QString line = m_text.left(mostCharacters).simplified();
    const Qt::Alignment side = line.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
    painter.drawText(rect(), int(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                     fontMetrics().elidedText(line, Qt::ElideRight, width()));
}

} // namespace slipway
