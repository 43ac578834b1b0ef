// What CasePane does with links: it makes them, takes them away, and puts back what was taken.
#include "models/CaseActions.h"
#include "widgets/Allowed.h"
#include "widgets/CaseLinkQuestions.h"
#include "widgets/CasePane.h"
#include "widgets/InlineMessage.h"

#include <QAction>
#include <QPointer>

namespace slipway {

namespace {

const QString linkVerb = QStringLiteral("link");
const QString unlinkVerb = QStringLiteral("unlink");
const QString undoVerb = QStringLiteral("undo");

} // namespace

void CasePane::addLinkActions()
{
    addVerb("link", tr("Link the case to a release, an appliance or an entry of the ledger…"));
    m_unlinkAction = m_desk.actions.add(
        this, QStringLiteral("case.unlink"), tr("Case"), tr("Take a link of the case away…"),
        [this] { askUnlink(); }, {},
        [this] {
            const auto &links = m_watch->links();
            CaseAction action;
            action.verb = unlinkVerb;
            return links.empty() ? QString()
                                 : commandLineOf(m_watch->about(), action,
                                                 links.size() == 1 ? links.front().reference : QString());
        });
}

// "link:" asks, "unlink:release/214" takes away; all else is a place in the window.
void CasePane::followFact(const QUrl &url)
{
    const QString text = url.toString();
    if (text == QLatin1String("link:")) {
        if (const CaseAction *wanted = actionFor(linkVerb))
            perform(*wanted);
    } else if (text.startsWith(QLatin1String("unlink:"))) {
        unlink(text.mid(7));
    } else {
        m_desk.navigator.open(text);
    }
}

void CasePane::askLink()
{
    const QPointer<CasePane> self(this);
    m_desk.navigator.ask(linkQuestion(m_watch->about(), offersAround(*m_around)),
                         [self, id = shownCase()](const QString &said) {
                             // Another case may have been opened while the sheet was being read.
                             if (self && self->shownCase() == id)
                                 self->sendLink(linkVerb, said.trimmed());
                         });
}

void CasePane::askUnlink()
{
    if (m_watch->links().empty() || m_watch->isBusy() || !m_desk.session.isLive())
        return;
    const QPointer<CasePane> self(this);
    m_desk.navigator.ask(unlinkQuestion(m_watch->about(), m_watch->links()),
                         [self, id = shownCase()](const QString &said) {
                             if (self && self->shownCase() == id)
                                 self->unlink(said);
                         });
}

void CasePane::unlink(const QString &reference)
{
    sendLink(unlinkVerb, reference);
}

void CasePane::sendLink(const QString &verb, const QString &reference)
{
    if (m_watch->isBusy() || !m_desk.session.isLive())
        return;
    m_message->hide();
    m_linked = reference;
    m_watch->call(verb, callOf(verb, reference));
}

// The way back is offered until something else is done; what is waited for is waited for again.
void CasePane::sayLinked(const QString &verb)
{
    const bool isThere = verb == linkVerb;
    const qint64 id = shownCase();
    const QString reference = m_linked;
    const QString words = isThere ? linkedWords(id, reference) : unlinkedWords(id, reference);
    m_message->show(InlineMessage::Kind::Success, words, tr("Undo"), [this, id, isThere, reference] {
        if (shownCase() != id || m_watch->isBusy() || !m_desk.session.isLive())
            return;
        m_message->hide();
        m_watch->call(undoVerb, callOf(isThere ? unlinkVerb : linkVerb, reference));
    });
}

} // namespace slipway
