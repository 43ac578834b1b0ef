#include "widgets/PipelinesPane.h"

#include "models/ReleaseActions.h"
#include "models/ServiceWords.h"
#include "widgets/Allowed.h"
#include "widgets/DefinitionEditor.h"
#include "widgets/EmptyState.h"
#include "widgets/EventWords.h"
#include "widgets/HelpView.h"
#include "widgets/InlineMessage.h"
#include "widgets/StaleNote.h"
#include "widgets/StateDelegate.h"
#include "widgets/StepGraphView.h"
#include "widgets/Theme.h"
#include "widgets/ViewKeys.h"

#include <QLabel>
#include <QListView>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int wayBack = 1; // its tab

} // namespace

PipelinesPane::PipelinesPane(const Desk &desk, QWidget *parent)
    : Pane(QStringLiteral("pipelines"), desk, parent),
      m_model(desk.session),
      m_help(HelpPages::current()),
      m_language(HelpPages::current())
{
    build();
    addActions();
    connectParts();
    refresh();
}

QString PipelinesPane::title() const
{
    return tr("Pipelines");
}

void PipelinesPane::build()
{
    m_halves = new QSplitter(Qt::Horizontal);
    m_halves->addWidget(buildText());
    m_halves->addWidget(buildPictures());
    m_halves->setStretchFactor(0, 3);
    m_halves->setStretchFactor(1, 2);
    m_halves->setSizes({60 * theme::unit, 40 * theme::unit});
    m_halves->setChildrenCollapsible(false);
    m_splitter = new QSplitter(Qt::Horizontal);
    m_splitter->addWidget(buildList());
    m_splitter->addWidget(m_halves);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({18 * theme::unit, 110 * theme::unit});
    m_empty = new EmptyState;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    m_message = new InlineMessage(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::unit, theme::unit, theme::unit, theme::unit);
    column->setSpacing(theme::unit);
    column->addWidget(new StaleNote(m_desk.session, this));
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_list);
}

QWidget *PipelinesPane::buildList()
{
    m_list = new QListView;
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new StateDelegate({}, m_list));
    m_list->setAccessibleName(tr("Pipelines"));
    m_list->setUniformItemSizes(true);
    m_list->setMinimumWidth(14 * theme::unit);
    m_list->installEventFilter(this);
    return m_list;
}

QWidget *PipelinesPane::buildText()
{
    m_heading = new QLabel;
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_importButton = new QPushButton(tr("Import…"));
    m_importButton->setAccessibleDescription(tr("Imports what is typed as a new version"));
    m_discardButton = new QPushButton(tr("Discard changes"));
    m_fileButton = new QPushButton(tr("From a file…"));
    m_fileButton->setObjectName(QStringLiteral("importFile"));
    m_fileButton->setAccessibleDescription(tr("Reads a definition from a file, to be checked and imported"));
    auto *bar = new QHBoxLayout;
    bar->setSpacing(theme::unit);
    bar->addWidget(m_heading, 1);
    bar->addWidget(m_fileButton);
    bar->addWidget(m_discardButton);
    bar->addWidget(m_importButton);
    m_editor = new DefinitionEditor(m_desk.session);
    auto *text = new QWidget;
    auto *column = new QVBoxLayout(text);
    column->setContentsMargins(theme::unit, 0, theme::unit, 0);
    column->setSpacing(theme::unit);
    column->addLayout(bar);
    column->addWidget(m_editor, 1);
    return text;
}

QWidget *PipelinesPane::buildPictures()
{
    m_forward = new StepGraphView;
    m_forward->setAccessibleName(tr("Steps of the definition"));
    m_back = new StepGraphView;
    m_back->setAccessibleName(tr("Steps of the way back"));
    m_page = new HelpView;
    m_pictures = new QTabWidget;
    m_pictures->setFocusPolicy(Qt::NoFocus); // its tabs have it
    m_pictures->tabBar()->setAccessibleName(tr("What the definition means"));
    m_pictures->setDocumentMode(true);
    m_pictures->addTab(m_forward, tr("Steps"));
    m_pictures->addTab(m_back, tr("The way back"));
    m_pictures->addTab(m_page, tr("What it does"));
    for (StepGraphView *graph : {m_forward, m_back})
        graph->setUpright(true);
    m_pictures->setTabVisible(wayBack, false);
    return m_pictures;
}

void PipelinesPane::connectParts()
{
    connect(m_editor, &DefinitionEditor::typed, this, [this] {
        if (m_name.isEmpty())
            return;
        m_drafts.setText(m_name, m_editor->text());
        refresh();
        Q_EMIT draftChanged();
    });
    connect(m_editor, &DefinitionEditor::verdictChanged, this, &PipelinesPane::onVerdict);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    choose(m_model.pipeline(current.row()).name);
            });
    connect(m_importButton, &QPushButton::clicked, this, &PipelinesPane::askImport);
    connect(m_fileButton, &QPushButton::clicked, this, &PipelinesPane::chooseFile);
    connect(m_discardButton, &QPushButton::clicked, this, &PipelinesPane::discard);
    connect(m_page, &HelpView::pageWanted, this,
            [this](const QString &page) { m_desk.navigator.showHelp(page); });
    connect(m_page, &HelpView::paneWanted, this,
            [this](const QString &pane) { m_desk.navigator.open(pane); });
    connect(&m_model, &PipelinesModel::loaded, this, &PipelinesPane::onRows);
    connect(&m_model, &PipelinesModel::loaded, m_message, &InlineMessage::settle);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &PipelinesPane::onRows);
    connect(&m_model, &PipelinesModel::failed, this, [this](const Problem &problem) {
        m_message->showUntilSettled(problem);
        refresh();
    });
    connect(&m_desk.session, &Session::stateChanged, this, [this] {
        if (m_desk.session.isLive() && !m_name.isEmpty() && !m_drafts.isStored(m_name))
            fetch(m_name);
        refresh();
    });
}

void PipelinesPane::onRows()
{
    const QString wanted = m_wanted.isEmpty() ? m_name : m_wanted;
    const int row = wanted.isEmpty() && m_model.rowCount() > 0 ? 0 : m_model.rowOf(wanted);
    if (row >= 0) {
        m_wanted.clear();
        m_list->setCurrentIndex(m_model.index(row));
        // A version came that isn't the one that is shown.
        if (m_model.pipeline(row).name == m_name && m_model.pipeline(row).digest != m_shownDigest)
            fetch(m_name);
    }
    refresh();
}

void PipelinesPane::addActions()
{
    Actions &actions = m_desk.actions;
    const QString group = tr("Pipelines");
    m_import = actions.add(
        this, QStringLiteral("pipelines.import"), group, tr("Import as a new version…"),
        [this] { askImport(); }, {}, [this] { return importLine(); });
    m_importFile = actions.add(this, QStringLiteral("pipelines.importFile"), group,
                               tr("Import a definition from a file…"), [this] { chooseFile(); });
    m_discard = actions.add(this, QStringLiteral("pipelines.discard"), group, tr("Discard what was typed"),
                            [this] { discard(); });
    m_next = actions.add(this, QStringLiteral("pipelines.next-problem"), group, tr("Next problem"),
                         [this] { m_editor->nextProblem(); });
    m_history = actions.add(
        this, QStringLiteral("pipelines.history"), group, tr("Show the history of the pipeline"),
        [this] { m_desk.navigator.open(QStringLiteral("activity/pipeline/") + m_name); }, {},
        [this] { return m_name.isEmpty() ? QString() : historyLine(QStringLiteral("pipeline/") + m_name); });
}

void PipelinesPane::choose(const QString &name)
{
    if (name == m_name)
        return;
    m_name = name;
    m_shownDigest.clear();
    m_forward->setSteps({}, {}); // those of another pipeline
    m_back->setSteps({}, {});
    m_pictures->setTabVisible(wayBack, false);
    showText();
    showHelp();
    fetch(name);
    refresh();
}

void PipelinesPane::fetch(const QString &name)
{
    if (!m_desk.session.isLive())
        return;
    m_desk.session.client().pipeline(name).then(
        [self = QPointer(this), name](const Result<QJsonObject> &pipeline) {
            if (!self)
                return;
            if (pipeline)
                self->onFetched(name, *pipeline);
            else if (name == self->m_name && !self->m_drafts.isDraft(name)) // it isn't there yet
                self->m_message->show(pipeline.error());
        });
}

void PipelinesPane::onFetched(const QString &name, const QJsonObject &pipeline)
{
    const bool wasDraft = m_drafts.isDraft(name);
    const QString yaml = pipeline.value(QStringLiteral("yaml")).toString();
    const bool isNew = yaml != m_drafts.stored(name);
    m_drafts.setStored(name, yaml);
    if (name != m_name)
        return;
    m_shownDigest = pipeline.value(QStringLiteral("digest")).toString();
    if (!wasDraft && isNew)
        showText();
    refresh();
}

void PipelinesPane::showText()
{
    m_editor->setText(m_name, m_drafts.text(m_name));
    m_editor->editor()->setReadOnly(!m_drafts.isStored(m_name) && !isChanged()); // not there yet
}

void PipelinesPane::onVerdict()
{
    const QJsonObject &verdict = m_editor->verdict();
    std::vector<StepRow> steps = stepsOfVerdict(verdict, false);
    if (!steps.empty()) { // while something is wrong, the picture before it stays
        std::vector<StepRow> back = stepsOfVerdict(verdict, true);
        for (std::vector<StepRow> *lane : {&steps, &back}) {
            for (StepRow &step : *lane) {
                step.phase = QStringLiteral("forward"); // each in a picture of its own
                step.state = QStringLiteral("pending"); // a definition hasn't done anything
            }
        }
        m_forward->setSteps(steps, {});
        m_back->setSteps(back, {});
        m_pictures->setTabVisible(wayBack, !back.empty());
    }
    followFile();
    refresh();
}

void PipelinesPane::discard()
{
    if (!isChanged())
        return;
    if (!m_drafts.isStored(m_name)) {
        discardNew();
        return;
    }
    m_editor->replaceText(m_drafts.stored(m_name)); // Ctrl+Z brings it back
    m_message->show(InlineMessage::Kind::Information,
                    tr("What was typed is gone from %1.").arg(quietWord(m_name)), tr("Undo"), [this] {
                        m_editor->undo();
                        m_message->hide();
                    });
}

void PipelinesPane::showHelp()
{
    const HelpPages::Page *page = m_help.page(m_name);
    if (page) {
        m_page->showMarkdown(page->text);
        return;
    }
    m_page->showMarkdown(tr("# %1\n\nThere is no help page for this process. What it does stands in its "
                            "description and in the titles of its steps; how definitions are written is "
                            "told under [Pipelines](help:pipelines).")
                             .arg(quietWord(m_name)));
}

void PipelinesPane::refresh()
{
    const int row = m_model.rowOf(m_name);
    if (row >= 0) {
        const PipelineRow &pipeline = m_model.pipeline(row);
        QString text = tr("%1, version %2").arg(quietWord(pipeline.name, 60)).arg(pipeline.version);
        if (isChanged())
            text += QLatin1Char(' ') + tr("▲ changed, not imported");
        m_heading->setText(text);
        m_heading->setToolTip(quietWord(titleWords(pipeline.title)));
    } else if (!m_name.isEmpty()) {
        m_heading->setText(tr("%1, not imported yet").arg(quietWord(m_name, 60)));
        m_heading->setToolTip({});
    }
    const bool mayImport = isAllowed(m_desk.session, QLatin1String("importPipeline"));
    m_importButton->setVisible(isChanged() && mayImport);
    m_fileButton->setVisible(!isChanged() && mayImport);
    m_importFile->setVisible(mayImport);
    m_importButton->setEnabled(canImport());
    m_discardButton->setVisible(isChanged());
    m_import->setVisible(canImport());
    m_discard->setVisible(m_discardButton->isVisibleTo(this));
    m_next->setVisible(m_editor->hasProblems());
    m_history->setVisible(!m_name.isEmpty());
    refreshEmpty();
}

void PipelinesPane::refreshEmpty()
{
    const bool isEmpty = m_model.rowCount() == 0 && m_name.isEmpty();
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_splitter);
    if (!isEmpty)
        return;
    if (m_empty->saysWhatIsWrong(m_desk, tr("Pipelines appear here once the service answers.")))
        return;
    if (m_desk.session.isLive() && m_model.hasFailed())
        m_empty->sayFailed([this] {
            m_message->hide();
            m_model.tryAgain();
            refreshEmpty();
        });
    else
        m_empty->say(tr("Pipelines are being fetched…"),
                     tr("A pipeline says which steps a release takes, and in which order."));
}

void PipelinesPane::open(const QString &reference)
{
    const QString name = reference.section(QLatin1Char('/'), 1);
    const int row = m_model.rowOf(name);
    if (row >= 0)
        m_list->setCurrentIndex(m_model.index(row));
    else
        m_wanted = name;
}

void PipelinesPane::focusSearch()
{
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void PipelinesPane::setActive(bool active)
{
    m_model.setActive(active);
    refresh();
}

bool PipelinesPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && movesByLetters(m_list, event))
        return true;
    if (watched == m_list && isEnterKey(event)) {
        m_editor->setFocus();
        return true;
    }
    return Pane::eventFilter(watched, event);
}

void PipelinesPane::changeEvent(QEvent *event)
{
    Pane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && HelpPages::current() != m_language) {
        m_language = HelpPages::current();
        m_help = HelpPages(m_language);
        if (!m_name.isEmpty())
            showHelp();
    }
}

QJsonObject PipelinesPane::saveState() const
{
    return {{QStringLiteral("chosen"), m_wanted.isEmpty() ? m_name : m_wanted},
            {QStringLiteral("drafts"), m_drafts.toJson()},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())},
            {QStringLiteral("beside"), QString::fromLatin1(m_halves->saveState().toBase64())},
            {QStringLiteral("meaning"), m_pictures->currentIndex()}};
}

QJsonObject PipelinesPane::withoutWork(const QJsonObject &state) const
{
    QJsonObject layout = state;
    layout.remove(QStringLiteral("drafts"));
    return layout;
}

void PipelinesPane::restoreState(const QJsonObject &state)
{
    m_drafts.fromJson(state.value(QStringLiteral("drafts")).toObject());
    for (const auto &[splitter, key] :
         {std::pair(m_splitter, QStringLiteral("splitter")), std::pair(m_halves, QStringLiteral("beside"))})
        splitter->restoreState(QByteArray::fromBase64(state.value(key).toString().toLatin1()));
    m_pictures->setCurrentIndex(state.value(QStringLiteral("meaning")).toInt());
    const QString chosen = state.value(QStringLiteral("chosen")).toString();
    if (!m_name.isEmpty() && m_editor->text() != m_drafts.text(m_name))
        showText(); // what is open may have been a draft
    if (!chosen.isEmpty())
        open(QStringLiteral("pipeline/") + chosen);
}

} // namespace slipway
