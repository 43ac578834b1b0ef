// One message of a case. Who speaks is told by word, sign, place and frame: customers to the left, staff to
// the right, notes within a dashed frame, machines within a dotted one. Mail that is in no case yet stands
// for nobody.
#pragma once
#include "models/CaseRows.h"
#include "widgets/Theme.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace slipway {

class ElidedLabel;
class MailView;

class MessageCard : public QFrame
{
    Q_OBJECT

public:
    MessageCard(const MessageRow &message, QWidget *parent);
    QString text() const; // head and body
    void setFilesUsable(bool usable, const QString &whyNot);
    void showLayout(const QString &html); // of layoutWanted
    void stayPlain();                     // it can't be had

    enum class Voice { Customer, Staff, Note, Machine, Mail };
    static Voice voiceOf(const MessageRow &message);

Q_SIGNALS:
    void fileWanted(const slipway::FileRow &file);
    void layoutWanted(); // as the mail was laid out
    void turned();       // it shows the layout, or its words again
    void linkCopied(const QString &target);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeFile(const FileRow &file);
    void addMore(const MessageRow &message, QVBoxLayout *lines);
    void turn(); // from plain words to the layout and back

    const Voice m_voice;
    ElidedLabel *m_who = nullptr;
    QLabel *m_when = nullptr;
    QLabel *m_text = nullptr;
    MailView *m_mail = nullptr;      // or null: not fetched yet
    QPushButton *m_layout = nullptr; // or null: there is none
    bool m_isFetching = false;
    QStringList m_files;                // in words
    std::vector<QPushButton *> m_saves; // beside m_files
};

} // namespace slipway
