// Where one writes: to the customer or, unmistakably otherwise, a note that they don't see.
#pragma once
#include "widgets/CaseDrafts.h"

#include <QWidget>

#include <optional>

class QImage;
class QKeyEvent;
class QLabel;
class QPushButton;

namespace slipway {

class FileChips;
class ReplyText;
struct ReplyFile;

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
    void insert(const QString &lines);                       // where one writes, so that it can be taken back
    void setHasTemplates(bool has);                          // there are such things at this service
    void sayOthers(const QString &words);                    // who else is here; empty: nobody
    void sayMissing(const QString &words);                   // what couldn't be filled in; empty: nothing
    void setFilesUsable(bool usable, const QString &whyNot); // whether some can be attached
    void showFiles(const std::vector<ReplyFile> &files);
    void sayWaiting(const QString &words); // for what it is sent later; empty: it isn't waited for
    void askFiles();                       // says that some are wanted
    void focusText(bool isNote);
    void askTemplate(); // says that one is wanted
    bool hasTextFocus() const;

Q_SIGNALS:
    void edited();
    void rested(); // the text has lost the focus
    void quoteWanted();
    void templateWanted(QWidget *at); // over which they are offered
    void sendWanted();
    void waitingGivenUp();
    void filesWanted();
    void filesGiven(const QStringList &paths);
    void pictureGiven(const QImage &picture);
    void fileRemoved(int key);
    void fileAgain(int key);
    void left(); // by Escape
    void commandWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeFiles();
    void orderTabs();
    bool takesKey(const QKeyEvent &key);
    void refresh();
    bool isNobody() const { return m_contact && m_contact->isEmpty(); }

    std::optional<QString> m_contact;
    bool m_usable = false;
    bool m_sending = false;
    QString m_whyNot;
    bool m_takesFiles = false;
    QString m_noFiles; // why it doesn't
    QString m_waiting;
    QPushButton *m_reply = nullptr;
    QPushButton *m_note = nullptr;
    QPushButton *m_quote = nullptr;
    QPushButton *m_template = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_send = nullptr;
    QLabel *m_hint = nullptr;
    QLabel *m_others = nullptr;
    QLabel *m_missing = nullptr;
    QPushButton *m_attach = nullptr;
    FileChips *m_files = nullptr;
    ReplyText *m_text = nullptr;
};

} // namespace slipway
