#include "widgets/ReleasePane.h"

#include "widgets/DowntimeStrip.h"
#include "widgets/ElidedLabel.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineMessage.h"
#include "widgets/LinkedCasesLine.h"
#include "widgets/LogView.h"
#include "widgets/NextPanel.h"
#include "widgets/ReleaseButtons.h"
#include "widgets/ReleaseFacts.h"
#include "widgets/ReleaseHeader.h"
#include "widgets/ReleaseQuestions.h"
#include "widgets/ReportText.h"
#include "widgets/StepGraphView.h"
#include "widgets/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTextBrowser>
#include <QToolButton>

namespace slipway {

ReleasePane::ReleasePane(const Desk &desk, QWidget *parent) : Pane(QStringLiteral("release"), desk, parent)
{
    m_watch = new ReleaseWatch(m_desk.session, this);
    m_log = new LogModel(m_desk.session, this);
    setAccessibleName(tr("Release"));
    makeParts();
    connectParts();
    addActions();
    m_clock.setInterval(std::chrono::seconds(1));
    connect(&m_clock, &QTimer::timeout, this, &ReleasePane::refreshAge);
    refresh();
}

ReleasePane::~ReleasePane()
{
    delete m_pages; // what shows the models goes before them
}

void ReleasePane::makeParts()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(makeEmpty());
    m_pages->addWidget(makeContent());
    layout->addWidget(m_pages);
}

QWidget *ReleasePane::makeEmpty()
{
    auto *page = new QWidget(this);
    auto *lines = new QVBoxLayout(page);
    lines->setContentsMargins(4 * theme::unit, 4 * theme::unit, 4 * theme::unit, 4 * theme::unit);
    lines->setSpacing(2 * theme::unit);
    auto *head = new QLabel(tr("No release is open here"), page);
    head->setFont(theme::heading());
    head->setAlignment(Qt::AlignCenter);
    auto *text =
        new QLabel(tr("A release shows its steps here, what it will change next, what visitors get "
                      "meanwhile, its log and its report. Choose one among the release pipelines, or "
                      "start one."),
                   page);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    auto *start = new QPushButton(tr("Start a release…"), page);
    start->setObjectName(QStringLiteral("startRelease"));
    connect(start, &QPushButton::clicked, this, [this] { m_desk.navigator.startRelease({}); });
    lines->addStretch(1);
    lines->addWidget(head);
    lines->addWidget(text);
    lines->addWidget(start, 0, Qt::AlignCenter);
    lines->addStretch(2);
    return page;
}

QWidget *ReleasePane::makeContent()
{
    auto *page = new QWidget(this);
    auto *lines = new QVBoxLayout(page);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    m_header = new ReleaseHeader(page);
    m_age = new InlineMessage(page);
    m_age->setObjectName(QStringLiteral("age"));
    m_message = new InlineMessage(page);
    m_message->setObjectName(QStringLiteral("message"));
    m_graph = new StepGraphView(page);
    m_cases = new LinkedCasesLine(m_desk.session, m_desk.navigator, *m_message, page);
    m_numbers = new ElidedLabel(page);
    m_numbers->setObjectName(QStringLiteral("numbers"));
    m_numbers->setFont(theme::figures());
    m_strip = new DowntimeStrip(page);
    m_split = new QSplitter(Qt::Horizontal, page);
    m_split->setChildrenCollapsible(false);
    m_next = new NextPanel(m_desk.session, *m_watch, m_split);
    m_split->addWidget(makeTabs());
    m_split->addWidget(m_next);
    m_split->setStretchFactor(0, 3);
    m_split->setStretchFactor(1, 2);
    m_split->setSizes({600, 400}); // of whatever room there is
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(2 * theme::unit, theme::unit, 2 * theme::unit, 2 * theme::unit);
    inner->setSpacing(theme::unit);
    inner->addWidget(m_numbers);
    inner->addWidget(m_strip);
    inner->addWidget(m_split, 1);
    lines->addWidget(m_header);
    lines->addWidget(m_cases);
    lines->addWidget(m_age);
    lines->addWidget(m_message);
    lines->addWidget(m_graph);
    lines->addLayout(inner, 1);
    return page;
}

QWidget *ReleasePane::makeTabs()
{
    m_tabs = new QTabWidget(m_split);
    m_tabs->setObjectName(QStringLiteral("releaseTabs"));
    m_tabs->setFocusPolicy(Qt::NoFocus); // its tabs have it
    m_tabs->tabBar()->setAccessibleName(tr("Log and report"));
    m_tabs->setDocumentMode(true);
    m_logView = new LogView(*m_log, m_tabs);
    m_tabs->addTab(m_logView, tr("Log"));
    m_tabs->addTab(makeReport(), tr("Report"));
    auto *history = new QToolButton(m_tabs);
    history->setObjectName(QStringLiteral("history"));
    history->setText(tr("History"));
    history->setToolTip(tr("What the ledger says of this release"));
    history->setFocusPolicy(Qt::StrongFocus);
    history->setAutoRaise(true);
    connect(history, &QToolButton::clicked, this,
            [this] { m_desk.navigator.open(QStringLiteral("activity/release/%1").arg(release())); });
    m_linkButton = new QToolButton(m_tabs);
    m_linkButton->setObjectName(QStringLiteral("linkToCase"));
    m_linkButton->setText(tr("Link to case…"));
    m_linkButton->setToolTip(tr("A customer's case has to do with this release"));
    m_linkButton->setFocusPolicy(Qt::StrongFocus);
    m_linkButton->setAutoRaise(true);
    connect(m_linkButton, &QToolButton::clicked, this, &ReleasePane::linkToCase);
    auto *corner = new QWidget(m_tabs);
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins({});
    row->addWidget(m_linkButton);
    row->addWidget(history);
    setTabOrder(m_linkButton, history);
    m_tabs->setCornerWidget(corner);
    return m_tabs;
}

QWidget *ReleasePane::makeReport()
{
    auto *page = new QWidget(m_tabs);
    auto *lines = new QVBoxLayout(page);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(theme::unit / 2);
    m_report = new QTextBrowser(page);
    m_report->setObjectName(QStringLiteral("report"));
    m_report->setAccessibleName(tr("Report"));
    m_report->setFrameShape(QFrame::NoFrame);
    m_report->setOpenLinks(false);
    m_report->document()->setDocumentMargin(theme::unit);
    auto *copy = new QPushButton(tr("Copy the report"), page);
    copy->setObjectName(QStringLiteral("copyReport"));
    connect(copy, &QPushButton::clicked, this, &ReleasePane::copyReport);
    lines->addWidget(m_report, 1);
    lines->addWidget(copy, 0, Qt::AlignRight);
    return page;
}

void ReleasePane::connectParts()
{
    connect(m_watch, &ReleaseWatch::changed, this, &ReleasePane::refresh);
    connect(m_watch, &ReleaseWatch::changed, this, &ReleasePane::followAnswer);
    m_noAnswer.setSingleShot(true);
    m_noAnswer.setInterval(std::chrono::seconds(2));
    connect(&m_noAnswer, &QTimer::timeout, this, [this] {
        m_message->show(InlineMessage::Kind::Warning,
                        tr("“%1” was sent, and the service hasn't answered yet. It may still be done; it "
                           "isn't sent twice.")
                            .arg(m_sent.value(release())));
    });
    connect(m_watch, &ReleaseWatch::reportChanged, this, &ReleasePane::refreshReport);
    connect(m_watch, &ReleaseWatch::probeChanged, this, &ReleasePane::refreshProbe);
    connect(m_watch, &ReleaseWatch::failed, this,
            [this](const Problem &problem) { m_message->show(problem); });
    connect(m_watch, &ReleaseWatch::done, this, [this](const ReleaseAction &action) {
        m_message->hide();
        forgetSaid(release(), action);
    });
    connect(m_watch, &ReleaseWatch::doneElsewhere, this, &ReleasePane::forgetSaid);
    connect(m_watch, &ReleaseWatch::failedElsewhere, this, [this](qint64 id, Problem problem) {
        problem.what = tr("Release %1: %2").arg(QString::number(id), problem.what);
        m_desk.navigator.tell(problem);
    });
    connect(m_log, &LogModel::failed, m_message, &InlineMessage::showUntilSettled);
    connect(m_log, &LogModel::loaded, m_message, &InlineMessage::settle);
    connect(&m_desk.session, &Session::stateChanged, this, [this] {
        refresh();
        refreshAge();
    });
    connect(m_graph, &StepGraphView::selectionChanged, m_next, &NextPanel::showStep);
    connect(m_graph, &StepGraphView::activated, m_logView, &LogView::showStep);
    connect(m_next, &NextPanel::noteEdited, this, &ReleasePane::draftChanged);
    connect(m_next, &NextPanel::currentWanted, m_graph, &StepGraphView::clearSelection);
    connect(m_next->buttons(), &ReleaseButtons::pressed, this, &ReleasePane::perform);
    connect(m_next->buttons(), &ReleaseButtons::commandWanted, this, &ReleasePane::copyCommand);
    connect(m_next, &NextPanel::copyWanted, this,
            [this](const QString &text) { m_desk.navigator.copy(text); });
    connect(m_logView, &LogView::copyWanted, this,
            [this](const QString &text) { m_desk.navigator.copy(text); });
    connect(m_tabs, &QTabWidget::currentChanged, this, &ReleasePane::refreshReport);
}

QString ReleasePane::title() const
{
    return release() == 0 ? tr("Release") : tr("Release %1").arg(release());
}

QString ReleasePane::heading() const
{
    return m_watch->isLoaded() ? ReleaseHeader::headingOf(m_watch->release()) : title();
}

void ReleasePane::open(const QString &reference)
{
    bool isNumber = false;
    const qint64 id = reference.section(QLatin1Char('/'), 1, 1).toLongLong(&isNumber);
    if (reference.startsWith(QLatin1String("release/")) && isNumber)
        watch(id);
}

void ReleasePane::watch(qint64 id)
{
    if (id == release())
        return;
    keepDraft();
    m_message->hide();
    m_graph->clearSelection();
    m_watch->watch(id);
    m_log->watch(id);
    m_cases->watch(id == 0 ? QString() : QStringLiteral("release/%1").arg(id));
    m_next->setNote(m_drafts.value(id));
    refresh();
}

void ReleasePane::keepDraft()
{
    if (release() == 0)
        return;
    if (const QString note = m_next->note(); note.isEmpty())
        m_drafts.remove(release());
    else
        m_drafts.insert(release(), note);
}

void ReleasePane::setActive(bool active)
{
    m_isActive = active;
    m_watch->setActive(active);
    m_log->setActive(active);
    m_next->setActive(active);
    m_cases->setActive(active);
    if (active)
        refresh();
    refreshAge();
}

void ReleasePane::resizeEvent(QResizeEvent *event)
{
    Pane::resizeEvent(event);
    constexpr int tall = 1000; // there and back are seen at once
    constexpr int low = 580;   // what comes next needs the room of a branch
    m_graph->setRowsAsked(height() >= tall ? 5 : height() >= low ? 2 : 1);
    refreshStrip();
}

// In a low pane what comes next needs the lines of a strip that has nothing to show yet.
void ReleasePane::refreshStrip()
{
    constexpr int low = 600;
    m_strip->setVisible(m_strip->count() > 0 || height() >= low);
}

void ReleasePane::focusSearch()
{
    m_tabs->setCurrentWidget(m_logView);
    m_logView->focusSearch();
}

void ReleasePane::refresh()
{
    m_pages->setCurrentIndex(release() == 0 ? 0 : 1);
    const bool production = m_watch->isLoaded() && touchesProduction(m_watch->release(), m_watch->steps());
    if (m_watch->isLoaded()) {
        m_header->showRelease(m_watch->release(), production, m_watch->isBack());
        const StepRow *current = m_watch->current();
        const QString at = current ? current->id : QString();
        // It went on: what was looked at meanwhile gives way to what happens, but not under somebody's hands.
        if (at != m_at && !m_graph->hasFocus())
            m_graph->clearSelection();
        m_at = at;
        m_graph->setSteps(m_watch->steps(), at);
        m_logView->setSteps(m_watch->steps());
        m_log->setUnderWay(isUnderWay(m_watch->steps()));
    } else {
        ReleaseRow unknown;
        unknown.id = release();
        const Session &session = m_desk.session;
        unknown.waitsFor =
            session.problem().what.isEmpty() ? tr("it is being loaded") : tr("the service isn't heard");
        m_header->showRelease(unknown, false);
        m_graph->setSteps({}, {});
    }
    if (const QString now = heading(); now != m_heading) {
        m_heading = now;
        Q_EMIT titleChanged();
    }
    m_next->refresh();
    refreshProbe();
    refreshReport();
    refreshActions();
    if (production != m_isProduction) {
        m_isProduction = production;
        Q_EMIT productionChanged(production);
    }
}

void ReleasePane::refreshAge()
{
    const Session &session = m_desk.session;
    const bool isOld = session.state() == Session::State::Stale || session.state() == Session::State::Refused;
    if ((isOld || session.isSlow()) && m_isActive && release() != 0)
        m_clock.start();
    else
        m_clock.stop();
    if (session.state() == Session::State::Connecting && !session.problem().what.isEmpty()) {
        m_age->show(session.problem(), tr("Try again"), [this] { tryAgain(m_desk); });
        return;
    }
    if (!isOld && !session.isSlow()) {
        m_age->hide();
        return;
    }
    const QString age = session.age() ? tr("What is shown is %1 old.").arg(ageText(*session.age()))
                                      : tr("The service hasn't been heard yet.");
    if (session.isSlow()) {
        m_age->show(
            InlineMessage::Kind::Warning,
            tr("%1 The service takes long to answer: what is sent to it is done, but late.").arg(age));
        return;
    }
    m_age->show(
        InlineMessage::Kind::Warning,
        tr("%1 The buttons work again once the service answers. %2").arg(age, session.problem().what));
}

void ReleasePane::refreshReport()
{
    if (!m_watch->isLoaded()) { // nobody else's stands in its place
        m_report->clear();
        m_report->setProperty("page", QString());
        return;
    }
    if (m_tabs->currentIndex() != 1)
        return; // fetched when somebody looks
    const QString page = reportPage(m_watch->report());
    const int scrolled = m_report->verticalScrollBar()->value();
    if (page == m_report->property("page").toString())
        return;
    m_report->setProperty("page", page);
    m_report->setHtml(page);
    m_report->verticalScrollBar()->setValue(scrolled);
}

// The colours stand in the page.
void ReleasePane::changeEvent(QEvent *event)
{
    Pane::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_tabs && m_report)
        refreshReport();
}

void ReleasePane::copyReport()
{
    m_desk.navigator.copy(reportText(m_watch->report()));
}

QString ReleasePane::lineOf(const ReleaseAction &action) const
{
    if (action.needsReason) // none, rather than one that is refused
        return saidFor(action).isEmpty() ? QString()
                                         : commandLineOf(m_watch->release(), action, saidFor(action));
    const bool takesDraft = action.takesNote && !isAsked(action);
    return commandLineOf(m_watch->release(), action, takesDraft ? m_next->note() : QString());
}

// What was said with it in a try that came to nothing.
QString ReleasePane::saidFor(const ReleaseAction &action) const
{
    return m_unsent.value(release()).value(action.verb);
}

// The sheet that asks for the reason copies the line with it.
void ReleasePane::copyCommand(const ReleaseAction &action)
{
    if (const QString line = lineOf(action); !line.isEmpty())
        m_desk.navigator.copy(line);
    else
        ask(action);
}

void ReleasePane::perform(const ReleaseAction &action)
{
    if (!m_desk.session.isLive() || m_watch->isBusy())
        return;
    if (!isAsked(action)) {
        send(action, action.takesNote ? m_next->note().trimmed() : QString());
        return;
    }
    ask(action);
}

void ReleasePane::ask(const ReleaseAction &action)
{
    const QString previewed = previewedStep(m_watch->steps(), action);
    const QStringList preview = previewed.isEmpty() ? QStringList() : m_watch->preview(previewed);
    const QPointer<ReleasePane> self(this);
    const qint64 id = release();
    Question question = questionFor(m_watch->release(), m_watch->steps(), action, preview);
    question.reason = saidFor(action);
    m_desk.navigator.ask(question, [self, action, id](const QString &reason) {
        // Another release may have been opened while the sheet was being read.
        if (self && self->release() == id)
            self->send(action, reason);
    });
}

void ReleasePane::followAnswer()
{
    if (!m_watch->isBusy())
        m_noAnswer.stop();
    else if (!m_noAnswer.isActive())
        m_noAnswer.start();
}

void ReleasePane::send(const ReleaseAction &action, const QString &said)
{
    m_sent.insert(release(), actionLabel(m_watch->steps(), action));
    m_unsent[release()].insert(action.verb, said);
    if (!m_desk.session.isLive()) {
        m_message->show(
            InlineMessage::Kind::Warning,
            tr("Nothing was sent: what is shown may be out of date. Try again once the service answers."));
        return;
    }
    m_message->hide();
    m_watch->run(action, said);
}

// Another verb leaves the note alone: it isn't of it.
void ReleasePane::forgetSaid(qint64 id, const ReleaseAction &action)
{
    m_unsent[id].remove(action.verb);
    if (!action.takesNote)
        return;
    m_drafts.remove(id);
    if (id == release())
        m_next->setNote({});
    Q_EMIT draftChanged(); // it isn't to come back either
}

} // namespace slipway
