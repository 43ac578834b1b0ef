// Customers, their applications and what each consists of, live; and everything that can be done to an
// environment beside releasing it.
#pragma once
#include "models/ApplicationsModel.h"
#include "widgets/ApplicationQuestions.h"
#include "widgets/Pane.h"
#include "widgets/SshCommand.h"

#include <QSet>

class QLineEdit;
class QStackedWidget;
class QTreeView;

namespace slipway {

class ColumnRoom;
class EmptyState;
class InlineMessage;
class TreeMemory;

class ApplicationsPane : public Pane
{
    Q_OBJECT

public:
    explicit ApplicationsPane(const Desk &desk, QWidget *parent = nullptr);
    ~ApplicationsPane() override;

    QString title() const override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    void setActive(bool active) override;
    void open(const QString &reference) override;
    void focusSearch() override;
    QString chosenApplication() const override;

    // For tests: how a program is found and started; by default for real.
    std::function<QString(const QString &)> findProgram;
    std::function<bool(const TerminalCommand &)> startProgram;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Offer // an action, when there is one to offer, and its command
    {
        QAction *action = nullptr;
        std::function<bool()> isOffered;
        std::function<QString()> commandLine;
    };
    void build();
    void connectModel();
    void addActions();
    void addVerb(ApplicationVerb verb, const QString &id, const QString &text, const char *route,
                 const QKeySequence &key = {});
    void addOffer(const QString &id, const QString &text, std::function<bool()> isOffered,
                  std::function<void()> run, std::function<QString()> commandLine = {},
                  const QKeySequence &key = {});
    void refresh(); // which actions there are, and what stands where the tree would
    void refreshEmpty();
    void showMenu(const QPoint &place);
    void search();
    void ask(ApplicationVerb verb);
    void act(ApplicationVerb verb, const ApplicationRow &application,
             const std::optional<EnvironmentRow> &environment);
    Pending<QJsonObject> sent(ApplicationVerb verb, const QString &handle, const EnvironmentRow *about,
                              const QByteArray &key);
    void browse();
    void openSsh();
    void showLocated(const QModelIndex &index);
    QString reference() const;   // of what is chosen, for its history
    QString addressLine() const; // the command that prints the address of the environment
    const ApplicationRow *application() const;
    // What is chosen, or production of a chosen application.
    const EnvironmentRow *environment() const;
    static QString busyKey(ApplicationVerb verb, const ApplicationRow &application,
                           const EnvironmentRow *environment);

    ApplicationsModel m_model;
    QLineEdit *m_search = nullptr;
    QTreeView *m_tree = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    InlineMessage *m_message = nullptr;
    TreeMemory *m_memory = nullptr;
    ColumnRoom *m_columns = nullptr;
    QTimer m_searchTimer;
    std::vector<Offer> m_offers;
    QSet<QString> m_busy; // what was sent and isn't answered yet
};

} // namespace slipway
