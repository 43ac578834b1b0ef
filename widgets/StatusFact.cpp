#include "widgets/StatusFact.h"

#include <QPainter>

#include <algorithm>

namespace slipway {

StatusFact::StatusFact(const QString &name, QWidget *parent) : QAbstractButton(parent)
{
    setObjectName(name);
    setFont(theme::figures());
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StatusFact::say(const QString &words, theme::Tone tone, const QString &more)
{
    setToolTip(more);
    if (words == text() && tone == m_tone)
        return;
    const bool isOther = words.size() != text().size();
    m_tone = tone;
    setText(words);
    setAccessibleName(words);
    if (isOther) {
        m_widest = fontMetrics().horizontalAdvance(words);
        updateGeometry();
    }
    update();
}

QSize StatusFact::sizeHint() const
{
    return {m_widest + 2 * theme::unit + 2, fontMetrics().height() + theme::unit};
}

QSize StatusFact::minimumSizeHint() const
{
    return {std::min(m_widest, 12 * theme::unit), sizeHint().height()};
}

void StatusFact::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QFont font = this->font();
    font.setUnderline(underMouse());
    painter.setFont(font);
    painter.setPen(theme::colour(m_tone));
    const QRect room = rect().adjusted(theme::unit, 0, -theme::unit, 0);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, room.width() + 1));
    if (!hasFocus())
        return;
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace slipway

#include "moc_StatusFact.cpp"
