#include "widgets/HelpView.h"

#include "widgets/Theme.h"

#include <QAbstractTextDocumentLayout>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextTable>

namespace slipway {

namespace {

constexpr int longestLine = 110; // in letters

} // namespace

HelpView::HelpView(QWidget *parent) : QTextBrowser(parent)
{
    setOpenLinks(false);
    setAccessibleName(tr("Help page"));
    document()->setDocumentMargin(2 * theme::unit);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        if (url.scheme() == QLatin1String("help"))
            Q_EMIT pageWanted(url.path());
        else if (url.scheme() == QLatin1String("pane"))
            Q_EMIT paneWanted(url.path());
    });
}

void HelpView::showMarkdown(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    set();
    verticalScrollBar()->setValue(0);
}

void HelpView::setHeading(QTextCursor &cursor, int level) const
{
    QTextBlockFormat format = cursor.blockFormat();
    format.setTopMargin(level == 1 ? 0 : 2.5 * theme::unit);
    format.setBottomMargin(theme::unit);
    cursor.setBlockFormat(format);
    cursor.select(QTextCursor::BlockUnderCursor);
    QTextCharFormat letters;
    QFont font = theme::heading();
    if (level > 1)
        font.setPointSizeF((font.pointSizeF() + this->font().pointSizeF()) / 2);
    letters.setFont(font);
    letters.setForeground(palette().color(QPalette::Text));
    cursor.mergeCharFormat(letters);
}

// Markdown comes without any measure: lines need air, headings two sizes, tables room in their cells.
void HelpView::set()
{
    document()->setDefaultFont(font());
    document()->setMarkdown(m_text, QTextDocument::MarkdownDialectGitHub);
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        if (const int level = format.headingLevel(); level > 0) {
            setHeading(cursor, level);
            continue;
        }
        format.setLineHeight(125, QTextBlockFormat::ProportionalHeight);
        const bool isList = block.textList() != nullptr;
        if (!cursor.currentTable())
            format.setBottomMargin(isList ? theme::unit / 2 : theme::unit);
        cursor.setBlockFormat(format);
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            QTextCharFormat letters;
            if (fragment.charFormat().isAnchor()) {
                letters.setForeground(palette().color(QPalette::Link));
            } else if (fragment.charFormat().fontFixedPitch()) {
                letters.setFont(theme::monospace());
                letters.setBackground(palette().color(QPalette::AlternateBase));
            } else {
                continue;
            }
            QTextCursor words(document());
            words.setPosition(fragment.position());
            words.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            words.mergeCharFormat(letters);
        }
    }
    for (QTextFrame *frame : document()->rootFrame()->childFrames()) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setCellPadding(theme::unit / 2);
        format.setCellSpacing(0);
        format.setBorder(1);
        format.setBorderCollapse(true);
        format.setBorderBrush(palette().color(QPalette::Mid));
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setTopMargin(theme::unit);
        format.setBottomMargin(theme::unit);
        table->setFormat(format);
    }
    setMeasure();
    moveCursor(QTextCursor::Start); // what is shown first is where the cursor stands
}

void HelpView::setMeasure()
{
    QTextFrameFormat format = document()->rootFrame()->frameFormat();
    const int spare = viewport()->width() - fontMetrics().averageCharWidth() * longestLine;
    const int margin = std::max(2 * theme::unit, spare);
    if (static_cast<int>(format.rightMargin()) == margin)
        return;
    format.setRightMargin(margin);
    document()->rootFrame()->setFrameFormat(format);
}

void HelpView::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    setMeasure();
}

void HelpView::showHeading(const QString &heading)
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() > 0 && block.text() == heading) {
            setTextCursor(QTextCursor(block));
            const QRectF place = document()->documentLayout()->blockBoundingRect(block);
            verticalScrollBar()->setValue(static_cast<int>(place.top()) - theme::unit);
            return;
        }
    }
}

void HelpView::mark(const QString &text)
{
    QList<QTextEdit::ExtraSelection> marks;
    QColor back = theme::colour(theme::Tone::Warning);
    back.setAlphaF(0.25F);
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words) {
        QTextCursor cursor(document());
        for (;;) {
            cursor = document()->find(word, cursor);
            if (cursor.isNull())
                break;
            QTextEdit::ExtraSelection mark;
            mark.cursor = cursor;
            mark.format.setBackground(back);
            marks.append(mark);
        }
    }
    setExtraSelections(marks);
}

void HelpView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) &&
        !m_text.isEmpty()) {
        const int place = verticalScrollBar()->value();
        set();
        verticalScrollBar()->setValue(place);
    }
}

} // namespace slipway
