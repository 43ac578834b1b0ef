#include "widgets/InlineMessage.h"

#include "widgets/Theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace slipway {

namespace {

constexpr int longest = 600; // characters that are shown; a name of ten thousand must not push the panes out

theme::Tone toneOf(InlineMessage::Kind kind)
{
    switch (kind) {
    case InlineMessage::Kind::Information:
        return theme::Tone::Busy;
    case InlineMessage::Kind::Success:
        return theme::Tone::Good;
    case InlineMessage::Kind::Warning:
        return theme::Tone::Warning;
    case InlineMessage::Kind::Error:
        break;
    }
    return theme::Tone::Bad;
}

// A shape beside the colour.
QChar shapeOf(InlineMessage::Kind kind)
{
    switch (kind) {
    case InlineMessage::Kind::Information:
        return QChar(u'\u2139'); // ℹ
    case InlineMessage::Kind::Success:
        return QChar(u'\u2713'); // ✓
    case InlineMessage::Kind::Warning:
        return QChar(u'\u25b2'); // ▲
    case InlineMessage::Kind::Error:
        break;
    }
    return QChar(u'\u2715'); // ✕
}

QString wordOf(InlineMessage::Kind kind)
{
    switch (kind) {
    case InlineMessage::Kind::Information:
        return InlineMessage::tr("Information");
    case InlineMessage::Kind::Success:
        return InlineMessage::tr("Done");
    case InlineMessage::Kind::Warning:
        return InlineMessage::tr("Warning");
    case InlineMessage::Kind::Error:
        break;
    }
    return InlineMessage::tr("Error");
}

QString sentence(const QString &text)
{
    const QString trimmed = text.trimmed();
    const bool ended = trimmed.isEmpty() || QStringLiteral(".!?:;").contains(trimmed.back());
    return ended ? trimmed : trimmed + QLatin1Char('.');
}

} // namespace

InlineMessage::InlineMessage(QWidget *parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_text(new QLabel(this)),
      m_button(new QPushButton(this)),
      m_close(new QToolButton(this))
{
    m_icon->setAlignment(Qt::AlignCenter);
    m_icon->setFixedWidth(2 * theme::unit);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // it may hold what somebody typed
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setMinimumWidth(10 * theme::unit);
    m_button->setAccessibleName(tr("What helps"));
    m_close->setIcon(theme::icon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close this message"));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::unit + 4, theme::unit / 2, theme::unit / 2, theme::unit / 2);
    row->setSpacing(theme::unit);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    row->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &InlineMessage::hide);
    connect(m_button, &QPushButton::clicked, this, [this] {
        const auto help = m_help; // what helps may say something here
        if (help)
            help();
    });
    QFrame::hide();
}

void InlineMessage::show(Kind kind, const QString &text, const QString &button, std::function<void()> help)
{
    m_kind = kind;
    m_settles = false;
    m_said = text;
    m_help = std::move(help);
    m_icon->setText(shapeOf(kind));
    theme::setTone(m_icon, toneOf(kind));
    const bool cut = text.size() > longest;
    m_text->setText(cut ? text.left(longest) + QChar(u'\u2026') : text);
    m_text->setToolTip(cut ? text.left(8 * longest) : QString());
    m_button->setText(button);
    m_button->setAccessibleName(button);
    m_button->setVisible(!button.isEmpty() && m_help);
    setAccessibleName(QStringLiteral("%1: %2").arg(wordOf(kind), m_text->text()));
    QFrame::show();
    update();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void InlineMessage::show(const Problem &problem, const QString &button, std::function<void()> help)
{
    QString text = problem.what.trimmed();
    if (!problem.where.isEmpty()) {
        if (text.endsWith(QLatin1Char('.')))
            text.chop(1);
        text += QStringLiteral(" (%1)").arg(problem.where);
    }
    text = sentence(text);
    if (!problem.hint.isEmpty())
        text += QLatin1Char(' ') + sentence(problem.hint);
    show(Kind::Error, text, button, std::move(help));
}

void InlineMessage::showUntilSettled(const Problem &problem)
{
    show(problem);
    m_settles = true;
}

void InlineMessage::settle()
{
    if (std::exchange(m_settles, false))
        hide();
}

QString InlineMessage::text() const
{
    return m_said;
}

void InlineMessage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor tone = theme::colour(toneOf(m_kind));
    QColor back = tone;
    back.setAlphaF(theme::isDark() ? 0.16f : 0.10f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(rect(), 4, 4);
    painter.setBrush(back);
    painter.drawRoundedRect(rect(), 4, 4);
    painter.setBrush(tone);
    painter.drawRect(QRect(0, 0, 3, height()));
}

} // namespace slipway
