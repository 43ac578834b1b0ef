// A mail that waits in quarantine, to be looked at: what it is about, where it goes when it is released, why
// it waits, and what it says. Nothing in it does anything by itself.
#pragma once
#include "models/MailRows.h"
#include "widgets/ReadingArea.h"

class QLabel;
class QVBoxLayout;

namespace slipway {

class MessageCard;

class MailReading : public ReadingArea
{
    Q_OBJECT

public:
    explicit MailReading(QWidget *parent = nullptr);
    void showMail(const MailDetail &mail);
    void say(const QString &heading, const QString &text); // instead of a mail
    void setFilesUsable(bool usable, const QString &whyNot);
    QString text() const; // as it is read out

Q_SIGNALS:
    void fileWanted(const slipway::FileRow &file);
    void layoutWanted(slipway::MessageCard *card, qint64 mail);
    void linkCopied(const QString &target);

private:
    void dropCard();
    void tellReaders();

    QVBoxLayout *m_lines = nullptr;
    QLabel *m_heading = nullptr;
    QLabel *m_goes = nullptr;
    QLabel *m_why = nullptr;
    MessageCard *m_card = nullptr; // or null
    std::optional<MailDetail> m_mail;
    bool m_filesUsable = false;
    QString m_whyNot;
};

} // namespace slipway
