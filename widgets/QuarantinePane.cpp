#include "widgets/QuarantinePane.h"

#include "widgets/Allowed.h"
#include "widgets/ColumnRoom.h"
#include "widgets/EmptyState.h"
#include "widgets/EventWords.h"
#include "widgets/ExportBar.h"
#include "widgets/FlowLayout.h"
#include "widgets/InlineMessage.h"
#include "widgets/MailExtras.h"
#include "widgets/MailReading.h"
#include "widgets/MessageCard.h"
#include "widgets/StaleNote.h"
#include "widgets/StateDelegate.h"
#include "widgets/Style.h"
#include "widgets/TableMemory.h"
#include "widgets/Theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace slipway {

namespace {

constexpr int askDelay = 300;
constexpr int shortWhile = 150;
constexpr int lowHeight = 15 * theme::unit; // in which each dot counts

} // namespace

QuarantinePane::QuarantinePane(const Desk &desk, QWidget *parent)
    : Pane(QStringLiteral("quarantine"), desk, parent),
      m_model(desk.session),
      m_watch(desk.session),
      m_batch(desk.session)
{
    build();
    addActions();
    connectParts();
    connectModel();
    refresh();
}

QuarantinePane::~QuarantinePane()
{
    delete m_stack; // what shows the models goes before them
}

QString QuarantinePane::title() const
{
    return tr("Quarantine");
}

void QuarantinePane::build()
{
    makeTable();
    m_reading = new MailReading;
    m_reading->installEventFilter(this);
    m_splitter = new QSplitter(Qt::Horizontal);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_reading);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({66 * theme::unit, 66 * theme::unit});
    m_splitter->setChildrenCollapsible(false);
    m_empty = new EmptyState;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    m_message = new InlineMessage(this);
    m_message->setObjectName(QStringLiteral("message"));
    m_where = new ExportBar(this);
    m_extras = new MailExtras(m_desk.session, *m_where, *m_message, *m_table, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::unit, theme::unit, theme::unit, theme::unit);
    column->setSpacing(theme::unit);
    column->addWidget(makeBar());
    column->addWidget(m_where);
    column->addWidget(new StaleNote(m_desk.session, this));
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_table);
}

QPushButton *QuarantinePane::makeButton(Verb verb, const char *icon, const QString &name, const QString &hint)
{
    auto *button = new QPushButton(theme::icon(QLatin1String(icon)), {});
    button->setObjectName(name);
    button->setToolTip(hint);
    button->setAccessibleDescription(hint);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [this, verb] { perform(verb); });
    m_buttons[verb] = button;
    return button;
}

// The buttons stay in sight, together with the row one is at.
void QuarantinePane::resizeEvent(QResizeEvent *event)
{
    Pane::resizeEvent(event);
    const int gap = height() < lowHeight ? theme::unit / 4 : theme::unit;
    if (layout()->spacing() == gap)
        return;
    layout()->setContentsMargins(theme::unit, gap, theme::unit, gap);
    layout()->setSpacing(gap);
}

// In a narrow pane what is done with a mail stands on a line of its own.
QWidget *QuarantinePane::makeBar()
{
    m_askTimer.setSingleShot(true);
    m_askTimer.setInterval(askDelay);
    m_patience.setSingleShot(true);
    m_patience.setInterval(shortWhile);
    m_text = new QLineEdit;
    m_text->setPlaceholderText(tr("Sender or subject"));
    m_text->setAccessibleName(tr("Only mail with this in its sender or subject"));
    m_text->setClearButtonEnabled(true);
    m_text->setMaxLength(200);
    m_text->setMinimumWidth(12 * theme::unit);
    m_text->setMaximumWidth(40 * theme::unit);
    m_text->installEventFilter(this);
    m_discarded = new QPushButton(tr("Discarded mail"));
    m_discarded->setObjectName(QStringLiteral("discarded"));
    m_discarded->setCheckable(true);
    m_discarded->setAutoDefault(false);
    m_discarded->setToolTip(tr("Show what was discarded instead of what waits"));
    auto *bar = new QWidget(this);
    auto *flow = new FlowLayout(bar);
    flow->setSpacing(theme::unit);
    flow->setApart(true);
    const auto addGroup = [&] {
        auto *group = new QWidget(bar);
        auto *row = new QHBoxLayout(group);
        row->setContentsMargins({});
        row->setSpacing(theme::unit);
        flow->addWidget(group);
        return row;
    };
    QHBoxLayout *what = addGroup();
    what->addWidget(m_text, 1);
    what->addWidget(m_discarded);
    QHBoxLayout *verbs = addGroup();
    verbs->addWidget(makeButton(Verb::Discard, "remove", QStringLiteral("discard"),
                                tr("Nobody needs it; it can be taken back (Delete)")));
    verbs->addWidget(makeButton(Verb::TakeBack, "back", QStringLiteral("takeBack"),
                                tr("It waits in quarantine again, and its case is open (R)")));
    verbs->addWidget(makeButton(Verb::ReleaseInto, "case", QStringLiteral("releaseInto"),
                                tr("Whoever sent it does belong to the case that it names (I)")));
    verbs->addWidget(makeButton(Verb::Release, "check", QStringLiteral("release"),
                                tr("It is what it seems to be: into its case (R)")));
    m_buttons.at(Verb::Release)->setProperty(Style::primaryProperty, true);
    return bar;
}

void QuarantinePane::makeTable()
{
    m_table = new QTableView;
    // Before the view's own, which would go back.
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &QuarantinePane::goOn);
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Mail, newest first"));
    m_table->setItemDelegate(new StateDelegate({}, m_table));
    m_memory = new TableMemory(m_table, [this](int row) { return m_model.entry(row).id; });
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    const int u = theme::unit;
    m_columns = new ColumnRoom(
        m_table->horizontalHeader(), {{QuarantineModel::From, 16 * u}, {QuarantineModel::Subject, 16 * u}},
        {{QuarantineModel::When, 12 * u}}, {{QuarantineModel::Case, 7 * u}, {QuarantineModel::Why, 26 * u}});
    m_table->installEventFilter(this);
}

void QuarantinePane::connectParts()
{
    connect(&m_askTimer, &QTimer::timeout, this, &QuarantinePane::ask);
    connect(&m_patience, &QTimer::timeout, this, &QuarantinePane::refreshReading);
    connect(m_text, &QLineEdit::textChanged, &m_askTimer, qOverload<>(&QTimer::start));
    connect(m_text, &QLineEdit::returnPressed, this, [this] {
        ask();
        m_table->setFocus();
    });
    connect(m_discarded, &QPushButton::clicked, this, &QuarantinePane::ask);
    connect(m_table, &QWidget::customContextMenuRequested, this, &QuarantinePane::showMenu);
    connect(m_table, &QTableView::doubleClicked, m_reading,
            [this] { m_reading->setFocus(Qt::OtherFocusReason); });
    const auto chooses = [this] {
        if (m_table->currentIndex().isValid()) // rather than what a reference leads to
            m_wanted = m_wantedOfCase = 0;
        look();
    };
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, chooses);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, chooses);
    connect(m_reading, &MailReading::fileWanted, m_extras, &MailExtras::save);
    connect(m_reading, &MailReading::layoutWanted, m_extras, &MailExtras::layOut);
    connect(m_reading, &MailReading::linkCopied, m_extras, &MailExtras::tellCopied);
    connect(&m_batch, &MailBatch::finished, this, &QuarantinePane::onFinished);
    connect(&m_desk.session, &Session::stateChanged, this, [this] { setActive(m_isActive); });
}

void QuarantinePane::connectModel()
{
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, &QuarantinePane::look);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &QuarantinePane::look);
    connect(&m_model, &PagedModel::loaded, this, [this] {
        m_message->settle();
        chooseOfCase();
        look();
    });
    connect(&m_model, &PagedModel::failed, this, [this](const Problem &problem) {
        m_message->showUntilSettled(problem);
        refresh();
    });
    connect(&m_watch, &MailWatch::changed, this, &QuarantinePane::onMail);
}

bool QuarantinePane::mayLook() const
{
    return isAllowed(m_desk.session, QLatin1String("listMail"));
}

// Said again whenever who is signed in may be another.
void QuarantinePane::setActive(bool active)
{
    m_isActive = active;
    const bool looks = active && mayLook();
    if (looks != std::exchange(m_looks, looks)) {
        m_model.setActive(looks);
        m_watch.setActive(looks);
    }
    refresh();
}

void QuarantinePane::ask()
{
    m_askTimer.stop();
    m_model.ask({m_discarded->isChecked(), m_text->text().trimmed()});
    refresh();
}

void QuarantinePane::setDiscarded(bool discarded)
{
    m_discarded->setChecked(discarded);
    ask();
}

std::vector<qint64> QuarantinePane::chosen() const
{
    if (m_wanted > 0)
        return {m_wanted};
    std::vector<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.push_back(index.row());
    if (rows.empty() && m_table->currentIndex().isValid()) // where the keys are counts, if nothing else does
        rows.push_back(m_table->currentIndex().row());
    std::sort(rows.begin(), rows.end());
    std::vector<qint64> mails;
    for (const int row : rows) {
        if (row < m_model.rowCount())
            mails.push_back(m_model.entry(row).id);
    }
    return mails;
}

void QuarantinePane::look()
{
    const auto mails = chosen();
    const qint64 one = mails.size() == 1 ? mails.front() : 0;
    if (one != m_watch.id()) {
        m_extras->leave();
        m_patience.start();
        m_watch.watch(one);
    }
    refresh();
}

// What is chosen goes: the next one is, so that one key after the other works them off.
void QuarantinePane::goOn(const QModelIndex &, int first, int last)
{
    const int row = m_table->currentIndex().row();
    if (row < first || row > last || last + 1 >= m_model.rowCount())
        return;
    QItemSelectionModel *selection = m_table->selectionModel();
    const bool isOne = selection->selectedRows().size() <= 1;
    selection->setCurrentIndex(m_model.index(last + 1, 0),
                               isOne ? QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows
                                     : QItemSelectionModel::NoUpdate);
}

// A reference leads to the list in which the mail is; one that is in neither is shown all the same.
void QuarantinePane::onMail()
{
    const MailEntry &mail = m_watch.about().mail;
    if (m_watch.isLoaded() && m_wanted == mail.id && (mail.isWaiting() || mail.isDiscarded())) {
        if (mail.isDiscarded() != m_discarded->isChecked())
            setDiscarded(mail.isDiscarded());
        m_memory->choose(mail.id);
    }
    refresh();
}

void QuarantinePane::chooseOfCase()
{
    for (int row = 0; m_wantedOfCase > 0 && row < m_model.rowCount(); ++row) {
        if (m_model.entry(row).caseId == m_wantedOfCase) {
            m_memory->choose(m_model.entry(row).id);
            return;
        }
    }
}

void QuarantinePane::open(const QString &reference)
{
    const QString kind = reference.section(QLatin1Char('/'), 0, 0);
    const QString part = reference.section(QLatin1Char('/'), 1, 1);
    const qint64 number = reference.section(QLatin1Char('/'), -1).toLongLong();
    const bool isOfCase = part == QLatin1String("case");
    m_text->clear();
    if (kind == QLatin1String("mail") || isOfCase) {
        m_table->selectionModel()->clearCurrentIndex();
        m_table->clearSelection();
    }
    m_wanted = kind == QLatin1String("mail") ? number : 0;
    m_wantedOfCase = isOfCase ? number : 0;
    if (m_wanted == 0) {
        setDiscarded(part == QLatin1String("discarded"));
        chooseOfCase();
        return;
    }
    ask();
    look();
    onMail(); // it may be there already
}

void QuarantinePane::focusSearch()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void QuarantinePane::refresh()
{
    refreshReading();
    refreshButtons();
    refreshEmpty();
}

void QuarantinePane::refreshReading()
{
    const Session &session = m_desk.session;
    m_reading->setFilesUsable(session.isLive(), tr("Not while the service doesn't answer."));
    const auto count = static_cast<int>(chosen().size());
    if (m_watch.isLoaded())
        m_reading->showMail(m_watch.about());
    else if (count > 1)
        m_reading->say(tr("%n mails are chosen", nullptr, count), {});
    else if (count == 0)
        m_reading->say(tr("No mail is chosen"), tr("Choose one: what it says and where it would go is shown "
                                                   "here before it is released."));
    else if (m_watch.problem())
        m_reading->say(tr("Mail %1 can't be shown").arg(m_watch.id()), m_watch.problem()->text());
    else if (!m_patience.isActive()) // else what was shown stays for that while, rather than flicker
        m_reading->say(tr("The mail is being fetched…"), {});
}

void QuarantinePane::refreshEmpty()
{
    const bool isEmpty = m_model.rowCount() == 0 && !(m_watch.isLoaded() && m_wanted > 0);
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_splitter);
    if (!isEmpty)
        return;
    if (m_empty->saysWhatIsWrong(m_desk, tr("What waits appears here once the service answers.")))
        return;
    if (m_desk.session.role() && !mayLook())
        m_empty->say(tr("Your role doesn't see mail in quarantine"),
                     tr("Support and operations look at it, and release or discard it."));
    else if (m_model.isLoading() || !m_desk.session.isLive())
        m_empty->say(tr("Mail is being fetched…"), {});
    else if (m_model.hasFailed())
        m_empty->sayFailed([this] {
            m_message->hide();
            m_model.tryAgain();
            refreshEmpty();
        });
    else if (!m_model.query().text.isEmpty())
        m_empty->say(tr("No mail is like this"), tr("A part of the sender or of the subject is enough."),
                     tr("Show all"), [this] {
                         m_text->clear();
                         ask();
                     });
    else if (m_model.query().discarded)
        m_empty->say(tr("Nothing was discarded"), tr("Discarded mail is kept here, and can be taken back."),
                     tr("Show what waits"), [this] { setDiscarded(false); });
    else
        m_empty->say(tr("No mail waits in quarantine"),
                     tr("Mail that nobody known sent, that a machine sent or that its server warned of waits "
                        "here until somebody releases or discards it. What may be from a customer is a "
                        "case at once, and calls whoever is on duty."),
                     tr("How mail is judged"),
                     [this] { m_desk.navigator.showHelp(QStringLiteral("quarantine")); });
}

QJsonObject QuarantinePane::saveState() const
{
    return {{QStringLiteral("text"), m_text->text()},
            {QStringLiteral("discarded"), m_discarded->isChecked()},
            {QStringLiteral("table"), m_memory->save()},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())}};
}

void QuarantinePane::restoreState(const QJsonObject &state)
{
    m_text->setText(state.value(QStringLiteral("text")).toString());
    setDiscarded(state.value(QStringLiteral("discarded")).toBool());
    m_splitter->restoreState(
        QByteArray::fromBase64(state.value(QStringLiteral("splitter")).toString().toLatin1()));
    m_memory->restore(state.value(QStringLiteral("table")).toObject());
    m_columns->fit();
}

} // namespace slipway

#include "moc_QuarantinePane.cpp"
