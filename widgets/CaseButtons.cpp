#include "widgets/CaseButtons.h"

#include "widgets/CaseQuestions.h"
#include "widgets/FlowLayout.h"
#include "widgets/Style.h"
#include "widgets/Theme.h"

#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace slipway {

namespace {

bool isSeldom(const CaseAction &action)
{
    return action.verb == QLatin1String("severity") || action.verb == QLatin1String("application") ||
           action.verb == QLatin1String("link");
}

} // namespace

CaseButtons::CaseButtons(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("caseButtons"));
    m_row = new FlowLayout(this); // in a narrow pane they need several lines
    m_row->setSpacing(theme::unit / 2);
    m_more = new QToolButton(this);
    m_more->setText(tr("More"));
    m_more->setObjectName(QStringLiteral("more"));
    m_more->setAccessibleName(tr("More that can be done with the case"));
    m_more->setToolTip(m_more->accessibleName());
    m_more->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setMinimumHeight(theme::rowHeight()); // as the buttons beside it
    m_menu = new QMenu(m_more);
    m_more->setMenu(m_menu);
    m_row->addWidget(m_more);
    fillMenu();
}

QPushButton *CaseButtons::make(const CaseAction &action)
{
    auto *button = new QPushButton(caseLabel(action.verb), this);
    button->setObjectName(QStringLiteral("case.") + action.verb);
    button->setAccessibleName(caseLabel(action.verb));
    button->setAccessibleDescription(caseHint(action.verb));
    button->setToolTip(caseHint(action.verb));
    button->setProperty(Style::primaryProperty, action.primary);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [this, action] { Q_EMIT pressed(action); });
    return button;
}

void CaseButtons::showActions(const std::vector<CaseAction> &actions)
{
    if (actions == m_actions)
        return;
    m_actions = actions;
    for (QPushButton *button : m_buttons) {
        button->hide(); // a press that is on its way to it must not find it again
        button->deleteLater();
    }
    m_buttons.clear();
    m_row->removeWidget(m_more);
    for (const CaseAction &action : m_actions) {
        if (isSeldom(action))
            continue;
        QPushButton *button = make(action);
        m_row->addWidget(button);
        if (!m_buttons.empty())
            setTabOrder(m_buttons.back(), button);
        m_buttons.push_back(button);
    }
    m_row->addWidget(m_more);
    if (!m_buttons.empty())
        setTabOrder(m_buttons.back(), m_more);
    fillMenu();
    setUsable(m_usable);
}

void CaseButtons::fillMenu()
{
    m_menu->clear();
    m_seldom.clear();
    for (const CaseAction &action : m_actions) {
        if (!isSeldom(action))
            continue;
        QAction *item =
            m_menu->addAction(caseLabel(action.verb), this, [this, action] { Q_EMIT pressed(action); });
        item->setObjectName(QStringLiteral("case.") + action.verb);
        item->setToolTip(caseHint(action.verb));
        m_seldom.push_back(item);
    }
    m_menu->addSeparator();
    m_menu->addAction(tr("What the ledger says of this case"), this, &CaseButtons::historyWanted)
        ->setObjectName(QStringLiteral("history"));
    if (m_actions.empty())
        return;
    QMenu *commands = m_menu->addMenu(theme::icon(QStringLiteral("copy")), tr("Copy as command"));
    for (const CaseAction &action : m_actions)
        commands->addAction(caseLabel(action.verb), this, [this, action] { Q_EMIT commandWanted(action); });
}

void CaseButtons::setUsable(bool usable)
{
    m_usable = usable;
    for (QPushButton *button : m_buttons)
        button->setEnabled(usable);
    for (QAction *item : m_seldom)
        item->setEnabled(usable);
}

} // namespace slipway
