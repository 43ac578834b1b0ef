#include "widgets/PageTimeline.h"

#include "models/ModelText.h"
#include "widgets/EventWords.h"
#include "widgets/Theme.h"

#include <QPainter>

#include <algorithm>

namespace slipway {

namespace {

constexpr int lineHeight = 3 * theme::unit;
constexpr int headHeight = 3 * theme::unit;

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
    if (page.claimed || page.isOpen())
        marks.push_back({page.claimed ? QStringLiteral("page-accepted") : QStringLiteral("page-due"),
                         tr("taken in hand"), page.claimed});
    if (page.sent || page.isOpen())
        marks.push_back({page.sent ? QStringLiteral("page-accepted") : QStringLiteral("page-due"),
                         page.attempts > 1 ? tr("handed over, try %1").arg(page.attempts) : tr("handed over"),
                         page.sent});
    if (page.accepted || page.isOpen())
        marks.push_back({page.accepted ? QStringLiteral("page-acknowledged") : QStringLiteral("page-due"),
                         tr("accepted by the server"), page.accepted});
    if (page.refused)
        marks.push_back({QStringLiteral("page-refused"), tr("refused"), page.refused});
    if (page.bounced)
        marks.push_back({QStringLiteral("page-bounced"), tr("came back"), page.bounced});
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
    return {44 * theme::unit, headHeight + 6 * lineHeight + 4 * theme::unit};
}

QSize PageTimeline::minimumSizeHint() const
{
    return {28 * theme::unit, headHeight + 2 * lineHeight};
}

// The whole time where it is due; what comes after it on the same day without the date.
QString PageTimeline::timeOf(const Mark &mark) const
{
    const QString whole = exactTime(*mark.at);
    const QString due = m_page->due ? exactTime(*m_page->due) : QString();
    const qsizetype date = whole.lastIndexOf(QLatin1Char(' '));
    const bool isSameDay =
        mark.at != m_page->due && whole.left(date) == due.left(due.lastIndexOf(QLatin1Char(' ')));
    return isSameDay ? whole.mid(date + 1) : whole;
}

void PageTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int margin = theme::unit;
    const QRect room = rect().adjusted(margin, margin / 2, -margin, -margin / 2);
    if (!m_page) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(room, Qt::AlignCenter | Qt::TextWordWrap, tr("Choose a page to see how it went."));
        return;
    }
    paintHead(painter, room);
    const auto all = marks();
    int y = room.top() + headHeight;
    const int x = room.left() + theme::unit;
    const int last = y + lineHeight * (static_cast<int>(all.size()) - 1);
    painter.setPen(QPen(palette().color(QPalette::Mid), 2));
    painter.drawLine(x, y + lineHeight / 2, x, last + lineHeight / 2);
    painter.setFont(theme::figures());
    for (const Mark &mark : all) {
        paintMark(painter, mark, {room.left(), y, room.width(), lineHeight});
        y += lineHeight;
    }
    painter.setFont(theme::small());
    painter.setPen(theme::colour(m_page->refused || m_page->bounced ? theme::Tone::Bad : theme::Tone::Idle));
    painter.drawText(QRect(room.left(), y + margin / 2, room.width(), room.bottom() - y - margin / 2),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, quietWord(m_page->why, 300));
}

void PageTimeline::paintHead(QPainter &painter, const QRect &room) const
{
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::Text));
    const QFontMetrics &metrics = painter.fontMetrics();
    const QString words = metrics.elidedText(
        tr("To %1 for case %2").arg(quietWord(m_page->to)).arg(m_page->caseId), Qt::ElideRight, room.width());
    const QRect line(room.left(), room.top(), room.width(), headHeight);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, words);
    const QRect rest = line.adjusted(metrics.horizontalAdvance(words) + 2 * theme::unit, 0, 0, 0);
    painter.setFont(theme::small());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    if (rest.width() > 6 * theme::unit)
        painter.drawText(
            rest, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(quietWord(m_page->address), Qt::ElideRight, rest.width()));
}

void PageTimeline::paintMark(QPainter &painter, const Mark &mark, const QRect &row) const
{
    const theme::Look look = theme::lookOf(mark.state);
    const QRect dot(row.left(), row.top() + (row.height() - 2 * theme::unit) / 2, 2 * theme::unit,
                    2 * theme::unit);
    const QColor faint = palette().color(QPalette::PlaceholderText);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(backgroundRole())); // the line behind it ends there
    painter.drawEllipse(dot);
    painter.setPen(mark.at ? theme::colour(look.tone) : faint);
    painter.drawText(dot, Qt::AlignCenter, QString(look.shape));
    const QString after = lateness(mark);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, after);
    const int width = painter.fontMetrics().horizontalAdvance(after) + theme::unit;
    const QRect words = row.adjusted(3 * theme::unit, 0, -width, 0);
    const QString text = mark.at ? mark.word + QStringLiteral("  ") + timeOf(mark) : mark.word;
    painter.setPen(mark.at ? palette().color(QPalette::Text) : faint);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, words.width()));
}

} // namespace slipway

#include "moc_PageTimeline.cpp"
