// What ReleaseSheet asks for and sends; how it is laid out stands in ReleaseSheet.cpp.
#include "models/Rows.h"
#include "models/ServiceWords.h"
#include "widgets/ApplicationField.h"
#include "widgets/InlineMessage.h"
#include "widgets/InputEditor.h"
#include "widgets/ReleaseSheet.h"
#include "widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace slipway {

namespace {

constexpr int mostOfALine = 300;
constexpr QLatin1String noteName("note");

InputField noteField()
{
    InputField field;
    field.name = noteName;
    field.title = ReleaseSheet::tr("Note, for the record");
    field.longest = 1000;
    return field;
}

struct Mark
{
    QString shape;
    theme::Tone tone;
};

Mark markOf(PlanLine::Kind kind)
{
    switch (kind) {
    case PlanLine::Kind::SignOff:
        return {QStringLiteral("◐"), theme::Tone::Waiting};
    case PlanLine::Kind::Held:
        return {QStringLiteral("▲"), theme::Tone::Warning};
    case PlanLine::Kind::Swap:
        return {QStringLiteral("⇄"), theme::Tone::Warning};
    case PlanLine::Kind::NoWayBack:
        return {QStringLiteral("✕"), theme::Tone::Bad};
    case PlanLine::Kind::Step:
        break;
    }
    return {QStringLiteral("·"), theme::Tone::Idle};
}

QString meaningOf(PlanLine::Kind kind)
{
    switch (kind) {
    case PlanLine::Kind::Held:
        return ReleaseSheet::tr("requests are held");
    case PlanLine::Kind::Swap:
        return ReleaseSheet::tr("the addresses change sides; until then it can be aborted");
    case PlanLine::Kind::NoWayBack:
        return ReleaseSheet::tr("no way back after it");
    case PlanLine::Kind::SignOff:
    case PlanLine::Kind::Step:
        break;
    }
    return {};
}

} // namespace

void ReleaseSheet::loadPipelines()
{
    const QPointer<ReleaseSheet> self(this);
    ListQuery query;
    query.limit = 200;
    m_desk.session.client().pipelines(query).then([self](const Result<Listing> &found) {
        if (!self)
            return;
        if (found)
            self->showPipelines(*found);
        else
            self->m_message->show(found.error(), tr("Try again"), [self] { self->loadPipelines(); });
    });
}

void ReleaseSheet::showPipelines(const Listing &found)
{
    const QString chosen = m_pipeline->currentData().toString();
    {
        const QSignalBlocker quiet(m_pipeline);
        m_pipeline->clear();
        for (const QJsonValue &value : found.items) {
            const PipelineRow row = PipelineRow::fromJson(value.toObject());
            if (row.purpose == QLatin1String("case")) // by which people are paged
                continue;
            const QString title =
                row.title.isEmpty() ? row.name : tr("%1 – %2").arg(row.name, titleWords(row.title));
            m_pipeline->addItem(title.left(mostOfALine), row.name);
        }
        const int usual = std::max(0, m_pipeline->findData(QStringLiteral("no-migration")));
        const QString drafted = m_drafts.pipelineOf(m_application->text().trimmed());
        const int before = m_pipeline->findData(chosen.isEmpty() ? drafted : chosen);
        m_pipeline->setCurrentIndex(before >= 0 ? before : usual);
    }
    loadPipeline(m_pipeline->currentData().toString());
}

void ReleaseSheet::loadPipeline(const QString &name)
{
    if (name.isEmpty() || name == m_loaded)
        return;
    m_loaded.clear(); // nothing is started by a form that belongs to another
    withdrawOffer();
    refresh();
    const QPointer<ReleaseSheet> self(this);
    m_desk.session.client().pipeline(name).then([self, name](const Result<QJsonObject> &answer) {
        if (!self || self->m_isLeft || self->m_pipeline->currentData().toString() != name)
            return;
        if (!answer) {
            setErrorLine(self->m_pipelineError, self->m_pipeline, answer.error().text());
            return;
        }
        setErrorLine(self->m_pipelineError, self->m_pipeline, {});
        self->m_loaded = name;
        self->showPipeline(*answer);
    });
}

void ReleaseSheet::showPipeline(const QJsonObject &pipeline)
{
    const QString title = pipeline.value(QStringLiteral("title")).toString();
    m_description->setText(titleWords(title).left(mostOfALine));
    const QJsonObject inputs = pipeline.value(QStringLiteral("inputs")).toObject();
    const QJsonArray steps = pipeline.value(QStringLiteral("steps")).toArray();
    addEditors(inputs);
    showPlan(steps, inputs);
    const QStringList signers = signersOf(steps, inputs);
    m_signers->setText(signers.isEmpty() ? tr("Nobody: it goes through by itself.")
                                         : signers.join(QLatin1Char('\n')));
    refresh();
}

void ReleaseSheet::addEditors(const QJsonObject &schema)
{
    const StartDrafts::Typed typed = this->typed(); // stays, where the other pipeline asks for it too
    qDeleteAll(std::exchange(m_editors, {}));
    m_note = nullptr;
    QWidget *before = m_pipeline;
    std::vector<InputField> fields = fieldsOf(schema);
    // Words for the record come after what decides something.
    std::stable_partition(fields.begin(), fields.end(),
                          [](const InputField &field) { return field.name != noteName; });
    const bool asksForNote = !fields.empty() && fields.back().name == noteName;
    if (!asksForNote)
        fields.push_back(noteField());
    for (const InputField &field : fields) {
        auto *editor = new InputEditor(field, m_form->widget());
        if (typed.contains(field.name))
            editor->setTyped(typed.value(field.name));
        connect(editor, &InputEditor::edited, this, [this, editor] {
            editor->setError({});
            keepDraft();
        });
        m_inputs->addWidget(editor);
        setTabOrder(before, editor->control());
        before = editor->control();
        m_editors.push_back(editor);
    }
    if (!asksForNote)
        m_note = m_editors.back();
    setTabOrder(before, m_later);
    fitForm();
    beginDraft(typed);
}

void ReleaseSheet::fitForm()
{
    m_form->setMinimumWidth(m_form->widget()->minimumSizeHint().width() +
                            m_form->verticalScrollBar()->sizeHint().width());
}

void ReleaseSheet::showPlan(const QJsonArray &steps, const QJsonObject &inputs)
{
    m_plan->clear();
    int number = 0;
    for (const PlanLine &line : planOf(steps, inputs)) {
        const Mark mark = markOf(line.kind);
        QStringList notes{meaningOf(line.kind), line.note};
        notes.removeAll(QString());
        QString text = tr("%1 %2. %3").arg(mark.shape).arg(++number).arg(line.text.left(mostOfALine));
        if (!notes.isEmpty())
            text += tr(" (%1)").arg(notes.join(QStringLiteral(", ")).left(mostOfALine));
        auto *item = new QListWidgetItem(text, m_plan);
        item->setForeground(line.kind == PlanLine::Kind::Step ? palette().color(QPalette::Text)
                                                              : theme::colour(mark.tone));
    }
    if (number == 0)
        m_plan->addItem(tr("The service doesn't say which steps this pipeline has."));
}

std::optional<StartWish> ReleaseSheet::wish()
{
    clearErrors();
    StartWish wanted;
    wanted.application = m_application->text().trimmed();
    wanted.pipeline = m_loaded;
    QWidget *wrong = nullptr;
    for (InputEditor *editor : m_editors) {
        const auto value = editor->value();
        if (!value) {
            editor->setError(value.error().text());
            wrong = wrong ? wrong : editor->control();
            continue;
        }
        if (editor == m_note) {
            wanted.note = value->toString().trimmed();
            continue;
        }
        // What is as the pipeline has it isn't said: it may depend on what else is chosen.
        if (!value->isUndefined() && *value != editor->field().preset)
            wanted.inputs.insert(editor->field().name, *value);
    }
    if (m_later->isChecked()) {
        const std::chrono::milliseconds time(m_at->dateTime().toMSecsSinceEpoch());
        wanted.at = Instant(std::chrono::duration_cast<Duration>(time));
    }
    if (!wrong)
        return wanted;
    wrong->setFocus(Qt::OtherFocusReason);
    m_form->ensureWidgetVisible(wrong);
    return {};
}

void ReleaseSheet::send()
{
    if (m_isSending || !m_start->isEnabled())
        return;
    const auto wanted = wish();
    if (!wanted)
        return;
    if (!typed().isEmpty()) // by keyboard, from within the application's name
        moveDraft();
    m_isSending = true;
    m_message->hide();
    refresh();
    const QPointer<ReleaseSheet> self(this);
    const QJsonObject body = wanted->body();
    const auto how = [this, &body](const QByteArray &key) {
        return m_desk.session.client().startRelease(body, key);
    };
    m_desk.session.once()
        .send(actionOf(QStringLiteral("releases"), body), how)
        .then([self](const Result<QJsonObject> &answer) {
            if (self)
                self->onAnswer(answer);
        });
    Q_EMIT sent();
}

void ReleaseSheet::onAnswer(const Result<QJsonObject> &answer)
{
    if (m_isLeft) {
        tellElsewhere(answer);
        deleteLater();
        return;
    }
    if (!answer) {
        m_isSending = false;
        refresh();
        place(answer.error());
        return;
    }
    // It stays sent: this sheet has done what it was for. Gone first, so that the keys lead on in the
    // release.
    forgetDrafts();
    Q_EMIT closed();
    Q_EMIT started(answer->value(QStringLiteral("id")).toInteger());
}

void ReleaseSheet::tellElsewhere(const Result<QJsonObject> &answer)
{
    settleDrafts(answer ? StartDrafts::Fate::Started : StartDrafts::Fate::NotStarted);
    if (answer) {
        const QString id = QString::number(answer->value(QStringLiteral("id")).toInteger());
        m_desk.navigator.say(tr("Release %1 of %2 has started.").arg(id, m_application->text().trimmed()),
                             QStringLiteral("release/") + id);
        return;
    }
    Problem problem = answer.error();
    const QString words = SentOnce::isUnknown(problem) ? tr("The start of a release of %1: %2")
                                                       : tr("The release of %1 was not started: %2");
    problem.what = words.arg(m_application->text().trimmed(), problem.what);
    m_desk.navigator.tell(problem);
}

void ReleaseSheet::place(const Problem &problem)
{
    const QString words =
        problem.hint.isEmpty() ? problem.what : tr("%1. %2").arg(problem.what, problem.hint);
    QWidget *field = nullptr;
    if (InputEditor *editor = editorOf(problem.where)) {
        editor->setError(words);
        field = editor->control();
    } else if (problem.where == QLatin1String("/application")) {
        setErrorLine(m_applicationError, m_application, words);
        field = m_application;
    } else if (problem.where == QLatin1String("/pipeline")) {
        setErrorLine(m_pipelineError, m_pipeline, words);
        field = m_pipeline;
    } else if (problem.where == QLatin1String("/at")) {
        setErrorLine(m_atError, m_at, words);
        field = m_at;
    } else {
        m_message->show(problem);
    }
    if (!field)
        return;
    field->setFocus(Qt::OtherFocusReason);
    m_form->ensureWidgetVisible(field);
}

// Of a JSON pointer into the inputs: "/inputs/hold", "/inputs/size/width".
InputEditor *ReleaseSheet::editorOf(const QString &pointer) const
{
    if (pointer == QLatin1String("/note"))
        return m_note;
    if (!pointer.startsWith(QLatin1String("/inputs/")))
        return nullptr;
    QString name = pointer.section(QLatin1Char('/'), 2, 2);
    name.replace(QLatin1String("~1"), QLatin1String("/")).replace(QLatin1String("~0"), QLatin1String("~"));
    const auto found = std::find_if(m_editors.begin(), m_editors.end(),
                                    [&name](InputEditor *editor) { return editor->field().name == name; });
    return found == m_editors.end() ? nullptr : *found;
}

void ReleaseSheet::clearErrors()
{
    setErrorLine(m_applicationError, m_application, {});
    setErrorLine(m_pipelineError, m_pipeline, {});
    setErrorLine(m_atError, m_at, {});
    for (InputEditor *editor : m_editors)
        editor->setError({});
}

} // namespace slipway
