// The row at the top: menus filled from the actions, the way to search and commands, layouts and who is here.
#pragma once
#include "widgets/Actions.h"
#include "widgets/Theme.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QActionGroup;
class QMenu;
class QMenuBar;
class QToolButton;

namespace slipway {

class MainWindow;

class WindowMenus : public QWidget
{
    Q_OBJECT

public:
    WindowMenus(MainWindow &window, Actions &actions, QWidget *parent);

    void addPaneToggle(QAction *action);
    void setChoices(theme::Scheme scheme, bool compact, const QString &language);
    void setLanguages(const std::vector<std::pair<QString, QString>> &languages);
    void setUser(const QString &user);
    void setSearch(QAction *action); // what the button in the middle does

private:
    void makeView();
    void makeButtons();
    QMenu *menuOf(const QString &group);
    void onAdded(QAction *action);
    void tidy();
    void offerLayouts();
    void fillLayouts(QMenu *menu);
    void keepLayout();
    void forgetLayout();

    MainWindow &m_window;
    Actions &m_actions;
    QMenuBar *m_bar = nullptr;
    QHash<QString, QMenu *> m_menus; // by group
    QMenu *m_view = nullptr;
    QMenu *m_help = nullptr;
    QAction *m_panesEnd = nullptr; // pane toggles go before it
    QMenu *m_languageMenu = nullptr;
    QActionGroup *m_schemes = nullptr;
    QActionGroup *m_languages = nullptr;
    QAction *m_compact = nullptr;
    QToolButton *m_search = nullptr;
    QToolButton *m_layouts = nullptr;
    QToolButton *m_user = nullptr;
    QStringList m_offered; // layouts that the palette has
    QTimer m_tidy;         // many actions change at once
};

} // namespace slipway
