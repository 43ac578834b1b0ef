// Mail that waits until somebody has looked at it: the list, the chosen one beside it with where it would go,
// and letting it in or discarding it, one or several at once. What was discarded can be taken back.
#pragma once
#include "models/MailBatch.h"
#include "models/MailWatch.h"
#include "models/QuarantineModel.h"
#include "widgets/Pane.h"

#include <map>

class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace slipway {

class ColumnRoom;
class EmptyState;
class ExportBar;
class InlineMessage;
class MailExtras;
class MailReading;
class TableMemory;

class QuarantinePane : public Pane
{
    Q_OBJECT

public:
    explicit QuarantinePane(const Desk &desk, QWidget *parent = nullptr);
    ~QuarantinePane() override;

    QString title() const override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    void setActive(bool active) override;
    void open(const QString &reference) override; // "mail/7", "quarantine/case/12", "quarantine/discarded"
    void focusSearch() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    using Verb = MailBatch::Verb;
    void build();
    QWidget *makeBar();
    QPushButton *makeButton(Verb verb, const char *icon, const QString &name, const QString &hint);
    void makeTable();
    void connectParts();
    void connectModel();
    void addActions();
    QAction *addVerb(Verb verb, const QString &text);
    void ask();
    void setDiscarded(bool discarded);
    void look(); // what is chosen is fetched, if who is signed in may see it
    void goOn(const QModelIndex &parent, int first, int last); // of rows that go
    void onMail();
    void chooseOfCase();
    void refresh();
    void refreshReading();
    void refreshButtons();
    void refreshEmpty();
    void showWhereKeysAre();
    void showMenu(const QPoint &place);
    bool onKey(const QEvent *event);
    void openCase();
    void perform(Verb verb);
    void send(Verb verb, const std::vector<qint64> &mails, SentOnce::Press press = SentOnce::Press::MayBeAnew,
              qint64 intoCase = 0);
    void onFinished(const MailBatch::Outcome &outcome);
    QString doneWords(const MailBatch::Outcome &outcome) const;
    bool mayLook() const;
    bool fits(Verb verb) const; // what is chosen, and who is signed in
    bool can(Verb verb) const;  // at this moment
    std::vector<qint64> chosen() const;
    qint64 caseOfChosen() const; // 0: none
    QString linesOf(const QString &verb) const;

    QuarantineModel m_model;
    MailWatch m_watch;
    MailBatch m_batch;
    QTimer m_askTimer;
    QTimer m_patience; // until it is said that the mail is being fetched
    bool m_isActive = false;
    bool m_looks = false;      // active, and who is signed in may see it
    qint64 m_wanted = 0;       // the mail that a reference leads to; 0: the row that is chosen
    qint64 m_wantedOfCase = 0; // the case whose mail is looked for once the list is there
    QLineEdit *m_text = nullptr;
    QPushButton *m_discarded = nullptr;
    std::map<Verb, QPushButton *> m_buttons;
    std::map<Verb, QAction *> m_verbs;
    QTableView *m_table = nullptr;
    ColumnRoom *m_columns = nullptr;
    QSplitter *m_splitter = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    MailReading *m_reading = nullptr;
    InlineMessage *m_message = nullptr;
    ExportBar *m_where = nullptr;
    MailExtras *m_extras = nullptr;
    TableMemory *m_memory = nullptr;
    QAction *m_caseAction = nullptr;
    QAction *m_fileAction = nullptr;
    QAction *m_viewAction = nullptr;
};

} // namespace slipway
