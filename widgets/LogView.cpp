#include "widgets/LogView.h"

#include "widgets/ReleaseFacts.h"
#include "widgets/Theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTableView>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace slipway {

namespace {

constexpr int mostCopied = 100'000; // lines; more is a file, not a clipboard
constexpr auto handRests = std::chrono::milliseconds(150);

} // namespace

LogView::LogView(LogModel &log, QWidget *parent) : QWidget(parent), m_log(log)
{
    setObjectName(QStringLiteral("log"));
    m_proxy = new FilterProxy(this);
    m_proxy->setSourceModel(&m_log);
    m_typing = new QTimer(this);
    m_typing->setSingleShot(true);
    m_typing->setInterval(handRests);
    connect(m_typing, &QTimer::timeout, this, &LogView::applyFilter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::unit / 2);
    layout->addWidget(makeBar());
    makeTable();
    layout->addWidget(m_table, 1);
    updateCount();
}

QWidget *LogView::makeBar()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::unit);
    m_search = new QLineEdit(bar);
    m_search->setObjectName(QStringLiteral("logSearch"));
    m_search->setPlaceholderText(tr("Search the log"));
    m_search->setAccessibleName(tr("Search the log"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    m_steps = new QComboBox(bar);
    m_steps->setObjectName(QStringLiteral("logStep"));
    m_steps->setAccessibleName(tr("Lines of which step"));
    m_steps->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_steps->setMinimumContentsLength(12);
    m_steps->addItem(tr("All steps"), QString());
    connect(m_steps, &QComboBox::currentIndexChanged, this, &LogView::applyFilter);
    m_count = new QLabel(bar);
    m_count->setObjectName(QStringLiteral("logCount"));
    m_count->setFont(theme::figures());
    m_follow = new QToolButton(bar);
    m_follow->setObjectName(QStringLiteral("logFollow"));
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("Stay at the end while lines come"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    connect(m_follow, &QToolButton::clicked, this, &LogView::setFollowing);
    auto *copy = new QToolButton(bar);
    copy->setObjectName(QStringLiteral("logCopy"));
    copy->setText(tr("Copy"));
    copy->setToolTip(tr("Copy the chosen lines, or all that are shown"));
    connect(copy, &QToolButton::clicked, this, [this] { Q_EMIT copyWanted(selectedText()); });
    layout->addWidget(m_search, 1);
    layout->addWidget(m_steps);
    layout->addWidget(m_count);
    layout->addWidget(m_follow);
    layout->addWidget(copy);
    return bar;
}

void LogView::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("logTable"));
    m_table->setAccessibleName(tr("Log"));
    m_table->setModel(m_proxy);
    m_table->setFont(theme::monospace());
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->installEventFilter(this);
    // Whatever asks rows for their size would ask a million of them.
    const QFontMetrics metrics{theme::monospace()};
    QHeaderView *rows = m_table->verticalHeader();
    rows->setSectionResizeMode(QHeaderView::Fixed);
    rows->setMinimumSectionSize(metrics.height());
    rows->setDefaultSectionSize(metrics.height() + theme::unit / 2);
    rows->hide();
    QHeaderView *columns = m_table->horizontalHeader();
    columns->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    columns->setHighlightSections(false);
    columns->setStretchLastSection(true);
    columns->resizeSection(LogModel::Time,
                           metrics.horizontalAdvance(QStringLiteral("00:00:00.000")) + 3 * theme::unit);
    columns->resizeSection(LogModel::StepId, metrics.horizontalAdvance(QStringLiteral("close-access-more")));
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &LogView::onScrolled);
    // Less room, or more lines: the end stays in sight.
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_isFollowing && !m_isMoving)
            toEnd();
    });
    connect(m_proxy, &FilterProxy::readingChanged, this, &LogView::updateCount);
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, [this] {
        updateCount();
        if (m_isFollowing)
            toEnd();
    });
    connect(m_proxy, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        m_isMoving = true;
        m_readRow = m_proxy->mapToSource(m_table->currentIndex()).row();
    });
    connect(m_proxy, &QAbstractItemModel::modelReset, this, [this] {
        if (!m_proxy->sourceModel())
            return; // the window is being taken down, and the log went first
        updateCount();
        const QModelIndex read = m_proxy->mapFromSource(m_log.index(m_readRow, 0));
        if (read.isValid())
            m_table->setCurrentIndex(read);
        m_isMoving = false;
        if (m_isFollowing)
            toEnd();
        else if (read.isValid())
            m_table->scrollTo(read, QAbstractItemView::PositionAtCenter);
    });
}

void LogView::setSteps(const std::vector<StepRow> &steps)
{
    QStringList names;
    for (const StepRow &step : steps) {
        if (!step.activity.isEmpty() || step.isStuck())
            names.append(step.id);
    }
    QStringList shown;
    for (int i = 1; i < m_steps->count(); ++i)
        shown.append(m_steps->itemData(i).toString());
    if (names == shown)
        return;
    const QString chosen = step();
    const QSignalBlocker quiet(m_steps);
    while (m_steps->count() > 1)
        m_steps->removeItem(1);
    for (const QString &name : names)
        m_steps->addItem(name.left(200), name);
    m_steps->setCurrentIndex(std::max(0, m_steps->findData(chosen)));
    if (step() != chosen)
        applyFilter();
}

void LogView::showStep(const QString &step)
{
    m_steps->setCurrentIndex(std::max(0, m_steps->findData(step)));
}

QString LogView::step() const
{
    return m_steps->currentData().toString();
}

void LogView::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void LogView::applyFilter()
{
    m_typing->stop();
    const QString only = step();
    m_proxy->setText(m_search->text());
    if (only.isEmpty())
        m_proxy->setAccepts({});
    else
        m_proxy->setAccepts([only](const QAbstractItemModel &log, int row) {
            return log.data(log.index(row, LogModel::StepId)).toString() == only;
        });
}

void LogView::setFollowing(bool on)
{
    m_isFollowing = on;
    m_follow->setChecked(on);
    if (on)
        toEnd();
}

void LogView::onScrolled(int value)
{
    if (m_isMoving)
        return;
    const bool isAtEnd = value >= m_table->verticalScrollBar()->maximum();
    if (isAtEnd == m_isFollowing)
        return;
    m_isFollowing = isAtEnd;
    m_follow->setChecked(isAtEnd);
}

void LogView::toEnd()
{
    m_isMoving = true;
    m_table->scrollToBottom();
    m_isMoving = false;
}

void LogView::updateCount()
{
    if (m_proxy->isReading()) {
        m_count->setText(tr("Searching…"));
        return;
    }
    const int shown = m_proxy->rowCount();
    const int all = m_log.rowCount({});
    m_count->setText(shown == all ? tr("%Ln lines", nullptr, all)
                                  : tr("%1 of %Ln lines", nullptr, all).arg(QLocale().toString(shown)));
}

QString LogView::selectedText() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange &range : m_table->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && rows.size() < mostCopied; ++row)
            rows.push_back(row);
    }
    if (rows.empty()) {
        for (int row = std::max(0, m_proxy->rowCount() - mostCopied); row < m_proxy->rowCount(); ++row)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    QString text;
    for (const int row : rows) {
        const LogModel::Entry entry = m_log.entry(m_proxy->mapToSource(m_proxy->index(row, 0)).row());
        text += toText(entry.at) + QLatin1Char(' ') + entry.step + QLatin1Char(' ') + entry.line +
                QLatin1Char('\n');
    }
    return text;
}

bool LogView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_search && key->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    if (watched == m_search && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return)) {
        applyFilter();
        m_table->setFocus(Qt::TabFocusReason);
        return true;
    }
    if (watched == m_table && key->matches(QKeySequence::Copy)) {
        Q_EMIT copyWanted(selectedText());
        return true;
    }
    return false;
}

QJsonObject LogView::saveState() const
{
    return {{QStringLiteral("search"), m_search->text()},
            {QStringLiteral("step"), step()},
            {QStringLiteral("follow"), m_isFollowing}};
}

void LogView::restoreState(const QJsonObject &state)
{
    m_search->setText(state.value(QStringLiteral("search")).toString());
    showStep(state.value(QStringLiteral("step")).toString());
    setFollowing(state.value(QStringLiteral("follow")).toBool(true));
    applyFilter();
}

} // namespace slipway
