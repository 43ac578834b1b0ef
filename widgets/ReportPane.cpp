#include "widgets/ReportPane.h"

#include "domain/LocalTime.h"
#include "models/Roles.h"
#include "widgets/AnswerPlot.h"
#include "widgets/ApplicationField.h"
#include "widgets/ColumnRoom.h"
#include "widgets/EmptyState.h"
#include "widgets/ExportBar.h"
#include "widgets/FlowLayout.h"
#include "widgets/InlineMessage.h"
#include "widgets/ProgressDelegate.h"
#include "widgets/StaleNote.h"
#include "widgets/TableMemory.h"
#include "widgets/Theme.h"
#include "widgets/WrappedLabel.h"

#include <QComboBox>
#include <QCompleter>
#include <QDateEdit>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds afterEvents{2000};
constexpr std::chrono::milliseconds handRests{400};
const QString ownSpan = QStringLiteral("own");

QDate today(const Session &session)
{
    const auto now = std::chrono::floor<std::chrono::milliseconds>(session.serviceTime());
    return QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count()).date();
}

// By a name that the service knows, too.
QTimeZone zoneHere()
{
    const QByteArray id = QTimeZone::systemTimeZoneId();
    return isTimeZone(id) ? QTimeZone(id) : QTimeZone::utc();
}

} // namespace

ReportPane::ReportPane(const Desk &desk, QWidget *parent)
    : Pane(QStringLiteral("report"), desk, parent), m_model(desk.session)
{
    build();
    addActions();
    connectParts();
    setSpan(QStringLiteral("30"));
    refresh();
}

ReportPane::~ReportPane()
{
    delete m_stack; // what shows the models goes before them
}

QString ReportPane::title() const
{
    return tr("Guarantees");
}

void ReportPane::build()
{
    m_words = new QLabel(this);
    m_words->setObjectName(QStringLiteral("reportWords"));
    wrap(m_words);
    m_message = new InlineMessage(this);
    m_where = new ExportBar(this);
    makeTables();
    m_empty = new EmptyState(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_halves);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::unit, theme::unit, theme::unit, theme::unit);
    column->setSpacing(theme::unit);
    column->addWidget(makeBar());
    column->addWidget(m_where);
    column->addWidget(new StaleNote(m_desk.session, this));
    column->addWidget(m_message);
    column->addWidget(m_words);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_by); // the table may still wait for its rows
}

QWidget *ReportPane::makeBar()
{
    auto *bar = new QWidget(this);
    m_by = new QComboBox(bar);
    m_by->setObjectName(QStringLiteral("by"));
    m_by->setAccessibleName(tr("What is counted by"));
    for (const auto &[by, text] :
         {std::pair("customer", tr("By customer")), std::pair("plan", tr("By plan")),
          std::pair("severity", tr("By severity")), std::pair("person", tr("By person")),
          std::pair("month", tr("By month")), std::pair("clock", tr("By guarantee"))})
        m_by->addItem(text, QLatin1String(by));
    m_span = new QComboBox(bar);
    m_span->setObjectName(QStringLiteral("span"));
    m_span->setAccessibleName(tr("Which days"));
    for (const auto &[span, text] :
         {std::pair("30", tr("Last 30 days")), std::pair("month", tr("This month")),
          std::pair("before", tr("Last month")), std::pair("year", tr("This year"))})
        m_span->addItem(text, QLatin1String(span));
    m_span->addItem(tr("From … to …"), ownSpan);
    const auto day = [bar](const char *name, const QString &text) {
        auto *edit = new QDateEdit(bar);
        edit->setObjectName(QLatin1String(name));
        edit->setAccessibleName(text);
        edit->setCalendarPopup(true);
        edit->setDateRange(QDate(2000, 1, 1), QDate(2999, 12, 31));
        return edit;
    };
    m_from = day("from", tr("First day"));
    m_to = day("to", tr("Last day"));
    m_customer = new ApplicationField(m_desk.session, bar, ApplicationField::Of::Customers);
    m_customer->setAccessibleName(tr("Only of this customer"));
    m_customer->setClearButtonEnabled(true);
    m_customer->setFixedWidth(18 * theme::unit);
    const auto button = [this, bar](const char *icon, const QString &text, const char *action) {
        auto *made = new QPushButton(theme::icon(QLatin1String(icon)), text, bar);
        made->setObjectName(QLatin1String(action));
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, [this, action] {
            if (QAction *found = m_desk.actions.find(QLatin1String(action)))
                found->trigger();
        });
        return made;
    };
    auto *row = new FlowLayout(bar); // in a narrow pane they need two lines
    row->setSpacing(theme::unit);
    for (QWidget *part : std::initializer_list<QWidget *>{
             m_by, m_span, m_from, m_to, m_customer, button("save", tr("Write to a file…"), "report.export"),
             button("copy", tr("Copy as command"), "report.copy")})
        row->addWidget(part);
    return bar;
}

void ReportPane::makeTables()
{
    const auto table = [](QAbstractItemModel *model, const char *name, const QString &text) {
        auto *made = new QTableView;
        made->setObjectName(QLatin1String(name));
        made->setModel(model);
        made->setAccessibleName(text);
        return made;
    };
    m_table = table(&m_model, "report", tr("How the guarantees were kept"));
    m_table->setItemDelegate(new ProgressDelegate(
        {}, SlaReportModel::Kept,
        [this](const QModelIndex &index) {
            ProgressDelegate::Progress progress;
            const ReportRow &row = m_model.row(index.row());
            if (row.keptPercent)
                progress.part = *row.keptPercent / 100;
            progress.state = index.data(StateRole).toString();
            return progress;
        },
        m_table));
    new TableMemory(m_table, [](int row) { return row + 1; });
    const int u = theme::unit;
    using Model = SlaReportModel;
    new ColumnRoom(m_table->horizontalHeader(), {{Model::What, 16 * u}},
                   {{Model::Kept, 24 * u}, {Model::Missed, 9 * u}},
                   {{Model::Met, 9 * u},
                    {Model::Half, 13 * u},
                    {Model::Most, 16 * u},
                    {Model::Answers, 10 * u},
                    {Model::Open, 8 * u},
                    {Model::Longest, 12 * u}});
    m_plot = new AnswerPlot;
    m_timesTable = table(&m_times, "times", tr("How long answers took"));
    m_timesTable->setItemDelegate(new StateDelegate({}, m_timesTable));
    new TableMemory(m_timesTable, [](int row) { return row + 1; });
    using Times = AnswerTimesModel;
    new ColumnRoom(m_timesTable->horizontalHeader(), {{Times::Within, 12 * u}}, {{Times::Count, 9 * u}},
                   {{Times::Share, 9 * u}, {Times::SoFar, 9 * u}});
    auto *times = new QSplitter(Qt::Horizontal);
    times->addWidget(m_plot);
    times->addWidget(m_timesTable);
    times->setChildrenCollapsible(false);
    times->setStretchFactor(0, 3);
    times->setStretchFactor(1, 2);
    m_halves = new QSplitter(Qt::Vertical);
    m_halves->addWidget(m_table);
    m_halves->addWidget(times);
    m_halves->setChildrenCollapsible(false);
    m_halves->setStretchFactor(0, 1);
    m_halves->setStretchFactor(1, 1);
}

void ReportPane::addActions()
{
    Actions &actions = m_desk.actions;
    const QString group = tr("Guarantees");
    actions.add(
        this, QStringLiteral("report.ask"), group, tr("Count the guarantees anew"), [this] { ask(); }, {},
        [this] { return query().commandLine(); });
    actions.add(this, QStringLiteral("report.export"), group, tr("Write the guarantees to a file…"),
                [this] { askWhere(); });
    actions.add(
        this, QStringLiteral("report.copy"), group, tr("Copy the count of guarantees as command"),
        [this] { m_desk.navigator.copy(query().commandLine()); }, {},
        [this] { return query().commandLine(); });
}

void ReportPane::connectParts()
{
    connect(m_by, &QComboBox::currentIndexChanged, this, &ReportPane::ask);
    connect(m_span, &QComboBox::activated, this, [this] {
        setSpan(m_span->currentData().toString());
        ask();
    });
    for (QDateEdit *day : {m_from, m_to})
        connect(day, &QDateEdit::userDateChanged, this, [this] {
            m_span->setCurrentIndex(m_span->findData(ownSpan));
            m_soon.start(handRests);
        });
    // Half a name isn't a customer: asked once it is chosen or left.
    connect(m_customer, &QLineEdit::editingFinished, this, [this] {
        if (m_model.isAsked() && m_model.query().customer != query().customer)
            ask();
    });
    connect(m_customer->completer(), qOverload<const QString &>(&QCompleter::activated), this,
            &ReportPane::ask, Qt::QueuedConnection);
    connect(m_customer, &ApplicationField::failed, this,
            [this](const Problem &problem) { m_message->showUntilSettled(problem); });
    connect(&m_model, &SlaReportModel::loaded, this, [this] {
        m_message->settle();
        refresh();
    });
    connect(&m_model, &SlaReportModel::failed, this, [this](const Problem &problem) {
        m_message->showUntilSettled(problem);
        refresh();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ReportPane::showTimes);
    connect(m_plot, &AnswerPlot::barChosen, this, [this](int bar) { m_timesTable->selectRow(bar); });
    connect(m_timesTable->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) { m_plot->choose(now.row()); });
    connect(m_where, &ExportBar::wanted, this, [this](const QString &path) {
        m_where->say(tr("Being written…"));
        m_keeper.keep(path, m_model.csv());
    });
    connect(m_where, &ExportBar::givenUp, this, [this] { m_table->setFocus(Qt::OtherFocusReason); });
    connect(&m_keeper, &FileKeeper::kept, this, [this](const QString &path) {
        m_where->hide();
        m_message->show(InlineMessage::Kind::Success, tr("Written to %1.").arg(path));
        m_table->setFocus(Qt::OtherFocusReason);
    });
    connect(&m_keeper, &FileKeeper::failed, this, [this](const Problem &problem) {
        m_where->settle();
        m_message->show(problem);
    });
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &ReportPane::ask);
    connect(&m_desk.session, &Session::eventsArrived, this, [this](const std::vector<Event> &events) {
        const bool isMeant = std::any_of(events.begin(), events.end(), [](const Event &event) {
            return event.kind.startsWith(QLatin1String("case.")) ||
                   event.kind.startsWith(QLatin1String("sla."));
        });
        m_isDirty = m_isDirty || isMeant;
        if (isMeant && m_isActive && !m_soon.isActive())
            m_soon.start(afterEvents);
    });
    connect(&m_desk.session, &Session::resynchronized, this, [this] {
        m_isDirty = true;
        if (m_isActive)
            ask();
    });
    connect(&m_desk.session, &Session::stateChanged, this, &ReportPane::refresh);
}

void ReportPane::setSpan(const QString &name)
{
    const QDate now = today(m_desk.session);
    QDate from = now.addDays(-29);
    QDate to = now;
    if (name == QLatin1String("month"))
        from = QDate(now.year(), now.month(), 1);
    else if (name == QLatin1String("before")) {
        to = QDate(now.year(), now.month(), 1).addDays(-1);
        from = QDate(to.year(), to.month(), 1);
    } else if (name == QLatin1String("year"))
        from = QDate(now.year(), 1, 1);
    else if (name == ownSpan)
        return;
    const QSignalBlocker quiet(m_from);
    const QSignalBlocker quieter(m_to);
    m_from->setDate(from);
    m_to->setDate(to);
    m_span->setCurrentIndex(std::max(0, m_span->findData(name)));
}

ReportQuery ReportPane::query() const
{
    ReportQuery query;
    query.by = m_by->currentData().toString();
    query.from = std::min(m_from->date(), m_to->date());
    query.to = std::max(m_from->date(), m_to->date());
    query.customer = m_customer->text().trimmed();
    query.zone = zoneHere();
    return query;
}

void ReportPane::ask()
{
    m_soon.stop();
    if (!m_isActive || !m_desk.session.isKnown()) {
        m_isDirty = true;
        return;
    }
    m_isDirty = false;
    setSpan(m_span->currentData().toString()); // a night may have passed
    m_model.ask(query());
    refresh();
}

void ReportPane::refresh()
{
    m_words->setText(m_model.isLoaded() ? m_model.inWords() : QString());
    m_words->setAccessibleName(m_words->text());
    m_words->setVisible(m_model.rowCount() > 0);
    if (QAction *write = m_desk.actions.find(QStringLiteral("report.export")))
        write->setVisible(m_model.rowCount() > 0);
    if (auto *button = findChild<QPushButton *>(QStringLiteral("report.export")))
        button->setEnabled(m_model.rowCount() > 0);
    showTimes();
    refreshEmpty();
}

void ReportPane::showTimes()
{
    const QModelIndex chosen = m_table->currentIndex();
    const ReportRow &row = chosen.isValid() ? m_model.row(chosen.row()) : m_model.sum();
    m_times.show(row.buckets);
    m_plot->setBuckets(row.isSum ? tr("How long answers took")
                                 : tr("How long answers took: %1").arg(m_model.name(row)),
                       row.buckets);
}

void ReportPane::refreshEmpty()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_stack->setCurrentIndex(isEmpty ? 1 : 0);
    if (!isEmpty)
        return;
    if (m_empty->saysWhatIsWrong(m_desk, tr("What was guaranteed is counted here once the service answers.")))
        return;
    if (m_model.hasFailed())
        m_empty->sayFailed([this] {
            m_message->hide();
            ask();
        });
    else if (!m_model.isLoaded())
        m_empty->say(tr("The guarantees are being counted…"), {});
    else
        m_empty->say(
            tr("No guarantee began in these days"),
            tr("Here is counted how the guarantees were kept: whenever a case comes in, or its customer "
               "writes again, a clock begins to run against what is agreed. Choose other days, or another "
               "customer."),
            tr("Show this year"), [this] {
                m_customer->clear();
                setSpan(QStringLiteral("year"));
                ask();
            });
}

void ReportPane::askWhere()
{
    const ReportQuery asked = m_model.query();
    m_where->ask(QStringLiteral("guarantees-by-%1-%2.csv").arg(asked.by, asked.to.toString(Qt::ISODate)));
}

void ReportPane::open(const QString &reference)
{
    const int by = m_by->findData(reference.section(QLatin1Char('/'), 1));
    if (by >= 0)
        m_by->setCurrentIndex(by);
}

void ReportPane::setActive(bool active)
{
    m_isActive = active;
    if (m_isActive && m_isDirty)
        ask();
}

QJsonObject ReportPane::saveState() const
{
    return {{QStringLiteral("by"), m_by->currentData().toString()},
            {QStringLiteral("span"), m_span->currentData().toString()},
            {QStringLiteral("from"), m_from->date().toString(Qt::ISODate)},
            {QStringLiteral("to"), m_to->date().toString(Qt::ISODate)},
            {QStringLiteral("customer"), m_customer->text()},
            {QStringLiteral("halves"), QString::fromLatin1(m_halves->saveState().toBase64())}};
}

void ReportPane::restoreState(const QJsonObject &state)
{
    const auto text = [&state](const char *key) { return state.value(QLatin1String(key)).toString(); };
    if (const int by = m_by->findData(text("by")); by >= 0)
        m_by->setCurrentIndex(by);
    if (text("span") == ownSpan) {
        const QSignalBlocker quiet(m_from);
        const QSignalBlocker quieter(m_to);
        m_from->setDate(QDate::fromString(text("from"), Qt::ISODate));
        m_to->setDate(QDate::fromString(text("to"), Qt::ISODate));
        m_span->setCurrentIndex(m_span->findData(ownSpan));
    } else if (!text("span").isEmpty()) {
        setSpan(text("span"));
    }
    m_customer->setText(text("customer"));
    if (const QString kept = text("halves"); !kept.isEmpty())
        m_halves->restoreState(QByteArray::fromBase64(kept.toLatin1()));
    ask();
}

} // namespace slipway

#include "moc_ReportPane.cpp"
