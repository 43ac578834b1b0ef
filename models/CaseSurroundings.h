// What stands around a case: the customer's applications, releases that are under way, other open cases, what
// they used this month, and what changed last at its application.
#pragma once
#include "models/CaseRows.h"
#include "models/Rows.h"
#include "models/Session.h"
#include "models/UsageRows.h"

namespace slipway {

class CaseSurroundings : public QObject
{
    Q_OBJECT

public:
    explicit CaseSurroundings(Session &session, QObject *parent = nullptr);

    void watch(const QString &customer, const QString &application);
    void setActive(bool active);
    const std::vector<ApplicationRow> &applications() const { return m_applications; }
    const std::vector<ReleaseRow> &releases() const { return m_releases; }
    const std::vector<CaseRow> &cases() const { return m_cases; } // that aren't over, the urgent first
    const UsageRow &usage() const { return m_usage; }
    const std::vector<Event> &changes() const { return m_changes; } // newest first

Q_SIGNALS:
    void changed();

private:
    bool isAround(const Event &event) const;
    void onEvents(const std::vector<Event> &events);
    void want();
    void fetch();
    void fetchCustomer();
    template <class T, class Take>
    void ask(const Pending<T> &pending, Take take);

    Session &m_session;
    QString m_customer;
    QString m_application;
    quint64 m_round = 0;
    bool m_active = false;
    bool m_dirty = false;
    QTimer m_pause; // between two rounds of questions
    std::vector<ApplicationRow> m_applications;
    std::vector<ReleaseRow> m_releases;
    std::vector<CaseRow> m_cases;
    UsageRow m_usage;
    std::vector<Event> m_changes;
};

} // namespace slipway
