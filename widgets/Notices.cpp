#include "widgets/Notices.h"

#include "widgets/Theme.h"

#include <QEvent>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t most = 3; // bars; older ones give way
constexpr const char *aboutProperty = "about";

} // namespace

Notices::Notices(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(theme::unit, theme::unit / 2, theme::unit, theme::unit / 2);
    m_layout->setSpacing(theme::unit / 2);
    setAccessibleName(tr("Messages"));
    m_more = new QToolButton(this);
    m_more->setObjectName(QStringLiteral("moreMessages"));
    m_more->setFont(theme::small());
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->hide();
    m_layout->addWidget(m_more);
    connect(m_more, &QToolButton::clicked, this, [this] {
        m_isUnfolded = !m_isUnfolded;
        settle();
    });
    settle();
}

void Notices::say(InlineMessage::Kind kind, const QString &text, const QString &button,
                  std::function<void()> help, const QString &about)
{
    // What merely happened isn't piled up: the panes show it all.
    for (InlineMessage *bar : m_bars) {
        if (kind == InlineMessage::Kind::Information && bar->kind() == kind)
            shut(bar);
    }
    freeOne(text, about)->show(kind, text, button, std::move(help));
    settle();
    if (kind == InlineMessage::Kind::Warning || kind == InlineMessage::Kind::Error)
        Q_EMIT warned(text);
}

void Notices::tell(const Problem &problem, const QString &about)
{
    freeOne(problem.text(), about)->show(problem);
    settle();
    Q_EMIT warned(problem.text());
}

void Notices::withdraw(const QString &about)
{
    for (InlineMessage *bar : m_bars) {
        if (bar->property(aboutProperty).toString() == about)
            shut(bar);
    }
    settle();
}

QStringList Notices::texts() const
{
    QStringList texts;
    for (InlineMessage *bar : m_bars) {
        if (isOpen(bar))
            texts.append(bar->text());
    }
    return texts;
}

void Notices::clear()
{
    for (InlineMessage *bar : m_bars)
        shut(bar);
    settle();
}

void Notices::setMost(std::size_t bars)
{
    m_most = bars;
    settle();
}

bool Notices::isOpen(InlineMessage *bar) const
{
    return !bar->isHidden() || m_folded.count(bar) > 0;
}

void Notices::shut(InlineMessage *bar)
{
    m_folded.erase(bar);
    bar->hide();
}

// The one that says this already or something older about the same, a closed one, a new one, or the oldest;
// it moves to the top.
InlineMessage *Notices::freeOne(const QString &text, const QString &about)
{
    auto found = std::find_if(m_bars.begin(), m_bars.end(), [&](InlineMessage *bar) {
        const bool isSame = !about.isEmpty() && bar->property(aboutProperty).toString() == about;
        return isOpen(bar) && (isSame || bar->text() == text);
    });
    if (found == m_bars.end())
        found =
            std::find_if(m_bars.begin(), m_bars.end(), [this](InlineMessage *bar) { return !isOpen(bar); });
    if (found == m_bars.end() && m_bars.size() < most) {
        auto *bar = new InlineMessage(this);
        bar->installEventFilter(this);
        found = m_bars.insert(m_bars.end(), bar);
    }
    if (found == m_bars.end())
        found = std::prev(m_bars.end());
    (*found)->setProperty(aboutProperty, about);
    std::rotate(m_bars.begin(), found, std::next(found));
    m_layout->removeWidget(m_bars.front());
    m_layout->insertWidget(0, m_bars.front());
    return m_bars.front();
}

// Takes no room while nothing is said, and little in a low window: the newest, and how many more there are.
void Notices::settle()
{
    const QScopedValueRollback settling(m_isSettling, true);
    const auto open = static_cast<std::size_t>(
        std::count_if(m_bars.begin(), m_bars.end(), [this](InlineMessage *bar) { return isOpen(bar); }));
    m_isUnfolded = m_isUnfolded && open > m_most;
    const std::size_t seen = m_isUnfolded ? open : std::min(open, m_most);
    std::size_t place = 0;
    for (InlineMessage *bar : m_bars) {
        if (!isOpen(bar))
            continue;
        const bool isSeen = place++ < seen;
        if (isSeen)
            m_folded.erase(bar);
        else
            m_folded.insert(bar);
        bar->setVisible(isSeen);
    }
    m_more->setVisible(m_isUnfolded || seen < open);
    m_more->setText(m_isUnfolded ? tr("Show less")
                                 : tr("and %n more", nullptr, static_cast<int>(open - seen)));
    m_more->setAccessibleName(m_more->text());
    setVisible(open > 0);
}

bool Notices::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::HideToParent && !m_isSettling)
        settle();
    return QWidget::eventFilter(watched, event);
}

} // namespace slipway
