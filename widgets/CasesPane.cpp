#include "widgets/CasesPane.h"

#include "models/CaseActions.h"
#include "models/ReleaseActions.h"
#include "widgets/Allowed.h"
#include "widgets/CaseDelegate.h"
#include "widgets/CaseFilterBar.h"
#include "widgets/ColumnRoom.h"
#include "widgets/EmptyState.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/StaleNote.h"
#include "widgets/TableMemory.h"
#include "widgets/Theme.h"
#include "widgets/ViewKeys.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace slipway {

namespace {

constexpr int tall = 40 * theme::unit;
constexpr std::chrono::seconds saidFor{6};
const QString sentKey = QStringLiteral("sent"); // new cases of which it isn't known whether they are there

} // namespace

CasesPane::CasesPane(const Desk &desk, QWidget *parent)
    : Pane(QStringLiteral("cases"), desk, parent),
      m_model(desk.session),
      m_batch(desk.session),
      m_book(desk.session),
      m_tick(desk.session)
{
    build();
    addActions();
    connectParts();
    refresh();
}

QString CasesPane::title() const
{
    return tr("Open cases");
}

void CasesPane::build()
{
    buildTable();
    m_filter = new CaseFilterBar(m_desk.session);
    m_filter->setLeadsTo(m_table);
    m_empty = new EmptyState;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_message = new InlineMessage(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::unit, theme::unit, theme::unit, theme::unit);
    column->setSpacing(theme::unit);
    column->addWidget(m_filter);
    column->addWidget(new StaleNote(m_desk.session, this));
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
    column->addWidget(buildBulk());
    setFocusProxy(m_table);
}

void CasesPane::buildTable()
{
    m_table = new QTableView;
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Cases, the nearest deadline first"));
    m_table->setItemDelegate(new CaseDelegate(
        [this](const QModelIndex &index) -> const CaseRow & { return m_model.at(index.row()); },
        [this] { return m_desk.session.serviceTime(); },
        [this](int column) { return !m_table->isColumnHidden(column); }, m_table));
    m_memory = new TableMemory(m_table, [this](int row) { return m_model.at(row).id; });
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->verticalHeader()->setDefaultSectionSize(CaseDelegate::rowHeight());
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsClickable(false);
    m_columns =
        new ColumnRoom(header, {{CasesModel::Subject, 24 * theme::unit}},
                       {{CasesModel::Clock, 28 * theme::unit}, {CasesModel::Severity, 10 * theme::unit}},
                       {{CasesModel::State, 22 * theme::unit},
                        {CasesModel::Customer, 14 * theme::unit},
                        {CasesModel::Owner, 11 * theme::unit}});
    m_table->installEventFilter(this);
}

// What can be done with all that are chosen.
QWidget *CasesPane::buildBulk()
{
    m_bulk = new QWidget(this);
    m_bulk->setObjectName(QStringLiteral("bulk"));
    m_bulk->setAccessibleName(tr("What can be done with the chosen cases"));
    m_bulkRow = new QHBoxLayout(m_bulk);
    m_bulkRow->setContentsMargins({});
    m_bulkRow->setSpacing(theme::unit / 2);
    m_count = new QLabel(m_bulk);
    m_count->setTextFormat(Qt::PlainText);
    m_bulkRow->addWidget(m_count, 1);
    return m_bulk;
}

void CasesPane::connectParts()
{
    connect(m_filter, &CaseFilterBar::queryChanged, this, [this] {
        m_model.ask(m_filter->query());
        refresh();
    });
    connect(m_filter, &CaseFilterBar::newCaseWanted, m_new, &QAction::trigger);
    connect(m_filter, &CaseFilterBar::forgotten, this, [this](const QString &name) {
        m_message->show(InlineMessage::Kind::Information,
                        tr("The view “%1” is forgotten.").arg(quietWord(name, 60)), tr("Undo"), [this] {
                            m_filter->bringBack();
                            m_message->hide();
                        });
    });
    connect(&m_tick, &SecondTick::ticked, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(m_table, &QTableView::doubleClicked, this, [this] { openChosen(); });
    connect(m_table, &QWidget::customContextMenuRequested, this, &CasesPane::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CasesPane::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &CasesPane::refresh);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &CasesPane::refresh);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &CasesPane::refresh);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &CasesPane::refresh);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &CasesPane::refresh);
    connect(&m_model, &CasesModel::loaded, this, [this] {
        m_message->settle();
        fetchOn();
        refresh();
    });
    connect(&m_model, &CasesModel::failed, this, [this](const Problem &problem) {
        m_message->showUntilSettled(problem);
        refresh();
    });
    connect(&m_batch, &CaseBatch::finished, this, &CasesPane::onFinished);
    m_fade.setSingleShot(true);
    m_fade.setInterval(saidFor);
    connect(&m_fade, &QTimer::timeout, this, [this] {
        if (m_message->kind() == InlineMessage::Kind::Success)
            m_message->hide();
    });
    connect(&m_desk.session, &Session::stateChanged, this, &CasesPane::refresh);
}

const CaseRow *CasesPane::chosen() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? &m_model.at(index.row()) : nullptr;
}

std::vector<const CaseRow *> CasesPane::selected() const
{
    std::vector<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.push_back(index.row());
    if (rows.empty() && chosen()) // where the keys are counts, if nothing else does
        rows.push_back(m_table->currentIndex().row());
    std::sort(rows.begin(), rows.end());
    std::vector<const CaseRow *> found;
    for (const int row : rows)
        found.push_back(&m_model.at(row));
    return found;
}

QString CasesPane::chosenApplication() const
{
    return chosen() ? chosen()->application : QString();
}

// The row on which single keys act is seen, also where the focus has come by a key.
void CasesPane::showWhereKeysAre()
{
    QItemSelectionModel *selection = m_table->selectionModel();
    if (m_table->hasFocus() && !selection->hasSelection() && m_table->currentIndex().isValid())
        selection->select(m_table->currentIndex(), QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void CasesPane::fetchOn()
{
    const int room = m_table->viewport()->height() / std::max(1, CaseDelegate::rowHeight()) + 1;
    if (m_desk.session.isLive() && !m_model.isLoading() && m_model.rowCount() < room &&
        m_model.canFetchMore({}))
        m_model.fetchMore({});
}

void CasesPane::refresh()
{
    const bool isChosen = chosen() != nullptr;
    for (QAction *action : {m_open, m_history})
        action->setVisible(isChosen);
    m_reply->setVisible(isChosen && mayAttend());
    m_new->setVisible(mayAttend());
    m_filter->setMayOpen(mayAttend());
    refreshBulk();
    refreshEmpty();
}

void CasesPane::refreshBulk()
{
    const auto about = selected();
    const bool canAct = !about.empty() && mayAttend() && !m_batch.isBusy();
    for (const auto &[verb, action] : m_verbs)
        action->setVisible(canAct);
    for (QAbstractButton *button : m_buttons)
        button->setEnabled(canAct);
    // In a low pane the rows count more than buttons for one that has its keys and its menu.
    const bool hasRoom = about.size() > 1 || height() >= tall;
    m_bulk->setVisible(m_model.rowCount() > 0 && !about.empty() && mayAttend() && hasRoom);
    m_count->setText(m_batch.isBusy() ? tr("It is being done…")
                                      : tr("%n chosen", nullptr, static_cast<int>(about.size())));
}

void CasesPane::refreshEmpty()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
    if (!isEmpty)
        return;
    if (m_empty->saysWhatIsWrong(m_desk, tr("Cases appear here once the service answers.")))
        return;
    const auto showAll = [this] { m_filter->setQuery({}); };
    const CasesQuery &query = m_filter->query();
    if (m_model.isLoading() || !m_desk.session.isLive())
        m_empty->say(tr("Cases are being fetched…"), {});
    else if (m_model.hasFailed())
        m_empty->sayFailed([this] {
            m_message->hide();
            m_model.tryAgain();
            refreshEmpty();
        });
    else if (!query.text.isEmpty())
        m_empty->say(tr("No case that is shown here has “%1”").arg(quietWord(query.text)), {},
                     tr("Show what isn't over"), showAll);
    else if (!query.customer.isEmpty())
        m_empty->say(tr("No such case of “%1”").arg(quietWord(query.customer)),
                     tr("A customer is named as in its applications: northwind of northwind/shop."),
                     tr("Show what isn't over"), showAll);
    else if (query.owner == CasesQuery::Owner::Me)
        m_empty->say(tr("No case is yours"), tr("Whoever takes a case, or answers it first, owns it."),
                     tr("Show everybody's"), showAll);
    else if (!(query == CasesQuery{}))
        m_empty->say(tr("No case is like that"), {}, tr("Show what isn't over"), showAll);
    else
        m_empty->say(tr("Nobody waits for an answer"),
                     tr("A customer's mail to the support address becomes a case here, with the time in "
                        "which an answer was guaranteed counting down; whoever is on duty is paged. What "
                        "comes by telephone is written down as a new case."),
                     m_new->isVisible() ? tr("New case…") : QString(), [this] { m_new->trigger(); });
}

void CasesPane::resizeEvent(QResizeEvent *event)
{
    Pane::resizeEvent(event);
    refreshBulk();
}

void CasesPane::open(const QString &reference)
{
    const QString view = reference.section(QLatin1Char('/'), 1);
    CasesQuery query;
    if (view == QLatin1String("mine"))
        query.owner = CasesQuery::Owner::Me;
    else if (view == QLatin1String("nobodys"))
        query.owner = CasesQuery::Owner::Nobody;
    else if (view == QLatin1String("all"))
        query.state = view;
    if (!view.isEmpty())
        m_filter->setQuery(query);
}

void CasesPane::focusSearch()
{
    m_filter->focusSearch();
}

void CasesPane::setActive(bool active)
{
    m_model.setActive(active);
    m_tick.setActive(active);
    m_book.setActive(active);
    if (active)
        fetchOn();
    refresh();
}

bool CasesPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::FocusIn)
        QMetaObject::invokeMethod(this, &CasesPane::showWhereKeysAre, Qt::QueuedConnection);
    if (watched == m_table && (movesByLetters(m_table, event) || onKey(event)))
        return true;
    return Pane::eventFilter(watched, event);
}

void CasesPane::setNewCaseDraft(const QJsonObject &draft)
{
    m_newCase = draft;
    Q_EMIT draftChanged();
}

QJsonObject CasesPane::saveState() const
{
    return {{QStringLiteral("filter"), m_filter->saveState()},
            {QStringLiteral("newCase"), m_newCase},
            {sentKey, m_desk.session.once().doubts(QStringLiteral("cases "), m_desk.session.clock().now())},
            {QStringLiteral("table"), m_memory->save()}};
}

QJsonObject CasesPane::withoutWork(const QJsonObject &state) const
{
    QJsonObject filter = state.value(QStringLiteral("filter")).toObject();
    filter.remove(QStringLiteral("views"));
    QJsonObject layout = state;
    layout.insert(QStringLiteral("filter"), filter);
    layout.remove(QStringLiteral("newCase"));
    layout.remove(sentKey);
    return layout;
}

void CasesPane::restoreState(const QJsonObject &state)
{
    m_filter->restoreState(state.value(QStringLiteral("filter")).toObject());
    if (m_newCase.isEmpty())
        m_newCase = state.value(QStringLiteral("newCase")).toObject();
    m_desk.session.once().takeUp(state.value(sentKey).toArray(), m_desk.session.clock().now());
    m_memory->restore(state.value(QStringLiteral("table")).toObject());
    m_columns->fit();
}

} // namespace slipway
