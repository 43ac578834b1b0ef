// What a release does now or will do next: what the step changes, what the guardrails found, whom to send
// where, the sign-off with its note, and the buttons.
#pragma once
#include "models/ReleaseWatch.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace slipway {

class ElidedLabel;
class InlineMessage;
class ReleaseButtons;

class NextPanel : public QWidget
{
    Q_OBJECT

public:
    NextPanel(Session &session, ReleaseWatch &watch, QWidget *parent = nullptr);

    void refresh();
    void showStep(const QString &id); // empty: the current or next one
    QString shownStep() const;
    ReleaseButtons *buttons() const { return m_buttons; }
    QString note() const;
    void setNote(const QString &note);
    void focusNote();
    // What the customer gets while the release waits for them; empty: nothing.
    QStringList invitation() const;
    void setActive(bool active);

Q_SIGNALS:
    void noteEdited();
    void copyWanted(const QString &text);
    void currentWanted(); // instead of the step that was chosen

private:
    QWidget *makeBody();
    QWidget *makeCopies();
    QStringList copyLines() const; // by which the customer brings the code
    QWidget *makeSection(const QString &title, QLabel **text, const QString &name);
    void refreshStep();
    void refreshGuardrails();
    void refreshInvitation();
    void refreshButtons();
    void askForEnvironment();
    bool waitsForCustomer() const;

    Session &m_session;
    ReleaseWatch &m_watch;
    QString m_chosen;
    bool m_isActive = true;
    QString m_askedFor; // application whose test environment was asked for
    std::optional<EnvironmentRow> m_test;
    ElidedLabel *m_heading = nullptr;
    QPushButton *m_toCurrent = nullptr;
    QLabel *m_lead = nullptr;
    QLabel *m_changes = nullptr;
    QLabel *m_guardrails = nullptr;
    QLabel *m_invited = nullptr;
    QWidget *m_changesSection = nullptr;
    QWidget *m_guardrailSection = nullptr;
    QWidget *m_invitedSection = nullptr;
    InlineMessage *m_problem = nullptr;
    QWidget *m_noteSection = nullptr;
    QLineEdit *m_note = nullptr;
    ReleaseButtons *m_buttons = nullptr;
};

} // namespace slipway
