// Where one writes: to the customer or, unmistakably otherwise, a note that they don't see.
#pragma once
#include "widgets/CaseDrafts.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace slipway {

class ReplyBox : public QWidget
{
    Q_OBJECT

public:
    explicit ReplyBox(QWidget *parent = nullptr);

    // Who is answered; empty: nobody, so that only notes are taken; nothing: that isn't known yet.
    void setContact(const std::optional<QString> &contact);
    void setUsable(bool usable, bool isSending, const QString &whyNot);
    CaseDraft draft() const;
    void setDraft(const CaseDraft &draft);
    void insert(const QString &lines);     // where one writes, so that it can be taken back
    void setHasTemplates(bool has);        // there are such things at this service
    void sayOthers(const QString &words);  // who else is here; empty: nobody
    void sayMissing(const QString &words); // what couldn't be filled in; empty: nothing
    void focusText(bool isNote);
    void askTemplate(); // says that one is wanted
    bool hasTextFocus() const;

Q_SIGNALS:
    void edited();
    void rested(); // the text has lost the focus
    void quoteWanted();
    void templateWanted(QWidget *at); // over which they are offered
    void sendWanted();
    void left(); // by Escape
    void commandWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    bool isNobody() const { return m_contact && m_contact->isEmpty(); }

    std::optional<QString> m_contact;
    bool m_usable = false;
    bool m_sending = false;
    QString m_whyNot;
    QPushButton *m_reply = nullptr;
    QPushButton *m_note = nullptr;
    QPushButton *m_quote = nullptr;
    QPushButton *m_template = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_send = nullptr;
    QLabel *m_hint = nullptr;
    QLabel *m_others = nullptr;
    QLabel *m_missing = nullptr;
    QPlainTextEdit *m_text = nullptr;
};

} // namespace slipway
