// Starting a release: application, pipeline, what the pipeline asks for, now or at a time; and beside it what
// will happen, step by step, before it does. The main window lays it over itself.
#pragma once
#include "widgets/Pane.h"
#include "widgets/ReleasePlan.h"
#include "widgets/StartDrafts.h"

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLabel;
class QListWidget;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace slipway {

class ApplicationField;
class InlineMessage;
class InputEditor;

class ReleaseSheet : public QWidget
{
    Q_OBJECT

public:
    explicit ReleaseSheet(const Desk &desk, QWidget *parent = nullptr);
    ~ReleaseSheet() override;

    void setDrafts(const StartDrafts &drafts) { m_drafts = drafts; } // of earlier ones; before start()
    void start(const QString &application);                          // empty: chosen here
    void giveUp(); // what was sent is waited for first, or the answer is told elsewhere

Q_SIGNALS:
    void sent(); // and not answered yet
    void started(qint64 id);
    void closed();
    void drafted(const QString &application, const QString &pipeline,
                 const slipway::StartDrafts::Typed &typed); // without anything: not any more
    void settled(const QString &application, const QString &pipeline, const slipway::StartDrafts::Typed &sent,
                 slipway::StartDrafts::Fate fate); // once this is left before the answer

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    QWidget *makeForm();
    void fitForm(); // to the widest of its fields
    QWidget *makePlan();
    QWidget *makeButtons();
    void addLabel(QVBoxLayout *lines, const QString &text, QWidget *buddy);

    void loadPipelines();
    void showPipelines(const Listing &found);
    void loadPipeline(const QString &name);
    void showPipeline(const QJsonObject &pipeline);
    void showPlan(const QJsonArray &steps, const QJsonObject &inputs);
    void addEditors(const QJsonObject &schema);
    StartDrafts::Typed typed() const;                            // what isn't as the pipeline has it
    StartDrafts::Typed unasked(StartDrafts::Typed values) const; // that this form has no field for
    bool isDraftInPlace() const;                                 // kept under what is named now
    void keepDraft();
    void moveDraft();                                  // to the application that is named now
    void beginDraft(const StartDrafts::Typed &before); // of a form; typed in the one before it
    void placeDraft(const StartDrafts::Typed &rest);   // what doesn't come along stays where it was
    void offerDraft();
    void withdrawOffer();
    void takeUpOffered();
    bool fill(const StartDrafts::Typed &values); // false: none of them is asked for
    void sayTakenUp();
    void clearTyped();
    QStringList decidedPipelines() const; // by a start: whose drafts it ends
    void forgetDrafts();
    void settleDrafts(StartDrafts::Fate fate);
    void setDraft(const QString &pipeline, const StartDrafts::Typed &typed);

    std::optional<StartWish> wish(); // or says at the field what is wrong
    void send();
    void onAnswer(const Result<QJsonObject> &answer);
    void leave();
    void tellElsewhere(const Result<QJsonObject> &answer);
    void place(const Problem &problem); // where it belongs
    void clearErrors();
    void refresh();
    InputEditor *editorOf(const QString &pointer) const;

    Desk m_desk;
    InlineMessage *m_message = nullptr;
    QScrollArea *m_form = nullptr;
    ApplicationField *m_application = nullptr;
    QLabel *m_applicationError = nullptr;
    QComboBox *m_pipeline = nullptr;
    QLabel *m_pipelineError = nullptr;
    QLabel *m_description = nullptr;
    QVBoxLayout *m_inputs = nullptr;
    std::vector<InputEditor *> m_editors;
    QCheckBox *m_later = nullptr;
    QDateTimeEdit *m_at = nullptr;
    QLabel *m_atError = nullptr;
    QLabel *m_signers = nullptr;
    QListWidget *m_plan = nullptr;
    QPushButton *m_giveUp = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_start = nullptr;
    QString m_loaded; // pipeline whose form is shown
    StartDrafts m_drafts;
    QString m_drafted;        // the application that the draft of this form is kept under…
    QString m_draftedIn;      // …and the pipeline: not yet those that are named, while theirs is offered
    QStringList m_turnedFrom; // pipelines under which a part of it is kept that the others don't ask for
    QString m_offered;        // the application whose draft is offered
    bool m_isFilling = false;
    InputEditor *m_note = nullptr; // for the ledger, where the pipeline asks for none
    bool m_isSending = false;
    bool m_isLeft = false; // closed before the answer came
};

} // namespace slipway
