#include "widgets/Notices.h"

#include "widgets/Theme.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t most = 3; // bars; more would push the panes out
constexpr const char *aboutProperty = "about";

} // namespace

Notices::Notices(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(theme::unit, theme::unit / 2, theme::unit, theme::unit / 2);
    m_layout->setSpacing(theme::unit / 2);
    setAccessibleName(tr("Messages"));
    hide();
}

void Notices::say(InlineMessage::Kind kind, const QString &text, const QString &button,
                  std::function<void()> help, const QString &about)
{
    // What merely happened isn't piled up: the panes show it all.
    for (InlineMessage *bar : m_bars) {
        if (kind == InlineMessage::Kind::Information && bar->kind() == kind)
            bar->hide();
    }
    freeOne(text, about)->show(kind, text, button, std::move(help));
    settle();
}

void Notices::tell(const Problem &problem, const QString &about)
{
    freeOne(problem.text(), about)->show(problem);
    settle();
}

void Notices::withdraw(const QString &about)
{
    for (InlineMessage *bar : m_bars) {
        if (bar->property(aboutProperty).toString() == about)
            bar->hide();
    }
    settle();
}

QStringList Notices::texts() const
{
    QStringList texts;
    for (const InlineMessage *bar : m_bars) {
        if (!bar->isHidden())
            texts.append(bar->text());
    }
    return texts;
}

void Notices::clear()
{
    for (InlineMessage *bar : m_bars)
        bar->hide();
}

// The one that says this already or something older about the same, a closed one, a new one, or the oldest;
// it moves to the top.
InlineMessage *Notices::freeOne(const QString &text, const QString &about)
{
    auto found = std::find_if(m_bars.begin(), m_bars.end(), [&](const InlineMessage *bar) {
        const bool isSame = !about.isEmpty() && bar->property(aboutProperty).toString() == about;
        return !bar->isHidden() && (isSame || bar->text() == text);
    });
    if (found == m_bars.end())
        found = std::find_if(m_bars.begin(), m_bars.end(),
                             [](const InlineMessage *bar) { return bar->isHidden(); });
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

// Takes no room while nothing is said.
void Notices::settle()
{
    setVisible(
        std::any_of(m_bars.begin(), m_bars.end(), [](const InlineMessage *bar) { return !bar->isHidden(); }));
}

bool Notices::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::HideToParent)
        settle();
    return QWidget::eventFilter(watched, event);
}

} // namespace slipway
