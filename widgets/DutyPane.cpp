#include "widgets/DutyPane.h"

#include "widgets/DutyWeekView.h"
#include "widgets/EmptyState.h"
#include "widgets/EventWords.h"
#include "widgets/InlineMessage.h"
#include "widgets/StaleNote.h"
#include "widgets/Theme.h"
#include "widgets/WhatIf.h"
#include "widgets/WrappedLabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

namespace slipway {

namespace {

QString nobodyOr(const QString &name)
{
    return name.isEmpty() ? DutyPane::tr("nobody") : quietWord(name);
}

} // namespace

DutyPane::DutyPane(const Desk &desk, QWidget *parent)
    : Pane(QStringLiteral("duty"), desk, parent), m_model(desk.session)
{
    build();
    addActions();
    connectModel();
    refresh();
}

QString DutyPane::title() const
{
    return tr("On duty");
}

QString DutyPane::heading() const
{
    return m_model.isLoaded() && !m_model.now().onDuty.isEmpty()
               ? tr("On duty: %1").arg(quietWord(m_model.now().onDuty))
               : title();
}

void DutyPane::build()
{
    m_nowWords = new QLabel(this);
    m_nowWords->setObjectName(QStringLiteral("dutyNow"));
    wrap(m_nowWords);
    m_problems = new QLabel(this);
    m_problems->setObjectName(QStringLiteral("dutyProblems"));
    wrap(m_problems);
    m_problems->hide();
    m_message = new InlineMessage(this);
    m_whatIf = new WhatIf(m_desk, this);
    m_tabs = new QTabWidget(this);
    m_tabs->setFocusPolicy(Qt::NoFocus); // its tabs have it
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeWeek(), theme::icon(QStringLiteral("duty")), tr("Week"));
    m_tabs->setCornerWidget(makeBar());
    m_tabs->addTab(m_whatIf, theme::icon(QStringLiteral("graph")), tr("What if"));
    m_tabs->tabBar()->setAccessibleName(tr("Week, or what if"));
    m_empty = new EmptyState(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_tabs);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::unit, theme::unit, theme::unit, theme::unit);
    column->setSpacing(theme::unit);
    column->addWidget(m_nowWords);
    column->addWidget(m_problems);
    column->addWidget(new StaleNote(m_desk.session, this));
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_view);
}

QWidget *DutyPane::makeWeek()
{
    auto *page = new QWidget(this);
    m_view = new DutyWeekView(m_model, page);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, theme::unit, 0, 0);
    column->addWidget(m_view, 1);
    return page;
}

QToolButton *DutyPane::makeButton(const char *icon, const QString &name, std::function<void()> run)
{
    auto *button = new QToolButton(this);
    button->setIcon(theme::icon(QLatin1String(icon)));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(name);
    button->setToolTip(name);
    connect(button, &QToolButton::clicked, this, std::move(run));
    return button;
}

QWidget *DutyPane::makeBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 2);
    row->setSpacing(theme::unit);
    auto *today = new QPushButton(tr("Today"), bar);
    today->setObjectName(QStringLiteral("today"));
    today->setAutoDefault(false);
    connect(today, &QPushButton::clicked, this, [this] {
        m_week = {};
        m_model.showToday();
    });
    m_weekWords = new QLabel(bar);
    m_weekWords->setObjectName(QStringLiteral("week"));
    m_zone = new QLabel(bar);
    m_zone->setObjectName(QStringLiteral("zone"));
    m_zone->setFont(theme::small());
    m_make = new QPushButton(theme::icon(QStringLiteral("plus")), tr("Override…"), bar);
    m_make->setObjectName(QStringLiteral("override"));
    m_make->setToolTip(
        tr("Put somebody else on duty: drag over their row, or choose with Shift and the arrows"));
    m_remove = new QPushButton(theme::icon(QStringLiteral("remove")), tr("Take back"), bar);
    m_remove->setObjectName(QStringLiteral("takeBack"));
    m_remove->setAccessibleName(tr("Take the chosen override back"));
    for (QPushButton *button : {m_make, m_remove})
        button->setAutoDefault(false);
    connect(m_make, &QPushButton::clicked, this, &DutyPane::askOverrideHere);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (const ShiftRow *shift = m_view->chosen())
            takeBackShift(*shift);
    });
    QToolButton *previous = makeButton("previous", tr("The week before"), [this] { showWeeks(-1); });
    QToolButton *next = makeButton("next", tr("The week after"), [this] { showWeeks(1); });
    row->addWidget(previous);
    row->addWidget(today);
    row->addWidget(next);
    row->addWidget(m_weekWords);
    row->addWidget(m_zone);
    row->addSpacing(theme::unit);
    row->addWidget(m_remove);
    row->addWidget(m_make);
    setTabOrder(previous, today); // as they stand
    setTabOrder(today, next);
    setTabOrder(next, m_remove);
    setTabOrder(m_remove, m_make);
    return bar;
}

void DutyPane::connectModel()
{
    connect(&m_model, &DutyModel::loaded, this, &DutyPane::onLoaded);
    connect(&m_model, &DutyModel::failed, this, [this](const Problem &problem) {
        m_message->showUntilSettled(problem);
        refresh();
    });
    connect(&m_desk.session, &Session::stateChanged, this, [this] {
        if (m_desk.session.isLive())
            m_model.tryAgain();
        refresh();
    });
    connect(m_view, &DutyWeekView::chosenChanged, this, &DutyPane::refresh);
    connect(m_view, &DutyWeekView::overrideWanted, this, &DutyPane::askOverride);
    connect(m_view, &DutyWeekView::removalWanted, this, &DutyPane::takeBackShift);
    connect(m_view, &DutyWeekView::weekWanted, this, &DutyPane::showWeeks);
    connect(m_view, &QWidget::customContextMenuRequested, this, &DutyPane::showMenu);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int tab) {
        if (m_tabs->widget(tab) == m_whatIf && !m_whatIf->isAsked())
            m_whatIf->setMoment(m_desk.session.serviceTime());
        m_tabs->cornerWidget()->setVisible(m_tabs->widget(tab) != m_whatIf);
        setFocusProxy(m_tabs->widget(tab) == m_whatIf ? static_cast<QWidget *>(m_whatIf) : m_view);
    });
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &DutyPane::tellNow);
}

void DutyPane::onLoaded()
{
    m_message->settle();
    m_whatIf->setZone(m_model.now().timeZone());
    if (m_whatIf->isAsked() && m_tabs->currentWidget() == m_whatIf)
        m_whatIf->ask(); // the rota may be another one now
    const QLocale locale;
    const DutyWeek &week = m_model.week();
    m_weekWords->setText(tr("%1 to %2", "the first day of a week, and the last")
                             .arg(locale.toString(week.day(0), tr("d MMM", "format of a day and month")),
                                  locale.toString(week.day(6), tr("d MMM yyyy", "format of a day"))));
    m_zone->setText(zoneText(week.edges[3], week.zone));
    m_zone->setToolTip(tr("All times are those of the rota's zone."));
    refresh();
    Q_EMIT titleChanged();
}

void DutyPane::tellNow()
{
    const DutyNow &now = m_model.now();
    m_view->setNow(m_desk.session.serviceTime());
    if (!m_model.isLoaded())
        return;
    QString words;
    if (now.onDuty.isEmpty())
        words = tr("✕ Nobody is on duty");
    else
        words = tr("● %1 is on duty").arg(quietWord(now.onDuty));
    if (now.until) {
        const Duration left = std::max(*now.until - m_desk.session.serviceTime(), Duration::zero());
        words += tr(" until %1 (%2 left), then %3")
                     .arg(zonedText(*now.until, now.timeZone()), longSpan(left), nobodyOr(now.next));
    }
    words += tr(". Alternate: %1.").arg(nobodyOr(now.alternate));
    if (words == m_nowWords->text())
        return;
    m_nowWords->setText(words);
    m_nowWords->setAccessibleName(words);
    theme::setTone(m_nowWords, now.onDuty.isEmpty() ? theme::Tone::Bad : theme::Tone::Good);
}

void DutyPane::tellProblems()
{
    QStringList lines;
    for (const QString &problem : m_model.problems())
        lines.append(QStringLiteral("▲ ") + quietWord(problem, 300));
    m_problems->setText(lines.join(QLatin1Char('\n')));
    m_problems->setAccessibleName(m_problems->text());
    m_problems->setVisible(!lines.isEmpty() && m_model.now().hasRota);
    theme::setTone(m_problems, theme::Tone::Warning);
}

bool DutyPane::mayChange() const
{
    const auto role = m_desk.session.role();
    return !role || *role != Role::Sales;
}

void DutyPane::refresh()
{
    tellNow();
    tellProblems();
    const bool canChange =
        m_model.isLoaded() && m_desk.session.isLive() && mayChange() && !m_model.people().isEmpty();
    const ShiftRow *shift = m_view->chosen();
    const bool isOverride = shift && shift->override > 0 && shift->onDuty == m_view->person() &&
                            shift->ends > m_desk.session.serviceTime();
    const bool isSwappable = shift && shift->onDuty == m_view->person() && !shift->onDuty.isEmpty() &&
                             shift->ends > m_desk.session.serviceTime();
    m_make->setVisible(mayChange());
    m_make->setEnabled(canChange);
    m_remove->setVisible(isOverride && mayChange());
    m_remove->setEnabled(canChange);
    m_makeAction->setVisible(canChange);
    m_removeAction->setVisible(canChange && isOverride);
    m_swapAction->setVisible(canChange && isSwappable);
    refreshEmpty();
}

void DutyPane::refreshEmpty()
{
    const bool isEmpty = !m_model.isLoaded() || m_model.people().isEmpty();
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_tabs);
    m_nowWords->setVisible(!isEmpty);
    if (!isEmpty)
        return;
    if (m_empty->saysWhatIsWrong(m_desk, tr("Who is on duty appears here once the service answers.")))
        return;
    if (m_model.hasFailed())
        m_empty->sayFailed([this] { m_model.tryAgain(); });
    else if (!m_model.isLoaded())
        m_empty->say(tr("The rota is being read…"), {});
    else
        m_empty->say(
            tr("Nobody takes turns yet"),
            tr("Here appears who is on duty when: a week by person, with overrides made by dragging. "
               "An administrator names people with their addresses and the order of their turns by "
               "“slipwayctl duty set FILE”."),
            tr("How a rota is written"), [this] { m_desk.navigator.showHelp(QStringLiteral("duty")); });
}

void DutyPane::showWeeks(int later)
{
    m_week = m_model.week().first.addDays(7LL * later);
    m_model.showWeek(m_week);
}

void DutyPane::open(const QString &reference)
{
    const QString rest = reference.section(QLatin1Char('/'), 1);
    if (rest.section(QLatin1Char('/'), 0, 0) == QLatin1String("what-if")) {
        const auto at = instantFromText(rest.section(QLatin1Char('/'), 1));
        m_whatIf->setMoment(at ? *at : m_desk.session.serviceTime());
        m_tabs->setCurrentWidget(m_whatIf); // which asks by itself only where nothing was asked yet
        return;
    }
    m_tabs->setCurrentIndex(0);
    m_week = QDate::fromString(rest, Qt::ISODate);
    m_model.showWeek(m_week);
}

void DutyPane::setActive(bool active)
{
    m_model.setActive(active);
    if (active)
        m_tick.start();
    else
        m_tick.stop();
    refresh();
}

QJsonObject DutyPane::saveState() const
{
    return {{QStringLiteral("tab"), m_tabs->currentIndex()}};
}

// A week that was left long ago isn't where one goes on: the tab comes back, and today.
void DutyPane::restoreState(const QJsonObject &state)
{
    m_tabs->setCurrentIndex(state.value(QStringLiteral("tab")).toInt());
}

} // namespace slipway

#include "moc_DutyPane.cpp"
