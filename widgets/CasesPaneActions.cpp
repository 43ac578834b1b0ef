// What CasesPane lets one do; how it looks stands in CasesPane.cpp.
#include "models/CaseActions.h"
#include "models/ReleaseActions.h"
#include "widgets/Allowed.h"
#include "widgets/CaseQuestions.h"
#include "widgets/CasesPane.h"
#include "widgets/InlineMessage.h"
#include "widgets/ViewKeys.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace slipway {

void CasesPane::addActions()
{
    Actions &actions = m_desk.actions;
    const QString group = tr("Cases");
    m_open = actions.add(
        this, QStringLiteral("cases.open"), group, tr("Open the case"), [this] { openChosen(); }, {},
        [this] {
            return chosen() ? QStringLiteral("slipwayctl case show %1").arg(chosen()->id) : QString();
        });
    m_reply = actions.add(this, QStringLiteral("cases.reply"), group, tr("Reply to the customer"),
                          [this] { openChosen("/reply"); });
    addVerb("take", tr("Take the chosen cases"));
    addVerb("assign", tr("Give the chosen cases to somebody…"));
    addVerb("solve", tr("Solve the chosen cases"));
    addVerb("close", tr("Close the chosen cases…"));
    m_history = actions.add(
        this, QStringLiteral("cases.history"), group, tr("Show the history of the case"),
        [this] {
            if (chosen())
                m_desk.navigator.open(QStringLiteral("activity/") + chosen()->handle());
        },
        {}, [this] { return chosen() ? historyLine(chosen()->handle()) : QString(); });
    m_new = actions.add(
        this, QStringLiteral("cases.new"), group, tr("New case…"), [this] { Q_EMIT newCaseWanted(); },
        QKeySequence(QStringLiteral("Ctrl+Shift+N")));
}

QAction *CasesPane::addVerb(const char *verb, const QString &text)
{
    const QString name = QLatin1String(verb);
    QAction *action = m_desk.actions.add(
        this, QStringLiteral("cases.") + name, tr("Cases"), text, [this, name] { perform(name); }, {},
        [this, name] { return lineOf(name); });
    action->setToolTip(caseHint(name));
    auto *button = new QPushButton(caseLabel(name), m_bulk);
    button->setObjectName(QStringLiteral("bulk.") + name);
    button->setAccessibleName(text);
    button->setToolTip(caseHint(name));
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    m_bulkRow->addWidget(button);
    m_verbs.emplace_back(name, action);
    m_buttons.push_back(button);
    return action;
}

bool CasesPane::mayAttend() const
{
    return m_desk.session.isLive() && isAllowed(m_desk.session, QLatin1String("takeCase"));
}

QString CasesPane::lineOf(const QString &verb) const
{
    QStringList lines;
    for (const CaseRow *about : selected()) {
        CaseAction action;
        action.verb = verb;
        lines.append(commandLineOf(*about, action));
    }
    return lines.join(QStringLiteral("\n"));
}

void CasesPane::openChosen(const char *part)
{
    if (chosen())
        m_desk.navigator.open(chosen()->handle() + QLatin1String(part));
}

bool CasesPane::onKey(const QEvent *event)
{
    if (isEnterKey(event)) {
        openChosen();
        return true;
    }
    const std::pair<int, const char *> verbs[] = {{Qt::Key_A, "take"}, {Qt::Key_C, "close"}};
    for (const auto &[key, verb] : verbs) {
        if (isPlainKey(event, key)) {
            perform(QLatin1String(verb));
            return true;
        }
    }
    if (!isPlainKey(event, Qt::Key_R))
        return false;
    if (m_reply->isVisible())
        m_reply->trigger();
    return true;
}

void CasesPane::perform(const QString &verb)
{
    if (!mayAttend() || m_batch.isBusy())
        return;
    std::vector<const CaseRow *> about = selected();
    if (about.empty())
        return;
    std::erase_if(about, [&verb](const CaseRow *one) {
        return verb == QLatin1String("close") ? one->state == QLatin1String("closed") : one->isOver();
    });
    if (about.empty()) {
        m_message->show(InlineMessage::Kind::Information, tr("What is chosen is over already."));
        return;
    }
    if (isAsked(verb, about.size())) {
        ask(verb, about);
        return;
    }
    std::vector<qint64> ids;
    for (const CaseRow *one : about)
        ids.push_back(one->id);
    run(verb, ids);
}

// By their numbers: the list goes on while the sheet is read.
void CasesPane::ask(const QString &verb, const std::vector<const CaseRow *> &about)
{
    std::vector<qint64> ids;
    for (const CaseRow *one : about)
        ids.push_back(one->id);
    const QPointer<CasesPane> self(this);
    m_desk.navigator.ask(caseQuestion(verb, about), [self, verb, ids](const QString &said) {
        QJsonObject body;
        if (verb == QLatin1String("assign"))
            body.insert(QStringLiteral("to"), said);
        if (self)
            self->run(verb, ids, body);
    });
}

void CasesPane::run(const QString &verb, const std::vector<qint64> &ids, const QJsonObject &body)
{
    if (!mayAttend()) {
        m_message->show(
            InlineMessage::Kind::Warning,
            tr("Nothing was sent: what is shown may be out of date. Try again once the service answers."));
        return;
    }
    m_message->hide();
    m_batch.run(verb, ids, body);
    refreshBulk();
}

void CasesPane::onFinished(const CaseBatch::Outcome &outcome)
{
    refresh();
    if (outcome.failed.empty()) {
        m_message->show(InlineMessage::Kind::Success, doneWords(outcome));
        m_fade.start();
        return;
    }
    Problem problem = outcome.problem;
    const std::size_t all = outcome.done.size() + outcome.failed.size();
    if (all > 1)
        problem.what = tr("%2 of %3 cases stayed as they were, among them case %1: %4")
                           .arg(QString::number(outcome.failed.front()),
                                QString::number(outcome.failed.size()), QString::number(all), problem.what);
    m_message->show(problem);
}

void CasesPane::showMenu(const QPoint &place)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    std::vector<QAction *> all{m_open, m_reply};
    for (const auto &[verb, action] : m_verbs)
        all.push_back(action);
    all.insert(all.end(), {m_history, m_new});
    for (QAction *action : all) {
        if (action->isVisible())
            menu->addAction(action);
    }
    if (const CaseRow *about = chosen()) {
        menu->addSeparator();
        const QString line = QStringLiteral("slipwayctl case show %1").arg(about->id);
        connect(menu->addAction(tr("Copy as command")), &QAction::triggered, this,
                [this, line] { m_desk.navigator.copy(line); });
        const QString link = QStringLiteral("slipway:") + about->handle();
        connect(menu->addAction(tr("Copy link")), &QAction::triggered, this,
                [this, link] { m_desk.navigator.copy(link); });
    }
    menu->popup(m_table->viewport()->mapToGlobal(place));
}

} // namespace slipway
