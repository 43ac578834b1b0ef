#include "widgets/CaseFilterBar.h"

#include "models/ModelText.h"
#include "widgets/EventWords.h"
#include "widgets/Theme.h"
#include "widgets/ViewKeys.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStringListModel>
#include <QToolButton>
#include <QWidgetAction>

#include <algorithm>
#include <array>

namespace slipway {

namespace {

constexpr int typingPause = 250; // ms
constexpr int mostCustomers = 20;
constexpr int longestName = 60;
constexpr int wide = 108 * theme::unit; // enough for all of it in one row

} // namespace

CaseFilterBar::CaseFilterBar(Session &session, QWidget *parent) : QWidget(parent), m_session(session)
{
    m_lines = new QBoxLayout(QBoxLayout::TopToBottom, this);
    m_lines->setContentsMargins({});
    m_lines->setSpacing(theme::unit / 2);
    m_lines->setSizeConstraint(QLayout::SetNoConstraint); // see minimumSizeHint()
    m_choices = buildChoices();
    m_lines->addLayout(m_choices);
    m_lines->addLayout(buildFields(), 1);
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &CaseFilterBar::onTyped);
    setQuery({});
}

QHBoxLayout *CaseFilterBar::buildChoices()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::unit / 2);
    m_state = new QComboBox;
    m_state->setObjectName(QStringLiteral("caseState"));
    m_state->setAccessibleName(tr("State of the cases that are shown"));
    m_state->addItem(tr("Not over"), QString());
    for (const char *state :
         {"new", "open", "waiting-for-customer", "waiting-for-release", "solved", "closed"})
        m_state->addItem(stateWord(QLatin1String(state)), QLatin1String(state));
    m_state->addItem(tr("All"), QStringLiteral("all"));
    m_state->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_state->setMinimumContentsLength(8);
    m_state->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_state, &QComboBox::activated, this, &CaseFilterBar::onTyped);
    row->addWidget(m_state);
    m_owners = new QButtonGroup(this);
    const std::array<std::pair<CasesQuery::Owner, QString>, 3> owners{
        {{CasesQuery::Owner::Anybody, tr("Everybody's")},
         {CasesQuery::Owner::Me, tr("Mine")},
         {CasesQuery::Owner::Nobody, tr("Nobody's")}}};
    for (const auto &[owner, text] : owners) {
        auto *button = new QPushButton(text);
        button->setCheckable(true);
        button->setAccessibleName(tr("Show: %1").arg(text));
        m_owners->addButton(button, static_cast<int>(owner));
        row->addWidget(button);
    }
    connect(m_owners, &QButtonGroup::idClicked, this, &CaseFilterBar::onTyped);
    row->addStretch(1);
    auto *views = new QToolButton;
    views->setText(tr("Views"));
    views->setAccessibleName(tr("Views that were kept"));
    views->setPopupMode(QToolButton::InstantPopup);
    views->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_viewMenu = new QMenu(views);
    views->setMenu(m_viewMenu);
    connect(m_viewMenu, &QMenu::aboutToShow, this, &CaseFilterBar::fillViewMenu);
    row->addWidget(views);
    return row;
}

QLineEdit *CaseFilterBar::field(const QString &placeholder, const QString &name)
{
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(name);
    edit->setClearButtonEnabled(true);
    edit->setMaxLength(200);
    edit->installEventFilter(this);
    connect(edit, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(edit, &QLineEdit::returnPressed, this, [this] {
        onTyped();
        if (m_list)
            m_list->setFocus();
    });
    return edit;
}

QHBoxLayout *CaseFilterBar::buildFields()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::unit / 2);
    m_text = field(tr("Filter by any word"), tr("Filter cases by any word"));
    m_customer = field(tr("Customer"), tr("Only cases of this customer"));
    m_customers = new QStringListModel(this);
    auto *completer = new QCompleter(m_customers, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_customer->setCompleter(completer);
    connect(m_customer, &QLineEdit::textEdited, this, &CaseFilterBar::offerCustomers);
    m_new = new QPushButton(tr("New case…"));
    m_new->setObjectName(QStringLiteral("newCase"));
    m_new->setAutoDefault(false);
    connect(m_new, &QPushButton::clicked, this, &CaseFilterBar::newCaseWanted);
    row->addWidget(m_text, 3);
    row->addWidget(m_customer, 2);
    row->addWidget(m_new);
    return row;
}

// What the service knows of what was typed so far.
void CaseFilterBar::offerCustomers()
{
    ListQuery query;
    query.q = m_customer->text().trimmed();
    query.limit = mostCustomers;
    const QPointer<CaseFilterBar> alive(this);
    m_session.client()
        .list(QStringLiteral("/api/v1/customers"), query)
        .then([alive](const Result<Listing> &found) {
            if (!alive || !found)
                return;
            QStringList slugs;
            for (const QJsonValue &item : found->items)
                slugs.append(item.toObject().value(QLatin1String("slug")).toString());
            alive->m_customers->setStringList(slugs);
        });
}

void CaseFilterBar::onTyped()
{
    m_typing.stop();
    CasesQuery query;
    query.state = m_state->currentData().toString();
    query.owner = static_cast<CasesQuery::Owner>(m_owners->checkedId());
    query.customer = m_customer->text().trimmed();
    query.text = m_text->text().simplified();
    take(query);
}

void CaseFilterBar::take(const CasesQuery &query)
{
    if (query == m_query)
        return;
    m_query = query;
    Q_EMIT queryChanged();
}

void CaseFilterBar::setQuery(const CasesQuery &query)
{
    {
        const QSignalBlocker quiet(m_text);
        const QSignalBlocker silent(m_customer);
        m_text->setText(query.text);
        m_customer->setText(query.customer);
    }
    m_typing.stop();
    m_state->setCurrentIndex(std::max(0, m_state->findData(query.state)));
    m_owners->button(static_cast<int>(query.owner))->setChecked(true);
    take(query);
}

void CaseFilterBar::setMayOpen(bool may)
{
    m_new->setVisible(may);
}

void CaseFilterBar::focusSearch()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

// Narrower than the one row that it may be now: it becomes two.
QSize CaseFilterBar::minimumSizeHint() const
{
    return {m_choices->minimumSize().width(), m_lines->minimumSize().height()};
}

// A wide pane is a low one, as a rule: its rows are needed for the cases.
void CaseFilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_lines->setDirection(width() >= wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

bool CaseFilterBar::eventFilter(QObject *watched, QEvent *event)
{
    auto *edit = qobject_cast<QLineEdit *>(watched);
    return (edit && m_list && leavesSearch(edit, m_list, event)) || QWidget::eventFilter(watched, event);
}

void CaseFilterBar::fillViewMenu()
{
    m_viewMenu->clear();
    for (const View &view : m_views) {
        connect(m_viewMenu->addAction(quietWord(view.name, longestName)), &QAction::triggered, this,
                [this, query = view.query] { setQuery(query); });
    }
    if (!m_views.empty()) {
        QMenu *forget = m_viewMenu->addMenu(tr("Forget"));
        for (const View &view : m_views) {
            connect(forget->addAction(quietWord(view.name, longestName)), &QAction::triggered, this,
                    [this, name = view.name] { forgetView(name); });
        }
        m_viewMenu->addSeparator();
    }
    auto *name = new QLineEdit;
    name->setPlaceholderText(tr("Keep this view as…"));
    name->setAccessibleName(tr("Name to keep this view by"));
    name->setMaxLength(longestName);
    auto *holder = new QWidgetAction(m_viewMenu);
    holder->setDefaultWidget(name);
    m_viewMenu->addAction(holder);
    connect(name, &QLineEdit::returnPressed, this, [this, name] {
        keepView(name->text());
        m_viewMenu->close();
    });
}

void CaseFilterBar::keepView(const QString &name)
{
    const QString wanted = name.simplified();
    if (wanted.isEmpty())
        return;
    const auto found =
        std::find_if(m_views.begin(), m_views.end(), [&](const View &view) { return view.name == wanted; });
    if (found != m_views.end())
        found->query = m_query;
    else
        m_views.push_back({wanted, m_query});
}

void CaseFilterBar::forgetView(const QString &name)
{
    const auto found =
        std::find_if(m_views.begin(), m_views.end(), [&](const View &view) { return view.name == name; });
    if (found == m_views.end())
        return;
    m_gone = {*found, found - m_views.begin()};
    m_views.erase(found);
    Q_EMIT forgotten(name);
}

void CaseFilterBar::bringBack()
{
    if (!m_gone)
        return;
    m_views.insert(m_views.begin() + std::min<std::ptrdiff_t>(m_gone->second, std::ssize(m_views)),
                   m_gone->first);
    m_gone.reset();
}

QJsonObject CaseFilterBar::saveState() const
{
    QJsonArray views;
    for (const View &view : m_views) {
        QJsonObject object = view.query.toJson();
        object.insert(QStringLiteral("name"), view.name);
        views.append(object);
    }
    return {{QStringLiteral("query"), m_query.toJson()}, {QStringLiteral("views"), views}};
}

void CaseFilterBar::restoreState(const QJsonObject &state)
{
    if (state.contains(QStringLiteral("views")))
        m_views.clear();
    for (const QJsonValue &value : state.value(QStringLiteral("views")).toArray()) {
        const QJsonObject view = value.toObject();
        m_views.push_back({view.value(QStringLiteral("name")).toString(), CasesQuery::fromJson(view)});
    }
    setQuery(CasesQuery::fromJson(state.value(QStringLiteral("query")).toObject()));
}

} // namespace slipway
