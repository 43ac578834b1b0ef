// The ledger as people ask of it: who, what, when; newest first, asked of the server in pages, and new
// entries as they come while nothing but the newest is shown.
#pragma once
#include "domain/Event.h"
#include "models/Session.h"

#include <QAbstractTableModel>

#include <deque>

namespace slipway {

class LedgerModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Actor, What, Subject, Detail, ColumnCount };
    struct Query
    {
        QString actor;
        QString kind;
        QString subject;
        QString text;
        bool operator==(const Query &) const = default;
    };
    explicit LedgerModel(Session &session, QObject *parent = nullptr);

    void setActive(bool active);
    void ask(const Query &query);
    const Query &query() const { return m_query; }
    const Event &event(int row) const;
    bool isLoading() const { return m_loading; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loaded();
    void failed(const slipway::Problem &problem);

private:
    void reload();
    void fetchPage(const QString &cursor);
    void takePage(const Listing &page, bool isFirst);
    void onEvents(const std::vector<Event> &events);
    void prepend(const std::vector<Event> &newer); // oldest first
    bool isAskedFor(const Event &event) const;
    QVariant shown(const Event &event, int column) const;

    Session &m_session;
    Query m_query;
    std::deque<Event> m_events; // newest first
    std::vector<Event> m_fresh; // came while the first page was on its way
    QString m_next;
    int m_generation = 0;
    bool m_active = false;
    bool m_dirty = true; // has to be loaded anew
    bool m_loading = false;
    bool m_loadingFirst = false;
    bool m_failed = false; // the last page; asked again once there is a reason to
};

} // namespace slipway
