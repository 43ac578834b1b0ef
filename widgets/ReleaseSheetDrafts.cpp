// How ReleaseSheet keeps what was typed and isn't sent.
#include "widgets/ApplicationField.h"
#include "widgets/InlineMessage.h"
#include "widgets/InputEditor.h"
#include "widgets/ReleaseSheet.h"

namespace slipway {

StartDrafts::Typed ReleaseSheet::typed() const
{
    StartDrafts::Typed all;
    for (const InputEditor *editor : m_editors) {
        if (editor->typed() != typedOf(editor->field()))
            all.insert(editor->field().name, editor->typed());
    }
    return all;
}

// With every change, so that nothing is lost however the sheet goes.
void ReleaseSheet::keepDraft()
{
    if (m_isFilling || m_loaded.isEmpty())
        return;
    setDraft(typed());
}

void ReleaseSheet::moveDraft()
{
    const QString application = m_application->text().trimmed();
    if (application == m_drafted)
        return;
    const bool isTyped = !typed().isEmpty();
    if (isTyped)
        forgetDraft();
    m_drafted = application;
    if (isTyped) {
        keepDraft();
        return;
    }
    // Not by itself: the hand may be on its way to the button that starts it.
    if (!m_drafts.of(m_drafted, m_loaded).isEmpty())
        m_message->show(InlineMessage::Kind::Information,
                        tr("Something was typed for this application earlier and not sent."),
                        tr("Take it up"), [this] { takeUpDraft(); });
}

void ReleaseSheet::takeUpDraft()
{
    const StartDrafts::Typed now = typed();
    const StartDrafts::Typed kept = m_drafts.of(m_drafted, m_loaded);
    bool isOld = false;
    m_isFilling = true;
    for (InputEditor *editor : m_editors) {
        const QString name = editor->field().name;
        if (now.contains(name) || !kept.contains(name))
            continue;
        editor->setTyped(kept.value(name));
        isOld = true;
    }
    m_isFilling = false;
    if (!now.isEmpty())
        keepDraft();
    if (isOld)
        m_message->show(InlineMessage::Kind::Information,
                        tr("What was typed here earlier and not sent stands here again."), tr("Clear it"),
                        [this] { clearTyped(); });
}

void ReleaseSheet::clearTyped()
{
    m_message->hide();
    m_isFilling = true;
    for (InputEditor *editor : m_editors)
        editor->setTyped(typedOf(editor->field()));
    m_isFilling = false;
    forgetDraft();
}

void ReleaseSheet::forgetDraft()
{
    setDraft({});
}

void ReleaseSheet::setDraft(const StartDrafts::Typed &typed)
{
    m_drafts.set(m_drafted, m_loaded, typed);
    Q_EMIT drafted(m_drafted, m_loaded, typed);
}

} // namespace slipway
