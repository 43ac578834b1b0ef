// One mail as people read it, kept as it is by the feed: what it says, and where it would go.
#pragma once
#include "models/MailRows.h"
#include "models/Session.h"

namespace slipway {

class MailWatch : public QObject
{
    Q_OBJECT

public:
    explicit MailWatch(Session &session, QObject *parent = nullptr);

    void watch(qint64 id);       // 0: none
    void setActive(bool active); // hidden, as at first: nothing is fetched
    qint64 id() const { return m_id; }
    bool isLoaded() const { return m_loaded; }
    // Why it isn't, where it couldn't be fetched.
    const std::optional<Problem> &problem() const { return m_problem; }
    const MailDetail &about() const { return m_about; }

Q_SIGNALS:
    void changed();

private:
    void onEvents(const std::vector<Event> &events);
    void wantFetch();

    Session &m_session;
    qint64 m_id = 0;
    quint64 m_round = 0; // what was asked in an earlier one comes to nothing
    bool m_active = false;
    bool m_loaded = false;
    bool m_dirty = false;
    std::optional<Problem> m_problem;
    MailDetail m_about;
};

} // namespace slipway
