// One release: where it is, what it will do next, what was seen from outside, what it said, and the buttons
// that its state allows.
#pragma once
#include "models/LogModel.h"
#include "models/ReleaseWatch.h"
#include "widgets/Pane.h"

#include <QHash>
#include <QTimer>

class QLabel;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QTextBrowser;
class QToolButton;

namespace slipway {

class DowntimeStrip;
class ElidedLabel;
class InlineMessage;
class LinkedCasesLine;
class LogView;
class NextPanel;
class ReleaseHeader;
class StepGraphView;

class ReleasePane : public Pane
{
    Q_OBJECT

public:
    explicit ReleasePane(const Desk &desk, QWidget *parent = nullptr);
    ~ReleasePane() override;

    QString title() const override;
    QString heading() const override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    QJsonObject withoutWork(const QJsonObject &state) const override;
    void setActive(bool active) override;
    void open(const QString &reference) override; // "release/214"
    void focusSearch() override;
    QString chosenApplication() const override { return m_watch->release().application; }

    qint64 release() const { return m_watch->id(); }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeParts();
    QWidget *makeEmpty();
    QWidget *makeContent();
    QWidget *makeTabs();
    QWidget *makeReport();
    void connectParts();
    void addActions();
    void addVerb(const char *verb, const QString &text, const QKeySequence &shortcut);
    QAction *addOther(const char *id, const QString &text, std::function<void()> run,
                      const QKeySequence &shortcut, std::function<QString()> commandLine = {});

    void refresh();
    void refreshAge();
    void refreshProbe();
    void refreshStrip();
    void followAnswer();
    void refreshActions();
    void refreshReport();
    void watch(qint64 id);
    void keepDraft();
    QString lineOf(const ReleaseAction &action) const;         // empty: something has to be said first
    const ReleaseAction *actionFor(const QString &verb) const; // as the buttons show it; or null
    QString saidFor(const ReleaseAction &action) const;
    void perform(const ReleaseAction &action);
    void ask(const ReleaseAction &action);
    void copyCommand(const ReleaseAction &action);
    void send(const ReleaseAction &action, const QString &said);
    void forgetSaid(qint64 id, const ReleaseAction &action);
    void copyReport();
    void linkToCase();

    ReleaseWatch *m_watch = nullptr;
    LogModel *m_log = nullptr;
    QStackedWidget *m_pages = nullptr;
    ReleaseHeader *m_header = nullptr;
    InlineMessage *m_message = nullptr;
    InlineMessage *m_age = nullptr;
    LinkedCasesLine *m_cases = nullptr; // that are linked to it
    QToolButton *m_linkButton = nullptr;
    QAction *m_linkAction = nullptr;
    StepGraphView *m_graph = nullptr;
    ElidedLabel *m_numbers = nullptr;
    DowntimeStrip *m_strip = nullptr;
    QSplitter *m_split = nullptr;
    QTabWidget *m_tabs = nullptr;
    LogView *m_logView = nullptr;
    QTextBrowser *m_report = nullptr;
    NextPanel *m_next = nullptr;
    QList<QAction *> m_others;     // about the release as such
    QTimer m_noAnswer;             // to what was sent
    QHash<qint64, QString> m_sent; // by release: the words of the button
    // By release and verb: what was said with it, until it is done.
    QHash<qint64, QHash<QString, QString>> m_unsent;
    QTimer m_clock; // the age of what is shown, while it isn't live
    QHash<qint64, QString> m_drafts;
    QString m_heading; // as it was said last
    QString m_at;      // the step that was lit last
    bool m_isProduction = false;
    bool m_isActive = false;
};

} // namespace slipway
