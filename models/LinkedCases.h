// The cases that are linked to one thing, "release/214", kept as they are by the feed; and linking one more.
#pragma once
#include "models/CaseRows.h"
#include "models/Session.h"

namespace slipway {

class LinkedCases : public QObject
{
    Q_OBJECT

public:
    explicit LinkedCases(Session &session, QObject *parent = nullptr);

    void watch(const QString &reference); // empty: nothing
    void setActive(bool active);          // hidden, as at first: nothing is fetched
    const std::vector<CaseRow> &cases() const
    {
        return m_cases;
    } // those that aren't over first, the newest first
    // Whether that is linked to what is watched, as far as is known.
    bool has(qint64 id, const QString &reference) const;
    // Once, however often it is asked. What is watched needn't be what is linked.
    void link(qint64 id, const QString &reference);
    void unlink(qint64 id, const QString &reference);

Q_SIGNALS:
    void changed();
    void linked(qint64 id, const QString &reference);
    void unlinked(qint64 id, const QString &reference);
    void failed(const slipway::Problem &problem);

private:
    void onEvents(const std::vector<Event> &events);
    void want();
    void fetch();
    void take(const QJsonArray &items);
    void send(qint64 id, const QString &verb, const QString &reference);

    Session &m_session;
    QString m_reference;
    quint64 m_round = 0; // what was asked in an earlier one comes to nothing
    bool m_active = false;
    bool m_dirty = false;
    QTimer m_pause; // between two questions
    std::vector<CaseRow> m_cases;
};

} // namespace slipway
