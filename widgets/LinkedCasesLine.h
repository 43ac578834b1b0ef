// The cases that are linked to what is shown, in a line of links; gone while there are none. And linking it
// to one more, which can be undone.
#pragma once
#include "models/LinkedCases.h"
#include "widgets/Navigator.h"

#include <QLabel>

#include <set>

namespace slipway {

class InlineMessage;

class LinkedCasesLine : public QLabel
{
    Q_OBJECT

public:
    // `message`: where what was done is said, with the way back.
    LinkedCasesLine(Session &session, Navigator &navigator, InlineMessage &message,
                    QWidget *parent = nullptr);

    void watch(const QString &reference); // "release/214"; empty: nothing
    void setActive(bool active);
    // Asks for a case, and links `reference` to it, which needn't be what is shown.
    void ask(const QString &reference, const QString &customer);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void link(qint64 id, const QString &reference);
    void sayLinked(qint64 id, const QString &reference);

    Session &m_session;
    Navigator &m_navigator;
    InlineMessage &m_message;
    LinkedCases m_cases;
    std::set<std::pair<qint64, QString>> m_known; // were linked before that was asked for once more
};

} // namespace slipway
