// One message of a case. Who speaks is told by word, sign, place and frame: customers to the left, staff to
// the right, notes within a dashed frame, machines within a dotted one.
#pragma once
#include "models/CaseRows.h"
#include "widgets/Theme.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace slipway {

class ElidedLabel;

class MessageCard : public QFrame
{
    Q_OBJECT

public:
    MessageCard(const MessageRow &message, QWidget *parent);
    QString text() const; // head and body
    void setFilesUsable(bool usable, const QString &whyNot);

    enum class Voice { Customer, Staff, Note, Machine };
    static Voice voiceOf(const MessageRow &message);

Q_SIGNALS:
    void fileWanted(const slipway::FileRow &file);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void tint();
    QWidget *makeFile(const FileRow &file);

    const Voice m_voice;
    ElidedLabel *m_who = nullptr;
    QLabel *m_when = nullptr;
    QLabel *m_text = nullptr;
    QStringList m_files;                // in words
    std::vector<QPushButton *> m_saves; // beside m_files
    std::vector<QLabel *> m_warnings;
};

} // namespace slipway
