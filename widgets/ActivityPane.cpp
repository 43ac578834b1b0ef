#include "widgets/ActivityPane.h"

#include "models/ReleaseActions.h"
#include "models/ShellLine.h"
#include "widgets/Allowed.h"
#include "widgets/ColumnRoom.h"
#include "widgets/EmptyState.h"
#include "widgets/EventDetail.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/LinkedCasesLine.h"
#include "widgets/StaleNote.h"
#include "widgets/StateDelegate.h"
#include "widgets/TableMemory.h"
#include "widgets/Theme.h"
#include "widgets/ViewKeys.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QSplitter>
#include <QStackedWidget>
#include <QStringListModel>
#include <QTableView>
#include <QToolButton>

namespace slipway {

namespace {

constexpr int askDelay = 300;
constexpr int mostWords = 500; // offered for completion

} // namespace

ActivityPane::ActivityPane(const Desk &desk, QWidget *parent)
    : Pane(QStringLiteral("activity"), desk, parent), m_model(desk.session), m_spoken(m_model)
{
    build();
    addActions();
    connectModel();
    refresh();
}

QString ActivityPane::title() const
{
    return tr("Activity");
}

void ActivityPane::build()
{
    m_actors = new QStringListModel(this);
    m_kinds = new QStringListModel(kindsWithWords(), this);
    m_subjects = new QStringListModel(this);
    buildTable();
    m_detail = new EventDetail;
    m_splitter = new QSplitter(Qt::Horizontal);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({88 * theme::unit, 44 * theme::unit});
    m_splitter->setChildrenCollapsible(false);
    m_empty = new EmptyState;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    m_message = new InlineMessage(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::unit, theme::unit, theme::unit, theme::unit);
    column->setSpacing(theme::unit);
    column->addLayout(buildBar());
    column->addWidget(new StaleNote(m_desk.session, this));
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
    m_cases = new LinkedCasesLine(m_desk.session, m_desk.navigator, *m_message, this);
    m_cases->setContentsMargins(0, 0, 0, 0); // the pane has its own
    column->addWidget(m_cases);
    setFocusProxy(m_table);
}

QLineEdit *ActivityPane::field(const QString &placeholder, const QString &name, QStringListModel *words)
{
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(name);
    edit->setClearButtonEnabled(true);
    edit->setMinimumWidth(12 * theme::unit);
    edit->installEventFilter(this);
    if (words) {
        auto *completer = new QCompleter(words, edit);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        edit->setCompleter(completer);
    }
    connect(edit, &QLineEdit::textChanged, &m_askTimer, qOverload<>(&QTimer::start));
    connect(edit, &QLineEdit::returnPressed, this, &ActivityPane::ask);
    return edit;
}

QHBoxLayout *ActivityPane::buildBar()
{
    m_askTimer.setSingleShot(true);
    m_askTimer.setInterval(askDelay);
    m_actor = field(tr("Who"), tr("Only what this one did"), m_actors);
    m_kind = field(tr("What happened"), tr("Only this kind; one that ends in a dot: all of them"), m_kinds);
    m_subject =
        field(tr("What about"), tr("Only about this; one that ends in a slash: all of them"), m_subjects);
    m_text = field(tr("Any text"), tr("Only with this text"), nullptr);
    m_kind->setToolTip(tr("For example release.live, or release. for all that happened to releases"));
    m_subject->setToolTip(tr("For example release/214, or application/northwind/ for all of a customer"));
    auto *bar = new QHBoxLayout;
    bar->setSpacing(theme::unit);
    bar->addWidget(m_actor, 2);
    bar->addWidget(m_kind, 2);
    bar->addWidget(m_subject, 3);
    bar->addWidget(m_text, 3);
    auto *copy = new QToolButton;
    copy->setIcon(theme::icon(QStringLiteral("copy")));
    copy->setAutoRaise(true);
    copy->setFocusPolicy(Qt::StrongFocus);
    copy->setAccessibleName(tr("Copy what is asked for as command"));
    copy->setToolTip(copy->accessibleName());
    connect(copy, &QToolButton::clicked, this, [this] { m_desk.navigator.copy(queryCommandLine()); });
    bar->addWidget(copy);
    return bar;
}

void ActivityPane::buildTable()
{
    m_table = new QTableView;
    m_table->setModel(&m_spoken);
    m_table->setAccessibleName(tr("Entries of the ledger, newest first"));
    m_table->setItemDelegate(new StateDelegate({}, m_table));
    m_table->setColumnHidden(LedgerModel::Detail, true);
    m_memory = new TableMemory(m_table, [this](int row) { return m_model.event(row).seq; });
    QHeaderView *header = m_table->horizontalHeader();
    // What happened is what one reads: what it is about gives way, and stands beside it once chosen.
    m_columns =
        new ColumnRoom(header, {{LedgerModel::What, 50 * theme::unit}},
                       {{LedgerModel::Time, 20 * theme::unit}, {LedgerModel::Actor, 12 * theme::unit}},
                       {{LedgerModel::Subject, 22 * theme::unit}});
    m_table->installEventFilter(this);
}

void ActivityPane::connectModel()
{
    connect(&m_askTimer, &QTimer::timeout, this, &ActivityPane::ask);
    connect(m_table, &QWidget::customContextMenuRequested, this, &ActivityPane::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ActivityPane::forgetOpened);
    connect(&m_spoken, &QAbstractItemModel::modelReset, this, [this] {
        learnWords(0, m_model.rowCount() - 1);
        refresh();
    });
    connect(&m_spoken, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                learnWords(first, last);
                refresh();
            });
    connect(&m_model, &LedgerModel::loaded, this, [this] {
        m_message->settle();
        refresh();
    });
    connect(&m_model, &LedgerModel::failed, this, [this](const Problem &problem) {
        m_message->showUntilSettled(problem);
        refresh();
    });
    connect(&m_desk.session, &Session::stateChanged, this, &ActivityPane::refresh);
    connect(m_detail, &EventDetail::historyWanted, this, &ActivityPane::showHistory);
    connect(m_detail, &EventDetail::objectWanted, this,
            [this](const QString &subject) { m_desk.navigator.open(subject); });
    connect(m_detail, &EventDetail::caseWanted, this, &ActivityPane::linkToCase);
    connect(m_detail, &EventDetail::commandWanted, this, [this] { m_desk.navigator.copy(commandLine()); });
}

void ActivityPane::addActions()
{
    Actions &actions = m_desk.actions;
    const QString group = tr("Activity");
    m_object = actions.add(
        this, QStringLiteral("activity.open"), group, tr("Open what the entry is about"),
        [this] {
            const auto event = chosen();
            if (const QString object = event ? objectOf(*event) : QString(); !object.isEmpty())
                m_desk.navigator.open(object);
        },
        {}, [this] { return commandLine(); });
    m_history = actions.add(
        this, QStringLiteral("activity.history"), group, tr("Show the history of what the entry is about"),
        [this] {
            if (const auto event = chosen())
                showHistory(event->subject);
        },
        {},
        [this] {
            const auto event = chosen();
            return event ? historyLine(event->subject) : QString();
        });
    m_link = actions.add(this, QStringLiteral("activity.link"), group, tr("Link the entry to a case…"),
                         [this] { linkToCase(); });
    m_all = actions.add(
        this, QStringLiteral("activity.all"), group, tr("Show all entries"), [this] { clear(); }, {},
        [] { return QStringLiteral("slipwayctl ledger tail --limit 50"); });
    m_copyQuery = actions.add(
        this, QStringLiteral("activity.copy-query"), group, tr("Copy what is asked for as command"),
        [this] { m_desk.navigator.copy(queryCommandLine()); }, {}, [this] { return queryCommandLine(); });
}

void ActivityPane::learnWords(int first, int last)
{
    const auto learn = [&](QStringListModel *words, auto member) {
        QStringList known = words->stringList();
        const qsizetype before = known.size();
        QSet<QString> seen(known.begin(), known.end());
        for (int row = first; row <= last && known.size() < mostWords; ++row) {
            const QString word = m_model.event(row).*member;
            if (word.size() > 100 || seen.contains(word))
                continue;
            seen.insert(word);
            known.append(word);
        }
        if (known.size() == before)
            return;
        known.sort();
        words->setStringList(known);
    };
    learn(m_actors, &Event::actor);
    learn(m_kinds, &Event::kind);
    learn(m_subjects, &Event::subject);
}

void ActivityPane::ask()
{
    m_askTimer.stop();
    const LedgerModel::Query query{m_actor->text().trimmed(), m_kind->text().trimmed(),
                                   m_subject->text().trimmed(), m_text->text().trimmed()};
    if (!(query == m_model.query()))
        m_model.ask(query);
    refresh();
}

void ActivityPane::clear()
{
    for (QLineEdit *edit : {m_actor, m_kind, m_subject, m_text})
        edit->clear();
    ask();
}

std::optional<Event> ActivityPane::chosen() const
{
    const QModelIndex index = m_table->currentIndex();
    if (m_opened || !index.isValid() || index.row() >= m_model.rowCount())
        return m_opened;
    return m_model.event(index.row());
}

// Its subject's history is the list; the entry itself may stand far down there.
void ActivityPane::openEntry(qint64 seq)
{
    ListQuery query;
    query.limit = 1;
    query.more.addQueryItem(QStringLiteral("since"), QString::number(seq - 1));
    query.more.addQueryItem(QStringLiteral("order"), QStringLiteral("oldest"));
    const QPointer<ActivityPane> self(this);
    m_desk.session.client().events(query).then([self, seq](const Result<Listing> &found) {
        if (!self)
            return;
        const QJsonObject first = found ? found->items.at(0).toObject() : QJsonObject();
        const auto event = found ? Event::fromJson(first) : Failure(found.error());
        if (!event || event->seq != seq) {
            self->m_message->show(
                found ? Problem{Problem::Kind::NotFound, tr("The ledger has no entry %1").arg(seq), {}, {}}
                      : found.error());
            return;
        }
        self->showHistory(event->subject);
        self->m_table->setCurrentIndex({});
        self->m_opened = *event;
        self->refresh();
    });
}

void ActivityPane::forgetOpened()
{
    if (m_table->currentIndex().isValid())
        m_opened.reset();
    refresh();
}

void ActivityPane::linkToCase()
{
    const auto event = chosen();
    if (!event)
        return;
    const QJsonObject payload = QJsonDocument::fromJson(event->payload).object();
    const QString subject = event->subject.startsWith(QLatin1String("application/"))
                                ? event->subject.section(QLatin1Char('/'), 1)
                                : payload.value(QLatin1String("application")).toString();
    m_cases->ask(QStringLiteral("event/%1").arg(event->seq), subject.section(QLatin1Char('/'), 0, 0));
}

QString ActivityPane::commandLine() const
{
    const auto event = chosen();
    return event ? QStringLiteral("slipwayctl ledger tail --since %1 --limit 1").arg(event->seq - 1)
                 : QString();
}

QString ActivityPane::queryCommandLine() const
{
    QString line = QStringLiteral("slipwayctl ledger tail");
    // With the equals sign, so that a text that begins with a dash is taken for what it is.
    for (const auto &[option, field] : {std::pair("--actor", m_actor), std::pair("--kind", m_kind),
                                        std::pair("--subject", m_subject), std::pair("--search", m_text)}) {
        const QString text = field->text().trimmed();
        if (!text.isEmpty())
            line += QLatin1Char(' ') + shellQuoted(QLatin1String(option) + QLatin1Char('=') + text);
    }
    return line + QStringLiteral(" --limit 50");
}

void ActivityPane::refresh()
{
    const auto event = chosen();
    m_detail->setEntry(event);
    m_object->setVisible(event && !objectOf(*event).isEmpty());
    m_history->setVisible(event.has_value());
    const bool mayLink = m_desk.session.isLive() && isAllowed(m_desk.session, QLatin1String("linkCase"));
    m_link->setVisible(event && mayLink);
    m_detail->setLinkable(mayLink);
    m_cases->watch(event ? QStringLiteral("event/%1").arg(event->seq) : QString());
    m_all->setVisible(!(m_model.query() == LedgerModel::Query{}));
    refreshEmpty();
}

void ActivityPane::refreshEmpty()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_splitter);
    if (!isEmpty)
        return;
    const Session &session = m_desk.session;
    if (m_empty->saysWhatIsWrong(m_desk, tr("What happens appears here once the service answers.")))
        return;
    if (m_model.isLoading() || !session.isLive())
        m_empty->say(tr("The ledger is being read…"), {});
    else if (m_model.hasFailed())
        m_empty->sayFailed([this] {
            m_message->hide();
            m_model.tryAgain();
            refreshEmpty();
        });
    else if (!(m_model.query() == LedgerModel::Query{}))
        m_empty->say(tr("Nothing like this has happened"),
                     tr("Who, what happened and what about are compared as a whole; what happened may end in "
                        "a dot and what about in a slash, for all that begins so."),
                     tr("Show all"), [this] { clear(); });
    else
        m_empty->say(tr("Nothing has happened yet"),
                     tr("Every change is written down here, with who made it and when, and can't be "
                        "altered afterwards without being noticed."));
}

void ActivityPane::showHistory(const QString &subject)
{
    m_actor->clear();
    m_kind->clear();
    m_text->clear();
    m_subject->setText(subject);
    m_opened.reset();
    ask();
}

void ActivityPane::showMenu(const QPoint &place)
{
    const auto event = chosen();
    if (!event)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : {m_object, m_history, m_link}) {
        if (action->isVisible())
            menu->addAction(action);
    }
    connect(menu->addAction(tr("Only what %1 did").arg(quietWord(event->actor, 40))), &QAction::triggered,
            this, [this, actor = event->actor] { m_actor->setText(actor); });
    connect(menu->addAction(tr("Only %1").arg(quietWord(event->kind, 40))), &QAction::triggered, this,
            [this, kind = event->kind] { m_kind->setText(kind); });
    if (m_all->isVisible())
        menu->addAction(m_all);
    menu->addSeparator();
    connect(menu->addAction(tr("Copy as command")), &QAction::triggered, this,
            [this, line = commandLine()] { m_desk.navigator.copy(line); });
    menu->addAction(m_copyQuery);
    menu->popup(m_table->viewport()->mapToGlobal(place));
}

void ActivityPane::open(const QString &reference)
{
    const QString subject = reference.section(QLatin1Char('/'), 1);
    if (reference.startsWith(QLatin1String("event/")))
        openEntry(subject.toLongLong());
    else if (!subject.isEmpty())
        showHistory(subject);
}

void ActivityPane::focusSearch()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void ActivityPane::setActive(bool active)
{
    m_model.setActive(active);
    m_cases->setActive(active);
    refresh();
}

bool ActivityPane::eventFilter(QObject *watched, QEvent *event)
{
    auto *edit = qobject_cast<QLineEdit *>(watched);
    if (edit && isPlainKey(event, Qt::Key_Escape) && leavesSearch(edit, m_table, event))
        return true;
    if (watched == m_table && movesByLetters(m_table, event))
        return true;
    if (watched == m_table && isPlainKey(event, Qt::Key_L) && m_link->isVisible()) {
        m_link->trigger();
        return true;
    }
    if (watched == m_table && isEnterKey(event)) {
        if (m_object->isVisible())
            m_object->trigger();
        return true;
    }
    return Pane::eventFilter(watched, event);
}

QJsonObject ActivityPane::saveState() const
{
    return {{QStringLiteral("actor"), m_actor->text()},
            {QStringLiteral("kind"), m_kind->text()},
            {QStringLiteral("subject"), m_subject->text()},
            {QStringLiteral("text"), m_text->text()},
            {QStringLiteral("table"), m_memory->save()},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())}};
}

void ActivityPane::restoreState(const QJsonObject &state)
{
    m_actor->setText(state.value(QStringLiteral("actor")).toString());
    m_kind->setText(state.value(QStringLiteral("kind")).toString());
    m_subject->setText(state.value(QStringLiteral("subject")).toString());
    m_text->setText(state.value(QStringLiteral("text")).toString());
    ask();
    m_splitter->restoreState(
        QByteArray::fromBase64(state.value(QStringLiteral("splitter")).toString().toLatin1()));
    m_memory->restore(state.value(QStringLiteral("table")).toObject());
    m_columns->fit();
}

} // namespace slipway
