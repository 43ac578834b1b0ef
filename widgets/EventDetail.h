// One entry of the ledger in full: its words, who, when, what it is about, what it carries, and its hash.
#pragma once
#include "domain/Event.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace slipway {

class EventDetail : public QWidget
{
    Q_OBJECT

public:
    explicit EventDetail(QWidget *parent = nullptr);
    void setLinkable(bool linkable); // by who is signed in, now
    void setEntry(const std::optional<Event> &event);
    const std::optional<Event> &entry() const { return m_event; }

Q_SIGNALS:
    void historyWanted(const QString &subject);
    void objectWanted(const QString &subject);
    void commandWanted(qint64 seq);
    void caseWanted(qint64 seq); // that the entry is linked to

private:
    std::optional<Event> m_event;
    QLabel *m_words = nullptr;
    QLabel *m_facts = nullptr;
    QPlainTextEdit *m_payload = nullptr;
    QLabel *m_hash = nullptr;
    QPushButton *m_object = nullptr;
    QPushButton *m_history = nullptr;
    QPushButton *m_command = nullptr;
    QPushButton *m_link = nullptr;
    bool m_isLinkable = false;
};

// What shows what it is about: "release/214" also of a step's, which is about the application and names its
// release. Empty where no pane does.
QString objectOf(const Event &event);

} // namespace slipway
