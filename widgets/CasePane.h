// One case: how it stands and against which time, what was said, where one answers, and beside it who asks
// and what is going on there.
#pragma once
#include "models/CasePresence.h"
#include "models/CaseSurroundings.h"
#include "models/CaseWatch.h"
#include "models/DeskBook.h"
#include "models/ReplyTemplates.h"
#include "widgets/CaseDrafts.h"
#include "widgets/Pane.h"
#include "widgets/SecondTick.h"

class QSplitter;
class QStackedWidget;
class QTextBrowser;

namespace slipway {

class CaseButtons;
class CaseHeader;
class CaseThread;
class EmptyState;
class ExportBar;
class InlineMessage;
class MailExtras;
class ReplyBox;
class ReplyFiles;
class Sheet;
class TemplatePicker;

class CasePane : public Pane
{
    Q_OBJECT

public:
    explicit CasePane(const Desk &desk, QWidget *parent = nullptr);
    ~CasePane() override;

    QString title() const override;
    QString heading() const override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    QJsonObject withoutWork(const QJsonObject &state) const override;
    void setActive(bool active) override;
    void open(const QString &reference) override; // "case/12", "case/12/reply"
    QString chosenApplication() const override { return m_watch->about().application; }

    qint64 shownCase() const { return m_watch->id(); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeParts();
    QWidget *makeContent();
    void connectParts();
    void addActions();
    void addVerb(const char *verb, const QString &text);
    void watch(qint64 id);
    void refresh();
    void refreshActions();
    void refreshFacts();
    void refreshEmpty();
    bool mayAttend() const;
    const CaseAction *actionFor(const QString &verb) const; // as the buttons show it; or null
    void perform(const CaseAction &action);
    void connectReply();
    void tellOthers();
    void insertTemplate(const QString &name);
    bool mayCompose() const; // templates, by the role of who is signed in
    void askTemplate(const TemplateRow &start);
    void keepTemplate(const TemplateRow &row, SentOnce::Press press);
    void removeTemplate(const TemplateRow &row);
    void tellUndone(const Problem &problem, const std::function<void()> &again);
    void send();
    void say(const CaseDraft &draft);
    ReplyFiles *makeFiles();
    void connectFiles();
    void chooseFiles();
    void tellElsewhere(qint64 id, Problem problem);
    void showFiles();
    void sendWaiting();
    void waitToSend(qint64 ofCase);
    void tellFailed();
    void removeFile(int key);
    QString replyCommand() const;
    QString draftCommand(bool isNote) const; // empty: no such thing is written
    void onDone(const QString &verb, const CaseRow &before);
    void forgetDraft(qint64 id);
    void settleRestored();
    void sayWentBefore(qint64 ofCase, const QStringList &names);
    void putBack(const CaseCall &back, const CaseRow &after);
    void addLinkActions();
    void followFact(const QUrl &url);
    void askLink();
    void askUnlink();
    void unlink(const QString &reference);
    void sendLink(const QString &verb, const QString &reference);
    void sayLinked(const QString &verb);
    void showMenu(const QPoint &place);
    std::vector<FileRow> files() const; // that came with any message, oldest first
    void connectExtras();
    void refreshHeld();

    CaseWatch *m_watch = nullptr;
    CaseSurroundings *m_around = nullptr;
    SecondTick m_tick;
    DeskBook m_book;
    CasePresence m_presence;
    ReplyTemplates m_templates;
    CaseDrafts m_drafts;
    QMap<qint64, bool> m_restored; // drafts of an earlier console, and whether a doubt was told of them
    ReplyFiles *m_files = nullptr; // that go with them
    qint64 m_waitsToSend = 0;      // the case, until its files are there and it was said
    QHash<qint64, std::vector<qint64>> m_sent; // the files that went with what was said last, by case
    bool m_isChanging = false;                 // another case comes: what is typed belongs to neither
    QString m_heading;                         // as it was said last
    QString m_facts;                           // as they are shown
    QStackedWidget *m_pages = nullptr;
    EmptyState *m_empty = nullptr;
    CaseHeader *m_header = nullptr;
    InlineMessage *m_message = nullptr;
    InlineMessage *m_held = nullptr; // mail that waits in quarantine
    int m_heldTold = 0;              // so many of them
    CaseButtons *m_buttons = nullptr;
    CaseThread *m_thread = nullptr;
    ExportBar *m_where = nullptr;
    MailExtras *m_extras = nullptr;
    ReplyBox *m_reply = nullptr;
    TemplatePicker *m_picker = nullptr;
    QPointer<Sheet> m_sheet;
    QSplitter *m_halves = nullptr; // the thread and its facts
    QSplitter *m_talk = nullptr;   // the thread and the reply
    QTextBrowser *m_beside = nullptr;
    std::vector<std::pair<QString, QAction *>> m_verbs;
    QAction *m_sayAction = nullptr;
    QAction *m_noteAction = nullptr;
    QAction *m_templateAction = nullptr;
    QAction *m_attachAction = nullptr;
    QAction *m_keepAction = nullptr;
    QAction *m_saveFile = nullptr;
    QAction *m_unlinkAction = nullptr;
    QString m_linked; // what is linked, or isn't any more, by what is under way
    QAction *m_history = nullptr;
};

} // namespace slipway
