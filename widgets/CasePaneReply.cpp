// Where CasePane answers: what is typed, texts that come again and again, and who else is there.
#include "models/CaseActions.h"
#include "models/ReplyFiles.h"
#include "models/SaidBefore.h"
#include "widgets/Allowed.h"
#include "widgets/CasePane.h"
#include "widgets/CaseThread.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/ReplyBox.h"
#include "widgets/Sheet.h"
#include "widgets/TemplatePicker.h"
#include "widgets/TemplateSheet.h"

#include <QJsonArray>
#include <QPointer>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t mostNamed = 3; // of those who are there
constexpr int sheetWidth = 640;
constexpr int longestNames = 200;

} // namespace

void CasePane::connectReply()
{
    connect(m_reply, &ReplyBox::edited, this, [this] {
        if (m_isChanging)
            return;
        CaseDraft draft = m_reply->draft();
        draft.after = m_watch->isLoaded() ? lastOf(m_watch->messages()) : -1;
        m_drafts.set(shownCase(), draft);
        m_restored.remove(shownCase());
        if (m_reply->draft().text.trimmed().isEmpty())
            m_presence.stopWriting();
        else
            m_presence.typed();
        Q_EMIT draftChanged();
    });
    connect(m_reply, &ReplyBox::rested, this, &CasePane::draftLeft);
    connect(m_reply, &ReplyBox::quoteWanted, this, [this] { m_reply->insert(quoted(m_watch->messages())); });
    connect(m_reply, &ReplyBox::sendWanted, this, &CasePane::send);
    connect(m_reply, &ReplyBox::left, this, [this] { m_thread->setFocus(Qt::ShortcutFocusReason); });
    connect(m_reply, &ReplyBox::commandWanted, this, [this] { m_desk.navigator.copy(replyCommand()); });
    connect(m_reply, &ReplyBox::templateWanted, m_picker, &TemplatePicker::open);
    connect(m_picker, &TemplatePicker::chosen, this, &CasePane::insertTemplate);
    connect(m_picker, &TemplatePicker::changeWanted, this, &CasePane::askTemplate);
    connect(m_picker, &TemplatePicker::removalWanted, this, &CasePane::removeTemplate);
    connect(&m_templates, &ReplyTemplates::loaded, this, &CasePane::refreshActions);
    connect(&m_templates, &ReplyTemplates::failed, this,
            [this](const Problem &problem) { m_message->show(problem); });
    connect(&m_presence, &CasePresence::changed, this, &CasePane::tellOthers);
}

void CasePane::tellOthers()
{
    QStringList words;
    const auto &others = m_presence.others();
    for (std::size_t i = 0; i < std::min(others.size(), mostNamed); ++i) {
        const QString who = quietWord(others[i].who, 40);
        words.append(others[i].writing ? tr("✎ %1 has it open and is writing").arg(who)
                                       : tr("● %1 has it open").arg(who));
    }
    if (others.size() > mostNamed)
        words.append(tr("and %n more", nullptr, static_cast<int>(others.size() - mostNamed)));
    m_reply->sayOthers(words.join(QStringLiteral(", ")));
}

// Filled in by the service, which knows whom it is for. What it doesn't know is said, so that nobody sends
// it.
void CasePane::insertTemplate(const QString &name)
{
    const QPointer<CasePane> self(this);
    m_desk.session.client()
        .filledTemplate(shownCase(), name)
        .then([self, id = shownCase()](const Result<QJsonObject> &answer) {
            if (!self || self->shownCase() != id) // another case was opened meanwhile
                return;
            if (!answer) {
                self->m_message->show(answer.error());
                return;
            }
            self->m_reply->insert(answer->value(QLatin1String("text")).toString());
            QStringList missing;
            for (const QJsonValue &one : answer->value(QLatin1String("missing")).toArray())
                missing.append(quietWord(one.toString(), 40));
            self->m_reply->sayMissing(missing.isEmpty()
                                          ? QString()
                                          : tr("▲ Not known here, and to be filled in by hand: %1")
                                                .arg(missing.join(QStringLiteral(", "))));
        });
}

bool CasePane::mayCompose() const
{
    return isAllowed(m_desk.session, QLatin1String("setTemplate"));
}

// A new one where it has no name yet: what is written is what it says at first.
void CasePane::askTemplate(const TemplateRow &start)
{
    if (m_sheet)
        return;
    auto *content = new TemplateSheet(m_desk, start, m_templates);
    m_sheet = new Sheet(sharedWindow());
    m_sheet->setContent(content);
    m_sheet->setWidth(sheetWidth);
    connect(content, &TemplateSheet::closed, m_sheet, &Sheet::close);
    connect(content, &TemplateSheet::saved, this, [this, start](const TemplateRow &now) {
        m_sheet->close();
        m_templates.askAgain();
        m_message->show(InlineMessage::Kind::Success,
                        tr("The template \u201c%1\u201d is kept.").arg(quietWord(now.title)), tr("Undo"),
                        [this, start, now] {
                            if (start.name.isEmpty())
                                removeTemplate(now);
                            else
                                keepTemplate(start, SentOnce::Press::MayBeAnew);
                        });
    });
    m_sheet->open(content->firstField());
}

void CasePane::keepTemplate(const TemplateRow &row, SentOnce::Press press)
{
    const QJsonObject words{{QStringLiteral("title"), row.title}, {QStringLiteral("text"), row.text}};
    const auto how = [this, &row, &words](const QByteArray &key) {
        return m_desk.session.client().setTemplate(row.name, words, key);
    };
    m_desk.session.once()
        .send(actionOf(QStringLiteral("templates/%1/set").arg(row.name), words), how, press)
        .then([this, row, alive = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            m_templates.askAgain();
            if (answer)
                m_message->show(InlineMessage::Kind::Success,
                                tr("The template \u201c%1\u201d is as it was.").arg(quietWord(row.title)));
            else
                tellUndone(answer.error(), [this, row] { keepTemplate(row, SentOnce::Press::IsTheSame); });
        });
}

void CasePane::removeTemplate(const TemplateRow &row)
{
    const auto how = [this, &row](const QByteArray &key) {
        return m_desk.session.client().removeTemplate(row.name, key);
    };
    m_desk.session.once()
        .send(QStringLiteral("templates/%1/remove").arg(row.name), how, SentOnce::Press::IsTheSame)
        .then([this, row, alive = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            m_templates.askAgain();
            if (answer)
                m_message->show(InlineMessage::Kind::Success,
                                tr("The template \u201c%1\u201d is removed.").arg(quietWord(row.title)),
                                tr("Undo"), [this, row] { keepTemplate(row, SentOnce::Press::MayBeAnew); });
            else
                tellUndone(answer.error(), [this, row] { removeTemplate(row); });
        });
}

// Pressed again where it was pressed, as long as it isn't known what came of it.
void CasePane::tellUndone(const Problem &problem, const std::function<void()> &again)
{
    if (SentOnce::isUnknown(problem))
        m_message->show(problem, tr("Undo"), again);
    else
        m_message->show(problem);
}

void CasePane::send()
{
    const CaseDraft draft = m_reply->draft();
    if (draft.text.trimmed().isEmpty() || m_watch->isBusy() || !m_desk.session.isLive())
        return;
    m_message->hide();
    if (m_files->failed(shownCase()))
        tellFailed();
    else if (m_files->isUnderWay(shownCase()))
        waitToSend(shownCase());
    else
        say(draft);
}

void CasePane::say(const CaseDraft &draft)
{
    const std::vector<qint64> files = m_files->ids(shownCase());
    m_watch->say(draft.text.trimmed(), draft.isNote, files);
    if (!m_watch->isSaying())
        return;
    m_sent[shownCase()] = files;
    m_drafts.markSent(shownCase(), true);
    Q_EMIT draftLeft(); // where the console ends before the answer comes, the next one knows
    waitToSend(0);
}

// What was typed goes only once the service has it.
void CasePane::forgetDraft(qint64 id)
{
    m_drafts.forget(id);
    m_restored.remove(id);
    m_files->forget(id, m_sent.take(id));
    Q_EMIT draftChanged(); // it isn't to come back either
    if (id != shownCase())
        return;
    m_presence.stopWriting();
    m_reply->sayMissing({});
    m_isChanging = true;
    m_reply->setDraft({});
    m_isChanging = false;
    if (m_reply->hasTextFocus()) // single keys lead on from there
        m_thread->setFocus(Qt::OtherFocusReason);
}

// What an earlier console kept as a draft may have been sent when that ended: the messages of the case tell.
void CasePane::settleRestored()
{
    const qint64 id = shownCase();
    const auto restored = m_restored.find(id);
    if (restored == m_restored.end() || !m_watch->isLoaded() || m_watch->isSaying() ||
        m_desk.session.user().isEmpty())
        return;
    const CaseDraft draft = m_drafts.of(id);
    const MessageRow *said =
        saidBefore(m_watch->messages(), m_desk.session.user(), {draft.text, draft.isNote, draft.after});
    if (said) {
        const std::set<qint64> files = filesSaid({*said});
        m_sent[id] = {files.begin(), files.end()};
        waitToSend(0);
        forgetDraft(id);
        m_message->show(
            InlineMessage::Kind::Information,
            tr("What was typed here had been sent before Slipway ended, and stands in the case: it "
               "isn't a draft any more."));
    } else if (draft.wasSent && !*restored) {
        *restored = true;
        m_message->show(
            InlineMessage::Kind::Warning,
            tr("This was being sent when Slipway ended, and the case doesn't have it so far. It is "
               "kept: look whether it has arrived before you send it again."));
    }
}

void CasePane::sayWentBefore(qint64 ofCase, const QStringList &names)
{
    if (ofCase != shownCase())
        return;
    settleRestored(); // or the words went with them
    if (m_drafts.of(ofCase).text.isEmpty())
        return;
    m_message->show(InlineMessage::Kind::Information,
                    tr("%1 went with a message before, and isn't sent again.")
                        .arg(quietWord(names.join(QStringLiteral(", ")), longestNames)));
}

} // namespace slipway
