#include "widgets/CasePane.h"

#include "models/CaseActions.h"
#include "models/ReplyFiles.h"
#include "widgets/Allowed.h"
#include "widgets/CaseButtons.h"
#include "widgets/CaseFacts.h"
#include "widgets/CaseHeader.h"
#include "widgets/CaseThread.h"
#include "widgets/EmptyState.h"
#include "widgets/ExportBar.h"
#include "widgets/InlineMessage.h"
#include "widgets/MailExtras.h"
#include "widgets/ReplyBox.h"
#include "widgets/StaleNote.h"
#include "widgets/TemplatePicker.h"
#include "widgets/Theme.h"

#include <QAction>
#include <QEvent>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace slipway {

namespace {

// One of the files was dropped at the service, and comes once more. What was sent with another message
// already doesn't: that may be this one, whose answer got lost.
bool isGoneThere(const Problem &problem)
{
    return problem.kind == Problem::Kind::NotFound && problem.where.startsWith(QLatin1String("/files"));
}

} // namespace

CasePane::CasePane(const Desk &desk, QWidget *parent)
    : Pane(QStringLiteral("case"), desk, parent),
      m_tick(desk.session),
      m_book(desk.session),
      m_presence(desk.session),
      m_templates(desk.session)
{
    setAccessibleName(tr("Case"));
    m_watch = new CaseWatch(m_desk.session, this);
    m_around = new CaseSurroundings(m_desk.session, this);
    m_files = makeFiles();
    makeParts();
    addActions();
    connectParts();
    refresh();
}

CasePane::~CasePane()
{
    delete m_pages; // what shows the models goes before them
}

QString CasePane::title() const
{
    return shownCase() == 0 ? tr("Case") : tr("Case %1").arg(shownCase());
}

QString CasePane::heading() const
{
    return m_watch->isLoaded() ? CaseHeader::headingOf(m_watch->about()) : title();
}

void CasePane::makeParts()
{
    m_empty = new EmptyState;
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(makeContent());
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins({});
    lines->addWidget(m_pages);
    setFocusProxy(m_thread);
}

QWidget *CasePane::makeContent()
{
    auto *page = new QWidget(this);
    m_header = new CaseHeader([this] { return m_desk.session.serviceTime(); }, page);
    m_message = new InlineMessage(page);
    m_message->setObjectName(QStringLiteral("message"));
    m_held = new InlineMessage(page);
    m_held->setObjectName(QStringLiteral("held"));
    m_buttons = new CaseButtons(page);
    m_where = new ExportBar(page);
    m_thread = new CaseThread(page);
    m_extras = new MailExtras(m_desk.session, *m_where, *m_message, *m_thread, page);
    m_thread->installEventFilter(this);
    m_thread->setContextMenuPolicy(Qt::CustomContextMenu);
    m_reply = new ReplyBox(page);
    m_picker = new TemplatePicker(m_templates, page);
    m_talk = new QSplitter(Qt::Vertical);
    m_talk->addWidget(m_thread);
    m_talk->addWidget(m_reply);
    m_talk->setChildrenCollapsible(false);
    m_talk->setStretchFactor(0, 3);
    m_talk->setStretchFactor(1, 1);
    m_talk->setSizes({360, 150});
    m_beside = new QTextBrowser;
    m_beside->setObjectName(QStringLiteral("caseFacts"));
    m_beside->setAccessibleName(tr("What is known of the customer and the case"));
    m_beside->setFrameShape(QFrame::NoFrame);
    m_beside->setOpenLinks(false);
    m_beside->document()->setDocumentMargin(theme::unit);
    m_halves = new QSplitter(Qt::Horizontal, page);
    m_halves->addWidget(m_talk);
    m_halves->addWidget(m_beside);
    m_halves->setStretchFactor(0, 2);
    m_halves->setStretchFactor(1, 1);
    m_halves->setSizes({640, 300}); // of whatever room there is
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(2 * theme::unit, 0, 2 * theme::unit, theme::unit);
    inner->setSpacing(theme::unit);
    inner->addWidget(m_buttons);
    inner->addWidget(new StaleNote(m_desk.session, page));
    inner->addWidget(m_held);
    inner->addWidget(m_message);
    inner->addWidget(m_where);
    inner->addWidget(m_halves, 1);
    auto *lines = new QVBoxLayout(page);
    lines->setContentsMargins({});
    lines->setSpacing(0);
    lines->addWidget(m_header);
    lines->addLayout(inner, 1);
    return page;
}

void CasePane::connectParts()
{
    connect(m_watch, &CaseWatch::changed, this, &CasePane::refresh);
    connect(m_watch, &CaseWatch::failed, this, [this](const Problem &problem) {
        if (m_watch->isLoaded())
            m_message->show(problem);
        else
            m_message->showUntilSettled(problem);
        if (!m_watch->isSaying() && !Client::isUnreachable(problem) && !SentOnce::isUnknown(problem))
            m_drafts.markSent(shownCase(), false);
        if (isGoneThere(problem))
            m_files->lookAgain(shownCase());
        refreshEmpty();
    });
    connect(m_watch, &CaseWatch::done, this, &CasePane::onDone);
    connect(m_watch, &CaseWatch::doneElsewhere, this, [this](qint64 id, const QString &verb) {
        if (CaseWatch::isSaying(verb))
            forgetDraft(id);
    });
    connect(m_watch, &CaseWatch::failedElsewhere, this, &CasePane::tellElsewhere);
    connect(m_around, &CaseSurroundings::changed, this, &CasePane::refreshFacts);
    connect(&m_tick, &SecondTick::ticked, m_header, &CaseHeader::tick);
    connect(&m_desk.session, &Session::stateChanged, this, &CasePane::refresh);
    connect(m_thread, &QWidget::customContextMenuRequested, this, &CasePane::showMenu);
    connectExtras();
    connect(m_buttons, &CaseButtons::pressed, this, &CasePane::perform);
    connect(m_buttons, &CaseButtons::commandWanted, this, [this](const CaseAction &action) {
        // What has to be said is asked for; the sheet copies the line with it.
        if (const QString line = commandLineOf(m_watch->about(), action); !line.isEmpty())
            m_desk.navigator.copy(line);
        else
            perform(action);
    });
    connect(m_buttons, &CaseButtons::historyWanted, m_history, &QAction::trigger);
    connectReply();
    connectFiles();
    connect(m_beside, &QTextBrowser::anchorClicked, this, &CasePane::followFact);
}

void CasePane::tellElsewhere(qint64 id, Problem problem)
{
    problem.what = tr("Case %1: %2").arg(QString::number(id), problem.what);
    m_desk.navigator.tell(problem);
}

bool CasePane::mayAttend() const
{
    return isAllowed(m_desk.session, QLatin1String("replyToCase"));
}

void CasePane::open(const QString &reference)
{
    bool isNumber = false;
    const qint64 id = reference.section(QLatin1Char('/'), 1, 1).toLongLong(&isNumber);
    if (!reference.startsWith(QLatin1String("case/")) || !isNumber)
        return;
    watch(id);
    if (reference.section(QLatin1Char('/'), 2) == QLatin1String("reply"))
        m_reply->focusText(false);
}

void CasePane::watch(qint64 id)
{
    if (id == shownCase())
        return;
    m_message->hide();
    m_extras->leave();
    m_held->hide();
    m_heldTold = 0;
    m_isChanging = true;
    m_reply->setContact(std::nullopt);
    m_reply->setDraft(m_drafts.of(id));
    m_reply->sayMissing({});
    if (m_waitsToSend != 0)
        m_desk.navigator.tell(
            {Problem::Kind::Cancelled,
             tr("Case %1: nothing was sent").arg(m_waitsToSend),
             {},
             tr("Its files weren't there yet when another case was opened. The draft is kept.")});
    waitToSend(0);
    m_watch->watch(id);
    m_presence.watch(id);
    showFiles();
    m_isChanging = false;
    refresh();
}

void CasePane::setActive(bool active)
{
    m_watch->setActive(active);
    m_around->setActive(active);
    m_book.setActive(active);
    m_presence.setActive(active);
    m_templates.setActive(active);
    m_tick.setActive(active);
    if (active)
        refresh();
}

void CasePane::refresh()
{
    const CaseRow &about = m_watch->about();
    const bool isLoaded = m_watch->isLoaded();
    if (isLoaded) {
        m_message->settle();
        m_header->showCase(about);
        m_isChanging = true; // which of both it is may change with the contact
        m_reply->setContact(about.contact);
        m_isChanging = false;
    }
    m_thread->showMessages(m_watch->messages());
    m_around->watch(about.customer, about.application);
    refreshHeld();
    refreshActions();
    refreshFacts();
    settleRestored();
    refreshEmpty();
    if (const QString now = heading(); now != m_heading) {
        m_heading = now;
        Q_EMIT titleChanged();
    }
}

// Closed, it stays so until there is more or less of it.
void CasePane::refreshHeld()
{
    const bool mayLook = isAllowed(m_desk.session, QLatin1String("listMail"));
    const int held = m_watch->isLoaded() && mayLook ? m_watch->quarantined() : 0;
    if (held == m_heldTold)
        return;
    m_heldTold = held;
    if (held == 0)
        m_held->hide();
    else
        m_held->show(InlineMessage::Kind::Warning,
                     tr("%n mails that may belong to this case wait in quarantine.", nullptr, held),
                     tr("Open quarantine"), [this] {
                         m_desk.navigator.open(QStringLiteral("quarantine/case/%1").arg(shownCase()));
                     });
}

// While a command is under way what can be done stays where it is, and can't be pressed.
void CasePane::refreshActions()
{
    const Session &session = m_desk.session;
    const bool isLive = session.isLive() && m_watch->isLoaded();
    const auto role = session.role();
    const auto actions = m_watch->isLoaded() && role
                             ? actionsOf(m_watch->about(), m_watch->pages(), *role, session.user())
                             : std::vector<CaseAction>();
    m_buttons->showActions(actions);
    m_buttons->setUsable(isLive && !m_watch->isBusy());
    for (const auto &[verb, action] : m_verbs)
        action->setVisible(isLive && !m_watch->isBusy() && actionFor(verb));
    m_unlinkAction->setVisible(isLive && !m_watch->isBusy() && !m_watch->links().empty() &&
                               isAllowed(session, QLatin1String("unlinkCase")));
    m_reply->setVisible(mayAttend());
    m_reply->setUsable(isLive && !m_watch->isBusy(), m_watch->isSaying(),
                       isLive ? tr("Something is under way.") : tr("Not while the service doesn't answer."));
    for (QAction *action : {m_sayAction, m_noteAction})
        action->setVisible(isLive && mayAttend());
    const bool mayAttach = isAllowed(session, QLatin1String("beginCaseFile")) && shownCase() != 0;
    m_reply->setFilesUsable(mayAttach, tr("Your role may not attach files."));
    m_attachAction->setVisible(mayAttach && m_watch->isLoaded());
    m_reply->setHasTemplates(m_templates.isKnown() && isLive);
    m_templateAction->setVisible(m_templates.isKnown() && isLive && mayAttend());
    m_keepAction->setVisible(m_templates.isKnown() && isLive && mayCompose());
    m_picker->setChangeable(isLive && mayCompose());
    m_history->setVisible(m_watch->isLoaded());
    const bool mayFetch = isAllowed(session, QLatin1String("getAttachment"));
    m_thread->setFilesUsable(isLive && mayFetch, mayFetch
                                                     ? tr("Not while the service doesn't answer.")
                                                     : tr("Your role may not fetch what customers send."));
    m_saveFile->setVisible(isLive && mayFetch && !files().empty());
}

void CasePane::refreshFacts()
{
    const QString page =
        m_watch->isLoaded()
            ? caseFactsPage(m_watch->about(), *m_around, m_watch->pages(),
                            {m_watch->links(), isAllowed(m_desk.session, QLatin1String("linkCase"))},
                            m_desk.session.serviceTime())
            : QString();
    if (page == m_facts)
        return;
    m_facts = page;
    const int scrolled = m_beside->verticalScrollBar()->value();
    m_beside->setHtml(page);
    m_beside->verticalScrollBar()->setValue(scrolled);
}

void CasePane::refreshEmpty()
{
    m_pages->setCurrentIndex(m_watch->isLoaded() ? 1 : 0);
    if (m_watch->isLoaded())
        return;
    if (m_empty->saysWhatIsWrong(m_desk, tr("The case appears here once the service answers.")))
        return;
    if (shownCase() == 0)
        m_empty->say(tr("No case is open here"),
                     tr("A case shows here what was said, how long an answer may still take, who asks, and "
                        "what changed last at their application. Choose one among the open cases."),
                     tr("Show the open cases"), [this] { m_desk.navigator.open(QStringLiteral("cases")); });
    else if (!m_message->text().isEmpty() && !m_message->isHidden())
        m_empty->say(tr("Case %1 can't be shown").arg(shownCase()), m_message->text(),
                     tr("Show the open cases"), [this] { m_desk.navigator.open(QStringLiteral("cases")); });
    else
        m_empty->say(tr("Case %1 is being fetched…").arg(shownCase()), {});
}

// The colours stand in the page.
void CasePane::changeEvent(QEvent *event)
{
    Pane::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_beside) {
        m_facts.clear();
        refreshFacts();
    }
}

QJsonObject CasePane::saveState() const
{
    return {{QStringLiteral("case"), shownCase()},
            {QStringLiteral("halves"), QString::fromLatin1(m_halves->saveState().toBase64())},
            {QStringLiteral("talk"), QString::fromLatin1(m_talk->saveState().toBase64())},
            {QStringLiteral("drafts"), m_drafts.toJson()},
            {QStringLiteral("files"), m_files->toJson()}};
}

QJsonObject CasePane::withoutWork(const QJsonObject &state) const
{
    QJsonObject layout = state;
    layout.remove(QStringLiteral("drafts"));
    layout.remove(QStringLiteral("files"));
    return layout;
}

void CasePane::restoreState(const QJsonObject &state)
{
    for (const qint64 id : m_drafts.add(state.value(QStringLiteral("drafts")).toObject()))
        m_restored.insert(id, false);
    m_files->restore(state.value(QStringLiteral("files")).toObject());
    const auto restore = [&state](QSplitter *splitter, const char *key) {
        if (const QString kept = state.value(QLatin1String(key)).toString(); !kept.isEmpty())
            splitter->restoreState(QByteArray::fromBase64(kept.toLatin1()));
    };
    restore(m_halves, "halves");
    restore(m_talk, "talk");
    if (const qint64 id = state.value(QStringLiteral("case")).toInteger(); id != 0 && shownCase() == 0)
        watch(id);
}

} // namespace slipway
