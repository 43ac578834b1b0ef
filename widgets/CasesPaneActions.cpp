// What CasesPane lets one do; how it looks stands in CasesPane.cpp.
#include "models/CaseActions.h"
#include "models/ReleaseActions.h"
#include "widgets/Allowed.h"
#include "widgets/BatchWords.h"
#include "widgets/CaseQuestions.h"
#include "widgets/CasesPane.h"
#include "widgets/InlineMessage.h"
#include "widgets/Theme.h"
#include "widgets/ViewKeys.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t oftenDone = 3; // of the verbs: they have buttons of their own
const QString undoVerb = QStringLiteral("undo");

BatchWords batchWords()
{
    return {
        CasesPane::tr("No answer says what came of case %1: it isn't known whether it was done there. "
                      "Done: %2 of %3; not sent: %4. Pressing again within ten minutes does nothing twice."),
        CasesPane::tr(
            "With %2 of %3 cases it had been done already (no answer came then), among them case %1; "
            "press again to do it once more."),
        CasesPane::tr("%2 of %3 cases stayed as they were, among them case %1: %4")};
}

} // namespace

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
    addVerb("close", tr("Close the chosen cases…"));
    addVerb("solve", tr("Solve the chosen cases"));
    addVerb("severity", tr("Change the severity of the chosen cases…"));
    addVerb("application", tr("Say which application the chosen cases are about…"));
    addVerb("wait", tr("Let the chosen cases wait…"));
    addMore();
    m_history = actions.add(
        this, QStringLiteral("cases.history"), group, tr("Show the history of the case"),
        [this] {
            if (chosen())
                m_desk.navigator.open(QStringLiteral("activity/") + chosen()->handle());
        },
        {}, [this] { return chosen() ? historyLine(chosen()->handle()) : QString(); });
    m_new = actions.add(
        this, QStringLiteral("cases.new"), group, tr("New case…"), [this] { Q_EMIT newCaseWanted(); },
        QKeySequence(QStringLiteral("Ctrl+Shift+N")), [this] { return newCaseLine(m_newCase); });
}

QAction *CasesPane::addVerb(const char *verb, const QString &text)
{
    const QString name = QLatin1String(verb);
    QAction *action = m_desk.actions.add(
        this, QStringLiteral("cases.") + name, tr("Cases"), text, [this, name] { perform(name); }, {},
        [this, name] { return lineOf(name); });
    action->setToolTip(caseHint(name));
    if (m_verbs.size() < oftenDone)
        addButton(name, text, action);
    m_verbs.emplace_back(name, action);
    return action;
}

void CasesPane::addButton(const QString &verb, const QString &text, QAction *action)
{
    auto *button = new QPushButton(caseLabel(verb), m_bulk);
    button->setObjectName(QStringLiteral("bulk.") + verb);
    button->setAccessibleName(text);
    button->setToolTip(caseHint(verb));
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    m_bulkRow->addWidget(button);
    m_buttons.push_back(button);
}

// What is done seldom.
void CasesPane::addMore()
{
    auto *more = new QToolButton(m_bulk);
    more->setText(tr("More"));
    more->setObjectName(QStringLiteral("bulk.more"));
    more->setAccessibleName(tr("More that can be done with the chosen cases"));
    more->setToolButtonStyle(Qt::ToolButtonTextOnly);
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::StrongFocus);
    more->setMinimumHeight(theme::rowHeight()); // as the buttons beside it
    auto *menu = new QMenu(more);
    for (std::size_t i = oftenDone; i < m_verbs.size(); ++i)
        connect(menu->addAction(caseLabel(m_verbs[i].first)), &QAction::triggered, m_verbs[i].second,
                &QAction::trigger);
    more->setMenu(menu);
    m_bulkRow->addWidget(more);
    m_buttons.push_back(more);
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
    lines.removeAll(QString()); // the sheet has them, with what is said there
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
    for (const auto &[key, verb] : caseKeys()) {
        if (isPlainKey(event, key)) {
            if (!isHeldKey(event)) // the next row hasn't been looked at
                perform(verb);
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
    std::vector<CaseRow> kept; // the list goes on while the sheet is read
    for (const CaseRow *one : about)
        kept.push_back(*one);
    if (!isAsked(verb, about.size())) {
        run(verb, kept, {});
        return;
    }
    const QPointer<CasesPane> self(this);
    m_desk.navigator.ask(caseQuestion(verb, about, m_desk.session, m_book),
                         [self, verb, kept](const QString &said) {
                             if (self)
                                 self->run(verb, kept, said);
                         });
}

void CasesPane::run(const QString &verb, const std::vector<CaseRow> &about, const QString &said)
{
    if (m_batch.isBusy())
        return;
    m_before = about;
    std::vector<CaseBatch::Errand> errands;
    for (const CaseRow &one : about)
        errands.push_back({one.id, callOf(verb, said), actionOf(one, callOf(verb, said))});
    send(verb, errands);
}

void CasesPane::send(const QString &verb, const std::vector<CaseBatch::Errand> &errands,
                     SentOnce::Press press)
{
    if (!mayAttend()) {
        m_message->show(
            InlineMessage::Kind::Warning,
            tr("Nothing was sent: what is shown may be out of date. Try again once the service answers."));
        return;
    }
    m_fade.stop();
    m_message->hide();
    m_sent = errands;
    m_batch.run(verb, errands, press);
    refreshBulk();
}

void CasesPane::onFinished(const CaseBatch::Outcome &outcome)
{
    refresh();
    if (outcome.isWhole())
        sayDone(outcome);
    else
        sayUndone(outcome);
}

// Pressed again as it was sent, where it isn't known what came of it.
void CasesPane::sayUndone(const CaseBatch::Outcome &outcome)
{
    const std::vector<qint64> ids = outcome.again();
    std::vector<CaseBatch::Errand> again;
    std::copy_if(m_sent.begin(), m_sent.end(), std::back_inserter(again), [&](const CaseBatch::Errand &one) {
        return std::find(ids.begin(), ids.end(), one.id) != ids.end();
    });
    if (again.empty())
        m_message->show(undoneProblem(outcome, outcome.done.size(), batchWords()));
    else
        m_message->show(
            undoneProblem(outcome, outcome.done.size(), batchWords()), tr("Try again"),
            [this, verb = outcome.verb, again] { send(verb, again, SentOnce::Press::IsTheSame); });
}

// With the way back, for as long as nothing else is done, where there is one for each of them.
void CasesPane::sayDone(const CaseBatch::Outcome &outcome)
{
    std::vector<CaseBatch::Errand> back;
    for (const CaseRow &before : m_before) {
        if (const auto call = wayBackOf(outcome.verb, before))
            back.push_back({before.id, *call, QStringLiteral("undo ") + actionOf(before, *call)});
    }
    if (back.empty() || back.size() != outcome.done.size()) {
        m_message->show(InlineMessage::Kind::Success, doneWords(outcome));
        m_fade.start();
        return;
    }
    m_message->show(InlineMessage::Kind::Success, doneWords(outcome), tr("Undo"),
                    [this, back] { send(undoVerb, back); });
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
