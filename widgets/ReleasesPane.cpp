#include "widgets/ReleasesPane.h"

#include "models/ReleaseActions.h"
#include "widgets/Allowed.h"
#include "widgets/ColumnRoom.h"
#include "widgets/EmptyState.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/ProgressDelegate.h"
#include "widgets/SortMenu.h"
#include "widgets/StaleNote.h"
#include "widgets/TableMemory.h"
#include "widgets/Theme.h"
#include "widgets/ViewKeys.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace slipway {

ReleasesPane::ReleasesPane(const Desk &desk, QWidget *parent)
    : Pane(QStringLiteral("releases"), desk, parent), m_model(desk.session)
{
    m_proxy.setSourceModel(&m_model);
    build();
    addActions();
    connectModel();
    setView(ReleaseView::Open);
}

QString ReleasesPane::title() const
{
    return tr("Releases");
}

void ReleasesPane::build()
{
    buildTable();
    m_empty = new EmptyState;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_message = new InlineMessage(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::unit, theme::unit, theme::unit, theme::unit);
    column->setSpacing(theme::unit);
    column->addLayout(buildBar());
    column->addWidget(new StaleNote(m_desk.session, this));
    column->addWidget(m_message);
    m_partial = new QLabel(this);
    m_partial->setObjectName(QStringLiteral("partial"));
    m_partial->setTextFormat(Qt::PlainText);
    m_partial->setFont(theme::small());
    m_partial->hide();
    column->addWidget(m_partial);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_table);
}

QHBoxLayout *ReleasesPane::buildBar()
{
    auto *bar = new QHBoxLayout;
    bar->setSpacing(theme::unit / 2);
    m_buttons = new QButtonGroup(this);
    const std::array<std::pair<ReleaseView, QString>, 4> views{
        {{ReleaseView::Open, tr("Open")},
         {ReleaseView::WaitsForMe, tr("Waiting for me")},
         {ReleaseView::Mine, tr("Mine")},
         {ReleaseView::All, tr("All")}}};
    for (const auto &[view, text] : views) {
        auto *button = new QPushButton(text);
        button->setCheckable(true);
        button->setAccessibleName(tr("Show: %1").arg(text));
        m_buttons->addButton(button, static_cast<int>(view));
        bar->addWidget(button);
    }
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Filter by any word"));
    m_search->setAccessibleName(tr("Filter releases by any word"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    bar->addSpacing(theme::unit / 2);
    bar->addWidget(m_search, 1);
    auto *views2 = new QToolButton;
    views2->setText(tr("Views"));
    views2->setAccessibleName(tr("Views that were kept"));
    views2->setPopupMode(QToolButton::InstantPopup);
    views2->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_viewMenu = new QMenu(views2);
    views2->setMenu(m_viewMenu);
    connect(m_viewMenu, &QMenu::aboutToShow, this, &ReleasesPane::fillViewMenu);
    bar->addWidget(views2);
    return bar;
}

void ReleasesPane::buildTable()
{
    m_table = new QTableView;
    m_table->setModel(&m_proxy);
    m_table->setAccessibleName(tr("Releases"));
    m_table->setItemDelegate(new ProgressDelegate(
        {ReleasesModel::State}, ReleasesModel::StepTitle,
        [this](const QModelIndex &index) {
            const int row = m_proxy.mapToSource(index).row();
            return ProgressDelegate::Progress{m_model.progress(row), m_model.stepStates(row),
                                              m_model.eta(row), m_model.release(row).state};
        },
        m_table));
    m_memory = new TableMemory(m_table, [this](int row) {
        return m_model.release(m_proxy.mapToSource(m_proxy.index(row, 0)).row()).id;
    });
    QHeaderView *header = m_table->horizontalHeader();
    header->setSortIndicatorShown(true);
    header->setSortIndicatorClearable(true);
    header->setSectionsClickable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    // Where there is little room, who is waited for is still seen.
    m_columns = new ColumnRoom(
        header, {{ReleasesModel::StepTitle, 28 * theme::unit}, {ReleasesModel::WaitsFor, 24 * theme::unit}},
        {{ReleasesModel::Id, 8 * theme::unit},
         {ReleasesModel::Application, 20 * theme::unit},
         {ReleasesModel::State, 19 * theme::unit}},
        {{ReleasesModel::Started, 18 * theme::unit},
         {ReleasesModel::Pipeline, 14 * theme::unit},
         {ReleasesModel::RequestedBy, 12 * theme::unit}});
    header->moveSection(header->visualIndex(ReleasesModel::Pipeline),
                        header->visualIndex(ReleasesModel::WaitsFor));
    header->setSectionsMovable(true);
    m_table->installEventFilter(this);
}

void ReleasesPane::connectModel()
{
    connect(m_buttons, &QButtonGroup::idClicked, this,
            [this](int view) { setView(static_cast<ReleaseView>(view)); });
    connect(m_search, &QLineEdit::textChanged, this, &ReleasesPane::applyFilter);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { m_table->setFocus(); });
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
            [this](int column, Qt::SortOrder order) {
                m_proxy.sort(column, order);
                if (column >= 0)
                    m_model.fetchAll(); // the first by it may be the oldest
                refreshPartial();
            });
    connect(m_table, &QTableView::doubleClicked, this, &ReleasesPane::openChosen);
    connect(m_table, &QWidget::customContextMenuRequested, this, &ReleasesPane::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ReleasesPane::refresh);
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, &ReleasesPane::refresh);
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, &ReleasesPane::refresh);
    connect(&m_proxy, &QAbstractItemModel::rowsRemoved, this, &ReleasesPane::refresh);
    connect(&m_proxy, &QAbstractItemModel::dataChanged, this, &ReleasesPane::refresh);
    connect(&m_model, &ReleasesModel::loaded, this, [this] {
        m_message->settle();
        fetchOn();
        refresh();
    });
    connect(&m_model, &ReleasesModel::failed, this, [this](const Problem &problem) {
        m_message->showUntilSettled(problem);
        refresh();
    });
    connect(&m_desk.session, &Session::stateChanged, this, &ReleasesPane::applyFilter);
}

void ReleasesPane::addActions()
{
    Actions &actions = m_desk.actions;
    const QString group = tr("Releases");
    const auto showLine = [this] {
        return chosen() ? QStringLiteral("slipwayctl release show %1").arg(chosen()->id) : QString();
    };
    m_open = actions.add(
        this, QStringLiteral("releases.open"), group, tr("Open the release"), [this] { openChosen(); }, {},
        showLine);
    m_history = actions.add(
        this, QStringLiteral("releases.history"), group, tr("Show its history"),
        [this] {
            if (chosen())
                m_desk.navigator.open(QStringLiteral("activity/release/%1").arg(chosen()->id));
        },
        {},
        [this] {
            return chosen() ? historyLine(QStringLiteral("release/%1").arg(chosen()->id)) : QString();
        });
    m_help = actions.add(this, QStringLiteral("releases.help"), group, tr("What its pipeline does"), [this] {
        if (chosen())
            m_desk.navigator.showHelp(chosen()->pipeline);
    });
    m_start = actions.add(
        this, QStringLiteral("releases.start"), group, tr("Start a release…"),
        [this] { m_desk.navigator.startRelease(chosenApplication()); }, {},
        [this] {
            const bool isDrafted = !m_startDrafts.pipelineOf(chosenApplication()).isEmpty();
            return isDrafted ? QString() : startLine(chosenApplication()); // the sheet has what is typed
        });
    m_sort = actions.add(
        this, QStringLiteral("releases.sort"), group, tr("Sort releases by…"),
        [this] {
            m_desk.navigator.open(id());
            (new SortMenu(m_table, tr("As they came, the newest first")))->ask();
        },
        Qt::CTRL | Qt::SHIFT | Qt::Key_O);
}

QString ReleasesPane::chosenApplication() const
{
    return chosen() ? chosen()->application : QString();
}

const ReleaseRow *ReleasesPane::chosen() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? &m_model.release(m_proxy.mapToSource(index).row()) : nullptr;
}

void ReleasesPane::setView(ReleaseView view)
{
    m_view = view;
    m_buttons->button(static_cast<int>(view))->setChecked(true);
    applyFilter();
}

void ReleasesPane::applyFilter()
{
    const Session &session = m_desk.session;
    if (m_view == ReleaseView::All) {
        m_proxy.setAccepts({});
    } else {
        m_proxy.setAccepts([this, view = m_view, user = session.user(),
                            role = session.role()](const QAbstractItemModel &, int row) {
            return isShown(m_model.release(row), view, user, role);
        });
    }
    if (m_proxy.filterText() != m_search->text())
        m_proxy.setText(m_search->text());
    if (!m_search->text().trimmed().isEmpty())
        m_model.fetchAll(); // what is sought may be the oldest
    fetchOn();
    refresh();
}

void ReleasesPane::fetchOn()
{
    const int room = m_table->viewport()->height() / std::max(1, theme::rowHeight()) + 1;
    if (m_desk.session.isLive() && !m_model.isLoading() && m_proxy.rowCount() < room &&
        m_model.canFetchMore({}))
        m_model.fetchMore({});
}

void ReleasesPane::refresh()
{
    const bool isChosen = chosen() != nullptr;
    for (QAction *action : {m_open, m_history, m_help})
        action->setVisible(isChosen);
    m_start->setVisible(m_desk.session.isLive() && isAllowed(m_desk.session, QLatin1String("startRelease")));
    m_sort->setVisible(m_model.rowCount() > 0);
    refreshPartial();
    refreshEmpty();
}

void ReleasesPane::refreshPartial()
{
    const bool needsAll = m_proxy.sortColumn() >= 0 || !m_search->text().trimmed().isEmpty();
    m_partial->setVisible(needsAll && m_model.rowCount() > 0 && !m_model.isWhole());
    if (m_partial->isHidden())
        return;
    const QString count = QLocale().toString(m_model.rowCount());
    const QString words =
        m_model.hasFailed()
            ? tr("▲ Only the newest %1 are here: the older ones couldn't be fetched.").arg(count)
            : tr("◐ The newest %1 so far: the older ones are being fetched…").arg(count);
    theme::setTone(m_partial, m_model.hasFailed() ? theme::Tone::Warning : theme::Tone::Busy);
    m_partial->setText(words);
    m_partial->setAccessibleName(words);
}

void ReleasesPane::refreshEmpty()
{
    const bool isEmpty = m_proxy.rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
    if (!isEmpty)
        return;
    const Session &session = m_desk.session;
    if (m_empty->saysWhatIsWrong(m_desk, tr("Releases appear here once the service answers.")))
        return;
    const auto showAll = [this] {
        m_search->clear();
        setView(ReleaseView::All);
    };
    if (m_model.isLoading() || !session.isLive())
        m_empty->say(tr("Releases are being fetched…"), {});
    else if (m_model.hasFailed())
        m_empty->sayFailed([this] {
            m_message->hide();
            m_model.tryAgain();
            refreshEmpty();
        });
    else if (m_model.rowCount() > 0 && !m_search->text().trimmed().isEmpty())
        m_empty->say(tr("No release that is shown here has “%1”").arg(quietWord(m_search->text())), {},
                     tr("Show all"), showAll);
    else if (m_model.rowCount() > 0 && m_view == ReleaseView::WaitsForMe)
        m_empty->say(tr("Nothing waits for you"), {}, tr("Show all"), showAll);
    else if (m_model.rowCount() > 0)
        m_empty->say(tr("No release is open"), tr("Those that have ended are among all."), tr("Show all"),
                     showAll);
    else
        m_empty->say(tr("No releases yet"),
                     tr("A release copies production into a test environment, lets the customer try the "
                        "candidate there, and swaps the tested copy in. Each appears here with how far it "
                        "is and who is waited for."),
                     m_start->isVisible() ? tr("Start a release…") : QString(),
                     [this] { m_desk.navigator.startRelease({}); });
}

void ReleasesPane::openChosen()
{
    if (chosen())
        m_desk.navigator.open(QStringLiteral("release/%1").arg(chosen()->id));
}

void ReleasesPane::showMenu(const QPoint &place)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : {m_open, m_history, m_help, m_start, m_sort}) {
        if (action->isVisible())
            menu->addAction(action);
    }
    if (const ReleaseRow *release = chosen()) {
        menu->addSeparator();
        const QString line = QStringLiteral("slipwayctl release show %1").arg(release->id);
        connect(menu->addAction(tr("Copy as command")), &QAction::triggered, this,
                [this, line] { m_desk.navigator.copy(line); });
        const QString link = QStringLiteral("slipway:release/%1").arg(release->id);
        connect(menu->addAction(tr("Copy link")), &QAction::triggered, this,
                [this, link] { m_desk.navigator.copy(link); });
    }
    menu->popup(m_table->viewport()->mapToGlobal(place));
}

void ReleasesPane::open(const QString &reference)
{
    const QString view = reference.section(QLatin1Char('/'), 1);
    if (!view.isEmpty()) {
        m_search->clear();
        setView(releaseViewFromText(view));
    }
}

void ReleasesPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ReleasesPane::setActive(bool active)
{
    m_model.setActive(active);
    if (active) {
        m_clock.start();
        fetchOn();
    } else {
        m_clock.stop();
    }
    refresh();
}

bool ReleasesPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && leavesSearch(m_search, m_table, event))
        return true;
    if (watched == m_table && movesByLetters(m_table, event))
        return true;
    if (watched == m_table && isEnterKey(event)) {
        openChosen();
        return true;
    }
    return Pane::eventFilter(watched, event);
}

void ReleasesPane::keepStart(const QString &application, const QString &pipeline,
                             const StartDrafts::Typed &typed)
{
    m_startDrafts.set(application, pipeline, typed);
    Q_EMIT draftChanged();
}

void ReleasesPane::settleStart(const QString &application, const QString &pipeline,
                               const StartDrafts::Typed &sent, StartDrafts::Fate fate)
{
    m_startDrafts.settle(application, pipeline, sent, fate);
    Q_EMIT draftChanged();
}

} // namespace slipway
