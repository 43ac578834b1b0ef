// What CasePane lets one do; how it looks stands in CasePane.cpp.
#include "models/ReleaseActions.h"
#include "widgets/CaseButtons.h"
#include "widgets/CasePane.h"
#include "widgets/CaseQuestions.h"
#include "widgets/CaseThread.h"
#include "widgets/InlineMessage.h"
#include "widgets/MailExtras.h"
#include "widgets/MessageCard.h"
#include "widgets/ReplyBox.h"
#include "widgets/ViewKeys.h"

#include <QAction>
#include <QMenu>
#include <QPointer>

#include <algorithm>

namespace slipway {

namespace {

const QString undoVerb = QStringLiteral("undo");

} // namespace

void CasePane::addActions()
{
    Actions &actions = m_desk.actions;
    const QString group = tr("Case");
    m_sayAction = actions.add(
        this, QStringLiteral("case.reply"), group, tr("Reply to the customer"),
        [this] { m_reply->focusText(false); }, {}, [this] { return draftCommand(false); });
    m_noteAction = actions.add(
        this, QStringLiteral("case.note"), group, tr("Write an internal note"),
        [this] { m_reply->focusText(true); }, {}, [this] { return draftCommand(true); });
    m_templateAction = actions.add(this, QStringLiteral("case.template"), group, tr("Insert a template…"),
                                   [this] { m_reply->askTemplate(); });
    m_attachAction =
        actions.add(this, QStringLiteral("case.attach"), group, tr("Attach files to what is written\u2026"),
                    [this] { m_reply->askFiles(); });
    m_keepAction = actions.add(this, QStringLiteral("case.keep-template"), group,
                               tr("Keep the reply as a template\u2026"), [this] {
                                   askTemplate({{}, {}, m_reply->draft().text.trimmed()});
                               });
    addVerb("acknowledge", tr("Acknowledge: nobody else is paged"));
    addVerb("take", tr("Take the case"));
    addVerb("assign", tr("Give the case to somebody…"));
    addVerb("solve", tr("Solve the case"));
    addVerb("close", tr("Close the case…"));
    addVerb("wait", tr("Let the case wait…"));
    addVerb("resume", tr("Work at the case again"));
    addVerb("severity", tr("Change how bad it is…"));
    addVerb("application", tr("Say which application it is about…"));
    addLinkActions();
    m_saveFile = actions.add(
        this, QStringLiteral("case.save-file"), group, tr("Save what came with a message…"),
        [this] { m_extras->saveOneOf(files()); }, {},
        [this] {
            QStringList lines;
            for (const FileRow &file : files())
                lines.append(attachmentLine(file));
            return lines.join(QLatin1Char('\n'));
        });
    m_history = actions.add(
        this, QStringLiteral("case.history"), group, tr("Show the history of this case"),
        [this] { m_desk.navigator.open(QStringLiteral("activity/") + m_watch->about().handle()); }, {},
        [this] { return historyLine(QStringLiteral("case/%1").arg(shownCase())); });
}

void CasePane::addVerb(const char *verb, const QString &text)
{
    const QString name = QLatin1String(verb);
    QAction *action = m_desk.actions.add(
        this, QStringLiteral("case.") + name, tr("Case"), text,
        [this, name] {
            if (const CaseAction *wanted = actionFor(name))
                perform(*wanted);
        },
        {},
        [this, name] {
            const CaseAction *wanted = actionFor(name);
            return wanted ? commandLineOf(m_watch->about(), *wanted) : QString();
        });
    m_verbs.emplace_back(name, action);
}

const CaseAction *CasePane::actionFor(const QString &verb) const
{
    const auto &actions = m_buttons->actions();
    const auto found = std::find_if(actions.begin(), actions.end(),
                                    [&verb](const CaseAction &action) { return action.verb == verb; });
    return found == actions.end() ? nullptr : &*found;
}

void CasePane::perform(const CaseAction &action)
{
    if (!m_desk.session.isLive() || m_watch->isBusy())
        return;
    if (action.verb == QLatin1String("link")) {
        askLink();
        return;
    }
    if (!isAsked(action.verb, 1)) {
        m_message->hide();
        m_watch->run(action);
        return;
    }
    const QPointer<CasePane> self(this);
    m_desk.navigator.ask(
        caseQuestion(action.verb, {&m_watch->about()}, m_desk.session, m_book, m_around->releases()),
        [self, action, id = shownCase()](const QString &said) {
            // Another case may have been opened while the sheet was being read.
            if (!self || self->shownCase() != id)
                return;
            self->m_message->hide();
            self->m_watch->run(action, said);
        });
}

void CasePane::onDone(const QString &verb, const CaseRow &before)
{
    const bool isReply = verb == QLatin1String("reply");
    if (CaseWatch::isSaying(verb))
        forgetDraft(before.id);
    const CaseRow &now = m_watch->about();
    const QString stopped = stoppedWords(before, now);
    if (isReply)
        m_message->show(InlineMessage::Kind::Success,
                        tr("The answer is on its way to %1. %2").arg(now.contact, stopped).trimmed());
    else if (verb == QLatin1String("link") || verb == QLatin1String("unlink"))
        sayLinked(verb);
    else if (verb == undoVerb)
        m_message->show(InlineMessage::Kind::Success, tr("Case %1 is as it was.").arg(now.id));
    else if (const auto back = wayBackOf(verb, before); back && !isAsItWas(before, now))
        m_message->show(InlineMessage::Kind::Success, nowWords(verb, now), tr("Undo"),
                        [this, back = *back, now] { putBack(back, now); });
    else if (!stopped.isEmpty())
        m_message->show(InlineMessage::Kind::Success, stopped);
}

// What somebody else has changed since isn't written over.
void CasePane::putBack(const CaseCall &back, const CaseRow &after)
{
    if (m_watch->about().id != after.id || m_watch->isBusy() || !m_desk.session.isLive())
        return;
    if (!isAsItWas(after, m_watch->about())) {
        m_message->show(InlineMessage::Kind::Information,
                        tr("The case has been changed again since; nothing was put back."));
        return;
    }
    m_message->hide();
    m_watch->call(undoVerb, back);
}

bool CasePane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_thread)
        return Pane::eventFilter(watched, event);
    if (isPlainKey(event, Qt::Key_R) && m_sayAction->isVisible()) {
        m_sayAction->trigger();
        return true;
    }
    if (isPlainKey(event, Qt::Key_F) && m_saveFile->isVisible()) {
        m_saveFile->trigger();
        return true;
    }
    auto keys = caseKeys();
    keys.emplace_back(Qt::Key_L, QStringLiteral("link"));
    for (const auto &[key, verb] : keys) {
        const CaseAction *wanted = isPlainKey(event, key) ? actionFor(verb) : nullptr;
        if (wanted) {
            perform(*wanted);
            return true;
        }
    }
    return Pane::eventFilter(watched, event);
}

void CasePane::showMenu(const QPoint &place)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    std::vector<QAction *> all{m_sayAction, m_noteAction, m_attachAction, m_templateAction, m_keepAction};
    for (const auto &[verb, action] : m_verbs)
        all.push_back(action);
    all.insert(all.end(), {m_unlinkAction, m_saveFile, m_history});
    for (QAction *action : all) {
        if (action->isVisible())
            menu->addAction(action);
    }
    menu->addSeparator();
    const QString line = QStringLiteral("slipwayctl case show %1").arg(shownCase());
    connect(menu->addAction(tr("Copy as command")), &QAction::triggered, this,
            [this, line] { m_desk.navigator.copy(line); });
    const QString link = QStringLiteral("slipway:") + m_watch->about().handle();
    connect(menu->addAction(tr("Copy link")), &QAction::triggered, this,
            [this, link] { m_desk.navigator.copy(link); });
    menu->popup(m_thread->mapToGlobal(place));
}

std::vector<FileRow> CasePane::files() const
{
    std::vector<FileRow> all;
    for (const MessageRow &message : m_watch->messages())
        all.insert(all.end(), message.files.begin(), message.files.end());
    return all;
}

void CasePane::connectExtras()
{
    connect(m_thread, &CaseThread::fileWanted, m_extras, &MailExtras::save);
    connect(m_thread, &CaseThread::layoutWanted, m_extras, &MailExtras::layOut);
    connect(m_thread, &CaseThread::linkCopied, m_extras, &MailExtras::tellCopied);
}

} // namespace slipway
