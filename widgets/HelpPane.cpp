#include "widgets/HelpPane.h"

#include "widgets/HelpView.h"
#include "widgets/Theme.h"
#include "widgets/ViewKeys.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QSplitter>
#include <QToolButton>
#include <QTreeWidget>

namespace slipway {

namespace {

constexpr int pageRole = Qt::UserRole;
constexpr int headingRole = Qt::UserRole + 1;
constexpr qsizetype longestWay = 100;

QString startPage()
{
    return QStringLiteral("start");
}

} // namespace

HelpPane::HelpPane(const Desk &desk, QWidget *parent)
    : Pane(QStringLiteral("help"), desk, parent),
      m_pages(HelpPages::current()),
      m_language(HelpPages::current())
{
    build();
    addActions();
    fillContents();
    go(startPage());
}

QString HelpPane::title() const
{
    return tr("Help");
}

void HelpPane::build()
{
    m_backButton = new QToolButton;
    m_forwardButton = new QToolButton;
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Search the help"));
    m_search->setAccessibleName(tr("Search the help"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(theme::unit / 2);
    bar->addWidget(m_backButton);
    bar->addWidget(m_forwardButton);
    bar->addWidget(m_search, 1);
    m_contents = new QTreeWidget;
    m_contents->setHeaderHidden(true);
    m_contents->setAccessibleName(tr("Pages of the help"));
    m_contents->setColumnCount(1);
    m_contents->installEventFilter(this);
    m_view = new HelpView;
    m_splitter = new QSplitter(Qt::Horizontal);
    m_splitter->addWidget(m_contents);
    m_splitter->addWidget(m_view);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({24 * theme::unit, 60 * theme::unit});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::unit, theme::unit, theme::unit, theme::unit);
    column->setSpacing(theme::unit);
    column->addLayout(bar);
    column->addWidget(m_splitter, 1);
    setFocusProxy(m_view);
    connect(m_search, &QLineEdit::textChanged, this, &HelpPane::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (QTreeWidgetItem *first = m_contents->topLevelItem(0))
            m_contents->setCurrentItem(first);
        m_contents->setFocus();
    });
    connect(m_contents, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *item) {
        if (!m_isFilling && item)
            onItem(item);
    });
    connect(m_contents, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem *item) { onItem(item); });
    connect(m_view, &HelpView::pageWanted, this, &HelpPane::go);
    connect(m_view, &HelpView::paneWanted, this,
            [this](const QString &pane) { m_desk.navigator.open(pane); });
}

void HelpPane::addActions()
{
    Actions &actions = m_desk.actions;
    m_back = actions.add(this, QStringLiteral("help.back"), tr("Help"), tr("Back in the help"),
                         [this] { step(-1); });
    m_forward = actions.add(this, QStringLiteral("help.forward"), tr("Help"), tr("Forward in the help"),
                            [this] { step(1); });
    m_backButton->setText(QStringLiteral("←"));
    m_backButton->setAccessibleName(tr("Back"));
    m_backButton->setToolTip(tr("Back (Alt+Left)"));
    m_forwardButton->setText(QStringLiteral("→"));
    m_forwardButton->setAccessibleName(tr("Forward"));
    m_forwardButton->setToolTip(tr("Forward (Alt+Right)"));
    connect(m_backButton, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_forwardButton, &QToolButton::clicked, this, [this] { step(1); });
    m_view->installEventFilter(this);
}

void HelpPane::fillContents()
{
    m_isFilling = true;
    m_contents->clear();
    for (const HelpPages::Page &page : m_pages.pages()) {
        auto *item = new QTreeWidgetItem(m_contents, {page.title});
        item->setData(0, pageRole, page.name);
        for (const QString &heading : page.headings) {
            auto *part = new QTreeWidgetItem(item, {heading});
            part->setData(0, pageRole, page.name);
            part->setData(0, headingRole, heading);
        }
    }
    m_isFilling = false;
}

void HelpPane::search()
{
    const QString sought = m_search->text().simplified();
    if (sought.isEmpty()) {
        fillContents();
        m_view->mark({});
        showPage(page());
        return;
    }
    m_isFilling = true;
    m_contents->clear();
    for (const HelpPages::Hit &hit : m_pages.search(sought)) {
        auto *item = new QTreeWidgetItem(m_contents, {hit.title});
        item->setData(0, pageRole, hit.page);
        item->setToolTip(0, hit.excerpt);
        auto *excerpt = new QTreeWidgetItem(item, {hit.excerpt});
        excerpt->setData(0, pageRole, hit.page);
        item->setExpanded(true);
    }
    if (m_contents->topLevelItemCount() == 0) {
        auto *none = new QTreeWidgetItem(m_contents, {tr("No page has all of these words")});
        none->setFlags(Qt::NoItemFlags);
    }
    m_isFilling = false;
    m_view->mark(sought);
}

void HelpPane::onItem(QTreeWidgetItem *item)
{
    const QString wanted = item->data(0, pageRole).toString();
    if (wanted.isEmpty())
        return;
    if (wanted != page())
        go(wanted);
    m_view->mark(m_search->text());
    const QString heading = item->data(0, headingRole).toString();
    if (!heading.isEmpty())
        m_view->showHeading(heading);
}

void HelpPane::go(const QString &wanted)
{
    if (!m_pages.page(wanted))
        return;
    if (wanted != page()) {
        m_way = m_way.mid(0, m_place + 1);
        m_way.append(wanted);
        if (m_way.size() > longestWay)
            m_way.removeFirst();
        m_place = m_way.size() - 1;
    }
    showPage(wanted);
}

void HelpPane::step(int by)
{
    const qsizetype place = m_place + by;
    if (place < 0 || place >= m_way.size())
        return;
    m_place = place;
    showPage(m_way.at(place));
}

QString HelpPane::page() const
{
    return m_place >= 0 ? m_way.at(m_place) : QString();
}

void HelpPane::showPage(const QString &name)
{
    const HelpPages::Page *shown = m_pages.page(name);
    if (!shown)
        return;
    m_view->showMarkdown(shown->text);
    m_isFilling = true;
    for (int i = 0; i < m_contents->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_contents->topLevelItem(i);
        const bool isIt = item->data(0, pageRole).toString() == name;
        if (isIt && (!m_contents->currentItem() || m_contents->currentItem()->parent() != item))
            m_contents->setCurrentItem(item);
        if (m_search->text().trimmed().isEmpty())
            item->setExpanded(isIt);
    }
    m_isFilling = false;
    refreshWay();
}

void HelpPane::refreshWay()
{
    const bool canBack = m_place > 0;
    const bool canForward = m_place + 1 < m_way.size();
    m_backButton->setEnabled(canBack);
    m_forwardButton->setEnabled(canForward);
    if (m_back)
        m_back->setVisible(canBack);
    if (m_forward)
        m_forward->setVisible(canForward);
}

void HelpPane::open(const QString &reference)
{
    const QString wanted = reference.section(QLatin1Char('/'), 1);
    m_search->clear();
    // Asked for help about something that has no page: where help begins.
    go(m_pages.page(wanted) ? wanted : startPage());
}

void HelpPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool HelpPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && leavesSearch(m_search, m_contents, event))
        return true;
    if (watched == m_contents && movesByLetters(m_contents, event))
        return true;
    if (watched == m_contents && isEnterKey(event)) {
        m_view->setFocus();
        return true;
    }
    if (event->type() == QEvent::KeyPress && (watched == m_view || watched == m_contents)) {
        const auto *press = static_cast<QKeyEvent *>(event);
        const bool isAlt = press->modifiers() == Qt::AltModifier;
        if (isAlt && (press->key() == Qt::Key_Left || press->key() == Qt::Key_Right)) {
            step(press->key() == Qt::Key_Left ? -1 : 1);
            return true;
        }
    }
    return Pane::eventFilter(watched, event);
}

void HelpPane::changeEvent(QEvent *event)
{
    Pane::changeEvent(event);
    if (event->type() != QEvent::LanguageChange || HelpPages::current() == m_language)
        return;
    m_language = HelpPages::current();
    m_pages = HelpPages(m_language);
    fillContents();
    showPage(page());
}

QJsonObject HelpPane::saveState() const
{
    return {{QStringLiteral("page"), page()},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())}};
}

void HelpPane::restoreState(const QJsonObject &state)
{
    go(state.value(QStringLiteral("page")).toString());
    m_splitter->restoreState(
        QByteArray::fromBase64(state.value(QStringLiteral("splitter")).toString().toLatin1()));
}

} // namespace slipway
