// What was said in a case, oldest first: each message a card whose shape and word say who speaks.
#pragma once
#include "models/CaseRows.h"
#include "widgets/ReadingArea.h"

class QVBoxLayout;

namespace slipway {

class MessageCard;

class CaseThread : public ReadingArea
{
    Q_OBJECT

public:
    explicit CaseThread(QWidget *parent = nullptr);
    // Those that are there already stay; whoever reads at the end stays at the end.
    void showMessages(const std::vector<MessageRow> &messages);
    QString text() const;                                    // all of it, as it is read out
    void setFilesUsable(bool usable, const QString &whyNot); // what came with the messages can be saved

Q_SIGNALS:
    void fileWanted(const slipway::FileRow &file);
    void layoutWanted(slipway::MessageCard *card, qint64 mail);
    void linkCopied(const QString &target);

private:
    void toEnd();

    std::vector<MessageRow> m_messages;
    std::vector<MessageCard *> m_cards; // beside m_messages
    QVBoxLayout *m_lines = nullptr;
    bool m_isAtEnd = true;
    bool m_filesUsable = false;
    QString m_whyNot;
};

// What the customer said last, each line marked as quoted; empty: nothing.
QString quoted(const std::vector<MessageRow> &messages);

} // namespace slipway
