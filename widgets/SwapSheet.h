// Two people exchange a turn each: which one is given away is known, which one is taken for it is chosen from
// those to come. It says before it is done who is on duty when instead of whom.
#pragma once
#include "models/DutyRows.h"
#include "widgets/Pane.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace slipway {

class InlineMessage;

class SwapSheet : public QWidget
{
    Q_OBJECT

public:
    // Of the turn that `person` has at `moment` what is left then is given away.
    SwapSheet(const Desk &desk, const DutyNow &now, const QString &person, Instant moment,
              QWidget *parent = nullptr);
    QString commandLine() const; // empty: nothing is chosen
    QString consequence() const; // as shown
    QWidget *firstField() const;

Q_SIGNALS:
    void made(const QJsonObject &swap);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeButtons();
    void askTurns(Instant moment);
    void takeTurns(const std::vector<ShiftRow> &turns, Instant moment);
    void onChosen();
    void send();
    void refresh();
    const ShiftRow *chosen() const;
    QString turnText(const ShiftRow &turn) const;
    QString spanText(const ShiftRow &turn) const;

    Desk m_desk;
    const DutyNow m_now;
    const QString m_person;
    std::optional<ShiftRow> m_given; // nothing: not known yet
    std::vector<ShiftRow> m_turns;   // of the others, as listed
    bool m_isSending = false;
    InlineMessage *m_message = nullptr;
    QLabel *m_givenWords = nullptr;
    QComboBox *m_turn = nullptr;
    QLineEdit *m_reason = nullptr;
    QLabel *m_consequence = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_giveUp = nullptr;
    QPushButton *m_make = nullptr;
};

} // namespace slipway
