// A case written down by hand, by somebody with a customer on the telephone. What was typed stays when the
// sheet is left.
#pragma once
#include "widgets/Pane.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace slipway {

class ApplicationField;
class InlineMessage;

class CaseSheet : public QWidget
{
    Q_OBJECT

public:
    CaseSheet(const Desk &desk, const QJsonObject &draft, QWidget *parent = nullptr);
    QJsonObject draft() const; // as the service is asked for it
    QWidget *first() const;    // to be filled in

Q_SIGNALS:
    void edited();
    void sent(); // and not answered yet
    void opened(qint64 id);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeFields(QVBoxLayout *lines);
    void makeButtons(QVBoxLayout *lines);
    QLabel *addField(QVBoxLayout *lines, const QString &text,
                     QWidget *field); // with a line for what is wrong
    void fill(const QJsonObject &draft);
    void send();
    void onAnswer(const Result<QJsonObject> &answer);
    void clearErrors();
    void refresh();

    struct Field
    {
        QString pointer; // as a problem names it: "/contact"
        QWidget *widget;
        QLabel *error;
    };
    Desk m_desk;
    std::vector<Field> m_fields;
    InlineMessage *m_message = nullptr;
    QLineEdit *m_contact = nullptr;
    ApplicationField *m_application = nullptr;
    QComboBox *m_severity = nullptr;
    QLineEdit *m_subject = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_copy = nullptr;
    bool m_isSending = false;
};

} // namespace slipway
