// What stands written at the support desk: what is agreed on answers, and who takes turns. Read once somebody
// looks, and again when it has changed.
#pragma once
#include "models/Session.h"
#include "models/SlaTerms.h"

namespace slipway {

class DeskBook : public QObject
{
    Q_OBJECT

public:
    explicit DeskBook(Session &session, QObject *parent = nullptr);

    void setActive(bool active);                           // asks nothing while nobody looks, as at first
    const SlaTerms *terms() const;                         // null: not known
    const QStringList &people() const { return m_people; } // in the order of their turns, then the others

private:
    void onEvents(const std::vector<Event> &events);
    void read();

    Session &m_session;
    std::optional<SlaTerms> m_terms;
    QStringList m_people;
    bool m_active = false;
    bool m_wantsTerms = true; // with the next reading
    bool m_wantsPeople = true;
};

} // namespace slipway
