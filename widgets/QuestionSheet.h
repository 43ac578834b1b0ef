// Asks a Question over the window. Enter never means yes, unless the button that says so has the focus and
// whatever has to be typed was typed.
#pragma once
#include "widgets/Navigator.h"
#include "widgets/Sheet.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace slipway {

class QuestionSheet : public Sheet
{
    Q_OBJECT

public:
    QuestionSheet(QWidget *window, const Question &question);
    void ask(); // opens it, with the focus where something is to be typed, else on the way out

    QString reason() const;
    QString commandLine() const; // with the reason as typed so far
    bool isAnswered() const;     // may be confirmed now

Q_SIGNALS:
    void confirmed(const QString &reason);
    void copyAsked(const QString &commandLine);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeContent();
    void addList(QVBoxLayout *column, const QString &title, const QStringList &items, QChar mark);
    void addFields(QVBoxLayout *column);
    void addChoices(QVBoxLayout *column);
    void onChosen();
    void addButtons(QVBoxLayout *column);
    void copyCommand();
    void onTyped();
    bool saysWhy() const; // where it has to be said
    void confirm();

    const Question m_question;
    QLineEdit *m_typed = nullptr;
    QLineEdit *m_reason = nullptr;
    QComboBox *m_choice = nullptr;
    QLabel *m_consequence = nullptr; // of the choice
    QPushButton *m_confirm = nullptr;
    QPushButton *m_giveUp = nullptr;
    bool m_done = false;
};

} // namespace slipway
