#include "widgets/CaseButtons.h"

#include "widgets/CaseQuestions.h"
#include "widgets/Style.h"
#include "widgets/Theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace slipway {

CaseButtons::CaseButtons(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("caseButtons"));
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins({});
    m_row->setSpacing(theme::unit / 2);
    m_row->addStretch(1);
    const auto addTool = [this](const char *name, const QString &text, const QString &tip) {
        auto *button = new QToolButton(this);
        button->setObjectName(QLatin1String(name));
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAutoRaise(true);
        m_row->addWidget(button);
        return button;
    };
    m_commands = addTool("copyAsCommand", tr("Copy"), tr("Copy as command"));
    m_commands->setPopupMode(QToolButton::InstantPopup);
    m_commands->setMenu(new QMenu(m_commands));
    m_history = addTool("history", tr("History"), tr("What the ledger says of this case"));
    connect(m_history, &QToolButton::clicked, this, &CaseButtons::historyWanted);
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
    QMenu *menu = m_commands->menu();
    menu->clear();
    int place = 0;
    QWidget *before = nullptr;
    for (const CaseAction &action : m_actions) {
        QPushButton *button = make(action);
        m_row->insertWidget(place++, button);
        if (before)
            setTabOrder(before, button);
        before = button;
        m_buttons.push_back(button);
        menu->addAction(caseLabel(action.verb), this, [this, action] { Q_EMIT commandWanted(action); });
    }
    m_commands->setVisible(!m_actions.empty());
}

void CaseButtons::setUsable(bool usable)
{
    for (QPushButton *button : m_buttons)
        button->setEnabled(usable);
}

} // namespace slipway
