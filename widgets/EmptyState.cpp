#include "widgets/EmptyState.h"

#include "widgets/Pane.h"
#include "widgets/Theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent), m_heading(new QLabel), m_text(new QLabel), m_button(new QPushButton)
{
    for (QLabel *label : {m_heading, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        label->setMaximumWidth(52 * theme::unit);
    }
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_heading->setFont(theme::heading());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(3 * theme::unit, 2 * theme::unit, 3 * theme::unit, 2 * theme::unit);
    column->setSpacing(theme::unit);
    column->addStretch(2);
    for (QWidget *widget : {static_cast<QWidget *>(m_heading), static_cast<QWidget *>(m_text)}) {
        auto *row = new QHBoxLayout; // centred, and as wide as it may be
        row->addStretch(1);
        row->addWidget(widget, 100);
        row->addStretch(1);
        column->addLayout(row);
    }
    column->addSpacing(theme::unit);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (const auto help = m_help) // which may say something else here
            help();
    });
}

void EmptyState::say(const QString &heading, const QString &text, const QString &button,
                     std::function<void()> help)
{
    m_heading->setText(heading);
    m_text->setText(text);
    setToolTip(text);
    m_button->setText(button);
    if (button.isEmpty() && m_button->hasFocus()) { // else it would go to whatever comes next in the window
        setFocusProxy(nullptr);
        setFocus(Qt::OtherFocusReason);
    }
    m_button->setVisible(!button.isEmpty());
    setFocusProxy(button.isEmpty() ? nullptr : m_button);
    m_help = std::move(help);
    setAccessibleName(this->text());
    fit();
}

// In a low pane the first step counts more than the words, which are in the tool tip as well.
void EmptyState::fit()
{
    const QMargins edges = layout()->contentsMargins();
    const int width = std::min(this->width() - edges.left() - edges.right(), m_text->maximumWidth());
    int needed = edges.top() + edges.bottom() + 4 * layout()->spacing();
    needed += m_heading->heightForWidth(width) + m_text->heightForWidth(width);
    if (!m_button->isHidden())
        needed += m_button->sizeHint().height();
    m_text->setVisible(!m_text->text().isEmpty() && needed <= height());
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void EmptyState::sayFailed(std::function<void()> again)
{
    say(tr("What belongs here couldn't be fetched"), tr("The message above says why."), tr("Try again"),
        std::move(again));
}

bool EmptyState::saysWhatIsWrong(const Desk &desk, const QString &appears)
{
    const Problem &problem = desk.session.problem();
    const bool isComing = desk.session.state() == Session::State::Connecting && problem.what.isEmpty();
    if (desk.session.isLive() || isComing)
        return false;
    QStringList lines{problem.hint, appears};
    lines.removeAll(QString());
    say(problem.what.isEmpty() ? tr("Not connected") : problem.what, lines.join(QStringLiteral("\n\n")),
        tr("Try again"), [desk] { tryAgain(desk); });
    return true;
}

QString EmptyState::text() const
{
    return m_heading->text() + QLatin1Char('\n') + m_text->text();
}

void tryAgain(const Desk &desk)
{
    if (QAction *again = desk.actions.find(QStringLiteral("connection.again")))
        again->trigger();
    else
        desk.session.open();
}

} // namespace slipway
