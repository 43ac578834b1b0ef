// The window: panes in docks, menus filled from the actions, what is said above them, sheets over them, and
// everything as it was left. It knows no particular pane.
#pragma once
#include "widgets/Layouts.h"
#include "widgets/Pane.h"
#include "widgets/PaneDock.h"
#include "widgets/Theme.h"

#include <QMainWindow>
#include <QTimer>

#include <map>

namespace slipway {

class BrakeActions;
class InlineMessage;
class Notices;
class Sheet;
class TroubleStrip;
class TroubleWatch;
class InSight;
class WindowMenus;
struct Trouble;

class MainWindow : public QMainWindow, public Navigator
{
    Q_OBJECT

public:
    MainWindow(Session &session, Actions &actions, QWidget *parent = nullptr);
    ~MainWindow() override;

    Desk desk() { return {m_session, *this, m_actions}; } // what panes are made with
    // Takes the pane. `goKey`: "g" and then this letter leads there.
    void addPane(Pane *pane, Qt::DockWidgetArea area, const QString &icon, QChar goKey);
    // As a role has it; when all panes are there.
    void arrange(Layouts::BuiltIn which = Layouts::BuiltIn::Operations);
    Pane *pane(const QString &id) const;
    PaneDock *dock(const QString &id) const;
    Pane *focusedPane() const; // or the one that had the focus last
    void showPane(const QString &id);

    // What startRelease() does; typically shows a sheet of its own with showSheet().
    void setStartRelease(std::function<void(const QString &application)> start);
    // Lays the content over the window; it goes with the sheet.
    Sheet *showSheet(QWidget *content, QWidget *focus = nullptr, int width = 720);
    Sheet *sheet() const; // the topmost that is open, or null

    // What goes into lines of slipwayctl that are copied, so that they are for the service shown here.
    void setPlace(const QString &options) { m_place = options; }
    // What the View menu shows as chosen; languages as code and name.
    void setChoices(theme::Scheme scheme, bool compact, const QString &language);
    void setLanguages(const std::vector<std::pair<QString, QString>> &languages);

    QJsonObject sessionState() const;
    void restoreSession(const QJsonObject &state); // arranged as built in where there is none
    Layouts &layouts() { return *m_layouts; }
    Notices &notices() { return *m_notices; }
    TroubleWatch &troubles() { return *m_troubles; }

    void open(const QString &reference) override;
    void startRelease(const QString &application) override;
    void showHelp(const QString &page) override;
    void say(const QString &text, const QString &reference = {}) override;
    void tell(const Problem &problem) override;
    void ask(const Question &question, std::function<void(const QString &reason)> then) override;
    void copy(const QString &text) override;

Q_SIGNALS:
    void signInRequested();
    void schemeChosen(slipway::theme::Scheme scheme);
    void densityChosen(bool compact);
    void languageChosen(const QString &code);
    void leaving(); // the window closes: keep what is to be kept
    // What was typed in a pane isn't kept anywhere else; left: the field has lost the focus.
    void draftChanged();
    void draftLeft();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    QWidget *makeHeader();
    void foldHeader(); // in a low window
    void makeActions();
    void makePlaceActions(); // of the panes
    void movePane(Qt::DockWidgetArea area);
    void floatPane();
    int lowerHeight() const;
    void place(Layouts::BuiltIn which);              // which pane belongs where
    void shareRoom();                                // between the panes as arranged
    PaneDock *seenIn(Qt::DockWidgetArea area) const; // or null
    void keepShares();
    void tendTabs();
    void askPalette();
    void onTrouble(const Trouble &trouble);
    void onSessionState();
    void tellDifferences();
    QString chosenApplication() const; // in the pane that has the focus
    void onFocus(QWidget *now);
    void await(QWidget *own, const Pane *shown);
    void endWait();
    static Pane *inPane(QWidget *widget); // or null
    QJsonObject layoutNow() const;
    QJsonObject withoutWork(QJsonObject layout) const; // of the panes
    void setLayout(const QJsonObject &layout);
    void joinNew(const QJsonObject &kept); // panes that weren't there when it was kept

    struct Place
    {
        PaneDock *dock;
        Qt::DockWidgetArea home; // as Operations have it
        Qt::DockWidgetArea area; // as it was arranged last
    };
    Session &m_session;
    Actions &m_actions;
    std::map<QString, Place> m_panes;
    QStringList m_order;    // as they were added
    QStringList m_arranged; // the first of each area is the one that is seen
    Layouts::BuiltIn m_arrangement = Layouts::BuiltIn::Operations;
    QPointer<Pane> m_lastPane;
    QPointer<QWidget> m_awaited; // hidden still, and gets the focus when it comes
    QPointer<QWidget> m_leaving; // has the focus until then
    QTimer m_wait;               // for no longer: by then somebody has gone on
    bool m_sharesWhenShown = false;
    QSize m_sharesOf;  // size of the window that these are for
    int m_resizes = 0; // whose docks haven't been laid out yet
    double m_leftShare = 0;
    double m_upperShare = 0;
    std::function<void(const QString &)> m_startRelease;
    QString m_place;
    Layouts *m_layouts = nullptr;
    InSight *m_inSight = nullptr;
    TroubleWatch *m_troubles = nullptr;
    BrakeActions *m_brake = nullptr;
    WindowMenus *m_menus = nullptr;
    TroubleStrip *m_strip = nullptr;
    InlineMessage *m_signIn = nullptr;
    Notices *m_notices = nullptr;
    std::map<QString, QString> m_told; // about what the service is otherwise than this console
};

} // namespace slipway
