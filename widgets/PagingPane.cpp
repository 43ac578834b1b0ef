#include "widgets/PagingPane.h"

#include "models/ShellLine.h"
#include "widgets/ColumnRoom.h"
#include "widgets/EmptyState.h"
#include "widgets/EventWords.h"
#include "widgets/ExportBar.h"
#include "widgets/InlineMessage.h"
#include "widgets/PageTimeline.h"
#include "widgets/StaleNote.h"
#include "widgets/StateDelegate.h"
#include "widgets/TableMemory.h"
#include "widgets/Theme.h"
#include "widgets/ViewKeys.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

namespace slipway {

namespace {

constexpr int askDelay = 300;

} // namespace

PagingPane::PagingPane(const Desk &desk, QWidget *parent)
    : Pane(QStringLiteral("paging"), desk, parent), m_model(desk.session), m_export(desk.session)
{
    build();
    addActions();
    connectModel();
    refresh();
}

QString PagingPane::title() const
{
    return tr("Paging");
}

void PagingPane::build()
{
    makeTable();
    m_timeline = new PageTimeline(this);
    m_splitter = new QSplitter(Qt::Horizontal);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_timeline);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({88 * theme::unit, 44 * theme::unit});
    m_splitter->setChildrenCollapsible(false);
    m_empty = new EmptyState;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    m_message = new InlineMessage(this);
    m_where = new ExportBar(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::unit, theme::unit, theme::unit, theme::unit);
    column->setSpacing(theme::unit);
    column->addLayout(makeBar());
    column->addWidget(m_where);
    column->addWidget(new StaleNote(m_desk.session, this));
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_table);
}

QLineEdit *PagingPane::field(const QString &placeholder, const QString &name)
{
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(name);
    edit->setClearButtonEnabled(true);
    edit->setMinimumWidth(12 * theme::unit);
    edit->installEventFilter(this);
    connect(edit, &QLineEdit::textChanged, &m_askTimer, qOverload<>(&QTimer::start));
    connect(edit, &QLineEdit::returnPressed, this, &PagingPane::ask);
    return edit;
}

QHBoxLayout *PagingPane::makeBar()
{
    m_askTimer.setSingleShot(true);
    m_askTimer.setInterval(askDelay);
    m_case = field(tr("Case"), tr("Only for this case"));
    m_case->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("#?[0-9]{0,15}")), m_case));
    m_person = field(tr("Who, or which address"), tr("Only to this person"));
    m_ack = new QPushButton(theme::icon(QStringLiteral("check")), tr("Acknowledge"));
    m_ack->setObjectName(QStringLiteral("acknowledge"));
    m_ack->setAutoDefault(false);
    m_ack->setToolTip(tr("Whoever was called has heard: nobody else is paged for this case"));
    connect(m_ack, &QPushButton::clicked, this, &PagingPane::acknowledge);
    auto *save = new QToolButton;
    save->setObjectName(QStringLiteral("export"));
    save->setIcon(theme::icon(QStringLiteral("save")));
    save->setAccessibleName(tr("Write to a file (CSV)"));
    connect(save, &QToolButton::clicked, this, &PagingPane::askWhere);
    auto *copy = new QToolButton;
    copy->setIcon(theme::icon(QStringLiteral("copy")));
    copy->setAccessibleName(tr("Copy what is asked for as command"));
    connect(copy, &QToolButton::clicked, this, [this] { m_desk.navigator.copy(queryCommand()); });
    for (QToolButton *button : {save, copy}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setToolTip(button->accessibleName());
    }
    auto *bar = new QHBoxLayout;
    bar->setSpacing(theme::unit);
    bar->addWidget(m_case, 1);
    bar->addWidget(m_person, 2);
    bar->addStretch(2);
    bar->addWidget(m_ack);
    bar->addWidget(save);
    bar->addWidget(copy);
    return bar;
}

void PagingPane::makeTable()
{
    m_table = new QTableView;
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Pages, newest first"));
    m_table->setItemDelegate(new StateDelegate({PagesModel::State}, m_table));
    m_memory = new TableMemory(m_table, [this](int row) { return m_model.entry(row).id; });
    const int u = theme::unit;
    m_columns =
        new ColumnRoom(m_table->horizontalHeader(), {{PagesModel::State, 24 * u}},
                       {{PagesModel::Due, 22 * u}, {PagesModel::To, 12 * u}, {PagesModel::Case, 8 * u}},
                       {{PagesModel::Lateness, 10 * u},
                        {PagesModel::Acknowledged, 15 * u},
                        {PagesModel::Method, 8 * u},
                        {PagesModel::Step, 16 * u}});
    m_table->installEventFilter(this);
}

void PagingPane::connectModel()
{
    connect(&m_askTimer, &QTimer::timeout, this, &PagingPane::ask);
    connect(m_table, &QWidget::customContextMenuRequested, this, &PagingPane::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &PagingPane::refresh);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &PagingPane::refresh);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &PagingPane::refresh);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &PagingPane::refresh);
    connect(&m_model, &PagedModel::loaded, this, [this] {
        m_message->settle();
        refresh();
    });
    connect(&m_model, &PagedModel::failed, this, [this](const Problem &problem) {
        m_message->showUntilSettled(problem);
        refresh();
    });
    connect(&m_desk.session, &Session::stateChanged, this, &PagingPane::refresh);
    connect(m_where, &ExportBar::wanted, this,
            [this](const QString &path) { m_export.write(m_model.query(), path); });
    connect(m_where, &ExportBar::givenUp, this, [this] {
        m_export.giveUp();
        m_table->setFocus();
    });
    connect(&m_export, &PagesExport::progressed, this,
            [this](int pages) { m_where->say(tr("%n pages so far…", nullptr, pages)); });
    connect(&m_export, &PagesExport::failed, this, [this](const Problem &problem) {
        m_where->settle();
        m_message->show(problem);
    });
    connect(&m_export, &PagesExport::done, this, [this](int pages, const QString &path) {
        m_where->hide();
        m_message->show(InlineMessage::Kind::Success,
                        tr("%n pages are written to %1.", nullptr, pages).arg(path));
        m_table->setFocus();
    });
}

void PagingPane::addActions()
{
    Actions &actions = m_desk.actions;
    const QString group = tr("Duty");
    m_ackAction = actions.add(
        this, QStringLiteral("paging.acknowledge"), group, tr("Acknowledge the page"),
        [this] { acknowledge(); }, {},
        [this] {
            const auto page = chosen();
            return page ? QStringLiteral("slipwayctl page ack %1").arg(page->id) : QString();
        });
    m_openAction = actions.add(
        this, QStringLiteral("paging.case"), group, tr("Open the case of the page"),
        [this] {
            if (const auto page = chosen())
                m_desk.navigator.open(QStringLiteral("case/%1").arg(page->caseId));
        },
        {},
        [this] {
            const auto page = chosen();
            return page ? QStringLiteral("slipwayctl case show %1").arg(page->caseId) : QString();
        });
    m_allAction = actions.add(
        this, QStringLiteral("paging.all"), group, tr("Show all pages"), [this] { clear(); }, {},
        [] { return QStringLiteral("slipwayctl page list"); });
    actions.add(
        this, QStringLiteral("paging.export"), group, tr("Write the pages to a file…"),
        [this] {
            m_desk.navigator.open(QStringLiteral("paging"));
            askWhere();
        },
        {}, [this] { return queryCommand() + QStringLiteral(" --csv"); });
}

void PagingPane::ask()
{
    m_askTimer.stop();
    QString number = m_case->text();
    number.remove(QLatin1Char('#'));
    m_model.ask({number.toLongLong(), m_person->text().trimmed()});
    refresh();
}

void PagingPane::clear()
{
    m_case->clear();
    m_person->clear();
    ask();
}

std::optional<PageEntry> PagingPane::chosen() const
{
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid() || index.row() >= m_model.rowCount())
        return std::nullopt;
    return m_model.entry(index.row());
}

bool PagingPane::mayAcknowledge() const
{
    const auto role = m_desk.session.role();
    return !role || *role != Role::Sales;
}

void PagingPane::acknowledge()
{
    const auto page = chosen();
    if (!page || !m_ackAction->isVisible() || m_underWay.contains(page->id))
        return;
    m_underWay.insert(page->id);
    refresh();
    const auto how = [this, id = page->id](const QByteArray &key) {
        return m_desk.session.client().acknowledgePage(id, key);
    };
    m_desk.session.once()
        .send(QStringLiteral("page/%1/ack").arg(page->id), how)
        .then([this, page = *page, alive = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            m_underWay.remove(page.id);
            if (answer)
                m_message->show(InlineMessage::Kind::Success,
                                tr("Acknowledged: nobody else is paged for case %1.").arg(page.caseId));
            else
                m_message->show(answer.error());
            refresh(); // the page itself comes by the feed
        });
}

QString PagingPane::queryCommand() const
{
    QString line = QStringLiteral("slipwayctl page list");
    if (const qint64 number = m_model.query().ofCase; number > 0)
        line += QStringLiteral(" --case %1").arg(number);
    if (const QString person = m_model.query().person; !person.isEmpty())
        line += QLatin1Char(' ') + shellQuoted(QStringLiteral("--search=") + person);
    return line;
}

void PagingPane::askWhere()
{
    const QString day = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd"));
    const qint64 number = m_model.query().ofCase;
    m_where->ask(number > 0 ? QStringLiteral("pages-case-%1-%2.csv").arg(number).arg(day)
                            : QStringLiteral("pages-%1.csv").arg(day));
}

void PagingPane::refresh()
{
    const auto page = chosen();
    m_timeline->setPage(page);
    const bool canAcknowledge = page && page->isOpen() && mayAcknowledge() && m_desk.session.isLive();
    m_ack->setVisible(canAcknowledge);
    m_ack->setEnabled(canAcknowledge && !m_underWay.contains(page->id));
    m_ackAction->setVisible(canAcknowledge);
    m_openAction->setVisible(page && page->caseId > 0);
    m_allAction->setVisible(!(m_model.query() == PagesModel::Query{}));
    refreshEmpty();
}

void PagingPane::refreshEmpty()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_splitter);
    if (!isEmpty)
        return;
    if (m_empty->saysWhatIsWrong(m_desk, tr("Who was called appears here once the service answers.")))
        return;
    if (m_model.isLoading() || !m_desk.session.isLive())
        m_empty->say(tr("The pages are being read…"), {});
    else if (m_model.hasFailed())
        m_empty->sayFailed([this] {
            m_message->hide();
            m_model.tryAgain();
            refreshEmpty();
        });
    else if (m_allAction->isVisible())
        m_empty->say(tr("No page is like this"), tr("A part of a name or of an address is enough."),
                     tr("Show all"), [this] { clear(); });
    else
        m_empty->say(
            tr("Nobody has been called yet"),
            tr("Every call to somebody on duty is written down here: when it was due, when the server "
               "had taken it, how late that was, and when it was acknowledged."),
            tr("What if a case came now?"),
            [this] { m_desk.navigator.open(QStringLiteral("duty/what-if")); });
}

void PagingPane::showMenu(const QPoint &place)
{
    const auto page = chosen();
    if (!page)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : {m_ackAction, m_openAction}) {
        if (action->isVisible())
            menu->addAction(action);
    }
    connect(menu->addAction(tr("Only case %1").arg(page->caseId)), &QAction::triggered, this,
            [this, number = page->caseId] { m_case->setText(QString::number(number)); });
    connect(menu->addAction(tr("Only to %1").arg(quietWord(page->to, 40))), &QAction::triggered, this,
            [this, person = page->to] { m_person->setText(person); });
    if (m_allAction->isVisible())
        menu->addAction(m_allAction);
    menu->addSeparator();
    connect(menu->addAction(tr("Copy as command")), &QAction::triggered, this, [this, number = page->caseId] {
        m_desk.navigator.copy(QStringLiteral("slipwayctl page list --case %1").arg(number));
    });
    menu->popup(m_table->viewport()->mapToGlobal(place));
}

void PagingPane::open(const QString &reference)
{
    const QString kind = reference.section(QLatin1Char('/'), 0, 0);
    const QString rest = reference.section(QLatin1Char('/'), 1);
    if (kind == QLatin1String("page")) {
        clear();
        m_memory->choose(rest.toLongLong());
        return;
    }
    const bool isCase = rest.startsWith(QLatin1String("case/"));
    m_case->setText(isCase ? rest.section(QLatin1Char('/'), 1, 1) : QString());
    m_person->setText(isCase ? QString() : rest);
    ask();
}

void PagingPane::focusSearch()
{
    m_person->setFocus(Qt::ShortcutFocusReason);
    m_person->selectAll();
}

void PagingPane::setActive(bool active)
{
    m_model.setActive(active);
    refresh();
}

bool PagingPane::eventFilter(QObject *watched, QEvent *event)
{
    auto *edit = qobject_cast<QLineEdit *>(watched);
    if (edit && isPlainKey(event, Qt::Key_Escape) && leavesSearch(edit, m_table, event))
        return true;
    if (watched != m_table)
        return Pane::eventFilter(watched, event);
    if (movesByLetters(m_table, event))
        return true;
    if (isEnterKey(event)) {
        if (m_openAction->isVisible())
            m_openAction->trigger();
        return true;
    }
    if (isPlainKey(event, Qt::Key_A)) {
        if (!isHeldKey(event))
            acknowledge();
        return true;
    }
    return Pane::eventFilter(watched, event);
}

QJsonObject PagingPane::saveState() const
{
    return {{QStringLiteral("case"), m_case->text()},
            {QStringLiteral("person"), m_person->text()},
            {QStringLiteral("table"), m_memory->save()},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())}};
}

void PagingPane::restoreState(const QJsonObject &state)
{
    m_case->setText(state.value(QStringLiteral("case")).toString());
    m_person->setText(state.value(QStringLiteral("person")).toString());
    ask();
    m_splitter->restoreState(
        QByteArray::fromBase64(state.value(QStringLiteral("splitter")).toString().toLatin1()));
    m_memory->restore(state.value(QStringLiteral("table")).toObject());
}

} // namespace slipway

#include "moc_PagingPane.cpp"
