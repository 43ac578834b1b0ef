#include "widgets/PageTimeline.h"

#include "models/ModelText.h"
#include "widgets/EventWords.h"
#include "widgets/Theme.h"

#include <QPainter>

#include <algorithm>

namespace slipway {

namespace {

constexpr int lineHeight = 4 * theme::unit;
constexpr int headHeight = 6 * theme::unit;

} // namespace

PageTimeline::PageTimeline(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("pageTimeline"));
    setAccessibleName(tr("The chosen page"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
}

void PageTimeline::setPage(const std::optional<PageEntry> &page)
{
    if (page == m_page)
        return;
    m_page = page;
    setAccessibleDescription(inWords());
    update();
}

std::vector<PageTimeline::Mark> PageTimeline::marks() const
{
    std::vector<Mark> marks;
    if (!m_page)
        return marks;
    const PageEntry &page = *m_page;
    marks.push_back({QStringLiteral("page-due"), tr("due"), page.due});
    if (page.sent || page.isOpen())
        marks.push_back({page.sent ? QStringLiteral("page-accepted") : QStringLiteral("page-due"),
                         page.attempts > 1 ? tr("handed over, try %1").arg(page.attempts) : tr("handed over"),
                         page.sent});
    if (page.accepted || page.isOpen())
        marks.push_back({page.accepted ? QStringLiteral("page-acknowledged") : QStringLiteral("page-due"),
                         tr("accepted by the server"), page.accepted});
    if (page.refused)
        marks.push_back({QStringLiteral("page-refused"), tr("refused"), page.refused});
    if (page.withdrawn)
        marks.push_back({QStringLiteral("page-withdrawn"), tr("not needed any more"), page.withdrawn});
    if (page.acknowledged || page.isOpen())
        marks.push_back({page.acknowledged ? QStringLiteral("page-acknowledged") : QStringLiteral("page-due"),
                         tr("acknowledged"), page.acknowledged});
    return marks;
}

QString PageTimeline::lateness(const Mark &mark) const
{
    if (!mark.at)
        return tr("not yet");
    if (!m_page->due || mark.at == m_page->due)
        return {};
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(*mark.at - *m_page->due).count();
    return QLatin1Char('+') + latenessText(std::max<qint64>(ms, 0));
}

QString PageTimeline::inWords() const
{
    if (!m_page)
        return tr("No page is chosen.");
    QStringList words{tr("Page to %1 for case %2").arg(quietWord(m_page->to)).arg(m_page->caseId)};
    for (const Mark &mark : marks())
        words.append(mark.at ? tr("%1 %2 %3", "what happened, when, how much later")
                                   .arg(mark.word, exactTime(*mark.at), lateness(mark))
                                   .trimmed()
                             : tr("%1: not yet").arg(mark.word));
    if (!m_page->why.isEmpty())
        words.append(quietWord(m_page->why, 300));
    return words.join(QStringLiteral("; "));
}

QSize PageTimeline::sizeHint() const
{
    return {44 * theme::unit, headHeight + 5 * lineHeight + 4 * theme::unit};
}

QSize PageTimeline::minimumSizeHint() const
{
    return {28 * theme::unit, headHeight + 2 * lineHeight};
}

void PageTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int margin = theme::unit;
    const QRect room = rect().adjusted(margin, margin, -margin, -margin);
    if (!m_page) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(room, Qt::AlignCenter | Qt::TextWordWrap, tr("Choose a page to see how it went."));
        return;
    }
    const auto line = [&](int top, const QString &text, QPalette::ColorRole role) {
        painter.setPen(palette().color(role));
        const QRect box(room.left(), top, room.width(), painter.fontMetrics().height());
        painter.drawText(box, Qt::AlignLeft,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
    };
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    line(room.top(), tr("To %1 for case %2").arg(quietWord(m_page->to)).arg(m_page->caseId), QPalette::Text);
    painter.setFont(theme::small());
    line(room.top() + 3 * theme::unit,
         quietWord(m_page->address) + QStringLiteral(" · ") + quietWord(m_page->step),
         QPalette::PlaceholderText);
    int y = room.top() + headHeight;
    const auto all = marks();
    const int dot = room.left() + theme::unit;
    painter.setPen(QPen(palette().color(QPalette::Mid), 2));
    painter.drawLine(dot, y + lineHeight / 2, dot,
                     y + lineHeight / 2 + lineHeight * (static_cast<int>(all.size()) - 1));
    painter.setFont(theme::figures());
    for (const Mark &mark : all) {
        const theme::Look look = theme::lookOf(mark.state);
        const QRect row(room.left(), y, room.width(), lineHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().color(backgroundRole()));
        painter.drawEllipse(QPoint(dot, row.center().y()), theme::unit, theme::unit);
        painter.setPen(mark.at ? theme::colour(look.tone) : palette().color(QPalette::PlaceholderText));
        painter.drawText(QRect(dot - theme::unit, y, 2 * theme::unit, lineHeight), Qt::AlignCenter,
                         QString(look.shape));
        const QString after = lateness(mark);
        const int width = painter.fontMetrics().horizontalAdvance(after) + theme::unit;
        const QRect left = row.adjusted(3 * theme::unit, 0, -width, 0);
        const QString text = mark.at ? mark.word + QStringLiteral("  ") + exactTime(*mark.at) : mark.word;
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, after);
        painter.setPen(palette().color(mark.at ? QPalette::Text : QPalette::PlaceholderText));
        painter.drawText(left, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, left.width()));
        y += lineHeight;
    }
    if (m_page->why.isEmpty())
        return;
    painter.setFont(theme::small());
    painter.setPen(theme::colour(m_page->refused ? theme::Tone::Bad : theme::Tone::Idle));
    painter.drawText(QRect(room.left(), y + margin, room.width(), room.bottom() - y - margin),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, quietWord(m_page->why, 300));
}

} // namespace slipway

#include "moc_PageTimeline.cpp"
