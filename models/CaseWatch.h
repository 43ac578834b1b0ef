// One case, kept as it is by the feed: its row, its thread, its pages, what may be done now, and doing it
// once.
#pragma once
#include "models/CaseActions.h"
#include "models/Session.h"

#include <QHash>
#include <QPointer>

namespace slipway {

class CaseWatch : public QObject
{
    Q_OBJECT

public:
    explicit CaseWatch(Session &session, QObject *parent = nullptr);

    void watch(qint64 id);       // 0: none
    void setActive(bool active); // hidden, as at first: nothing is fetched
    qint64 id() const { return m_id; }
    bool isLoaded() const { return m_loaded; }
    const CaseRow &about() const { return m_about; }
    const std::vector<MessageRow> &messages() const { return m_messages; } // oldest first
    const std::vector<PageRow> &pages() const { return m_pages; }          // oldest first
    const std::vector<LinkRow> &links() const { return m_links; }          // as they were made
    int quarantined() const { return m_quarantined; } // mails that may belong to it and wait
    std::vector<CaseAction> actions() const; // none while the session isn't live or a command is under way

    // Sent once, however often it is pressed. `said`: to whom it is given, or what it is; see callOf.
    void run(const CaseAction &action, const QString &said = {});
    void call(const QString &verb, const CaseCall &call); // done() tells of the verb
    void say(const QString &text, bool isNote, const std::vector<qint64> &files = {});
    bool isBusy() const { return m_underWay.contains(m_id); } // with this case, since whenever it was sent
    bool isSaying() const;
    static bool isSaying(const QString &verb);

Q_SIGNALS:
    void changed();
    void failed(const slipway::Problem &problem);
    void done(const QString &verb, const slipway::CaseRow &before);
    // With a case that isn't watched any more.
    void doneElsewhere(qint64 id, const QString &verb);
    void failedElsewhere(qint64 id, const slipway::Problem &problem);

private:
    void onEvents(const std::vector<Event> &events);
    bool isOfALink(const Event &event) const;
    void onSession();
    void wantFetch();
    void fetch();
    void onFetched(const Result<QJsonObject> &answer);
    void take(const QJsonObject &object);
    void send(const QString &verb, const QString &action, const SentOnce::Send &how);
    void onAnswer(const QString &verb, const CaseRow &before, const Result<QJsonObject> &answer);

    Session &m_session;
    qint64 m_id = 0;
    quint64 m_round = 0;               // what was asked in an earlier one comes to nothing…
    QHash<qint64, QString> m_underWay; // …but not what was sent: the verb, by case
    bool m_active = false;
    bool m_loaded = false;
    bool m_fetching = false;
    bool m_dirty = false; // something happened since it was asked for
    bool m_wasLive = false;
    QTimer m_pause; // between two fetches
    std::optional<Problem> m_problem;
    CaseRow m_about;
    std::vector<MessageRow> m_messages;
    std::vector<PageRow> m_pages;
    std::vector<LinkRow> m_links;
    int m_quarantined = 0;
};

} // namespace slipway
