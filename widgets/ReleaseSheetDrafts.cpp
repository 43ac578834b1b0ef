// How ReleaseSheet keeps what was typed and isn't sent.
#include "widgets/ApplicationField.h"
#include "widgets/InlineMessage.h"
#include "widgets/InputEditor.h"
#include "widgets/ReleaseSheet.h"

#include <algorithm>

namespace slipway {

namespace {

// In something that is typed in both.
bool contradicts(const StartDrafts::Typed &now, const StartDrafts::Typed &kept)
{
    const QStringList names = now.keys();
    return std::any_of(names.begin(), names.end(), [&](const QString &name) {
        return kept.contains(name) && kept.value(name) != now.value(name);
    });
}

} // namespace

StartDrafts::Typed ReleaseSheet::typed() const
{
    StartDrafts::Typed all;
    for (const InputEditor *editor : m_editors) {
        if (editor->typed() != typedOf(editor->field()))
            all.insert(editor->field().name, editor->typed());
    }
    return all;
}

StartDrafts::Typed ReleaseSheet::unasked(StartDrafts::Typed values) const
{
    for (const InputEditor *editor : m_editors)
        values.remove(editor->field().name);
    return values;
}

bool ReleaseSheet::isDraftInPlace() const
{
    return m_application->text().trimmed() == m_drafted && m_loaded == m_draftedIn;
}

// With every change, so that nothing is lost however the sheet goes.
void ReleaseSheet::keepDraft()
{
    if (m_isFilling || m_loaded.isEmpty())
        return;
    StartDrafts::Typed all = typed();
    if (m_draftedIn != m_loaded) // an offer isn't answered yet
        all.insert(unasked(m_drafts.of(m_drafted, m_draftedIn)));
    setDraft(m_draftedIn, all);
}

void ReleaseSheet::moveDraft()
{
    const QString application = m_application->text().trimmed();
    if (m_loaded.isEmpty() || isDraftInPlace() || application == m_offered)
        return;
    const StartDrafts::Typed now = typed();
    const StartDrafts::Typed kept = m_drafts.of(application, m_loaded);
    // Not by itself: the hand may be on its way to the button that starts it.
    if (!kept.isEmpty() && kept != now) {
        offerDraft();
        return;
    }
    placeDraft(unasked(m_drafts.of(m_drafted, m_draftedIn)));
    if (!now.isEmpty())
        keepDraft();
}

void ReleaseSheet::beginDraft(const StartDrafts::Typed &before)
{
    const StartDrafts::Typed now = typed();
    StartDrafts::Typed kept = m_drafts.of(m_application->text().trimmed(), m_loaded);
    if (!isDraftInPlace() && contradicts(now, kept)) {
        offerDraft();
        return;
    }
    StartDrafts::Typed rest = m_drafts.of(m_drafted, m_draftedIn);
    rest.insert(before);
    placeDraft(unasked(rest));
    kept.removeIf([&now](const auto &input) { return now.contains(input.key()); });
    const bool isOld = fill(kept);
    if (!now.isEmpty())
        keepDraft();
    if (isOld)
        sayTakenUp();
}

void ReleaseSheet::placeDraft(const StartDrafts::Typed &rest)
{
    m_offered.clear();
    if (isDraftInPlace())
        return;
    const QString application = m_application->text().trimmed();
    if (!m_draftedIn.isEmpty())
        setDraft(m_draftedIn, rest);
    if (application != m_drafted)
        m_turnedFrom.clear();
    else if (!rest.isEmpty())
        m_turnedFrom.append(m_draftedIn);
    m_drafted = application;
    m_draftedIn = m_loaded;
}

// What is typed is kept where it was until then, so that neither is lost.
void ReleaseSheet::offerDraft()
{
    m_offered = m_application->text().trimmed();
    m_message->show(InlineMessage::Kind::Information,
                    tr("Something was typed for this application earlier and not sent."), tr("Take it up"),
                    [this] { takeUpOffered(); });
}

void ReleaseSheet::withdrawOffer()
{
    if (m_offered.isEmpty())
        return;
    m_offered.clear();
    m_message->hide();
}

void ReleaseSheet::takeUpOffered()
{
    const StartDrafts::Typed now = typed();
    const StartDrafts::Typed kept = m_drafts.of(m_offered, m_loaded);
    StartDrafts::Typed rest = unasked(m_drafts.of(m_drafted, m_draftedIn));
    for (auto input = now.begin(); input != now.end(); ++input) {
        if (kept.contains(input.key()) && kept.value(input.key()) != input.value())
            rest.insert(input.key(), input.value());
    }
    placeDraft(rest);
    fill(kept);
    keepDraft();
    sayTakenUp();
}

bool ReleaseSheet::fill(const StartDrafts::Typed &values)
{
    bool isAny = false;
    m_isFilling = true;
    for (InputEditor *editor : m_editors) {
        const QString name = editor->field().name;
        if (!values.contains(name))
            continue;
        editor->setTyped(values.value(name));
        isAny = true;
    }
    m_isFilling = false;
    return isAny;
}

void ReleaseSheet::sayTakenUp()
{
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
    setDraft(m_draftedIn, {});
}

// What was turned away from is decided, too.
QStringList ReleaseSheet::decidedPipelines() const
{
    return m_turnedFrom + QStringList{m_draftedIn};
}

void ReleaseSheet::forgetDrafts()
{
    const QStringList pipelines = decidedPipelines();
    for (const QString &pipeline : pipelines)
        setDraft(pipeline, {});
}

// Another sheet may have kept another draft there since.
void ReleaseSheet::settleDrafts(StartDrafts::Fate fate)
{
    const QStringList pipelines = decidedPipelines();
    for (const QString &pipeline : pipelines)
        Q_EMIT settled(m_drafted, pipeline, m_drafts.of(m_drafted, pipeline), fate);
}

void ReleaseSheet::setDraft(const QString &pipeline, const StartDrafts::Typed &typed)
{
    m_drafts.set(m_drafted, pipeline, typed);
    Q_EMIT drafted(m_drafted, pipeline, typed);
}

} // namespace slipway
