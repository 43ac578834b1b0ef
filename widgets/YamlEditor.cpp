#include "widgets/YamlEditor.h"

#include "widgets/InvisibleText.h"
#include "widgets/Theme.h"
#include "widgets/YamlHighlighter.h"

#include <QHelpEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>

namespace slipway {

namespace {

constexpr int indentStep = 2;

} // namespace

class YamlEditor::Gutter final : public QWidget
{
public:
    explicit Gutter(YamlEditor *editor) : QWidget(editor), m_editor(editor) {}
    QSize sizeHint() const override { return {m_editor->gutterWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent *event) override { m_editor->paintGutter(event); }

private:
    YamlEditor *m_editor;
};

YamlProblem YamlProblem::from(const Problem &problem)
{
    static const QRegularExpression place(QStringLiteral(":(\\d{1,7}):(\\d{1,7})$"));
    const auto match = place.match(problem.where);
    YamlProblem found{0, 0, problem.what, problem.hint};
    if (match.hasMatch()) {
        found.line = match.captured(1).toInt();
        found.column = match.captured(2).toInt();
    }
    return found;
}

YamlEditor::YamlEditor(QWidget *parent)
    : QPlainTextEdit(parent), m_gutter(new Gutter(this)), m_highlighter(new YamlHighlighter(document()))
{
    setFont(theme::monospace());
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true); // YAML takes no tabs, and the keyboard must find out again
    setTabStopDistance(fontMetrics().horizontalAdvance(QLatin1Char(' ')) * indentStep);
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { placeGutter(); });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        markAll();
        m_gutter->update();
    });
    placeGutter();
    markAll();
}

YamlEditor::~YamlEditor() = default;

int YamlEditor::gutterWidth() const
{
    const int digits = std::max(2, static_cast<int>(QString::number(blockCount()).size()));
    return fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits + 2 * theme::unit;
}

// A bar where a character stands that has no shape of its own.
void YamlEditor::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    const QColor colour = theme::colour(theme::Tone::Bad);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF room = blockBoundingGeometry(block).translated(contentOffset());
        if (room.top() > event->rect().bottom())
            break;
        const QString text = block.text();
        for (int at = 0; at < text.size(); ++at) {
            if (!isInvisible(text.at(at)))
                continue;
            const QTextLine line = block.layout()->lineForTextPosition(at);
            const qreal x = room.left() + (line.isValid() ? line.cursorToX(at) : 0);
            painter.fillRect(QRectF(x - 1, room.top(), 3, room.height()), colour);
        }
    }
}

void YamlEditor::placeGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(inside.left(), inside.top(), gutterWidth(), inside.height());
}

void YamlEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

void YamlEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    // m_gutter is made first thing; before, there is nothing to colour anew.
    if (event->type() == QEvent::PaletteChange && m_highlighter) {
        m_highlighter->recolour();
        markAll();
    }
}

void YamlEditor::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    painter.fillRect(event->rect(), palette().color(QPalette::AlternateBase));
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    const int current = textCursor().blockNumber();
    while (block.isValid() && top <= event->rect().bottom()) {
        const qreal height = blockBoundingRect(block).height();
        const int line = block.blockNumber() + 1;
        const bool isWrong = std::any_of(m_problems.begin(), m_problems.end(),
                                         [&](const YamlProblem &problem) { return problem.line == line; });
        const QColor colour =
            isWrong ? theme::colour(theme::Tone::Bad)
                    : palette().color(line == current + 1 ? QPalette::Text : QPalette::PlaceholderText);
        painter.setPen(colour);
        const QRectF room(0, top, m_gutter->width() - theme::unit, height);
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
        if (isWrong) // not by colour alone
            painter.fillRect(QRectF(0, top, 3, height), colour);
        top += height;
        block = block.next();
    }
}

QTextCursor YamlEditor::cursorAt(const YamlProblem &problem) const
{
    QTextBlock block = document()->findBlockByNumber(std::max(0, problem.line - 1));
    if (!block.isValid())
        block = document()->lastBlock();
    const int most = block.length() - 1;
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + std::clamp(problem.column - 1, 0, most));
    return cursor;
}

void YamlEditor::markAll()
{
    QList<QTextEdit::ExtraSelection> marks;
    QTextEdit::ExtraSelection here;
    QColor line = palette().color(QPalette::Highlight);
    line.setAlphaF(0.09F);
    here.format.setBackground(line);
    here.format.setProperty(QTextFormat::FullWidthSelection, true);
    here.cursor = textCursor();
    here.cursor.clearSelection();
    marks.append(here);
    for (const YamlProblem &problem : m_problems) {
        if (problem.line == 0)
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = cursorAt(problem);
        mark.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        if (!mark.cursor.hasSelection()) { // at the end of a line, or in an empty one
            mark.cursor.movePosition(QTextCursor::StartOfBlock, QTextCursor::KeepAnchor);
        }
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(theme::colour(theme::Tone::Bad));
        marks.append(mark);
    }
    setExtraSelections(marks);
}

void YamlEditor::setProblems(const std::vector<YamlProblem> &problems)
{
    if (problems == m_problems)
        return;
    m_problems = problems;
    markAll();
    m_gutter->update();
}

void YamlEditor::goTo(const YamlProblem &problem)
{
    setTextCursor(cursorAt(problem));
    centerCursor();
    setFocus();
}

void YamlEditor::replaceAll(const QString &text)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
}

const YamlProblem *YamlEditor::problemAt(const QPoint &place) const
{
    const int line = cursorForPosition(place).blockNumber() + 1;
    const auto found = std::find_if(m_problems.begin(), m_problems.end(),
                                    [&](const YamlProblem &problem) { return problem.line == line; });
    return found == m_problems.end() ? nullptr : &*found;
}

bool YamlEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const YamlProblem *problem = problemAt(viewport()->mapFromGlobal(help->globalPos()));
        if (problem)
            QToolTip::showText(help->globalPos(), problem->what + QLatin1Char('\n') + problem->hint, this);
        else
            QToolTip::hideText();
        return true;
    }
    return QPlainTextEdit::event(event);
}

// Lines that are selected move together; without a selection Tab fills up to the next step.
bool YamlEditor::indentLines(int step)
{
    QTextCursor cursor = textCursor();
    const int first = document()->findBlock(cursor.selectionStart()).blockNumber();
    const int last = document()->findBlock(cursor.selectionEnd()).blockNumber();
    if (first == last && step > 0) {
        cursor.insertText(QString(indentStep - cursor.positionInBlock() % indentStep, QLatin1Char(' ')));
        return true;
    }
    cursor.beginEditBlock();
    for (int number = first; number <= last; ++number) {
        QTextCursor line(document()->findBlockByNumber(number));
        if (step > 0) {
            line.insertText(QString(indentStep, QLatin1Char(' ')));
            continue;
        }
        for (int i = 0; i < indentStep && line.block().text().startsWith(QLatin1Char(' ')); ++i)
            line.deleteChar();
    }
    cursor.endEditBlock();
    return true;
}

// The next line begins where this one does; deeper after a colon, beside the text after a dash.
void YamlEditor::breakLine()
{
    QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    qsizetype indent = 0;
    while (indent < before.size() && before[indent] == QLatin1Char(' '))
        ++indent;
    if (before.mid(indent).startsWith(QLatin1String("- ")) || before.trimmed().endsWith(QLatin1Char(':')))
        indent += indentStep;
    cursor.insertText(QLatin1Char('\n') + QString(indent, QLatin1Char(' ')));
    setTextCursor(cursor);
    ensureCursorVisible();
}

void YamlEditor::keyPressEvent(QKeyEvent *event)
{
    if (!isReadOnly()) {
        if (event->key() == Qt::Key_Tab && event->modifiers() == Qt::NoModifier) {
            indentLines(1);
            return;
        }
        if (event->key() == Qt::Key_Backtab) {
            indentLines(-1);
            return;
        }
        if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
            !(event->modifiers() & ~Qt::KeypadModifier)) {
            breakLine();
            return;
        }
        if (event->key() == Qt::Key_Escape) { // the way out for those who live by Tab
            focusNextPrevChild(true);
            return;
        }
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace slipway
