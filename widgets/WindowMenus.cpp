#include "widgets/WindowMenus.h"

#include "widgets/MainWindow.h"
#include "widgets/Notices.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QToolButton>

namespace slipway {

WindowMenus::WindowMenus(MainWindow &window, Actions &actions, QWidget *parent)
    : QWidget(parent), m_window(window), m_actions(actions), m_bar(new QMenuBar(this))
{
    m_bar->setNativeMenuBar(false);
    m_bar->setAccessibleName(tr("Menus"));
    m_tidy.setSingleShot(true);
    connect(&m_tidy, &QTimer::timeout, this, &WindowMenus::tidy);

    menuOf(tr("File"));
    makeView();
    menuOf(tr("Go"));
    m_help = menuOf(tr("Help"));
    makeButtons();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::unit / 2, 2, theme::unit, 2);
    row->setSpacing(theme::unit);
    row->addWidget(m_bar);
    row->addStretch(1);
    row->addWidget(m_search, 2);
    row->addStretch(1);
    row->addWidget(m_layouts);
    row->addWidget(m_user);

    for (const Actions::Entry &entry : m_actions.entries())
        onAdded(entry.action);
    connect(&m_actions, &Actions::added, this, &WindowMenus::onAdded);
}

void WindowMenus::makeView()
{
    m_view = menuOf(tr("View"));
    m_panesEnd = m_view->addSeparator();
    QMenu *layouts = m_view->addMenu(theme::icon(QStringLiteral("dock")), tr("Layout"));
    connect(layouts, &QMenu::aboutToShow, this, [this, layouts] { fillLayouts(layouts); });
    fillLayouts(layouts);

    QMenu *colours = m_view->addMenu(tr("Colours"));
    m_schemes = new QActionGroup(this);
    struct Offer
    {
        theme::Scheme scheme;
        const char *id;
        QString name;
    };
    const Offer schemes[] = {{theme::Scheme::System, "view.colours.system", tr("As the system")},
                             {theme::Scheme::Light, "view.colours.light", tr("Light")},
                             {theme::Scheme::Dark, "view.colours.dark", tr("Dark")}};
    for (const auto &[scheme, id, name] : schemes) {
        QAction *action = m_schemes->addAction(colours->addAction(name));
        action->setCheckable(true);
        action->setData(static_cast<int>(scheme));
        connect(action, &QAction::triggered, this,
                [this, chosen = scheme] { Q_EMIT m_window.schemeChosen(chosen); });
        m_actions.addToPalette(action, QLatin1String(id), tr("View"), tr("Colours: %1").arg(name),
                               [action] { action->trigger(); });
    }
    m_compact = m_view->addAction(tr("Compact rows"));
    m_compact->setCheckable(true);
    connect(m_compact, &QAction::triggered, this, [this](bool on) { Q_EMIT m_window.densityChosen(on); });
    m_languageMenu = m_view->addMenu(theme::icon(QStringLiteral("globe")), tr("Language"));
    m_languageMenu->menuAction()->setVisible(false); // until there is a choice
    m_languages = new QActionGroup(this);
    m_view->addSeparator();
}

void WindowMenus::makeButtons()
{
    m_search = new QToolButton(this);
    m_search->setIcon(theme::icon(QStringLiteral("search")));
    m_search->setText(tr("Search or command (%1)")
                          .arg(QKeySequence(QStringLiteral("Ctrl+K")).toString(QKeySequence::NativeText)));
    m_search->setAccessibleName(tr("Search or command"));
    m_search->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_search->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_search->setMaximumWidth(60 * theme::unit);
    m_search->setFocusPolicy(Qt::TabFocus);
    m_search->hide();

    m_layouts = new QToolButton(this);
    m_layouts->setIcon(theme::icon(QStringLiteral("dock")));
    m_layouts->setToolTip(tr("Layout of the window"));
    m_layouts->setPopupMode(QToolButton::InstantPopup);
    m_layouts->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_layouts->setAutoRaise(true);
    m_layouts->setFocusPolicy(Qt::TabFocus);
    auto *menu = new QMenu(m_layouts);
    m_layouts->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillLayouts(menu); });
    const auto name = [this] {
        m_layouts->setText(m_window.layouts().current());
        m_layouts->setAccessibleName(tr("Layout: %1").arg(m_window.layouts().current()));
    };
    connect(&m_window.layouts(), &Layouts::changed, this, name);
    connect(&m_window.layouts(), &Layouts::changed, this, &WindowMenus::offerLayouts);
    name();
    offerLayouts();

    m_user = new QToolButton(this);
    m_user->setIcon(theme::icon(QStringLiteral("user")));
    m_user->setPopupMode(QToolButton::InstantPopup);
    m_user->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_user->setAutoRaise(true);
    m_user->setFocusPolicy(Qt::TabFocus);
    m_user->setMenu(new QMenu(m_user));
    m_user->menu()->addAction(theme::icon(QStringLiteral("user")), tr("Sign in as somebody else…"), this,
                              [this] { Q_EMIT m_window.signInRequested(); });
    setUser({});
}

void WindowMenus::setUser(const QString &user)
{
    m_user->setText(user.left(30));
    m_user->setAccessibleName(user.isEmpty() ? tr("Nobody is signed in") : tr("Signed in as %1").arg(user));
    m_user->setToolTip(m_user->accessibleName());
}

void WindowMenus::setSearch(QAction *action)
{
    m_search->show();
    connect(m_search, &QToolButton::clicked, action, &QAction::trigger);
}

// Menus of the panes stand between what every window has and its help.
QMenu *WindowMenus::menuOf(const QString &group)
{
    if (QMenu *known = m_menus.value(group))
        return known;
    auto *menu = new QMenu(QLatin1Char('&') + group, m_bar);
    menu->setToolTipsVisible(true);
    m_menus.insert(group, menu);
    if (m_help)
        m_bar->insertMenu(m_help->menuAction(), menu);
    else
        m_bar->addMenu(menu);
    return menu;
}

void WindowMenus::onAdded(QAction *action)
{
    for (const Actions::Entry &entry : m_actions.entries()) {
        if (entry.action != action)
            continue;
        QMenu *menu = menuOf(entry.group);
        QAction *quit = m_actions.find(QStringLiteral("window.quit"));
        menu->insertAction(menu->actions().contains(quit) ? quit : nullptr, action); // which stays the last
        // The window has it, too: a shortcut works while its menu is hidden.
        m_window.addAction(action);
        connect(action, &QAction::changed, &m_tidy, qOverload<>(&QTimer::start));
        connect(action, &QObject::destroyed, &m_tidy, qOverload<>(&QTimer::start));
        m_tidy.start();
    }
}

// A menu in which nothing can be done now isn't there.
void WindowMenus::tidy()
{
    for (QMenu *menu : std::as_const(m_menus)) {
        const auto actions = menu->actions();
        menu->menuAction()->setVisible(std::any_of(actions.begin(), actions.end(), [](const QAction *action) {
            return action->isVisible() && !action->isSeparator();
        }));
    }
}

void WindowMenus::addPaneToggle(QAction *action)
{
    m_view->insertAction(m_panesEnd, action);
}

// To the palette: each by its name.
void WindowMenus::offerLayouts()
{
    Layouts &layouts = m_window.layouts();
    const QStringList names = layouts.names();
    if (names == m_offered)
        return;
    const auto idOf = [](const QString &name) { return QStringLiteral("view.layout.") + name; };
    for (const QString &name : std::as_const(m_offered)) {
        QAction *gone = names.contains(name) ? nullptr : m_actions.find(idOf(name));
        if (!gone)
            continue;
        gone->setVisible(false);
        gone->deleteLater(); // it may be the one that was just triggered
    }
    for (const QString &name : names) {
        if (!m_offered.contains(name))
            m_actions.addToPalette(this, idOf(name), tr("View"), tr("Layout: %1").arg(name),
                                   [&layouts, name] { layouts.apply(name); });
    }
    if (m_offered.isEmpty())
        m_actions.addToPalette(this, QStringLiteral("view.keepLayout"), tr("View"),
                               tr("Keep this layout as…"), [this] { keepLayout(); });
    m_offered = names;
}

void WindowMenus::fillLayouts(QMenu *menu)
{
    menu->clear();
    Layouts &layouts = m_window.layouts();
    for (const QString &name : layouts.names()) {
        QAction *action = menu->addAction(name, this, [&layouts, name] { layouts.apply(name); });
        action->setCheckable(true);
        action->setChecked(name == layouts.current());
    }
    menu->addSeparator();
    menu->addAction(tr("Keep this layout as…"), this, &WindowMenus::keepLayout);
    if (layouts.isOwn(layouts.current()))
        menu->addAction(tr("Forget \"%1\"").arg(layouts.current()), this, &WindowMenus::forgetLayout);
}

void WindowMenus::forgetLayout()
{
    Layouts &layouts = m_window.layouts();
    Notices &notices = m_window.notices();
    const QString name = layouts.current();
    const QString about = QStringLiteral("layout/") + name;
    notices.say(
        InlineMessage::Kind::Information, tr("The layout “%1” is forgotten.").arg(name), tr("Undo"),
        [&layouts, &notices, name, about, gone = layouts.remove(name)] {
            layouts.putBack(name, gone);
            notices.withdraw(about);
        },
        about);
}

void WindowMenus::keepLayout()
{
    Question question;
    question.title = tr("Keep this layout");
    question.changes = {tr("Panes, their places and their filters can be brought back under this name.")};
    question.reasonLabel = tr("Name");
    question.reasonNeeded = true;
    question.confirm = tr("Keep it");
    m_window.ask(question, [this](const QString &name) { m_window.layouts().keep(name); });
}

void WindowMenus::setChoices(theme::Scheme scheme, bool compact, const QString &language)
{
    for (QAction *action : m_schemes->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(scheme));
    m_compact->setChecked(compact);
    for (QAction *action : m_languages->actions())
        action->setChecked(action->data().toString() == language);
}

void WindowMenus::setLanguages(const std::vector<std::pair<QString, QString>> &languages)
{
    qDeleteAll(m_languages->actions());
    for (const auto &[code, name] : languages) {
        QAction *action = m_languages->addAction(m_languageMenu->addAction(name));
        action->setCheckable(true);
        action->setData(code);
        connect(action, &QAction::triggered, this,
                [this, chosen = code] { Q_EMIT m_window.languageChosen(chosen); });
    }
    m_languageMenu->menuAction()->setVisible(languages.size() > 1);
}

} // namespace slipway
