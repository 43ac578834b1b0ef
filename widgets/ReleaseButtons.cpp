#include "widgets/ReleaseButtons.h"

#include "widgets/FlowLayout.h"
#include "widgets/ReleaseQuestions.h"
#include "widgets/Style.h"
#include "widgets/Theme.h"

#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace slipway {

namespace {

constexpr int mostOfALabel = 36;

QString shortened(const QString &text)
{
    return text.size() <= mostOfALabel ? text : text.left(mostOfALabel - 1) + QChar(0x2026);
}

// An ampersand in a name isn't a shortcut.
QString plain(QString text)
{
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

ReleaseButtons::ReleaseButtons(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("releaseButtons"));
    m_row = new FlowLayout(this); // in a narrow pane they need several lines
    m_row->setSpacing(theme::unit);
    m_commands = new QToolButton(this);
    m_commands->setObjectName(QStringLiteral("copyAsCommand"));
    m_commands->setIcon(theme::icon(QStringLiteral("copy")));
    m_commands->setMinimumWidth(theme::rowHeight() + 2 * theme::unit); // the icon and the mark behind it
    m_commands->setAccessibleName(tr("Copy as command"));
    m_commands->setToolTip(tr("Copy as command: the line for slipwayctl that does the same"));
    m_commands->setPopupMode(QToolButton::InstantPopup);
    m_commands->setFocusPolicy(Qt::StrongFocus);
    m_commands->setAutoRaise(true);
    m_commands->setMenu(new QMenu(m_commands));
    m_row->addWidget(m_commands);
    m_commands->hide();
}

QString ReleaseButtons::faceOf(const std::vector<StepRow> &steps, const ReleaseAction &action) const
{
    const auto same =
        std::count_if(m_actions.begin(), m_actions.end(),
                      [&action](const ReleaseAction &other) { return other.verb == action.verb; });
    // The step's title is only needed to tell two of them apart.
    ReleaseAction bare;
    bare.verb = action.verb;
    const bool isShort = same == 1 && !action.primary;
    const QString label = shortened(actionLabel(steps, isShort ? bare : action));
    const bool isCut = label.endsWith(QChar(0x2026));
    return plain(isAsked(action) && !isCut ? tr("%1…").arg(label) : label);
}

QPushButton *ReleaseButtons::make(const std::vector<StepRow> &steps, const ReleaseAction &action)
{
    const QString label = actionLabel(steps, action);
    auto *button = new QPushButton(faceOf(steps, action), this);
    button->setObjectName(QStringLiteral("release.") + action.verb);
    button->setAccessibleName(label.left(300));
    button->setAccessibleDescription(actionHint(steps, action));
    button->setProperty(Style::primaryProperty, action.primary);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [this, button] {
        const auto found = std::find(m_buttons.begin(), m_buttons.end(), button);
        if (found == m_buttons.end())
            return;
        const ReleaseAction wanted = m_actions[static_cast<std::size_t>(found - m_buttons.begin())];
        Q_EMIT pressed(wanted);
    });
    return button;
}

void ReleaseButtons::showActions(const std::vector<StepRow> &steps, const std::vector<ReleaseAction> &actions)
{
    if (actions == m_actions)
        return;
    m_actions = actions;
    for (QPushButton *button : m_buttons) {
        button->hide(); // a press that is on its way to it must not find it again
        button->deleteLater();
    }
    m_buttons.clear();
    m_hints.clear();
    m_row->removeWidget(m_commands);
    for (const ReleaseAction &action : m_actions) {
        m_buttons.push_back(make(steps, action));
        m_hints.append(actionHint(steps, action));
    }
    // What it waits for first, and the rest as it comes.
    for (const bool primary : {true, false}) {
        for (std::size_t i = 0; i < m_buttons.size(); ++i) {
            if (m_actions[i].primary == primary)
                m_row->addWidget(m_buttons[i]);
        }
    }
    m_row->addWidget(m_commands);
    m_commands->setVisible(!m_actions.empty());
    fillMenu(steps);
    for (std::size_t i = 1; i < m_buttons.size(); ++i)
        setTabOrder(m_buttons[i - 1], m_buttons[i]);
    if (!m_buttons.empty())
        setTabOrder(m_buttons.back(), m_commands);
}

void ReleaseButtons::fillMenu(const std::vector<StepRow> &steps)
{
    QMenu *menu = m_commands->menu();
    menu->clear();
    for (const ReleaseAction &action : m_actions) {
        menu->addAction(plain(shortened(actionLabel(steps, action))), this,
                        [this, action] { Q_EMIT commandWanted(action); });
    }
}

void ReleaseButtons::setUsable(bool usable, const QString &whyNot)
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setEnabled(usable);
        m_buttons[i]->setToolTip(usable ? m_hints[static_cast<qsizetype>(i)] : whyNot);
    }
}

QPushButton *ReleaseButtons::button(const QString &verb) const
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        if (m_actions[i].verb == verb)
            return m_buttons[i];
    }
    return nullptr;
}

} // namespace slipway
