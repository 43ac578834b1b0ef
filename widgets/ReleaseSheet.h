// Starting a release: application, pipeline, what the pipeline asks for, now or at a time; and beside it what
// will happen, step by step, before it does. The main window lays it over itself.
#pragma once
#include "widgets/Pane.h"
#include "widgets/ReleasePlan.h"

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

    void start(const QString &application); // empty: chosen here
    void giveUp(); // what was sent is waited for first, or the answer is told elsewhere

Q_SIGNALS:
    void started(qint64 id);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    QWidget *makeForm();
    QWidget *makePlan();
    QWidget *makeButtons();
    void addLabel(QVBoxLayout *lines, const QString &text, QWidget *buddy);

    void loadPipelines();
    void showPipelines(const Listing &found);
    void loadPipeline(const QString &name);
    void showPipeline(const QJsonObject &pipeline);
    void showPlan(const QJsonArray &steps, const QJsonObject &inputs);
    void addEditors(const QJsonObject &schema);

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
    QString m_loaded;              // pipeline whose form is shown
    InputEditor *m_note = nullptr; // for the ledger, where the pipeline asks for none
    bool m_isSending = false;
    bool m_isLeft = false; // closed before the answer came
};

} // namespace slipway
