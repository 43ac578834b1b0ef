// Somebody else is on duty for a while: who, from when to when, and why. It says before it is done who is
// replaced and for how long.
#pragma once
#include "models/DutyRows.h"
#include "widgets/Pane.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace slipway {

class InlineMessage;
class ZonedTimeEdit;

class OverrideSheet : public QWidget
{
    Q_OBJECT

public:
    OverrideSheet(const Desk &desk, const DutyNow &now, QWidget *parent = nullptr);
    void start(const QString &person, Instant from, Instant to);
    QString commandLine() const;
    QString consequence() const; // as shown
    QWidget *firstField() const;

Q_SIGNALS:
    void made(const QJsonObject &override);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QGridLayout *makeFields();
    QWidget *makeButtons();
    void onChanged();
    void askShifts();
    void say(const QString &text, bool isProblem);
    void tellConsequence();
    void send();
    void refresh();
    bool isInOrder() const;

    Desk m_desk;
    const DutyNow m_now;
    QTimer m_ask;
    std::vector<ShiftRow> m_shifts; // of the time that is chosen
    int m_generation = 0;
    bool m_isKnown = false; // what comes of it
    bool m_isSending = false;
    InlineMessage *m_message = nullptr;
    QComboBox *m_person = nullptr;
    ZonedTimeEdit *m_from = nullptr;
    ZonedTimeEdit *m_to = nullptr;
    QLineEdit *m_reason = nullptr;
    QLabel *m_note = nullptr;
    QLabel *m_consequence = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_giveUp = nullptr;
    QPushButton *m_make = nullptr;
};

QString overrideLine(const QString &person, Instant from, Instant to, const QString &reason = {});
QString plainTime(Instant moment); // as a command line takes it: "2026-11-28T09:00:00Z"

} // namespace slipway
